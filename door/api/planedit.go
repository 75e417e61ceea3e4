package api

import (
	"context"
	"fmt"
	"strings"

	"vigie/door/auth"
	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/plan"
)

type predecessorIn struct {
	ID      string `json:"id" maxLength:"60" doc:"An item of this plan or of another one, or the ref of a new item of the batch"`
	Type    string `json:"type,omitempty" enum:"FS,SS,FF,SF"`
	LagKind string `json:"lag_kind,omitempty" enum:"working,elapsed,percent"`
	Lag     int64  `json:"lag,omitempty" doc:"Minutes; of percent hundredths of a percent"`
}

// PlanEdit is one edit of a batch. What is absent stays; an empty text clears.
type PlanEdit struct {
	Op           string           `json:"op" enum:"add,set,delete,plan" doc:"plan changes what holds for the whole plan"`
	ID           string           `json:"id,omitempty" maxLength:"60" doc:"The item, or the ref of a new one"`
	Ref          string           `json:"ref,omitempty" maxLength:"60" doc:"A word by which the batch names a new item, other than an id"`
	Kind         *string          `json:"kind,omitempty" enum:"phase,task,milestone"`
	Parent       *string          `json:"parent,omitempty" maxLength:"60" doc:"The phase in which it stands; empty for the top"`
	After        *string          `json:"after,omitempty" maxLength:"60" doc:"The sibling after which it stands; empty for the first place; the last when left out"`
	Name         *string          `json:"name,omitempty" maxLength:"400"`
	Note         *string          `json:"note,omitempty" maxLength:"8000"`
	Duration     *int64           `json:"duration_minutes,omitempty"`
	Elapsed      *bool            `json:"elapsed,omitempty"`
	Start        *string          `json:"start,omitempty" maxLength:"16" doc:"2026-11-23, or 2026-11-23T09:00: by hand, or else as the constraint that it starts no earlier"`
	Finish       *string          `json:"finish,omitempty" maxLength:"16"`
	Manual       *bool            `json:"manual,omitempty"`
	Constraint   *string          `json:"constraint,omitempty" enum:"asap,late,start_no_earlier,start_no_later,finish_no_earlier,finish_no_later,must_start,must_finish"`
	On           *string          `json:"constraint_date,omitempty" maxLength:"16"`
	Deadline     *string          `json:"deadline,omitempty" maxLength:"16"`
	ActualStart  *string          `json:"actual_start,omitempty" maxLength:"16"`
	ActualFinish *string          `json:"actual_finish,omitempty" maxLength:"16"`
	Progress     *int             `json:"progress,omitempty"`
	Remaining    *int64           `json:"remaining_minutes,omitempty" doc:"-1 for what the progress leaves"`
	Calendar     *string          `json:"calendar,omitempty" maxLength:"20"`
	Type         *string          `json:"type,omitempty" enum:"fixed_duration,fixed_units,fixed_work"`
	Effort       *int64           `json:"effort_minutes,omitempty"`
	Units        *int64           `json:"units,omitempty"`
	Responsible  *string          `json:"responsible,omitempty" maxLength:"20" doc:"The id of a person; empty for nobody"`
	Predecessors *[]predecessorIn `json:"predecessors,omitempty" maxItems:"200"`
	Values       attributes       `json:"values,omitempty" doc:"Of the attributes of tasks by their keys; what is absent stays, null clears"`
	Waits        *string          `json:"predecessors_text,omitempty" maxLength:"4000" doc:"As people write them, by the lines before the batch: 12FS+3d; those of other projects stay"`
	PlanResourcesIn

	PlanStart *string `json:"plan_start,omitempty" maxLength:"10" doc:"Of op plan; empty for the start of the project"`
	FinishBy  *string `json:"finish_by,omitempty" maxLength:"10"`
	Status    *string `json:"status_date,omitempty" maxLength:"10"`
	PlanCal   *string `json:"plan_calendar,omitempty" maxLength:"20" doc:"Empty for the nearest"`
	Profile   *string `json:"profile,omitempty" enum:"msproject,p6"`
	Rule      *string `json:"progress_rule,omitempty" maxLength:"20" doc:"contiguous, retained, override or actual; empty for that of the profile"`
	Lags      *string `json:"lag_calendar,omitempty" maxLength:"20" doc:"predecessor, successor, project or round_the_clock: whose calendar counts lags of work; empty for that of the profile"`
	Float     *string `json:"float_rule,omitempty" maxLength:"20" doc:"finish, start or smaller; empty for that of the profile"`
	Critical  *int64  `json:"critical_minutes,omitempty"`
	By        *string `json:"critical_by,omitempty" enum:"float,longest_path"`
	Auto      *bool   `json:"auto_scheduling,omitempty"`
}

