package formula

import (
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// dates are the functions of days and months.
var dates = []*function{
	{
		key: "TODAY", fr: "AUJOURDHUI", least: 0, most: 0,
		help:    label.T("The date of the reading: today, or the past date on display", "La date de lecture : aujourd’hui, ou la date passée affichée"),
		example: label.T("end < TODAY()", "end < AUJOURDHUI()"),
		check:   gives(Date, None), build: buildToday,
	},
	{
		key: "DATE", fr: "DATE", least: 3, most: 3, args: label.T("year, month, day", "année; mois; jour"),
		help:    label.T("A date; month 13 is January of the next year, day 0 the last of the month before", "Une date ; le mois 13 est janvier de l’année suivante, le jour 0 le dernier du mois précédent"),
		example: label.T("DATE(2026, 11, 22)", "DATE(2026; 11; 22)"),
		check:   gives(Date, Number), build: buildDate,
	},
	{
		key: "DAYS", fr: "JOURS", least: 2, most: 2, args: label.T("end, start", "fin; début"),
		help:    label.T("How many days lie between two dates, the later one first", "Le nombre de jours entre deux dates, la plus récente en premier"),
		example: label.T("DAYS(end, end_baseline)", "JOURS(end; end_baseline)"),
		check:   gives(Number, Date), build: paired(between),
	},
	{
		key: "YEAR", fr: "ANNEE", least: 1, most: 1, args: label.T("date", "date"),
		help:    label.T("The year of a date or a month", "L’année d’une date ou d’un mois"),
		example: label.T("YEAR(end)", "ANNEE(end)"),
		check:   ofDate(Number, Date, Month), build: dated(func(m day.Month, _ int) int64 { return int64(m.Year()) }),
	},
	{
		key: "MONTH", fr: "MOIS", least: 1, most: 1, args: label.T("date", "date"),
		help:    label.T("The month of a date, from 1 to 12", "Le mois d’une date, de 1 à 12"),
		example: label.T("MONTH(end)", "MOIS(end)"),
		check:   ofDate(Number, Date, Month), build: dated(func(m day.Month, _ int) int64 { return int64(m.Month()) }),
	},
	{
		key: "DAY", fr: "JOUR", least: 1, most: 1, args: label.T("date", "date"),
		help:    label.T("The day of the month of a date", "Le jour du mois d’une date"),
		example: label.T("DAY(end)", "JOUR(end)"),
		check:   gives(Number, Date), build: dated(func(_ day.Month, dom int) int64 { return int64(dom) }),
	},
	{
		key: "EDATE", fr: "MOIS.DECALER", least: 2, most: 2, args: label.T("date, months", "date; mois"),
		help:    label.T("The date so many months later; 31 January + 1 month is the last of February", "La date décalée de tant de mois ; le 31 janvier + 1 mois est le dernier jour de février"),
		example: label.T("EDATE(start, 6)", "MOIS.DECALER(start; 6)"),
		check:   dateAndNumber, build: paired(moveMonths),
	},
	{
		key: "EOMONTH", fr: "FIN.MOIS", least: 2, most: 2, args: label.T("date, months", "date; mois"),
		help:    label.T("The last day of the month, so many months later", "Le dernier jour du mois, décalé de tant de mois"),
		example: label.T("EOMONTH(end, 0)", "FIN.MOIS(end; 0)"),
		check:   endOfMonth, build: buildEndOfMonth,
	},
	{
		key: "NETWORKDAYS", fr: "NB.JOURS.OUVRES", least: 2, most: 2, args: label.T("start, end", "début; fin"),
		help:    label.T("How many days from Monday to Friday, both dates included", "Le nombre de jours du lundi au vendredi, les deux dates comprises"),
		example: label.T("NETWORKDAYS(TODAY(), end)", "NB.JOURS.OUVRES(AUJOURDHUI(); end)"),
		check:   gives(Number, Date), build: paired(workingDays),
	},
}

// ofDate makes a check of functions of one date or month.
func ofDate(result Type, types ...Type) func(*checker, *node) error {
	return func(c *checker, n *node) error {
		n.kind = kind{typ: result}
		return c.among(n.args[0], types...)
	}
}

func dateAndNumber(c *checker, n *node) error {
	n.kind = kind{typ: Date}
	if err := c.fit(n.args[0], kind{typ: Date}); err != nil {
		return err
	}
	return c.fit(n.args[1], kind{typ: Number})
}

func endOfMonth(c *checker, n *node) error {
	n.kind = kind{typ: Date}
	if err := c.among(n.args[0], Date, Month); err != nil {
		return err
	}
	return c.fit(n.args[1], kind{typ: Number})
}

func buildToday(c *compiler, _ *node) code {
	if d, st := aDay(int64(c.src.Today())); st == fine {
		return code{num: always(d)}
	}
	return code{num: none[int64]}
}

// dated makes a function of the month a date lies in and its day of month.
func dated(f func(m day.Month, dom int) int64) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		if n.args[0].typ == Month {
			return mapped(func(x int64) (int64, Code) { return f(day.Month(x), 1) * money.Scale, fine })(c, n)
		}
		return mapped(func(x int64) (int64, Code) {
			y, m, dom := day.Day(x).Date()
			return f(day.MonthOf(y, m), dom) * money.Scale, fine
		})(c, n)
	}
}

