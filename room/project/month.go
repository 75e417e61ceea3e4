package project

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// MonthEntity is the name under which the history knows monthly values.
const MonthEntity = "month"

// Monthly is the value of an attribute in one month.
type Monthly struct {
	Month day.Month
	Value field.Value
}

type monthly struct {
	ID      int64     `db:"id"`
	Version int64     `db:"version"`
	Project int64     `db:"project_id"`
	Field   string    `db:"field"`
	Month   day.Month `db:"month"`
	Value   string    `db:"value"` // {"v": …} as the history keeps values
}

func (w *writer) noteMonths(p *Project, e *Edit) {
	for key, v := range e.Values {
		if f := w.c.Get(key); f != nil && f.PerMonth {
			w.months = append(w.months, monthly{Project: p.ID, Field: key, Month: w.month(e), Value: field.Encode(field.Values{"v": v}, nil)})
		}
	}
}

// noteEarlier keeps the monthly values of an edit that are of a month before
// the one that the project shows: they change the month and not the project.
func (w *writer) noteEarlier(p *Project, e *Edit) {
	earlier := Edit{Month: e.Month, Values: field.Values{}}
	for key, v := range e.Values {
		if f := w.c.Get(key); f != nil && f.PerMonth && int64(w.month(e)) < p.Values[monthOf(key)].N {
			earlier.Values[key] = v
		}
	}
	if w.tx != nil {
		w.noteMonths(p, &earlier)
	}
}

// writeMonths keeps the monthly values of the edits, each under its month.
func (w *writer) writeMonths(ctx context.Context) error {
	for _, m := range w.months {
		m.ID = w.tx.NewID()
		got, err := db.Get[monthly](ctx, w.tx, `INSERT INTO month_value (id, version, project_id, field, month, value) VALUES ($1, 1, $2, $3, $4, $5)
			ON CONFLICT (project_id, field, month) DO UPDATE SET version = month_value.version + 1, value = excluded.value
			RETURNING `+db.Columns[monthly](""), m.ID, m.Project, m.Field, m.Month, m.Value)
		if err != nil {
			return err
		}
		w.tx.Record(db.Version{Entity: MonthEntity, Object: got.ID, Version: got.Version, Data: monthData(got)})
	}
	return nil
}

func monthData(m monthly) string {
	v, _, err := field.DecodeAll(m.Value)
	if err != nil {
		return ""
	}
	return field.Encode(field.Values{"project": field.Int(m.Project), "field": field.Str(m.Field), "month": field.Int(int64(m.Month)), "v": v["v"]}, nil)
}

// Months returns the monthly values of one attribute of a project, first to last.
func Months(ctx context.Context, q db.Querier, who access.Who, id int64, key string) ([]Monthly, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	rows, err := db.Select[monthly](ctx, q, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE project_id = $1 AND field = $2 ORDER BY month", id, key)
	if err != nil {
		return nil, err
	}
	out := make([]Monthly, 0, len(rows))
	for _, r := range rows {
		v, _, err := field.DecodeAll(r.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, Monthly{r.Month, v["v"]})
	}
	return out, nil
}

// EachOfMonth hands over every monthly value of one month. It does not look at rights.
func EachOfMonth(ctx context.Context, q db.Querier, m day.Month, f func(project int64, key string, month day.Month, v field.Value)) error {
	return db.Each(ctx, q, func(r *monthly) error {
		var v field.Value
		err := field.Decode(r.Value, func(_ string, w field.Value) { v = w }, nil)
		f(r.Project, r.Field, r.Month, v)
		return err
	}, "SELECT project_id, field, month, value FROM month_value WHERE month = $1", m)
}
