package project

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Kept says what taking a set of changes back left as it is, and why. Key is
// empty when it is the whole project.
type Kept struct {
	ID     int64
	Name   string
	Key    string
	Reason label.Text
}

// TakeBack undoes what the changes of a set, such as an import, did to
// projects. The versions they recorded no longer count, and what was in force
// before is in force again. In versions recorded since, a value that was taken
// over from the set goes back too; one that was changed since stays, and is
// reported. A project that the set made disappears, unless it was edited since.
// stated says which attributes another set gave itself, so that equal values
// are not taken for inherited ones.
func TakeBack(ctx context.Context, tx *db.Tx, who access.Who, set int64, ids []int64, stated func(set int64) map[string]bool) ([]Kept, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	slots, err := field.SlotsOf(ctx, tx, Entity)
	if err != nil {
		return nil, err
	}
	u := &undoer{tx: tx, who: who, slots: slots, set: set, stated: stated, changes: map[int64]int64{}, now: map[int64]*Project{}, lines: map[int64][]db.Recorded{}}
	for part := range slices.Chunk(ids, 400) {
		if err := u.load(ctx, part); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		if err := u.project(ctx, id); err != nil {
			return nil, err
		}
	}
	if err := orphan(ctx, tx, u.gone, 0); err != nil {
		return nil, err
	}
	return u.kept, u.takeBackMonths(ctx, ids)
}

type undoer struct {
	tx      *db.Tx
	who     access.Who
	slots   field.Slots
	set     int64
	stated  func(int64) map[string]bool
	changes map[int64]int64 // change → its set
	now     map[int64]*Project
	lines   map[int64][]db.Recorded // every version ever recorded, in order
	kept    []Kept
	gone    []int64 // the projects that disappear
}

const everRecorded = "id, entity, object, version, from_day, until_day, change, superseded, actor, data, salt, digest"

func (u *undoer) load(ctx context.Context, ids []int64) error {
	if err := lock(ctx, u.tx, ids...); err != nil {
		return err
	}
	if err := Each(ctx, u.tx, ids, func(p *Project) error { u.now[p.ID] = p; return nil }); err != nil {
		return err
	}
	in, args := db.List([]any{Entity}, ids)
	err := db.Each(ctx, u.tx, func(r *db.Recorded) error {
		u.lines[r.Object] = append(u.lines[r.Object], *r)
		return nil
	}, "SELECT "+everRecorded+" FROM history WHERE entity = $1 AND object IN "+in+" ORDER BY object, change, id", args...)
	if err != nil {
		return err
	}
	return u.loadSets(ctx, "SELECT number, change_set FROM change WHERE change_set IS NOT NULL AND number IN (SELECT change FROM history WHERE entity = $1 AND object IN "+in+")", args)
}

func (u *undoer) loadSets(ctx context.Context, query string, args []any) error {
	type of struct {
		Number int64 `db:"number"`
		Set    int64 `db:"change_set"`
	}
	return db.Each(ctx, u.tx, func(c *of) error { u.changes[c.Number] = c.Set; return nil }, query, args...)
}

// version is one recorded state with what the undoing makes of it.
type version struct {
	db.Recorded
	p    *Project // as recorded; nil when the project was not there
	from map[string]field.Value
	text map[string]string // of the attributes inherited from the set: what they were before
	mine bool
}

func (u *undoer) project(ctx context.Context, id int64) error {
	now, rows := u.now[id], u.lines[id]
	if now == nil {
		return nil
	}
	if now.State == Deleted {
		u.keep(now, "", label.T("The project is in the bin", "Le projet est dans la corbeille"))
		return nil
	}
	all, err := u.versions(rows)
	if err != nil {
		return err
	}
	mine := slices.DeleteFunc(slices.Clone(all), func(v *version) bool { return !v.mine })
	if len(mine) == 0 {
		return nil
	}
	if all[0].mine && slices.ContainsFunc(all, func(v *version) bool { return !v.mine && v.Superseded == 0 && u.inherits(all, v) }) && !u.wasThere(all, mine[0]) {
		u.keep(now, "", label.T("The import made this project, and it was edited since; it stays as it is", "L’import a créé ce projet, et il a été modifié depuis ; il reste tel quel"))
		return nil
	}
	line := map[day.Day]*Project{}
	for _, v := range all {
		switch {
		case v.mine && v.Superseded == 0:
			u.restore(all, v, now, line)
		case v.Superseded == 0 && !v.mine:
			line[v.From] = u.cleared(v, now)
		}
	}
	return u.settle(ctx, now, line)
}

