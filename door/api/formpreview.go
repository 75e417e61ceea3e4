package api

import (
	"context"
	"slices"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/overview/fitting"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
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
	Body struct {
		Form    formIn `json:"form" doc:"The form as it would be kept"`
		ID      string `json:"id,omitempty" maxLength:"20" doc:"The one that is being changed; empty for a new one"`
		Project string `json:"project,omitempty" maxLength:"20" doc:"The project to try it on"`
		Role    string `json:"role,omitempty" maxLength:"20" doc:"Of the reader; any when empty"`
		Type    string `json:"type,omitempty" maxLength:"60" doc:"As if the project were of this type"`
		Stage   string `json:"stage,omitempty" maxLength:"60"`
		Variant string `json:"variant,omitempty" maxLength:"60"`
	}
}

type previewFormOut struct {
	Shown    *fitOut  `json:"shown" doc:"The form laid over the project; null without one"`
	Fits     bool     `json:"fits" doc:"Whether that reader would read the project with it"`
	Instead  *refOut  `json:"instead" doc:"The form that would be used instead; null when it would be this one, or none"`
	Projects int      `json:"projects" doc:"The active projects it would be the form of, for some reader"`
	Some     []refOut `json:"some"`
}

func (s *Server) previewForm(ctx context.Context, in *previewFormIn) (*body[previewFormOut], error) {
	if err := access.Must(design.MayDesign(auth.Who(ctx))); err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	all, err := design.List(ctx, s.DB, design.Project)
	if err != nil {
		return nil, err
	}
	draft, err := s.draftOf(live.Catalogue, all, in)
	if err != nil {
		return nil, err
	}
	all = fitting.With(all, draft)
	reach, err := fitting.Reaches(live, auth.Who(ctx), all, someProjects)
	if err != nil {
		return nil, err
	}
	out := previewFormOut{Projects: reach[draft.ID].Projects, Some: s.refsOf(ctx, live, reach[draft.ID].Some)}
	if in.Body.Project != "" {
		err = s.tryForm(ctx, live, all, draft, in, &out)
	}
	return answer(out, err)
}

// draftOf is the form as it would be kept.
func (s *Server) draftOf(c *field.Catalogue, all []design.Form, in *previewFormIn) (design.Form, error) {
	draft := design.Form{ID: -1, Object: design.Project}
	if in.Body.ID != "" {
		id, err := s.DB.Unseal(in.Body.ID)
		if err != nil {
			return draft, err
		}
		if at := slices.IndexFunc(all, func(f design.Form) bool { return f.ID == id }); at >= 0 {
			draft = all[at]
		}
	}
	if err := in.Body.Form.apply(s.DB, c, &draft); err != nil {
		return draft, err
	}
	return draft, draft.Check(c)
}

// tryForm lays a draft over a project, and says whether it would be its form.
func (s *Server) tryForm(ctx context.Context, live *snapshot.Snapshot, all []design.Form, draft design.Form, in *previewFormIn, out *previewFormOut) error {
	id, err := s.DB.Unseal(in.Body.Project)
	if err != nil {
		return err
	}
	p, err := live.Get(auth.Who(ctx), id)
	if err != nil {
		return err
	}
	roles, err := s.DB.Unseal(in.Body.Role)
	if in.Body.Role != "" && err != nil {
		return err
	}
	for list, key := range map[string]string{"type": in.Body.Type, "stage": in.Body.Stage, "variant": in.Body.Variant} {
		if a := live.Catalogue.Get(list); a != nil && key != "" {
			if o, ok := a.OptionByKey(key); ok {
				p.Values[list] = field.Int(o.ID)
			}
		}
	}
	shown := s.showFit(fitting.Lay(&draft, live.Catalogue, p, day.OfTime(s.DB.Now())))
	shown.ID, out.Shown = in.Body.ID, &shown
	held := []int64{roles}
	if in.Body.Role == "" {
		held = draft.For.Roles
	}
	chosen := design.Choose(all, live.Catalogue, p.Values, held)
	out.Fits = chosen != nil && chosen.ID == draft.ID
	if chosen != nil && !out.Fits {
		out.Instead = &refOut{s.DB.Seal(chosen.ID), chosen.Name.In(auth.Who(ctx).Lang)}
	}
	return nil
}
