// Package templating makes of projects what templates say: it shows what applying
// one would add, change and leave, line by line, and does it, as one change that
// can be taken back. A template that was applied before is compared with what it
// said then, so that what people wrote since is theirs.
package templating

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/calendar"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/risk"
	"vigie/room/template"
)

// Section is what a template can hold of one kind. A room whose things belong to
// projects adds its own to Sections; nothing else here knows which there are.
type Section struct {
	Key   string
	Title label.Text

	// parts are what a line can say, in the order in which people fill it in.
	parts func(*state) []Part
	// fits says what is wrong with a value in itself.
	fits func(Part, field.Value) error
	// take reads from a project the lines that would make the same again.
	take func(context.Context, db.Querier, *state, *project.Project) ([]template.Line, error)
	// load reads at once what there is in the projects of a run.
	load func(context.Context, *run) error
	// plan says what the lines would do to one project.
	plan func(context.Context, *run, *work) error
	// write does what was chosen of the projects of a run.
	write func(context.Context, *run) error
}

// Sections are all of them, in the order in which they are made: values of the
// project come first, for dates and people follow them.
var Sections []Section

func init() {
	Sections = []Section{fields, records(milestone.Kind), records(risk.Kind), records(action.Kind), tree, links, roles, laid}
}

// SectionOf returns the section with a key, nil when there is none.
func SectionOf(key string) *Section {
	for i := range Sections {
		if Sections[i].Key == key {
			return &Sections[i]
		}
	}
	return nil
}

// Part is one thing that a line can say.
type Part struct {
	Key      string
	Label    label.Text
	Kind     string       // that of the attribute, or role, person, group, link
	Field    *field.Field // the attribute; nil where there is none
	Required bool
	Options  []Option // of KindOption: what can be chosen
	Of       string   // of KindLine: the section whose lines it names
}

// The kinds of parts that are no kinds of attributes.
const (
	KindRole   = "role"
	KindPerson = "person" // what somebody is for the project
	KindGroup  = "group"
	KindLink   = "link_kind"
)

func (p Part) id() int64 {
	if p.Field == nil {
		return 0
	}
	return p.Field.ID
}

// of is what a line says of a part, nil for nothing.
func (p Part) of(l *template.Line) *template.Setting {
	if p.Field != nil {
		return l.Of(p.Field.ID)
	}
	return l.Keyed(p.Key)
}

// Desk is where templates are read, changed and applied.
type Desk struct {
	DB        *db.DB
	Portfolio *snapshot.Keeper
	// Catalogues are the attributes to read with, by kind of object, instead of those
	// of now.
	Catalogues map[string]*field.Catalogue
	// RoleKeys are the keys of roles that there were, beside those of now.
	RoleKeys map[int64]string
}

// state is what templates are read and applied with.
type state struct {
	*Desk
	who        access.Who
	live       *snapshot.Snapshot
	names      snapshot.Names
	catalogues map[string]*field.Catalogue
	roles      []access.Role
	dateLines  map[int64]string // the lines that were taken from key dates, by their ids
	following  map[string]bool  // those of them whose dates follow from the plan
	calendars  calendar.Set
	tree       []Part // what the lines of the plan can say, once somebody asked
}

func (d *Desk) state(ctx context.Context, q db.Querier, who access.Who) (*state, error) {
	live, err := d.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	st := &state{Desk: d, who: who, live: live, names: live.Names(who), catalogues: map[string]*field.Catalogue{}, dateLines: map[int64]string{}, following: map[string]bool{}}
	for _, object := range field.Objects {
		if st.catalogues[object] = d.Catalogues[object]; st.catalogues[object] != nil {
			continue
		}
		if st.catalogues[object], err = field.Load(ctx, q, object); err != nil {
			return nil, err
		}
	}
	if st.calendars, err = calendar.Load(ctx, q); err != nil {
		return nil, err
	}
	if st.roles, err = access.Roles(ctx, q, access.System("templates")); err != nil {
		return nil, err
	}
	for id, key := range d.RoleKeys {
		if st.role(id).ID == 0 {
			st.roles = append(st.roles, access.Role{ID: id, Key: key})
		}
	}
	return st, nil
}

func (st *state) project() *field.Catalogue { return st.catalogues[project.Entity] }

// Parts returns what the lines of a section can say.
func (d *Desk) Parts(ctx context.Context, who access.Who) (map[string][]Part, error) {
	st, err := d.state(ctx, d.DB, who)
	if err != nil {
		return nil, err
	}
	for object, c := range st.catalogues {
		st.catalogues[object] = c.For(who)
	}
	out := map[string][]Part{}
	for _, s := range Sections {
		out[s.Key] = s.parts(st)
	}
	return out, nil
}
