// Package agenda holds the key dates, risks, actions and decisions of all
// projects in memory and answers every list of them: across projects, filtered,
// sorted, counted by what is late and what is near, as they are now or as they
// were on a day. Who may see what is decided by the projects, or the portfolios,
// that they belong to.
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
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/constant"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/heading"
	"vigie/room/hierarchy"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/record"
	"vigie/room/risk"
)

// Kinds are what stands in registers across projects.
var Kinds = []*record.Kind{milestone.Kind, risk.Kind, action.Kind, decision.Kind}

// KindOf returns the kind of an entity; nil when it has no register.
func KindOf(entity string) *record.Kind {
	i := slices.IndexFunc(Kinds, func(k *record.Kind) bool { return k.Entity == entity })
	if i < 0 {
		return nil
	}
	return Kinds[i]
}

// NoAttribute says that an object, a project or what stands in a register, has no
// attribute of a key.
func NoAttribute(object, key string) label.Text {
	if k := KindOf(object); k != nil {
		return label.F("“%s” is not an attribute of %s", "«\u202f%s\u202f» n’est pas un attribut des %s", key, k.Many)
	}
	return label.F("“%s” is not an attribute of projects", "«\u202f%s\u202f» n’est pas un attribut des projets", key)
}

// Keeper keeps the records of one kind up to date beside the portfolio, and
// those of the past that were asked for last.
type Keeper struct {
	Kind      *record.Kind
	db        *db.DB
	portfolio *snapshot.Keeper
	others    map[string]*Keeper // of all kinds, by entity
	live      atomic.Pointer[book]
	mu        sync.Mutex // one refresh at a time
	pastMu    sync.Mutex // one reading of the past at a time
	past      []*book    // last used first
}

// keepPast is how many days of the past, or frozen readings, stay in memory.
const keepPast = 4

// NewKeeper makes the keepers of all kinds and returns that of the key dates;
// Of gives the others. The first reading of each loads its records.
func NewKeeper(d *db.DB, portfolio *snapshot.Keeper) *Keeper {
	all := map[string]*Keeper{}
	for _, kind := range Kinds {
		all[kind.Entity] = &Keeper{Kind: kind, db: d, portfolio: portfolio, others: all}
	}
	if portfolio != nil { // the description of the API is written without one
		portfolio.Link(all[milestone.Entity])
	}
	return all[milestone.Entity]
}

// Of returns the keeper of a kind, over the same portfolio.
func (k *Keeper) Of(kind *record.Kind) *Keeper { return k.others[kind.Entity] }

// book is all records of a kind at one change, as of one day. It never changes.
type book struct {
	change    int64
	known     int64 // as known at this change; 0 for as known now
	on        day.Day
	catalogue *field.Catalogue
	present   *field.Catalogue // of the live book, for one of the past
	rules     record.Rules
	all       []*record.Record // by id
	veils     *veils
	homes     map[int64]portfolio.Portfolio
}

// Reading is the records of a kind and the projects at one date.
type Reading struct {
	Kind     *record.Kind
	Projects *snapshot.Snapshot
	homes    map[int64]portfolio.Portfolio // the portfolios of now, whose rights count
	past     bool
	*book
}

// On returns the day that the reading shows.
func (r *Reading) On() day.Day { return r.Projects.On }

// Change returns the last change that the reading knows.
func (r *Reading) Change() int64 { return min(r.Projects.Change, r.change) }

// Catalogue returns the attributes of the kind at the date of the reading.
func (r *Reading) Catalogue() *field.Catalogue { return r.catalogue }

// Live returns the records as they are after the last change of any node.
func (k *Keeper) Live(ctx context.Context) (*Reading, error) {
	b, err := k.now(ctx)
	if err != nil {
		return nil, err
	}
	s, err := k.portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return b.reading(k, access.Reader(ctx), s, b.homes, false), nil
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
	c, err := field.Load(ctx, k.db, k.Kind.Entity)
	if err != nil {
		return nil, err
	}
	b := &book{change: last, catalogue: c, rules: k.Kind.Rules(c), veils: &veils{}}
	err = k.Kind.Each(ctx, k.db, nil, func(m *record.Record) error { b.all = append(b.all, m); return nil })
	if err == nil {
		b.homes, err = k.portfolios(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("loading the register of %s: %w", k.Kind.Entity, err)
	}
	return b, nil
}

// portfolios are those that records of the kind may belong to, by id.
func (k *Keeper) portfolios(ctx context.Context) (map[int64]portfolio.Portfolio, error) {
	out := map[int64]portfolio.Portfolio{}
	if !k.Kind.Homes {
		return out, nil
	}
	all, err := portfolio.List(ctx, k.db, access.System("agenda"))
	for _, p := range all {
		out[p.ID] = p
	}
	return out, err
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
	homes := false
	for _, e := range events {
		switch e.Entity {
		case field.Entity, hierarchy.NodeEntity, constant.Entity, heading.Entity:
			return k.load(ctx)
		case k.Kind.Entity:
			ids = append(ids, e.Object)
		case portfolio.Entity:
			homes = true
		}
	}
	b := *old
	b.change, b.veils = last, &veils{}
	if homes {
		if b.homes, err = k.portfolios(ctx); err != nil {
			return nil, err
		}
	}
	return &b, k.replace(ctx, &b, ids)
}

// replace reads records again; those that are gone leave the book.
func (k *Keeper) replace(ctx context.Context, b *book, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	again := map[int64]bool{}
	for _, id := range ids {
		again[id] = true
	}
	b.all = slices.DeleteFunc(slices.Clone(b.all), func(m *record.Record) bool { return again[m.ID] })
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), 400) {
		err := k.Kind.Each(ctx, k.db, part, func(m *record.Record) error { b.all = append(b.all, m); return nil })
		if err != nil {
			return err
		}
	}
	slices.SortFunc(b.all, byID)
	return nil
}

