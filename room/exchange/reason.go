package exchange

import (
	"slices"

	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/label"
)

// Reason says why the file and what was computed differ.
type Reason uint8

// The reasons, each of which is checked against the file before it is given.
const (
	Unexplained   Reason = iota
	SameMoment           // no work lies between the two
	Rounded              // by less than a minute
	OwnFloat             // the float of the file says that it is critical, its mark says not
	OwnEnd               // nothing follows it, and yet its late finish is not the end of the plan of the file
	Interrupted          // more work lies between its dates than it lasts
	ManyCalendars        // those who do it have different calendars
	Over                 // it is finished: its other dates and floats are a convention
	ByHand               // its dates are given by hand
	Levelled             // it was moved by levelling
	PlanCalendar         // its float is counted on the calendar of the plan, not on that of who does it
	Follows              // something that it depends on differs
)

var reasonNames = map[Reason]label.Text{
	Unexplained:   label.T("not explained", "inexpliqué"),
	SameMoment:    label.T("the same moment of work: none lies between the two", "le même moment de travail\u202f: il n’y en a pas entre les deux"),
	Rounded:       label.T("less than a minute apart", "moins d’une minute d’écart"),
	OwnFloat:      label.T("the file contradicts itself: a float that makes it critical, and no such mark", "le fichier se contredit\u202f: une marge qui la rend critique, sans la marque"),
	OwnEnd:        label.T("the file contradicts itself: nothing follows it, and its late finish is not the end of the plan; the dates are of an earlier state", "le fichier se contredit\u202f: rien ne la suit, et sa fin au plus tard n’est pas la fin du plan\u202f; ces dates sont d’un état antérieur"),
	Interrupted:   label.T("its work is interrupted, or lies in time otherwise than evenly", "son travail est interrompu ou inégalement réparti"),
	ManyCalendars: label.T("those who do it have different calendars", "celles et ceux qui la réalisent ont des calendriers différents"),
	Over:          label.T("it is finished, or has begun: its other dates and floats follow a convention of the program", "elle est finie ou commencée\u202f: ses autres dates et marges suivent une convention du programme"),
	ByHand:        label.T("its dates are given by hand; Microsoft Project computes the late dates of such tasks otherwise", "ses dates sont saisies à la main\u202f; Microsoft Project calcule autrement les dates au plus tard de ces tâches"),
	PlanCalendar:  label.T("Microsoft Project counts its float on the calendar of the plan, not on that of who does it", "Microsoft Project compte sa marge sur le calendrier du plan, non sur celui de qui la réalise"),
	Levelled:      label.T("it was moved by levelling", "elle a été déplacée par le nivellement"),
	Follows:       label.T("what it depends on differs", "ce dont elle dépend diffère"),
}

// String is the reason in a word or two, for tables.
func (r Reason) String() string {
	return [...]string{"not explained", "same moment", "rounded", "own float", "own end", "interrupted", "calendars", "over", "by hand", "levelled", "plan calendar", "follows"}[r]
}

// Text tells a reason.
func (r Reason) Text() label.Text { return reasonNames[r] }

// explain finds the reason of each difference: first those of a task itself, then what
// follows from them.
func (c *Computed) explain(a *Agreement) {
	x := c.explainer()
	var open []int
	for i := range a.Differences {
		d := &a.Differences[i]
		if d.Reason = x.own(d); d.Reason == Unexplained {
			open = append(open, i)
			continue
		}
		x.mark(d)
	}
	for changed := true; changed; {
		changed = false
		left := open[:0]
		for _, i := range open {
			d := &a.Differences[i]
			if !x.follows(d) {
				left = append(left, i)
				continue
			}
			d.Reason = Follows
			x.mark(d)
			changed = true
		}
		open = left
	}
	for i := range a.Differences {
		a.Reasons[a.Differences[i].Reason]++
	}
}

// explainer knows what lies around each task, and which of them differ.
type explainer struct {
	*Computed
	before, after, kids [][]int
	of                  []states
	end                 planfile.Time // of the plan as the file has it
	moved               bool          // the plan ends otherwise
}

// states tells which sides of a task differ, beyond a moment of work.
type states struct{ early, late bool }

func (c *Computed) explainer() *explainer {
	n := len(c.Plan.Tasks)
	x := &explainer{Computed: c, before: make([][]int, n), after: make([][]int, n), kids: make([][]int, n), of: make([]states, n)}
	for i := range c.Plan.Tasks {
		t := &c.Plan.Tasks[i]
		if t.Parent >= 0 {
			x.kids[t.Parent] = append(x.kids[t.Parent], i)
		}
		if c.Activity[i] >= 0 && !t.Summary {
			x.end = max(x.end, t.Stored.Finish)
		}
	}
	for _, l := range c.Plan.Links {
		if l.From >= 0 {
			x.before[l.To], x.after[l.From] = append(x.before[l.To], l.From), append(x.after[l.From], l.To)
		}
	}
	on := c.Network.Calendars[c.Network.Calendar]
	x.moved = x.end != 0 && on.Between(schedule.Time(x.end), c.Network.Finish()) != 0
	return x
}

