package formula

import (
	"slices"

	"vigie/ground/label"
)

// Function describes one function to the people who write formulas.
type Function struct {
	EN, FR    string     // the name in each language
	Signature label.Text // ROUND(value[, decimals])
	Help      label.Text // one line
	Example   label.Text
}

// Functions returns every function, grouped by what they are for.
func Functions() []Function {
	var list []Function
	for _, f := range functions {
		if !f.inFilters {
			list = append(list, Function{EN: f.key, FR: f.fr, Signature: f.signature(), Help: f.help, Example: f.example})
		}
	}
	return list
}

// function is one line of the table: the name, what it takes, and how it is
// checked and compiled.
type function struct {
	key, fr       string // key is the English name, and the one stored
	least, most   int    // arguments; most -1 is any number
	args          label.Text
	help, example label.Text
	check         func(*checker, *node) error // sets the node's kind
	build         func(*compiler, *node) code
	branches      func(*node) []*node // of those that give one of their arguments
	text          bool                // looks into a text, or makes one
	children      bool                // reads the rows below
	inFilters     bool                // only there, where words stand for it
	link          string              // of those over linked objects: their kind; the condition is in the words of these
}

func (f *function) name() label.Text { return label.T(f.key, f.fr) }

func (f *function) signature() label.Text {
	return label.T(f.key+"("+f.args.EN+")", f.fr+"("+f.args.FR+")")
}

// functions is the constant table of all functions, put together at the start.
var (
	functions []*function
	byName    = map[string]*function{}
)

func init() {
	for _, group := range [][]*function{logic, numbers, dates, moments, texts, trees, aggregates, linked} {
		for _, f := range group {
			functions = append(functions, f)
			byName[label.Fold(f.key)] = f
			byName[label.Fold(f.fr)] = f
		}
	}
}

// functionNamed finds a function by its name in either language, nil if there is none.
func functionNamed(name string) *function { return byName[label.Fold(name)] }

// gives makes a check of functions whose arguments each have one type; further
// arguments have the last one.
func gives(result Type, params ...Type) func(*checker, *node) error {
	return func(c *checker, n *node) error {
		for i, a := range n.args {
			if err := c.fit(a, kind{typ: params[min(i, len(params)-1)]}); err != nil {
				return err
			}
		}
		n.kind = kind{typ: result}
		return nil
	}
}

// sameAs makes a check of functions that give what their first argument is,
// which must be one of the types; the others are numbers.
func sameAs(types ...Type) func(*checker, *node) error {
	return func(c *checker, n *node) error {
		if err := c.among(n.args[0], types...); err != nil {
			return err
		}
		for _, a := range n.args[1:] {
			if err := c.fit(a, kind{typ: Number}); err != nil {
				return err
			}
		}
		n.kind = n.args[0].kind
		return nil
	}
}

// alike makes a check of functions whose arguments are all of one kind, out of
// the types, and that give it. Literals become the first type they all can be.
func alike(types ...Type) func(*checker, *node) error {
	return func(c *checker, n *node) error {
		k, err := c.unify(n.args)
		if err != nil {
			return err
		}
		for _, t := range types {
			if t == k.typ || !t.listed() && c.allFit(n.args, kind{typ: t}) {
				n.kind = kind{t, k.list}
				return nil
			}
		}
		return c.mismatch(n.args[0], kind{typ: types[0]})
	}
}

// allFit makes all of the literals values of kind k, if it can.
func (c *checker) allFit(args []*node, k kind) bool {
	return !slices.ContainsFunc(args, func(a *node) bool { return !soft(a) || c.fit(a, k) != nil })
}

// branching makes a check of functions that give one of their arguments.
func branching(c *checker, n *node) error {
	k, err := c.unify(n.fn.branches(n))
	n.kind = k
	return err
}

func allArgs(n *node) []*node { return n.args }
