package formula

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

// stored is one node of a formula in JSON: an operation with its arguments, an
// attribute with the type it had, or a literal.
//
//	{"op":"gt","args":[{"attribute":12,"type":"money"},{"type":"number","value":"1000"}]}
type stored struct {
	Op        string    `json:"op,omitempty"`
	Args      []*stored `json:"args,omitempty"`
	Attribute int64     `json:"attribute,omitempty"`
	Type      string    `json:"type,omitempty"`
	List      int64     `json:"list,omitempty"`
	Value     *string   `json:"value,omitempty"` // of a literal; none is the empty value
}

// MarshalJSON writes the formula as a tree of attribute ids.
func (e *Expr) MarshalJSON() ([]byte, error) {
	if e.root == nil {
		return []byte("null"), nil
	}
	return json.Marshal(store(e.root))
}

func store(n *node) *stored {
	switch n.op {
	case opLiteral:
		return &stored{Type: n.typ.Key(), List: n.list, Value: literalText(n)}
	case opAttribute:
		return &stored{Attribute: n.id, Type: n.typ.Key(), List: n.list}
	}
	s := &stored{Op: opKeys[n.op]}
	if n.op == opCall {
		s.Op = n.fn.key
	}
	for _, a := range n.args {
		s.Args = append(s.Args, store(a))
	}
	return s
}

func literalText(n *node) *string {
	if n.val.Null {
		return nil
	}
	var s string
	switch n.typ {
	case Number, Money, Percent:
		s = money.Amount(n.val.N).String()
	case Date:
		s = day.Day(n.val.N).String()
	case Month:
		s = day.Month(n.val.N).String()
	case Text:
		s = n.val.S
	case Choices:
		s = strconv.FormatInt(n.val.L[0], 10)
	default:
		s = strconv.FormatInt(n.val.N, 10)
	}
	return &s
}

// UnmarshalJSON reads a stored formula and checks it as Parse does.
func (e *Expr) UnmarshalJSON(b []byte) error {
	if len(b) > maxStored {
		return unreadable(errors.New("too long"))
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var s *stored
	if err := d.Decode(&s); err != nil {
		return unreadable(err)
	}
	l := &loader{}
	root, err := l.load(s, 1)
	if err != nil {
		return unreadable(err)
	}
	c := &checker{filter: true}
	if err := c.check(root); err != nil {
		return err
	}
	e.root = root
	return nil
}

func unreadable(err error) error {
	return fault.Invalid("formula", label.T("The stored formula cannot be read: type it again",
		"La formule enregistrée est illisible : saisissez-la à nouveau")).Because(err)
}

type loader struct{ nodes int }

var opsByKey, typesByKey = func() (map[string]op, map[string]Type) {
	ops, types := map[string]op{}, map[string]Type{}
	for o, key := range opKeys {
		ops[key] = o
	}
	for t, key := range typeKeys {
		types[key] = Type(t)
	}
	return ops, types
}()

func (l *loader) load(s *stored, depth int) (*node, error) {
	l.nodes++
	switch {
	case s == nil:
		return nil, errors.New("a node is missing")
	case depth > maxDepth || l.nodes > maxNodes:
		return nil, errors.New("too deep or too large")
	case s.Op != "":
		return l.operation(s, depth)
	}
	t, ok := typesByKey[s.Type]
	if !ok {
		return nil, fmt.Errorf("unknown type %q", s.Type)
	}
	k := kind{typ: t}
	if t.listed() {
		k.list = s.List
	}
	if s.Attribute != 0 {
		return &node{op: opAttribute, id: s.Attribute, kind: k, depth: 1}, nil
	}
	v, err := literalValue(t, s.Value)
	return &node{op: opLiteral, kind: k, val: v, depth: 1}, err
}

func (l *loader) operation(s *stored, depth int) (*node, error) {
	n := &node{depth: 1}
	if o, ok := opsByKey[s.Op]; ok {
		n.op = o
	} else if f := byName[label.Fold(s.Op)]; f != nil && f.key == s.Op {
		n.op, n.fn = opCall, f
	} else {
		return nil, fmt.Errorf("unknown operation %q", s.Op)
	}
	for _, a := range s.Args {
		arg, err := l.load(a, depth+1)
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
		n.depth = max(n.depth, arg.depth+1)
	}
	if n.op != opCall && !arity(n.op, len(n.args)) {
		return nil, fmt.Errorf("%s has %d arguments", s.Op, len(n.args))
	}
	return folded(n)
}

// folded gives the tree the parser would make: no minus before a number, no
// DATE of three numbers.
func folded(n *node) (*node, error) {
	if n.op == opNeg && (n.args[0].literal(Number) || n.args[0].literal(Percent)) {
		n.args[0].val.N = -n.args[0].val.N
		return n.args[0], nil
	}
	if n.op == opCall && n.fn.key == "DATE" {
		return foldDate(n)
	}
	return n, nil
}

func arity(o op, n int) bool {
	switch o {
	case opMe:
		return n == 0
	case opNeg, opNot, opEmpty:
		return n == 1
	case opAnd, opOr, opIn:
		return n >= 2
	}
	return n == 2
}

func literalValue(t Type, s *string) (Value, error) {
	if s == nil {
		return Empty, nil
	}
	switch t {
	case Number, Money, Percent:
		a, err := money.Parse(*s)
		return Value{N: int64(a)}, err
	case Date:
		d, err := day.Parse(*s)
		return Value{N: int64(d)}, err
	case Month:
		m, err := day.ParseMonth(*s)
		return Value{N: int64(m)}, err
	case Text:
		if *s == "" || len(*s) > maxSource {
			return Value{}, errors.New("bad text")
		}
		return Value{S: *s}, nil
	}
	n, err := strconv.ParseInt(*s, 10, 64)
	switch t {
	case None:
		return Value{}, errors.New("the empty value has no content")
	case Choices:
		return Value{L: []int64{n}}, err
	case Bool:
		if n < 0 || n > 1 {
			return Value{}, errors.New("not a truth value")
		}
	}
	return Value{N: n}, err
}

// Check checks a formula again, after the catalogue has changed: every attribute
// must still exist and have a type with which the formula works. The formula takes
// on the new types.
func Check(e *Expr, cat Catalogue) (*Expr, error) {
	root := clone(e.root)
	var missing error
	root.walk(func(n *node) {
		if n.op != opAttribute {
			return
		}
		a, ok := cat.Attribute(n.id)
		if !ok {
			missing = wrong(0, label.T("The formula uses an attribute that no longer exists: edit it first",
				"La formule utilise un attribut qui n’existe plus : modifiez-la d’abord"))
		}
		n.kind = kind{a.Type, a.List}
	})
	if missing != nil {
		return nil, missing
	}
	c := &checker{filter: true, cat: cat}
	if err := c.check(root); err != nil {
		return nil, err
	}
	return &Expr{root}, nil
}

func clone(n *node) *node {
	c := *n
	c.args = nil
	for _, a := range n.args {
		c.args = append(c.args, clone(a))
	}
	return &c
}
