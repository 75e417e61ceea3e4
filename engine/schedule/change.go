package schedule

import (
	"maps"
	"math/bits"
	"slices"
)

// Edit is an activity as it is to be. What it stands in stays.
type Edit struct {
	Activity int32
	To       Activity
}

// Move is an activity whose early dates a change has moved, as Dates has them (of an
// idle one what was computed, not the bounds).
type Move struct {
	Activity                           int32
	Start, Finish, WasStart, WasFinish Time
}

// Change edits activities and computes what follows from that, and no more. It
// returns what moved, phases among it, in the order of the plan, and how to take it
// all back.
func (n *Network) Change(edits ...Edit) ([]Move, func()) {
	c := &change{n: n, finish: n.finish, last: slices.Clone(n.last), was: map[int32][2]Time{}, forward: newMarks(len(n.order)), backward: newMarks(len(n.order))}
	n.path.known = false
	delayed := n.delays()
	for _, e := range edits {
		c.take(e)
	}
	if delayed || n.delays() {
		c.whole()
	} else {
		c.run()
	}
	return c.moves(), c.undo
}

// change is one while it is computed.
type change struct {
	n                 *Network
	forward, backward marks
	early, late       []kept // what dates were
	bounds, limits    []keptEdge
	edits             []Edit            // how the activities were
	was               map[int32][2]Time // what they showed
	finish            Time
	last              []spot
}

type kept struct {
	activity   int32
	start, end spot
}

type keptEdge struct {
	phase int32
	was   edge
}

// marks are events that are to be computed, by their place in the order.
type marks struct {
	bits     []uint64
	from, to int // words that may hold some
}

func newMarks(n int) marks { return marks{bits: make([]uint64, (n+63)/64), from: 1 << 30} }

func (m *marks) set(at int32) {
	w := int(at >> 6)
	m.bits[w] |= 1 << (at & 63)
	m.from, m.to = min(m.from, w), max(m.to, w)
}

// take edits an activity, and marks what that touches.
func (c *change) take(e Edit) {
	n, i := c.n, e.Activity
	c.edits = append(c.edits, Edit{i, n.Activities[i]})
	if _, known := c.was[i]; !known {
		c.was[i] = n.shown(i, n.es[i], n.ef[i])
	}
	c.put(e)
	c.forward.set(n.place[i])
	c.mark(&c.backward, i)
	for _, l := range n.out[n.outAt[i]:n.outAt[i+1]] {
		c.forward.set(n.place[l.other])
	}
	for _, l := range n.in[n.inAt[i]:n.inAt[i+1]] {
		c.mark(&c.backward, l.other)
	}
	if p := n.phase[i]; p >= 0 {
		for _, kid := range n.kids[n.kidsAt[p]:n.kidsAt[p+1]] {
			c.forward.set(n.place[kid])
			c.mark(&c.backward, kid)
		}
	} else if up := n.Activities[i].Parent; up >= 0 {
		// another calendar may show the same dates otherwise
		c.forward.set(n.close[n.phase[up]])
		c.backward.set(n.place[up])
	}
}

// put makes an activity what it is to be, with all that is kept of it.
func (c *change) put(e Edit) {
	n, i := c.n, e.Activity
	e.To.Parent = n.Activities[i].Parent
	n.Activities[i] = e.To
	n.settle(i)
	for at := n.inAt[i]; at < n.inAt[i+1]; at++ {
		n.ease(&n.in[at])
	}
	for at := n.outAt[i]; at < n.outAt[i+1]; at++ {
		l := &n.out[at]
		n.lag[l.link] = n.lagOf(l.link)
		n.ease(l)
	}
	for _, l := range n.in[n.inAt[i]:n.inAt[i+1]] {
		n.easeAt(n.out[n.outAt[l.other]:n.outAt[l.other+1]], l.link)
	}
	for _, l := range n.out[n.outAt[i]:n.outAt[i+1]] {
		n.easeAt(n.in[n.inAt[l.other]:n.inAt[l.other+1]], l.link)
	}
}

func (n *Network) ease(l *end) {
	t := &n.Links[l.link]
	l.plain = n.lag[l.link] == 0 && n.calendar[t.From] == n.calendar[t.To]
}

func (n *Network) easeAt(ends []end, link int32) {
	for at := range ends {
		if ends[at].link == link {
			n.ease(&ends[at])
		}
	}
}

// mark marks an activity where the backward pass computes its late dates: of a phase
// its limit, where it closes.
func (c *change) mark(m *marks, i int32) {
	if p := c.n.phase[i]; p >= 0 {
		m.set(c.n.close[p])
		return
	}
	m.set(c.n.place[i])
}

// run computes what is marked, and what that touches.
func (c *change) run() {
	n := c.n
	for w := c.forward.from; w <= c.forward.to; w++ {
		for c.forward.bits[w] != 0 {
			at := int32(w<<6 + bits.TrailingZeros64(c.forward.bits[w]))
			c.forward.bits[w] &= c.forward.bits[w] - 1
			c.ahead(n.order[at])
		}
	}
	n.count()
	n.conclude()
	if n.finish != c.finish {
		c.shift()
	}
	for w := c.backward.to; w >= c.backward.from; w-- {
		for c.backward.bits[w] != 0 {
			b := 63 - bits.LeadingZeros64(c.backward.bits[w])
			c.backward.bits[w] &^= 1 << b
			c.back(n.order[w<<6+b])
		}
	}
}

