package plan

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/resource"
)

// draft is a plan in memory: as it is kept, and as edits leave it.
type draft struct {
	who       access.Who
	follows   bool // it is computed behind another, or behind a calendar: nobody edits it
	project   *project.Project
	units     []int64 // that of the project and those above it
	settings  Settings
	version   int64
	items     map[int64]*Item
	dates     map[int64]keyDate // of the milestones
	stored    map[int64]stored  // as the rows say
	kept      map[int64]string  // how the rows write each item, by id
	orphans   map[int64]string  // the same of milestones without a key date
	calendars calendar.Set
	outside   map[int64]outside // what items wait for in other projects
	resources resource.Set      // that items have, or that a batch names
	apart     map[int64]bool    // items whose own calendar has no time in common with those of their resources
	people    map[int64]string  // what those are called who see to items
	has       attributes        // that items have

	order []*Item         // in the order of the tree
	at    map[int64]int32 // the place of each in order, and then of what lies outside
	wbs   []string
	level []int
	// below are the items of each phase, by their place; nil where the tree has changed.
	// waiting are by item the ids of those that wait for it, and of some that did; nil
	// until a batch needs them.
	below   map[int64][]*Item
	waiting map[int64][]int64
	net     *schedule.Network
}

// keyDate is what the room of key dates says of a milestone.
type keyDate struct {
	name    string
	date    day.Day // 0 for none
	done    day.Day // when it was reached; 0 while it was not
	version int64
	values  field.Values // all of them, as the room of key dates has them
	said    field.Values // what a batch changes of them
}

// outside is an item of another project as it is seen from here.
type outside struct {
	ID      int64  `db:"id"`
	Project int64  `db:"project_id"`
	Name    string `db:"name"`
	Kind    string `db:"kind"`
	Start   int64  `db:"start_minute"`
	Finish  int64  `db:"finish_minute"`
	shown   bool   // the reader may see its project
	project string // what that is called
}

type stored struct{ start, finish schedule.Time }

type planRow struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Body    string `db:"body"`
}

type itemRow struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Project int64  `db:"project_id"`
	Parent  db.ID  `db:"parent_id"`
	Place   int64  `db:"place"`
	Kind    string `db:"kind"`
	Name    string `db:"name"`
	Start   int64  `db:"start_minute"`
	Finish  int64  `db:"finish_minute"`
	Body    string `db:"body"`
}

// said is an item as the history has it.
type said struct {
	Project int64  `json:"project"`
	Parent  int64  `json:"parent,omitempty"`
	Place   int64  `json:"place"`
	Kind    Kind   `json:"kind"`
	Name    string `json:"name,omitempty"` // of a milestone its key date says it
	Body
}

func (i *Item) data() string {
	s := said{i.Project, i.Parent, i.Place, i.Kind, i.Name, i.Body}
	if i.Kind == Milestone {
		s.Name = ""
	}
	text, _ := json.Marshal(s) // numbers and texts
	return string(text)
}

func fromData(id, version int64, text string) (*Item, error) {
	s := said{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, fmt.Errorf("reading item %d of a plan: %w", id, err)
	}
	return &Item{id, version, s.Project, s.Parent, s.Place, s.Kind, s.Name, s.Body}, nil
}

