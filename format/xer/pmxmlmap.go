package xer

import (
	"strings"

	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/ground/money"
)

// object is an element of the XML as a row of a table.
type object struct {
	table  string
	fields []leaf
}

// leaf is an element in an object as a column of its row. codes are what its words are
// there; part is of a share of one, which is a percentage there.
type leaf struct {
	element, column string
	codes           map[string]string
	part            bool
}

// value is what a leaf says as its column has it. A word that nobody knows stays, and is
// told as such.
func (l leaf) value(s string) string {
	if l.part {
		if v, err := money.Parse(s); err == nil {
			return (v * 100).String()
		}
		return s
	}
	if code, known := l.codes[s]; known {
		return code
	}
	return s
}

var yes = map[string]string{"1": "Y", "true": "Y", "0": "N", "false": "N"}

var constraintWords = map[string]string{
	"Start On": "CS_MSO", "Start On or Before": "CS_MSOB", "Start On or After": "CS_MSOA", "Finish On": "CS_MEO", "Finish On or Before": "CS_MEOB", "Finish On or After": "CS_MEOA",
	"As Late As Possible": "CS_ALAP", "Mandatory Start": "CS_MANDSTART", "Mandatory Finish": "CS_MANDFIN",
}

var projectObject = object{"PROJECT", []leaf{
	{element: "Name", column: "proj_short_name"},
	{element: "PlannedStartDate", column: "plan_start_date"},
	{element: "DataDate", column: "last_recalc_date"},
	{element: "MustFinishByDate", column: "plan_end_date"},
	{element: "ScheduledFinishDate", column: "scd_end_date"},
	{element: "CriticalActivityFloatThreshold", column: "critical_drtn_hr_cnt"},
	{element: "CriticalActivityPathType", column: "critical_path_type", codes: map[string]string{"Longest Path": "CT_DrivPath", "Critical Float": "CT_TotFloat"}},
	{element: "ActivityDefaultCalendarObjectId", column: "clndr_id"},
}}

var optionsObject = object{"SCHEDOPTIONS", []leaf{
	{element: "OutOfSequenceScheduleType", column: "sched_retained_logic", codes: map[string]string{"Retained Logic": "Y", "Progress Override": "Y", "Actual Dates": "N"}},
	{element: "OutOfSequenceScheduleType", column: "sched_progress_override", codes: map[string]string{"Retained Logic": "N", "Progress Override": "Y", "Actual Dates": "N"}},
	{element: "RelationshipLagCalendar", column: "sched_calendar_on_relationship_lag", codes: map[string]string{
		"Predecessor Activity Calendar": "rcal_Predecessor", "Successor Activity Calendar": "rcal_Successor", "Project Default Calendar": "rcal_ProjDefault", "24 Hour Calendar": "rcal_24Hour",
	}},
	{element: "ComputeTotalFloatType", column: "sched_float_type", codes: map[string]string{"Finish Float": "FT_FF", "Start Float": "FT_SF", "Smallest of Start Float and Finish Float": "FT_Min"}},
	{element: "MakeOpenEndedActivitiesCritical", column: "sched_open_critical_flag", codes: yes},
}}