func (p Part) late() bool {
	return p == LateStart || p == LateFinish || p == TotalFloat || p == FreeFloat || p == Critical
}

func (x *explainer) mark(d *Difference) {
	switch {
	case d.Reason == SameMoment || d.Reason == OwnFloat:
	case d.Part.late():
		x.of[d.Task].late = true
	default:
		x.of[d.Task].early = true
	}
}

// own is the reason that lies in the task itself.
func (x *explainer) own(d *Difference) Reason {
	c := x.Computed
	t := &c.Plan.Tasks[d.Task]
	on := c.Network.Calendars[c.Network.Activities[c.Activity[d.Task]].Calendar]
	timed := d.Part < TotalFloat
	switch {
	case timed && !t.Elapsed && on.Between(schedule.Time(d.Stored), schedule.Time(d.Computed)) == 0:
		return SameMoment
	case d.Part != Critical && d.Stored-d.Computed >= -1 && d.Stored-d.Computed <= 1:
		return Rounded
	case d.Part == Critical && d.Stored == 0 && t.Stored.TotalFloat <= c.Plan.Critical && t.ActualFinish == 0:
		return OwnFloat
	case t.LevelingDelay != 0:
		return Levelled
	case c.mixed[d.Task]:
		return ManyCalendars
	case c.interrupted(t, on):
		return Interrupted
	case t.ActualFinish != 0 || t.ActualStart != 0 && c.Plan.Program == Primavera:
		return Over
	case d.Part.late() && x.contradicts(d.Task, on):
		return OwnEnd
	case t.Manual:
		return ByHand
	case c.onPlan(t, d):
		return PlanCalendar
	}
	return Unexplained
}

// onPlan reports whether the float of the file is the work between its own dates on the
// calendar of the plan.
func (c *Computed) onPlan(t *planfile.Task, d *Difference) bool {
	s := &t.Stored
	if d.Part != TotalFloat && d.Part != FreeFloat || s.EarlyStart == 0 || s.LateStart == 0 {
		return false
	}
	on := c.Network.Calendars[c.Network.Calendar]
	start := on.Between(schedule.Time(s.EarlyStart), schedule.Time(s.LateStart))
	finish := on.Between(schedule.Time(s.EarlyFinish), schedule.Time(s.LateFinish))
	return d.Stored == min(start, finish)
}

// interrupted reports whether more or less work lies between the dates of a task than it
// lasts.
func (c *Computed) interrupted(t *planfile.Task, on *schedule.Calendar) bool {
	if t.Summary || t.Elapsed || t.Stored.Start == 0 || t.Stored.Finish == 0 || t.ActualFinish != 0 {
		return false
	}
	lies := on.Between(schedule.Time(t.Stored.Start), schedule.Time(t.Stored.Finish))
	lasts := t.Duration.Minutes()
	return lies-lasts > 1 || lasts-lies > 1
}

// contradicts reports whether nothing holds the late finish of a task but the end of the
// plan, and yet the file has another one.
func (x *explainer) contradicts(task int, on *schedule.Calendar) bool {
	stored := x.Plan.Tasks[task].Stored.LateFinish
	if stored == 0 || x.end == 0 || x.Plan.MustFinish != 0 {
		return false
	}
	for i := task; i >= 0; i = x.Plan.Tasks[i].Parent {
		t := &x.Plan.Tasks[i]
		if t.Deadline != 0 || t.Constraint == planfile.FinishNoLater || t.Constraint == planfile.StartNoLater || t.Constraint == planfile.MustStart || t.Constraint == planfile.MustFinish || len(x.after[i]) > 0 {
			return false
		}
	}
	return on.Between(schedule.Time(stored), schedule.Time(x.end)) != 0
}

// follows reports whether something differs on which a part of a task depends: of early
// dates what it waits for and what it holds; of late ones also what follows it, what
// holds it, and the end of the plan.
func (x *explainer) follows(d *Difference) bool {
	late := d.Part.late()
	differs := func(i int) bool { return x.of[i].early || late && x.of[i].late }
	if differs(d.Task) || slices.ContainsFunc(x.kids[d.Task], differs) || slices.ContainsFunc(x.before[d.Task], func(i int) bool { return x.of[i].early }) {
		return true
	}
	up := x.Plan.Tasks[d.Task].Parent
	return late && (x.moved || up >= 0 && x.of[up].late || slices.ContainsFunc(x.after[d.Task], differs))
}
