package intake

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

const ukCost = "wlc_baseline_incl_NCG"

// pounds writes a cost of the file ("£278", "£2,013.02") in another way; what
// is no number stays.
func pounds(write func(n *big.Rat) string) func(string) string {
	return func(s string) string {
		n, ok := new(big.Rat).SetString(strings.NewReplacer("£", "", ",", "", " ", "", "m", "").Replace(s))
		if !ok {
			return s
		}
		return write(n)
	}
}

func grouped(n *big.Rat, by int64, places int) string {
	s := new(big.Rat).Mul(n, big.NewRat(by, 1)).FloatString(places)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, part, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		part = "." + part
	}
	return sign + whole + part
}

// day writes the dates of the file in another way.
func days(layout string) func(string) string {
	return func(s string) string {
		d, err := time.Parse("2006-01-02", s)
		if err != nil {
			return s
		}
		return d.Format(layout)
	}
}

func TestAnEnglishFileReadsTheSameHoweverItIsWritten(t *testing.T) {
	g := original(t, "uk-gmpp/gmpp-published-2022.csv", ';', true)
	w := newWorldFor(t)
	w.vary(t, g, []variation{
		{name: "columns in another order", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.shuffled().text(';') }, without: []string{"light"}},
		{name: "Windows-1252 and commas", file: "a.csv", make: func(t *testing.T, g grid) string {
			return encoded(t, g.text(','), replaced{charmap.Windows1252})
		}},
		{name: "other words in the headers", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename("project_number", "Project ID", "project_name", "Name of project", "department", "Parent department", "description_aims", "Aims", "start_date", "Start", "end_date", "Planned completion date", ukCost, "Whole Life Cost (£m)").text('\t')
		}},
		{name: "headers in French", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename("project_number", "N° projet", "project_name", "Libellé du projet", "department", "Ministère", "description_aims", "Objectifs du projet", "start_date", "Date de début", "end_date", "Date de fin", ukCost, "Coût complet (M£)").text(';')
		}},
		{name: "millions in the cells", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each(ukCost, pounds(func(n *big.Rat) string { return "£" + grouped(n, 1, 2) + "m" })).text(';')
		}},
		{name: "whole pounds", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(ukCost, "Whole life cost (£)").each("Whole life cost (£)", pounds(func(n *big.Rat) string { return grouped(n, 1_000_000, 0) })).text(';')
		}},
		{name: "thousands in the header", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(ukCost, "Whole life cost (£'000)").each("Whole life cost (£'000)", pounds(func(n *big.Rat) string { return grouped(n, 1000, 1) })).text(';')
		}},
		{name: "dates in words", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each("start_date", days("2 January 2006")).each("end_date", days("Jan 2, 2006")).text(';')
		}},
		{name: "dates with the day first", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each("start_date", days("02/01/2006")).each("end_date", days("02/01/2006")).text(';')
		}},
		{name: "dates with the month first", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each("start_date", days("1/2/2006")).each("end_date", days("1/2/2006")).text(';')
		}},
		{name: "dates with short months", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each("start_date", days("02-Jan-06")).text(';')
		}},
		{name: "exemptions as marks", file: "a.csv", make: func(_ *testing.T, g grid) string {
			n := 0
			return g.each(ukCost, func(s string) string {
				if strings.HasPrefix(s, "Exempt") {
					n++
					return []string{"n/a", "TBC", "-", "Redacted", "#N/A"}[n%5]
				}
				return s
			}).text(';')
		}},
		{name: "a grand total and notes", file: "a.csv", note: "total", make: func(_ *testing.T, g grid) string {
			return g.add([]string{"", "", "Grand total"}, []string{""}, []string{"Notes"}, []string{"Figures are in millions of pounds."}, []string{"Source: Infrastructure and Projects Authority"}).
				put(len(g), ukCost, "£494,181.00").text(';')
		}},
		{name: "one project per column", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.transposed().text(';') }},
		{name: "one project per column, beside group labels", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.transposed().labelled(false).text(';') }},
		{name: "one project per column, a group label on every line", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.transposed().labelled(true).text(';') }},
		{name: "a workbook, one project per column, group labels in merged cells", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			out := g.transposed().labelled(false)
			return out.workbook(t, true, func(f *excelize.File, sheet string) {
				for i := 0; i+3 < len(out); i += 4 {
					if err := f.MergeCell(sheet, fmt.Sprintf("A%d", i+1), fmt.Sprintf("A%d", i+4)); err != nil {
						t.Fatal(err)
					}
				}
			})
		}},
		{name: "a workbook, one project per column, with a title", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			return g.transposed().under([]string{"Government Major Projects Portfolio"}).workbook(t, false, nil)
		}},
		{name: "a workbook with groups of headers", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			groups := make([]string, len(g[0]))
			groups[0], groups[6], groups[9], groups[12] = "Project", "Delivery confidence", "Schedule", "Finance"
			return g.under(groups).workbook(t, false, func(f *excelize.File, sheet string) {
				for _, m := range [][2]string{{"A1", "F1"}, {"G1", "I1"}, {"J1", "L1"}, {"M1", "Q1"}} {
					if err := f.MergeCell(sheet, m[0], m[1]); err != nil {
						t.Fatal(err)
					}
				}
			})
		}},
		{name: "groups of headers without merged cells", file: "a.csv", make: func(_ *testing.T, g grid) string {
			groups := make([]string, len(g[0]))
			groups[0], groups[6], groups[9], groups[12] = "Project", "Delivery confidence", "Schedule", "Finance"
			return g.under(groups).text(';')
		}},
		{name: "headers on every page, and pages", file: "a.csv", make: func(_ *testing.T, g grid) string {
			var out grid
			for i, r := range g {
				if i > 0 && i%40 == 0 {
					out = append(out.add([]string{"", "", fmt.Sprintf("Page %d", i/40)}), g[0])
				}
				out = append(out, r)
			}
			return out.text(';')
		}},
	})
}

