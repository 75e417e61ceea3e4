package project

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

// Way is a move that leads on from where a project is.
type Way struct {
	*lifecycle.Move
	Closed  label.Text     // why the person cannot take it as the project is; zero when it is open
	Missing []*field.Field // what the stage it leads to asks for and the project does not have
}

// Ways returns what holds for a project that the person sees, nil when it moves
// freely, and the ways that lead on from its stage.
func Ways(ctx context.Context, q db.Querier, who access.Who, c *field.Catalogue, p *Project, today day.Day) (*lifecycle.Definition, []Way, error) {
	c = c.Whole()
	w := &writer{q: q, who: who, c: c, today: today}
	if err := w.loadLives(ctx); err != nil {
		return nil, nil, err
	}
	d := w.life(p)
	if d == nil {
		return nil, nil, nil
	}
	edits := who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager())
	veil := w.veil(p)
	var out []Way
	for _, m := range d.From(p.Values[lifecycle.Stage].N) {
		way := Way{Move: m, Missing: Lacking(c, d.Step(m.To), p, today, veil)}
		held, err := access.HoldsRole(ctx, q, who, m.Roles, p.ID, p.Unit())
		switch {
		case err != nil:
			return nil, nil, err
		case !edits:
			way.Closed = label.T("You may look at this project and not change it", "Vous pouvez consulter ce projet, pas le modifier")
		case !held:
			way.Closed = w.forRoles(m)
		case w.hides(veil, m, d):
			way.Closed, way.Missing = notYours, nil
		case m.When() != nil && !p.Fulfils(m.When(), c, today):
			way.Closed = m.Message
		}
		out = append(out, way)
	}
	return d, out, nil
}
