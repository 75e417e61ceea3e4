package record

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Reversal is what taking a change back would do to one record: it ends, comes
// back, or some of its values go back.
type Reversal struct {
	ID      int64
	Project int64 // 0 for that of a portfolio
	Name    string
	Ends    bool // the change made it
	Comes   bool // the change deleted it
	Lines   []project.Reverse
	Why     label.Text // why nothing of it can go back; zero when it can
	Denied  bool       // Why is that the person may not

	home home
	was  field.Values
}

// Reversals returns what taking a change back would do to each record of the
// kind that it changed, of projects and portfolios whose history the person may
// read.
func (k *Kind) Reversals(ctx context.Context, q db.Querier, who access.Who, c *field.Catalogue, change int64) ([]Reversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, k.Entity, change)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	now := map[int64]*Record{}
	for part := range slices.Chunk(ids, 400) {
		if err := k.Each(ctx, q, part, func(m *Record) error { now[m.ID] = m; return nil }); err != nil {
			return nil, err
		}
	}
	slots, err := field.SlotsOf(ctx, q, k.Entity)
	if err != nil {
		return nil, err
	}
	var out []Reversal
	for _, id := range ids {
		b, a := db.Step(lines[id], change)
		before, err := stood(slots, b)
		if err != nil {
			return nil, err
		}
		after, err := stood(slots, a)
		if err != nil {
			return nil, err
		}
		out = append(out, reversal(c.Whole(), change, id, before, after, now[id], lines[id]))
	}
	return allowed(ctx, q, who, c, slices.DeleteFunc(out, func(r Reversal) bool { return r.home == home{} || !r.does() }))
}

// stood is the record of a version; nil when it was not there.
func stood(slots field.Slots, h *db.Recorded) (*Record, error) {
	if h == nil || h.Data.Null {
		return nil, nil
	}
	return FromHistory(slots, h.Object, h.Version, h.Data.S)
}

func reversal(c *field.Catalogue, change, id int64, before, after, now *Record, lines []db.Recorded) Reversal {
	r := Reversal{ID: id}
	for _, m := range []*Record{before, after, now} {
		if m != nil {
			r.home, r.Project, r.Name, r.was = m.home(), m.Project(), m.Name(), m.Values
		}
	}
	since := slices.ContainsFunc(lines, func(h db.Recorded) bool { return h.Change > change })
	switch {
	case before == nil && after == nil:
		return Reversal{}
	case after == nil && now == nil:
		r.Comes, r.was = true, before.Values
	case before == nil && now != nil && !since:
		r.Ends = true
	case before != nil && after != nil && now != nil:
		r.Lines = reverses(c, change, before, after, now, lines)
	default:
		r.Why = label.T("It was changed again since; it stays as it is", "Cette ligne a été modifiée à nouveau depuis ; elle reste telle quelle")
	}
	return r
}

func reverses(c *field.Catalogue, change int64, before, after, now *Record, lines []db.Recorded) []project.Reverse {
	keys := maps.Clone(before.Values)
	maps.Copy(keys, after.Values)
	var out []project.Reverse
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		f, was, set := c.Get(key), before.Values[key], after.Values[key]
		if f == nil || f.ReadOnly || f.Kind == field.Computed || f.Retired || was.Equal(set) {
			continue
		}
		line := project.Reverse{Key: key, Was: was, Set: set, Now: now.Values[key]}
		if !line.Now.Equal(set) {
			line.Since = lines[len(lines)-1].Change
		}
		out = append(out, line)
	}
	return out
}

// allowed leaves out what the person may not see, and says what may not be edited.
func allowed(ctx context.Context, q db.Querier, who access.Who, c *field.Catalogue, all []Reversal) ([]Reversal, error) {
	in := make([]home, len(all))
	for i, r := range all {
		in[i] = r.home
	}
	hs, err := homesOf(ctx, q, in, nil)
	if err != nil {
		return nil, err
	}
	out := all[:0]
	for _, r := range all {
		if !hs.may(who, r.home, access.ReadProject|access.ReadHistory) {
			continue
		}
		if r = r.without(hs.veil(c, who, r.home)); !r.does() {
			continue
		}
		if !hs.may(who, r.home, access.EditProject) {
			r.Denied, r.Why = true, label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet")
			if r.Project == 0 {
				r.Why = label.T("You may not edit this portfolio", "Vous ne pouvez pas modifier ce portefeuille")
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// Edits returns what brings the record back. What was changed since stays,
// unless overwrite says otherwise.
func (r Reversal) Edits(overwrite bool) []Edit {
	switch {
	case !r.Why.IsZero():
		return nil
	case r.Ends:
		return []Edit{{ID: r.ID, Delete: true}}
	case r.Comes:
		return []Edit{{As: r.ID, Values: maps.Clone(r.was), States: true, whole: true}}
	}
	e := Edit{ID: r.ID, Values: field.Values{}, States: true}
	for _, l := range r.Lines {
		if l.Since == 0 || overwrite {
			e.Values[l.Key] = l.Was
		}
	}
	if len(e.Values) == 0 {
		return nil
	}
	return []Edit{e}
}
