package plan

import (
	"context"
	"maps"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/resource"
)

// Incoming is a whole plan that takes the place of the one that is there. Items stand in
// the order of the tree, a phase before what it holds; the nth has the id -n-1, and
// parents and links name items by these ids.
type Incoming struct {
	Settings  Settings
	Calendars []calendar.Calendar // new ones of the project, with negative ids by which items and settings name them
	Items     []Item
	Resources resource.Set           // that items have; of those that are not kept yet with negative ids
	Dates     map[int64]KeyDate      // of milestones, by id
	Values    map[int64]field.Values // of attributes, by the ids of items and the keys of columns; what is absent stays
	KeyDates  bool                   // key dates of the project that are not among the items stay, at the end

	Name func(id int64) string // by which files know what went out from here; nil for none
}

// KeyDate is what a milestone of an incoming plan says of its key date.
type KeyDate struct {
	Date day.Day // 0 where the plan computes it
	Done day.Day // when it was reached; 0 for not
}

// Taker puts an incoming plan in the place of the one that is there, in memory.
type Taker struct {
	d         *draft
	was       *before
	items     map[int64]*Item // those that are there
	dates     map[int64]keyDate
	calendars calendar.Set
	made      []calendar.Calendar
	ids       map[int64]int64 // by the ids of the incoming plan: as the draft knows them
	Gone      []Gone          // what is not in the incoming plan and would go, in the order of the tree
	Stayed    []string        // the key dates that are not in it and stay
	Known     int             // items that are there already, and stay what they are
}

// Gone is an item that an incoming plan has no place for.
type Gone struct {
	Name string
	Kind Kind
}

