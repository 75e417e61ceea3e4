package project

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

// bind holds an edit to the lifecycle of the project's type: it begins in a stage in
// which projects may begin, and goes on by the moves there are. What states how
// things were, such as an import, an edit of the past or the undoing of a change, is
// bound by nothing. old is the project before, nil when it is new.
func (w *writer) bind(ctx context.Context, p, old *Project, e *Edit) ([]fault.Detail, error) {
	if e.States || w.on != w.today || p.State == Deleted {
		return nil, nil
	}
	d := w.life(p)
	if old == nil && d == nil {
		return nil, nil
	}
	if d != nil {
		w.scale(d, p, old, e)
	}
	if old == nil {
		return w.begin(d, p), nil
	}
	if left := w.life(old); left != d {
		return w.retype(ctx, d, left, p, old, e)
	}
	switch {
	case d == nil:
		return nil, nil
	case !p.Values[lifecycle.Stage].Equal(old.Values[lifecycle.Stage]):
		return w.move(ctx, d, p, old, e)
	}
	return w.stay(d, p, old), nil
}

// life is the lifecycle that holds for a project, nil for none: that of a type out of
// use, which nobody could change, holds no project.
func (w *writer) life(p *Project) *lifecycle.Definition {
	l := w.lives[p.Values[lifecycle.Type].N]
	if l == nil {
		return nil
	}
	if o, ok := w.c.Get(lifecycle.Type).OptionByID(l.Type); !ok || o.Retired {
		return nil
	}
	return l.Holds
}

// begin gives a new project its first stage, or refuses one in which none begins.
func (w *writer) begin(d *lifecycle.Definition, p *Project) []fault.Detail {
	starts := d.Starts()
	stage := p.Values[lifecycle.Stage]
	if !stage.Set && len(starts) > 0 {
		p.setValue(lifecycle.Stage, field.Int(starts[0]))
		return nil
	}
	if stage.Set && !slices.Contains(starts, stage.N) {
		return refused(label.F("A project of this type begins in: %s", "Un projet de ce type commence par : %s", w.stages(starts)))
	}
	return nil
}

// stay refuses to empty what the stage of a project asks for.
func (w *writer) stay(d *lifecycle.Definition, p, old *Project) []fault.Detail {
	step := d.Step(p.Values[lifecycle.Stage].N)
	if step == nil {
		return nil
	}
	var bad []fault.Detail
	for _, f := range w.lacking(step, p) {
		if old.Values[f.Key].Set {
			bad = append(bad, fault.Detail{Where: f.Key, Text: label.F("“%s” is required in the stage “%s”", "« %s » est obligatoire à l’étape « %s »", f.Label, w.stage(step.Stage))})
		}
	}
	return bad
}

// move tries the way from one stage to another, and writes what it brings with it.
func (w *writer) move(ctx context.Context, d *lifecycle.Definition, p, old *Project, e *Edit) ([]fault.Detail, error) {
	from, to := old.Values[lifecycle.Stage], p.Values[lifecycle.Stage]
	step := d.Step(to.N)
	switch {
	case !to.Set && !from.Set:
		return nil, nil
	case !to.Set:
		return refused(label.T("A project of this type is always in a stage", "Un projet de ce type est toujours à une étape")), nil
	case step == nil:
		return refused(label.F("“%s” is no stage of this type of project; choose one of: %s", "« %s » n’est pas une étape de ce type de projet ; choisissez parmi : %s", w.stage(to.N), w.stages(d.Order()))), nil
	}
	var m *lifecycle.Move
	if d.Step(from.N) != nil && w.life(old) == d {
		if m = d.Move(from.N, to.N); m == nil {
			back, err := w.takesBack(ctx, p, to)
			if back || err != nil {
				return nil, err
			}
			return refused(w.whereTo(d, from.N)), nil
		}
		if bad, err := w.mayMove(ctx, m, p, old, e); bad != nil || err != nil {
			return bad, err
		}
	}
	var bad []fault.Detail
	if m != nil {
		var err error
		if bad, err = w.affect(ctx, m, p, old, e); err != nil {
			return nil, err
		}
	}
	for _, f := range w.lacking(step, p) {
		bad = append(bad, fault.Detail{Where: f.Key, Text: label.F("“%s” is required to enter the stage “%s”", "« %s » est obligatoire pour entrer à l’étape « %s »", f.Label, w.stage(to.N))})
	}
	return bad, nil
}

