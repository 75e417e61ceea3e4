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
	For    Behalf // whose role it is, where the account acts for another; zero else
}

// Chain says by which grants an account holds what on a unit or, where project is
// not 0, on a project of that unit. The person must be the account, or manage it.
func Chain(ctx context.Context, q db.Querier, who Who, account, unit, project int64) ([]Reason, error) {
	e, err := EffectiveRights(ctx, q, who, account)
	if err != nil {
		return nil, err
	}
	at, home, err := holding(ctx, q, unit, project)
	if err != nil {
		return nil, err
	}
	var out []Reason
	for _, h := range e.Held {
		if at[h.Grant] {
			out = append(out, Reason{Held: h})
		}
	}
	if err := told(ctx, q, account, out); err != nil {
		return nil, err
	}
	lent, err := lentChain(ctx, q, account, at, home)
	return append(out, lent...), err
}

// lentChain says the same of what an account may do for others.
func lentChain(ctx context.Context, q db.Querier, account int64, at map[int64]bool, home Unit) ([]Reason, error) {
	w, err := Load(ctx, q, account, "web")
	if err != nil || w.loans == nil {
		return nil, orMissing(err)
	}
	var out []Reason
	for _, l := range w.loans.by {
		held := map[int64]Right{} // by grant
		for _, g := range l.at(at, home) {
			held[g.Grant] = g.rights()
		}
		if len(held) == 0 {
			continue
		}
		e, err := EffectiveRights(ctx, q, System("chain"), l.From)
		if err != nil {
			return nil, err
		}
		var theirs []Reason
		for _, h := range e.Held {
			if h.Rights = held[h.Grant]; h.Rights != 0 {
				theirs = append(theirs, Reason{Held: h, For: Behalf{l.From, l.Name, l.Ends}})
			}
		}
		if err := told(ctx, q, l.From, theirs); err != nil {
			return nil, err
		}
		out = append(out, theirs...)
	}
	return out, nil
}

// orMissing is no error where somebody is not there, or disabled.
func orMissing(err error) error {
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	return err
}

// lender is somebody who may do something at a place for others alone.
type lender struct {
	Person
	held Right
	by   []Held
}

// lentAt returns who may do something at a place for others, now.
func lentAt(ctx context.Context, q db.Querier, unit, project int64) ([]lender, error) {
	people, err := db.Select[personRow](ctx, q, `SELECT DISTINCT a.id, a.login, a.name, a.email, a.language, '' AS permissions FROM delegation d
		JOIN account a ON a.id = d.to_id AND a.disabled = 0 WHERE d.ended = 0 AND d.begins <= $1 AND d.ends > $1 ORDER BY a.id`, clock(q))
	if err != nil || len(people) == 0 {
		return nil, err
	}
	at, home, err := holding(ctx, q, unit, project)
	if err != nil {
		return nil, err
	}
	var out []lender
	for _, p := range people {
		reasons, err := lentChain(ctx, q, p.ID, at, home)
		if err != nil {
			return nil, err
		}
		l := lender{Person: Person{p.ID, p.Login, p.Name, p.Email, p.Language}}
		for _, r := range reasons {
			l.held |= r.Rights
			l.by = append(l.by, r.Held)
		}
		out = append(out, l)
	}
	return out, nil
}

// here is true of the grants g, on the unit t, that hold on the unit u, which is
// $1, or on its project $2, 0 for none.
var here = "(g.project_id = $2 AND g.project_id <> 0) OR (u.place >= t.place AND u.place < t.place_end) OR g.node_id IN " + nodesAbove("$2")

// holding returns the grants that hold on a unit, or on a project of it, and the unit.
func holding(ctx context.Context, q db.Querier, unit, project int64) (map[int64]bool, Unit, error) {
	ids, err := db.Select[int64](ctx, q, `SELECT g.id FROM role_grant g LEFT JOIN unit t ON t.id = g.unit_id LEFT JOIN unit u ON u.id = $1
		WHERE `+here, unit, project)
	out := map[int64]bool{}
	for _, id := range ids {
		out[id] = true
	}
	if err != nil {
		return nil, Unit{}, err
	}
	home, err := unitsNamed(ctx, q, []int64{unit})
	return out, append(home, Unit{})[0], err
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
		return joins(out, v.Data, v.Moment)
	}, "SELECT h.data, c.at, c.actor FROM history h JOIN change c ON c.number = h.change WHERE h.entity = 'account' AND h.object = $1 ORDER BY h.change, h.id", account)
	return out, err
}

// joins brings, by group, since when an account is a member up to one more version
// of it.
func joins(since map[int64]Moment, data db.Text, at Moment) error {
	var was rememberedAccount
	if !data.Null {
		if err := json.Unmarshal([]byte(data.S), &was); err != nil {
			return fmt.Errorf("reading an account of the past: %w", err)
		}
	}
	for group := range since {
		if !slices.Contains(was.Groups, group) {
			delete(since, group)
		}
	}
	for _, group := range was.Groups {
		if _, known := since[group]; !known {
			since[group] = at
		}
	}
	return nil
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
	if who.on(spot{unit: unit, project: project}) == 0 {
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
		Node      int64  `db:"node_id"`
		NodeEN    string `db:"node_en"`
		NodeFR    string `db:"node_fr"`
		TreeEN    string `db:"tree_en"`
		TreeFR    string `db:"tree_fr"`
	}
	at := map[int64]int{}
	var out []Reach
	err := db.Each(ctx, q, func(r *row) error {
		i, known := at[r.ID]
		if !known {
			i, at[r.ID] = len(out), len(out)
			out = append(out, Reach{Person: Person{r.ID, r.Login, r.Name, r.Email, r.Language}})
		}
		h := Held{Grant: r.Grant, Role: r.Role, Rights: readRights(r.Permissions), Group: r.Group, GroupName: r.GroupName, Unit: r.Unit, UnitName: r.UnitName, Project: r.Project, Node: r.Node, NodeEN: r.NodeEN, NodeFR: r.NodeFR, TreeEN: r.TreeEN, TreeFR: r.TreeFR}
		out[i].Rights |= h.Rights
		out[i].By = append(out[i].By, h)
		return nil
	}, `SELECT a.id, a.login, a.name, a.email, a.language, g.id AS grant_id, g.role_id, r.permissions, g.group_id, ag.name AS group_name,
			g.unit_id, t.name AS unit_name, g.project_id, g.node_id, n.label_en AS node_en, n.label_fr AS node_fr, h.label_en AS tree_en, h.label_fr AS tree_fr FROM role_grant g
		JOIN role r ON r.id = g.role_id
		LEFT JOIN group_member m ON m.group_id = g.group_id
		LEFT JOIN account_group ag ON ag.id = g.group_id
		JOIN account a ON a.id = COALESCE(g.account_id, m.account_id)
		LEFT JOIN unit t ON t.id = g.unit_id
		LEFT JOIN node n ON n.id = g.node_id LEFT JOIN hierarchy h ON h.id = n.hierarchy_id
		JOIN unit u ON u.id = $1
		WHERE a.disabled = 0 AND (`+here+`)
		ORDER BY a.name_folded, a.id, g.id`, unit, project)
	if err != nil {
		return nil, err
	}
	others, err := lentAt(ctx, q, unit, project)
	for _, l := range others {
		i, known := at[l.ID]
		if !known {
			i = len(out)
			out = append(out, Reach{Person: l.Person})
		}
		out[i].Rights |= l.held
		out[i].By = append(out[i].By, l.by...)
	}
	return out, err
}
