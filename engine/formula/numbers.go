package formula

import (
	"vigie/ground/label"
	"vigie/ground/money"
)

// numbers are the functions of exact decimals.
var numbers = []*function{
	{
		key: "SUM", fr: "SOMME", least: 1, most: -1, args: label.T("value1, value2, …", "valeur1; valeur2; …"),
		help:    label.T("Adds the values that are not empty", "Additionne les valeurs non vides"),
		example: label.T("SUM(actual_cost, 5000)", "SOMME(actual_cost; 5000)"),
		check:   alike(Number, Money, Percent), build: overArgs(total),
	},
	{
		key: "AVERAGE", fr: "MOYENNE", least: 1, most: -1, args: label.T("value1, value2, …", "valeur1; valeur2; …"),
		help:    label.T("The mean of the values that are not empty", "La moyenne des valeurs non vides"),
		example: label.T("AVERAGE(total_cost, total_cost_baseline)", "MOYENNE(total_cost; total_cost_baseline)"),
		check:   alike(Number, Money, Percent), build: overArgs(mean),
	},
	{
		key: "MIN", fr: "MIN", least: 1, most: -1, args: label.T("value1, value2, …", "valeur1; valeur2; …"),
		help:    label.T("The smallest or earliest of the values that are not empty", "La plus petite ou la plus ancienne des valeurs non vides"),
		example: label.T("MIN(end, end_baseline)", "MIN(end; end_baseline)"),
		check:   alike(Number, Money, Percent, Date, Month, Rank), build: overArgs(smallest),
	},
	{
		key: "MAX", fr: "MAX", least: 1, most: -1, args: label.T("value1, value2, …", "valeur1; valeur2; …"),
		help:    label.T("The greatest or latest of the values that are not empty", "La plus grande ou la plus récente des valeurs non vides"),
		example: label.T("MAX(end, TODAY())", "MAX(end; AUJOURDHUI())"),
		check:   alike(Number, Money, Percent, Date, Month, Rank), build: overArgs(greatest),
	},
	{
		key: "ROUND", fr: "ARRONDI", least: 1, most: 2, args: label.T("value[, decimals]", "valeur[; décimales]"),
		help:    label.T("Rounds to decimals (none if not given), halves away from zero; −3 rounds to thousands", "Arrondit au nombre de décimales (aucune par défaut), les moitiés s’éloignant de zéro ; −3 arrondit au millier"),
		example: label.T("ROUND(total_cost, -3)", "ARRONDI(total_cost; -3)"),
		check:   sameAs(Number, Money, Percent), build: rounding(halfUp),
	},
	{
		key: "ROUNDUP", fr: "ARRONDI.SUP", least: 1, most: 2, args: label.T("value[, decimals]", "valeur[; décimales]"),
		help:    label.T("Rounds away from zero", "Arrondit en s’éloignant de zéro"),
		example: label.T("ROUNDUP(duration)", "ARRONDI.SUP(duration)"),
		check:   sameAs(Number, Money, Percent), build: rounding(away),
	},
	{
		key: "ROUNDDOWN", fr: "ARRONDI.INF", least: 1, most: 2, args: label.T("value[, decimals]", "valeur[; décimales]"),
		help:    label.T("Rounds towards zero", "Arrondit en se rapprochant de zéro"),
		example: label.T("ROUNDDOWN(duration, 1)", "ARRONDI.INF(duration; 1)"),
		check:   sameAs(Number, Money, Percent), build: rounding(towards),
	},
	{
		key: "ABS", fr: "ABS", least: 1, most: 1, args: label.T("value", "valeur"),
		help:    label.T("The value without its sign", "La valeur sans son signe"),
		example: label.T("ABS(total_cost - total_cost_baseline)", "ABS(total_cost - total_cost_baseline)"),
		check:   sameAs(Number, Money, Percent),
		build:   mapped(func(x int64) (int64, Code) { return max(x, -x), fine }),
	},
	{
		key: "MOD", fr: "MOD", least: 2, most: 2, args: label.T("number, divisor", "nombre; diviseur"),
		help:    label.T("What is left after a division, with the sign of the divisor", "Le reste d’une division, du signe du diviseur"),
		example: label.T("MOD(MONTH(end), 3)", "MOD(MOIS(end); 3)"),
		check:   gives(Number, Number), build: paired(modulo),
	},
	{
		key: "MONEY", fr: "MONTANT", least: 1, most: 1, args: label.T("number", "nombre"),
		help:    label.T("Makes a number an amount in the currency of the row", "Fait d’un nombre un montant dans la devise de la ligne"),
		example: label.T("MONEY(duration * 12000)", "MONTANT(duration * 12000)"),
		check:   gives(Money, Number), build: mapped(func(x int64) (int64, Code) { return x, fine }),
	},
	{
		key: "PERCENT", fr: "POURCENT", least: 1, most: 2, args: label.T("part[, whole]", "partie[; tout]"),
		help:    label.T("The part as a percentage of the whole; alone, 0.5 is 50 %", "La partie en pourcentage du tout ; seule, 0,5 vaut 50 %"),
		example: label.T("PERCENT(actual_cost, total_cost)", "POURCENT(actual_cost; total_cost)"),
		check:   checkPercent, build: buildPercent,
	},
}

