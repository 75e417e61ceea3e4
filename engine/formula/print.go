package formula

import (
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// Format writes a formula in language l, in the one canonical way: what Parse
// reads back, in the same language, as the same formula. Attributes and choices
// the catalogue no longer knows are written [?12] and "?12".
func Format(e *Expr, l label.Lang, cat Catalogue) string {
	p := &printer{lang: l, cat: cat}
	p.node(e.root, 0)
	return p.String()
}

type printer struct {
	strings.Builder
	lang label.Lang
	cat  Catalogue
}

// How tightly operators bind, loosest first.
const (
	bindOr = iota + 1
	bindAnd
	bindNot
	bindCompare
	bindJoin
	bindSum
	bindProduct
	bindPower
	bindMinus
	bindAtom
)

func binding(n *node) int {
	switch n.op {
	case opOr:
		return bindOr
	case opAnd:
		return bindAnd
	case opEq, opNe, opLt, opLe, opGt, opGe, opHas, opIn, opEmpty:
		return bindCompare
	case opNot:
		if a := n.args[0].op; a == opHas || a == opIn || a == opEmpty || n.args[0].isUnder() {
			return bindCompare
		}
	case opCall:
		if n.isUnder() {
			return bindCompare
		}
	case opConcat:
		return bindJoin
	case opAdd, opSub:
		return bindSum
	case opMul, opDiv:
		return bindProduct
	case opPow:
		return bindPower
	case opNeg:
		return bindMinus
	case opLiteral:
		if n.val.N < 0 && n.typ.numeric() {
			return bindMinus
		}
	}
	return bindAtom
}

func (p *printer) word(t label.Text) { p.WriteString(t.In(p.lang)) }

// node writes n, in parentheses when it binds less tightly than its place asks.
func (p *printer) node(n *node, least int) {
	own := binding(n)
	if own < least {
		p.WriteString("(")
		defer p.WriteString(")")
	}
	switch n.op {
	case opLiteral:
		p.literal(n, false)
	case opAttribute:
		p.attribute(n.id)
	case opMe:
		p.word(meText)
	case opCall:
		if n.isUnder() {
			p.test(n, false)
			return
		}
		p.word(n.fn.name())
		p.call(n)
	case opNeg:
		p.WriteString("-")
		p.node(n.args[0], bindMinus)
	case opAnd, opOr:
		p.chain(n, own)
	case opNot:
		p.not(n)
	case opIn, opHas, opEmpty:
		p.test(n, false)
	default:
		p.binary(n, own)
	}
}

// call writes the arguments of a function; a condition over linked objects in the
// words of these.
func (p *printer) call(n *node) {
	outer := p.cat
	if cat, ok := outer.(LinkCatalogue); ok && n.fn.link != "" {
		if inner, ok := cat.Linked(n.fn.link); ok {
			p.cat = inner
			defer func() { p.cat = outer }()
		}
	}
	p.list(n.args)
}

func (p *printer) chain(n *node, own int) {
	for i, a := range n.args {
		if i > 0 {
			p.WriteString(" ")
			p.word(map[op]label.Text{opAnd: andText, opOr: orText}[n.op])
			p.WriteString(" ")
		}
		p.node(a, own+1)
	}
}

func (p *printer) not(n *node) {
	if a := n.args[0]; binding(n) == bindCompare {
		p.test(a, true)
		return
	}
	p.word(notText)
	p.list(n.args)
}

// test writes in, ~ and is empty, or their opposites.
func (p *printer) test(n *node, not bool) {
	choose := func(yes, no label.Text) label.Text {
		if not {
			return no
		}
		return yes
	}
	p.node(n.args[0], bindJoin)
	p.WriteString(" ")
	switch n.op {
	case opIn:
		p.word(choose(inText, notInText))
		p.WriteString(" ")
		p.compared(n, n.args[1:])
	case opCall:
		p.word(choose(underText, notUnderText))
		p.WriteString(" ")
		p.list(n.args[1:])
	case opEmpty:
		p.word(choose(isEmptyText, isNotEmptyText))
	default:
		p.word(choose(label.T("~ ", "~ "), label.T("!~ ", "!~ ")))
		p.node(n.args[1], bindJoin)
	}
}

func (p *printer) binary(n *node, own int) {
	left, right := own, own+1
	if own == bindCompare {
		left, right = bindJoin, bindJoin
	}
	p.operand(n, n.args[0], left)
	p.WriteString(" " + opSigns[n.op] + " ")
	p.operand(n, n.args[1], right)
}

// operand writes a date as "2026-11-22" where it is compared with one.
func (p *printer) operand(n, a *node, least int) {
	if a.literal(Date) && binding(n) == bindCompare && comparesDate(n) {
		p.literal(a, true)
		return
	}
	p.node(a, least)
}

func comparesDate(n *node) bool {
	for _, a := range n.args {
		if a.typ == Date && a.op != opLiteral {
			return true
		}
	}
	return false
}

func (p *printer) list(args []*node) {
	p.WriteString("(")
	for i, a := range args {
		if i > 0 {
			p.WriteString(separator(p.lang) + " ")
		}
		p.node(a, 0)
	}
	p.WriteString(")")
}

func (p *printer) compared(n *node, args []*node) {
	p.WriteString("(")
	for i, a := range args {
		if i > 0 {
			p.WriteString(separator(p.lang) + " ")
		}
		p.operand(n, a, 0)
	}
	p.WriteString(")")
}

func (p *printer) literal(n *node, compared bool) {
	v := n.val
	switch {
	case v.Null:
		p.WriteString(`""`)
	case n.typ == Bool && v.N != 0:
		p.word(trueText)
	case n.typ == Bool:
		p.word(falseText)
	case n.typ == Text:
		p.quoted(v.S)
	case n.typ == Month:
		p.quoted(day.Month(v.N).String())
	case n.typ == Date && compared:
		p.quoted(day.Day(v.N).String())
	case n.typ == Date:
		p.date(day.Day(v.N))
	case n.typ == Choices:
		p.option(n.list, v.L[0])
	case n.typ.listed():
		p.option(n.list, v.N)
	case n.typ == Percent:
		p.decimal(v.N)
		p.WriteString("%")
	default:
		p.decimal(v.N)
	}
}

func (p *printer) quoted(s string) { p.WriteString(quoted(s)) }

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func (p *printer) decimal(n int64) {
	s := money.Amount(n).String()
	if p.lang == label.FR {
		s = strings.Replace(s, ".", ",", 1)
	}
	p.WriteString(s)
}

func (p *printer) date(d day.Day) {
	y, m, dom := d.Date()
	var args []*node
	for _, part := range []int{y, int(m), dom} {
		args = append(args, literal(Number, Value{N: int64(part) * money.Scale}, 0))
	}
	p.WriteString("DATE")
	p.list(args)
}

func (p *printer) option(list, id int64) {
	name := ""
	if p.cat != nil {
		name = p.cat.OptionName(list, id, p.lang)
	}
	if name == "" {
		name = unknown(id)
	}
	p.quoted(name)
}

func (p *printer) attribute(id int64) {
	name := ""
	if p.cat != nil {
		name = p.cat.Name(id, p.lang)
	}
	if name == "" {
		name = unknown(id)
	}
	if bare(name) {
		p.WriteString(name)
		return
	}
	p.WriteString("[" + strings.ReplaceAll(name, "]", "]]") + "]")
}

func unknown(id int64) string { return "?" + money.Units(id).String() }

// bare reports whether a name can stand without brackets.
func bare(name string) bool {
	for i, r := range name {
		if !isLetter(r) && (i == 0 || !isDigit(r)) {
			return false
		}
	}
	return name != "" && words[label.Fold(name)] == 0
}
