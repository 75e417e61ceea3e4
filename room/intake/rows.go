package intake

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Row is one row of the dry run as people look at it.
type Row struct {
	Place      int64 // to read on after
	Line       int   // in the file; 0 for what the file does not name
	Kind       string
	Name       string
	Object     int64 // 0 for what is not there yet
	Changes    []Change
	Refused    []Refused
	Reason     label.Text
	Candidates []Candidate
	Decision   string
	Currencies [2]string // of the amounts before and after
}

// Change is what becomes of one attribute of a row.
type Change struct {
	Key                   string
	Before, After         field.Value
	BeforeText, AfterText string // texts that could not be read
}

// conditions pick rows by what becomes of them.
var conditions = map[string]string{
	"": "", "all": "", IsNew: " AND action = 'new' AND line > 0", IsChanged: " AND action = 'changed' AND line > 0", IsUnchanged: " AND action = 'unchanged'",
	IsGone: " AND action = 'gone'", IsDoubtful: " AND action = 'doubtful'", IsRefused: " AND (action = 'refused' OR flawed = 1)",
}

// Rows returns a page of the rows of the dry run, and how many there are of
// their kind.
func (k *Desk) Rows(ctx context.Context, who access.Who, id int64, kind string, after int64, limit int) ([]Row, int, error) {
	if _, err := k.Get(ctx, k.DB, who, id); err != nil {
		return nil, 0, err
	}
	where, ok := conditions[kind]
	if !ok {
		return nil, 0, fault.Invalid("kind", label.T("Say all, new, changed, unchanged, gone, refused or doubtful", "Indiquez all, new, changed, unchanged, gone, refused ou doubtful"))
	}
	total, err := db.Get[int64](ctx, k.DB, "SELECT count(*) FROM import_row WHERE import_id = $1"+where, id)
	if err != nil {
		return nil, 0, err
	}
	staged, err := rowsOf(ctx, k.DB, id, where+" AND place > "+itoa(int(max(after, 0))), "place", limit)
	out := make([]Row, 0, len(staged))
	for _, s := range staged {
		r, err := s.row()
		if err != nil {
			return nil, 0, err
		}
		out = append(out, r)
	}
	return out, int(total), err
}

func (s *staged) row() (Row, error) {
	r := Row{Place: s.Place, Line: int(s.Line), Kind: s.Action, Name: s.Name, Object: s.Object, Refused: s.Data.Refused, Candidates: s.Data.Candidates, Decision: s.Data.Decision, Currencies: s.Data.Currencies}
	if s.Data.Reason != nil {
		r.Reason = *s.Data.Reason
	}
	if s.Action == IsNew && s.Applied != written {
		r.Object = 0
	}
	before, beforeUn, err := decodeMaybe(s.Data.Before)
	if err != nil {
		return r, err
	}
	after, afterUn, err := decodeMaybe(s.Data.After)
	if err != nil {
		return r, err
	}
	for _, k := range s.Data.Changed {
		now, ok := after[k]
		if !ok && s.Action == IsNew {
			now = s.values[k]
		}
		r.Changes = append(r.Changes, Change{k, before[k], now, beforeUn[k], afterUn[k]})
	}
	return r, nil
}

func decodeMaybe(data []byte) (field.Values, map[string]string, error) {
	if len(data) == 0 {
		return nil, nil, nil
	}
	return field.DecodeAll(string(data))
}

// Fresh returns the names of the objects that an import is to make, by the ids
// that its rows have for them already; none where its rows do not name each other.
func (k *Desk) Fresh(ctx context.Context, m *Import) (map[int64]string, error) {
	parent := targets[m.Object].parent
	if parent == "" || !slices.ContainsFunc(m.Settings.Columns, func(c Column) bool { return c.Becomes() == parent }) {
		return nil, nil
	}
	type fresh struct {
		Object int64  `db:"object_id"`
		Name   string `db:"name"`
	}
	out := map[int64]string{}
	err := db.Each(ctx, k.DB, func(f *fresh) error { out[f.Object] = f.Name; return nil },
		"SELECT object_id, name FROM import_row WHERE import_id = $1 AND action = 'new'", m.ID)
	return out, err
}

// Provisional returns the names of what an import makes beside its rows, by
// the ids that its rows have for them.
func (m *Import) Provisional() (units, options map[int64]string) {
	units, options = map[int64]string{}, map[int64]string{}
	for _, u := range m.made.Units {
		units[u.Provisional] = u.Name
	}
	for _, o := range m.made.Options {
		options[o.Provisional] = o.Text
	}
	return units, options
}

// Catalogue returns the attributes that an object of an import can have, those
// that it is to make included.
func (k *Desk) Catalogue(ctx context.Context, m *Import) (*field.Catalogue, error) {
	c, err := targets[m.Object].catalogue(ctx, k.DB)
	if err != nil {
		return nil, err
	}
	fields := c.Fields
	for i, col := range m.Settings.Columns {
		if col.Action == ToNew && col.New != nil && c.Get(col.New.Key) == nil {
			f := newField(m.Object, *col.New)
			f.ID, f.Position = int64(-1000-i), int64(1_000_000+i)
			fields = append(fields, f)
		}
	}
	return c.Over(fields), nil
}