func checkPercent(c *checker, n *node) error {
	if len(n.args) == 1 {
		return gives(Percent, Number)(c, n)
	}
	if err := alike(Number, Money)(c, n); err != nil {
		return err
	}
	n.kind = kind{typ: Percent}
	return nil
}

func buildPercent(c *compiler, n *node) code {
	if len(n.args) == 1 {
		return mapped(func(x int64) (int64, Code) { return checked(money.MulDiv(x, 100, 1)) })(c, n)
	}
	return paired(func(x, y int64) (int64, Code) { return divided(x, hundred, y) })(c, n)
}

// fold gathers values one after the other: take adds x to what the count
// values before it have made, and done gives the result of at least one.
type fold struct {
	take func(acc, count, x int64) (int64, Code)
	done func(acc, count int64) (int64, Code)
}

var (
	total    = fold{add, func(acc, _ int64) (int64, Code) { return within(acc) }}
	mean     = fold{add, func(acc, count int64) (int64, Code) { return checked(money.MulDiv(acc, 1, count)) }}
	smallest = fold{func(acc, count, x int64) (int64, Code) { return keep(acc, count == 0 || x < acc, x) }, asIs}
	greatest = fold{func(acc, count, x int64) (int64, Code) { return keep(acc, count == 0 || x > acc, x) }, asIs}
)

func asIs(acc, _ int64) (int64, Code) { return acc, fine }

func keep(acc int64, better bool, x int64) (int64, Code) {
	if better {
		return x, fine
	}
	return acc, fine
}

func add(acc, _, x int64) (int64, Code) {
	sum, ok := money.Amount(acc).Add(money.Amount(x))
	if !ok {
		return 0, Overflow
	}
	return int64(sum), fine
}

// overArgs makes a function that gathers its arguments, skipping empty ones.
func overArgs(f fold) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		args := nums(c.all(n.args))
		return code{num: func(row int32) (int64, Code) {
			var acc, count int64
			for _, get := range args {
				x, st := get(row)
				if st == fine {
					acc, st = f.take(acc, count, x)
					count++
				}
				if st > empty {
					return 0, st
				}
			}
			if count == 0 {
				return 0, empty
			}
			return f.done(acc, count)
		}}
	}
}

// mapped makes a function of one value; empty gives empty.
func mapped(f func(x int64) (int64, Code)) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		get := c.compile(n.args[0]).number()
		return code{num: func(row int32) (int64, Code) {
			x, st := get(row)
			if st != fine {
				return 0, st
			}
			return f(x)
		}}
	}
}

// paired makes a function of two values; empty gives empty.
func paired(f func(x, y int64) (int64, Code)) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		return code{num: both(c.compile(n.args[0]).number(), c.compile(n.args[1]).number(), f)}
	}
}

// modulo has the sign of the divisor, as in Excel.
func modulo(x, y int64) (int64, Code) {
	if y == 0 {
		return 0, DivisionByZero
	}
	r := x % y
	if r != 0 && (r < 0) != (y < 0) {
		r += y
	}
	return r, fine
}

// rounding makes a function of a value and of how many decimals it keeps.
func rounding(up func(rest, step int64) bool) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		get, places := c.compile(n.args[0]).number(), always[int64](0)
		if len(n.args) == 2 {
			places = c.compile(n.args[1]).number()
		}
		return code{num: both(get, places, func(x, p int64) (int64, Code) { return round(x, p, up) })}
	}
}

// round cuts x to places (in 1/10,000), then moves one step away from zero if up says so.
func round(x, places int64, up func(rest, step int64) bool) (int64, Code) {
	if places%money.Scale != 0 || places > 4*money.Scale || places < -12*money.Scale {
		return 0, BadPlaces
	}
	step := int64(1)
	for range 4 - places/money.Scale {
		step *= 10
	}
	rest := x % step
	x -= rest
	switch {
	case rest > 0 && up(rest, step):
		x += step
	case rest < 0 && up(-rest, step):
		x -= step
	}
	return within(x)
}

func halfUp(rest, step int64) bool { return rest >= step-rest }
func away(_, _ int64) bool         { return true }
func towards(_, _ int64) bool      { return false }
