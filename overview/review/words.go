package review

import (
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/field"
)

func decimal(n int64) string { return money.Amount(n).String() }

var emptyText = label.T("empty", "vide")

// words says a change as people do: "+11.64 M€ (16.10 → 27.74 M€)", "3.4 years
// later (30/06/2018 → 31/12/2021)", "Build → Run".
func (d differ) words(f, then *field.Field, was, now field.Value, wasCurrency, currency string) string {
	a, b := wording.Side{Names: d.wasNames, Field: then, Value: was, Currency: wasCurrency}, wording.Side{Names: d.names, Field: f, Value: now, Currency: currency}
	if was.Set && now.Set && then.Kind == f.Kind {
		return wording.Moved(a, b, d.lang).InBrackets()
	}
	return orEmpty(a, d.lang) + " → " + orEmpty(b, d.lang)
}

func orEmpty(s wording.Side, l label.Lang) string {
	if !s.Value.Set {
		return emptyText.In(l)
	}
	return s.In(l)
}

func text(names snapshot.Names, f *field.Field, v field.Value, currency string, l label.Lang) string {
	return wording.Side{Names: names, Field: f, Value: v, Currency: currency}.In(l)
}

var projectsText = label.T("Projects", "Projets")
