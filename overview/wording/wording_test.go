package wording

import (
	"encoding/json"
	"math/big"
	"os"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// soft writes hard spaces as plain ones.
func soft(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

// vectors are amounts as both the server and the screens write them.
const vectors = "../../web/testdata/amount/vectors.json"

func TestAmountsAreWrittenAsOnScreens(t *testing.T) {
	text, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Amount, Currency, FR, EN string }
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 20 {
		t.Fatalf("got %d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		n, err := money.Parse(c.Amount)
		if err != nil {
			t.Fatal(err)
		}
		if en, fr := Money(int64(n), c.Currency, label.EN), Money(int64(n), c.Currency, label.FR); en != c.EN || fr != c.FR {
			t.Errorf("%s %s: got %q and %q, want %q and %q", c.Amount, c.Currency, en, fr, c.EN, c.FR)
		}
	}
}

// sums are amounts in several currencies, as both write them.
const sums = "../../web/testdata/amount/sums.json"

func TestAmountsInSeveralCurrenciesAreWrittenAsOnScreens(t *testing.T) {
	text, err := os.ReadFile(sums)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Amounts  map[string]string
		FR, EN   string
		SignedFR string `json:"signed_fr"`
		SignedEN string `json:"signed_en"`
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 8 {
		t.Fatalf("got %d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		by := map[string]*big.Int{}
		for currency, amount := range c.Amounts {
			n, err := money.Parse(amount)
			if err != nil {
				t.Fatal(err)
			}
			by[currency] = big.NewInt(int64(n))
		}
		if en, fr := Totals(by, label.EN), Totals(by, label.FR); en != c.EN || fr != c.FR {
			t.Errorf("%v: got %q and %q, want %q and %q", c.Amounts, en, fr, c.EN, c.FR)
		}
		if en, fr := SignedTotals(by, label.EN), SignedTotals(by, label.FR); en != c.SignedEN || fr != c.SignedFR {
			t.Errorf("%v, signed: got %q and %q, want %q and %q", c.Amounts, en, fr, c.SignedEN, c.SignedFR)
		}
	}
}

func TestATotalIsWrittenHoweverLarge(t *testing.T) {
	n, _ := new(big.Int).SetString("1234567890123456789012345678", 10)
	if got, want := soft(Total(n, "EUR", label.EN)), "123,456,789,012,345,678.90 M€"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := soft(Signed(n.Neg(n), "EUR", label.FR)), "−123 456 789 012 345 678,90 M€"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// spans are lengths of time as both the server and the screens write them.
const spans = "../../web/testdata/span/vectors.json"

func TestSpansAreWrittenAsOnScreens(t *testing.T) {
	text, err := os.ReadFile(spans)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Days   int64
		FR, EN string
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 15 {
		t.Fatalf("got %d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		if en, fr := Span(c.Days, label.EN), Span(-c.Days, label.FR); en != c.EN || fr != c.FR {
			t.Errorf("%d days: got %q and %q, want %q and %q", c.Days, en, fr, c.EN, c.FR)
		}
	}
}

func TestADateMovesByDaysWeeksMonthsAndYears(t *testing.T) {
	for days, want := range map[int64][2]string{
		0:    {"unchanged", "inchangé"},
		1:    {"1 day later", "1 jour plus tard"},
		-13:  {"13 days earlier", "13 jours plus tôt"},
		-46:  {"7 weeks earlier (46 days)", "7 semaines plus tôt (46 jours)"},
		215:  {"7 months later (215 days)", "7 mois plus tard (215 jours)"},
		1242: {"3.4 years later (1,242 days)", "3,4 ans plus tard (1 242 jours)"},
	} {
		if en, fr := soft(Shift(days, label.EN)), soft(Shift(days, label.FR)); en != want[0] || fr != want[1] {
			t.Errorf("%d days: got %q, %q, want %q", days, en, fr, want)
		}
	}
}

func TestAMoveSaysHowFarAndFromWhatToWhat(t *testing.T) {
	of := func(k field.Kind, was, now int64, currency ...string) string {
		f := &field.Field{Kind: k}
		a, b := Side{snapshot.Names{}, f, field.Int(was), "EUR"}, Side{snapshot.Names{}, f, field.Int(now), "EUR"}
		for _, c := range currency {
			b.Currency = c
		}
		return soft(Moved(a, b, label.FR).InBrackets())
	}
	million := int64(money.Units(1_000_000))
	for got, want := range map[string]string{
		of(field.Money, 161*million/10, 2774*million/100):                          "+11,64 M€ (16,10 → 27,74 M€)",
		of(field.Money, 2*million, million/2):                                      "−1,50 M€ (2,00 → 0,50 M€)",
		of(field.Money, 35_000*money.Scale, 35_400*money.Scale):                    "+400 € (35 000 → 35 400 €)",
		of(field.Money, 27*million, 27*million+2000*money.Scale):                   "+2 000 € (27 000 → 27 002 k€)",
		of(field.Money, million, million, "GBP"):                                   "1,00 M€ → 1,00 M£",
		of(field.Percent, 40*money.Scale, 55*money.Scale):                          "+15 points (40 % → 55 %)",
		of(field.Number, 3*money.Scale, money.Scale/2):                             "−2,5 (3 → 0,5)",
		of(field.Date, int64(day.Of(2018, 6, 30)), int64(day.Of(2021, 12, 31))):    "3,5 ans plus tard (1 280 jours, 30/06/2018 → 31/12/2021)",
		of(field.Month, int64(day.MonthOf(2018, 6)), int64(day.MonthOf(2018, 12))): "6 mois plus tard (juin 2018 → décembre 2018)",
		of(field.YesNo, 0, 1):                                                      "non → oui",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
