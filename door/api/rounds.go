package api

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/round"
)

func (s *Server) roundRoutes(a *frame) {
	register(a, op(http.MethodGet, "/rounds", "The monthly rounds, the latest month first"), s.listRounds)
	register(a, op(http.MethodPost, "/rounds", "Ask the managers of projects for the values of a month", created), s.startRound)
	register(a, op(http.MethodGet, "/rounds/{id}", "One round: what was asked of whom, and what stands there"), s.getRound)
	register(a, op(http.MethodPatch, "/rounds/{id}", "Change the day or the note of an open round"), s.changeRound)
	register(a, op(http.MethodDelete, "/rounds/{id}", "Delete an open round; the values stay", noContent), s.deleteRound)
	register(a, op(http.MethodPut, "/rounds/{id}/answers/{project}", "Say whether a project is up to date for the round", noContent), s.answerRound)
	register(a, op(http.MethodPost, "/rounds/{id}/remind", "Remind everybody who has not answered and was not reminded today"), s.remindRound)
	register(a, op(http.MethodPost, "/rounds/{id}/lock", "Lock the month for the projects of the round"), s.lockRound)
	register(a, op(http.MethodPost, "/rounds/{id}/reopen", "Open a locked month again"), s.reopenRound)
}

// roundLine is a round in a list.
type roundLine struct {
	ID        string      `json:"id"`
	Version   int64       `json:"version"`
	Portfolio *refOut     `json:"portfolio" doc:"null for all projects, and where the caller does not see the portfolio"`
	Month     day.Month   `json:"month"`
	Due       day.Day     `json:"due"`
	Fields    []string    `json:"fields" doc:"The attributes that are asked for"`
	Note      string      `json:"note"`
	State     round.State `json:"state" enum:"open,locked"`
	Asked     int         `json:"asked" doc:"Of how many projects, of those that the caller sees"`
	Answered  int         `json:"answered"`
	Mine      int         `json:"mine" doc:"For how many projects the caller has yet to answer"`
	CanRun    bool        `json:"can_run"`
	CanReopen bool        `json:"can_reopen"`
	CreatedBy *refOut     `json:"created_by"`
	LockedAt  string      `json:"locked_at" doc:"An instant; empty while open"`
	LockedBy  *refOut     `json:"locked_by"`
}

// roundOut is one round, whole.
type roundOut struct {
	roundLine
	Attributes []fieldOut `json:"attributes" doc:"What is asked for, as the catalogue describes it"`
	Items      []roundAsk `json:"items"`
}

// roundAsk is one project in a round.
type roundAsk struct {
	Project    roundProject `json:"project"`
	Version    int64        `json:"version" doc:"Of the project, for If-Match"`
	CanEdit    bool         `json:"can_edit"`
	Manager    *refOut      `json:"manager"`
	AnsweredAt string       `json:"answered_at" doc:"An instant; empty for not yet"`
	AnsweredBy *refOut      `json:"answered_by"`
	Reminded   day.Day      `json:"reminded"`
	Reminders  int64        `json:"reminders"`
	Values     attributes   `json:"values" doc:"What stands there for the month; a monthly attribute without a value of its own shows the one before"`
	Before     attributes   `json:"before" doc:"What stood there at the end of the month before"`
	Entered    []string     `json:"entered" doc:"The monthly attributes that have a value of their own in the month"`
}

type roundProject struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code"`
}

