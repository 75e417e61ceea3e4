// Package transfer brings plans of files into projects, and takes them out: plans of
// Microsoft Project and Primavera, and trees of tasks in workbooks and text. What comes
// in is computed by the rules here, and each date that is then another one than in the
// file is told with its reason; what goes out comes back the same.
package transfer

import (
	"context"
	"slices"

	"vigie/engine/schedule"
	"vigie/format/cell"
	"vigie/format/planfile"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/exchange"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/resource"
)

// Source is a plan that was read from a file.
type Source struct {
	Plan  *planfile.Plan
	Notes []label.Text // what was guessed while it was read

	days     bool                         // its dates are days, without hours
	held     bool                         // it says what holds each task; else a task that waits for nothing starts no earlier than it says
	waits    map[int]string               // by task: what it waits for, as people write it
	lasts    map[int]spoken               // by task: how long it lasts, as people write it
	bound    map[int]plan.When            // by task: the day of its constraint
	cells    map[string]map[int]cell.Cell // of a table: by custom field and task, as they stand there
	named    map[string]int               // tasks by their number or WBS, as the file says these
	numbered bool                         // it has numbers of its own, by which tasks are named
}

// Options are how a plan is brought in.
type Options struct {
	Keep     bool                    // dates that differ are held where the file has them; else they follow from the rules here
	KeyDates bool                    // key dates of the project that the file does not have stay
	Name     func(item int64) string // by which files know what went out from here
	Fields   map[string]string       // by the ids of custom fields: the key of an attribute, LeaveOut or MakeOne; what is absent goes where it is called so
	Find     Find                    // who and what values name; nil finds nobody
}

// Report is what bringing a plan in does, or did.
type Report struct {
	Program     string
	Name        string
	Start       schedule.Time // of the plan of the file, as the file has it; 0 where it does not say
	Finish      schedule.Time
	Found       schedule.Time // when all that comes in is done, as it is computed here
	Empty       bool          // there is no plan yet, so that nothing is replaced
	Counts      []Count
	Lost        []Lost
	Customs     []Custom     // the custom fields of its tasks
	Differences []Difference // by line
	Compared    int          // dates
	Held        int          // tasks that are held where the file has them
	Team        *Team        // the resources of the file
	Calendars   []string     // that are made for the project
	Gone        []plan.Gone  // what is in the plan now and not in the file, and goes
	Stayed      []string     // key dates that are not in the file and stay
	Known       int          // items that are in the plan already, and stay the same items
	Notes       []label.Text
	based       based
	*plan.Result
}

// Count is how many of something the file has, and how many are brought in.
type Count struct {
	Key         string
	Name        label.Text
	Found, Kept int
}

// Lost is something of the file that has no place here.
type Lost struct {
	What  label.Text
	Where string   // as the file calls it; "" where What says it
	Count int      // how often the file says it
	Line  int      // where it does for the first time; 0 where that says nothing
	Names []string // the first few
	Why   label.Text
}

// Difference is a task of which a date is not the one of the file.
type Difference struct {
	Number             int    // of its line here
	WBS                string // the same
	Name               string
	Kind               plan.Kind
	Start, Finish      schedule.Time // as the file has them
	NowStarts, NowEnds schedule.Time // as they are computed here
	OnlyStart, OnlyEnd bool          // the other date is the same
	Reason             label.Text
	Kept               bool // the dates of the file hold after all
	task               int
	item               int64
	follows            bool
}

// Foresee says what bringing a plan into a project would do. Nothing is kept.
func Foresee(ctx context.Context, q db.Querier, who access.Who, project int64, s *Source, o Options) (*Report, error) {
	team, err := meetTeam(ctx, q, who, project, s.Plan, nil)
	if err != nil {
		return nil, err
	}
	r := &Report{}
	res, err := plan.ForeseeIncoming(ctx, q, who, project, func(t *plan.Taker) error { return bring(t, s, o, r, team, who.Lang) })
	r.Result = res
	return r, err
}

// Take brings a plan into a project, in the place of the one that is there, and keeps its
// baselines, as one change. mark is that of the plan that was read; c is the catalogue of key dates.
func Take(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, project int64, mark string, s *Source, o Options) (*Report, error) {
	if err := plan.May(ctx, tx, who, project); err != nil {
		return nil, err
	}
	team, err := meetTeam(ctx, tx, who, project, s.Plan, func(says resource.Says) (resource.Resource, error) { return resource.Create(ctx, tx, who, says) })
	if err != nil {
		return nil, err
	}
	r := &Report{}
	res, err := plan.TakeIncoming(ctx, tx, who, c, project, mark, func(t *plan.Taker) error { return bring(t, s, o, r, team, who.Lang) })
	if r.Result = res; err == nil {
		err = r.keepBaselines(ctx, tx, who, project)
	}
	return r, err
}

// bring puts the plan of a file in the place of the one that is there, and holds dates
// where it is to.
func bring(t *plan.Taker, s *Source, o Options, r *Report, team *Team, l label.Lang) error {
	c := &carrier{t: t, s: s, p: s.Plan, r: r, team: team, lang: l, in: plan.Incoming{KeyDates: o.KeyDates, Name: o.Name, Dates: map[int64]plan.KeyDate{}, Values: map[int64]field.Values{}}, chosen: o.Fields, find: o.Find}
	*r = Report{Program: s.Plan.Program, Name: s.Plan.Name, Start: schedule.Time(s.Plan.Start), Finish: schedule.Time(s.Plan.Finish), Empty: t.Empty(), Notes: s.Notes, Team: team}
	if !s.days {
		var err error
		if c.computed, err = exchange.Compute(s.Plan); err != nil {
			return err
		}
	}
	for _, step := range []func() error{c.settings, c.calendars, c.items, c.values, c.links, c.begin, c.assign} {
		if err := step(); err != nil {
			return err
		}
	}
	if len(c.in.Items) == 0 {
		return fault.Invalid("file", label.T("The file has no task; check that it is the plan, and export it again", "Le fichier ne contient aucune tâche\u202f; vérifiez qu’il s’agit bien du plan, puis exportez-le de nouveau"))
	}
	if err := t.Put(c.in); err != nil {
		return err
	}
	r.Differences = c.differ()
	if o.Keep {
		if err := c.hold(); err != nil {
			return err
		}
	}
	c.count()
	c.lost()
	r.based = based{c.p.Tasks, make([]int64, len(c.item)), c.numbers()}
	for i, id := range c.item {
		r.based.item[i] = t.Place(id)
	}
	for n := range c.in.Items {
		_, finish, _ := t.Span(c.in.Items[n].ID)
		r.Found = max(r.Found, finish)
	}
	r.Gone, r.Stayed, r.Known = slices.Clone(t.Gone), slices.Clone(t.Stayed), t.Known
	return nil
}
