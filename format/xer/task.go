package xer

import (
	"strings"

	"vigie/format/planfile"
	"vigie/ground/label"
)

// tree lays out the activities under their elements of the WBS, in its order. The
// element of the project itself is the plan.
func (b *builder) tree() {
	under, top := map[string][]*row{}, ""
	known := map[string]bool{}
	elements := b.sorted("PROJWBS", "seq_num")
	for _, w := range elements {
		if known[w.get("wbs_id")] {
			b.fail(w, "two elements of the WBS have the id “%s”; export the project again", "deux éléments de la WBS ont l’identifiant «\u202f%s\u202f»\u202f; exportez de nouveau le projet", cut(w.get("wbs_id")))
			return
		}
		known[w.get("wbs_id")] = true
		if w.get("proj_node_flag") == "Y" {
			top = w.get("wbs_id")
		}
	}
	for _, w := range elements {
		if id := w.get("wbs_id"); id != top {
			up := w.get("parent_wbs_id")
			if !known[up] {
				up = top
			}
			under[up] = append(under[up], w)
		}
	}
	held := map[string][]*row{}
	activities := b.rowsOf("TASK")
	for i := range activities {
		if r := &activities[i]; r.get("proj_id") == b.id {
			w := r.get("wbs_id")
			if !known[w] {
				w = top
			}
			held[w] = append(held[w], r)
		}
	}
	b.lay(top, planfile.None, "", under, held, 0)
	if b.err == nil && len(b.plan.Tasks) < len(elements)-1 {
		b.fail(elements[0], "elements of the WBS stand within themselves; export the project again", "des éléments de la WBS sont contenus dans eux-mêmes\u202f; exportez de nouveau le projet")
	}
}

func (b *builder) lay(wbs string, parent int, code string, under, held map[string][]*row, depth int) {
	if depth > 200 {
		b.fail(b.project, "more than 200 elements of the WBS stand in each other", "plus de 200 éléments de la WBS sont imbriqués")
	}
	for _, r := range held[wbs] {
		if b.err != nil {
			return
		}
		b.activity(r, parent, code)
	}
	for _, w := range under[wbs] {
		if b.err != nil {
			return
		}
		place := len(b.plan.Tasks)
		short := w.get("wbs_short_name")
		if code != "" {
			short = code + "." + short
		}
		b.tasks["W"+w.get("wbs_id")] = place
		b.plan.Tasks = append(b.plan.Tasks, planfile.Task{Line: w.line, ID: "W" + w.get("wbs_id"), Number: w.get("wbs_short_name"), WBS: short, Name: w.get("wbs_name"), Parent: parent, Calendar: planfile.None, Summary: true, Priority: 500})
		b.lay(w.get("wbs_id"), place, short, under, held, depth+1)
	}
}

var (
	kinds = map[string]planfile.Kind{"TT_Task": planfile.Ordinary, "TT_Rsrc": planfile.ResourceDependent, "TT_LOE": planfile.LevelOfEffort, "TT_Mile": planfile.StartMilestone, "TT_FinMile": planfile.FinishMilestone, "TT_WBS": planfile.WBSSummary}

	shapes = map[string]planfile.Shape{"DT_FixedDrtn": planfile.FixedDuration, "DT_FixedDUR2": planfile.FixedDuration, "DT_FixedQty": planfile.FixedWork, "DT_FixedRate": planfile.FixedUnits}

	constraints = map[string]planfile.Constraint{"CS_ALAP": planfile.LateAsPossible, "CS_MANDSTART": planfile.MandatoryStart, "CS_MANDFIN": planfile.MandatoryFinish, "CS_MSO": planfile.MustStart, "CS_MEO": planfile.MustFinish, "CS_MSOA": planfile.StartNoEarlier, "CS_MSOB": planfile.StartNoLater, "CS_MEOA": planfile.FinishNoEarlier, "CS_MEOB": planfile.FinishNoLater}

	linkTypes = map[string]planfile.LinkType{"PR_FS": planfile.FinishStart, "PR_SS": planfile.StartStart, "PR_FF": planfile.FinishFinish, "PR_SF": planfile.StartFinish}

	priorities = map[string]int{"PT_Top": 1000, "PT_High": 750, "PT_Normal": 500, "PT_Low": 250, "PT_Lowest": 0}
)

