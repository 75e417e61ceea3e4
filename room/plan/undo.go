package plan

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Reversal is what taking a change back would do to the plan of a project.
type Reversal struct {
	Undone
	steps    []step
	settings *Settings
	kept     bool // the change left the settings as they were
}

// step is what becomes of one item.
type step struct {
	id int64
	Turned[Item]
	late *Item // as it was recorded last, before it ended
	last int64 // the version that was recorded last
}

// Owner returns the project of an item as the history has it.
func Owner(data string) int64 {
	s := said{}
	_ = json.Unmarshal([]byte(data), &s) // what is not ours has none
	return s.Project
}

// Reversals returns what taking a change back would do to the plans that it changed, of
// projects whose history the person may read.
func Reversals(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Reversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, ItemEntity, change)
	if err != nil {
		return nil, err
	}
	by := map[int64]*Reversal{}
	of := func(project int64) *Reversal {
		if by[project] == nil {
			by[project] = &Reversal{Undone: Undone{Project: project}}
		}
		return by[project]
	}
	for _, id := range ids {
		if err := takeStep(of, id, change, lines[id]); err != nil {
			return nil, err
		}
	}
	plans, settings, err := db.LinesOf(ctx, q, Entity, change)
	if err != nil {
		return nil, err
	}
	for _, id := range plans {
		before, after := db.Step(settings[id], change)
		var s, made Settings
		for h, into := range map[*db.Recorded]*Settings{before: &s, after: &made} {
			if h == nil || h.Data.Null {
				continue
			}
			if err := json.Unmarshal([]byte(h.Data.S), into); err != nil {
				return nil, err
			}
		}
		of(id).settings, of(id).kept = &s, s == made
	}
	return allowed(ctx, q, who, by)
}

func takeStep(of func(int64) *Reversal, id, change int64, lines []db.Recorded) error {
	read := func(version int64, data string) (*Item, error) { return fromData(id, version, data) }
	t, err := Turn(lines, change, read)
	if err != nil || t.Any() == nil {
		return err
	}
	late := t.Any()
	for _, h := range slices.Backward(lines) {
		if !h.Data.Null {
			if late, err = read(h.Version, h.Data.S); err != nil {
				return err
			}
			break
		}
	}
	r := of(t.Any().Project)
	r.steps = append(r.steps, step{id, t, late, lines[len(lines)-1].Version})
	return nil
}

// without leaves out the items of which the change only touched values that are not for
// the person to write.
func (r *Reversal) without(a attributes, v *field.Veil) {
	r.steps = slices.DeleteFunc(r.steps, func(s step) bool {
		if s.Before == nil || s.After == nil || slices.Equal(s.Before.Values, s.After.Values) {
			return false
		}
		open := func(i Item) string {
			vs := a.stored(&i)
			maps.DeleteFunc(vs, func(key string, _ field.Value) bool { return v.Locks(key) })
			i.Values = a.store(vs)
			return i.data()
		}
		return open(*s.Before) == open(*s.After)
	})
}

// allowed leaves out what is not for the person, and says which plans may not be edited.
func allowed(ctx context.Context, q db.Querier, who access.Who, by map[int64]*Reversal) ([]Reversal, error) {
	c, err := field.Sight(ctx, q, who, field.Task)
	if err != nil {
		return nil, err
	}
	return Allowed(ctx, q, who, by, func(r *Reversal) *Undone { return &r.Undone }, func(p *project.Project, r *Reversal) bool {
		if v := c.Veil(who, p.Unit(), p.ID); v != nil {
			if r.without(attributes{slots: c.Slots()}, v); len(r.steps) == 0 && (r.kept || r.settings == nil) {
				return false
			}
		}
		for _, s := range r.steps {
			Tell(&r.Undone, s.Turned, func(i *Item) string { return i.Name })
		}
		return true
	})
}

// Return takes the change back in one plan: items are as they were before it. What was
// changed since stays, unless overwrite says otherwise. It returns how many items and
// settings went back.
func Return(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, r Reversal, overwrite bool) (int, error) {
	if !r.Why.IsZero() {
		return 0, nil
	}
	if err := hold(ctx, tx, who, r.Project); err != nil {
		return 0, err
	}
	d, err := load(ctx, tx, who, r.Project)
	if err != nil {
		return 0, err
	}
	if err := d.may(); err != nil {
		return 0, err
	}
	if err := d.reckon(); err != nil {
		return 0, err
	}
	was, done := d.before(), 0
	for _, s := range r.steps {
		if s.Since && !overwrite {
			continue
		}
		done++
		d.restore(s)
	}
	if r.settings != nil {
		d.settings = *r.settings
		done++
	}
	if done == 0 {
		return 0, nil
	}
	d.tidy()
	if err := d.loadOutside(ctx, tx); err != nil {
		return 0, err
	}
	if err := d.equip(ctx, tx, nil); err != nil {
		return 0, err
	}
	d.unassignGone()
	if err := d.reckon(); err != nil {
		return 0, err
	}
	if err := d.checkTies(ctx, tx); err != nil {
		return 0, err
	}
	d.follow()
	if _, err = d.keep(ctx, tx, c, was); err != nil {
		return 0, err
	}
	return done, d.carryOn(ctx, tx, c)
}

// restore makes an item what it was. A milestone comes and goes with its key date, which
// its own room gives back.
func (d *draft) restore(s step) {
	d.below, d.waiting = nil, nil
	now := d.items[s.id]
	if s.Before == nil {
		if now != nil && now.Kind == Milestone {
			now.Parent, now.Body = 0, Body{Manual: true}
			return
		}
		if data, lost := d.orphans[s.id]; lost {
			d.kept[s.id] = data
		}
		delete(d.items, s.id)
		return
	}
	date, is := d.dates[s.id]
	if s.Before.Kind == Milestone && !is {
		return
	}
	i, as := *s.Before, s.late
	if i.Version = s.last; now != nil {
		i.Version, as = now.Version, now
	}
	i.Values = d.has.with(as, &i)
	if is {
		i.Name = date.name
		if !i.Manual && date.done == 0 {
			i.Kept = date.date
		}
	}
	d.items[s.id] = &i
}

// tidy takes out what an earlier state named and is not there any more.
func (d *draft) tidy() {
	d.below, d.waiting = nil, nil
	for _, i := range d.items {
		if up := d.items[i.Parent]; i.Parent != 0 && (up == nil || up.Kind != Phase) {
			i.Parent = 0
		}
		if n := slices.IndexFunc(i.Links, func(l Link) bool { return d.items[l.From] == nil && d.outside[l.From].ID == 0 }); n >= 0 {
			gone := func(l Link) bool {
				_, outside := d.outside[l.From]
				return d.items[l.From] == nil && !outside
			}
			i.Links = slices.DeleteFunc(slices.Clone(i.Links), gone)
		}
	}
}
