package intake

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// The headers of the French file.
const (
	frName  = "Projet"
	frUnit  = "Ministère porteur"
	frText  = "Description et objectifs"
	frStart = "Début"
	frSpan  = "Durée du projet en années"
	frStage = "Phase du projet en cours"
	frCost  = "Coût complet estimé"
	frMixed = "Projet inter-ministériel"
)

// exactly multiplies a decimal and writes it with a comma, in groups of three.
func exactly(s string, by int64, comma, group string) string {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return s
	}
	text := new(big.Rat).Mul(r, big.NewRat(by, 1)).FloatString(2)
	whole, part, _ := strings.Cut(strings.TrimSuffix(text, ".00"), ".")
	for i := len(whole) - 3; i > 0 && group != ""; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if part != "" {
		whole += comma + part
	}
	return whole
}

var frMonths = []string{"janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"}

// monthOf reads the starts of the file: "février 20" is month 2 of 2020.
func monthOf(s string) (month, year int) {
	word, rest, _ := strings.Cut(strings.ToLower(strings.TrimSpace(s)), " ")
	for i, m := range frMonths {
		if strings.HasPrefix(word, m) {
			month = i + 1
		}
	}
	if year, _ = strconv.Atoi(strings.TrimSpace(rest)); year < 100 {
		year += 2000
	}
	return month, year
}

// dated writes the starts in another way.
func dated(format string) func(string) string {
	return func(s string) string {
		if m, y := monthOf(s); m > 0 {
			return strings.NewReplacer("MM", fmt.Sprintf("%02d", m), "YYYY", fmt.Sprint(y), "YY", fmt.Sprintf("%02d", y%100)).Replace(format)
		}
		return s
	}
}

// serial is the day number of Excel for the first of a month.
func serial(s string) string {
	m, y := monthOf(s)
	if m == 0 {
		return s
	}
	days := 0
	for year := 1900; year < y; year++ {
		days += 365
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			days++
		}
	}
	for i := 1; i < m; i++ {
		days += []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[i-1]
		if i == 2 && y%4 == 0 {
			days++
		}
	}
	return strconv.Itoa(days + 2)
}

func costs(by int64, comma, group, before, after string) func(string) string {
	return func(s string) string {
		if s == "" {
			return s
		}
		return before + exactly(s, by, comma, group) + after
	}
}

func sumOf(g grid, header string) string {
	sum := new(big.Rat)
	for _, r := range g[1:] {
		if n, ok := new(big.Rat).SetString(r[g.column(header)]); ok {
			sum.Add(sum, n)
		}
	}
	return sum.FloatString(2)
}

// put writes something into the line that a project has.
func (g grid) put(row int, header, text string) grid {
	g[row][g.column(header)] = text
	return g
}

