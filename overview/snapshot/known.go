package snapshot

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// keepKnown is how many frozen readings stay in memory; a review needs its own
// and that of the review before.
const keepKnown = 6

// trendMonths is how many months of weather a frozen reading holds, the last one
// being that of its day.
const trendMonths = 12

// KnownAt returns the portfolio as it was at the end of a day, as it was known
// when a change was the last. Nothing that is edited, deleted, taken back or
// imported later changes it, at whatever date: it reads the history alone. Only
// who may see a row is decided by the rights of now, and people have the name
// that they have now.
func (k *Keeper) KnownAt(ctx context.Context, on day.Day, change int64) (*Snapshot, error) {
	s, err := k.knownAt(ctx, on, change)
	return s.For(access.Reader(ctx)), err
}

func (k *Keeper) knownAt(ctx context.Context, on day.Day, change int64) (*Snapshot, error) {
	live, err := k.whole(ctx)
	if err != nil {
		return nil, err
	}
	if s := k.recallKnown(on, change, live); s != nil {
		return s, nil
	}
	k.building.Lock()
	defer k.building.Unlock()
	if s := k.recallKnown(on, change, live); s != nil {
		return s, nil // somebody asked for the same reading meanwhile
	}
	s, err := k.readKnown(ctx, on, change, live)
	if err != nil {
		return nil, fmt.Errorf("reading the portfolio as of %s as known at change %d: %w", on, change, err)
	}
	k.rememberKnown(s)
	return s, nil
}

func (k *Keeper) readKnown(ctx context.Context, on day.Day, change int64, live *Snapshot) (*Snapshot, error) {
	c, err := field.KnownAt(ctx, k.db, project.Entity, on, change)
	if err != nil {
		return nil, err
	}
	if c, err = c.RightsOfNow(ctx, k.db); err != nil {
		return nil, err
	}
	b := newBuilder(c, k.db.Seal)
	err = db.EachAsOf(ctx, k.db, project.Entity, on, change, func(r *db.State) error {
		return b.putStored(r)
	})
	if err != nil {
		return nil, err
	}
	s := b.s
	s.trend = map[int64]*[trendMonths]int8{}
	there := make([]int64, 0, len(s.index))
	for id, row := range s.index {
		if state := s.StateOf(row); state != project.Deleted && state != project.Merged {
			there = append(there, id)
		}
	}
	months := project.Known{Change: change, Month: on.Month(), Key: "weather", Since: on.Month() - trendMonths + 1, Of: there, Slots: c.Slots()}
	err = project.EachMonthKnownAt(ctx, k.db, months, func(id int64, key string, month day.Month, v field.Value) {
		if _, there := s.index[id]; there && key == "weather" {
			s.noteWeather(id, on.Month(), month, v)
		}
		if month == on.Month() {
			b.putMonth(id, key, month, v)
		}
	})
	if err != nil {
		return nil, err
	}
	if s.members, err = portfolio.MembersKnownAt(ctx, k.db, on, change); err != nil {
		return nil, err
	}
	if s.rates, err = k.ratesKnownAt(ctx, on, change); err != nil {
		return nil, err
	}
	dir := *live.Directory
	if dir.Units, err = k.unitsKnownAt(ctx, change); err != nil {
		return nil, err
	}
	dir.projects = s
	s.Directory, s.Change, s.On, s.live, s.present = &dir, change, on, live, live.Catalogue
	return s, nil
}

// Frozen reports whether the snapshot is a frozen reading: what was known at a change.
func (s *Snapshot) Frozen() bool { return s.trend != nil }

func (k *Keeper) unitsKnownAt(ctx context.Context, change int64) (map[int64]Entry, error) {
	units, err := access.UnitsKnownAt(ctx, k.db, change)
	out := make(map[int64]Entry, len(units))
	for id, u := range units {
		out[id] = Entry{k.db.Seal(id), u.Name, label.Fold(u.Name), u.Code}
	}
	return out, err
}

// noteWeather keeps the weather of a month for the trend.
func (s *Snapshot) noteWeather(id int64, last, month day.Month, v field.Value) {
	back := int(last - month)
	if back < 0 || back >= trendMonths || !v.Set {
		return
	}
	t := s.trend[id]
	if t == nil {
		t = &[trendMonths]int8{}
		s.trend[id] = t
	}
	t[trendMonths-1-back] = int8(v.N)
}

// Weather returns the weather of a project in the twelve months that end with
// the day of a frozen reading, as words, oldest first; "" for none, and for all of a
// project that was not there on the day.
func (s *Snapshot) Weather(id int64) []string {
	out := make([]string, trendMonths)
	if t := s.trend[id]; t != nil {
		for i, n := range t {
			if n > 0 && int(n) <= len(field.Weathers) {
				out[i] = field.Weathers[n-1]
			}
		}
	}
	return out
}

// putMonth shows a monthly value in the row of its project.
func (b *builder) putMonth(id int64, key string, month day.Month, v field.Value) {
	if _, ok := b.s.index[id]; !ok {
		return
	}
	c, ok := b.s.columns[key]
	if !ok {
		return
	}
	pg, i := b.row(id)
	pg.cols[c].set(i, b.kinds[c], v)
	if c, ok := b.s.columns[key+"_month"]; ok {
		pg.cols[c].set(i, field.Month, field.Int(int64(month)))
	}
}

// recallKnown returns a frozen reading that is in memory, with the rights and
// the names of people of now.
func (k *Keeper) recallKnown(on day.Day, change int64, live *Snapshot) *Snapshot {
	k.pastMu.Lock()
	defer k.pastMu.Unlock()
	i := slices.IndexFunc(k.known, func(s *Snapshot) bool { return s.On == on && s.Change == change })
	if i < 0 {
		return nil
	}
	s := k.known[i]
	if s.present != live.Catalogue { // who may read what may have changed
		k.known = slices.Delete(k.known, i, i+1)
		return nil
	}
	if s.live != live {
		fresh := &Snapshot{veils: &veils{}, Change: change, On: on, Catalogue: s.Catalogue, pages: s.pages, count: s.count, index: s.index, columns: s.columns, money: s.money, members: s.members, trend: s.trend, rates: s.rates, live: live, present: live.Catalogue}
		dir := *live.Directory
		dir.Units, dir.projects = s.Directory.Units, fresh
		fresh.Directory = &dir
		s = fresh
	}
	k.known = slices.Insert(slices.Delete(k.known, i, i+1), 0, s)
	return s
}

func (k *Keeper) rememberKnown(s *Snapshot) {
	k.pastMu.Lock()
	defer k.pastMu.Unlock()
	k.known = slices.Insert(k.known, 0, s)
	k.known = k.known[:min(len(k.known), keepKnown)]
}