// objectsOf are the elements that are rows.
var objectsOf = map[string]object{
	"WBS": {"PROJWBS", []leaf{{element: "ObjectId", column: "wbs_id"}, {element: "ParentObjectId", column: "parent_wbs_id"}, {element: "Code", column: "wbs_short_name"}, {element: "Name", column: "wbs_name"}, {element: "SequenceNumber", column: "seq_num"}}},
	"Activity": {"TASK", []leaf{
		{element: "ObjectId", column: "task_id"},
		{element: "Id", column: "task_code"},
		{element: "GUID", column: "guid"},
		{element: "Name", column: "task_name"},
		{element: "WBSObjectId", column: "wbs_id"},
		{element: "CalendarObjectId", column: "clndr_id"},
		{element: "Type", column: "task_type", codes: map[string]string{"Task Dependent": "TT_Task", "Resource Dependent": "TT_Rsrc", "Level of Effort": "TT_LOE", "Start Milestone": "TT_Mile", "Finish Milestone": "TT_FinMile", "WBS Summary": "TT_WBS"}},
		{element: "DurationType", column: "duration_type", codes: map[string]string{"Fixed Duration and Units/Time": "DT_FixedDrtn", "Fixed Duration and Units": "DT_FixedDUR2", "Fixed Units": "DT_FixedQty", "Fixed Units/Time": "DT_FixedRate"}},
		{element: "PercentCompleteType", column: "complete_pct_type", codes: map[string]string{"Physical": "CP_Phys", "Units": "CP_Units", "Duration": "CP_Drtn"}},
		{element: "Status", column: "status_code", codes: map[string]string{"Completed": "TK_Complete", "In Progress": "TK_Active", "Not Started": "TK_NotStart"}},
		{element: "PrimaryConstraintType", column: "cstr_type", codes: constraintWords},
		{element: "PrimaryConstraintDate", column: "cstr_date"},
		{element: "SecondaryConstraintType", column: "cstr_type2", codes: constraintWords},
		{element: "SecondaryConstraintDate", column: "cstr_date2"},
		{element: "ExpectedFinishDate", column: "expect_end_date"},
		{element: "CreateDate", column: "create_date"},
		{element: "PlannedDuration", column: "target_drtn_hr_cnt"},
		{element: "RemainingDuration", column: "remain_drtn_hr_cnt"},
		{element: "LevelingPriority", column: "priority_type", codes: map[string]string{"Top": "PT_Top", "High": "PT_High", "Normal": "PT_Normal", "Low": "PT_Low", "Lowest": "PT_Lowest"}},
		{element: "ActualStartDate", column: "act_start_date"},
		{element: "ActualFinishDate", column: "act_end_date"},
		{element: "PhysicalPercentComplete", column: "phys_complete_pct", part: true},
		{element: "PlannedLaborUnits", column: "target_work_qty"},
		{element: "ActualLaborUnits", column: "act_work_qty"},
		{element: "RemainingLaborUnits", column: "remain_work_qty"},
		{element: "EarlyStartDate", column: "early_start_date"},
		{element: "EarlyFinishDate", column: "early_end_date"},
		{element: "LateStartDate", column: "late_start_date"},
		{element: "LateFinishDate", column: "late_end_date"},
		{element: "PlannedStartDate", column: "target_start_date"},
		{element: "PlannedFinishDate", column: "target_end_date"},
		{element: "StartDate", column: "restart_date"},
		{element: "FinishDate", column: "reend_date"},
		{element: "TotalFloat", column: "total_float_hr_cnt"},
		{element: "FreeFloat", column: "free_float_hr_cnt"},
	}},
	"Relationship": {"TASKPRED", []leaf{
		{element: "PredecessorActivityObjectId", column: "pred_task_id"},
		{element: "SuccessorActivityObjectId", column: "task_id"},
		{element: "PredecessorProjectObjectId", column: "pred_proj_id"},
		{element: "Lag", column: "lag_hr_cnt"},
		{element: "Type", column: "pred_type", codes: map[string]string{"Finish to Start": "PR_FS", "Start to Start": "PR_SS", "Finish to Finish": "PR_FF", "Start to Finish": "PR_SF"}},
	}},
	"Resource": {"RSRC", []leaf{
		{element: "ObjectId", column: "rsrc_id"},
		{element: "Id", column: "rsrc_short_name"},
		{element: "Name", column: "rsrc_name"},
		{element: "GUID", column: "guid"},
		{element: "CalendarObjectId", column: "clndr_id"},
		{element: "EmailAddress", column: "email_addr"},
		{element: "IsActive", column: "active_flag", codes: yes},
		{element: "ResourceType", column: "rsrc_type", codes: map[string]string{"Labor": "RT_Labor", "Nonlabor": "RT_Equip", "Material": "RT_Mat"}},
	}},
	"ResourceAssignment": {"TASKRSRC", []leaf{
		{element: "ObjectId", column: "taskrsrc_id"},
		{element: "GUID", column: "guid"},
		{element: "ActivityObjectId", column: "task_id"},
		{element: "ResourceObjectId", column: "rsrc_id"},
		{element: "PlannedUnitsPerTime", column: "target_qty_per_hr"},
		{element: "PlannedUnits", column: "target_qty"},
		{element: "ActualRegularUnits", column: "act_reg_qty"},
		{element: "ActualOvertimeUnits", column: "act_ot_qty"},
		{element: "RemainingUnits", column: "remain_qty"},
		{element: "PlannedStartDate", column: "target_start_date"},
		{element: "PlannedFinishDate", column: "target_end_date"},
		{element: "ActualStartDate", column: "act_start_date"},
		{element: "ActualFinishDate", column: "act_end_date"},
		{element: "PlannedCost", column: "target_cost"},
		{element: "ActualRegularCost", column: "act_reg_cost"},
		{element: "ActualOvertimeCost", column: "act_ot_cost"},
		{element: "RemainingCost", column: "remain_cost"},
	}},
}

var calendarObject = object{"CALENDAR", []leaf{
	{element: "ObjectId", column: "clndr_id"},
	{element: "Name", column: "clndr_name"},
	{element: "BaseCalendarObjectId", column: "base_clndr_id"},
	{element: "Type", column: "clndr_type", codes: map[string]string{"Resource": "CA_Rsrc", "Project": "CA_Project", "Global": "CA_Base"}},
	{element: "HoursPerDay", column: "day_hr_cnt"},
	{element: "HoursPerWeek", column: "week_hr_cnt"},
}}

