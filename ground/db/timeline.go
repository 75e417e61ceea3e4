package db

import (
	"context"
	"database/sql/driver"
	"maps"
	"slices"
	"strconv"

	"vigie/ground/day"
)

// MaybeText returns s, or NULL when it is empty.
func MaybeText(s string) Text { return Text{S: s, Null: s == ""} }

// Value stores the text or NULL.
func (t Text) Value() (driver.Value, error) {
	if t.Null {
		return nil, nil
	}
	return t.S, nil
}

// Scan reads the text or NULL.
func (t *Text) Scan(v any) error {
	t.Null = v == nil
	return (*nullString)(&t.S).Scan(v)
}

// span is an interval of one object's timeline that counts.
type span struct {
	ID     int64   `db:"id"`
	Object int64   `db:"object"`
	From   day.Day `db:"from_day"`
	Until  day.Day `db:"until_day"`
}

// place finds the interval of each pending version in its object's timeline:
// it ends where the next one begins, cuts short the one it falls into, and
// corrects away the one that began on the same day.
func (tx *Tx) place(ctx context.Context) ([]Recorded, error) {
	var rows []Recorded
	for _, a := range tx.affected() {
		entity := a.entity
		lines, err := tx.timelines(ctx, entity, a)
		if err != nil {
			return nil, err
		}
		more, err := tx.placeEntity(ctx, entity, lines)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// affected is what changes of the timelines of an entity: of which objects, and
// nothing before which day.
type affected struct {
	entity  string
	objects map[int64]bool
	first   day.Day
}

// affected lists them in the order in which they were recorded, so that what is made
// first is also first in the history of the change.
func (tx *Tx) affected() []*affected {
	var all []*affected
	known := map[string]*affected{}
	note := func(entity string, object int64, from day.Day) {
		a := known[entity]
		if a == nil {
			a = &affected{entity, map[int64]bool{}, from}
			known[entity], all = a, append(all, a)
		}
		a.objects[object], a.first = true, min(a.first, from)
	}
	for _, v := range tx.pending {
		note(v.Entity, v.Object, v.From)
	}
	for _, r := range tx.retract {
		note(r.entity, r.object, r.from)
	}
	return all
}

// timelines reads, of each object, what is in force on the day before the first
// that is affected, and all that begins later: of an object with many versions
// the last one or two are nearly always all that counts here. PostgreSQL walks
// whole timelines, and hands over their ends: without fresh statistics it plans
// anything finer badly.
func (tx *Tx) timelines(ctx context.Context, entity string, a *affected) (map[int64][]span, error) {
	lines := make(map[int64][]span, len(a.objects))
	for part := range slices.Chunk(slices.Sorted(maps.Keys(a.objects)), 256) {
		q, args := filteredLines(entity, a.first, part)
		if tx.engine() == SQLite {
			q, args = endsOfLines(entity, a.first, part)
		}
		err := Each(ctx, tx, func(s *span) error {
			lines[s.Object] = append(lines[s.Object], *s)
			return nil
		}, q, args...)
		if err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// filteredLines keeps, of intervals that lie end to end, those that reach the
// first day; in words that no index knows, so that it is found by its object.
func filteredLines(entity string, first day.Day, objects []int64) (string, []any) {
	in, args := List([]any{entity, first}, objects)
	return "SELECT id, object, from_day, until_day FROM history WHERE entity = $1 AND superseded IS NULL AND COALESCE(until_day, $2) >= $2 AND object IN " + in + " ORDER BY object, from_day", args
}

func endsOfLines(entity string, first day.Day, objects []int64) (string, []any) {
	of, args := listed([]any{entity, first}, objects)
	return `SELECT h.id, h.object, h.from_day, h.until_day FROM (VALUES ` + of + `) o CROSS JOIN history h
		WHERE h.entity = $1 AND h.object = o.column1 AND h.superseded IS NULL AND h.from_day >= COALESCE((
			SELECT p.from_day FROM history p WHERE p.entity = $1 AND p.object = o.column1 AND p.superseded IS NULL AND p.from_day < $2
			ORDER BY p.from_day DESC LIMIT 1), 0)
		ORDER BY h.object, h.from_day`, args
}

// listed writes ids as the rows of one column, and appends them to args; up to
// a power of two they are followed by 0, which nothing has.
func listed(args []any, ids []int64) (string, []any) {
	var b []byte
	for i := range powerOfTwo(len(ids)) {
		id := int64(0)
		if i < len(ids) {
			id = ids[i]
		}
		args = append(args, id)
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(strconv.AppendInt(append(b, "(CAST($"...), int64(len(args)), 10), " AS BIGINT))"...)
	}
	return string(b), args
}

func (tx *Tx) placeEntity(ctx context.Context, entity string, lines map[int64][]span) ([]Recorded, error) {
	was := make(map[int64]day.Day) // row id → until as stored
	for _, line := range lines {
		for _, s := range line {
			was[s.ID] = s.Until
		}
	}
	for _, r := range tx.retract {
		if r.entity == entity {
			lines[r.object] = slices.DeleteFunc(lines[r.object], func(s span) bool { return s.ID == r.id })
		}
	}
	fresh := map[int64]Version{} // new row id → version
	for _, v := range tx.pending {
		if v.Entity != entity {
			continue
		}
		id := tx.NewID()
		line := lines[v.Object]
		at, same := slices.BinarySearchFunc(line, v.From, func(s span, d day.Day) int { return int(s.From - d) })
		if same {
			tx.correct(line[at], fresh, entity)
			line[at] = span{ID: id, Object: v.Object, From: v.From}
		} else {
			line = slices.Insert(line, at, span{ID: id, Object: v.Object, From: v.From})
		}
		lines[v.Object] = line
		fresh[id] = v
	}
	return tx.untils(ctx, lines, was, fresh)
}

// correct takes away the version that began on the same day as a new one: one
// of this very transaction leaves no trace, an older one is superseded.
func (tx *Tx) correct(s span, fresh map[int64]Version, entity string) {
	if _, ours := fresh[s.ID]; ours {
		delete(fresh, s.ID)
		return
	}
	tx.retract = append(tx.retract, retraction{entity, s.Object, s.ID, s.From})
}

// untils closes every interval where the next begins, writes what changed of
// the rows already there, and returns the new rows.
func (tx *Tx) untils(ctx context.Context, lines map[int64][]span, was map[int64]day.Day, fresh map[int64]Version) ([]Recorded, error) {
	var rows []Recorded
	ends := map[day.Day][]int64{}
	for _, line := range lines {
		for i, s := range line {
			var until day.Day
			if i+1 < len(line) {
				until = line[i+1].From
			}
			if v, isNew := fresh[s.ID]; isNew {
				rows = append(rows, Recorded{ID: s.ID, Entity: v.Entity, Object: v.Object, Version: v.Version, From: v.From, Until: until, Actor: ID(tx.from.Actor), Data: MaybeText(v.Data)})
			} else if was[s.ID] != until {
				ends[until] = append(ends[until], s.ID)
			}
		}
	}
	slices.SortFunc(rows, func(a, b Recorded) int { return int(a.ID - b.ID) })
	return rows, tx.close(ctx, ends)
}

// close writes where intervals end; many end on the same day.
func (tx *Tx) close(ctx context.Context, ends map[day.Day][]int64) error {
	for _, until := range slices.Sorted(maps.Keys(ends)) {
		for part := range slices.Chunk(ends[until], 256) {
			in, args := List([]any{ID(until)}, part)
			if _, err := tx.exec(ctx, "UPDATE history SET until_day = $1 WHERE id IN "+in, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// corrected are the versions that this change corrected away.
func (tx *Tx) corrected() []int64 {
	ids := make([]int64, 0, len(tx.retract))
	for _, r := range tx.retract {
		ids = append(ids, r.id)
	}
	return ids
}

// supersede marks the versions that a change corrected away.
func (tx *Tx) supersede(ctx context.Context, number int64, ids []int64) error {
	for part := range slices.Chunk(ids, 256) {
		in, args := List([]any{number}, part)
		if _, err := tx.exec(ctx, "UPDATE history SET superseded = $1 WHERE id IN "+in, args...); err != nil {
			return err
		}
	}
	return nil
}
