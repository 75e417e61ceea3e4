package mspdi

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/ground/money"
)

// Write writes a plan, as Microsoft Project 2010 and later read it. Tasks must stand
// as in a list: each after what holds it, what it holds together.
func Write(to io.Writer, p *planfile.Plan) error {
	w := &writer{b: bufio.NewWriterSize(to, 64<<10), p: p, table: map[string]string{}}
	w.b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Project xmlns=\"http://schemas.microsoft.com/project\">\n")
	w.text("SaveVersion", "14")
	put(w, &projectLeaves, p)
	if p.MinutesPerDay > 0 {
		// in days, of which a thousandth is less than a minute
		w.text("CriticalSlackLimit", money.Amount(int64(p.Critical)*10_000/(int64(planfile.Minute)*int64(p.MinutesPerDay))).String())
	}
	w.text("CalendarUID", w.calendar(p.Calendar))
	w.tables()
	w.fields()
	w.list("Calendars", len(p.Calendars), w.writeCalendar)
	w.predecessors()
	w.list("Tasks", len(p.Tasks), w.task)
	w.list("Resources", len(p.Resources), w.resource)
	w.list("Assignments", len(p.Assignments), w.assignment)
	w.b.WriteString("</Project>\n")
	return w.b.Flush()
}

type writer struct {
	b      *bufio.Writer
	p      *planfile.Plan
	depth  int
	table  map[string]string // by the ID of a field: the GUID of its choices
	waits  [][]int           // by task: its links
	levels []int             // by task: in how many others it stands
}

func (w *writer) indent() {
	for range w.depth + 1 {
		w.b.WriteByte('\t')
	}
}

func (w *writer) open(name string) {
	w.indent()
	w.b.WriteString("<" + name + ">\n")
	w.depth++
}

func (w *writer) close(name string) {
	w.depth--
	w.indent()
	w.b.WriteString("</" + name + ">\n")
}

func (w *writer) list(name string, count int, each func(int)) {
	w.open(name)
	for i := range count {
		each(i)
	}
	w.close(name)
}

// text writes an element. What XML cannot hold is left off.
func (w *writer) text(name, s string) {
	w.indent()
	w.b.WriteString("<" + name + ">")
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == '<':
			w.b.WriteString("&lt;")
		case r == '>':
			w.b.WriteString("&gt;")
		case r == '&':
			w.b.WriteString("&amp;")
		case r == '\r':
			w.b.WriteString("&#13;")
		case r < ' ' && r != '\n' && r != '\t', r == utf8.RuneError && n == 1, r == 0xfffe, r == 0xffff:
		default:
			w.b.WriteString(s[:n])
		}
		s = s[n:]
	}
	w.b.WriteString("</" + name + ">\n")
}

// put writes the leaves of something, but those named.
func put[T any](w *writer, l *leaves[T], of *T, but ...string) {
	for i := range l.order {
		if s, said := l.order[i].write(of); said && !slices.Contains(but, l.order[i].name) {
			w.text(l.order[i].name, s)
		}
	}
}

func (w *writer) calendar(place int) string {
	if place < 0 {
		return "-1"
	}
	return w.p.Calendars[place].ID
}

// tables writes what custom fields offer, each table once.
func (w *writer) tables() {
	seen := map[string]bool{}
	w.open("OutlineCodes")
	for i := range w.p.Fields {
		f := &w.p.Fields[i]
		if f.Table == "" {
			continue
		}
		w.table[f.ID] = f.Table
		if seen[f.Table] {
			continue
		}
		seen[f.Table] = true
		w.open("OutlineCode")
		w.text("Guid", f.Table)
		w.open("Values")
		for k := range f.Choices {
			w.open("Value")
			put(w, &codeLeaves, &f.Choices[k])
			w.close("Value")
		}
		w.close("Values")
		w.close("OutlineCode")
	}
	w.close("OutlineCodes")
}

func (w *writer) fields() {
	w.list("ExtendedAttributes", len(w.p.Fields), func(i int) {
		f := &w.p.Fields[i]
		w.open("ExtendedAttribute")
		put(w, &fieldLeaves, f)
		if f.Table == "" && len(f.Choices) > 0 {
			w.open("ValueList")
			for k := range f.Choices {
				w.open("Value")
				put(w, &choiceLeaves, &f.Choices[k])
				w.close("Value")
			}
			w.close("ValueList")
		}
		w.close("ExtendedAttribute")
	})
}

func (w *writer) writeCalendar(i int) {
	c := &w.p.Calendars[i]
	w.open("Calendar")
	put(w, &calendarLeaves, c)
	w.text("BaseCalendarUID", w.calendar(c.Base))
	w.days(&c.Week)
	if len(c.Exceptions) > 0 {
		w.list("Exceptions", len(c.Exceptions), func(k int) { w.exception(&c.Exceptions[k]) })
	}
	if len(c.Weeks) > 0 {
		w.list("WorkWeeks", len(c.Weeks), func(k int) {
			w.open("WorkWeek")
			w.period(c.Weeks[k].From, c.Weeks[k].Until)
			w.text("Name", c.Weeks[k].Name)
			w.days(&c.Weeks[k].Days)
			w.close("WorkWeek")
		})
	}
	w.close("Calendar")
}

// days writes the days of a week that are said, from Sunday.
func (w *writer) days(week *[7]planfile.Day) {
	said := false
	for _, d := range week {
		said = said || d.Said
	}
	if !said {
		return
	}
	w.open("WeekDays")
	for n := range 7 {
		if d := &week[(n+6)%7]; d.Said {
			w.open("WeekDay")
			w.text("DayType", strconv.Itoa(n+1))
			w.shifts(d.Shifts)
			w.close("WeekDay")
		}
	}
	w.close("WeekDays")
}

