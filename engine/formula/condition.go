package formula

import (
	"slices"
	"strings"
	"sync/atomic"

	"vigie/ground/label"
)

// condition compiles what is true or false; it is never empty.
func (c *compiler) condition(n *node) code {
	switch n.op {
	case opAnd:
		return c.and(n.args)
	case opOr:
		return c.or(n.args)
	case opNot:
		return c.not(n.args[0])
	case opEmpty:
		return c.isEmpty(n.args[0])
	case opHas:
		return c.has(n)
	case opIn:
		return c.in(n)
	case opEq:
		return code{num: c.equal(n.args[0], n.args[1])}
	case opNe:
		return code{num: negated(c.equal(n.args[0], n.args[1]))}
	}
	return c.order(n)
}

func truthOf(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// settled makes AND and OR: as soon as one side is the decisive value, that is
// the result; else an error if there is one.
func settled(args []getter[int64], decisive int64) code {
	return code{num: func(row int32) (int64, Code) {
		worst := fine
		for _, get := range args {
			n, st := get(row)
			switch {
			case st > empty:
				worst = worse(worst, st)
			case truthOf(n != 0) == decisive:
				return decisive, fine
			}
		}
		return 1 - decisive, worst
	}}
}

func (c *compiler) and(args []*node) code {
	if len(args) != 2 {
		return settled(nums(c.all(args)), 0)
	}
	a, b := c.compile(args[0]).number(), c.compile(args[1]).number()
	return code{num: func(row int32) (int64, Code) {
		x, st := a(row)
		if x == 0 && st <= empty {
			return 0, fine
		}
		y, st2 := b(row)
		if y == 0 && st2 <= empty {
			return 0, fine
		}
		return 1, worse(st, st2)
	}}
}

func (c *compiler) or(args []*node) code { return settled(nums(c.all(args)), 1) }

func (c *compiler) not(n *node) code { return code{num: negated(c.compile(n).number())} }

func negated(get getter[int64]) getter[int64] {
	return func(row int32) (int64, Code) {
		n, st := get(row)
		if st > empty {
			return 0, st
		}
		return truthOf(n == 0), fine
	}
}

func (c *compiler) isEmpty(n *node) code {
	get := c.compile(n)
	switch {
	case get.text != nil:
		return code{num: lacks(get.text)}
	case get.set != nil:
		return code{num: lacks(get.set)}
	}
	return code{num: lacks(get.number())}
}

func lacks[T any](get getter[T]) getter[int64] {
	return func(row int32) (int64, Code) {
		_, st := get(row)
		if st > empty {
			return 0, st
		}
		return int64(st), fine // empty is 1
	}
}

// equal compares two values of one kind; empties are equal. Several choices
// equal one choice when they hold it.
func (c *compiler) equal(a, b *node) getter[int64] {
	x, y := c.compile(a), c.compile(b)
	switch {
	case x.set != nil && y.set != nil:
		return same(x.set, y.set, sameSet)
	case x.set != nil:
		return member(x.set, y.number())
	case x.text != nil:
		return same(c.folded(a), c.folded(b), func(s, t string) bool { return s == t })
	case b.op == opLiteral && !b.val.Null:
		return sameNumber(x.number(), b.val.N)
	}
	return same(x.number(), y.number(), func(m, n int64) bool { return m == n })
}

func same[T any](a, b getter[T], equal func(x, y T) bool) getter[int64] {
	return func(row int32) (int64, Code) {
		x, st := a(row)
		y, st2 := b(row)
		if w := worse(st, st2); w > empty {
			return 0, w
		}
		if st != fine || st2 != fine {
			return truthOf(st == st2), fine
		}
		return truthOf(equal(x, y)), fine
	}
}

func sameNumber(get getter[int64], want int64) getter[int64] {
	return func(row int32) (int64, Code) {
		n, st := get(row)
		if st > empty {
			return 0, st
		}
		return truthOf(st == fine && n == want), fine
	}
}

// sameSet compares without order or repetition.
func sameSet(a, b []int64) bool {
	within := func(a, b []int64) bool {
		return !slices.ContainsFunc(a, func(id int64) bool { return !slices.Contains(b, id) })
	}
	return within(a, b) && within(b, a)
}

// member asks whether the ids hold one; empty ids hold empty, as two empties are equal.
func member(ids getter[[]int64], one getter[int64]) getter[int64] {
	return func(row int32) (int64, Code) {
		l, st := ids(row)
		n, st2 := one(row)
		if w := worse(st, st2); w > empty {
			return 0, w
		}
		if st != fine || st2 != fine {
			return truthOf(st == st2), fine
		}
		return truthOf(slices.Contains(l, n)), fine
	}
}

// order compares with < <= > >=; an empty side makes it false.
func (c *compiler) order(n *node) code {
	x, y := c.compile(n.args[0]), c.compile(n.args[1])
	less, orEqual := n.op == opLt || n.op == opLe, n.op == opLe || n.op == opGe
	if x.text != nil {
		return code{num: ordered(c.folded(n.args[0]), c.folded(n.args[1]), func(s, t string) bool {
			cmp := strings.Compare(s, t)
			return cmp == 0 && orEqual || less && cmp < 0 || !less && cmp > 0
		})}
	}
	if b := n.args[1]; b.op == opLiteral && !b.val.Null {
		return code{num: orderedTo(x.number(), n.op, b.val.N)}
	}
	return code{num: ordered(x.number(), y.number(), func(m, n int64) bool {
		return m == n && orEqual || less && m < n || !less && m > n
	})}
}

func ordered[T any](a, b getter[T], holds func(x, y T) bool) getter[int64] {
	return func(row int32) (int64, Code) {
		x, st := a(row)
		y, st2 := b(row)
		if w := worse(st, st2); w > empty {
			return 0, w
		}
		return truthOf(st == fine && st2 == fine && holds(x, y)), fine
	}
}

// orderedTo compares with a constant, as most filters do: every case is x in [low, high].
func orderedTo(get getter[int64], o op, n int64) getter[int64] {
	low, high := int64(-1<<63), int64(1<<63-1)
	switch o {
	case opLt:
		high = n - 1
	case opLe:
		high = n
	case opGt:
		low = n + 1
	case opGe:
		low = n
	}
	return func(row int32) (int64, Code) {
		x, st := get(row)
		if st > empty {
			return 0, st
		}
		return truthOf(st == fine && x >= low && x <= high), fine
	}
}

// has asks whether a text, or the name of a choice, contains another text, or
// several choices hold one. Empty contains nothing and nothing contains empty.
func (c *compiler) has(n *node) code {
	if n.args[0].typ == Choices {
		ids, one := c.compile(n.args[0]).ids(), c.compile(n.args[1]).number()
		return code{num: func(row int32) (int64, Code) {
			l, st := ids(row)
			id, st2 := one(row)
			if w := worse(st, st2); w > empty {
				return 0, w
			}
			return truthOf(st == fine && st2 == fine && slices.Contains(l, id)), fine
		}}
	}
	return code{num: ordered(c.folded(n.args[0]), c.folded(n.args[1]), strings.Contains)}
}

// folded gives a text, or the name of a choice, as texts are compared.
func (c *compiler) folded(n *node) getter[string] {
	if n.literal(Text) {
		return always(label.Fold(n.val.S))
	}
	if src, ok := c.src.(FoldedSource); ok && n.op == opAttribute && n.typ == Text {
		if get := src.Folded(n.id); get != nil {
			return func(row int32) (string, Code) {
				s := get(row)
				return s, Code(truthOf(s == ""))
			}
		}
	}
	if n.op == opAttribute && c.texts[n.id] != nil {
		return c.texts[n.id]
	}
	get := c.written(n)
	fold := func(row int32) (string, Code) {
		s, st := get(row)
		return label.Fold(s), st
	}
	if n.op != opAttribute {
		return fold
	}
	if c.texts == nil {
		c.texts = map[int64]getter[string]{}
	}
	c.texts[n.id] = lastOf(fold)
	return c.texts[n.id]
}

// lastOf gives the value of the row that was asked for last without reading it again: a
// condition compares one text with many.
func lastOf(get getter[string]) getter[string] {
	type said struct {
		row  int32
		text string
		code Code
	}
	var last atomic.Pointer[said]
	return func(row int32) (string, Code) {
		if l := last.Load(); l != nil && l.row == row {
			return l.text, l.code
		}
		s, st := get(row)
		last.Store(&said{row, s, st})
		return s, st
	}
}

// in asks whether a value equals one of a list, or several choices hold one of it.
func (c *compiler) in(n *node) code {
	left := n.args[0]
	if constants := literals(n.args[1:]); constants != nil {
		switch x := c.compile(left); {
		case x.set != nil:
			return code{num: anyOf(x.set, constants)}
		case x.num != nil:
			return code{num: oneOf(x.num, func(n int64) bool { return constants[n] })}
		}
	}
	if constants := literalTexts(n.args[1:]); constants != nil {
		return code{num: oneOf(c.folded(left), func(s string) bool { return constants[s] })}
	}
	var tests []getter[int64]
	for _, a := range n.args[1:] {
		tests = append(tests, c.equal(left, a))
	}
	one, missing := settled(tests, 1).num, c.isEmpty(left).num
	return code{num: func(row int32) (int64, Code) {
		if m, st := missing(row); st > empty || m == 1 {
			return 0, st
		}
		return one(row)
	}}
}

// literals returns the ids or numbers of literals, nil if there is anything else.
func literals(args []*node) map[int64]bool {
	list := map[int64]bool{}
	for _, a := range args {
		if a.op != opLiteral || a.val.Null || a.typ == Text || a.typ == Choices {
			return nil
		}
		list[a.val.N] = true
	}
	return list
}

// literalTexts returns the folded texts of literals, nil if there is anything else.
func literalTexts(args []*node) map[string]bool {
	list := map[string]bool{}
	for _, a := range args {
		if !a.literal(Text) {
			return nil
		}
		list[label.Fold(a.val.S)] = true
	}
	return list
}

func oneOf[T any](get getter[T], listed func(T) bool) getter[int64] {
	return func(row int32) (int64, Code) {
		v, st := get(row)
		if st > empty {
			return 0, st
		}
		return truthOf(st == fine && listed(v)), fine
	}
}

func anyOf(get getter[[]int64], list map[int64]bool) getter[int64] {
	return func(row int32) (int64, Code) {
		ids, st := get(row)
		if st > empty {
			return 0, st
		}
		return truthOf(slices.ContainsFunc(ids, func(id int64) bool { return list[id] })), fine
	}
}
