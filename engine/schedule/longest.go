package schedule

// The longest path is what the last finish comes from: what finishes last of all that
// is not finished, what drives that, and so on back. A predecessor drives where the
// successor stands just where the link puts it. Constraints, deadlines and the day by
// which all must be done leave floats behind that say something else; what the end of
// the plan comes from they do not change.

// step says how something came to be on the longest path.
type step uint8

const (
	itself    step = 1 << iota // the activity; of a phase, something in it
	itsStart                   // of a phase: what starts first in it
	itsFinish                  // of a phase: what finishes last in it
	itsBound                   // of a phase: what bounds the start of all in it
)

// path is the longest path of a network, which is found when it is first asked for.
type path struct {
	known bool
	on    []step // by activity
	open  []hop  // whose drivers are still to be found
}

type hop struct {
	activity int32
	step     step
}

// OnLongestPath reports whether an activity is on the longest path; a phase is where
// something in it is.
func (n *Network) OnLongestPath(i int32) bool {
	if !n.path.known {
		n.trace()
	}
	return n.path.on[i]&itself != 0
}

// trace finds the longest path.
func (n *Network) trace() {
	p := &n.path
	if p.on == nil {
		p.on = make([]step, len(n.Activities))
	}
	clear(p.on)
	p.known = true
	n.finishers()
	for len(p.open) > 0 {
		h := p.open[len(p.open)-1]
		p.open = p.open[:len(p.open)-1]
		switch h.step {
		case itself:
			for up := n.Activities[h.activity].Parent; up >= 0 && p.on[up]&itself == 0; up = n.Activities[up].Parent {
				p.on[up] |= itself
			}
			n.drivers(h.activity)
		case itsBound:
			n.driversAt(h.activity, n.boundOf(h.activity), 0, true)
		default:
			n.edges(h.activity, h.step)
		}
	}
}

// follow puts an activity on the path, or an end of a phase. What is finished drives
// nothing any more.
func (n *Network) follow(i int32, s step) {
	if n.phase[i] < 0 && n.Activities[i].ActualFinish != 0 || n.path.on[i]&s != 0 {
		return
	}
	n.path.on[i] |= s
	n.path.open = append(n.path.open, hop{i, s})
}

// finishers puts on the path what finishes last of all that is not finished.
func (n *Network) finishers() {
	last := make([]spot, len(n.calendars))
	for c := range last {
		last[c] = soonest
	}
	for i, c := range n.calendar {
		if n.ef[i] > last[c] && n.phase[i] < 0 && n.Activities[i].ActualFinish == 0 {
			last[c] = n.ef[i]
		}
	}
	end := Time(0)
	for c, x := range last {
		if x != soonest {
			end = max(end, n.calendars[c].time(x))
		}
	}
	for c, x := range last {
		if x == soonest || n.calendars[c].time(x) != end {
			last[c] = latest
		}
	}
	for i, c := range n.calendar {
		if n.ef[i]>>1 == last[c]>>1 && n.phase[i] < 0 {
			n.follow(int32(i), itself)
		}
	}
}

// drivers follows what the dates of an activity come from.
func (n *Network) drivers(i int32) {
	a := &n.Activities[i]
	s, d := n.es[i], spot(n.length[i])
	switch {
	case a.ActualStart != 0:
		if !n.restWaits(a) {
			return
		}
		d = spot(a.Remaining)
		s = startBy(n.ef[i], d)
	case a.Pinned != (Pin{}):
		return
	}
	n.driversAt(i, s, d, false)
}

// driversAt follows what puts a start at s. FF and SF hold no phase.
func (n *Network) driversAt(i int32, s, d spot, phase bool) {
	if up := n.Activities[i].Parent; up >= 0 {
		if b := n.boundOf(up); n.convert(b, int32(len(n.Calendars)), n.calendar[i])>>1 == s>>1 {
			n.follow(up, itsBound)
		}
	}
	for _, l := range n.in[n.inAt[i]:n.inAt[i+1]] {
		x, how := n.ef[l.other], itsFinish
		if l.typ == StartStart || l.typ == StartFinish {
			x, how = n.es[l.other], itsStart
		}
		if !l.plain {
			x = n.carry(x, l.link)
		}
		if l.typ >= FinishFinish {
			if phase {
				continue
			}
			x -= 2 * d
		}
		if x>>1 != s>>1 {
			continue
		}
		if n.phase[l.other] < 0 {
			how = itself
		}
		n.follow(l.other, how)
	}
}

// boundOf is before when nothing in a phase starts, that of the plan where nothing says
// later.
func (n *Network) boundOf(phase int32) spot {
	return max(n.bound[n.phase[phase]].at, n.starts[len(n.Calendars)])
}

// edges follows what in a phase starts first, or finishes last.
func (n *Network) edges(i int32, s step) {
	p := n.phase[i]
	from, until := always.time(n.es[i]), always.time(n.ef[i])
	for _, kid := range n.kids[n.kidsAt[p]:n.kidsAt[p+1]] {
		c := n.calendars[n.calendar[kid]]
		if s == itsStart && c.time(n.es[kid]) > from || s == itsFinish && c.time(n.ef[kid]) < until {
			continue
		}
		if n.phase[kid] < 0 {
			n.follow(kid, itself)
		} else {
			n.follow(kid, s)
		}
	}
}
