package formula

import "vigie/ground/label"

// Want is the type that the place of a formula asks for, with its list for
// Choice, Choices, Rank and Ref.
type Want struct {
	Type Type
	List int64
}

// Parse reads a formula typed in language l. Its type is what it gives.
func Parse(src string, l label.Lang, cat Catalogue) (*Expr, error) {
	return (&parser{lang: l, checker: checker{cat: cat, lang: l}}).parse(src)
}

// ParseAs reads a formula whose values must be of a given type, so that texts
// may name its choices: IF(end < TODAY(), "red", "green") for a light.
func ParseAs(src string, l label.Lang, cat Catalogue, want Want) (*Expr, error) {
	e, err := Parse(src, l, cat)
	if err != nil {
		return nil, err
	}
	c := &checker{cat: cat, lang: l}
	if err := c.fit(e.root, kind{want.Type, want.List}); err != nil {
		return nil, err
	}
	if e.root.typ != want.Type {
		return nil, c.mismatch(e.root, kind{want.Type, want.List})
	}
	return e, nil
}

// ParseFilter reads the condition of a list, in which me is the person who reads.
func ParseFilter(src string, l label.Lang, cat Catalogue) (*Expr, error) {
	e, err := (&parser{lang: l, checker: checker{cat: cat, lang: l, filter: true}}).parse(src)
	if err != nil {
		return nil, err
	}
	if e.Type() != Bool {
		return nil, wrong(e.root.pos, label.F("A filter is a condition, and this is %s: compare it, as in total_cost > 1000",
			"Un filtre est une condition, or ceci est %s : comparez-le, par exemple total_cost > 1000", e.Type().Name()))
	}
	return e, nil
}

type parser struct {
	toks  []token
	at    int
	lang  label.Lang
	depth int
	nodes int
	// inLink: inside a condition over linked objects, which have none themselves
	inLink bool
	checker
}

func (p *parser) parse(src string) (*Expr, error) {
	toks, err := scan(src, p.lang)
	if err != nil {
		return nil, err
	}
	p.toks = toks
	p.sign("=") // as Excel starts its formulas
	if p.tok().kind == tokEnd {
		return nil, wrong(0, label.T("The formula is empty: type for example total_cost - actual_cost",
			"La formule est vide : saisissez par exemple total_cost - actual_cost"))
	}
	root, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok().kind != tokEnd {
		return nil, p.unexpected()
	}
	if err := p.check(root); err != nil {
		return nil, err
	}
	return &Expr{root}, nil
}

func (p *parser) tok() token { return p.toks[p.at] }

// sign takes the sign if it comes next.
func (p *parser) sign(s string) bool {
	if t := p.tok(); t.kind == tokSign && t.text == s {
		p.at++
		return true
	}
	return false
}

// word returns the word of the language that comes n tokens on, 0 if none.
func (p *parser) wordAt(n int) word {
	if p.at+n >= len(p.toks) || p.toks[p.at+n].kind != tokName {
		return 0
	}
	return words[label.Fold(p.toks[p.at+n].text)]
}

func (p *parser) signAt(n int, s string) bool {
	return p.at+n < len(p.toks) && p.toks[p.at+n].kind == tokSign && p.toks[p.at+n].text == s
}

// make adds a node within the bounds.
func (p *parser) make(n *node) (*node, error) {
	if p.nodes += int(n.work()); p.nodes > maxNodes {
		return nil, tooLong(n.pos)
	}
	n.depth = 1
	for _, a := range n.args {
		n.depth = max(n.depth, a.depth+1)
	}
	if n.depth > maxDepth {
		return nil, tooDeep(n.pos)
	}
	return n, nil
}

func tooDeep(pos int) error {
	return wrong(pos, label.T("The formula is nested too deeply: use SUM for long additions, or split it over several computed attributes",
		"La formule est trop imbriquée : utilisez SOMME pour les longues additions, ou répartissez-la sur plusieurs attributs calculés"))
}

// deeper guards every way in which the parser calls itself.
func (p *parser) deeper(parse func() (*node, error)) (*node, error) {
	if p.depth++; p.depth > 2*maxDepth { // parentheses come on top of operations
		return nil, tooDeep(p.tok().pos)
	}
	defer func() { p.depth-- }()
	return parse()
}

func (p *parser) or() (*node, error)  { return p.chain(opOr, wordOr, p.and) }
func (p *parser) and() (*node, error) { return p.chain(opAnd, wordAnd, p.not) }

// chain reads a or b or c as one node.
func (p *parser) chain(o op, w word, operand func() (*node, error)) (*node, error) {
	first, err := operand()
	if err != nil || p.wordAt(0) != w {
		return first, err
	}
	n := &node{op: o, pos: first.pos, args: []*node{first}}
	for p.wordAt(0) == w {
		p.at++
		a, err := operand()
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, a)
	}
	return p.make(n)
}

func (p *parser) not() (*node, error) {
	t := p.tok()
	if p.wordAt(0) != wordNot || p.signAt(1, "(") {
		return p.comparison()
	}
	p.at++
	a, err := p.deeper(p.not)
	if err != nil {
		return nil, err
	}
	return p.make(&node{op: opNot, pos: t.pos, args: []*node{a}})
}

