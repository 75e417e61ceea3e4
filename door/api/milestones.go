package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
)

func (s *Server) milestoneRoutes(a *frame) {
	if s.Agenda == nil {
		s.Agenda = agenda.NewKeeper(s.DB, s.Portfolio)
	}
	register(a, op(http.MethodGet, "/projects/{id}/milestones", "The key dates of a project, at any date"), s.projectMilestones)
	register(a, op(http.MethodPost, "/projects/{id}/milestones", "Add a key date to a project", created), s.createMilestone)
	register(a, op(http.MethodGet, "/milestones", "List key dates across projects: filtered, sorted, grouped, at any date"), s.listMilestones)
	register(a, op(http.MethodPatch, "/milestones", "Change many key dates at once", upTo(4<<20)), s.changeMilestones)
	register(a, op(http.MethodPatch, "/milestones/{id}", "Change a key date"), s.changeMilestone)
	register(a, op(http.MethodDelete, "/milestones/{id}", "Delete a key date; the past keeps it", noContent), s.deleteMilestone)
	for _, e := range exports {
		register(a, op(http.MethodGet, "/exports/milestones."+e.suffix, "Export key dates as "+e.name, e.document), s.exportMilestones(e))
	}
}

// showMilestone answers with one key date as it is now.
func (s *Server) showMilestone(ctx context.Context, m *milestone.Milestone) (*rowAnswer, error) {
	live, err := s.Agenda.Live(ctx)
	if err != nil {
		return nil, err
	}
	b := live.One(auth.Who(ctx), m).NewWriter(live.Catalogue().Fields, s.DB.Seal).Object(nil, agenda.Item{Milestone: m})
	return &rowAnswer{ETag: fmt.Sprintf(`"%d"`, m.Version), Body: row(b)}, nil
}

// milestoneValues reads the attributes of a body.
func milestoneValues(live *agenda.Reading, who access.Who, in attributes) (field.Values, error) {
	vs, names := make(field.Values, len(in)), live.Projects.Names(who)
	var bad []fault.Detail
	for key, raw := range in {
		f := live.Catalogue().Get(key)
		if f == nil {
			bad = append(bad, fault.Detail{Where: key, Text: label.F("“%s” is not an attribute of key dates", "« %s » n’est pas un attribut des dates clés", key)})
			continue
		}
		v, _, err := valueIn(f, names, raw)
		if err != nil {
			bad = append(bad, fault.Detail{Where: key, Text: wrongValue(f, err)})
			continue
		}
		vs[key] = v
	}
	return vs, fault.InvalidAll(bad)
}

type createMilestoneIn struct {
	ByID
	Body attributes
}

func (s *Server) createMilestone(ctx context.Context, in *createMilestoneIn) (*rowAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	live, err := s.Agenda.Live(ctx)
	if err != nil {
		return nil, err
	}
	if !live.Projects.Shows(auth.Who(ctx), id) {
		return nil, fault.NotFound()
	}
	vs, err := milestoneValues(live, auth.Who(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	vs["project"] = field.Int(id)
	return s.saveMilestone(ctx, live.Catalogue(), milestone.Edit{Values: vs})
}

type changeMilestoneIn struct {
	ByID
	Matching
	Body attributes
}

func (s *Server) changeMilestone(ctx context.Context, in *changeMilestoneIn) (*rowAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	live, err := s.Agenda.Live(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := milestone.Get(ctx, s.DB, auth.Who(ctx), id); err != nil {
		return nil, err
	}
	vs, err := milestoneValues(live, auth.Who(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return s.saveMilestone(ctx, live.Catalogue(), milestone.Edit{ID: id, Version: version, Values: vs})
}

func (s *Server) saveMilestone(ctx context.Context, c *field.Catalogue, e milestone.Edit) (*rowAnswer, error) {
	var m *milestone.Milestone
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		m, err = milestone.Save(ctx, tx, who, c, e)
		return err
	})
	if err != nil {
		return nil, s.withMilestone(ctx, err)
	}
	return s.showMilestone(ctx, m)
}

// withMilestone adds to a stale version what is stored now.
func (s *Server) withMilestone(ctx context.Context, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Stale {
		return err
	}
	if m, ok := f.Current.(*milestone.Milestone); ok {
		f.Current = nil
		if now, e := s.showMilestone(ctx, m); e == nil {
			f.Current = now.Body
		}
	}
	return f
}

func (s *Server) deleteMilestone(ctx context.Context, in *struct {
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
	return nil, s.withMilestone(ctx, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(ctx, tx, milestone.Entity)
		if err != nil {
			return err
		}
		return milestone.Delete(ctx, tx, who, c, id, version)
	}))
}

// changeMilestones changes many key dates in one transaction, and says line by
// line what happened.
func (s *Server) changeMilestones(ctx context.Context, in *batchIn) (*body[list[batchLine]], error) {
	live, err := s.Agenda.Live(ctx)
	if err != nil {
		return nil, err
	}
	edits := make([]milestone.Edit, len(in.Body.Items))
	faults := make([]error, len(edits))
	for i, item := range in.Body.Items {
		e := milestone.Edit{Version: item.Version}
		if e.ID, faults[i] = s.DB.Unseal(item.ID); faults[i] == nil && item.Version <= 0 {
			faults[i] = fault.Invalid("version", versionMissing)
		}
		if faults[i] == nil {
			e.Values, faults[i] = milestoneValues(live, auth.Who(ctx), item.Changes)
		}
		edits[i] = e
	}
	out := make([]milestone.Outcome, len(edits))
	refused := refusedIn(faults)
	if !refused || in.Body.Partial {
		err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
			return writeMilestones(ctx, tx, who, live.Catalogue(), edits, out, faults, in.Body.Partial)
		})
		if err != nil && err != errRefused {
			return nil, err
		}
		refused = err == errRefused
	}
	return s.milestoneLines(ctx, in, out, faults, refused && !in.Body.Partial)
}

// writeMilestones writes what is not refused already.
func writeMilestones(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []milestone.Edit, out []milestone.Outcome, faults []error, partial bool) error {
	var wanted []milestone.Edit
	var places []int
	for i, e := range edits {
		if faults[i] == nil {
			wanted, places = append(wanted, e), append(places, i)
		}
	}
	got, err := milestone.Write(ctx, tx, who, c, wanted)
	if err != nil {
		return err
	}
	for n, i := range places {
		out[i], faults[i] = got[n], got[n].Err
	}
	if !partial && refusedIn(faults) {
		return errRefused
	}
	return nil
}

func (s *Server) milestoneLines(ctx context.Context, in *batchIn, out []milestone.Outcome, faults []error, nothing bool) (*body[list[batchLine]], error) {
	lines := list[batchLine]{Items: make([]batchLine, len(out)), Total: len(out)}
	for i := range out {
		line := batchLine{ID: in.Body.Items[i].ID, Status: http.StatusOK}
		switch {
		case faults[i] != nil:
			line.Problem = problemOf(ctx, s.withMilestone(ctx, faults[i]))
			line.Status = line.Problem.Status
		case nothing:
			line.Status = http.StatusFailedDependency
		case out[i].Milestone != nil:
			shown, err := s.showMilestone(ctx, out[i].Milestone)
			if err != nil {
				return nil, err
			}
			line.Row = &shown.Body
		}
		lines.Items[i] = line
	}
	return &body[list[batchLine]]{lines}, nil
}
