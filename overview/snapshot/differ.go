package snapshot

import (
	"slices"

	"vigie/room/field"
)

// Differs returns whether a stored attribute of a row of the set says otherwise
// than that of a row of another set; f and g are the attribute in either. It reads
// the columns, without making values of them.
func (x *Set) Differs(f *field.Field, other *Set, g *field.Field) func(row, then Row) bool {
	c, here := x.Snapshot.columns[f.Key]
	d, there := other.Snapshot.columns[g.Key]
	if !here || !there || f.Kind == field.Computed || g.Kind == field.Computed || f.Kind != g.Kind {
		now, was := x.Get(f), other.Get(g)
		return func(row, then Row) bool { return !now(row).Equal(was(then)) }
	}
	now, was := x.Snapshot.pages, other.Snapshot.pages
	return func(row, then Row) bool {
		a, b := &now[row/pageRows].cols[c], &was[then/pageRows].cols[d]
		return a.differs(int(row%pageRows), b, int(then%pageRows))
	}
}

// differs reports whether a column says otherwise at i than another at j, both of one kind.
func (c *column) differs(i int, d *column, j int) bool {
	switch {
	case c.n != nil && d.n != nil:
		return c.n[i] != d.n[j]
	case c.s != nil && d.s != nil:
		return c.s[i] != d.s[j]
	case c.l != nil && d.l != nil:
		return !slices.Equal(c.l[i], d.l[j])
	}
	return !c.value(i).Equal(d.value(j)) // one of them holds nothing yet
}
