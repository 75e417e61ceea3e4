package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/rate"
)

func (s *Server) rateRoutes(a *frame) {
	register(a, op(http.MethodGet, "/rates", "Exchange rates, the latest first, and those in force on a day"), s.listRates)
	register(a, op(http.MethodPost, "/rates", "Enter an exchange rate", created), s.createRate)
	register(a, op(http.MethodPatch, "/rates/{id}", "Correct an exchange rate"), s.changeRate)
	register(a, op(http.MethodDelete, "/rates/{id}", "Take an exchange rate away", noContent), s.deleteRate)
	register(a, op(http.MethodGet, "/rates/{id}/history", "The versions of an exchange rate, the latest first"), s.rateHistory)
}

type rateOut struct {
	ID       string `json:"id"`
	Version  int64  `json:"version"`
	Currency string `json:"currency"`
	Against  string `json:"against"`
	Day      string `json:"day" doc:"From which it holds, until the next"`
	Rate     string `json:"rate" doc:"What one unit of currency is worth in against; the other way round when inverse"`
	Inverse  bool   `json:"inverse" doc:"The rate is what one unit of against is worth in currency"`
	Says     string `json:"says" doc:"As people say it: 1 EUR = 1.085 USD"`
	Source   string `json:"source"`
	Updated  string `json:"updated"`
	By       *named `json:"updated_by"`
}

func (s *Server) rateOut(l label.Lang, names snapshot.Names, r rate.Rate) rateOut {
	by := int64(r.UpdatedBy)
	return rateOut{
		ID: s.DB.Seal(r.ID), Version: r.Version, Currency: r.Currency, Against: r.Against, Day: r.Day.String(), Rate: r.Text(), Inverse: r.Inverse != 0,
		Says: r.Says(l), Source: r.Source, Updated: instant(r.Updated), By: s.named(by, names.Name(field.User, by)),
	}
}

// showRate returns how the caller sees a rate.
func (s *Server) showRate(ctx context.Context) (func(rate.Rate) rateOut, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	names := live.Names(who)
	return func(r rate.Rate) rateOut { return s.rateOut(who.Lang, names, r) }, nil
}

type listRatesIn struct {
	Currency string `query:"currency" maxLength:"3" doc:"Only of this one"`
	From     string `query:"from" maxLength:"10"`
	Until    string `query:"until" maxLength:"10"`
	AsOf     string `query:"as_of" maxLength:"10" doc:"The day of the rates in force; today when empty"`
	Offset   int    `query:"offset" minimum:"0" maximum:"10000000"`
	Limit    int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

type usedRate struct {
	From    string `json:"from"`
	Rate    string `json:"rate" doc:"What one unit is worth in the currency of consolidation"`
	Day     string `json:"day"`
	Inverse string `json:"inverse,omitempty" doc:"How it was given, when for one unit of the currency of consolidation"`
	Via     string `json:"via,omitempty" doc:"The currency between the two, of a cross rate"`
}

type ratesOut struct {
	Items   []rateOut  `json:"items"`
	Total   int        `json:"total"`
	Into    string     `json:"currency" doc:"Of consolidation"`
	AsOf    string     `json:"as_of"`
	InForce []usedRate `json:"in_force" doc:"By which totals convert on that day"`
	CanEdit bool       `json:"can_edit"`
}

func (s *Server) listRates(ctx context.Context, in *listRatesIn) (*body[ratesOut], error) {
	q := rate.Query{Currency: in.Currency, Limit: in.Limit, Offset: in.Offset}
	for at, text := range map[*day.Day]string{&q.From: in.From, &q.Until: in.Until} {
		var err error
		if *at, err = dayIn("from", text); err != nil {
			return nil, err
		}
	}
	snap, _, err := s.snapshots(ctx, When{AsOf: in.AsOf})
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	found, total, err := rate.List(ctx, s.DB, who, q)
	if err != nil {
		return nil, err
	}
	out := ratesOut{Items: make([]rateOut, len(found)), Total: total, AsOf: snap.On.String(), InForce: []usedRate{}, CanEdit: rate.MayEdit(who)}
	names := snap.Names(who)
	for i, r := range found {
		out.Items[i] = s.rateOut(who.Lang, names, r)
	}
	if book := snap.Rates(); book != nil {
		out.Into = book.Into
		for _, u := range book.All() {
			out.InForce = append(out.InForce, usedOut(u))
		}
	}
	return &body[ratesOut]{out}, nil
}

func usedOut(u rate.Used) usedRate {
	out := usedRate{From: u.From, Rate: u.Text(), Day: u.Day.String(), Via: u.Via}
	if u.Inverse != 0 {
		out.Inverse = rate.Format(u.Inverse)
	}
	return out
}

type createRateIn struct {
	Body struct {
		Currency string `json:"currency" maxLength:"3"`
		Against  string `json:"against,omitempty" maxLength:"3" doc:"That of consolidation when empty"`
		Day      string `json:"day" maxLength:"10"`
		Rate     string `json:"rate" maxLength:"60" doc:"A plain decimal: 1.1875"`
		Inverse  bool   `json:"inverse,omitempty" doc:"The rate is what one unit of against is worth in currency"`
		Source   string `json:"source,omitempty" maxLength:"400"`
	}
}

func (s *Server) createRate(ctx context.Context, in *createRateIn) (*body[rateOut], error) {
	show, err := s.showRate(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	r := rate.Rate{Currency: b.Currency, Against: b.Against, Inverse: rate.YesIf(b.Inverse), Source: b.Source}
	if r.Day, err = dayIn("day", b.Day); err != nil {
		return nil, err
	}
	if r.Value, err = rateIn(b.Rate); err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		if r.Against == "" {
			if r.Against, err = access.Consolidates(ctx, tx, 0); err != nil {
				return err
			}
		}
		r, err = rate.Create(ctx, tx, who, r)
		return err
	})
	return answer(show(r), err)
}