func byID(a, b *record.Record) int { return cmp.Compare(a.ID, b.ID) }

// AsOf returns the records as they were at the end of a day, as known now.
func (k *Keeper) AsOf(ctx context.Context, on day.Day) (*Reading, error) {
	shown, err := k.Live(ctx)
	if err != nil || on >= shown.On() {
		return shown, err
	}
	live, err := k.now(ctx)
	if err != nil {
		return nil, err
	}
	b, err := k.then(ctx, on, 0, live)
	if err != nil {
		return nil, err
	}
	s, err := k.portfolio.AsOf(ctx, on)
	if err != nil {
		return nil, err
	}
	return b.reading(k, access.Reader(ctx), s, live.homes, true), nil
}

// KnownAt returns the records as they were at the end of a day, as it was known
// when a change was the last; nothing that is done later alters it.
func (k *Keeper) KnownAt(ctx context.Context, on day.Day, change int64) (*Reading, error) {
	live, err := k.now(ctx)
	if err != nil {
		return nil, err
	}
	b, err := k.then(ctx, on, change, live)
	if err != nil {
		return nil, err
	}
	s, err := k.portfolio.KnownAt(ctx, on, change)
	if err != nil {
		return nil, err
	}
	return b.reading(k, access.Reader(ctx), s, live.homes, true), nil
}

func (k *Keeper) then(ctx context.Context, on day.Day, known int64, live *book) (*book, error) {
	k.pastMu.Lock()
	defer k.pastMu.Unlock()
	if b, err := k.recall(ctx, on, known, live); b != nil || err != nil {
		return b, err
	}
	var c *field.Catalogue
	var err error
	if known == 0 {
		c, err = live.catalogue.AsOf(ctx, k.db, on)
	} else {
		c, err = field.KnownAt(ctx, k.db, k.Kind.Entity, on, known)
		if err == nil {
			c, err = c.RightsOfNow(ctx, k.db)
		}
	}
	if err != nil {
		return nil, err
	}
	b := &book{change: live.change, known: known, on: on, catalogue: c, present: live.catalogue, rules: k.Kind.Rules(c), veils: &veils{}}
	err = db.EachAsOf(ctx, k.db, k.Kind.Entity, on, known, func(s *db.State) error {
		m, err := record.FromHistory(c.Slots(), s.Object, s.Version, s.Data)
		b.all = append(b.all, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the register of %s as of %s: %w", k.Kind.Entity, on, err)
	}
	slices.SortFunc(b.all, byID)
	k.remember(b)
	return b, nil
}

// recall returns a book of the past that still holds: nothing recorded since
// reaches back to its day, or it is frozen.
func (k *Keeper) recall(ctx context.Context, on day.Day, known int64, live *book) (*book, error) {
	i := slices.IndexFunc(k.past, func(b *book) bool {
		return b.on == on && b.known == known && b.present == live.catalogue // else who may read what may have changed
	})
	if i < 0 {
		return nil, nil
	}
	b := k.past[i]
	if known != 0 || b.change == live.change {
		return b, nil
	}
	n, err := db.Get[int64](ctx, k.db, `SELECT
		(SELECT count(*) FROM history WHERE change > $1 AND from_day <= $2 AND entity = $3) +
		(SELECT count(*) FROM history WHERE superseded > $1 AND entity || '' = $3)`, b.change, on, k.Kind.Entity)
	if err != nil || n > 0 {
		return nil, err
	}
	fresh := *b
	fresh.change, fresh.veils = live.change, &veils{}
	k.remember(&fresh)
	return &fresh, nil
}

func (k *Keeper) remember(b *book) {
	k.past = slices.DeleteFunc(k.past, func(o *book) bool { return o.on == b.on && o.known == b.known })
	k.past = slices.Insert(k.past, 0, b)
	k.past = k.past[:min(len(k.past), keepPast)]
}
