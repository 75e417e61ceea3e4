package intake

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

var projects = target{
	object: "project", place: 1, label: label.T("Projects", "Projets"),
	help:  label.T("One project per row or per column: its name and whatever else is known of it.", "Un projet par ligne ou par colonne : son nom et tout ce qu’on en sait."),
	right: access.Import, rules: projectRules, extras: extras, grows: true, parent: "programme",
	keeps:     []string{"name", "code", "unit", "currency", "unit_code"},
	catalogue: projectCatalogue,
}

// projectCatalogue is the catalogue of projects and, beside it, the code of a
// unit, which helps to find or name the unit and is kept there.
func projectCatalogue(ctx context.Context, q db.Querier) (*field.Catalogue, error) {
	c, err := field.Load(ctx, q, "project")
	if err != nil {
		return nil, err
	}
	unitCode := &field.Field{Key: "unit_code", Kind: field.Text, Label: label.T("Code of the unit", "Code de l’entité"), Position: 1 << 40, Object: "project"}
	return c.Over(append(c.Fields, unitCode)), nil
}

// projectEntries reads the projects that the person sees, what the portfolio
// holds on the day, and what it adds up to.
func projectEntries(ctx context.Context, j *job) ([]entry, error) {
	d := j.k.DB
	j.standing = standing{members: map[int64]bool{}, names: map[int64]string{}, totals: map[string]*Total{}, held: map[int64]field.Values{}}
	if j.m.Portfolio != 0 {
		var err error
		if j.members, err = portfolio.Ever(ctx, d, j.who, j.m.Portfolio, j.on()); err != nil {
			return nil, err
		}
	}
	past := j.on() < day.OfTime(d.Now())
	var out []entry
	err := project.Each(ctx, d, nil, func(p *project.Project) error {
		if p.State == project.Deleted || !j.who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
			return nil
		}
		_, member := j.members[p.ID]
		e := entry{ID: p.ID, Name: p.Name(), Code: p.Values["code"].S, Unit: j.units.names[p.Unit()], Member: member, folded: label.Fold(p.Name())}
		start := int64(0)
		if s := p.Values["start"]; s.Set {
			start = int64(day.Day(s.N).Month())
		}
		e.like = likenessOf(e.Name, e.Unit, p.Values["description"].S, start, p.Values["total_cost"].N)
		out = append(out, e)
		if j.members[p.ID] {
			j.names[p.ID] = e.Name
			if !past {
				j.countStanding(p)
			}
		}
		return nil
	})
	if err != nil || !past || len(j.members) == 0 {
		return out, err
	}
	slots, err := field.SlotsOf(ctx, d, project.Entity)
	if err != nil {
		return nil, err
	}
	return out, db.EachAsOf(ctx, d, project.Entity, j.on(), 0, func(r *db.State) error {
		if !j.members[r.Object] || j.names[r.Object] == "" {
			return nil
		}
		p, err := project.FromHistory(slots, r.Object, r.Version, r.Data)
		if err == nil {
			j.countStanding(p)
		}
		return err
	})
}

func (j *job) countStanding(p *project.Project) {
	j.count(beforeSums, p.Values, 1)
	j.count(afterSums, p.Values, 1)
	held := field.Values{"currency": p.Values["currency"]}
	for _, b := range j.columns {
		if v := p.Values[b.f.Key]; counted(b.f) && v.Set {
			held[b.f.Key] = v
		}
	}
	j.held[p.ID] = held
}

// edit is what writing a line asks of its project.
func (j *job) edit(l *line) project.Edit {
	e := project.Edit{ID: l.Object, Values: l.Values, Unread: l.Unread, Until: j.until[l.Object], States: true}
	if l.IsNew {
		e.ID, e.As = 0, l.Object
	}
	return e
}

func tryProjects(ctx context.Context, j *job, lines []*line) ([]error, error) {
	edits := make([]project.Edit, len(lines))
	for i, l := range lines {
		edits[i] = j.edit(l)
	}
	got, err := project.Try(ctx, j.k.DB, j.who, j.c, j.on(), j.plan, edits)
	if err != nil {
		return nil, err
	}
	errs := make([]error, len(lines))
	for i, o := range got {
		l := lines[i]
		errs[i] = o.Err
		l.Before, l.BeforeUn, l.After, l.AfterUn, l.Changed = nil, nil, nil, nil, o.Changed
		if o.Before != nil {
			l.Before, l.BeforeUn = o.Before.Values, o.Before.Unread
		}
		if o.Err == nil {
			l.After, l.AfterUn = o.Project.Values, o.Project.Unread
		}
	}
	return errs, nil
}

// writeProjects writes a batch of rows and their membership.
func writeProjects(ctx context.Context, tx *db.Tx, who access.Who, b *batch) error {
	c, err := b.catalogue(ctx, tx)
	if err != nil {
		return err
	}
	var edits []project.Edit
	var names []string
	var in, out []int64
	for _, r := range b.rows {
		switch r.Action {
		case IsGone:
			out = append(out, r.Object)
			continue
		case IsNew, IsChanged:
			edits = append(edits, b.edit(r))
			names = append(names, r.Name)
		}
		if r.Line > 0 { // a programme beside the rows is no member
			in = append(in, r.Object)
		}
	}
	got, err := project.Write(ctx, tx, who, c, edits)
	if err != nil {
		return err
	}
	for i, o := range got {
		if o.Err != nil {
			return stopped(names[i], o.Err)
		}
	}
	if b.m.Portfolio == 0 {
		return nil
	}
	return portfolio.SetEdition(ctx, tx, who, b.m.Portfolio, in, out, b.next)
}

// stopped says which row stops an import, and keeps what is not its fault.
func stopped(name string, err error) error {
	if k := fault.KindOf(err); k == fault.Internal || k == fault.Unavailable {
		return err
	}
	return fault.Conflict(label.F("“%s” could not be written: %s", "« %s » n’a pas pu être écrit : %s", name, said(reasonOf(err)))).Because(err)
}

// said lets one text stand inside another, in the language of the reader.
type said label.Text

func (t said) In(l label.Lang) string { return label.Text(t).In(l) }

func (b *batch) edit(r *staged) project.Edit {
	e := project.Edit{ID: r.Object, Values: r.values, Unread: r.Data.Unread, Until: b.until[r.Object], States: true}
	if r.Action == IsNew {
		e.ID, e.As = 0, r.Object
	}
	return e
}

// catalogue is loaded again only when an attribute has changed since the batch before.
func (b *batch) catalogue(ctx context.Context, tx *db.Tx) (*field.Catalogue, error) {
	stamp, err := db.Get[string](ctx, tx, "SELECT CAST(count(*) AS TEXT) || ' ' || CAST(sum(version) AS TEXT) FROM field WHERE object = 'project'")
	if err != nil || b.c != nil && b.stamp == stamp {
		return b.c, err
	}
	b.stamp = stamp
	b.c, err = field.Load(ctx, tx, "project")
	return b.c, err
}
