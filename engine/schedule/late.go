package schedule

// backward computes the late dates.
func (n *Network) backward() {
	for at := len(n.order) - 1; at >= 0; at-- {
		e := n.order[at]
		switch {
		case e < 0:
			n.confine(-1 - e)
		case n.phase[e] >= 0:
			n.sumLate(e)
		default:
			to, start := n.pushed(e)
			n.seatLate(e, to, start)
		}
	}
}

// pushed returns after which spots an activity may not finish, and not start.
func (n *Network) pushed(i int32) (to, start spot) {
	c := n.calendar[i]
	to, start = n.last[c], latest
	if up := n.Activities[i].Parent; up >= 0 {
		b := &n.limit[n.phase[up]]
		if b.calendar != c {
			b.there, b.calendar = n.convertBack(b.at, int32(len(n.Calendars)), c), c
		}
		to = min(to, b.there)
	}
	for _, l := range n.out[n.outAt[i]:n.outAt[i+1]] {
		x, holds := n.awaits(l, n.ls, n.lf)
		if !holds {
			continue
		}
		if !l.plain {
			x = n.carryBack(x, l.link)
		}
		if l.typ == FinishStart || l.typ == FinishFinish {
			to = min(to, x)
		} else {
			start = min(start, x)
		}
	}
	return to, start
}

// awaits returns where the successor of a link stands by the dates given, its start or
// its finish, and whether it waits for the link at all: what has begun may wait with
// its rest only, or no more.
func (n *Network) awaits(l end, starts, finishes []spot) (spot, bool) {
	if a := &n.Activities[l.other]; a.ActualStart != 0 && n.Status != 0 && n.phase[l.other] < 0 {
		switch {
		case n.Rules.Progress == Override:
			return 0, false
		case n.Rules.Progress == Retained && a.ActualFinish == 0 && l.typ <= StartStart:
			return startBy(finishes[l.other], spot(a.Remaining)), true
		}
	}
	if l.typ <= StartStart {
		return starts[l.other], true
	}
	return finishes[l.other], true
}

// restWaits reports whether the rest of what has begun waits for what it waited for.
func (n *Network) restWaits(a *Activity) bool {
	return a.ActualFinish == 0 && n.Rules.Progress == Retained && n.Status != 0
}

// seatLate gives an activity its late dates.
func (n *Network) seatLate(i int32, to, start spot) {
	a, c := &n.Activities[i], n.calendars[n.calendar[i]]
	if a.ActualFinish != 0 {
		n.ls[i], n.lf[i] = n.es[i], n.ef[i]
		return
	}
	d := spot(n.length[i])
	f := endOf(to, d)
	if start != latest {
		f = min(f, finishOf(startOf(start, d), d))
	}
	switch a.Constraint {
	case StartNoLater, MustStart:
		f = min(f, finishOf(startOf(c.ceil(a.Date), d), d))
	case FinishNoLater, MustFinish:
		f = min(f, endOf(c.floor(a.Date), d))
	}
	if a.Deadline != 0 {
		f = min(f, endOf(c.floor(a.Deadline), d))
	}
	n.ls[i], n.lf[i] = startBy(f, d), f
	if a.ActualStart != 0 {
		n.ls[i] = n.es[i]
	}
}

// confine finds after when nothing in a phase finishes.
func (n *Network) confine(p int32) {
	i := n.phases[p]
	to, _ := n.pushed(i)
	if d := n.Activities[i].Deadline; d != 0 {
		to = min(to, always.floor(d))
	}
	n.limit[p] = edge{to, to, n.calendar[i]}
}

// sumLate gives a phase the late dates of what is in it.
func (n *Network) sumLate(i int32) {
	n.ls[i], n.lf[i] = n.span(n.phase[i], n.ls, n.lf)
}
