package snapshot

import (
	"math/big"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/money"
	"vigie/room/field"
)

// Total is one attribute of many projects made one by its rule of
// consolidation. Empty values and cells that could not be read are left out,
// and counted.
type Total struct {
	Rule       field.Consolidation
	Filled     int                 // projects that have a value
	Unread     int                 // projects whose imported text could not be read
	ByCurrency map[string]*big.Int // of money: by ISO code, in 1/10,000; currencies are never added up
	Value      field.Value         // of the other rules: the one value
	Counts     map[int64]int       // of CountByValue: how many projects have each value

	Converted   *Converted // over several currencies, or another than that of consolidation, where the rates are known
	Unconverted []string   // the currencies whose rate lacks
}

func (res *Result) total(q Query) { res.Totals = totalsOf(res.consolidators(q), res.present()) }

// present returns the items that are still there.
func (res *Result) present() []Item {
	if res.Against == nil {
		return res.Items
	}
	present := make([]Item, 0, len(res.Items))
	for _, it := range res.Items {
		if !it.Gone {
			present = append(present, it)
		}
	}
	return present
}

// totalled returns the attributes to total, by the rule that was asked for or their
// own: those asked for that have one.
func (res *Result) totalled(q Query) []*field.Field {
	var out []*field.Field
	for _, f := range res.Snapshot.Catalogue.Fields {
		if rule, asked := q.Rules[f.Key]; asked {
			f = f.Totalled(rule)
		}
		if f.Consolidation != field.None && !f.Retired && slices.Contains(q.Totals, f.Key) {
			out = append(out, f)
		}
	}
	return out
}

// Empty reports whether an attribute has no value, nor a text that could not be
// read, in any project of the list.
func (res *Result) Empty(f *field.Field) bool {
	get := res.getter(f)
	for _, it := range res.Items {
		if get(it).Set || res.of(it).head(it.Row).unread[f.Key] != "" {
			return false
		}
	}
	return true
}

// consolidators returns how the attributes to total are made one.
func (res *Result) consolidators(q Query) []*consolidator {
	var out []*consolidator
	for _, f := range res.totalled(q) {
		out = append(out, res.Snapshot.consolidator(f, res.rd))
	}
	return out
}

func totalsOf(rules []*consolidator, items []Item) map[string]Total {
	out := make(map[string]Total, len(rules))
	for _, c := range rules {
		out[c.f.Key] = c.of(items)
	}
	return out
}

// consolidator makes one of an attribute of many items, by its rule. Amounts, and
// means that amounts weigh, are never taken together in two currencies.
type consolidator struct {
	s                       *Snapshot
	f                       *field.Field
	get, weight             func(Row) field.Value
	byCurrency, weighsMoney bool
}

func (s *Snapshot) consolidator(f *field.Field, rd reader) *consolidator {
	typ, _ := f.FormulaType()
	byCurrency := typ == formula.Money && f.Consolidation != field.CountByValue && f.Consolidation != field.Count
	return &consolidator{s, f, s.getter(f, rd), s.weights(f, rd), byCurrency, s.weighsMoney(f)}
}

func (c *consolidator) of(items []Item) Total {
	s, f := c.s, c.f
	t := Total{Rule: f.Consolidation}
	one := &accumulator{t: &t, weight: c.weight}
	many := map[string]*accumulator{}
	var last *accumulator // that of the row before, which is mostly of the same currency
	lastCurrency := ""
	for _, it := range items {
		if unread := s.head(it.Row).unread; len(unread) > 0 && unread[f.Key] != "" {
			t.Unread++
		}
		v := c.get(it.Row)
		if !v.Set {
			continue
		}
		t.Filled++
		a := one
		if c.byCurrency || c.weighsMoney && c.weight(it.Row).Set {
			if currency := s.currency(it.Row); last == nil || currency != lastCurrency {
				if last = many[currency]; last == nil {
					last = &accumulator{t: &Total{Rule: f.Consolidation}, weight: c.weight}
					many[currency] = last
				}
				lastCurrency = currency
			}
			a = last
		}
		a.add(v, it.Row)
	}
	switch {
	case c.byCurrency:
		t.ByCurrency = finished(many)
	case c.weighsMoney:
		for _, a := range many {
			if a.finish(t.Filled); len(many) == 1 {
				t.Value = a.t.Value
			}
		}
	default:
		one.finish(t.Filled)
	}
	c.convert(&t, many)
	return t
}

// weighsMoney reports whether the mean of an attribute is weighed by amounts.
func (s *Snapshot) weighsMoney(f *field.Field) bool {
	if f.Consolidation != field.WeightedMean {
		return false
	}
	w := s.Catalogue.Get(f.Weight)
	if w == nil {
		return false
	}
	t, _ := w.FormulaType()
	return t == formula.Money
}

