package summary

import (
	"unicode/utf8"

	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/overview/weight"
	"vigie/overview/wording"
	"vigie/room/field"
)

// longestTold is how long a text may be for its words to stand in a sentence.
const longestTold = 60

// weigh returns what a difference weighs, in 1/weight.Fine.
func (d *differ) weigh(f *field.Field, was, now field.Value, then, row snapshot.Row) int64 {
	return d.scale.Change(f, d.was.weighed(was, then), d.now.weighed(now, row))
}

// weighed is a value of a row as it is weighed. Of a project that is not in the
// reading there is none, and its row is that of another.
func (r *reading) weighed(v field.Value, row snapshot.Row) weight.Side {
	if !v.Set {
		return weight.Side{}
	}
	return weight.Side{Value: v, Currency: r.CurrencyOf(row)}
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
	out := Part{Attribute: f.Key, Label: f.Label.In(l), Kind: string(f.ValueKind()), Was: null, Now: d.now.json(f, now, row), Delta: null, value: now}
	out.fine = d.weigh(f, was, now, then, row)
	out.Weight = out.fine / weight.Fine
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
		out.Delta, out.Worse, out.Text = mustJSON(now.N-was.N), worse(f.Key, bad), name+" "+m.Short()
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
