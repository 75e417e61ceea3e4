package portfolio

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
)

// timelines returns the memberships of some projects in one portfolio. An id
// is kept for ever, so that a project that comes back goes on with its timeline.
func timelines(ctx context.Context, q db.Querier, portfolio int64, projects []int64) (map[int64]*timeline, error) {
	out := map[int64]*timeline{}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List([]any{portfolio}, part)
		byMember := map[int64]*timeline{}
		err := db.Each(ctx, q, func(m *member) error {
			t := &timeline{id: m.ID}
			out[m.Project], byMember[m.ID] = t, t
			return nil
		}, "SELECT id, portfolio_id, project_id FROM portfolio_member WHERE portfolio_id = $1 AND project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		if err := fillTimelines(ctx, q, byMember); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func fillTimelines(ctx context.Context, q db.Querier, byMember map[int64]*timeline) error {
	if len(byMember) == 0 {
		return nil
	}
	in, args := db.List([]any{MemberEntity}, slices.Collect(maps.Keys(byMember)))
	return db.Each(ctx, q, func(r *db.Recorded) error {
		t := byMember[r.Object]
		t.days, t.in = append(t.days, r.From), append(t.in, !r.Data.Null)
		return nil
	}, "SELECT object, from_day, data FROM history WHERE entity = $1 AND superseded IS NULL AND object IN "+in+" ORDER BY object, from_day", args...)
}

func decode(r *db.Recorded) (member, error) {
	vs, _, err := field.DecodeAll(r.Data.S)
	return member{r.Object, vs["portfolio"].N, vs["project"].N}, err
}

// Members returns the projects of every portfolio picked by hand. It is for
// the snapshot, and does not look at rights.
func Members(ctx context.Context, q db.Querier) (map[int64]map[int64]bool, error) {
	out := map[int64]map[int64]bool{}
	err := db.Each(ctx, q, func(m *member) error { add(out, *m); return nil }, "SELECT id, portfolio_id, project_id FROM portfolio_member WHERE active = 1")
	return out, err
}

// MembersAsOf returns the same as it was on a day.
func MembersAsOf(ctx context.Context, q db.Querier, on day.Day) (map[int64]map[int64]bool, error) {
	out := map[int64]map[int64]bool{}
	err := db.EachAsOf(ctx, q, MemberEntity, on, 0, func(r *db.Recorded) error {
		m, err := decode(r)
		if err == nil {
			add(out, m)
		}
		return err
	})
	return out, err
}

func add(out map[int64]map[int64]bool, m member) {
	if out[m.Portfolio] == nil {
		out[m.Portfolio] = map[int64]bool{}
	}
	out[m.Portfolio][m.Project] = true
}
