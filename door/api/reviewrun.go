package api

import (
	"context"
	"mime"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/review"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/record"
	meeting "vigie/room/review"
)

type turnReviewIn struct {
	ByID
	Matching
}

func (s *Server) freezeReview(ctx context.Context, in *turnReviewIn) (*body[reviewOut], error) {
	return s.turn(ctx, in, meeting.Freeze)
}

func (s *Server) closeReview(ctx context.Context, in *turnReviewIn) (*body[reviewOut], error) {
	return s.turn(ctx, in, func(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (meeting.Review, error) {
		r, err := meeting.Close(ctx, tx, who, id, version)
		if err == nil && s.Post != nil {
			err = mail.AskMinutes(ctx, tx, who, r)
		}
		return r, err
	})
}

// turn takes a review to its next state.
func (s *Server) turn(ctx context.Context, in *turnReviewIn, next func(context.Context, *db.Tx, access.Who, int64, int64) (meeting.Review, error)) (*body[reviewOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	var r meeting.Review
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		r, err = next(ctx, tx, who, id, version)
		return err
	})
	return s.reviewAnswer(ctx, r, err)
}

func (s *Server) reviewOpening(ctx context.Context, in *ByID) (*body[review.Opening], error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	o, err := reading.Opening(ctx)
	if err != nil {
		return nil, err
	}
	return &body[review.Opening]{*o}, nil
}

func (s *Server) reviewPage(ctx context.Context, in *struct {
	ByID
	Project string `path:"project" maxLength:"20" doc:"The project"`
},
) (*body[review.Slide], error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	project, err := s.DB.Unseal(in.Project)
	if err != nil {
		return nil, err
	}
	p, err := reading.Page(ctx, project)
	if err != nil {
		return nil, err
	}
	return &body[review.Slide]{*p}, nil
}

func (s *Server) reviewOutcomes(ctx context.Context, in *ByID) (*body[review.Outcomes], error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return answer(reading.Outcomes(ctx))
}

// outcomeIn is a decision or an action as it is typed during a review.
type outcomeIn struct {
	Project string `json:"project,omitempty" maxLength:"20" doc:"Empty for the portfolio as a whole"`
	Name    string `json:"name" maxLength:"1000"`
	Kind    string `json:"kind,omitempty" maxLength:"60" doc:"Of a decision: go, stop, hold, ask, or another option of the catalogue"`
	Owner   string `json:"owner,omitempty" maxLength:"20"`
	Due     string `json:"due,omitempty" maxLength:"10"`
	Note    string `json:"note,omitempty" maxLength:"20000"`
}

type outcomeBody struct {
	ByID
	Body outcomeIn
}

func (s *Server) decide(ctx context.Context, in *outcomeBody) (*body[review.Outcome], error) {
	return s.conclude(ctx, in, decision.Kind)
}

func (s *Server) act(ctx context.Context, in *outcomeBody) (*body[review.Outcome], error) {
	return s.conclude(ctx, in, action.Kind)
}

// conclude writes a decision or an action of a running review, and answers with it.
func (s *Server) conclude(ctx context.Context, in *outcomeBody, k *record.Kind) (*body[review.Outcome], error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	project := int64(0)
	if in.Body.Project != "" {
		if project, err = s.DB.Unseal(in.Body.Project); err != nil {
			return nil, err
		}
		if _, err := reading.Item(project); err != nil {
			return nil, err
		}
	}
	live, err := s.Agenda.Of(k).Live(ctx)
	if err != nil {
		return nil, err
	}
	vs, err := outcomeValues(live.Catalogue(), live.Projects.Names(auth.Who(ctx)), in.Body)
	if err != nil {
		return nil, err
	}
	vs[record.Review] = field.Ref(reading.Review.ID)
	vs[record.Project] = field.Ref(project)
	if project == 0 {
		vs[record.Portfolio] = field.Ref(reading.Review.Portfolio)
	}
	var made *record.Record
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if _, err := meeting.Outcome(ctx, tx, who, reading.Review.ID, project); err != nil {
			return err
		}
		out, err := k.Write(ctx, tx, who, live.Catalogue(), []record.Edit{{Values: vs}})
		if err != nil {
			return err
		}
		made = out[0].Record
		return out[0].Err
	})
	if err != nil {
		return nil, err
	}
	return answer(reading.One(ctx, k, made))
}

// outcomeValues reads what was typed of a decision or an action.
func outcomeValues(c *field.Catalogue, names interface {
	field.Directory
	ByID(field.Kind, string) (int64, bool)
}, in outcomeIn,
) (field.Values, error) {
	vs := field.Values{"name": field.Str(in.Name), "note": field.Str(in.Note)}
	var bad []fault.Detail
	due, err := dayIn("due", in.Due)
	if err != nil {
		return nil, err
	}
	if due != 0 {
		vs["due"] = field.Int(int64(due))
	}
	if in.Owner != "" {
		id, ok := names.ByID(field.User, in.Owner)
		if !ok {
			bad = append(bad, fault.Detail{Where: "owner", Text: meeting.NoSuchPerson})
		}
		vs["owner"] = field.Ref(id)
	}
	if f := c.Get("kind"); f != nil && in.Kind != "" {
		o, ok := f.OptionByText(in.Kind)
		if !ok {
			bad = append(bad, fault.Detail{Where: "kind", Text: label.F("“%s” is no kind of decision", "« %s » n’est pas un type de décision", in.Kind)})
		}
		vs["kind"] = field.Ref(o.ID)
	}
	return vs, fault.InvalidAll(bad)
}

