package mspdi

import (
	"vigie/format/planfile"
	"vigie/ground/money"
)

var resourceLeaves = these(
	text("UID", func(x *planfile.Resource) *string { return &x.ID }),
	text("GUID", func(x *planfile.Resource) *string { return &x.GUID }),
	text("ID", func(x *planfile.Resource) *string { return &x.Number }),
	text("Name", func(x *planfile.Resource) *string { return &x.Name }),
	text("Initials", func(x *planfile.Resource) *string { return &x.Initials }),
	text("Code", func(x *planfile.Resource) *string { return &x.Code }),
	text("MaterialLabel", func(x *planfile.Resource) *string { return &x.Material }),
	text("Group", func(x *planfile.Resource) *string { return &x.Group }),
	text("EmailAddress", func(x *planfile.Resource) *string { return &x.Email }),
	amount("MaxUnits", func(x *planfile.Resource) *money.Amount { return &x.Units }),
	number("AccrueAt", func(x *planfile.Resource) *int { return &x.Accrue }),
	span("Work", func(x *planfile.Resource) *planfile.Span { return &x.Work }),
	span("RegularWork", func(x *planfile.Resource) *planfile.Span { return &x.RegularWork }),
	span("OvertimeWork", func(x *planfile.Resource) *planfile.Span { return &x.OvertimeWork }),
	span("ActualWork", func(x *planfile.Resource) *planfile.Span { return &x.ActualWork }),
	span("RemainingWork", func(x *planfile.Resource) *planfile.Span { return &x.RemainingWork }),
	number("PercentWorkComplete", func(x *planfile.Resource) *int { return &x.Percent }),
	amount("StandardRate", func(x *planfile.Resource) *money.Amount { return &x.Rate }),
	number("StandardRateFormat", func(x *planfile.Resource) *int { return &x.RateUnit }),
	cents("Cost", func(x *planfile.Resource) *money.Amount { return &x.Cost }),
	amount("OvertimeRate", func(x *planfile.Resource) *money.Amount { return &x.Overtime }),
	number("OvertimeRateFormat", func(x *planfile.Resource) *int { return &x.OvertimeUnit }),
	cents("CostPerUse", func(x *planfile.Resource) *money.Amount { return &x.PerUse }),
	cents("ActualCost", func(x *planfile.Resource) *money.Amount { return &x.ActualCost }),
	cents("RemainingCost", func(x *planfile.Resource) *money.Amount { return &x.RemainingCost }),
	text("Notes", func(x *planfile.Resource) *string { return &x.Notes }),
	flag("IsGeneric", func(x *planfile.Resource) *bool { return &x.Generic }),
	flag("IsInactive", func(x *planfile.Resource) *bool { return &x.Inactive }),
	flag("IsBudget", func(x *planfile.Resource) *bool { return &x.Budget }),
)

// resourceType is what a resource is: of Type 0 material, or a cost, of 1 work.
type resourceType struct {
	number int
	cost   bool
}

var typeLeaves = these(
	number("Type", func(t *resourceType) *int { return &t.number }),
	flag("IsCostResource", func(t *resourceType) *bool { return &t.cost }),
)

func (r *reader) resource() error {
	if len(r.plan.Resources) >= r.limits.Resources {
		return r.many(r.limits.Resources, "resources", "ressources")
	}
	place := len(r.plan.Resources)
	x, kind := planfile.Resource{Line: r.w.Line(), Calendar: planfile.None}, resourceType{number: 1}
	err := r.each(func(name string) error {
		switch name {
		case "Type", "IsCostResource":
			return take(r, &typeLeaves, &kind, name)
		case "CalendarUID":
			s, err := r.words()
			if s != "-1" && s != "" && s != "0" {
				r.refers = append(r.refers, reference{r.w.Line(), place, s, "resource calendar"})
			}
			return err
		case "Baseline":
			return r.baseline(&x.Baselines)
		case "ExtendedAttribute", "OutlineCode":
			return r.value(&x.Values)
		case "Rates":
			return r.each(r.one("Rate", func() error { return r.rate(&x) }))
		}
		return take(r, &resourceLeaves, &x, name)
	})
	if err != nil {
		return err
	}
	switch {
	case kind.cost:
		x.Kind = planfile.CostResource
	case kind.number == 0:
		x.Kind = planfile.MaterialResource
	}
	if _, twice := r.resources[x.ID]; twice || x.ID == "" {
		return r.refuse("the resource “%s” has no UID of its own; export the plan again", "la ressource «\u202f%s\u202f» n’a pas d’UID propre\u202f; exportez de nouveau le plan", cut(x.Name))
	}
	r.resources[x.ID] = place
	r.plan.Resources = append(r.plan.Resources, x)
	return nil
}

