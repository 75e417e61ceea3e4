package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/field"
)

func (s *Server) baselineRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/{id}/baselines", "The baselines of a project, latest first: what was planned at a date, to compare with"), s.listBaselines)
	register(a, op(http.MethodPost, "/projects/{id}/baselines", "Keep what is planned now as a baseline", created), s.takeBaseline)
	register(a, op(http.MethodPost, "/baselines", "Keep what is planned now of many projects, a baseline of each, as one change", created), s.takeBaselines)
	register(a, op(http.MethodGet, "/projects/{id}/baselines/{baseline}", "A plan beside one of its baselines: each item then and now, what was added and what was deleted"), s.compareBaseline)
	register(a, op(http.MethodPatch, "/projects/{id}/baselines/{baseline}", "Rename a baseline, or make it the reference of its project"), s.changeBaseline)
	register(a, op(http.MethodDelete, "/projects/{id}/baselines/{baseline}", "Delete a baseline; the history keeps it"), s.deleteBaseline)
}

// BaselineOut is a baseline as the API shows it.
type BaselineOut struct {
	ID        string    `json:"id"`
	Version   int64     `json:"version"`
	Name      string    `json:"name"`
	On        string    `json:"on" doc:"Of which day it is"`
	Reference bool      `json:"reference" doc:"Drift is measured against it"`
	Items     int       `json:"items" doc:"How many it holds"`
	Finish    string    `json:"finish,omitempty" doc:"When all was to be done; left out without a plan"`
	Taken     time.Time `json:"taken"`
	By        *refOut   `json:"by,omitempty"`
}

func (s *Server) showBaseline(names snapshot.Names, b *baseline.Baseline) BaselineOut {
	out := BaselineOut{
		ID: s.DB.Seal(b.ID), Version: b.Version, Name: b.Name, On: dayText(b.On), Reference: b.Reference, Items: b.Items, Finish: minuteText(b.Finish),
		Taken: time.UnixMilli(b.Taken).UTC(),
	}
	if name := names.Name(field.User, b.By); b.By != 0 && name != "" {
		out.By = &refOut{s.DB.Seal(b.By), name}
	}
	return out
}

type baselinesOut struct {
	CanEdit bool          `json:"can_edit"`
	Items   []BaselineOut `json:"items"`
	Total   int           `json:"total"`
}

func (s *Server) listBaselines(ctx context.Context, in *ByID) (*body[baselinesOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	all, err := baseline.List(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := baselinesOut{Items: []BaselineOut{}, Total: len(all)}
	if p, err := live.Get(who, id); err == nil {
		out.CanEdit = who.CanProject(access.EditProject, id, p.Unit(), p.Manager())
	}
	for _, b := range all {
		out.Items = append(out.Items, s.showBaseline(live.Names(who), b))
	}
	return &body[baselinesOut]{out}, nil
}

// BaselineAsk says what baseline is to be kept.
type BaselineAsk struct {
	Name      string `json:"name" maxLength:"200"`
	Reference bool   `json:"reference,omitempty" doc:"It becomes the reference; its dates are then the baseline of the project and of its key dates"`
}

// baselineDone is a baseline as a change left it.
type baselineDone struct {
	BaselineOut
	Change int64 `json:"change,omitempty" doc:"The number of the change, by which it is taken back; left out where nothing was different"`
}

type baselineAnswer struct {
	ETag string `header:"ETag"`
	Body baselineDone
}

// changeOf is the number of the change that the call made; 0 for none.
func changeOf(ctx context.Context) int64 {
	if c := callOf(ctx); c != nil {
		return c.change
	}
	return 0
}

// answerBaseline shows a baseline that was written.
func (s *Server) answerBaseline(ctx context.Context, b *baseline.Baseline) (*baselineAnswer, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return &baselineAnswer{fmt.Sprintf(`"%d"`, b.Version), baselineDone{s.showBaseline(live.Names(auth.Who(ctx)), b), changeOf(ctx)}}, nil
}

// baselineCatalogues are the attributes that the reference writes.
func (s *Server) baselineCatalogues(ctx context.Context) (baseline.Catalogues, error) {
	live, err := s.Agenda.Of(agenda.Kinds[0]).Live(ctx)
	if err != nil {
		return baseline.Catalogues{}, err
	}
	return baseline.Catalogues{Projects: live.Projects.Catalogue, Dates: live.Catalogue()}, nil
}

func (s *Server) takeOf(ctx context.Context, projects []int64, ask BaselineAsk) (out []*baseline.Baseline, err error) {
	c, err := s.baselineCatalogues(ctx)
	if err != nil {
		return nil, err
	}
	drawn, err := baseline.Draw(ctx, s.DB, auth.Who(ctx), projects)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = baseline.Take(ctx, tx, who, c, projects, drawn, baseline.Ask{Name: ask.Name, Reference: ask.Reference})
		return err
	})
	return out, err
}

