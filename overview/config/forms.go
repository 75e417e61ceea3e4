package config

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/fitting"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/lifecycle"
	"vigie/room/record"
)

// design is one form. Its key is made from its name.
type design struct {
	Key      string     `json:"key"`
	Object   string     `json:"object,omitempty" enum:"listed" doc:"Of what it is the form; of projects where nothing is said"`
	Name     both       `json:"name"`
	Position int        `json:"position" doc:"From 1, among those of its object: forms are tried in this order"`
	Whole    bool       `json:"whole" doc:"Its readers may have all attributes shown"`
	Types    []string   `json:"types" doc:"Of what it is for; any when empty"`
	Stages   []string   `json:"stages" doc:"Of projects their stages, of the lines of a register how they stand"`
	Variants []string   `json:"variants" doc:"Of projects alone"`
	Roles    []string   `json:"roles" doc:"Of the readers that it is for; any when empty"`
	Sections []formPart `json:"sections"`
}

type formPart struct {
	Title     both   `json:"title"`
	Columns   int    `json:"columns"`
	Collapsed bool   `json:"collapsed"`
	Fields    []line `json:"fields"`
}

type line struct {
	Attribute string `json:"attribute"`
	ReadOnly  bool   `json:"read_only"`
	Wide      bool   `json:"wide"`
	Hint      both   `json:"hint"`
}

func (d *design) sortSets() {
	for _, set := range [][]string{d.Types, d.Stages, d.Variants, d.Roles} {
		slices.Sort(set)
	}
}

func (d *design) nameInSection() string { return d.of() + d.Name.EN + "\n" + d.Name.FR }

// of is what stands before the key of a form of a register, to tell it from those of
// other objects.
func (d *design) of() string {
	if d.Object == "" || d.Object == form.Project {
		return ""
	}
	return d.Object + "."
}

// object is the kind of object that the form is of.
func (d *design) object() string { return cmp.Or(d.Object, form.Project) }

var forms = part{
	name: "forms", title: label.T("Forms", "Formulaires"), may: May,
	shape: func() any {
		return &design{Types: []string{}, Stages: []string{}, Variants: []string{}, Roles: []string{}, Sections: []formPart{}}
	},
	address: func(b any) string { return b.(*design).of() + b.(*design).Key },
	called:  func(b any) label.Text { return b.(*design).Name.text() },
	read:    readForms, write: writeForms, impact: impactOfForm,
}

// keys gives things that have a name only a key of their own, in their order.
// Those that are known by an id keep the key that they have in known.
type keys struct {
	known map[int64]string
	taken map[string]bool
}

func newKeys(known map[int64]string) keys {
	k := keys{known, map[string]bool{}}
	for _, key := range known {
		k.taken[key] = true
	}
	return k
}

func (k keys) of(id int64, name label.Text) string {
	if key := k.known[id]; key != "" {
		return key
	}
	base := cmp.Or(label.Key(name.In(label.EN)), "unnamed")
	key := base
	for n := 2; k.taken[key]; n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	k.taken[key] = true
	return key
}

func readForms(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	now, err := form.All(ctx, q)
	if err != nil {
		return nil, err
	}
	all := now
	if st.change != 0 {
		if all, err = form.KnownAt(ctx, q, st.change); err != nil {
			return nil, err
		}
	}
	var out []entry
	for _, o := range lifecycle.Objects {
		known, k := map[int64]string{}, newKeys(nil)
		for _, f := range formsOf(now, o.Entity) {
			known[f.ID] = k.of(f.ID, f.Name)
		}
		k = newKeys(known)
		for i, f := range formsOf(all, o.Entity) {
			out = append(out, entry{f.ID, st.design(k.of(f.ID, f.Name), i+1, f)})
		}
	}
	return out, nil
}

// formsOf are those of an object, in their order.
func formsOf(all []form.Form, object string) []form.Form {
	var out []form.Form
	for _, f := range all {
		if f.Object == object {
			out = append(out, f)
		}
	}
	return out
}

func (st *state) design(key string, position int, f form.Form) *design {
	c := st.catalogues[f.Object]
	d := &design{Key: key, Name: bothOf(f.Name), Position: position, Whole: f.Whole, Types: []string{}, Stages: []string{}, Variants: []string{}, Roles: []string{}, Sections: []formPart{}}
	if f.Object != form.Project {
		d.Object = f.Object
	}
	for _, list := range form.Lists(f.Object) {
		*d.options(list.Name) = optionsIn(c, list.Key, *f.For.Options(list.Name))
	}
	for _, id := range f.For.Roles {
		d.Roles = append(d.Roles, st.roleKeys[id])
	}
	slices.Sort(d.Roles)
	for _, s := range f.Sections {
		h := formPart{bothOf(s.Title), s.Columns, s.Collapsed, []line{}}
		for _, l := range s.Lines {
			if a := c.ByID(l.Field); a != nil {
				h.Fields = append(h.Fields, line{a.Key, l.ReadOnly, l.Wide, bothOf(l.Hint)})
			}
		}
		d.Sections = append(d.Sections, h)
	}
	return d
}

// options is the condition on a list of the object, by its name among form.Lists.
func (d *design) options(name string) *[]string {
	switch name {
	case "type":
		return &d.Types
	case "stage":
		return &d.Stages
	}
	return &d.Variants
}

