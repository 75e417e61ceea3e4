package baseline

import (
	"context"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/milestone"
	"vigie/room/plan"
)

// State is what became of an item since a baseline.
type State string

// The states of items.
const (
	Same    State = "same"
	Moved   State = "moved" // other dates, another duration or other work
	Added   State = "added"
	Deleted State = "deleted"
)

// Side is an item then, or now; the zero value where it was not there.
type Side struct {
	Start, Finish schedule.Time
	Day           day.Day // of a milestone
	Length        int64   // minutes
	Effort        int64   // minutes of somebody's work
}

// Line is an item then and now. What was deleted has the number and the name of then.
type Line struct {
	ID        int64
	Parent    int64 // then, of what was deleted
	WBS       string
	Kind      plan.Kind
	Name      string
	State     State
	Was, Now  Side
	StartBy   int // working days by which it starts later
	FinishBy  int // working days by which it finishes later
	FinishCal int // days of the calendar by which it finishes later
}

// Comparison is a plan beside a baseline: first what is there, in the order of the tree,
// then what was deleted.
type Comparison struct {
	*Baseline
	Lines     []Line
	NowFinish schedule.Time
	Counts    map[State]int // of tasks and milestones
	FinishBy  int           // working days by which all is done later
}

// Compare returns a plan that the person may read beside a baseline of it; that of the id
// 0 is the reference.
func Compare(ctx context.Context, q db.Querier, who access.Who, project, id int64) (*Comparison, error) {
	b, then, err := Get(ctx, q, who, project, id)
	if err != nil {
		return nil, err
	}
	v, err := plan.Get(ctx, q, who, project)
	if err != nil {
		return nil, err
	}
	if b.Reference {
		if err := then.promise(ctx, q, project); err != nil {
			return nil, err
		}
	}
	return compare(b, then, v), nil
}

// promise gives the milestones of a reference the dates that their key dates carry as
// their baseline, where somebody changed one there since.
func (c *Content) promise(ctx context.Context, q db.Querier, project int64) error {
	all, err := milestone.Kind.OfProjects(ctx, q, access.System("plan"), []int64{project})
	if err != nil {
		return err
	}
	said := map[int64]day.Day{}
	for _, m := range all[project] {
		said[m.ID] = day.Day(m.Values["baseline"].N)
	}
	for n := range c.Items {
		i := &c.Items[n]
		if on := said[i.ID]; i.Kind == plan.Milestone && on != 0 && on != i.Day {
			by := schedule.Time(on-i.Day) * schedule.PerDay
			if i.Day == 0 || i.Start == 0 {
				i.Start = schedule.At(on, 12*60)
				i.Finish, by = i.Start, 0
			}
			i.Day, i.Start, i.Finish = on, i.Start+by, i.Finish+by
		}
	}
	return nil
}

func compare(b *Baseline, then *Content, v *plan.View) *Comparison {
	out := &Comparison{Baseline: b, NowFinish: v.Finish, Counts: map[State]int{}}
	was := map[int64]*Item{}
	for n := range then.Items {
		was[then.Items[n].ID] = &then.Items[n]
	}
	now := Of(v)
	for n := range now.Items {
		i := &now.Items[n]
		out.add(v, was[i.ID], i)
		delete(was, i.ID)
	}
	for n := range then.Items {
		if i := &then.Items[n]; was[i.ID] != nil {
			out.add(v, i, nil)
		}
	}
	if last := then.finish(); last != 0 && len(now.Items) > 0 {
		out.FinishBy = v.Drift(0, last, now.finish(), true)
	}
	return out
}

func (i *Item) side() Side { return Side{i.Start, i.Finish, i.Day, i.Length, i.Effort} }

// add says what became of an item: then is nil where it is new, now where it is gone.
func (c *Comparison) add(v *plan.View, then, now *Item) {
	any := now
	if now == nil {
		any = then
	}
	l := Line{ID: any.ID, Parent: any.Parent, WBS: any.WBS, Kind: any.Kind, Name: any.Name, State: Same}
	if then != nil {
		l.Was = then.side()
	}
	if now != nil {
		l.Now = now.side()
	}
	switch {
	case then == nil:
		l.State = Added
	case now == nil:
		l.State = Deleted
	default:
		if l.Was != l.Now {
			l.State = Moved
		}
		l.drift(v)
	}
	if c.Lines = append(c.Lines, l); l.Kind != plan.Phase {
		c.Counts[l.State]++
	}
}

func (l *Line) drift(v *plan.View) {
	was, now := l.Was, l.Now
	if l.Kind == plan.Milestone && was.Day != 0 && now.Day != 0 { // the day that people read
		at := func(d day.Day) schedule.Time { return schedule.At(d, 12*60) }
		was.Start, was.Finish, now.Start, now.Finish = at(was.Day), at(was.Day), at(now.Day), at(now.Day)
	}
	l.StartBy, l.FinishBy = v.Drift(l.ID, was.Start, now.Start, false), v.Drift(l.ID, was.Finish, now.Finish, true)
	if was.Finish != 0 && now.Finish != 0 {
		l.FinishCal = int(endDay(now.Finish) - endDay(was.Finish))
	}
}

// endDay is the day on which what finishes then is done.
func endDay(t schedule.Time) day.Day {
	if t.Minute() == 0 {
		return t.Day() - 1
	}
	return t.Day()
}
