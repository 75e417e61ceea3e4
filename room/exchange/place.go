package exchange

import (
	"vigie/engine/schedule"
	"vigie/format/planfile"
)

// Place is the calendar that counts for a task: its own, or that of whoever does it;
// None for that of the plan, and of what is not computed.
func (c *Computed) Place(task int) int {
	if c.Activity[task] < 0 {
		return c.Plan.Tasks[task].Calendar
	}
	at := c.Network.Activities[c.Activity[task]].Calendar
	if at == c.Network.Calendar {
		return planfile.None
	}
	for place, known := range c.calendars {
		if known == at && place != planfile.None {
			return place
		}
	}
	return planfile.None
}

// Work is when there is work by a calendar of a plan; without one, on Monday to Friday.
func Work(p *planfile.Plan, place int) (schedule.Work, error) {
	if place == planfile.None {
		place = p.Calendar
	}
	return (&Computed{Plan: p}).work(place)
}
