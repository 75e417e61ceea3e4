package access

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
)

// Registered is one right of one person, as auditors read it: a role, where, and by
// what chain. Role is 0 for an account that is given nothing.
type Registered struct {
	Account  int64
	Login    string
	Name     string
	Email    string
	Disabled bool
	Role     int64
	Label    label.Text // of the role
	Rights   Right
	Group    string // "" when given by name
	Unit     string // one of Unit, Project and Node
	Project  int64
	Node     label.Text // after the hierarchy that it is of
	Given    Moment
	Joined   Moment // the group
	For      string // whose role it is, by delegation; "" for one's own
	Until    int64  // when that delegation ends
	unit     int64
}

// memory is what the history holds of everything that gives rights, on a day.
type memory struct {
	accounts    map[int64]rememberedAccount
	groups      map[int64]rememberedGroup
	units       map[int64]rememberedUnit
	roles       map[int64]rememberedRole
	grants      map[int64]rememberedGrant
	delegations map[int64]rememberedDelegation
	hierarchies map[int64]rememberedTree
	nodes       map[int64]rememberedTree
}

// rememberedTree is what the room of hierarchies keeps of one, or of a node of one,
// as far as a grant names it.
type rememberedTree struct {
	Label     label.Text `json:"label"`
	Hierarchy int64      `json:"hierarchy"` // of a node
}

// Register returns who held which right where at the end of a day, by name. Only
// those who run the system read it.
func Register(ctx context.Context, q db.Querier, who Who, on day.Day) ([]Registered, error) {
	if err := Must(who.CanEverywhere(ManageSystem)); err != nil {
		return nil, err
	}
	m := memory{map[int64]rememberedAccount{}, map[int64]rememberedGroup{}, map[int64]rememberedUnit{}, map[int64]rememberedRole{}, map[int64]rememberedGrant{}, map[int64]rememberedDelegation{}, map[int64]rememberedTree{}, map[int64]rememberedTree{}}
	if err := m.read(ctx, q, on); err != nil {
		return nil, err
	}
	given, err := firstOf(ctx, q, "grant", slices.Sorted(maps.Keys(m.grants)))
	if err != nil {
		return nil, err
	}
	joined, err := allJoined(ctx, q, on)
	if err != nil {
		return nil, err
	}
	of := map[int64][]Registered{} // by account, what it is given itself
	for id, g := range m.grants {
		for account, a := range m.accounts {
			if g.Account == account || g.Group != 0 && slices.Contains(a.Groups, g.Group) {
				of[account] = append(of[account], m.line(account, g, given[id], joined[account][g.Group]))
			}
		}
	}
	var out []Registered
	for account, a := range m.accounts {
		own := of[account]
		for _, d := range m.delegations {
			if d.To == account && d.Ended == 0 && day.OfTime(time.UnixMilli(d.Begins)) <= on && on <= day.OfTime(time.UnixMilli(d.Ends-1)) {
				own = append(own, m.borrowed(a, account, d, of[d.From])...)
			}
		}
		if len(own) == 0 {
			own = []Registered{{Account: account, Login: a.Login, Name: a.Name, Email: a.Email, Disabled: a.Disabled}}
		}
		out = append(out, own...)
	}
	slices.SortFunc(out, func(a, b Registered) int {
		return cmp.Or(cmp.Compare(label.Fold(a.Name), label.Fold(b.Name)), cmp.Compare(a.Account, b.Account), cmp.Compare(a.For, b.For),
			cmp.Compare(a.Label.EN, b.Label.EN), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Node.EN, b.Node.EN), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Group, b.Group))
	})
	return out, nil
}

func (m memory) line(account int64, g rememberedGrant, given, joined Moment) Registered {
	a, r := m.accounts[account], m.roles[g.Role]
	out := Registered{
		Account: account, Login: a.Login, Name: a.Name, Email: a.Email, Disabled: a.Disabled, Role: g.Role, Label: r.Label,
		Unit: m.units[g.Unit].Name, Project: g.Project, Given: given, unit: g.Unit,
	}
	if n, known := m.nodes[g.Node]; known {
		h := Held{NodeEN: n.Label.EN, NodeFR: n.Label.FR}
		h.TreeEN, h.TreeFR = m.hierarchies[n.Hierarchy].Label.EN, m.hierarchies[n.Hierarchy].Label.FR
		out.Node = h.NodeName()
	}
	for _, key := range r.Permissions {
		out.Rights |= readRights(key)
	}
	if g.Group != 0 {
		out.Group, out.Joined = m.groups[g.Group].Name, joined
	}
	return out
}

