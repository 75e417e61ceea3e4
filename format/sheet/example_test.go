package sheet_test

import (
	"fmt"
	"strings"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/label"
	"vigie/ground/money"
)

// A French portfolio is opened, its headers found, its columns guessed, and
// its costs summed; what cannot be read is named.
func Example() {
	file := "Portefeuille 2024;;\nProjet;Coût (M€);Début\nÉlan;12,5;octobre 14\nŒuvre;NA;janvier 2015\nSaphir;4,4;mars 2016\n"
	book, err := sheet.Open(strings.NewReader(file), int64(len(file)), "portefeuille.csv", sheet.Limits{})
	if err != nil {
		panic(err)
	}
	table, err := book.Table(0)
	if err != nil {
		panic(err)
	}
	var columns []cell.Column
	for j, c := range table.Columns {
		columns = append(columns, cell.Column{Header: c.Name, Cells: table.Values(j)})
	}
	guesses := cell.GuessAll(columns)
	for j, g := range guesses {
		fmt.Println(table.Columns[j].Name, "is", g.Kind)
	}
	var sum money.Amount
	for i, r := range table.Rows {
		amount, _, err := cell.Amount(r.Cells[1], guesses[1].Format)
		if err != nil {
			fmt.Println(table.Where(i, 1), err)
			continue
		}
		sum += amount
	}
	fmt.Println("sum", sum)
	// Output:
	// Projet is text
	// Coût (M€) is money
	// Début is month
	// line 4, column Coût (M€) “NA” is not an amount
	// sum 16900000
}

// An export pulls its rows from an iterator.
func ExampleWriteCSV() {
	rows := func(yield func([]sheet.Value, error) bool) {
		yield([]sheet.Value{sheet.TextValue("=Élan"), sheet.MoneyValue(money.Units(12), "EUR"), sheet.YesNoValue(true)}, nil)
	}
	heads := []sheet.Head{{Title: "Projet"}, {Title: "Coût", Kind: sheet.Money}, {Title: "Actif", Kind: sheet.YesNo}}
	var b strings.Builder
	if err := sheet.WriteCSV(&b, sheet.Sheet{Lang: label.FR, Heads: heads, Rows: rows}, sheet.ISO); err != nil {
		panic(err)
	}
	fmt.Print(strings.ReplaceAll(b.String(), "\r", ""))
	// Output:
	// Projet,Coût,Actif
	// '=Élan,12,oui
}