// load reads the plan of a project that the person may read.
func load(ctx context.Context, q db.Querier, who access.Who, id int64) (*draft, error) {
	d := &draft{who: who, items: map[int64]*Item{}, dates: map[int64]keyDate{}, stored: map[int64]stored{}, kept: map[int64]string{}, orphans: map[int64]string{}, outside: map[int64]outside{}}
	if err := project.Each(ctx, q, []int64{id}, func(p *project.Project) error { d.project = p; return nil }); err != nil {
		return nil, err
	}
	if d.project == nil || !who.CanProject(access.ReadProject, id, d.project.Unit(), d.project.Manager()) {
		return nil, fault.NotFound()
	}
	var err error
	if d.units, err = access.UnitsAbove(ctx, q, d.project.Unit()); err != nil {
		return nil, err
	}
	if d.calendars, err = calendar.Load(ctx, q); err != nil {
		return nil, err
	}
	rows, err := db.Select[planRow](ctx, q, "SELECT id, version, body FROM plan WHERE id = $1", id)
	if err != nil {
		return nil, err
	}
	if len(rows) > 0 {
		d.version = rows[0].Version
		if err := json.Unmarshal([]byte(rows[0].Body), &d.settings); err != nil {
			return nil, fmt.Errorf("reading the plan of project %d: %w", id, err)
		}
	}
	if d.has, err = d.attributes(ctx, q); err != nil {
		return nil, err
	}
	if err := d.loadDates(ctx, q); err != nil {
		return nil, err
	}
	if err := d.loadItems(ctx, q); err != nil {
		return nil, err
	}
	d.adopt()
	if err := d.meet(ctx, q, nil); err != nil {
		return nil, err
	}
	if err := d.equip(ctx, q, nil); err != nil {
		return nil, err
	}
	return d, d.loadOutside(ctx, q)
}

func (d *draft) loadDates(ctx context.Context, q db.Querier) error {
	all, err := milestone.Kind.OfProjects(ctx, q, access.System("plan"), []int64{d.project.ID})
	for _, m := range all[d.project.ID] {
		d.dates[m.ID] = dateOf(m)
	}
	return err
}

func dateOf(m *record.Record) keyDate {
	return keyDate{name: m.Name(), date: day.Day(m.Values["date"].N), done: day.Day(m.Values["done_on"].N), version: m.Version, values: m.Values}
}

func (d *draft) loadItems(ctx context.Context, q db.Querier) error {
	if err := d.loadRows(ctx, q, "project_id = $1", d.project.ID); err != nil {
		return err
	}
	// a key date that came from another project, as in a merge, comes with its place
	var others []int64
	for _, id := range slices.Sorted(maps.Keys(d.dates)) {
		if d.items[id] == nil {
			others = append(others, id)
		}
	}
	for part := range slices.Chunk(others, 400) {
		in, args := db.List(nil, part)
		if err := d.loadRows(ctx, q, "id IN "+in, args...); err != nil {
			return err
		}
	}
	for _, id := range others {
		if i := d.items[id]; i != nil {
			i.Project, i.Parent = d.project.ID, 0
		}
	}
	return nil
}

func (d *draft) loadRows(ctx context.Context, q db.Querier, where string, args ...any) error {
	return db.Each(ctx, q, func(r *itemRow) error {
		i := &Item{ID: r.ID, Version: r.Version, Project: r.Project, Parent: int64(r.Parent), Place: r.Place, Kind: Kind(r.Kind), Name: r.Name}
		if err := json.Unmarshal([]byte(r.Body), &i.Body); err != nil {
			return fmt.Errorf("reading item %d of a plan: %w", r.ID, err)
		}
		date, is := d.dates[i.ID]
		if i.Kind == Milestone && !is {
			d.orphans[i.ID] = i.data() // its key date was deleted; should it come back, so does its place
			return nil
		}
		if d.kept[i.ID] = i.data(); is {
			i.Name = date.name
		}
		d.items[i.ID], d.stored[i.ID] = i, stored{schedule.Time(r.Start), schedule.Time(r.Finish)}
		return nil
	}, "SELECT "+db.Columns[itemRow]("")+" FROM activity WHERE "+where, args...)
}

