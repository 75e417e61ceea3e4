package summary

import (
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/field"
)

// What a change weighs, so that money, days and health can be put in one order.
// A day of slip weighs one; what a project of the portfolio costs on average, as
// much as four years, and any other amount in proportion (see scale.go); a step of
// the weather as much as two months, one of the light as much as six weeks.
const (
	mostDaysWeight = 4000
	averageWeight  = 1500
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

// weigh returns what a difference weighs, in 1/fine.
func (d *differ) weigh(f *field.Field, was, now field.Value, then, row snapshot.Row) int64 {
	if w, known := d.weighMoney(f, was, now, then, row); known {
		return w
	}
	return d.points(f, was, now) * fine
}

// points returns what a difference that is no amount of one currency weighs.
func (d *differ) points(f *field.Field, was, now field.Value) int64 {
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
		return choiceWeight // in another currency
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

// weighMoney weighs a difference of two amounts of one currency.
func (d *differ) weighMoney(f *field.Field, was, now field.Value, then, row snapshot.Row) (int64, bool) {
	if !was.Set || !now.Set || valueKind(f) != "money" {
		return 0, false
	}
	currency := d.now.CurrencyOf(row)
	if d.was.CurrencyOf(then) != currency {
		return 0, false
	}
	w := d.scale.weight(now.N-was.N, currency)
	if f.Key != "total_cost" {
		w /= 2
	}
	return w, true
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
)

// part tells what became of an attribute. What it was is empty of a project that
// was not there.
func (d *differ) part(f *field.Field, was, now field.Value, then, row snapshot.Row) Part {
	l := d.p.lang
	out := Part{Attribute: f.Key, Label: f.Label.In(l), Kind: valueKind(f), Was: null, Now: d.now.json(f, now, row), Delta: null, value: now}
	out.fine = d.weigh(f, was, now, then, row)
	out.Weight = out.fine / fine
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
	a, b := d.was.side(f, was, then), d.now.side(f, now, row)
	m := wording.Moved(a, b, l)
	out.Text = name + " " + m.Pair
	bad := now.N > was.N
	switch out.Kind {
	case "money":
		if a.Currency == b.Currency {
			out.Delta, out.Worse = d.now.names.AppendValue(nil, f, field.Int(now.N-was.N), b.Currency), worse(f.Key, bad)
			out.Text = name + " " + m.InBrackets()
		}
	case "date", "month":
		out.Delta, out.Worse, out.Text = mustJSON(now.N-was.N), worse(f.Key, bad), name+" "+m.By
	case "weather", "light":
		out.Delta, out.Worse, out.Text = mustJSON(now.N-was.N), &bad, name+" "+lower(a.In(l))+" → "+lower(b.In(l))
	case "percent", "number":
		out.Delta = mustJSON(money.Amount(now.N - was.N).String())
		if bad = now.N < was.N; f.Key == "progress" {
			out.Worse = &bad
		}
	default:
		if utf8.RuneCountInString(a.In(l)) > longestTold || utf8.RuneCountInString(b.In(l)) > longestTold {
			out.Text = label.F(newTextOf.EN, newTextOf.FR, name).In(l)
		}
	}
}

// worse says whether a move is for the worse; of a baseline nobody can say.
func worse(key string, bad bool) *bool {
	if key != "end" && key != "total_cost" && key != "start" {
		return nil
	}
	return &bad
}

func abs(n int64) int64 { return max(n, -n) }

// text writes a value as it stands in a sentence.
func (d *differ) text(r *reading, f *field.Field, v field.Value, row snapshot.Row) string {
	text := r.side(f, v, row).In(d.p.lang)
	if f.Kind == field.Weather || f.Kind == field.Light {
		return lower(text)
	}
	return text
}

// side is a value of a row with what it is read by.
func (r *reading) side(f *field.Field, v field.Value, row snapshot.Row) wording.Side {
	return wording.Side{Names: r.names, Field: f, Value: v, Currency: r.CurrencyOf(row)}
}
