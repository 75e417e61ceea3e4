package baseline

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/record"
)

// Point is for when a key date was expected, from a day on; 0 for not.
type Point struct{ On, Date day.Day }

// Course is for when a key date was expected, from day to day, first to last: what the
// history says of it, and before that what baselines say.
type Course struct {
	*record.Record
	Points []Point
}

// Trend returns the courses of some key dates until a day, in their order. It is for who
// may read them, which the caller has made sure of.
func Trend(ctx context.Context, q db.Querier, who access.Who, all []*record.Record, until day.Day) ([]Course, error) {
	ids := make([]int64, len(all))
	for n, m := range all {
		ids[n] = m.ID
	}
	lines, err := milestone.Kind.Courses(ctx, q, who, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Course, len(all))
	first := map[int64]day.Day{} // by project: before which baselines may know more
	for n, m := range all {
		out[n] = Course{m, course(lines[m.ID], until)}
		known := until + 1
		if begun := out[n].Points; len(begun) > 0 {
			known = begun[0].On
		}
		first[m.Project()] = max(first[m.Project()], known)
	}
	return out, before(ctx, q, out, first)
}

// course leaves of the versions of a key date those in which it was expected for another
// day than before.
func course(line []record.Stood, until day.Day) []Point {
	var out []Point
	for _, s := range line {
		p := Point{On: s.From}
		if s.Record != nil {
			if p.Date = day.Day(s.Values["date"].N); s.Values["done_on"].Set {
				p.Date = day.Day(s.Values["done_on"].N)
			}
		}
		n := len(out)
		if p.On > until || n == 0 && p.Date == 0 || n > 0 && out[n-1].Date == p.Date {
			continue
		}
		if n > 0 && out[n-1].On == p.On {
			out[n-1] = p
			continue
		}
		out = append(out, p)
	}
	return out
}

// before adds what baselines say of the time before the history of key dates begins.
func before(ctx context.Context, q db.Querier, all []Course, first map[int64]day.Day) error {
	at := map[int64]int{}
	for n, c := range all {
		at[c.ID] = n
	}
	for project, until := range first {
		older, err := of(ctx, q, "project_id = $1 AND on_day < $2", project, int64(until))
		if err != nil {
			return err
		}
		for _, b := range older { // latest first
			content, err := contentOf(ctx, q, b)
			if err != nil {
				return err
			}
			for _, i := range content.Items {
				n, is := at[i.ID]
				if !is || i.Kind != plan.Milestone || i.Day == 0 {
					continue
				}
				if line := all[n].Points; len(line) == 0 || b.On < line[0].On {
					all[n].Points = slices.Insert(line, 0, Point{b.On, i.Day})
				}
			}
		}
	}
	return nil
}

// OfProjects returns the baselines of some projects that the person may read, which the
// caller has made sure of, latest first.
func OfProjects(ctx context.Context, q db.Querier, _ access.Who, projects []int64) ([]*Baseline, error) {
	var out []*Baseline
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		some, err := of(ctx, q, "project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}
