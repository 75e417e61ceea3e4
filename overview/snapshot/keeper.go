package snapshot

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/field"
	"vigie/room/heading"
	"vigie/room/hierarchy"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/rate"
)

// Keeper keeps the live snapshot up to date, and those of the past that were
// asked for last.
type Keeper struct {
	db   *db.DB
	live atomic.Pointer[Snapshot]
	mu   sync.Mutex // one refresh at a time

	building sync.Mutex // one reading of the past at a time
	pastMu   sync.Mutex
	past     []*Snapshot // last used first
	known    []*Snapshot // frozen readings, last used first
	stamps   atomic.Int64
	links    atomic.Pointer[Links]
}

// keepPast is how many snapshots of the past stay in memory, and keepEnds how many
// of them may be those of the ends of months, from which trends are drawn.
const (
	keepPast = 6
	keepEnds = 26
)

// NewKeeper makes a keeper; the first reading loads the portfolio.
func NewKeeper(d *db.DB) *Keeper { return &Keeper{db: d} }

// Live returns the portfolio as it is after the last change of any node, as the
// person may read it for whom the context is; see access.For.
func (k *Keeper) Live(ctx context.Context) (*Snapshot, error) {
	s, err := k.whole(ctx)
	return s.For(access.Reader(ctx)), err
}

