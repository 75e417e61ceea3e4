package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
)

// The kinds of what lets somebody do something.
const (
	GrantItem      = "grant"
	DelegationItem = "delegation"
	TokenItem      = "token"
)

// Item is one thing that lets somebody do something, as it is looked through: a role
// that is given, a delegation or a token. Its names are those of the moment.
type Item struct {
	Kind    string
	ID      int64
	Account int64 // who has it, acts, or owns the token; 0 for a group
	Group   int64
	Other   int64 // for whom is acted, by a delegation
	Role    int64 // of a grant, as are the next three
	Unit    int64
	Project int64
	Node    int64
	Home    int64 // the unit at which it is looked through; the root where there is no other
	Ends    int64 // of a delegation or a token, in milliseconds since 1970 UTC
	Holder  string
	Login   string
	What    label.Text // the role, for whom is acted, or the name and the scope of the token
	Where   label.Text // the unit, the project or the node
}

// mayInventory is for those who see all roles given, and manage all people.
func mayInventory(who Who) error {
	return Must(who.system || who.CanEverywhere(ManageRoles|ManageUsers))
}

// MayInventory reports whether the person looks through what everybody may do.
func MayInventory(who Who) bool { return mayInventory(who) == nil }

// Inventory returns what lets people do something now: on some units and below, by
// some roles; everything where none are named. Delegations and tokens are those of
// people who hold something of it.
func Inventory(ctx context.Context, q db.Querier, who Who, units, roles []int64) ([]Item, error) {
	if err := mayInventory(who); err != nil {
		return nil, err
	}
	tops, err := unitsNamed(ctx, q, units)
	if err != nil {
		return nil, err
	}
	grants, err := itemsOfGrants(ctx, q, tops, len(units) > 0, roles)
	if err != nil {
		return nil, err
	}
	homes, err := homesOf(ctx, q, grants)
	if err != nil {
		return nil, err
	}
	if len(units) == 0 && len(roles) == 0 {
		homes.all = true
	}
	lent, err := itemsOfDelegations(ctx, q, homes)
	if err != nil {
		return nil, err
	}
	tokens, err := itemsOfTokens(ctx, q, homes)
	return slices.Concat(grants, lent, tokens), err
}

func itemsOfGrants(ctx context.Context, q db.Querier, tops []Unit, narrowed bool, roles []int64) ([]Item, error) {
	type row struct {
		Named
		Login  string `db:"login"`
		RoleEN string `db:"role_en"`
		RoleFR string `db:"role_fr"`
		Home   int64  `db:"home"`
		Place  int64  `db:"place"`
	}
	var out []Item
	err := db.Each(ctx, q, func(r *row) error {
		if len(roles) > 0 && !slices.Contains(roles, r.Role) {
			return nil
		}
		if narrowed && !slices.ContainsFunc(tops, func(u Unit) bool { return r.Node == 0 && u.Place <= r.Place && r.Place < u.End }) {
			return nil
		}
		i := Item{
			Kind: GrantItem, ID: r.ID, Account: int64(r.Account), Group: int64(r.Group), Role: r.Role, Unit: int64(r.Unit), Project: int64(r.Project), Node: int64(r.Node),
			Home: r.Home, Holder: cmp.Or(r.AccountName, r.GroupName), Login: r.Login, What: label.T(r.RoleEN, r.RoleFR),
		}
		switch {
		case r.Node != 0:
			i.Where = Held{NodeEN: r.NodeEN, NodeFR: r.NodeFR, TreeEN: r.TreeEN, TreeFR: r.TreeFR}.NodeName()
		case r.Project != 0:
			i.Where = label.T(r.ProjectName, r.ProjectName)
		default:
			i.Where = label.T(r.UnitName, r.UnitName)
		}
		out = append(out, i)
		return nil
	}, "SELECT "+db.Columns[Grant]("g")+`, a.name AS account_name, ag.name AS group_name, u.name AS unit_name, p.name AS project_name, p.unit_id AS project_unit,
		n.label_en AS node_en, n.label_fr AS node_fr, h.label_en AS tree_en, h.label_fr AS tree_fr, a.login, r.label_en AS role_en, r.label_fr AS role_fr,
		COALESCE(home.id, root.id) AS home, COALESCE(home.place, root.place) AS place
		FROM role_grant g JOIN role r ON r.id = g.role_id JOIN unit root ON root.parent_id IS NULL LEFT JOIN account a ON a.id = g.account_id LEFT JOIN account_group ag ON ag.id = g.group_id
		LEFT JOIN unit u ON u.id = g.unit_id LEFT JOIN project p ON p.id = g.project_id LEFT JOIN unit home ON home.id = COALESCE(g.unit_id, p.unit_id)
		LEFT JOIN node n ON n.id = g.node_id LEFT JOIN hierarchy h ON h.id = n.hierarchy_id ORDER BY g.id`)
	return out, err
}