func buildDate(c *compiler, n *node) code {
	y, m, d := c.compile(n.args[0]).number(), c.compile(n.args[1]).number(), c.compile(n.args[2]).number()
	month := both(y, m, func(year, month int64) (int64, Code) { return year/money.Scale*12 + month/money.Scale - 1, fine })
	return code{num: both(month, d, dayOf)}
}

// dayOf returns the day of a month; days beyond its end run on into the next.
func dayOf(m, dom int64) (int64, Code) {
	if m, c := aMonth(m); c != fine {
		return m, c
	}
	return aDay(int64(day.Month(m).First()) + dom/money.Scale - 1)
}

// foldDate turns DATE of three numbers into the date itself.
func foldDate(n *node) (*node, error) {
	if len(n.args) != 3 {
		return n, nil
	}
	for _, a := range n.args {
		if !a.literal(Number) {
			return n, nil
		}
	}
	y, m, d := n.args[0].val.N/money.Scale, n.args[1].val.N/money.Scale, n.args[2].val.N
	v, c := dayOf(y*12+m-1, d)
	if c != fine {
		return nil, wrong(n.pos, c.Text())
	}
	return &node{op: opLiteral, kind: kind{typ: Date}, val: Value{N: v}, pos: n.pos, depth: 1}, nil
}

func moveMonths(d, n int64) (int64, Code) {
	m, c := aMonth(int64(day.Day(d).Month()) + n/money.Scale)
	if c != fine {
		return 0, c
	}
	return int64(day.Day(d).AddMonths(int(m - int64(day.Day(d).Month())))), fine
}

func buildEndOfMonth(c *compiler, n *node) code {
	month := func(x int64) day.Month { return day.Day(x).Month() }
	if n.args[0].typ == Month {
		month = func(x int64) day.Month { return day.Month(x) }
	}
	return paired(func(x, n int64) (int64, Code) {
		m, c := aMonth(int64(month(x)) + n/money.Scale)
		if c != fine {
			return 0, c
		}
		return int64(day.Month(m).Last()), fine
	})(c, n)
}

// workingDays counts Mondays to Fridays, both ends included; it is negative
// when the end comes first, as in Excel.
func workingDays(start, end int64) (int64, Code) {
	if start > end {
		n, c := workingDays(end, start)
		return -n, c
	}
	return (weekdaysUpTo(end) - weekdaysUpTo(start-1)) * money.Scale, fine
}

// weekdaysUpTo counts the Mondays to Fridays from day 1, which is a Monday, to d.
func weekdaysUpTo(d int64) int64 { return d/7*5 + min(d%7, int64(time.Friday)) }