// adopt takes in what other rooms did since the plan was kept: key dates that have no
// place in it stand at its end, by date, where nothing moves them; one that was given
// another date there keeps that date.
func (d *draft) adopt() {
	last := int64(0)
	for _, i := range d.items {
		if i.Parent == 0 {
			last = max(last, i.Place)
		}
		if i.Kind == Milestone && !i.Manual && d.dates[i.ID].date != i.Kept {
			i.Manual = true
		}
		// what was in a phase that is gone stands at the top
		if up := d.items[i.Parent]; i.Parent != 0 && (up == nil || up.Kind != Phase) {
			i.Parent = 0
		}
	}
	var strays []int64
	for id := range d.dates {
		if d.items[id] == nil {
			strays = append(strays, id)
		}
	}
	slices.SortFunc(strays, func(a, b int64) int {
		x, y := d.dates[a].date, d.dates[b].date
		return cmp.Or(cmp.Compare(uint32(x-1), uint32(y-1)), cmp.Compare(a, b))
	})
	for n, id := range strays {
		d.items[id] = &Item{ID: id, Project: d.project.ID, Place: last + int64(n+1)*spacing, Kind: Milestone, Name: d.dates[id].name, Body: Body{Manual: true}}
	}
}

// loadOutside reads what items wait for in other projects.
func (d *draft) loadOutside(ctx context.Context, q db.Querier) error {
	wanted := map[int64]bool{}
	for _, i := range d.items {
		for _, l := range i.Links {
			if d.items[l.From] == nil && d.outside[l.From].ID == 0 {
				wanted[l.From] = true
			}
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(o *outside) error { d.outside[o.ID] = *o; return nil },
			"SELECT id, project_id, name, kind, start_minute, finish_minute FROM activity WHERE id IN "+in, args...)
		if err != nil {
			return err
		}
	}
	var projects []int64
	for _, o := range d.outside {
		if !slices.Contains(projects, o.Project) {
			projects = append(projects, o.Project)
		}
	}
	for part := range slices.Chunk(projects, 400) {
		err := project.Each(ctx, q, part, func(p *project.Project) error {
			for id, o := range d.outside {
				if o.Project == p.ID {
					o.shown, o.project = d.who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()), p.Name()
					d.outside[id] = o
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mark is the version of the plan with that of its key dates, which other rooms may
// change.
func (d *draft) mark() string {
	versions := make(map[int64]int64, len(d.dates))
	for id, k := range d.dates {
		versions[id] = k.version
	}
	return markOf(d.version, versions)
}

func markOf(version int64, dates map[int64]int64) string {
	h := fnv.New32a()
	for _, id := range slices.Sorted(maps.Keys(dates)) {
		fmt.Fprint(h, id, ":", dates[id], " ")
	}
	return strconv.FormatInt(version, 10) + "-" + strconv.FormatUint(uint64(h.Sum32()), 16)
}

// Marks returns the marks of the plans of some projects, as they are read with these
// plans, for who has already been let read these.
func Marks(ctx context.Context, q db.Querier, _ access.Who, ids []int64) (map[int64]string, error) {
	versions, out := map[int64]int64{}, make(map[int64]string, len(ids))
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(r *planRow) error { versions[r.ID] = r.Version; return nil }, "SELECT id, version, '' AS body FROM plan WHERE id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		all, err := milestone.Kind.OfProjects(ctx, q, access.System("plan"), part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			dates := map[int64]int64{}
			for _, m := range all[id] {
				dates[m.ID] = m.Version
			}
			out[id] = markOf(versions[id], dates)
		}
	}
	return out, nil
}

// arrange lays the tree out: the order, the numbers and the levels. An item that a
// circle of phases holds does not come in; check names it.
func (d *draft) arrange() {
	d.below = nil
	d.order, d.wbs, d.level, d.at = d.order[:0], d.wbs[:0], d.level[:0], make(map[int64]int32, len(d.items))
	var walk func(parent int64, prefix string, level int)
	walk = func(parent int64, prefix string, level int) {
		for n, i := range d.under(parent) {
			wbs := prefix + strconv.Itoa(n+1)
			d.at[i.ID] = int32(len(d.order))
			d.order, d.wbs, d.level = append(d.order, i), append(d.wbs, wbs), append(d.level, level)
			walk(i.ID, wbs+".", level+1)
		}
	}
	walk(0, "", 0)
}