// mayMove says why a way is not open to the person, or not yet.
func (w *writer) mayMove(ctx context.Context, m *lifecycle.Move, p, old *Project, e *Edit) ([]fault.Detail, error) {
	held, err := access.HoldsRole(ctx, w.q, w.who, m.Roles, p.ID, old.Unit())
	switch {
	case err != nil:
		return nil, err
	case !held:
		return refused(w.forRoles(m)), nil
	case m.Gate && !e.Decided:
		return refused(label.F("From “%s” to “%s” is a gate: pass it on the page of the project, with the decision", "De « %s » à « %s » est un passage à décision : franchissez-le sur la page du projet, avec la décision", w.stage(m.From), w.stage(m.To))), nil
	case w.hides(w.veil(old), m, w.lives[p.Values[lifecycle.Type].N].Holds):
		return refused(notYours), nil
	case m.When() != nil && !p.Fulfils(m.When(), w.c, w.today):
		return refused(m.Message), nil
	}
	return nil, nil
}

// notYours is said of a move that looks at what the person may not read, whatever
// that holds.
var notYours = label.T("You may not make this move on this project", "Vous ne pouvez pas faire ce passage sur ce projet")

// hides reports whether a move, or the stage that it leads to, asks for something that
// the person may not read.
func (w *writer) hides(v *field.Veil, m *lifecycle.Move, d *lifecycle.Definition) bool {
	if v == nil {
		return false
	}
	step := d.Step(m.To)
	return v.Closes(m.When()) || step != nil && slices.ContainsFunc(step.Required, func(id int64) bool {
		f := w.c.ByID(id)
		return f != nil && v.Hides(f.Key)
	})
}

func (w *writer) forRoles(m *lifecycle.Move) label.Text {
	return label.F("Only these roles lead a project from “%s” to “%s”: %s", "Seuls ces rôles font passer un projet de « %s » à « %s » : %s", w.stage(m.From), w.stage(m.To), w.roles(m.Roles))
}

// whereTo says where one goes from a stage.
func (w *writer) whereTo(d *lifecycle.Definition, from int64) label.Text {
	var ways []int64
	for _, m := range d.From(from) {
		ways = append(ways, m.To)
	}
	if len(ways) == 0 {
		return label.F("“%s” is where this type of project ends: no move leads on from it", "« %s » est la fin de ce type de projet : aucun passage n’en part", w.stage(from))
	}
	return label.F("From “%s” a project of this type goes to: %s", "De « %s », un projet de ce type passe à : %s", w.stage(from), w.stages(ways))
}

// takesBack reports whether a move only takes back the last one, which the same
// person made on the same day.
func (w *writer) takesBack(ctx context.Context, p *Project, to field.Value) (bool, error) {
	if w.tx == nil {
		return false, nil
	}
	return lifecycle.TakesBack(ctx, w.q, w.who, Entity, p.ID, int64(w.on), to, func(data string) (field.Value, error) {
		vs, _, err := field.DecodeAll(data)
		return vs[lifecycle.Stage], err
	})
}

// affect writes what a move writes, where the edit itself does not say otherwise, as
// if the edit said it.
func (w *writer) affect(ctx context.Context, m *lifecycle.Move, p, old *Project, e *Edit) ([]fault.Detail, error) {
	written := field.Values{}
	for _, effect := range m.Effects {
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
		written[f.Key] = v
	}
	if len(written) == 0 {
		return nil, nil
	}
	e.Values = maps.Clone(e.Values)
	maps.Copy(e.Values, written)
	var bad []fault.Detail
	for _, key := range slices.Sorted(maps.Keys(written)) {
		if w.isLocked(p, key, e) {
			bad = append(bad, w.lockedText(key, e))
			continue
		}
		v, err := w.accept(ctx, p, key, written[key])
		if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
			bad = append(bad, f.Details...)
			continue
		} else if err != nil {
			return nil, err
		}
		e.Values[key] = v
		w.put(p, key, v, e)
	}
	return append(bad, p.settle(written, old.spanned())...), nil
}

