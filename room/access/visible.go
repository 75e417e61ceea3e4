package access

import (
	"fmt"
	"maps"
	"slices"

	"vigie/ground/db"
)

// Visible returns the condition that limits a list to what the person may do r
// (one right) to: by the column of the unit and, where the objects are projects
// or belong to one, by the column of the project ("" otherwise). Its values are
// appended to args.
func (w Who) Visible(r Right, unitColumn, projectColumn string, args []any) (string, []any) {
	if w.CanEverywhere(r) {
		return "1 = 1", args
	}
	where := "1 = 0"
	if tops := w.having(w.tops, r); len(tops) > 0 {
		var in string
		in, args = db.List(args, tops)
		where = fmt.Sprintf("%s IN (SELECT u.id FROM unit u JOIN unit t ON u.place >= t.place AND u.place < t.place_end WHERE t.id IN %s)", unitColumn, in)
	}
	if projects := w.having(w.projects, r); len(projects) > 0 && projectColumn != "" {
		var in string
		in, args = db.List(args, projects)
		where = fmt.Sprintf("(%s OR %s IN %s)", where, projectColumn, in)
	}
	return where, args
}

// Units returns the units, by their ids, on which the person holds r (one
// right); all is true when that is every unit there is.
func (w Who) Units(r Right) (ids []int64, all bool) {
	if w.CanEverywhere(r) {
		return nil, true
	}
	return w.having(w.units, r), false
}

func (w Who) having(m map[int64]Right, r Right) []int64 {
	var out []int64
	for _, id := range slices.Sorted(maps.Keys(m)) {
		if m[id]&w.Scope&r == r {
			out = append(out, id)
		}
	}
	return out
}
