package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Unit is a place in the organisation. There is one root, the organisation
// itself; every other unit has a parent.
type Unit struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Parent  db.ID  `db:"parent_id"` // none for the root
	Code    string `db:"code"`
	Name    string `db:"name"`
	Place   int64  `db:"place"` // in tree order: the unit and all below are [Place, End)
	End     int64  `db:"place_end"`
}

const unitColumns = "id, version, parent_id, code, name, place, place_end"

type unitRow struct {
	Unit
	NameFolded string `db:"name_folded"`
}

type rememberedUnit struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Parent int64  `json:"parent,omitempty"`
}

func (u Unit) record(tx *db.Tx) error {
	return record(tx, "unit", u.ID, u.Version, rememberedUnit{u.Code, u.Name, int64(u.Parent)})
}

func (u *Unit) clean(ctx context.Context, tx *db.Tx) error {
	var err error
	if u.Name, err = cleanName("name", u.Name, 200); err != nil {
		return err
	}
	if strings.TrimSpace(u.Code) != "" {
		if u.Code, err = cleanName("code", u.Code, 40); err != nil {
			return err
		}
		n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM unit WHERE code = $1 AND id <> $2", u.Code, u.ID)
		if err == nil && n > 0 {
			err = fault.Invalid("code", label.T("Another unit has this code", "Une autre entité porte ce code"))
		}
		if err != nil {
			return err
		}
	}
	u.Code = strings.TrimSpace(u.Code)
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM unit WHERE parent_id = $1 AND name_folded = $2 AND id <> $3", u.Parent, label.Fold(u.Name), u.ID)
	if err == nil && n > 0 {
		err = fault.Invalid("name", label.T("There is a unit of this name at this place", "Une entité porte déjà ce nom à cet endroit"))
	}
	return err
}

// CreateUnit makes a unit below parent, on which the person must manage units.
func CreateUnit(ctx context.Context, tx *db.Tx, who Who, u Unit) (Unit, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Unit{}, err
	}
	if err := mayChangeBelow(ctx, tx, who, int64(u.Parent)); err != nil {
		return Unit{}, err
	}
	if u.ID == 0 || tx.Origin().Set == 0 {
		u.ID = tx.NewID()
	}
	u.Version = 1
	if err := u.clean(ctx, tx); err != nil {
		return Unit{}, err
	}
	if err := db.Insert(ctx, tx, "unit", unitRow{u, label.Fold(u.Name)}); err != nil {
		return Unit{}, err
	}
	if err := renumber(ctx, tx); err != nil {
		return Unit{}, err
	}
	return u, u.record(tx)
}

// mayChangeBelow says whether the person may put units under parent, or take
// them away: an unknown one and one he may not see read the same.
func mayChangeBelow(ctx context.Context, q db.Querier, who Who, parent int64) error {
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM unit WHERE id = $1", parent)
	if err != nil {
		return err
	}
	if n == 0 || !who.Can(ManageUnits, parent) {
		return fault.NotFound()
	}
	return nil
}

// UpdateUnit changes code, name or parent of a unit. A move needs the right on
// the unit, on the place it leaves and on the place it goes to; whoever moves
// must not come to hold more on the unit by the move.
func UpdateUnit(ctx context.Context, tx *db.Tx, who Who, id, version int64, change func(*Unit)) (Unit, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Unit{}, err
	}
	was, err := UnitByID(ctx, tx, who, id)
	if err == nil && !who.Can(ManageUnits, id) {
		err = fault.NotFound()
	}
	if err != nil {
		return Unit{}, err
	}
	if was.Version != version {
		return Unit{}, fault.Outdated(was)
	}
	u := was
	change(&u)
	u.ID, u.Version, u.Place, u.End = id, version+1, was.Place, was.End
	if u.Parent != was.Parent {
		if err := mayMove(ctx, tx, who, was, int64(u.Parent)); err != nil {
			return Unit{}, err
		}
	}
	if err := u.clean(ctx, tx); err != nil {
		return Unit{}, err
	}
	if err := db.Put(ctx, tx, "unit", unitRow{u, label.Fold(u.Name)}); err != nil {
		return Unit{}, err
	}
	if err := renumber(ctx, tx); err != nil {
		return Unit{}, err
	}
	return u, u.record(tx)
}

