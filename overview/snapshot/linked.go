package snapshot

import (
	"vigie/engine/formula"
	"vigie/room/access"
	"vigie/room/field"
)

// Links are what lies beside the portfolio and belongs to projects: key dates,
// risks, actions, decisions.
type Links interface {
	// Attributes returns the whole catalogue of a kind; nil when there is no such kind.
	Attributes(kind string) *field.Catalogue
	// Holding returns the projects that have one of a kind for which a condition
	// holds, as the person reads it on the day of the snapshot, me being another where
	// the condition is another's; any, when it is nil.
	Holding(s *Snapshot, who access.Who, me int64, kind string, condition *formula.Expr) (map[int64]bool, error)
}

// Link says what lies beside the portfolio, before anything is read.
func (k *Keeper) Link(l Links) { k.links.Store(&l) }

func (k *Keeper) linked() Links {
	if l := k.links.Load(); l != nil {
		return *l
	}
	return nil
}

// Linked implements field.Links.
func (n Names) Linked(kind string) *field.Catalogue {
	if n.dir.links == nil {
		return nil
	}
	l := n.dir.links()
	if l == nil {
		return nil
	}
	c := l.Attributes(kind)
	if c == nil || n.who.IsSystem() {
		return c
	}
	return c.For(n.who)
}

// Linked implements formula.LinkSource: of children, those that the reader may see.
func (r reader) Linked(kind string, condition *formula.Expr) func(row int32) bool {
	none := func(int32) bool { return false }
	if kind == "child" {
		holds := func(int32) bool { return true }
		if condition != nil {
			holds = formula.Predicate(condition, r)
		}
		return func(row int32) bool {
			for _, child := range r.Children(row) {
				if holds(child) {
					return true
				}
			}
			return false
		}
	}
	if r.s.Directory.links == nil {
		return none
	}
	l := r.s.Directory.links()
	if l == nil {
		return none
	}
	found, err := l.Holding(r.s, r.names.who, r.me, kind, condition)
	if err != nil {
		*r.failed = err
		return none
	}
	return func(row int32) bool { return found[r.s.ID(row)] }
}

// predicateOf makes the test of a condition; what it asks of linked objects is read
// at once.
func (r reader) predicateOf(e *formula.Expr) (func(Row) bool, error) {
	var failed error
	r.failed = &failed
	test := formula.Predicate(e, r)
	return test, failed
}