type movedOut struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Kind      string `json:"kind" enum:"phase,task,milestone"`
	Start     string `json:"start,omitempty" doc:"Left out of what is gone"`
	Finish    string `json:"finish,omitempty"`
	WasStart  string `json:"was_start,omitempty" doc:"Left out of what is new"`
	WasFinish string `json:"was_finish,omitempty"`
}

type planChanged struct {
	PlanShown
	Preview bool              `json:"preview" doc:"Nothing was kept"`
	Change  int64             `json:"change,omitempty" doc:"The number of the change, by which it is taken back; left out where nothing was different"`
	Moved   []movedOut        `json:"moved" doc:"What is elsewhere, new or gone, in the order of the tree"`
	Made    map[string]string `json:"made,omitempty" doc:"The ids of new items, by their refs"`
}

type planChangedAnswer struct {
	ETag string `header:"ETag"`
	Body planChanged
}

// batchRefs are the numbers that stand for the words of a batch.
type batchRefs struct {
	s     *Server
	by    map[string]int64
	names snapshot.Names // as the caller knows them, for values
}

// planID is the id of an item outside; of one that is not kept its ref is shown.
func (s *Server) planID(id int64) string {
	switch {
	case id == 0:
		return ""
	case id < 0:
		return fmt.Sprintf("new%d", -id)
	}
	return s.DB.Seal(id)
}

// id reads an id, or the ref of a new item.
func (r batchRefs) id(where, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	if id, is := r.by[text]; is {
		return id, nil
	}
	id, err := r.s.DB.Unseal(text)
	if err != nil {
		return 0, fault.Invalid(where, label.F("There is no item “%s” in this plan or batch; read the plan again", "Il n’y a pas d’élément «\u202f%s\u202f» dans ce plan ni dans ce lot\u202f; relisez le plan", text))
	}
	return id, nil
}

// whenIn reads a day or a minute; nothing clears.
func whenIn(where, text string) (plan.When, error) {
	date, clock, timed := strings.Cut(text, "T")
	d, err := dayIn(where, date)
	if err != nil || !timed {
		return plan.When{Day: d}, err
	}
	m, ok := minuteIn(clock)
	if !ok || d == 0 {
		return plan.When{}, fault.Invalid(where, label.F("“%s” is not a time; write 2026-11-23T09:00, or a date alone", "«\u202f%s\u202f» n’est pas une heure\u202f; écrivez 2026-11-23T09:00, ou une date seule", text))
	}
	return plan.When{Day: d, Time: schedule.At(d, m)}, nil
}

// moment is a time of a plan: of a day alone its beginning, or its end.
func moment(where string, text *string, end bool) (*schedule.Time, error) {
	if text == nil {
		return nil, nil
	}
	w, err := whenIn(where, *text)
	t := w.Time
	if t == 0 && w.Day != 0 {
		if t = schedule.At(w.Day, 0); end {
			t = schedule.At(w.Day+1, 0)
		}
	}
	return &t, err
}

