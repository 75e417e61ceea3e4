package record

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

// Blank is a record as it would begin on a day: with what the catalogue begins with,
// what is said of it, and the first stage of its type. Nothing is written, and no
// rights are asked for. What holds for its type comes with it, nil for nothing.
func (k *Kind) Blank(ctx context.Context, q db.Querier, c *field.Catalogue, said field.Values, today day.Day) (*Record, *lifecycle.Definition, error) {
	w := &writer{kind: k, q: q, c: c, on: today, today: today}
	if err := w.loadLives(ctx); err != nil {
		return nil, nil, err
	}
	m := &Record{Values: field.Values{}}
	w.initial(m)
	if k.Begin != nil {
		k.Begin(m.Values, today)
	}
	for key, v := range said {
		set(m.Values, key, v)
	}
	d := w.life(m.Values)
	if d != nil {
		w.begin(d, m, &Edit{Values: said})
	}
	return m, d, nil
}
