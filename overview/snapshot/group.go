package snapshot

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
)

// deepest is how many levels of groups a list may have.
const deepest = 6

// Level is one level of groups: the projects with the same value of an attribute
// or, of a date, with a date that falls in the same month, quarter or year, or, of a
// tree, with a value below the same one of a level.
type Level struct {
	Field *field.Field
	By    string // "month", "quarter", "year"; "1" for the top of a tree, "2"...; "" for the value itself
	Down  bool

	at map[int64]int64 // of a tree: by value, the one above it at the level
}

// Group is the projects of a list that have the same value; Groups are those of
// the next level among them.
type Group struct {
	Value  field.Value
	Count  int
	Totals map[string]Total
	Groups []Group
}

// parseLevels reads "unit,-stage,end.quarter".
func parseLevels(c *field.Catalogue, s string) ([]Level, error) {
	var out []Level
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		key, by, _ := strings.Cut(strings.TrimPrefix(part, "-"), ".")
		f := c.Get(key)
		if f == nil {
			return nil, fault.Invalid("group", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key))
		}
		l := Level{Field: f, By: by, Down: strings.HasPrefix(part, "-")}
		l.climb()
		if !l.known() {
			return nil, fault.Invalid("group", label.F("Projects cannot be grouped by “%s”", "Les projets ne peuvent pas être groupés par « %s »", part))
		}
		out = append(out, l)
	}
	if len(out) > deepest {
		return nil, fault.Invalid("group", label.F("At most %d levels of groups", "Au plus %d niveaux de groupes", deepest))
	}
	return out, nil
}

func (l Level) known() bool {
	t, _ := l.Field.FormulaType()
	switch l.By {
	case "":
		return true
	case "month":
		return t == formula.Date
	case "quarter", "year":
		return t == formula.Date || t == formula.Month
	}
	return l.at != nil
}

// within returns what a date falls in, as a number that grows with time.
func (l Level) within(v field.Value) field.Value {
	if l.By == "" || !v.Set {
		return v
	}
	if l.at != nil {
		return l.above(v)
	}
	m := day.Month(v.N)
	if t, _ := l.Field.FormulaType(); t == formula.Date {
		m = day.Day(v.N).Month()
	}
	switch l.By {
	case "quarter":
		return field.Int(int64(m.Year()*4 + (int(m.Month())-1)/3))
	case "year":
		return field.Int(int64(m.Year()))
	}
	return field.Int(int64(m))
}

// appendWithin writes what a date falls in: "2026-11", "2026-Q4", "2026".
func (l Level) appendWithin(b []byte, n int64) []byte {
	switch l.By {
	case "quarter":
		return appendQuoted(b, strconv.FormatInt(n/4, 10)+"-Q"+strconv.FormatInt(n%4+1, 10))
	case "year":
		return appendQuoted(b, strconv.FormatInt(n, 10))
	}
	return appendQuoted(b, day.Month(n).String())
}

// grouped returns the value by which an item is grouped: all that the person may
// not see are one.
func (res *Result) grouped(l Level) func(Item) field.Value {
	get := res.getter(l.Field)
	if l.By != "" {
		return func(it Item) field.Value { return l.within(get(it)) }
	}
	if l.Field.Kind != field.Project {
		return get
	}
	return func(it Item) field.Value {
		v := get(it)
		if _, known := res.Snapshot.Directory.entry(field.Project, v.N); v.Set && known && !res.Names.Sees(v.N) {
			return field.Int(hiddenProject)
		}
		return v
	}
}

// groupTests order items by the groups they stand in, the first level first.
func (res *Result) groupTests() ([]func(a, b int) int, error) {
	var tests []func(a, b int) int
	for _, l := range res.Levels {
		if l.at != nil {
			tests = append(tests, res.inTree(l))
		}
		if l.By == "" {
			first, err := res.comparator(Sort{Key: l.Field.Key, Down: l.Down})
			if err != nil {
				return nil, err
			}
			tests = append(tests, first)
		}
		// Values that read the same, such as two people of one name, stay apart.
		tests = append(tests, res.apart(l))
	}
	return tests, nil
}

// apart orders what is not equal, so that equal values stand together: what
// dates fall in by time, anything else in any way.
func (res *Result) apart(l Level) func(a, b int) int {
	get := res.grouped(l)
	vs := make([]field.Value, len(res.Items))
	for i, it := range res.Items {
		vs[i] = get(it)
	}
	sign := 1
	if l.Down {
		sign = -1
	}
	return func(a, b int) int {
		x, y := vs[a], vs[b]
		return cmp.Or(cmp.Compare(b2i(!x.Set), b2i(!y.Set)), sign*cmp.Compare(x.N, y.N), strings.Compare(x.S, y.S), slices.Compare(x.L, y.L))
	}
}

// group groups the items, which are sorted by what they are grouped by.
func (res *Result) group(q Query) {
	if len(res.Levels) == 0 {
		return
	}
	gets := make([]func(Item) field.Value, len(res.Levels))
	for i, l := range res.Levels {
		gets[i] = res.grouped(l)
	}
	res.Groups = groups(gets, res.consolidators(q), res.present())
	shareOut(res.Totals, res.Groups)
}

func groups(gets []func(Item) field.Value, rules []*consolidator, items []Item) []Group {
	if len(gets) == 0 {
		return nil
	}
	var out []Group
	for start := 0; start < len(items); {
		v := gets[0](items[start])
		end := start + 1
		for end < len(items) && gets[0](items[end]).Equal(v) {
			end++
		}
		in := items[start:end]
		out = append(out, Group{Value: v, Count: end - start, Totals: totalsOf(rules, in), Groups: groups(gets[1:], rules, in)})
		start = end
	}
	return out
}

// Range is some of the groups, counted as they are read: each before those in it.
type Range struct{ From, Count int }

// AppendGroups writes the groups; those outside the range without their totals.
func (res *Result) AppendGroups(b []byte, r Range) []byte {
	at := 0
	return res.appendGroups(b, res.Groups, 0, r, &at, res.Partial())
}

func (res *Result) appendGroups(b []byte, groups []Group, depth int, r Range, at *int, partial bool) []byte {
	b = append(b, '[')
	for i, g := range groups {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"value":`...)
		if l := res.Levels[depth]; l.dated() && g.Value.Set {
			b = l.appendWithin(b, g.Value.N)
		} else {
			b = res.Names.AppendValue(b, l.Field, g.Value, "")
		}
		b = strconv.AppendInt(append(b, `,"count":`...), int64(g.Count), 10)
		missing := res.missing(res.Levels[depth], g, partial)
		if *at >= r.From && *at < r.From+r.Count {
			if missing {
				b = append(b, `,"partial":true`...)
			}
			b = append(b, `,"totals":`...)
			b = res.Names.AppendTotals(b, res.Snapshot.Catalogue, g.Totals)
		}
		*at++
		if g.Groups != nil {
			b = res.appendGroups(append(b, `,"groups":`...), g.Groups, depth+1, r, at, missing)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}
