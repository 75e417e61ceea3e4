package schedule

import (
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Network is a plan made ready to be computed, and what was computed. It is used by
// one at a time.
type Network struct {
	Plan
	calendars []*Calendar // those of the plan, and that of every minute
	calendar  []int32     // by activity
	length    []int64     // by activity: its duration in that calendar
	phase     []int32     // by activity: its number among the phases, or -1
	phases    []int32     // the activities that are phases

	order []int32 // events, each after all it waits for: activity, or -1-phase where one closes
	place []int32 // by activity: where it stands in order (where it opens)
	close []int32 // by phase: where it closes

	in, out        []end // the links by successor, and by predecessor: of activity i from [inAt[i]] to [inAt[i+1]]
	inAt, outAt    []int32
	kids, kidsAt   []int32 // the same of what is in phases, by phase
	lag            []int64 // by link, in minutes
	es, ef, ls, lf []spot  // by activity, in its calendar
	bound          []edge  // by phase: before which nothing in it starts
	limit          []edge  // by phase: after which nothing in it finishes
	done           []spot  // by calendar: the last early finish
	finish         Time    // when all is done
	last           []spot  // by calendar: the same, or when it must be
	starts         []spot  // by calendar: the start of the plan
	path           path
}

// end is a link as one of its ends sees it.
type end struct {
	other int32 // the activity at the other end
	link  int32
	typ   LinkType
	plain bool // without lag, within one calendar
}

// edge is where a phase begins or ends, as a spot of every minute, and the same in the
// calendar that was asked for last: most of what is in a phase shares one.
type edge struct {
	at, there spot
	calendar  int32
}

// Cycle is the error of links that lead back to where they began, named from the first
// in the plan.
type Cycle struct {
	Activities []int32 // each waits for the one before, the first for the last
}

func (c *Cycle) Error() string { return "the links form a circle" }

// New makes a plan ready and computes it. The error is a *Cycle, or says what of the
// plan cannot be.
func New(p Plan) (*Network, error) {
	n := &Network{Plan: p}
	if err := n.check(); err != nil {
		return nil, err
	}
	n.arrange()
	if err := n.sort(); err != nil {
		return nil, err
	}
	n.Compute()
	return n, nil
}

func (n *Network) check() error {
	count := int32(len(n.Activities))
	wrong := func(en, fr string) error { return fault.Invalid("plan", label.T(en, fr)) }
	if len(n.Calendars) == 0 || int(n.Calendar) >= len(n.Calendars) || n.Calendar < 0 {
		return wrong("A plan needs a calendar", "Un plan a besoin d’un calendrier")
	}
	if n.Start <= 0 {
		return wrong("A plan needs a start", "Un plan a besoin d’un début")
	}
	for i := range n.Activities {
		a := &n.Activities[i]
		if a.Parent < -1 || a.Parent >= count || a.Calendar < 0 || int(a.Calendar) >= len(n.Calendars) || a.Duration < 0 || a.Remaining < 0 {
			return wrong("An activity names what is not there, or has a negative duration", "Une activité cite ce qui n’existe pas, ou a une durée négative")
		}
	}
	for i := range n.Activities {
		slow, step := int32(i), 0
		for at := n.Activities[i].Parent; at >= 0; at = n.Activities[at].Parent {
			if step++; step&1 == 0 {
				slow = n.Activities[slow].Parent
			}
			if at == slow {
				return wrong("A phase stands within itself", "Une phase est contenue dans elle-même")
			}
		}
	}
	for i := range n.Links {
		l := &n.Links[i]
		if l.From < 0 || l.To < 0 || l.From >= count || l.To >= count {
			return wrong("A link names an activity that is not there", "Un lien cite une activité qui n’existe pas")
		}
		if l.From == l.To {
			return &Cycle{[]int32{l.From}}
		}
	}
	return nil
}

// arrange lays links and phases out by activity.
func (n *Network) arrange() {
	count := len(n.Activities)
	n.calendars = append(append([]*Calendar{}, n.Calendars...), always)
	n.calendar, n.length = make([]int32, count), make([]int64, count)
	n.phase = make([]int32, count)
	for i := range n.phase {
		n.phase[i] = -1
	}
	for i := range n.Activities {
		if up := n.Activities[i].Parent; up >= 0 && n.phase[up] < 0 {
			n.phase[up] = int32(len(n.phases))
			n.phases = append(n.phases, up)
		}
	}
	for i := range n.Activities {
		n.settle(int32(i))
	}
	n.kidsAt, n.kids = grouped(len(n.phases), count, func(i int) int32 {
		if up := n.Activities[i].Parent; up >= 0 {
			return n.phase[up]
		}
		return -1
	})
	n.lag = make([]int64, len(n.Links))
	for i := range n.Links {
		n.lag[i] = n.lagOf(int32(i))
	}
	var list []int32
	n.inAt, list = grouped(count, len(n.Links), func(i int) int32 { return n.Links[i].To })
	n.in = n.ends(list, func(l *Link) int32 { return l.From })
	n.outAt, list = grouped(count, len(n.Links), func(i int) int32 { return n.Links[i].From })
	n.out = n.ends(list, func(l *Link) int32 { return l.To })
	n.es, n.ef, n.ls, n.lf = make([]spot, count), make([]spot, count), make([]spot, count), make([]spot, count)
	n.bound, n.limit = make([]edge, len(n.phases)), make([]edge, len(n.phases))
	n.done = make([]spot, len(n.calendars))
	n.last, n.starts = make([]spot, len(n.calendars)), make([]spot, len(n.calendars))
}

func (n *Network) ends(links []int32, other func(*Link) int32) []end {
	out := make([]end, len(links))
	for at, link := range links {
		t := &n.Links[link]
		out[at] = end{other(t), link, t.Type, n.lag[link] == 0 && n.calendar[t.From] == n.calendar[t.To]}
	}
	return out
}

// settle takes up the calendar and the duration of an activity.
func (n *Network) settle(i int32) {
	a := &n.Activities[i]
	n.calendar[i], n.length[i] = a.Calendar, a.Duration
	if a.Elapsed || n.phase[i] >= 0 {
		n.calendar[i] = int32(len(n.Calendars))
	}
}

func (n *Network) lagOf(link int32) int64 {
	l := &n.Links[link]
	if l.LagKind == Percent {
		return l.Lag * n.Activities[l.From].Duration / 10_000
	}
	return l.Lag
}

// grouped sorts the numbers below count by their group, keeping their order; those of
// group -1 are left out.
func grouped(groups, count int, of func(int) int32) (at, list []int32) {
	at = make([]int32, groups+1)
	for i := range count {
		if g := of(i); g >= 0 {
			at[g+1]++
		}
	}
	for g := range groups {
		at[g+1] += at[g]
	}
	list = make([]int32, at[groups])
	next := append([]int32{}, at[:groups]...)
	for i := range count {
		if g := of(i); g >= 0 {
			list[next[g]] = int32(i)
			next[g]++
		}
	}
	return at, list
}

// sort puts the events in an order in which each comes after all it waits for. An
// activity is one event; a phase opens as its activity, before what is in it, and
// closes after it.
func (n *Network) sort() error {
	count := len(n.Activities)
	total := count + len(n.phases)
	waits := make([]int32, total) // by event: activity, or count+phase where it closes
	for i := range n.Activities {
		waits[i] += n.inAt[i+1] - n.inAt[i]
		if up := n.Activities[i].Parent; up >= 0 {
			waits[i]++
			waits[count+int(n.phase[up])]++
		}
	}
	n.order = make([]int32, 0, total)
	n.place, n.close = make([]int32, count), make([]int32, len(n.phases))
	// What became ready last goes first, so that what is near in the plan stays near.
	var open []int32
	for i := len(n.Activities) - 1; i >= 0; i-- {
		if waits[i] == 0 {
			open = append(open, int32(i))
		}
	}
	ready := func(event int32) {
		if waits[event]--; waits[event] == 0 {
			open = append(open, event)
		}
	}
	for len(open) > 0 {
		event := open[len(open)-1]
		open = open[:len(open)-1]
		i := event
		if int(event) >= count {
			p := event - int32(count)
			n.close[p] = int32(len(n.order))
			n.order = append(n.order, -1-p)
			i = n.phases[p]
		} else {
			n.place[event] = int32(len(n.order))
			n.order = append(n.order, event)
			if p := n.phase[event]; p >= 0 {
				kids := n.kids[n.kidsAt[p]:n.kidsAt[p+1]]
				for k := len(kids) - 1; k >= 0; k-- {
					ready(kids[k])
				}
				continue
			}
		}
		for _, l := range n.out[n.outAt[i]:n.outAt[i+1]] {
			ready(l.other)
		}
		if up := n.Activities[i].Parent; up >= 0 {
			ready(int32(count) + n.phase[up])
		}
	}
	if len(n.order) < total {
		return n.cycle(waits)
	}
	return nil
}

// cycle names a circle among the events that still wait: going back from any of them
// to one that it waits for must come round.
func (n *Network) cycle(waits []int32) error {
	count := int32(len(n.Activities))
	before := func(event int32) int32 {
		if event >= count {
			p := event - count
			for _, kid := range n.kids[n.kidsAt[p]:n.kidsAt[p+1]] {
				if k := n.closing(kid); waits[k] > 0 {
					return k
				}
			}
			return n.phases[p]
		}
		for _, l := range n.in[n.inAt[event]:n.inAt[event+1]] {
			if from := n.closing(l.other); waits[from] > 0 {
				return from
			}
		}
		return n.Activities[event].Parent
	}
	at := int32(0)
	for waits[at] == 0 {
		at++
	}
	seen := map[int32]int{}
	var path []int32
	for {
		if from, ok := seen[at]; ok {
			path = path[from:]
			break
		}
		seen[at] = len(path)
		path = append(path, at)
		at = before(at)
	}
	var out []int32
	for k := len(path) - 1; k >= 0; k-- {
		i := path[k]
		if i >= count {
			i = n.phases[i-count]
		}
		if len(out) == 0 || out[len(out)-1] != i {
			out = append(out, i)
		}
	}
	if len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[1:]
	}
	first := slices.Index(out, slices.Min(out))
	return &Cycle{slices.Concat(out[first:], out[:first])}
}

// closing is the event by which an activity is over.
func (n *Network) closing(i int32) int32 {
	if p := n.phase[i]; p >= 0 {
		return int32(len(n.Activities)) + p
	}
	return i
}

// always is the calendar of every minute.
var always = func() *Calendar {
	var w Work
	for i := range w.Week {
		w.Week[i] = []Shift{{0, PerDay}}
	}
	c, err := NewCalendar(w)
	if err != nil {
		panic(err) // it has work
	}
	return c
}()
