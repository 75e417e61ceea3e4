package transfer

import (
	"context"
	"maps"
	"slices"

	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/plan"
)

// MostBaselines is how many baselines a file of Microsoft Project can have.
const MostBaselines = 11

// numbers are those of the baselines that say when something of the plan was to be.
func (c *carrier) numbers() []int {
	found := map[int]bool{}
	for i := range c.p.Tasks {
		for _, b := range c.p.Tasks[i].Baselines {
			if c.item[i] != 0 && b.Start != 0 && b.Finish != 0 {
				found[b.Number] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// based is where the plan of a file came to stand: what its baselines are of.
type based struct {
	tasks   []planfile.Task
	item    []int64 // by task, as the plan knows it before it is kept; 0 of what is left out
	numbers []int
}

// keepBaselines keeps those of the file beside the plan that was brought in. They become
// no reference: that would change what was promised.
func (r *Report) keepBaselines(ctx context.Context, tx *db.Tx, who access.Who, project int64) error {
	place := make(map[int64]int, len(r.View.Rows))
	for n := range r.View.Rows {
		place[r.View.Rows[n].ID] = n
	}
	for _, number := range slices.Backward(r.based.numbers) { // the first is then the latest
		content := baseline.Content{}
		at := map[int64]int{}
		for i := range r.based.tasks {
			id := r.based.item[i]
			if made, is := r.Made[id]; is {
				id = made
			}
			n, here := place[id]
			if !here {
				continue
			}
			for _, b := range r.based.tasks[i].Baselines {
				if b.Number == number && b.Start != 0 && b.Finish != 0 {
					at[id] = n
					content.Items = append(content.Items, wasItem(&r.View.Rows[n], b))
				}
			}
		}
		slices.SortFunc(content.Items, func(a, b baseline.Item) int { return at[a.ID] - at[b.ID] })
		for _, i := range content.Items {
			if from := i.Start.Day(); content.Start == 0 || from < content.Start {
				content.Start = from
			}
			content.End = max(content.End, lastDay(i.Finish))
		}
		if _, err := baseline.Keep(ctx, tx, who, baseline.Catalogues{}, baseline.Baseline{Project: project, Name: nameOfBaseline(number).In(who.Lang), On: tx.Today()}, &content); err != nil {
			return err
		}
	}
	return nil
}

func nameOfBaseline(number int) label.Text {
	if number == 0 {
		return label.T("Baseline of the file", "Référence du fichier")
	}
	return label.F("Baseline %d of the file", "Référence %d du fichier", number)
}

// wasItem is a line as a baseline of the file has it.
func wasItem(r *plan.Row, b planfile.Baseline) baseline.Item {
	i := baseline.Item{
		ID: r.ID, Parent: r.Parent, WBS: r.WBS, Kind: r.Kind, Name: r.Name, Start: schedule.Time(b.Start), Finish: schedule.Time(b.Finish),
		Length: b.Duration.Minutes(), Effort: b.Work.Minutes(),
	}
	if r.Kind == plan.Milestone {
		i.Day, i.Length, i.Effort = lastDay(i.Finish), 0, 0
	}
	return i
}

// baselines gives the tasks that go out what was planned before: the first of the list
// has the number 0, which is the one that Microsoft Project compares with.
func (o *out) baselines() {
	for number, content := range o.of.Baselines[:min(len(o.of.Baselines), MostBaselines)] {
		for _, i := range content.Items {
			n, here := o.at[i.ID]
			if !here || i.Start == 0 || i.Finish == 0 {
				continue
			}
			o.p.Tasks[n].Baselines = append(o.p.Tasks[n].Baselines, planfile.Baseline{
				Number: number, Start: planfile.Time(i.Start), Finish: planfile.Time(i.Finish),
				Duration: planfile.Span(i.Length) * planfile.Minute, Unit: 7, Work: planfile.Span(i.Effort) * planfile.Minute,
			})
		}
	}
}
