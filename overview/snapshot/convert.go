package snapshot

import (
	"context"
	"math/big"
	"slices"

	"vigie/ground/day"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/rate"
)

// Rates returns the rates in force on the day of the snapshot: those that are known
// now or, of a frozen reading, that were known then. It is nil without any.
func (s *Snapshot) Rates() *rate.Book {
	s.bookOnce.Do(func() {
		from := s.rates
		if from == nil && s.live != nil {
			from = s.live.rates
		}
		s.book = from.Book(s.On)
	})
	return s.book
}

// loadRates reads the rates, and into which currency they convert.
func (k *Keeper) loadRates(ctx context.Context) (*rate.Ledger, error) {
	into, err := access.Consolidates(ctx, k.db, 0)
	if err != nil {
		return nil, err
	}
	return rate.Load(ctx, k.db, into)
}

// ratesKnownAt reads them as they were known when a change was the last.
func (k *Keeper) ratesKnownAt(ctx context.Context, on day.Day, change int64) (*rate.Ledger, error) {
	into, err := access.Consolidates(ctx, k.db, change)
	if err != nil {
		return nil, err
	}
	return rate.KnownAt(ctx, k.db, into, on, change)
}

// Converted is a total over several currencies made one, by the rates in force on
// the day of the reading. It stands beside the amounts by currency, and never
// in their place.
type Converted struct {
	Currency string
	Amount   *big.Int    // in 1/10,000, in whole minor units of the currency; nil when the attribute is no amount
	Value    field.Value // of an attribute that is no amount, and that amounts weigh
	Rates    []rate.Used // of the currencies converted

	exact *big.Rat
	parts []*big.Rat // of a sum: by currency, in the order of the alphabet
	from  []string
}

// Parts returns what each currency comes to in a converted sum, in whole minor
// units that sum to the amount; nil for the other rules.
func (c *Converted) Parts() map[string]*big.Int {
	if c.parts == nil {
		return nil
	}
	out := make(map[string]*big.Int, len(c.parts))
	for i, n := range rate.Share(c.Amount, c.parts, c.Currency) {
		out[c.from[i]] = n
	}
	return out
}

// convert makes one of what was accumulated by currency, where that says more
// than the total itself. Without a rate for each of them it names those that lack.
func (c *consolidator) convert(t *Total, many map[string]*accumulator) {
	book := c.s.Rates()
	if book == nil || book.Into == "" || len(many) == 0 || len(many) == 1 && (many[book.Into] != nil || !c.byCurrency) {
		return
	}
	from := sortedKeys(many)
	out := &Converted{Currency: book.Into}
	rates := make([]rate.Used, len(from))
	for i, currency := range from {
		used, known := book.Of(currency)
		if !known {
			t.Unconverted = append(t.Unconverted, currency)
		}
		if rates[i] = used; known && currency != book.Into {
			out.Rates = append(out.Rates, used)
		}
	}
	if t.Unconverted != nil {
		return
	}
	if !out.combine(c, from, many, rates) {
		return
	}
	if c.byCurrency {
		out.Amount = rate.Round(out.exact, book.Into)
	} else {
		out.Value = bounded(roundedQuotient(out.exact.Num(), out.exact.Denom()))
	}
	t.Converted = out
}

