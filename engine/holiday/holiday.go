// Package holiday knows public holidays: those of France and its overseas departments
// by rules with their legal source, those of other countries by a library. A set and
// years go in, days come out: no clock, no database.
package holiday

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Set are the public holidays of a country, or of a part of one.
type Set struct {
	Key     string // it never changes: fr, fr-alsace-moselle, de-by
	Country string // ISO 3166-1; EU for what is European
	Name    label.Text
	rules   []rule
	library []*cal.Holiday
}

// Day is a public holiday. Where two fall on one date their names stand together.
type Day struct {
	Date   day.Day
	Name   label.Text // outside France in the language of the country, in both
	Source string     // the law, or the library with its version
}

// The years for which the rules hold.
const (
	FirstYear = 1980
	LastYear  = 2199
)

// Library is the source of what no rule of ours says.
const Library = "github.com/rickar/cal/v2"

// Sets returns all there are, those of France first, the others by country.
func Sets() []Set { return slices.Concat(france, countries, regions) }

// Find returns a set by its key.
func Find(key string) (Set, bool) {
	all := Sets()
	at := slices.IndexFunc(all, func(s Set) bool { return s.Key == key })
	if at < 0 {
		return Set{}, false
	}
	return all[at], true
}

// Days returns the holidays of a set from one year to another, both included, by date.
func Days(set string, fromYear, toYear int) ([]Day, error) {
	s, ok := Find(set)
	if !ok {
		return nil, fault.Invalid("set", label.F("There are no public holidays named “%s”; choose a set of the list", "Il n’existe pas de jours fériés nommés «\u202f%s\u202f»\u202f; choisissez un jeu de la liste", set))
	}
	if fromYear < FirstYear || toYear > LastYear || toYear < fromYear {
		return nil, fault.Invalid("years", label.F("Public holidays are known from %d to %d; the first year comes before the last", "Les jours fériés sont connus de %d à %d\u202f; la première année précède la dernière", FirstYear, LastYear))
	}
	var out []Day
	for _, r := range s.rules {
		for year := max(fromYear, r.since); year <= toYear; year++ {
			out = append(out, Day{r.in(year), r.name, r.source})
		}
	}
	first, last := day.Of(fromYear, time.January, 1), day.Of(toYear, time.December, 31)
	for _, h := range s.library {
		// what falls on a weekend may be taken in the year before or after
		for year := fromYear - 1; year <= toYear+1; year++ {
			for _, d := range taken(h, year) {
				if first <= d && d <= last {
					out = append(out, Day{d, label.Exactly(h.Name, h.Name), Library})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Day) int { return int(a.Date - b.Date) })
	return together(out), nil
}

// taken is when a holiday of the library is, and the other day on which it is taken
// where it falls on a weekend. Days that are none by law are left out.
func taken(h *cal.Holiday, year int) []day.Day {
	actual, observed := h.Calc(year)
	if actual.IsZero() || h.Type == cal.ObservanceOther {
		return nil
	}
	out := []day.Day{day.OfTime(actual)}
	if !observed.Equal(actual) {
		out = append(out, day.OfTime(observed))
	}
	return out
}

// together makes the holidays of one date one.
func together(days []Day) []Day {
	var out []Day
	for _, d := range days {
		if len(out) == 0 || out[len(out)-1].Date != d.Date {
			out = append(out, d)
			continue
		}
		same := &out[len(out)-1]
		if same.Name.EN != d.Name.EN {
			same.Name = label.Exactly(same.Name.EN+", "+d.Name.EN, same.Name.FR+", "+d.Name.FR)
			same.Source = both(same.Source, d.Source)
		}
	}
	return out
}

func both(a, b string) string {
	if a == b {
		return a
	}
	return a + "; " + b
}

// The library reckons in a zone; in this one every day has a midnight.
func init() { cal.DefaultLoc = time.UTC }