// borrowed are the rights that an account had for another by a delegation.
func (m memory) borrowed(a rememberedAccount, account int64, d rememberedDelegation, theirs []Registered) []Registered {
	var out []Registered
	for _, r := range theirs {
		if r.Disabled || len(d.Roles) > 0 && !slices.Contains(d.Roles, r.Role) {
			continue
		}
		r.For, r.Until, r.Rights = r.Name, d.Ends, r.Rights&^Administer
		r.Account, r.Login, r.Name, r.Email, r.Disabled = account, a.Login, a.Name, a.Email, a.Disabled
		if len(d.Units) == 0 || r.Project != 0 {
			out = append(out, r)
			continue
		}
		for _, unit := range m.within(r.unit, d.Units) {
			r.Unit = m.units[unit].Name
			out = append(out, r)
		}
	}
	return out
}

// within returns on which units what is given on one holds when it is narrowed to
// some: none for 0, which is a node.
func (m memory) within(unit int64, narrowed []int64) []int64 {
	if unit == 0 {
		return nil
	}
	if slices.ContainsFunc(narrowed, func(n int64) bool { return m.below(unit, n) }) {
		return []int64{unit}
	}
	return slices.DeleteFunc(slices.Clone(narrowed), func(n int64) bool { return !m.below(n, unit) })
}

// below reports whether a unit is another one, or stood below it.
func (m memory) below(unit, top int64) bool {
	for steps := len(m.units); unit != 0 && steps >= 0; steps-- {
		if unit == top {
			return true
		}
		unit = m.units[unit].Parent
	}
	return false
}

func (m memory) read(ctx context.Context, q db.Querier, on day.Day) error {
	if err := recall(ctx, q, on, "account", m.accounts); err != nil {
		return err
	}
	if err := recall(ctx, q, on, "group", m.groups); err != nil {
		return err
	}
	if err := recall(ctx, q, on, "unit", m.units); err != nil {
		return err
	}
	if err := recall(ctx, q, on, "role", m.roles); err != nil {
		return err
	}
	if err := recall(ctx, q, on, "grant", m.grants); err != nil {
		return err
	}
	if err := recall(ctx, q, on, "hierarchy", m.hierarchies); err != nil {
		return err
	}
	if err := recall(ctx, q, on, "node", m.nodes); err != nil {
		return err
	}
	return recall(ctx, q, on, "delegation", m.delegations)
}

func recall[T any](ctx context.Context, q db.Querier, on day.Day, entity string, into map[int64]T) error {
	return db.EachAsOf(ctx, q, entity, on, 0, func(s *db.State) error {
		var was T
		if err := json.Unmarshal([]byte(s.Data), &was); err != nil {
			return fmt.Errorf("reading the %s %d of the past: %w", entity, s.Object, err)
		}
		into[s.Object] = was
		return nil
	})
}

// allJoined returns, by account and group, since when each is a member, as of a day.
func allJoined(ctx context.Context, q db.Querier, on day.Day) (map[int64]map[int64]Moment, error) {
	type version struct {
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
		Moment
	}
	out := map[int64]map[int64]Moment{}
	err := db.Each(ctx, q, func(v *version) error {
		if out[v.Object] == nil {
			out[v.Object] = map[int64]Moment{}
		}
		return joins(out[v.Object], v.Data, v.Moment)
	}, "SELECT h.object, h.data, c.at, c.actor FROM history h JOIN change c ON c.number = h.change WHERE h.entity = 'account' AND h.from_day <= $1 ORDER BY h.change, h.id", on)
	return out, err
}

// Means is by what an account gets in.
type Means struct {
	Account    int64
	LastSignIn int64 // milliseconds since 1970 UTC; 0 for never
	Factor     bool  // a second factor is on
	Password   bool  // it has one
	Sessions   int64 // that are open now
	Tokens     []Token
}

// MeansOf returns by what every account gets in now, by account. Only those who run
// the system read it.
func MeansOf(ctx context.Context, q db.Querier, who Who) (map[int64]*Means, error) {
	if err := Must(who.CanEverywhere(ManageSystem)); err != nil {
		return nil, err
	}
	type row struct {
		ID       int64 `db:"id"`
		Last     int64 `db:"last_sign_in"`
		Factor   bool  `db:"factor"`
		Password bool  `db:"password"`
		Sessions int64 `db:"sessions"`
	}
	now := clock(q)
	out := map[int64]*Means{}
	err := db.Each(ctx, q, func(r *row) error {
		out[r.ID] = &Means{r.ID, r.Last, r.Factor, r.Password, r.Sessions, nil}
		return nil
	}, `SELECT a.id, a.last_sign_in, a.password <> '' AS password, EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id AND f.confirmed <> 0) AS factor,
		(SELECT count(*) FROM session s WHERE s.account_id = a.id AND s.expires > $1) AS sessions FROM account a`, now)
	if err != nil {
		return nil, err
	}
	return out, db.Each(ctx, q, func(t *Token) error {
		if t.Scope == feedScope {
			t.Name = feedName.In(who.Lang)
		}
		if m := out[t.Account]; m != nil {
			m.Tokens = append(m.Tokens, *t)
		}
		return nil
	}, "SELECT "+db.Columns[Token]("")+" FROM api_token WHERE expires > $1 ORDER BY account_id, id", now)
}
