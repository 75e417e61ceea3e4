package xer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

// plans makes a plan of each project that has tasks, or is the only one.
func (f *file) plans() ([]*planfile.Plan, error) {
	projects := f.rowsOf("PROJECT")
	if len(projects) == 0 {
		return nil, fault.Invalid("file", label.T("The file has no project; in Primavera P6, export the project as XER", "Le fichier ne contient pas de projet\u202f; dans Primavera P6, exportez le projet au format XER"))
	}
	if n := len(f.rowsOf("TASK")); n > f.limits.Tasks {
		return nil, fault.Oversize(label.F("The file has more than %d activities; export fewer projects", "Le fichier compte plus de %d activités\u202f; exportez moins de projets", f.limits.Tasks))
	}
	filled := map[string]bool{}
	for i := range f.rowsOf("TASK") {
		filled[f.rowsOf("TASK")[i].get("proj_id")] = true
	}
	var out []*planfile.Plan
	for i := range projects {
		if p := &projects[i]; filled[p.get("proj_id")] || len(projects) == 1 {
			b := &builder{file: f, project: p, id: p.get("proj_id"), seen: map[string]int{}, calendars: map[string]int{}, tasks: map[string]int{}, resources: map[string]int{}}
			plan, err := b.build()
			if err != nil {
				return nil, err
			}
			out = append(out, plan)
		}
	}
	if len(out) == 0 {
		return nil, fault.Invalid("file", label.T("None of the projects of the file has an activity", "Aucun des projets du fichier n’a d’activité"))
	}
	return out, nil
}

func (f *file) rowsOf(name string) []row {
	if t := f.tables[name]; t != nil {
		return t.rows
	}
	return nil
}

// builder makes one plan.
type builder struct {
	*file
	project   *row
	id        string
	plan      *planfile.Plan
	seen      map[string]int // unmapped, by where
	calendars map[string]int
	broken    map[string]int // calendars that cannot be read: the line, by id
	tasks     map[string]int // by task_id, and by wbs_id with a W before
	resources map[string]int
	err       error
}

func (b *builder) build() (*planfile.Plan, error) {
	b.plan = &planfile.Plan{Program: "Primavera P6", Calendar: planfile.None, MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20, DayStarts: 480, DayEnds: 1020, WeekStarts: 1}
	b.broken = map[string]int{}
	for _, step := range []func(){b.head, b.readCalendars, b.options, b.fields, b.tree, b.links, b.readResources, b.assignments, b.values, b.notes} {
		if step(); b.err != nil {
			return nil, b.err
		}
	}
	if circle, line := b.plan.Circle(); circle != nil {
		return nil, at(line, "the activities %s wait for each other in a circle; take one of their relationships out", "les activités %s s’attendent mutuellement en boucle\u202f; retirez un de leurs liens", b.plan.Named(circle))
	}
	for _, name := range b.order {
		b.plan.Unmapped = append(b.plan.Unmapped, *b.passed[name])
	}
	return b.plan, nil
}

func (b *builder) fail(r *row, en, fr string, args ...any) {
	if b.err == nil {
		b.err = at(r.line, en, fr, args...)
	}
}

// wrong says that a value is not what its field is for.
func (b *builder) wrong(r *row, field string) {
	b.fail(r, "%s.%s cannot be “%s”; correct it, or export the project again", "%s.%s ne peut pas valoir «\u202f%s\u202f»\u202f; corrigez-le ou exportez de nouveau le projet", r.of.name, field, cut(r.get(field)))
}

func (b *builder) unmapped(r *row, where string, why label.Text) {
	i, known := b.seen[where]
	if !known {
		i = len(b.plan.Unmapped)
		b.seen[where] = i
		b.plan.Unmapped = append(b.plan.Unmapped, planfile.Unmapped{Where: where, Line: r.line, Why: why})
	}
	b.plan.Unmapped[i].Count++
}

