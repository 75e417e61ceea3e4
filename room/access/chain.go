package access

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Moment is when something was done, and by whom.
type Moment struct {
	At int64 `db:"at"`    // milliseconds since 1970 UTC; 0 where nothing is known
	By int64 `db:"actor"` // the account; 0 for the program
}

// Reason is one why somebody may do something at a place: a role given there
// or above, by name or to a group that he is a member of.
type Reason struct {
	Held
	Label  label.Text // of the role
	Given  Moment
	Joined Moment // the group; zero when given by name
}

// Chain says by which grants an account holds what on a unit or, where project is
// not 0, on a project of that unit. The person must be the account, or manage it.
func Chain(ctx context.Context, q db.Querier, who Who, account, unit, project int64) ([]Reason, error) {
	e, err := EffectiveRights(ctx, q, who, account)
	if err != nil {
		return nil, err
	}
	at, err := holding(ctx, q, unit, project)
	if err != nil {
		return nil, err
	}
	var out []Reason
	for _, h := range e.Held {
		if at[h.Grant] {
			out = append(out, Reason{Held: h})
		}
	}
	return out, told(ctx, q, account, out)
}

// here is true of the grants g, on the unit t, that hold on the unit u, which is
// $1, or on its project $2, 0 for none.
const here = "(g.project_id = $2 AND g.project_id <> 0) OR (u.place >= t.place AND u.place < t.place_end)"

// holding returns the grants that hold on a unit, or on a project of it.
func holding(ctx context.Context, q db.Querier, unit, project int64) (map[int64]bool, error) {
	ids, err := db.Select[int64](ctx, q, `SELECT g.id FROM role_grant g LEFT JOIN unit t ON t.id = g.unit_id LEFT JOIN unit u ON u.id = $1
		WHERE `+here, unit, project)
	out := map[int64]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// told completes links with the names of the roles, when they were given, and
// since when the account is a member of the groups.
func told(ctx context.Context, q db.Querier, account int64, links []Reason) error {
	if len(links) == 0 {
		return nil
	}
	_, names, err := KnownRoles(ctx, q)
	if err != nil {
		return err
	}
	var ids []int64
	for _, l := range links {
		ids = append(ids, l.Grant)
	}
	given, err := firstOf(ctx, q, "grant", ids)
	if err != nil {
		return err
	}
	joined, err := joinedSince(ctx, q, account)
	for i, l := range links {
		links[i].Label, links[i].Given = names[l.Role], given[l.Grant]
		if l.Group != 0 {
			links[i].Joined = joined[l.Group]
		}
	}
	return err
}

// firstOf returns when objects were made, and by whom.
func firstOf(ctx context.Context, q db.Querier, entity string, ids []int64) (map[int64]Moment, error) {
	type row struct {
		Object int64 `db:"object"`
		Moment
	}
	out := map[int64]Moment{}
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List([]any{entity}, part)
		err := db.Each(ctx, q, func(r *row) error {
			out[r.Object] = r.Moment
			return nil
		}, "SELECT h.object, c.at, c.actor FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.version = 1 AND h.object IN "+in, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// joinedSince returns since when an account is in its groups, without a break, and
// who put it there.
func joinedSince(ctx context.Context, q db.Querier, account int64) (map[int64]Moment, error) {
	type version struct {
		Data db.Text `db:"data"`
		Moment
	}
	out := map[int64]Moment{}
	err := db.Each(ctx, q, func(v *version) error {
		var was rememberedAccount
		if !v.Data.Null {
			if err := json.Unmarshal([]byte(v.Data.S), &was); err != nil {
				return fmt.Errorf("reading an account of the past: %w", err)
			}
		}
		for group := range out {
			if !slices.Contains(was.Groups, group) {
				delete(out, group)
			}
		}
		for _, group := range was.Groups {
			if _, known := out[group]; !known {
				out[group] = v.Moment
			}
		}
		return nil
	}, "SELECT h.data, c.at, c.actor FROM history h JOIN change c ON c.number = h.change WHERE h.entity = 'account' AND h.object = $1 ORDER BY h.change, h.id", account)
	return out, err
}

// Reach is somebody who may do something at a place, and the grants that say so.
type Reach struct {
	Person
	Rights Right
	By     []Held
}

// Reaching returns the people, by name, whose roles hold on a unit or, where
// project is not 0, on a project of it, and who are not disabled. It is for those
// who hold some right there themselves.
func Reaching(ctx context.Context, q db.Querier, who Who, unit, project int64) ([]Reach, error) {
	if who.on(spot{unit, project}) == 0 {
		return nil, fault.NotFound()
	}
	type row struct {
		personRow
		Grant     int64  `db:"grant_id"`
		Role      int64  `db:"role_id"`
		Group     int64  `db:"group_id"`
		GroupName string `db:"group_name"`
		Unit      int64  `db:"unit_id"`
		UnitName  string `db:"unit_name"`
		Project   int64  `db:"project_id"`
	}
	at := map[int64]int{}
	var out []Reach
	err := db.Each(ctx, q, func(r *row) error {
		i, known := at[r.ID]
		if !known {
			i, at[r.ID] = len(out), len(out)
			out = append(out, Reach{Person: Person{r.ID, r.Login, r.Name, r.Email, r.Language}})
		}
		h := Held{Grant: r.Grant, Role: r.Role, Rights: readRights(r.Permissions), Group: r.Group, GroupName: r.GroupName, Unit: r.Unit, UnitName: r.UnitName, Project: r.Project}
		out[i].Rights |= h.Rights
		out[i].By = append(out[i].By, h)
		return nil
	}, `SELECT a.id, a.login, a.name, a.email, a.language, g.id AS grant_id, g.role_id, r.permissions, g.group_id, ag.name AS group_name,
			g.unit_id, t.name AS unit_name, g.project_id FROM role_grant g
		JOIN role r ON r.id = g.role_id
		LEFT JOIN group_member m ON m.group_id = g.group_id
		LEFT JOIN account_group ag ON ag.id = g.group_id
		JOIN account a ON a.id = COALESCE(g.account_id, m.account_id)
		LEFT JOIN unit t ON t.id = g.unit_id
		JOIN unit u ON u.id = $1
		WHERE a.disabled = 0 AND (`+here+`)
		ORDER BY a.name_folded, a.id, g.id`, unit, project)
	return out, err
}
