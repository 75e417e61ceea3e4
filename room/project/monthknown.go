package project

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
)

// Known says which monthly values are asked for, as they were known when a change
// was the last: those of some projects for a month, and those of one attribute from
// another month up to it.
type Known struct {
	Change int64
	Month  day.Month
	Key    string
	Since  day.Month
	Of     []int64
	Slots  field.Slots // as they were known then
}

// EachMonthKnownAt hands over monthly values as they were known. Most of them were
// not written to since and are taken as they are; of the others, and of projects
// that are gone since, the history alone is read. It does not look at rights.
func EachMonthKnownAt(ctx context.Context, q db.Querier, k Known, f func(project int64, key string, month day.Month, v field.Value)) error {
	var now []monthly
	in, args := db.List([]any{k.Month, k.Since}, k.Slots.All(k.Key))
	err := db.Each(ctx, q, func(m *monthly) error { now = append(now, *m); return nil },
		"SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE month = $1 OR month >= $2 AND month <= $1 AND field IN "+in, args...)
	if err != nil {
		return fmt.Errorf("reading the months as they are: %w", err)
	}
	// What is read after the months covers whatever was written while they were read.
	since, before, err := monthsSince(ctx, q, k.Change)
	if err != nil {
		return err
	}
	for _, m := range now {
		if since[m.ID] {
			continue
		}
		if err := m.hand(k.Slots, f); err != nil {
			return err
		}
	}
	if err := k.eachBefore(ctx, q, before, f); err != nil {
		return err
	}
	gone, err := k.gone(ctx, q)
	if err != nil || len(gone) == 0 {
		return err
	}
	return k.eachOfGone(ctx, q, gone, since, f)
}

// monthsSince returns the monthly values that were written to or corrected since a
// change, and those of them that may have been there before, in order.
func monthsSince(ctx context.Context, q db.Querier, change int64) (since map[int64]bool, before []int64, err error) {
	type written struct {
		Object  int64 `db:"object"`
		Version int64 `db:"version"`
	}
	since = map[int64]bool{}
	err = db.Each(ctx, q, func(w *written) error {
		since[w.Object] = true
		if w.Version != 1 { // the first version of an object is recorded when it is made
			before = append(before, w.Object)
		}
		return nil
	}, `SELECT object, version FROM history WHERE change > $1 AND entity || '' = $2
		UNION ALL SELECT object, 0 FROM history WHERE superseded > $1 AND entity || '' = $2`, change, MonthEntity)
	if err != nil {
		return nil, nil, fmt.Errorf("reading which months were written to since: %w", err)
	}
	slices.Sort(before)
	return since, slices.Compact(before), nil
}

// eachBefore hands over what monthly values were before they were written to.
func (k Known) eachBefore(ctx context.Context, q db.Querier, ids []int64, f func(int64, string, day.Month, field.Value)) error {
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List([]any{MonthEntity, k.Change}, part)
		if err := k.eachRecorded(ctx, q, f, nil, " AND object IN "+in, args...); err != nil {
			return err
		}
	}
	return nil
}

// eachRecorded goes through the history of monthly values and hands over the last
// version of each that was known, if it is asked for.
func (k Known) eachRecorded(ctx context.Context, q db.Querier, f func(int64, string, day.Month, field.Value), only func(object, project int64) bool, where string, args ...any) error {
	type version struct {
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
	}
	last := map[int64]string{}
	err := db.Each(ctx, q, func(v *version) error {
		if v.Data.Null {
			delete(last, v.Object)
		} else {
			last[v.Object] = v.Data.S
		}
		return nil
	}, "SELECT object, data FROM history WHERE entity = $1 AND change <= $2 AND (superseded IS NULL OR superseded > $2)"+where+" ORDER BY change, id", args...)
	if err != nil {
		return fmt.Errorf("reading the history of months: %w", err)
	}
	for object, data := range last {
		vs, _, err := field.DecodeAll(data)
		if err != nil {
			return err
		}
		month := day.Month(vs["month"].N)
		key, value := monthly{Field: vs["field"].S}.as(k.Slots, vs["v"])
		if month != k.Month && (key != k.Key || month < k.Since || month > k.Month) || only != nil && !only(object, vs["project"].N) {
			continue
		}
		f(vs["project"].N, key, month, value)
	}
	return nil
}

// gone returns the projects that are asked for and have no row any more, nor
// therefore monthly values.
func (k Known) gone(ctx context.Context, q db.Querier) (map[int64]bool, error) {
	there, err := db.Select[int64](ctx, q, "SELECT id FROM project")
	if err != nil {
		return nil, err
	}
	out := make(map[int64]bool, len(k.Of))
	for _, id := range k.Of {
		out[id] = true
	}
	for _, id := range there {
		delete(out, id)
	}
	return out, nil
}

// eachOfGone hands over the monthly values of projects that are gone, those left out
// that were read already.
func (k Known) eachOfGone(ctx context.Context, q db.Querier, gone map[int64]bool, read map[int64]bool, f func(int64, string, day.Month, field.Value)) error {
	only := func(object, project int64) bool { return gone[project] && !read[object] }
	where, args := " AND (data IS NULL OR data LIKE $3", []any{MonthEntity, k.Change, fmt.Sprintf(`%%"month":%d%%`, k.Month)}
	for _, slot := range k.Slots.All(k.Key) {
		args = append(args, `%"field":"`+slot+`"%`)
		where += fmt.Sprintf(" OR data LIKE $%d", len(args))
	}
	return k.eachRecorded(ctx, q, f, only, where+")", args...)
}

// hand hands a stored value over under the key that its attribute has now.
func (m monthly) hand(slots field.Slots, f func(int64, string, day.Month, field.Value)) error {
	var v field.Value
	err := field.Decode(m.Value, func(_ string, w field.Value) { v = w }, nil)
	key, v := m.as(slots, v)
	f(m.Project, key, m.Month, v)
	return err
}
