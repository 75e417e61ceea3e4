package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
)

// keep writes the draft: the items that differ, the computed times, the key dates, and
// what holds for the plan.
func (d *draft) keep(ctx context.Context, tx *db.Tx, c *field.Catalogue, was *before) (map[int64]int64, error) {
	made := d.number(tx)
	if err := d.keepDates(ctx, tx, c, was); err != nil {
		return nil, err
	}
	changed, err := d.keepItems(ctx, tx)
	if err != nil {
		return nil, err
	}
	if changed || d.settings != was.settings || d.version == 0 {
		return made, d.keepSettings(ctx, tx)
	}
	return made, nil
}

// number gives new items their ids.
func (d *draft) number(tx *db.Tx) map[int64]int64 {
	made := map[int64]int64{}
	for _, i := range d.order {
		if i.ID < 0 {
			made[i.ID] = tx.NewID()
		}
	}
	if len(made) == 0 {
		return made
	}
	d.below, d.waiting = nil, nil
	for old, id := range made {
		d.items[id] = d.items[old]
		d.items[id].ID = id
		delete(d.items, old)
		if k, is := d.dates[old]; is {
			d.dates[id] = k
			delete(d.dates, old)
		}
		d.at[id] = d.at[old]
		delete(d.at, old)
	}
	for _, i := range d.items {
		if id, is := made[i.Parent]; is {
			i.Parent = id
		}
		for n, l := range i.Links {
			if id, is := made[l.From]; is {
				i.Links = slices.Clone(i.Links)
				i.Links[n].From = id
			}
		}
	}
	return made
}

// keepDates lets the room of key dates write what the plan made of them.
func (d *draft) keepDates(ctx context.Context, tx *db.Tx, c *field.Catalogue, was *before) error {
	var edits []record.Edit
	for _, id := range slices.Sorted(maps.Keys(was.dates)) {
		if _, still := d.dates[id]; !still {
			edits = append(edits, record.Edit{ID: id, Delete: true})
		}
	}
	for _, i := range d.order {
		if i.Kind != Milestone {
			continue
		}
		old, there := was.dates[i.ID]
		vs := field.Values{}
		if i.Name != old.name || !there {
			vs["name"] = field.Str(i.Name)
		}
		if now := d.dates[i.ID].date; now != old.date {
			vs["date"] = field.Value{}
			if now != 0 {
				vs["date"] = field.Int(int64(now))
			}
		}
		if now := d.dates[i.ID].done; now != old.done && now != 0 {
			vs["done_on"] = field.Int(int64(now))
		}
		maps.Copy(vs, d.dates[i.ID].said)
		switch {
		case !there:
			vs[record.Project] = field.Ref(d.project.ID)
			edits = append(edits, record.Edit{As: i.ID, Values: vs})
		case len(vs) > 0:
			edits = append(edits, record.Edit{ID: i.ID, Values: vs})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	for n := range edits {
		edits[n].Follows = d.follows
	}
	out, err := milestone.Kind.Write(ctx, tx, d.who, c, edits)
	if err != nil {
		return err
	}
	for n, o := range out {
		if o.Err != nil {
			return d.refused(edits[n], o.Err)
		}
		if o.Record != nil {
			d.dates[o.Record.ID] = dateOf(o.Record)
		}
	}
	return nil
}

// refused names the key date that its room refuses.
func (d *draft) refused(e record.Edit, err error) error {
	f, ok := err.(*fault.Fault)
	name := e.Values["name"].S
	if i := d.items[max(e.ID, e.As)]; i != nil {
		name = i.Name
	}
	if !ok || f.Kind == fault.Internal || name == "" {
		return err
	}
	g := *f
	g.Text = label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", name, f.Text)
	return &g
}

// keepItems writes the items that differ from their rows, and the computed times of
// those that are elsewhere.
func (d *draft) keepItems(ctx context.Context, tx *db.Tx) (changed bool, err error) {
	var fresh, other []itemRow
	var gone, touched []int64
	var moved []itemRow
	for _, i := range d.order {
		span, _ := d.span(i.ID)
		was, there := d.kept[i.ID]
		data := i.data()
		switch {
		case there && was == data:
			if d.stored[i.ID] != span {
				moved = append(moved, itemRow{ID: i.ID, Start: int64(span.start), Finish: int64(span.finish)})
			}
			continue
		case there:
			i.Version++
			other = append(other, i.row(span))
		default:
			i.Version++ // one that comes back goes on from where it was
			fresh = append(fresh, i.row(span))
		}
		touched = append(touched, i.ID)
		tx.Record(db.Version{Entity: ItemEntity, Object: i.ID, Version: i.Version, Data: data})
		d.kept[i.ID] = data
	}
	for _, id := range slices.Sorted(maps.Keys(d.kept)) {
		if d.items[id] == nil {
			gone = append(gone, id)
		}
	}
	if err := db.Insert(ctx, tx, "activity", fresh...); err != nil {
		return false, err
	}
	if err := db.Replace(ctx, tx, "activity", other...); err != nil {
		return false, err
	}
	if err := d.drop(ctx, tx, gone); err != nil {
		return false, err
	}
	if err := d.keepTies(ctx, tx, touched); err != nil {
		return false, err
	}
	if err := d.keepAssigned(ctx, tx, touched); err != nil {
		return false, err
	}
	return len(fresh)+len(other)+len(gone) > 0, place(ctx, tx, moved)
}

func (i *Item) row(s stored) itemRow {
	body, _ := json.Marshal(i.Body) // numbers and texts
	return itemRow{i.ID, i.Version, i.Project, db.ID(i.Parent), i.Place, string(i.Kind), i.Name, int64(s.start), int64(s.finish), string(body)}
}

func (d *draft) drop(ctx context.Context, tx *db.Tx, gone []int64) error {
	for part := range slices.Chunk(gone, 400) {
		in, args := db.List(nil, part)
		type version struct {
			ID      int64 `db:"id"`
			Version int64 `db:"version"`
		}
		all, err := db.Select[version](ctx, tx, "SELECT id, version FROM activity WHERE id IN "+in, args...)
		if err != nil {
			return err
		}
		for _, v := range all {
			tx.Record(db.Version{Entity: ItemEntity, Object: v.ID, Version: v.Version + 1})
			delete(d.kept, v.ID)
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM activity WHERE id IN "+in, args...); err != nil {
			return err
		}
	}
	return nil
}

// place writes computed times, which are no versions of their own.
func place(ctx context.Context, tx *db.Tx, all []itemRow) error {
	for part := range slices.Chunk(all, 200) {
		var b strings.Builder
		var args []any
		for n, r := range part {
			if n > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "(CAST($%d AS BIGINT), CAST($%d AS BIGINT), CAST($%d AS BIGINT))", 3*n+1, 3*n+2, 3*n+3)
			args = append(args, r.ID, r.Start, r.Finish)
		}
		_, err := db.Exec(ctx, tx, "UPDATE activity SET start_minute = v.column2, finish_minute = v.column3 FROM (VALUES "+b.String()+") AS v WHERE activity.id = v.column1", args...)
		if err != nil {
			return fmt.Errorf("writing computed times: %w", err)
		}
	}
	return nil
}

func (d *draft) keepSettings(ctx context.Context, tx *db.Tx) error {
	d.version++
	text, err := json.Marshal(d.settings)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "INSERT INTO plan (id, version, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body", d.project.ID, d.version, string(text))
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: d.project.ID, Version: d.version, Data: string(text)})
	tx.Touch(Entity, d.project.ID)
	return nil
}
