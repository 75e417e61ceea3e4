package formula

import (
	"slices"
)

// Bounds of one formula.
const (
	maxSource   = 20_000 // bytes of text
	maxStored   = 1 << 20
	maxDepth    = 100
	maxNodes    = 2_000
	maxText     = 32_768 // bytes of a text made at run time
	maxExponent = 100
)

// Expr is a formula that has been checked: every operation fits its types.
type Expr struct{ root *node }

// op is what a node does.
type op uint8

const (
	opLiteral op = iota
	opAttribute
	opCall
	opMe
	opNeg
	opNot
	opAnd
	opOr
	opEq
	opNe
	opLt
	opLe
	opGt
	opGe
	opHas
	opIn
	opEmpty
	opConcat
	opAdd
	opSub
	opMul
	opDiv
	opPow
)

// opKeys are the names of the operators in stored formulas; calls use the
// English name of the function.
var opKeys = map[op]string{
	opMe: "me", opNeg: "neg", opNot: "not", opAnd: "and", opOr: "or", opEq: "eq", opNe: "ne", opLt: "lt", opLe: "le",
	opGt: "gt", opGe: "ge", opHas: "has", opIn: "in", opEmpty: "empty", opConcat: "concat",
	opAdd: "add", opSub: "sub", opMul: "mul", opDiv: "div", opPow: "pow",
}

// node is one operation of the tree.
type node struct {
	op    op
	fn    *function // of opCall
	args  []*node
	id    int64 // of opAttribute
	val   Value // of opLiteral
	kind        // what it gives; set by the checker
	pos   int   // first character in the source, from 1; 0 when there is no source
	depth int   // of the tree below, 1 for a leaf
}

// kind is a type with the list its values come from.
type kind struct {
	typ  Type
	list int64
}

func literal(t Type, v Value, pos int) *node {
	return &node{op: opLiteral, kind: kind{typ: t}, val: v, pos: pos, depth: 1}
}

func (n *node) literal(t Type) bool { return n.op == opLiteral && n.typ == t && !n.val.Null }

// branches returns the arguments of which the node gives one, nil when it computes.
func (n *node) branches() []*node {
	if n.op == opCall && n.fn.branches != nil {
		return n.fn.branches(n)
	}
	return nil
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, a := range n.args {
		a.walk(visit)
	}
}

func (n *node) any(test func(*node) bool) bool {
	return test(n) || slices.ContainsFunc(n.args, func(a *node) bool { return a.any(test) })
}

// Type returns the type of the formula's values; a formula that is only "" is a Text.
func (e *Expr) Type() Type {
	if e.root.typ == None {
		return Text
	}
	return e.root.typ
}

// List returns the list the formula's values come from, 0 where the type has none.
func (e *Expr) List() int64 { return e.root.list }

// Uses returns the ids of the attributes the formula reads, ascending.
func (e *Expr) Uses() []int64 {
	var ids []int64
	e.root.walk(func(n *node) {
		if n.op == opAttribute {
			ids = append(ids, n.id)
		}
	})
	slices.Sort(ids)
	return slices.Compact(ids)
}

// UsesChildren reports whether the formula reads the rows below.
func (e *Expr) UsesChildren() bool {
	return e.root.any(func(n *node) bool { return n.op == opCall && n.fn.children })
}

// UsesToday reports whether the values change with the date of the reading.
func (e *Expr) UsesToday() bool {
	return e.root.any(func(n *node) bool { return n.op == opCall && slices.Contains(ofToday, n.fn.key) })
}

// ofToday are the functions that depend on the date of the reading.
var ofToday = []string{"TODAY", "PERIODSTART", "PERIODEND"}
