package transfer

import (
	"cmp"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/label"
	"vigie/room/exchange"
	"vigie/room/plan"
)

var (
	dependsOn   = exchange.Follows.Text()
	unexplained = label.T("the rules here put it elsewhere", "les règles d’ici la placent ailleurs")
	byTheDay    = label.T("a milestone that was reached keeps its day, not its hour", "un jalon atteint garde son jour, pas son heure")
	waitsBeyond = label.T("it waits for something that is not brought in", "elle attend quelque chose qui n’est pas repris")
	byLinks     = label.T("what it waits for, or what its phase waits for, puts it there", "ce qu’elle attend, ou ce qu’attend sa phase, la place là")
	byLength    = label.T("its duration is not the work that lies between its dates", "sa durée n’est pas le travail compris entre ses dates")
)

// differ lists the tasks of which a date is not the one of the file, by line.
func (c *carrier) differ() []Difference {
	var out []Difference
	c.r.Compared = 0
	for _, i := range c.task {
		if d, differs := c.compare(i); differs {
			out = append(out, d)
		}
	}
	c.explain(out)
	slices.SortStableFunc(out, func(a, b Difference) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

// compare compares the dates of a task with those of the file. Times between which no
// work lies are one moment; of a table days are compared.
func (c *carrier) compare(i int) (Difference, bool) {
	t, id := &c.p.Tasks[i], c.item[i]
	it := &c.in.Items[-id-1]
	d := Difference{Name: it.Name, Kind: it.Kind, Start: schedule.Time(t.Stored.Start), Finish: schedule.Time(t.Stored.Finish), task: i, item: id}
	d.Number, d.WBS = c.t.Line(id)
	var ok bool
	if d.NowStarts, d.NowEnds, ok = c.t.Span(id); !ok {
		return d, false
	}
	start := d.Start != 0 && c.apart(it, d.Start, d.NowStarts, false)
	finish := d.Finish != 0 && c.apart(it, d.Finish, d.NowEnds, true)
	for _, at := range []schedule.Time{d.Start, d.Finish} {
		if at != 0 {
			c.r.Compared++
		}
	}
	d.OnlyStart, d.OnlyEnd = start && !finish, finish && !start
	return d, start || finish
}

func (c *carrier) apart(it *plan.Item, stored, now schedule.Time, end bool) bool {
	if c.s.days {
		if end || it.Kind == plan.Milestone {
			return lastDay(stored) != lastDay(now)
		}
		return stored.Day() != now.Day()
	}
	if it.Elapsed || it.Kind == plan.Phase {
		return stored != now && (it.Elapsed || c.t.Between(it.ID, stored, now) != 0)
	}
	return stored != now && c.t.Between(it.ID, stored, now) != 0
}

// explain says why each date is another one: what the comparison by the rules of the
// program found, what cannot be brought, and then what follows from these.
func (c *carrier) explain(all []Difference) {
	known := c.reasons
	if known == nil && c.computed != nil {
		known = map[int]exchange.Reason{}
		c.reasons = known
		for _, d := range c.computed.Compare().Differences {
			if d.Part <= exchange.Finish && d.Reason != exchange.SameMoment && d.Reason != exchange.Unexplained {
				known[d.Task] = d.Reason
			}
		}
	}
	differs, beyond := map[int]bool{}, map[int]bool{}
	for _, d := range all {
		differs[d.task] = true
	}
	for _, n := range c.alone {
		beyond[c.p.Links[n].To] = true
	}
	before := make([][]int, len(c.p.Tasks))
	for k := range c.in.Items {
		for _, l := range c.in.Items[k].Links {
			before[c.task[k]] = append(before[c.task[k]], c.task[-l.From-1])
		}
	}
	kids := make([][]int, len(c.p.Tasks))
	for i := range c.p.Tasks {
		if up := c.p.Tasks[i].Parent; up >= 0 {
			kids[up] = append(kids[up], i)
			before[i] = append(before[i], before[up]...)
		}
	}
	other := func(i int) bool { return differs[i] }
	for n := range all {
		d := &all[n]
		reason, said := known[d.task]
		switch {
		case said && reason != exchange.Follows:
			d.Reason = reason.Text()
		case beyond[d.task]:
			d.Reason = waitsBeyond
		case d.Kind == plan.Milestone && c.in.Dates[d.item].Done != 0:
			d.Reason = byTheDay
		case slices.ContainsFunc(kids[d.task], other) || slices.ContainsFunc(before[d.task], other) || said:
			d.Reason, d.follows = dependsOn, true
		case c.s.days && len(before[d.task]) > 0 && !d.OnlyEnd:
			d.Reason = byLinks
		case c.s.days && d.OnlyEnd:
			d.Reason = byLength
		default:
			d.Reason = unexplained
		}
	}
}

// rounds is how often dates are held before all that differ are.
const rounds = 12

// hold gives tasks the dates of the file: first those that differ by themselves, then
// those that still do.
func (c *carrier) hold() error {
	all := c.r.Differences
	held := map[int64]bool{}
	for round := range rounds {
		left := slices.DeleteFunc(c.again(all), func(d Difference) bool { return held[d.item] || d.Kind == plan.Phase })
		if len(left) == 0 {
			break
		}
		own := slices.DeleteFunc(slices.Clone(left), func(d Difference) bool { return d.follows })
		if len(own) == 0 || round == rounds-1 {
			own = left
		}
		for _, d := range own {
			held[d.item] = true
			if c.pin(d) {
				c.r.Held++
			}
		}
		if err := c.t.Put(c.in); err != nil {
			return err
		}
	}
	still := map[int64]bool{}
	for _, d := range c.again(all) {
		still[d.item] = true
	}
	for n := range all {
		all[n].Kept = !still[all[n].item]
	}
	return nil
}

// again lists what differs now, and whether that follows from something else.
func (c *carrier) again(first []Difference) []Difference {
	compared := c.r.Compared
	now := c.differ()
	c.r.Compared = compared
	return now
}

// pin gives one task the dates of the file; it reports whether it can.
func (c *carrier) pin(d Difference) bool {
	it, t := &c.in.Items[-d.item-1], &c.p.Tasks[d.task]
	k := c.in.Dates[d.item]
	start, finish := d.Start, d.Finish
	switch {
	case it.Kind == plan.Phase || it.ActualFinish != 0 || k.Done != 0:
		return false
	case it.Kind == plan.Milestone && c.s.days:
		it.Manual, k.Date = true, lastDay(max(start, finish))
		c.in.Dates[d.item] = k
	case it.Kind == plan.Milestone:
		it.Constraint, it.Date = "must_start", max(start, finish)
	case it.ActualStart != 0:
		if finish == 0 || finish <= it.ActualStart || c.in.Settings.Progress == "retained" || c.in.Settings.Progress == "override" {
			return false
		}
		if it.Duration = c.t.Between(it.ID, it.ActualStart, finish); it.Elapsed {
			it.Duration = int64(finish - it.ActualStart)
		}
		it.Remaining = nil
		if left := t.Remaining.Minutes(); t.Remaining != 0 && left <= it.Duration {
			it.Remaining = &left
		}
	default:
		it.Manual, it.Start, it.Finish = true, start, finish
		it.Constraint, it.Date = "", 0
	}
	return true
}

// count says how much of everything the file has, and how much of it is brought.
func (c *carrier) count() {
	kinds := map[plan.Kind]int{}
	links := 0
	for n := range c.in.Items {
		kinds[c.in.Items[n].Kind]++
		links += len(c.in.Items[n].Links)
	}
	assignments, baselines := 0, map[int]bool{}
	for i := range c.p.Assignments {
		if c.p.Assignments[i].Resource >= 0 {
			assignments++
		}
	}
	for i := range c.p.Tasks {
		for _, b := range c.p.Tasks[i].Baselines {
			baselines[b.Number] = true
		}
	}
	calendars := 0
	for i := range c.p.Calendars {
		if !c.p.Calendars[i].OfResource {
			calendars++
		}
	}
	resources, there := Count{"resources", label.T("Resources", "Ressources"), 0, len(c.team.Known) + len(c.team.Made)}, Count{"assignments", label.T("Assignments", "Affectations"), assignments, c.assigned}
	for i := range c.p.Resources {
		if c.p.Resources[i].Name != "" {
			resources.Found++
		}
	}
	c.r.Counts = []Count{
		{"phases", label.T("Phases", "Phases"), kinds[plan.Phase], kinds[plan.Phase]},
		{"tasks", label.T("Tasks", "Tâches"), kinds[plan.Task] + c.inactive(), kinds[plan.Task]},
		{"milestones", label.T("Milestones", "Jalons"), kinds[plan.Milestone], kinds[plan.Milestone]},
		{"links", label.T("Links", "Liens"), len(c.p.Links) + c.found, links},
	}
	if c.s.days {
		c.r.Counts = append(c.r.Counts, resources, there)
		return
	}
	used := map[int64]bool{c.in.Settings.Calendar: true}
	for _, id := range c.on {
		used[id] = true
	}
	c.r.Counts = append(c.r.Counts,
		Count{"calendars", label.T("Calendars", "Calendriers"), max(calendars, len(used)), len(used)},
		resources, there,
		Count{"baselines", label.T("Baselines", "Références"), len(baselines), len(c.numbers())},
		Count{"custom_fields", label.T("Custom fields", "Champs personnalisés"), len(c.p.Fields), 0},
	)
}

func (c *carrier) inactive() int {
	n := 0
	for i := range c.p.Tasks {
		if t := &c.p.Tasks[i]; t.Inactive && !t.Blank && !t.Summary {
			n++
		}
	}
	return n
}
