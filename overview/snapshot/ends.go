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

// public returns the opaque id of a project.
func (b *builder) public(id int64) string {
	if b.like != nil {
		if r, ok := b.like.index[id]; ok {
			return b.like.head(r).public
		}
	}
	return b.seal(id)
}

// share gives a cell the text of another snapshot where it is the same, and
// reports whether it did: most texts stay as they are for years.
func (b *builder) share(c *column, i int, id int64, key string, v field.Value) bool {
	if b.like == nil || v.S == "" {
		return false
	}
	r, ok := b.like.index[id]
	from, known := b.like.columns[key]
	if !ok || !known {
		return false
	}
	other := &b.like.pages[r/pageRows].cols[from]
	at := int(r % pageRows)
	if other.s == nil || other.s[at] != v.S {
		return false
	}
	if c.s == nil {
		c.s = make([]string, pageRows)
	}
	c.s[i] = other.s[at]
	if other.f != nil {
		if c.f == nil {
			c.f = make([]string, pageRows)
		}
		c.f[i] = other.f[at]
	}
	return true
}

// Since says, for the head of a column, what the snapshot is compared with.
func (s *Snapshot) Since() label.Text {
	if !s.Title.IsZero() {
		return label.T("Against the baseline", "Par rapport à la référence")
	}
	return label.T("Since "+s.On.In(label.EN), "Depuis le "+s.On.In(label.FR))
}

// Ends returns the portfolio at the ends of the months before that of a day, as
// AsOf would, oldest first: n of them, or fewer where the calendar begins. Those
// that are not in memory are read in one pass over the history.
func (k *Keeper) Ends(ctx context.Context, before day.Day, n int) ([]*Snapshot, error) {
	all, err := k.ends(ctx, before, n)
	for i, s := range all {
		all[i] = s.For(access.Reader(ctx))
	}
	return all, err
}

