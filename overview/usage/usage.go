// Package usage counts what the attributes of the catalogue are used for: how
// many objects have a value, and what names them: views, formulas, conditions of
// portfolios, blocks of summaries, mappings of imports, the trust score, monthly
// rounds, slide masters, forms, lifecycles, templates. Whoever retires one sees first what would miss it.
package usage

import (
	"context"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/record"
)

// The kinds of places where an attribute is named.
const (
	View      = "view"
	Formula   = "formula"
	Portfolio = "portfolio"
	Dashboard = "dashboard"
	Mapping   = "mapping"
	Trust     = "trust"
	Round     = "round"
	Master    = "slide_master"
	Form      = "form"
	Lifecycle = "lifecycle"
	Template  = "template"
)

// Place is something that names an attribute. Its name is zero where the person
// may not see it.
type Place struct {
	Kind string
	Name label.Text
}

// Use is what one attribute is used for.
type Use struct {
	Field *field.Field
	snapshot.Count
	Places []Place
}

// Desk finds uses.
type Desk struct {
	DB      *db.DB
	Reading *agenda.Reading // of the kind of object; of any kind when Object is "project"
	Object  string
	Who     access.Who
	Tasks   *plan.Held                                                        // of tasks: what those of all plans hold
	Other   func(ctx context.Context, object string) (*agenda.Reading, error) // of another kind of object
}

// Of returns the uses of every attribute in use, in the order of the catalogue.
// The person must be allowed to define attributes.
func (d *Desk) Of(ctx context.Context) ([]Use, error) {
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	f, out := d.finder()
	d.count(out)
	if err := f.find(ctx); err != nil {
		return nil, err
	}
	uses := make([]Use, len(out))
	for i, u := range out {
		uses[i] = *u
	}
	return uses, nil
}

// Places returns what names each attribute in use, by its key; nothing is counted. The
// person must be allowed to define attributes.
func (d *Desk) Places(ctx context.Context) (map[string][]Place, error) {
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	f, all := d.finder()
	out := make(map[string][]Place, len(all))
	err := f.find(ctx)
	for _, u := range all {
		out[u.Field.Key] = u.Places
	}
	return out, err
}

// finder returns what finds the uses of the attributes in use, and those uses, in the
// order of the catalogue.
func (d *Desk) finder() (*finder, []*Use) {
	all := access.System("usage")
	f := &finder{Desk: d, c: d.catalogue(), all: all, at: map[string]*Use{}}
	f.words = field.Words{Catalogue: f.c, Directory: d.Reading.Projects.Names(all)}
	var out []*Use
	for _, a := range f.c.Fields {
		if !a.Retired {
			u := &Use{Field: a, Count: snapshot.Count{Options: map[int64]int{}}}
			f.at[a.Key], out = u, append(out, u)
		}
	}
	return f, out
}

func (d *Desk) isProject() bool { return d.Object == "project" }

// Catalogue is that of the kind of object.
func (d *Desk) Catalogue() *field.Catalogue { return d.catalogue() }

func (d *Desk) catalogue() *field.Catalogue {
	if d.isProject() {
		return d.Reading.Projects.Catalogue
	}
	if d.Tasks != nil {
		return d.Tasks.Catalogue
	}
	return d.Reading.Catalogue()
}

// each calls f for what every object but projects holds.
func (d *Desk) each(f func(field.Values)) {
	if d.Tasks != nil {
		for _, vs := range d.Tasks.Values {
			f(vs)
		}
		return
	}
	d.Reading.Each(func(m *record.Record) { f(m.Values) })
}

// count counts in memory; what is computed has no values of its own.
func (d *Desk) count(uses []*Use) {
	if d.isProject() {
		for _, u := range uses {
			if u.Field.Kind != field.Computed {
				u.Count = d.Reading.Projects.Uses(u.Field)
			}
		}
		return
	}
	d.each(func(vs field.Values) {
		for _, u := range uses {
			u.Add(u.Field.Kind, vs[u.Field.Key])
		}
	})
}

// finder looks for the names of attributes.
type finder struct {
	*Desk
	c     *field.Catalogue
	words field.Words
	all   access.Who // who reads what everybody keeps
	at    map[string]*Use
}

// note says that a place names attributes, once for each of them.
func (f *finder) note(p Place, keys ...string) {
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if u := f.at[key]; u != nil {
			u.Places = append(u.Places, p)
		}
	}
}

// named returns the attributes that conditions name. One that cannot be read any
// more holds nothing, and names none.
func (f *finder) named(conditions ...string) []string {
	var keys []string
	for _, text := range conditions {
		if text == "" {
			continue
		}
		if e, err := formula.ParseFilter(text, label.EN, f.words); err == nil {
			keys = append(keys, f.keys(e)...)
		}
	}
	return keys
}

func (f *finder) keys(e *formula.Expr) []string {
	var keys []string
	for _, id := range e.Uses() {
		if a := f.c.ByID(id); a != nil {
			keys = append(keys, a.Key)
		}
	}
	return append(keys, f.constants(e)...)
}

// Holding counts the objects that hold one value of a list, those archived or in
// the bin included.
func (d *Desk) Holding(key string, option int64) int {
	f := d.catalogue().Get(key)
	if f == nil {
		return 0
	}
	u := &Use{Field: f, Count: snapshot.Count{Options: map[int64]int{}}}
	d.count([]*Use{u})
	return u.Options[option]
}
