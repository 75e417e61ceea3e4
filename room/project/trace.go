package project

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Trace is a version of a project that counts, and the change that recorded it.
type Trace struct {
	Effective day.Day // from which it counts
	Change    db.Change
	Values    field.Values
	Unread    map[string]string
}

// Traces returns, of projects of which the person may read the history, the
// versions that count up to a day, first to last.
func Traces(ctx context.Context, q db.Querier, who access.Who, ids []int64, on day.Day) (map[int64][]Trace, error) {
	sight, err := field.Sight(ctx, q, who, Entity)
	if err != nil {
		return nil, err
	}
	var may []int64
	hidden := map[int64][]string{}
	for part := range slices.Chunk(ids, 400) {
		err := Each(ctx, q, part, func(p *Project) error {
			if who.CanProject(access.ReadProject|access.ReadHistory, p.ID, p.Unit(), p.Manager()) {
				may = append(may, p.ID)
				hidden[p.ID] = sight.Veil(who, p.Unit(), p.ID).Past().Hidden()
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return nil, err
	}
	type recorded struct {
		Object int64   `db:"object"`
		From   day.Day `db:"from_day"`
		Data   string  `db:"data"`
		db.Change
	}
	out := make(map[int64][]Trace, len(may))
	for part := range slices.Chunk(may, 400) {
		in, args := db.List([]any{Entity, on}, part)
		err := db.Each(ctx, q, func(r *recorded) error {
			vs, unread, err := slots.DecodeAll(r.Data)
			for _, key := range hidden[r.Object] {
				delete(vs, key)
				delete(unread, key)
			}
			out[r.Object] = append(out[r.Object], Trace{r.From, r.Change, vs, unread})
			return err
		}, "SELECT h.object, h.from_day, h.data, "+db.Columns[db.Change]("c")+` FROM history h JOIN change c ON c.number = h.change
			WHERE h.entity = $1 AND h.superseded IS NULL AND h.from_day <= $2 AND h.data IS NOT NULL AND h.object IN `+in+" ORDER BY h.object, h.from_day", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Entered returns the version with which an attribute got the value that it has
// at the end of the trace; ok is false when it does not end with that value.
func Entered(line []Trace, key string, v field.Value) (Trace, bool) {
	at := len(line)
	for at > 0 && line[at-1].Values[key].Equal(v) {
		at--
	}
	if at == len(line) {
		return Trace{}, false
	}
	return line[at], true
}
