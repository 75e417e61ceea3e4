package record

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

// As is a record as conditions and stages look at it on a day: with what follows from
// its values.
func (r Rules) As(m *Record, c *field.Catalogue, today day.Day) *project.Project {
	vs := maps.Clone(m.Values)
	for _, f := range c.Fields {
		if f.ReadOnly && !vs[f.Key].Set {
			set(vs, f.Key, r.Follow(m.Values, f.Key, today))
		}
	}
	return &project.Project{ID: m.ID, Values: vs, Created: m.Created}
}

// as is a record as conditions look at it, with what it knows of its home.
func (w *writer) as(m *Record) *project.Project {
	p := w.rules.As(m, w.c, w.today)
	w.homes.say(p.Values, m.home())
	return p
}

// CheckEffects says which of the values that moves write no record of the kind could
// have.
func (k *Kind) CheckEffects(c *field.Catalogue, d *lifecycle.Definition) error {
	if err := project.CheckEffects(c, d); err != nil || k.Check == nil {
		return err
	}
	var bad []fault.Detail
	for i := range d.Moves {
		for n, effect := range d.Moves[i].Effects {
			f := c.ByID(effect.Attribute)
			if f == nil || effect.Value == lifecycle.Today && f.Kind == field.Date {
				continue
			}
			v, err := field.ParsePlain(f, effect.Value)
			if err == nil && v.Set {
				err = k.Check(f, v)
			}
			if wrong, ok := err.(*fault.Fault); ok && len(wrong.Details) > 0 {
				bad = append(bad, fault.Detail{Where: fmt.Sprintf("moves[%d].effects[%d]", i, n), Text: wrong.Details[0].Text})
			}
		}
	}
	return fault.InvalidAll(bad)
}

// Way is a move that leads on from where a record is.
type Way struct {
	*lifecycle.Move
	Closed  label.Text     // why the person cannot take it as the record is; zero when it is open
	Missing []*field.Field // what the stage it leads to asks for and the record does not have
}

// Ways returns what holds for a record that the person sees, nil when it moves
// freely, and the ways that lead on from its stage.
func (k *Kind) Ways(ctx context.Context, q db.Querier, who access.Who, c *field.Catalogue, m *Record, today day.Day) (*lifecycle.Definition, []Way, error) {
	c = c.Whole()
	w := &writer{kind: k, q: q, who: who, c: c, today: today, rules: k.Rules(c)}
	err := w.loadLives(ctx)
	if err != nil {
		return nil, nil, err
	}
	d := w.life(m.Values)
	if d == nil {
		return nil, nil, nil
	}
	if w.homes, err = homesOf(ctx, q, []home{m.home()}, nil); err != nil {
		return nil, nil, err
	}
	edits := w.homes.may(who, m.home(), access.EditProject) || k.MayTick(who, m)
	as, veil := w.as(m), w.veil(m)
	var out []Way
	for _, move := range d.From(m.Values[k.Status].N) {
		way := Way{Move: move, Missing: project.Lacking(c, d.Step(move.To), as, today, veil)}
		held, err := w.holds(ctx, move, m)
		switch {
		case err != nil:
			return nil, nil, err
		case !edits:
			way.Closed = label.T("You may look at this line and not change it", "Vous pouvez consulter cette ligne, pas la modifier")
		case !held:
			way.Closed = w.forRoles(move)
		case w.hides(veil, move, d):
			way.Closed, way.Missing = notYours, nil
		case move.When() != nil && !as.Fulfils(move.When(), c, today):
			way.Closed = move.Message
		}
		out = append(out, way)
	}
	return d, out, nil
}

// loadLives reads the lifecycles of the types of the kind.
func (w *writer) loadLives(ctx context.Context) (err error) {
	if w.lives, err = lifecycle.All(ctx, w.q); err != nil {
		return err
	}
	maps.DeleteFunc(w.lives, func(_ int64, l *lifecycle.Lifecycle) bool { return l.Object != w.kind.Entity || l.Holds == nil })
	if len(w.lives) > 0 || w.c.Sensitive() {
		_, w.roleNames, err = access.KnownRoles(ctx, w.q)
	}
	return err
}