// ForeseeIncoming returns what a plan would be with another one in its place. fill puts
// it there, and may try several times.
func ForeseeIncoming(ctx context.Context, q db.Querier, who access.Who, id int64, fill func(*Taker) error) (*Result, error) {
	d, err := load(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	mark := d.mark()
	t, err := d.taker("")
	if err != nil {
		return nil, err
	}
	out, err := t.run(ctx, q, fill)
	if err != nil {
		return nil, err
	}
	out.Mark = mark // of the plan that is there
	return out, nil
}

// TakeIncoming puts another plan in the place of the one that is there, as one change.
// mark is that of the plan that was read. c is the catalogue of key dates.
func TakeIncoming(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id int64, mark string, fill func(*Taker) error) (*Result, error) {
	if err := hold(ctx, tx, who, id); err != nil {
		return nil, err
	}
	d, err := load(ctx, tx, who, id)
	if err != nil {
		return nil, err
	}
	t, err := d.taker(mark)
	if err != nil {
		return nil, err
	}
	out, err := t.run(ctx, tx, fill)
	if err != nil {
		return nil, err
	}
	if err := t.makeCalendars(ctx, tx); err != nil {
		return nil, err
	}
	if out.Made, err = d.keep(ctx, tx, c, t.was); err != nil {
		return nil, err
	}
	if err := d.carryOn(ctx, tx, c); err != nil {
		return nil, err
	}
	out.View = d.view()
	return out, nil
}

// taker refuses who may not change the plan, and a plan that is not the one that was
// read; a mark of "" takes any.
func (d *draft) taker(mark string) (*Taker, error) {
	if err := d.may(); err != nil {
		return nil, err
	}
	if err := d.reckon(); err != nil {
		return nil, err
	}
	if mark != "" && mark != d.mark() {
		return nil, fault.Outdated(d.view())
	}
	return &Taker{d: d, was: d.before(), items: d.items, dates: d.dates, calendars: d.calendars}, nil
}

func (t *Taker) run(ctx context.Context, q db.Querier, fill func(*Taker) error) (*Result, error) {
	if err := fill(t); err != nil {
		return nil, err
	}
	if err := t.d.checkTies(ctx, q); err != nil {
		return nil, err
	}
	t.d.follow()
	return &Result{View: t.d.view(), Moved: t.d.moved(t.was)}, nil
}

// Place is how the plan knows an item of the incoming one until it is kept; 0 of none.
func (t *Taker) Place(item int64) int64 { return t.ids[item] }

// Project is the id of the project whose plan it is.
func (t *Taker) Project() int64 { return t.d.project.ID }

// Start is the day on which the plan starts that is there.
func (t *Taker) Start() day.Day { return t.d.start() }

// Settings are those of the plan that is there.
func (t *Taker) Settings() Settings { return t.was.settings }

// Measures are what a day and a week of work are in the plan that is there.
func (t *Taker) Measures() Measures { return t.d.measures() }

// Empty reports whether there is nothing but key dates that nobody placed.
func (t *Taker) Empty() bool { return len(t.d.kept) == 0 }

// Calendars are those that the plan may use, and that of the plan which is there.
func (t *Taker) Calendars() (all []calendar.Calendar, set calendar.Set, own int64) {
	for _, c := range t.calendars.All {
		if t.d.usable(c.ID) {
			all = append(all, c)
		}
	}
	return all, t.calendars, t.d.calendar()
}

// Put puts an incoming plan in the place of the one that is there, and computes it. What
// the same file brought before, or what bears the same name, stays the item that it is.
func (t *Taker) Put(in Incoming) error {
	d := t.d
	if len(in.Items) > mostItems {
		return fault.Invalid("file", label.F("The plan has %d items, and one here holds at most %d; divide it between several projects", "Le plan compte %d éléments, et un plan en contient ici au plus %d\u202f; répartissez-le entre plusieurs projets", len(in.Items), mostItems))
	}
	d.settings, d.calendars, t.made = in.Settings, t.calendars, in.Calendars
	for _, c := range in.Calendars {
		d.calendars = d.calendars.With(c)
	}
	d.resources = d.resources.With(in.Resources.All...)
	d.items, d.dates = map[int64]*Item{}, map[int64]keyDate{}
	t.match(in.Items, in.Name)
	places := map[int64]int64{}
	d.below, d.waiting = nil, nil
	for n := range in.Items {
		i := in.Items[n]
		was := t.items[t.ids[i.ID]]
		i.ID, i.Parent, i.Project = t.ids[i.ID], t.ids[i.Parent], d.project.ID
		places[i.Parent] += spacing
		i.Place = places[i.Parent]
		i.Links = t.links(i.Links, was)
		if was != nil {
			i.Version, i.Values = was.Version, was.Values
		}
		t.fill(&i, in.Values[in.Items[n].ID], was == nil)
		d.items[i.ID] = &i
		i.total()
		if i.Kind == Milestone {
			k := t.dates[i.ID]
			k.said = d.has.ofDate(in.Values[in.Items[n].ID])
			k.name, k.done = i.Name, in.Dates[in.Items[n].ID].Done
			if date := in.Dates[in.Items[n].ID].Date; date != 0 {
				k.date = date
			}
			d.dates[i.ID] = k
		}
	}
	t.leave(in.KeyDates, places[0])
	if err := d.reckon(); err != nil {
		return err
	}
	return d.shallow()
}

// links are those of an item of the incoming plan, with those to other projects that the
// item has already.
func (t *Taker) links(all []Link, was *Item) []Link {
	out := make([]Link, 0, len(all))
	for _, l := range all {
		l.From = t.ids[l.From]
		out = append(out, l)
	}
	if was != nil {
		for _, l := range was.Links {
			if t.items[l.From] == nil {
				out = append(out, l)
			}
		}
	}
	return out
}

// match finds which items are there already: those that the same file brought, then
// those that alone bear a kind and a name, then in the same way tasks that are phases now,
// and phases that are tasks.
func (t *Taker) match(items []Item, outside func(int64) string) {
	t.ids, t.Known = make(map[int64]int64, len(items)), 0
	taken := map[int64]bool{}
	for _, as := range []func(Kind) Kind{func(k Kind) Kind { return k }, ofSort} {
		t.matchAs(as, items, taken, outside)
	}
	for n := range items {
		if _, done := t.ids[items[n].ID]; !done {
			t.ids[items[n].ID] = items[n].ID
		}
	}
}

// ofSort is a kind, the same of phases and tasks.
func ofSort(k Kind) Kind {
	if k == Phase {
		return Task
	}
	return k
}

// matchAs finds items for those that have none yet, among those that are not taken.
func (t *Taker) matchAs(as func(Kind) Kind, items []Item, taken map[int64]bool, outside func(int64) string) {
	bySource, byName := map[string]int64{}, map[string]int64{}
	for _, id := range slices.Sorted(maps.Keys(t.items)) {
		i := t.items[id]
		if taken[id] {
			continue
		}
		kind := string(as(i.Kind)) + " "
		if i.Source != "" {
			bySource[kind+i.Source] = id
		}
		if outside != nil {
			bySource[kind+outside(id)] = id
		}
		name := kind + label.Fold(i.Name)
		if _, twice := byName[name]; twice {
			id = 0
		}
		byName[name] = id
	}
	named := map[string]int{}
	take := func(i *Item, id int64) {
		if _, done := t.ids[i.ID]; !done && id != 0 && !taken[id] {
			t.ids[i.ID], taken[id] = id, true
			t.Known++
		}
	}
	for n := range items {
		i := &items[n]
		if _, done := t.ids[i.ID]; done {
			continue
		}
		named[string(as(i.Kind))+" "+label.Fold(i.Name)]++
		if i.Source != "" {
			take(i, bySource[string(as(i.Kind))+" "+i.Source])
		}
	}
	for n := range items {
		i := &items[n]
		if name := string(as(i.Kind)) + " " + label.Fold(i.Name); named[name] == 1 {
			take(i, byName[name])
		}
	}
}

// leave decides what becomes of items that the incoming plan does not have: key dates
// stay at the end where they are to, all else goes.
func (t *Taker) leave(keyDates bool, last int64) {
	t.Gone, t.Stayed = nil, nil
	for _, id := range t.was.ids {
		i := t.items[id]
		if i == nil || t.d.items[id] != nil {
			continue
		}
		if i.Kind != Milestone || !keyDates {
			t.Gone = append(t.Gone, Gone{i.Name, i.Kind})
			continue
		}
		stays := *i
		last += spacing
		stays.Parent, stays.Place, stays.Body = 0, last, Body{Manual: true, Note: i.Note}
		t.d.items[id], t.d.dates[id] = &stays, t.dates[id]
		t.Stayed = append(t.Stayed, i.Name)
	}
}

// makeCalendars keeps the new calendars, and gives items their ids.
func (t *Taker) makeCalendars(ctx context.Context, tx *db.Tx) error {
	ids := map[int64]int64{}
	for _, c := range t.made {
		old := c.ID
		c.Project = t.d.project.ID
		made, err := calendar.Create(ctx, tx, t.d.who, c)
		if err != nil {
			return err
		}
		ids[old] = made.ID
	}
	if len(ids) == 0 {
		return nil
	}
	var err error
	if t.d.calendars, err = calendar.Load(ctx, tx); err != nil {
		return err
	}
	if id, is := ids[t.d.settings.Calendar]; is {
		t.d.settings.Calendar = id
	}
	for _, i := range t.d.items {
		if id, is := ids[i.Calendar]; is {
			i.Calendar = id
		}
	}
	return nil
}

// Span is when an item of the incoming plan begins and ends; ok is false of one that is
// not there.
func (t *Taker) Span(id int64) (start, finish schedule.Time, ok bool) {
	s, ok := t.d.span(t.ids[id])
	return s.start, s.finish, ok
}

// Between is the work that lies between two times on the calendar of an item, in minutes.
func (t *Taker) Between(id int64, from, to schedule.Time) int64 {
	at, ok := t.d.at[t.ids[id]]
	if !ok {
		return int64(to - from)
	}
	return t.d.net.Calendars[t.d.net.Activities[at].Calendar].Between(from, to)
}

// Line is the number of the line on which an item stands, and its WBS number.
func (t *Taker) Line(id int64) (number int, wbs string) {
	at, ok := t.d.at[t.ids[id]]
	if !ok {
		return 0, ""
	}
	return int(at) + 1, t.d.wbs[at]
}

// Works lays a calendar that the plan may use out, as the plan computes with it from a
// day on.
func (t *Taker) Works(id int64, start day.Day) (*schedule.Calendar, error) {
	year, _, _ := start.Date()
	return schedule.NewCalendar(t.d.calendars.Work(id, day.Of(max(1, year-yearsBefore), 1, 1), day.Of(min(9998, year+yearsAfter), 12, 31)))
}

// May refuses who may not change the plan of a project, before anything else is done.
func May(ctx context.Context, q db.Querier, who access.Who, id int64) error {
	d := draft{who: who}
	err := project.Each(ctx, q, []int64{id}, func(p *project.Project) error { d.project = p; return nil })
	if err == nil && (d.project == nil || !who.CanProject(access.ReadProject, id, d.project.Unit(), d.project.Manager())) {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	return d.may()
}