func (s *Server) takeBaseline(ctx context.Context, in *struct {
	ByID
	Body BaselineAsk
},
) (*baselineAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	out, err := s.takeOf(ctx, []int64{id}, in.Body)
	if err != nil {
		return nil, err
	}
	return s.answerBaseline(ctx, out[0])
}

type takenOut struct {
	Change int64 `json:"change" doc:"The number of the change, by which all of them are taken back"`
	Taken  int   `json:"taken" doc:"Of how many projects a baseline was kept"`
	Left   int   `json:"left" doc:"How many the caller may see and not edit: they were left out"`
}

type takeManyIn struct {
	Body struct {
		BaselineAsk
		Projects  []string `json:"projects,omitempty" maxItems:"2000" doc:"Of these projects"`
		Filter    string   `json:"filter,omitempty" maxLength:"10000" doc:"Or of all that match a condition, as of a list of projects"`
		Q         string   `json:"q,omitempty" maxLength:"200"`
		Portfolio string   `json:"portfolio,omitempty" maxLength:"20"`
	}
}

func (s *Server) takeBaselines(ctx context.Context, in *takeManyIn) (*body[takenOut], error) {
	ids, left, err := s.projectsOf(ctx, in)
	if err != nil {
		return nil, err
	}
	leave, err := s.heavy(ctx, "baselines")
	if err != nil {
		return nil, err
	}
	defer leave()
	taken, err := s.takeOf(ctx, ids, in.Body.BaselineAsk)
	return answer(takenOut{changeOf(ctx), len(taken), left}, err)
}

// projectsOf are the projects of which baselines are asked for and that the caller may
// edit, and how many of a list he may not.
func (s *Server) projectsOf(ctx context.Context, in *takeManyIn) (ids []int64, left int, err error) {
	if in.Body.Projects != nil {
		for _, public := range in.Body.Projects {
			id, err := s.DB.Unseal(public)
			if err != nil {
				return nil, 0, err
			}
			ids = append(ids, id)
		}
		return ids, 0, nil
	}
	query := ListQuery{Filter: in.Body.Filter, Q: in.Body.Q, Portfolio: in.Body.Portfolio, Fields: "name"}
	all, _, err := s.result(ctx, query, 0)
	if err != nil {
		return nil, 0, err
	}
	mine, _, err := s.result(ctx, query, access.EditProject)
	if err != nil {
		return nil, 0, err
	}
	for i := range mine.Items {
		id, err := s.DB.Unseal(mine.Public(i))
		if err != nil {
			return nil, 0, err
		}
		ids = append(ids, id)
	}
	return ids, len(all.Items) - len(ids), nil
}

// ByBaseline is the input of routes on one baseline of a project.
type ByBaseline struct {
	ByID
	Baseline string `path:"baseline" maxLength:"20" doc:"The id of the baseline; reference for the one that is"`
}

func (in ByBaseline) ids(s *Server) (project, id int64, err error) {
	if project, err = s.DB.Unseal(in.ID); err == nil && in.Baseline != "reference" {
		id, err = s.DB.Unseal(in.Baseline)
	}
	return project, id, err
}

// sideOut is an item then, or now.
type sideOut struct {
	Start    string `json:"start"`
	Finish   string `json:"finish"`
	Date     string `json:"date,omitempty" doc:"Of a milestone"`
	Duration int64  `json:"duration_minutes"`
	Effort   int64  `json:"effort_minutes,omitempty"`
}

func showSide(one baseline.Side, there bool) *sideOut {
	if !there {
		return nil
	}
	return &sideOut{minuteText(one.Start), minuteText(one.Finish), dayText(one.Day), one.Length, one.Effort}
}

