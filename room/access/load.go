package access

import (
	"context"
	"maps"
	"slices"
	"sync"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// given is one grant: the rights of its role, on a unit and all below it, on
// one project, or on a node and all below it.
type given struct {
	Grant       int64  `db:"id"`
	Unit        int64  `db:"unit_id"`
	Project     int64  `db:"project_id"`
	Node        int64  `db:"node_id"`
	Permissions string `db:"permissions"`
	Place       int64  `db:"place"`
	PlaceEnd    int64  `db:"place_end"`
	Parent      int64  `db:"parent_id"`
	Idle        int64  `db:"session_idle"`
	Life        int64  `db:"session_life"`
	Mark        int64  `db:"mark"`
	Role        int64  `db:"role_id"`
	Factor      bool   `db:"second_factor"` // the role asks one
}

func (g given) rights() Right { return readRights(g.Permissions) }

// holds is what the grant gives: the rights of its role and, beside them, the mark
// of the role itself.
func (g given) holds() Right { return g.rights() | markOf(g.Mark).beside() }

// granted returns what an account is granted, by name or through its groups.
// Grants only ever add up: nothing given lower takes away what is given above.
func granted(ctx context.Context, q db.Querier, account int64) ([]given, error) {
	return db.Select[given](ctx, q, `SELECT g.id, g.unit_id, g.project_id, g.node_id, r.permissions, u.place, u.place_end, u.parent_id, r.session_idle, r.session_life, r.mark, r.id AS role_id, r.second_factor <> 0 AS second_factor
		FROM role_grant g JOIN role r ON r.id = g.role_id LEFT JOIN unit u ON u.id = g.unit_id
		WHERE g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1)`, account)
}

type loaded struct {
	Name     string `db:"name"`
	Language string `db:"language"`
	Disabled int64  `db:"disabled"`
	Stamp    int64  `db:"stamp"`
}

// Load returns the person behind an account, with all rights of this moment,
// inherited ones too. A disabled or unknown account is fault.NotFound.
func Load(ctx context.Context, q db.Querier, account int64, via string) (Who, error) {
	return load(ctx, q, account, via, nil)
}

// load does so with the attachments of projects that are known already, if any.
func load(ctx context.Context, q db.Querier, account int64, via string, known *anchors) (Who, error) {
	a, err := db.Get[loaded](ctx, q, `SELECT name, language, disabled,
		(SELECT n FROM counter WHERE name = 'rights') AS stamp FROM account WHERE id = $1`, account)
	if err != nil {
		return Who{}, err
	}
	if a.Disabled != 0 {
		return Who{}, fault.NotFound()
	}
	grants, err := granted(ctx, q, account)
	if err != nil {
		return Who{}, err
	}
	w := Who{ID: account, Name: a.Name, Lang: label.Parse(a.Language), Via: via, Scope: All, stamp: a.Stamp}
	if err := w.holding(ctx, q, grants, known); err != nil {
		return Who{}, err
	}
	return w, w.borrow(ctx, q, known)
}

// hold takes up the grants as they are given.
func (w *Who) hold(grants []given) {
	w.tops, w.units, w.projects, w.nodes = map[int64]Right{}, map[int64]Right{}, map[int64]Right{}, map[int64]Right{}
	for _, g := range grants {
		r := g.holds()
		w.any |= r
		w.life.shorten(g.Idle, g.Life)
		switch {
		case g.Project != 0:
			w.projects[g.Project] |= r
		case g.Node != 0:
			w.nodes[g.Node] |= r
		case g.Parent == 0:
			w.everywhere |= r
		default:
			w.tops[g.Unit] |= r
			w.units[g.Unit] |= r
		}
	}
}

// inherit spreads the grants on units over all that lies below them. Units are
// numbered in tree order, so that below means between two numbers.
func (w *Who) inherit(ctx context.Context, q db.Querier, grants []given) error {
	var above []given
	for _, g := range grants {
		if g.Unit != 0 && g.Parent != 0 && g.PlaceEnd > g.Place+1 {
			above = append(above, g)
		}
	}
	if len(above) == 0 {
		return nil
	}
	tops := slices.Collect(maps.Keys(w.tops))
	in, args := db.List(nil, tops)
	type node struct {
		ID    int64 `db:"id"`
		Place int64 `db:"place"`
	}
	return db.Each(ctx, q, func(n *node) error {
		for _, g := range above {
			if g.Place <= n.Place && n.Place < g.PlaceEnd {
				w.units[n.ID] |= g.holds()
			}
		}
		return nil
	}, "SELECT DISTINCT u.id, u.place FROM unit u JOIN unit t ON u.place >= t.place AND u.place < t.place_end WHERE t.id IN "+in, args...)
}

// Now returns the person with the rights as they stand in a transaction: what
// was loaded before it began may have been taken away since.
func Now(ctx context.Context, q db.Querier, who Who) (Who, error) {
	if who.system {
		return who, nil
	}
	n, err := db.Get[int64](ctx, q, "SELECT n FROM counter WHERE name = 'rights'")
	if err != nil || n == who.stamp && !who.turned(clock(q)) {
		return who, err
	}
	return reload(ctx, q, who)
}

func reload(ctx context.Context, q db.Querier, who Who) (Who, error) {
	fresh, err := Load(ctx, q, who.ID, who.Via)
	if fault.KindOf(err) == fault.Missing {
		return Who{}, fault.SignIn()
	}
	fresh.Scope, fresh.Bound, fresh.seenBy, fresh.seenUntil, fresh.acting = who.Scope, who.Bound, who.seenBy, who.seenUntil, who.acting
	return fresh, err
}

// begin is the first thing of every transaction that changes who may do what.
// It lets one such transaction work at a time, on every node, and returns the
// person with the rights as they stand now.
func begin(ctx context.Context, tx *db.Tx, who Who) (Who, error) {
	n, err := db.Get[int64](ctx, tx, "UPDATE counter SET n = n + 1 WHERE name = 'rights' RETURNING n")
	if err != nil || who.system || who.stamp == n-1 && !who.turned(clock(tx)) {
		return who, err
	}
	return reload(ctx, tx, who)
}

// cache keeps the people loaded at one count of changes of rights. The count is
// in the database and read with every request, so that a change made on one
// node holds on all of them from the next request on.
type cache struct {
	mu     sync.Mutex
	stamp  int64
	people map[int64]Who
	known  *anchors // one for all people
}

// person returns the person behind an account as of the count stamp.
func (c *cache) person(ctx context.Context, q db.Querier, account, stamp int64, via string) (Who, error) {
	c.mu.Lock()
	w, ok := c.people[account]
	ok = ok && c.stamp == stamp && !w.turned(clock(q))
	known := c.known
	c.mu.Unlock()
	if ok {
		w.Via = via
		return w, nil
	}
	w, err := load(ctx, q, account, via, known)
	if err != nil {
		return Who{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if w.anchors != nil && (c.known == nil || c.known.stamp < w.stamp) {
		c.known = w.anchors
	}
	if c.stamp != w.stamp || c.people == nil {
		if w.stamp < c.stamp {
			return w, nil
		}
		c.stamp, c.people = w.stamp, map[int64]Who{}
	}
	c.people[account] = w
	return w, nil
}
