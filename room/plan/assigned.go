package plan

import (
	"slices"

	"vigie/room/resource"
)

// Assignment is a resource that works on an item, or is used by it.
type Assignment struct {
	Resource int64 `json:"resource"`
	Units    int64 `json:"units"`             // hundredths of a percent; of material its amount × 10,000
	Work     int64 `json:"work,omitempty"`    // minutes
	Counted  bool  `json:"counted,omitempty"` // material or a cost, which does no work
}

// Assign asks for an assignment. What is nil stays, or follows by the type of the task.
type Assign struct {
	Resource    int64
	Units, Work *int64
}

// mostAssigned is how many resources one item may have.
const mostAssigned = 500

// Usual is how much of a resource an assignment takes that does not say: all of it, at
// most one, in hundredths of a percent.
func Usual(r resource.Resource) int64 { return min(whole, r.Units) }

// WorkOf is the work, in minutes, of whoever is there with so much of his time for so
// long.
func WorkOf(duration, units int64) int64 { return rounded(duration*units, whole) }

// workers are the places of the assignments that work.
func (i *Item) workers() []int {
	var out []int
	for n := range i.Assigned {
		if !i.Assigned[n].Counted {
			out = append(out, n)
		}
	}
	return out
}

// total makes effort and units of the item the sums of those of who works on it.
func (i *Item) total() {
	at := i.workers()
	if len(at) == 0 {
		return
	}
	i.Effort, i.Units = 0, 0
	for _, n := range at {
		i.Effort += i.Assigned[n].Work
		i.Units += i.Assigned[n].Units
	}
}

// longest is how long who works longest takes, in minutes.
func (i *Item) longest() int64 {
	out := int64(0)
	for _, n := range i.workers() {
		out = max(out, rounded(i.Assigned[n].Work*whole, max(1, i.Assigned[n].Units)))
	}
	return out
}

// assign gives an item other assignments. Of a task the type says what follows: of a
// fixed duration work or units; of fixed units the duration, of what is changed; fixed
// work is shared by those who are there, and gives the duration.
func (i *Item) assign(asked []Assign, set resource.Set) {
	was := map[int64]Assignment{}
	for _, a := range i.Assigned {
		was[a.Resource] = a
	}
	first := len(i.workers()) == 0
	i.Assigned = make([]Assignment, 0, len(asked))
	said := make([]int, len(asked)) // by assignment
	fresh := make([]bool, len(asked))
	anything := 0
	for n, a := range asked {
		r, _ := set.Get(a.Resource)
		out, there := was[a.Resource]
		if !there {
			out = Assignment{Resource: a.Resource, Units: Usual(r), Counted: !r.Kind.Works()}
		}
		fresh[n] = !there
		if a.Units != nil && (!there || *a.Units != out.Units) {
			out.Units, said[n] = *a.Units, saidUnits
		}
		if a.Work != nil && !out.Counted && (!there || *a.Work != out.Work) {
			out.Work, said[n] = *a.Work, said[n]|saidEffort
		}
		if !out.Counted {
			anything |= said[n]
		}
		i.Assigned = append(i.Assigned, out)
	}
	if at := i.workers(); i.Kind == Task && len(at) > 0 {
		i.settle(at, said, fresh, first && anything == 0 && i.Effort > 0, anything)
	}
	i.total()
}

// settle gives those who work on a task what follows from what was said of them. first
// is that the task has work that nobody did yet; anything is what was said of whomever.
func (i *Item) settle(at, said []int, fresh []bool, first bool, anything int) {
	shared := i.Type == "fixed_work" && anything&saidEffort == 0 && i.Effort > 0
	if first || shared {
		i.divide(at)
		if i.Type != "" {
			i.Duration = max(1, i.longest())
		} else if i.Duration > 0 {
			i.follow(at, saidUnits)
		}
		return
	}
	longer := false
	for _, n := range at {
		a := &i.Assigned[n]
		switch {
		case said[n]&saidEffort == 0 && (fresh[n] || i.Type == "" && said[n] != 0 || a.Work == 0):
			a.Work = rounded(i.Duration*a.Units, whole)
		case i.Type == "" && i.Duration > 0 && (said[n] == saidEffort || said[n] != 0 && a.Work > rounded(i.Duration*a.Units, whole)):
			a.Units = max(1, rounded(a.Work*whole, i.Duration))
		}
		longer = longer || said[n] != 0 && !(fresh[n] && said[n]&saidEffort == 0)
	}
	if most := i.longest(); most > 0 && (i.Type != "" && longer || i.Duration == 0) {
		i.Duration = most
	}
}