type roundsIn struct {
	After   string `query:"after" maxLength:"20" doc:"Where the page before ended"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Waiting bool   `query:"waiting" doc:"Only those in which the caller has yet to answer"`
}

func (s *Server) listRounds(ctx context.Context, in *roundsIn) (*body[list[roundLine]], error) {
	who := auth.Who(ctx)
	found, err := s.roundsFor(ctx, who, in.Waiting)
	if err != nil {
		return nil, err
	}
	after, err := s.unsealed(in.After)
	if err != nil {
		return nil, err
	}
	out := list[roundLine]{Items: []roundLine{}, Total: len(found)}
	found = found[slices.IndexFunc(found, func(r round.Round) bool { return r.ID == after })+1:]
	if len(found) > in.Limit {
		found = found[:in.Limit]
		out.Next = s.DB.Seal(found[in.Limit-1].ID)
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := live.Matching(who, snapshot.Query{})
	if err != nil {
		return nil, err
	}
	tallies, err := round.Tallies(ctx, s.DB, who, found, func(project int64) bool { return seen[project] })
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		out.Items = append(out.Items, s.roundLine(ctx, live, r, tallies[r.ID]))
	}
	return &body[list[roundLine]]{out}, nil
}

// roundsFor returns the rounds that a person sees, or those alone that wait for an
// answer of the person.
func (s *Server) roundsFor(ctx context.Context, who access.Who, waiting bool) ([]round.Round, error) {
	found, err := round.List(ctx, s.DB, who)
	if err != nil || !waiting {
		return found, err
	}
	pending, err := round.Pending(ctx, s.DB, who)
	return slices.DeleteFunc(found, func(r round.Round) bool { return pending[r.ID] == 0 }), err
}

// asksOf returns what a round asks for the active projects that the caller sees.
func (s *Server) asksOf(ctx context.Context, seen map[int64]bool, r round.Round) ([]round.Ask, error) {
	asks, err := round.Asks(ctx, s.DB, auth.Who(ctx), r)
	return slices.DeleteFunc(asks, func(a round.Ask) bool { return !seen[a.Project] }), err
}

func (s *Server) roundLine(ctx context.Context, live *snapshot.Snapshot, r round.Round, t round.Tally) roundLine {
	who := auth.Who(ctx)
	names := live.Names(who)
	out := roundLine{
		ID: s.DB.Seal(r.ID), Version: r.Version, Month: r.Month, Due: r.Due, Fields: r.Keys(), Note: r.Note, State: r.State, Asked: t.Asked, Answered: t.Answered, Mine: t.Mine,
		CanRun: round.MayRun(who, r), CanReopen: round.MayReopen(who, r), CreatedBy: s.person(names, int64(r.CreatedBy)), LockedBy: s.person(names, int64(r.LockedBy)),
	}
	if p, err := s.portfolioByID(ctx, s.DB.Seal(int64(r.Portfolio))); r.Portfolio != 0 && err == nil {
		out.Portfolio = &refOut{s.DB.Seal(p.ID), p.Name}
	}
	if r.Locked != 0 {
		out.LockedAt = instant(r.Locked)
	}
	return out
}

func (s *Server) getRound(ctx context.Context, in *ByID) (*body[roundOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	r, err := round.Get(ctx, s.DB, auth.Who(ctx), id)
	return s.showRound(ctx, r, err)
}

// showRound answers with a round, with what stands there for its month and what
// stood there a month before.
func (s *Server) showRound(ctx context.Context, r round.Round, err error) (*body[roundOut], error) {
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := live.Matching(auth.Who(ctx), snapshot.Query{})
	if err != nil {
		return nil, err
	}
	asks, err := s.asksOf(ctx, seen, r)
	if err != nil {
		return nil, err
	}
	tallies, err := round.Tallies(ctx, s.DB, auth.Who(ctx), []round.Round{r}, func(project int64) bool { return seen[project] })
	if err != nil {
		return nil, err
	}
	out := roundOut{roundLine: s.roundLine(ctx, live, r, tallies[r.ID]), Attributes: []fieldOut{}, Items: []roundAsk{}}
	roles, err := s.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	var fields []*field.Field
	for _, key := range r.Keys() {
		if f := live.Catalogue.Get(key); f != nil && !f.Retired {
			fields = append(fields, f)
			out.Attributes = append(out.Attributes, showField(live.Catalogue, live.Names(who), roles, f, false))
		}
	}
	w := roundWriter{s: s, who: who, live: live, fields: fields}
	if err := w.read(ctx, r); err != nil {
		return nil, err
	}
	for _, a := range asks {
		out.Items = append(out.Items, w.ask(a))
	}
	slices.SortFunc(out.Items, func(a, b roundAsk) int { return cmp.Compare(label.Fold(a.Project.Name), label.Fold(b.Project.Name)) })
	return &body[roundOut]{out}, nil
}

// roundWriter writes what a round shows of its projects.
type roundWriter struct {
	s       *Server
	who     access.Who
	live    *snapshot.Snapshot
	fields  []*field.Field
	month   *snapshot.Snapshot // what is shown of the month
	before  *snapshot.Snapshot
	entered map[int64]map[string]bool
}

func (w *roundWriter) read(ctx context.Context, r round.Round) (err error) {
	w.month = w.live
	if r.Month.Last() < w.live.On {
		if w.month, err = w.s.Portfolio.AsOf(ctx, r.Month.Last()); err != nil {
			return err
		}
	}
	if w.before, err = w.s.Portfolio.AsOf(ctx, r.Month.First()-1); err != nil {
		return err
	}
	w.entered = map[int64]map[string]bool{}
	return project.EachOfMonth(ctx, w.s.DB, r.Month, func(of int64, key string, _ day.Month, v field.Value) {
		if v.Set {
			if w.entered[of] == nil {
				w.entered[of] = map[string]bool{}
			}
			w.entered[of][key] = true
		}
	})
}

func (w *roundWriter) ask(a round.Ask) roundAsk {
	at, _ := w.live.Find(a.Project)
	p, names := w.live.Project(at), w.live.Names(w.who)
	out := roundAsk{
		Project: roundProject{w.s.DB.Seal(p.ID), p.Name(), p.Values["code"].S}, Version: p.Version, CanEdit: w.live.CanEdit(w.who, at),
		Manager: w.s.person(names, int64(a.Account)), AnsweredBy: w.s.person(names, int64(a.AnsweredBy)), Reminded: a.Reminded, Reminders: a.Reminders,
		Values: attributes{}, Before: attributes{}, Entered: []string{},
	}
	if a.Answered != 0 {
		out.AnsweredAt = instant(a.Answered)
	}
	for _, f := range w.fields {
		of := w.live
		if f.PerMonth {
			of = w.month
		}
		out.Values[f.Key], out.Before[f.Key] = w.value(of, a.Project, f), w.value(w.before, a.Project, f)
		if w.entered[a.Project][f.Key] {
			out.Entered = append(out.Entered, f.Key)
		}
	}
	return out
}

// value writes what an attribute of a project is in a reading; null when it was not
// there.
func (w *roundWriter) value(in *snapshot.Snapshot, of int64, f *field.Field) json.RawMessage {
	at, ok := in.Find(of)
	if !ok {
		return json.RawMessage("null")
	}
	return in.Names(w.who).AppendValue(nil, f, in.Value(at, f.Key), in.Currency(of))
}

type startRoundIn struct {
	Portfolio string   `json:"portfolio,omitempty" maxLength:"20" doc:"Empty for all projects"`
	Month     string   `json:"month" maxLength:"7" doc:"Such as 2026-11"`
	Due       string   `json:"due" maxLength:"10" doc:"The day by which the managers answer"`
	Fields    []string `json:"fields,omitempty" maxItems:"20" doc:"The attributes that are asked for; weather, comment, start and end when there are none"`
	Note      string   `json:"note,omitempty" maxLength:"2000"`
}

func (s *Server) startRound(ctx context.Context, in *struct{ Body startRoundIn }) (*body[roundOut], error) {
	r, asks, err := s.asked(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		r, err = round.Start(ctx, tx, who, live.Catalogue, r, asks)
		if err == nil && s.Post != nil {
			err = mail.AskRound(ctx, tx, who, r.ID, asks, false)
		}
		return err
	})
	return s.showRound(ctx, r, err)
}

// asked reads what a new round is to be, and lists the projects that it asks about:
// those of its portfolio that the caller sees, each with its manager.
func (s *Server) asked(ctx context.Context, in startRoundIn) (r round.Round, asks []round.Ask, err error) {
	if len(in.Fields) == 0 {
		in.Fields = []string{"weather", "comment", "start", "end"}
	}
	r = round.Round{Fields: round.Fields(in.Fields), Note: in.Note}
	if r.Month, err = day.ParseMonth(in.Month); err != nil {
		return r, nil, fault.Invalid("month", label.T("A month is written like 2026-11", "Un mois s’écrit comme 2026-11"))
	}
	if r.Due, err = dayIn("due", in.Due); err != nil {
		return r, nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return r, nil, err
	}
	q := snapshot.Query{}
	if in.Portfolio == "" {
		root, err := access.Root(ctx, s.DB)
		if err != nil {
			return r, nil, err
		}
		r.Unit = root.ID
	} else {
		if q.Portfolio, err = s.portfolioByID(ctx, in.Portfolio); err != nil {
			return r, nil, err
		}
		r.Portfolio, r.Unit = db.ID(q.Portfolio.ID), q.Portfolio.Unit
	}
	there, err := live.Matching(auth.Who(ctx), q)
	if err != nil {
		return r, nil, err
	}
	for id := range there {
		at, _ := live.Find(id)
		asks = append(asks, round.Ask{Project: id, Account: db.ID(live.Project(at).Manager())})
	}
	return r, asks, nil
}

type changeRoundIn struct {
	ByID
	Matching
	Body struct {
		Due  *string `json:"due,omitempty" maxLength:"10"`
		Note *string `json:"note,omitempty" maxLength:"2000"`
	}
}

func (s *Server) changeRound(ctx context.Context, in *changeRoundIn) (*body[roundOut], error) {
	e := round.Edit{Note: in.Body.Note}
	if in.Body.Due != nil {
		due, err := dayIn("due", *in.Body.Due)
		if err != nil {
			return nil, err
		}
		e.Due = &due
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return s.turnRound(ctx, turnRoundIn{in.ByID, in.Matching}, func(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (round.Round, error) {
		return round.Update(ctx, tx, who, live.Catalogue, id, version, e)
	})
}

type turnRoundIn struct {
	ByID
	Matching
}

func (s *Server) lockRound(ctx context.Context, in *turnRoundIn) (*body[roundOut], error) {
	return s.turnRound(ctx, *in, round.Lock)
}

func (s *Server) reopenRound(ctx context.Context, in *turnRoundIn) (*body[roundOut], error) {
	return s.turnRound(ctx, *in, round.Reopen)
}

func (s *Server) turnRound(ctx context.Context, in turnRoundIn, next func(context.Context, *db.Tx, access.Who, int64, int64) (round.Round, error)) (*body[roundOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	var r round.Round
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		r, err = next(ctx, tx, who, id, version)
		return err
	})
	return s.showRound(ctx, r, err)
}

func (s *Server) deleteRound(ctx context.Context, in *turnRoundIn) (*struct{}, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return round.Delete(ctx, tx, who, id, version) })
}

type answerRoundIn struct {
	ByID
	Project string `path:"project" maxLength:"20" doc:"The project"`
	Body    struct {
		Done bool `json:"done"`
	}
}

func (s *Server) answerRound(ctx context.Context, in *answerRoundIn) (*struct{}, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	of, err := s.DB.Unseal(in.Project)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		_, err := round.Answer(ctx, tx, who, id, of, in.Body.Done)
		return err
	})
}

type reminded struct {
	People int `json:"people" doc:"How many were reminded"`
}

func (s *Server) remindRound(ctx context.Context, in *ByID) (*body[reminded], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var out reminded
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		asks, err := round.Remind(ctx, tx, who, id)
		out.People = len(round.Managers(asks))
		if err == nil && s.Post != nil {
			err = mail.AskRound(ctx, tx, who, id, asks, true)
		}
		return err
	})
	return answer(out, err)
}
