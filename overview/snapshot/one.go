package snapshot

import (
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// Get returns a project that the person may see.
func (s *Snapshot) Get(who access.Who, id int64) (*project.Project, error) {
	s = s.For(who)
	r, ok := s.Find(id)
	if !ok || !s.visible(who)(r) {
		return nil, fault.NotFound()
	}
	return s.Project(r), nil
}

// Shows reports whether a project is there and the person may see it.
func (s *Snapshot) Shows(who access.Who, id int64) bool {
	r, ok := s.Find(id)
	return ok && s.visible(who)(r)
}

// One returns one project that the person may see, as a result with one item:
// as it is here, beside what it was in the other snapshot when there is one.
func (s *Snapshot) One(who access.Who, id int64, against *Snapshot) (*Result, Item, error) {
	s, against = s.For(who), against.For(who)
	res := &Result{Snapshot: s, Against: against, who: who, rd: s.reader(who), Names: s.Names(who)}
	it := Item{Then: -1}
	r, ok := s.Find(id)
	ok = ok && s.visible(who)(r)
	if against != nil {
		if then, had := against.Find(id); had && against.visible(who)(then) {
			it.Then = then
		}
	}
	switch {
	case ok:
		it.Row = r
	case it.Then >= 0:
		it.Row, it.Gone = it.Then, true
	default:
		return nil, it, fault.NotFound()
	}
	return res, it, nil
}

// ID returns the project of an item by its place in the list.
func (res *Result) ID(i int) int64 { return res.of(res.Items[i]).ID(res.Items[i].Row) }

// Public returns its opaque id.
func (res *Result) Public(i int) string { return res.of(res.Items[i]).head(res.Items[i].Row).public }

// Version returns the version of an item.
func (res *Result) Version(it Item) int64 { return res.of(it).head(it.Row).version }

// Count returns how many active projects of a portfolio the person may see.
func (s *Snapshot) Count(who access.Who, p *portfolio.Portfolio) (int, error) {
	rows, _, err := s.match(who, Query{Portfolio: p})
	return len(rows), err
}

// Matching returns the projects that a query asks for and the person may see, by
// their ids.
func (s *Snapshot) Matching(who access.Who, q Query) (map[int64]bool, error) {
	rows, _, err := s.match(who, q)
	out := make(map[int64]bool, len(rows))
	for _, r := range rows {
		out[s.ID(r)] = true
	}
	return out, err
}

// Entry returns a person, a unit or a project by its id, whoever asks.
func (d *Directory) Entry(kind field.Kind, id int64) (Entry, bool) { return d.entry(kind, id) }

// Lang returns the language of the person who reads the result.
func (res *Result) Lang() label.Lang { return res.who.Lang }

// Currency is that of the amounts of a project; empty without one.
func (s *Snapshot) Currency(id int64) string {
	r, ok := s.Find(id)
	if !ok {
		return ""
	}
	return s.currency(r)
}
