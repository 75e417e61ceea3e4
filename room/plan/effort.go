package plan

import (
	"slices"

	"vigie/ground/label"
)

// whole is one person at work all the time, in hundredths of a percent.
const whole = 10_000

// What an edit says of duration, effort and units, of which two give the third.
const (
	saidDuration = 1 << iota
	saidEffort
	saidUnits
)

// balance makes duration, effort and units agree after an edit that said some of them:
// effort is duration × units. What the type of the task fixes stays, unless the edit
// says just that; of an item without effort there is nothing to balance.
func (i *Item) balance(said int) {
	if i.Effort == 0 || i.Kind != Task || said == 0 {
		return
	}
	if i.Units == 0 {
		i.Units = whole
	}
	if said == saidDuration|saidEffort|saidUnits && i.Effort == max(1, rounded(i.Duration*i.Units, whole)) {
		return // they agree already, as far as whole minutes can
	}
	what := follows(i.Type, said)
	switch {
	case what == saidEffort:
		i.Effort = max(1, rounded(i.Duration*i.Units, whole))
	case what == saidDuration:
		i.Duration = max(1, rounded(i.Effort*whole, i.Units))
	case i.Duration > 0:
		i.Units = max(1, rounded(i.Effort*whole, i.Duration))
	}
}

func rounded(n, by int64) int64 { return (n + by/2) / by }

// setWork takes duration, effort, units and who works on an item, and lets them agree.
func (d *draft) setWork(i *Item, p *Patch, wrong func(string, label.Text) error) error {
	told := 0
	for bit, n := range map[int]*int64{saidDuration: p.Duration, saidEffort: p.Effort, saidUnits: p.Units} {
		if n == nil {
			continue
		}
		if told |= bit; *n < 0 || *n > longestWork || bit == saidUnits && *n > 100*whole {
			return wrong(map[int]string{saidDuration: "duration_minutes", saidEffort: "effort_minutes", saidUnits: "units"}[bit], label.T("give a number that is not negative, of at most a hundred years", "donnez un nombre positif ou nul, de cent ans au plus"))
		}
	}
	if p.Duration != nil && i.Kind == Milestone && *p.Duration != 0 {
		return wrong("duration_minutes", label.T("a milestone has no duration; make it a task", "un jalon n’a pas de durée\u202f; faites-en une tâche"))
	}
	if p.Type != nil {
		if i.Type = *p.Type; !slices.Contains([]string{"", "fixed_units", "fixed_work"}, i.Type) {
			return wrong("type", label.F("choose %s, %s or %s", "choisissez %s, %s ou %s", "fixed_duration", "fixed_units", "fixed_work"))
		}
	}
	if err := d.setAssigned(i, p, wrong); err != nil {
		return err
	}
	change(&i.Duration, p.Duration)
	change(&i.Effort, p.Effort)
	change(&i.Units, p.Units)
	if len(i.workers()) > 0 {
		i.spread(told)
	} else {
		i.balance(told)
	}
	if i.Duration > longestWork {
		return wrong("duration_minutes", label.T("it would last longer than a hundred years; give less effort, or more of who does it", "il durerait plus de cent ans\u202f; donnez moins de charge, ou davantage de qui le fait"))
	}
	if p.Duration != nil && i.Manual && i.Start != 0 && p.Finish == nil { // its end follows
		i.Finish = 0
	}
	return nil
}
