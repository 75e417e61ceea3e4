package sheet_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/money"
)

// shared opens a file of the data that nobody in this project wrote. It is
// always there in CI; elsewhere the test is left out without it.
func shared(t *testing.T, name string) *sheet.Table {
	t.Helper()
	file := filepath.Join("..", "..", "..", "shared", "data", "portfolios", filepath.FromSlash(name))
	b, err := os.ReadFile(file)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("left out: shared/data is not beside the repository")
	}
	book, err := sheet.Open(bytes.NewReader(b), int64(len(b)), name, sheet.Limits{})
	if err != nil {
		t.Fatalf("open %s: %v", name, err)
	}
	table, err := book.Table(0)
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return table
}

func TestRealPortfoliosGiveTheirControlTotals(t *testing.T) {
	for _, c := range []struct {
		file, cost string
		projects   int
		costs      int
		millions   string
		unread     int
	}{
		{"fr-panorama/panorama-edition-2016-11.csv", "Coût estimé", 57, 49, "2292.9", 0},
		{"fr-panorama/panorama-edition-2017-11.csv", "Coût estimé", 61, 53, "2633.8", 0},
		{"fr-panorama/panorama-edition-2018-06.csv", "Coût estimé", 61, 59, "2808.78", 0},
		{"fr-panorama/panorama-edition-2021-07.csv", "Coût complet estimé", 49, 43, "1881.78", 0},
		{"fr-panorama/panorama-2018-03-export.xlsx", "Coût estimé", 61, 60, "2826.28", 1},
		{"uk-gmpp/gmpp-published-2014.csv", "Total budgeted whole life costs", 199, 183, "398606.60", 16},
		{"uk-gmpp/gmpp-published-2015.csv", "Total budgeted whole life costs", 188, 174, "488920.51", 14},
		{"uk-gmpp/gmpp-published-2021.csv", "wlc_baseline_incl_NCG", 184, 164, "541951.37", 20},
		{"uk-gmpp/gmpp-published-2022.csv", "wlc_baseline_incl_NCG", 235, 191, "494181", 42},
	} {
		t.Run(c.file, func(t *testing.T) {
			table := shared(t, c.file)
			columns, at := guessInput(table, c.cost)
			projects := 0
			for _, r := range table.Rows {
				if r.Role == sheet.Data {
					projects++
				}
			}
			guesses := cell.GuessAll(columns)
			g := cell.CostUnit(columns[at], guesses[at], texts(columns))
			if g.Kind != "money" || g.Format.Multiplier == 1 && g.Unit != cell.FromCells {
				t.Errorf("the cost column is guessed as %s in %+v", g.Kind, g.Format)
			}
			var sum money.Amount
			read, unread := 0, 0
			for _, x := range columns[at].Cells {
				a, _, err := cell.Amount(x, g.Format)
				switch cell.KindOf(err) {
				case cell.None:
					read++
					sum += a
				case cell.Unreadable:
					unread++
				case cell.Blank:
				default:
					t.Errorf("%q: %v", x.Text, err)
				}
			}
			want, _ := money.Parse(c.millions)
			want *= 1_000_000
			if c.millions == "398606.60" { // published rounded; by its digits the file sums to this
				want, _ = money.Parse("398606602494.42")
			}
			if projects != c.projects || read != c.costs || unread != c.unread || sum != want {
				t.Errorf("%d projects, %d costs, %d unread, sum %v; want %d, %d, %d, %v", projects, read, unread, sum, c.projects, c.costs, c.unread, want)
			}
		})
	}
}

func guessInput(table *sheet.Table, name string) (columns []cell.Column, at int) {
	at = -1
	for j, c := range table.Columns {
		columns = append(columns, cell.Column{Header: c.Name, Cells: table.Values(j)})
		if strings.HasPrefix(c.Name, name) && at < 0 {
			at = j
		}
	}
	return columns, at
}

func texts(columns []cell.Column) []string {
	var list []string
	for _, c := range columns {
		for _, x := range c.Cells {
			if len(x.Text) > 20 {
				list = append(list, x.Text)
			}
		}
	}
	return list
}

func TestRealPortfoliosKeepTheirTraps(t *testing.T) {
	table := shared(t, "uk-gmpp/gmpp-published-2022.csv")
	names := map[string]bool{}
	for _, c := range table.Columns {
		names[c.Name] = true
	}
	if !names["colour_rating"] || !names["colour_rating (2)"] {
		t.Errorf("the header that comes twice is not made distinct: %v", names)
	}
	table = shared(t, "uk-gmpp/gmpp-published-2014.csv")
	if !table.Layout.Transposed || len(table.Columns) != 15 {
		t.Errorf("layout %+v with %d columns, want a transposed table of 15", table.Layout, len(table.Columns))
	}
	for _, c := range table.Columns {
		if strings.ContainsAny(c.Name, "\r\n") {
			t.Errorf("header %q has a line break", c.Name)
		}
	}
	shared(t, "fr-panorama/panorama-2018-03-export.xlsx")
	if !strings.Contains(bookNotes(t), "not followed") {
		t.Error("nothing says that the link to another workbook is not followed")
	}
}

func bookNotes(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "portfolios", "fr-panorama", "panorama-2018-03-export.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(bytes.NewReader(b), int64(len(b)), "x.xlsx", sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, n := range book.Notes {
		all.WriteString(n.String())
	}
	return all.String()
}
