package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
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
		x := s.ls[l.To]
		if l.Type == schedule.FinishFinish || l.Type == schedule.StartFinish {
			x = s.lf[l.To]
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

// drawn is a small plan, and its calendars by the minute.
func drawn(r *rand.Rand) (schedule.Plan, []minutes) {
	p := schedule.Plan{Start: schedule.At(simulated+40, r.IntN(schedule.PerDay)), Rules: schedule.MicrosoftProject}
	if r.IntN(2) == 0 {
		p.Rules = schedule.PrimaveraP6
		p.Rules.LateFloat = false
		p.Rules.Progress = schedule.ProgressRule(r.IntN(3))
		p.Rules.Float = schedule.SmallerFloat
	}
	if r.IntN(3) == 0 {
		p.Status = p.Start + schedule.Time(r.IntN(3*schedule.PerDay))
	}
	var work []minutes
	for range 1 + r.IntN(2) {
		w := schedule.Work{}
		for d := range w.Week {
			switch r.IntN(4) {
			case 0:
			case 1:
				w.Week[d] = []schedule.Shift{{From: 480, To: 720}, {From: 780, To: 1020}}
			case 2:
				from := r.IntN(1400)
				w.Week[d] = []schedule.Shift{{From: from, To: from + 1 + r.IntN(schedule.PerDay-from)}}
			case 3:
				w.Week[d] = []schedule.Shift{{From: 0, To: 300}, {From: 1200, To: 1440}}
			}
		}
		w.Week[r.IntN(7)] = []schedule.Shift{{From: 480, To: 1020}}
		if r.IntN(2) == 0 {
			off := simulated + 38 + day.Day(r.IntN(8))
			w.Exceptions = []schedule.Exception{{From: off, Until: off + day.Day(r.IntN(3))}}
		}
		c, err := schedule.NewCalendar(w)
		if err != nil {
			panic(err)
		}
		p.Calendars = append(p.Calendars, c)
		work = append(work, byMinute(w))
	}
	var always schedule.Work
	for d := range always.Week {
		always.Week[d] = []schedule.Shift{{From: 0, To: schedule.PerDay}}
	}
	work = append(work, byMinute(always))
	when := func() schedule.Time { return p.Start + schedule.Time(r.IntN(6*schedule.PerDay)-schedule.PerDay) }
	for range 1 + r.IntN(5) {
		a := schedule.Activity{Parent: -1, Calendar: int32(r.IntN(len(p.Calendars))), Duration: []int64{0, 1, 60, 400, 900}[r.IntN(5)], Elapsed: r.IntN(8) == 0}
		if r.IntN(2) == 0 {
			a.Constraint = schedule.Constraint(r.IntN(8))
			if a.Constraint == schedule.LateAsPossible {
				a.Constraint = schedule.SoonAsPossible
			}
			a.Date = when()
		}
		if r.IntN(6) == 0 {
			a.Deadline = when()
		}
		switch r.IntN(8) {
		case 0:
			a.ActualStart, a.Remaining = when(), a.Duration/3
		case 1:
			a.ActualStart = when()
			a.ActualFinish = a.ActualStart + 5000
		}
		p.Activities = append(p.Activities, a)
	}
	for to := 1; to < len(p.Activities); to++ {
		for range r.IntN(3) {
			p.Links = append(p.Links, schedule.Link{From: int32(r.IntN(to)), To: int32(to), Type: schedule.LinkType(r.IntN(4)), LagKind: schedule.LagKind(r.IntN(3)), Lag: []int64{0, 0, 0, 1, 200, -30, -300}[r.IntN(7)]})
		}
	}
	return p, work
}

func byMinute(w schedule.Work) minutes {
	out := make(minutes, horizon)
	for d := range horizon / schedule.PerDay {
		shifts := w.Week[d%7]
		for _, e := range w.Exceptions {
			if on := simulated + day.Day(d); e.From <= on && on <= e.Until {
				shifts = e.Shifts
			}
		}
		for _, s := range shifts {
			for m := s.From; m < s.To; m++ {
				out[d*schedule.PerDay+m] = true
			}
		}
	}
	return out
}

// networks is how many are simulated: VIGIE_NETWORKS says otherwise.
func networks() int {
	if n, err := strconv.Atoi(os.Getenv("VIGIE_NETWORKS")); err == nil {
		return n
	}
	return 20_000
}

func TestTheSimulatorFindsTheSameDatesMinuteByMinute(t *testing.T) {
	wrong := 0
	for seed := range networks() {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		p, work := drawn(r)
		n, err := schedule.New(p)
		if err != nil {
			t.Fatal(seed, err)
		}
		s := simulate(p, work)
		for i := range p.Activities {
			d := n.Dates(int32(i))
			got := [4]int{at(d.EarlyStart), at(d.EarlyFinish), at(d.LateStart), at(d.LateFinish)}
			want := [4]int{s.es[i], s.ef[i], s.ls[i], s.lf[i]}
			a := p.Activities[i]
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
				t.Errorf("network %d, activity %d: got a total float of %d, critical %t, want %d\n%s", seed, i, d.TotalFloat, d.Critical, want, told(p))
				wrong++
			}
			if got != want {
				t.Errorf("network %d, activity %d of %d: got %v, want %v\n%s", seed, i, len(p.Activities), dates(got), dates(want), told(p))
				wrong++
				break
			}
		}
		if wrong > 4 {
			t.Fatal("and so on")
		}
	}
	t.Logf("%d networks, %d differ", networks(), wrong)
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
