package project

import (
	"cmp"
	"context"
	"math"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/period"
)

// MonthDifference is the value of one attribute in one month, now and in the
// state of the past. A locked month keeps its value.
type MonthDifference struct {
	Key       string
	Month     day.Month
	Now, Then field.Value
	Locked    bool
}

// MonthsDiffer returns which monthly values would change if the project were
// brought back, by attribute and first month to last.
func MonthsDiffer(ctx context.Context, d *db.DB, who access.Who, c *field.Catalogue, b Back) ([]MonthDifference, error) {
	at, _, err := nowAndThen(ctx, d, who, &b)
	if err != nil {
		return nil, err
	}
	veil := c.Veil(who, at.Unit(), at.ID).Past()
	rows, err := db.Select[monthly](ctx, d, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE project_id = $1", b.ID)
	if err != nil {
		return nil, err
	}
	slots, err := field.SlotsOf(ctx, d, Entity)
	if err != nil {
		return nil, err
	}
	then, err := monthsThen(ctx, d, slots, rows, b)
	if err != nil {
		return nil, err
	}
	locked, err := period.Of(ctx, d, []int64{b.ID})
	if err != nil {
		return nil, err
	}
	var out []MonthDifference
	for _, m := range rows {
		key, now := m.read(slots)
		was, f := then[m.ID], c.Get(key)
		if f == nil || !f.PerMonth || f.Retired || veil.Locks(key) || !b.wants(key) && !b.wants(key+"@"+m.Month.String()) || now.Equal(was) {
			continue
		}
		out = append(out, MonthDifference{key, m.Month, now, was, locked.Has(b.ID, m.Month)})
	}
	slices.SortFunc(out, func(a, b MonthDifference) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Month, b.Month))
	})
	return out, nil
}

// monthsThen returns what stood in monthly values in the state of the past; one
// that was not said yet is not there.
func monthsThen(ctx context.Context, q db.Querier, slots field.Slots, rows []monthly, b Back) (map[int64]field.Value, error) {
	known := b.After
	if known == 0 {
		known = math.MaxInt64
	}
	then := map[int64]field.Value{}
	for part := range slices.Chunk(rows, 400) {
		ids := make([]int64, len(part))
		for i, m := range part {
			ids[i] = m.ID
		}
		in, args := db.List([]any{MonthEntity, int64(b.On), known}, ids)
		err := db.Each(ctx, q, func(r *db.Recorded) error { then[r.Object] = monthValue(slots, r); return nil },
			"SELECT "+everRecorded+" FROM history WHERE entity = $1 AND from_day <= $2 AND change <= $3 AND (superseded IS NULL OR superseded > $3) AND object IN "+in+
				" ORDER BY object, from_day, change, id", args...)
		if err != nil {
			return nil, err
		}
	}
	return then, nil
}
