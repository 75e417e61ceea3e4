package sheet

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"vigie/ground/day"
	"vigie/ground/money"
)

// large is a portfolio of 10,000 projects with 40 attributes.
func large() Sheet {
	s := Sheet{Name: "Projets"}
	for j := range 40 {
		s.Heads = append(s.Heads, Head{Title: fmt.Sprintf("Attribut %d", j), Kind: Kind(j % 5), Currency: "EUR"})
	}
	row := make([]Value, 40)
	s.Rows = func(yield func([]Value, error) bool) {
		for i := range 10_000 {
			for j := range row {
				switch Kind(j % 5) {
				case Text:
					row[j] = TextValue(fmt.Sprintf("Projet %d, attribut %d", i, j))
				case Number:
					row[j] = NumberValue(money.Amount(i * j * 1234))
				case Money:
					row[j] = MoneyValue(money.Amount(i*100+j)*money.Scale/100, "EUR")
				case Percent:
					row[j] = PercentValue(money.Units(int64(i % 101)))
				case Date:
					row[j] = DateValue(day.Of(2020, 1, 1) + day.Day(i%3000))
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return s
}

func BenchmarkWriteCSV(b *testing.B) {
	for b.Loop() {
		if err := WriteCSV(io.Discard, large(), French); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteXLSX(b *testing.B) {
	for b.Loop() {
		if err := WriteXLSX(io.Discard, large()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadCSV(b *testing.B) {
	var buf bytes.Buffer
	if err := WriteCSV(&buf, large(), French); err != nil {
		b.Fatal(err)
	}
	benchmarkRead(b, buf.Bytes())
}

func BenchmarkReadXLSX(b *testing.B) {
	var buf bytes.Buffer
	if err := WriteXLSX(&buf, large()); err != nil {
		b.Fatal(err)
	}
	benchmarkRead(b, buf.Bytes())
}

func benchmarkRead(b *testing.B, raw []byte) {
	b.ReportAllocs()
	for b.Loop() {
		book, err := openBytes(raw, "x", Limits{})
		if err != nil {
			b.Fatal(err)
		}
		t, err := book.Table(0)
		if err != nil || len(t.Rows) != 10_000 {
			b.Fatal(len(t.Rows), err)
		}
	}
}