// whole returns the portfolio as it is, with everything.
func (k *Keeper) whole(ctx context.Context) (*Snapshot, error) {
	last, err := k.db.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	today := day.OfTime(k.db.Now())
	if s := k.live.Load(); s != nil && s.Change >= last && s.On == today {
		return s, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.live.Load()
	if s != nil && s.Change >= last && s.On == today {
		return s, nil
	}
	if s == nil {
		s, err = k.load(ctx)
	} else {
		s, err = k.refresh(ctx, s)
	}
	if err != nil {
		return nil, err
	}
	s.On, s.Live = today, true
	k.live.Store(s)
	return s, nil
}

func (k *Keeper) load(ctx context.Context) (*Snapshot, error) {
	last, err := k.db.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	c, err := field.Load(ctx, k.db, "project")
	if err != nil {
		return nil, err
	}
	b := newBuilder(c, k.db.Seal)
	if err := project.Each(ctx, k.db, nil, func(p *project.Project) error { b.put(p); return nil }); err != nil {
		return nil, fmt.Errorf("loading the projects: %w", err)
	}
	if b.s.rates, err = k.loadRates(ctx); err != nil {
		return nil, err
	}
	return k.finish(ctx, b.s, last)
}

// finish adds what every snapshot needs beside its rows.
func (k *Keeper) finish(ctx context.Context, s *Snapshot, change int64) (*Snapshot, error) {
	dir, err := loadDirectory(ctx, k.db)
	if err != nil {
		return nil, err
	}
	if s.members, err = portfolio.Members(ctx, k.db); err != nil {
		return nil, err
	}
	dir.projects, dir.links = s, k.linked
	s.Directory, s.Change = dir, change
	return s, nil
}

type touched struct {
	Change int64  `db:"change"`
	Entity string `db:"entity"`
	Object int64  `db:"object"`
}

// refresh brings a snapshot up to the last change by the events since.
func (k *Keeper) refresh(ctx context.Context, old *Snapshot) (*Snapshot, error) {
	last, err := k.db.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	events, err := db.Select[touched](ctx, k.db, "SELECT change, entity, object FROM event WHERE change > $1 AND change <= $2 ORDER BY change", old.Change, last)
	if err != nil {
		return nil, err
	}
	if last > old.Change && (len(events) == 0 || events[0].Change != old.Change+1) {
		return k.load(ctx) // events were pruned, or a change touched nothing we can follow
	}
	var ids []int64
	names, members, rates := false, false, false
	for _, e := range events {
		switch e.Entity {
		case project.Entity:
			ids = append(ids, e.Object)
		case field.Entity, hierarchy.NodeEntity, constant.Entity, heading.Entity:
			return k.load(ctx)
		case "account", "unit":
			names = true
		case portfolio.Entity, portfolio.MemberEntity:
			members = true
		case rate.Entity, "setting":
			rates = true
		}
	}
	b := from(old, k.db.Seal)
	if err := k.replace(ctx, b, ids); err != nil {
		return nil, err
	}
	if b.s.rates = old.rates; rates {
		if b.s.rates, err = k.loadRates(ctx); err != nil {
			return nil, err
		}
	}
	if names || members {
		return k.finish(ctx, b.s, last)
	}
	dir := *old.Directory
	dir.projects = b.s
	b.s.Directory, b.s.Change = &dir, last
	return b.s, nil
}

// replace reads projects again; those that are gone lose their row.
func (k *Keeper) replace(ctx context.Context, b *builder, ids []int64) error {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	found := make(map[int64]bool, len(ids))
	for part := range slices.Chunk(ids, 400) {
		err := project.Each(ctx, k.db, part, func(p *project.Project) error {
			b.put(p)
			found[p.ID] = true
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, id := range ids {
		if !found[id] {
			b.drop(id)
		}
	}
	return nil
}

// AsOf returns the portfolio as it was at the end of a day, as known now. The
// rows that a person sees of it are decided by the rights of now, and so are the
// values of sensitive attributes.
func (k *Keeper) AsOf(ctx context.Context, on day.Day) (*Snapshot, error) {
	s, err := k.asOf(ctx, on)
	return s.For(access.Reader(ctx)), err
}

func (k *Keeper) asOf(ctx context.Context, on day.Day) (*Snapshot, error) {
	live, err := k.whole(ctx)
	if err != nil || on >= live.On {
		return live, err
	}
	if s, err := k.recall(ctx, on, live); s != nil || err != nil {
		return s, err
	}
	k.building.Lock()
	defer k.building.Unlock()
	if s, err := k.recall(ctx, on, live); s != nil || err != nil {
		return s, err // somebody asked for the same date meanwhile
	}
	then, err := live.Catalogue.AsOf(ctx, k.db, on)
	if err != nil {
		return nil, err
	}
	b := newBuilder(then, k.db.Seal)
	b.like = live
	err = db.EachAsOf(ctx, k.db, project.Entity, on, 0, func(r *db.State) error {
		return b.putStored(r)
	})
	if err != nil {
		return nil, fmt.Errorf("reading the portfolio as of %s: %w", on, err)
	}
	if err := k.overlayMonths(ctx, b, on); err != nil {
		return nil, err
	}
	s := b.s
	if s.members, err = portfolio.MembersAsOf(ctx, k.db, on); err != nil {
		return nil, err
	}
	dir := *live.Directory
	dir.projects = s
	s.Directory, s.Change, s.On, s.live, s.present, s.stamp = &dir, live.Change, on, live, live.Catalogue, k.stamps.Add(1)
	k.remember(s)
	return s, nil
}

// overlayMonths shows, of the monthly attributes, the value of the month that
// the day lies in, also where it was entered later.
func (k *Keeper) overlayMonths(ctx context.Context, b *builder, on day.Day) error {
	return project.EachOfMonth(ctx, k.db, on.Month(), b.putMonth)
}

// recall returns a snapshot of the past that still holds: nothing recorded
// since reaches back to its day.
func (k *Keeper) recall(ctx context.Context, on day.Day, live *Snapshot) (*Snapshot, error) {
	k.pastMu.Lock()
	i := slices.IndexFunc(k.past, func(s *Snapshot) bool { return s.On == on })
	var s *Snapshot
	if i >= 0 {
		s = k.past[i]
	}
	k.pastMu.Unlock()
	if s == nil || s.Change == live.Change {
		return s, nil
	}
	if s.present != live.Catalogue {
		return nil, nil
	}
	since, ok, err := k.corrected(ctx, s.Change, on)
	if err != nil || !ok {
		return nil, err
	}
	fresh := &Snapshot{veils: &veils{}, Change: live.Change, On: on, Catalogue: s.Catalogue, pages: s.pages, count: s.count, index: s.index, columns: s.columns, money: s.money, members: s.members, live: live, present: live.Catalogue, stamp: s.stamp}
	if err := k.patch(ctx, fresh, since); err != nil {
		return nil, err
	}
	dir := *live.Directory
	dir.projects = fresh
	fresh.Directory = &dir
	k.remember(fresh)
	return fresh, nil
}

// Rest lets go of the snapshots of the past; they are read again when asked for.
func (k *Keeper) Rest() {
	k.pastMu.Lock()
	defer k.pastMu.Unlock()
	k.past, k.known = nil, nil
}

func (k *Keeper) remember(s *Snapshot) {
	k.pastMu.Lock()
	defer k.pastMu.Unlock()
	k.past = slices.DeleteFunc(k.past, func(o *Snapshot) bool { return o.On == s.On })
	k.past = slices.Insert(k.past, 0, s)
	ends, others := 0, 0
	k.past = slices.DeleteFunc(k.past, func(o *Snapshot) bool {
		if o.On == o.On.Month().Last() {
			ends++
			return ends > keepEnds
		}
		others++
		return others > keepPast
	})
}
