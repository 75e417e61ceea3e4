package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// marked writes what the lines of a table are, by their first words.
func marked(t *Table) string {
	var out []string
	for _, r := range t.Rows {
		sign := [...]string{Data: "", Total: "total ", Remark: "remark ", Heading: "heading ", Section: "section "}[r.Role]
		if r.Lone {
			sign = "lone "
		}
		out = append(out, sign+r.Label())
	}
	return strings.Join(out, "|")
}

func TestTitlesOfGroupsAreToldFromRecords(t *testing.T) {
	const head = "Projet;Responsable;Début;Budget (k€)\n"
	for _, c := range []struct{ name, text, want string }{
		{"a word for a group", head + "Direction des achats\nAlpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nPôle numérique\nGamma;Roy;01/04/2025;300\nDelta;Fa;01/04/2025;50\n", "section Direction des achats|Alpha|Beta|section Pôle numérique|Gamma|Delta"},
		{"capitals", head + "SYSTÈMES DE GESTION\nAlpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nAUTRES PROJETS\nGamma;Roy;01/04/2025;300\nDelta;Fa;01/04/2025;50\n", "section SYSTÈMES DE GESTION|Alpha|Beta|section AUTRES PROJETS|Gamma|Delta"},
		{"three columns", "Projet;Responsable;Budget\nDirection A\nAlpha;Roy;100\nBeta;Petit;200\nDirection B\nGamma;Roy;300\nDelta;Fa;50\n", "section Direction A|Alpha|Beta|section Direction B|Gamma|Delta"},
		{"two levels", head + "DIRECTION A\nProgramme X\nAlpha;Roy;01/02/2025;100\nProgramme Y\nBeta;Petit;01/03/2025;200\nGamma;Roy;01/04/2025;300\n", "section DIRECTION A|section Programme X|Alpha|section Programme Y|Beta|Gamma"},
		{"an acronym is a doubt", head + "Alpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nSIRHEN\nGamma;Roy;01/04/2025;300\nDelta;Fa;01/04/2025;50\n", "Alpha|Beta|lone SIRHEN|Gamma|Delta"},
		{"a plain name is a doubt", head + "Alpha;Roy;01/02/2025;100\nFinances\nBeta;Petit;01/03/2025;200\nGamma;Roy;01/04/2025;300\n", "Alpha|lone Finances|Beta|Gamma"},
		{"the last line is a record", head + "Alpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nGamma;Roy;01/04/2025;300\nDelta\n", "Alpha|Beta|Gamma|Delta"},
		{"many names are records", head + "Alpha;Roy;01/02/2025;100\nBeta\nGamma;Petit;01/03/2025;200\nDelta\nEpsilon;Roy;01/04/2025;300\nZeta\nEta;Roy;01/04/2025;300\n", "Alpha|Beta|Gamma|Delta|Epsilon|Zeta|Eta"},
		{"names in a row are records", head + "Alpha;Roy;01/02/2025;100\nBeta\nGamma\nDelta;Petit;01/03/2025;200\nEpsilon;Roy;01/04/2025;300\nZeta;Roy;01/04/2025;300\nEta;Roy;01/04/2025;300\nTheta;Roy;01/04/2025;300\n", "Alpha|Beta|Gamma|Delta|Epsilon|Zeta|Eta|Theta"},
		{"sums beside the title", head + "Achats;;;300\nAlpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nVentes;;;350\nGamma;Roy;01/04/2025;300\nDelta;Fa;01/04/2025;50\n", "section Achats|Alpha|Beta|section Ventes|Gamma|Delta"},
		{"sums below", head + "Alpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nAchats;;;300\nGamma;Roy;01/04/2025;300\nDelta;Fa;01/04/2025;50\nVentes;;;350\n", "Alpha|Beta|total Achats|Gamma|Delta|total Ventes"},
		{"a project of little is no sum", head + "Alpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nGamma;;;120\nDelta;Fa;01/04/2025;50\nEpsilon;Fa;01/04/2025;60\n", "Alpha|Beta|Gamma|Delta|Epsilon"},
		{"headers after each title", head + "Alpha;Roy;01/02/2025;100\nBeta;Roy;01/02/2025;100\nDirection B\n" + head + "Gamma;Roy;01/04/2025;300\nDelta;Fa;01/04/2025;50\n", "Alpha|Beta|section Direction B|heading Projet|Gamma|Delta"},
		{"a block for each group", "Direction A\nProjet;Budget (k€);Fin\nAlpha;100;01/02/2027\nBeta;200;01/03/2027\nSous-total;300;\n\nDirection B\nProjet;Budget (k€);Fin\nGamma;50;01/02/2027\nDelta;60;01/03/2027\nSous-total;110;\nTotal général;410;\n", "Alpha|Beta|total Sous-total|section Direction B|heading Projet|Gamma|Delta|total Sous-total|total Total général"},
		{"titles among totals", "Projet;Responsable;Début;Budget\nPROGRAMME A\nAlpha;Roy;01/02/2025;100\nBeta;Fa;01/02/2025;200\nTotal A;;;300\nPROGRAMME B\nGamma;Roy;01/02/2025;100\nDelta;Fa;01/02/2025;200\nTotal B;;;300\nTOTAL;;;600\n", "section PROGRAMME A|Alpha|Beta|total Total A|section PROGRAMME B|Gamma|Delta|total Total B|total TOTAL"},
		{"only names", "Projet\nDirection\nAlpha\nBeta\n", "Direction|Alpha|Beta"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := tableOf(t, c.text)
			if got := marked(table); got != c.want {
				t.Errorf("got  %s\nwant %s\n%s", got, c.want, fmt.Sprint(table.Notes))
			}
		})
	}
}
