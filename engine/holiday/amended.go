package holiday

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/pl"
)

// What the library has otherwise than the law.
var (
	// Its Good Friday of Argentina is a Thursday; Ley 27.399, art. 1, has the Friday.
	argentina = replaced(ar.Holidays, "Viernes Santo", aa.GoodFriday.Clone(&cal.Holiday{Name: "Viernes Santo", Type: cal.ObservancePublic}))

	// Saint Francis is one in Italy from 2026 (legge 8 ottobre 2025, n. 151).
	italy = append(slices.Clone(it.Holidays), &cal.Holiday{
		Name: "San Francesco d’Assisi", Type: cal.ObservancePublic, StartYear: 2026, Month: time.October, Day: 4, Func: cal.CalcDayOfMonth,
	})

	// Christmas Eve is a holiday in Poland since 2025 (ustawa z dnia 6 grudnia 2024 r.).
	poland = append(slices.Clone(pl.Holidays), &cal.Holiday{
		Name: "Wigilia Bożego Narodzenia", Type: cal.ObservancePublic, StartYear: 2025, Month: time.December, Day: 24, Func: cal.CalcDayOfMonth,
	})
)

func replaced(list []*cal.Holiday, name string, by *cal.Holiday) []*cal.Holiday {
	out := slices.Clone(list)
	for i, h := range out {
		if h.Name == name {
			out[i] = by
		}
	}
	return out
}
