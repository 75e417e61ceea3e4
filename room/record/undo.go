package record

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Kept says what taking a set of changes back left as it is, and why. Key is
// empty when it is the whole record.
type Kept struct {
	ID     int64
	Name   string
	Key    string
	Reason label.Text
}

// TakeBack undoes what the changes of a set, such as an import, did to records
// of the kind. The versions they recorded no longer count, and what was in force
// before is in force again. Later versions lose what they took over from the
// set; a value that was changed since stays, and is reported. A record that
// the set made disappears, unless it was edited since.
func (k *Kind) TakeBack(ctx context.Context, tx *db.Tx, who access.Who, set int64, ids []int64) ([]Kept, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	var kept []Kept
	for part := range slices.Chunk(ids, 400) {
		if err := lock(ctx, tx, k.Entity, part); err != nil {
			return nil, err
		}
		now := map[int64]*Record{}
		if err := k.Each(ctx, tx, part, func(m *Record) error { now[m.ID] = m; return nil }); err != nil {
			return nil, err
		}
		lines, err := k.linesOf(ctx, tx, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			if now[id] == nil {
				continue // it was deleted since, and stays so
			}
			u := undoer{kind: k, tx: tx, set: set, now: now[id], line: lines[id]}
			if err := u.takeBack(ctx); err != nil {
				return nil, err
			}
			kept = append(kept, u.kept...)
		}
	}
	return kept, nil
}

// recorded is a version with the set that its change was a part of.
type recorded struct {
	db.Recorded
	Set db.ID `db:"change_set"`
	m   *Record
}

func (k *Kind) linesOf(ctx context.Context, q db.Querier, ids []int64) (map[int64][]*recorded, error) {
	slots, err := field.SlotsOf(ctx, q, k.Entity)
	if err != nil {
		return nil, err
	}
	in, args := db.List([]any{k.Entity}, ids)
	out := map[int64][]*recorded{}
	err = db.Each(ctx, q, func(r *recorded) (err error) {
		c := *r
		if !c.Data.Null {
			c.m, err = FromHistory(slots, c.Object, c.Version, c.Data.S)
		}
		out[c.Object] = append(out[c.Object], &c)
		return err
	}, `SELECT h.id, h.entity, h.object, h.version, h.from_day, h.change, h.superseded, h.data, c.change_set FROM history h JOIN change c ON c.number = h.change
		WHERE h.entity = $1 AND h.object IN `+in+" ORDER BY h.object, h.change, h.id", args...)
	return out, err
}

// undoer takes a set back from one record. line is every version ever
// recorded, in that order.
type undoer struct {
	kind *Kind
	tx   *db.Tx
	set  int64
	now  *Record
	line []*recorded
	kept []Kept
}

func (u *undoer) takeBack(ctx context.Context) error {
	var mine *recorded
	for _, r := range u.line {
		if int64(r.Set) == u.set {
			mine = r
		}
	}
	if mine == nil || mine.m == nil {
		return nil
	}
	made := !slices.ContainsFunc(u.line, func(r *recorded) bool { return r.Change < mine.Change })
	later := u.since(mine)
	if made && slices.ContainsFunc(later, func(r *recorded) bool { return !r.m.Values.Equal(mine.m.Values) }) {
		u.keep("", label.T("The import made this key date, and it was edited since; it stays as it is", "L’import a créé cette date clé, et elle a été modifiée depuis ; elle reste telle quelle"))
		return nil
	}
	if mine.Superseded == 0 {
		u.tx.Retract(mine.Recorded)
	}
	u.now.home().touch(u.tx)
	if made {
		for _, r := range later {
			u.tx.Retract(r.Recorded)
		}
		_, err := db.Exec(ctx, u.tx, "DELETE FROM "+u.kind.Entity+" WHERE id = $1", u.now.ID)
		return err
	}
	return u.restore(ctx, mine)
}

// since lists the versions recorded after one of the set that count, by day.
func (u *undoer) since(mine *recorded) []*recorded {
	var out []*recorded
	for _, r := range u.line {
		if r.Change > mine.Change && r.Superseded == 0 && r.From >= mine.From && r.m != nil {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *recorded) int { return int(a.From - b.From) })
	return out
}

// restore brings back what the set's version stood in the place of, and takes
// from the versions recorded since, and from the row, what came from the set.
func (u *undoer) restore(ctx context.Context, mine *recorded) error {
	before := u.inForce(mine.From, mine.Change)
	if sameDay := u.at(mine.From, mine.Change); sameDay != nil && mine.Superseded == 0 {
		u.record(mine.From, sameDay.m)
	}
	changed := differing(before, mine.m)
	last, next := u.last(), before
	for _, r := range u.since(mine) {
		m := r.m.clone()
		for _, k := range changed {
			if m.Values[k].Equal(mine.m.Values[k]) {
				set(m.Values, k, valueOf(before, k))
			} else if r == last {
				u.keep(k, label.T("The value was changed since; it stays", "La valeur a été modifiée depuis ; elle reste"))
			}
		}
		if !m.Values.Equal(r.m.Values) {
			u.record(r.From, m)
		}
		if r == last {
			next = m
		}
	}
	if next == nil || last != mine && last.Change < mine.Change {
		return nil // the row says what holds since a later day
	}
	return u.put(ctx, next.Values)
}

// last is the version that holds today; of the versions that count.
func (u *undoer) last() *recorded {
	var last *recorded
	for _, r := range u.line {
		if r.Superseded == 0 && (last == nil || r.From > last.From) {
			last = r
		}
	}
	return last
}

func (u *undoer) put(ctx context.Context, vs field.Values) error {
	m := u.now.clone()
	m.Values = vs
	m.Version, m.Updated, m.UpdatedBy = u.now.Version+1, u.tx.Millis(), u.tx.Origin().Actor
	return u.kind.Table.put(ctx, u.tx, m)
}

// inForce is what was known to hold on a day just before a change; nil when the
// record was not there.
func (u *undoer) inForce(on day.Day, change int64) *Record {
	var best *recorded
	for _, r := range u.line {
		known := r.Change < change && (r.Superseded == 0 || int64(r.Superseded) >= change)
		if known && r.From <= on && (best == nil || r.From > best.From || r.From == best.From && r.Change > best.Change) {
			best = r
		}
	}
	if best == nil {
		return nil
	}
	return best.m
}

// at is the version of a day that a change corrected away; nil when there was none.
func (u *undoer) at(on day.Day, change int64) *recorded {
	i := slices.IndexFunc(u.line, func(r *recorded) bool { return r.From == on && int64(r.Superseded) == change })
	if i < 0 {
		return nil
	}
	return u.line[i]
}

func (u *undoer) record(from day.Day, m *Record) {
	data := ""
	if m != nil {
		data = m.data()
	}
	u.tx.Record(db.Version{Entity: u.kind.Entity, Object: u.now.ID, Version: u.now.Version + 1, From: from, Data: data})
}

func (u *undoer) keep(key string, why label.Text) {
	u.kept = append(u.kept, Kept{u.now.ID, u.now.Name(), key, why})
}

func valueOf(m *Record, key string) field.Value {
	if m == nil {
		return field.Value{}
	}
	return m.Values[key]
}

// differing lists the attributes that are not the same; before may be nil.
func differing(before, after *Record) []string {
	keys := map[string]bool{}
	for k := range after.Values {
		keys[k] = true
	}
	if before != nil {
		for k := range before.Values {
			keys[k] = true
		}
	}
	var out []string
	for k := range keys {
		if k != Project && !(before == nil && k == "name") && !after.Values[k].Equal(valueOf(before, k)) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}