func (k *Keeper) ends(ctx context.Context, before day.Day, n int) ([]*Snapshot, error) {
	live, err := k.whole(ctx)
	if err != nil {
		return nil, err
	}
	var days []day.Day
	for m := max(before.Month()-day.Month(n), day.Month(12)); m < before.Month(); m++ {
		if m.Last() < live.On {
			days = append(days, m.Last())
		}
	}
	k.building.Lock()
	defer k.building.Unlock()
	out := make([]*Snapshot, len(days))
	missing := map[day.Day]int{}
	for i, on := range days {
		if out[i], err = k.recall(ctx, on, live); err != nil {
			return nil, err
		}
		if out[i] == nil {
			missing[on] = i
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	made, err := k.readDays(ctx, live, missing)
	if err != nil {
		return nil, fmt.Errorf("reading the ends of months before %s: %w", before, err)
	}
	for _, s := range made {
		out[missing[s.On]] = s
		k.remember(s)
	}
	return out, nil
}

// spanning is a version and the days on which it counts.
type spanning struct {
	db.State
	Until day.Day `db:"until_day"` // 0 for no end
}

// readDays reads the portfolio as of some days.
func (k *Keeper) readDays(ctx context.Context, live *Snapshot, days map[day.Day]int) ([]*Snapshot, error) {
	builders := map[day.Day]*builder{}
	first, last := day.Last, day.Day(0)
	for on := range days {
		then, err := live.Catalogue.AsOf(ctx, k.db, on)
		if err != nil {
			return nil, err
		}
		b := newBuilder(then, k.db.Seal)
		b.like, b.s.On = live, on
		builders[on] = b
		first, last = min(first, on), max(last, on)
	}
	err := db.Each(ctx, k.db, func(v *spanning) error {
		for on, b := range builders {
			if v.From <= on && (v.Until == 0 || v.Until > on) {
				if err := b.putStored(&v.State); err != nil {
					return err
				}
			}
		}
		return nil
	}, `SELECT object, version, from_day, until_day, data FROM history
		WHERE entity = $1 AND superseded IS NULL AND from_day <= $2 AND (until_day IS NULL OR until_day > $3) AND data IS NOT NULL`, project.Entity, last, first)
	if err != nil {
		return nil, err
	}
	out := make([]*Snapshot, 0, len(days))
	for on, b := range builders {
		if err := k.overlayMonths(ctx, b, on); err != nil {
			return nil, err
		}
		s := b.s
		if s.members, err = portfolio.MembersAsOf(ctx, k.db, on); err != nil {
			return nil, err
		}
		dir := *live.Directory
		dir.projects = s
		s.Directory, s.Change, s.live, s.present, s.stamp = &dir, live.Change, live, live.Catalogue, k.stamps.Add(1)
		out = append(out, s)
	}
	return out, nil
}

// mostPatched is how many projects of the past are read again one by one; when
// more were corrected, everything is read again.
const mostPatched = 1500

// corrected are the projects that changes after one recorded anew for a day or
// before it; ok is false when it is better to read everything again.
type corrected struct {
	projects []int64
	members  bool
}

func (k *Keeper) corrected(ctx context.Context, change int64, on day.Day) (c corrected, ok bool, err error) {
	type version struct {
		Entity string  `db:"entity"`
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
	}
	again := false
	err = db.Each(ctx, k.db, func(v *version) error {
		switch v.Entity {
		case project.Entity:
			c.projects = append(c.projects, v.Object)
		case portfolio.MemberEntity:
			c.members = true
		case project.MonthEntity:
			vs, _, err := field.DecodeAll(v.Data.S)
			if again = again || v.Data.Null || err != nil; day.Month(vs["month"].N) == on.Month() {
				c.projects = append(c.projects, vs["project"].N)
			}
		}
		return nil
	}, `SELECT entity, object, CASE WHEN entity = 'month' THEN data ELSE NULL END AS data FROM history
		WHERE change > $1 AND (from_day <= $2 OR entity = 'month')
		UNION ALL
		SELECT entity, object, CASE WHEN entity = 'month' THEN data ELSE NULL END AS data FROM history
		WHERE superseded > $1 AND (from_day <= $2 OR entity = 'month')`, change, on)
	slices.Sort(c.projects)
	c.projects = slices.Compact(c.projects)
	return c, err == nil && !again && len(c.projects) <= mostPatched, err
}

// blank empties the row of a project, as one that is not there.
func (b *builder) blank(id int64) {
	if _, ok := b.s.index[id]; !ok {
		return
	}
	pg, i := b.row(id)
	pg.heads[i].state = project.Merged
	for c := range pg.cols {
		pg.cols[c].set(i, b.kinds[c], field.Value{})
	}
}

// patch reads again what was corrected of a snapshot of the past.
func (k *Keeper) patch(ctx context.Context, s *Snapshot, c corrected) (err error) {
	if c.members {
		s.stamp = k.stamps.Add(1)
		if s.members, err = portfolio.MembersAsOf(ctx, k.db, s.On); err != nil {
			return err
		}
	}
	if len(c.projects) == 0 {
		return nil
	}
	b := from(s, k.db.Seal)
	b.s.live, b.like = s.live, s.live
	wanted := map[int64]bool{}
	for _, id := range c.projects {
		wanted[id] = true
		b.blank(id)
	}
	for part := range slices.Chunk(c.projects, 400) {
		in, args := db.List([]any{project.Entity, s.On}, part)
		err := db.Each(ctx, k.db, b.putStored, `SELECT object, version, from_day, data FROM history
			WHERE entity = $1 AND superseded IS NULL AND from_day <= $2 AND (until_day IS NULL OR until_day > $2) AND data IS NOT NULL AND object IN `+in, args...)
		if err != nil {
			return err
		}
	}
	err = project.EachOfMonth(ctx, k.db, s.On.Month(), func(id int64, key string, month day.Month, v field.Value) {
		if wanted[id] {
			b.putMonth(id, key, month, v)
		}
	})
	s.pages, s.count, s.index, s.stamp = b.s.pages, b.s.count, b.s.index, k.stamps.Add(1)
	return err
}
