package api

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"unicode/utf8"

	"vigie/door/auth"
	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/plan"
)

func (s *Server) planRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/{id}/plan", "The plan of a project: phases, tasks and milestones in one tree, with the dates that follow"), s.readPlan)
	register(a, op(http.MethodPatch, "/projects/{id}/plan", "Change a plan by a batch of edits, whole or not at all; with preview, say what would move and keep nothing", upTo(planBatch)), s.changePlan)
	register(a, op(http.MethodGet, "/projects/{id}/plan/why/{item}", "Why an item starts, or finishes, when it does: one sentence a reason"), s.whyPlan)
}

// planBatch is how large a batch may be, in bytes.
const planBatch = 8 << 20

type predecessorOut struct {
	ID       string `json:"id,omitempty" doc:"Left out where it lies in a project that the caller may not see"`
	Type     string `json:"type" enum:"FS,SS,FF,SF"`
	LagKind  string `json:"lag_kind" enum:"working,elapsed,percent"`
	Lag      int64  `json:"lag" doc:"Minutes; of percent hundredths of a percent of the duration of the predecessor"`
	Number   int    `json:"number,omitempty" doc:"Its line in the plan"`
	External bool   `json:"external,omitempty" doc:"It lies in another project"`
	Name     string `json:"name,omitempty" doc:"Of an external one, for who may see its project"`
	Project  string `json:"project,omitempty" doc:"The same"`
}

type planLine struct {
	ID           string           `json:"id"`
	Number       int              `json:"number" doc:"The line, from 1: predecessors name it"`
	WBS          string           `json:"wbs"`
	Level        int              `json:"level" doc:"0 at the top"`
	Parent       string           `json:"parent,omitempty"`
	Kind         string           `json:"kind" enum:"phase,task,milestone"`
	Name         string           `json:"name"`
	Start        string           `json:"start" doc:"2026-11-23T09:00, local and without zone"`
	Finish       string           `json:"finish"`
	Date         string           `json:"date,omitempty" doc:"Of a milestone, the date of its key date"`
	Duration     int64            `json:"duration_minutes" doc:"Of work; of a phase that of what it holds"`
	Elapsed      bool             `json:"elapsed,omitempty" doc:"The duration is of any day and night"`
	TotalFloat   int64            `json:"total_float_minutes"`
	FreeFloat    int64            `json:"free_float_minutes"`
	Critical     bool             `json:"critical"`
	LateStart    string           `json:"late_start"`
	LateFinish   string           `json:"late_finish"`
	Progress     int              `json:"progress" doc:"Percent; of a phase that of its tasks"`
	Remaining    *int64           `json:"remaining_minutes,omitempty"`
	ActualStart  string           `json:"actual_start,omitempty"`
	ActualFinish string           `json:"actual_finish,omitempty"`
	Constraint   string           `json:"constraint,omitempty"`
	On           string           `json:"constraint_date,omitempty"`
	Deadline     string           `json:"deadline,omitempty"`
	Manual       bool             `json:"manual,omitempty" doc:"Its dates were given by hand, and nothing moves it"`
	Calendar     string           `json:"calendar,omitempty" doc:"Its own; that of the plan when left out"`
	Type         string           `json:"type,omitempty" enum:"fixed_duration,fixed_units,fixed_work"`
	Effort       int64            `json:"effort_minutes,omitempty"`
	Units        int64            `json:"units,omitempty" doc:"Hundredths of a percent of one person"`
	Note         string           `json:"note,omitempty"`
	Predecessors []predecessorOut `json:"predecessors"`
	Waits        string           `json:"predecessors_text" doc:"As people write them, in the language of the caller: 12FS+3d"`
	Warnings     []string         `json:"warnings,omitempty"`
	Responsible  *refOut          `json:"responsible,omitempty" doc:"Who sees to it"`
	PlanResources
	Values planValues `json:"values,omitempty" doc:"Of the attributes that it has, by key, null where it has no value: those of tasks, and of a milestone those of key dates with the same keys"`
}

