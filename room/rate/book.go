package rate

import (
	"cmp"
	"context"
	"maps"
	"math/big"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
)

// Book is the rates in force on a day, towards one currency. The zero Book knows
// none. It never changes.
type Book struct {
	Into string
	On   day.Day
	used map[string]Used
}

// Used is the rate by which a total converts a currency.
type Used struct {
	From    string
	Worth   *big.Rat // what one unit is worth, exactly
	Day     day.Day  // from which the rate holds; the older one of a cross rate
	Via     string   // the currency between the two, of a cross rate
	Inverse int64    // how the rate was given, when from the other side: From for one unit, in 1/Scale; 0 otherwise
}

// Ledger is all rates there are, and the currency into which totals are converted.
// It never changes.
type Ledger struct {
	into  string
	pairs map[pair][]Rate // by day
}

// NewLedger makes a ledger of rates in any order.
func NewLedger(into string, rates []Rate) *Ledger {
	l := &Ledger{into, map[pair][]Rate{}}
	for _, r := range rates {
		p := pairOf(r.Currency, r.Against)
		l.pairs[p] = append(l.pairs[p], Rate{ID: r.ID, Currency: r.Currency, Against: r.Against, Day: r.Day, Value: r.Value, Inverse: r.Inverse})
	}
	for _, of := range l.pairs {
		slices.SortFunc(of, func(a, b Rate) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	}
	return l
}

// Book makes a book of the rates in force on a day: the latest of each two
// currencies. A currency without a rate against into crosses by one that has
// rates against both.
func (l *Ledger) Book(on day.Day) *Book {
	if l == nil {
		return nil
	}
	into := l.into
	b := &Book{Into: into, On: on, used: map[string]Used{}}
	pairs := l.latest(on)
	for p, r := range pairs {
		if from := other(p, into); from != "" {
			b.used[from] = direct(from, r)
		}
	}
	direct := slices.Sorted(maps.Keys(b.used))
	for p, r := range pairs {
		for _, via := range direct {
			from := other(p, via)
			if from == "" || from == into || slices.Contains(direct, from) {
				continue
			}
			u := crossed(from, r, b.used[via])
			if was, known := b.used[from]; !known || cmp.Or(cmp.Compare(was.Day, u.Day), cmp.Compare(u.Via, was.Via)) < 0 {
				b.used[from] = u
			}
		}
	}
	return b
}

// pair is two currencies, in the order of the alphabet.
type pair [2]string

func pairOf(a, b string) pair { return pair{min(a, b), max(a, b)} }

// other is the second currency of a pair; empty when one is not in it.
func other(p pair, one string) string {
	switch one {
	case p[0]:
		return p[1]
	case p[1]:
		return p[0]
	}
	return ""
}

func (l *Ledger) latest(on day.Day) map[pair]Rate {
	out := make(map[pair]Rate, len(l.pairs))
	for p, of := range l.pairs {
		n, _ := slices.BinarySearchFunc(of, on+1, func(r Rate, d day.Day) int { return cmp.Compare(r.Day, d) })
		if n > 0 {
			out[p] = of[n-1]
		}
	}
	return out
}

func direct(from string, r Rate) Used {
	u := Used{From: from, Worth: r.Worth(), Day: r.Day}
	if r.Currency != from {
		u.Worth = new(big.Rat).Inv(u.Worth)
	}
	if (r.Currency != from) != (r.Inverse != 0) {
		u.Inverse = r.Value
	}
	return u
}

func crossed(from string, r Rate, via Used) Used {
	u := direct(from, r)
	return Used{From: from, Worth: new(big.Rat).Mul(u.Worth, via.Worth), Day: min(u.Day, via.Day), Via: via.From}
}

// Of returns the rate of a currency. That of the currency of the book itself is one.
func (b *Book) Of(currency string) (Used, bool) {
	if b == nil || b.Into == "" {
		return Used{}, false
	}
	if currency == b.Into {
		return Used{From: currency, Worth: big.NewRat(1, 1), Day: b.On}, true
	}
	u, ok := b.used[currency]
	return u, ok
}

// All returns the rates of the book, by currency.
func (b *Book) All() []Used {
	if b == nil {
		return nil
	}
	out := make([]Used, 0, len(b.used))
	for _, c := range slices.Sorted(maps.Keys(b.used)) {
		out = append(out, b.used[c])
	}
	return out
}

// Load reads all rates, as known now.
func Load(ctx context.Context, q db.Querier, into string) (*Ledger, error) {
	rates, err := db.Select[Rate](ctx, q, "SELECT "+db.Columns[Rate]("")+" FROM rate")
	return NewLedger(into, rates), err
}

// KnownAt reads the rates up to a day, as they were known when a change was the
// last.
func KnownAt(ctx context.Context, q db.Querier, into string, on day.Day, change int64) (*Ledger, error) {
	var rates []Rate
	err := db.EachAsOf(ctx, q, Entity, on, change, func(s *db.State) error {
		r, err := FromHistory(s.Object, s.Version, s.Data)
		rates = append(rates, r)
		return err
	})
	return NewLedger(into, rates), err
}
