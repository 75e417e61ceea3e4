package templating

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/resource"
	"vigie/room/template"
)

// member is who works on a line: somebody by what he is for the project, or a resource.
type member struct {
	role  string    // the key of an attribute or of a role; "" for a resource
	name  string    // of the resource
	units int64     // as in plan.Assignment; 0 for the usual
	span  plan.Span // of its work
	says  bool      // it says its work
}

const roleMark = "role:"

// parseTeam reads who works on a line: roles of the project, and resources by name, each
// with how much of it is taken and its work where it says them: role:manager; Anne[50%];
// Concrete[12]; Paul[50% 3d].
func parseTeam(text string) (out []member, ok bool) {
	for one := range strings.SplitSeq(text, ";") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		var m member
		name, rest, cut := strings.Cut(one, "[")
		if cut && !strings.HasSuffix(rest, "]") {
			return nil, false
		}
		m.name = strings.Join(strings.Fields(name), " ")
		if role, is := strings.CutPrefix(m.name, roleMark); is {
			m.name, m.role = "", strings.TrimSpace(role)
		}
		if m.name == "" && m.role == "" {
			return nil, false
		}
		if cut {
			amount, work, more := strings.Cut(strings.TrimSpace(strings.TrimSuffix(rest, "]")), " ")
			if m.units, ok = plan.ParseAmount(amount, false); !ok {
				return nil, false
			}
			if m.says = more; more {
				if m.span, ok = plan.ParseSpan(work); !ok || m.span.Kind != "" {
					return nil, false
				}
			}
		}
		out = append(out, m)
	}
	return out, true
}

// bracket is what a member takes, as parseTeam reads it.
func (m member) bracket(works bool) string {
	if m.units == 0 {
		return ""
	}
	out := plan.Amount(m.units, label.EN)
	if works || m.says {
		out = resource.Percent(m.units).In(label.EN) + "%"
	}
	if m.says {
		out += " " + m.span.Text(label.EN)
	}
	return "[" + out + "]"
}

// teamOf is who works on a row, as parseTeam reads it, in the order of their names. Work
// is said where it does not follow from the duration.
func teamOf(r *plan.Row, m plan.Measures) string {
	var all []string
	for _, u := range r.Uses {
		one := member{name: u.Of.Name, units: u.Units}
		if u.Units == plan.Usual(u.Of) {
			one.units = 0
		}
		usual := int64(0)
		if r.Kind == plan.Task {
			usual = plan.WorkOf(r.Duration, u.Units)
		}
		if u.Of.Kind.Works() && u.Work != usual {
			one.units, one.span, one.says = u.Units, plan.SpanOf(u.Work, "", m), true
		}
		all = append(all, one.name+one.bracket(u.Of.Kind.Works()))
	}
	return inOrder(all)
}

func inOrder(all []string) string {
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(label.Fold(a), label.Fold(b)) })
	return strings.Join(all, "; ")
}

// crew is whom a template can name: all resources, and those of accounts.
type crew struct {
	resource.Set
	byAccount map[int64]resource.Resource
}

// muster reads the resources where the template names somebody who works, and who holds
// roles on the projects.
func (r *run) muster(ctx context.Context) error {
	names := func(l template.Line) bool { return l.Keyed(TeamKey) != nil }
	had := func(w *work) bool { return slices.ContainsFunc(w.had.Section(treeKey), names) }
	if !slices.ContainsFunc(r.t.Section(treeKey), names) && !slices.ContainsFunc(r.work, had) {
		return nil
	}
	all, err := resource.Load(ctx, r.q)
	if err != nil {
		return err
	}
	r.crew = crew{all, map[int64]resource.Resource{}}
	for _, one := range all.All {
		if one.Account != 0 && !one.Inactive {
			r.crew.byAccount[one.Account] = one
		}
	}
	return r.loadGrants(ctx)
}

// loadGrants reads the roles that are given on the projects of the run alone, as far as
// the person may know them.
func (r *run) loadGrants(ctx context.Context) error {
	if r.granted || len(r.ids()) == 0 {
		return nil
	}
	r.granted = true
	all, err := access.GrantsOn(ctx, r.q, r.who, r.ids())
	for _, g := range all {
		r.grants[int64(g.Project)] = append(r.grants[int64(g.Project)], g)
	}
	return err
}

