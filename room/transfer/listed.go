package transfer

import (
	"vigie/engine/schedule"
	"vigie/format/chart"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/calendar"
	"vigie/room/plan"
)

var kindNames = map[plan.Kind]label.Text{plan.Phase: label.T("Phase", "Phase"), plan.Task: label.T("Task", "Tâche"), plan.Milestone: label.T("Milestone", "Jalon")}

// listed are the columns of a plan that goes out as a table, in their order.
var listed = []struct {
	column int
	kind   sheet.Kind
	width  int
}{
	{colNumber, sheet.Number, 6},
	{colWBS, sheet.Text, 10},
	{colLevel, sheet.Number, 8},
	{colKind, sheet.Text, 10},
	{colName, sheet.Text, 44},
	{colStart, sheet.Date, 12},
	{colFinish, sheet.Date, 12},
	{colDuration, sheet.Text, 10},
	{colProgress, sheet.Percent, 10},
	{colWaits, sheet.Text, 18},
	{colConstraint, sheet.Text, 24},
	{colBound, sheet.Date, 16},
	{colDeadline, sheet.Date, 12},
	{colResources, sheet.Text, 28},
	{colNote, sheet.Text, 40},
}

// Listed makes a table of a plan, which ReadTable reads again. say is as in Leaving.
func Listed(v *plan.View, name string, l label.Lang, say Say) sheet.Sheet {
	s := sheet.Sheet{Name: name, Lang: l}
	for _, c := range listed {
		s.Heads = append(s.Heads, sheet.Head{Title: heads[c.column].In(l), Kind: c.kind, Width: c.width})
	}
	for _, a := range v.Has {
		s.Heads = append(s.Heads, headOf(a, l))
	}
	s.Rows = func(yield func([]sheet.Value, error) bool) {
		row := make([]sheet.Value, len(listed)+len(v.Has))
		for n := range v.Rows {
			for i, c := range listed {
				row[i] = valueOf(v, &v.Rows[n], c.column, l)
			}
			for i, a := range v.Has {
				row[len(listed)+i] = cellOf(a, &v.Rows[n], say, l)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return s
}

func valueOf(v *plan.View, r *plan.Row, column int, l label.Lang) sheet.Value {
	whole := func(n int) sheet.Value { return sheet.NumberValue(money.Amount(n) * money.Scale) }
	ends := func(t schedule.Time) sheet.Value {
		if t == 0 {
			return sheet.Value{}
		}
		return sheet.DateValue(lastDay(t))
	}
	switch column {
	case colNumber:
		return whole(r.Number)
	case colWBS:
		return sheet.TextValue(r.WBS)
	case colLevel:
		return whole(r.Level + 1)
	case colKind:
		return sheet.TextValue(kindNames[r.Kind].In(l))
	case colName:
		return sheet.TextValue(r.Name)
	case colStart:
		if r.Kind == plan.Milestone {
			return ends(r.Dates.EarlyFinish)
		}
		return sheet.DateValue(r.Dates.EarlyStart.Day())
	case colFinish:
		return ends(r.Dates.EarlyFinish)
	case colDuration:
		if r.Kind == plan.Milestone {
			return sheet.Value{}
		}
		return sheet.TextValue(v.Measures.Text(r.Minutes, r.Elapsed, l))
	case colProgress:
		return sheet.PercentValue(money.Amount(r.Done) * money.Scale)
	case colWaits:
		return sheet.TextValue(r.Text(v.Measures, l))
	case colConstraint:
		return sheet.TextValue(constraintNames[r.Constraint].In(l))
	case colBound:
		if r.Constraint == "start_no_earlier" || r.Constraint == "start_no_later" || r.Constraint == "must_start" {
			return sheet.DateValue(r.Item.Date.Day())
		}
		return ends(r.Item.Date)
	case colDeadline:
		return ends(r.Deadline)
	case colResources:
		return sheet.TextValue(r.Resources(l))
	}
	return sheet.TextValue(r.Note)
}

// Drawn makes a picture of a plan: the rows and bars of the screen.
func Drawn(v *plan.View, set calendar.Set, name string, today day.Day, l label.Lang) *chart.Drawing {
	g := chart.Gantt{Title: name, Today: today, Lang: l}
	at := map[int64]int{}
	for n := range v.Rows {
		r := &v.Rows[n]
		at[r.ID] = n
		line := chart.GanttLine{Name: r.Name, Level: r.Level, Kind: map[plan.Kind]chart.GanttKind{plan.Phase: chart.GanttPhase, plan.Task: chart.GanttTask, plan.Milestone: chart.GanttMilestone}[r.Kind], Done: r.Done, Critical: r.Dates.Critical}
		if line.From, line.To = days(r.Dates.EarlyStart), days(r.Dates.EarlyFinish); r.Kind == plan.Milestone {
			line.Milestone = lastDay(r.Dates.EarlyFinish).In(l)
		}
		if r.Deadline != 0 {
			line.Deadline = days(r.Deadline)
		}
		g.Lines = append(g.Lines, line)
	}
	for n := range v.Rows {
		for _, b := range v.Rows[n].Waits {
			if from, here := at[b.From]; here && !b.Outside {
				g.Ties = append(g.Ties, chart.GanttTie{From: from, To: n, FromFinish: b.Type == "" || b.Type == "FF", ToFinishes: b.Type == "FF" || b.Type == "SF", Critical: v.Rows[from].Dates.Critical && v.Rows[n].Dates.Critical})
			}
		}
	}
	work := set.Work(v.Calendar, v.Start-366, v.Finish.Day()+366)
	off := map[day.Day]bool{}
	for _, e := range work.Exceptions {
		for d := e.From; d <= e.Until; d++ {
			off[d] = len(e.Shifts) == 0
		}
	}
	g.Off = func(d day.Day) bool {
		if is, said := off[d]; said {
			return is
		}
		return len(work.Week[weekday(d)]) == 0
	}
	return g.Draw()
}

// days are a time in days, of which the hours are the fraction.
func days(t schedule.Time) float64 {
	return float64(t.Day()) + float64(t.Minute())/schedule.PerDay
}
