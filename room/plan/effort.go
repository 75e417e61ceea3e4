package plan

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