// unread are the columns of activities that say something of which a plan has no place.
var unread = []string{"suspend_date", "resume_date", "external_early_start_date", "external_late_end_date", "location_id", "float_path"}

func (b *builder) activity(r *row, parent int, wbs string) {
	t := planfile.Task{
		Line: r.line, ID: r.get("task_id"), Number: r.get("task_code"), GUID: r.get("guid"), Name: r.get("task_name"), WBS: wbs, Parent: parent, Calendar: planfile.None,
		Kind: coded(b, r, "task_type", kinds, planfile.Ordinary), Shape: coded(b, r, "duration_type", shapes, planfile.FixedDuration),
		Constraint: coded(b, r, "cstr_type", constraints, planfile.SoonAsPossible), Also: coded(b, r, "cstr_type2", constraints, planfile.SoonAsPossible),
		Date: b.time(r, "cstr_date"), AlsoDate: b.time(r, "cstr_date2"), ExpectedFinish: b.time(r, "expect_end_date"), Created: b.time(r, "create_date"),
		Duration: b.hours(r, "target_drtn_hr_cnt"), Remaining: b.hours(r, "remain_drtn_hr_cnt"), Priority: coded(b, r, "priority_type", priorities, 500),
		ActualStart: b.time(r, "act_start_date"), ActualFinish: b.time(r, "act_end_date"), Physical: b.percent(r, "phys_complete_pct"),
		Work: b.hours(r, "target_work_qty"), ActualWork: b.hours(r, "act_work_qty"), RemainingWork: b.hours(r, "remain_work_qty"),
	}
	if _, twice := b.tasks[t.ID]; twice || t.ID == "" {
		b.fail(r, "two activities have the id “%s”; export the project again", "deux activités ont l’identifiant «\u202f%s\u202f»\u202f; exportez de nouveau le projet", cut(t.ID))
		return
	}
	if t.Duration < 0 || t.Remaining < 0 {
		b.fail(r, "the activity %s has a negative duration; correct it", "l’activité %s a une durée négative\u202f; corrigez-la", cut(t.Number))
		return
	}
	t.Milestone = t.Kind == planfile.StartMilestone || t.Kind == planfile.FinishMilestone
	if id := r.get("clndr_id"); id != "" {
		place, ok := b.calendars[id]
		line, broken := b.broken[id]
		switch {
		case broken:
			b.err = at(line, "the hours of the calendar “%s”, on which the activity %s is, cannot be read; correct them in Primavera P6", "les heures du calendrier «\u202f%s\u202f», que suit l’activité %s, ne peuvent pas être lues\u202f; corrigez-les dans Primavera P6", cut(b.plan.Calendars[place].Name), cut(t.Number))
		case !ok:
			b.fail(r, "the activity %s is on a calendar that is not there (clndr_id %s)", "l’activité %s suit un calendrier absent (clndr_id %s)", cut(t.Number), cut(id))
		}
		t.Calendar = place
	}
	b.progress(r, &t)
	b.stored(r, &t)
	for _, field := range unread {
		if r.get(field) != "" {
			b.unmapped(r, "TASK."+field, label.Text{})
		}
	}
	b.tasks[t.ID] = len(b.plan.Tasks)
	b.plan.Tasks = append(b.plan.Tasks, t)
}