func sortedKeys[V any](many map[string]V) []string {
	keys := make([]string, 0, len(many))
	for k := range many {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// combine computes the one exact figure; false when there is none, as for a mean
// of what weighs nothing.
func (out *Converted) combine(c *consolidator, from []string, many map[string]*accumulator, rates []rate.Used) bool {
	sum, by := new(big.Rat), new(big.Rat)
	for i, currency := range from {
		a, worth := many[currency], rates[i].Worth
		x := new(big.Rat)
		switch c.f.Consolidation {
		case field.Sum:
			x.SetInt(&a.sum)
			x.Mul(x, worth)
			out.parts, out.from = append(out.parts, x), append(out.from, currency)
			sum.Add(sum, x)
			by.SetInt64(1)
		case field.Mean, field.WeightedMean:
			x.SetInt(&a.sum)
			w := new(big.Rat).SetInt(&a.by)
			if c.byCurrency {
				x.Mul(x, worth)
			}
			if c.weighsMoney {
				x.Mul(x, worth)
				w.Mul(w, worth)
			}
			sum.Add(sum, x)
			by.Add(by, w)
		default:
			if !a.t.Value.Set {
				continue
			}
			x.SetInt64(a.t.Value.N)
			x.Mul(x, worth)
			if by.Sign() == 0 || takesLeast(c.f.Consolidation) == (x.Cmp(sum) < 0) {
				sum.Set(x)
			}
			by.SetInt64(1)
		}
	}
	if by.Sign() <= 0 {
		return false
	}
	out.exact = sum.Quo(sum, by)
	return true
}

func takesLeast(rule field.Consolidation) bool { return rule == field.Minimum || rule == field.Best }

// shareOut makes the converted sums of groups, at every level, add up to that of
// what they are groups of, to the minor unit.
func shareOut(whole map[string]Total, groups []Group) {
	for key, t := range whole {
		if t.Converted == nil || t.Converted.parts == nil {
			continue
		}
		left := new(big.Int).Set(t.Converted.Amount)
		var parts []*big.Rat
		var of []*Converted
		for _, g := range groups {
			if c := g.Totals[key].Converted; c != nil {
				parts, of = append(parts, c.exact), append(of, c)
			} else if own := g.Totals[key].ByCurrency[t.Converted.Currency]; own != nil {
				left.Sub(left, own)
			}
		}
		for i, n := range rate.Share(left, parts, t.Converted.Currency) {
			of[i].Amount = n
		}
	}
	for _, g := range groups {
		if g.Groups != nil {
			shareOut(g.Totals, g.Groups)
		}
	}
}

// appendConverted writes beside a total what it comes to in one currency, with
// the rates used, or which rates lack.
func (n Names) appendConverted(b []byte, f *field.Field, t Total) []byte {
	if t.Unconverted != nil {
		b = append(b, `,"unconverted":[`...)
		for i, currency := range t.Unconverted {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendQuoted(b, currency)
		}
		return append(b, ']')
	}
	c := t.Converted
	if c == nil {
		return b
	}
	b = append(appendQuoted(append(b, `,"converted":{"currency":`...), c.Currency), ',')
	if c.Amount != nil {
		b = appendQuoted(append(b, `"amount":`...), BigFixed(c.Amount, c.Currency))
	} else {
		b = n.AppendValue(append(b, `"value":`...), f, c.Value, "")
	}
	b = append(b, `,"rates":[`...)
	parts := c.Parts()
	for i, u := range c.Rates {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendUsed(b, u, parts[u.From], c.Currency)
	}
	return append(b, "]}"...)
}

// appendUsed writes a rate that a total used: from, rate, day, and how it came
// about where it was not given in this direction. amount is what that currency
// comes to.
func appendUsed(b []byte, u rate.Used, amount *big.Int, into string) []byte {
	b = appendQuoted(append(b, `{"from":`...), u.From)
	b = appendQuoted(append(b, `,"rate":`...), u.Text())
	b = appendQuoted(append(b, `,"day":`...), u.Day.String())
	if u.Inverse != 0 {
		b = appendQuoted(append(b, `,"inverse":`...), rate.Format(u.Inverse))
	}
	if u.Via != "" {
		b = appendQuoted(append(b, `,"via":`...), u.Via)
	}
	if amount != nil {
		b = appendQuoted(append(b, `,"amount":`...), BigFixed(amount, into))
	}
	return append(b, '}')
}

// AppendRates writes the rates in force on the day of the snapshot, exactly: what
// one unit is worth is num divided by den. A browser that adds up rows by itself
// converts by them.
func (s *Snapshot) AppendRates(b []byte) []byte {
	book, into := s.Rates(), ""
	if book != nil {
		into = book.Into
	}
	b = appendQuoted(append(b, `{"currency":`...), into)
	b = append(b, `,"rates":[`...)
	for i, u := range book.All() {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendUsed(b, u, nil, into)
		b = appendQuoted(append(b[:len(b)-1], `,"num":`...), u.Worth.Num().String())
		b = append(appendQuoted(append(b, `,"den":`...), u.Worth.Denom().String()), '}')
	}
	return append(b, "]}"...)
}