// optionsIn are the keys of values of a list, in one order.
func optionsIn(c *field.Catalogue, list string, ids []int64) []string {
	out := []string{}
	for _, id := range ids {
		out = append(out, optionIn(c, list, id))
	}
	slices.Sort(out)
	return out
}

func (r *finder) form(d *design) form.Form {
	f := form.Form{Object: d.object(), Name: d.Name.text(), Whole: d.Whole}
	for _, list := range form.Lists(f.Object) {
		for _, key := range *d.options(list.Name) {
			into := f.For.Options(list.Name)
			*into = append(*into, r.option(list.Name+"s", list.Key, key))
		}
	}
	if f.Object != form.Project && len(d.Variants) > 0 {
		r.say("variants", label.T("Only projects have variants", "Seuls les projets ont des variantes"))
	}
	for _, key := range d.Roles {
		f.For.Roles = append(f.For.Roles, r.role("roles", key))
	}
	for i, h := range d.Sections {
		s := form.Section{Title: h.Title.text(), Columns: h.Columns, Collapsed: h.Collapsed, Lines: []form.Line{}}
		for n, l := range h.Fields {
			s.Lines = append(s.Lines, form.Line{Field: r.attribute(fmt.Sprintf("sections[%d].fields[%d]", i, n), l.Attribute), ReadOnly: l.ReadOnly, Wide: l.Wide, Hint: l.Hint.text()})
		}
		f.Sections = append(f.Sections, s)
	}
	return f
}

func writeForms(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	if len(steps) == 0 {
		return nil
	}
	before, err := form.All(ctx, tx)
	if err != nil {
		return err
	}
	places := map[int64]int{} // that the document gives
	for _, s := range steps {
		id, err := writeForm(ctx, tx, st, s)
		if err := st.try(s, err); err != nil {
			return err
		}
		if err == nil && s.Kind != Removed {
			places[id] = s.now.(*design).Position
		}
	}
	for _, o := range lifecycle.Objects {
		if err := st.orderForms(ctx, tx, o.Entity, formsOf(before, o.Entity), places); err != nil {
			return err
		}
	}
	return nil
}

func writeForm(ctx context.Context, tx *db.Tx, st *state, s *Step) (int64, error) {
	all, err := form.All(ctx, tx)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(all, func(f form.Form) bool { return f.ID == s.id })
	if s.Kind == Removed {
		return s.id, form.Delete(ctx, tx, st.who, s.id, all[i].Version)
	}
	d := s.now.(*design)
	r := &finder{state: st, c: st.catalogues[d.object()]}
	to := r.form(d)
	if err := fault.InvalidAll(r.bad); err != nil {
		return 0, err
	}
	if s.id == 0 {
		f, err := form.Create(ctx, tx, st.who, to)
		return f.ID, err
	}
	_, err = form.Update(ctx, tx, st.who, s.id, all[i].Version, func(f *form.Form) error {
		f.Name, f.Whole, f.For, f.Sections = to.Name, to.Whole, to.For, to.Sections
		return nil
	})
	return s.id, err
}

// orderForms puts the forms that a document names where it says, the others where
// they stood before it was written.
func (st *state) orderForms(ctx context.Context, tx *db.Tx, object string, before []form.Form, places map[int64]int) error {
	all, err := form.Of(ctx, tx, object)
	if err != nil {
		return err
	}
	now := make([]int64, len(all))
	place := map[int64]int{}
	for i, f := range before {
		place[f.ID] = 2 * (i + 1)
	}
	for i, f := range all {
		now[i] = f.ID
		if to, given := places[f.ID]; given {
			place[f.ID] = 2*to - 1
		}
	}
	want := slices.Clone(now)
	slices.SortStableFunc(want, func(a, b int64) int { return cmp.Compare(place[a], place[b]) })
	if slices.Equal(want, now) {
		return nil
	}
	_, err = form.Order(ctx, tx, st.who, object, want)
	return err
}

// impactOfForm counts the projects that a form reaches as it is, or with lines that it
// reaches.
func impactOfForm(ctx context.Context, q db.Querier, st *state, s *Step) error {
	all, err := form.All(ctx, q)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(f form.Form) bool { return f.ID == s.id }); i >= 0 && all[i].Object != form.Project {
		return st.impactOnLines(ctx, q, s, formsOf(all, all[i].Object))
	}
	reach, err := fitting.Reaches(st.live, systemWho, formsOf(all, form.Project), 0)
	s.Projects = reach[s.id].Projects
	for _, id := range reach[s.id].Some {
		if row, ok := st.live.Find(id); ok && len(s.Some) < mostNamed && st.live.Shows(st.who, id) {
			s.Some = append(s.Some, Named{st.live.Public(row), st.live.Value(row, "name").S})
		}
	}
	return err
}

// impactOnLines finds the projects with lines of which a form of a register is the one
// of some reader.
func (st *state) impactOnLines(ctx context.Context, q db.Querier, s *Step, forms []form.Form) error {
	object := forms[0].Object
	c, with := st.catalogues[object], map[int64]bool{}
	if err := agenda.KindOf(object).Each(ctx, q, nil, func(m *record.Record) error {
		for i := range forms {
			f := &forms[i]
			if !f.Fits(c, m.Values) {
				continue
			}
			with[m.Project()] = with[m.Project()] || f.ID == s.id
			if len(f.For.Roles) == 0 {
				break
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return st.touches(s, "", func(row snapshot.Row) bool { return with[st.live.ID(row)] })
}