// edit reads an edit of a batch.
func (in PlanEdit) edit(r batchRefs) (e plan.Edit, err error) {
	if in.Op == "plan" {
		e.Plan, err = in.patches(r.s)
		return e, err
	}
	name := in.ID
	if in.Op == "add" {
		if name = in.Ref; in.Kind == nil {
			return e, fault.Invalid("kind", label.T("Say whether it is a phase, a task or a milestone", "Indiquez si c’est une phase, une tâche ou un jalon"))
		}
		e.Add = plan.Kind(*in.Kind)
	}
	if e.ID, err = r.id("id", name); err != nil {
		return e, err
	}
	e.Delete = in.Op == "delete"
	if e.Move, err = in.move(r); err != nil {
		return e, err
	}
	e.Set, err = in.patch(r)
	return e, err
}

func (in PlanEdit) move(r batchRefs) (m *plan.Move, err error) {
	if in.Parent == nil && in.After == nil {
		return nil, nil
	}
	m = &plan.Move{After: plan.Last}
	if in.Parent != nil {
		if m.Parent, err = r.id("parent", *in.Parent); err != nil {
			return nil, err
		}
	}
	if in.After != nil {
		m.After, err = r.id("after", *in.After)
	}
	return m, err
}

func (in PlanEdit) patch(r batchRefs) (p plan.Patch, err error) {
	p = plan.Patch{
		Name: in.Name, Note: in.Note, Duration: in.Duration, Elapsed: in.Elapsed, Manual: in.Manual, Progress: in.Progress, Remaining: in.Remaining,
		Effort: in.Effort, Units: in.Units, Waits: in.Waits, Values: r.values(in.Values),
	}
	if in.Kind != nil && in.Op != "add" {
		kind := plan.Kind(*in.Kind)
		p.Kind = &kind
	}
	without := func(text *string, none string) *string {
		if text != nil && *text == none {
			empty := ""
			return &empty
		}
		return text
	}
	p.Constraint, p.Type = without(in.Constraint, "asap"), without(in.Type, "fixed_duration")
	ends := in.Constraint != nil && strings.HasPrefix(*in.Constraint, "finish") || in.Constraint != nil && *in.Constraint == "must_finish"
	for _, t := range []struct {
		where string
		text  *string
		end   bool
		into  **schedule.Time
	}{{"constraint_date", in.On, ends, &p.Date}, {"deadline", in.Deadline, true, &p.Deadline}, {"actual_start", in.ActualStart, false, &p.ActualStart}, {"actual_finish", in.ActualFinish, true, &p.ActualFinish}} {
		if *t.into, err = moment(t.where, t.text, t.end); err != nil {
			return p, err
		}
	}
	for _, t := range []struct {
		where string
		text  *string
		into  **plan.When
	}{{"start", in.Start, &p.Start}, {"finish", in.Finish, &p.Finish}} {
		if t.text == nil {
			continue
		}
		w, err := whenIn(t.where, *t.text)
		if err != nil {
			return p, err
		}
		*t.into = &w
	}
	if in.Calendar != nil {
		id, err := r.s.unsealed(*in.Calendar)
		if err != nil {
			return p, err
		}
		p.Calendar = &id
	}
	if p.Owner, err = r.person(in.Responsible); err != nil {
		return p, err
	}
	if err = in.into(r.s, &p); err != nil || in.Predecessors == nil {
		return p, err
	}
	links := []plan.Link{}
	for _, l := range *in.Predecessors {
		from, err := r.id("predecessors", l.ID)
		if err != nil {
			return p, err
		}
		links = append(links, plan.Link{From: from, Type: *without(&l.Type, "FS"), Kind: *without(&l.LagKind, "working"), Lag: l.Lag})
	}
	p.Links = &links
	return p, nil
}

func (in PlanEdit) patches(s *Server) (*plan.Patches, error) {
	p := &plan.Patches{Profile: in.Profile, Progress: in.Rule, Lags: in.Lags, Float: in.Float, Critical: in.Critical}
	for _, t := range []struct {
		where string
		text  *string
		into  **day.Day
	}{{"plan_start", in.PlanStart, &p.Start}, {"finish_by", in.FinishBy, &p.Finish}, {"status_date", in.Status, &p.Status}} {
		if t.text == nil {
			continue
		}
		d, err := dayIn(t.where, *t.text)
		if err != nil {
			return nil, err
		}
		*t.into = &d
	}
	if in.PlanCal != nil {
		id, err := s.unsealed(*in.PlanCal)
		if err != nil {
			return nil, err
		}
		p.Calendar = &id
	}
	if in.By != nil {
		longest := *in.By == "longest_path"
		p.Longest = &longest
	}
	if in.Auto != nil {
		off := !*in.Auto
		p.Off = &off
	}
	return p, nil
}