// divide shares the effort of the item out by how much each is there.
func (i *Item) divide(at []int) {
	weights := make([]int64, len(at))
	for k, n := range at {
		weights[k] = i.Assigned[n].Units
	}
	for k, part := range apportion(i.Effort, weights) {
		i.Assigned[at[k]].Work = part
	}
}

// follow gives each who works on a task the work, or the units, that the duration and
// the other of the two leave.
func (i *Item) follow(at []int, what int) {
	for _, n := range at {
		a := &i.Assigned[n]
		if what == saidEffort {
			a.Work = rounded(i.Duration*a.Units, whole)
		} else {
			a.Units = max(1, rounded(a.Work*whole, i.Duration))
		}
	}
}

// spread makes duration, effort, units and the assignments agree after an edit that said
// some of the first three of the whole task, as balance does of a task that nobody is
// assigned to.
func (i *Item) spread(told int) {
	at := i.workers()
	var works, units []int64
	sum := Item{Kind: i.Kind, Body: Body{Assigned: i.Assigned}}
	sum.total()
	for _, n := range at {
		works, units = append(works, i.Assigned[n].Work), append(units, i.Assigned[n].Units)
	}
	same := i.Effort == sum.Effort && i.Units == sum.Units
	if i.Kind != Task || told == 0 || told == saidDuration|saidEffort|saidUnits && same {
		i.total()
		return
	}
	i.Assigned = slices.Clone(i.Assigned)
	if told&saidEffort != 0 {
		if sum.Effort == 0 {
			works = units
		}
		for k, part := range apportion(i.Effort, works) {
			i.Assigned[at[k]].Work = part
		}
	}
	if told&saidUnits != 0 && i.Units > 0 {
		for k, part := range apportion(i.Units, units) {
			i.Assigned[at[k]].Units = max(1, part)
		}
	}
	switch what := follows(i.Type, told); {
	case what == saidEffort:
		i.follow(at, saidEffort)
	case what == saidDuration && i.longest() > 0:
		i.Duration = i.longest()
	case what == saidUnits && i.Duration > 0 && i.Effort > 0:
		i.follow(at, saidUnits)
	}
	i.total()
}

// follows is which of duration, effort and units gives way to those that were said.
func follows(typ string, said int) int {
	switch said {
	case saidDuration | saidEffort, saidDuration | saidEffort | saidUnits:
		return saidUnits
	case saidDuration | saidUnits:
		return saidEffort
	case saidEffort | saidUnits:
		return saidDuration
	}
	return map[string]map[int]int{
		"":            {saidDuration: saidEffort, saidEffort: saidUnits, saidUnits: saidEffort},
		"fixed_units": {saidDuration: saidEffort, saidEffort: saidDuration, saidUnits: saidDuration},
		"fixed_work":  {saidDuration: saidUnits, saidEffort: saidDuration, saidUnits: saidDuration},
	}[typ][said]
}

// apportion shares a total out by weights, to the last unit of it.
func apportion(total int64, weights []int64) []int64 {
	sum, run, given := int64(0), int64(0), int64(0)
	for _, w := range weights {
		sum += w
	}
	out := make([]int64, len(weights))
	for k, w := range weights {
		if run += w; sum == 0 {
			out[k] = total*int64(k+1)/int64(len(weights)) - given
		} else {
			out[k] = total*run/sum - given
		}
		given += out[k]
	}
	return out
}
