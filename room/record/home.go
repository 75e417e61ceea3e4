package record

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// home is what a record belongs to: a project, or else a portfolio.
type home struct{ project, portfolio int64 }

// homes are the projects and portfolios that records belong to, read at once.
type homes struct {
	projects   map[int64]*project.Project
	portfolios map[int64]portfolio.Portfolio
}

// homesOf reads the homes of records; locking, when not nil, keeps others from
// changing the projects until its transaction ends.
func homesOf(ctx context.Context, q db.Querier, all []home, locking *db.Tx) (homes, error) {
	out := homes{map[int64]*project.Project{}, map[int64]portfolio.Portfolio{}}
	for _, h := range all {
		if h.project != 0 {
			out.projects[h.project] = nil
		} else if h.portfolio != 0 {
			out.portfolios[h.portfolio] = portfolio.Portfolio{}
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(out.projects)), 400) {
		if err := lock(ctx, locking, "project", part); err != nil {
			return out, err
		}
		if err := project.Each(ctx, q, part, func(p *project.Project) error { out.projects[p.ID] = p; return nil }); err != nil {
			return out, err
		}
	}
	for id := range out.portfolios {
		p, err := portfolio.Get(ctx, q, access.System("record"), id)
		if err != nil && fault.KindOf(err) != fault.Missing {
			return out, err
		}
		out.portfolios[id] = p
	}
	return out, nil
}

// say puts what records know of their home among the values of one.
func (hs homes) say(vs field.Values, h home) {
	if p := hs.projects[h.project]; p != nil {
		for key, of := range OfProject {
			set(vs, key, p.Values[of])
		}
	} else if p, ok := hs.portfolios[h.portfolio]; ok {
		set(vs, "unit", field.Ref(p.Unit))
		set(vs, "portfolio", field.Str(p.Name))
	}
}

// OfProject says which attribute of a project stands behind one of its records.
var OfProject = map[string]string{"project_code": "code", "unit": "unit", "manager": "manager"}

// may reports whether a person holds rights on what a record belongs to: of
// projects, or those that stand for them of portfolios.
func (hs homes) may(who access.Who, h home, r access.Right) bool {
	if h.project != 0 {
		p := hs.projects[h.project]
		return p != nil && who.CanProject(r, p.ID, p.Unit(), p.Manager())
	}
	p := hs.portfolios[h.portfolio]
	return p.ID != 0 && who.Can(OnPortfolio(r), p.Unit)
}

// OnPortfolio returns the rights on the unit of a portfolio that stand for
// rights on a project.
func OnPortfolio(r access.Right) access.Right {
	out := r &^ (access.ReadProject | access.EditProject)
	if r&access.ReadProject != 0 {
		out |= access.ReadPortfolio
	}
	if r&access.EditProject != 0 {
		out |= access.EditPortfolio
	}
	return out
}

// mayEdit refuses what a person may not do with the records of a home; ticks says
// that the edit asks for no more than what who sees to the record may change.
func (hs homes) mayEdit(who access.Who, h home, isNew, ticks bool) error {
	if !hs.may(who, h, access.ReadProject) {
		switch {
		case !isNew:
			return fault.NotFound()
		case h.portfolio != 0:
			return fault.Invalid("portfolio", label.T("There is no such portfolio, or your rights do not show it", "Ce portefeuille n’existe pas, ou vos droits ne le montrent pas"))
		}
		return fault.Invalid(Project, label.T("There is no such project, or your rights do not show it", "Ce projet n’existe pas, ou vos droits ne le montrent pas"))
	}
	if !ticks && !hs.may(who, h, access.EditProject) {
		return fault.Forbidden()
	}
	if p := hs.projects[h.project]; p != nil && p.State == project.Deleted {
		return fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord"))
	}
	return nil
}

// MayTick reports whether a person who may read a record sees to it, and so may
// say how it stands without the right to edit what it belongs to.
func (k *Kind) MayTick(who access.Who, m *Record) bool {
	return len(k.Ticks) > 0 && who.ID != 0 && who.Scope&access.EditProject != 0 && m.Values[k.Owner].N == who.ID
}

// ticks reports whether an edit of today is no more than that.
func (w *writer) ticks(current *Record, e *Edit) bool {
	if current == nil || e.Delete || w.on != w.today || !w.kind.MayTick(w.who, current) {
		return false
	}
	for key := range e.Values {
		if !slices.Contains(w.kind.Ticks, key) {
			return false
		}
	}
	return true
}

// seen refuses a home that the person may not read, as what is not there.
func seen(ctx context.Context, q db.Querier, who access.Who, h home) error {
	if h.project == 0 {
		_, err := portfolio.Get(ctx, q, who, h.portfolio)
		return err
	}
	_, err := project.Get(ctx, q, who, h.project)
	return err
}

// lock waits for those who are changing the rows and keeps others from it until
// the transaction ends. SQLite has one writer and needs nothing.
func lock(ctx context.Context, tx *db.Tx, table string, ids []int64) error {
	if tx == nil || tx.DB().Engine != db.Postgres || len(ids) == 0 {
		return nil
	}
	strength := " FOR UPDATE"
	if table == "project" {
		strength = " FOR SHARE"
	}
	in, args := db.List(nil, ids)
	_, err := db.Select[int64](ctx, tx, "SELECT id FROM "+table+" WHERE id IN "+in+" ORDER BY id"+strength, args...)
	return err
}
