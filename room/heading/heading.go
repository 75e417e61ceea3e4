// Package heading keeps the groups of attributes: under which headings, and in which
// order, attributes stand wherever they are listed. One list of groups serves every
// kind of object.
package heading

import (
	"cmp"
	"slices"

	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the history and the events know the groups; there is
// one object.
const (
	Entity = "attribute_group"
	object = 1
)

// Rest is the key of the group of whatever names no other. It can be renamed and
// moved, not deleted.
const Rest = "more"

// The bounds of what is kept.
const (
	mostGroups  = 200
	longestName = 120
	maxPosition = 1 << 40
)

// Group is one of them.
type Group struct {
	Key      string     `json:"key"`
	Label    label.Text `json:"label"`
	Position int64      `json:"position"` // the lowest first
}

// Set is all the groups, in their order.
type Set struct {
	Version int64   `json:"-"` // 0 until somebody changes them
	Items   []Group `json:"items"`
}

// Shipped are the groups until somebody changes them.
func Shipped() Set {
	return Set{Items: []Group{
		{"identity", label.T("Identity", "Identité"), 10},
		{"health", label.T("Health", "Santé"), 20},
		{"dates", label.T("Dates", "Calendrier"), 30},
		{"costs", label.T("Costs", "Coûts"), 40},
		{Rest, label.T("Other attributes", "Autres attributs"), 50},
	}}
}

// MayChange reports whether a person may change the groups: whoever defines attributes
// for the whole organisation.
func MayChange(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// Get returns the group that has a key.
func (s Set) Get(key string) (Group, bool) {
	if i := s.at(key); i >= 0 {
		return s.Items[i], true
	}
	return Group{}, false
}

func (s Set) at(key string) int {
	return slices.IndexFunc(s.Items, func(g Group) bool { return g.Key == key })
}

// Of returns the key of the group in which an attribute stands that names one: the
// rest where it names none, or one that is not there.
func (s Set) Of(named string) string {
	if s.at(named) >= 0 {
		return named
	}
	return Rest
}

// With returns the groups with one more, or with another name or place of one that is
// there. One without a place comes before the rest.
func (s Set) With(g Group) Set {
	s.Items = slices.Clone(s.Items)
	if at := s.at(g.Key); at >= 0 {
		s.Items[at] = g
	} else {
		s.Items = append(s.Items, g)
	}
	s.sort()
	return s
}

// Without returns the groups without one.
func (s Set) Without(key string) Set {
	s.Items = slices.DeleteFunc(slices.Clone(s.Items), func(g Group) bool { return g.Key == key })
	return s
}

func (s *Set) sort() {
	slices.SortStableFunc(s.Items, func(a, b Group) int { return cmp.Compare(a.Position, b.Position) })
}

// Arrange gives the groups the order in which they stand, moving as few as can be.
func (s *Set) Arrange() {
	keep := rising(s.Items)
	for i := 0; i < len(s.Items); i++ {
		if keep[i] {
			continue
		}
		end := i
		for end < len(s.Items) && !keep[end] {
			end++
		}
		before, after := int64(0), int64(0)
		if i > 0 {
			before = s.Items[i-1].Position
		}
		if end < len(s.Items) {
			after = s.Items[end].Position
		} else {
			after = before + 10*int64(end-i+1)
		}
		step := (after - before) / int64(end-i+1)
		if step < 1 {
			s.renumber()
			return
		}
		for j := i; j < end; j++ {
			s.Items[j].Position = before + step*int64(j-i+1)
		}
		i = end
	}
}

func (s *Set) renumber() {
	for i := range s.Items {
		s.Items[i].Position = int64(i+1) * 10
	}
}

// rising marks the longest run of groups, not necessarily side by side, whose places
// rise already; one without a place is not among them.
func rising(all []Group) []bool {
	long, from := make([]int, len(all)), make([]int, len(all))
	best := -1
	for i, g := range all {
		from[i] = -1
		if g.Position <= 0 {
			continue
		}
		long[i] = 1
		for j := range i {
			if long[j] > 0 && all[j].Position < g.Position && long[j]+1 > long[i] {
				long[i], from[i] = long[j]+1, j
			}
		}
		if best < 0 || long[i] > long[best] {
			best = i
		}
	}
	out := make([]bool, len(all))
	for i := best; i >= 0; i = from[i] {
		out[i] = true
	}
	return out
}
