package formula

import "vigie/ground/label"

// trees are the functions over lists whose values stand below others.
var trees = []*function{
	{
		key: "UNDER", fr: "SOUS", least: 2, most: -1, args: label.T("attribute, value…", "attribut; valeur…"),
		help:    label.T("Whether a value of a tree is one of those given, or stands below one", "Si une valeur d’une arborescence est l’une de celles données, ou se trouve au-dessous de l’une d’elles"),
		example: label.T(`UNDER(goal, "growth")`, `SOUS(goal; "croissance")`),
		check:   ofTree, build: buildUnder,
	},
}

// underWords are how conditions say it: goal under "growth". Elsewhere they are
// names as any other.
var underWords = map[string]bool{"under": true, "sous": true}

var underText, notUnderText = label.T("under", "sous"), label.T("not under", "pas sous")

func ofTree(c *checker, n *node) error {
	left := n.args[0]
	switch left.typ {
	case Choice, Ref:
	case Choices:
	default:
		return wrong(left.pos, label.F("Only values of a list, or units, stand below others, and this is %s", "Seules les valeurs d’une liste, ou les entités, se trouvent au-dessous d’autres, et ceci est %s", left.typ.Name()))
	}
	k := left.kind
	if k.typ == Choices {
		k.typ = Choice
	}
	for _, a := range n.args[1:] {
		if err := c.fit(a, k); err != nil {
			return err
		}
		if a.op != opLiteral {
			return wrong(a.pos, label.T("Name the value itself here", "Nommez ici la valeur elle-même"))
		}
	}
	n.kind = kind{typ: Bool}
	return nil
}

// BranchSource is a Source that knows which values of a list stand below others.
// Without it each stands alone.
type BranchSource interface {
	// Branch returns a value and all below it.
	Branch(list, id int64) map[int64]bool
}

func buildUnder(c *compiler, n *node) code {
	in := map[int64]bool{}
	for _, a := range n.args[1:] {
		if a.val.Null {
			continue
		}
		in[a.val.N] = true
		if src, ok := c.src.(BranchSource); ok {
			for id := range src.Branch(a.list, a.val.N) {
				in[id] = true
			}
		}
	}
	switch x := c.compile(n.args[0]); {
	case x.set != nil:
		return code{num: anyOf(x.set, in)}
	default:
		return code{num: oneOf(x.number(), func(id int64) bool { return in[id] })}
	}
}

// under reads left under value, or under a list of them.
func (p *parser) under(left *node) (*node, error) {
	p.at++
	args := []*node{left}
	if open := p.tok().pos; p.sign("(") {
		items, err := p.list(open)
		if err != nil {
			return nil, err
		}
		args = append(args, items...)
	} else {
		one, err := p.join()
		if err != nil {
			return nil, err
		}
		args = append(args, one)
	}
	return p.make(&node{op: opCall, fn: functionNamed("UNDER"), pos: left.pos, args: args})
}

// isUnder reports whether the node is the call that the words stand for.
func (n *node) isUnder() bool { return n.op == opCall && n.fn.key == "UNDER" }
