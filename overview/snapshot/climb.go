package snapshot

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vigie/room/field"
)

// climb prepares a level of a tree.
func (l *Level) climb() {
	n, err := strconv.Atoi(l.By)
	if err == nil && n > 0 && n <= 20 && (l.Field.Kind == field.Choice || l.Field.Kind == field.Choices) && l.Field.IsTree() {
		l.at = l.Field.AtLevel(n)
	}
}

// above returns the values that stand above those given at the level of a tree.
func (l Level) above(v field.Value) field.Value {
	if v.L == nil {
		return field.Ref(l.at[v.N])
	}
	var out []int64
	for _, id := range v.L {
		if up := l.at[id]; up != 0 {
			out = append(out, up)
		}
	}
	slices.Sort(out)
	return field.List(slices.Compact(out))
}

// inTree orders items by where what they stand under at a level of a tree stands.
func (res *Result) inTree(l Level) func(a, b int) int {
	places := map[int64]int64{}
	for i, o := range l.Field.Choices {
		places[o.ID] = int64(i)
	}
	get := res.grouped(l)
	at := make([]int64, len(res.Items))
	for i, it := range res.Items {
		v := get(it)
		id := v.N
		if len(v.L) > 0 {
			id = v.L[0]
			for _, other := range v.L {
				if places[other] < places[id] {
					id = other
				}
			}
		}
		if at[i] = none; v.Set {
			at[i] = places[id]
		}
	}
	sign := 1
	if l.Down {
		sign = -1
	}
	return func(a, b int) int {
		if at[a] == none || at[b] == none {
			return cmp.Compare(b2i(at[a] == none), b2i(at[b] == none))
		}
		return sign * cmp.Compare(at[a], at[b])
	}
}

// under is the condition that holds for the projects of a group of a level of a tree.
func (l Level) under(v field.Value) string {
	ids := v.L
	if v.Set && ids == nil {
		ids = []int64{v.N}
	}
	var parts, others []string
	for _, o := range l.Field.Choices {
		key := `"` + strings.ReplaceAll(o.Key, `"`, `""`) + `"`
		switch {
		case l.at[o.ID] != o.ID:
		case slices.Contains(ids, o.ID):
			parts = append(parts, l.Field.Key+" under "+key)
		default:
			others = append(others, key)
		}
	}
	switch {
	case !v.Set && l.By == "1":
		return l.Field.Key + " is empty"
	case len(others) > 0 && (l.Field.Kind == field.Choices || !v.Set):
		parts = append(parts, l.Field.Key+" not under ("+strings.Join(others, ", ")+")")
	}
	return strings.Join(parts, " and ")
}

// dated reports whether the level is one of what dates fall in.
func (l Level) dated() bool { return l.By != "" && l.at == nil }