// PlanShown is a plan as the API shows it.
type PlanShown struct {
	Mark       string     `json:"mark" doc:"Of the version, to be sent back as If-Match"`
	CanEdit    bool       `json:"can_edit"`
	Start      string     `json:"start" doc:"The date before which nothing starts"`
	OwnStart   string     `json:"own_start,omitempty" doc:"The same where the plan itself says it"`
	FinishBy   string     `json:"finish_by,omitempty" doc:"By when all must be done"`
	Finish     string     `json:"finish" doc:"When all is done"`
	Status     string     `json:"status_date,omitempty"`
	Calendar   string     `json:"calendar"`
	OwnCal     bool       `json:"own_calendar" doc:"The plan itself says its calendar"`
	Profile    string     `json:"profile" enum:"msproject,p6"`
	Rule       string     `json:"progress_rule,omitempty" enum:"contiguous,retained,override,actual"`
	Lags       string     `json:"lag_calendar,omitempty" enum:"predecessor,successor,project,round_the_clock"`
	Float      string     `json:"float_rule,omitempty" enum:"finish,start,smaller"`
	Critical   int64      `json:"critical_minutes" doc:"Float up to which an item is critical"`
	CriticalBy string     `json:"critical_by" enum:"float,longest_path" doc:"What is critical: what has no more float than critical_minutes, or what the last finish comes from"`
	Auto       bool       `json:"auto_scheduling" doc:"Dates follow by themselves; when off, what does not agree is only said"`
	DayMinutes int64      `json:"day_minutes" doc:"What d stands for"`
	WeekMins   int64      `json:"week_minutes" doc:"What w stands for"`
	Items      []planLine `json:"items"`
	After      []afterOut `json:"external_successors,omitempty" doc:"What waits for it in other projects"`
	Total      int        `json:"total"`
	Locked     []string   `json:"locked_values,omitempty" doc:"The keys of attributes of tasks that the caller may read and not write here"`
	DateLocked []string   `json:"locked_date_values,omitempty" doc:"The same of milestones, which are key dates"`
}

type afterOut struct {
	ID      string `json:"id,omitempty" doc:"Left out, with the name, where the caller may not see its project"`
	Name    string `json:"name,omitempty"`
	Project string `json:"project,omitempty"`
	From    string `json:"from" doc:"The item of this plan for which it waits"`
}

type planAnswer struct {
	ETag string `header:"ETag"`
	Body PlanShown
}

// minuteText writes a time of a plan; "" for none.
func minuteText(t schedule.Time) string {
	if t <= 0 {
		return ""
	}
	m := t.Minute()
	return t.Day().String() + "T" + string([]byte{byte('0' + m/600), byte('0' + m/60%10), ':', byte('0' + m%60/10), byte('0' + m%10)})
}

