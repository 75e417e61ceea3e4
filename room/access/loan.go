package access

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"vigie/ground/db"
)

// loan is what somebody may do for another, by a delegation that holds now.
type loan struct {
	Delegation
	Name   string  // of the one for whom is acted
	grants []given // of theirs, narrowed to what the delegation says
	alone  *Who    // with these grants only
}

// loans are all of a person's, and the person without them.
type loans struct {
	own *Who
	by  []loan
}

// acting notes for whom a transaction acts: by whose loan something was allowed
// that the person's own rights would not have.
type acting struct {
	mu   sync.Mutex
	whom []int64
}

func (a *acting) note(id int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !slices.Contains(a.whom, id) {
		a.whom = append(a.whom, id)
	}
}

// clock tells the time of what is read from.
func clock(q db.Querier) int64 {
	if c, ok := q.(interface{ Millis() int64 }); ok {
		return c.Millis()
	}
	return time.Now().UnixMilli()
}

// lent returns what an account may do for others now, and when that changes by
// itself, 0 for never. A role that asks a second factor counts for nobody without one.
func lent(ctx context.Context, q db.Querier, account int64) ([]loan, int64, error) {
	type row struct {
		delegationRow
		Name string `db:"name"`
	}
	now := clock(q)
	rows, err := db.Select[row](ctx, q, "SELECT "+delegationColumns+`, a.name FROM delegation d JOIN account a ON a.id = d.from_id AND a.disabled = 0
		WHERE d.to_id = $1 AND d.ended = 0 AND d.ends > $2 ORDER BY d.id`, account, now)
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	turn := int64(0)
	var out []loan
	for _, r := range rows {
		next := r.Ends
		if r.Begins > now {
			next = r.Begins
		}
		if turn == 0 || next < turn {
			turn = next
		}
		if r.Begins > now {
			continue
		}
		l := loan{Delegation: r.delegation(), Name: r.Name}
		if stands, err := l.stands(ctx, q); err != nil {
			return nil, 0, err
		} else if !stands {
			continue
		}
		if l.grants, err = l.narrowed(ctx, q, account); err != nil {
			return nil, 0, err
		}
		out = append(out, l)
	}
	return out, turn, nil
}

// stands reports whether the delegation still counts: one that somebody else set up
// does as long as he may sign in and manages the account.
func (l loan) stands(ctx context.Context, q db.Querier) (bool, error) {
	by := int64(l.CreatedBy)
	if by == 0 || by == l.From {
		return true, nil
	}
	in, err := db.Get[int64](ctx, q, "SELECT count(*) FROM account WHERE id = $1 AND disabled = 0", by)
	if err != nil || in == 0 {
		return false, err
	}
	his, err := granted(ctx, q, by)
	if err != nil {
		return false, err
	}
	w := Who{ID: by, Scope: All}
	if err := w.holding(ctx, q, his, nil); err != nil {
		return false, err
	}
	theirs, err := granted(ctx, q, l.From)
	if err != nil {
		return false, err
	}
	return w.covers(ctx, q, theirs, ManageUsers)
}

// narrowed returns the grants of the one for whom is acted, as the delegation
// narrows them.
func (l loan) narrowed(ctx context.Context, q db.Querier, account int64) ([]given, error) {
	all, err := granted(ctx, q, l.From)
	if err != nil {
		return nil, err
	}
	factor, err := db.Get[int64](ctx, q, "SELECT count(*) FROM second_factor WHERE account_id = $1 AND confirmed <> 0", account)
	if err != nil {
		return nil, err
	}
	places, err := unitsNamed(ctx, q, l.Units)
	if err != nil {
		return nil, err
	}
	var out []given
	for _, g := range all {
		if len(l.Roles) > 0 && !slices.Contains(l.Roles, g.Role) || g.Factor && factor == 0 {
			continue
		}
		g.Permissions = strings.Join((g.rights() &^ Administer).Keys(), " ")
		if len(l.Units) == 0 {
			out = append(out, g)
			continue
		}
		at, err := g.within(ctx, q, places)
		if err != nil {
			return nil, err
		}
		out = append(out, at...)
	}
	return out, nil
}

func unitsNamed(ctx context.Context, q db.Querier, ids []int64) ([]Unit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := db.List(nil, ids)
	return db.Select[Unit](ctx, q, "SELECT "+unitColumns+" FROM unit WHERE id IN "+in, args...)
}

// within returns a grant as far as it holds on some units and below.
func (g given) within(ctx context.Context, q db.Querier, units []Unit) ([]given, error) {
	if g.Project != 0 {
		home, err := unitOfProject(ctx, q, g.Project)
		if err != nil {
			return nil, err
		}
		at, err := unitsNamed(ctx, q, []int64{home})
		if err == nil && len(at) > 0 && slices.ContainsFunc(units, func(u Unit) bool { return u.Place <= at[0].Place && at[0].Place < u.End }) {
			return []given{g}, nil
		}
		return nil, err
	}
	if g.Unit == 0 {
		return nil, nil
	}
	var out []given
	for _, u := range units {
		switch {
		case g.Place <= u.Place && u.Place < g.PlaceEnd:
			n := g
			n.Unit, n.Place, n.PlaceEnd, n.Parent = u.ID, u.Place, u.End, int64(u.Parent)
			out = append(out, n)
		case u.Place <= g.Place && g.Place < u.End:
			out = append(out, g)
		}
	}
	return out, nil
}

