package formula

import "vigie/ground/label"

// What operations cost, against one that takes two numbers. All bounds of formulas and of
// filters are in these: how many one may have, and what may be spent on working them out.
const (
	lookingIn = 8  // into a text, or making one
	linkedTo  = 40 // to something beside the rows: each is a reading of all of them
)

// BudgetSource is a Source that gives only so much work to what is computed from it.
type BudgetSource interface {
	// Spend takes some operations from what is left, and reports whether there were as
	// many. What is not worked out for want of them is TooMuchWork.
	Spend(operations int64) bool
}

// work is what a node itself costs.
func (n *node) work() int64 {
	switch {
	case n.op == opHas, n.op == opConcat, n.op == opCall && n.fn.text:
		return lookingIn
	case n.op == opCall && n.fn.link != "":
		return linkedTo
	}
	return 1
}

// workOf is what a formula costs for one row. What it does for each row below that is
// counted there, and what it asks of linked objects is done once for all rows.
func (n *node) workOf() int64 {
	all := n.work()
	if n.op == opCall && (n.fn.children || n.fn.link != "") {
		return all
	}
	for _, a := range n.args {
		all += a.workOf()
	}
	return all
}

// spender takes the work of a node from the budget of a source; nil where it has none.
func (c *compiler) spender(n *node) func() bool {
	src, ok := c.src.(BudgetSource)
	if !ok {
		return nil
	}
	work := n.workOf()
	return func() bool { return src.Spend(work) }
}

// within stops a formula where the work that it may do is spent.
func (c *compiler) within(n *node, made code) code {
	spend := c.spender(n)
	if spend == nil {
		return made
	}
	return code{num: bounded(made.num, spend), text: bounded(made.text, spend), set: bounded(made.set, spend)}
}

func bounded[T any](get getter[T], spend func() bool) getter[T] {
	if get == nil {
		return nil
	}
	return func(row int32) (none T, c Code) {
		if !spend() {
			return none, TooMuchWork
		}
		return get(row)
	}
}

// tooLong refuses a formula that asks for more than it may.
func tooLong(pos int) error {
	return wrong(pos, label.F("This asks for more than %d operations for each line, where looking into a text counts for %d and what is linked for %d: shorten it, or put parts of it into computed attributes",
		"Ceci demande plus de %d opérations par ligne, où chercher dans un texte compte pour %d et ce qui est lié pour %d\u202f: raccourcissez, ou placez-en des parties dans des attributs calculés", maxNodes, lookingIn, linkedTo))
}
