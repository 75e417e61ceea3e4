package plan

import (
	"context"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// View is a plan as it is read: the tree in order, with what was computed.
type View struct {
	Mark     string // of the version, for what is sent back
	Project  int64
	Settings Settings
	Start    day.Day // that the plan has, whoever said it
	Calendar int64   // the same
	Finish   schedule.Time
	CanEdit  bool
	Measures Measures
	Rows     []Row

	Has  []Attribute    // the columns that lines have beside their own
	Used []*field.Field // all that they could have, for whoever numbers them; not to be shown

	of   *draft
	days counted
}

// Row is one line of the tree.
type Row struct {
	*Item
	Number   int // from 1
	WBS      string
	Level    int  // 0 at the top
	Holds    bool // a phase with something in it
	Dates    schedule.Dates
	Day      day.Day // of a milestone, as its key date has it
	Minutes  int64   // its duration: what was said, of a phase the work of its calendar
	Done     int     // percent
	Waits    []Before
	Warnings []label.Text
	Uses     []Use        // the resources that are assigned to it
	Follows  int64        // the calendar of a resource by which it works; 0 for that of the plan, its own, or several together
	SeenTo   string       // what whoever sees to it is called
	Values   field.Values // of the attributes that the reader may read, by key
}

// Before is what a line waits for.
type Before struct {
	Link
	Number  int    // of its line; 0 outside of this project
	Name    string // of what lies outside, "" for who may not see it
	Outside bool
	Project int64 // in which it lies outside; 0 for who may not see it
}

// Get returns the plan of a project that the person may read.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (*View, error) {
	d, err := load(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	if err := d.reckon(); err != nil {
		return nil, err
	}
	return d.view(), nil
}

func (d *draft) view() *View {
	v := &View{
		Mark: d.mark(), Project: d.project.ID, Settings: d.settings, Start: d.start(), Calendar: d.calendar(), Finish: d.net.Finish(),
		CanEdit: d.may() == nil, Measures: d.measures(), Rows: make([]Row, len(d.order)), Has: d.has.list, Used: d.has.used, of: d,
	}
	holds := map[int64]bool{}
	for _, i := range d.order {
		holds[i.Parent] = true
	}
	for n, i := range d.order {
		at := int32(n)
		x := d.net.Dates(at)
		r := Row{Item: i, Number: n + 1, WBS: d.wbs[n], Level: d.level[n], Holds: holds[i.ID], Dates: x, Minutes: i.Duration, Done: i.Progress, Warnings: d.warnings(at, x), SeenTo: d.people[i.Owner], Values: d.valuesOf(i)}
		r.Uses, r.Follows = d.uses(i), d.followed(i)
		for _, l := range i.Links {
			r.Waits = append(r.Waits, d.waitsFor(l))
		}
		switch {
		case i.Kind == Milestone:
			if r.Day, r.Minutes = d.dates[i.ID].date, 0; d.dates[i.ID].done != 0 {
				r.Done = 100
			}
			if !i.Manual && d.dates[i.ID].done == 0 {
				r.Day = d.dayOf(i.ID)
			}
		case r.Holds:
			r.Minutes = d.net.Calendars[d.net.Activities[n].Calendar].Between(x.EarlyStart, x.EarlyFinish)
		}
		v.Rows[n] = r
	}
	d.rollUp(v)
	return v
}

// rollUp gives phases the progress of the tasks in them, by how long these take.
func (d *draft) rollUp(v *View) {
	total, done := make([]int64, len(v.Rows)), make([]int64, len(v.Rows))
	for n, r := range slices.Backward(v.Rows) {
		switch {
		case r.Holds && total[n] > 0:
			v.Rows[n].Done = int(done[n] / total[n])
		case r.Holds:
			v.Rows[n].Done = 0
		case r.Kind != Milestone:
			total[n], done[n] = r.Item.Duration, r.Item.Duration*int64(r.Done)
		}
		if up, in := d.at[r.Parent]; in && r.Parent != 0 {
			total[up], done[up] = total[up]+total[n], done[up]+done[n]
		}
	}
}

func (d *draft) waitsFor(l Link) Before {
	if d.items[l.From] != nil {
		return Before{Link: l, Number: int(d.at[l.From]) + 1}
	}
	b := Before{Link: l, Outside: true}
	if o := d.outside[l.From]; o.shown {
		b.Name, b.Project = o.project+" / "+o.Name, o.Project
	}
	return b
}

// Text writes what a line waits for as people write it, without what lies outside.
func (r Row) Text(m Measures, l label.Lang) string {
	out := ""
	for _, b := range r.Waits {
		if b.Outside {
			continue
		}
		if out != "" {
			out += ";"
		}
		out += Wait{b.Number, b.Type, b.Kind, b.Lag}.Text(m, l)
	}
	return out
}

// Why tells why an item starts, or finishes, when it does, one sentence a reason.
func Why(ctx context.Context, q db.Querier, who access.Who, id, item int64, finish bool) ([]label.Text, error) {
	d, err := load(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	if err := d.reckon(); err != nil {
		return nil, err
	}
	at, ok := d.at[item]
	if !ok || int(at) >= len(d.order) {
		return nil, fault.NotFound()
	}
	var out []label.Text
	told := map[int32]bool{}
	for _, r := range d.net.Why(at, finish) {
		text := d.net.Say(r, func(i int32) string { return d.name(i, who.Lang) })
		if int(r.Activity) < len(d.order) && !told[r.Activity] {
			told[r.Activity] = true
			text = d.works(d.order[r.Activity], text)
		}
		out = append(out, text)
	}
	return out, nil
}
