package dashboard

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// Scope says for whom a layout is.
type Scope string

// The scopes, the narrowest first: the one that is there is shown.
const (
	Mine      Scope = "mine"      // of a person, for one portfolio or one project
	Portfolio Scope = "portfolio" // of everyone who reads it
	OfProject Scope = "project"   // of everyone who reads it
	OfVariant Scope = "variant"   // of the projects of a variant that have none
	OfType    Scope = "type"      // of the projects of a type that have none
	Instance  Scope = "instance"  // of all portfolios, or of all projects, that have none
	BuiltIn   Scope = "built-in"  // the one of the program
)

// About is what a summary is of: a portfolio, all projects together when there is
// neither, or one project.
type About struct {
	Portfolio *portfolio.Portfolio
	Project   *Project
}

// Project is what the layouts of a project depend on. Its id is 0 where those of a
// type, of a variant or of the instance alone are meant.
type Project struct {
	ID, Unit, Manager int64
	Type, Variant     int64 // the options; 0 for none
}

// Of is about a portfolio, nil for all projects together.
func Of(p *portfolio.Portfolio) About { return About{Portfolio: p} }

// OfOne is about one project.
func OfOne(p *project.Project) About {
	return About{Project: &Project{p.ID, p.Unit(), p.Manager(), p.Values[lifecycle.Type].N, p.Values[lifecycle.Variant].N}}
}

// chain are the scopes that a summary can be laid out for, the narrowest first.
func (a About) chain() []Scope {
	p := a.Project
	if p == nil {
		return []Scope{Mine, Portfolio, Instance}
	}
	var out []Scope
	if p.ID != 0 {
		out = append(out, Mine, OfProject)
	}
	if p.Variant != 0 {
		out = append(out, OfVariant)
	}
	if p.Type != 0 {
		out = append(out, OfType)
	}
	return append(out, Instance)
}

// Wider are the scopes that are shown where one has no layout, the nearest first.
func (a About) Wider(s Scope) []Scope {
	all := a.chain()
	for i := range all {
		if all[i] == s {
			return all[i+1:]
		}
	}
	return nil
}

// place is where a layout is kept.
func (a About) place(who access.Who, s Scope) string {
	if p := a.Project; p != nil {
		switch s {
		case Mine:
			return fmt.Sprintf("mine:%d:project:%d", who.ID, p.ID)
		case OfProject:
			return fmt.Sprintf("project:%d", p.ID)
		case OfVariant:
			return fmt.Sprintf("variant:%d", p.Variant)
		case OfType:
			return fmt.Sprintf("type:%d", p.Type)
		}
		return OfProjects
	}
	id := int64(0)
	if a.Portfolio != nil {
		id = a.Portfolio.ID
	}
	switch s {
	case Mine:
		return fmt.Sprintf("mine:%d:%d", who.ID, id)
	case Portfolio:
		return fmt.Sprintf("portfolio:%d", id)
	}
	return string(Instance)
}

// OfProjects is the place of the layout of all projects that have none.
const OfProjects = "projects"

// Shared reports whether a layout at a place belongs to the configuration: it is
// nobody's own, and of no portfolio or project alone.
func Shared(place string) bool {
	return place == string(Instance) || ForProjects(place)
}

// ForProjects reports whether a layout at a place is shown by the projects that have
// none of their own.
func ForProjects(place string) bool {
	return place == OfProjects || strings.HasPrefix(place, "type:") || strings.HasPrefix(place, "variant:")
}

// scope is what a row is for.
func (r *row) scope() Scope {
	kind, _, _ := strings.Cut(r.Place, ":")
	if kind == OfProjects {
		return Instance
	}
	return Scope(kind)
}

// home puts into a row what a layout belongs to.
func (r *row) home(who access.Who, s Scope, a About) {
	switch {
	case s == Mine:
		r.Account = db.ID(who.ID)
	case s == OfVariant:
		r.Option = db.ID(a.Project.Variant)
	case s == OfType:
		r.Option = db.ID(a.Project.Type)
	}
	if a.Portfolio != nil && s != Instance {
		r.Portfolio = db.ID(a.Portfolio.ID)
	}
	if a.Project != nil && (s == Mine || s == OfProject) {
		r.Project = db.ID(a.Project.ID)
	}
}

// again reads what a summary is about as it is now, for whoever may see it.
func (a About) again(ctx context.Context, q db.Querier, who access.Who) (About, error) {
	switch {
	case a.Portfolio != nil:
		p, err := portfolio.Get(ctx, q, who, a.Portfolio.ID)
		return Of(&p), err
	case a.Project != nil && a.Project.ID != 0:
		p, err := project.Get(ctx, q, who, a.Project.ID)
		if err != nil {
			return a, err
		}
		return OfOne(p), nil
	}
	return a, nil
}

// Scopes returns which layouts of a summary the person may keep. What it is about is
// something that he sees.
func Scopes(who access.Who, a About) []Scope {
	var out []Scope
	for _, s := range a.chain() {
		if a.may(who, s) {
			out = append(out, s)
		}
	}
	return out
}

func (a About) may(who access.Who, s Scope) bool {
	p := a.Project
	switch {
	case s == Mine:
		return who.ID != 0
	case p != nil && s == OfProject:
		return who.CanProject(access.EditProject, p.ID, p.Unit, p.Manager)
	case p != nil:
		return field.MayDefine(who)
	case s == Portfolio:
		return a.Portfolio != nil && who.Can(access.EditPortfolio, a.Portfolio.Unit)
	}
	return who.CanEverywhere(access.EditPortfolio)
}
