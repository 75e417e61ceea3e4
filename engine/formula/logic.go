package formula

import "vigie/ground/label"

// logic are the functions that choose.
var logic = []*function{
	{
		key: "IF", fr: "SI", least: 2, most: 3, args: label.T("condition, then[, else]", "condition; alors[; sinon]"),
		help:    label.T("Gives one value when the condition holds, another (or empty) when it does not", "Donne une valeur si la condition est vraie, une autre (ou vide) sinon"),
		example: label.T("IF(actual_cost > total_cost, \"over\", \"within\")", "SI(actual_cost > total_cost; \"dépassé\"; \"tenu\")"),
		check: func(c *checker, n *node) error {
			if err := c.conditions(n.args[0]); err != nil {
				return err
			}
			return branching(c, n)
		},
		branches: func(n *node) []*node { return n.args[min(1, len(n.args)):] },
		build:    buildIf,
	},
	{
		key: "SWITCH", fr: "SI.MULTIPLE", least: 3, most: -1, args: label.T("value, case1, result1, …[, otherwise]", "valeur; cas1; résultat1; …[; sinon]"),
		help:     label.T("Gives the result beside the first case equal to the value", "Donne le résultat placé après le premier cas égal à la valeur"),
		example:  label.T("SWITCH(priority, \"high\", 3, \"medium\", 2, 1)", "SI.MULTIPLE(priority; \"high\"; 3; \"medium\"; 2; 1)"),
		check:    checkSwitch,
		branches: func(n *node) []*node { _, results := cases(n); return results },
		build:    buildSwitch,
	},
	{
		key: "IFEMPTY", fr: "SIVIDE", least: 2, most: 2, args: label.T("value, otherwise", "valeur; sinon"),
		help:    label.T("Gives the value, or the other one when it is empty", "Donne la valeur, ou l’autre si elle est vide"),
		example: label.T("IFEMPTY(end, end_baseline)", "SIVIDE(end; end_baseline)"),
		check:   branching, branches: allArgs, build: buildCoalesce,
	},
	{
		key: "COALESCE", fr: "COALESCE", least: 1, most: -1, args: label.T("value1, value2, …", "valeur1; valeur2; …"),
		help:    label.T("Gives the first value that is not empty", "Donne la première valeur non vide"),
		example: label.T("COALESCE(end, end_baseline, start)", "COALESCE(end; end_baseline; start)"),
		check:   branching, branches: allArgs, build: buildCoalesce,
	},
	{
		key: "IFERROR", fr: "SIERREUR", least: 2, most: 2, args: label.T("value, otherwise", "valeur; sinon"),
		help:    label.T("Gives the value, or the other one when it is an error such as a division by zero", "Donne la valeur, ou l’autre si elle est une erreur, comme une division par zéro"),
		example: label.T("IFERROR(actual_cost / total_cost, 0)", "SIERREUR(actual_cost / total_cost; 0)"),
		check:   branching, branches: allArgs, build: buildIfError,
	},
	{
		key: "ISEMPTY", fr: "ESTVIDE", least: 1, most: 1, args: label.T("value", "valeur"),
		help:    label.T("Whether the value is empty", "Indique si la valeur est vide"),
		example: label.T("ISEMPTY(manager)", "ESTVIDE(manager)"),
		check:   func(_ *checker, n *node) error { n.kind = kind{typ: Bool}; return nil },
		build:   func(c *compiler, n *node) code { return c.isEmpty(n.args[0]) },
	},
	{
		key: "AND", fr: "ET", least: 1, most: -1, args: label.T("condition1, condition2, …", "condition1; condition2; …"),
		help:    label.T("Whether all the conditions hold", "Indique si toutes les conditions sont vraies"),
		example: label.T("AND(stage = \"run\", end < TODAY())", "ET(stage = \"run\"; end < AUJOURDHUI())"),
		check:   gives(Bool, Bool), build: func(c *compiler, n *node) code { return c.and(n.args) },
	},
	{
		key: "OR", fr: "OU", least: 1, most: -1, args: label.T("condition1, condition2, …", "condition1; condition2; …"),
		help:    label.T("Whether at least one condition holds", "Indique si au moins une condition est vraie"),
		example: label.T("OR(end is empty, end < TODAY())", "OU(end est vide; end < AUJOURDHUI())"),
		check:   gives(Bool, Bool), build: func(c *compiler, n *node) code { return c.or(n.args) },
	},
	{
		key: "NOT", fr: "NON", least: 1, most: 1, args: label.T("condition", "condition"),
		help:    label.T("Whether the condition does not hold", "Indique si la condition est fausse"),
		example: label.T("NOT(progress >= 100%)", "NON(progress >= 100%)"),
		check:   gives(Bool, Bool), build: func(c *compiler, n *node) code { return c.not(n.args[0]) },
	},
}

