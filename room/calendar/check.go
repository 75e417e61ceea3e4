package calendar

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/engine/holiday"
	"vigie/engine/schedule"
	"vigie/ground/fault"
	"vigie/ground/label"
)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

var notInKeys = regexp.MustCompile(`[^a-z0-9]+`)

// check brings a calendar into its form, and says what is wrong with it among the
// others of the set.
func (c *Calendar) check(s Set) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	c.Name = label.T(strings.TrimSpace(c.Name.EN), strings.TrimSpace(c.Name.FR))
	if c.Name.IsZero() {
		say("name", label.T("Give a name in at least one language", "Donnez un nom dans au moins une langue"))
	}
	if utf8.RuneCountInString(c.Name.EN) > longestName || utf8.RuneCountInString(c.Name.FR) > longestName {
		say("name", label.F("A name has at most %d characters", "Un nom a au plus %d caractères", longestName))
	}
	if c.Key == "" {
		c.Key = s.freeKey(c.Name.In(label.EN))
	}
	if !keyShape.MatchString(c.Key) {
		say("key", label.T("A key is made of a to z, digits and _, begins with a letter and has at most 40 characters", "Une clé est faite de a à z, de chiffres et de _, commence par une lettre et a au plus 40 caractères"))
	}
	if o, taken := s.ByKey(c.Key); taken && o.ID != c.ID {
		say("key", label.F("Another calendar has the key “%s”", "Un autre calendrier a la clé «\u202f%s\u202f»", c.Key))
	}
	if c.Holidays != nil && *c.Holidays != "" {
		if _, known := holiday.Find(*c.Holidays); !known {
			say("holidays", label.F("There are no public holidays named “%s”; choose a set of the list", "Il n’existe pas de jours fériés nommés «\u202f%s\u202f»\u202f; choisissez un jeu de la liste", *c.Holidays))
		}
	}
	if c.Unit != 0 && c.Project != 0 {
		say("project", label.T("A calendar is of a unit or of a project, not of both", "Un calendrier est celui d’une entité ou d’un projet, pas des deux"))
	}
	bad = append(bad, c.checkParent(s)...)
	bad = append(bad, c.checkWeek()...)
	bad = append(bad, c.checkDays()...)
	return fault.InvalidAll(bad)
}

// freeKey makes a key of a name that no calendar has yet.
func (s Set) freeKey(name string) string {
	base := strings.Trim(notInKeys.ReplaceAllString(label.Fold(name), "_"), "_")
	if base == "" || base[0] < 'a' || base[0] > 'z' {
		base = "c_" + base
	}
	base = strings.TrimRight(base[:min(len(base), 34)], "_")
	key := base
	for n := 2; ; n++ {
		if _, taken := s.ByKey(key); !taken {
			return key
		}
		key = fmt.Sprintf("%s_%d", base, n)
	}
}

func (c *Calendar) checkParent(s Set) []fault.Detail {
	wrong := func(t label.Text) []fault.Detail { return []fault.Detail{{Where: "parent", Text: t}} }
	if c.ID == Standard {
		c.Parent, c.Unit, c.Project = 0, 0, 0
		return nil
	}
	if c.Parent == 0 {
		c.Parent = Standard
	}
	up, ok := s.Get(c.Parent)
	if !ok {
		return wrong(label.T("There is no such calendar; choose one of the list", "Ce calendrier n’existe pas\u202f; choisissez-en un dans la liste"))
	}
	if up.Project != 0 && up.Project != c.Project || up.Unit != 0 && c.Unit == 0 && c.Project == 0 {
		return wrong(label.F("“%s” is not for all who would use this calendar; choose one of the organisation", "«\u202f%s\u202f» n’est pas destiné à tous ceux qui utiliseraient ce calendrier\u202f; choisissez-en un de l’organisation", up.Name))
	}
	if slices.ContainsFunc(s.chain(c.Parent), func(o Calendar) bool { return o.ID == c.ID && c.ID != 0 }) {
		return wrong(label.F("“%s” already takes its days from this calendar; choose another one", "«\u202f%s\u202f» tient déjà ses jours de ce calendrier\u202f; choisissez-en un autre", up.Name))
	}
	return nil
}

func (c *Calendar) checkWeek() []fault.Detail {
	if c.Week == nil {
		return nil
	}
	var bad []fault.Detail
	works := false
	for i, shifts := range c.Week {
		c.Week[i] = slices.SortedFunc(slices.Values(shifts), func(a, b Shift) int { return a.From - b.From })
		works = works || len(shifts) > 0
		bad = append(bad, checkShifts(fmt.Sprintf("week[%d]", i), c.Week[i])...)
	}
	if !works {
		bad = append(bad, fault.Detail{Where: "week", Text: label.T("Give at least one day of the week some work", "Donnez du travail à un jour de la semaine au moins")})
	}
	return bad
}

func checkShifts(where string, shifts []Shift) []fault.Detail {
	end := 0
	for i, s := range shifts {
		if s.From < end || s.To <= s.From || s.To > schedule.PerDay || i >= 24 {
			return []fault.Detail{{Where: where, Text: label.T("The hours of a day must follow each other, between 0:00 and 24:00", "Les plages d’une journée doivent se suivre, entre 0 h et 24 h")}}
		}
		end = s.To
	}
	return nil
}

func (c *Calendar) checkDays() []fault.Detail {
	if len(c.Days) > mostDays {
		return []fault.Detail{{Where: "days", Text: label.F("A calendar has at most %d lines of days", "Un calendrier a au plus %d lignes de jours", mostDays)}}
	}
	var bad []fault.Detail
	for i := range c.Days {
		d := &c.Days[i]
		where := fmt.Sprintf("days[%d]", i)
		say := func(what string, t label.Text) { bad = append(bad, fault.Detail{Where: where + what, Text: t}) }
		d.Name = strings.TrimSpace(d.Name)
		if d.Last == 0 {
			d.Last = d.First
		}
		if d.Name == "" || utf8.RuneCountInString(d.Name) > longestName {
			say(".name", label.F("Say what the day is, in at most %d characters", "Dites ce qu’est ce jour, en %d caractères au plus", longestName))
		}
		if first, _, _ := d.First.Date(); d.First == 0 || first < holiday.FirstYear || first > holiday.LastYear {
			say(".first", label.F("Give a date from %d to %d, such as 2026-12-24", "Donnez une date de %d à %d, par exemple 2026-12-24", holiday.FirstYear, holiday.LastYear))
		} else if d.Last < d.First || d.Last > d.First+365 {
			say(".last", label.T("The last day is the first or lies within a year after it", "Le dernier jour est le premier, ou le suit d’un an au plus"))
		}
		if y := d.Yearly; y != nil && (y.Every < 0 || y.Every > 100 || y.Count < 0 || y.Nth < -5 || y.Nth > 5 || y.Weekday < 0 || y.Weekday > 6 || y.Until != 0 && y.Until < d.First) {
			say(".yearly", label.T("It comes back every 1 to 100 years, on its date or on the first to fifth such weekday of its month, until a day after its first", "Il revient tous les 1 à 100 ans, à sa date ou le premier à cinquième tel jour de la semaine de son mois, jusqu’à un jour postérieur au premier"))
		}
		d.Shifts = slices.SortedFunc(slices.Values(d.Shifts), func(a, b Shift) int { return a.From - b.From })
		bad = append(bad, checkShifts(where+".shifts", d.Shifts)...)
		if len(d.Shifts) == 0 {
			d.Shifts = nil
		}
	}
	return bad
}
