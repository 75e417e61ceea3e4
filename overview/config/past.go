package config

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/constant"
	"vigie/room/convention"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/guide"
	"vigie/room/heading"
	"vigie/room/hierarchy"
	"vigie/room/intake"
	"vigie/room/lifecycle"
	"vigie/room/master"
	"vigie/room/template"
	"vigie/room/term"
	"vigie/room/trust"
	"vigie/room/view"
)

// Version is a change that touched the configuration.
type Version struct {
	Change   db.Change
	Sections []Touched
}

// Touched says of how many items of a section there is a version.
type Touched struct {
	Section string
	Title   label.Text
	Items   int
	Some    []label.Text // what a few of them were called
}

// mostVersions is how many are listed, someNames how many items each names.
const (
	mostVersions = 200
	someNames    = 4
)

// entities are what the history calls the items of sections.
var entities = map[string]string{
	hierarchy.Entity: "hierarchies", hierarchy.NodeEntity: "hierarchies", constant.Entity: "constants", heading.Entity: "attribute_groups", field.Entity: "attributes", "role": "roles", lifecycle.Entity: "lifecycles", form.Entity: "forms", template.Entity: "templates", trust.Entity: "trust", view.Entity: "views", dashboard.Entity: "dashboard", guide.Entity: "guides", term.Entity: "terms", convention.Entity: "conventions", calendar.Entity: "calendars",
	"setting": "settings", intake.MappingEntity: "mappings", master.Entity: "slide_masters",
}

// Versions returns the changes of the configuration, the latest first.
func (d Desk) Versions(ctx context.Context, who access.Who) ([]Version, error) {
	if err := access.Must(May(who)); err != nil {
		return nil, err
	}
	type line struct {
		Entity string  `db:"entity"`
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
		db.Change
	}
	var out []Version
	nameless := map[string][2]int{} // what was deleted, and the version and section that say so
	err := db.Each(ctx, d.DB, func(l *line) error {
		name := entities[l.Entity]
		at := slices.IndexFunc(parts(), func(p part) bool { return p.name == name })
		p := parts()[at]
		called, ours := about(l.Entity, l.Data)
		if !ours || !p.may(who) {
			return nil
		}
		object := fmt.Sprint(l.Entity, " ", l.Object)
		if at, gone := nameless[object]; gone && !called.IsZero() {
			out[at[0]].Sections[at[1]].call(called)
			delete(nameless, object)
		}
		if len(out) == 0 || out[len(out)-1].Change.Number != l.Number {
			if len(out) == mostVersions {
				return nil
			}
			out = append(out, Version{Change: l.Change})
		}
		if i := out[len(out)-1].count(p, called); l.Data.Null {
			nameless[object] = [2]int{len(out) - 1, i}
		}
		return nil
	}, "SELECT h.entity, h.object, h.data, "+db.Columns[db.Change]("c")+` FROM history h JOIN change c ON c.number = h.change
		WHERE h.entity IN ('hierarchy', 'node', 'field', 'role', 'lifecycle', 'form', 'project_template', 'trust', 'view', 'dashboard', 'vocabulary', 'constant', 'convention', 'guide', 'attribute_group', 'calendar', 'setting', 'mapping', 'slide_master') ORDER BY h.change DESC, h.id`)
	return out, err
}

// count adds an item of a section, and returns which of the sections that is.
func (v *Version) count(p part, called label.Text) int {
	i := slices.IndexFunc(v.Sections, func(t Touched) bool { return t.Section == p.name })
	if i < 0 {
		v.Sections = append(v.Sections, Touched{Section: p.name, Title: p.title})
		i = len(v.Sections) - 1
	}
	v.Sections[i].Items++
	v.Sections[i].call(called)
	return i
}

// call adds a name to those of a section, as long as there is room.
func (t *Touched) call(called label.Text) {
	if !called.IsZero() && len(t.Some) < someNames && !slices.ContainsFunc(t.Some, func(o label.Text) bool { return o.EN == called.EN && o.FR == called.FR }) {
		t.Some = append(t.Some, called)
	}
}

// about reads what an item of the history is called, and whether it is configuration:
// what people keep for themselves is not.
func about(entity string, data db.Text) (called label.Text, ours bool) {
	if data.Null {
		return called, entity != view.Entity
	}
	if entity == intake.MappingEntity || entity == master.Entity {
		var is struct {
			Name  string
			Aside bool
		}
		err := json.Unmarshal([]byte(data.S), &is)
		return label.Exactly(is.Name, is.Name), err == nil && is.Name != "" && !is.Aside // a mapping that is kept by itself has no name
	}
	if c, err := calendar.Decode(0, 0, data.S); entity == calendar.Entity && err == nil {
		return c.Name, c.Unit == 0 && c.Project == 0
	}
	var is struct {
		Label, Name label.Text
		Title       label.Text
		Scope       string
		Place       string
	}
	if json.Unmarshal([]byte(data.S), &is) != nil {
		return called, true
	}
	if called = is.Label; called.IsZero() {
		called = is.Name
	}
	if entity == guide.Entity {
		called = is.Title
	}
	switch entity {
	case view.Entity:
		return called, is.Scope != string(view.Personal)
	case dashboard.Entity:
		return called, dashboard.Shared(is.Place)
	}
	return called, true
}

// ChangeOn returns the last change made by the end of a day, for reading the
// configuration as it was then.
func (d Desk) ChangeOn(ctx context.Context, on day.Day) (int64, error) {
	n, err := db.Get[int64](ctx, d.DB, "SELECT coalesce(max(number), 0) FROM change WHERE at < $1", endOf(on))
	if err == nil && n == 0 {
		err = fault.Invalid("as_of", label.T("There was no configuration yet on that day", "Il n’y avait pas encore de configuration ce jour-là"))
	}
	return n, err
}

// endOf is the first instant after a day, in milliseconds.
func endOf(on day.Day) int64 {
	year, month, dom := on.Date()
	return time.Date(year, month, dom+1, 0, 0, 0, 0, time.Local).UnixMilli()
}

// Back returns what is to be asked to bring the configuration back to what it was
// when a change was the last.
func (d Desk) Back(ctx context.Context, who access.Who, to int64) (Ask, error) {
	ask := Ask{Prune: true, was: map[string]map[string]int64{}}
	known, err := db.Select[int64](ctx, d.DB, "SELECT number FROM change WHERE number = $1", to)
	if err != nil {
		return ask, err
	}
	if to < 1 || len(known) == 0 {
		return ask, fault.Invalid("to", label.T("There is no such change", "Cette modification n’existe pas"))
	}
	st, err := d.state(ctx, d.DB, who, to)
	if err != nil {
		return ask, err
	}
	if ask.Document, err = d.Read(ctx, d.DB, who, to); err != nil {
		return ask, err
	}
	for _, p := range parts() {
		if !p.may(who) {
			continue
		}
		then, err := p.read(ctx, d.DB, st)
		if err != nil {
			return ask, err
		}
		ids := map[string]int64{}
		for _, e := range then {
			ids[p.address(e.body)] = e.id
		}
		ask.was[p.name] = ids
	}
	return ask, nil
}

// Title returns what a section is called.
func Title(section string) label.Text {
	for _, p := range parts() {
		if p.name == section {
			return p.title
		}
	}
	return label.T(section, section)
}

// Sections are the names of the sections, in the order of documents.
func Sections() []string {
	var out []string
	for _, p := range parts() {
		out = append(out, p.name)
	}
	return out
}
