package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/view"
)

func (s *Server) viewRoutes(a *frame) {
	register(a, op(http.MethodGet, "/views", "The saved views of a list that the caller sees"), s.listViews)
	register(a, op(http.MethodPost, "/views", "Save a view", created), s.createView)
	register(a, op(http.MethodPost, "/views/order", "Put one's views in an order of one's own", noContent), s.orderViews)
	register(a, op(http.MethodGet, "/views/audience", "With whom the caller may share views"), s.viewAudience)
	register(a, op(http.MethodGet, "/views/{id}", "One view"), s.getView)
	register(a, op(http.MethodPatch, "/views/{id}", "Change a view: what it shows, its name, whom it is shared with"), s.changeView)
	register(a, op(http.MethodDelete, "/views/{id}", "Put a view into the bin, for 30 days", noContent), s.deleteView)
	register(a, op(http.MethodPost, "/views/{id}/restore", "Take a view back out of the bin"), s.restoreView)
	register(a, op(http.MethodPost, "/views/{id}/copy", "Make a personal view out of one that the caller sees", created), s.copyView)
	register(a, op(http.MethodPost, "/views/{id}/open", "Count that the caller opened the view", noContent), s.openView)
	register(a, op(http.MethodGet, "/views/{id}/history", "The versions of a view, the latest first"), s.viewHistory)
	register(a, op(http.MethodPost, "/views/{id}/revert", "Give a view the name and the state of an earlier version"), s.revertView)
	register(a, op(http.MethodGet, "/projects/hidden", "Which conditions of a list hide how many projects"), s.hiddenProjects)
}

type listViewsIn struct {
	Object  listed `query:"object" default:"project" doc:"What the views list"`
	Deleted bool   `query:"deleted" doc:"Those of the bin that the caller may take back"`
}

type viewList struct {
	list[viewOut]
	Standard string `json:"standard" doc:"The view that the caller's list starts with; empty for none"`
}

func (s *Server) listViews(ctx context.Context, in *listViewsIn) (*body[viewList], error) {
	who := auth.Who(ctx)
	read := view.List
	if in.Deleted {
		read = func(ctx context.Context, q db.Querier, who access.Who, object string) ([]view.View, error) {
			return view.Bin(ctx, q, who, object, s.DB.Millis())
		}
	}
	found, err := read(ctx, s.DB, who, string(in.Object))
	if err != nil {
		return nil, err
	}
	standard, err := view.Standard(ctx, s.DB, who, found)
	if err != nil {
		return nil, err
	}
	items, err := s.showViews(ctx, found)
	return answer(viewList{list[viewOut]{Items: items, Total: len(items)}, s.DB.Seal(standard)}, err)
}

func (s *Server) createView(ctx context.Context, in *body[viewIn]) (*body[viewOut], error) {
	v := view.View{Object: "project"}
	if in.Body.Object != nil {
		v.Object = string(*in.Body.Object)
	}
	if err := s.applyView(in.Body, &v); err != nil {
		return nil, err
	}
	if err := s.checkViewFilters(ctx, v, view.State{}); err != nil {
		return nil, err
	}
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		v, err = view.Create(ctx, tx, who, v)
		return err
	})
	return s.viewAnswer(ctx, v, err)
}

func (s *Server) viewByID(ctx context.Context, public string) (view.View, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return view.View{}, err
	}
	return view.Get(ctx, s.DB, auth.Who(ctx), id)
}

func (s *Server) getView(ctx context.Context, in *ByID) (*body[viewOut], error) {
	v, err := s.viewByID(ctx, in.ID)
	return s.viewAnswer(ctx, v, err)
}

func (s *Server) changeView(ctx context.Context, in *struct {
	ByID
	Matching
	Body viewIn
},
) (*body[viewOut], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	now, err := s.viewByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := s.keepWhole(ctx, now, in.Body); err != nil {
		return nil, err
	}
	wanted := now
	if err := s.applyView(in.Body, &wanted); err != nil {
		return nil, err
	}
	if err := s.keepBroken(ctx, now, &wanted); err != nil {
		return nil, err
	}
	if err := s.checkViewFilters(ctx, wanted, now.State); err != nil {
		return nil, err
	}
	var v view.View
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		v, err = view.Update(ctx, tx, who, now.ID, version, func(v *view.View) {
			v.Name, v.Scope, v.Audience, v.Locked, v.Position = wanted.Name, wanted.Scope, wanted.Audience, wanted.Locked, wanted.Position
			v.Portfolio, v.State = wanted.Portfolio, wanted.State
		})
		return err
	})
	return s.viewAnswer(ctx, v, showing(err, s.viewShower(ctx)))
}

func (s *Server) deleteView(ctx context.Context, in *deleteInput) (*none, error) {
	return nil, showing(s.remove(ctx, in, view.Delete), s.viewShower(ctx))
}

func (s *Server) restoreView(ctx context.Context, in *ByID) (*body[viewOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var v view.View
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		v, err = view.Restore(ctx, tx, who, id)
		return err
	})
	return s.viewAnswer(ctx, v, err)
}

func (s *Server) copyView(ctx context.Context, in *struct {
	ByID
	Body struct {
		Label *bilingual `json:"label,omitempty"`
	}
},
) (*body[viewOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var v view.View
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		var name label.Text
		if in.Body.Label != nil {
			name = in.Body.Label.text()
		}
		v, err = view.Copy(ctx, tx, who, id, name)
		return err
	})
	return s.viewAnswer(ctx, v, err)
}

func (s *Server) openView(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return view.Open(ctx, tx, who, id) })
}

func (s *Server) orderViews(ctx context.Context, in *struct {
	Body struct {
		Object listed   `json:"object"`
		IDs    []string `json:"ids" maxItems:"1000"`
	}
},
) (*none, error) {
	ids, err := s.unsealAll(in.Body.IDs)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return view.Order(ctx, tx, who, string(in.Body.Object), ids) })
}

func (s *Server) unsealAll(public []string) ([]int64, error) {
	out := make([]int64, len(public))
	for i, one := range public {
		id, err := s.DB.Unseal(one)
		if err != nil {
			return nil, err
		}
		out[i] = id
	}
	return out, nil
}

func (s *Server) revertView(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to go back to"`
	}
},
) (*body[viewOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	v, err := view.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	past, err := view.History(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	states := []view.State{v.State}
	for _, p := range past {
		if p.Version == in.Body.To {
			states = append(states, p.State())
		}
	}
	if err := s.knowsAll(ctx, v.Object, states...); err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		v, err = view.Revert(ctx, tx, who, id, version, in.Body.To)
		return err
	})
	return s.viewAnswer(ctx, v, showing(err, s.viewShower(ctx)))
}

func (s *Server) viewAudience(ctx context.Context, _ *struct{}) (*body[list[audienceOut]], error) {
	who := auth.Who(ctx)
	found, err := access.Parts(ctx, s.DB, who)
	out := list[audienceOut]{Items: []audienceOut{}, Total: len(found)}
	for _, p := range found {
		out.Items = append(out.Items, audienceOut{Kind: p.Kind, ID: s.DB.Seal(p.ID), Name: label.T(p.EN, p.FR).In(who.Lang)})
	}
	return answer(out, err)
}