func (w *writer) shifts(of []planfile.Shift) {
	w.text("DayWorking", written(len(of) > 0))
	if len(of) == 0 {
		return
	}
	w.list("WorkingTimes", len(of), func(i int) {
		w.open("WorkingTime")
		w.text("FromTime", hours(of[i].From))
		w.text("ToTime", hours(of[i].To))
		w.close("WorkingTime")
	})
}

func (w *writer) period(from, until day.Day) {
	w.open("TimePeriod")
	w.text("FromDate", planfile.At(from, 0).String())
	w.text("ToDate", planfile.At(until, 23*60+59).String())
	w.close("TimePeriod")
}

// types are the numbers of the ways in which exceptions come back.
var types = map[planfile.Recurrence]int{planfile.Once: 1, planfile.Daily: 7, planfile.Weekly: 6, planfile.MonthlyByDay: 4, planfile.MonthlyByPosition: 5, planfile.YearlyByDay: 2, planfile.YearlyByPosition: 3}

func (w *writer) exception(of *planfile.Exception) {
	e := *of
	if e.Type == 0 && e.Every != planfile.Once || e.Type < 0 || e.Type >= len(recurrences) || recurrences[e.Type] != e.Every {
		e.Type = types[e.Every]
	}
	w.open("Exception")
	w.period(e.From, e.Until)
	put(w, &exceptionLeaves, &e)
	w.shifts(e.Shifts)
	w.close("Exception")
}

// predecessors finds the links of each task, and its level.
func (w *writer) predecessors() {
	w.waits, w.levels = make([][]int, len(w.p.Tasks)), make([]int, len(w.p.Tasks))
	for i := range w.p.Links {
		w.waits[w.p.Links[i].To] = append(w.waits[w.p.Links[i].To], i)
	}
	// the task of the whole plan, of level 0, holds all that stands at level 1
	for i := range w.p.Tasks {
		if up := w.p.Tasks[i].Parent; up >= 0 && up < i {
			w.levels[i] = w.levels[up] + 1
		} else if i > 0 || !w.whole() {
			w.levels[i] = 1
		}
	}
}

// whole reports whether the first task is that of the whole plan.
func (w *writer) whole() bool {
	t := w.p.Tasks[0]
	return t.Parent < 0 && (t.ID == "0" || t.Number == "0" || t.Outline == "0")
}

func (w *writer) task(i int) {
	t := raw{Task: w.p.Tasks[i], level: w.levels[i]}
	w.open("Task")
	left := []string{"StartSlack", "FinishSlack"}
	if !t.Stored.Floats {
		left = append(left, "FreeSlack", "TotalSlack")
	} else if t.Stored.StartFloat != 0 || t.Stored.FinishFloat != 0 {
		left = nil
	}
	put(w, &taskLeaves, &t, left...)
	w.text("CalendarUID", w.calendar(t.Calendar))
	for _, k := range w.waits[i] {
		w.link(&w.p.Links[k])
	}
	w.values(t.Values)
	w.baselines(t.Baselines)
	w.phased(t.Phased, t.ID)
	w.close("Task")
}

func (w *writer) link(of *planfile.Link) {
	l := said(*of)
	w.open("PredecessorLink")
	from := of.Elsewhere
	if of.From >= 0 {
		from = w.p.Tasks[of.From].ID
	}
	w.text("PredecessorUID", from)
	put(w, &linkLeaves, &l)
	w.close("PredecessorLink")
}

func (w *writer) values(of []planfile.Value) {
	for i := range of {
		v := of[i]
		name := "ExtendedAttribute"
		if w.table[v.Field] != "" && v.Choice != "" {
			name, v.Text = "OutlineCode", ""
		}
		w.open(name)
		if v.Unit == 0 {
			put(w, &valueLeaves, &v, "DurationFormat")
		} else {
			put(w, &valueLeaves, &v)
		}
		w.close(name)
	}
}

func (w *writer) baselines(of []planfile.Baseline) {
	for i := range of {
		w.open("Baseline")
		put(w, &baselineLeaves, &of[i])
		w.close("Baseline")
	}
}

func (w *writer) phased(of []planfile.Phased, uid string) {
	for i := range of {
		w.open("TimephasedData")
		if uid != "" {
			w.text("UID", uid)
		}
		put(w, &phasedLeaves, &of[i])
		w.close("TimephasedData")
	}
}

func (w *writer) resource(i int) {
	x := &w.p.Resources[i]
	w.open("Resource")
	put(w, &resourceLeaves, x)
	w.text("Type", written(x.Kind == planfile.WorkResource))
	w.text("CalendarUID", w.calendar(x.Calendar))
	w.text("IsCostResource", written(x.Kind == planfile.CostResource))
	w.values(x.Values)
	w.baselines(x.Baselines)
	if len(x.Rates) > 0 {
		w.list("Rates", len(x.Rates), func(k int) {
			w.open("Rate")
			put(w, &rateLeaves, &x.Rates[k])
			w.close("Rate")
		})
	}
	w.close("Resource")
}

func (w *writer) assignment(i int) {
	a := &w.p.Assignments[i]
	w.open("Assignment")
	w.text("TaskUID", w.p.Tasks[a.Task].ID)
	uid := nobody
	if a.Resource >= 0 {
		uid = w.p.Resources[a.Resource].ID
	}
	w.text("ResourceUID", uid)
	put(w, &assignmentLeaves, a)
	w.values(a.Values)
	w.baselines(a.Baselines)
	w.phased(a.Phased, a.ID)
	w.close("Assignment")
}
