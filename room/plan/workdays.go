package plan

import (
	"vigie/engine/schedule"
	"vigie/ground/day"
)

// workdays counts the days of a calendar on which there is work.
type workdays struct {
	c      *schedule.Calendar
	first  day.Day
	before []int32 // before[i] is how many there are from first to the day before first+i
}

// room is by how many days the table grows at a time.
const room = 512

func (w *workdays) works(d day.Day) bool {
	return w.c.Between(schedule.At(d, 0), schedule.At(d+1, 0)) > 0
}

// reach lays the table out so that a day is in it.
func (w *workdays) reach(d day.Day) {
	if w.before == nil || d < w.first {
		end := max(w.first+day.Day(len(w.before)), d+1)
		w.first, w.before = max(1, d-room), []int32{0}
		w.until(end)
	}
	if d >= w.first+day.Day(len(w.before)) {
		w.until(d + room)
	}
}

func (w *workdays) until(end day.Day) {
	for next := w.first + day.Day(len(w.before)); next <= end; next++ {
		n := w.before[len(w.before)-1]
		if w.works(next - 1) {
			n++
		}
		w.before = append(w.before, n)
	}
}

// between is how many working days one day lies after another one; negative where it
// comes before. A day without work counts as the working day before it.
func (w *workdays) between(from, to day.Day) int {
	w.reach(min(from, to))
	w.reach(max(from, to) + 1)
	return int(w.before[to+1-w.first] - w.before[from+1-w.first])
}

// shift is the working day that lies so many working days after a day; before it, where n
// is negative. The day itself for 0.
func (w *workdays) shift(d day.Day, n int) day.Day {
	if n == 0 {
		return d
	}
	step := day.Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 && d > 1 {
		if d += step; w.works(d) {
			n--
		}
	}
	return d
}

// shiftTime moves a time by working days and keeps its hour. What ends at midnight ends
// on the day before.
func (w *workdays) shiftTime(t schedule.Time, n int, end bool) schedule.Time {
	if t == 0 || n == 0 {
		return t
	}
	d, minute := t.Day(), schedule.Time(t.Minute())
	if end && minute == 0 {
		d, minute = d-1, schedule.PerDay
	}
	return schedule.At(w.shift(d, n), 0) + minute
}

// lastDay is the day on which a finish lies.
func lastDay(t schedule.Time) day.Day {
	if t.Minute() == 0 {
		return t.Day() - 1
	}
	return t.Day()
}

// counted are calendars, each with the table of its days.
type counted map[*schedule.Calendar]*workdays

func (c counted) of(cal *schedule.Calendar) *workdays {
	if c[cal] == nil {
		c[cal] = &workdays{c: cal}
	}
	return c[cal]
}

// calendarOf counts the days of an item; of what is not in the plan those of the plan.
func (v *View) calendarOf(item int64) *workdays {
	if v.days == nil {
		v.days = counted{}
	}
	d := v.of
	cal := d.net.Calendars[d.net.Calendar]
	if at, in := d.at[item]; in {
		cal = d.net.Calendars[d.net.Activities[at].Calendar]
	}
	return v.days.of(cal)
}

// Drift is by how many working days of an item its start, or finish, lies after another
// one; negative where before, 0 where either is not known.
func (v *View) Drift(item int64, was, now schedule.Time, finish bool) int {
	switch w := v.calendarOf(item); {
	case was == 0 || now == 0 || was == now:
		return 0
	case finish:
		return w.between(lastDay(was), lastDay(now))
	default:
		return w.between(was.Day(), now.Day())
	}
}

// Later is a start, or a finish, so many working days of an item later, or earlier, at the
// same hour; 0 for none.
func (v *View) Later(item int64, t schedule.Time, days int, finish bool) schedule.Time {
	return v.calendarOf(item).shiftTime(t, days, finish)
}
