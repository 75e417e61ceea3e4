package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// The simulator walks through the minutes one by one. It knows calendars as rows of
// minutes with and without work, and finds each date by trying.

// horizon is how many minutes it knows, from the beginning of its first day.
const horizon = 90 * schedule.PerDay

var simulated = day.Of(2026, 1, 5)

type minutes []bool

// steps is a plan as the simulator sees it: times count from the beginning of its horizon.
type steps struct {
	plan           schedule.Plan
	work           []minutes // by calendar, and that of every minute
	es, ef, ls, lf []int
	end            int
}

func (s *steps) of(i int32) minutes {
	a := s.plan.Activities[i]
	if a.Elapsed {
		return s.work[len(s.work)-1]
	}
	return s.work[a.Calendar]
}

func at(t schedule.Time) int { return int(t - schedule.At(simulated, 0)) }

// walk goes through so much work, forwards or backwards.
func walk(w minutes, t int, work int64) int {
	for ; work > 0; t++ {
		if w[t] {
			work--
		}
	}
	for ; work < 0; work++ {
		for t--; !w[t]; t-- {
		}
	}
	return t
}

// rest goes on to where there is work, or has just been.
func rest(w minutes, t int) int {
	for !w[t] && !w[t-1] {
		t++
	}
	return t
}

func restBack(w minutes, t int) int {
	for !w[t] && !w[t-1] {
		t--
	}
	return t
}

// begin goes on to the next minute of work, done back to the last that was.
func begin(w minutes, t int) int {
	for !w[t] {
		t++
	}
	return t
}

func done(w minutes, t int) int {
	for !w[t-1] {
		t--
	}
	return t
}

// none reports whether there is no work from a to b.
func none(w minutes, a, b int) bool {
	for ; a < b; a++ {
		if w[a] {
			return false
		}
	}
	return true
}

func (s *steps) lag(l schedule.Link) (int64, minutes) {
	lag := l.Lag
	if l.LagKind == schedule.Percent {
		lag = lag * s.plan.Activities[l.From].Duration / 10_000
	}
	switch {
	case l.LagKind == schedule.Elapsed:
		return lag, s.work[len(s.work)-1]
	case s.plan.Rules.LagOn == schedule.OfPredecessor:
		return lag, s.of(l.From)
	}
	return lag, s.of(l.To)
}

// early tries starts from the first on.
func (s *steps) early(i int32) {
	a, w := s.plan.Activities[i], s.of(i)
	from, fin := rest(w, at(s.plan.Start)), -1
	if !w[from] && from < begin(w, at(s.plan.Start)) && !w[at(s.plan.Start)-1] {
		from = begin(w, from)
	}
	for _, l := range s.plan.Links {
		if l.To != i {
			continue
		}
		x := s.ef[l.From]
		if l.Type == schedule.StartStart || l.Type == schedule.StartFinish {
			x = s.es[l.From]
		}
		if lag, on := s.lag(l); lag != 0 {
			x = walk(on, rest(on, x), lag)
		}
		x = rest(w, x)
		if l.Type == schedule.FinishStart || l.Type == schedule.StartStart {
			from = max(from, x)
		} else {
			fin = max(fin, x)
		}
	}
	if a.ActualStart != 0 || a.ActualFinish != 0 {
		s.happened(i, from, fin)
		return
	}
	if s.plan.Rules.Progress != schedule.Contiguous && s.plan.Status != 0 {
		from = max(from, rest(w, at(s.plan.Status)))
	}
	t := from
	if a.Duration > 0 {
		t = begin(w, from)
	}
	for fin >= 0 && !none(w, s.finish(i, t), fin) {
		t = s.next(i, t)
	}
	if fin >= 0 && a.Duration == 0 {
		t = max(t, fin)
	}
	date := at(a.Date)
	if a.Date == 0 {
		date = 0
	}
	loose := s.plan.Rules.Loose
	switch a.Constraint {
	case schedule.StartNoEarlier:
		t = max(t, s.startAt(i, rest(w, date)))
	case schedule.MustStart:
		t = s.startAt(i, rest(w, date))
	case schedule.FinishNoEarlier:
		for !none(w, s.finish(i, t), rest(w, date)) {
			t = s.next(i, t)
		}
		if a.Duration == 0 {
			t = max(t, rest(w, date))
		}
	case schedule.MustFinish:
		t = s.startFor(i, restBack(w, date))
	case schedule.StartNoLater:
		if !loose {
			t = min(t, s.startAt(i, rest(w, date)))
		}
	case schedule.FinishNoLater:
		if !loose {
			t = min(t, s.startFor(i, restBack(w, date)))
		}
	}
	s.es[i], s.ef[i] = t, s.finish(i, t)
}