func (p *parser) comparison() (*node, error) {
	left, err := p.join()
	if err != nil {
		return nil, err
	}
	n, err := p.compare(left)
	if err != nil || n == left {
		return n, err
	}
	if t := p.tok(); t.kind == tokSign && comparisons[t.text] != 0 {
		return nil, wrong(t.pos, label.T("Compare two values at a time: a < b and b < c",
			"Comparez deux valeurs à la fois : a < b et b < c"))
	}
	return n, nil
}

// compare reads what may follow a value: = b, in (…), is empty; nothing gives left.
func (p *parser) compare(left *node) (*node, error) {
	t := p.tok()
	if t.kind == tokSign {
		if t.text == "!~" {
			return p.negated(p.binary(opHas, left, p.join))
		}
		if o, ok := comparisons[t.text]; ok {
			return p.binary(o, left, p.join)
		}
		return left, nil
	}
	switch w := p.wordAt(0); {
	case w == wordIn:
		return p.in(left)
	case w == wordNot && p.wordAt(1) == wordIn:
		p.at++
		return p.negated(p.in(left))
	case w == wordIs || w == wordIsNot:
		return p.isEmpty(left)
	case underWords[p.nameAt(0)]:
		return p.under(left)
	case w == wordNot && underWords[p.nameAt(1)]:
		p.at++
		return p.negated(p.under(left))
	}
	return left, nil
}

func (p *parser) negated(n *node, err error) (*node, error) {
	if err != nil {
		return nil, err
	}
	return p.make(&node{op: opNot, pos: n.pos, args: []*node{n}})
}

// binary takes the sign that comes next, and the operand after it.
func (p *parser) binary(o op, left *node, operand func() (*node, error)) (*node, error) {
	p.at++
	right, err := operand()
	if err != nil {
		return nil, err
	}
	return p.make(&node{op: o, pos: left.pos, args: []*node{left, right}})
}

func (p *parser) in(left *node) (*node, error) {
	p.at++
	if myWords[p.nameAt(0)] && unitWords[p.nameAt(1)] {
		return p.mine(left)
	}
	if at, ok := p.period(); ok {
		return p.within(left, at)
	}
	if !p.sign("(") {
		return nil, wrong(p.tok().pos, label.T("A list in parentheses, or a period, is expected here: stage in (\"run\", \"build\"), end in next quarter",
			"Une liste entre parenthèses, ou une période, est attendue ici : stage dans (\"run\"; \"build\"), end dans trimestre prochain"))
	}
	items, err := p.list(p.toks[p.at-1].pos)
	if err != nil {
		return nil, err
	}
	return p.make(&node{op: opIn, pos: left.pos, args: append([]*node{left}, items...)})
}

func (p *parser) isEmpty(left *node) (*node, error) {
	not := p.wordAt(0) == wordIsNot
	p.at++
	if p.wordAt(0) == wordNot {
		not = true
		p.at++
	}
	if p.wordAt(0) != wordEmpty {
		return nil, wrong(p.tok().pos, label.T("“empty” is expected here: programme is empty, programme is not empty; for a value, use =",
			"« vide » est attendu ici : programme est vide, programme n’est pas vide ; pour une valeur, utilisez ="))
	}
	p.at++
	n, err := p.make(&node{op: opEmpty, pos: left.pos, args: []*node{left}})
	if err == nil && not {
		return p.negated(n, nil)
	}
	return n, err
}

func (p *parser) join() (*node, error)    { return p.leftToRight(joins, p.sum) }
func (p *parser) sum() (*node, error)     { return p.leftToRight(sums, p.product) }
func (p *parser) product() (*node, error) { return p.leftToRight(products, p.power) }
func (p *parser) power() (*node, error)   { return p.leftToRight(powers, p.unary) }

func (p *parser) leftToRight(ops map[string]op, operand func() (*node, error)) (*node, error) {
	left, err := operand()
	for err == nil && p.tok().kind == tokSign && ops[p.tok().text] != 0 {
		if o := ops[p.tok().text]; o == opAdd || o == opSub {
			if n, ok, err := p.shifted(o, left); ok || err != nil {
				if left = n; err != nil {
					return nil, err
				}
				continue
			}
		}
		left, err = p.binary(ops[p.tok().text], left, operand)
	}
	return left, err
}

// shifted takes a length of time after + or −, which moves what is before it.
func (p *parser) shifted(o op, left *node) (*node, bool, error) {
	at := p.at
	p.at++
	n, unit, ok := p.length()
	if !ok {
		p.at = at
		return nil, false, nil
	}
	if o == opSub {
		n = -n
	}
	moved, err := p.moved(left, n, unit, left.pos)
	return moved, true, err
}

func (p *parser) unary() (*node, error) {
	t := p.tok()
	if p.sign("+") {
		return p.deeper(p.unary)
	}
	if !p.sign("-") {
		return p.primary()
	}
	a, err := p.deeper(p.unary)
	if err != nil {
		return nil, err
	}
	if a.literal(Number) || a.literal(Percent) {
		a.val.N, a.pos = -a.val.N, t.pos
		return a, nil
	}
	return p.make(&node{op: opNeg, pos: t.pos, args: []*node{a}})
}
