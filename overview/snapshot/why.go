package snapshot

import (
	"vigie/engine/formula"
	"vigie/ground/label"
	"vigie/room/access"
)

// Hiding is one condition of a list and what it hides.
type Hiding struct {
	Filter string // the condition; "" for the words looked for
	Search string
	Hides  int // rows for which it does not hold
	Alone  int // those of them that only it hides: what lifting it would show
}

// Why says which conditions of a query hide how many of the rows that the
// person could see.
func (s *Snapshot) Why(who access.Who, q Query) (hidden int, list []Hiding, err error) {
	in, err := s.scope(who, q)
	if err != nil {
		return 0, nil, err
	}
	for _, condition := range formula.Split(q.Filter, label.EN) {
		list = append(list, Hiding{Filter: condition})
	}
	if q.Search != "" {
		list = append(list, Hiding{Search: q.Search})
	}
	tests := make([]func(Row) bool, len(list))
	for i, h := range list {
		if tests[i], err = s.predicate(who, Query{Filter: h.Filter, Search: h.Search}); err != nil {
			return 0, nil, err
		}
	}
	for r := range s.count {
		if !in(r) {
			continue
		}
		by, last := 0, 0
		for i, holds := range tests {
			if !holds(r) {
				list[i].Hides++
				by, last = by+1, i
			}
		}
		if by == 1 {
			list[last].Alone++
		}
		hidden += min(by, 1)
	}
	return hidden, list, nil
}
