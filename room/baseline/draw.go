package baseline

import (
	"context"
	"encoding/json"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/plan"
	"vigie/room/project"
)

// Drawn is what the plans of projects were when they were drawn, by project. Drawing takes
// far longer than writing, and holds nobody up.
type Drawn map[int64]drawing

// mostDrawn is how many lines are drawn ahead, of all plans together; those of the others
// are read when they are written.
const mostDrawn = 500_000

// drawing is what a baseline of a plan holds, ready to be written.
type drawing struct {
	mark    string // of the plan
	version int64  // of the project
	text    string // of the content
	items   int
	finish  schedule.Time
	dates   promises
}

// promises are the dates that a reference gives its project, and by their ids its key
// dates; 0 for none.
type promises struct {
	start, end day.Day
	key        map[int64]day.Day
}

func (c *Content) promises() promises {
	out := promises{c.Start, c.End, map[int64]day.Day{}}
	for _, i := range c.Items {
		if i.Kind == plan.Milestone {
			out.key[i.ID] = i.Day
		}
	}
	return out
}

func drawingOf(c *Content) (drawing, error) {
	text, err := json.Marshal(c)
	return drawing{text: string(text), items: len(c.Items), finish: c.finish(), dates: c.promises()}, err
}

// Draw reads what the plans of some projects are, before baselines of them are taken. What
// the person may not read is left out, for Take to refuse.
func Draw(ctx context.Context, q db.Querier, who access.Who, projects []int64) (Drawn, error) {
	out, lines := make(Drawn, len(projects)), 0
	for _, id := range projects[:min(len(projects), MostProjects)] {
		p, err := readable(ctx, q, who, id)
		if fault.KindOf(err) == fault.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		d, err := draw(ctx, q, who, p)
		if err != nil {
			return nil, err
		}
		if lines += d.items; lines > mostDrawn {
			break
		}
		out[id] = d
	}
	return out, nil
}

func draw(ctx context.Context, q db.Querier, who access.Who, p *project.Project) (drawing, error) {
	v, err := plan.Get(ctx, q, who, p.ID)
	if err != nil {
		return drawing{}, err
	}
	content := Of(v)
	content.Start, content.End = day.Day(p.Values["start"].N), day.Day(p.Values["end"].N)
	d, err := drawingOf(&content)
	d.mark, d.version = v.Mark, p.Version
	return d, err
}
