package cell

import (
	"strings"
	"testing"

	"vigie/ground/label"
)

// column makes a column from texts separated by bars.
func column(header, texts string) Column {
	c := Column{Header: header}
	for t := range strings.SplitSeq(texts, "|") {
		c.Cells = append(c.Cells, Of(t))
	}
	return c
}

func TestHeaderUnit(t *testing.T) {
	for header, want := range map[string]struct {
		multiplier int64
		currency   string
	}{
		"Budget (k€)": {1000, "EUR"}, "Budget K€": {1000, "EUR"}, "2013/2014 Budget (£million)": {1_000_000, "GBP"}, "Coût en M€": {1_000_000, "EUR"},
		"Cost in EUR thousands": {1000, "EUR"}, "Total (£m)": {1_000_000, "GBP"}, "Montant (milliers d’euros)": {1000, "EUR"}, "Coût (€)": {1, "EUR"}, "Budget KEUR": {1000, "EUR"},
		"Budget EUR": {1, "EUR"}, "£000": {1000, "GBP"}, "Cost (£'000)": {1000, "GBP"}, "Enveloppe Md€": {1_000_000_000, "EUR"}, "Budget (M)": {1_000_000, ""}, "Coût (en millions)": {1_000_000, ""},
		"Coût estimé": {}, "All costs": {}, "Cost (all)": {}, "Me contacter": {}, "Top projets": {}, "Charge (j)": {}, "Coût (b)": {}, "wlc_baseline_incl_NCG": {}, "Mode de financement": {}, "Projet": {}, "mars-24": {}, "Mars": {}, "Budget CHF": {1, "CHF"}, "Budget KCHF": {1000, "CHF"},
		"Total budgeted whole life costs (£million) (including non-government costs)": {1_000_000, "GBP"},
	} {
		if m, c := HeaderUnit(header); m != want.multiplier || c != want.currency {
			t.Errorf("HeaderUnit(%q) = %d %q, want %d %q", header, m, c, want.multiplier, want.currency)
		}
	}
}

func TestAHeaderIsNamedWithoutItsUnit(t *testing.T) {
	for header, want := range map[string]string{
		"Budget k€": "Budget", "Coût en M€": "Coût", "Cost £k": "Cost", "Coût (k€ TTC)": "Coût ( )", "Montant M€ / Initial": "Montant / Initial", "Coût total en milliers d’euros HT": "Coût total",
		"Budget TTC": "Budget", "Budget KEUR 2024": "Budget 2024", "Total budget, €": "Total budget,", "€": "€", "K€": "K€", "HT": "HT",
		"Coût estimé": "Coût estimé", "Mode de financement": "Mode de financement", "Nombre de k": "Nombre de k", "Projet en cours": "Projet en cours", "": "",
	} {
		if got := strings.Join(strings.Fields(WithoutUnit(header)), " "); got != want {
			t.Errorf("WithoutUnit(%q) = %q, want %q", header, got, want)
		}
	}
}

func TestGuessNamesTheKindOfAColumn(t *testing.T) {
	long := strings.Repeat("Le projet vise à simplifier. ", 10)
	for _, c := range []struct{ header, texts, want string }{
		{"Projet", "Alpha|Beta|Gamma|Delta|Epsilon", "text"},
		{"Code", "P-001|P-002|P-003|P-004", "text"},
		{"Code", "001|002|003|010", "text"},
		{"Description", long + "|" + long + "x|" + long + "y", "long_text"},
		{"Budget", "12|13,5|14|NA", "money"},
		{"Charge", "12|13,5|14||", "number"},
		{"Montant", "12 k€|1 M€|3 k€", "money"},
		{"Avancement", "10 %|20 %|100 %", "percent"},
		{"Avancement", "10|20|100|0", "percent"},
		{"Début", "31/12/2015|01/02/2016|tbc", "date"},
		{"Début", "octobre 14|janvier 15||mars 2016", "month"},
		{"Inter-ministériel", "Oui|Non|Non|Oui", "yes_no"},
		{"Actif", "x||x||x", "yes_no"},
		{"Phase", "Cadrage|Réalisation|Cadrage|Réalisation|Cadrage|Déploiement|Cadrage|Cadrage", "choice"},
		{"Axes", "Cloud; IA|IA|Cloud; Data|Data; IA|Cloud|IA; Cloud; Data|Data", "choices"},
		{"Site", "https://a.fr|https://b.fr|www.c.fr", "link"},
		{"RAG", "Green|Amber|Amber/Red|Red|Reset", "light"},
		{"Météo", "Soleil|Nuageux|Orage|Pluie", "weather"},
		{"Durée (mois)", "12|18|24", "number"},
		{"Durée", "3 ans|18 mois|2 ans", "number"},
		{"Année", "2021|2021|2021|2021", "number"},
		{"Ministère", "Ministère de l’Économie, des Finances|Intérieur|Justice|Intérieur|Culture|Armées", "text"},
		{"Vide", "|||", "text"},
		{"Financement", "P302 P349|Programme 129|P156|P200 P201", "text"},
	} {
		if got := Guess(column(c.header, c.texts)); got.Kind != c.want {
			t.Errorf("Guess(%s: %.40s) is %s (%d%%), want %s", c.header, c.texts, got.Kind, got.Confidence, c.want)
		}
	}
}