// life is the lifecycle that holds for a record, nil for none: that of a type out of
// use, which nobody could change, holds nothing.
func (w *writer) life(vs field.Values) *lifecycle.Definition {
	l := w.lives[vs[lifecycle.ObjectOf(w.kind.Entity).Type].N]
	if l == nil || !slices.ContainsFunc(lifecycle.Types(w.c), func(o field.Option) bool { return o.ID == l.Type && !o.Retired }) {
		return nil
	}
	return l.Holds
}

// bind holds an edit of today to the lifecycle of the record's type: it begins in a
// stage in which one begins, and goes on by the moves there are. What states how
// things were, such as an import or the undoing of a change, is bound by nothing.
func (w *writer) bind(ctx context.Context, m, was *Record, e *Edit, isNew bool) ([]fault.Detail, error) {
	if e.States || w.on != w.today || len(w.lives) == 0 {
		return nil, nil
	}
	d, status := w.life(m.Values), w.kind.Status
	if d == nil {
		return nil, nil
	}
	from, to := was.Values[status], m.Values[status]
	left := w.life(was.Values)
	switch {
	case isNew:
		return w.begin(d, m, e), nil
	case left != d && d.Step(to.N) == nil:
		if _, said := e.Values[status]; !said && (!to.Set || left == nil || left.Step(to.N) != nil) {
			m.Values[status] = field.Int(d.Starts()[0])
			return nil, nil
		}
		return w.refused(label.F("“%s” is none of the stages of this type; choose one of: %s", "«\u202f%s\u202f» n’est pas une étape de ce type\u202f; choisissez parmi\u202f: %s", w.stage(to.N), w.stages(d.Order()))), nil
	case left != d:
		return nil, nil
	case !from.Equal(to):
		return w.move(ctx, d, m, was, e)
	}
	return w.lacks(d, m, was), nil
}

// begin gives a new record its first stage, or refuses one in which none begins.
func (w *writer) begin(d *lifecycle.Definition, m *Record, e *Edit) []fault.Detail {
	starts, status := d.Starts(), w.kind.Status
	stage := m.Values[status]
	if _, said := e.Values[status]; len(starts) > 0 && !slices.Contains(starts, stage.N) && (!said || !stage.Set) {
		m.Values[status] = field.Int(starts[0])
	} else if !slices.Contains(starts, stage.N) {
		return w.refused(label.F("What is of this type begins in: %s", "Ce qui est de ce type commence par\u202f: %s", w.stages(starts)))
	}
	return nil
}

// lacks says what a stage asks for and a record does not have; of one that is where it
// was, only what it had.
func (w *writer) lacks(d *lifecycle.Definition, m, was *Record) []fault.Detail {
	step := d.Step(m.Values[w.kind.Status].N)
	if step == nil {
		return nil
	}
	var bad []fault.Detail
	for _, f := range project.Lacking(w.c, step, w.as(m), w.today, nil) {
		if was == nil || was.Values[f.Key].Set {
			bad = append(bad, fault.Detail{Where: f.Key, Text: label.F("“%s” is required in the stage “%s”", "«\u202f%s\u202f» est obligatoire à l’étape «\u202f%s\u202f»", f.Label, w.stage(step.Stage))})
		}
	}
	return bad
}

// move tries the way from one stage to another, and writes what it brings with it.
func (w *writer) move(ctx context.Context, d *lifecycle.Definition, m, was *Record, e *Edit) ([]fault.Detail, error) {
	from, to := was.Values[w.kind.Status], m.Values[w.kind.Status]
	if d.Step(to.N) == nil {
		return w.refused(label.F("“%s” is none of the stages of this type; choose one of: %s", "«\u202f%s\u202f» n’est pas une étape de ce type\u202f; choisissez parmi\u202f: %s", w.stage(to.N), w.stages(d.Order()))), nil
	}
	if d.Step(from.N) == nil {
		if w.asksHidden(w.veil(was), d.Step(to.N)) {
			return w.refused(notYours), nil
		}
		return w.lacks(d, m, nil), nil
	}
	way := d.Move(from.N, to.N)
	if way == nil {
		back, err := w.takesBack(ctx, m, to)
		if back || err != nil {
			return nil, err
		}
		return w.refused(w.whereTo(d, from.N)), nil
	}
	held, err := w.holds(ctx, way, was)
	switch {
	case err != nil:
		return nil, err
	case !held:
		return w.refused(w.forRoles(way)), nil
	case w.hides(w.veil(was), way, d):
		return w.refused(notYours), nil
	case way.When() != nil && !w.fulfils(way.When(), m):
		return w.refused(way.Message), nil
	}
	bad := w.affect(way, m, was, e)
	return append(bad, w.lacks(d, m, nil)...), nil
}

