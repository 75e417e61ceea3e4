package plan

import (
	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/label"
)

// setDates takes what is said of the dates of an item: by hand where nothing moves it,
// else as the constraint that it starts, or finishes, no earlier.
func (d *draft) setDates(i *Item, p *Patch, wrong func(string, label.Text) error) error {
	said := p.Start != nil || p.Finish != nil
	if p.Manual != nil && *p.Manual != i.Manual {
		d.pin(i, *p.Manual)
	}
	if !said {
		return nil
	}
	if i.Kind == Phase && d.holds(i.ID) && (p.Finish != nil || i.Manual) {
		return wrong("finish", label.T("the dates of a phase are those of what it holds; move these", "les dates d’une phase sont celles de ce qu’elle contient\u202f; déplacez-les"))
	}
	if i.Kind == Milestone {
		return d.setKeyDate(i, p)
	}
	c, err := d.work(i)
	if err != nil {
		return err
	}
	start, finish := i.Start, i.Finish
	if p.Start != nil {
		start = p.Start.opening(c)
	}
	if p.Finish != nil {
		finish = p.Finish.ending(c)
	}
	if start != 0 && finish != 0 && finish < start && p.Start != nil && p.Finish != nil {
		return wrong("finish", label.T("it finishes before it starts; give a later finish", "il finit avant de commencer\u202f; donnez une fin plus tardive"))
	}
	if i.Manual || d.settings.Off {
		i.Manual, i.Held = true, i.Held || d.settings.Off && !i.Manual
		d.byHand(i, p, c, start, finish)
		return nil
	}
	switch {
	case p.Start != nil && start == 0, p.Finish != nil && finish == 0 && p.Start == nil:
		i.Constraint, i.Date = "", 0
	case p.Start != nil:
		i.Constraint, i.Date = "start_no_earlier", start
		if p.Finish != nil && !i.Elapsed && p.Duration == nil {
			i.Duration = max(0, c.Between(start, finish))
			i.balance(saidDuration)
		}
	default:
		// a finish alone changes how long it takes, from where it starts now
		span, known := d.span(i.ID)
		if known && finish > span.start && !i.Elapsed {
			i.Duration = max(0, c.Between(span.start, finish))
			i.balance(saidDuration)
		} else {
			i.Constraint, i.Date = "finish_no_earlier", finish
		}
	}
	return nil
}

// byHand keeps dates that nothing moves: what is not said follows from the duration.
func (d *draft) byHand(i *Item, p *Patch, c *schedule.Calendar, start, finish schedule.Time) {
	span, _ := d.span(i.ID)
	switch {
	case p.Start != nil && p.Finish == nil && start != 0:
		i.Start, i.Finish = start, d.add(i, c, start)
	case p.Finish != nil && p.Start == nil && finish != 0:
		if i.Start == 0 {
			i.Start = span.start
		}
		i.Finish = max(i.Start, finish)
	default:
		i.Start, i.Finish = start, finish
	}
	if i.Start != 0 && i.Finish != 0 {
		if i.Duration = max(0, c.Between(i.Start, i.Finish)); i.Elapsed {
			i.Duration = int64(i.Finish - i.Start)
		}
		i.balance(saidDuration)
	}
}

func (d *draft) add(i *Item, c *schedule.Calendar, start schedule.Time) schedule.Time {
	if i.Elapsed {
		return start + schedule.Time(i.Duration)
	}
	return c.Add(start, i.Duration)
}

// pin gives an item the dates that it has, or lets it move.
func (d *draft) pin(i *Item, on bool) {
	i.Manual, i.Held, i.Start, i.Finish = on, false, 0, 0
	if span, known := d.span(i.ID); on && known && i.Kind != Milestone {
		i.Start, i.Finish = span.start, span.finish
	}
	if i.Kind == Milestone {
		i.Kept = d.dates[i.ID].date
	}
}

