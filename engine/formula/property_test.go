package formula

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// kinds of which the generator makes formulas.
var generated = []kind{
	{typ: Number},
	{typ: Money},
	{typ: Percent},
	{typ: Date},
	{typ: Month},
	{typ: Text},
	{Choice, aStage},
	{Rank, lightList},
	{Ref, userList},
	{typ: Bool},
}

// grow makes a random node of a kind, at most so deep, as the parser would.
func grow(t *rapid.T, k kind, depth int) *node {
	if depth <= 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return leaf(t, k)
	}
	sub := func(k kind) *node { return grow(t, k, depth-1) }
	call := func(name string, args ...*node) *node {
		return &node{op: opCall, fn: functionNamed(name), args: args}
	}
	number := kind{typ: Number}
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		return call("IF", sub(kind{typ: Bool}), attributeOf(t, k), sub(k))
	case 1:
		return call("COALESCE", attributeOf(t, k), sub(k), leaf(t, k))
	}
	switch k.typ {
	case Number, Money, Percent:
		return growNumeric(t, k, sub, call)
	case Date:
		return call("EDATE", sub(k), sub(number))
	case Text:
		return &node{op: opConcat, args: []*node{sub(k), sub(number)}}
	case Bool:
		return growCondition(t, sub)
	}
	return attributeOf(t, k)
}

func growNumeric(t *rapid.T, k kind, sub func(kind) *node, call func(string, ...*node) *node) *node {
	number := kind{typ: Number}
	switch rapid.IntRange(0, 7).Draw(t, "numeric") {
	case 0:
		return &node{op: opAdd, args: []*node{attributeOf(t, k), sub(k)}}
	case 1:
		return &node{op: opSub, args: []*node{sub(k), attributeOf(t, k)}}
	case 2:
		return call("SUM", attributeOf(t, k), sub(k))
	case 3:
		return call("ROUND", sub(k), leaf(t, number))
	case 4:
		if k.typ != Percent {
			return &node{op: opMul, args: []*node{sub(number), attributeOf(t, k)}}
		}
	case 5:
		return &node{op: opDiv, args: []*node{attributeOf(t, k), sub(number)}}
	case 6:
		a := attributeOf(t, k)
		return &node{op: opNeg, args: []*node{a}}
	case 7:
		if k.typ == Number {
			return &node{op: opPow, args: []*node{sub(number), leaf(t, number)}}
		}
	}
	return call("CHILDREN.MAX", attributeOf(t, k))
}

func growCondition(t *rapid.T, sub func(kind) *node) *node {
	k := rapid.SampledFrom(generated[:9]).Draw(t, "of")
	o := rapid.SampledFrom([]op{opEq, opNe, opLt, opGe, opIn, opEmpty, opAnd, opOr, opNot}).Draw(t, "op")
	boolean := kind{typ: Bool}
	switch {
	case o == opAnd || o == opOr:
		return &node{op: o, args: []*node{sub(boolean), sub(boolean), sub(boolean)}}
	case o == opNot:
		return &node{op: o, args: []*node{sub(boolean)}}
	case o == opEmpty:
		return &node{op: o, args: []*node{attributeOf(t, k)}}
	case o == opIn:
		return &node{op: o, args: []*node{attributeOf(t, k), leaf(t, k), sub(k)}}
	case !k.typ.ordered():
		o = opEq
	}
	return &node{op: o, args: []*node{attributeOf(t, k), sub(k)}}
}

func attributeOf(t *rapid.T, k kind) *node {
	var ids []int64
	for _, a := range catalogue {
		if a.Type == k.typ && a.List == k.list {
			ids = append(ids, a.ID)
		}
	}
	return &node{op: opAttribute, id: rapid.SampledFrom(ids).Draw(t, "attribute"), kind: k, depth: 1}
}

func leaf(t *rapid.T, k kind) *node {
	if rapid.Bool().Draw(t, "attribute?") {
		return attributeOf(t, k)
	}
	draw := func(low, high int64) Value { return Value{N: rapid.Int64Range(low, high).Draw(t, "n")} }
	n := &node{op: opLiteral, kind: k, depth: 1}
	switch k.typ {
	case Number, Percent:
		n.val = draw(-50_000, 50_000)
	case Money: // a bare number is one, beside an amount
		n.typ, n.val = Number, draw(-50_000, 50_000)
	case Date:
		n.val = draw(1, int64(day.Last))
	case Month:
		n.val = draw(firstMonth, lastMonth)
	case Text:
		n.val = Value{S: rapid.StringN(1, 5, 20).Draw(t, "s")}
	case Bool:
		n.val = draw(0, 1)
	default:
		n.val = draw(1, int64(len(options[k.list])))
	}
	return n
}

// checkedTree checks a generated tree; those that would not be accepted are thrown away.
func checkedTree(t *rapid.T) *Expr {
	k := rapid.SampledFrom(generated[:6]).Draw(t, "kind")
	if rapid.Bool().Draw(t, "condition") {
		k = kind{typ: Bool}
	}
	root := grow(t, k, 5)
	if err := (&checker{}).check(root); err != nil {
		t.Skip(err)
	}
	var e Expr
	if err := json.Unmarshal([]byte(tree(&Expr{root})), &e); err != nil {
		t.Fatalf("%s: %v", tree(&Expr{root}), err)
	}
	return &e
}