func mayMove(ctx context.Context, tx *db.Tx, who Who, u Unit, to int64) error {
	if u.Parent == 0 {
		return fault.Conflict(label.T("The organisation itself cannot be moved", "L’organisation elle-même ne peut pas être déplacée"))
	}
	for _, parent := range []int64{int64(u.Parent), to} {
		if err := mayChangeBelow(ctx, tx, who, parent); err != nil {
			return err
		}
	}
	goal, err := db.Get[Unit](ctx, tx, "SELECT "+unitColumns+" FROM unit WHERE id = $1", to)
	if err != nil {
		return err
	}
	if goal.Place >= u.Place && goal.Place < u.End {
		return fault.Invalid("parent", label.T("A unit cannot stand below itself", "Une entité ne peut pas se trouver sous elle-même"))
	}
	return Must(who.On(to)&^who.On(u.ID) == 0)
}

// DeleteUnit removes a unit that has nothing below it and nothing in it.
func DeleteUnit(ctx context.Context, tx *db.Tx, who Who, id, version int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	u, err := UnitByID(ctx, tx, who, id)
	if err == nil && (!who.Can(ManageUnits, id) || u.Parent != 0 && !who.Can(ManageUnits, int64(u.Parent))) {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	if u.Version != version {
		return fault.Outdated(u)
	}
	// Whoever puts a project into the unit at this moment is waited for.
	if _, err := db.Exec(ctx, tx, "UPDATE unit SET version = version WHERE id = $1", id); err != nil {
		return err
	}
	if err := isUnused(ctx, tx, u); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM unit WHERE id = $1", id); err != nil {
		return err
	}
	if err := renumber(ctx, tx); err != nil {
		return err
	}
	return record(tx, "unit", id, version+1, nil)
}

func isUnused(ctx context.Context, tx *db.Tx, u Unit) error {
	if u.Parent == 0 {
		return fault.Conflict(label.T("The organisation itself cannot be deleted", "L’organisation elle-même ne peut pas être supprimée"))
	}
	for _, use := range []struct {
		query string
		text  func(int64) label.Text
	}{
		{"SELECT count(*) FROM unit WHERE parent_id = $1", func(n int64) label.Text {
			return label.F("%d units stand below it; move or delete them first", "%d entités se trouvent au-dessous ; déplacez-les ou supprimez-les d’abord", n)
		}},
		{"SELECT count(*) FROM project WHERE unit_id = $1 AND state <> 'merged'", func(n int64) label.Text {
			return label.F("%d projects belong to it, those archived or in the bin included; move them first", "%d projets en dépendent, archivés ou à la corbeille compris ; déplacez-les d’abord", n)
		}},
		{"SELECT count(*) FROM portfolio WHERE unit_id = $1", func(n int64) label.Text {
			return label.F("%d portfolios belong to it; move them first", "%d portefeuilles en dépendent ; déplacez-les d’abord", n)
		}},
		{"SELECT count(*) FROM role_grant WHERE unit_id = $1", func(n int64) label.Text {
			return label.F("%d roles are given on it; take them back first", "%d rôles y sont attribués ; retirez-les d’abord", n)
		}},
		{"SELECT count(*) FROM calendar WHERE unit_id = $1", func(n int64) label.Text {
			return label.F("%d calendars belong to it; delete them first", "%d calendriers en dépendent\u202f; supprimez-les d’abord", n)
		}},
		{"SELECT count(*) FROM resource WHERE unit_id = $1", func(n int64) label.Text {
			return label.F("%d resources belong to it; move them to another unit first", "%d ressources en dépendent\u202f; rattachez-les d’abord à une autre entité", n)
		}},
		{"SELECT count(*) FROM round WHERE unit_id = $1", func(n int64) label.Text {
			return label.F("%d monthly rounds belong to it; name a unit that takes its place", "%d points mensuels en dépendent ; indiquez l’entité qui la remplace", n)
		}},
	} {
		n, err := db.Get[int64](ctx, tx, use.query, u.ID)
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.Conflict(use.text(n))
		}
	}
	return nil
}

