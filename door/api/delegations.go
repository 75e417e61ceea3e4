package api

import (
	"context"
	"net/http"
	"time"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

func (s *Server) delegationRoutes(a *frame) {
	register(a, op(http.MethodGet, "/delegations", "Who acts for whom: what concerns oneself, or somebody whom one manages"), s.listDelegations)
	register(a, op(http.MethodPost, "/delegations", "Let somebody act for oneself, or for somebody whom one manages, for a while", created), s.delegate)
	register(a, op(http.MethodDelete, "/delegations/{id}", "End a delegation at once", noContent), s.endDelegation)
}

type delegationOut struct {
	ID    string  `json:"id"`
	From  named   `json:"from" doc:"For whom is acted"`
	To    named   `json:"to" doc:"Who acts"`
	Begin string  `json:"begin" doc:"The first day"`
	Until string  `json:"until" doc:"The last day"`
	Roles []named `json:"roles" doc:"Empty for all"`
	Units []named `json:"units" doc:"Empty for everywhere"`
	Note  string  `json:"note,omitempty"`
	By    *named  `json:"by" doc:"Who set it up"`
	State string  `json:"state" enum:"coming,running,over,ended"`
	Ended string  `json:"ended,omitempty" doc:"When it was given up before its end"`
}

func (s *Server) delegation(d access.Delegation, names snapshot.Names, roles map[int64]label.Text, l label.Lang) delegationOut {
	now := s.DB.Millis()
	person := func(id int64) named { return named{s.DB.Seal(id), names.Name(field.User, id)} }
	out := delegationOut{
		ID: s.DB.Seal(d.ID), From: person(d.From), To: person(d.To), Begin: s.dayOf(d.Begins), Until: s.dayOf(d.Ends - 1), Note: d.Note,
		Roles: []named{}, Units: []named{}, By: s.named(int64(d.CreatedBy), names.Name(field.User, int64(d.CreatedBy))), State: "running", Ended: instant(d.Ended),
	}
	switch {
	case d.Ended != 0:
		out.State = "ended"
	case now >= d.Ends:
		out.State = "over"
	case now < d.Begins:
		out.State = "coming"
	}
	for _, id := range d.Roles {
		out.Roles = append(out.Roles, named{s.DB.Seal(id), roles[id].In(l)})
	}
	for _, id := range d.Units {
		out.Units = append(out.Units, named{s.DB.Seal(id), names.All().Name(field.Unit, id)})
	}
	return out
}

// dayOf is the day of an instant where the server is.
func (s *Server) dayOf(ms int64) string {
	return day.OfTime(time.UnixMilli(ms).In(s.DB.Now().Location())).String()
}

type listDelegationsIn struct {
	User string `query:"user" maxLength:"20" doc:"Whom they concern: oneself when not given, everybody for all"`
}

func (s *Server) listDelegations(ctx context.Context, in *listDelegationsIn) (*body[list[delegationOut]], error) {
	who := auth.Who(ctx)
	user := who.ID
	if in.User != "" && in.User != "all" {
		var err error
		if user, err = s.DB.Unseal(in.User); err != nil {
			return nil, err
		}
	}
	if in.User == "all" {
		user = 0
	}
	found, err := access.Delegations(ctx, s.DB, who, user)
	if err != nil {
		return nil, err
	}
	out := list[delegationOut]{Items: []delegationOut{}, Total: len(found)}
	show, err := s.showDelegation(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		out.Items = append(out.Items, show(d))
	}
	return answer(out, nil)
}

// showDelegation says delegations in the language of the caller. Whom they concern
// knows both people by name.
func (s *Server) showDelegation(ctx context.Context) (func(access.Delegation) delegationOut, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	_, roles, err := access.KnownRoles(ctx, s.DB)
	return func(d access.Delegation) delegationOut {
		return s.delegation(d, live.Names(who).All(), roles, who.Lang)
	}, err
}

type delegateIn struct {
	Body struct {
		From  string   `json:"from,omitempty" maxLength:"20" doc:"For whom is acted; oneself when not given"`
		To    string   `json:"to" maxLength:"20" doc:"Who acts"`
		Begin string   `json:"begin,omitempty" maxLength:"10" doc:"The first day; today when not given"`
		Until string   `json:"until" maxLength:"10" doc:"The last day"`
		Roles []string `json:"roles,omitempty" maxItems:"100" doc:"All when not given"`
		Units []string `json:"units,omitempty" maxItems:"100" doc:"Everywhere when not given"`
		Note  string   `json:"note,omitempty" maxLength:"1000"`
	}
}

func (s *Server) delegate(ctx context.Context, in *delegateIn) (*body[delegationOut], error) {
	d, err := s.delegationIn(in)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		if d, err = access.Delegate(ctx, tx, who, d); err == nil && s.Post != nil {
			err = mail.AskDelegation(ctx, tx, who, d)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	show, err := s.showDelegation(ctx)
	if err != nil {
		return nil, err
	}
	return answer(show(d), nil)
}

func (s *Server) delegationIn(in *delegateIn) (access.Delegation, error) {
	b, d := in.Body, access.Delegation{Note: in.Body.Note}
	begin, err := dayIn("begin", b.Begin)
	if err != nil {
		return d, err
	}
	until, err := dayIn("until", b.Until)
	if err != nil {
		return d, err
	}
	if until == 0 {
		return d, fault.Invalid("until", label.T("Say until when", "Indiquez jusqu’à quand"))
	}
	if begin == 0 {
		begin = day.OfTime(s.DB.Now())
	}
	d.Begins, d.Ends = s.startOf(begin), s.startOf(until+1)
	if d.From, err = s.unsealed(b.From); err != nil {
		return d, err
	}
	if d.To, err = s.unsealed(b.To); err != nil {
		return d, err
	}
	for _, part := range []struct {
		ids []string
		to  *[]int64
	}{{b.Roles, &d.Roles}, {b.Units, &d.Units}} {
		for _, text := range part.ids {
			id, err := s.DB.Unseal(text)
			if err != nil {
				return d, err
			}
			*part.to = append(*part.to, id)
		}
	}
	return d, nil
}

func (s *Server) endDelegation(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		d, err := access.EndDelegation(ctx, tx, who, id)
		if err == nil && s.Post != nil && d.Begins <= tx.Millis() {
			err = mail.AskDelegationEnd(ctx, tx, who, d)
		}
		return err
	})
}

// behalf is for whom somebody acts.
type behalf struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Until string `json:"until" doc:"The last day"`
}

func (s *Server) behalfOf(who access.Who) []behalf {
	out := []behalf{}
	for _, b := range who.ActsFor() {
		out = append(out, behalf{s.DB.Seal(b.ID), b.Name, s.dayOf(b.Until - 1)})
	}
	return out
}

// people names several people.
func (s *Server) people(names snapshot.Names, ids []int64) []refOut {
	var out []refOut
	for _, id := range ids {
		out = append(out, refOut{s.DB.Seal(id), names.Name(field.User, id)})
	}
	return out
}