// wasThere reports whether the project had a version before the set's first.
func (u *undoer) wasThere(all []*version, first *version) bool {
	return slices.ContainsFunc(all, func(v *version) bool { return !v.mine && v.Change < first.Change })
}

// inherits reports whether a version recorded since goes back to one of the set.
func (u *undoer) inherits(all []*version, v *version) bool {
	base := basis(all, v)
	return base != nil && (base.mine || u.inherits(all, base))
}

// basis is the version that was in force on the day of v when v was recorded.
func basis(all []*version, v *version) *version {
	var best *version
	for _, o := range all {
		known := o.Change < v.Change && (o.Superseded == 0 || int64(o.Superseded) >= v.Change)
		if known && o.From <= v.From && (best == nil || o.From > best.From || o.From == best.From && o.Change > best.Change) {
			best = o
		}
	}
	return best
}

// versions reads what was recorded, in the order of recording, and follows
// which values of later versions come from the set.
func (u *undoer) versions(rows []db.Recorded) ([]*version, error) {
	var all []*version
	for _, r := range rows {
		v := &version{Recorded: r, mine: u.changes[r.Change] == u.set}
		if !r.Data.Null {
			var err error
			if v.p, err = FromHistory(u.slots, r.Object, r.Version, r.Data.S); err != nil {
				return nil, err
			}
		}
		all = append(all, v)
		v.follow(basis(all[:len(all)-1], v), u.stated(u.changes[r.Change]))
	}
	return all, nil
}

// follow notes which values of v are the set's, and what they were before it.
func (v *version) follow(base *version, stated map[string]bool) {
	v.from, v.text = map[string]field.Value{}, map[string]string{}
	old := &Project{Values: field.Values{}}
	if base != nil && base.p != nil {
		old = base.p
	}
	if v.p == nil {
		return
	}
	if v.mine {
		for _, d := range Compare(old, v.p) {
			if base == nil && slices.Contains([]string{"name", "unit", "code"}, d.Key) {
				continue
			}
			v.from[d.Key], v.text[d.Key] = d.Before, d.BeforeText
		}
	}
	if base == nil {
		return
	}
	for k, was := range base.from {
		if !stated[k] && v.p.Values[k].Equal(old.Values[k]) && v.p.Unread[k] == old.Unread[k] {
			v.from[k], v.text[k] = was, base.text[k]
		}
	}
}

// restore takes a version of the set back: what began on the same day before
// it begins again.
func (u *undoer) restore(all []*version, v *version, now *Project, line map[day.Day]*Project) {
	u.tx.Retract(v.Recorded)
	base := basis(all, v)
	for base != nil && base.mine && base.From == v.From {
		base = basis(all, base)
	}
	if base == nil || base.From != v.From {
		return
	}
	if _, decided := line[v.From]; decided {
		return
	}
	p := base.p
	if p != nil {
		p = p.clone()
	}
	line[v.From] = p
	u.record(now, v.From, p)
}

// cleared is a later version without what it took over from the set.
func (u *undoer) cleared(v *version, now *Project) *Project {
	if v.p == nil || len(v.from) == 0 {
		return v.p
	}
	p := v.p.clone()
	for k, was := range v.from {
		delete(p.Values, k)
		delete(p.Unread, k)
		if was.Set {
			p.Values[k] = was
		}
		if t := v.text[k]; t != "" {
			if p.Unread == nil {
				p.Unread = map[string]string{}
			}
			p.Unread[k] = t
		}
	}
	u.record(now, v.From, p)
	return p
}

func (u *undoer) record(now *Project, from day.Day, p *Project) {
	data := ""
	if p != nil {
		data = p.data()
	}
	u.tx.Record(db.Version{Entity: Entity, Object: now.ID, Version: now.Version + 1, From: from, Data: data})
}

// settle writes the project as the last version of its line says, or removes
// it when none is left.
func (u *undoer) settle(ctx context.Context, now *Project, line map[day.Day]*Project) error {
	if len(line) == 0 {
		return u.remove(ctx, now)
	}
	last := line[slices.Max(slices.Collect(maps.Keys(line)))]
	if last == nil {
		return nil
	}
	p := last.clone()
	p.ID, p.Version, p.Created, p.Updated, p.UpdatedBy = now.ID, now.Version+1, now.Created, u.tx.Millis(), u.tx.Origin().Actor
	if p.State == now.State {
		p.Since = now.Since
	}
	u.report(now, p)
	if err := db.Put(ctx, u.tx, "project", p.row()); err != nil {
		return err
	}
	return attach(ctx, u.tx, u.who, p)
}