// UnitByID returns a unit on which the person may do something, or fault.NotFound.
func UnitByID(ctx context.Context, q db.Querier, who Who, id int64) (Unit, error) {
	u, err := db.Get[Unit](ctx, q, "SELECT "+unitColumns+" FROM unit WHERE id = $1", id)
	if err == nil && who.On(id) == 0 {
		return Unit{}, fault.NotFound()
	}
	return u, err
}

// Units lists, in tree order, the units on which the person may do something.
// The parent of the highest of them, which he may not see, is left out.
func Units(ctx context.Context, q db.Querier, who Who, p Page) (Found[Unit], error) {
	l := listing{table: "unit", columns: unitColumns, order: "place", find: []string{"name_folded"}, where: "1 = 1"}
	if who.everywhere&who.Scope == 0 {
		var tops []int64
		for id, r := range who.tops {
			if r&who.Scope != 0 {
				tops = append(tops, id)
			}
		}
		var in string
		in, l.args = db.List(nil, tops)
		l.where = "id IN (SELECT u.id FROM unit u JOIN unit t ON u.place >= t.place AND u.place < t.place_end WHERE t.id IN " + in + ")"
	}
	f, err := paged(ctx, q, p, l, func(u Unit) int64 { return u.ID })
	for i := range f.Items {
		f.Items[i] = f.Items[i].seenBy(who)
	}
	return f, err
}

// seenBy hides a parent that the person may not see.
func (u Unit) seenBy(who Who) Unit {
	if who.On(int64(u.Parent)) == 0 {
		u.Parent = 0
	}
	return u
}

// SeenBy returns the unit as the person may see it: without a parent on which
// he may do nothing.
func (u Unit) SeenBy(who Who) Unit { return u.seenBy(who) }

// node is a unit as the numbering needs it.
type node struct {
	ID     int64  `db:"id"`
	Parent db.ID  `db:"parent_id"`
	Folded string `db:"name_folded"`
	Place  int64  `db:"place"`
	End    int64  `db:"place_end"`
}

// renumber numbers the units in tree order, siblings by name, and writes the
// numbers that changed.
func renumber(ctx context.Context, tx *db.Tx) error {
	nodes, err := db.Select[node](ctx, tx, "SELECT id, parent_id, name_folded, place, place_end FROM unit")
	if err != nil {
		return err
	}
	return writePlaces(ctx, tx, changed(nodes, number(nodes)))
}

// number returns the place and the end of each unit.
func number(nodes []node) map[int64][2]int64 {
	below := map[int64][]node{}
	for _, n := range nodes {
		below[int64(n.Parent)] = append(below[int64(n.Parent)], n)
	}
	for _, children := range below {
		slices.SortFunc(children, func(a, b node) int {
			return cmp.Or(strings.Compare(a.Folded, b.Folded), cmp.Compare(a.ID, b.ID))
		})
	}
	places := make(map[int64][2]int64, len(nodes))
	next := int64(1)
	var visit func(n node)
	visit = func(n node) {
		place := next
		next++
		for _, child := range below[n.ID] {
			visit(child)
		}
		places[n.ID] = [2]int64{place, next}
	}
	for _, root := range below[0] {
		visit(root)
	}
	return places
}

func changed(nodes []node, places map[int64][2]int64) []node {
	var out []node
	for _, n := range nodes {
		if p := places[n.ID]; p != [2]int64{n.Place, n.End} {
			n.Place, n.End = p[0], p[1]
			out = append(out, n)
		}
	}
	return out
}

func writePlaces(ctx context.Context, tx *db.Tx, nodes []node) error {
	for part := range slices.Chunk(nodes, 400) {
		var values strings.Builder
		for i, n := range part {
			if i > 0 {
				values.WriteString(", ")
			}
			fmt.Fprintf(&values, "(%d, %d, %d)", n.ID, n.Place, n.End)
		}
		q := "WITH v (id, place, place_end) AS (VALUES " + values.String() + ") UPDATE unit SET place = v.place, place_end = v.place_end FROM v WHERE unit.id = v.id"
		if _, err := db.Exec(ctx, tx, q); err != nil {
			return err
		}
	}
	return nil
}
