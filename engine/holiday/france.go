package holiday

import (
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
)

// rule is a holiday of every year since one, on a date or so many days after Easter
// Sunday.
type rule struct {
	name   label.Text
	month  time.Month // 0 for days after Easter
	day    int
	since  int // the first year, 0 for before 1980
	source string
}

func (r rule) in(year int) day.Day {
	if r.month == 0 {
		return Easter(year) + day.Day(r.day)
	}
	return day.Of(year, r.month, r.day)
}

// Easter returns Easter Sunday of the Gregorian calendar (Meeus, Astronomical
// Algorithms, chapter 8: valid for every year from 1583).
func Easter(year int) day.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return day.Of(year, time.Month(month), (h+l-7*m+33*month+19)%32)
}

// general is article L3133-1 of the Code du travail, the list of all France. 8 May is
// on it again since the law of 2 October 1981.
const general = "Code du travail, L3133-1"

var (
	newYear      = rule{name: label.T("New Year’s Day", "Jour de l’an"), month: time.January, day: 1}
	goodFriday   = rule{name: label.T("Good Friday", "Vendredi saint"), day: -2}
	easterMonday = rule{name: label.T("Easter Monday", "Lundi de Pâques"), day: 1}
	labourDay    = rule{name: label.T("Labour Day", "Fête du Travail"), month: time.May, day: 1}
	victory      = rule{name: label.T("Victory in Europe Day", "Victoire de 1945"), month: time.May, day: 8, since: 1982}
	ascension    = rule{name: label.T("Ascension Day", "Ascension"), day: 39}
	whitMonday   = rule{name: label.T("Whit Monday", "Lundi de Pentecôte"), day: 50}
	national     = rule{name: label.T("Bastille Day", "Fête nationale"), month: time.July, day: 14}
	assumption   = rule{name: label.T("Assumption", "Assomption"), month: time.August, day: 15}
	allSaints    = rule{name: label.T("All Saints’ Day", "Toussaint"), month: time.November, day: 1}
	armistice    = rule{name: label.T("Armistice Day", "Armistice de 1918"), month: time.November, day: 11}
	christmas    = rule{name: label.T("Christmas Day", "Noël"), month: time.December, day: 25}
	secondDay    = rule{name: label.T("Second Day of Christmas", "Second jour de Noël"), month: time.December, day: 26}
)

// under names the source of rules.
func under(source string, rules ...rule) []rule {
	for i := range rules {
		rules[i].source = source
	}
	return rules
}

// common are those of article L3133-1: « Les fêtes légales ci-après désignées sont des
// jours fériés ». Loi n° 81-893 du 2 octobre 1981 made 8 May one again, from 1982.
func common() []rule {
	out := under(general, newYear, easterMonday, labourDay, victory, ascension, whitMonday, national, assumption, allSaints, armistice, christmas)
	out[3].source = general + "; loi n° 81-893 du 2 octobre 1981"
	return out
}

// abolition is the day on which a department commemorates the abolition of slavery:
// article L3422-2 of the Code du travail names it a holiday, after loi n° 83-550 du 30
// juin 1983; décret n° 83-1003 du 23 novembre 1983 set the dates, so that Réunion kept
// the first one in December 1983 and the others in 1984.
func abolition(month time.Month, dom, since int) []rule {
	r := rule{name: label.T("Abolition of Slavery", "Abolition de l’esclavage"), month: month, day: dom, since: since}
	return append(common(), under("Code du travail, L3422-2; décret n° 83-1003 du 23 novembre 1983", r)...)
}

// france are the sets of France. What is kept by custom alone (Shrove Tuesday, Good
// Friday and All Souls’ Day in the Antilles, the Muslim feasts in Mayotte, where L3422-2
// names them as usages) is in none: those who keep it add it.
var france = []Set{
	{Key: "fr", Country: "FR", Name: label.T("France", "France"), rules: common()},
	// Article L3134-13 of the Code du travail, after the ordonnance du 16 août 1892: the
	// same days, and two more; Good Friday in communes with a Protestant church or one
	// that is shared.
	{Key: "fr-alsace-moselle", Country: "FR", Name: label.T("France: Alsace-Moselle", "France\u202f: Alsace-Moselle"), rules: alsaceMoselle()},
	{Key: "fr-guadeloupe", Country: "FR", Name: label.T("France: Guadeloupe", "France\u202f: Guadeloupe"), rules: abolition(time.May, 27, 1984)},
	{Key: "fr-martinique", Country: "FR", Name: label.T("France: Martinique", "France\u202f: Martinique"), rules: abolition(time.May, 22, 1984)},
	{Key: "fr-guyane", Country: "FR", Name: label.T("France: French Guiana", "France\u202f: Guyane"), rules: abolition(time.June, 10, 1984)},
	{Key: "fr-reunion", Country: "FR", Name: label.T("France: Réunion", "France\u202f: La Réunion"), rules: abolition(time.December, 20, 1983)},
	{Key: "fr-mayotte", Country: "FR", Name: label.T("France: Mayotte", "France\u202f: Mayotte"), rules: abolition(time.April, 27, 1984)},
}

func alsaceMoselle() []rule {
	const local = "Code du travail, L3134-13"
	out := common()
	for i := range out {
		out[i].source = local
	}
	return append(out, under(local+"; ordonnance du 16 août 1892", goodFriday, secondDay)...)
}
