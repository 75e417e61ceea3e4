package intake

import (
	"context"
	"maps"
	"slices"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Programmes that a column names and that are not there are made with the
// projects: a row of its own for each, before theirs. They stand on the unit of
// the import and are no members of the portfolio, which holds what the file lists.

// longestProgramme is how long a text may be, in characters, to name a new one.
const longestProgramme = 200

// programmeFor says what becomes of a text that names no project: NewOption
// where it can be a programme to make, "" where the cell is refused.
func programmeFor(text string, may bool) string {
	if !may || utf8.RuneCountInString(text) > longestProgramme || cell.NoValue(cell.Of(text)) {
		return ""
	}
	return NewOption
}

// mayMakeProgrammes reports whether an import in a person's name may make them.
func (m *Import) mayMakeProgrammes(who access.Who) bool {
	return m.Object == "project" && who.Can(access.CreateProject, m.Unit)
}

// isParent reports whether an attribute names the programme of a project.
func (t *target) isParent(f *field.Field) bool { return f.Kind == field.Project && f.Key == t.parent }

// learnProjects reads by which names and codes projects are known, those of the
// file too, where a column names programmes.
func (p *proposal) learnProjects(ctx context.Context, q db.Querier, who access.Who, m *Import, columns []Column) error {
	p.makes = m.mayMakeProgrammes(who)
	names := false
	for _, col := range columns {
		names = names || p.t.parent != "" && col.Becomes() == p.t.parent && col.Kind == field.Project
	}
	if !names {
		return nil
	}
	p.projects, p.known = map[string]bool{"": true}, nil
	for i, col := range columns {
		if key := col.Becomes(); key == "name" || key == "code" {
			for _, c := range p.table.Values(i) {
				text := project.OneLine(c.Text)
				if folded := label.Fold(text); !p.projects[folded] && key == "name" {
					p.known = append(p.known, entry{Name: text})
				}
				p.projects[label.Fold(text)] = true
			}
		}
	}
	above := map[int64]bool{}
	err := project.Each(ctx, q, nil, func(x *project.Project) error {
		if x.State != project.Deleted && who.CanProject(access.ReadProject, x.ID, x.Unit(), x.Manager()) {
			above[x.Values["programme"].N] = true
			if folded := label.Fold(x.Name()); !p.projects[folded] {
				p.know(x)
			}
			p.projects[label.Fold(x.Name())] = true
			p.projects[label.Fold(x.Values["code"].S)] = true
		}
		return nil
	})
	for i := range p.known {
		p.known[i].Member = above[p.known[i].ID] && p.known[i].ID != 0
	}
	return err
}

// programmesIn lists the texts of a column that name no project, with what
// becomes of each. Decisions already made stay.
func (p *proposal) programmesIn(col Column, cells []cell.Cell) []Choice {
	decided, at, out := map[string]string{}, map[string]int{}, []Choice{}
	for _, v := range col.Values {
		decided[label.Fold(v.Text)] = v.Option
	}
	for _, c := range cells {
		text := project.OneLine(c.Text)
		folded := label.Fold(text)
		if c.Blank() || c.Kind == cell.Broken || p.projects[folded] {
			continue
		}
		i, seen := at[folded]
		if !seen {
			if len(out) == mostValues {
				continue
			}
			option, said := decided[folded]
			if !said {
				option = programmeFor(text, p.makes)
			}
			i = len(out)
			at[folded] = i
			out = append(out, Choice{Text: text, Option: option})
		}
		out[i].Count++
	}
	p.doubt(out, decided)
	return out
}

// planProgrammes gives a row to every programme that the file names and that is
// not there, and tries it.
func (j *job) planProgrammes(ctx context.Context) error {
	b := j.byKey[j.t.parent]
	if b == nil || !j.t.isParent(b.f) {
		return nil
	}
	j.programmes = map[string]*line{}
	j.learnSaid(b)
	j.doubtProgrammes(b, true)
	var fresh []*line
	for _, l := range j.lines {
		c := j.table.Rows[l.at].Cells[b.at]
		text := project.OneLine(c.Text)
		if folded := label.Fold(text); !l.isRefused() && !c.Blank() && c.Kind != cell.Broken && j.makesProgramme(folded, text) && len(fresh) < mostNew {
			p := &line{Name: text, IsNew: true, Values: j.programmeValues(text)}
			j.programmes[folded] = p
			fresh = append(fresh, p)
		}
	}
	if err := j.programmesBefore(ctx, b); err != nil {
		return err
	}
	if err := j.reserve(ctx, fresh); err != nil || len(fresh) == 0 {
		return err
	}
	errs, err := j.t.try(ctx, j, fresh)
	for i, p := range fresh {
		if err == nil && errs[i] != nil {
			p.refuse(label.F("The programme “%s” cannot be made: %s", "Le programme «\u202f%s\u202f» ne peut pas être créé : %s", short(p.Name), said(reasonOf(errs[i]))))
		}
		j.plan.Projects[p.Object] = true
	}
	return err
}

// programmesBefore gives a row to every programme that is there, and was not
// yet on the day of the edition: the file says that it was.
func (j *job) programmesBefore(ctx context.Context, b *bound) error {
	if j.on() >= day.OfTime(j.k.DB.Now()) {
		return nil
	}
	missing := map[int64]string{}
	for _, l := range j.lines {
		folded := label.Fold(j.text(&j.table.Rows[l.at], b.f.Key))
		if id := j.projectNamed(folded); id != 0 && !l.isRefused() {
			missing[id] = folded
		}
	}
	for _, l := range j.lines {
		delete(missing, l.Object)
	}
	err := db.EachAsOf(ctx, j.k.DB, project.Entity, j.on(), 0, func(s *db.State) error { delete(missing, s.Object); return nil })
	if err != nil || len(missing) == 0 {
		return err
	}
	var known []*line
	err = project.Each(ctx, j.k.DB, slices.Sorted(maps.Keys(missing)), func(p *project.Project) error {
		vs := field.Values{"name": p.Values["name"], "unit": p.Values["unit"]}
		if kind := p.Values["type"]; kind.Set {
			vs["type"] = kind
		}
		known = append(known, &line{Object: p.ID, Name: p.Name(), Values: vs})
		return nil
	})
	if err != nil {
		return err
	}
	errs, err := j.t.try(ctx, j, known)
	for i, p := range known {
		if err == nil && errs[i] == nil { // without the right to edit it, it stays as it is
			j.programmes[missing[p.Object]] = p
		}
	}
	return err
}

// makesProgramme reports whether a text names a programme that is to be made,
// and for the first time.
func (j *job) makesProgramme(folded, text string) bool {
	if j.programmes[folded] != nil || j.parents[folded] != nil || j.projectNamed(folded) != 0 {
		return false
	}
	option, decided := j.said[folded]
	if !decided {
		option = programmeFor(text, j.makes)
	}
	return option == NewOption && j.makes
}

func (j *job) programmeValues(name string) field.Values {
	vs := field.Values{"name": field.Str(name), "unit": field.Ref(j.m.Unit)}
	if f := j.c.Get("type"); f != nil && !f.Retired {
		for _, o := range f.Choices {
			if o.Key == "programme" && !o.Retired {
				vs["type"] = field.Int(o.ID)
			}
		}
	}
	return vs
}

// projectNamed returns the project that is there and has a name or a code, 0 for none.
func (j *job) projectNamed(folded string) int64 {
	if j.byText == nil {
		j.byText = map[string]int64{}
		for i := range j.entries {
			e := &j.entries[i]
			for _, text := range []string{e.folded, label.Fold(e.Code)} {
				if text != "" && j.byText[text] == 0 {
					j.byText[text] = e.ID
				}
			}
		}
	}
	return j.byText[folded]
}

// programme returns the one that is to be made for a text, or why there is none.
func (j *job) programme(folded, text string) (id int64, why label.Text) {
	switch p := j.programmes[folded]; {
	case p != nil:
		return p.Object, p.Reason
	case !j.makes && programmeFor(text, true) == NewOption:
		return 0, label.F("There is no programme “%s”, and you may not create it; someone with the right “Create projects” on the unit of the import can", "Le programme «\u202f%s\u202f» n’existe pas et vous ne pouvez pas le créer\u202f; qui a le droit «\u202fCréer des projets\u202f» sur l’entité de l’import peut le faire", short(text))
	}
	return 0, noProject(text)
}

func noProject(text string) label.Text {
	return label.F("There is no project “%s”; create it, or add it to the file", "Le projet « %s » n’existe pas ; créez-le, ou ajoutez-le au fichier", short(text))
}

// fresh names what the rows may refer to and what has no id of its own before it
// is written.
func (j *job) fresh() map[int64]string {
	out := map[int64]string{}
	if j.byKey[j.t.parent] == nil {
		return out
	}
	for _, l := range j.lines {
		if l.IsNew {
			out[l.Object] = l.folded
		}
	}
	for folded, p := range j.programmes {
		if p.IsNew {
			out[p.Object] = folded
		}
	}
	return out
}

// use notes which of the new programmes the rows that will be written name.
func (j *job) use(lines []*line) {
	if len(j.programmes) == 0 {
		return
	}
	if j.needed == nil {
		j.needed = map[int64]bool{}
	}
	for _, l := range lines {
		if !l.isRefused() {
			j.needed[l.Values[j.t.parent].N] = true
		}
	}
}

// stageProgrammes puts the new programmes that rows need before all rows: room
// was left for them.
func (j *job) stageProgrammes(ctx context.Context, st *stage) error {
	last := st.place
	st.place = 0
	for _, l := range j.lines {
		b := j.byKey[j.t.parent]
		if b == nil {
			break
		}
		folded := label.Fold(j.text(&j.table.Rows[l.at], j.t.parent))
		p := j.programmes[folded]
		if p == nil || !j.needed[p.Object] {
			continue
		}
		delete(j.programmes, folded)
		if p.IsNew {
			j.m.Report.NewProgrammes = append(j.m.Report.NewProgrammes, p.Name)
		}
		if err := st.add(ctx, p); err != nil {
			return err
		}
	}
	st.place = last
	return nil
}