// The places of a review that are no project.
const (
	placeOpening = "opening"
	placeEnd     = "end"
	placeHidden  = "hidden"
)

type leadOut struct {
	Place   string        `json:"place" doc:"The project; opening or end; hidden when the caller may not see the project"`
	Leader  *refOut       `json:"leader"`
	State   meeting.State `json:"state" enum:"draft,frozen,closed"`
	Version int64         `json:"version"`
}

func (s *Server) readPlace(ctx context.Context, in *ByID) (*body[leadOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	r, err := meeting.Get(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := leadOut{Place: placeHidden, State: r.State, Version: r.Version}
	switch {
	case r.Place == meeting.Opening:
		out.Place = placeOpening
	case r.Place == meeting.End:
		out.Place = placeEnd
	case live.Shows(who, r.Place):
		out.Place = s.DB.Seal(r.Place)
	}
	if a, ok := live.Directory.Accounts[int64(r.Leader)]; ok {
		out.Leader = &refOut{a.Public, a.Name}
	}
	return &body[leadOut]{out}, nil
}

func (s *Server) movePlace(ctx context.Context, in *struct {
	ByID
	Body struct {
		Place string `json:"place" maxLength:"20" doc:"A project on the agenda; opening or end"`
	}
},
) (*struct{}, error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	place := meeting.Opening
	switch in.Body.Place {
	case placeOpening:
	case placeEnd:
		place = meeting.End
	default:
		if place, err = s.DB.Unseal(in.Body.Place); err != nil {
			return nil, err
		}
		if _, err := reading.Item(place); err != nil {
			return nil, err
		}
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return meeting.Move(ctx, tx, who, reading.Review.ID, place)
	})
}

type noteOut struct {
	Project string `json:"project" doc:"Empty for the review as a whole"`
	Body    string `json:"body"`
}

func (s *Server) reviewNotes(ctx context.Context, in *ByID) (*body[list[noteOut]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	notes, err := meeting.Notes(ctx, s.DB, auth.Who(ctx), id)
	out := list[noteOut]{Items: []noteOut{}, Total: len(notes)}
	for _, n := range notes {
		out.Items = append(out.Items, noteOut{s.DB.Seal(n.Project), n.Body})
	}
	return answer(out, err)
}

func (s *Server) noteReview(ctx context.Context, in *struct {
	ByID
	Body struct {
		Project string `json:"project,omitempty" maxLength:"20" doc:"Empty for the review as a whole"`
		Body    string `json:"body" maxLength:"20000" doc:"Empty removes the note"`
	}
},
) (*struct{}, error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	project := int64(0)
	if in.Body.Project != "" {
		if project, err = s.DB.Unseal(in.Body.Project); err != nil {
			return nil, err
		}
		if _, err := reading.Item(project); err != nil {
			return nil, err
		}
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return meeting.SetNote(ctx, tx, who, reading.Review.ID, project, in.Body.Body)
	})
}

func (s *Server) reviewMinutes(ctx context.Context, in *struct {
	ByID
	Lang string `query:"lang" enum:"en,fr" doc:"The caller's when absent"`
},
) (*body[review.Minutes], error) {
	m, err := s.minutesIn(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, err
	}
	return &body[review.Minutes]{*m}, nil
}

func (s *Server) minutesIn(ctx context.Context, id, lang string) (*review.Minutes, error) {
	if lang != "" {
		caller := auth.Of(ctx)
		caller.Who.Lang = label.Parse(lang)
		ctx = auth.With(ctx, caller)
	}
	reading, err := s.openReview(ctx, id)
	if err != nil {
		return nil, err
	}
	return reading.Minutes(ctx)
}

// textFile is an answer that is kept as a file.
type textFile struct {
	Kind        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func markdown(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {Description: "The text", Content: map[string]*huma.MediaType{"text/markdown": {}}}}
}

func (s *Server) minutesText(ctx context.Context, in *struct {
	ByID
	Lang string `query:"lang" enum:"en,fr" doc:"The caller's when absent"`
},
) (*textFile, error) {
	m, err := s.minutesIn(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, err
	}
	l := auth.Who(ctx).Lang
	if in.Lang != "" {
		l = label.Parse(in.Lang)
	}
	name := label.T("minutes", "compte-rendu").In(l) + "-" + m.Day + ".md"
	return &textFile{
		Kind: "text/markdown; charset=utf-8", Disposition: mime.FormatMediaType("attachment", map[string]string{"filename": name}),
		Body: []byte(m.Markdown(l)),
	}, nil
}
