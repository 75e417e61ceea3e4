package formula

import (
	"slices"

	"vigie/ground/day"
	"vigie/ground/label"
)

// checker gives every node its type, and turns literals into what their place
// asks for: "2026-11-22" beside a date, "run" beside a choice, 50 beside a percentage.
type checker struct {
	cat    Catalogue // nil for stored formulas, whose literals are resolved already
	lang   label.Lang
	filter bool
}

func (c *checker) check(n *node) error {
	if n.op == opCall && n.fn.link != "" && c.cat != nil {
		return nil // checked while it was read, in the words of its own catalogue
	}
	for _, a := range n.args {
		if err := c.check(a); err != nil {
			return err
		}
	}
	switch n.op {
	case opLiteral, opAttribute:
		return nil
	case opMe:
		return c.me(n)
	case opCall:
		return c.call(n)
	}
	return c.operator(n)
}

func (c *checker) me(n *node) error {
	if !c.filter {
		return wrong(n.pos, label.T("“me” belongs to filters: a computed attribute is the same for every reader",
			"« moi » est réservé aux filtres : un attribut calculé est le même pour chaque lecteur"))
	}
	n.kind = kind{typ: Ref}
	return nil
}

func (c *checker) call(n *node) error {
	f := n.fn
	if len(n.args) < f.least || f.most >= 0 && len(n.args) > f.most {
		return wrong(n.pos, label.F("%s is written %s, and here it has %d arguments",
			"%s s’écrit %s, et a ici %d arguments", f.name(), f.signature(), len(n.args)))
	}
	return f.check(c, n)
}

func (c *checker) operator(n *node) error {
	n.kind = kind{typ: Bool}
	switch n.op {
	case opNot, opAnd, opOr:
		return c.conditions(n.args...)
	case opEmpty:
		return nil
	case opEq, opNe:
		return c.equal(n)
	case opLt, opLe, opGt, opGe:
		return c.order(n)
	case opHas:
		return c.has(n)
	case opIn:
		return c.in(n)
	case opConcat:
		n.typ = Text
		return nil
	case opNeg:
		if err := c.among(n.args[0], Number, Money, Percent); err != nil {
			return err
		}
		n.kind = n.args[0].kind
		return nil
	}
	return c.arithmetic(n)
}

func (c *checker) conditions(args ...*node) error {
	for _, a := range args {
		if err := c.fit(a, kind{typ: Bool}); err != nil {
			return err
		}
	}
	return nil
}

// equal compares values of one kind, or asks whether several choices hold one.
func (c *checker) equal(n *node) error {
	if n.args[0].typ == Choices && n.args[1].typ != Choices {
		return c.fit(n.args[1], kind{Choice, n.args[0].list})
	}
	_, err := c.unify(n.args)
	return err
}

func (c *checker) order(n *node) error {
	k, err := c.unify(n.args)
	if err == nil && k.typ != None && !k.typ.ordered() {
		return wrong(n.pos, label.F("< and > cannot compare %s: use = or <>", "< et > ne comparent pas %s : utilisez = ou <>", k.typ.Name()))
	}
	return err
}

// has checks text ~ part, choice ~ part of its name, and choices ~ one of them.
func (c *checker) has(n *node) error {
	if n.args[0].typ == Choices {
		return c.fit(n.args[1], kind{Choice, n.args[0].list})
	}
	if err := c.among(n.args[0], Text, Choice, Rank, Ref); err != nil {
		return err
	}
	return c.fit(n.args[1], kind{typ: Text})
}

func (c *checker) in(n *node) error {
	if len(n.args) < 2 {
		return wrong(n.pos, label.T("The list is empty: put at least one value in the parentheses",
			"La liste est vide : placez au moins une valeur entre les parenthèses"))
	}
	if n.args[0].typ != Choices {
		_, err := c.unify(n.args)
		return err
	}
	for _, a := range n.args[1:] {
		if err := c.fit(a, kind{Choice, n.args[0].list}); err != nil {
			return err
		}
	}
	return nil
}

// unify brings arguments to one kind: that of the first which is not a literal
// still open to what its place asks for.
func (c *checker) unify(args []*node) (kind, error) {
	k := kind{}
	if i := slices.IndexFunc(args, func(a *node) bool { return !soft(a) }); i >= 0 {
		k = args[i].kind
	} else if i := slices.IndexFunc(args, func(a *node) bool { return a.typ != None }); i >= 0 {
		k = args[i].kind
	}
	for _, a := range args {
		if err := c.fit(a, k); err != nil {
			return k, err
		}
	}
	return k, nil
}

