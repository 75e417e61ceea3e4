package cell

import (
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

func TestAmountReadsWhatPeopleWrite(t *testing.T) {
	comma, point := Format{Decimal: ','}, Format{Decimal: '.'}
	for _, c := range []struct {
		text     string
		f        Format
		want     string
		currency string
	}{
		{"12", Format{}, "12", ""},
		{"£26.19m", Format{}, "26190000", "GBP"},
		{"-£120.11m", Format{}, "-120110000", "GBP"},
		{"£-120.11m", Format{}, "-120110000", "GBP"},
		{"£33.73", Format{Multiplier: 1_000_000}, "33730000", "GBP"},
		{"£26.19m", Format{Multiplier: 1_000_000}, "26190000", "GBP"},
		{"£2,013.02", Format{}, "2013.02", "GBP"},
		{"1 234,5", Format{}, "1234.5", ""},
		{"1\u00a0234,5", Format{}, "1234.5", ""},
		{"1\u202f234\u202f567,89 €", Format{}, "1234567.89", "EUR"},
		{"1\u2009234,5", Format{}, "1234.5", ""},
		{"1'234'567.50 CHF", Format{}, "1234567.5", "CHF"},
		{"1’234.5", Format{}, "1234.5", ""},
		{"(12)", Format{}, "-12", ""},
		{"(£12.3m)", Format{}, "-12300000", "GBP"},
		{"£(12.3)m", Format{}, "-12300000", "GBP"},
		{"1.234.567,89", Format{}, "1234567.89", ""},
		{"1,234,567.89", Format{}, "1234567.89", ""},
		{"1,234,567", Format{}, "1234567", ""},
		{"12 k€", Format{}, "12000", "EUR"},
		{"3,5 M€", Format{}, "3500000", "EUR"},
		{"3,5M€ HT", Format{}, "3500000", "EUR"},
		{"2 Md€", Format{}, "2000000000", "EUR"},
		{"€1.2bn", Format{}, "1200000000", "EUR"},
		{"1,2 milliard d’euros", Format{}, "1200000000", "EUR"},
		{"12 millions d'euros", Format{}, "12000000", "EUR"},
		{"10 K", Format{}, "10000", ""},
		{"12 KEUR", Format{}, "12000", "EUR"},
		{"USD 1.5 million", Format{}, "1500000", "USD"},
		{"12-", Format{}, "-12", ""},
		{"−5,5", Format{}, "-5.5", ""},
		{"–5", Format{}, "-5", ""},
		{"277.66 (£M)", Format{}, "277660000", "GBP"},
		{"1,234", point, "1234", ""},
		{"1,234", comma, "1.234", ""},
		{"1.234", comma, "1234", ""},
		{"1.234", point, "1.234", ""},
		{"12,5", point, "12.5", ""},
		{"0,125", Format{}, "0.125", ""},
		{"12 345,678", Format{}, "12345.678", ""},
		{".5", Format{}, "0.5", ""},
		{"5,", Format{}, "5", ""},
		{"1,2E+06", Format{}, "1200000", ""},
		{"16.100000000000001", point, "16.1", ""},
		{"0.00000123", Format{Multiplier: 1_000_000}, "1.23", ""},
		{"31.2", Format{Multiplier: 1_000_000, Currency: "EUR"}, "31200000", "EUR"},
		{"+7", Format{}, "7", ""},
		{"12*", Format{}, "12", ""},
		{"0", Format{}, "0", ""},
	} {
		got, currency, err := Amount(Of(c.text), c.f)
		if err != nil || got.String() != c.want || currency != c.currency {
			t.Errorf("Amount(%q) = %v %q, %v; want %v %q", c.text, got, currency, err, c.want, c.currency)
		}
	}
}

func TestAmountRefusesWhatIsNoNumber(t *testing.T) {
	for _, s := range []string{
		"NA", "N/A", "n/a", "-", "—", "tbc", "en cadrage", "Exempt under Section 43", "Exempt under Section 43(2) of the Freedom of Information Act 2000",
		"£", "€", "k€", "12-15", "12/2015", "1 2", "12 34", "1,23,4", "1.2.3", "1,234,56", "1 2345", "..5", "12%", "(12", "12)", "~12", "12 k 3", "12 k€ $", "P302 P349", "--12", "5 years", "#N/A", "0x10", "1e", "NaN", "Infinity", "١٢", "12 mars",
	} {
		if got, _, err := Amount(Of(s), Format{}); KindOf(err) != Unreadable {
			t.Errorf("Amount(%q) = %v, %v; want Unreadable", s, got, err)
		}
	}
	for _, s := range []string{"1,234", "1.234", "£32,614", "12.345 k€"} {
		if got, _, err := Amount(Of(s), Format{}); KindOf(err) != Doubtful {
			t.Errorf("Amount(%q) = %v, %v; want Doubtful", s, got, err)
		}
	}
	for _, s := range []string{"", " ", "\u00a0\u202f", "\u200b"} {
		if _, _, err := Amount(Of(s), Format{}); KindOf(err) != Blank {
			t.Errorf("Amount(%q) gives %v, want Blank", s, err)
		}
	}
	for _, s := range []string{"99999999999999", "12345 Md€", "1e300"} {
		if got, _, err := Amount(Of(s), Format{}); KindOf(err) != TooLarge {
			t.Errorf("Amount(%q) = %v, %v; want TooLarge", s, got, err)
		}
	}
}

func TestReasonsAreWrittenInBothLanguages(t *testing.T) {
	_, _, err := Amount(Of("NA"), Format{})
	text := err.(*Error).Text
	if got, want := text.In(label.EN), "“NA” is not an amount"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := text.In(label.FR), "«\u202fNA\u202f» n’est pas un montant"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = Date(Of("03/04/2015"), Format{})
	if got, want := err.(*Error).Text.In(label.FR), "«\u202f03/04/2015\u202f» peut se lire jour/mois ou mois/jour\u202f; indiquez comment cette colonne est écrite"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNumberAndPercent(t *testing.T) {
	for _, c := range []struct {
		text, want string
		f          Format
	}{{"12,5", "12.5", Format{}}, {"10 K", "10000", Format{}}, {"120 j", "120", Format{}}, {"3,5 ETP", "3.5", Format{}}} {
		if got, err := Number(Of(c.text), c.f); err != nil || got.String() != c.want {
			t.Errorf("Number(%q) = %v, %v; want %s", c.text, got, err, c.want)
		}
	}
	for _, c := range []struct {
		text, want string
		f          Format
	}{
		{"12,5 %", "12.5", Format{}},
		{"-100.00%", "-100", Format{}},
		{"45", "45", Format{}},
		{"0,45", "45", Format{Fraction: true}},
		{"45 %", "45", Format{Fraction: true}},
		{"(5%)", "-5", Format{}},
		{"100\u202f%", "100", Format{}},
	} {
		if got, err := Percent(Of(c.text), c.f); err != nil || got.String() != c.want {
			t.Errorf("Percent(%q) = %v, %v; want %s", c.text, got, err, c.want)
		}
	}
	for _, s := range []string{"12 €", "12%"} {
		if _, err := Number(Of(s), Format{}); KindOf(err) != Unreadable {
			t.Errorf("Number(%q) gives %v, want Unreadable", s, err)
		}
	}
}

func TestCellsOfAWorkbookAreReadByTheirType(t *testing.T) {
	if got, _, _ := Amount(Cell{Text: "1.234", Kind: Numeric}, Format{Decimal: ','}); got.String() != "1.234" {
		t.Errorf("a typed number reads as %v under a French format, want 1.234", got)
	}
	if got, cur, _ := Amount(Cell{Text: "31.2 M€", Kind: Numeric}, Format{}); got != money.Units(31_200_000) || cur != "EUR" {
		t.Errorf("got %v %s, want 31200000 EUR", got, cur)
	}
	d := day.Of(2018, 2, 28)
	if got, _ := Date(Cell{Text: d.String(), Day: d, Kind: Dated}, Format{}); got != d {
		t.Errorf("got %v, want %v", got, d)
	}
	if got, _ := Date(Cell{Text: "43159", Kind: Numeric}, Format{}); got != d {
		t.Errorf("serial 43159 is %v, want %v", got, d)
	}
	if _, err := Date(Of("43159"), Format{}); err == nil {
		t.Error("the text 43159 was read as a date")
	}
	if _, _, err := Amount(Cell{Text: "#N/A", Kind: Broken}, Format{}); KindOf(err) != Unreadable {
		t.Errorf("an error cell gives %v, want Unreadable", err)
	}
}

func TestDateReadsNumbersAndWordsInBothLanguages(t *testing.T) {
	dmy, mdy, end := Format{Order: DayFirst}, Format{Order: MonthFirst}, Format{PeriodEnd: true}
	for _, c := range []struct {
		text string
		f    Format
		want string
	}{
		{"2015-12-31", Format{}, "2015-12-31"},
		{"2015/12/31", Format{}, "2015-12-31"},
		{"20151231", Format{}, "2015-12-31"},
		{"2015-12-31T00:00:00Z", Format{}, "2015-12-31"},
		{"2015-12-31 14:30", Format{}, "2015-12-31"},
		{"31/12/2015 00:00:00", Format{}, "2015-12-31"},
		{"31/12/2015", Format{}, "2015-12-31"},
		{"31.12.15", Format{}, "2015-12-31"},
		{"31-12-2015", Format{}, "2015-12-31"},
		{"12/31/2015", Format{}, "2015-12-31"},
		{"03/04/2015", dmy, "2015-04-03"},
		{"03/04/2015", mdy, "2015-03-04"},
		{"04/04/2015", Format{}, "2015-04-04"},
		{"1/2/70", dmy, "1970-02-01"},
		{"1/2/69", dmy, "2069-02-01"},
		{"octobre 14", Format{}, "2014-10-01"},
		{"octobre 14", end, "2014-10-31"},
		{"janvier 2013", Format{}, "2013-01-01"},
		{"oct. 2014", Format{}, "2014-10-01"},
		{"1er mars 2020", Format{}, "2020-03-01"},
		{"1er  Mars\u00a02020", Format{}, "2020-03-01"},
		{"31 March 2021", Format{}, "2021-03-31"},
		{"March 31, 2021", Format{}, "2021-03-31"},
		{"31st March 2021", Format{}, "2021-03-31"},
		{"lundi 1er février 2021", Format{}, "2021-02-01"},
		{"Août 2019", Format{}, "2019-08-01"},
		{"fév. 20", Format{}, "2020-02-01"},
		{"12-mars-21", Format{}, "2021-03-12"},
		{"mars-21", Format{}, "2021-03-01"},
		{"31 MAR 2025", Format{}, "2025-03-31"},
		{"Q1 2024", Format{}, "2024-01-01"},
		{"T1 2024", end, "2024-03-31"},
		{"2024-Q3", Format{}, "2024-07-01"},
		{"1er trimestre 2024", Format{}, "2024-01-01"},
		{"T4-24", end, "2024-12-31"},
		{"S2 2024", Format{}, "2024-07-01"},
		{"2T24", Format{}, "2024-04-01"},
		{"12/2015", Format{}, "2015-12-01"},
		{"2015-12", end, "2015-12-31"},
		{"2024", Format{}, "2024-01-01"},
		{"2024", end, "2024-12-31"},
		{"2024-W05", Format{}, "2024-01-29"},
		{"29/02/2020", Format{}, "2020-02-29"},
		{"31/12/9999", Format{}, "9999-12-31"},
	} {
		if got, err := Date(Of(c.text), c.f); err != nil || got.String() != c.want {
			t.Errorf("Date(%q) = %v, %v; want %s", c.text, got, err, c.want)
		}
	}
	for s, want := range map[string]ErrorKind{
		"31/02/2015": Impossible, "29/02/2021": Impossible, "2015-13-01": Impossible, "31 avril 2020": Impossible, "32/01/2020": Impossible, "13/13/2020": Impossible, "Q5 2024": Impossible, "00/00/0000": Impossible,
		"03/04/2015": Doubtful, "1/2/15": Doubtful, "": Blank,
		"tbc": Unreadable, "No end date": Unreadable, "mi 2021": Unreadable, "12 mars": Unreadable, "12,5": Unreadable, "1.5": Unreadable, "12": Unreadable, "2024/25": Unreadable, "n/a": Unreadable, "£12": Unreadable, "3D": Unreadable,
	} {
		if got, err := Date(Of(s), Format{}); KindOf(err) != want {
			t.Errorf("Date(%q) = %v, %v; want kind %d", s, got, err, want)
		}
	}
	if _, err := Date(Of("12/31/2015"), dmy); KindOf(err) != Impossible {
		t.Errorf("12/31/2015 in a day/month column gives %v, want Impossible", err)
	}
}

func TestMonthNeedsAMonth(t *testing.T) {
	for s, want := range map[string]string{"octobre 14": "2014-10", "2014-10": "2014-10", "31/12/2015": "2015-12", "Oct-14": "2014-10"} {
		if got, err := Month(Of(s), Format{}); err != nil || got.String() != want {
			t.Errorf("Month(%q) = %v, %v; want %s", s, got, err, want)
		}
	}
	if _, err := Month(Of("T1 2024"), Format{}); KindOf(err) != Unreadable {
		t.Errorf("a quarter as a month gives %v, want Unreadable", err)
	}
}

func TestDurationIsInYears(t *testing.T) {
	for _, c := range []struct {
		text, want string
		span       Span
	}{
		{"3 ans", "3", 0},
		{"18 mois", "1.5", 0},
		{"5 years 2 months", "5.1667", 0},
		{"2,5 ans", "2.5", 0},
		{"3 ans et 6 mois", "3.5", 0},
		{"1 an", "1", 0},
		{"5.92328767123288", "5.9233", Years},
		{"18", "1.5", Months},
		{"26 semaines", "0.4983", 0},
		{"18m", "1.5", 0},
		{"1461 jours", "4", 0},
		{"6 mois.", "0.5", 0},
	} {
		if got, err := Duration(Of(c.text), Format{Span: c.span}); err != nil || got.String() != c.want {
			t.Errorf("Duration(%q) = %v, %v; want %s", c.text, got, err, c.want)
		}
	}
	for _, s := range []string{"long", "3 lunes", "3 ans 6", "-", "12/2015"} {
		if got, err := Duration(Of(s), Format{}); KindOf(err) != Unreadable {
			t.Errorf("Duration(%q) = %v, %v; want Unreadable", s, got, err)
		}
	}
}

func TestWords(t *testing.T) {
	for s, want := range map[string]bool{"Oui": true, "NON": false, "yes": true, "x": true, "✔": true, "Faux": false, "1": true, "0": false} {
		if got, err := YesNo(Of(s)); err != nil || got != want {
			t.Errorf("YesNo(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
	for s, want := range map[string]string{"Amber/Green": "amber_green", "Amber/red": "amber_red", " amber / Red ": "amber_red", "AMBER-RED": "amber_red", "A/R": "amber_red", "AR": "amber_red", "ag": "amber_green", "Vert": "green", "🔴": "red", "Jaune": "amber", "orange": "amber"} {
		if got, err := Light(Of(s), Format{}); err != nil || got != want {
			t.Errorf("Light(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
	if got, _ := Light(Of("jaune"), Format{Yellow: true}); got != "amber_green" {
		t.Errorf("yellow beside orange is %q, want amber_green", got)
	}
	if _, err := Light(Of("Reset"), Format{}); KindOf(err) != Unreadable {
		t.Errorf("Reset as a light gives %v, want Unreadable", err)
	}
	for s, want := range map[string]string{"Ensoleillé": "sunny", "☀️": "sunny", "nuageux": "cloudy", "Pluie": "rainy", "⛈️": "stormy"} {
		if got, err := Weather(Of(s)); err != nil || got != want {
			t.Errorf("Weather(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
	for s, ok := range map[string]bool{"https://a.fr/x": true, "www.a.fr": true, "mailto:a@b.fr": true, "javascript:alert(1)": false, "data:text/html,x": false, "a.fr": false, "http://": false, "https://a b": false} {
		if _, err := Link(Of(s)); (err == nil) != ok {
			t.Errorf("Link(%q) gives %v, want ok %v", s, err, ok)
		}
	}
	if got, want := strings.Join(List(Of("Cloud; IA ;cloud;")), "+"), "Cloud+IA"; got != want {
		t.Errorf("List = %q, want %q", got, want)
	}
	if got, want := strings.Join(List(Of("• Réduire, vite\n• Former")), "+"), "Réduire, vite+Former"; got != want {
		t.Errorf("List = %q, want %q", got, want)
	}
	for _, s := range []string{"-", "NA", "n/a", "TBC", "À définir", "#N/A", "Sans objet"} {
		if !NoValue(Of(s)) {
			t.Errorf("NoValue(%q) is false", s)
		}
	}
	for _, s := range []string{"Exempt under Section 43", "12", "En cours", "En attente", "Pending"} {
		if NoValue(Of(s)) {
			t.Errorf("NoValue(%q) is true", s)
		}
	}
}