// next is the next start worth trying.
func (s *steps) next(i int32, t int) int {
	if s.plan.Activities[i].Duration == 0 {
		return rest(s.of(i), t+1)
	}
	return begin(s.of(i), t+1)
}

func (s *steps) startAt(i int32, t int) int {
	if s.plan.Activities[i].Duration == 0 {
		return t
	}
	return begin(s.of(i), t)
}

// startFor is the start that is finished at t.
func (s *steps) startFor(i int32, t int) int {
	if d := s.plan.Activities[i].Duration; d > 0 {
		return walk(s.of(i), t, -d)
	}
	return t
}

func (s *steps) finish(i int32, t int) int { return walk(s.of(i), t, s.plan.Activities[i].Duration) }

func (s *steps) happened(i int32, from, fin int) {
	a, w := s.plan.Activities[i], s.of(i)
	t := s.startAt(i, rest(w, at(a.ActualStart)))
	s.es[i] = t
	switch {
	case a.ActualFinish != 0:
		f := restBack(w, at(a.ActualFinish))
		if a.Duration > 0 {
			f = done(w, f)
		}
		s.ef[i] = f
	case s.plan.Rules.Progress == schedule.Contiguous || s.plan.Status == 0:
		s.ef[i] = s.finish(i, t)
	default:
		t = max(begin(w, t), begin(w, at(s.plan.Status)))
		if s.plan.Rules.Progress == schedule.Retained {
			t = max(t, begin(w, from))
			for fin >= 0 && !none(w, walk(w, t, a.Remaining), fin) {
				t = begin(w, t+1)
			}
		}
		s.ef[i] = done(w, walk(w, t, a.Remaining))
	}
}

// late tries finishes from the last on.
func (s *steps) late(i int32) {
	a, w := s.plan.Activities[i], s.of(i)
	if a.ActualFinish != 0 {
		s.ls[i], s.lf[i] = s.es[i], s.ef[i]
		return
	}
	f, start := restBack(w, s.end), horizon
	for _, l := range s.plan.Links {
		if l.From != i {
			continue
		}
		x, holds := s.awaits(l, s.ls, s.lf)
		if !holds {
			continue
		}
		if lag, on := s.lag(l); lag != 0 {
			x = walk(on, restBack(on, x), -lag)
			if l.LagKind != schedule.Elapsed {
				x = begin(on, x)
			}
		}
		x = restBack(w, x)
		if l.Type == schedule.FinishStart || l.Type == schedule.FinishFinish {
			f = min(f, x)
		} else {
			start = min(start, x)
		}
	}
	hold := func(limit int) { f = min(f, limit) }
	if start < horizon {
		hold(s.finish(i, s.startAt(i, start)))
	}
	switch a.Constraint {
	case schedule.StartNoLater, schedule.MustStart:
		hold(s.finish(i, s.startAt(i, rest(w, at(a.Date)))))
	case schedule.FinishNoLater, schedule.MustFinish:
		hold(restBack(w, at(a.Date)))
	}
	if a.Deadline != 0 {
		hold(restBack(w, at(a.Deadline)))
	}
	if a.Duration > 0 {
		f = done(w, f)
	}
	s.ls[i], s.lf[i] = s.startFor(i, f), f
	if a.ActualStart != 0 {
		s.ls[i] = s.es[i]
	}
}

// awaits is where the successor of a link stands, its rest where that still waits, and
// whether it waits at all.
func (s *steps) awaits(l schedule.Link, starts, finishes []int) (int, bool) {
	a := s.plan.Activities[l.To]
	if ends := l.Type == schedule.FinishFinish || l.Type == schedule.StartFinish; a.ActualStart != 0 && s.plan.Status != 0 {
		switch progress := s.plan.Rules.Progress; {
		case progress == schedule.Override:
			return 0, false
		case progress == schedule.Retained && a.ActualFinish == 0 && !ends:
			return walk(s.of(l.To), finishes[l.To], -a.Remaining), true
		case ends:
			return finishes[l.To], true
		}
		return starts[l.To], true
	} else if ends {
		return finishes[l.To], true
	}
	return starts[l.To], true
}

