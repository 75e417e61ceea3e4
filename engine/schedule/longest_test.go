package schedule_test

import (
	"testing"

	"pgregory.net/rapid"

	"vigie/engine/schedule"
)

// longest walks the longest path of a simulated plan back, minute by minute: from what
// finishes last along each link that its successor stands right at.
func (s *steps) longest() []bool {
	on, end := make([]bool, len(s.es)), 0
	open := func(i int) bool { return s.plan.Activities[i].ActualFinish == 0 }
	for i, at := range s.ef {
		if open(i) {
			end = max(end, at)
		}
	}
	for i := len(s.ef) - 1; i >= 0; i-- {
		w, a := s.of(int32(i)), s.plan.Activities[i]
		for j, at := range s.ef {
			// in its own calendar, what ends last there
			same := &s.of(int32(j))[0] == &w[0]
			on[i] = on[i] || same && at == end && open(i) && none(w, s.ef[i], end)
		}
		if !on[i] || a.ActualStart != 0 && (s.plan.Rules.Progress != schedule.Retained || s.plan.Status == 0) {
			continue
		}
		for _, l := range s.plan.Links {
			if int(l.To) != i || !open(int(l.From)) {
				continue
			}
			stands := s.es[i]
			if a.ActualStart != 0 {
				stands = walk(w, s.ef[i], -a.Remaining)
			}
			if l.Type == schedule.FinishFinish || l.Type == schedule.StartFinish {
				stands = s.ef[i]
			}
			asks := s.bound(l, 0)
			on[l.From] = on[l.From] || none(w, min(asks, stands), max(asks, stands))
		}
	}
	return on
}

// samePath returns how many activities are on the longest path, and how many are not.
func (x *simulation) samePath() (on, off int) {
	x.Helper()
	for i, want := range x.s.longest() {
		if want {
			on++
		} else {
			off++
		}
		if got := x.n.OnLongestPath(int32(i)); got != want {
			x.differ("activity %d: on the longest path: got %t, want %t", i, got, want)
		}
	}
	return on, off
}

// Where only links hold, in one calendar, what has no float is what the end comes from.
func TestTheLongestPathIsWhatHasNoFloatWhereOnlyLinksHold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := somePlan(rt)
		p.Rules, p.Calendars, p.Status, p.Finish = longestPath, p.Calendars[:1], 0, 0
		p.Rules.Float = schedule.SmallerFloat
		phases := map[int32]bool{}
		for i := range p.Activities {
			a := &p.Activities[i]
			*a = schedule.Activity{Parent: a.Parent, Duration: a.Duration}
			phases[a.Parent] = true
		}
		var links []schedule.Link
		for _, l := range p.Links {
			if l.LagKind = schedule.Working; phases[l.From] && (l.Type == schedule.StartStart || l.Type == schedule.StartFinish) || phases[l.To] && l.Type >= schedule.FinishFinish {
				continue // which hold one way only
			}
			if phases[l.From] || phases[l.To] {
				l.Lag = 0 // a phase counts every minute
			}
			links = append(links, l)
		}
		p.Links = links
		n, err := schedule.New(p)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range p.Activities {
			if phases[int32(i)] {
				continue
			}
			if d := n.Dates(int32(i)); d.Critical != (d.TotalFloat == 0) {
				rt.Fatalf("activity %d: %s, on the longest path: %t\n%s", i, text(d), d.Critical, told(p))
			}
		}
	})
}

// Whatever holds: all that is on the path ends last, or something on the path stands
// after it because of it; and a phase is where something in it is.
func TestAllOfTheLongestPathLeadsToTheLastFinish(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := somePlan(rt)
		p.Rules.Longest = true
		n, err := schedule.New(p)
		if err != nil {
			rt.Fatal(err)
		}
		phase, holds := make([]bool, len(p.Activities)), make([]bool, len(p.Activities))
		var last schedule.Time
		for i, a := range p.Activities {
			if a.Parent >= 0 {
				phase[a.Parent] = true
			}
			for up := a.Parent; up >= 0 && n.Critical(int32(i)); up = p.Activities[up].Parent {
				holds[up] = true
			}
		}
		for i, a := range p.Activities {
			if d := n.Dates(int32(i)); !phase[i] && a.ActualFinish == 0 {
				last = max(last, d.EarlyFinish)
			}
		}
		someone := false
		for i, a := range p.Activities {
			d := n.Dates(int32(i))
			if phase[i] {
				if d.Critical != holds[i] {
					rt.Fatalf("phase %d is critical: %t; something in it is: %t", i, d.Critical, holds[i])
				}
				continue
			}
			someone = someone || d.Critical
			if !d.Critical || n.Calendars[a.Calendar].Between(d.EarlyFinish, last) == 0 || a.Elapsed && d.EarlyFinish == last {
				continue
			}
			led := false
			for at := int32(i); at >= 0; at = p.Activities[at].Parent {
				for _, l := range p.Links {
					led = led || l.From == at && n.Critical(l.To)
				}
			}
			if !led {
				rt.Fatalf("activity %d is on the path, ends on %s and not on %s, and leads to nothing on the path\n%s", i, said(d.EarlyFinish), said(last), told(p))
			}
		}
		if last != 0 && !someone {
			rt.Fatalf("nothing is on the path\n%s", told(p))
		}
	})
}