// The small files below have values that are known by hand.
func TestOddColumnsAreReadAsTheyAreMeant(t *testing.T) {
	w := newWorldFor(t)
	for _, c := range []struct {
		name, text string
		values     map[string]string // of the project Alpha, by attribute
		totals     map[string]string
		note       string
	}{
		{name: "percentages as parts of one", text: "Projet;Avancement\nAlpha;0,45\nBeta;0,5\nGamma;1\n", values: map[string]string{"progress": "450000 []"}},
		{name: "percentages in points", text: "Projet;Avancement\nAlpha;45\nBeta;50\nGamma;100\n", values: map[string]string{"progress": "450000 []"}},
		{name: "percentages with their sign", text: "Projet;Avancement\nAlpha;45 %\nBeta;50%\nGamma;100 %\n", values: map[string]string{"progress": "450000 []"}},
		{name: "percentages of zero and one", text: "Projet;Avancement\nAlpha;0\nBeta;1\nGamma;1\n", note: "only 0 and 1"},
		{name: "negatives in brackets", text: "Project;Total cost (£m)\nAlpha;(12.5)\nBeta;20.0\nGamma;(1.5)\n", totals: map[string]string{"total_cost": "map[GBP:6000000.00] of 3"}},
		{name: "negatives with a sign behind", text: "Projet;Coût (k€)\nAlpha;12,5-\nBeta;20,0\n", totals: map[string]string{"total_cost": "map[EUR:7500.00] of 2"}},
		{name: "amounts with a remark", text: "Projet;Coût (k€)\nAlpha;12 (estimation)\nBeta;20\nGamma;30\n", totals: map[string]string{"total_cost": "map[EUR:50000.00] of 2"}},
		{name: "a range is no amount", text: "Projet;Coût (M€)\nAlpha;10 à 15\nBeta;20\nGamma;30\n", totals: map[string]string{"total_cost": "map[EUR:50000000.00] of 2"}},
		{name: "about is no exact amount", text: "Projet;Coût (M€)\nAlpha;environ 10\nBeta;20\nGamma;30\n", totals: map[string]string{"total_cost": "map[EUR:50000000.00] of 2"}},
		{name: "two budgets", text: "Projet;Budget initial (k€);Budget révisé (k€);Consommé (k€)\nAlpha;100;120;30\nBeta;50;50;60\n", totals: map[string]string{"total_cost": "map[EUR:170000.00] of 2", "total_cost_baseline": "map[EUR:150000.00] of 2", "actual_cost": "map[EUR:90000.00] of 2"}},
		{name: "units that differ by column", text: "Projet;Budget (M€);Consommé (€)\nAlpha;1,2;300 000\nBeta;0,5;60 000\n", totals: map[string]string{"total_cost": "map[EUR:1700000.00] of 2", "actual_cost": "map[EUR:360000.00] of 2"}},
		{name: "currencies in the cells", text: "Projet;Budget\nAlpha;120 000 €\nBeta;$50,000\nGamma;£30,000\n", totals: map[string]string{"total_cost": "map[EUR:120000.00 GBP:30000.00 USD:50000.00] of 3"}, note: "several currencies"},
		{name: "a column of currencies", text: "Projet;Budget (k);Devise\nAlpha;12;EUR\nBeta;5;USD\n", totals: map[string]string{"total_cost": "map[EUR:12000.00 USD:5000.00] of 2"}},
		{name: "the unit on a line of its own", text: "Projet;Budget;Durée\n;(k€);(mois)\nAlpha;100;12\nBeta;50;6\n", totals: map[string]string{"total_cost": "map[EUR:150000.00] of 2"}, values: map[string]string{"duration": "10000 []"}},
		{name: "groups over names with their units", text: "Suivi;;;\n;Budget;Budget;Calendrier\nProjet;Initial (k€);Révisé (k€);Début\nAlpha;100;120;01/02/2026\nBeta;50;55;15/03/2026\n", totals: map[string]string{"total_cost": "map[EUR:175000.00] of 2", "total_cost_baseline": "map[EUR:150000.00] of 2"}, values: map[string]string{"start": "739648 []"}},
		{name: "Swiss groups", text: "Projet;Budget (CHF)\nAlpha;1'234'567.50\nBeta;12'000.00\n", totals: map[string]string{"total_cost": "map[CHF:1246567.50] of 2"}},
		{name: "day and month in doubt", text: "Projet;Début\nAlpha;03/04/2024\nBeta;05/06/2024\n", note: "Nothing proves"},
		{name: "traffic lights in letters", text: "Projet;Feu\nAlpha;R\nBeta;V\nGamma;O\nDelta;V\n", values: map[string]string{"light": "5 []"}},
		{name: "weather in signs", text: "Projet;Météo\nAlpha;☀\nBeta;⛈\nGamma;🌧\n"},
		{name: "quarters", text: "Projet;Début;Fin\nAlpha;T1 2024;T4 2025\nBeta;T2 2024;T3 2025\nGamma;T2 2024;T3 2025\n", values: map[string]string{"start": "738886 []", "end": "739616 []"}},
		{name: "years alone", text: "Projet;Date de début;Date de fin\nAlpha;2024;2025\nBeta;2023;2026\nGamma;2023;2026\n", values: map[string]string{"start": "738886 []", "end": "739616 []"}},
		{name: "a legend beside the table", text: "Projet;Direction;Budget (k€);;Légende;Sens\nAlpha;Achats;10;;V;Vert\nBeta;Ventes;20;;R;Rouge\nGamma;Achats;30;;;\nDelta;Achats;40;;;\nEpsilon;Achats;40;;;\nZeta;Achats;40;;;\n", totals: map[string]string{"total_cost": "map[EUR:180000.00] of 6"}, note: "Beside the table"},
		{name: "only names", text: "Projet\nAlpha\nBeta\nGamma\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := *w
			at.t = t
			r := at.reads("odd.csv", c.text)
			alpha, ok := r.values["alpha"]
			if !ok {
				t.Fatalf("no project Alpha: %v, layout %+v", r.values, r.m.Settings.Layout)
			}
			for k, v := range c.values {
				if alpha[k] != v {
					t.Errorf("%s: got %q, want %q; columns %s", k, alpha[k], v, r.columns())
				}
			}
			for k, v := range c.totals {
				if got := r.total(k); got != v {
					t.Errorf("sum of %s: got %s, want %s; columns %s", k, got, v, r.columns())
				}
			}
			if c.note != "" && !r.said(c.note) {
				t.Errorf("no note says “%s”: %v; columns %s", c.note, r.m.Settings.Notes, r.columns())
			}
		})
	}
}

// columns tells what the columns became.
func (r reading) columns() string {
	var out []string
	for _, c := range r.m.Settings.Columns {
		out = append(out, fmt.Sprintf("%s→%s %+v %v", c.Header, c.Becomes(), c.Options, c.Notes))
	}
	return strings.Join(out, "; ")
}
