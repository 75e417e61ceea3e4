package api

import (
	"context"
	"slices"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/fitting"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
	"vigie/room/project"
)

type fitOut struct {
	ID       string        `json:"id" doc:"The form; empty when none fits, and the page shows the sections of the catalogue"`
	Version  int64         `json:"version"`
	Name     bilingual     `json:"name"`
	Sections []formSection `json:"sections"`
	Asked    []string      `json:"asked" doc:"Attributes that are required and empty, and in no section, or there to be read only: those in none are shown in a last one, the others can be filled in where they stand"`
	Others   int           `json:"others" doc:"How many attributes stand in no section"`
	All      bool          `json:"all" doc:"Whether the caller may have those shown too"`
}

func (s *Server) showFit(f fitting.Fit) fitOut {
	out := fitOut{Sections: []formSection{}, Asked: []string{}, Others: f.Others, All: f.All}
	if f.Form == nil {
		return out
	}
	out.ID, out.Version, out.Name = s.DB.Seal(f.Form.ID), f.Form.Version, inBoth(f.Form.Name)
	for _, part := range f.Sections {
		shown := formSection{inBoth(part.Title), part.Columns, part.Collapsed, []formLine{}}
		for _, l := range part.Lines {
			shown.Fields = append(shown.Fields, formLine{l.Field.Key, l.ReadOnly, inBoth(l.Hint), l.Wide})
		}
		out.Sections = append(out.Sections, shown)
	}
	for _, a := range f.Asked {
		out.Asked = append(out.Asked, a.Key)
	}
	return out
}

func (s *Server) formOfProject(ctx context.Context, in *struct {
	ByID
	AsOf string `query:"as_of" maxLength:"10" doc:"For the type, stage and variant of that date; the forms are those of now"`
},
) (*body[fitOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	snap, _, err := s.snapshots(ctx, When{AsOf: in.AsOf})
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	fit, err := fitting.Of(ctx, s.DB, who, snap, day.OfTime(s.DB.Now()), id)
	if fault.KindOf(err) == fault.Missing && !snap.Live {
		live, failed := s.Portfolio.Live(ctx)
		if failed != nil {
			return nil, failed
		}
		if live.Shows(who, id) {
			err = nil // it was not there yet
		}
	}
	return answer(s.showFit(fit), err)
}

type previewFormIn struct {
	OfObject
	Body struct {
		Form    formIn `json:"form" doc:"The form as it would be kept"`
		ID      string `json:"id,omitempty" maxLength:"20" doc:"The one that is being changed; empty for a new one"`
		Project string `json:"project,omitempty" maxLength:"20" doc:"The project, or the line of the register, to try it on"`
		Role    string `json:"role,omitempty" maxLength:"20" doc:"Of the reader; any when empty"`
		Type    string `json:"type,omitempty" maxLength:"60" doc:"As if it were of this type"`
		Stage   string `json:"stage,omitempty" maxLength:"60" doc:"As if it were at this stage, or in this status"`
		Variant string `json:"variant,omitempty" maxLength:"60"`
	}
}

type previewFormOut struct {
	Shown    *fitOut  `json:"shown" doc:"The form laid over the project, or the line; null without one"`
	Row      *row     `json:"row,omitempty" doc:"The line that it is laid over; absent for projects"`
	Fits     bool     `json:"fits" doc:"Whether that reader would read it with the form"`
	Instead  *refOut  `json:"instead" doc:"The form that would be used instead; null when it would be this one, or none"`
	Projects int      `json:"projects" doc:"The active projects, or the lines, that it would be the form of, for some reader"`
	Some     []refOut `json:"some"`
}

func (s *Server) previewForm(ctx context.Context, in *previewFormIn) (*body[previewFormOut], error) {
	if err := access.Must(design.MayDesign(auth.Who(ctx))); err != nil {
		return nil, err
	}
	d, err := s.drawing(ctx, in.object())
	if err != nil {
		return nil, err
	}
	all, err := design.Of(ctx, s.DB, in.object())
	if err != nil {
		return nil, err
	}
	draft, err := d.draft(all, in)
	if err != nil {
		return nil, err
	}
	all = fitting.With(all, draft)
	reach, err := d.reaches(all)
	if err != nil {
		return nil, err
	}
	out := previewFormOut{Projects: reach[draft.ID].Projects, Some: d.refs(reach[draft.ID].Some)}
	if in.Body.Project != "" {
		err = d.try(all, draft, in, &out)
	}
	return answer(out, err)
}

// draft is the form as it would be kept.
func (d *drawing) draft(all []design.Form, in *previewFormIn) (design.Form, error) {
	draft := design.Form{ID: -1, Object: d.object}
	if in.Body.ID != "" {
		id, err := d.DB.Unseal(in.Body.ID)
		if err != nil {
			return draft, err
		}
		if at := slices.IndexFunc(all, func(f design.Form) bool { return f.ID == id }); at >= 0 {
			draft = all[at]
		}
	}
	if err := in.Body.Form.apply(d, &draft); err != nil {
		return draft, err
	}
	return draft, draft.Check(d.c)
}

// subject is what a draft is tried on, as conditions look at it; of a line also as it
// is shown.
func (d *drawing) subject(public string) (*project.Project, *row, error) {
	id, err := d.DB.Unseal(public)
	if err != nil {
		return nil, nil, err
	}
	if d.lines == nil {
		p, err := d.live.Get(d.who, id)
		return p, nil, err
	}
	m, err := d.lines.Get(d.who, id)
	if err != nil {
		return nil, nil, err
	}
	shown := row(d.lines.One(d.who, m).NewWriter(d.c.Fields, d.DB.Seal).Object(nil, agenda.Item{Record: m}))
	return d.lines.As(m), &shown, nil
}

// try lays a draft over a project or a line, and says whether it would be its form.
func (d *drawing) try(all []design.Form, draft design.Form, in *previewFormIn, out *previewFormOut) error {
	p, line, err := d.subject(in.Body.Project)
	if err != nil {
		return err
	}
	roles, err := d.DB.Unseal(in.Body.Role)
	if in.Body.Role != "" && err != nil {
		return err
	}
	as := map[string]string{"type": in.Body.Type, "stage": in.Body.Stage, "variant": in.Body.Variant}
	for _, list := range design.Lists(d.object) {
		if a := d.c.Get(list.Key); a != nil && as[list.Name] != "" {
			if o, ok := a.OptionByKey(as[list.Name]); ok {
				p.Values[list.Key] = field.Int(o.ID)
			}
		}
	}
	shown := d.showFit(fitting.Lay(&draft, d.c, p, day.OfTime(d.DB.Now())))
	shown.ID, out.Shown, out.Row = in.Body.ID, &shown, line
	held := []int64{roles}
	if in.Body.Role == "" {
		held = draft.For.Roles
	}
	chosen := design.Choose(all, d.c, p.Values, held)
	out.Fits = chosen != nil && chosen.ID == draft.ID
	if chosen != nil && !out.Fits {
		out.Instead = &refOut{d.DB.Seal(chosen.ID), chosen.Name.In(d.who.Lang)}
	}
	return nil
}