func dayText(d day.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func (s *Server) sealed(id int64) string {
	if id == 0 {
		return ""
	}
	return s.DB.Seal(id)
}

func (s *Server) showPlanOf(ctx context.Context, v *plan.View, l label.Lang) (PlanShown, error) {
	set := v.Settings
	out := PlanShown{
		Mark: v.Mark, CanEdit: v.CanEdit, Start: dayText(v.Start), OwnStart: dayText(set.Start), FinishBy: dayText(set.Finish), Finish: minuteText(v.Finish), Status: dayText(set.Status),
		Calendar: s.DB.Seal(v.Calendar), OwnCal: set.Calendar != 0, Profile: set.Profile, Rule: set.Progress, Lags: set.Lags, Float: set.Float, Critical: set.Critical, CriticalBy: "float", Auto: !set.Off,
		DayMinutes: v.Measures.Day, WeekMins: v.Measures.Week, Items: make([]planLine, len(v.Rows)), Total: len(v.Rows),
	}
	if out.Profile == "" {
		out.Profile = plan.Profiles[0].Key
	}
	if set.Longest {
		out.CriticalBy = "longest_path"
	}
	for i := range v.Rows {
		out.Items[i] = s.showPlanItem(&v.Rows[i], v.Measures, l)
	}
	return out, s.showPlanValues(ctx, v, &out)
}

// showingPlan shows with a conflict the plan as it is now.
func (s *Server) showingPlan(ctx context.Context, err error) error {
	var wrong error
	shown := showing(err, func(v *plan.View) (out PlanShown) {
		out, wrong = s.showPlanOf(ctx, v, auth.Who(ctx).Lang)
		return out
	})
	return cmp.Or(wrong, shown)
}

func (s *Server) showPlanItem(r *plan.Row, m plan.Measures, l label.Lang) planLine {
	x := r.Dates
	o := planLine{
		ID: s.planID(r.ID), Number: r.Number, WBS: r.WBS, Level: r.Level, Parent: s.planID(r.Parent), Kind: string(r.Kind), Name: r.Name,
		Start: minuteText(x.EarlyStart), Finish: minuteText(x.EarlyFinish), Date: dayText(r.Day), Duration: r.Minutes, Elapsed: r.Elapsed,
		TotalFloat: x.TotalFloat, FreeFloat: x.FreeFloat, Critical: x.Critical, LateStart: minuteText(x.LateStart), LateFinish: minuteText(x.LateFinish),
		Progress: r.Done, Remaining: r.Remaining, ActualStart: minuteText(r.ActualStart), ActualFinish: minuteText(r.ActualFinish),
		Constraint: r.Constraint, On: minuteText(r.Item.Date), Deadline: minuteText(r.Deadline), Manual: r.Manual, Calendar: s.sealed(r.Calendar),
		Effort: r.Effort, Units: r.Units, Note: r.Note, Predecessors: []predecessorOut{}, Waits: r.Text(m, l),
		PlanResources: s.showPlanResources(r, l),
	}
	if r.Kind == plan.Task {
		if o.Type = r.Type; o.Type == "" {
			o.Type = "fixed_duration"
		}
	}
	for _, b := range r.Waits {
		p := predecessorOut{Type: b.Type, LagKind: b.Kind, Lag: b.Lag, Number: b.Number, External: b.Outside, Name: b.Name, Project: s.sealed(b.Project)}
		if !b.Outside || b.Project != 0 {
			p.ID = s.planID(b.From)
		}
		if p.Type == "" {
			p.Type = "FS"
		}
		if p.LagKind == "" {
			p.LagKind = "working"
		}
		o.Predecessors = append(o.Predecessors, p)
	}
	if r.Owner != 0 {
		o.Responsible = &refOut{s.DB.Seal(r.Owner), r.SeenTo}
	}
	for _, w := range r.Warnings {
		o.Warnings = append(o.Warnings, w.In(l))
	}
	return o
}

func (s *Server) readPlan(ctx context.Context, in *ByID) (*planAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	v, err := plan.Get(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	after, err := v.After(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	out, err := s.showPlanOf(ctx, v, who.Lang)
	for _, a := range after {
		out.After = append(out.After, afterOut{s.sealed(a.ID), a.Name, s.sealed(a.Project), s.DB.Seal(a.From)})
	}
	return &planAnswer{`"` + v.Mark + `"`, out}, err
}

type whyOut struct {
	Reasons []string `json:"reasons" doc:"Each explains the date that the one before it names"`
}

func (s *Server) whyPlan(ctx context.Context, in *struct {
	ByID
	Item string `path:"item" maxLength:"20" doc:"The id of the item"`
	Date string `query:"date" enum:"start,finish" default:"start"`
},
) (*body[whyOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	item, err := s.DB.Unseal(in.Item)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	all, err := plan.Why(ctx, s.DB, who, id, item, in.Date == "finish")
	out := whyOut{Reasons: []string{}}
	for _, t := range all {
		out.Reasons = append(out.Reasons, sentence(t.In(who.Lang)))
	}
	return answer(out, err)
}

// sentence begins with a capital and ends with a full stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:] + "."
}

// mark is that of the plan that was read.
func (m Matching) mark() (string, error) {
	if _, err := m.version(); strings.TrimSpace(m.IfMatch) == "" {
		return "", err
	}
	mark := strings.Trim(strings.TrimSpace(m.IfMatch), `"`)
	if number, rest, ok := strings.Cut(mark, "-"); !ok || number == "" || rest == "" {
		return "", fault.Invalid("If-Match", label.T(`The mark of the plan that was read is expected, as GET answers it`, `La marque du plan qui a été lu est attendue, telle que GET la donne`))
	}
	return mark, nil
}

func (s *Server) showPlanChanged(ctx context.Context, out *plan.Result, r batchRefs, preview bool, l label.Lang) (planChanged, error) {
	plan, err := s.showPlanOf(ctx, out.View, l)
	shown := planChanged{PlanShown: plan, Preview: preview, Moved: []movedOut{}, Made: map[string]string{}}
	for _, m := range out.Moved {
		id := m.ID
		if made, is := out.Made[id]; is {
			id = made
		}
		shown.Moved = append(shown.Moved, movedOut{s.planID(id), m.Name, string(m.Kind), minuteText(m.Start), minuteText(m.Finish), minuteText(m.WasStart), minuteText(m.WasEnds)})
	}
	for ref, number := range r.by {
		if id, is := out.Made[number]; is {
			shown.Made[ref] = s.DB.Seal(id)
		}
	}
	return shown, err
}