// soft reports whether the node is made of literals that may still become
// something else.
func soft(n *node) bool {
	if n.typ == None || n.literal(Text) || plain(n) {
		return true
	}
	b := n.branches()
	return b != nil && !slices.ContainsFunc(b, func(a *node) bool { return !soft(a) })
}

// plain reports whether the node is a number made of literals only, which
// beside an amount is an amount.
func plain(n *node) bool {
	if n.typ != Number {
		return false
	}
	args := n.branches()
	switch {
	case n.op == opLiteral:
		return true
	case n.op == opNeg || n.op >= opAdd:
		args = n.args
	}
	return args != nil && !slices.ContainsFunc(args, func(a *node) bool { return !plain(a) })
}

// fit makes the node a value of kind k, or says why it is not one.
func (c *checker) fit(n *node, k kind) error {
	if n.kind == k || k.typ == None || k.typ == Money && plain(n) {
		return nil
	}
	if n.typ == Ref && k.typ == Ref && (n.list == 0 || k.list == 0) { // me is any person
		return nil
	}
	if b := n.branches(); b != nil && soft(n) {
		for _, a := range b {
			if err := c.fit(a, k); err != nil {
				return err
			}
		}
		n.kind = k
		return nil
	}
	if n.op == opLiteral && c.convert(n, k) {
		return nil
	}
	if n.literal(Text) && k.typ.listed() && c.cat != nil {
		return c.unknownOption(n, k.list)
	}
	return c.mismatch(n, k)
}

// convert turns a literal into kind k where it can be read as such.
func (c *checker) convert(n *node, k kind) bool {
	v := n.val
	switch {
	case n.typ == None || v.Null:
	case n.typ == Number && k.typ == Percent:
	case n.typ == Text && k.typ == Date:
		d, err := day.Parse(v.S)
		if err != nil {
			return false
		}
		v = Value{N: int64(d)}
	case n.typ == Text && k.typ == Month:
		m, err := day.ParseMonth(v.S)
		if err != nil {
			return false
		}
		v = Value{N: int64(m)}
	case n.typ == Text && k.typ.listed() && c.cat != nil:
		id, ok := c.cat.Option(k.list, v.S, c.lang)
		if !ok {
			id, ok = c.cat.Option(k.list, v.S, 1-c.lang)
		}
		if !ok {
			return false
		}
		v = Value{N: id}
		if k.typ == Choices {
			v = Value{L: []int64{id}}
		}
	default:
		return false
	}
	n.val, n.kind = v, k
	return true
}

// among accepts any of the types; a literal becomes the first it can be.
func (c *checker) among(n *node, types ...Type) error {
	if slices.Contains(types, n.typ) {
		return nil
	}
	for _, t := range types {
		if soft(n) && !t.listed() && c.fit(n, kind{typ: t}) == nil {
			return nil
		}
	}
	return c.mismatch(n, kind{typ: types[0]})
}

// mismatch says what was found, what is expected, and what can be done.
func (c *checker) mismatch(n *node, k kind) error {
	t := label.F("This must be %s, and it is %s", "Il faut ici %s, et ceci est %s", k.typ.Name(), n.typ.Name())
	if hint := remedy(n, k); !hint.IsZero() {
		t = label.F("%s: %s", "%s : %s", t, hint)
	}
	return wrong(n.pos, t)
}

func remedy(n *node, k kind) label.Text {
	switch {
	case n.typ == Number && k.typ == Money:
		return label.T("write MONEY(…) to make it an amount", "écrivez MONTANT(…) pour en faire un montant")
	case n.typ == Number && k.typ == Percent:
		return label.T("write PERCENT(…), or 12% for a fixed one", "écrivez POURCENT(…), ou 12% pour une valeur fixe")
	case n.typ == Money && k.typ == Number:
		return label.T("divide it by an amount", "divisez-le par un montant")
	case n.typ == Text && k.typ == Date:
		return label.T("write dates as \"2026-11-22\" or DATE(2026, 11, 22)", "écrivez les dates \"2026-11-22\" ou DATE(2026; 11; 22)")
	case n.typ == Text && k.typ == Month:
		return label.T("write months as \"2026-11\"", "écrivez les mois \"2026-11\"")
	case k.typ == Text:
		return label.T("write TEXT(…) to make it a text", "écrivez TEXTE(…) pour en faire un texte")
	case k.typ == Bool:
		return label.T("compare it, as in total_cost > 1000", "comparez-le, par exemple total_cost > 1000")
	case n.typ == k.typ && k.typ.listed():
		return label.T("the two come from different lists", "les deux viennent de listes différentes")
	}
	return label.Text{}
}