// at returns the grants that hold on a unit, or on a project of it, of those that
// hold there for the one for whom is acted.
func (l loan) at(holds map[int64]bool, unit Unit) []given {
	return slices.DeleteFunc(slices.Clone(l.grants), func(g given) bool {
		return !holds[g.Grant] || g.Unit != 0 && (unit.Place < g.Place || g.PlaceEnd <= unit.Place)
	})
}

// borrow adds to a person, who holds what is granted to him, what he may do for
// others now.
func (w *Who) borrow(ctx context.Context, q db.Querier, known *anchors) error {
	by, turn, err := lent(ctx, q, w.ID)
	if err != nil || turn == 0 {
		return err
	}
	w.turn = turn
	if len(by) == 0 {
		return nil
	}
	own := *w
	ls := &loans{own: &own}
	grants, err := granted(ctx, q, w.ID)
	if err != nil {
		return err
	}
	for _, l := range by {
		alone := &Who{ID: w.ID, Scope: All, stamp: w.stamp}
		if err := alone.holding(ctx, q, l.grants, known); err != nil {
			return err
		}
		if alone.anchors != nil {
			known = alone.anchors
		}
		l.alone = alone
		ls.by = append(ls.by, l)
		grants = append(grants, l.grants...)
	}
	w.any, w.everywhere = 0, 0
	if err := w.holding(ctx, q, grants, known); err != nil {
		return err
	}
	w.loans = ls
	return nil
}

// holding takes up grants and all that lies below them.
func (w *Who) holding(ctx context.Context, q db.Querier, grants []given, known *anchors) error {
	w.hold(grants)
	if err := w.anchor(ctx, q, known); err != nil {
		return err
	}
	return w.inherit(ctx, q, grants)
}

// turned reports whether a delegation has begun or ended since the person was loaded.
func (w Who) turned(now int64) bool { return w.turn != 0 && now >= w.turn }

// standsFor reports whether the person acts for the manager of a project, who may
// edit it.
func (w Who) standsFor(manager, project, unit int64) bool {
	if w.loans == nil || manager == 0 {
		return false
	}
	return slices.ContainsFunc(w.loans.by, func(l loan) bool {
		return l.From == manager && (l.alone.everywhere|l.alone.units[unit]|l.alone.alone(project))&EditOwnProject != 0
	})
}

// noted notes for whom is acted where something is allowed that the person's own
// rights do not allow, and returns whether it is.
func (w Who) noted(ok bool, may func(Who) bool) bool {
	if !ok || w.acting == nil || w.loans == nil || may(*w.loans.own) {
		return ok
	}
	for _, l := range w.loans.by {
		alone := *l.alone
		alone.loans = &loans{own: &alone, by: []loan{l}}
		if may(alone) {
			w.acting.note(l.From)
			return ok
		}
	}
	for _, l := range w.loans.by {
		w.acting.note(l.From)
	}
	return ok
}

// Acting returns the person for one transaction, in which is noted for whom he acts.
func (w Who) Acting() Who {
	if w.loans != nil {
		w.acting = &acting{}
	}
	return w
}

// NoteBehalf leaves beside what was changed for whom it was: it belongs to the
// same change.
func NoteBehalf(_ context.Context, tx *db.Tx, who Who) error {
	if who.acting == nil {
		return nil
	}
	for _, id := range who.acting.whom {
		audit(tx, auditEvent{Event: OnBehalf, Account: id})
	}
	return nil
}

// Behalf says for whom somebody acts.
type Behalf struct {
	ID    int64
	Name  string
	Until int64 // milliseconds since 1970 UTC
}

// ActsFor returns for whom the person acts now.
func (w Who) ActsFor() []Behalf {
	if w.loans == nil {
		return nil
	}
	var out []Behalf
	for _, l := range w.loans.by {
		out = append(out, Behalf{l.From, l.Name, l.Ends})
	}
	return out
}

// BehalfOf returns for whom changes were made, by their numbers; those that were
// made for nobody else are left out.
func BehalfOf(ctx context.Context, q db.Querier, numbers []int64) (map[int64][]int64, error) {
	type row struct {
		Change int64  `db:"change"`
		Data   string `db:"data"`
	}
	out := map[int64][]int64{}
	for part := range slices.Chunk(numbers, 400) {
		in, args := db.List([]any{`{"event":"` + OnBehalf + `"%`}, part)
		err := db.Each(ctx, q, func(r *row) error {
			var e auditEvent
			if err := json.Unmarshal([]byte(r.Data), &e); err != nil {
				return fmt.Errorf("reading for whom a change was made: %w", err)
			}
			out[r.Change] = append(out[r.Change], e.Account)
			return nil
		}, "SELECT change, data FROM history WHERE entity = 'audit' AND data LIKE $1 AND change IN "+in+" ORDER BY change, id", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
