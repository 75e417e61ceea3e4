package config

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/fitting"
	"vigie/room/form"
)

// design is one form. Its key is made from its name.
type design struct {
	Key      string     `json:"key"`
	Name     both       `json:"name"`
	Position int        `json:"position" doc:"From 1: forms are tried in this order"`
	Whole    bool       `json:"whole" doc:"Its readers may have all attributes shown"`
	Types    []string   `json:"types" doc:"Of the projects that it is for; any when empty"`
	Stages   []string   `json:"stages"`
	Variants []string   `json:"variants"`
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

func (d *design) nameInSection() string { return d.Name.EN + "\n" + d.Name.FR }

var forms = part{
	name: "forms", title: label.T("Forms", "Formulaires"), may: May,
	shape: func() any {
		return &design{Types: []string{}, Stages: []string{}, Variants: []string{}, Roles: []string{}, Sections: []formPart{}}
	},
	address: func(b any) string { return b.(*design).Key },
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
	now, err := form.List(ctx, q, form.Project)
	if err != nil {
		return nil, err
	}
	known, k := map[int64]string{}, newKeys(nil)
	for _, f := range now {
		known[f.ID] = k.of(f.ID, f.Name)
	}
	all := now
	if st.change != 0 {
		if all, err = form.KnownAt(ctx, q, st.change); err != nil {
			return nil, err
		}
	}
	k = newKeys(known)
	var out []entry
	for i, f := range all {
		d := &design{
			Key: k.of(f.ID, f.Name), Name: bothOf(f.Name), Position: i + 1, Whole: f.Whole, Types: st.options("type", f.For.Types), Stages: st.options("stage", f.For.Stages),
			Variants: st.options("variant", f.For.Variants), Roles: []string{}, Sections: []formPart{},
		}
		for _, id := range f.For.Roles {
			d.Roles = append(d.Roles, st.roleKeys[id])
		}
		slices.Sort(d.Roles)
		for _, s := range f.Sections {
			h := formPart{bothOf(s.Title), s.Columns, s.Collapsed, []line{}}
			for _, l := range s.Lines {
				if a := st.project().ByID(l.Field); a != nil {
					h.Fields = append(h.Fields, line{a.Key, l.ReadOnly, l.Wide, bothOf(l.Hint)})
				}
			}
			d.Sections = append(d.Sections, h)
		}
		out = append(out, entry{f.ID, d})
	}
	return out, nil
}

// options are the keys of values of a list, in one order.
func (st *state) options(list string, ids []int64) []string {
	out := []string{}
	for _, id := range ids {
		out = append(out, st.option(list, id))
	}
	slices.Sort(out)
	return out
}

func (r *finder) form(d *design) form.Form {
	f := form.Form{Object: form.Project, Name: d.Name.text(), Whole: d.Whole}
	for list, keys := range map[string][]string{"type": d.Types, "stage": d.Stages, "variant": d.Variants} {
		for _, key := range keys {
			into := f.For.Options(list)
			*into = append(*into, r.option(list+"s", list, key))
		}
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
	before, err := form.List(ctx, tx, form.Project)
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
	return st.orderForms(ctx, tx, before, places)
}

func writeForm(ctx context.Context, tx *db.Tx, st *state, s *Step) (int64, error) {
	all, err := form.List(ctx, tx, form.Project)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(all, func(f form.Form) bool { return f.ID == s.id })
	if s.Kind == Removed {
		return s.id, form.Delete(ctx, tx, st.who, s.id, all[i].Version)
	}
	r := &finder{state: st}
	to := r.form(s.now.(*design))
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
func (st *state) orderForms(ctx context.Context, tx *db.Tx, before []form.Form, places map[int64]int) error {
	all, err := form.List(ctx, tx, form.Project)
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
	_, err = form.Order(ctx, tx, st.who, want)
	return err
}

// impactOfForm counts the projects that a form reaches as it is.
func impactOfForm(ctx context.Context, q db.Querier, st *state, s *Step) error {
	all, err := form.List(ctx, q, form.Project)
	if err != nil {
		return err
	}
	reach, err := fitting.Reaches(st.live, systemWho, all, 0)
	s.Projects = reach[s.id].Projects
	for _, id := range reach[s.id].Some {
		if row, ok := st.live.Find(id); ok && len(s.Some) < mostNamed && st.live.Shows(st.who, id) {
			s.Some = append(s.Some, Named{st.live.Public(row), st.live.Value(row, "name").S})
		}
	}
	return err
}
