package api

import (
	"context"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/convention"
	"vigie/room/field"
)

func (s *Server) conventionRoutes(a *frame) {
	register(a, op(http.MethodGet, "/conventions", "How the organisation counts time and writes figures"), s.readConventions)
	register(a, op(http.MethodPatch, "/conventions", "Change how the organisation counts time and writes figures"), s.changeConventions)
	register(a, op(http.MethodGet, "/conventions/history", "The versions of the conventions, the latest first, with what each changed"), s.conventionHistory)
	register(a, op(http.MethodPost, "/conventions/revert", "Keep an earlier version of the conventions again"), s.revertConventions)
}

// ConventionsShown are the conventions as the API shows them.
type ConventionsShown struct {
	WeekStart  string `json:"week_start" enum:"monday,saturday,sunday" doc:"The day on which weeks begin"`
	FirstMonth int    `json:"first_month" doc:"Of the fiscal year, 1 to 12"`
	DayMinutes int    `json:"day_minutes" doc:"Minutes of work in a day: 420 is 7 hours"`
	LoadUnit   string `json:"load_unit" enum:"days,hours" doc:"In what loads are shown"`
	Money      string `json:"money" enum:"auto,unit,thousand,million" doc:"In what amounts from 10,000 on are shown"`
	NumberEN   string `json:"number_en" enum:"language,comma,space,point,apostrophe" doc:"How numbers are written in English"`
	NumberFR   string `json:"number_fr" enum:"language,comma,space,point,apostrophe" doc:"The same in French"`
	DateEN     string `json:"date_en" enum:"language,words,slashes,dots,iso" doc:"How dates are written in English"`
	DateFR     string `json:"date_fr" enum:"language,words,slashes,dots,iso" doc:"The same in French"`
}

type conventionsOut struct {
	Version int64 `json:"version"`
	CanEdit bool  `json:"can_edit"`
	ConventionsShown
}

type conventionsAnswer struct {
	ETag string `header:"ETag"`
	Body conventionsOut
}

func showConventions(ctx context.Context, c convention.Conventions) conventionsOut {
	return conventionsOut{c.Version, convention.MayChange(auth.Who(ctx)), ConventionsShown(c.Body)}
}

func answerConventions(ctx context.Context, c convention.Conventions, err error) (*conventionsAnswer, error) {
	return &conventionsAnswer{fmt.Sprintf(`"%d"`, c.Version), showConventions(ctx, c)}, err
}

func (s *Server) readConventions(ctx context.Context, _ *struct{}) (*conventionsAnswer, error) {
	c, err := convention.Load(ctx, s.DB)
	return answerConventions(ctx, c, err)
}

type conventionsIn struct {
	WeekStart  *string `json:"week_start,omitempty" maxLength:"20"`
	FirstMonth *int    `json:"first_month,omitempty"`
	DayMinutes *int    `json:"day_minutes,omitempty"`
	LoadUnit   *string `json:"load_unit,omitempty" maxLength:"20"`
	Money      *string `json:"money,omitempty" maxLength:"20"`
	NumberEN   *string `json:"number_en,omitempty" maxLength:"20"`
	NumberFR   *string `json:"number_fr,omitempty" maxLength:"20"`
	DateEN     *string `json:"date_en,omitempty" maxLength:"20"`
	DateFR     *string `json:"date_fr,omitempty" maxLength:"20"`
}

func (in conventionsIn) apply(b *convention.Body) {
	set(&b.WeekStart, in.WeekStart)
	set(&b.FirstMonth, in.FirstMonth)
	set(&b.DayMinutes, in.DayMinutes)
	set(&b.LoadUnit, in.LoadUnit)
	set(&b.Money, in.Money)
	set(&b.NumberEN, in.NumberEN)
	set(&b.NumberFR, in.NumberFR)
	set(&b.DateEN, in.DateEN)
	set(&b.DateFR, in.DateFR)
}

func (s *Server) changeConventions(ctx context.Context, in *struct {
	Matching
	Body conventionsIn
},
) (*conventionsAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	return s.keepConventions(ctx, func(tx *db.Tx, who access.Who) (convention.Conventions, error) {
		return convention.Change(ctx, tx, who, version, in.Body.apply)
	})
}

// keepConventions answers with what a change left, which holds at once.
func (s *Server) keepConventions(ctx context.Context, change func(*db.Tx, access.Who) (convention.Conventions, error)) (*conventionsAnswer, error) {
	var out convention.Conventions
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = change(tx, who)
		return err
	})
	if err != nil {
		return nil, showing(err, func(c convention.Conventions) conventionsOut { return showConventions(ctx, c) })
	}
	return answerConventions(ctx, out, s.words().Renew(ctx))
}

type conventionsPast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) conventionHistory(ctx context.Context, _ *struct{}) (*body[list[conventionsPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := convention.History(ctx, s.DB, who)
	out, names := list[conventionsPast]{Items: []conventionsPast{}, Total: len(past)}, live.Names(who)
	for i, p := range past {
		was := convention.Shipped
		if i+1 < len(past) {
			was = past[i+1].Body
		}
		out.Items = append(out.Items, conventionsPast{
			Version: p.Version, At: instant(p.Change.At), By: s.named(int64(p.Change.Actor), names.Name(field.User, int64(p.Change.Actor))),
			Changes: saidConventions(convention.Differences(was, p.Body), who.Lang),
		})
	}
	return answer(out, err)
}

func saidConventions(all []convention.Difference, l label.Lang) []auditChange {
	out := []auditChange{}
	for _, d := range all {
		out = append(out, auditChange{d.What.In(l), d.Was.In(l), d.Now.In(l)})
	}
	return out
}

func (s *Server) revertConventions(ctx context.Context, in *struct {
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version to keep again; 0 for what came with the program"`
	}
},
) (*conventionsAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	return s.keepConventions(ctx, func(tx *db.Tx, who access.Who) (convention.Conventions, error) {
		return convention.Revert(ctx, tx, who, version, in.Body.To)
	})
}