func TestAFrenchFileReadsTheSameHoweverItIsWritten(t *testing.T) {
	g := original(t, "fr-panorama/panorama-edition-2021-07.csv", ',', false)
	w := newWorldFor(t)
	w.vary(t, g, []variation{
		{name: "columns in another order", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.shuffled().text(';') }},
		{name: "other words in the headers", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(frName, "Intitulé du projet", frUnit, "Entité porteuse", frText, "Objectifs", frStart, "Date de démarrage", frSpan, "Durée (années)", frStage, "Statut", frCost, "Budget total (M€)").text(';')
		}},
		{name: "headers in capitals with units and stars", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(frName, "NOM DU PROJET *", frUnit, "MINISTERE", frText, "DESCRIPTIF", frStart, "DATE DEBUT", frSpan, "DUREE\n(en années)", frStage, "PHASE ACTUELLE", frCost, "COUT ESTIME (en millions d'euros)").text(';')
		}},
		{name: "headers in English", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(frName, "Project title", frUnit, "Department", frText, "Description / aims", frStart, "Start date", frSpan, "Duration (years)", frStage, "Status", frCost, "Whole life cost (€m)").text(',')
		}},
		{name: "tabs, Windows-1252 and CRLF", file: "a.txt", make: func(t *testing.T, g grid) string {
			text := strings.NewReplacer("\u2011", "-", "\u202f", " ", "\u2002", " ", "\u2192", ">", "\u2022", "-").Replace(g.text('\t'))
			return encoded(t, strings.ReplaceAll(text, "\n", "\r\n"), replaced{charmap.Windows1252})
		}, without: []string{"description", "name"}},
		{name: "bars and UTF-16", file: "a.csv", make: func(t *testing.T, g grid) string { return utf16(t, g.text('|')) }},
		{name: "k€ in the header", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(frCost, "Coût (k€)").each("Coût (k€)", costs(1000, ",", " ", "", "")).text(';')
		}},
		{name: "decimal commas and M€ in the cells", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each(frCost, costs(1, ",", "", "", " M€")).text(';')
		}},
		{name: "whole euros in groups with thin spaces", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each(frCost, costs(1_000_000, ",", "\u202f", "", "\u202f€")).text(';')
		}},
		{name: "whole euros, no unit at all", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.each(frCost, costs(1_000_000, ",", "", "", "")).text(';')
		}},
		{name: "points for groups, comma for decimals", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(frCost, "Coût (€)").each("Coût (€)", costs(1_000_000, ",", ".", "", ",00")).text(';')
		}},
		{name: "a total at the bottom", file: "a.csv", note: "total", make: func(_ *testing.T, g grid) string {
			sum := sumOf(g, frCost)
			return g.add([]string{"TOTAL"}).put(len(g), frCost, sum).text(';')
		}},
		{name: "a total with how many", file: "a.csv", note: "total", make: func(_ *testing.T, g grid) string {
			sum := sumOf(g, frCost)
			return g.add([]string{"Total général : 49 projets"}).put(len(g), frCost, sum).text(';')
		}},
		{name: "a sum without a word under the costs", file: "a.csv", note: "total", make: func(_ *testing.T, g grid) string {
			sum := sumOf(g, frCost)
			return g.add([]string{""}).put(len(g), frCost, sum).text(';')
		}},
		{name: "a mean and a total", file: "a.csv", note: "total", make: func(_ *testing.T, g grid) string {
			sum := sumOf(g, frCost)
			return g.add([]string{"Total"}, []string{"Moyenne"}).put(len(g), frCost, sum).put(len(g)+1, frCost, "43.76").text(';')
		}},
		{name: "a subtotal for each ministry", file: "a.csv", note: "total", make: func(_ *testing.T, g grid) string {
			out := grid{g[0]}
			for i, r := range g[1:] {
				out = append(out, r)
				if i%10 == 9 {
					out = out.add([]string{"Sous-total " + r[1]}).put(len(out), frCost, "123.4")
				}
			}
			return out.text(';')
		}},
		{name: "titles above", file: "a.csv", note: "above the headers", make: func(_ *testing.T, g grid) string {
			return g.under([]string{"Panorama des grands projets numériques de l’État"}, []string{""}, []string{"Situation au 31/07/2021", "", "Montants en M€"}, []string{""}).text(';')
		}},
		{name: "blank lines and columns", file: "a.csv", make: func(_ *testing.T, g grid) string {
			var out grid
			for i, r := range g {
				line := append([]string{""}, r[:3]...)
				line = append(append(line, "", ""), r[3:]...)
				out = append(out, line)
				if i%7 == 0 {
					out = append(out, make([]string, len(line)))
				}
			}
			return out.text(';')
		}},
		{name: "headers repeated on every page", file: "a.csv", note: "repeat the headers", make: func(_ *testing.T, g grid) string {
			out := grid{}
			for i, r := range g {
				if i%15 == 0 {
					out = append(out, g[0])
				}
				if i > 0 {
					out = append(out, r)
				}
			}
			return out.text(';')
		}},
		{name: "footnotes below", file: "a.csv", note: "remarks", make: func(_ *testing.T, g grid) string {
			return g.add([]string{""}, []string{"* Coûts hors taxes, hors personnel de l’État"}, []string{"(1) Estimation provisoire"}, []string{"Source : direction interministérielle du numérique"}, []string{"Document de travail, ne pas diffuser"}).text(';')
		}},
		{name: "footnotes without a gap", file: "a.csv", note: "remarks", make: func(_ *testing.T, g grid) string {
			return g.add([]string{"Source : direction interministérielle du numérique"}, []string{"Les coûts sont en millions d’euros et comprennent le développement, l’exploitation et la maintenance pendant deux ans après la mise en service."}).text(';')
		}},
		{name: "day numbers of Excel", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.each(frStart, serial).text(';') }},
		{name: "dates with points", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.each(frStart, dated("01.MM.YYYY")).text(';') }},
		{name: "dates with two figures of the year", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.each(frStart, dated("01/MM/YY")).text(';') }},
		{name: "months in figures", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.each(frStart, dated("MM/YYYY")).text(';') }},
		{name: "ISO dates with a time", file: "a.csv", make: func(_ *testing.T, g grid) string { return g.each(frStart, dated("YYYY-MM-01 00:00:00")).text(';') }},
		{name: "marks for no cost", file: "a.csv", make: func(_ *testing.T, g grid) string {
			n := 0
			return g.each(frCost, func(s string) string {
				if s == "" {
					n++
					return []string{"-", "nc", "n/a", "à définir", "NC", "—"}[n%6]
				}
				return s
			}).text(';')
		}},
		{name: "durations in months", file: "a.csv", make: func(_ *testing.T, g grid) string {
			return g.rename(frSpan, "Durée (mois)").each("Durée (mois)", func(s string) string {
				if r, ok := new(big.Rat).SetString(s); ok {
					return new(big.Rat).Mul(r, big.NewRat(12, 1)).FloatString(0)
				}
				return s
			}).text(';')
		}},
		{name: "trailing remarks in a column of their own", file: "a.csv", make: func(_ *testing.T, g grid) string {
			for i := range g {
				g[i] = append(g[i], []string{"Observations", "Vu en comité", "", "À revoir en septembre avec la direction financière"}[min(i, 1+i%3)])
			}
			return g.text(';')
		}},
		{name: "numbered lines", file: "a.csv", make: func(_ *testing.T, g grid) string {
			for i := range g {
				n := strconv.Itoa(i)
				if i == 0 {
					n = "N°"
				}
				g[i] = append([]string{n}, g[i]...)
			}
			return g.text(';')
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
		{name: "quotes around everything and spaces", file: "a.csv", make: func(_ *testing.T, g grid) string {
			var b strings.Builder
			for _, r := range g {
				for j, s := range r {
					if j > 0 {
						b.WriteByte(';')
					}
					b.WriteString(`"` + strings.ReplaceAll("  "+s+" ", `"`, `""`) + `"`)
				}
				b.WriteString("\r\n")
			}
			return b.String()
		}},
		{name: "a workbook with typed numbers", file: "a.xlsx", make: func(t *testing.T, g grid) string { return g.workbook(t, true, nil) }},
		{name: "a workbook with dates as day numbers", file: "a.xlsx", make: func(t *testing.T, g grid) string { return g.each(frStart, serial).workbook(t, true, nil) }},
		{name: "a workbook with true dates", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			j := g.column(frStart)
			return g.each(frStart, serial).workbook(t, true, func(f *excelize.File, sheet string) {
				style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
				c, _ := excelize.ColumnNumberToName(j + 1)
				_ = f.SetCellStyle(sheet, c+"2", c+strconv.Itoa(len(g)), style)
			})
		}},
		{name: "groups of headers in merged cells", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			return g.under([]string{"Identification", "", "", "", "Calendrier", "", "", "Finances", "", ""}).workbook(t, true, func(f *excelize.File, sheet string) {
				for _, m := range [][2]string{{"A1", "D1"}, {"E1", "G1"}, {"H1", "J1"}} {
					_ = f.MergeCell(sheet, m[0], m[1])
				}
			})
		}},
		{name: "groups under a title, headers merged downwards", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			out := g.under([]string{"Portefeuille de projets", "", "", "", "", "", "", "", "", ""}, []string{frName, frUnit, "Contenu", "", "Calendrier", "", "", "Finances", "", ""})
			out[2][0], out[2][1] = "", ""
			return out.workbook(t, true, func(f *excelize.File, sheet string) {
				for _, m := range [][2]string{{"A1", "J1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "G2"}, {"H2", "J2"}} {
					_ = f.MergeCell(sheet, m[0], m[1])
				}
			})
		}},
		{name: "a cover, a hidden sheet and notes", file: "a.xlsx", make: func(t *testing.T, g grid) string {
			return g.workbook(t, true, func(f *excelize.File, sheet string) {
				for _, name := range []string{"Lisez-moi", "Listes", "Ancien"} {
					_, _ = f.NewSheet(name)
				}
				_ = f.SetCellValue("Lisez-moi", "A1", "Ce classeur présente le portefeuille")
				for i := range 400 {
					_ = f.SetCellValue("Ancien", fmt.Sprintf("A%d", i+1), "vieux")
					_ = f.SetCellValue("Ancien", fmt.Sprintf("B%d", i+1), i)
					_ = f.SetCellValue("Listes", fmt.Sprintf("A%d", i+1), "valeur")
				}
				_ = f.SetSheetVisible("Ancien", false)
				_ = f.MoveSheet("Lisez-moi", sheet)
			})
		}},
		{name: "ministries in merged cells", file: "a.xlsx", note: "merged", make: func(t *testing.T, g grid) string {
			j := g.column(frUnit)
			var ranges [][2]int
			for i := 1; i < len(g); {
				end := i
				for end+1 < len(g) && g[end+1][j] == g[i][j] {
					end++
					g[end][j] = g[i][j]
				}
				if end > i {
					ranges = append(ranges, [2]int{i, end})
				}
				i = end + 1
			}
			return g.workbook(t, true, func(f *excelize.File, sheet string) {
				for _, r := range ranges {
					_ = f.MergeCell(sheet, fmt.Sprintf("B%d", r[0]+1), fmt.Sprintf("B%d", r[1]+1))
				}
			})
		}},
		{name: "a second table below", file: "a.csv", note: "second table", make: func(_ *testing.T, g grid) string {
			return g.add([]string{""}, []string{""}, []string{"Ministère", "Nombre de projets", "Budget (M€)"}, []string{"Intérieur", "9", "312"}, []string{"Justice", "7", "250"}, []string{"Armées", "5", "120"}).text(';')
		}},
		{name: "a second table with a title below", file: "a.csv", note: "second table", make: func(_ *testing.T, g grid) string {
			return g.add([]string{""}, []string{"Synthèse par ministère"}, []string{"Ministère", "Nombre de projets", "Budget (M€)"}, []string{"Intérieur", "9", "312"}, []string{"Justice", "7", "250"}).text(';')
		}},
		{name: "titles of sections between the projects", file: "a.csv", note: "titles", make: func(_ *testing.T, g grid) string {
			out := grid{g[0]}
			for i, r := range g[1:] {
				if i%12 == 0 {
					out = out.add([]string{strings.ToUpper("Pôle " + strconv.Itoa(i/12+1))})
				}
				out = append(out, r)
			}
			return out.text(';')
		}},
		{name: "a name twice in one ministry", file: "a.csv", refused: 1, make: func(_ *testing.T, g grid) string {
			return g.add(g[5]).text(';')
		}},
	})
}
