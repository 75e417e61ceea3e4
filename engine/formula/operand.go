package formula

import (
	"vigie/ground/label"
	"vigie/ground/money"
)

func (p *parser) primary() (*node, error) {
	t := p.tok()
	switch {
	case t.kind == tokNumber:
		return p.number()
	case t.kind == tokText:
		p.at++
		return p.make(textLiteral(t.text, t.pos))
	case t.kind == tokBracket:
		return p.attribute()
	case t.kind == tokName:
		return p.name()
	case p.sign("("):
		return p.deeper(func() (*node, error) { return p.parenthesis(t.pos) })
	}
	return nil, p.unexpected()
}

func textLiteral(s string, pos int) *node {
	if s == "" {
		return literal(None, Empty, pos)
	}
	return literal(Text, Value{S: s}, pos)
}

func (p *parser) number() (*node, error) {
	t := p.tok()
	a, err := money.Parse(t.text)
	if err != nil {
		return nil, wrong(t.pos, label.T("This number is too large", "Ce nombre est trop grand"))
	}
	p.at++
	if p.sign("%") {
		return p.make(literal(Percent, Value{N: int64(a)}, t.pos))
	}
	return p.make(literal(Number, Value{N: int64(a)}, t.pos))
}

func (p *parser) parenthesis(open int) (*node, error) {
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.sign(")") {
		return nil, p.unclosed(open)
	}
	return n, nil
}

// name reads what starts with a bare word.
func (p *parser) name() (*node, error) {
	t := p.tok()
	if p.signAt(1, "(") {
		return p.call()
	}
	if n, ok, err := p.edge(); ok {
		return n, err
	}
	switch p.wordAt(0) {
	case wordTrue, wordFalse:
		p.at++
		return p.make(truth(words[label.Fold(t.text)] == wordTrue, t.pos))
	case wordToday:
		p.at++
		return p.make(&node{op: opCall, fn: functionNamed("today"), pos: t.pos})
	case wordMe:
		p.at++
		return p.make(&node{op: opMe, pos: t.pos})
	case 0:
		return p.attribute()
	}
	return nil, p.unexpected()
}

func truth(yes bool, pos int) *node {
	var v Value
	if yes {
		v.N = 1
	}
	return literal(Bool, v, pos)
}

func (p *parser) attribute() (*node, error) {
	t := p.tok()
	a, ok := p.cat.Find(t.text, p.lang)
	if !ok {
		a, ok = p.cat.Find(t.text, 1-p.lang)
	}
	if !ok {
		return nil, p.unknownName(t)
	}
	p.at++
	if p.signAt(0, "%") {
		return nil, wrong(p.tok().pos, label.T("% follows only a number, as in 12%; to divide by 100, write / 100",
			"% ne suit qu’un nombre, par exemple 12% ; pour diviser par 100, écrivez / 100"))
	}
	return p.make(&node{op: opAttribute, id: a.ID, kind: kind{a.Type, a.List}, pos: t.pos})
}

func (p *parser) call() (*node, error) {
	t := p.tok()
	p.at += 2
	if f := functionNamed(t.text); f != nil && f.link != "" {
		return p.linked(t, f)
	}
	args, err := p.list(p.toks[p.at-1].pos)
	if err != nil {
		return nil, err
	}
	w := words[label.Fold(t.text)]
	if (w == wordTrue || w == wordFalse) && len(args) == 0 {
		return p.make(truth(w == wordTrue, t.pos))
	}
	if w == wordNot && len(args) == 1 {
		return p.make(&node{op: opNot, pos: t.pos, args: args})
	}
	fn := functionNamed(t.text)
	if fn == nil {
		return nil, p.unknownFunction(t)
	}
	n, err := p.make(&node{op: opCall, fn: fn, pos: t.pos, args: args})
	if err != nil || fn.key != "DATE" {
		return n, err
	}
	return foldDate(n)
}

// list reads arguments up to the closing parenthesis; the opening one is taken.
func (p *parser) list(open int) ([]*node, error) {
	if p.sign(")") {
		return nil, nil
	}
	var args []*node
	for {
		a, err := p.deeper(p.or)
		if err != nil {
			return nil, err
		}
		args = append(args, a)
		if p.sign(")") {
			return args, nil
		}
		if !p.sign(separator(p.lang)) {
			return nil, p.unclosed(open)
		}
	}
}
