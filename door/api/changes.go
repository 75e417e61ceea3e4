package api

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/change"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/record"
)

func (s *Server) changeRoutes(a *frame) {
	register(a, op(http.MethodGet, "/changes", "What was changed in the portfolio, latest first; a paste, a mass edit or an import is one"), s.listChanges)
	register(a, op(http.MethodGet, "/changes/{number}", "One change, and what taking it back would do"), s.getChange)
	register(a, op(http.MethodPut, "/changes/{number}/reason", "Say why one made a change, after it", noContent), s.giveReason)
	register(a, op(http.MethodPost, "/changes/{number}/undo", "Take a change back, as one more change of today"), s.undoChange)
}

type changesIn struct {
	Actor   string `query:"actor" maxLength:"20" doc:"Only what this person did"`
	Project string `query:"project" maxLength:"20" doc:"Only what touched this project"`
	From    string `query:"from" maxLength:"10" doc:"Only what was done on this date or later"`
	To      string `query:"to" maxLength:"10" doc:"Only what was done on this date or before"`
	After   int64  `query:"after" minimum:"0" doc:"Where the page before ended"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// changeOut is one change, or one import, with how many objects it touched that
// the caller may see.
type changeOut struct {
	Number   int64          `json:"number"`
	At       time.Time      `json:"at"`
	Actor    *refOut        `json:"actor"`
	Behalf   []refOut       `json:"behalf,omitempty" doc:"For whom it was done, by delegation"`
	Via      string         `json:"via"`
	Note     string         `json:"note,omitempty"`
	Import   *refOut        `json:"import,omitempty" doc:"The import that it was; its name is that of the file"`
	Counts   map[string]int `json:"counts" doc:"By kind of object: project, month, milestone, risk, action, decision, link, member, portfolio, plan, activity, baseline"`
	Projects []refOut       `json:"projects" doc:"A few of the projects"`
	TookBack int64          `json:"took_back,omitempty" doc:"The change that this one took back"`
	GoneBy   int64          `json:"gone_by,omitempty" doc:"The change that took this one back"`
}

func (s *Server) listChanges(ctx context.Context, in *changesIn) (*body[list[changeOut]], error) {
	q := change.Query{After: in.After, Limit: in.Limit}
	var err error
	if q.Actor, err = s.unsealed(in.Actor); err != nil {
		return nil, err
	}
	if q.Project, err = s.unsealed(in.Project); err != nil {
		return nil, err
	}
	if q.From, q.Before, err = s.span(in.From, in.To); err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	sets, next, err := change.List(ctx, s.DB, auth.Who(ctx), live, q)
	if err != nil {
		return nil, err
	}
	numbers := make([]int64, len(sets))
	for i, set := range sets {
		numbers[i] = set.Number
	}
	reasons, err := db.Reasons(ctx, s.DB, numbers)
	if err != nil {
		return nil, err
	}
	behalf, err := access.BehalfOf(ctx, s.DB, numbers)
	if err != nil {
		return nil, err
	}
	out := list[changeOut]{Items: make([]changeOut, len(sets)), Total: len(sets)}
	for i, set := range sets {
		set.Note = cmp.Or(reasons[set.Number], set.Note)
		out.Items[i] = s.showChange(ctx, live, set)
		out.Items[i].Behalf = s.people(live.Names(auth.Who(ctx)), behalf[set.Number])
	}
	if next != 0 {
		out.Next = strconv.FormatInt(next, 10)
	}
	return &body[list[changeOut]]{out}, nil
}

// span reads two dates as the instants at which they begin and end; 0 for none.
func (s *Server) span(from, to string) (first, before int64, err error) {
	a, err := dayIn("from", from)
	if err != nil {
		return 0, 0, err
	}
	b, err := dayIn("to", to)
	if err != nil {
		return 0, 0, err
	}
	if a != 0 {
		first = s.startOf(a)
	}
	if b != 0 {
		before = s.startOf(b + 1)
	}
	return first, before, nil
}

func (s *Server) showChange(ctx context.Context, live *snapshot.Snapshot, set change.Set) changeOut {
	names := live.Names(auth.Who(ctx))
	out := changeOut{
		Number: set.Number, At: time.UnixMilli(set.At).UTC(), Via: set.Via, Note: set.Note, Counts: set.Counts,
		Projects: []refOut{}, TookBack: set.TookBack, GoneBy: set.GoneBy,
	}
	if set.TookBack != 0 {
		out.Via = "undo"
	}
	if actor := int64(set.Actor); actor != 0 {
		out.Actor = &refOut{s.DB.Seal(actor), names.Name(field.User, actor)}
	}
	for _, id := range set.Projects {
		if name := names.Name(field.Project, id); name != "" {
			out.Projects = append(out.Projects, refOut{s.DB.Seal(id), name})
		}
	}
	if set.Set != 0 {
		out.Import = &refOut{ID: s.DB.Seal(int64(set.Set))}
		if i, err := s.Imports.Get(ctx, s.DB, auth.Who(ctx), int64(set.Set)); err == nil {
			out.Import.Name = i.File.Name
		}
	}
	return out
}

// reverseOut is one value that would go back.
type reverseOut struct {
	Attribute string          `json:"attribute"`
	Month     string          `json:"month,omitempty"`
	Before    json.RawMessage `json:"before" doc:"What it was before the change, and would be again"`
	After     json.RawMessage `json:"after" doc:"What the change made of it"`
	Now       json.RawMessage `json:"now"`
	Since     int64           `json:"since,omitempty" doc:"The change that set it again: it stays, unless overwrite is asked for"`
}

// reversalOut is what taking the change back would do to one object.
type reversalOut struct {
	Kind    string       `json:"kind" enum:"project,milestone,risk,action,decision,portfolio,link,grant,plan,baseline"`
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Project *refOut      `json:"project,omitempty" doc:"Of a key date, a risk, an action or a decision"`
	State   string       `json:"state,omitempty" doc:"To which the object would go: active, archived, deleted"`
	Lines   []reverseOut `json:"lines"`
	Items   *itemsBack   `json:"items,omitempty" doc:"Of a plan, what it holds"`
	Add     []refOut     `json:"add,omitempty" doc:"Projects that would come back into the portfolio"`
	Remove  []refOut     `json:"remove,omitempty" doc:"Projects that would leave the portfolio"`
	Why     string       `json:"why,omitempty" doc:"Why nothing of it can go back"`
}

type changeDetail struct {
	changeOut
	Reversals []reversalOut `json:"reversals" doc:"Empty for an import, which is undone as an import"`
}

// ByNumber is the input of routes on one change.
type ByNumber struct {
	Number int64 `path:"number" minimum:"1"`
}

func (s *Server) getChange(ctx context.Context, in *ByNumber) (*body[changeDetail], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	set, err := change.Get(ctx, s.DB, who, live, in.Number)
	if err != nil {
		return nil, err
	}
	reasons, err := db.Reasons(ctx, s.DB, []int64{in.Number})
	if err != nil {
		return nil, err
	}
	set.Note = cmp.Or(reasons[in.Number], set.Note)
	out := changeDetail{changeOut: s.showChange(ctx, live, set), Reversals: []reversalOut{}}
	if set.Set != 0 {
		return &body[changeDetail]{out}, nil
	}
	c, err := s.catalogues(ctx)
	if err != nil {
		return nil, err
	}
	plan, err := change.Show(ctx, s.DB, who, c, in.Number)
	if err != nil {
		return nil, err
	}
	out.Reversals = s.showPlan(live, live.Names(who), c, plan, who.Lang)
	return &body[changeDetail]{out}, nil
}

func (s *Server) catalogues(ctx context.Context) (change.Catalogues, error) {
	out := change.Catalogues{Records: map[string]*field.Catalogue{}}
	for _, kind := range agenda.Kinds {
		live, err := s.Agenda.Of(kind).Live(ctx)
		if err != nil {
			return out, err
		}
		out.Projects, out.Records[kind.Entity] = live.Projects.Catalogue, live.Catalogue()
	}
	return out, nil
}

func (s *Server) showPlan(live *snapshot.Snapshot, names snapshot.Names, c change.Catalogues, p change.Plan, lang label.Lang) []reversalOut {
	out := []reversalOut{}
	for _, r := range p.Projects {
		currency := live.Currency(r.ID)
		out = append(out, reversalOut{Kind: project.Entity, ID: s.DB.Seal(r.ID), Name: r.Name, State: string(r.State), Why: r.Why.In(lang), Lines: lines(names, c.Projects, r.Lines, currency)})
	}
	for _, kind := range agenda.Kinds {
		for _, r := range p.Records[kind.Entity] {
			out = append(out, s.showReversal(kind.Entity, names, c.Records[kind.Entity], r, lang))
		}
	}
	for _, r := range p.Plans {
		out = append(out, s.showUndone(plan.Entity, r.Undone, lang))
	}
	for _, r := range p.Baselines {
		out = append(out, s.showUndone(baseline.Entity, r.Undone, lang))
	}
	for _, r := range p.Links {
		out = append(out, s.tie(names, "link", r.ID, r.From, label.F("%s %s", "%s %s", linkForth(r.Kind), names.Name(field.Project, r.To)).In(lang), r.Ends, r.Why.In(lang)))
	}
	for _, r := range p.Grants {
		out = append(out, s.tie(names, "grant", r.ID, int64(r.Project), label.F("%s: %s", "%s\u202f: %s", r.Role, r.Holder).In(lang), true, r.Why.In(lang)))
	}
	for _, r := range p.Layouts {
		back := s.tie(names, "dashboard", r.ID, r.Project, label.T("Summary of the project", "Synthèse du projet").In(lang), r.Ends, r.Why.In(lang))
		if !r.Ends {
			back.State = "" // it would be as it was
		}
		out = append(out, back)
	}
	for _, r := range p.Portfolios {
		refs := func(ids []int64) []refOut {
			all := make([]refOut, 0, len(ids))
			for _, id := range ids {
				if name := names.Name(field.Project, id); name != "" {
					all = append(all, refOut{s.DB.Seal(id), name})
				}
			}
			return all
		}
		out = append(out, reversalOut{Kind: "portfolio", ID: s.DB.Seal(r.ID), Name: r.Name, Why: r.Why.In(lang), Lines: []reverseOut{}, Add: refs(r.Add), Remove: refs(r.Remove)})
	}
	return out
}

// tie shows what would become of a link of a project, or of a role on it.
func (s *Server) tie(names snapshot.Names, kind string, id, of int64, name string, ends bool, why string) reversalOut {
	state := project.Active
	if ends {
		state = project.Deleted
	}
	return reversalOut{Kind: kind, ID: s.DB.Seal(id), Name: name, Project: &refOut{s.DB.Seal(of), names.Name(field.Project, of)}, State: string(state), Why: why, Lines: []reverseOut{}}
}

func linkForth(kind string) label.Text {
	for _, k := range project.LinkKinds {
		if k.Key == kind {
			return k.Forth
		}
	}
	return label.T(kind, kind)
}

// showReversal shows what would become of a record.
func (s *Server) showReversal(entity string, names snapshot.Names, c *field.Catalogue, r record.Reversal, lang label.Lang) reversalOut {
	o := reversalOut{Kind: entity, ID: s.DB.Seal(r.ID), Name: r.Name, Why: r.Why.In(lang), Lines: lines(names, c, r.Lines, "")}
	if r.Project != 0 {
		o.Project = &refOut{s.DB.Seal(r.Project), names.Name(field.Project, r.Project)}
	}
	switch {
	case r.Ends:
		o.State = string(project.Deleted)
	case r.Comes:
		o.State = string(project.Active)
	}
	return o
}

func lines(names snapshot.Names, c *field.Catalogue, all []project.Reverse, currency string) []reverseOut {
	out := make([]reverseOut, 0, len(all))
	for _, l := range all {
		f := c.Get(l.Key)
		if f == nil {
			continue
		}
		o := reverseOut{
			Attribute: l.Key, Since: l.Since,
			Before: names.AppendValue(nil, f, l.Was, currency), After: names.AppendValue(nil, f, l.Set, currency), Now: names.AppendValue(nil, f, l.Now, currency),
		}
		if l.Month != day.Month(0) {
			o.Month = l.Month.String()
		}
		out = append(out, o)
	}
	return out
}

type reasonIn struct {
	ByNumber
	Body struct {
		Why string `json:"why" maxLength:"500" doc:"Empty to take it back"`
	}
}

// giveReason notes why a change was made, for whoever made it.
func (s *Server) giveReason(ctx context.Context, in *reasonIn) (*none, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if _, err := change.Get(ctx, s.DB, who, live, in.Number); err != nil {
			return err
		}
		return tx.GiveReason(ctx, in.Number, in.Body.Why)
	})
}

type undoIn struct {
	ByNumber
	Body struct {
		Overwrite bool `json:"overwrite,omitempty" doc:"Also what was changed since"`
	}
}

// undoChange takes a change back and answers with the change as it stands then.
func (s *Server) undoChange(ctx context.Context, in *undoIn) (*body[changeDetail], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := change.Get(ctx, s.DB, auth.Who(ctx), live, in.Number); err != nil {
		return nil, err
	}
	c, err := s.catalogues(ctx)
	if err != nil {
		return nil, err
	}
	err = s.updateVia(ctx, change.Via(in.Number), func(tx *db.Tx, who access.Who) error {
		if !slices.ContainsFunc([]access.Right{access.EditProject, access.EditOwnProject, access.EditPortfolio}, who.CanSomewhere) {
			return fault.Forbidden()
		}
		return change.Undo(ctx, tx, who, c, in.Number, in.Body.Overwrite)
	})
	if err != nil {
		return nil, err
	}
	return s.getChange(ctx, &in.ByNumber)
}
