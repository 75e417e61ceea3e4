package review

import (
	"cmp"
	"encoding/json"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/field"
)

// MostPassed is how many projects that came, and how many that went, documents and
// the minutes tell: the dearest. The others are counted, and stand in the workbook.
const MostPassed = 15

// Passage is a project that came to the portfolio or left it, with what is known of
// it on the day when it was there.
type Passage struct {
	Subject
	Unit string          `json:"unit" doc:"The name of its unit; empty when unknown"`
	End  string          `json:"end" doc:"A date; empty when unknown"`
	Cost json.RawMessage `json:"total_cost" doc:"An amount with its currency; null when unknown"`
	Text string          `json:"text" doc:"All that in words; empty when nothing is known"`

	cost   field.Value
	weight int64 // of its cost, in 1/weight.Fine
}

// dearer puts passages in order: what costs most, then what has a cost, the rest by
// name.
func dearer(a, b Passage) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.cost.N, a.cost.N), strings.Compare(label.Fold(a.Name), label.Fold(b.Name)), strings.Compare(a.ID, b.ID))
}

// passage tells of a project by the reading in which it was in the portfolio.
func (r *Reading) passage(s *snapshot.Snapshot, id int64) Passage {
	p := Passage{Subject: r.named(id), Cost: json.RawMessage("null")}
	row, ok := s.Find(id)
	if !ok {
		return p
	}
	names, l := s.Names(r.who), r.who.Lang
	var said []string
	tell := func(key string) (f *field.Field, v field.Value, ok bool) {
		f = s.Catalogue.Get(key)
		if f == nil || f.Retired {
			return nil, v, false
		}
		v = s.Value(row, key)
		return f, v, v.Set
	}
	if f, v, ok := tell("total_cost"); ok {
		currency := s.CurrencyOf(row)
		p.cost, p.weight, p.Cost = v, r.scale.Amount(v.N, currency), names.AppendValue(nil, f, v, currency)
		said = append(said, wording.Money(v.N, currency, l))
	}
	if _, v, ok := tell("end"); ok {
		p.End = day.Day(v.N).String()
		said = append(said, label.F("ends %s", "fin %s", day.Day(v.N)).In(l))
	}
	if f, v, ok := tell("unit"); ok {
		p.Unit = names.Text(f, v, l)
		said = append(said, p.Unit)
	}
	p.Text = strings.Join(said, wording.Hard+"· ")
	return p
}

// What the lists of projects that came, and that went, are called.
var (
	Came = label.T("New in the portfolio", "Nouveaux dans le portefeuille")
	Went = label.T("Gone from the portfolio", "Sortis du portefeuille")
)

// AndMore says how many projects a list leaves out, and where they are.
func AndMore(n int, l label.Lang) string {
	if n == 1 {
		return label.T("and one more, in the Excel of the review", "et un autre, dans l’Excel de la revue").In(l)
	}
	return label.F("and %d more, in the Excel of the review", "et %d autres, dans l’Excel de la revue", n).In(l)
}
