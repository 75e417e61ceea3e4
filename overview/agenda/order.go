package agenda

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/record"
)

// of returns the reader of the date that an item is of.
func (res *Result) of(it Item) reader {
	if it.Gone {
		return res.was
	}
	return res.now
}

// sortKey is what an item is sorted by: texts, or numbers; empty comes last in
// both directions.
type sortKey struct {
	empty bool
	n     int64
	s     string
	id    int64 // keeps what reads the same apart
}

// order sorts the items: by what is asked for, then in the order of the kind, and
// last by id, so that the order is always the same.
func (res *Result) order(q Query) error {
	keys := slices.Clip(q.Sort)
	if q.Group != "" {
		keys = slices.Insert(slices.Clone(keys), 0, snapshot.Sort{Key: q.Group})
	}
	for _, k := range res.Reading.Kind.Order {
		by := snapshot.ParseSort(k)[0]
		if res.Reading.catalogue.Get(by.Key) != nil { // a frozen reading may be older than the attribute
			keys = append(keys, by)
		}
	}
	columns := make([][]sortKey, len(keys))
	for i, k := range keys {
		f := res.Reading.catalogue.Get(k.Key)
		if f == nil {
			return fault.Invalid("sort", notAttribute(res.Reading.Kind, k.Key))
		}
		columns[i] = res.sortKeys(f)
	}
	at := make([]int, len(res.Items))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int {
		for i, col := range columns {
			if c := col[a].compare(col[b], keys[i].Down); c != 0 {
				return c
			}
		}
		return cmp.Compare(res.Items[a].ID, res.Items[b].ID)
	})
	sorted := make([]Item, len(at))
	for i, j := range at {
		sorted[i] = res.Items[j]
	}
	res.Items = sorted
	return nil
}

func (k sortKey) compare(o sortKey, down bool) int {
	switch {
	case k.empty && o.empty:
		return 0
	case k.empty:
		return 1
	case o.empty:
		return -1
	}
	c := cmp.Or(cmp.Compare(k.n, o.n), strings.Compare(k.s, o.s), cmp.Compare(k.id, o.id))
	if down {
		return -c
	}
	return c
}

func (res *Result) sortKeys(f *field.Field) []sortKey {
	places := map[int64]int64{}
	for i, o := range f.Choices {
		places[o.ID] = int64(i)
	}
	gets := [2]func(Item) field.Value{res.getter(f, false), res.getter(f, true)}
	out := make([]sortKey, len(res.Items))
	for i, it := range res.Items {
		v := gets[b2i(it.Gone)](it)
		out[i] = sortKey{empty: !v.Set, n: v.N}
		switch {
		case !v.Set:
		case f.Kind == field.Project:
			out[i] = sortKey{s: res.of(it).owner(v.N).Folded, id: v.N}
		case f.Kind == field.User || f.Kind == field.Unit:
			e, _ := res.of(it).Projects.Directory.Entry(f.Kind, v.N)
			out[i] = sortKey{s: e.Folded, id: v.N}
		case f.Kind == field.Choice:
			place, listed := places[v.N]
			if !listed {
				place = math.MaxInt64
			}
			out[i].n = place
		case f.Kind.IsText():
			out[i] = sortKey{s: res.of(it).fold(v.S)}
		}
	}
	return out
}

func (res *Result) getter(f *field.Field, gone bool) func(Item) field.Value {
	if gone && res.Against == nil {
		return nil
	}
	r := res.now
	if gone {
		r = res.was
	}
	get := r.getter(f)
	return func(it Item) field.Value { return get(it.Record) }
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// group counts the runs of items with one value.
func (res *Result) group(key string) {
	f := res.Reading.catalogue.Get(key)
	if f == nil {
		return
	}
	res.GroupBy = f
	gets := [2]func(Item) field.Value{res.getter(f, false), res.getter(f, true)}
	for _, it := range res.Items {
		v := gets[b2i(it.Gone)](it)
		if n := len(res.Groups); n == 0 || !res.Groups[n-1].Value.Equal(v) {
			res.Groups = append(res.Groups, Group{Value: v})
		}
		res.Groups[len(res.Groups)-1].Count++
	}
}

// notAttribute says that a kind has no such attribute.
func notAttribute(k *record.Kind, key string) label.Text {
	return label.F("“%s” is not an attribute of %s", "« %s » n’est pas un attribut des %s", key, k.Many)
}
