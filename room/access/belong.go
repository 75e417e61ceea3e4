package access

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Belonging is what a person is part of: what is offered to a unit, a group or
// a role reaches those who belong to it.
type Belonging struct {
	Groups []int64
	Roles  []int64 // given anywhere, by name or through a group; the first made first
	Units  []int64 // those on which the person holds a right, and what stands above or below them
	All    bool    // every unit: a right of the person is on the whole organisation
}

// Belong returns what a person belongs to.
func Belong(ctx context.Context, q db.Querier, who Who) (Belonging, error) {
	var b Belonging
	var err error
	if b.Groups, err = db.Select[int64](ctx, q, "SELECT group_id FROM group_member WHERE account_id = $1", who.ID); err != nil {
		return b, err
	}
	b.Roles, err = db.Select[int64](ctx, q, `SELECT DISTINCT role_id FROM role_grant
		WHERE account_id = $1 OR group_id IN (SELECT group_id FROM group_member WHERE account_id = $1) ORDER BY role_id`, who.ID)
	if err != nil {
		return b, err
	}
	if b.All = who.On(0) != 0; b.All {
		return b, nil
	}
	b.Units, err = who.around(ctx, q)
	return b, err
}

// around returns the units on which the person holds something, and all that
// stand above or below them.
func (w Who) around(ctx context.Context, q db.Querier) ([]int64, error) {
	var tops []int64
	for id, r := range w.tops {
		if r&w.Scope != 0 {
			tops = append(tops, id)
		}
	}
	if len(tops) == 0 {
		return nil, nil
	}
	slices.Sort(tops)
	in, args := db.List(nil, tops)
	return db.Select[int64](ctx, q, `SELECT DISTINCT a.id FROM unit a JOIN unit t
		ON a.place <= t.place AND t.place < a.place_end OR t.place <= a.place AND a.place < t.place_end WHERE t.id IN `+in, args...)
}

// MyUnits returns the units on which the person holds a right, with those below
// them; all is true when that is every unit there is.
func (w Who) MyUnits() (ids map[int64]bool, all bool) {
	ids = map[int64]bool{}
	for id, r := range w.units {
		if r&w.Scope != 0 {
			ids[id] = true
		}
	}
	return ids, w.On(0) != 0
}

// CleanName returns a name as it is stored, in one form and on one line; where
// names the place of it in what is refused.
func CleanName(where, s string, longest int) (string, error) { return cleanName(where, s, longest) }

// Exists reports whether there is a unit, a group or a role of an id; kind is
// "unit", "group" or "role".
func Exists(ctx context.Context, q db.Querier, kind string, id int64) (bool, error) {
	table, ok := map[string]string{"unit": "unit", "group": "account_group", "role": "role"}[kind]
	if !ok {
		return false, nil
	}
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM "+table+" WHERE id = $1", id)
	return n > 0, err
}

// NameOfPart returns how a unit, a group or a role is called, "" when there is none.
func NameOfPart(ctx context.Context, q db.Querier, kind string, id int64, l label.Lang) (string, error) {
	text, ok := map[string]string{
		"unit":  "SELECT name AS en, name AS fr FROM unit WHERE id = $1",
		"group": "SELECT name AS en, name AS fr FROM account_group WHERE id = $1",
		"role":  "SELECT label_en AS en, label_fr AS fr FROM role WHERE id = $1",
	}[kind]
	if !ok {
		return "", nil
	}
	type named struct {
		EN string `db:"en"`
		FR string `db:"fr"`
	}
	n, err := db.Get[named](ctx, q, text, id)
	if fault.KindOf(err) == fault.Missing {
		return "", nil
	}
	return label.T(n.EN, n.FR).In(l), err
}

// Part is a unit, a group or a role, by its name.
type Part struct {
	Kind string `db:"kind"`
	ID   int64  `db:"id"`
	EN   string `db:"en"`
	FR   string `db:"fr"`
}

// Parts returns with whom the person may share views: the units on which the
// person holds that right and, where it is held on the whole organisation, every
// group and role as well.
func Parts(ctx context.Context, q db.Querier, who Who) ([]Part, error) {
	if err := Must(who.CanSomewhere(ShareView)); err != nil {
		return nil, err
	}
	where, args := who.Visible(ShareView, "u.id", "", nil)
	units, err := db.Select[Part](ctx, q, "SELECT 'unit' AS kind, u.id, u.name AS en, u.name AS fr FROM unit u WHERE "+where+" ORDER BY u.place", args...)
	if err != nil || !who.CanEverywhere(ShareView) {
		return units, err
	}
	groups, err := db.Select[Part](ctx, q, "SELECT 'group' AS kind, id, name AS en, name AS fr FROM account_group ORDER BY name_folded")
	if err != nil {
		return nil, err
	}
	roles, err := db.Select[Part](ctx, q, "SELECT 'role' AS kind, id, label_en AS en, label_fr AS fr FROM role ORDER BY id")
	return slices.Concat(units, groups, roles), err
}
