package schedule

// Compute computes all dates anew.
func (n *Network) Compute() {
	n.path.known = false
	for c, calendar := range n.calendars {
		n.starts[c] = calendar.ceil(n.Start)
	}
	n.forward(false)
	n.conclude()
	n.backward()
	switch {
	case !n.delays():
	case n.Rules.LateFloat:
		n.sink()
	default:
		n.forward(true)
		n.conclude()
		n.backward()
	}
}

// forward computes the early dates; with late, what is to be as late as possible
// stands where the backward pass has put it.
func (n *Network) forward(late bool) {
	for c := range n.done {
		n.done[c] = soonest
	}
	for _, e := range n.order {
		switch {
		case e < 0:
			n.sum(-1 - e)
		case n.phase[e] >= 0:
			n.open(e)
		default:
			from, fin := n.pulled(e)
			if late && n.Activities[e].Constraint == LateAsPossible {
				from = max(from, n.ls[e])
			}
			n.seat(e, from, fin)
			if c := n.calendar[e]; n.ef[e] > n.done[c] {
				n.done[c] = n.ef[e]
			}
		}
	}
}

// pulled returns before which spots an activity does not start, and does not finish.
func (n *Network) pulled(i int32) (from, fin spot) {
	c := n.calendar[i]
	from, fin = n.starts[c], soonest
	if up := n.Activities[i].Parent; up >= 0 {
		if b := &n.bound[n.phase[up]]; b.at != soonest {
			if b.calendar != c {
				b.there, b.calendar = n.convert(b.at, int32(len(n.Calendars)), c), c
			}
			from = max(from, b.there)
		}
	}
	for _, l := range n.in[n.inAt[i]:n.inAt[i+1]] {
		x := n.ef[l.other]
		if l.typ == StartStart || l.typ == StartFinish {
			x = n.es[l.other]
		}
		if !l.plain {
			x = n.carry(x, l.link)
		}
		if l.typ <= StartStart {
			from = max(from, x)
		} else {
			fin = max(fin, x)
		}
	}
	return from, fin
}

// carry brings an end of the predecessor of a link, with the lag, into the calendar of
// the successor.
func (n *Network) carry(x spot, link int32) spot {
	t := &n.Links[link]
	from, to, lag := n.calendar[t.From], n.calendar[t.To], n.lag[link]
	switch {
	case lag == 0:
		return n.convert(x, from, to)
	case t.LagKind == Elapsed:
		return n.calendars[to].ceil(n.calendars[from].time(x) + Time(lag))
	}
	on := n.lagCalendar(t)
	x = 2 * (n.convert(x, from, on)>>1 + spot(lag))
	if lag < 0 {
		x++
	}
	return n.convert(x, on, to)
}

// carryBack brings an end of the successor of a link back to the predecessor.
func (n *Network) carryBack(x spot, link int32) spot {
	t := &n.Links[link]
	from, to, lag := n.calendar[t.From], n.calendar[t.To], n.lag[link]
	switch {
	case lag == 0:
		return n.convertBack(x, to, from)
	case t.LagKind == Elapsed:
		return n.calendars[from].floor(n.calendars[to].time(x) - Time(lag))
	}
	on := n.lagCalendar(t)
	x = 2*(n.convertBack(x, to, on)>>1-spot(lag)) + 1
	return n.convertBack(x, on, from)
}

func (n *Network) lagCalendar(t *Link) int32 {
	switch n.Rules.LagOn {
	case OfPredecessor:
		return n.working(t.From)
	case OfProject:
		return n.Calendar
	case RoundTheClock:
		return int32(len(n.Calendars))
	}
	return n.working(t.To)
}

// working is the calendar that counts for the lags of an activity.
func (n *Network) working(i int32) int32 {
	if n.phase[i] >= 0 {
		return n.Activities[i].Calendar
	}
	return n.calendar[i]
}

// convert returns the first spot of a calendar at or after one of another.
func (n *Network) convert(x spot, from, to int32) spot {
	if from == to {
		return x
	}
	return n.calendars[to].ceil(n.calendars[from].time(x))
}

// convertBack returns the last one at or before.
func (n *Network) convertBack(x spot, from, to int32) spot {
	if from == to {
		return x
	}
	return n.calendars[to].floor(n.calendars[from].time(x))
}

// seat gives an activity its early dates.
func (n *Network) seat(i int32, from, fin spot) {
	a := &n.Activities[i]
	d := spot(n.length[i])
	if a.ActualStart != 0 || a.ActualFinish != 0 || a.Pinned != (Pin{}) {
		n.seatDone(i, from, fin)
		return
	}
	if n.Rules.Progress != Contiguous && n.Status != 0 {
		from = max(from, n.calendars[n.calendar[i]].ceil(n.Status))
	}
	s := startOf(from, d)
	if fin != soonest {
		s = max(s, startBy(fin, d))
	}
	if a.Constraint >= StartNoEarlier {
		s = n.constrained(i, s)
	}
	n.es[i], n.ef[i] = s, finishOf(s, d)
}

// startOf is a bound taken as the start of something that lasts d: of work the
// beginning of a minute, of a milestone the bound as it is.
func startOf(x, d spot) spot {
	if d == 0 {
		return x
	}
	return x | 1
}

// endOf is the same of a finish.
func endOf(x, d spot) spot {
	if d == 0 {
		return x
	}
	return x &^ 1
}

