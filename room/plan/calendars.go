package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/project"
)

// CalendarUse is how the plan of a project depends on a calendar.
type CalendarUse struct {
	Project *project.Project
	Whole   bool  // the plan is computed with it, because it says so or because it is the nearest
	Items   int64 // that name it
}

// CalendarUses returns which plans depend on a calendar, by project. It does not look at
// rights: whoever asks shows of the projects only those that may be seen.
func CalendarUses(ctx context.Context, q db.Querier, set calendar.Set, id int64) ([]CalendarUse, error) {
	items, plans, err := naming(ctx, q, id)
	if err != nil {
		return nil, err
	}
	planned, err := db.Select[int64](ctx, q, "SELECT DISTINCT project_id FROM activity")
	if err != nil {
		return nil, err
	}
	var projects []*project.Project
	for part := range slices.Chunk(planned, 400) {
		err := project.Each(ctx, q, part, func(p *project.Project) error { projects = append(projects, p); return nil })
		if err != nil {
			return nil, err
		}
	}
	var out []CalendarUse
	above := map[int64][]int64{} // by unit
	for _, p := range projects {
		u := CalendarUse{Project: p, Items: items[p.ID]}
		of := plans[p.ID]
		if _, there := set.Get(of); of == 0 || !there {
			if _, known := above[p.Unit()]; !known {
				if above[p.Unit()], err = access.UnitsAbove(ctx, q, p.Unit()); err != nil {
					return nil, err
				}
			}
			of = set.Of(p.ID, above[p.Unit()])
		}
		if u.Whole = of == id; u.Whole || u.Items > 0 {
			out = append(out, u)
		}
	}
	return out, nil
}

// naming counts the items that name a calendar, by project, and returns which one each plan
// names.
func naming(ctx context.Context, q db.Querier, id int64) (items, plans map[int64]int64, err error) {
	type row struct {
		Project int64  `db:"project_id"`
		Body    string `db:"body"`
	}
	items, plans = map[int64]int64{}, map[int64]int64{}
	named := func(body string) (int64, error) {
		var of struct {
			Calendar int64 `json:"calendar"`
		}
		if err := json.Unmarshal([]byte(body), &of); err != nil {
			return 0, fmt.Errorf("reading which calendar is named: %w", err)
		}
		return of.Calendar, nil
	}
	err = db.Each(ctx, q, func(r *row) error {
		of, err := named(r.Body)
		if of == id {
			items[r.Project]++
		}
		return err
	}, "SELECT project_id, body FROM activity WHERE body LIKE $1", fmt.Sprintf(`%%"calendar":%d%%`, id))
	if err != nil {
		return nil, nil, err
	}
	err = db.Each(ctx, q, func(r *row) (err error) {
		plans[r.Project], err = named(r.Body)
		return err
	}, `SELECT id AS project_id, body FROM plan WHERE body LIKE '%"calendar":%'`)
	return items, plans, err
}
