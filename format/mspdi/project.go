package mspdi

import (
	"vigie/format/planfile"
	"vigie/ground/label"
)

// nothing are values that say nothing.
var nothing = []string{"0", "0.0", "0.00", "PT0H0M0S", "false", "-1", "NA", "00000000-0000-0000-0000-000000000000"}

// derived are elements that Microsoft Project computes from others, or that only say how
// it shows or edits a plan.
var derived = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{
		"ACWP", "BCWP", "BCWS", "CV", "SV", "VAC", "StartVariance", "FinishVariance", "WorkVariance", "CostVariance", "OverAllocated", "Overallocated", "PeakUnits",
		"OvertimeCost", "ActualOvertimeCost", "RemainingOvertimeCost", "ActualOvertimeWork", "RemainingOvertimeWork", "ResumeValid", "FreeformDurationFormat", "LinkedFields",
		"ActualOvertimeWorkProtected", "ActualWorkProtected", "IsSubprojectReadOnly", "UpdateNeeded", "ResponsePending", "HasFixedRateUnits", "FixedMaterial", "DisplayAsSummary",
		"BoardStatusColumnOrderingID", "SprintColumnOrderingID", "NextAvailableBoardStatusColumnOrderingID", "NextAvailableSprintOrderingID",
		"SaveVersion", "BuildNumber", "CreationDate", "LastSaved", "CurrentDate", "ExtendedCreationDate", "FYStartDate", "CurrencyDigits", "CurrencySymbol", "CurrencySymbolPosition",
		"DurationFormat", "WorkFormat", "EditableActualCosts", "InsertedProjectsLikeSummary", "NewTasksEffortDriven", "NewTasksEstimated", "NewTasksAreManual", "NewTaskStartDate",
		"SpreadActualCost", "SpreadPercentComplete", "TaskUpdatesResource", "FiscalYearStart", "MoveCompletedEndsBack", "MoveRemainingStartsBack", "MoveRemainingStartsForward",
		"MoveCompletedEndsForward", "BaselineForEarnedValue", "AutoAddNewResourcesAndTasks", "MicrosoftProjectServerURL", "Autolink", "DefaultTaskEVMethod", "DefaultTaskType",
		"DefaultFixedCostAccrual", "DefaultStandardRate", "DefaultOvertimeRate", "ProjectExternallyEdited", "ActualsInSync", "RemoveFileProperties", "AdminProject",
		"UpdateManuallyScheduledTasksWhenEditingLinks", "KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled", "HonorConstraints", "WorkGroup", "CanLevel", "BookingType",
		"StandardRateFormat", "OvertimeRateFormat", "RateScale", "LevelingDelayFormat", "IsEnterprise", "DayWorking", "Enterprise", "ResourceSubstitutionEnabled",
		"Views", "Filters", "Groups", "Tables", "Maps", "Reports", "Drawings", "DataLinks", "VBAProjects", "GUID", "Guid", "SecondaryPID", "SecondaryGuid", "Masks", "FieldGUID", "ValueGUID",
	} {
		out[name] = true
	}
	return out
}()

var projectLeaves = these(
	text("Name", func(p *planfile.Plan) *string { return &p.Name }),
	text("Title", func(p *planfile.Plan) *string { return &p.Title }),
	text("Subject", func(p *planfile.Plan) *string { return &p.Subject }),
	text("Company", func(p *planfile.Plan) *string { return &p.Company }),
	text("Manager", func(p *planfile.Plan) *string { return &p.Manager }),
	text("Author", func(p *planfile.Plan) *string { return &p.Author }),
	unless("ScheduleFromStart", func(p *planfile.Plan) *bool { return &p.FromFinish }),
	when("StartDate", func(p *planfile.Plan) *planfile.Time { return &p.Start }),
	when("FinishDate", func(p *planfile.Plan) *planfile.Time { return &p.Finish }),
	text("CurrencyCode", func(p *planfile.Plan) *string { return &p.Currency }),
	clock("DefaultStartTime", func(p *planfile.Plan) *int { return &p.DayStarts }),
	clock("DefaultFinishTime", func(p *planfile.Plan) *int { return &p.DayEnds }),
	number("MinutesPerDay", func(p *planfile.Plan) *int { return &p.MinutesPerDay }),
	number("MinutesPerWeek", func(p *planfile.Plan) *int { return &p.MinutesPerWeek }),
	number("DaysPerMonth", func(p *planfile.Plan) *int { return &p.DaysPerMonth }),
	flag("MultipleCriticalPaths", func(p *planfile.Plan) *bool { return &p.Options.OpenEnds }),
	flag("SplitsInProgressTasks", func(p *planfile.Plan) *bool { return &p.Options.SplitTasks }),
	number("WeekStartDay", func(p *planfile.Plan) *int { return &p.WeekStarts }),
	when("StatusDate", func(p *planfile.Plan) *planfile.Time { return &p.Status }),
)

