package formula

import (
	"vigie/ground/label"
	"vigie/ground/money"
)

// aggregates are the functions over the rows below.
var aggregates = []*function{
	{
		key: "CHILDREN.SUM", fr: "ENFANTS.SOMME", least: 1, most: 1, args: label.T("value", "valeur"), children: true,
		help:    label.T("Adds a value over the children, skipping empty ones", "Additionne une valeur sur les enfants, sans les vides"),
		example: label.T("CHILDREN.SUM(total_cost)", "ENFANTS.SOMME(total_cost)"),
		check:   overChildren(Number, Money, Percent), build: gathered(total),
	},
	{
		key: "CHILDREN.AVERAGE", fr: "ENFANTS.MOYENNE", least: 1, most: 1, args: label.T("value", "valeur"), children: true,
		help:    label.T("The mean of a value over the children, skipping empty ones", "La moyenne d’une valeur sur les enfants, sans les vides"),
		example: label.T("CHILDREN.AVERAGE(progress)", "ENFANTS.MOYENNE(progress)"),
		check:   overChildren(Number, Money, Percent), build: gathered(mean),
	},
	{
		key: "CHILDREN.MIN", fr: "ENFANTS.MIN", least: 1, most: 1, args: label.T("value", "valeur"), children: true,
		help:    label.T("The smallest or earliest value among the children", "La plus petite ou la plus ancienne valeur parmi les enfants"),
		example: label.T("CHILDREN.MIN(start)", "ENFANTS.MIN(start)"),
		check:   overChildren(Number, Money, Percent, Date, Month, Rank), build: gathered(smallest),
	},
	{
		key: "CHILDREN.MAX", fr: "ENFANTS.MAX", least: 1, most: 1, args: label.T("value", "valeur"), children: true,
		help:    label.T("The greatest or latest value among the children", "La plus grande ou la plus récente valeur parmi les enfants"),
		example: label.T("CHILDREN.MAX(end)", "ENFANTS.MAX(end)"),
		check:   overChildren(Number, Money, Percent, Date, Month, Rank), build: gathered(greatest),
	},
	{
		key: "CHILDREN.WORST", fr: "ENFANTS.PIRE", least: 1, most: 1, args: label.T("indicator", "indicateur"), children: true,
		help:    label.T("The worst light or weather among the children", "Le pire feu ou la pire météo parmi les enfants"),
		example: label.T("CHILDREN.WORST(light)", "ENFANTS.PIRE(light)"),
		check:   overChildren(Rank), build: gathered(greatest),
	},
	{
		key: "CHILDREN.COUNT", fr: "ENFANTS.NB", least: 0, most: 1, args: label.T("[value]", "[valeur]"), children: true,
		help:    label.T("How many children there are, or how many have the value", "Le nombre d’enfants, ou de ceux dont la valeur n’est pas vide"),
		example: label.T("CHILDREN.COUNT(manager)", "ENFANTS.NB(manager)"),
		check:   checkCount, build: buildCount,
	},
	{
		key: "CHILDREN.COUNTIF", fr: "ENFANTS.NB.SI", least: 1, most: 1, args: label.T("condition", "condition"), children: true,
		help:    label.T("How many children fulfil the condition", "Le nombre d’enfants qui remplissent la condition"),
		example: label.T("CHILDREN.COUNTIF(end < TODAY())", "ENFANTS.NB.SI(end < AUJOURDHUI())"),
		check: func(c *checker, n *node) error {
			if err := c.conditions(n.args[0]); err != nil {
				return err
			}
			return checkCount(c, n)
		},
		build: func(c *compiler, n *node) code {
			return counted(c, c.within(n.args[0], c.compile(n.args[0])).number(), true)
		},
	},
}

// overChildren makes a check of functions of one value over the rows below. They
// do not contain each other, so that a formula costs at most one pass over them.
func overChildren(types ...Type) func(*checker, *node) error {
	return func(c *checker, n *node) error {
		if err := c.among(n.args[0], types...); err != nil {
			return err
		}
		n.kind = n.args[0].kind
		return notNested(n)
	}
}

func notNested(n *node) error {
	for _, a := range n.args {
		if a.any(func(n *node) bool { return n.op == opCall && n.fn.children }) {
			return wrong(a.pos, label.F("A function over the children cannot stand inside %s: put it in a computed attribute of its own, and use that here",
				"Une fonction sur les enfants ne peut se trouver dans %s : placez-la dans un attribut calculé à part, et utilisez celui-ci", n.fn.name()))
		}
	}
	return nil
}

func checkCount(_ *checker, n *node) error {
	n.kind = kind{typ: Number}
	return notNested(n)
}

// gathered makes a function that gathers one value over the children. Amounts
// must all be in one currency, that of the row itself where it is known.
func gathered(f fold) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		get, src, isMoney := c.within(n.args[0], c.compile(n.args[0])).number(), c.src, n.typ == Money
		return code{num: func(row int32) (int64, Code) {
			var acc, count int64
			currency := ""
			if isMoney {
				currency = src.Currency(row)
			}
			for _, child := range src.Children(row) {
				x, st := get(child)
				if st == empty {
					continue
				}
				if st == fine && isMoney {
					st = sameCurrency(&currency, src.Currency(child), count)
				}
				if st == fine {
					acc, st = f.take(acc, count, x)
					count++
				}
				if st != fine {
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

// sameCurrency keeps the first child's currency where the row has none.
func sameCurrency(currency *string, child string, count int64) Code {
	if *currency == "" && count == 0 {
		*currency = child
	}
	if *currency != child {
		return MixedCurrencies
	}
	return fine
}

func buildCount(c *compiler, n *node) code {
	if len(n.args) == 0 {
		return counted(c, always[int64](1), true)
	}
	return counted(c, c.within(n.args[0], c.isEmpty(n.args[0])).num, false)
}

// counted counts the children for which test says what is wanted.
func counted(c *compiler, test getter[int64], wanted bool) code {
	children := c.src.Children
	return code{num: func(row int32) (int64, Code) {
		count := int64(0)
		for _, child := range children(row) {
			yes, st := test(child)
			if st > empty {
				return 0, st
			}
			if yes != 0 == wanted {
				count++
			}
		}
		return checked(money.MulDiv(count, money.Scale, 1))
	}}
}
