package templating

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/template"
)

// links tie a project to others that all of its kind have to do with.
var links = Section{
	Key: "links", Title: label.T("Links", "Liens"),
	parts: func(*state) []Part {
		return []Part{
			{Key: "kind", Label: label.T("Kind", "Nature"), Kind: KindLink, Required: true},
			{Key: "project", Label: label.T("Project", "Projet"), Kind: string(field.Project), Required: true},
			{Key: "note", Label: label.T("Note", "Note"), Kind: string(field.Text)},
		}
	},
	fits: fitsField,
	take: func(ctx context.Context, q db.Querier, st *state, p *project.Project) ([]template.Line, error) {
		all, err := project.Links(ctx, q, st.who, p.ID)
		ids := newIDs()
		var out []template.Line
		for _, l := range all {
			if l.From != p.ID || !st.live.Shows(st.who, l.To) {
				continue
			}
			line := template.Line{ID: ids.of(l.Kind), Set: []template.Setting{{Key: "kind", Text: label.T(l.Kind, l.Kind)}, {Key: "project", N: &l.To}}}
			if l.Note != "" {
				line.Set = append(line.Set, template.Setting{Key: "note", Text: label.T(l.Note, l.Note)})
			}
			out = append(out, line)
		}
		return out, err
	},
	load: func(ctx context.Context, r *run) error {
		for _, id := range r.ids() {
			all, err := project.Links(ctx, r.q, r.who, id)
			if err != nil {
				return err
			}
			r.links[id] = all
		}
		return nil
	},
	plan: planLinks, write: writeLinks,
}

// linkOf is the link that a line makes.
func linkOf(w *work, l *template.Line) (project.Link, bool) {
	kind, to, note := l.Keyed("kind"), l.Keyed("project"), l.Keyed("note")
	if kind == nil || to == nil || to.N == nil {
		return project.Link{}, false
	}
	out := project.Link{Kind: kind.Text.EN, From: w.Project.ID, To: *to.N}
	if note != nil {
		out.Note = note.Text.In(w.lang)
	}
	return out, true
}

func kindOfLink(key string) label.Text {
	for _, k := range project.LinkKinds {
		if k.Key == key {
			return k.Forth
		}
	}
	return label.T(key, key)
}

func planLinks(_ context.Context, r *run, w *work) error {
	now, had := w.lines(r, "links")
	for i := range now {
		l := &now[i]
		want, ok := linkOf(w, l)
		if !ok || want.To == w.Project.ID {
			continue
		}
		if slices.ContainsFunc(r.links[w.Project.ID], func(o project.Link) bool { return o.Kind == want.Kind && o.From == want.From && o.To == want.To }) {
			w.Same++
			continue
		}
		name := r.names.Name(field.Project, want.To)
		left := w.Use != nil && template.Find(had, l.ID) != nil
		it := &Item{Section: "links", Line: l.ID, Do: Add, ByHand: left, Name: label.F("%s %s", "%s %s", kindOfLink(want.Kind), name)}
		switch {
		case name == "":
			it.Name, it.Why = kindOfLink(want.Kind), label.T("You do not see the project that it leads to", "Vous ne voyez pas le projet auquel il mène")
		case !w.edits:
			it.Why = mayNotEdit
		}
		w.item(it, !left)
	}
	return nil
}

func writeLinks(ctx context.Context, r *run) error {
	for _, w := range r.work {
		for _, it := range w.Items {
			if it.Section != "links" || !it.Chosen {
				continue
			}
			want, _ := linkOf(w, template.Find(r.t.Section("links"), it.Line))
			made, err := project.AddLink(ctx, r.tx, r.who, want)
			if err != nil {
				return named(w, err)
			}
			w.done["links/"+it.Line] = template.Done{Object: made.ID}
		}
	}
	return nil
}