// holders are the accounts of those who are something for a project: by an attribute of
// it, by a role on it, or whoever applies the template.
func (r *run) holders(w *work, role string) (who []int64, name label.Text) {
	if role == template.Creator {
		return []int64{r.who.ID}, creator
	}
	if f := r.project().Get(role); f != nil && f.Kind == field.User {
		if w.veil.Hides(f.Key) {
			return nil, label.T("a role that is not for you to know", "un rôle qui ne vous est pas destiné")
		}
		if v := w.values[f.Key]; v.Set {
			who = append(who, v.N)
		}
		return who, f.Label
	}
	i := slices.IndexFunc(r.roles, func(one access.Role) bool { return one.Key == role })
	if i < 0 {
		return nil, label.T(role, role)
	}
	give := func(g access.Grant) {
		if g.Role == r.roles[i].ID && g.Account != 0 && !slices.Contains(who, int64(g.Account)) {
			who = append(who, int64(g.Account))
		}
	}
	for _, g := range r.grants[w.Project.ID] {
		give(g)
	}
	lines := r.t.Section("roles")
	for n := range lines { // and whoever is to have it by the same template
		if g, why := r.grantOf(w, &lines[n]); why.IsZero() && (w.picked == nil || w.picked["roles/"+lines[n].ID]) {
			give(g)
		}
	}
	return who, r.roles[i].Label
}

var creator = label.T("Whoever applies the template", "Qui applique le modèle")

// team says who works on a line of a project, by the names of resources, and whom of
// those that the template names there is not.
func (r *run) team(w *work, code string) (field.Value, label.Text) {
	members, _ := parseTeam(code)
	var all []string
	var lacks label.Text
	taken := map[int64]bool{}
	take := func(one resource.Resource, m member) {
		if !taken[one.ID] {
			taken[one.ID] = true
			all = append(all, one.Name+m.bracket(one.Kind.Works()))
		}
	}
	for _, m := range members {
		if m.role == "" {
			if one, ok := r.crew.ByName(m.name); ok && !one.Inactive {
				take(one, m)
			} else {
				lacks = label.F("There is no resource “%s” in use: make it in the administration, or assign another one", "Il n’y a pas de ressource «\u202f%s\u202f» en service\u202f: créez-la dans l’administration, ou affectez-en une autre", m.name)
			}
			continue
		}
		who, name := r.holders(w, m.role)
		for _, account := range who {
			if one, ok := r.crew.byAccount[account]; ok {
				take(one, m)
			} else {
				lacks = label.F("%s (“%s”) is not among the resources: assign somebody else", "%s («\u202f%s\u202f») n’est pas parmi les ressources\u202f: affectez quelqu’un d’autre", r.names.Name(field.User, account), name)
			}
		}
		if len(who) > 0 {
			continue
		}
		if one, ok := r.profile(name); ok {
			take(one, m)
			continue
		}
		lacks = label.F("Nobody is “%s” on this project, as far as you may know: nobody is assigned for it", "Personne n’est «\u202f%s\u202f» sur ce projet, à votre connaissance\u202f: personne n’est affecté à ce titre", name)
	}
	return text(inOrder(all)), lacks
}

// profile is the generic resource that stands for a role that nobody holds yet: the one
// of its name.
func (r *run) profile(name label.Text) (resource.Resource, bool) {
	for _, called := range []string{name.EN, name.FR} {
		if one, ok := r.crew.ByName(called); ok && one.Kind == resource.Generic && !one.Inactive {
			return one, true
		}
	}
	return resource.Resource{}, false
}

// assigns are the assignments that a team comes to. On a new line what it does not say
// follows from the work of the line; on one that is there it is the usual.
func (b *batch) assigns(text string, fresh bool) []plan.Assign {
	members, _ := parseTeam(text)
	out := []plan.Assign{}
	for _, m := range members {
		one, ok := b.r.crew.ByName(m.name)
		if !ok {
			continue
		}
		a := plan.Assign{Resource: one.ID}
		switch {
		case m.units != 0:
			a.Units = &m.units
		case !fresh:
			units := plan.Usual(one)
			a.Units = &units
		}
		if m.says {
			work := m.span.Minutes(b.view.Measures)
			a.Work = &work
		}
		out = append(out, a)
	}
	return out
}

