package summary

import (
	"math/big"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// What a change weighs, so that money, days and health can be put in one order.
// A day of slip weighs one; a hundredth of what the portfolio costs, a thousand;
// a hundredth of what the project costs, one, up to 500; a step of the weather
// as much as two months, one of the light as much as six weeks.
const (
	mostDaysWeight = 4000
	shareWeight    = 1000
	mostOwnWeight  = 500
	weatherWeight  = 60
	lightWeight    = 45
	pointWeight    = 1 // of a percentage
	choiceWeight   = 20
	personWeight   = 15
	textWeight     = 2
)

// longestTold is how long a text may be for its words to stand in a sentence.
const longestTold = 60

// part tells what became of an attribute; ok is false for what is not worth a word.
func (d *differ) part(f *field.Field, was, now field.Value, then, row snapshot.Row) (Part, bool) {
	l := d.p.lang
	out := Part{
		Attribute: f.Key, Label: f.Label.In(l), Kind: valueKind(f), Was: null, Now: d.now.json(f, now, row),
		Delta: null, f: f, was: was, value: now,
	}
	if was.Set {
		out.Was = d.was.json(f, was, then)
	}
	name := lower(out.Label)
	if now.Set && was.Set {
		d.measure(&out, was, now, then, row)
	} else {
		d.filled(&out, name, was, now, then, row)
	}
	return out, out.Text != ""
}

var (
	setText     = label.T("%s now %s", "%s désormais %s")
	emptiedText = label.T("%s: empty, %s before", "%s\u202f: vide, %s auparavant")
	newTextOf   = label.T("new text: %s", "nouveau texte\u202f: %s")
	arrowText   = label.T("%s %s → %s", "%s %s → %s")
)

// filled tells of a value that there was none of, or is none of any more.
func (d *differ) filled(out *Part, name string, was, now field.Value, then, row snapshot.Row) {
	l := d.p.lang
	if out.Kind == "long_text" || out.Kind == "link" {
		out.Weight, out.Text = textWeight, label.F(newTextOf.EN, newTextOf.FR, name).In(l)
		return
	}
	out.Weight = choiceWeight / 2
	if now.Set {
		out.Text = label.F(setText.EN, setText.FR, name, d.text(d.now, out.f, now, row)).In(l)
		return
	}
	out.Weight = choiceWeight
	out.Text = label.F(emptiedText.EN, emptiedText.FR, name, d.text(d.was, out.f, was, then)).In(l)
}

// measure tells how far a value moved.
func (d *differ) measure(out *Part, was, now field.Value, then, row snapshot.Row) {
	l, name := d.p.lang, lower(out.Label)
	switch out.Kind {
	case "money":
		d.moved(out, was, now, then, row)
		return
	case "date", "month":
		n := now.N - was.N
		days := n
		if out.Kind == "month" {
			days = int64(day.Month(now.N).First() - day.Month(was.N).First())
		}
		out.Delta, out.Worse, out.Weight = mustJSON(n), worse(out.Attribute, days > 0), min(abs(days), mostDaysWeight)
		if out.Attribute != "end" {
			out.Weight /= 2
		}
		out.Text = name + " " + Shift(days, l)
		return
	case "weather", "light":
		step := int64(weatherWeight)
		if out.Kind == "light" {
			step = lightWeight
		}
		bad := now.N > was.N
		out.Delta, out.Worse, out.Weight = mustJSON(now.N-was.N), &bad, step*abs(now.N-was.N)
	case "percent", "number":
		out.Delta = mustJSON(money.Amount(now.N - was.N).String())
		out.Weight = min(pointWeight*abs(now.N-was.N)/money.Scale+1, 100)
		if out.Attribute == "progress" {
			bad := now.N < was.N
			out.Worse = &bad
		}
	case "choice", "choices", "yes_no":
		out.Weight = choiceWeight
	case "user", "unit", "project":
		out.Weight = personWeight
	case "long_text", "link":
		out.Weight, out.Text = textWeight, label.F(newTextOf.EN, newTextOf.FR, name).In(l)
		return
	default:
		out.Weight = 2 * textWeight
	}
	a, b := d.text(d.was, out.f, was, then), d.text(d.now, out.f, now, row)
	if a == b { // a unit that has another name now reads the same
		out.Text = ""
		return
	}
	if utf8.RuneCountInString(a) > longestTold || utf8.RuneCountInString(b) > longestTold {
		out.Text = label.F(newTextOf.EN, newTextOf.FR, name).In(l)
		return
	}
	out.Text = label.F(arrowText.EN, arrowText.FR, name, a, b).In(l)
}

// worse says whether a move is for the worse; of a baseline nobody can say.
func worse(key string, bad bool) *bool {
	if key != "end" && key != "total_cost" && key != "start" {
		return nil
	}
	return &bad
}

// moved tells how an amount moved. Amounts in two currencies have no difference.
func (d *differ) moved(out *Part, was, now field.Value, then, row snapshot.Row) {
	l, name := d.p.lang, lower(out.Label)
	a, b := d.was.CurrencyOf(then), d.now.CurrencyOf(row)
	if a != b {
		out.Weight = choiceWeight
		out.Text = label.F(arrowText.EN, arrowText.FR, name, Money(was.N, a, l), Money(now.N, b, l)).In(l)
		return
	}
	n := now.N - was.N
	out.Delta = d.now.names.AppendValue(nil, out.f, field.Int(n), b)
	out.Worse, out.Weight = worse(out.Attribute, n > 0), d.moneyWeight(out.f, n, b)+ownWeight(n, was.N)
	if out.Attribute != "total_cost" {
		out.Weight /= 2
	}
	s := scaleOf(was.N, now.N)
	out.Text = name + " " + signed(n, b, l) + " (" + s.number(was.N, l) + " → " + s.number(now.N, l) + s.unit(b) + ")"
}

// moneyWeight is what an amount weighs against what the portfolio costs.
func (d *differ) moneyWeight(f *field.Field, n int64, currency string) int64 {
	sum := d.sums[currency]
	if valueKind(f) != "money" || sum == nil || sum.Sign() == 0 {
		return 0
	}
	w := new(big.Int).Mul(big.NewInt(abs(n)), big.NewInt(100*shareWeight))
	if w.Quo(w, sum); !w.IsInt64() {
		return 100 * shareWeight
	}
	return min(w.Int64(), 100*shareWeight)
}

func ownWeight(n, was int64) int64 {
	if was == 0 {
		return mostOwnWeight
	}
	share, ok := money.MulDiv(abs(n), 100, abs(was))
	if !ok {
		return mostOwnWeight
	}
	return min(share, mostOwnWeight)
}

func abs(n int64) int64 { return max(n, -n) }

// text writes a value as it stands in a sentence.
func (d *differ) text(r *reading, f *field.Field, v field.Value, row snapshot.Row) string {
	return d.p.written(r, f, v, row)
}

// written writes a value of a row as people read it.
func (p *Page) written(r *reading, f *field.Field, v field.Value, row snapshot.Row) string {
	l := p.lang
	if !v.Set {
		return noValueText.In(l)
	}
	switch valueKind(f) {
	case "money":
		return Money(v.N, r.CurrencyOf(row), l)
	case "number":
		if f.Measure == "years" {
			return money.Amount(v.N).In(l) + hard + label.T("years", "ans").In(l)
		}
		return money.Amount(v.N).In(l)
	case "percent":
		return money.Amount(v.N).In(l) + hard + "%"
	case "date":
		return day.Day(v.N).In(l)
	case "month":
		return day.Month(v.N).In(l)
	case "yes_no":
		return lower(yesNo(v.N != 0).In(l))
	case "weather", "light":
		return lower(r.names.Text(f, v, l))
	}
	return r.names.Text(f, v, l)
}
