package schedule_test

import "vigie/engine/schedule"

// bound is when a link lets its successor start, or finish, with the predecessor
// moved by so many minutes of its work.
func (s *steps) bound(l schedule.Link, moved int64) int {
	w := s.of(l.From)
	x := s.ef[l.From]
	if l.Type == schedule.StartStart || l.Type == schedule.StartFinish {
		x = s.es[l.From]
	}
	if moved != 0 {
		x = walk(w, x, moved)
	}
	if lag, on := s.lag(l); lag != 0 {
		x = walk(on, rest(on, x), lag)
	}
	return rest(s.of(l.To), x)
}

// holds reports whether nothing after an activity that is moved by so much is later
// than it is: its early dates are still at or after what each link asks for.
func (s *steps) holds(i int32, moved int64) bool {
	for _, l := range s.plan.Links {
		if l.From != i {
			continue
		}
		if at, waits := s.awaits(l, s.es, s.ef); waits && !none(s.of(l.To), at, s.bound(l, moved)) {
			return false
		}
	}
	return true
}

// worked counts the minutes of work from one time to another, negative backwards.
func worked(w minutes, from, to int) (n int64) {
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

// back is until when a link lets its predecessor finish, or start, for its successor to
// stay where it is, at x.
func (s *steps) back(l schedule.Link, x int) int {
	if lag, on := s.lag(l); lag != 0 {
		x = walk(on, restBack(on, x), -lag)
		if l.LagKind != schedule.Elapsed {
			x = begin(on, x)
		}
	}
	return restBack(s.of(l.From), x)
}

// free counts the minutes of work by which an activity may be later for nothing after
// it to be, or, with nothing after it, for the plan to end when it does.
func (s *steps) free(i int32) int64 {
	w, least, followed := s.of(i), int64(1<<40), false
	for _, l := range s.plan.Links {
		if l.From != i {
			continue
		}
		from := s.ef[i]
		if l.Type == schedule.StartStart || l.Type == schedule.StartFinish {
			from = s.es[i]
		}
		if x, waits := s.awaits(l, s.es, s.ef); waits {
			least, followed = min(least, worked(w, from, s.back(l, x))), true
		}
	}
	if !followed {
		return worked(w, s.ef[i], s.end)
	}
	return least
}

// plain reports whether there is one calendar around an activity, without leads: then
// "no later" can be tried, for no gap of one calendar lies within the work of another.
func (s *steps) plain(i int32) bool {
	followed := false
	for _, l := range s.plan.Links {
		if l.From != i {
			continue
		}
		if _, waits := s.awaits(l, s.es, s.ef); waits {
			followed = true
		}
		if lag, on := s.lag(l); &on[0] != &s.of(i)[0] && lag != 0 || &s.of(l.To)[0] != &s.of(i)[0] || lag < 0 {
			return false
		}
	}
	return followed
}

// movesByItsFreeFloat returns how many activities could be tried: each moves by its free
// float and no further.
func (x *simulation) movesByItsFreeFloat() (tried int) {
	x.Helper()
	s := x.s
	for at := range x.plan.Activities {
		i := int32(at)
		free := x.n.FreeFloat(i)
		if want := s.free(i); free != want {
			x.differ("activity %d: got a free float of %d, want %d", i, free, want)
		}
		if !s.plain(i) || x.plan.Activities[i].ActualStart != 0 {
			continue
		}
		tried++
		if !s.holds(i, free) || s.holds(i, free+1) {
			x.differ("activity %d: its free float is %d; moved by it all else stays is %t, by a minute more %t", i, free, s.holds(i, free), s.holds(i, free+1))
		}
	}
	return tried
}
