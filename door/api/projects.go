package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

func (s *Server) projectRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects", "List projects: filtered, sorted, grouped, totalled, at any date"), s.listProjects)
	register(a, op(http.MethodPost, "/projects", "Create a project", created), s.createProject)
	register(a, op(http.MethodPatch, "/projects", "Change many projects at once", upTo(8<<20)), s.changeProjects)
	register(a, op(http.MethodGet, "/projects/{id}", "One project, at any date"), s.getProject)
	register(a, op(http.MethodPatch, "/projects/{id}", "Change a project"), s.changeProject)
	register(a, op(http.MethodDelete, "/projects/{id}", "Put a project into the bin", noContent), s.deleteProject)
	register(a, op(http.MethodPost, "/projects/{id}/restore", "Take a project out of the bin"), s.moveProject(project.Active))
	register(a, op(http.MethodPost, "/projects/{id}/archive", "Archive a project"), s.moveProject(project.Archived))
	register(a, op(http.MethodPost, "/projects/{id}/unarchive", "Take a project out of the archive"), s.moveProject(project.Active))
	register(a, op(http.MethodGet, "/projects/{id}/months", "The monthly values of an attribute"), s.projectMonths)
}

// row is a project as JSON: id, version, state, its attributes by key, unread
// texts, can_edit; with compare_to also diff and was.
type row json.RawMessage

// MarshalJSON returns the row as it was written.
func (r row) MarshalJSON() ([]byte, error) { return r, nil }

// Schema describes rows: the attributes are those of GET /fields.
func (row) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "A project: id, version, state, can_edit, unread, and one member per attribute of GET /fields"}
}

// rowAnswer carries the version as an entity tag, for If-Match.
type rowAnswer struct {
	ETag string `header:"ETag"`
	Body row
}

func (s *Server) portfolioByID(ctx context.Context, public string) (*portfolio.Portfolio, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return nil, err
	}
	p, err := portfolio.Get(ctx, s.DB, auth.Who(ctx), id)
	return &p, err
}

type getProjectIn struct {
	ByID
	When
}

func (s *Server) getProject(ctx context.Context, in *getProjectIn) (*rowAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return s.showProject(ctx, id, in.When)
}

// showProject answers with one project as it is now, or was, children's totals
// included.
func (s *Server) showProject(ctx context.Context, id int64, w When) (*rowAnswer, error) {
	snap, against, err := s.snapshots(ctx, w)
	if err != nil {
		return nil, err
	}
	return showIn(ctx, snap, against, id)
}

// showIn answers with one project of a snapshot.
func showIn(ctx context.Context, snap, against *snapshot.Snapshot, id int64) (*rowAnswer, error) {
	res, it, err := snap.One(auth.Who(ctx), id, against)
	if err != nil {
		return nil, err
	}
	b := res.NewWriter(res.Columns(nil)).Object(nil, it)
	if totals, n, partial := res.Children(id); n > 0 || partial {
		b = fmt.Appendf(b[:len(b)-1], `,"children":{"count":%d,"partial":%t,"totals":`, n, partial)
		b = append(res.Names.AppendTotals(b, snap.Catalogue, totals), '}', '}')
	}
	b = appendLastUpdate(b, snap, auth.Who(ctx), id)
	return &rowAnswer{ETag: fmt.Sprintf(`"%d"`, res.Version(it)), Body: row(b)}, nil
}

// appendLastUpdate adds when the project was changed last, and by whom.
func appendLastUpdate(b []byte, snap *snapshot.Snapshot, who access.Who, id int64) []byte {
	p, err := snap.Get(who, id)
	if err != nil || p.Updated == 0 {
		return b
	}
	var by *refOut
	if a, known := snap.Directory.Accounts[p.UpdatedBy]; known {
		by = &refOut{a.Public, a.Name}
	}
	text, err := json.Marshal(map[string]any{"at": time.UnixMilli(p.Updated).UTC(), "by": by})
	if err != nil {
		return b
	}
	return append(append(append(b[:len(b)-1], `,"last_update":`...), text...), '}')
}

type createProjectIn struct{ Body attributes }

