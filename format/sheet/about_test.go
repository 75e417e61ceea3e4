package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/label"
)

// exportOf writes a table of so many rows and columns with what is said of it.
func exportOf(t *testing.T, rows, columns int, d Dialect) string {
	t.Helper()
	s := Sheet{Lang: label.FR, About: []string{"Interne", "Exporté par Léa Roux; le 23/11/2026 à 14:05 CET", "Filtre : Étape = \"Réalisation\""}}
	var all [][]Value
	for j := range columns {
		s.Heads = append(s.Heads, Head{Title: fmt.Sprint("Projet ", j)})
	}
	for i := range rows {
		row := make([]Value, columns)
		for j := range row {
			row[j] = TextValue(fmt.Sprintf("valeur %d %d", i, j))
		}
		all = append(all, row)
	}
	s.Rows = rowsOf(all)
	var b bytes.Buffer
	if err := WriteCSV(&b, s, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatATextSaysOfItselfIsNoRecord(t *testing.T) {
	for _, d := range []Dialect{French, English, ISO} {
		for _, rows := range []int{0, 1, 2, 40} {
			for _, columns := range []int{1, 2, 9} {
				text := exportOf(t, rows, columns, d)
				for _, said := range []string{"# Interne", "Léa Roux", "14:05"} {
					if !strings.Contains(text, said) {
						t.Fatalf("got %q, want %q in it", text, said)
					}
				}
				saved := strings.ReplaceAll(text, "\r\n\r\n# Vigie\r\n", "\r\n"+strings.Repeat(string(d.Separator), columns-1)+"\r\n# Vigie"+strings.Repeat(string(d.Separator), columns-1)+"\r\n")
				for how, text := range map[string]string{"as it was written": text, "saved again": saved, "with other line ends": strings.ReplaceAll(text, "\r\n", "\n")} {
					b, err := openBytes([]byte(text), "x.csv", Limits{})
					if err != nil {
						t.Fatal(err)
					}
					g, err := b.Read(0)
					if err != nil {
						t.Fatal(err)
					}
					table := g.Table(Layout{FirstHeader: 1, LastHeader: 1})
					if len(table.Rows) != rows || len(table.Columns) != columns {
						t.Errorf("%s, %d rows of %d columns read as %d of %d: %q", how, rows, columns, len(table.Rows), len(table.Columns), text)
					}
				}
			}
		}
	}
}

func TestATableThatOnlyLooksLikeAnExportKeepsItsRows(t *testing.T) {
	for name, text := range map[string]string{
		"no empty line":   "Projet;Coût\r\nA;1\r\n# Vigie;2\r\n# B;3\r\n",
		"records below":   "Projet;Coût\r\nA;1\r\n\r\n# Vigie;2\r\nB;3\r\n",
		"at the very top": "# Vigie;Coût\r\nA;1\r\n",
	} {
		if table, found := withoutAbout(text); found || table != text {
			t.Errorf("%s: got %q", name, table)
		}
	}
}
