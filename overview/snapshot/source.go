package snapshot

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// reader is a snapshot as one person reads it: the source of formulas and filters.
type reader struct {
	s     *Snapshot
	names Names
	me    int64
	lang  label.Lang
	// failed is why what is linked could not be read
	failed *error
	known  *sync.Map     // place of what is computed → func(row) formula.Value
	left   *atomic.Int64 // operations that may still be spent
}

// mostWork is how many operations one reading may take. A filter of the largest size on
// 100,000 projects stays below; it is some seconds of work.
const mostWork = 200_000_000

// Spend implements formula.BudgetSource.
func (r reader) Spend(operations int64) bool { return r.left.Add(-operations) >= 0 }

// place is a computed attribute of a snapshot.
type place struct {
	s  *Snapshot
	id int64
}

func (s *Snapshot) reader(who access.Who) reader {
	s = s.For(who)
	return reader{s, s.Names(who), who.ID, who.Lang, new(error), new(sync.Map), s.budget()}
}

// budget is what one reading may spend.
func (s *Snapshot) budget() *atomic.Int64 {
	var left atomic.Int64
	left.Store(cmp.Or(s.most, mostWork))
	return &left
}

func (r reader) words() field.Words {
	return field.Words{Catalogue: r.s.Catalogue, Directory: r.names}
}

// Mine implements formula.UnitSource.
func (r reader) Mine() (map[int64]bool, bool) { return r.names.who.MyUnits() }

// Branch implements formula.BranchSource.
func (r reader) Branch(list, id int64) map[int64]bool {
	return r.s.Catalogue.Branch(list, id, r.s.Directory.Below)
}

// Attribute implements formula.Source.
func (r reader) Attribute(id int64) func(row int32) formula.Value {
	f := r.s.Catalogue.ByID(id)
	if f == nil {
		return r.fact(id)
	}
	if f.Kind == field.Computed {
		return r.computed(f)
	}
	c := r.s.columns[f.Key]
	return func(row int32) formula.Value {
		v := r.s.pages[row/pageRows].cols[c].value(int(row % pageRows))
		return formula.Value{Null: !v.Set, N: v.N, S: v.S, L: v.L}
	}
}

// Constant implements formula.ConstantSource.
func (r reader) Constant(id int64) (formula.Value, string, bool) {
	return r.s.Catalogue.Constant(id, r.s.On)
}

// computed returns the getter of an attribute for what is computed from it: compiled
// once, and worked out once for a row that is looked at several times.
func (r reader) computed(f *field.Field) func(row int32) formula.Value {
	if f.Expr() == nil {
		return nil
	}
	at := place{r.s, f.ID}
	if get, ok := r.known.Load(at); ok {
		return get.(func(int32) formula.Value)
	}
	get := r.open(f)
	if f.Expr().UsesChildren() {
		get = r.kept(get)
	}
	get = remembered(get)
	if *r.failed == nil {
		r.known.Store(at, get)
	}
	return get
}

// remembered gives the value of the row that was asked for last without working it
// out again.
func remembered(get func(int32) formula.Value) func(int32) formula.Value {
	type said struct {
		row int32
		v   formula.Value
	}
	var last atomic.Pointer[said]
	return func(row int32) formula.Value {
		if l := last.Load(); l != nil && l.row == row {
			return l.v
		}
		v := get(row)
		last.Store(&said{row, v})
		return v
	}
}

// kept works out only once for each row what is gathered from the rows below it: those
// may gather it from below in turn, and formulas may ask for it many times, in any order.
func (r reader) kept(get func(int32) formula.Value) func(int32) formula.Value {
	var known sync.Map // row → formula.Value
	return func(row int32) formula.Value {
		if len(r.s.children(r.s.ID(row))) == 0 {
			return get(row)
		}
		if v, ok := known.Load(row); ok {
			return v.(formula.Value)
		}
		v := get(row)
		known.Store(row, v)
		return v
	}
}

// open returns the getter of a computed attribute, empty where it is shut to the reader.
func (r reader) open(f *field.Field) func(row int32) formula.Value {
	get := formula.Compile(f.Expr(), r)
	shut := r.s.hides(f)
	if shut == nil {
		return get
	}
	return func(row int32) formula.Value {
		if shut(row) {
			return formula.Empty
		}
		return get(row)
	}
}

// Numbers implements formula.NumberSource.
func (r reader) Numbers(id int64) func(row int32) (int64, bool) {
	f := r.s.Catalogue.ByID(id)
	if f == nil || f.Kind == field.Computed || f.Kind.IsText() || f.Kind == field.Choices {
		return nil
	}
	c, pages := r.s.columns[f.Key], r.s.pages
	return func(row int32) (int64, bool) {
		n := pages[row/pageRows].cols[c].n
		if n == nil {
			return 0, false
		}
		v := n[row%pageRows]
		return v, v != none
	}
}

// Folded implements formula.FoldedSource.
func (r reader) Folded(id int64) func(row int32) string {
	f := r.s.Catalogue.ByID(id)
	if f == nil || f.Kind != field.Text {
		return nil
	}
	return r.s.folded(f.Key)
}

// folded returns the getter of a short text as it is compared.
func (s *Snapshot) folded(key string) func(Row) string {
	c, pages := s.columns[key], s.pages
	return func(row Row) string {
		f := pages[row/pageRows].cols[c].f
		if f == nil {
			return ""
		}
		return f[row%pageRows]
	}
}

func (r reader) fact(id int64) func(row int32) formula.Value {
	at := func(row int32, millis int64) formula.Value {
		if millis == 0 {
			return formula.Empty
		}
		return formula.Value{N: int64(dayOfMillis(millis))}
	}
	switch id {
	case field.CreatedID:
		return func(row int32) formula.Value { return at(row, r.s.head(row).created) }
	case field.UpdatedID:
		return func(row int32) formula.Value {
			if d := r.s.head(row).fresh; d != 0 {
				return formula.Value{N: int64(d)}
			}
			return formula.Empty
		}
	case field.SelfID:
		return func(row int32) formula.Value { return formula.Value{N: r.s.ID(row)} }
	}
	return nil
}

// dayOfMillis returns the date of an instant where the server stands, as every
// other date of the program.
func dayOfMillis(ms int64) day.Day { return day.OfTime(time.UnixMilli(ms)) }

// Children implements formula.Source: those that the reader may see.
func (r reader) Children(row int32) []int32 {
	all := r.s.children(r.s.ID(row))
	hidden := func(c int32) bool { return !r.names.see(c) }
	if !slices.ContainsFunc(all, hidden) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), hidden)
}

// Currency implements formula.Source.
func (r reader) Currency(row int32) string { return r.s.Value(row, "currency").S }

// Today implements formula.Source.
func (r reader) Today() day.Day { return r.s.On }

// Me implements formula.ReaderSource.
func (r reader) Me() int64 { return r.me }

// Lang implements formula.WordSource.
func (r reader) Lang() label.Lang { return r.lang }

// OptionName implements formula.WordSource.
func (r reader) OptionName(list, id int64) string { return r.words().OptionName(list, id, r.lang) }