func TestGuessDecidesDoubtByTheOtherCells(t *testing.T) {
	for _, c := range []struct {
		texts     string
		want      byte
		ambiguous bool
	}{
		{"1,234|12,5|3", ',', false},
		{"1,234|12.5|3", '.', false},
		{"1.234|1.234.567", ',', false},
		{"1,234|2,500", '.', true},
		{"£278|£32,614|£225|£1,419|£2,000", '.', false},
		{"1234|1,234|2,345|3,456", '.', true},
		{"1 234,5|2 000", ',', false},
		{"12|13", 0, false},
	} {
		g := Guess(column("Budget", c.texts))
		if g.Format.Decimal != c.want || g.AmbiguousDecimal != c.ambiguous {
			t.Errorf("%q: decimal %q ambiguous %v, want %q %v", c.texts, g.Format.Decimal, g.AmbiguousDecimal, c.want, c.ambiguous)
		}
	}
	for _, c := range []struct {
		texts     string
		want      Order
		ambiguous bool
	}{
		{"03/04/2015|31/12/2015", DayFirst, false}, {"03/04/2015|12/31/2015", MonthFirst, false}, {"03/04/2015|05/06/2015", DayFirst, true}, {"2015-01-02|2015-03-04", AnyOrder, false},
	} {
		g := Guess(column("Début", c.texts))
		if g.Format.Order != c.want || g.AmbiguousOrder != c.ambiguous {
			t.Errorf("%q: order %d ambiguous %v, want %d %v", c.texts, g.Format.Order, g.AmbiguousOrder, c.want, c.ambiguous)
		}
	}
}

func TestGuessAllSettlesDoubtLikeTheRestOfTheFile(t *testing.T) {
	g := GuessAll([]Column{
		column("Budget", "1,234|2,500"), column("Charge", "1,5|2,25"),
		column("Début", "03/04/2015|05/06/2015"), column("Fin", "31/12/2016|05/06/2016"),
	})
	if g[0].AmbiguousDecimal || g[0].Format.Decimal != ',' {
		t.Errorf("budget is read with %q, ambiguous %v; want a comma as in the other column", g[0].Format.Decimal, g[0].AmbiguousDecimal)
	}
	if g[2].AmbiguousOrder || g[2].Format.Order != DayFirst {
		t.Errorf("start is read in order %d, ambiguous %v; want day first as in the other column", g[2].Format.Order, g[2].AmbiguousOrder)
	}
}

func TestGuessFindsTheUnit(t *testing.T) {
	for _, c := range []struct {
		header, texts string
		multiplier    int64
		currency      string
		source        Source
		ambiguous     bool
	}{
		{"Budget (k€)", "12|13", 1000, "EUR", FromHeader, false},
		{"Budget", "12 k€|3,5 M€", 1, "EUR", FromCells, false},
		{"Budget", "£26.19m|£3.2m|14", 1, "GBP", FromCells, true},
		{"Budget", "£2,013.02|£33.73", 1, "GBP", NoSource, false},
		{"Budget (€)", "12|13", 1, "EUR", FromHeader, false},
	} {
		g := Guess(column(c.header, c.texts))
		if g.Format.Multiplier != c.multiplier || g.Format.Currency != c.currency || g.Unit != c.source || g.AmbiguousUnit != c.ambiguous {
			t.Errorf("%s %q: %+v, want %d %s from %d", c.header, c.texts, g, c.multiplier, c.currency, c.source)
		}
	}
}

func TestCostUnitGuessesMillionsAndSaysSo(t *testing.T) {
	c := column("Coût estimé", "31.2|16.1||4.4|7.48")
	g := CostUnit(c, Guess(c), nil)
	if g.Format.Multiplier != 1_000_000 || g.Unit != FromMagnitude || len(g.Notes) == 0 {
		t.Errorf("got %+v, want millions by magnitude with a note", g)
	}
	c = column("wlc", "£2,013.02|£1,419.50|£654.46|£99,000.5")
	texts := []string{"increased from £1996.00m to £2013.02m", "to £1419.50m. The whole", "is 654.46 (£M)", "saved £102m"}
	if g = CostUnit(c, Guess(c), texts); g.Unit != FromEvidence || g.Format.Multiplier != 1_000_000 {
		t.Errorf("got %+v, want millions by evidence", g)
	}
	for _, texts := range []string{"250000|1200000|90000", "12 k€|13 k€|2 k€", "1 000 €|2 500 €|300 €", "£900|£1,200||£40"} {
		c = column("Coût", texts)
		if before := Guess(c); CostUnit(c, before, nil).Format.Multiplier != before.Format.Multiplier {
			t.Errorf("%q: the unit was changed", texts)
		}
	}
	c = column("Coût (€)", "12|13")
	if g = CostUnit(c, Guess(c), nil); g.Unit != FromHeader {
		t.Errorf("a header in euros gives %+v, want the header's unit", g)
	}
}

func TestPercentagesAsPartsOfOneAreSeen(t *testing.T) {
	if g := Guess(column("Avancement", "0,5|1|0,25|0")); !g.Format.Fraction || g.Kind != "percent" {
		t.Errorf("got %+v, want a percentage in parts of one", g)
	}
	if g := Guess(column("Avancement", "0|1|1|0")); g.Format.Fraction {
		t.Error("0 and 1 alone were taken for parts of one")
	}
}

func TestTheNotesOnPercentagesAreReadAsTheyStand(t *testing.T) {
	for _, texts := range []string{"0,5|12|40|3", "0,5|1|0,25|0", "0|1|1|0"} {
		g := Guess(column("Avancement %", texts))
		if len(g.Notes) == 0 {
			t.Errorf("nothing is noted of %s", texts)
		}
		for _, n := range g.Notes {
			for _, l := range []label.Lang{label.EN, label.FR} {
				if said := n.In(l); strings.Contains(said, "%!") || !strings.Contains(said, "%") {
					t.Errorf("of %s: %q", texts, said)
				}
			}
		}
	}
}