// teamOptions are the roles that can be named where people work: what somebody is by an
// attribute of projects, and the roles that are given on them.
func teamOptions(st *state) []Option {
	var out []Option
	taken := map[string]bool{template.Creator: true}
	for _, f := range st.project().Fields {
		if f.Kind == field.User && !f.Retired {
			taken[f.Key] = true
			out = append(out, Option{roleMark + f.Key, f.Label})
		}
	}
	out = append(out, Option{roleMark + template.Creator, creator})
	for _, r := range st.roles {
		if !taken[r.Key] {
			out = append(out, Option{roleMark + r.Key, r.Label})
		}
	}
	return out
}

// TeamWithout is who works without those named by an attribute of projects that is
// hidden, and whether there are some.
func TeamWithout(team string, hides func(attribute string) bool) (string, bool) {
	all := strings.Split(team, ";")
	kept := slices.DeleteFunc(slices.Clone(all), func(one string) bool {
		members, _ := parseTeam(one)
		return len(members) == 1 && members[0].role != "" && hides(members[0].role)
	})
	return strings.TrimSpace(strings.Join(kept, ";")), len(kept) < len(all)
}

// knownTeam says which role a team names that there is not.
func (p Part) knownTeam(text string) label.Text {
	members, ok := parseTeam(text)
	if !ok {
		return label.F("“%s” does not say who works here; name resources, or roles of the project, each with how much of it is taken where that is not the usual: role:manager; Anne[50%%]", "«\u202f%s\u202f» ne dit pas qui travaille ici\u202f; nommez des ressources, ou des rôles du projet, chacun avec la part prise si ce n’est pas l’habituelle\u202f: role:manager; Anne[50%%]", text)
	}
	for _, m := range members {
		if m.role != "" && !slices.ContainsFunc(p.Options, func(o Option) bool { return o.Key == roleMark+m.role }) {
			return label.F("There is no role “%s” of projects; choose one of the list", "Il n’y a pas de rôle «\u202f%s\u202f» des projets\u202f; choisissez-en un dans la liste", m.role)
		}
	}
	return label.Text{}
}

// unitsAbove notes the units whose calendars a project may use: its own, and those above.
func (r *run) unitsAbove(ctx context.Context, q db.Querier, w *work) (err error) {
	if unit := w.values["unit"].N; unit != 0 && w.units == nil {
		w.units, err = access.UnitsAbove(ctx, q, unit)
	}
	return err
}

// calendar is the calendar with a key, as a project may use it.
func (r *run) calendar(w *work, key string) (field.Value, label.Text) {
	c, ok := r.calendars.ByKey(key)
	if !ok || c.Project != 0 && c.Project != w.Project.ID || c.Unit != 0 && !slices.Contains(w.units, c.Unit) {
		return field.Value{}, label.F("There is no calendar “%s” for this project: it follows that of the plan", "Il n’y a pas de calendrier «\u202f%s\u202f» pour ce projet\u202f: la ligne suit celui du plan", key)
	}
	return field.Str(key), label.Text{}
}

// meantTeam is who works on a row as a template says it again: who is the manager or the
// sponsor of the project by that, all others by name.
func (st *state) meantTeam(p *project.Project, r *plan.Row, team string) string {
	members, _ := parseTeam(team)
	for i, m := range members {
		for _, u := range r.Uses {
			if is := meant(p, u.Of.Account); u.Of.Name == m.name && is != "" {
				members[i].name = roleMark + is
			}
		}
	}
	all := make([]string, len(members))
	for i, m := range members {
		all[i] = m.name + m.bracket(m.works(r))
	}
	return strings.Join(all, "; ")
}

// works reports whether a member of the team of a row works, in time.
func (m member) works(r *plan.Row) bool {
	return !slices.ContainsFunc(r.Uses, func(u plan.Use) bool { return u.Of.Name == m.name && !u.Of.Kind.Works() })
}

func (p Part) offers(key string) bool {
	return slices.ContainsFunc(p.Options, func(o Option) bool { return o.Key == key })
}
