package field

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/heading"
	"vigie/room/hierarchy"
)

// AsOf returns the catalogue as it was on a day: labels, help, rules, formulas
// and the names of options are those of then, and what has been retired since
// is in use. What did not exist yet is as it is now, for an edition imported
// later may have values of it.
func (c *Catalogue) AsOf(ctx context.Context, q db.Querier, on day.Day) (*Catalogue, error) {
	then := map[int64]*Field{}
	err := db.EachAsOf(ctx, q, Entity, on, 0, func(s *db.State) error {
		var f Field
		if err := json.Unmarshal([]byte(s.Data), &f); err != nil {
			return fmt.Errorf("reading an attribute of the past: %w", err)
		}
		then[s.Object] = &f
		return nil
	})
	if err != nil {
		return nil, err
	}
	nodes, err := c.nodesAsOf(ctx, q, on)
	if err != nil {
		return nil, err
	}
	fields := make([]*Field, 0, len(c.Fields))
	for _, f := range c.Fields {
		now := *f
		if now.Hierarchy != 0 {
			now.draw(nodes[now.Hierarchy])
		}
		if was := then[f.ID]; was != nil {
			now.as(was)
		}
		fields = append(fields, &now)
	}
	c.keepMeant(fields, then)
	out := NewCatalogue(c.Object, fields)
	if out.Constants, err = c.constantsAsOf(ctx, q, on); err != nil {
		return nil, err
	}
	if out.Groups, err = heading.AsOf(ctx, q, on); err != nil {
		return nil, err
	}
	return out.Past(), nil
}

// constantsAsOf are the constants as they were on a day; what there was not yet is as
// it is now.
func (c *Catalogue) constantsAsOf(ctx context.Context, q db.Querier, on day.Day) (constant.Set, error) {
	out := c.Constants
	then, err := constant.AsOf(ctx, q, on)
	for _, was := range then.Items {
		out = out.With(was)
	}
	return out, err
}

// keepMeant leaves a formula as it is now where that of then names an attribute which
// was of another kind: values of then are read as they are of the kind of now.
func (c *Catalogue) keepMeant(fields []*Field, then map[int64]*Field) {
	turned := func(id int64) bool {
		f, was := c.byID[id], then[id]
		return f != nil && was != nil && f.Kind != was.Kind
	}
	for _, f := range fields {
		if e := ParseStored(f.Formula); e != nil && slices.ContainsFunc(e.Uses(), turned) {
			f.Formula, f.expr = c.byID[f.ID].Formula, nil
		}
	}
}

// as makes an attribute read as it did.
func (f *Field) as(was *Field) {
	f.Label, f.Help, f.Measure, f.Retired = was.Label, was.Help, was.Measure, was.Retired
	f.Consolidation, f.Weight, f.Position, f.Section = was.Consolidation, was.Weight, was.Position, was.Section
	if f.Formula != was.Formula {
		f.Formula, f.expr = was.Formula, nil
	}
	f.Choices = slices.Clone(f.Choices)
	for i := range f.Choices {
		if o, ok := was.OptionByID(f.Choices[i].ID); ok {
			f.Choices[i] = o
		}
	}
}

// KnownAt returns the attributes of an object as they were on a day, and as they
// were known when a change was the last: what was relabelled, retired or added
// since is as it was. It reads nothing but the history, which keeps all of it.
func KnownAt(ctx context.Context, q db.Querier, object string, on day.Day, change int64) (*Catalogue, error) {
	type version struct {
		Object int64   `db:"object"`
		From   day.Day `db:"from_day"`
		Data   string  `db:"data"`
	}
	latest, then := map[int64]*Field{}, map[int64]*Field{}
	err := db.Each(ctx, q, func(v *version) error {
		var f Field
		if err := json.Unmarshal([]byte(v.Data), &f); err != nil {
			return fmt.Errorf("reading an attribute as it was known: %w", err)
		}
		if f.Object != object {
			return nil
		}
		latest[v.Object] = &f
		if v.From <= on {
			then[v.Object] = &f
		}
		return nil
	}, `SELECT object, from_day, data FROM history WHERE entity = $1 AND data IS NOT NULL AND change <= $2
		AND (superseded IS NULL OR superseded > $2) ORDER BY from_day, change, id`, Entity, change)
	if err != nil {
		return nil, err
	}
	nodes, err := hierarchy.NodesKnownAt(ctx, q, on, change)
	if err != nil {
		return nil, err
	}
	keys, err := hierarchy.KeysKnownAt(ctx, q, change)
	if err != nil {
		return nil, err
	}
	fields := make([]*Field, 0, len(latest))
	for id, f := range latest {
		known := *f
		if known.Hierarchy != 0 {
			known.Tree = keys[known.Hierarchy]
			known.draw(nodes[known.Hierarchy])
		}
		if was := then[id]; was != nil {
			known.as(was)
		}
		fields = append(fields, &known)
	}
	slices.SortFunc(fields, func(a, b *Field) int { return cmp.Compare(a.ID, b.ID) })
	c := NewCatalogue(object, fields)
	if c.Constants, err = constant.KnownAt(ctx, q, on, change); err != nil {
		return nil, err
	}
	if c.Groups, err = heading.KnownAt(ctx, q, on, change); err != nil {
		return nil, err
	}
	return c.Past(), nil
}

// RightsOfNow returns a catalogue of the past with those readers and writers that the
// attributes have now. One that is gone keeps those that it had.
func (c *Catalogue) RightsOfNow(ctx context.Context, q db.Querier) (*Catalogue, error) {
	present, marks, err := readersNow(ctx, q, c.Object)
	if err != nil {
		return nil, err
	}
	fields := make([]*Field, len(c.Fields))
	for i, f := range c.Fields {
		now := *f
		if r, there := present[f.ID]; there {
			now.Readers, now.Writers = idsIn(r.Readers), idsIn(r.Writers)
			now.PastReaders, now.PastWriters = idsIn(r.PastReaders), idsIn(r.PastWriters)
		}
		now.mark(marks)
		fields[i] = &now
	}
	return c.Over(fields), nil
}

type readersRow struct {
	ID      int64  `db:"id"`
	Readers string `db:"readers"`
	Writers string `db:"writers"`

	PastReaders string `db:"past_readers"`
	PastWriters string `db:"past_writers"`
}

// readersNow returns who may read and write each attribute there is, and the marks of
// the roles.
func readersNow(ctx context.Context, q db.Querier, object string) (map[int64]readersRow, map[int64]access.Marks, error) {
	out := map[int64]readersRow{}
	err := db.Each(ctx, q, func(r *readersRow) error { out[r.ID] = *r; return nil }, "SELECT "+db.Columns[readersRow]("")+" FROM field WHERE object = $1", object)
	if err != nil {
		return nil, nil, fmt.Errorf("reading who may read attributes: %w", err)
	}
	marks, err := access.MarksOfRoles(ctx, q)
	return out, marks, err
}
