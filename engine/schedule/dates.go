package schedule

// Dates are what was computed of an activity. Floats are minutes of its calendar.
type Dates struct {
	EarlyStart, EarlyFinish Time
	LateStart, LateFinish   Time
	TotalFloat, FreeFloat   int64
	Critical                bool
}

// Finish returns when all is done.
func (n *Network) Finish() Time { return n.finish }

// Dates returns what was computed of an activity.
func (n *Network) Dates(i int32) Dates {
	c := n.calendars[n.calendar[i]]
	early := n.shown(i, n.es[i], n.ef[i])
	d := Dates{
		EarlyStart: early[0], EarlyFinish: early[1], LateStart: c.time(n.ls[i]), LateFinish: c.time(n.lf[i]),
		TotalFloat: n.TotalFloat(i), FreeFloat: n.FreeFloat(i), Critical: n.Critical(i),
	}
	if n.Activities[i].Idle && n.phase[i] < 0 {
		n.idle(i, &d)
	}
	return d
}

// shown returns early dates as they are shown: what happened as it happened.
func (n *Network) shown(i int32, start, finish spot) [2]Time {
	a := &n.Activities[i]
	out := [2]Time{n.show(i, start), n.show(i, finish)}
	if n.phase[i] < 0 && a.ActualStart != 0 {
		out[0] = a.ActualStart
	}
	if n.phase[i] < 0 && a.ActualFinish != 0 {
		out[1] = a.ActualFinish
	}
	return out
}

// idle shows the bounds themselves.
func (n *Network) idle(i int32, d *Dates) {
	c := n.calendar[i]
	a := &n.Activities[i]
	from, _ := n.pulled(i)
	if a.Constraint == StartNoEarlier {
		from = max(from, n.calendars[c].ceil(a.Date))
	}
	switch {
	case a.ActualStart != 0 || from|1 != n.es[i]:
	case from == n.starts[c]:
		d.EarlyStart = n.Start
	default:
		d.EarlyStart = n.calendars[c].time(from)
	}
	if to, _ := n.pushed(i); to&^1 == n.lf[i] {
		d.LateFinish = n.calendars[c].time(to)
	}
}

// show returns the time of an early date: a milestone that stands at the start of the
// plan shows it as it was given.
func (n *Network) show(i int32, x spot) Time {
	c, a := n.calendar[i], &n.Activities[i]
	known := a.ActualStart != 0 || a.ActualFinish != 0 || a.Pinned != (Pin{})
	if n.length[i] == 0 && n.phase[i] < 0 && x == n.starts[c] && !known {
		return n.Start
	}
	return n.calendars[c].time(x)
}

// TotalFloat is by how much an activity may be late without the plan being late:
// negative where it already is.
func (n *Network) TotalFloat(i int32) int64 {
	if n.Activities[i].ActualFinish != 0 && n.phase[i] < 0 {
		return 0
	}
	if p := n.phase[i]; p >= 0 {
		c := n.calendars[n.Activities[i].Calendar]
		return n.float(c.Between(always.time(n.es[i]), always.time(n.ls[i])), c.Between(always.time(n.ef[i]), always.time(n.lf[i])))
	}
	start, finish := int64(n.ls[i]>>1-n.es[i]>>1), int64(n.lf[i]>>1-n.ef[i]>>1)
	if n.Activities[i].ActualStart != 0 {
		return finish
	}
	return n.float(start, finish)
}

func (n *Network) float(start, finish int64) int64 {
	switch n.Rules.Float {
	case StartFloat:
		return start
	case FinishFloat:
		return finish
	}
	return min(start, finish)
}

// FreeFloat is by how much an activity may be late without anything after it being
// later than early; of one with nothing after it, without the plan being late.
func (n *Network) FreeFloat(i int32) int64 {
	c := n.calendar[i]
	const none = 1 << 62
	free := int64(none)
	for _, l := range n.out[n.outAt[i]:n.outAt[i+1]] {
		x, holds := n.awaits(l, n.es, n.ef)
		if !holds {
			continue
		}
		if !l.plain {
			x = n.carryBack(x, l.link)
		}
		if l.typ == FinishStart || l.typ == FinishFinish {
			free = min(free, int64(x>>1-n.ef[i]>>1))
		} else {
			free = min(free, int64(x>>1-n.es[i]>>1))
		}
	}
	if free == none {
		return int64(n.last[c]>>1 - n.ef[i]>>1)
	}
	return free
}

// Critical reports whether an activity that is not finished has no more float than
// the rules ask for, or is on the longest path where they ask for that.
func (n *Network) Critical(i int32) bool {
	if n.Rules.Longest {
		return n.OnLongestPath(i)
	}
	return n.Activities[i].ActualFinish == 0 && n.TotalFloat(i) <= n.Rules.Critical
}