func (b *builder) time(r *row, field string) planfile.Time {
	s := strings.TrimSpace(r.get(field))
	if s == "" {
		return 0
	}
	t, _, ok := planfile.ParseTime(s)
	if !ok || t <= 0 {
		b.wrong(r, field)
	}
	return t
}

func (b *builder) hours(r *row, field string) planfile.Span {
	s := strings.Replace(strings.TrimSpace(r.get(field)), ",", ".", 1)
	if s == "" {
		return 0
	}
	h, ok := planfile.Hours(s)
	if !ok {
		if h, ok = exponent(s); !ok {
			b.wrong(r, field)
		}
	}
	return h
}

// exponent reads numbers such as 1.5E-3, as Primavera writes very small ones.
func exponent(s string) (planfile.Span, bool) {
	if !strings.ContainsAny(s, "eE") {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > 1e9 || v < -1e9 {
		return 0, false
	}
	return planfile.Span(v * float64(planfile.Hour)), true
}

func (b *builder) amount(r *row, field string) money.Amount {
	s := strings.Replace(strings.TrimSpace(r.get(field)), ",", ".", 1)
	if s == "" {
		return 0
	}
	v, err := money.Parse(s)
	if err != nil && !strings.ContainsAny(s, "eE") {
		b.wrong(r, field)
	}
	return v
}

func (b *builder) percent(r *row, field string) int {
	v := b.amount(r, field)
	if v < 0 || v > money.Units(100) {
		b.wrong(r, field)
		return 0
	}
	return int((v + money.Scale/2) / money.Scale)
}

// coded finds one of a few; what nobody knows is told and taken as the first.
func coded[E any](b *builder, r *row, field string, codes map[string]E, usual E) E {
	s := r.get(field)
	if s == "" {
		return usual
	}
	v, ok := codes[s]
	if !ok {
		b.unmapped(r, r.of.name+"."+field+" = "+cut(s), label.T("This value is not known; the usual one was taken", "Cette valeur n’est pas connue\u202f; la valeur usuelle a été prise"))
		return usual
	}
	return v
}

func (b *builder) head() {
	p := b.plan
	p.Name, p.Title = b.project.get("proj_short_name"), b.project.get("proj_short_name")
	p.Start, p.Status = b.time(b.project, "plan_start_date"), b.time(b.project, "last_recalc_date")
	p.MustFinish, p.Finish = b.time(b.project, "plan_end_date"), b.time(b.project, "scd_end_date")
	if next := b.time(b.project, "next_data_date"); next != 0 && p.Status == 0 {
		p.Status = next
	}
	p.Critical = b.hours(b.project, "critical_drtn_hr_cnt")
	p.Options.LongestPath = b.project.get("critical_path_type") == "CT_DrivPath"
	for i := range b.rowsOf("PROJWBS") {
		if w := &b.rowsOf("PROJWBS")[i]; w.get("proj_id") == b.id && w.get("proj_node_flag") == "Y" {
			p.Title = w.get("wbs_name")
		}
	}
}

func (b *builder) readCalendars() {
	rows := b.rowsOf("CALENDAR")
	for i := range rows {
		r := &rows[i]
		c := planfile.Calendar{Line: r.line, ID: r.get("clndr_id"), Name: r.get("clndr_name"), Base: planfile.None, OfResource: r.get("clndr_type") == "CA_Rsrc"}
		if _, twice := b.calendars[c.ID]; twice || c.ID == "" {
			b.fail(r, "two calendars have the id “%s”; export the project again", "deux calendriers ont l’identifiant «\u202f%s\u202f»\u202f; exportez de nouveau le projet", cut(c.ID))
			return
		}
		var ok bool
		if h, said := b.worked[c.ID]; said {
			c.Week, c.Exceptions = h.week, h.off
		} else if c.Week, c.Exceptions, ok = calendarData(r.get("clndr_data")); !ok {
			b.broken[c.ID] = r.line
			c.Week, c.Exceptions = officeHours, nil
		}
		b.calendars[c.ID] = len(b.plan.Calendars)
		b.plan.Calendars = append(b.plan.Calendars, c)
	}
	for i := range rows {
		base := rows[i].get("base_clndr_id")
		if to, ok := b.calendars[base]; ok && to != i {
			b.plan.Calendars[i].Base = to
		}
	}
	for i := range b.plan.Calendars {
		if _, _, ok := b.plan.Worked(i); !ok {
			b.fail(&rows[i], "the calendar “%s” is based on itself", "le calendrier «\u202f%s\u202f» est fondé sur lui-même", cut(b.plan.Calendars[i].Name))
			return
		}
		if line, broken := b.broken[b.plan.Calendars[i].ID]; broken {
			b.unmapped(&row{of: rows[i].of, line: line}, "CALENDAR.clndr_data "+cut(b.plan.Calendars[i].Name), label.T("The hours of the calendar cannot be read; no activity is on it", "Les heures du calendrier ne peuvent pas être lues\u202f; aucune activité ne le suit"))
		}
	}
	if at, ok := b.calendars[b.project.get("clndr_id")]; ok {
		b.plan.Calendar = at
		b.lengths(&rows[at])
	}
}

// officeHours stand in for a calendar that cannot be read and is not used.
var officeHours = func() (week [7]planfile.Day) {
	for d := range week {
		week[d].Said = true
		if d < 5 {
			week[d].Shifts = []planfile.Shift{{From: 480, To: 960}}
		}
	}
	return week
}()

// lengths takes how long a day and a week are from the calendar of the plan.
func (b *builder) lengths(r *row) {
	if d := b.hours(r, "day_hr_cnt").Minutes(); d > 0 && d <= planfile.PerDay {
		b.plan.MinutesPerDay = int(d)
	}
	if w := b.hours(r, "week_hr_cnt").Minutes(); w > 0 && w <= 7*planfile.PerDay {
		b.plan.MinutesPerWeek = int(w)
	}
}

func (b *builder) options() {
	rows := b.rowsOf("SCHEDOPTIONS")
	o := &b.plan.Options
	o.Progress, o.Lag, o.Float = planfile.RetainedLogic, planfile.LagOfPredecessor, planfile.FinishFloat
	for i := range rows {
		r := &rows[i]
		if r.get("proj_id") != b.id {
			continue
		}
		switch {
		case r.get("sched_progress_override") == "Y":
			o.Progress = planfile.ProgressOverride
		case r.get("sched_retained_logic") == "N":
			o.Progress = planfile.ActualDates
		}
		o.Lag = coded(b, r, "sched_calendar_on_relationship_lag", map[string]planfile.LagCalendar{"rcal_Predecessor": planfile.LagOfPredecessor, "rcal_Successor": planfile.LagOfSuccessor, "rcal_ProjDefault": planfile.LagOfProject, "rcal_24Hour": planfile.LagRoundTheClock}, o.Lag)
		o.Float = coded(b, r, "sched_float_type", map[string]planfile.Float{"FT_FF": planfile.FinishFloat, "FT_SF": planfile.StartFloat, "FT_Min": planfile.SmallerFloat, "FT_MIN": planfile.SmallerFloat}, o.Float)
		o.OpenEnds = r.get("sched_open_critical_flag") == "Y"
	}
}

// sorted are the rows of this project, by a number.
func (b *builder) sorted(table, by string) []*row {
	var out []*row
	rows := b.rowsOf(table)
	for i := range rows {
		if rows[i].get("proj_id") == b.id {
			out = append(out, &rows[i])
		}
	}
	slices.SortStableFunc(out, func(x, y *row) int {
		m, _ := strconv.Atoi(x.get(by))
		n, _ := strconv.Atoi(y.get(by))
		return cmp.Compare(m, n)
	})
	return out
}