// finishOf is when what begins at s and lasts d is finished.
func finishOf(s, d spot) spot {
	if d == 0 {
		return s
	}
	return 2 * (s>>1 + d)
}

// startBy is when what lasts d begins in order to be finished at f.
func startBy(f, d spot) spot {
	if d == 0 {
		return f
	}
	return 2*(f>>1-d) + 1
}

// constrained moves a start as the constraint says.
func (n *Network) constrained(i int32, s spot) spot {
	a, c := &n.Activities[i], n.calendars[n.calendar[i]]
	d := spot(n.length[i])
	switch a.Constraint {
	case StartNoEarlier:
		return max(s, startOf(c.ceil(a.Date), d))
	case FinishNoEarlier:
		return max(s, startBy(endOf(c.ceil(a.Date), d), d))
	case MustStart:
		return startOf(c.ceil(a.Date), d)
	case MustFinish:
		return startBy(endOf(c.floor(a.Date), d), d)
	}
	if n.Rules.Loose {
		return s
	}
	if a.Constraint == StartNoLater {
		return min(s, startOf(c.ceil(a.Date), d))
	}
	return min(s, startBy(endOf(c.floor(a.Date), d), d))
}

// seatDone does so where dates are known: they happened, or are given by hand.
func (n *Network) seatDone(i int32, from, fin spot) {
	a, c := &n.Activities[i], n.calendars[n.calendar[i]]
	d := spot(n.length[i])
	start, finish := a.ActualStart, a.ActualFinish
	if start == 0 && finish == 0 {
		start, finish = a.Pinned.Start, a.Pinned.Finish
	}
	switch {
	case start == 0:
		f := endOf(c.floor(finish), d)
		n.es[i], n.ef[i] = startBy(f, d), f
		return
	case finish != 0:
		s := startOf(c.ceil(start), d)
		n.es[i], n.ef[i] = s, max(endOf(c.floor(finish), d), s&^1)
		return
	}
	s := startOf(c.ceil(start), d)
	n.es[i], n.ef[i] = s, finishOf(s, d)
	if a.ActualStart == 0 || n.Rules.Progress == Contiguous || n.Status == 0 {
		return
	}
	rest := startOf(max(s, c.ceil(n.Status)), 1)
	left := spot(a.Remaining)
	if n.Rules.Progress == Retained {
		rest = max(rest, startOf(from, 1))
		if fin != soonest {
			rest = max(rest, startBy(fin, left))
		}
	}
	n.ef[i] = 2 * (rest>>1 + left)
}

// open finds before when nothing in a phase starts.
func (n *Network) open(i int32) {
	a, p := &n.Activities[i], n.phase[i]
	from, _ := n.pulled(i)
	if a.Constraint == StartNoEarlier || a.Constraint == MustStart {
		from = max(from, always.ceil(a.Date))
	}
	if from == n.starts[n.calendar[i]] {
		from = soonest // what starts with the plan says so itself
	}
	n.bound[p] = edge{from, from, n.calendar[i]}
}

// sum gives a phase the dates of what is in it.
func (n *Network) sum(p int32) {
	i := n.phases[p]
	n.es[i], n.ef[i] = n.span(p, n.es, n.ef)
}

// span is from the first start to the last finish of what is in a phase.
func (n *Network) span(p int32, starts, finishes []spot) (spot, spot) {
	from, until := Time(0), Time(0)
	kids := n.kids[n.kidsAt[p]:n.kidsAt[p+1]]
	for at := 0; at < len(kids); {
		// what follows in one calendar is compared there
		c := n.calendar[kids[at]]
		first, last := latest, soonest
		for ; at < len(kids) && n.calendar[kids[at]] == c; at++ {
			first, last = min(first, starts[kids[at]]), max(last, finishes[kids[at]])
		}
		if t := n.calendars[c].time(first); from == 0 || t < from {
			from = t
		}
		until = max(until, n.calendars[c].time(last))
	}
	return always.ceil(from) | 1, always.floor(until) &^ 1
}

// conclude finds when all is done, and by when it must be.
func (n *Network) conclude() {
	n.finish = n.Start
	for c, last := range n.done {
		if last != soonest {
			n.finish = max(n.finish, n.calendars[c].time(last))
		}
	}
	by := n.finish
	if n.Plan.Finish != 0 {
		by = n.Plan.Finish
	}
	for c, calendar := range n.calendars {
		n.last[c] = calendar.floor(by)
	}
}

// sink moves what is to be as late as possible by its free float, so that nothing
// else moves.
func (n *Network) sink() {
	for at := len(n.order) - 1; at >= 0; at-- {
		e := n.order[at]
		if e < 0 || n.phase[e] >= 0 || n.Activities[e].Constraint != LateAsPossible || n.Activities[e].ActualStart != 0 {
			continue
		}
		if free := n.FreeFloat(e); free > 0 {
			d := spot(n.length[e])
			n.es[e] = startOf(n.es[e]+spot(2*free), d)
			n.ef[e] = finishOf(n.es[e], d)
		}
	}
	for _, e := range n.order {
		if e < 0 {
			n.sum(-1 - e)
		}
	}
	n.count()
	n.conclude()
}

// delays reports whether something is to be as late as possible.
func (n *Network) delays() bool {
	for i := range n.Activities {
		if n.Activities[i].Constraint == LateAsPossible && n.phase[i] < 0 {
			return true
		}
	}
	return false
}
