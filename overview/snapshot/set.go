package snapshot

import (
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Set is the projects of a query as one person sees them, to be counted,
// totalled and looked through in many ways.
type Set struct {
	Snapshot *Snapshot
	Names    Names
	Rows     []Row

	who   access.Who
	query Query
	rd    reader
}

// Set returns the projects that a query asks for and the person may see, as they
// lie in memory. What the query says of order, groups and totals is left aside.
func (s *Snapshot) Set(who access.Who, q Query) (*Set, error) {
	s = s.For(who)
	rows, _, err := s.match(who, q)
	return &Set{s, s.Names(who), rows, who, q, s.reader(who)}, err
}

// Get returns how an attribute is read; what is computed is computed from what
// the person may see.
func (x *Set) Get(f *field.Field) func(Row) field.Value { return x.Snapshot.getter(f, x.rd) }

// Test reads a condition.
func (x *Set) Test(filter string) (func(Row) bool, error) {
	return x.Snapshot.predicate(x.who, Query{Filter: filter})
}

// Total makes one of an attribute of some of the rows, by its rule of
// consolidation.
func (x *Set) Total(f *field.Field, rows []Row) Total {
	return x.Snapshot.consolidator(f, x.rd).of(itemsOf(rows))
}

// By reads what to group by, such as "unit" or "end.year", and returns how the
// group of a row is read: all projects that the person may not see are one.
func (x *Set) By(by string) (Level, func(Row) field.Value, error) {
	levels, err := parseLevels(x.Snapshot.Catalogue, by)
	if err != nil || len(levels) != 1 {
		return Level{}, nil, fault.Invalid("by", label.F("Projects cannot be grouped by “%s”", "Les projets ne peuvent pas être groupés par « %s »", by))
	}
	res := &Result{Snapshot: x.Snapshot, Names: x.Names, who: x.who, rd: x.rd}
	get := res.grouped(levels[0])
	return levels[0], func(r Row) field.Value { return get(Item{Row: r, Then: -1}) }, nil
}

// Period writes what a date falls in: "2026-11", "2026-Q4", "2026".
func (l Level) Period(n int64) string {
	quoted := string(l.appendWithin(nil, n))
	return quoted[1 : len(quoted)-1]
}

// HiddenProject is the value under which projects that the person may not see
// stand together in groups.
const HiddenProject = hiddenProject

// Public returns the opaque id of a row.
func (s *Snapshot) Public(r Row) string { return s.head(r).public }

// CurrencyOf returns the currency of the amounts of a row; empty without one.
func (s *Snapshot) CurrencyOf(r Row) string { return s.currency(r) }

// Fresh returns the day on which a row was last brought up to date. Of the past
// it is the day from which what was true then counts.
func (s *Snapshot) Fresh(r Row) day.Day { return s.head(r).fresh }

// Unread returns the text of an imported cell that could not be read.
func (s *Snapshot) Unread(r Row, key string) string { return s.head(r).unread[key] }

// Folded returns how a short text is compared and sorted.
func (s *Snapshot) Folded(key string) func(Row) string { return s.folded(key) }

// Partial reports whether the figures of the set leave out projects that the
// person may not see; it never depends on what those hold.
func (x *Set) Partial() bool { return x.Snapshot.partial(x.who, x.query) }

// Stamp is the same as long as the rows of a snapshot of the past are; it is 0
// for all others.
func (s *Snapshot) Stamp() int64 { return s.stamp }

// StateOf returns where a row is in its life as a record.
func (s *Snapshot) StateOf(r Row) project.State { return s.head(r).state }

// Children returns the children of a programme that the person may see, and
// whether there are others.
func (x *Set) Children(r Row) (seen []Row, hidden bool) {
	all := x.Snapshot.children(x.Snapshot.ID(r))
	seen = x.rd.Children(r)
	return seen, len(seen) < len(all)
}
