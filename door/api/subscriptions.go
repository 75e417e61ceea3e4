package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/view"
)

func (s *Server) subscriptionRoutes(a *frame) {
	register(a, op(http.MethodGet, "/subscriptions", "The summaries and views that the caller gets by mail"), s.listSubscriptions)
	register(a, op(http.MethodPost, "/subscriptions", "Get the summary of a portfolio, or what a view shows, by mail", created), s.subscribe)
	register(a, op(http.MethodPatch, "/subscriptions/{id}", "Change when and how it comes"), s.changeSubscription)
	register(a, op(http.MethodDelete, "/subscriptions/{id}", "Get it by mail no more", noContent), s.unsubscribe)
}

type subscriptionOut struct {
	ID        string  `json:"id"`
	Version   int64   `json:"version"`
	Portfolio named   `json:"portfolio" doc:"Of a summary"`
	View      *named  `json:"view" doc:"What is sent in the place of a summary; its name is empty when the caller sees it no more"`
	Every     string  `json:"every" enum:"week,month"`
	Day       int64   `json:"day" doc:"1 (Monday) to 7 of the week, 1 to 28 of the month"`
	Hour      int64   `json:"hour" doc:"From which it leaves, where the server stands"`
	Format    string  `json:"format" enum:"mail,pdf,xlsx" doc:"In the letter, or as a file attached to it, for those who may export: a summary as PDF, a view as a workbook"`
	Next      day.Day `json:"next"`
	Last      day.Day `json:"last"`
}

func (s *Server) showSubscription(ctx context.Context, sub dashboard.Subscription) subscriptionOut {
	id := allProjects
	if sub.Portfolio != 0 {
		id = s.DB.Seal(int64(sub.Portfolio))
	}
	_, name, err := s.perimeter(ctx, id)
	if err != nil {
		name = "" // a portfolio that the caller sees no more
	}
	var of *named
	if sub.View != 0 {
		of = &named{ID: s.DB.Seal(int64(sub.View))}
		if v, err := view.Get(ctx, s.DB, auth.Who(ctx), int64(sub.View)); err == nil {
			of.Name = v.Name.In(auth.Who(ctx).Lang)
		}
	}
	return subscriptionOut{
		s.DB.Seal(sub.ID), sub.Version,
		named{id, name},
		of,
		sub.Every, sub.Day, sub.Hour, sub.Format,
		sub.Next(day.OfTime(s.DB.Now())), sub.Last,
	}
}

func (s *Server) listSubscriptions(ctx context.Context, _ *struct{}) (*body[list[subscriptionOut]], error) {
	found, err := dashboard.Subscriptions(ctx, s.DB, auth.Who(ctx))
	out := list[subscriptionOut]{Items: []subscriptionOut{}, Total: len(found)}
	for _, sub := range found {
		out.Items = append(out.Items, s.showSubscription(ctx, sub))
	}
	return answer(out, err)
}

type subscriptionIn struct {
	Portfolio string `json:"portfolio,omitempty" maxLength:"20" default:"all" doc:"The id of a portfolio, or all"`
	View      string `json:"view,omitempty" maxLength:"20" doc:"The id of a view, to get its rows in the place of a summary"`
	Every     string `json:"every" enum:"week,month"`
	Day       int64  `json:"day" minimum:"1" maximum:"28"`
	Hour      int64  `json:"hour" minimum:"0" maximum:"23"`
	Format    string `json:"format,omitempty" enum:"mail,pdf,xlsx" default:"mail"`
}

func (s *Server) subscribe(ctx context.Context, in *body[subscriptionIn]) (*body[subscriptionOut], error) {
	sub := dashboard.Subscription{Every: in.Body.Every, Day: in.Body.Day, Hour: in.Body.Hour, Format: in.Body.Format}
	p, _, err := s.perimeter(ctx, in.Body.Portfolio)
	if err != nil {
		return nil, err
	}
	if in.Body.View != "" {
		v, err := s.viewByID(ctx, in.Body.View)
		if err != nil {
			return nil, err
		}
		sub.View = db.ID(v.ID)
	}
	if p != nil {
		sub.Portfolio = db.ID(p.ID)
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		sub, err = dashboard.Subscribe(ctx, tx, who, sub)
		return err
	})
	return s.subscriptionAnswer(ctx, sub, err)
}

func (s *Server) subscriptionAnswer(ctx context.Context, sub dashboard.Subscription, err error) (*body[subscriptionOut], error) {
	if err != nil {
		return nil, showing(err, func(now dashboard.Subscription) subscriptionOut { return s.showSubscription(ctx, now) })
	}
	return answer(s.showSubscription(ctx, sub), nil)
}

func (s *Server) changeSubscription(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		Every  *string `json:"every,omitempty" enum:"week,month"`
		Day    *int64  `json:"day,omitempty" minimum:"1" maximum:"28"`
		Hour   *int64  `json:"hour,omitempty" minimum:"0" maximum:"23"`
		Format *string `json:"format,omitempty" enum:"mail,pdf,xlsx"`
	}
},
) (*body[subscriptionOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	var sub dashboard.Subscription
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		sub, err = dashboard.ChangeSubscription(ctx, tx, who, id, version, func(now *dashboard.Subscription) {
			put(&now.Every, in.Body.Every)
			put(&now.Day, in.Body.Day)
			put(&now.Hour, in.Body.Hour)
			put(&now.Format, in.Body.Format)
		})
		return err
	})
	return s.subscriptionAnswer(ctx, sub, err)
}

func (s *Server) unsubscribe(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*none, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return dashboard.Unsubscribe(ctx, tx, who, id, version) })
}