// float counts the minutes of work from early to late.
func (s *steps) float(i int32) int64 {
	a, w := s.plan.Activities[i], s.of(i)
	count := func(from, to int) (n int64) {
		for t := min(from, to); t < max(from, to); t++ {
			if w[t] {
				n++
			}
		}
		if to < from {
			return -n
		}
		return n
	}
	switch finish := count(s.ef[i], s.lf[i]); {
	case a.ActualFinish != 0:
		return 0
	case a.ActualStart != 0:
		return finish
	default:
		return min(finish, count(s.es[i], s.ls[i]))
	}
}

// simulate computes the plan, whose activities are in an order in which each comes
// after those that it waits for.
func simulate(p schedule.Plan, work []minutes) *steps {
	count := len(p.Activities)
	s := &steps{plan: p, work: work, es: make([]int, count), ef: make([]int, count), ls: make([]int, count), lf: make([]int, count)}
	s.end = at(p.Start)
	for i := range count {
		s.early(int32(i))
		s.end = max(s.end, s.ef[i])
	}
	if p.Finish != 0 {
		s.end = at(p.Finish)
	}
	for i := count - 1; i >= 0; i-- {
		s.late(int32(i))
	}
	return s
}

// simulation is one network with what both find of it.
type simulation struct {
	*testing.T
	seed  int
	plan  schedule.Plan
	n     *schedule.Network
	s     *steps
	wrong int
}

func (x *simulation) differ(form string, args ...any) {
	x.Helper()
	x.Errorf("network %d, "+form+"\n%s", append(append([]any{x.seed}, args...), told(x.plan))...)
	x.wrong++
}

// Dates, free floats and the longest path of one simulation, for it takes most of the time.
func TestTheSimulatorFindsTheSameMinuteByMinute(t *testing.T) {
	x := &simulation{T: t}
	tried, critical, others := 0, 0, 0
	for x.seed = range networks() {
		r := rand.New(rand.NewPCG(uint64(x.seed), 1))
		p, work := drawn(r)
		n, err := schedule.New(p)
		if err != nil {
			t.Fatal(x.seed, err)
		}
		x.plan, x.n, x.s = p, n, simulate(p, work)
		x.sameDates()
		tried += x.movesByItsFreeFloat()
		on, off := x.samePath()
		critical, others = critical+on, others+off
		if x.wrong > 4 {
			t.Fatal("and so on")
		}
	}
	if tried < networks()/4 || critical < networks() || others < networks()/2 {
		t.Errorf("%d activities were moved, %d are on the longest path, %d are not", tried, critical, others)
	}
	t.Logf("%d networks, %d differ", networks(), x.wrong)
}

func (x *simulation) sameDates() {
	x.Helper()
	p, s := x.plan, x.s
	for i, a := range p.Activities {
		d := x.n.Dates(int32(i))
		got := [4]int{at(d.EarlyStart), at(d.EarlyFinish), at(d.LateStart), at(d.LateFinish)}
		want := [4]int{s.es[i], s.ef[i], s.ls[i], s.lf[i]}
		if a.ActualStart != 0 {
			got[0] = want[0] // shown as it happened
		}
		if a.ActualFinish != 0 {
			got[1] = want[1]
		}
		if a.Duration == 0 && got[0] == at(p.Start) {
			got[0], got[1] = want[0], want[1]
		}
		if want := s.float(int32(i)); d.TotalFloat != want || d.Critical != (want <= 0 && a.ActualFinish == 0) {
			x.differ("activity %d: got a total float of %d, critical %t, want %d", i, d.TotalFloat, d.Critical, want)
		}
		if got != want {
			x.differ("activity %d of %d: got %v, want %v", i, len(p.Activities), dates(got), dates(want))
			return
		}
	}
}

func dates(of [4]int) (out [4]string) {
	for i, m := range of {
		out[i] = fmt.Sprintf("%d+%02d:%02d", m/schedule.PerDay, m%schedule.PerDay/60, m%60)
	}
	return out
}

func told(p schedule.Plan) string {
	out := fmt.Sprintf("start %d status %d rules %+v\n", at(p.Start), at(p.Status), p.Rules)
	for i, a := range p.Activities {
		out += fmt.Sprintf("  %d: %+v date %d\n", i, a, at(a.Date))
	}
	for _, l := range p.Links {
		out += fmt.Sprintf("  %+v\n", l)
	}
	return out
}
