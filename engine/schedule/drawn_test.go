package schedule_test

import (
	"math/rand/v2"
	"os"
	"strconv"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// drawn is a small plan, and its calendars by the minute.
func drawn(r *rand.Rand) (schedule.Plan, []minutes) {
	p := schedule.Plan{Start: schedule.At(simulated+40, r.IntN(schedule.PerDay)), Rules: schedule.MicrosoftProject}
	if r.IntN(2) == 0 {
		p.Rules = schedule.PrimaveraP6
		p.Rules.LateFloat = false
		p.Rules.Progress = schedule.ProgressRule(r.IntN(4))
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