// setKeyDate gives a milestone a date: by hand, or where it waits for something the
// constraint that it is no earlier.
func (d *draft) setKeyDate(i *Item, p *Patch) error {
	said := p.Start
	if said == nil {
		said = p.Finish
	}
	on := said.Day
	if said.Time != 0 {
		on = said.Time.Day()
	}
	if len(i.Links) > 0 && !i.Manual && !d.settings.Off {
		if i.Constraint, i.Date = "", 0; on != 0 {
			c, err := d.work(i)
			if err != nil {
				return err
			}
			i.Constraint, i.Date = "finish_no_earlier", closing(c, on)
		}
		return nil
	}
	k := d.dates[i.ID]
	k.date = on
	d.dates[i.ID] = k
	i.Manual, i.Kept = on != 0, 0
	return nil
}

// work is the calendar of an item, laid out as the plan computes with it.
func (d *draft) work(i *Item) (*schedule.Calendar, error) {
	b := builder{d: d, places: map[int64]int32{}, mixed: map[string]int32{}}
	year, _, _ := d.start().Date()
	b.from, b.until = day.Of(max(1, year-yearsBefore), 1, 1), day.Of(min(9998, year+yearsAfter), 12, 31)
	at, err := b.working(i)
	if err != nil {
		return nil, err
	}
	return b.all[at], nil
}

// opening is when work that begins then begins.
func (w When) opening(c *schedule.Calendar) schedule.Time {
	if w.Time != 0 || w.Day == 0 {
		return w.Time
	}
	return c.Begin(schedule.At(w.Day, 0))
}

// ending is when work that ends then ends.
func (w When) ending(c *schedule.Calendar) schedule.Time {
	if w.Time != 0 || w.Day == 0 {
		return w.Time
	}
	return c.End(schedule.At(w.Day+1, 0))
}

// setProgress takes what happened. Progress without a start happened as planned.
func (d *draft) setProgress(i *Item, p *Patch, wrong func(string, label.Text) error) error {
	if p.Progress == nil && p.ActualStart == nil && p.ActualFinish == nil && p.Remaining == nil {
		return nil
	}
	if i.Kind != Task && !(i.Kind == Phase && !d.holds(i.ID)) {
		return wrong("progress", label.T("progress is entered on tasks; that of a milestone is the state of its key date, that of a phase follows", "l’avancement se saisit sur les tâches\u202f; celui d’un jalon est l’état de sa date clé, celui d’une phase en découle"))
	}
	span, _ := d.span(i.ID)
	change(&i.ActualStart, p.ActualStart)
	change(&i.ActualFinish, p.ActualFinish)
	if p.Remaining != nil {
		if i.Remaining = p.Remaining; *p.Remaining < 0 {
			i.Remaining = nil
		} else if *p.Remaining > longestWork {
			return wrong("remaining_minutes", label.T("give a number of at most a hundred years", "donnez un nombre de cent ans au plus"))
		}
	}
	if p.Progress != nil {
		if *p.Progress < 0 || *p.Progress > 100 {
			return wrong("progress", label.T("give a percentage from 0 to 100", "donnez un pourcentage de 0 à 100"))
		}
		if i.Progress = *p.Progress; p.Remaining == nil {
			i.Remaining = nil
		}
		switch {
		case i.Progress == 100 && i.ActualFinish == 0:
			i.ActualFinish = max(span.finish, i.ActualStart)
		case i.Progress < 100 && p.ActualFinish == nil:
			i.ActualFinish = 0
		}
		if i.Progress == 0 && p.ActualStart == nil {
			i.ActualStart = 0
		}
	}
	if i.ActualFinish != 0 {
		i.Progress, i.Remaining = 100, nil
	} else if i.Progress == 100 {
		i.Progress = 99
		if i.ActualStart == 0 {
			i.Progress = 0
		}
	}
	if i.ActualStart == 0 && (i.Progress > 0 || i.ActualFinish != 0) {
		if i.ActualStart = span.start; i.ActualFinish != 0 {
			i.ActualStart = min(i.ActualStart, i.ActualFinish)
		}
		if i.ActualStart == 0 {
			i.ActualStart = schedule.At(d.start(), 0)
		}
	}
	if i.ActualFinish != 0 && i.ActualFinish < i.ActualStart {
		return wrong("actual_finish", label.T("it was finished before it began; give a later finish", "il a été fini avant de commencer\u202f; donnez une fin plus tardive"))
	}
	return nil
}
