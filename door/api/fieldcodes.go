package api

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

type twiceIn struct {
	Key string `path:"key" maxLength:"60"`
	OfCatalogue
	Within string `query:"within" enum:"all,unit,type,programme,project" default:"all"`
}

type twiceOut struct {
	Value    string   `json:"value"`
	Projects int      `json:"projects" doc:"How many objects have it: projects, or lines of a register"`
	Names    []string `json:"names" doc:"A few of those that the caller may see"`
}

func (s *Server) listTwice(ctx context.Context, in *twiceIn) (*body[list[twiceOut]], error) {
	d, _, err := s.usageDesk(ctx, in.object())
	if err != nil {
		return nil, err
	}
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	f := d.Catalogue().Get(in.Key)
	if f == nil || f.Retired {
		return nil, fault.NotFound()
	}
	found, all, err := d.Twice(f, in.Within)
	out := list[twiceOut]{Items: []twiceOut{}, Total: all}
	for _, t := range found {
		out.Items = append(out.Items, twiceOut{t.Value, t.Objects, append([]string{}, t.Names...)})
	}
	return &body[list[twiceOut]]{out}, err
}

type nextCodeIn struct {
	Key     string `path:"key" maxLength:"60"`
	Pattern string `query:"pattern" maxLength:"80" doc:"Another than its own, to be tried"`
	Type    string `query:"type" maxLength:"60" doc:"The key of a type; the first one when empty"`
}

type nextCodeOut struct {
	Next string `json:"next" doc:"What the next project of the type would be given today"`
}

func (s *Server) nextCode(ctx context.Context, in *nextCodeIn) (*body[nextCodeOut], error) {
	d, _, err := s.usageDesk(ctx, project.Entity)
	if err != nil {
		return nil, err
	}
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	c := d.Reading.Projects.Catalogue
	f := c.Get(in.Key)
	if f == nil || f.Retired {
		return nil, fault.NotFound()
	}
	tried := *f
	if in.Pattern != "" {
		tried.Pattern = in.Pattern
	}
	if err := tried.CheckPattern(); err != nil {
		return nil, err
	}
	if tried.Pattern == "" {
		return nil, fault.Invalid("pattern", label.T("This attribute has no pattern", "Cet attribut n’a pas de modèle"))
	}
	typ := in.Type
	if typ == "" {
		all := c.Get("type").Choices
		if i := slices.IndexFunc(all, func(o field.Option) bool { return !o.Retired }); i >= 0 {
			typ = all[i].Key
		}
	}
	next, err := project.NextCode(ctx, s.DB, &tried, typ, day.OfTime(s.DB.Now()))
	return &body[nextCodeOut]{nextCodeOut{next}}, err
}
