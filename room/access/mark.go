package access

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Marks is a set of roles, one bit each: those that sensitive attributes name. A
// person holds them where the roles are given, as he holds rights.
type Marks uint64

// mostMarks is how many roles attributes may name: one for each bit that rights
// leave free.
const mostMarks = 40

// markShift is where the marks of roles begin beside the rights of a grant.
const markShift = 64 - mostMarks

// everyMark is what the program itself holds.
const everyMark = Marks(1<<mostMarks - 1)

func markOf(number int64) Marks {
	if number < 1 || number > mostMarks {
		return 0
	}
	return 1 << (number - 1)
}

// beside is a set of roles as it stands beside rights in one word.
func (m Marks) beside() Right { return Right(m) << markShift }

func (r Right) marks() Marks { return Marks(r >> markShift) }

// MarksOn returns which of the roles that attributes name the person has on a
// project of a unit; project is 0 for the unit itself.
func (w Who) MarksOn(unit, project int64) Marks { return w.marksAt(spot{unit: unit, project: project}) }

// marksAt returns which of those roles the person has at a spot.
func (w Who) marksAt(s spot) Marks {
	switch {
	case w.system:
		return everyMark
	case w.Scope == 0:
		return 0
	}
	return w.held(s).marks()
}

// MarksSomewhere returns which of those roles the person has on some unit or project.
func (w Who) MarksSomewhere() Marks {
	switch {
	case w.system:
		return everyMark
	case w.Scope == 0:
		return 0
	}
	return w.any.marks()
}

// MarksEverywhere returns which of those roles the person has on the whole organisation.
func (w Who) MarksEverywhere() Marks {
	switch {
	case w.system:
		return everyMark
	case w.Scope == 0:
		return 0
	}
	return w.everywhere.marks()
}

// Sight is the same for two people who have the same of those roles at the same
// places, and so read the same values of sensitive attributes.
func (w Who) Sight() string {
	switch {
	case w.system:
		return "system"
	case w.MarksSomewhere() == 0:
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%x", uint64(w.everywhere.marks()))
	writeHeld(&b, "u", w.units)
	writeHeld(&b, "p", w.projects)
	if writeHeld(&b, "n", w.nodes) {
		fmt.Fprintf(&b, " %x", w.anchors.stamp) // what is attached where is no part of a snapshot
	}
	return b.String()
}

// writeHeld reports whether a role that attributes name is held at one of the places.
func writeHeld(b *strings.Builder, sign string, places map[int64]Right) (some bool) {
	for _, id := range slices.Sorted(maps.Keys(places)) {
		if m := places[id].marks(); m != 0 {
			fmt.Fprintf(b, " %s%x:%x", sign, id, uint64(m))
			some = true
		}
	}
	return some
}

type readerKey struct{}

// For returns a context in which everything is read for a person.
func For(ctx context.Context, who Who) context.Context {
	return context.WithValue(ctx, readerKey{}, who)
}

// Reader returns for whom is read: the zero Who, who reads nothing sensitive,
// where nobody said.
func Reader(ctx context.Context) Who {
	who, _ := ctx.Value(readerKey{}).(Who)
	return who
}

// MarksOfRoles returns the mark of every role that has one. Everyone may read it.
func MarksOfRoles(ctx context.Context, q db.Querier) (map[int64]Marks, error) {
	out := map[int64]Marks{}
	err := db.Each(ctx, q, func(m *marked) error {
		out[m.ID] = markOf(m.Mark)
		return nil
	}, "SELECT id, mark FROM role WHERE mark <> 0")
	return out, err
}

// MarkRoles gives the roles that attributes name each a mark of its own. Where none
// is left it takes those of roles that no attribute names any more. The person must
// define attributes.
func MarkRoles(ctx context.Context, tx *db.Tx, who Who, named []int64) error {
	who, err := begin(ctx, tx, who) // who holds which mark is read again by everybody
	if err != nil {
		return err
	}
	if err := Must(who.CanEverywhere(EditCatalogue)); err != nil {
		return err
	}
	rows, err := db.Select[marked](ctx, tx, "SELECT id, mark FROM role ORDER BY id")
	if err != nil {
		return err
	}
	free := map[int64]int64{} // by mark, the role that has it and is not named; 0 for none
	for n := range int64(mostMarks) {
		free[n+1] = 0
	}
	var lacking []int64
	for _, r := range rows {
		switch isNamed := slices.Contains(named, r.ID); {
		case isNamed && r.Mark == 0:
			lacking = append(lacking, r.ID)
		case isNamed:
			delete(free, r.Mark)
		case r.Mark != 0:
			free[r.Mark] = r.ID
		}
	}
	marks := slices.SortedFunc(maps.Keys(free), func(a, b int64) int {
		return cmp.Or(cmp.Compare(min(free[a], 1), min(free[b], 1)), cmp.Compare(a, b))
	})
	if len(lacking) > len(marks) {
		return fault.Conflict(label.F("Attributes can name at most %d roles", "Les attributs peuvent nommer au plus %d rôles", mostMarks))
	}
	for i, id := range lacking {
		if _, err := db.Exec(ctx, tx, "UPDATE role SET mark = 0 WHERE mark = $1", marks[i]); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "UPDATE role SET mark = $1 WHERE id = $2", marks[i], id); err != nil {
			return err
		}
	}
	return nil
}

type marked struct {
	ID   int64 `db:"id"`
	Mark int64 `db:"mark"`
}

// AnybodySignsIn reports whether somebody can sign in at all: an instance that is
// configured before its first account has nobody yet.
func AnybodySignsIn(ctx context.Context, q db.Querier) (bool, error) {
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM account WHERE disabled = 0 AND password <> ''")
	return n > 0, err
}

// PeopleWith counts who can sign in and has one of some roles somewhere.
func PeopleWith(ctx context.Context, q db.Querier, roles []int64) (int64, error) {
	in, args := db.List(nil, roles)
	return db.Get[int64](ctx, q, `SELECT count(DISTINCT a.id) FROM role_grant g LEFT JOIN group_member m ON m.group_id = g.group_id
		JOIN account a ON a.id = COALESCE(g.account_id, m.account_id) WHERE a.disabled = 0 AND a.password <> '' AND g.role_id IN `+in, args...)
}
