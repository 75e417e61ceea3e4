package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vigie/format/sheet"
	"vigie/ground/db/dbtest"
	"vigie/room/field"
)

// become proposes a mapping for a table and returns what each header becomes.
func (w *world) become(text string) map[string]string {
	w.t.Helper()
	m := w.draft("table.csv", text, "")
	out := map[string]string{}
	for _, c := range m.Settings.Columns {
		out[c.Header] = c.Becomes()
		if c.Kind == field.Money && c.Action != Ignore {
			out[c.Header] += fmt.Sprintf(" ×%d %s", c.Options.Multiplier, c.Options.Currency)
		}
	}
	return out
}

func TestHeadersOfOtherYearsAreRecognised(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	long := strings.Repeat("This is a narrative of the department about it. ", 4)
	for name, table := range map[string][][3]string{ // header, sample cells, what it becomes
		"GMPP 2016 to 2020": {
			{"GMPP ID Number", "MOD_0106|HO_0045|DFT_0012|DWP_0003", "code"},
			{"Project Name", "Lightning II|Emergency Services Mobile|Crossrail|Universal Credit", "name"},
			{"Department", "MOD|HO|DFT|DWP", "unit"},
			{"Annual Report Category", "Military|ICT|Infrastructure|Transformation", "report_category"},
			{"Description / Aims", long + "|x|y|z", "description"},
			{"IPA Delivery Confidence Assessment", "Amber|Amber/Red|Green|Exempt under Section 43", "light"},
			{"Departmental Commentary on actions planned or taken on the IPA RAG rating.", long + "|x|y|z", "light_comment"},
			{"Project - Start Date", "01/04/2015|31/12/2016|13/05/2014|01/02/2011", "start"},
			{"Project - End Date", "01/04/2035|31/12/2026|13/05/2024|01/02/2021", "end"},
			{"Departmental Narrative on Schedule", long + "|x|y|z", "schedule_comment"},
			{"Financial Year Baseline (£m) (including Non-Government Costs)", "100.5|20.1|30.7|Exempt", "year_budget ×1000000 GBP"},
			{"Financial Year Forecast (£m) (including Non-Government Costs)", "101.5|21.1|31.7|Exempt", "year_forecast ×1000000 GBP"},
			{"Financial Year Variance (%)", "1%|5%|-3%|Exempt", "year_variance_percent"},
			{"Departmental narrative on budget/forecast variance (if variance is more than 5%)", long + "|x|y|z", "variance_comment"},
			{"TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)", "9000.5|5100|17000|12800.3", "total_cost ×1000000 GBP"},
			{"Departmental Narrative on Budgeted Whole Life Costs", long + "|x|y|z", "cost_comment"},
		},
		"GMPP 2023": {
			{"GMPP ID Number", "MOD_0106|HO_0045|DFT_0012|DWP_0003", "code"},
			{"Project Name", "A1|B|C|D", "name"},
			{"Department", "MOD|HO|DFT|DWP", "unit"},
			{"IPA Delivery Confidence Assessment", "Amber|Red|Green|Exempt under Section 43", "light"},
			{"SRO Delivery Confidence Assessment", "Amber|Amber|Green|Red", "owner_light"},
			{"Financial Year Baseline (£m)", "100.5|20.1|30.7|Exempt", "year_budget ×1000000 GBP"},
			{"TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)", "9000.5|5100|17000|12800.3", "total_cost ×1000000 GBP"},
			{"TOTAL Baseline Benefits (£m)", "10000|6000|1|2", "benefits ×1000000 GBP"},
			{"Departmental Narrative on Budgeted Benefits", long + "|x|y|z", "benefits_comment"},
		},
		"a PMO of a company": {
			{"N°", "1|2|3|4", ""},
			{"Réf. projet", "P-01|P-02|P-03|P-04", "code"},
			{"Intitulé du projet", "Paie|Achats|CRM|Portail", "name"},
			{"Direction", "DRH|DAF|DC|DSI", "unit"},
			{"Chef de projet", "Anne|Luc|Eva|Zoé", "manager"},
			{"Sponsor", "Max|Léa|Tom|Jo", "sponsor"},
			{"Statut", "En cours|Terminé|En cours|En cours", "stage"},
			{"Météo", "Soleil|Pluie|Orage|Nuageux", "weather"},
			{"% avancement", "10 %|100 %|40 %|50 %", "progress"},
			{"Date de début", "01/02/2024|15/03/2024|01/04/2024|20/05/2024", "start"},
			{"Fin prévue", "01/02/2025|15/03/2025|01/04/2025|20/05/2025", "end"},
			{"Fin initiale", "01/01/2025|15/02/2025|01/03/2025|20/04/2025", "end_baseline"},
			{"Budget (k€)", "120|340,5|80|1 200", "total_cost ×1000 EUR"},
			{"Consommé (k€)", "20|340|8|200", "actual_cost ×1000 EUR"},
			{"Commentaires", "ok|à surveiller|retard fournisseur|rien", "comment"},
		},
		"units without brackets": {
			{"Projet", "Paie|Achats|CRM|Portail", "name"},
			{"Budget k€", "120|340,5|80|1 200", "total_cost ×1000 EUR"},
			{"Budget initial K€ HT", "120|340,5|80|1 200", "total_cost_baseline ×1000 EUR"},
			{"Consommé KEUR", "20|340|8|200", "actual_cost ×1000 EUR"},
		},
		"groups of headers with units": {
			{"Projet", "Paie|Achats|CRM|Portail", "name"},
			{"Budget M€ / Actualisé", "1,2|3,4|8|12", "total_cost ×1000000 EUR"},
			{"Budget M€ / Initial", "1,2|3,4|8|12", "total_cost_baseline ×1000000 EUR"},
		},
		"units in English": {
			{"Project", "A1|B|C|D", "name"},
			{"Cost £k", "100.5|20.1|30.7|TBC", "total_cost ×1000 GBP"},
			{"Actuals in £k", "10.5|2.1|3.7|TBC", "actual_cost ×1000 GBP"},
		},
		"years side by side": {
			{"Project", "A1|B|C|D", "name"}, {"Budget 2024 (€)", "100000|200000|1|2", "budget_2024 ×1 EUR"}, {"Budget 2025 (€)", "100000|200000|1|2", "budget_2025 ×1 EUR"}, {"Total budget (€)", "500000|200000|1|2", "total_cost ×1 EUR"},
		},
	} {
		var lines [5]strings.Builder
		for i, c := range table {
			sep := ";"
			if i == 0 {
				sep = ""
			}
			lines[0].WriteString(sep + `"` + c[0] + `"`)
			for j, cell := range strings.Split(c[1], "|") {
				lines[j+1].WriteString(sep + `"` + cell + `"`)
			}
		}
		text := ""
		for i := range lines {
			text += lines[i].String() + "\n"
		}
		got := w.become(text)
		for _, c := range table {
			if got[c[0]] != c[2] {
				t.Errorf("%s: %q becomes %q, want %q", name, c[0], got[c[0]], c[2])
			}
		}
	}
}