// cases splits the arguments of SWITCH into the value with its cases, and the results.
func cases(n *node) (compared, results []*node) {
	for i, a := range n.args {
		if i == 0 || i%2 == 1 && i+1 < len(n.args) {
			compared = append(compared, a)
		} else {
			results = append(results, a)
		}
	}
	return compared, results
}

func checkSwitch(c *checker, n *node) error {
	compared, _ := cases(n)
	if _, err := c.unify(compared); err != nil {
		return err
	}
	return branching(c, n)
}

func buildIf(c *compiler, n *node) code {
	cond := c.compile(n.args[0]).number()
	then, other := c.compile(n.args[1]), code{}
	if len(n.args) == 3 {
		other = c.compile(n.args[2])
	}
	return code{
		num:  choose(cond, then.num, other.num),
		text: choose(cond, then.text, other.text),
		set:  choose(cond, then.set, other.set),
	}
}

// choose gives then when the condition holds, and else when not; a nil else is empty.
func choose[T any](cond getter[int64], then, other getter[T]) getter[T] {
	if then == nil {
		return nil
	}
	return func(row int32) (none T, _ Code) {
		yes, c := cond(row)
		switch {
		case c > empty:
			return none, c
		case yes != 0:
			return then(row)
		case other != nil:
			return other(row)
		}
		return none, empty
	}
}

func buildCoalesce(c *compiler, n *node) code {
	codes := c.all(n.args)
	return code{num: first(nums(codes)), text: first(textsOf(codes)), set: first(sets(codes))}
}

// first gives the first that is not empty; an error is not.
func first[T any](list []getter[T]) getter[T] {
	if list == nil {
		return nil
	}
	return func(row int32) (v T, c Code) {
		for _, get := range list {
			if v, c = get(row); c != empty {
				return v, c
			}
		}
		return v, empty
	}
}

func buildIfError(c *compiler, n *node) code {
	a, b := c.compile(n.args[0]), c.compile(n.args[1])
	return code{num: rescue(a.num, b.num), text: rescue(a.text, b.text), set: rescue(a.set, b.set)}
}

func rescue[T any](a, b getter[T]) getter[T] {
	if a == nil {
		return nil
	}
	return func(row int32) (T, Code) {
		if v, c := a(row); c <= empty {
			return v, c
		}
		return b(row)
	}
}

func buildSwitch(c *compiler, n *node) code {
	compared, results := cases(n)
	var tests []getter[int64]
	for _, k := range compared[1:] {
		tests = append(tests, c.equal(compared[0], k))
	}
	codes := c.all(results)
	return code{num: pick(tests, nums(codes)), text: pick(tests, textsOf(codes)), set: pick(tests, sets(codes))}
}

// pick gives the result beside the first test that holds, or the one after all of them.
func pick[T any](tests []getter[int64], results []getter[T]) getter[T] {
	if results == nil {
		return nil
	}
	return func(row int32) (none T, _ Code) {
		for i, test := range tests {
			yes, c := test(row)
			if c > empty {
				return none, c
			}
			if yes != 0 {
				return results[i](row)
			}
		}
		if len(results) > len(tests) {
			return results[len(tests)](row)
		}
		return none, empty
	}
}