func TestWhatIsPrintedIsReadBackInBothLanguages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := checkedTree(t)
		for _, l := range []label.Lang{label.EN, label.FR} {
			printed := Format(e, l, catalogue)
			back, err := ParseAs(printed, l, catalogue, Want{e.Type(), e.List()})
			if err != nil {
				t.Fatalf("%s: %v", printed, err)
			}
			if tree(back) != tree(e) {
				t.Fatalf("%s\n got %s\nwant %s", printed, tree(back), tree(e))
			}
			other := Format(back, 1-l, catalogue)
			if want := Format(e, 1-l, catalogue); other != want {
				t.Fatalf("translated: got %s, want %s", other, want)
			}
		}
	})
}

func TestFormulasNeverPanicAndPredicatesAgree(t *testing.T) {
	src := table{
		rows: []map[int64]Value{
			project(),
			{},
			{aCost: {N: 1<<63 - 1}, aEnd: {N: -5}, aDuration: {N: -1 << 63}, aStart: {N: 1 << 40}, aBilled: {N: 1}, aProgress: {Null: true, Err: Overflow}},
		},
		children: map[int32][]int32{0: {1, 2}, 1: {0}},
	}
	rapid.Check(t, func(t *rapid.T) {
		e := checkedTree(t)
		value, holds := Compile(e, src), Predicate(e, src)
		for row := range int32(3) {
			v := value(row)
			if v.Err != 0 && !v.Null {
				t.Fatalf("an error that is not empty: %+v", v)
			}
			if e.Type() == Bool && holds(row) != (!v.Null && v.N != 0) {
				t.Fatalf("the filter and the formula differ: %s", tree(e))
			}
		}
	})
}

// naive evaluates by fractions, step by step, rounding each to four places.
func naive(n *node, row map[int64]Value) (r *big.Rat, st Code) {
	switch n.op {
	case opLiteral:
		return big.NewRat(n.val.N, money.Scale), fine
	case opAttribute:
		if v, ok := row[n.id]; ok {
			return big.NewRat(v.N, money.Scale), fine
		}
		return nil, empty
	}
	a, x := naive(n.args[0], row)
	b, y := naive(n.args[1], row)
	if w := worse(x, y); w != fine {
		return nil, w
	}
	switch n.op {
	case opAdd:
		r = new(big.Rat).Add(a, b)
	case opSub:
		r = new(big.Rat).Sub(a, b)
	case opMul:
		r = new(big.Rat).Mul(a, b)
	case opDiv:
		if b.Sign() == 0 {
			return nil, DivisionByZero
		}
		r = new(big.Rat).Quo(a, b)
	}
	return naiveRound(r)
}

func naiveRound(r *big.Rat) (*big.Rat, Code) {
	scaled := new(big.Rat).Mul(r, big.NewRat(money.Scale, 1))
	half := big.NewRat(int64(scaled.Sign()), 2)
	scaled.Add(scaled, half)
	n := new(big.Int).Quo(scaled.Num(), scaled.Denom()) // towards zero
	if n.CmpAbs(big.NewInt(bound)) > 0 {
		return nil, Overflow
	}
	return new(big.Rat).SetFrac(n, big.NewInt(money.Scale)), fine
}

func TestArithmeticAgreesWithFractions(t *testing.T) {
	var arith func(t *rapid.T, depth int) *node
	arith = func(t *rapid.T, depth int) *node {
		if depth == 0 {
			if rapid.Bool().Draw(t, "attribute") {
				return &node{op: opAttribute, id: rapid.Int64Range(1, 4).Draw(t, "id"), kind: kind{typ: Number}}
			}
			return literal(Number, Value{N: rapid.Int64Range(-bound, bound).Draw(t, "n")}, 0)
		}
		o := rapid.SampledFrom([]op{opAdd, opSub, opMul, opDiv}).Draw(t, "op")
		return &node{op: o, args: []*node{arith(t, rapid.IntRange(0, depth-1).Draw(t, "l")), arith(t, rapid.IntRange(0, depth-1).Draw(t, "r"))}}
	}
	rapid.Check(t, func(t *rapid.T) {
		root := arith(t, rapid.IntRange(1, 5).Draw(t, "depth"))
		if err := (&checker{}).check(root); err != nil {
			t.Fatal(err)
		}
		row := map[int64]Value{}
		for id := range int64(3) {
			row[id+1] = Value{N: rapid.Int64Range(-30_000_000, 30_000_000).Draw(t, "value")}
		}
		got := Compile(&Expr{root}, one(row))(0)
		want, st := naive(root, row)
		switch {
		case st == empty && got.Null && got.Err == 0:
		case st > empty && got.Err == st:
		case st == fine && !got.Null && want.Cmp(big.NewRat(got.N, money.Scale)) == 0:
		default:
			t.Fatalf("%s: got %+v, want %v %v", Format(&Expr{root}, label.EN, catalogue), got, want, st)
		}
	})
}

func TestNotEqualIsTheOppositeOfEqualAndInOfNotIn(t *testing.T) {
	values := []string{"duration", "odd", "2.5", `""`, "duration / 0"}
	src := one(project())
	for _, a := range values {
		for _, b := range values {
			if a == `""` || a == "2.5" && b == `""` {
				continue
			}
			eq, ne := a+" = "+b, a+" <> "+b
			x := Compile(mustParse(t, eq, label.EN), src)(0)
			y := Compile(mustParse(t, ne, label.EN), src)(0)
			z := Compile(mustParse(t, "NOT("+eq+")", label.EN), src)(0)
			if y.Err != x.Err || z.Err != x.Err || x.Err == 0 && (x.N == y.N || y.N != z.N) {
				t.Errorf("%s is %+v, %s is %+v, NOT is %+v", eq, x, ne, y, z)
			}
		}
	}
}
