package schedule

// Cause is what an early date comes from.
type Cause uint8

const (
	ByPlan       Cause = iota // nothing but the start of the plan
	ByLink                    // a predecessor
	ByPhase                   // what bounds the phase that it is in
	ByConstraint              // its own constraint
	ByStatus                  // the status date: what has not happened by then comes after
	ByFact                    // it happened
	ByHand                    // dates given by hand
	ByContent                 // of a phase: what is in it
	ByDelay                   // it is to be as late as possible
)

// Reason is one step of why an activity is when it is.
type Reason struct {
	Activity int32
	Finish   bool // it is about its finish, not its start
	At       Time
	Cause    Cause
	Link     int32 // of ByLink; -1 for none
	From     int32 // the predecessor, the phase, or what decides in a phase; -1 for none
	Bound    Time  // what the cause says, before the calendar moves it to where there is work
}

// Why returns why an activity starts, or finishes, when it does: each reason explains
// the date that the one before it names, down to one that needs no other.
func (n *Network) Why(i int32, finish bool) []Reason {
	var out []Reason
	for seen := 0; i >= 0 && seen <= 2*len(n.order); seen++ {
		r := n.reason(i, finish)
		out = append(out, r)
		switch r.Cause {
		case ByLink:
			t := n.Links[r.Link].Type
			finish = t == FinishStart || t == FinishFinish
		case ByContent:
		case ByPhase:
			return append(out, n.why(r.From)...)
		default:
			return out
		}
		i = r.From
	}
	return out
}

// why explains what bounds the start of all that is in a phase.
func (n *Network) why(phase int32) []Reason {
	r := n.bounding(phase, n.calendar[phase], n.bound[n.phase[phase]].at, 0)
	switch r.Cause {
	case ByLink:
		t := n.Links[r.Link].Type
		return append([]Reason{r}, n.Why(r.From, t == FinishStart || t == FinishFinish)...)
	case ByPhase:
		return append([]Reason{r}, n.why(r.From)...)
	}
	return []Reason{r}
}

func (n *Network) reason(i int32, finish bool) Reason {
	a, c := &n.Activities[i], n.calendar[i]
	r := Reason{Activity: i, Finish: finish, Link: -1, From: -1, At: n.show(i, n.es[i])}
	if finish {
		r.At = n.show(i, n.ef[i])
	}
	r.Bound = r.At
	switch {
	case n.phase[i] >= 0:
		r.Cause, r.From = ByContent, n.deciding(i, finish)
		return r
	case a.ActualFinish != 0, a.ActualStart != 0 && (!finish || n.Rules.Progress == Contiguous || n.Status == 0):
		r.Cause = ByFact
		return r
	case a.ActualStart == 0 && a.Pinned != (Pin{}):
		r.Cause = ByHand
		return r
	}
	d := spot(n.length[i])
	s := n.es[i]
	if a.ActualStart != 0 && !n.restWaits(a) { // it goes on from the status date, or from when it began if that is later
		if r.Cause = ByFact; n.Status > a.ActualStart {
			r.Cause, r.Bound = ByStatus, n.Status
		}
		return r
	}
	if a.ActualStart != 0 { // what is left of it
		d = spot(a.Remaining)
		s = startBy(n.ef[i], d)
	}
	b := n.bounding(i, c, s, d)
	b.Activity, b.Finish, b.At = i, finish, r.At
	return b
}

// bounding finds what holds a start at s. A link says more than the start of the plan.
func (n *Network) bounding(i, c int32, s, d spot) Reason {
	a, k := &n.Activities[i], n.calendars[c]
	r := Reason{Activity: i, Link: -1, From: -1, At: k.time(s), Bound: n.Start}
	best := n.starts[c]
	better := func(x spot) bool {
		// what is later holds; s itself, or the end of the work before it
		return startOf(x, d) <= s && x >= best
	}
	if a.Constraint == LateAsPossible && n.phase[i] < 0 {
		if from, fin := n.pulled(i); max(startOf(from, d), startBy(max(fin, soonest/2), d)) < s {
			r.Cause, r.Bound = ByDelay, r.At
			return r
		}
	}
	if n.Rules.Progress != Contiguous && n.Status != 0 && n.phase[i] < 0 {
		if x := k.ceil(n.Status); better(x) && x > best {
			best, r.Cause, r.Bound = x, ByStatus, n.Status
		}
	}
	if up := a.Parent; up >= 0 {
		if b := n.bound[n.phase[up]].at; b != soonest {
			if x := n.convert(b, int32(len(n.Calendars)), c); better(x) {
				best, r.Cause, r.From, r.Bound = x, ByPhase, up, always.time(b)
			}
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
		if l.typ >= FinishFinish {
			x = startBy(x, d)
		}
		if better(x) {
			best, r.Cause, r.Link, r.From, r.Bound = x, ByLink, l.link, l.other, k.time(x)
		}
	}
	if a.Constraint >= StartNoEarlier && n.phase[i] < 0 && a.ActualStart == 0 && startOf(best, d) != s || n.phase[i] >= 0 && a.Constraint >= StartNoEarlier && best < s {
		r.Cause, r.Link, r.From, r.Bound = ByConstraint, -1, -1, a.Date
	}
	return r
}

// deciding is what in a phase has its first start, or its last finish.
func (n *Network) deciding(i int32, finish bool) int32 {
	p := n.phase[i]
	best, when := int32(-1), Time(0)
	for _, kid := range n.kids[n.kidsAt[p]:n.kidsAt[p+1]] {
		c := n.calendars[n.calendar[kid]]
		t := c.time(n.es[kid])
		if finish {
			t = c.time(n.ef[kid])
		}
		if best < 0 || finish && t > when || !finish && t < when {
			best, when = kid, t
		}
	}
	return best
}
