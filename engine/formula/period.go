package formula

import (
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// moments are the functions that the words above stand for.
var moments = []*function{
	{
		key: "PERIODSTART", fr: "DEBUT.PERIODE", least: 1, most: 2, args: label.T("period[, offset]", "période[; décalage]"),
		help:    label.T("The first day of the week, month, quarter or year of today, or of one further on", "Le premier jour de la semaine, du mois, du trimestre ou de l’année en cours, ou d’une autre période"),
		example: label.T(`PERIODSTART("quarter", 1)`, `DEBUT.PERIODE("trimestre"; 1)`),
		check:   ofPeriod, build: edgeOfPeriod(func(first, _ day.Day) day.Day { return first }),
	},
	{
		key: "PERIODEND", fr: "FIN.PERIODE", least: 1, most: 2, args: label.T("period[, offset]", "période[; décalage]"),
		help:    label.T("The last day of the week, month, quarter or year of today, or of one further on", "Le dernier jour de la semaine, du mois, du trimestre ou de l’année en cours, ou d’une autre période"),
		example: label.T(`PERIODEND("month")`, `FIN.PERIODE("mois")`),
		check:   ofPeriod, build: edgeOfPeriod(func(_, last day.Day) day.Day { return last }),
	},
	{
		key: "MINE", fr: "MES.ENTITES", least: 1, most: 1, args: label.T("unit", "entité"),
		help:    label.T("Whether a unit is one of those on which the reader has a role; only in filters", "Si une entité est l’une de celles où le lecteur a un rôle ; seulement dans les filtres"),
		example: label.T("MINE(unit)", "MES.ENTITES(unit)"),
		check:   ofUnit, build: buildMine, inFilters: true,
	},
}

func ofPeriod(c *checker, n *node) error {
	n.kind = kind{typ: Date}
	a := n.args[0]
	unit := spanNone(a)
	if unit == 0 {
		return wrong(a.pos, label.T(`One of these is expected: "day", "week", "month", "quarter", "year"`, `L’un de ces mots est attendu : "jour", "semaine", "mois", "trimestre", "année"`))
	}
	a.val.S = spanKeys[unit].EN
	if len(n.args) == 1 {
		return nil
	}
	return c.fit(n.args[1], kind{typ: Number})
}

// spanNone returns the unit of time that a literal names, 0 for none.
func spanNone(a *node) span {
	if name := label.Fold(a.val.S); a.literal(Text) && len(name) > 1 {
		return spans[name]
	}
	return 0
}

func edgeOfPeriod(choose func(first, last day.Day) day.Day) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		unit, today := spanNone(n.args[0]), c.src.Today()
		at := func(offset int64) (int64, Code) {
			first, last, st := around(today, unit, offset/money.Scale)
			if st != fine {
				return 0, st
			}
			return int64(choose(first, last)), fine
		}
		if len(n.args) == 1 {
			d, st := at(0)
			return code{num: func(int32) (int64, Code) { return d, st }}
		}
		get := c.compile(n.args[1]).number()
		return code{num: func(row int32) (int64, Code) {
			offset, st := get(row)
			if st != fine {
				return 0, st
			}
			return at(offset)
		}}
	}
}

// around returns the first and the last day of the unit of time that lies
// offset away from that of today.
func around(today day.Day, unit span, offset int64) (first, last day.Day, st Code) {
	if offset < -maxOffset || offset > maxOffset {
		return 0, 0, BadDate
	}
	days := func(first day.Day, long int64) (day.Day, day.Day, Code) {
		a, st := aDay(int64(first) + offset*long)
		b, st2 := aDay(a + long - 1)
		return day.Day(a), day.Day(b), worse(st, st2)
	}
	months := func(first day.Month, long int64) (day.Day, day.Day, Code) {
		a, st := aMonth(int64(first) + offset*long)
		b, st2 := aMonth(a + long - 1)
		if w := worse(st, st2); w != fine {
			return 0, 0, w
		}
		return day.Month(a).First(), day.Month(b).Last(), fine
	}
	if _, st := aDay(int64(today)); st != fine {
		return 0, 0, st
	}
	conventions := label.Adopted()
	switch m := today.Month(); unit {
	case spanDay:
		return days(today, 1)
	case spanWeek:
		past := (int64(today) + 6 - int64(conventions.WeekStart)) % 7 // day 1 is a Monday
		return days(today-day.Day(past), 7)
	case spanMonth:
		return months(m, 1)
	case spanQuarter:
		return months(m-day.Month(conventions.FiscalMonth(int(m.Month()))%3), 3)
	case spanFiscal:
		return months(m-day.Month(conventions.FiscalMonth(int(m.Month()))), 12)
	default:
		return months(m-m%12, 12)
	}
}

// maxOffset bounds how far away a period may lie.
const maxOffset = 1_000_000

// unitCatalogue is a Catalogue that knows which of its lists are units.
type unitCatalogue interface{ AreUnits(list int64) bool }

func ofUnit(c *checker, n *node) error {
	n.kind = kind{typ: Bool}
	if !c.filter {
		return wrong(n.pos, label.T("“my units” belongs to filters: a computed attribute is the same for every reader",
			"« mes entités » est réservé aux filtres : un attribut calculé est le même pour chaque lecteur"))
	}
	units, ok := c.cat.(unitCatalogue)
	if a := n.args[0]; a.typ != Ref || ok && !units.AreUnits(a.list) {
		return wrong(a.pos, label.T("Only a unit can be one of my units: unit in my units", "Seule une entité peut être l’une de mes entités : unit dans mes entités"))
	}
	return nil
}

// UnitSource is a Source that knows the units of who reads, for the words my
// units of filters. Without it there are none.
type UnitSource interface {
	Mine() (units map[int64]bool, all bool)
}

func buildMine(c *compiler, n *node) code {
	get := c.compile(n.args[0]).number()
	src, ok := c.src.(UnitSource)
	if !ok {
		return code{num: func(int32) (int64, Code) { return 0, fine }}
	}
	units, all := src.Mine()
	return code{num: oneOf(get, func(id int64) bool { return all || units[id] })}
}

// UsesMine reports whether the values depend on the units of who reads.
func (e *Expr) UsesMine() bool {
	return e.root.any(func(n *node) bool { return n.op == opCall && n.fn.key == "MINE" })
}