var rateLeaves = these(
	when("RatesFrom", func(x *planfile.Rate) *planfile.Time { return &x.From }),
	when("RatesTo", func(x *planfile.Rate) *planfile.Time { return &x.Until }),
	number("RateTable", func(x *planfile.Rate) *int { return &x.Table }),
	amount("StandardRate", func(x *planfile.Rate) *money.Amount { return &x.Rate }),
	number("StandardRateFormat", func(x *planfile.Rate) *int { return &x.RateUnit }),
	amount("OvertimeRate", func(x *planfile.Rate) *money.Amount { return &x.Overtime }),
	number("OvertimeRateFormat", func(x *planfile.Rate) *int { return &x.OvertimeUnit }),
	cents("CostPerUse", func(x *planfile.Rate) *money.Amount { return &x.PerUse }),
)

func (r *reader) rate(to *planfile.Resource) error {
	if err := r.part(); err != nil {
		return err
	}
	x := planfile.Rate{}
	err := r.each(func(name string) error { return take(r, &rateLeaves, &x, name) })
	to.Rates = append(to.Rates, x)
	return err
}

var assignmentLeaves = these(
	text("UID", func(a *planfile.Assignment) *string { return &a.ID }),
	text("GUID", func(a *planfile.Assignment) *string { return &a.GUID }),
	number("PercentWorkComplete", func(a *planfile.Assignment) *int { return &a.Percent }),
	cents("ActualCost", func(a *planfile.Assignment) *money.Amount { return &a.ActualCost }),
	when("ActualFinish", func(a *planfile.Assignment) *planfile.Time { return &a.ActualFinish }),
	when("ActualStart", func(a *planfile.Assignment) *planfile.Time { return &a.ActualStart }),
	span("ActualWork", func(a *planfile.Assignment) *planfile.Span { return &a.ActualWork }),
	flag("Confirmed", func(a *planfile.Assignment) *bool { return &a.Confirmed }),
	cents("Cost", func(a *planfile.Assignment) *money.Amount { return &a.Cost }),
	number("CostRateTable", func(a *planfile.Assignment) *int { return &a.RateTable }),
	counted("Delay", func(a *planfile.Assignment) *int64 { return &a.Delay }),
	when("Finish", func(a *planfile.Assignment) *planfile.Time { return &a.Finish }),
	text("Hyperlink", func(a *planfile.Assignment) *string { return &a.Hyperlink.Text }),
	text("HyperlinkAddress", func(a *planfile.Assignment) *string { return &a.Hyperlink.Address }),
	text("HyperlinkSubAddress", func(a *planfile.Assignment) *string { return &a.Hyperlink.Place }),
	counted("LevelingDelay", func(a *planfile.Assignment) *int64 { return &a.LevelingDelay }),
	flag("Milestone", func(a *planfile.Assignment) *bool { return &a.Milestone }),
	text("Notes", func(a *planfile.Assignment) *string { return &a.Notes }),
	span("OvertimeWork", func(a *planfile.Assignment) *planfile.Span { return &a.OvertimeWork }),
	span("RegularWork", func(a *planfile.Assignment) *planfile.Span { return &a.RegularWork }),
	cents("RemainingCost", func(a *planfile.Assignment) *money.Amount { return &a.RemainingCost }),
	span("RemainingWork", func(a *planfile.Assignment) *planfile.Span { return &a.RemainingWork }),
	when("Start", func(a *planfile.Assignment) *planfile.Time { return &a.Start }),
	when("Stop", func(a *planfile.Assignment) *planfile.Time { return &a.Stop }),
	when("Resume", func(a *planfile.Assignment) *planfile.Time { return &a.Resume }),
	amount("Units", func(a *planfile.Assignment) *money.Amount { return &a.Units }),
	span("Work", func(a *planfile.Assignment) *planfile.Span { return &a.Work }),
	number("WorkContour", func(a *planfile.Assignment) *int { return &a.Contour }),
	when("CreationDate", func(a *planfile.Assignment) *planfile.Time { return &a.Created }),
	cents("BudgetCost", func(a *planfile.Assignment) *money.Amount { return &a.BudgetCost }),
	span("BudgetWork", func(a *planfile.Assignment) *planfile.Span { return &a.BudgetWork }),
)

func (r *reader) assignment() error {
	if len(r.plan.Assignments) >= r.limits.Assignments {
		return r.many(r.limits.Assignments, "assignments", "affectations")
	}
	place := len(r.plan.Assignments)
	a := planfile.Assignment{Line: r.w.Line(), Task: planfile.None, Resource: planfile.None, Units: money.Units(1)}
	task, resource := reference{r.w.Line(), place, "", "assigned task"}, reference{r.w.Line(), place, nobody, "assigned resource"}
	err := r.each(func(name string) (err error) {
		switch name {
		case "TaskUID":
			task.to, err = r.words()
			return err
		case "ResourceUID":
			resource.to, err = r.words()
			return err
		case "Baseline":
			return r.baseline(&a.Baselines)
		case "ExtendedAttribute", "OutlineCode":
			return r.value(&a.Values)
		case "TimephasedData":
			return r.phased(&a.Phased)
		}
		return take(r, &assignmentLeaves, &a, name)
	})
	r.refers = append(r.refers, task, resource)
	r.plan.Assignments = append(r.plan.Assignments, a)
	return err
}
