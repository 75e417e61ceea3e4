// Package agenda holds the key dates of all projects in memory and answers every
// list of them: across projects, filtered, sorted, counted by what is late and
// what is near, as they are now or as they were on a day. Who may see what is
// decided by the projects they belong to.
package agenda

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/milestone"
)

// Keeper keeps the key dates up to date beside the portfolio, and those of the
// past that were asked for last.
type Keeper struct {
	db        *db.DB
	portfolio *snapshot.Keeper
	live      atomic.Pointer[book]
	mu        sync.Mutex // one refresh at a time
	pastMu    sync.Mutex // one reading of the past at a time
	past      []*book    // last used first
}

// keepPast is how many days of the past stay in memory.
const keepPast = 4

// NewKeeper makes a keeper; the first reading loads the key dates.
func NewKeeper(d *db.DB, portfolio *snapshot.Keeper) *Keeper {
	return &Keeper{db: d, portfolio: portfolio}
}

// book is all key dates at one change, as of one day. It never changes.
type book struct {
	change    int64
	on        day.Day
	catalogue *field.Catalogue
	present   *field.Catalogue // of the live book, for one of the past
	rules     milestone.Rules
	all       []*milestone.Milestone // by id
}

// Reading is the key dates and the projects at one date.
type Reading struct {
	Projects *snapshot.Snapshot
	*book
}

// On returns the day that the reading shows.
func (r *Reading) On() day.Day { return r.Projects.On }

// Change returns the last change that the reading knows.
func (r *Reading) Change() int64 { return min(r.Projects.Change, r.change) }

// Catalogue returns the attributes of key dates at the date of the reading.
func (r *Reading) Catalogue() *field.Catalogue { return r.catalogue }

// Live returns the key dates as they are after the last change of any node.
func (k *Keeper) Live(ctx context.Context) (*Reading, error) {
	b, err := k.now(ctx)
	if err != nil {
		return nil, err
	}
	s, err := k.portfolio.Live(ctx)
	return &Reading{s, b}, err
}

func (k *Keeper) now(ctx context.Context) (*book, error) {
	last, err := k.db.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	if b := k.live.Load(); b != nil && b.change >= last {
		return b, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	b := k.live.Load()
	switch {
	case b == nil:
		b, err = k.load(ctx)
	case b.change < last:
		b, err = k.refresh(ctx, b)
	}
	if err == nil {
		k.live.Store(b)
	}
	return b, err
}

func (k *Keeper) load(ctx context.Context) (*book, error) {
	last, err := k.db.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	c, err := field.Load(ctx, k.db, milestone.Entity)
	if err != nil {
		return nil, err
	}
	b := &book{change: last, catalogue: c, rules: milestone.RulesOf(c)}
	err = milestone.Each(ctx, k.db, nil, func(m *milestone.Milestone) error { b.all = append(b.all, m); return nil })
	if err != nil {
		return nil, fmt.Errorf("loading the key dates: %w", err)
	}
	return b, nil
}

type touched struct {
	Change int64  `db:"change"`
	Entity string `db:"entity"`
	Object int64  `db:"object"`
}

// refresh brings a book up to the last change by the events since.
func (k *Keeper) refresh(ctx context.Context, old *book) (*book, error) {
	last, err := k.db.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	events, err := db.Select[touched](ctx, k.db, "SELECT change, entity, object FROM event WHERE change > $1 AND change <= $2 ORDER BY change", old.change, last)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 || events[0].Change != old.change+1 {
		return k.load(ctx) // events were pruned, or a change touched nothing we can follow
	}
	var ids []int64
	for _, e := range events {
		switch e.Entity {
		case field.Entity:
			return k.load(ctx)
		case milestone.Entity:
			ids = append(ids, e.Object)
		}
	}
	b := *old
	b.change = last
	return &b, k.replace(ctx, &b, ids)
}

// replace reads key dates again; those that are gone leave the book.
func (k *Keeper) replace(ctx context.Context, b *book, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	again := map[int64]bool{}
	for _, id := range ids {
		again[id] = true
	}
	b.all = slices.DeleteFunc(slices.Clone(b.all), func(m *milestone.Milestone) bool { return again[m.ID] })
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), 400) {
		err := milestone.Each(ctx, k.db, part, func(m *milestone.Milestone) error { b.all = append(b.all, m); return nil })
		if err != nil {
			return err
		}
	}
	slices.SortFunc(b.all, byID)
	return nil
}

func byID(a, b *milestone.Milestone) int { return cmp.Compare(a.ID, b.ID) }

// AsOf returns the key dates as they were at the end of a day, as known now.
func (k *Keeper) AsOf(ctx context.Context, on day.Day) (*Reading, error) {
	live, err := k.Live(ctx)
	if err != nil || on >= live.On() {
		return live, err
	}
	b, err := k.then(ctx, on, live.book)
	if err != nil {
		return nil, err
	}
	s, err := k.portfolio.AsOf(ctx, on)
	return &Reading{s, b}, err
}

func (k *Keeper) then(ctx context.Context, on day.Day, live *book) (*book, error) {
	k.pastMu.Lock()
	defer k.pastMu.Unlock()
	if b, err := k.recall(ctx, on, live); b != nil || err != nil {
		return b, err
	}
	c, err := live.catalogue.AsOf(ctx, k.db, on)
	if err != nil {
		return nil, err
	}
	b := &book{change: live.change, on: on, catalogue: c, present: live.catalogue, rules: milestone.RulesOf(c)}
	err = db.EachAsOf(ctx, k.db, milestone.Entity, on, 0, func(s *db.State) error {
		m, err := milestone.FromHistory(s.Object, s.Version, s.Data)
		b.all = append(b.all, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the key dates as of %s: %w", on, err)
	}
	slices.SortFunc(b.all, byID)
	k.remember(b)
	return b, nil
}

// recall returns a book of the past that still holds: nothing recorded since
// reaches back to its day.
func (k *Keeper) recall(ctx context.Context, on day.Day, live *book) (*book, error) {
	i := slices.IndexFunc(k.past, func(b *book) bool { return b.on == on && b.present == live.catalogue })
	if i < 0 {
		return nil, nil
	}
	b := k.past[i]
	if b.change == live.change {
		return b, nil
	}
	n, err := db.Get[int64](ctx, k.db, `SELECT
		(SELECT count(*) FROM history WHERE change > $1 AND from_day <= $2 AND entity = 'milestone') +
		(SELECT count(*) FROM history WHERE superseded > $1 AND entity = 'milestone')`, b.change, on)
	if err != nil || n > 0 {
		return nil, err
	}
	fresh := *b
	fresh.change = live.change
	k.remember(&fresh)
	return &fresh, nil
}

func (k *Keeper) remember(b *book) {
	k.past = slices.DeleteFunc(k.past, func(o *book) bool { return o.on == b.on })
	k.past = slices.Insert(k.past, 0, b)
	k.past = k.past[:min(len(k.past), keepPast)]
}
