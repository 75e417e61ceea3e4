package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/review"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/record"
	meeting "vigie/room/review"
)

func (s *Server) reviewRoutes(a *frame) {
	if s.Reviews == nil {
		s.Reviews = &review.Desk{DB: s.DB, Portfolio: s.Portfolio, Agenda: s.Agenda}
	}
	register(a, op(http.MethodGet, "/reviews", "The reviews of portfolios, the latest first"), s.listReviews)
	register(a, op(http.MethodPost, "/reviews", "Prepare a review of a portfolio", created), s.createReview)
	register(a, op(http.MethodGet, "/reviews/{id}", "One review, with its agenda"), s.getReview)
	register(a, op(http.MethodPatch, "/reviews/{id}", "Change a review"), s.changeReview)
	register(a, op(http.MethodDelete, "/reviews/{id}", "Delete a review that is not closed", noContent), s.deleteReview)
	register(a, op(http.MethodPut, "/reviews/{id}/items", "Make the agenda of a review: which projects, in which order"), s.setAgenda)
	register(a, op(http.MethodPost, "/reviews/{id}/propose", "Make the agenda by its rules; what stands on it by hand stays"), s.proposeAgenda)
	register(a, op(http.MethodPost, "/reviews/{id}/freeze", "Freeze a review: from then on it shows its day as it is known now. Again, until something is decided in it, to know what was entered since"), s.freezeReview)
	register(a, op(http.MethodPost, "/reviews/{id}/close", "Close a review: its minutes are final, and are mailed to the participants"), s.closeReview)
	register(a, op(http.MethodGet, "/reviews/{id}/opening", "The first page of a review: the portfolio, what changed, what became of earlier decisions"), s.reviewOpening)
	register(a, op(http.MethodGet, "/reviews/{id}/pages/{project}", "The page of one project in a review"), s.reviewPage)
	register(a, op(http.MethodGet, "/reviews/{id}/outcomes", "The decisions and actions of a review"), s.reviewOutcomes)
	register(a, op(http.MethodPost, "/reviews/{id}/decisions", "Note a decision while a review is running", created), s.decide)
	register(a, op(http.MethodPost, "/reviews/{id}/actions", "Note an action while a review is running", created), s.act)
	register(a, op(http.MethodGet, "/reviews/{id}/place", "Where whoever leads the review stands"), s.readPlace)
	register(a, op(http.MethodPut, "/reviews/{id}/place", "Lead those who follow to a page", noContent), s.movePlace)
	register(a, op(http.MethodGet, "/reviews/{id}/notes", "What the caller noted in a review, for nobody else"), s.reviewNotes)
	register(a, op(http.MethodPut, "/reviews/{id}/notes", "Note something in a review, for nobody else", noContent), s.noteReview)
	register(a, op(http.MethodGet, "/reviews/{id}/minutes", "The minutes of a review"), s.reviewMinutes)
	register(a, op(http.MethodGet, "/reviews/{id}/minutes.md", "The minutes of a review as text (Markdown)", markdown), s.minutesText)
}

// ReviewLine is a review in a list.
type ReviewLine struct {
	ID         string         `json:"id"`
	Version    int64          `json:"version"`
	Portfolio  refOut         `json:"portfolio"`
	Name       string         `json:"name"`
	Day        string         `json:"day" doc:"The date whose state is reviewed"`
	State      meeting.State  `json:"state" enum:"draft,frozen,closed"`
	FrozenAt   string         `json:"frozen_at" doc:"An instant; empty for a draft"`
	ClosedAt   string         `json:"closed_at"`
	Projects   int            `json:"projects" doc:"How many stand on the agenda, of those that the caller sees"`
	Outcomes   map[string]int `json:"outcomes" doc:"How many decisions and actions came of it, and how many of them are open or late now"`
	CanLead    bool           `json:"can_lead"`
	Invited    bool           `json:"invited" doc:"Whether the caller is a participant"`
	Rules      []string       `json:"rules"`
	Filter     string         `json:"filter"`
	Minutes    int64          `json:"minutes" doc:"For each project; 0 for no plan"`
	Conclusion string         `json:"conclusion"`
}

// reviewOut is one review, whole.
type reviewOut struct {
	ReviewLine
	Previous     *reviewRef   `json:"previous" doc:"The review it is compared with; null for the first"`
	Next         *reviewRef   `json:"next" doc:"The review that follows it; null for the last"`
	Participants []refOut     `json:"participants"`
	Items        []reviewItem `json:"items"`
	Attributes   []fieldOut   `json:"attributes" doc:"The catalogue as the review reads it"`
	Change       int64        `json:"change" doc:"The last change that it knows"`
}

type reviewRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Day  string `json:"day"`
}

type reviewItem struct {
	Project review.Subject `json:"project"`
	Minutes int64          `json:"minutes" doc:"0 for those of the review"`
	Reason  string         `json:"reason"`
	Note    string         `json:"note" doc:"What is to be said of it, for all to read"`
	Weather string         `json:"weather"`
	Kind    string         `json:"kind" enum:"new,gone,changed,same"`
	Worse   bool           `json:"worse" doc:"Whether something got worse since the review before"`
}

