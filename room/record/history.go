package record

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// History returns what happened to a record that is there, latest first: what
// each change made of what was in force before it. The person must be allowed to
// read the history of what it belongs to.
func (k *Kind) History(ctx context.Context, q db.Querier, who access.Who, id int64) ([]project.Entry, error) {
	m, err := k.Get(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	hs, err := homesOf(ctx, q, []home{m.home()}, nil)
	if err != nil {
		return nil, err
	}
	if err := access.Must(hs.may(who, m.home(), access.ReadHistory)); err != nil {
		return nil, err
	}
	line, err := k.linesOf(ctx, q, []int64{id})
	if err != nil {
		return nil, err
	}
	changes, err := changesOf(ctx, q, line[id])
	if err != nil {
		return nil, err
	}
	u := undoer{kind: k, line: line[id]}
	out := make([]project.Entry, 0, len(line[id]))
	for _, r := range slices.Backward(line[id]) {
		e := project.Entry{Change: changes[r.Change], Effective: r.From, Corrected: r.Superseded != 0, State: project.Active}
		before := u.inForce(r.From, r.Change)
		if r.m == nil {
			e.State = project.Deleted
		} else {
			for _, key := range differing(before, r.m) {
				e.Changes = append(e.Changes, project.Difference{Key: key, Before: valueOf(before, key), After: r.m.Values[key]})
			}
			if before == nil {
				e.Changes = append(e.Changes, project.Difference{Key: "name", After: field.Str(r.m.Name())})
			}
		}
		out = append(out, e)
	}
	c, err := field.Sight(ctx, q, who, k.Entity)
	return unseen(out, hs.veil(c, who, m.home())), err
}

func changesOf(ctx context.Context, q db.Querier, line []*recorded) (map[int64]db.Change, error) {
	numbers := make([]int64, len(line))
	for i, r := range line {
		numbers[i] = r.Change
	}
	out := map[int64]db.Change{}
	for part := range slices.Chunk(numbers, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(c *db.Change) error { out[c.Number] = *c; return nil }, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE number IN "+in, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
