package snapshot

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
)

// of returns the snapshot that an item's row is in.
func (res *Result) of(i Item) *Snapshot {
	if i.Gone {
		return res.Against
	}
	return res.Snapshot
}

// order sorts the items: empty values last in both directions, then by name,
// then by id, so that the order is always the same.
func (res *Result) order(q Query) error {
	tests, err := res.groupTests()
	if err != nil {
		return err
	}
	for _, k := range append(slices.Clip(q.Sort), Sort{Key: "name"}) {
		t, err := res.comparator(k)
		if err != nil {
			return err
		}
		tests = append(tests, t)
	}
	at := make([]int, len(res.Items))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int {
		for _, t := range tests {
			if c := t(a, b); c != 0 {
				return c
			}
		}
		return cmp.Compare(res.of(res.Items[a]).ID(res.Items[a].Row), res.of(res.Items[b]).ID(res.Items[b].Row))
	})
	sorted := make([]Item, len(at))
	for i, j := range at {
		sorted[i] = res.Items[j]
	}
	res.Items = sorted
	return nil
}

func (res *Result) comparator(k Sort) (func(a, b int) int, error) {
	f := res.Snapshot.Catalogue.Get(k.Key)
	if f == nil && k.Key != "updated" && k.Key != "created" {
		return nil, fault.Invalid("sort", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", k.Key))
	}
	sign := 1
	if k.Down {
		sign = -1
	}
	if f != nil && f.SortsAsText() {
		return textOrder(res.folded(f), sign), nil
	}
	n := res.numbers(k.Key, f)
	return func(a, b int) int {
		if n[a] == none || n[b] == none {
			return cmp.Compare(b2i(n[a] == none), b2i(n[b] == none))
		}
		return sign * cmp.Compare(n[a], n[b])
	}, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func textOrder(s []string, sign int) func(a, b int) int {
	return func(a, b int) int {
		if s[a] == "" || s[b] == "" {
			return cmp.Compare(b2i(s[a] == ""), b2i(s[b] == ""))
		}
		return sign * strings.Compare(s[a], s[b])
	}
}

// folded returns what the items are sorted by for an attribute that reads as text.
func (res *Result) folded(f *field.Field) []string {
	out := make([]string, len(res.Items))
	get := res.getter(f)
	for i, it := range res.Items {
		s := res.of(it)
		if f.Kind == field.Text {
			out[i] = s.folded(f.Key)(it.Row)
			continue
		}
		v := get(it)
		switch f.Kind {
		case field.User, field.Unit, field.Project:
			if v.Set {
				if f.Kind != field.Project || res.Names.Sees(v.N) {
					e, _ := s.Directory.entry(f.Kind, v.N)
					out[i] = e.Folded
				}
			}
		case field.Choices:
			if len(v.L) > 0 {
				o, _ := f.OptionByID(v.L[0])
				out[i] = label.Fold(o.Label.In(res.who.Lang))
			}
		default:
			out[i] = label.Fold(v.S)
		}
	}
	return out
}

// numbers returns what the items are sorted by for any other attribute, and for
// the instants of a row.
func (res *Result) numbers(key string, f *field.Field) []int64 {
	out := make([]int64, len(res.Items))
	if f == nil {
		for i, it := range res.Items {
			h := res.of(it).head(it.Row)
			if out[i] = h.updated; key == "created" {
				out[i] = h.created
			}
		}
		return out
	}
	places := map[int64]int64{}
	for i, o := range f.Choices {
		places[o.ID] = int64(i)
	}
	get := res.getter(f)
	for i, it := range res.Items {
		v := get(it)
		place, listed := places[v.N]
		switch {
		case !v.Set:
			out[i] = none
		case f.Kind != field.Choice:
			out[i] = v.N
		case listed:
			out[i] = place
		default:
			out[i] = math.MaxInt64
		}
	}
	return out
}

// getter returns how an attribute of an item is read.
func (res *Result) getter(f *field.Field) func(Item) field.Value {
	now := res.Snapshot.getter(f, res.rd)
	then := now
	if res.Against != nil {
		then = res.Against.getter(f, res.rd)
	}
	return func(it Item) field.Value {
		if it.Gone {
			return then(it.Row)
		}
		return now(it.Row)
	}
}

func fromFormula(v formula.Value) field.Value {
	if v.Null {
		return field.Value{}
	}
	return field.Value{Set: true, N: v.N, S: v.S, L: v.L}
}