// CheckEffects says which of the values that moves write no project could have.
func CheckEffects(c *field.Catalogue, d *lifecycle.Definition) error {
	var bad []fault.Detail
	for i := range d.Moves {
		for n, effect := range d.Moves[i].Effects {
			f := c.ByID(effect.Attribute)
			if f == nil || effect.Value == lifecycle.Today && f.Kind == field.Date {
				continue
			}
			v, err := field.ParsePlain(f, effect.Value)
			if err == nil {
				_, err = CheckValue(f, v, field.Value{}, 0)
			}
			if wrong, ok := err.(*fault.Fault); ok && len(wrong.Details) > 0 {
				bad = append(bad, fault.Detail{Where: fmt.Sprintf("moves[%d].effects[%d]", i, n), Text: wrong.Details[0].Text})
			}
		}
	}
	return fault.InvalidAll(bad)
}

// writesMonths reports whether a move writes what is kept per month.
func (w *writer) writesMonths() bool {
	for _, l := range w.lives {
		if l.Holds == nil {
			continue
		}
		for _, m := range l.Holds.Moves {
			if slices.ContainsFunc(m.Effects, func(e lifecycle.Effect) bool { f := w.c.ByID(e.Attribute); return f != nil && f.PerMonth }) {
				return true
			}
		}
	}
	return false
}

// scale has the variant of a project follow the rule of its type, until it is
// chosen by hand.
func (w *writer) scale(d *lifecycle.Definition, p, old *Project, e *Edit) {
	if _, said := e.Values[lifecycle.Variant]; said || len(d.Variants) == 0 || w.c.Get(lifecycle.Variant) == nil {
		return
	}
	at := p
	if old != nil {
		at = old
	}
	if v := w.veil(at); slices.ContainsFunc(d.Variants, func(s lifecycle.Scale) bool { return v.Closes(s.When()) }) {
		return // what fits would tell what the person may not read
	}
	if old != nil && old.Values[lifecycle.Variant].Set {
		before := w.life(old)
		if before == nil || !w.fits(before, old).Equal(old.Values[lifecycle.Variant]) {
			return
		}
	}
	p.setValue(lifecycle.Variant, w.fits(d, p))
}

// fits is the variant that the rule gives a project.
func (w *writer) fits(d *lifecycle.Definition, p *Project) field.Value {
	v := d.Fits(func(v *lifecycle.Scale) bool { return p.Fulfils(v.When(), w.c, w.today) })
	return field.Value{N: v, Set: v != 0}
}

// lacking are the attributes that a stage asks for and the project does not have.
func (w *writer) lacking(step *lifecycle.Step, p *Project) []*field.Field {
	return Lacking(w.c, step, p, w.today, nil)
}

// Lacking are the attributes that a stage asks for and a project does not have, in
// the order of the catalogue; not those that are not shown on it.
func Lacking(c *field.Catalogue, step *lifecycle.Step, p *Project, today day.Day, veil *field.Veil) []*field.Field {
	var out []*field.Field
	for _, f := range c.Fields {
		if slices.Contains(step.Required, f.ID) && !f.Retired && !p.Values[f.Key].Set && !p.Conceals(f, c, today, veil) {
			out = append(out, f)
		}
	}
	return out
}

func refused(why label.Text) []fault.Detail {
	return []fault.Detail{{Where: lifecycle.Stage, Text: why}}
}

func (w *writer) stage(id int64) label.Text {
	if f := w.c.Get(lifecycle.Stage); f != nil {
		if o, ok := f.OptionByID(id); ok {
			return o.Label
		}
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

func (w *writer) roles(ids []int64) label.Text {
	var names []label.Text
	for _, id := range ids {
		if name, ok := w.roleNames[id]; ok {
			names = append(names, name)
		}
	}
	return lifecycle.Joined(names)
}

// loadLives reads the lifecycles when an edit may be bound by one, and what roles are
// called where a refusal may name one.
func (w *writer) loadLives(ctx context.Context) (err error) {
	if w.lives, err = lifecycle.All(ctx, w.q); err != nil || len(w.lives) == 0 && !w.c.Sensitive() {
		return err
	}
	_, w.roleNames, err = access.KnownRoles(ctx, w.q)
	return err
}