// homes says at which unit the delegations and the tokens of people are looked
// through: the highest on which something is given to them.
type homes struct {
	at   map[int64]Unit
	root int64
	all  bool // also of people to whom nothing is given
}

func (h homes) of(account int64) (int64, bool) {
	if u, known := h.at[account]; known {
		return u.ID, true
	}
	return h.root, h.all
}

func homesOf(ctx context.Context, q db.Querier, grants []Item) (homes, error) {
	units, err := db.Select[Unit](ctx, q, "SELECT "+unitColumns+" FROM unit ORDER BY place")
	if err != nil {
		return homes{}, err
	}
	out, byID := homes{at: map[int64]Unit{}}, map[int64]Unit{}
	for _, u := range units {
		byID[u.ID] = u
		if u.Parent == 0 {
			out.root = u.ID
		}
	}
	members, err := membersOfAll(ctx, q)
	for _, g := range grants {
		people := members[g.Group]
		if g.Group == 0 {
			people = []int64{g.Account}
		}
		for _, p := range people {
			if was, known := out.at[p]; !known || byID[g.Home].Place < was.Place {
				out.at[p] = byID[g.Home]
			}
		}
	}
	return out, err
}

func membersOfAll(ctx context.Context, q db.Querier) (map[int64][]int64, error) {
	type row struct {
		Group   int64 `db:"group_id"`
		Account int64 `db:"account_id"`
	}
	out := map[int64][]int64{}
	err := db.Each(ctx, q, func(r *row) error {
		out[r.Group] = append(out[r.Group], r.Account)
		return nil
	}, "SELECT group_id, account_id FROM group_member ORDER BY group_id, account_id")
	return out, err
}

func itemsOfDelegations(ctx context.Context, q db.Querier, at homes) ([]Item, error) {
	type row struct {
		ID    int64  `db:"id"`
		From  int64  `db:"from_id"`
		To    int64  `db:"to_id"`
		Ends  int64  `db:"ends"`
		Name  string `db:"name"`
		Login string `db:"login"`
		For   string `db:"for_name"`
	}
	var out []Item
	err := db.Each(ctx, q, func(r *row) error {
		if home, in := at.of(r.From); in {
			out = append(out, Item{
				Kind: DelegationItem, ID: r.ID, Account: r.To, Other: r.From, Home: home, Ends: r.Ends, Holder: r.Name, Login: r.Login,
				What: label.T("Acts for "+r.For, "Agit pour "+r.For),
			})
		}
		return nil
	}, `SELECT d.id, d.from_id, d.to_id, d.ends, a.name, a.login, f.name AS for_name FROM delegation d JOIN account a ON a.id = d.to_id JOIN account f ON f.id = d.from_id
		WHERE d.ended = 0 AND d.ends > $1 ORDER BY d.id`, clock(q))
	return out, err
}

func itemsOfTokens(ctx context.Context, q db.Querier, at homes) ([]Item, error) {
	type row struct {
		Token
		Holder string `db:"holder"`
		Login  string `db:"login"`
	}
	var out []Item
	err := db.Each(ctx, q, func(r *row) error {
		if home, in := at.of(r.Account); in {
			scope := label.T("reads", "lecture")
			if r.Scope == "write" {
				scope = label.T("reads and writes", "lecture et écriture")
			}
			what := label.T("Token “"+r.Name+"”, "+scope.In(label.EN), "Jeton «\u202f"+r.Name+"\u202f», "+scope.In(label.FR))
			if r.Scope == feedScope {
				what = feedName
			}
			out = append(out, Item{Kind: TokenItem, ID: r.ID, Account: r.Account, Home: home, Ends: r.Expires, Holder: r.Holder, Login: r.Login, What: what})
		}
		return nil
	}, "SELECT "+db.Columns[Token]("t")+`, a.name AS holder, a.login FROM api_token t JOIN account a ON a.id = t.account_id WHERE t.expires > $1 ORDER BY t.id`, clock(q))
	return out, err
}