// roles are given on the project alone, to people by what they are for it, or to
// groups.
var roles = Section{
	Key: "roles", Title: label.T("Roles on the project", "Rôles sur le projet"),
	parts: func(*state) []Part {
		return []Part{
			{Key: "role", Label: label.T("Role", "Rôle"), Kind: KindRole, Required: true},
			{Key: "person", Label: label.T("To", "À"), Kind: KindPerson},
			{Key: "group", Label: label.T("Or to a group", "Ou à un groupe"), Kind: KindGroup},
		}
	},
	fits: fitsField, take: takeRoles,
	load: func(ctx context.Context, r *run) error { return r.loadGrants(ctx) },
	plan: planRoles, write: writeRoles,
}

func takeRoles(ctx context.Context, q db.Querier, st *state, p *project.Project) ([]template.Line, error) {
	all, err := access.GrantsOn(ctx, q, st.who, []int64{p.ID})
	ids := newIDs()
	var out []template.Line
	for _, g := range all {
		role := st.role(g.Role)
		l := template.Line{ID: ids.of(role.Key), Set: []template.Setting{{Key: "role", N: &g.Role}}}
		switch group := int64(g.Group); {
		case group != 0:
			l.Set = append(l.Set, template.Setting{Key: "group", N: &group})
		case int64(g.Account) == p.Manager():
			l.Set = append(l.Set, template.Setting{Key: "person", Who: template.Manager})
		case int64(g.Account) == p.Values["sponsor"].N:
			l.Set = append(l.Set, template.Setting{Key: "person", Who: template.Sponsor})
		default:
			continue // somebody by name belongs to this project alone
		}
		out = append(out, l)
	}
	return out, err
}

func (st *state) role(id int64) access.Role {
	i := slices.IndexFunc(st.roles, func(r access.Role) bool { return r.ID == id })
	if i < 0 {
		return access.Role{}
	}
	return st.roles[i]
}

// grantOf is the grant that a line makes; why it makes none.
func (r *run) grantOf(w *work, l *template.Line) (access.Grant, label.Text) {
	g := access.Grant{Project: db.ID(w.Project.ID)}
	if s := l.Keyed("role"); s != nil && s.N != nil {
		g.Role = *s.N
	}
	if s := l.Keyed("group"); s != nil && s.N != nil {
		g.Group = db.ID(*s.N)
		return g, label.Text{}
	}
	s := l.Keyed("person")
	if s == nil {
		return g, label.T("It is given to nobody", "Il n’est donné à personne")
	}
	v, why := r.person(w, s.Who)
	g.Account = db.ID(v.N)
	return g, why
}

func planRoles(ctx context.Context, r *run, w *work) error {
	now, had := w.lines(r, "roles")
	for i := range now {
		l := &now[i]
		g, why := r.grantOf(w, l)
		if why.IsZero() && slices.ContainsFunc(r.grants[w.Project.ID], func(o access.Grant) bool {
			return o.Role == g.Role && o.Account == g.Account && o.Group == g.Group
		}) {
			w.Same++
			continue
		}
		left := w.Use != nil && template.Find(had, l.ID) != nil
		it := &Item{Section: "roles", Line: l.ID, Do: Add, Name: r.role(g.Role).Label, ByHand: left, Why: why}
		if holder := r.names.Name(field.User, int64(g.Account)); holder != "" {
			it.Name = label.F("%s: %s", "%s\u202f: %s", it.Name, holder)
		}
		if why.IsZero() {
			on := g
			if w.fresh { // which is nowhere yet: what holds on its unit holds on it
				on.Project, on.Unit = 0, db.ID(w.values["unit"].N)
			}
			refused, err := access.WhyNotGive(ctx, r.q, r.who, on)
			if err != nil {
				return err
			}
			it.Why = refused
		}
		w.item(it, !left)
	}
	return nil
}

func writeRoles(ctx context.Context, r *run) error {
	for _, w := range r.work {
		for _, it := range w.Items {
			if it.Section != "roles" || !it.Chosen {
				continue
			}
			g, _ := r.grantOf(w, template.Find(r.t.Section("roles"), it.Line))
			made, err := access.AddGrant(ctx, r.tx, r.who, g)
			if err != nil {
				return named(w, err)
			}
			w.done["roles/"+it.Line] = template.Done{Object: made.ID}
		}
	}
	return nil
}