// shift marks all that may have been, or will be, held by the end of the plan.
func (c *change) shift() {
	n := c.n
	bound := make([]spot, len(c.last))
	for k := range bound {
		bound[k] = min(c.last[k], n.last[k]) &^ 1
	}
	for i, f := range n.lf {
		if p := n.phase[i]; p >= 0 && n.limit[p].at >= bound[len(bound)-1] || p < 0 && f >= bound[n.calendar[i]] {
			c.mark(&c.backward, int32(i))
		}
	}
}

// count finds the last early finish by calendar.
func (n *Network) count() {
	for c := range n.done {
		n.done[c] = soonest
	}
	for i, c := range n.calendar {
		if n.phase[i] < 0 && n.ef[i] > n.done[c] {
			n.done[c] = n.ef[i]
		}
	}
}

// ahead computes the early dates of one event, and marks what they touch.
func (c *change) ahead(e int32) {
	n := c.n
	i := e
	switch {
	case e < 0:
		i = n.phases[-1-e]
		s, f := n.es[i], n.ef[i]
		n.sum(-1 - e)
		if s == n.es[i] && f == n.ef[i] {
			return
		}
		c.early = append(c.early, kept{i, s, f})
	case n.phase[e] >= 0:
		p := n.phase[e]
		was := n.bound[p]
		n.open(e)
		if was.at != n.bound[p].at {
			c.bounds = append(c.bounds, keptEdge{p, was})
			for _, kid := range n.kids[n.kidsAt[p]:n.kidsAt[p+1]] {
				c.forward.set(n.place[kid])
			}
		}
		return
	default:
		s, f := n.es[e], n.ef[e]
		from, fin := n.pulled(e)
		n.seat(e, from, fin)
		if s == n.es[e] && f == n.ef[e] {
			return
		}
		c.early = append(c.early, kept{e, s, f})
		if a := &n.Activities[e]; a.ActualStart != 0 || a.ActualFinish != 0 {
			c.backward.set(n.place[e])
		}
	}
	for _, l := range n.out[n.outAt[i]:n.outAt[i+1]] {
		c.forward.set(n.place[l.other])
	}
	if up := n.Activities[i].Parent; up >= 0 {
		c.forward.set(n.close[n.phase[up]])
	}
}

// back computes the late dates of one event, and marks what they touch.
func (c *change) back(e int32) {
	n := c.n
	i := e
	switch {
	case e < 0:
		p := -1 - e
		was := n.limit[p]
		n.confine(p)
		if was.at != n.limit[p].at {
			c.limits = append(c.limits, keptEdge{p, was})
			for _, kid := range n.kids[n.kidsAt[p]:n.kidsAt[p+1]] {
				c.mark(&c.backward, kid)
			}
		}
		return
	case n.phase[e] >= 0:
		s, f := n.ls[i], n.lf[i]
		n.sumLate(i)
		if s == n.ls[i] && f == n.lf[i] {
			return
		}
		c.late = append(c.late, kept{i, s, f})
	default:
		s, f := n.ls[i], n.lf[i]
		to, start := n.pushed(i)
		n.seatLate(i, to, start)
		if s == n.ls[i] && f == n.lf[i] {
			return
		}
		c.late = append(c.late, kept{i, s, f})
	}
	for _, l := range n.in[n.inAt[i]:n.inAt[i+1]] {
		c.mark(&c.backward, l.other)
	}
	if up := n.Activities[i].Parent; up >= 0 {
		c.backward.set(n.place[up])
	}
}

// whole computes everything anew.
func (c *change) whole() {
	n := c.n
	bound, limit := slices.Clone(n.bound), slices.Clone(n.limit)
	es, ef, ls, lf := slices.Clone(n.es), slices.Clone(n.ef), slices.Clone(n.ls), slices.Clone(n.lf)
	n.Compute()
	for i := range n.Activities {
		if es[i] != n.es[i] || ef[i] != n.ef[i] {
			c.early = append(c.early, kept{int32(i), es[i], ef[i]})
		}
		if ls[i] != n.ls[i] || lf[i] != n.lf[i] {
			c.late = append(c.late, kept{int32(i), ls[i], lf[i]})
		}
	}
	for p := range n.phases {
		c.bounds, c.limits = append(c.bounds, keptEdge{int32(p), bound[p]}), append(c.limits, keptEdge{int32(p), limit[p]})
	}
}

// moves says what moved, in the order of the plan. An activity that came back to
// where it was has not.
func (c *change) moves() []Move {
	n := c.n
	for _, k := range c.early {
		if _, known := c.was[k.activity]; !known { // the first is how it was
			c.was[k.activity] = n.shown(k.activity, k.start, k.end)
		}
	}
	var out []Move
	for _, i := range slices.Sorted(maps.Keys(c.was)) {
		if was, now := c.was[i], n.shown(i, n.es[i], n.ef[i]); was != now {
			out = append(out, Move{i, now[0], now[1], was[0], was[1]})
		}
	}
	return out
}

// undo brings back what there was before.
func (c *change) undo() {
	n := c.n
	n.path.known = false
	for _, e := range slices.Backward(c.edits) {
		c.put(e)
	}
	for _, k := range slices.Backward(c.early) {
		n.es[k.activity], n.ef[k.activity] = k.start, k.end
	}
	for _, k := range slices.Backward(c.late) {
		n.ls[k.activity], n.lf[k.activity] = k.start, k.end
	}
	for _, k := range slices.Backward(c.bounds) {
		n.bound[k.phase] = k.was
	}
	for _, k := range slices.Backward(c.limits) {
		n.limit[k.phase] = k.was
	}
	n.count()
	n.conclude()
}