func finished(many map[string]*accumulator) map[string]*big.Int {
	out := map[string]*big.Int{}
	for currency, a := range many {
		if a.t.Rule == field.Sum {
			out[currency] = &a.sum
			continue
		}
		if a.finish(1); a.t.Value.Set {
			out[currency] = big.NewInt(a.t.Value.N)
		}
	}
	return out
}

func (s *Snapshot) getter(f *field.Field, rd reader) func(Row) field.Value {
	if f.Kind == field.Computed {
		if f.Expr() == nil {
			return func(Row) field.Value { return field.Value{} }
		}
		rd.s = s
		get := formula.Compile(f.Expr(), rd)
		if shut := s.hides(f); shut != nil {
			return func(r Row) field.Value {
				if shut(r) {
					return field.Value{}
				}
				return fromFormula(get(r))
			}
		}
		return func(r Row) field.Value { return fromFormula(get(r)) }
	}
	c, ok := s.columns[f.Key]
	if !ok {
		return func(Row) field.Value { return field.Value{} }
	}
	return func(r Row) field.Value { return s.pages[r/pageRows].cols[c].value(int(r % pageRows)) }
}

func (s *Snapshot) weights(f *field.Field, rd reader) func(Row) field.Value {
	if f.Consolidation == field.WeightedMean {
		if w := s.Catalogue.Get(f.Weight); w != nil {
			return s.getter(w, rd)
		}
		if s.Catalogue.Whole().Get(f.Weight) != nil { // which is not for the reader
			return func(Row) field.Value { return field.Value{} }
		}
	}
	return func(Row) field.Value { return field.Int(money.Scale) }
}

// accumulator consolidates value by value.
type accumulator struct {
	t      *Total
	weight func(Row) field.Value
	sum    big.Int
	by     big.Int // the sum of the weights
	tmp    big.Int
}

func (a *accumulator) add(v field.Value, r Row) {
	t := a.t
	switch t.Rule {
	case field.Sum:
		a.sum.Add(&a.sum, a.tmp.SetInt64(v.N))
	case field.Mean, field.WeightedMean:
		w := a.weight(r)
		if t.Rule == field.WeightedMean && !w.Set {
			return
		}
		n := new(big.Int).Mul(big.NewInt(v.N), a.tmp.SetInt64(w.N))
		a.sum.Add(&a.sum, n)
		a.by.Add(&a.by, a.tmp.SetInt64(w.N))
	case field.CountByValue:
		if t.Counts == nil {
			t.Counts = map[int64]int{}
		}
		for _, id := range v.L {
			t.Counts[id]++
		}
		if v.L == nil {
			t.Counts[v.N]++
		}
	case field.Minimum, field.Best:
		if !t.Value.Set || v.N < t.Value.N {
			t.Value = v
		}
	case field.Maximum, field.Worst, field.Latest:
		if !t.Value.Set || v.N > t.Value.N {
			t.Value = v
		}
	}
}

func (a *accumulator) finish(filled int) {
	switch a.t.Rule {
	case field.Mean, field.WeightedMean:
		if a.by.Sign() > 0 {
			a.t.Value = bounded(roundedQuotient(&a.sum, &a.by))
		}
	case field.Sum:
		if filled > 0 {
			a.t.Value = bounded(&a.sum)
		}
	}
}

// bounded returns a sum as a value, empty when it does not fit.
func bounded(n *big.Int) field.Value {
	if !n.IsInt64() {
		return field.Value{}
	}
	return field.Int(n.Int64())
}

// roundedQuotient divides, rounded half away from zero.
func roundedQuotient(a, b *big.Int) *big.Int {
	twice := new(big.Int).Lsh(a, 1)
	if a.Sign() >= 0 {
		twice.Add(twice, b)
	} else {
		twice.Sub(twice, b)
	}
	return twice.Quo(twice, new(big.Int).Lsh(b, 1))
}

// Children returns what the children of a programme that the person may see
// amount to, by the rules of the catalogue, and how many there are. It is
// partial when there are children that he may not see.
func (res *Result) Children(id int64) (totals map[string]Total, count int, partial bool) {
	s := res.Snapshot
	see := s.visible(res.who)
	var items []Item
	all := s.children(id)
	for _, r := range all {
		if see(r) {
			items = append(items, Item{Row: r})
		}
	}
	var rules []*consolidator
	for _, f := range s.Catalogue.Fields {
		if f.Consolidation != field.None && !f.Retired {
			rules = append(rules, s.consolidator(f, res.rd))
		}
	}
	return totalsOf(rules, items), len(items), len(items) < len(all)
}
