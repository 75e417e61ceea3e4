package portfolio

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
)

// timelines returns the memberships of one portfolio, by project. An id is
// kept for ever, so that a project that comes back goes on with its timeline.
func timelines(ctx context.Context, q db.Querier, portfolio int64) (map[int64]*timeline, error) {
	out := map[int64]*timeline{}
	project := map[int64]int64{} // member → project
	err := db.Each(ctx, q, func(r *db.Recorded) error {
		if r.Data.Null {
			if t := out[project[r.Object]]; t != nil {
				t.days, t.in = append(t.days, r.From), append(t.in, false)
			}
			return nil
		}
		m, err := decode(r)
		if err != nil || m.Portfolio != portfolio {
			return err
		}
		project[r.Object] = m.Project
		t := out[m.Project]
		if t == nil {
			t = &timeline{id: r.Object}
			out[m.Project] = t
		}
		t.days, t.in = append(t.days, r.From), append(t.in, true)
		return nil
	}, `SELECT object, from_day, data FROM history WHERE entity = $1 AND superseded IS NULL
		AND object IN (SELECT id FROM portfolio_member WHERE portfolio_id = $2) ORDER BY object, from_day`, MemberEntity, portfolio)
	return out, err
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