// report names what the set changed and someone changed again since: it stays.
func (u *undoer) report(now, p *Project) {
	said := map[string]bool{}
	for _, r := range u.lines[now.ID] {
		if u.changes[r.Change] != u.set || r.Data.Null {
			continue
		}
		mine, err := FromHistory(u.slots, r.Object, r.Version, r.Data.S)
		if err != nil {
			continue
		}
		for _, d := range Compare(mine, now) {
			if !said[d.Key] && p.Values[d.Key].Equal(now.Values[d.Key]) && u.editedSince(now.ID, r, d.Key) {
				said[d.Key] = true
				u.keep(now, d.Key, label.T("The value was changed since; it stays", "La valeur a été modifiée depuis ; elle reste"))
			}
		}
	}
}

// editedSince reports whether someone, and no import, changed an attribute
// after a version of the set.
func (u *undoer) editedSince(id int64, r db.Recorded, key string) bool {
	return slices.ContainsFunc(u.lines[id], func(o db.Recorded) bool {
		return o.Change > r.Change && o.Superseded == 0 && o.From >= r.From && u.changes[o.Change] == 0
	})
}

func (u *undoer) remove(ctx context.Context, now *Project) error {
	u.gone = append(u.gone, now.ID)
	return forget(ctx, u.tx, u.who, []int64{now.ID})
}

func (u *undoer) keep(p *Project, key string, reason label.Text) {
	u.kept = append(u.kept, Kept{p.ID, p.Name(), key, reason})
}

// takeBackMonths undoes the monthly values of the set that were not written
// again since.
func (u *undoer) takeBackMonths(ctx context.Context, ids []int64) error {
	for part := range slices.Chunk(ids, 200) {
		in, args := db.List(nil, part)
		months, err := db.Select[monthly](ctx, u.tx, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE project_id IN "+in, args...)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(months, 400) {
			if err := u.takeBackSome(ctx, some); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *undoer) takeBackSome(ctx context.Context, months []monthly) error {
	ids := make([]int64, len(months))
	for i, m := range months {
		ids[i] = m.ID
	}
	in, args := db.List([]any{MonthEntity}, ids)
	lines := map[int64][]db.Recorded{}
	err := db.Each(ctx, u.tx, func(r *db.Recorded) error {
		lines[r.Object] = append(lines[r.Object], *r)
		return nil
	}, "SELECT "+everRecorded+" FROM history WHERE entity = $1 AND object IN "+in+" ORDER BY object, change, id", args...)
	if err != nil {
		return err
	}
	if err := u.loadSets(ctx, "SELECT number, change_set FROM change WHERE change_set IS NOT NULL AND number IN (SELECT change FROM history WHERE entity = $1 AND object IN "+in+")", args); err != nil {
		return err
	}
	var gone []int64
	for _, m := range months {
		drop, err := u.takeBackMonth(ctx, m, lines[m.ID])
		if err != nil {
			return err
		}
		if drop {
			gone = append(gone, m.ID)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	in, args = db.List(nil, gone)
	_, err = db.Exec(ctx, u.tx, "DELETE FROM month_value WHERE id IN "+in, args...)
	return err
}

// takeBackMonth undoes one monthly value; drop means that nothing is left of it.
func (u *undoer) takeBackMonth(ctx context.Context, m monthly, rows []db.Recorded) (drop bool, err error) {
	if len(rows) == 0 {
		return false, nil
	}
	last := rows[len(rows)-1]
	if u.changes[last.Change] != u.set || last.Superseded != 0 {
		return false, nil
	}
	u.tx.Retract(last)
	i := len(rows) - 1
	for i >= 0 && u.changes[rows[i].Change] == u.set {
		i--
	}
	if i < 0 {
		return true, nil
	}
	was := rows[i]
	if was.From == last.From {
		u.tx.Record(db.Version{Entity: MonthEntity, Object: m.ID, Version: m.Version + 1, From: was.From, Data: was.Data.S})
	}
	vs, _, err := field.DecodeAll(cmp.Or(was.Data.S, "{}"))
	if err != nil {
		return false, err
	}
	m.Version, m.Field, m.Value = m.Version+1, cmp.Or(vs["field"].S, m.Field), field.Encode(field.Values{"v": vs["v"]}, nil)
	return false, db.Put(ctx, u.tx, "month_value", m)
}
