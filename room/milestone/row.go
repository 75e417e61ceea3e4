package milestone

import (
	"context"
	"database/sql/driver"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
)

// number is a whole number or NULL.
type number struct {
	n   int64
	set bool
}

func (o number) Value() (driver.Value, error) {
	if !o.set {
		return nil, nil
	}
	return o.n, nil
}

func (o *number) Scan(v any) error {
	*o = number{}
	switch v := v.(type) {
	case nil:
	case int64:
		*o = number{v, true}
	default:
		return fmt.Errorf("%T is not a whole number", v)
	}
	return nil
}

// row is a key date as its table holds it.
type row struct {
	ID          int64  `db:"id"`
	Version     int64  `db:"version"`
	Project     number `db:"project_id"`
	Name        string `db:"name"`
	NameFolded  string `db:"name_folded"`
	Type        number `db:"type_id"`
	Date        number `db:"date_day"`
	Baseline    number `db:"baseline"`
	Status      number `db:"status_id"`
	Done        number `db:"done_day"`
	Contractual number `db:"contractual"`
	Comment     string `db:"comment"`
	Custom      string `db:"custom"`
	Created     int64  `db:"created"`
	Updated     int64  `db:"updated"`
	UpdatedBy   db.ID  `db:"updated_by"`
}

// numbers and texts say which column of the table holds which attribute; all
// others are in the JSON column "custom".
var (
	numbers = map[string]func(*row) *number{
		"project": func(r *row) *number { return &r.Project }, "type": func(r *row) *number { return &r.Type },
		"date": func(r *row) *number { return &r.Date }, "baseline": func(r *row) *number { return &r.Baseline },
		"status": func(r *row) *number { return &r.Status }, "done_on": func(r *row) *number { return &r.Done },
		"contractual": func(r *row) *number { return &r.Contractual },
	}
	texts = map[string]func(*row) *string{
		"name": func(r *row) *string { return &r.Name }, "comment": func(r *row) *string { return &r.Comment },
	}
)

func (m *Milestone) row() row {
	r := row{ID: m.ID, Version: m.Version, Created: m.Created, Updated: m.Updated, UpdatedBy: db.ID(m.UpdatedBy)}
	custom := field.Values{}
	for key, v := range m.Values {
		switch {
		case !v.Set:
		case numbers[key] != nil:
			*numbers[key](&r) = number{v.N, true}
		case texts[key] != nil:
			*texts[key](&r) = v.S
		default:
			custom[key] = v
		}
	}
	r.Custom, r.NameFolded = field.Encode(custom, nil), label.Fold(r.Name)
	return r
}

func (r *row) milestone() (*Milestone, error) {
	m := &Milestone{ID: r.ID, Version: r.Version, Created: r.Created, Updated: r.Updated, UpdatedBy: int64(r.UpdatedBy), Values: field.Values{}}
	for key, at := range numbers {
		if n := at(r); n.set {
			m.Values[key] = field.Int(n.n)
		}
	}
	for key, at := range texts {
		if s := *at(r); s != "" {
			m.Values[key] = field.Str(s)
		}
	}
	err := field.Decode(r.Custom, func(k string, v field.Value) { m.Values[k] = v }, nil)
	if err != nil {
		return nil, fmt.Errorf("reading key date %d: %w", r.ID, err)
	}
	return m, nil
}

// data returns what the history keeps of the key date.
func (m *Milestone) data() string { return field.Encode(m.Values, nil) }

// Each hands over key dates, all of them when ids is nil. It is for what reads
// them all, such as the lists in memory, and does not look at rights.
func Each(ctx context.Context, q db.Querier, ids []int64, f func(*Milestone) error) error {
	query, args := "", []any(nil)
	if ids != nil {
		query, args = db.List(nil, ids)
		query = " WHERE id IN " + query
	}
	return each(ctx, q, f, query+" ORDER BY id", args...)
}

func each(ctx context.Context, q db.Querier, f func(*Milestone) error, rest string, args ...any) error {
	return db.Each(ctx, q, func(r *row) error {
		m, err := r.milestone()
		if err != nil {
			return err
		}
		return f(m)
	}, "SELECT "+db.Columns[row]("")+" FROM milestone"+rest, args...)
}
