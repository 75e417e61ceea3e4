package sheet

import (
	"strings"
	"testing"
)

// Where the labels of groups stand before the column of the headers, a table of
// one project per column is still read sideways.
func TestGroupLabelsBeforeTheHeadersOfASidewaysTable(t *testing.T) {
	for name, text := range map[string]string{
		"labels once per group":  "Identité;Projet;Refonte paie;Portail usagers;Archivage\n;Responsable;Jean Dupont;Anne Roy;Paul Petit\n;Direction;DRH;DSI;DAF\nCalendrier;Début;01/02/2025;15/03/2025;01/09/2025\n;Fin;30/06/2026;31/12/2026;31/01/2027\nFinances;Budget (k€);1 200;350;78,5\n;Consommé (k€);640;120;12\nPilotage;Météo;Soleil;Nuageux;Orage\n;Avancement;45 %;30 %;10 %\n",
		"labels on every line":   "Identité;Projet;Refonte paie;Portail usagers;Archivage\nIdentité;Responsable;Jean Dupont;Anne Roy;Paul Petit\nIdentité;Direction;DRH;DSI;DAF\nCalendrier;Début;01/02/2025;15/03/2025;01/09/2025\nCalendrier;Fin;30/06/2026;31/12/2026;31/01/2027\nFinances;Budget (k€);1 200;350;78,5\nFinances;Consommé (k€);640;120;12\nPilotage;Météo;Soleil;Nuageux;Orage\nPilotage;Avancement;45 %;30 %;10 %\n",
		"title above":            "Portefeuille 2026;;;;\n;;;;\nIdentité;Projet;Refonte paie;Portail usagers;Archivage\n;Responsable;Jean Dupont;Anne Roy;Paul Petit\n;Direction;DRH;DSI;DAF\nCalendrier;Début;01/02/2025;15/03/2025;01/09/2025\n;Fin;30/06/2026;31/12/2026;31/01/2027\nFinances;Budget (k€);1 200;350;78,5\n;Consommé (k€);640;120;12\n",
		"odd names":              "Bloc A;Intitulé du projet;Refonte paie;Portail usagers;Archivage\n;Teneur;Paie;Portail;Archives\n;Nombre d’agents;1200;5000;88\nBloc B;Budget (k€);1 200 k€;350 k€;78 k€\n;Début;30/06/2025;31/12/2025;31/01/2026\n;Allure;stable;hausse;baisse\n;Responsable;Jean Dupont;Anne Roy;Paul Petit\n",
		"a line over the labels": "Rubrique;Champ;Projet 1;Projet 2;Projet 3\nIdentité;Projet;Refonte paie;Portail usagers;Archivage\n;Responsable;Jean Dupont;Anne Roy;Paul Petit\nPlanning;Début;01/02/2025;15/03/2025;01/09/2025\n;Fin;30/06/2026;31/12/2026;31/01/2027\nFinances;Budget (k€);1 200;350;78,5\n",
		"english":                "Overview;Project name;Payroll;Citizen portal;Archiving\n;Owner;John Smith;Ann Roy;Paul Small\n;Department;HR;IT;Finance\nSchedule;Start date;2025-02-01;2025-03-15;2025-09-01\n;End date;2026-06-30;2026-12-31;2027-01-31\nMoney;Budget;1200;350;78.5\n;Actual cost;640;120;12\nHealth;RAG;Green;Amber;Red\n",
	} {
		t.Run(name, func(t *testing.T) {
			table := tableOf(t, text)
			if !table.Layout.Transposed {
				t.Fatalf("read upright: %s", show(table))
			}
			found := 0
			for _, c := range table.Columns {
				for _, want := range []string{"Projet", "Intitulé du projet", "Project name", "Responsable", "Owner", "Budget", "Début", "Start date"} {
					if strings.HasSuffix(c.Name, want) || strings.HasSuffix(c.Name, want+" (k€)") {
						found++
					}
				}
			}
			if found != 4 {
				t.Errorf("columns %v", table.Columns)
			}
			if n := len(table.Values(0)); n != 3 {
				t.Errorf("%d records, want 3: %s", n, show(table))
			}
		})
	}
}
