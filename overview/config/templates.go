package config

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/templating"
	"vigie/room/field"
	"vigie/room/template"
)

// blank is one template of projects. Its key is made from its name; who sees to it is
// no part of the configuration, for people are not.
type blank struct {
	Key         string                    `json:"key"`
	Name        both                      `json:"name"`
	Description both                      `json:"description"`
	Type        string                    `json:"type" doc:"The key of the type of project that it is for; any when empty"`
	Variant     string                    `json:"variant" doc:"The key of the variant that it is for; any when empty"`
	Proposed    bool                      `json:"proposed" doc:"New projects that it is for are offered it first"`
	Sections    []templating.DraftSection `json:"sections"`
}

func (b *blank) nameInSection() string { return b.Name.EN + "\n" + b.Name.FR }

var templates = part{
	name: "templates", title: label.T("Project templates", "Modèles de projets"), may: May,
	shape:   func() any { return &blank{Sections: []templating.DraftSection{}} },
	address: func(b any) string { return b.(*blank).Key },
	called:  func(b any) label.Text { return b.(*blank).Name.text() },
	read:    readTemplates, write: writeTemplates, impact: impactOfTemplate,
}

// templating is where templates are read with the words of the state.
func (st *state) templating() *templating.Desk {
	d := &templating.Desk{DB: st.desk.DB, Portfolio: st.desk.Portfolio}
	if st.change != 0 {
		d.Catalogues, d.RoleKeys = st.catalogues, st.roleKeys
	}
	return d
}

func readTemplates(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	now, err := template.List(ctx, q)
	if err != nil {
		return nil, err
	}
	known, k := map[int64]string{}, newKeys(nil)
	for _, t := range now {
		if !t.Retired {
			known[t.ID] = k.of(t.ID, t.Name)
		}
	}
	all := now
	if st.change != 0 {
		if all, err = template.KnownAt(ctx, q, st.change); err != nil {
			return nil, err
		}
	}
	all = slices.DeleteFunc(all, func(t template.Template) bool { return t.Retired })
	drafts, err := st.templating().Write(ctx, q, st.who, st, all...)
	if err != nil {
		return nil, err
	}
	k = newKeys(known)
	var out []entry
	for i, t := range all {
		d := drafts[i]
		out = append(out, entry{t.ID, &blank{k.of(t.ID, t.Name), both(d.Name), both(d.Description), d.Type, d.Variant, d.Proposed, d.Sections}})
	}
	return out, nil
}

// Public names what has no key by its code or its login, else by its opaque id.
func (st *state) Public(kind string, id int64) string {
	if e, ok := st.live.Directory.Entry(field.Kind(kind), id); ok && e.Detail != "" {
		return e.Detail
	}
	return st.desk.DB.Seal(id)
}

// Private finds what Public named.
func (st *state) Private(kind, public string) (int64, bool) {
	if id, ok := st.live.Names(st.who).All().Find(field.Kind(kind), public); ok {
		return id, true
	}
	id, err := st.desk.DB.Unseal(public)
	return id, err == nil && kind == templating.KindGroup
}

func writeTemplates(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeTemplate(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

// writeTemplate brings one template to what a document says. One that made projects
// cannot go: it is taken out of use, and comes back when a document has it again.
func writeTemplate(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	all, err := template.List(ctx, tx)
	if err != nil {
		return err
	}
	if s.Kind == Removed {
		return leaveTemplate(ctx, tx, st, s)
	}
	to, err := st.templating().Read(ctx, tx, st.who, st, s.now.(*blank).draft())
	if err != nil {
		return err
	}
	id := s.id
	if id == 0 {
		if i := slices.IndexFunc(all, func(t template.Template) bool {
			return t.Retired && (t.ID == st.was[s.Section][s.Key] || t.Name.EN == to.Name.EN && t.Name.FR == to.Name.FR)
		}); i >= 0 {
			id = all[i].ID
		}
	}
	if id == 0 {
		_, err = template.Create(ctx, tx, st.who, to)
		return err
	}
	_, err = template.Update(ctx, tx, st.who, id, 0, func(t *template.Template) error {
		to.ID, to.Version, to.Owner = t.ID, t.Version, t.Owner
		*t = to
		return nil
	})
	return err
}

func (b *blank) draft() templating.Draft {
	return templating.Draft{Name: templating.DraftText(b.Name), Description: templating.DraftText(b.Description), Type: b.Type, Variant: b.Variant, Proposed: b.Proposed, Sections: b.Sections}
}

func leaveTemplate(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	t, err := template.Get(ctx, tx, s.id)
	if err != nil {
		return err
	}
	err = template.Delete(ctx, tx, st.who, s.id, t.Version)
	if fault.KindOf(err) != fault.Clash {
		return err
	}
	_, err = template.Update(ctx, tx, st.who, s.id, 0, func(t *template.Template) error {
		t.Retired = true
		return nil
	})
	return err
}

// impactOfTemplate counts the projects that a template was applied to, and names the
// latest of those that the person sees.
func impactOfTemplate(ctx context.Context, q db.Querier, st *state, s *Step) error {
	uses, err := template.Counts(ctx, q)
	if s.Projects = uses[s.id].Applied; err != nil || s.Projects == 0 {
		return err
	}
	applied, err := template.Projects(ctx, q, s.id)
	for _, id := range applied {
		if row, ok := st.live.Find(id); ok && len(s.Some) < mostNamed && st.live.Shows(st.who, id) {
			s.Some = append(s.Some, Named{st.live.Public(row), st.live.Value(row, "name").S})
		}
	}
	return err
}
