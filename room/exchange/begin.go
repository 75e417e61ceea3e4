package exchange

import "vigie/engine/schedule"

// begin lets activities stand before the start of the plan where Microsoft Project does:
// those whose constraint, or whose dates by hand, say so. What waits for nothing else
// still waits for the start of the plan.
func (c *Computed) begin(plan *schedule.Plan) {
	start, first := plan.Start, plan.Start
	for i := range plan.Activities {
		a := &plan.Activities[i]
		for _, at := range []schedule.Time{a.Date, a.Pinned.Start, a.ActualStart} {
			if at != 0 && at < first {
				first = at
			}
		}
	}
	if first == start {
		return
	}
	waits := make([]bool, len(plan.Activities))
	holds := make([]bool, len(plan.Activities))
	for _, l := range plan.Links {
		waits[l.To] = true
	}
	for i := range plan.Activities {
		if up := plan.Activities[i].Parent; up >= 0 {
			holds[up] = true
			waits[i] = waits[i] || waits[up]
		}
	}
	plan.Start = first
	for i := range plan.Activities {
		if a := &plan.Activities[i]; !waits[i] && !holds[i] && a.Constraint == schedule.SoonAsPossible {
			a.Constraint, a.Date = schedule.StartNoEarlier, start
		}
	}
}
