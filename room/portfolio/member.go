package portfolio

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
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

func decode(id int64, data string) (member, error) {
	vs, _, err := field.DecodeAll(data)
	return member{id, vs["portfolio"].N, vs["project"].N}, err
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
	return MembersKnownAt(ctx, q, on, 0)
}

// MembersKnownAt returns the same as it was known when a change was the last; now,
// when that is 0.
func MembersKnownAt(ctx context.Context, q db.Querier, on day.Day, change int64) (map[int64]map[int64]bool, error) {
	out := map[int64]map[int64]bool{}
	err := db.EachAsOf(ctx, q, MemberEntity, on, change, func(r *db.State) error {
		m, err := decode(r.Object, r.Data)
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

// Ever returns the projects that are, or once were, in a portfolio picked by
// hand, and whether each is on a day. The person must see the portfolio.
func Ever(ctx context.Context, q db.Querier, who access.Who, id int64, on day.Day) (map[int64]bool, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	members, err := db.Select[member](ctx, q, "SELECT id, portfolio_id, project_id FROM portfolio_member WHERE portfolio_id = $1", id)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(members))
	for i, m := range members {
		ids[i] = m.Project
	}
	lines, err := timelines(ctx, q, id, ids)
	out := make(map[int64]bool, len(lines))
	for project, t := range lines {
		out[project] = t.at(on)
	}
	return out, err
}

// KnownAt returns a portfolio as it was when a change was the last: its name, and
// the filter that fills it. It does not look at rights; it is for what is frozen.
func KnownAt(ctx context.Context, q db.Querier, id, change int64) (Portfolio, error) {
	type version struct {
		Version int64  `db:"version"`
		Data    string `db:"data"`
	}
	v, err := db.Get[version](ctx, q, `SELECT version, data FROM history WHERE entity = $1 AND object = $2 AND data IS NOT NULL AND change <= $3
		AND (superseded IS NULL OR superseded > $3) ORDER BY change DESC, id DESC LIMIT 1`, Entity, id, change)
	if err != nil {
		return Portfolio{}, err
	}
	vs, _, err := field.DecodeAll(v.Data)
	return Portfolio{
		ID: id, Version: v.Version, Name: vs["name"].S, Description: vs["description"].S, Kind: vs["kind"].S,
		Filter: vs["filter"].S, Unit: vs["unit"].N, Owner: db.ID(vs["owner"].N),
	}, err
}
