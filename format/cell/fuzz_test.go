package cell

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

func TestAmountsWrittenInEitherLanguageReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount(rapid.Int64Range(int64(money.Min), int64(money.Max)).Draw(t, "amount"))
		lang := rapid.SampledFrom([]label.Lang{label.EN, label.FR}).Draw(t, "lang")
		f := Format{Decimal: '.'}
		if lang == label.FR {
			f.Decimal = ','
		}
		text := a.In(lang)
		switch rapid.IntRange(0, 4).Draw(t, "dress") {
		case 1:
			text = strings.ReplaceAll(text, "\u202f", "\u00a0") + "\u00a0€"
		case 2:
			text = "£" + text
		case 3:
			text = " " + strings.ReplaceAll(text, "\u202f", " ") + " EUR "
		case 4:
			if rest, ok := strings.CutPrefix(text, "-"); ok {
				text = "(" + rest + ")"
			}
		}
		got, _, err := Amount(Of(text), f)
		if err != nil || got != a {
			t.Fatalf("%q reads as %v, %v; want %v", text, got, err, a)
		}
	})
}

func TestMultipliersMoveTheDecimalPointExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-1e9, 1e9).Draw(t, "ten-thousandths of a million")
		got, _, err := Amount(Of(money.Amount(n).String()+" M€"), Format{Decimal: '.'})
		if want := money.Units(n * 100); err != nil || got != want {
			t.Fatalf("got %v, %v; want %v", got, err, want)
		}
	})
}

func TestDatesWrittenInEitherLanguageReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Day(rapid.Int32Range(int32(day.Of(1900, 1, 1)), int32(day.Of(2199, 12, 31))).Draw(t, "day"))
		for _, text := range []string{d.String(), d.In(label.FR), d.In(label.EN)} {
			if got, err := Date(Of(text), Format{Order: DayFirst}); err != nil || got != d {
				t.Fatalf("%q reads as %v, %v; want %v", text, got, err, d)
			}
		}
		for _, lang := range []label.Lang{label.EN, label.FR} {
			text := d.Month().In(lang)
			if got, err := Month(Of(text), Format{}); err != nil || got != d.Month() {
				t.Fatalf("%q reads as %v, %v; want %v", text, got, err, d.Month())
			}
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"£26.19m", "1 234,5", "(12)", "1.234.567,89", "12 k€", "277.66 (£M)", "1,2E+06", "12-", "N/A", "1'234", "%", "((1))", ".", "1.,2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, format := range []Format{{}, {Decimal: ',', Multiplier: 1000}, {Decimal: '.', Currency: "EUR"}} {
			a, _, err := Amount(Of(s), format)
			if err == nil && !strings.ContainsAny(tidy(s), "0123456789") {
				t.Fatalf("%q has no digit and reads as %v", s, a)
			}
			if err != nil && (KindOf(err) == None || a != 0) {
				t.Fatalf("%q gives %v with %v", s, a, err)
			}
			if err == nil && (a > money.Max || a < money.Min) {
				t.Fatalf("%q reads as %v, out of range", s, a)
			}
		}
		_, _ = Number(Of(s), Format{})
		_, _ = Percent(Of(s), Format{})
		_, _ = Duration(Of(s), Format{})
		HeaderUnit(s)
		List(Of(s))
		c := Column{Header: s, Cells: []Cell{Of(s), Of(s + "1"), {Text: s, Kind: Numeric}}}
		CostUnit(c, Guess(c), []string{s, s, s})
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"31/12/2015", "octobre 14", "T1 2024", "2015-12-31T00:00:00Z", "1er mars 2020", "March 31, 2021", "2024-W05", "20151231", ":", "1:2:3", "99/99/9999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, format := range []Format{{}, {Order: DayFirst, PeriodEnd: true}, {Order: MonthFirst}} {
			d, err := Date(Of(s), format)
			if err != nil && (KindOf(err) == None || d != 0) {
				t.Fatalf("%q gives %v with %v", s, d, err)
			}
			if err == nil {
				if again, err := Date(Of(d.String()), format); err != nil || again != d {
					t.Fatalf("%q reads as %v, which reads as %v, %v", s, d, again, err)
				}
			}
			_, _ = Month(Of(s), format)
		}
		_, _ = Date(Cell{Text: s, Kind: Numeric}, Format{})
	})
}
