package record

import (
	"context"
	"database/sql/driver"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
)

// Number is a whole number or NULL, in a row.
type Number struct {
	n   int64
	set bool
}

// Value implements driver.Valuer.
func (o Number) Value() (driver.Value, error) {
	if !o.set {
		return nil, nil
	}
	return o.n, nil
}

// Scan implements sql.Scanner.
func (o *Number) Scan(v any) error {
	*o = Number{}
	switch v := v.(type) {
	case nil:
	case int64:
		*o = Number{v, true}
	default:
		return fmt.Errorf("%T is not a whole number", v)
	}
	return nil
}

// Head is what the rows of all kinds begin with; a noun embeds it in its own.
type Head struct {
	ID         int64  `db:"id"`
	Version    int64  `db:"version"`
	Project    Number `db:"project_id"`
	Name       string `db:"name"`
	NameFolded string `db:"name_folded"`
	Custom     string `db:"custom"`
	Created    int64  `db:"created"`
	Updated    int64  `db:"updated"`
	UpdatedBy  db.ID  `db:"updated_by"`
}

// Table is how the records of a kind are read from its table and written there.
type Table interface {
	each(ctx context.Context, q db.Querier, f func(*Record) error, rest string, args ...any) error
	insert(ctx context.Context, tx *db.Tx, all []*Record) error
	put(ctx context.Context, tx *db.Tx, m *Record) error
}

// Columns says which column of a row R holds which attribute, beside those of
// the head; all others are in the JSON column "custom".
type Columns[R any] struct {
	Table   string
	Head    func(*R) *Head
	Numbers map[string]func(*R) *Number
	Texts   map[string]func(*R) *string
}

// Of makes the table of a kind.
func (c Columns[R]) Of() Table { return columns[R]{c} }

type columns[R any] struct{ Columns[R] }

func (c columns[R]) row(m *Record) R {
	var r R
	h := c.Head(&r)
	h.ID, h.Version, h.Created, h.Updated, h.UpdatedBy = m.ID, m.Version, m.Created, m.Updated, db.ID(m.UpdatedBy)
	custom := field.Values{}
	for key, v := range m.Values {
		number, text := c.Numbers[key], c.Texts[key]
		switch {
		case !v.Set:
		case key == Project:
			h.Project = Number{v.N, true}
		case key == "name":
			h.Name = v.S
		case number != nil:
			*number(&r) = Number{v.N, true}
		case text != nil:
			*text(&r) = v.S
		default:
			custom[key] = v
		}
	}
	h.Custom, h.NameFolded = m.slots.Encode(custom, nil), label.Fold(h.Name)
	return r
}

func (c columns[R]) record(slots field.Slots, r *R) (*Record, error) {
	h := c.Head(r)
	m := &Record{ID: h.ID, Version: h.Version, Created: h.Created, Updated: h.Updated, UpdatedBy: int64(h.UpdatedBy), Values: field.Values{}, slots: slots}
	number := func(key string, n Number) {
		if n.set {
			m.Values[key] = field.Int(n.n)
		}
	}
	text := func(key, s string) {
		if s != "" {
			m.Values[key] = field.Str(s)
		}
	}
	number(Project, h.Project)
	text("name", h.Name)
	for key, at := range c.Numbers {
		number(key, *at(r))
	}
	for key, at := range c.Texts {
		text(key, *at(r))
	}
	err := slots.Decode(h.Custom, func(k string, v field.Value) { m.Values[k] = v }, nil)
	if err != nil {
		return nil, fmt.Errorf("reading %s %d: %w", c.Table, h.ID, err)
	}
	return m, nil
}

func (c columns[R]) each(ctx context.Context, q db.Querier, f func(*Record) error, rest string, args ...any) error {
	slots, err := field.SlotsOf(ctx, q, c.Table)
	if err != nil {
		return err
	}
	return db.Each(ctx, q, func(r *R) error {
		m, err := c.record(slots, r)
		if err != nil {
			return err
		}
		return f(m)
	}, "SELECT "+db.Columns[R]("")+" FROM "+c.Table+rest, args...)
}

func (c columns[R]) insert(ctx context.Context, tx *db.Tx, all []*Record) error {
	rows := make([]R, len(all))
	for i, m := range all {
		rows[i] = c.row(m)
	}
	return db.Insert(ctx, tx, c.Table, rows...)
}

func (c columns[R]) put(ctx context.Context, tx *db.Tx, m *Record) error {
	return db.Put(ctx, tx, c.Table, c.row(m))
}