// rateIn reads the number of a rate.
func rateIn(text string) (int64, error) {
	v, err := rate.Parse(text)
	if err != nil {
		return 0, fault.Invalid("rate", label.T("A number above zero with at most twelve decimals is expected, such as 1.1875", "Un nombre supérieur à zéro, avec douze décimales au plus, est attendu, comme 1.1875"))
	}
	return v, nil
}

type changeRateIn struct {
	ByID
	Matching
	Body struct {
		Rate    *string `json:"rate,omitempty" maxLength:"60"`
		Inverse *bool   `json:"inverse,omitempty"`
		Source  *string `json:"source,omitempty" maxLength:"400"`
	}
}

func (s *Server) changeRate(ctx context.Context, in *changeRateIn) (*body[rateOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	show, err := s.showRate(ctx)
	if err != nil {
		return nil, err
	}
	b, value := in.Body, int64(0)
	if b.Rate != nil {
		if value, err = rateIn(*b.Rate); err != nil {
			return nil, err
		}
	}
	var r rate.Rate
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		r, err = rate.Update(ctx, tx, who, id, version, func(r *rate.Rate) {
			if b.Rate != nil {
				r.Value = value
			}
			if b.Inverse != nil {
				r.Inverse = rate.YesIf(*b.Inverse)
			}
			set(&r.Source, b.Source)
		})
		return err
	})
	return answer(show(r), showing(err, show))
}

func (s *Server) deleteRate(ctx context.Context, in *deleteInput) (*none, error) {
	show, err := s.showRate(ctx)
	if err != nil {
		return nil, err
	}
	return nil, showing(s.remove(ctx, in, rate.Delete), show)
}

type ratePast struct {
	Version int64  `json:"version"`
	At      string `json:"at"`
	By      *named `json:"by"`
	Says    string `json:"says" doc:"Empty when it was taken away"`
	Source  string `json:"source"`
}

func (s *Server) rateHistory(ctx context.Context, in *ByID) (*body[list[ratePast]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := rate.History(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	out, names := list[ratePast]{Items: []ratePast{}, Total: len(past)}, live.Names(who)
	for _, p := range past {
		by := int64(p.Change.Actor)
		line := ratePast{Version: p.Version, At: instant(p.Change.At), By: s.named(by, names.Name(field.User, by)), Source: p.Source}
		if !p.Deleted {
			line.Says = p.Says(who.Lang)
		}
		out.Items = append(out.Items, line)
	}
	return &body[list[ratePast]]{out}, nil
}