func (r *reader) project() error {
	r.plan.Program = "Microsoft Project"
	slack := planfile.Span(-1)
	err := r.each(func(name string) error {
		switch name {
		case "CalendarUID":
			s, err := r.words()
			r.calendar = s
			return err
		case "CriticalSlackLimit": // which is counted in days, whose length comes later
			s, err := r.words()
			if err != nil {
				return err
			}
			days, ok := decimal(s)
			if !ok || days > 1_000_000*10_000 || days < -1_000_000*10_000 {
				return r.refuse("<%s> cannot be “%s”; correct it, or export the plan again", "<%s> ne peut pas valoir «\u202f%s\u202f»\u202f; corrigez-le ou exportez de nouveau le plan", name, cut(s))
			}
			slack = planfile.Span(days)
			return nil
		case "OutlineCodes":
			return r.each(r.one("OutlineCode", r.outlineCode))
		case "ExtendedAttributes":
			return r.each(r.one("ExtendedAttribute", r.field))
		case "Calendars":
			return r.each(r.one("Calendar", r.readCalendar))
		case "Tasks":
			return r.each(r.one("Task", r.task))
		case "Resources":
			return r.each(r.one("Resource", r.resource))
		case "Assignments":
			return r.each(r.one("Assignment", r.assignment))
		}
		return take(r, &projectLeaves, r.plan, name)
	})
	p := r.plan
	if err == nil && (p.MinutesPerDay <= 0 || p.MinutesPerDay > planfile.PerDay || p.MinutesPerWeek <= 0 || p.MinutesPerWeek > 7*planfile.PerDay || p.DaysPerMonth <= 0 || p.DaysPerMonth > 31) {
		return r.refuse("a day, a week or a month of the plan has no length that one can have (MinutesPerDay, MinutesPerWeek, DaysPerMonth); correct it in Microsoft Project", "la durée d’un jour, d’une semaine ou d’un mois du plan est impossible (MinutesPerDay, MinutesPerWeek, DaysPerMonth)\u202f; corrigez-la dans Microsoft Project")
	}
	if slack != -1 {
		p.Critical = slack * planfile.Minute / 10_000 * planfile.Span(p.MinutesPerDay)
	}
	return err
}

// one takes the elements of one name.
func (r *reader) one(name string, f func() error) func(string) error {
	return func(found string) error {
		if found == name {
			return f()
		}
		return r.pass()
	}
}

// connect finds what the elements say of each other, when all have been read.
func (r *reader) connect() error {
	p := r.plan
	var wrong faults
	for _, b := range r.bases {
		if i, ok := r.calendars[b.to]; ok {
			p.Calendars[b.at].Base = i
		} else {
			wrong.add(b.line, "the calendar “%s” is based on one that is not there (BaseCalendarUID %s)", "le calendrier «\u202f%s\u202f» est fondé sur un calendrier absent (BaseCalendarUID %s)", b.named, cut(b.to))
		}
	}
	for i := range p.Calendars {
		if _, _, ok := p.Worked(i); !ok {
			wrong.add(p.Calendars[i].Line, "the calendar “%s” is based on itself", "le calendrier «\u202f%s\u202f» est fondé sur lui-même", p.Calendars[i].Name)
			break
		}
	}
	if i, ok := r.calendars[r.calendar]; ok {
		p.Calendar = i
	}
	for _, ref := range r.refers {
		switch ref.named {
		case "task calendar":
			if i, ok := r.calendars[ref.to]; ok {
				p.Tasks[ref.at].Calendar = i
			} else {
				wrong.add(ref.line, "the task is on a calendar that is not there (CalendarUID %s)", "la tâche suit un calendrier absent (CalendarUID %s)", cut(ref.to))
			}
		case "resource calendar":
			if i, ok := r.calendars[ref.to]; ok {
				p.Resources[ref.at].Calendar = i
			} else { // as Microsoft Project writes it for work that is nobody's
				r.unmappedAt(ref.line, "Resource/CalendarUID", label.T("The file does not have that calendar; the resource is on that of the plan", "Le fichier ne contient pas ce calendrier ; la ressource suit celui du plan"))
			}
		case "predecessor":
			if i, ok := r.tasks[ref.to]; ok {
				p.Links[ref.at].From = i
			} else if p.Links[ref.at].CrossProject || p.Links[ref.at].Elsewhere != "" {
				r.plan.Links[ref.at].From = planfile.None
			} else {
				wrong.add(ref.line, "the task waits for one that is not there (PredecessorUID %s)", "la tâche attend une tâche absente (PredecessorUID %s)", cut(ref.to))
			}
		case "assigned task":
			if i, ok := r.tasks[ref.to]; ok {
				p.Assignments[ref.at].Task = i
			} else {
				wrong.add(ref.line, "the assignment is to a task that is not there (TaskUID %s)", "l’affectation porte sur une tâche absente (TaskUID %s)", cut(ref.to))
			}
		case "assigned resource":
			if i, ok := r.resources[ref.to]; ok {
				p.Assignments[ref.at].Resource = i
			} else if ref.to != nobody {
				wrong.add(ref.line, "the assignment is of a resource that is not there (ResourceUID %s)", "l’affectation est celle d’une ressource absente (ResourceUID %s)", cut(ref.to))
			}
		}
	}
	if err := wrong.all(); err != nil {
		return err
	}
	if circle, line := p.Circle(); circle != nil {
		return at(line, "the tasks %s wait for each other in a circle; take one of their links out", "les tâches %s s’attendent mutuellement en boucle\u202f; retirez un de leurs liens", p.Named(circle))
	}
	return nil
}

// nobody is the UID of the resource of work that is nobody's.
const nobody = "-65535"

// faults are what is wrong with the references, the first of them.
type faults struct {
	list []placed
	more int
}

type placed struct {
	line int
	text label.Text
}
