package db

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"

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
	byEntity := map[string][]int64{}
	for t := range tx.touched {
		byEntity[t.entity] = append(byEntity[t.entity], t.object)
	}
	var rows []Recorded
	for entity, objects := range byEntity {
		lines, err := tx.timelines(ctx, entity, objects)
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

func (tx *Tx) timelines(ctx context.Context, entity string, objects []int64) (map[int64][]span, error) {
	slices.Sort(objects)
	lines := make(map[int64][]span, len(objects))
	for part := range slices.Chunk(objects, 400) {
		in, args := List([]any{entity}, part)
		spans, err := Select[span](ctx, tx, "SELECT id, object, from_day, until_day FROM history WHERE entity = $1 AND superseded IS NULL AND object IN "+in+" ORDER BY object, from_day", args...)
		if err != nil {
			return nil, err
		}
		for _, s := range spans {
			lines[s.Object] = append(lines[s.Object], s)
		}
	}
	return lines, nil
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
	tx.retract = append(tx.retract, retraction{entity, s.Object, s.ID})
}

// untils closes every interval where the next begins, writes what changed of
// the rows already there, and returns the new rows.
func (tx *Tx) untils(ctx context.Context, lines map[int64][]span, was map[int64]day.Day, fresh map[int64]Version) ([]Recorded, error) {
	var rows []Recorded
	var ids []int64
	var ends []day.Day
	for _, line := range lines {
		for i, s := range line {
			var until day.Day
			if i+1 < len(line) {
				until = line[i+1].From
			}
			if v, isNew := fresh[s.ID]; isNew {
				rows = append(rows, Recorded{ID: s.ID, Entity: v.Entity, Object: v.Object, Version: v.Version, From: v.From, Until: until, Actor: ID(tx.from.Actor), Data: MaybeText(v.Data)})
			} else if was[s.ID] != until {
				ids, ends = append(ids, s.ID), append(ends, until)
			}
		}
	}
	slices.SortFunc(rows, func(a, b Recorded) int { return int(a.ID - b.ID) })
	return rows, tx.close(ctx, ids, ends)
}

func (tx *Tx) close(ctx context.Context, ids []int64, ends []day.Day) error {
	for len(ids) > 0 {
		n := min(len(ids), 400)
		q := "UPDATE history SET until_day = NULLIF(v.until_day, 0) FROM (VALUES "
		if tx.engine() == SQLite {
			q = "UPDATE history SET until_day = NULLIF(v.column2, 0) FROM (VALUES "
		}
		for i := range n {
			if i > 0 {
				q += ", "
			}
			q += fmt.Sprintf("(%d, %d)", ids[i], ends[i])
		}
		if tx.engine() == SQLite {
			q += ") v WHERE history.id = v.column1"
		} else {
			q += ") v (id, until_day) WHERE history.id = v.id"
		}
		if _, err := tx.exec(ctx, q); err != nil {
			return err
		}
		ids, ends = ids[n:], ends[n:]
	}
	return nil
}

// supersede marks the versions that this change corrected away.
func (tx *Tx) supersede(ctx context.Context, number int64) ([]int64, error) {
	ids := make([]int64, 0, len(tx.retract))
	for _, r := range tx.retract {
		ids = append(ids, r.id)
	}
	for part := range slices.Chunk(ids, 400) {
		in, args := List([]any{number}, part)
		if _, err := tx.exec(ctx, "UPDATE history SET superseded = $1 WHERE id IN "+in, args...); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