func TestStatesOfProjectsAreKnownOrProposed(t *testing.T) {
	w := newWorldFor(t)
	text := "Projet;Statut;Tranche de coût\n"
	words := []string{"En cours", "En attente", "En cadrage", "Clôturé", "Abandonné", "Suspendu", "NC"}
	for i := range 21 { // a list: each of its values more than once
		text += fmt.Sprintf("Projet %d;%s;%s\n", i, words[i%7], []string{"en cours", "moins de 5 M€"}[i%2])
	}
	got := map[string]string{}
	for _, c := range w.draft("a.csv", text, "").Settings.Columns {
		for _, v := range c.Values {
			got[c.Header+": "+v.Text] = v.Option
		}
	}
	for text, want := range map[string]string{
		"Statut: En cours": NewOption, "Statut: En attente": NewOption, "Statut: En cadrage": "framing", "Statut: Clôturé": "done", "Statut: Abandonné": "stopped", "Statut: Suspendu": NewOption, "Statut: NC": "",
		"Tranche de coût: en cours": "", "Tranche de coût: moins de 5 M€": NewOption,
	} {
		if option, there := got[text]; !there || option != want {
			t.Errorf("%s: got %q %v, want %q", text, option, there, want)
		}
	}
}

func FuzzAnyTableGetsAMappingWithoutRepeats(f *testing.F) {
	f.Add("Projet;Coût\nA;1\n")
	f.Add("Projet;Programme\nA;B\nB;A\n")
	f.Add("Project name,Start,Duration (months),Cost £m\nA,2020-01-01,-3,£1e9\n")
	f.Add("Projet;Tags;Tags\nA;\"x;y\";z\n")
	c, err := projectCatalogue(context.Background(), newWorldFor(f).d)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		book, err := sheet.Open(strings.NewReader(text), int64(len(text)), "f.csv", limits)
		if err != nil {
			return
		}
		table, err := book.Table(0)
		if err != nil {
			return
		}
		p := &proposal{t: &projects, c: c, table: table, used: map[string]int{}, grows: true}
		p.look()
		p.assign()
		p.fallBack()
		p.settleUnits()
		seen := map[string]bool{}
		for i := range p.columns {
			col := &p.columns[i]
			p.finish(col, i)
			if key := col.Becomes(); key != "" && seen[key] {
				t.Fatalf("two columns become %s", key)
			} else {
				seen[key] = true
			}
			if col.Action == ToNew && !newKey.MatchString(col.New.Key) {
				t.Fatalf("%q becomes the attribute %q, which is no key", col.Header, col.New.Key)
			}
		}
	})
}