// idleObjects hold nothing of a plan; holders are those of a project that hold others
// and are told where they say something.
var (
	idleObjects = []string{"ProjectList", "OBS", "EPS", "Currency", "UnitOfMeasure", "FinancialPeriod", "DisplayCurrency", "Role", "CostAccount", "FundingSource", "Location", "Shift", "ResourceCurve", "Baseline", "BaselineProject"}
	holders     = []string{"ActivityCodeAssignment", "ActivityCode", "ActivityCodeType", "ActivityExpense", "ActivityNote", "ActivityStep", "ProjectNote", "ProjectCode", "Risk", "Document", "ProjectDocument", "UDF", "UDFValue", "ProjectBudgetChangeLog", "ProjectThreshold", "ProjectIssue", "WBSCategory", "ScheduleOptions"}
)

var weekdays = map[string]int{"Monday": 0, "Tuesday": 1, "Wednesday": 2, "Thursday": 3, "Friday": 4, "Saturday": 5, "Sunday": 6}

// calendar reads a calendar, with the hours of its week and the days that are otherwise.
func (x *elements) calendar(project string) error {
	h := hours{}
	for d := range h.week {
		h.week[d].Said = true
	}
	values, line, err := x.leaves(func(name string) (bool, error) {
		switch name {
		case "StandardWorkWeek":
			return true, x.each(func(string) error { return x.workday(&h) })
		case "HolidayOrExceptions":
			return true, x.each(func(string) error { return x.exception(&h) })
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	if values["BaseCalendarObjectId"] != "" && !works(h.week) {
		h.week = [7]planfile.Day{} // it says only what differs
	}
	x.worked[values["ObjectId"]] = h
	return x.row(calendarObject, values, line, project)
}

func works(week [7]planfile.Day) bool {
	for _, d := range week {
		if len(d.Shifts) > 0 {
			return true
		}
	}
	return false
}

// workday reads the hours of a day of the week.
func (x *elements) workday(h *hours) error {
	shifts := []planfile.Shift(nil)
	values, line, err := x.leaves(func(name string) (bool, error) {
		if name != "WorkTime" {
			return false, nil
		}
		s, err := x.workTime()
		shifts = append(shifts, s...)
		return true, err
	})
	if err != nil {
		return err
	}
	d, known := weekdays[values["DayOfWeek"]]
	if !known || len(shifts) > 48 {
		return at(line, "“%s” is no day of the week with its hours; export the project again", "«\u202f%s\u202f» n’est pas un jour de la semaine avec ses heures\u202f; exportez de nouveau le projet", cut(values["DayOfWeek"]))
	}
	h.week[d].Shifts = shifts
	return nil
}

// workTime reads a stretch of work, none where it is empty. Its last minute is worked
// too: what ends at 11:59 ends at noon.
func (x *elements) workTime() ([]planfile.Shift, error) {
	values, line, err := x.leaves(nil)
	if err != nil || values["Start"] == "" && values["Finish"] == "" {
		return nil, err
	}
	from, _, ok := planfile.ParseClock(values["Start"])
	to, _, also := planfile.ParseClock(values["Finish"])
	if to%10 == 9 || to == 0 {
		to = (to + planfile.PerDay) % planfile.PerDay
		if to++; to == 1 {
			to = planfile.PerDay
		}
	}
	if !ok || !also || from >= to || to > planfile.PerDay {
		return nil, at(line, "the hours “%s” to “%s” are no stretch of a day; correct them in Primavera P6", "les heures «\u202f%s\u202f» à «\u202f%s\u202f» ne forment pas une plage d’un jour\u202f; corrigez-les dans Primavera P6", cut(values["Start"]), cut(values["Finish"]))
	}
	return []planfile.Shift{{From: from, To: to}}, nil
}

// exception reads a day that is otherwise.
func (x *elements) exception(h *hours) error {
	shifts := []planfile.Shift(nil)
	values, line, err := x.leaves(func(name string) (bool, error) {
		if name != "WorkTime" {
			return false, nil
		}
		s, err := x.workTime()
		shifts = append(shifts, s...)
		return true, err
	})
	if err != nil {
		return err
	}
	date, _, _ := strings.Cut(values["Date"], "T")
	d, err := day.Parse(date)
	if err != nil || len(shifts) > 48 || len(h.off) >= 20_000 {
		return at(line, "“%s” is no date of a calendar; correct it in Primavera P6", "«\u202f%s\u202f» n’est pas une date de calendrier\u202f; corrigez-la dans Primavera P6", cut(values["Date"]))
	}
	h.off = append(h.off, planfile.Exception{From: d, Until: d, Shifts: shifts})
	return nil
}
