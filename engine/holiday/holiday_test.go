package holiday_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/fr"

	"vigie/engine/holiday"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

func days(t *testing.T, set string, from, to int) []holiday.Day {
	t.Helper()
	out, err := holiday.Days(set, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// dates are the days as 01-31, for one year.
func dates(t *testing.T, set string, year int) string {
	t.Helper()
	var out []string
	for _, d := range days(t, set, year, year) {
		out = append(out, d.Date.String()[5:])
	}
	return strings.Join(out, " ")
}

func TestTheFrenchRulesAndTheLibraryAgree(t *testing.T) {
	for year := 1980; year <= 2050; year++ {
		ours := map[day.Day]bool{}
		for _, d := range days(t, "fr", year, year) {
			ours[d.Date] = true
		}
		theirs := map[day.Day]bool{}
		for _, h := range fr.Holidays {
			actual, _ := h.Calc(year)
			d := day.OfTime(actual)
			if h == fr.FêteDeLaVictoire && year < 1982 {
				// The library takes 8 May for a holiday of every year; it was none
				// until loi n° 81-893 du 2 octobre 1981.
				if ours[d] {
					t.Errorf("%s was no holiday", d)
				}
				continue
			}
			theirs[d] = true
			if !ours[d] {
				t.Errorf("%s, %s, is in the library only", d, h.Name)
			}
		}
		for d := range ours {
			if !theirs[d] {
				t.Errorf("%s is with us only", d)
			}
		}
	}
}

func TestTheDaysOfAlsaceMoselleAreThoseOfFranceAndTwoMore(t *testing.T) {
	for year := 1980; year <= 2050; year++ {
		want := map[day.Day]bool{}
		for _, d := range days(t, "fr", year, year) {
			want[d.Date] = true
		}
		for _, h := range []*cal.Holiday{de.Karfreitag, de.ZweiterWeihnachtsfeiertag} { // both are German ones too
			actual, _ := h.Calc(year)
			want[day.OfTime(actual)] = true
		}
		got := days(t, "fr-alsace-moselle", year, year)
		if len(got) != len(want) {
			t.Errorf("%d has %d days, want %d", year, len(got), len(want))
		}
		for _, d := range got {
			if !want[d.Date] {
				t.Errorf("%s is none", d.Date)
			}
		}
	}
}

func TestEachDepartmentHasItsDayOfAbolition(t *testing.T) {
	for set, c := range map[string]struct {
		date  string
		since int
	}{
		"fr-guadeloupe": {"05-27", 1984}, "fr-martinique": {"05-22", 1984}, "fr-guyane": {"06-10", 1984},
		"fr-reunion": {"12-20", 1983}, "fr-mayotte": {"04-27", 1984},
	} {
		for year := 1980; year <= 2050; year++ {
			common, found := dates(t, "fr", year), strings.Contains(dates(t, set, year), c.date)
			if want := year >= c.since || strings.Contains(common, c.date); found != want {
				t.Errorf("%s %d: abolition on %s is %t, want %t", set, year, c.date, found, want)
			}
			for _, d := range strings.Fields(common) {
				if !strings.Contains(dates(t, set, year), d) {
					t.Errorf("%s %d lacks %s of all France", set, year, d)
				}
			}
		}
		for _, d := range days(t, set, 2026, 2026) {
			if d.Date.String()[5:] == c.date && d.Source != "Code du travail, L3422-2; décret n° 83-1003 du 23 novembre 1983" {
				t.Errorf("%s: the source is %q", set, d.Source)
			}
		}
	}
}

func TestEveryFrenchDayNamesItsLaw(t *testing.T) {
	for _, s := range holiday.Sets() {
		for _, d := range days(t, s.Key, 2020, 2030) {
			if s.Country == "FR" && !strings.HasPrefix(d.Source, "Code du travail, L") {
				t.Errorf("%s %s: %q", s.Key, d.Date, d.Source)
			}
			if d.Name.In(label.EN) == "" || d.Name.In(label.FR) == "" || d.Source == "" {
				t.Errorf("%s %s: %q of %q", s.Key, d.Date, d.Name, d.Source)
			}
		}
	}
}

func TestEasterIsThatOfTheLibrary(t *testing.T) {
	for year := holiday.FirstYear; year <= holiday.LastYear; year++ {
		actual, _ := aa.Easter.Calc(year)
		if got, want := holiday.Easter(year), day.OfTime(actual); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for year, want := range map[int]string{1583: "1583-04-10", 1818: "1818-03-22", 1943: "1943-04-25", 1954: "1954-04-18", 2000: "2000-04-23", 2038: "2038-04-25"} {
		if got := holiday.Easter(year).String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// What governments publish for the year, as written down by hand.
func TestCountriesAreOffOnTheDaysTheyPublish(t *testing.T) {
	for _, c := range []struct {
		set  string
		year int
		want string
	}{
		{"fr", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"},
		{"fr-alsace-moselle", 2026, "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26"},
		{"fr-reunion", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-20 12-25"},
		{"de", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"},
		{"be", 2026, "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25"},
		{"gb", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28"},
		{"it", 2026, "01-01 01-06 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26"},
		{"us", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"},
		{"us", 2021, "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31"},
		{"pl", 2025, "01-01 01-06 04-21 05-01 05-03 06-19 08-15 11-01 11-11 12-24 12-25 12-26"},
		{"dk", 2026, "01-01 04-02 04-03 04-06 05-14 05-25 06-05 12-25 12-26"},
		{"eu-target", 2026, "01-01 04-03 04-06 05-01 12-25 12-26"},
	} {
		if got := dates(t, c.set, c.year); got != c.want {
			t.Errorf("%s %d:\ngot  %s\nwant %s", c.set, c.year, got, c.want)
		}
	}
}

func TestTwoHolidaysOnOneDateStandTogether(t *testing.T) {
	for _, d := range days(t, "fr", 2008, 2008) {
		if d.Date == day.Of(2008, time.May, 1) {
			if got := d.Name.In(label.FR); got != "Fête du Travail, Ascension" {
				t.Errorf("got %q", got)
			}
			return
		}
	}
	t.Error("1 May 2008 is missing")
}

func TestThereAreManySetsEachWithDaysOfItsYearsInOrder(t *testing.T) {
	seen, countries := map[string]bool{}, map[string]bool{}
	for _, s := range holiday.Sets() {
		if seen[s.Key] || s.Name.EN == "" || s.Name.FR == "" || len(s.Country) != 2 {
			t.Errorf("%q %q %q", s.Key, s.Name, s.Country)
		}
		seen[s.Key], countries[s.Country] = true, true
		all := days(t, s.Key, 2000, 2060)
		per := map[int]int{}
		for i, d := range all {
			year, _, _ := d.Date.Date()
			per[year]++
			if i > 0 && d.Date <= all[i-1].Date {
				t.Errorf("%s: %s after %s", s.Key, d.Date, all[i-1].Date)
			}
		}
		for year := 2000; year <= 2060; year++ {
			if per[year] < 4 || per[year] > 30 {
				t.Errorf("%s has %d days in %d", s.Key, per[year], year)
			}
		}
		// the years one by one give the same
		var one []string
		for year := 2020; year <= 2030; year++ {
			one = append(one, dates(t, s.Key, year))
		}
		var whole []string
		for _, d := range days(t, s.Key, 2020, 2030) {
			whole = append(whole, d.Date.String()[5:])
		}
		if strings.Join(one, " ") != strings.Join(whole, " ") {
			t.Errorf("%s: the years one by one differ from all at once", s.Key)
		}
	}
	if len(countries) < 35 {
		t.Errorf("%d countries, want 35", len(countries))
	}
}

// Whatever Good Friday is called, a set that has it has it two days before Easter.
func TestGoodFridayIsTheFridayBeforeEaster(t *testing.T) {
	found := 0
	for _, s := range holiday.Sets() {
		for _, d := range days(t, s.Key, 2000, 2060) {
			name := strings.ToLower(d.Name.In(label.EN))
			for _, called := range []string{"good friday", "karfreitag", "viernes santo", "sexta-feira santa", "långfredagen", "langfredag", "goede vrijdag", "veľký piatok", "velký pátek"} {
				if name != called {
					continue
				}
				found++
				year, _, _ := d.Date.Date()
				if want := holiday.Easter(year) - 2; d.Date != want {
					t.Errorf("%s: %s on %s, want %s", s.Key, d.Name, d.Date, want)
				}
			}
		}
	}
	if found < 61*10 {
		t.Errorf("found %d", found)
	}
}

func TestUnknownSetsAndYearsAreRefusedWithTheRemedy(t *testing.T) {
	for _, c := range []struct {
		set      string
		from, to int
		want     string
	}{
		{"fr-corse", 2026, 2026, "There are no public holidays named “fr-corse”; choose a set of the list"},
		{"fr", 1979, 2026, "Public holidays are known from 1980 to 2199; the first year comes before the last"},
		{"fr", 2027, 2026, "Public holidays are known from 1980 to 2199; the first year comes before the last"},
		{"fr", 2026, 2200, "Public holidays are known from 1980 to 2199; the first year comes before the last"},
	} {
		_, err := holiday.Days(c.set, c.from, c.to)
		if got := fmt.Sprint(err); !strings.Contains(got, c.want) || fault.KindOf(err) != fault.BadInput {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}
