package plan

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Moved is an item that is elsewhere after a batch, or is new or gone: its times are
// then 0 before, or after.
type Moved struct {
	ID                               int64
	Name                             string
	Kind                             Kind
	Start, Finish, WasStart, WasEnds schedule.Time
	Contractual                      bool
}

// Result is what a batch leads to.
type Result struct {
	*View
	Moved []Moved         // in the order of the tree
	Made  map[int64]int64 // the ids of new items, by the number that the batch gave them
}

// Foresee returns what a batch would lead to. Nothing is kept; new items have the
// numbers that the batch gives them.
func Foresee(ctx context.Context, q db.Querier, who access.Who, id int64, mark string, edits []Edit) (*Result, error) {
	d, err := load(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	out, _, err := d.run(ctx, q, mark, edits)
	return out, err
}

// Change carries a batch out, whole or not at all, as one change. mark is that of the
// plan that was read. c is the catalogue of key dates.
func Change(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id int64, mark string, edits []Edit) (*Result, error) {
	if err := hold(ctx, tx, who, id); err != nil {
		return nil, err
	}
	d, err := load(ctx, tx, who, id)
	if err != nil {
		return nil, err
	}
	out, was, err := d.run(ctx, tx, mark, edits)
	if err != nil {
		return nil, err
	}
	if out.Made, err = d.keep(ctx, tx, c, was); err != nil {
		return nil, err
	}
	if err := d.carryOn(ctx, tx, c); err != nil {
		return nil, err
	}
	out.View = d.view()
	return out, nil
}

// hold keeps others from changing the plan until the transaction ends.
func hold(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	if err := project.Hold(ctx, tx, who, []int64{id}); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "UPDATE plan SET version = version WHERE id = $1", id)
	return err
}

// may refuses who may not change the plan.
func (d *draft) may() error {
	p := d.project
	if !d.who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return fault.Forbidden()
	}
	if p.State == project.Deleted {
		return fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille\u202f; restaurez-le d’abord"))
	}
	return nil
}

// before is how a plan was when a batch came.
type before struct {
	spans    map[int64]stored
	dates    map[int64]keyDate
	settings Settings
	ids      []int64 // in the order of the tree
	names    map[int64]string
	kinds    map[int64]Kind
}

// open computes a plan that the person is about to change, as it is, and refuses who may
// not or has read another version.
func (d *draft) open(mark string) (*before, error) {
	if err := d.may(); err != nil {
		return nil, err
	}
	if err := d.reckon(); err != nil {
		return nil, err
	}
	if mark != d.mark() {
		return nil, fault.Outdated(d.view())
	}
	return d.before(), nil
}

// run carries a batch out in memory.
func (d *draft) run(ctx context.Context, q db.Querier, mark string, edits []Edit) (*Result, *before, error) {
	was, err := d.open(mark)
	if err != nil {
		return nil, nil, err
	}
	if len(edits) > mostEdits {
		return nil, nil, fault.Invalid("edits", label.F("A batch has at most %d edits; send several", "Un lot a au plus %d modifications\u202f; envoyez-en plusieurs", mostEdits))
	}
	if err := d.meet(ctx, q, edits); err != nil {
		return nil, nil, err
	}
	if err := d.equip(ctx, q, edits); err != nil {
		return nil, nil, err
	}
	if err := d.reach(ctx, q, edits); err != nil {
		return nil, nil, err
	}
	lines := slices.Clone(d.order)
	var bad []fault.Detail
	for n := range edits {
		err := d.apply(&edits[n], lines)
		if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
			for _, one := range f.Details {
				bad = append(bad, fault.Detail{Where: fmt.Sprintf("edits[%d].%s", n, one.Where), Text: one.Text})
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if err := fault.InvalidAll(bad); err != nil {
		return nil, nil, err
	}
	if err := d.reckon(); err != nil {
		return nil, nil, err
	}
	if err := d.shallow(); err != nil {
		return nil, nil, err
	}
	if err := d.checkTies(ctx, q); err != nil {
		return nil, nil, err
	}
	d.follow()
	moved := d.moved(was)
	if err := stand(moved); err != nil {
		return nil, nil, err
	}
	return &Result{View: d.view(), Moved: moved}, was, nil
}

// reach reads what the batch lets items wait for in other projects, of which the person
// may see the project.
func (d *draft) reach(ctx context.Context, q db.Querier, edits []Edit) error {
	var wanted []int64
	for _, e := range edits {
		if e.Set.Links == nil {
			continue
		}
		for _, l := range *e.Set.Links {
			if l.From > 0 && d.items[l.From] == nil && d.outside[l.From].ID == 0 {
				wanted = append(wanted, l.From)
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	probe := &Item{ID: -1 << 61}
	for _, id := range wanted {
		probe.Links = append(probe.Links, Link{From: id})
	}
	d.items[probe.ID] = probe
	err := d.loadOutside(ctx, q)
	delete(d.items, probe.ID)
	for _, id := range wanted {
		if !d.outside[id].shown {
			delete(d.outside, id) // as what is not there
		}
	}
	return err
}

func (d *draft) before() *before {
	b := &before{spans: map[int64]stored{}, dates: maps.Clone(d.dates), settings: d.settings, names: map[int64]string{}, kinds: map[int64]Kind{}}
	for _, i := range d.order {
		b.spans[i.ID], _ = d.span(i.ID)
		b.ids, b.names[i.ID], b.kinds[i.ID] = append(b.ids, i.ID), i.Name, i.Kind
	}
	return b
}

// follow gives the key dates that the plan moves the dates that were computed.
func (d *draft) follow() {
	for _, i := range d.order {
		if i.Kind != Milestone || i.Manual || d.dates[i.ID].done != 0 {
			continue
		}
		k := d.dates[i.ID]
		k.date = d.dayOf(i.ID)
		i.Kept, d.dates[i.ID] = k.date, k
	}
}

// moved lists what is elsewhere than it was.
func (d *draft) moved(was *before) []Moved {
	var out []Moved
	for _, i := range d.order {
		now, _ := d.span(i.ID)
		if old, there := was.spans[i.ID]; !there || old != now {
			out = append(out, Moved{ID: i.ID, Name: i.Name, Kind: i.Kind, Start: now.start, Finish: now.finish, WasStart: old.start, WasEnds: old.finish})
		}
	}
	for _, id := range was.ids {
		if old := was.spans[id]; d.items[id] == nil {
			out = append(out, Moved{ID: id, Name: was.names[id], Kind: was.kinds[id], WasStart: old.start, WasEnds: old.finish})
		}
	}
	return out
}