type comparedLine struct {
	ID         string   `json:"id"`
	WBS        string   `json:"wbs" doc:"Of what was deleted that of then"`
	Parent     string   `json:"parent,omitempty"`
	Kind       string   `json:"kind" enum:"phase,task,milestone"`
	Name       string   `json:"name"`
	State      string   `json:"state" enum:"same,moved,added,deleted"`
	Was        *sideOut `json:"was,omitempty" doc:"Left out of what was added"`
	Now        *sideOut `json:"now,omitempty" doc:"Left out of what was deleted"`
	StartBy    int      `json:"start_drift" doc:"Working days by which it starts later than then"`
	FinishBy   int      `json:"finish_drift" doc:"Working days by which it finishes later"`
	FinishCal  int      `json:"finish_drift_days" doc:"The same in days of the calendar, as key dates count it"`
	DurationBy int64    `json:"duration_drift_minutes"`
	EffortBy   int64    `json:"effort_drift_minutes"`
}

// BaselineCompared is a plan beside a baseline.
type BaselineCompared struct {
	BaselineOut
	NowFinish string         `json:"now_finish" doc:"When all is done now"`
	FinishBy  int            `json:"finish_drift" doc:"Working days by which that is later"`
	Counts    map[string]int `json:"counts" doc:"How many tasks and milestones are the same, moved, added, deleted"`
	Lines     []comparedLine `json:"lines" doc:"What is in the plan, in the order of the tree, then what was deleted"`
}

func (s *Server) compareBaseline(ctx context.Context, in *ByBaseline) (*body[BaselineCompared], error) {
	project, id, err := in.ids(s)
	if err != nil {
		return nil, err
	}
	c, err := baseline.Compare(ctx, s.DB, auth.Who(ctx), project, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := BaselineCompared{s.showBaseline(live.Names(auth.Who(ctx)), c.Baseline), minuteText(c.NowFinish), c.FinishBy, map[string]int{}, make([]comparedLine, len(c.Lines))}
	for _, state := range []baseline.State{baseline.Same, baseline.Moved, baseline.Added, baseline.Deleted} {
		out.Counts[string(state)] = c.Counts[state]
	}
	for n, l := range c.Lines {
		o := comparedLine{
			ID: s.DB.Seal(l.ID), WBS: l.WBS, Parent: s.sealed(l.Parent), Kind: string(l.Kind), Name: l.Name, State: string(l.State),
			Was: showSide(l.Was, l.State != baseline.Added), Now: showSide(l.Now, l.State != baseline.Deleted),
			StartBy: l.StartBy, FinishBy: l.FinishBy, FinishCal: l.FinishCal,
		}
		if o.Was != nil && o.Now != nil {
			o.DurationBy, o.EffortBy = l.Now.Length-l.Was.Length, l.Now.Effort-l.Was.Effort
		}
		out.Lines[n] = o
	}
	return &body[BaselineCompared]{out}, nil
}

type changeBaselineIn struct {
	ByBaseline
	Matching
	Body struct {
		Name      *string `json:"name,omitempty" maxLength:"200"`
		Reference *bool   `json:"reference,omitempty"`
	}
}

func (s *Server) changeBaseline(ctx context.Context, in *changeBaselineIn) (*baselineAnswer, error) {
	project, id, err := in.ids(s)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	c, err := s.baselineCatalogues(ctx)
	if err != nil {
		return nil, err
	}
	var out *baseline.Baseline
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = baseline.Change(ctx, tx, who, c, project, id, version, baseline.Patch(in.Body))
		return err
	})
	if err != nil {
		return nil, s.showingBaseline(ctx, err)
	}
	return s.answerBaseline(ctx, out)
}

func (s *Server) showingBaseline(ctx context.Context, err error) error {
	live, wrong := s.Portfolio.Live(ctx)
	if wrong != nil {
		return cmp.Or(err, wrong)
	}
	return showing(err, func(b *baseline.Baseline) BaselineOut { return s.showBaseline(live.Names(auth.Who(ctx)), b) })
}

type baselineGone struct {
	Change int64 `json:"change" doc:"The number of the change, by which it is taken back"`
}

func (s *Server) deleteBaseline(ctx context.Context, in *struct {
	ByBaseline
	Matching
},
) (*body[baselineGone], error) {
	project, id, err := in.ids(s)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return baseline.Delete(ctx, tx, who, project, id, version)
	})
	if err != nil {
		return nil, s.showingBaseline(ctx, err)
	}
	return &body[baselineGone]{baselineGone{changeOf(ctx)}}, nil
}
