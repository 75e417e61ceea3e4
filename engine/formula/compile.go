package formula

import (
	"vigie/ground/money"

	"vigie/ground/day"
)

// getter gives the value of a row with fine, or empty, or an error.
type getter[T any] func(row int32) (T, Code)

// code is a compiled node: the getter of its type, the others nil. Numbers,
// dates, choices and conditions are all in num.
type code struct {
	num  getter[int64]
	text getter[string]
	set  getter[[]int64]
}

// number returns the getter of numbers; of the empty value it is always empty.
func (c code) number() getter[int64] {
	if c.num == nil {
		return none[int64]
	}
	return c.num
}

func (c code) words() getter[string] {
	if c.text == nil {
		return none[string]
	}
	return c.text
}

func (c code) ids() getter[[]int64] {
	if c.set == nil {
		return none[[]int64]
	}
	return c.set
}

func none[T any](int32) (v T, c Code) { return v, empty }

func always[T any](v T) getter[T] { return func(int32) (T, Code) { return v, fine } }

// worse returns the error of two, or empty if one is, or fine; of two errors the first.
func worse(a, b Code) Code {
	if a > empty {
		return a
	}
	return max(a, b)
}

// Compile makes the function that gives the formula's value for a row of the
// source. It may be called from many goroutines if the source may.
func Compile(e *Expr, src Source) func(row int32) Value {
	c := &compiler{src: src}
	code := c.within(e.root, c.compile(e.root))
	switch {
	case code.text != nil:
		return func(row int32) Value { s, st := code.text(row); return value(Value{S: s}, st) }
	case code.set != nil:
		return func(row int32) Value { l, st := code.set(row); return value(Value{L: l}, st) }
	}
	num := code.number()
	return func(row int32) Value { n, st := num(row); return value(Value{N: n}, st) }
}

func value(v Value, st Code) Value {
	switch st {
	case fine:
		return v
	case empty:
		return Empty
	}
	return Value{Null: true, Err: st}
}

// Predicate makes the function that says whether a row fulfils a condition. A
// row for which it is empty or an error does not.
func Predicate(e *Expr, src Source) func(row int32) bool {
	c := &compiler{src: src}
	if e.root.typ != Bool {
		return func(int32) bool { return false }
	}
	num := c.within(e.root, c.compile(e.root)).number()
	return func(row int32) bool { n, st := num(row); return st == fine && n != 0 }
}

type compiler struct {
	src   Source
	texts map[int64]getter[string] // attributes as texts are compared
}

func (c *compiler) all(nodes []*node) []code {
	list := make([]code, len(nodes))
	for i, n := range nodes {
		list[i] = c.compile(n)
	}
	return list
}

// nums, textsOf and sets return one getter per code when that is their type, nil otherwise.
func nums(list []code) []getter[int64] {
	if list[0].text != nil || list[0].set != nil {
		return nil
	}
	out := make([]getter[int64], len(list))
	for i, c := range list {
		out[i] = c.number()
	}
	return out
}

func textsOf(list []code) []getter[string] {
	if list[0].text == nil {
		return nil
	}
	out := make([]getter[string], len(list))
	for i, c := range list {
		out[i] = c.words()
	}
	return out
}

func sets(list []code) []getter[[]int64] {
	if list[0].set == nil {
		return nil
	}
	out := make([]getter[[]int64], len(list))
	for i, c := range list {
		out[i] = c.ids()
	}
	return out
}

func (c *compiler) compile(n *node) code {
	switch n.op {
	case opLiteral:
		return compileLiteral(n)
	case opAttribute:
		return c.attribute(n)
	case opCall:
		return n.fn.build(c, n)
	case opMe:
		if r, ok := c.src.(ReaderSource); ok {
			return code{num: always(r.Me())}
		}
		return code{num: none[int64]}
	case opNeg:
		return mapped(func(x int64) (int64, Code) { return -x, fine })(c, n)
	case opConcat:
		return c.concat(n.args)
	case opAdd, opSub, opMul, opDiv, opPow:
		a, b := operands(n)
		r, _ := ruleFor(n.op, a, b)
		return paired(r.calc)(c, n)
	}
	return c.condition(n)
}

func compileLiteral(n *node) code {
	switch {
	case n.typ == Text || n.typ == None:
		return code{text: literalOf(n.val.S, n.val.Null)}
	case n.typ == Choices:
		return code{set: literalOf(n.val.L, n.val.Null)}
	}
	return code{num: literalOf(n.val.N, n.val.Null)}
}

func literalOf[T any](v T, null bool) getter[T] {
	if null {
		return none[T]
	}
	return always(v)
}

func (c *compiler) attribute(n *node) code {
	if s, ok := c.src.(ConstantSource); ok {
		if v, currency, ok := s.Constant(n.id); ok {
			return c.constant(n, v, currency)
		}
	}
	switch n.typ {
	case Text:
		return code{text: textColumn(c.src.Attribute(n.id))}
	case Choices:
		return code{set: setColumn(c.src.Attribute(n.id))}
	}
	low, high := limits(n.typ)
	if fast, ok := c.src.(NumberSource); ok {
		if get := fast.Numbers(n.id); get != nil {
			return code{num: fastColumn(get, low, high)}
		}
	}
	return code{num: column(c.src.Attribute(n.id), low, high)}
}

// limits are the least and greatest N of a type; what lies outside is not a value of it.
func limits(t Type) (low, high int64) {
	switch t {
	case Number, Money, Percent:
		return -bound, bound
	case Date:
		return 1, int64(day.Last)
	case Month:
		return firstMonth, lastMonth
	}
	return -1 << 63, 1<<63 - 1
}

func fastColumn(get func(int32) (int64, bool), low, high int64) getter[int64] {
	return func(row int32) (int64, Code) {
		n, ok := get(row)
		if !ok {
			return 0, empty
		}
		if n < low || n > high {
			return outside(low)
		}
		return n, fine
	}
}

func column(get func(int32) Value, low, high int64) getter[int64] {
	if get == nil {
		return none[int64]
	}
	return func(row int32) (int64, Code) {
		v := get(row)
		if v.Null || v.Err > empty {
			return 0, max(empty, v.Err)
		}
		if v.N < low || v.N > high {
			return outside(low)
		}
		return v.N, fine
	}
}

// outside is an overflow of numbers, and no date where there is none.
func outside(low int64) (int64, Code) {
	if low < -int64(money.Scale) {
		return 0, Overflow
	}
	return 0, empty
}

func textColumn(get func(int32) Value) getter[string] {
	if get == nil {
		return none[string]
	}
	return func(row int32) (string, Code) {
		v := get(row)
		if v.Null || v.Err > empty || v.S == "" {
			return "", max(empty, v.Err)
		}
		return v.S, fine
	}
}

func setColumn(get func(int32) Value) getter[[]int64] {
	if get == nil {
		return none[[]int64]
	}
	return func(row int32) ([]int64, Code) {
		v := get(row)
		if v.Null || v.Err > empty || len(v.L) == 0 {
			return nil, max(empty, v.Err)
		}
		return v.L, fine
	}
}

// both combines two numbers; an error passes, then empty gives empty.
func both(a, b getter[int64], f func(x, y int64) (int64, Code)) getter[int64] {
	return func(row int32) (int64, Code) {
		x, st := a(row)
		if st > empty {
			return 0, st
		}
		y, st2 := b(row)
		if st = max(st, st2); st != fine {
			return 0, st
		}
		return f(x, y)
	}
}
