package project

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Entry is one change in the history of a project.
type Entry struct {
	Change    db.Change
	Effective day.Day
	Corrected bool // a later change took it back
	State     State
	Changes   []Difference
	Merger    *Merger // it was merged with another project; then without Changes

	before, after string // the currency
}

// Currencies returns the currency of the project before and after the change.
func (e Entry) Currencies() (before, after string) { return e.before, e.after }

// Difference is what a change did to one attribute.
type Difference struct {
	Key           string
	Before, After field.Value
	BeforeText    string // the unread text, where there was one
	AfterText     string
}

// Place is where a page of a history ended: after so many entries of a change.
// One change may have many, such as a merge.
type Place struct {
	Change int64
	Seen   int
}

// Filter says which entries of a history are wanted; its zero value, all.
type Filter struct {
	Key    string // only changes of this attribute
	Actor  int64  // only what this person did
	From   int64  // only from this instant on
	Before int64  // only before this instant
	Since  int64  // only after this change
}

func (f Filter) wants(e Entry) bool {
	switch {
	case len(e.Changes) == 0 && e.State == Active && (e.Merger == nil || f.Key != ""), f.Key != "" && !e.touches(f.Key):
		return false
	case f.Actor != 0 && int64(e.Change.Actor) != f.Actor, e.Change.Number <= f.Since:
		return false
	}
	return e.Change.At >= f.From && (f.Before == 0 || e.Change.At < f.Before)
}

// History returns what happened to a project, latest first, as far as the filter
// wants it. after, when not zero, goes on from there.
func History(ctx context.Context, q db.Querier, who access.Who, id int64, f Filter, after Place, limit int) ([]Entry, error) {
	p, err := get(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.ReadHistory, p.ID, p.Unit(), p.Manager()) {
		return nil, access.Must(false)
	}
	entries, err := recordedEntries(ctx, q, id)
	if err != nil {
		return nil, err
	}
	v, err := veilOf(ctx, q, who, p)
	if err != nil {
		return nil, err
	}
	v = v.Past()
	entries = under(entries, v)
	if v.Hides(f.Key) {
		return nil, nil
	}
	said, err := mergers(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	entries = withMergers(entries, said)
	slices.Reverse(entries)
	out := entries[:0]
	for _, e := range entries {
		if !f.wants(e) {
			continue
		}
		if after.Change != 0 && e.Change.Number > after.Change {
			continue
		}
		if e.Change.Number == after.Change && after.Seen > 0 {
			after.Seen--
			continue
		}
		if out = append(out, e); len(out) == limit {
			break
		}
	}
	return out, nil
}

// Since returns what others did to a project after a change, latest first.
// named says whether the person may know who they are.
func Since(ctx context.Context, q db.Querier, who access.Who, id, change int64) (found []Entry, named bool, err error) {
	p, err := get(ctx, q, who, id)
	if err != nil {
		return nil, false, err
	}
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM (SELECT 1 AS one FROM history WHERE entity = $1 AND object = $2 AND change > $3 LIMIT 1) later", Entity, id, change)
	if err != nil || n == 0 {
		return nil, false, err
	}
	entries, err := recordedEntries(ctx, q, id)
	if err != nil {
		return nil, false, err
	}
	v, err := veilOf(ctx, q, who, p)
	if err != nil {
		return nil, false, err
	}
	for _, e := range slices.Backward(under(entries, v.Past())) {
		if int64(e.Change.Actor) != who.ID && (Filter{Since: change}).wants(e) {
			found = append(found, e)
		}
	}
	return found, who.CanProject(access.ReadHistory, p.ID, p.Unit(), p.Manager()), nil
}

// recordedEntries returns all that happened to a project, first to last.
func recordedEntries(ctx context.Context, q db.Querier, id int64) ([]Entry, error) {
	rows, err := db.Select[db.Recorded](ctx, q, "SELECT "+everRecorded+" FROM history WHERE entity = $1 AND object = $2 ORDER BY change, from_day", Entity, id)
	if err != nil {
		return nil, err
	}
	changes, err := db.Select[db.Change](ctx, q, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE number IN (SELECT change FROM history WHERE entity = $1 AND object = $2)", Entity, id)
	if err != nil {
		return nil, err
	}
	byNumber := map[int64]db.Change{}
	for _, c := range changes {
		byNumber[c.Number] = c
	}
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return nil, err
	}
	return differences(slots, rows, byNumber)
}

func (e Entry) touches(key string) bool {
	return slices.ContainsFunc(e.Changes, func(d Difference) bool { return d.Key == key })
}

// differences compares each version with the one that was in force on its day
// when it was recorded.
func differences(slots field.Slots, rows []db.Recorded, changes map[int64]db.Change) ([]Entry, error) {
	type known struct {
		from day.Day
		p    *Project
	}
	var line []known // by day, as known so far
	var out []Entry
	for _, r := range rows {
		p := &Project{State: Deleted, Values: field.Values{}}
		if !r.Data.Null {
			var err error
			if p, err = FromHistory(slots, r.Object, r.Version, r.Data.S); err != nil {
				return nil, err
			}
		}
		at, same := slices.BinarySearchFunc(line, r.From, func(k known, d day.Day) int { return cmp.Compare(k.from, d) })
		old := &Project{Values: field.Values{}}
		if same {
			old = line[at].p
			line[at].p = p
		} else {
			if at > 0 {
				old = line[at-1].p
			}
			line = slices.Insert(line, at, known{r.From, p})
		}
		out = append(out, Entry{
			Change: changes[r.Change], Effective: r.From, Corrected: r.Superseded != 0, State: p.State, Changes: Compare(old, p),
			before: old.Values["currency"].S, after: p.Values["currency"].S,
		})
	}
	return out, nil
}

// Compare returns what differs between two states of a project, by key.
func Compare(old, now *Project) []Difference {
	keys := map[string]bool{}
	for _, p := range []*Project{old, now} {
		for k := range p.Values {
			keys[k] = true
		}
		for k := range p.Unread {
			keys[k] = true
		}
	}
	var out []Difference
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		d := Difference{k, old.Values[k], now.Values[k], old.Unread[k], now.Unread[k]}
		if !isMonthOf(k) && !field.IsRaw(k) && (!d.Before.Equal(d.After) || d.BeforeText != d.AfterText) {
			out = append(out, d)
		}
	}
	return out
}
