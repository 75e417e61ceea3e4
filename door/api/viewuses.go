package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/notice"
	"vigie/room/portfolio"
	"vigie/room/view"
)

func (s *Server) viewUseRoutes(a *frame) {
	register(a, op(http.MethodGet, "/views/{id}/uses", "What a view is used for, which would miss it"), s.viewUses)
}

type viewUsesOut struct {
	Defaults   []string `json:"defaults" doc:"The roles whose list starts with it"`
	Favourites int64    `json:"favourites" doc:"How many people marked it to find it again"`
	Readers    int64    `json:"readers" doc:"How many people opened it"`
	Opens      int64    `json:"opens" doc:"How often it was opened"`
	Subscribed int64    `json:"subscribed" doc:"How many people get it by mail"`
	Summaries  []string `json:"summaries" doc:"The summaries that show it, those of the instance and of portfolios that the caller sees"`
	Personal   int64    `json:"personal" doc:"How many people show it on a summary of their own"`
	LastUsed   string   `json:"last_used" doc:"When it was opened last; empty for never"`
}

// viewUses says what would miss a view. It names nobody: who may not manage the
// view learns of what is everybody's alone.
func (s *Server) viewUses(ctx context.Context, in *ByID) (*body[viewUsesOut], error) {
	v, err := s.viewByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	out := viewUsesOut{Defaults: []string{}, Summaries: []string{}}
	if !view.MayManage(who, v) {
		return &body[viewUsesOut]{out}, nil
	}
	for _, a := range v.Audience {
		if a.Kind != view.ForRole || !a.Standard {
			continue
		}
		name, err := access.NameOfPart(ctx, s.DB, a.Kind, a.Target, who.Lang)
		if err != nil {
			return nil, err
		}
		out.Defaults = append(out.Defaults, name)
	}
	if out.Favourites, err = notice.Marked(ctx, s.DB, "view", v.ID); err != nil {
		return nil, err
	}
	if out.Subscribed, err = dashboard.Subscribers(ctx, s.DB, v.ID); err != nil {
		return nil, err
	}
	shown, err := dashboard.Showing(ctx, s.DB, "view", in.ID)
	if err != nil {
		return nil, err
	}
	out.Personal = shown.Personal
	if shown.Instance {
		out.Summaries = append(out.Summaries, label.T("The instance", "L’instance").In(who.Lang))
	}
	for _, id := range shown.Portfolios {
		if p, err := portfolio.Get(ctx, s.DB, who, id); err == nil {
			out.Summaries = append(out.Summaries, p.Name)
		} else if fault.KindOf(err) != fault.Missing {
			return nil, err
		}
	}
	uses, err := view.Uses(ctx, s.DB, who, v.Object)
	u := uses[v.ID]
	out.Readers, out.Opens, out.LastUsed = u.Readers, u.Opens, instant(u.Last)
	return answer(out, err)
}
