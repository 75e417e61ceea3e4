package intake

import (
	"fmt"
	"slices"
	"testing"

	"vigie/ground/day"
	"vigie/room/field"
)

// Spreadsheets as project offices keep them, that no real file is behind: what is
// read of them is what the office meant, and what cannot be meant is refused.
func TestSpreadsheetsOfProjectOfficesAreReadAsTheyAreMeant(t *testing.T) {
	w := newWorldFor(t)
	for _, c := range []struct {
		name, text string
		rows       int
		want       map[string]string // "project attribute" → value, "?" where the cell is refused
		totals     map[string]string
		left       int
	}{
		{
			name: "headers over two lines, codes with zeros, a total and a note", rows: 3, left: 2,
			text:   "Portefeuille projets DSI - Comité du 12/11/2026\nProjet;;Calendrier;;Budget (en k€);;Météo;Avancement\nCode;Intitulé;Début;Fin;Initial;Actualisé;;\n00123;Refonte paie;T3 2026;fin 2027;1 200;1 350,5;☀️;35 %\n00124;Portail usagers;mars-26;printemps 2027;350;n/a;⛅;0,4\n00125;Archivage;S45 2026;30/06/2027;78,5;-12;🌧️;10 %\nTOTAL;;;;1 628,5;1 338,5;;\nNote : budgets hors masse salariale\n",
			want:   map[string]string{"refonte paie code": "00123", "refonte paie end": "2027-12-31", "portail usagers end": "?", "archivage start": "2026-11-02", "refonte paie progress": "35", "portail usagers progress": "40", "portail usagers total_cost": "?"},
			totals: map[string]string{"total_cost_baseline": "map[EUR:1628500.00] of 3", "total_cost": "map[EUR:1338500.00] of 2"},
		},
		{
			name: "few amounts under a unit in the header", rows: 3,
			text:   "Projet;Budget total (k€);Consommé\nAlpha;TBD;50 k€\nBeta;'301;12 000 €\nGamma;à définir;n.c.\n",
			totals: map[string]string{"total_cost": "map[EUR:301000.00] of 1", "actual_cost": "map[EUR:62000.00] of 2"},
		},
		{
			name: "a share of the budget is no cost", rows: 3,
			text: "Projet;% avancement;% budget consommé;Budget (k€)\nAlpha;35;110;100\nBeta;50;12;200\nGamma;100;100;300\n",
			want: map[string]string{"alpha progress": "35", "alpha actual_cost": ""}, totals: map[string]string{"total_cost": "map[EUR:600000.00] of 3", "actual_cost": "none"},
		},
		{
			name: "lights in letters, one of them under a word for a text", rows: 3,
			text: "Projet;Statut global;Coût;Délai;Périmètre\nAlpha;V;V;O;R\nBeta;O;V;O;R\nGamma;R;V;R;V\n",
			want: map[string]string{"alpha light": "1", "gamma light": "5", "alpha description": ""},
		},
		{
			name: "several units in a cell are refused, not made one", rows: 2,
			text: "Projet\tDirection\tBudget (k€)\nAlpha\tDSI; DRH\t1 200\nBeta\tDAF\t350\n",
			want: map[string]string{"alpha unit": "?", "beta unit": "daf"}, totals: map[string]string{"total_cost": "map[EUR:1550000.00] of 2"},
		},
		{
			name: "dates as people speak of them", rows: 6,
			text: "Projet;Date de début;Date de fin\nAlpha;début 2026;fin 2026\nBeta;mi-2026;été 2027\nGamma;S45 2025;2e semestre 2027\nDelta;01.03.26;31.12.27\nEpsilon;2026-Q1;fin T1 2027\nZeta;T1/2026;à définir\n",
			want: map[string]string{"alpha start": "2026-01-01", "alpha end": "2026-12-31", "beta start": "?", "beta end": "?", "gamma start": "2025-11-03", "gamma end": "2027-12-31", "delta start": "2026-03-01", "epsilon end": "2027-03-31", "zeta end": "?"},
		},
		{
			name: "programmes as titles with totals", rows: 4, left: 5,
			text:   "Nom du projet;Chef de projet;Début;Fin;Budget (k€);Météo\nPROGRAMME TRANSFORMATION;;;;;\nRefonte paie;;01/01/2026;31/12/2026;1200;Soleil\nPortail;;01/03/2026;31/12/2026;350;Nuages\nTotal programme transformation;;;;1550;\nPROGRAMME SOCLE;;;;;\nArchivage;;01/01/2026;31/12/2026;78;Orage\nRéseau;;01/01/2026;31/12/2026;22;Pluie\nTotal programme socle;;;;100;\nTOTAL GÉNÉRAL;;;;1650;\n",
			totals: map[string]string{"total_cost": "map[EUR:1650000.00] of 4"},
		},
		{
			name: "a block with its headers for each group", rows: 4, left: 4,
			text:   "Direction des finances\nProjet;Budget (k€);Fin\nAlpha;100;01/02/2027\nBeta;200;01/03/2027\nSous-total;300;\n\nDirection RH\nProjet;Budget (k€);Fin\nGamma;50;01/02/2027\nDelta;60;01/03/2027\nSous-total;110;\nTotal général;410;\n",
			totals: map[string]string{"total_cost": "map[EUR:410000.00] of 4"},
		},
		{
			name: "negative amounts in every spelling", rows: 3,
			text:   "Projet;Budget;Économies\nAlpha;1 200 €;-300 €\nBeta;- 350 €;(120 €)\nGamma;−78 €;300-\n",
			totals: map[string]string{"total_cost": "map[EUR:772.00] of 3", "economies": "map[EUR:-720.00] of 3"},
		},
		{
			name: "amounts that are no amounts", rows: 4,
			text: "Projet;Coût estimé (k€)\nAlpha;entre 1 et 2\nBeta;~ 350\nGamma;< 100\nDelta;100 (hors taxes)\n",
			want: map[string]string{"alpha total_cost": "?", "beta total_cost": "?", "gamma total_cost": "?"},
		},
		{
			name: "American dates and negatives", rows: 3,
			text: "Project,Start,End,Budget (USD)\nAlpha,01/15/2026,12/31/2026,\"$1,200,000.00\"\nBeta,02/03/2026,11/30/2026,\"$350,000\"\nGamma,03/04/2026,06/05/2027,($78.50)\n",
			want: map[string]string{"beta start": "2026-02-03", "gamma end": "2027-06-05"}, totals: map[string]string{"total_cost": "map[USD:1549921.50] of 3"},
		},
		{
			name: "one code twice", rows: 3,
			text:   "Code,Project,Budget (£k)\n001,Alpha,100\n002,Beta,200\n002,Beta again,300\n",
			want:   map[string]string{"alpha code": "001"},
			totals: map[string]string{"total_cost": "map[GBP:300000.00] of 2"},
		},
		{
			name: "group labels beside the headers of one project per column", rows: 3,
			text: "Fiche;Projet;Alpha;Beta;Gamma\n;Direction;DSI;DRH;DAF\nPlanning;Début;01/01/2026;01/02/2026;T3 2026\n;Fin;31/12/2026;31/12/2027;fin 2027\nCoûts;Budget (k€);1 200;350;n/a\n;Réalisé (k€);640;-;12\nPilotage;Météo;☀;☁;⛈\n;Avancement;35 %;40 %;10 %\n",
			want: map[string]string{"gamma end": "2027-12-31", "gamma total_cost": "?", "beta unit": "drh", "alpha weather": "1"}, totals: map[string]string{"total_cost": "map[EUR:1550000.00] of 2"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := *w
			at.t = t
			r := at.reads("office.csv", c.text)
			if r.m.Report.Rows != c.rows || len(r.m.Report.Left) != c.left {
				t.Errorf("%d rows and %d left out (%v), want %d and %d", r.m.Report.Rows, len(r.m.Report.Left), r.m.Report.Left, c.rows, c.left)
			}
			for key, want := range c.want {
				i := lastSpace(key)
				if got := r.plain(key[:i], key[i+1:]); got != want {
					t.Errorf("%s: got %q, want %q; columns %s", key, got, want, r.columns())
				}
			}
			for key, want := range c.totals {
				if got := r.total(key); got != want {
					t.Errorf("sum of %s: got %s, want %s; columns %s", key, got, want, r.columns())
				}
			}
		})
	}
}

func lastSpace(s string) int { return len(s) - 1 - slices.Index(reversed(s), ' ') }

func reversed(s string) []byte {
	b := []byte(s)
	slices.Reverse(b)
	return b
}

// plain writes a value as a person would, "?" where the cell is refused.
func (r reading) plain(project, key string) string {
	for _, x := range r.m.Report.CellsRefused {
		if x.Key == key && r.rowOf[x.Row] == project {
			return "?"
		}
	}
	text := r.values[project][key]
	var n int64
	if _, err := fmt.Sscanf(text, "%d []", &n); err != nil {
		return text
	}
	for _, col := range r.m.Settings.Columns {
		if col.Becomes() != key {
			continue
		}
		switch col.Kind {
		case field.Date:
			return day.Day(n).String()
		case field.Percent:
			return fmt.Sprint(n / 10_000)
		}
	}
	return fmt.Sprint(n)
}
