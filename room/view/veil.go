package view

import "slices"

// Without returns the state without the attributes that are not for its reader, and
// whether something was left out. Conditions are looked at by whoever can read them.
func (s State) Without(hides func(key string) bool) (State, bool) {
	some := false
	s.named(func(_, key string) { some = some || hides(key) })
	if !some {
		return s, false
	}
	s.Columns = without(s.Columns, func(c Column) bool { return hides(c.Key) })
	s.Sort = without(s.Sort, func(o Sort) bool { return hides(o.Key) })
	s.Group = without(s.Group, func(g Group) bool { return hides(g.Key) })
	s.Rules = without(s.Rules, func(r Rule) bool { return hides(r.Key) })
	s.Board.Card = without(s.Board.Card, hides)
	s.Pivot.Rows = without(s.Pivot.Rows, func(g Group) bool { return hides(g.Key) })
	s.Pivot.Columns = without(s.Pivot.Columns, func(g Group) bool { return hides(g.Key) })
	s.Pivot.Measures = without(s.Pivot.Measures, func(m Measure) bool { return hides(m.Key) })
	for _, key := range []*string{
		&s.Tree, &s.Board.By, &s.Board.Lanes, &s.Timeline.Start, &s.Timeline.End, &s.Timeline.BaseStart, &s.Timeline.BaseEnd, &s.Timeline.Colour,
		&s.Bubble.X, &s.Bubble.Y, &s.Bubble.Size, &s.Bubble.Colour,
	} {
		if hides(*key) {
			*key = ""
		}
	}
	return s, true
}

func without[T any](list []T, out func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), out)
}