func (s *Server) createProject(ctx context.Context, in *createProjectIn) (*rowAnswer, error) {
	live, err := s.liveFor(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	vs, err := valuesIn(live.Catalogue, live.Names(auth.Who(ctx)), in.Body, nil)
	if err != nil {
		return nil, err
	}
	var p *project.Project
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		p, err = project.Change(ctx, tx, who, live.Catalogue, project.Edit{Values: vs})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showProject(ctx, p.ID, When{})
}

type changeProjectIn struct {
	ByID
	Matching
	Month string `query:"month" maxLength:"7" doc:"The month of the monthly attributes: 2026-11; this month when empty"`
	Why   string `query:"why" maxLength:"500" doc:"The reason, for the history"`
	Body  attributes
}

func (s *Server) changeProject(ctx context.Context, in *changeProjectIn) (*rowAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	live, err := s.liveToFill(ctx, id, in.Body)
	if err != nil {
		return nil, err
	}
	e, err := editIn(ctx, live, id, version, in.Body, in.Month)
	if err != nil {
		return nil, err
	}
	because(ctx, in.Why)
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		_, err := project.Change(ctx, tx, who, live.Catalogue, e)
		return err
	})
	if err != nil {
		return nil, withSent(s.withCurrent(ctx, id, err), in.Body)
	}
	return s.showProject(ctx, id, When{})
}

// editIn makes the edit that a body asks for.
func editIn(ctx context.Context, live *snapshot.Snapshot, id, version int64, in attributes, month string) (project.Edit, error) {
	e := project.Edit{ID: id, Version: version}
	who := auth.Who(ctx)
	now, err := live.Get(who, id)
	if err != nil {
		return e, err
	}
	if month != "" {
		if e.Month, err = day.ParseMonth(month); err != nil {
			return e, fault.Invalid("month", label.T("A month is written like 2026-11", "Un mois s’écrit comme 2026-11"))
		}
	}
	e.Values, err = valuesIn(live.Catalogue, live.Names(who), in, now)
	return e, err
}

// withCurrent adds to a stale version what is stored now, as the caller may see it.
func (s *Server) withCurrent(ctx context.Context, id int64, err error) error {
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != fault.Stale {
		return err
	}
	if now, e := s.showProject(ctx, id, When{}); e == nil {
		f.Current = now.Body
	}
	return f
}

// withSent adds to a stale version what was to be stored instead.
func withSent(err error, sent any) error {
	if f, ok := err.(*fault.Fault); ok && f.Kind == fault.Stale {
		f.Sent = sent
	}
	return err
}

func (s *Server) deleteProject(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*struct{}, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, s.withCurrent(ctx, id, s.inState(ctx, id, version, project.Deleted))
}

// moveProject makes the handler that brings a project into a state.
func (s *Server) moveProject(to project.State) func(context.Context, *ByID) (*rowAnswer, error) {
	return func(ctx context.Context, in *ByID) (*rowAnswer, error) {
		id, err := s.DB.Unseal(in.ID)
		if err != nil {
			return nil, err
		}
		if err := s.inState(ctx, id, 0, to); err != nil {
			return nil, err
		}
		return s.showProject(ctx, id, When{})
	}
}

func (s *Server) inState(ctx context.Context, id, version int64, to project.State) error {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	return s.update(ctx, func(tx *db.Tx, who access.Who) error {
		_, err := project.Change(ctx, tx, who, live.Catalogue, project.Edit{ID: id, Version: version, State: to})
		return err
	})
}

type monthsIn struct {
	ByID
	Attribute string `query:"attribute" required:"true" maxLength:"60"`
}

type monthOut struct {
	Month day.Month       `json:"month"`
	Value json.RawMessage `json:"value"`
}

func (s *Server) projectMonths(ctx context.Context, in *monthsIn) (*body[list[monthOut]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	f := live.Catalogue.Get(in.Attribute)
	if f == nil || !f.PerMonth {
		return nil, fault.Invalid("attribute", label.T("This attribute is not kept per month", "Cet attribut n’est pas tenu par mois"))
	}
	who := auth.Who(ctx)
	months, err := project.Months(ctx, s.DB, who, id, f.Key)
	if err != nil {
		return nil, err
	}
	out := list[monthOut]{Items: []monthOut{}, Total: len(months)}
	for _, m := range months {
		out.Items = append(out.Items, monthOut{m.Month, live.Names(who).AppendValue(nil, f, m.Value, live.Currency(id))})
	}
	return &body[list[monthOut]]{out}, nil
}
