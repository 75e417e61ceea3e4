package intake

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
	"vigie/room/risk"
)

// target is a kind of object that can be imported: which attributes it has, by
// which headers they are known, what is there already, and how it is written.
type target struct {
	object    string
	kind      *record.Kind // of what stands in registers; else nil
	label     label.Text   // what its objects are called
	help      label.Text   // what a file of them has
	place     int          // among the others, in lists
	dated     bool         // what its rows say is true from the date of the edition
	right     access.Right // to import it
	rules     []rule
	extras    []extra
	grows     bool     // attributes, and values of lists, may be added to the catalogue
	closed    bool     // of those, only values of lists
	parent    string   // the attribute that names the object above, among the rows too
	keeps     []string // attributes that an empty cell never clears
	catalogue func(context.Context, db.Querier) (*field.Catalogue, error)
	entries   func(context.Context, *job) ([]entry, error)
	// resolve, when not nil, says which row is which of the entries, in its own way.
	resolve func(*job)
	// try says for each line what writing it would change or what is wrong
	// with it: a fault whose details name attributes refuses their cells.
	try func(context.Context, *job, []*line) ([]error, error)
	// write writes staged rows; an error stops the whole import.
	write func(context.Context, *db.Tx, access.Who, *batch) error
	// takeBack undoes the written rows of some objects and reports what stays.
	takeBack func(context.Context, *db.Tx, access.Who, *batch) ([]Kept, error)
}

// mayGrow reports whether an import in a person's name may add attributes, and
// values to lists: everybody shares them.
func (t *target) mayGrow(who access.Who) bool { return t.grows && field.MayDefine(who) }

var targets = map[string]*target{"project": &projects, "unit": &units, "user": &users, "milestone": &milestones, "risk": &risks, "action": &actions, "decision": &decisions, "rate": &rates}

func init() {
	projects.entries, projects.try, projects.write, projects.takeBack = projectEntries, tryProjects, writeProjects, takeBackProjects
	units.entries, units.try, units.write, units.takeBack = unitEntries, tryUnits, writeUnits, takeBackUnits
	for i, kind := range []*record.Kind{milestone.Kind, risk.Kind, action.Kind, decision.Kind} {
		registers[i].keep(kind)
	}
	rates.entries, rates.resolve, rates.try, rates.write, rates.takeBack = rateEntries, (*job).resolveRates, tryRates, writeRates, takeBackRates
	users.entries, users.try, users.write, users.takeBack = userEntries, tryUsers, writeUsers, takeBackUsers
}