type changePlanIn struct {
	ByID
	Matching
	Preview bool `query:"preview" doc:"Say what would move, and keep nothing"`
	Body    struct {
		Edits []PlanEdit `json:"edits" maxItems:"5000"`
	}
}

// edits reads a batch, and the refs of its new items.
func (in *changePlanIn) edits(s *Server, names snapshot.Names) ([]plan.Edit, batchRefs, error) {
	r := batchRefs{s: s, by: map[string]int64{}, names: names}
	for n := range in.Body.Edits {
		e := &in.Body.Edits[n]
		if e.Op == "add" {
			if e.Ref == "" {
				e.Ref = fmt.Sprintf("new%d", n+1)
			}
			r.by[e.Ref] = -int64(n + 1)
		}
	}
	var out []plan.Edit
	var bad []fault.Detail
	for n, one := range in.Body.Edits {
		e, err := one.edit(r)
		if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
			for _, d := range f.Details {
				bad = append(bad, fault.Detail{Where: fmt.Sprintf("edits[%d].%s", n, d.Where), Text: d.Text})
			}
		} else if err != nil {
			return nil, r, err
		}
		out = append(out, e)
	}
	return out, r, fault.InvalidAll(bad)
}

func (s *Server) changePlan(ctx context.Context, in *changePlanIn) (*planChangedAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	mark, err := in.mark()
	if err != nil {
		return nil, err
	}
	names, err := s.planNames(ctx, id, in)
	if err != nil {
		return nil, err
	}
	edits, r, err := in.edits(s, names)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	var out *plan.Result
	if in.Preview {
		out, err = plan.Foresee(ctx, s.DB, who, id, mark, edits)
	} else {
		out, err = s.keepPlan(ctx, id, mark, edits)
	}
	if err != nil {
		return nil, s.showingPlan(ctx, err)
	}
	shown, err := s.showPlanChanged(ctx, out, r, in.Preview, who.Lang)
	if c := callOf(ctx); c != nil && !in.Preview {
		shown.Change = c.change
	}
	return &planChangedAnswer{`"` + out.Mark + `"`, shown}, err
}

func (s *Server) keepPlan(ctx context.Context, id int64, mark string, edits []plan.Edit) (*plan.Result, error) {
	live, err := s.Agenda.Of(agenda.Kinds[0]).Live(ctx)
	if err != nil {
		return nil, err
	}
	c := live.Catalogue()
	var out *plan.Result
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = plan.Change(ctx, tx, who, c, id, mark, edits)
		return err
	})
	return out, err
}

// itemsBack are the items of a plan that taking a change back would touch, by name.
type itemsBack struct {
	Comes   []string `json:"comes" doc:"They would come back"`
	Goes    []string `json:"goes" doc:"They would go"`
	Changes []string `json:"changes" doc:"They would be as they were"`
	Stays   []string `json:"stays" doc:"They were changed since, and stay unless overwrite is asked for"`
}

// showUndone says what taking a change back would do to plans, or to baselines.
func (s *Server) showUndone(kind string, r plan.Undone, l label.Lang) reversalOut {
	some := func(all []string) []string { return append([]string{}, all...) }
	return reversalOut{
		Kind: kind, ID: s.DB.Seal(r.Project), Name: r.Name, Project: &refOut{s.DB.Seal(r.Project), r.Name}, Lines: []reverseOut{}, Why: r.Why.In(l),
		Items: &itemsBack{some(r.Comes), some(r.Goes), some(r.Changes), some(r.Stays)},
	}
}
