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
	movedWeight    = 100 // of a project that came or left
)

// longestTold is how long a text may be for its words to stand in a sentence.
const longestTold = 60

// weigh returns what a difference weighs.
func (d *differ) weigh(f *field.Field, was, now field.Value, then, row snapshot.Row) int64 {
	kind := valueKind(f)
	switch {
	case kind == "long_text" || kind == "link":
		return textWeight
	case !was.Set:
		return choiceWeight / 2
	case !now.Set:
		return choiceWeight
	}
	switch kind {
	case "money":
		return d.weighMoney(f, was, now, then, row)
	case "date", "month":
		w := min(abs(daysBetween(kind, was, now)), mostDaysWeight)
		if f.Key != "end" {
			w /= 2
		}
		return w
	case "weather":
		return weatherWeight * abs(now.N-was.N)
	case "light":
		return lightWeight * abs(now.N-was.N)
	case "percent", "number":
		return min(pointWeight*abs(now.N-was.N)/money.Scale+1, 100)
	case "choice", "choices", "yes_no":
		return choiceWeight
	case "user", "unit", "project":
		return personWeight
	}
	return 2 * textWeight
}

func (d *differ) weighMoney(f *field.Field, was, now field.Value, then, row snapshot.Row) int64 {
	currency := d.now.CurrencyOf(row)
	if d.was.CurrencyOf(then) != currency {
		return choiceWeight
	}
	w := d.moneyWeight(f, now.N-was.N, currency) + ownWeight(now.N-was.N, was.N)
	if f.Key != "total_cost" {
		w /= 2
	}
	return w
}

// daysBetween is how many days lie between two dates, or two months.
func daysBetween(kind string, was, now field.Value) int64 {
	if kind == "month" {
		return int64(day.Month(now.N).First() - day.Month(was.N).First())
	}
	return now.N - was.N
}

var (
	setText     = label.T("%s now %s", "%s désormais %s")
	emptiedText = label.T("%s: empty, %s before", "%s\u202f: vide, %s auparavant")
	newTextOf   = label.T("new text: %s", "nouveau texte\u202f: %s")
	arrowText   = label.T("%s %s → %s", "%s %s → %s")
)

// part tells what became of an attribute. What it was is empty of a project that
// was not there.
func (d *differ) part(f *field.Field, was, now field.Value, then, row snapshot.Row) Part {
	l := d.p.lang
	out := Part{Attribute: f.Key, Label: f.Label.In(l), Kind: valueKind(f), Was: null, Now: d.now.json(f, now, row), Delta: null, value: now}
	out.Weight = d.weigh(f, was, now, then, row)
	name := lower(out.Label)
	if was.Set {
		out.Was = d.was.json(f, was, then)
	}
	switch {
	case out.Kind == "long_text" || out.Kind == "link":
		out.Text = label.F(newTextOf.EN, newTextOf.FR, name).In(l)
	case !was.Set:
		out.Text = label.F(setText.EN, setText.FR, name, d.text(d.now, f, now, row)).In(l)
	case !now.Set:
		out.Text = label.F(emptiedText.EN, emptiedText.FR, name, d.text(d.was, f, was, then)).In(l)
	default:
		d.measure(&out, f, name, was, now, then, row)
	}
	return out
}

// measure tells how far a value moved.
func (d *differ) measure(out *Part, f *field.Field, name string, was, now field.Value, then, row snapshot.Row) {
	l := d.p.lang
	bad := now.N > was.N
	switch out.Kind {
	case "money":
		d.moved(out, f, name, was, now, then, row)
		return
	case "date", "month":
		out.Delta, out.Worse, out.Text = mustJSON(now.N-was.N), worse(f.Key, bad), name+" "+Shift(daysBetween(out.Kind, was, now), l)
		return
	case "weather", "light":
		out.Delta, out.Worse = mustJSON(now.N-was.N), &bad
	case "percent", "number":
		out.Delta = mustJSON(money.Amount(now.N - was.N).String())
		if bad = now.N < was.N; f.Key == "progress" {
			out.Worse = &bad
		}
	}
	a, b := d.text(d.was, f, was, then), d.text(d.now, f, now, row)
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
func (d *differ) moved(out *Part, f *field.Field, name string, was, now field.Value, then, row snapshot.Row) {
	l, a, b := d.p.lang, d.was.CurrencyOf(then), d.now.CurrencyOf(row)
	if a != b {
		out.Text = label.F(arrowText.EN, arrowText.FR, name, Money(was.N, a, l), Money(now.N, b, l)).In(l)
		return
	}
	n := now.N - was.N
	out.Delta, out.Worse = d.now.names.AppendValue(nil, f, field.Int(n), b), worse(f.Key, n > 0)
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