// fulfils tries a condition on a record as the edit leaves it.
func (w *writer) fulfils(e *formula.Expr, m *Record) bool {
	return w.as(m).Fulfils(e, w.c, w.today)
}

// holds reports whether the person has one of the roles of a move, where the record
// belongs.
func (w *writer) holds(ctx context.Context, move *lifecycle.Move, m *Record) (bool, error) {
	unit := w.homes.portfolios[m.Portfolio()].Unit
	if p := w.homes.projects[m.Project()]; p != nil {
		unit = p.Unit()
	}
	return access.HoldsRole(ctx, w.q, w.who, move.Roles, m.Project(), unit)
}

func (w *writer) takesBack(ctx context.Context, m *Record, to field.Value) (bool, error) {
	if w.tx == nil {
		return false, nil
	}
	return lifecycle.TakesBack(ctx, w.q, w.who, w.kind.Entity, m.ID, int64(w.on), to, func(data string) (field.Value, error) {
		vs, _, err := w.slots.DecodeAll(data)
		return vs[w.kind.Status], err
	})
}

// affect writes what a move writes, where the edit itself does not say otherwise.
func (w *writer) affect(move *lifecycle.Move, m, was *Record, e *Edit) []fault.Detail {
	written := field.Values{}
	var bad []fault.Detail
	for _, effect := range move.Effects {
		f := w.c.ByID(effect.Attribute)
		if f == nil || f.Retired {
			continue
		}
		if _, said := e.Values[f.Key]; said {
			continue
		}
		v := field.Int(int64(w.today))
		if effect.Value != lifecycle.Today || f.Kind != field.Date {
			var err error
			if v, err = field.ParsePlain(f, effect.Value); err != nil {
				continue // an option that was retired since
			}
		}
		v, err := w.accept(m, f.Key, v)
		if wrong, ok := err.(*fault.Fault); ok {
			bad = append(bad, wrong.Details...)
			continue
		}
		written[f.Key] = v
		set(m.Values, f.Key, v)
	}
	if len(written) > 0 && w.kind.Settle != nil {
		w.kind.Settle(was.Values, m.Values, written)
	}
	return bad
}

func (w *writer) refused(why label.Text) []fault.Detail {
	return []fault.Detail{{Where: w.kind.Status, Text: why}}
}

func (w *writer) forRoles(m *lifecycle.Move) label.Text {
	var names []label.Text
	for _, id := range m.Roles {
		names = append(names, w.roleNames[id])
	}
	return label.F("Only these roles lead from “%s” to “%s”: %s", "Seuls ces rôles font passer de «\u202f%s\u202f» à «\u202f%s\u202f»\u202f: %s", w.stage(m.From), w.stage(m.To), lifecycle.Joined(names))
}

// whereTo says where one goes from a stage.
func (w *writer) whereTo(d *lifecycle.Definition, from int64) label.Text {
	var ways []int64
	for _, m := range d.From(from) {
		ways = append(ways, m.To)
	}
	if len(ways) == 0 {
		return label.F("“%s” is where this type ends: no move leads on from it", "«\u202f%s\u202f» est la fin de ce type\u202f: aucun passage n’en part", w.stage(from))
	}
	return label.F("From “%s” one goes to: %s", "De «\u202f%s\u202f», on passe à\u202f: %s", w.stage(from), w.stages(ways))
}

func (w *writer) stage(id int64) label.Text {
	if o, ok := w.c.Get(w.kind.Status).OptionByID(id); ok {
		return o.Label
	}
	return label.T("no stage", "aucune étape")
}

func (w *writer) stages(ids []int64) label.Text {
	names := make([]label.Text, len(ids))
	for i, id := range ids {
		names[i] = w.stage(id)
	}
	return lifecycle.Joined(names)
}
