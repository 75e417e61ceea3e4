package formula

import (
	"maps"
	"slices"
	"strings"

	"vigie/ground/label"
)

// Order returns the ids of computed attributes so that each comes after those it
// uses, the smaller id first where either may. Formulas that use each other in a
// circle are refused, and the circle named: A → B → A.
func Order(exprs map[int64]*Expr, cat Catalogue) ([]int64, error) {
	o := &orderer{exprs: exprs, state: map[int64]mark{}}
	for _, id := range slices.Sorted(maps.Keys(exprs)) {
		if cycle := o.visit(id); cycle != nil {
			return nil, circular(cycle, cat)
		}
	}
	return o.done, nil
}

type mark uint8

const (
	open mark = iota + 1
	closed
)

type orderer struct {
	exprs map[int64]*Expr
	state map[int64]mark
	path  []int64 // the open ones, from the first
	done  []int64
}

// visit returns the circle if it meets one.
func (o *orderer) visit(id int64) []int64 {
	e := o.exprs[id]
	if e == nil || o.state[id] == closed {
		return nil
	}
	if o.state[id] == open {
		return append(slices.Clone(o.path[slices.Index(o.path, id):]), id)
	}
	o.state[id] = open
	o.path = append(o.path, id)
	for _, used := range e.Uses() {
		if cycle := o.visit(used); cycle != nil {
			return cycle
		}
	}
	o.path = o.path[:len(o.path)-1]
	o.state[id] = closed
	o.done = append(o.done, id)
	return nil
}

func circular(cycle []int64, cat Catalogue) error {
	path := func(l label.Lang) string {
		var names []string
		for _, id := range cycle {
			name := cat.Name(id, l)
			if name == "" {
				name = unknown(id)
			}
			names = append(names, name)
		}
		return strings.Join(names, " → ")
	}
	return wrong(0, label.F("These formulas use each other in a circle: %s. Remove one of the uses",
		"Ces formules s’utilisent en boucle : %s. Supprimez l’une de ces utilisations", label.T(path(label.EN), path(label.FR))))
}