// progress takes what is done in the way that the activity counts it.
func (b *builder) progress(r *row, t *planfile.Task) {
	switch status := r.get("status_code"); {
	case status == "TK_Complete" || t.ActualFinish != 0:
		t.Percent = 100
	case r.get("complete_pct_type") == "CP_Phys":
		t.Percent = t.Physical
	case r.get("complete_pct_type") == "CP_Units":
		if whole := t.ActualWork + t.RemainingWork; whole > 0 && t.ActualWork > 0 {
			t.Percent = int(min(100, 100*t.ActualWork/whole))
		}
	case t.Duration > 0 && t.ActualStart != 0:
		t.Percent = int(max(0, 100*(t.Duration-t.Remaining)/t.Duration))
	case t.ActualStart != 0 && t.Remaining == 0:
		t.Percent = 100
	}
	t.OfWork = t.Percent
	if t.ActualStart != 0 && t.ActualFinish == 0 {
		t.ActualDuration = max(0, t.Duration-t.Remaining)
	}
}

// stored takes the dates that Primavera had computed: of what remains the remaining ones.
func (b *builder) stored(r *row, t *planfile.Task) {
	s := &t.Stored
	s.EarlyStart, s.EarlyFinish = b.time(r, "early_start_date"), b.time(r, "early_end_date")
	s.LateStart, s.LateFinish = b.time(r, "late_start_date"), b.time(r, "late_end_date")
	s.Start, s.Finish = b.time(r, "target_start_date"), b.time(r, "target_end_date")
	if from, to := b.time(r, "restart_date"), b.time(r, "reend_date"); from != 0 && to != 0 {
		s.Start, s.Finish = from, to
	}
	if t.ActualStart != 0 {
		s.Start = t.ActualStart
	}
	if t.ActualFinish != 0 {
		s.Finish = t.ActualFinish
	}
	if total := r.get("total_float_hr_cnt"); strings.TrimSpace(total) != "" {
		s.Floats, s.TotalFloat, s.FreeFloat = true, b.hours(r, "total_float_hr_cnt"), b.hours(r, "free_float_hr_cnt")
		s.Critical = s.TotalFloat <= b.plan.Critical && t.ActualFinish == 0
	}
	t.Baselines = append(t.Baselines, planfile.Baseline{Start: b.time(r, "target_start_date"), Finish: b.time(r, "target_end_date"), Duration: t.Duration, Work: t.Work})
}

// links takes the relationships. One whose other end is in another project is kept with
// the name of that end.
func (b *builder) links() {
	elsewhere := map[string]string{}
	for i := range b.rowsOf("TASK") {
		r := &b.rowsOf("TASK")[i]
		if r.get("proj_id") != b.id {
			elsewhere[r.get("task_id")] = r.get("task_code")
		}
	}
	rows := b.rowsOf("TASKPRED")
	for i := range rows {
		r := &rows[i]
		to, mine := b.tasks[r.get("task_id")]
		if !mine {
			if r.get("proj_id") == b.id {
				b.fail(r, "the relationship is of an activity that is not there (task_id %s)", "le lien est celui d’une activité absente (task_id %s)", cut(r.get("task_id")))
			}
			continue
		}
		l := planfile.Link{Line: r.line, From: planfile.None, To: to, Type: coded(b, r, "pred_type", linkTypes, planfile.FinishStart), Lag: b.hours(r, "lag_hr_cnt"), Unit: 5}
		if from, ok := b.tasks[r.get("pred_task_id")]; ok {
			l.From = from
		} else if other := r.get("pred_proj_id"); other != b.id && other != "" {
			l.CrossProject, l.Elsewhere = true, elsewhere[r.get("pred_task_id")]
			if l.Elsewhere == "" {
				l.Elsewhere = r.get("pred_task_id")
			}
			b.unmapped(r, "TASKPRED.pred_proj_id", label.T("The predecessor is in another project; the link is kept, and holds nothing here", "Le prédécesseur est dans un autre projet\u202f; le lien est gardé mais ne retient rien ici"))
		} else {
			b.fail(r, "the activity waits for one that is not there (pred_task_id %s)", "l’activité attend une activité absente (pred_task_id %s)", cut(r.get("pred_task_id")))
		}
		b.plan.Links = append(b.plan.Links, l)
	}
}