func (s *Server) openReview(ctx context.Context, public string) (*review.Reading, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return nil, err
	}
	return s.Reviews.Open(ctx, auth.Who(ctx), id)
}

// review answers with a review as it is now.
func (s *Server) reviewAnswer(ctx context.Context, r meeting.Review, err error) (*body[reviewOut], error) {
	if err != nil {
		return nil, err
	}
	reading, err := s.Reviews.Open(ctx, auth.Who(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	return s.showReview(ctx, reading)
}

func (s *Server) getReview(ctx context.Context, in *ByID) (*body[reviewOut], error) {
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.showReview(ctx, reading)
}

func (s *Server) showReview(ctx context.Context, r *review.Reading) (*body[reviewOut], error) {
	who := auth.Who(ctx)
	ends, err := s.outcomeCounts(ctx)
	if err != nil {
		return nil, err
	}
	out := reviewOut{ReviewLine: s.reviewLine(who, r.Review, ends), Participants: []refOut{}, Items: []reviewItem{}, Change: r.Now.Change}
	out.Portfolio.Name, out.Projects = r.Set.Name, len(r.Agenda)
	for _, id := range r.People {
		out.Participants = append(out.Participants, refOut{s.DB.Seal(id), r.Now.Directory.Name(field.User, id)})
		out.Invited = out.Invited || id == who.ID
	}
	for _, it := range r.Lines() {
		out.Items = append(out.Items, reviewItem(it))
	}
	roles, err := s.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	names := r.Now.Names(who)
	for _, f := range r.Now.Catalogue.Fields {
		if !f.Retired {
			out.Attributes = append(out.Attributes, showField(r.Now.Catalogue, names, roles, f, false))
		}
	}
	out.Previous = s.reviewRef(r.Previous)
	next, err := meeting.After(ctx, s.DB, who, r.Review)
	out.Next = s.reviewRef(next)
	return answer(out, err)
}

func (s *Server) reviewRef(r *meeting.Review) *reviewRef {
	if r == nil {
		return nil
	}
	return &reviewRef{s.DB.Seal(r.ID), r.Name, r.Day.String()}
}

func (s *Server) reviewLine(who access.Who, r meeting.Review, ends map[int64]map[string]int) ReviewLine {
	out := ReviewLine{
		ID: s.DB.Seal(r.ID), Version: r.Version, Portfolio: refOut{ID: s.DB.Seal(r.Portfolio)}, Name: r.Name, Day: r.Day.String(), State: r.State,
		Rules: []string{}, Filter: r.Filter, Minutes: r.Minutes, Conclusion: r.Conclusion, CanLead: meeting.MayLead(who, r),
		Outcomes: map[string]int{"decision": 0, "action": 0, "open": 0, "late": 0},
	}
	if n := ends[r.ID]; n != nil {
		out.Outcomes = n
	}
	out.Rules = append(out.Rules, r.RuleList()...)
	if r.FrozenAt != 0 {
		out.FrozenAt = instant(r.FrozenAt)
	}
	if r.ClosedAt != 0 {
		out.ClosedAt = instant(r.ClosedAt)
	}
	return out
}

// outcomeCounts counts the decisions and actions that came of reviews, and how
// many of them are open or late, of those that the caller sees.
func (s *Server) outcomeCounts(ctx context.Context) (map[int64]map[string]int, error) {
	out := map[int64]map[string]int{}
	for _, k := range review.Registers {
		live, err := s.Agenda.Of(k).Live(ctx)
		if err != nil {
			return nil, err
		}
		found, err := live.List(auth.Who(ctx), agenda.Query{})
		if err != nil {
			return nil, err
		}
		rules := k.Rules(live.Catalogue())
		for _, it := range found.Items {
			id := it.Values[record.Review].N
			if id == 0 {
				continue
			}
			if out[id] == nil {
				out[id] = map[string]int{"decision": 0, "action": 0, "open": 0, "late": 0}
			}
			out[id][k.Entity]++
			if rules.IsOpen(it.Values) {
				out[id]["open"]++
			}
			if rules.IsLate(it.Values, live.On()) {
				out[id]["late"]++
			}
		}
	}
	return out, nil
}

type listReviewsIn struct {
	Portfolio string `query:"portfolio" maxLength:"20"`
}

func (s *Server) listReviews(ctx context.Context, in *listReviewsIn) (*body[list[ReviewLine]], error) {
	of := int64(0)
	if in.Portfolio != "" {
		p, err := s.portfolioByID(ctx, in.Portfolio)
		if err != nil {
			return nil, err
		}
		of = p.ID
	}
	who := auth.Who(ctx)
	found, err := s.Reviews.List(ctx, who, of)
	if err != nil {
		return nil, err
	}
	ends, err := s.outcomeCounts(ctx)
	if err != nil {
		return nil, err
	}
	out := list[ReviewLine]{Items: []ReviewLine{}, Total: len(found)}
	for _, l := range found {
		line := s.reviewLine(who, l.Review, ends)
		line.Portfolio.Name, line.Projects, line.Invited = l.Portfolio, l.Projects, l.Invited
		out.Items = append(out.Items, line)
	}
	return &body[list[ReviewLine]]{out}, nil
}

// ReviewIn is what may be said of a review; what is absent stays.
type ReviewIn struct {
	Name         *string   `json:"name,omitempty" maxLength:"200"`
	Day          *string   `json:"day,omitempty" maxLength:"10"`
	Rules        *[]string `json:"rules,omitempty" maxItems:"20"`
	Filter       *string   `json:"filter,omitempty" maxLength:"10000"`
	Minutes      *int64    `json:"minutes,omitempty" minimum:"0" maximum:"480"`
	Conclusion   *string   `json:"conclusion,omitempty" maxLength:"20000"`
	Participants *[]string `json:"participants,omitempty" maxItems:"500"`
}

type createReviewIn struct {
	Portfolio string `json:"portfolio" maxLength:"20"`
	ReviewIn
}

// edit reads what a body says of a review.
func (s *Server) reviewEdit(in ReviewIn) (meeting.Edit, error) {
	e := meeting.Edit{Name: in.Name, Filter: in.Filter, Minutes: in.Minutes, Conclusion: in.Conclusion}
	if in.Day != nil {
		d, err := dayIn("day", *in.Day)
		if err != nil {
			return e, err
		}
		e.Day = &d
	}
	if in.Rules != nil {
		rule := meeting.JoinRules(*in.Rules)
		e.Rule = &rule
	}
	if in.Participants != nil {
		people, err := s.accountsIn(*in.Participants)
		if err != nil {
			return e, err
		}
		e.Participants = &people
	}
	return e, nil
}

func (s *Server) accountsIn(public []string) ([]int64, error) {
	out := make([]int64, len(public))
	for i, p := range public {
		id, err := s.DB.Unseal(p)
		if err != nil {
			return nil, fault.Invalid("participants", meeting.NoSuchPerson)
		}
		out[i] = id
	}
	return out, nil
}

func (s *Server) createReview(ctx context.Context, in *struct{ Body createReviewIn }) (*body[reviewOut], error) {
	p, err := s.portfolioByID(ctx, in.Body.Portfolio)
	if err != nil {
		return nil, err
	}
	e, err := s.reviewEdit(in.Body.ReviewIn)
	if err != nil {
		return nil, err
	}
	r := meeting.New(p.ID, e, day.OfTime(s.DB.Now()), auth.Who(ctx).Lang)
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		var people []int64
		set(&people, e.Participants)
		r, err = meeting.Create(ctx, tx, who, r, people)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.proposed(ctx, r)
}

// proposed makes the agenda of a review by its rules, and answers with it.
func (s *Server) proposed(ctx context.Context, r meeting.Review) (*body[reviewOut], error) {
	agenda, err := s.Reviews.Propose(ctx, auth.Who(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		r, err = meeting.SetItems(ctx, tx, who, r.ID, r.Version, agenda)
		return err
	})
	return s.reviewAnswer(ctx, r, err)
}

func (s *Server) proposeAgenda(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*body[reviewOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	r, err := meeting.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	r.Version = version
	return s.proposed(ctx, r)
}

func (s *Server) changeReview(ctx context.Context, in *struct {
	ByID
	Matching
	Body ReviewIn
},
) (*body[reviewOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	e, err := s.reviewEdit(in.Body)
	if err != nil {
		return nil, err
	}
	var r meeting.Review
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		r, err = meeting.Update(ctx, tx, who, id, version, e)
		return err
	})
	return s.reviewAnswer(ctx, r, err)
}

func (s *Server) deleteReview(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*struct{}, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return meeting.Delete(ctx, tx, who, id, version) })
}

type agendaLine struct {
	Project string `json:"project" maxLength:"20"`
	Minutes int64  `json:"minutes,omitempty" minimum:"0" maximum:"480"`
	Note    string `json:"note,omitempty" maxLength:"2000" doc:"What is to be said of it, for all to read"`
}

func (s *Server) setAgenda(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		Items []agendaLine `json:"items" maxItems:"500"`
	}
},
) (*body[reviewOut], error) {
	_, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	reading, err := s.openReview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	wanted := make([]meeting.Item, len(in.Body.Items))
	for i, l := range in.Body.Items {
		if wanted[i].Project, err = s.DB.Unseal(l.Project); err != nil {
			return nil, err
		}
		wanted[i].Minutes, wanted[i].Note = l.Minutes, l.Note
	}
	agenda, err := reading.Arrange(ctx, wanted)
	if err != nil {
		return nil, err
	}
	r := reading.Review
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		r, err = meeting.SetItems(ctx, tx, who, r.ID, version, agenda)
		return err
	})
	return s.reviewAnswer(ctx, r, err)
}