// Managers are, by unit, the people who manage users there by a role given on the
// unit itself.
type Managers struct {
	on     map[int64][]int64
	parent map[int64]int64
}

// ManagersOfUnits returns who manages the users of each unit, to those who look
// through what everybody may do.
func ManagersOfUnits(ctx context.Context, q db.Querier, who Who) (Managers, error) {
	if err := mayInventory(who); err != nil {
		return Managers{}, err
	}
	out := Managers{map[int64][]int64{}, map[int64]int64{}}
	units, err := db.Select[Unit](ctx, q, "SELECT "+unitColumns+" FROM unit")
	if err != nil {
		return out, err
	}
	for _, u := range units {
		out.parent[u.ID] = int64(u.Parent)
	}
	type row struct {
		Unit        int64  `db:"unit_id"`
		Account     int64  `db:"account_id"`
		Permissions string `db:"permissions"`
	}
	err = db.Each(ctx, q, func(r *row) error {
		if readRights(r.Permissions)&ManageUsers != 0 && !slices.Contains(out.on[r.Unit], r.Account) {
			out.on[r.Unit] = append(out.on[r.Unit], r.Account)
		}
		return nil
	}, `SELECT g.unit_id, a.id AS account_id, r.permissions FROM role_grant g JOIN role r ON r.id = g.role_id LEFT JOIN group_member m ON m.group_id = g.group_id
		JOIN account a ON a.id = COALESCE(g.account_id, m.account_id) AND a.disabled = 0 WHERE g.unit_id IS NOT NULL ORDER BY a.id`)
	return out, err
}

// Of returns who manages the users of a unit, or else of the nearest above it, but
// for some people.
func (m Managers) Of(unit int64, but ...int64) []int64 {
	for steps := 0; unit != 0 && steps <= len(m.parent); steps++ {
		found := slices.DeleteFunc(slices.Clone(m.on[unit]), func(id int64) bool { return slices.Contains(but, id) })
		if len(found) > 0 {
			return found
		}
		unit = m.parent[unit]
	}
	return nil
}

// LastUses says, by kind and id of items, when each was used last, in milliseconds since 1970
// UTC. A role is used when who has it signs in.
type LastUses map[string]map[int64]int64

// LastUsesOf reads them, for those who look through items.
func LastUsesOf(ctx context.Context, q db.Querier, _ Who, items []Item) (LastUses, error) {
	type row struct {
		ID int64 `db:"id"`
		At int64 `db:"at"`
	}
	read := func(query string, args ...any) (map[int64]int64, error) {
		out := map[int64]int64{}
		err := db.Each(ctx, q, func(r *row) error {
			out[r.ID] = r.At
			return nil
		}, query, args...)
		return out, err
	}
	people, err := read("SELECT id, last_sign_in AS at FROM account WHERE last_sign_in > 0")
	if err != nil {
		return nil, err
	}
	members, err := membersOfAll(ctx, q)
	if err != nil {
		return nil, err
	}
	tokens, err := read("SELECT id, last_used AS at FROM api_token WHERE last_used > 0")
	if err != nil {
		return nil, err
	}
	out := LastUses{GrantItem: {}, DelegationItem: {}, TokenItem: tokens}
	for _, i := range items {
		switch i.Kind {
		case GrantItem:
			last := people[i.Account]
			for _, m := range members[i.Group] {
				last = max(last, people[m])
			}
			out[GrantItem][i.ID] = last
		case DelegationItem:
			used, err := read(`SELECT c.actor AS id, max(c.at) AS at FROM history h JOIN change c ON c.number = h.change
				WHERE h.entity = 'audit' AND c.actor = $1 AND (h.data LIKE $2 OR h.data LIKE $3) GROUP BY c.actor`, i.Account, onBehalfOf(i.Other)+",%", onBehalfOf(i.Other)+"}%")
			if err != nil {
				return nil, err
			}
			out[DelegationItem][i.ID] = used[i.Account]
		}
	}
	return out, nil
}

func onBehalfOf(account int64) string {
	return fmt.Sprintf(`{"event":"%s","account":%d`, OnBehalf, account)
}
