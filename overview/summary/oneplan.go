package summary

import (
	"encoding/json"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/room/plan"
)

type progressData struct {
	Progress json.RawMessage `json:"progress"` // in percent, as a decimal
	Was      json.RawMessage `json:"was"`
	Start    day.Day         `json:"start"`
	End      day.Day         `json:"end"`
	Baseline day.Day         `json:"baseline"` // the end that was promised
	Drift    *int64          `json:"drift"`    // in days; more than 0 is later
	Elapsed  *int64          `json:"elapsed"`  // percent of the time from start to end
	Plan     *planOut        `json:"plan"`     // null where there is none, and of the past
	Explain  *string         `json:"explain"`
}

// planOut is what the plan says of the project.
type planOut struct {
	Finish   day.Day       `json:"finish"` // when all that is planned will be done
	Tasks    int           `json:"tasks"`
	Done     int           `json:"done"`
	Late     int           `json:"late"` // tasks that should be done by now and are not
	Critical []criticalOut `json:"critical"`
	More     int           `json:"more"` // beside those
}

// criticalOut is a line that the end of the plan hangs on.
type criticalOut struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Kind   string  `json:"kind"`
	Finish day.Day `json:"finish"`
	Done   int     `json:"done"` // percent
	Late   bool    `json:"late"`
}

func (p *Page) progressBlock(in limitSettings) (any, error) {
	row, err := p.onlyRow()
	if err != nil {
		return nil, err
	}
	date := func(key string) day.Day { return day.Day(p.now.get(key)(row).N) }
	out := progressData{Progress: null, Was: null, Start: date("start"), End: date("end"), Baseline: date("end_baseline")}
	if f := p.now.Catalogue.Get("progress"); f != nil {
		path := ExplainProject(p.now.Public(row), f.Key, p.ask.Now)
		out.Progress, out.Explain = p.now.json(f, p.now.get("progress")(row), row), &path
		if then, there := p.then(); there {
			out.Was = p.was.json(f, p.was.get("progress")(then), then)
		}
	}
	if out.End != 0 && out.Baseline != 0 {
		n := int64(out.End - out.Baseline)
		out.Drift = &n
	}
	if out.Start != 0 && out.End > out.Start {
		n := 100 * max(0, min(int64(p.now.On-out.Start), int64(out.End-out.Start))) / int64(out.End-out.Start)
		out.Elapsed = &n
	}
	if p.now.Live && !p.hides(row, "end") {
		out.Plan, err = p.plan(in.Limit)
	}
	return out, err
}

// plan is what the plan says; nil where there is nothing but key dates.
func (p *Page) plan(limit int) (*planOut, error) {
	v, err := plan.Get(p.ctx, p.desk.DB, p.ask.Who, p.ask.Project)
	if kind := fault.KindOf(err); kind == fault.Missing || kind == fault.Denied {
		return nil, nil
	}
	if err != nil || !slices.ContainsFunc(v.Rows, func(r plan.Row) bool { return r.Kind == plan.Task }) {
		return nil, err
	}
	out := &planOut{Finish: lastDay(v.Finish), Critical: []criticalOut{}}
	for _, r := range v.Rows {
		if r.Holds {
			continue
		}
		finish := lastDay(r.Dates.EarlyFinish)
		if r.Kind == plan.Milestone {
			finish = r.Day
		}
		late := r.Done < 100 && finish < p.now.On
		if r.Kind == plan.Task {
			out.Tasks++
			out.Done += b2i(r.Done == 100)
			out.Late += b2i(late)
		}
		if !r.Dates.Critical || r.Done == 100 {
			continue
		}
		if len(out.Critical) == limit {
			out.More++
			continue
		}
		out.Critical = append(out.Critical, criticalOut{p.desk.DB.Seal(r.ID), r.Name, string(r.Kind), finish, r.Done, late})
	}
	return out, nil
}

// lastDay is the day on which something ends.
func lastDay(t schedule.Time) day.Day {
	if t == 0 {
		return 0
	}
	return (t - 1).Day()
}
