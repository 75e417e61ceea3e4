package api

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/ical"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/record"
	"vigie/room/view"
)

func (s *Server) feedRoutes(a *frame) {
	register(a, op(http.MethodGet, "/feeds", "One's own calendars of key dates at addresses"), s.listFeeds)
	register(a, op(http.MethodPost, "/feeds", "Make a calendar of key dates that other programs read at an address, shown this once", created, secret), s.createFeed)
	register(a, op(http.MethodDelete, "/feeds/{id}", "Revoke one of one's own calendars: its address answers nothing any more", noContent), s.revokeToken)
	register(a, op(http.MethodGet, "/feeds/milestones.ics", "A calendar of key dates (iCalendar), by the token of its address, with the rights that its owner has now", calendarDocument), s.readFeed)
}

func calendarDocument(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {Description: "The calendar", Content: map[string]*huma.MediaType{"text/calendar": {}}}}
}

type feedOut struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Kind     string  `json:"kind" enum:"project,view,mine"`
	Object   string  `json:"object,omitempty" doc:"The project or the view"`
	Created  string  `json:"created"`
	Expires  string  `json:"expires"`
	LastUsed *string `json:"last_used" doc:"null when never"`
	Address  string  `json:"address,omitempty" doc:"In the answer to its making only"`
}

func (s *Server) showFeed(f access.Feed) feedOut {
	t := s.token(f.Token)
	return feedOut{ID: t.ID, Name: f.Name, Kind: f.Kind, Object: s.sealed(f.Object), Created: t.Created, Expires: t.Expires, LastUsed: t.LastUsed}
}

func (s *Server) listFeeds(ctx context.Context, _ *struct{}) (*body[list[feedOut]], error) {
	found, err := access.Feeds(ctx, s.DB, auth.Who(ctx))
	out := list[feedOut]{Items: []feedOut{}, Total: len(found)}
	for _, f := range found {
		out.Items = append(out.Items, s.showFeed(f))
	}
	return answer(out, err)
}

type createFeedIn struct {
	Body struct {
		Kind   string `json:"kind" enum:"project,view,mine" doc:"The key dates of a project, of a view of key dates or of projects, or of the projects that one manages"`
		Object string `json:"object,omitempty" maxLength:"20" doc:"The id of the project or the view"`
	}
}

func (s *Server) createFeed(ctx context.Context, in *createFeedIn) (*body[feedOut], error) {
	object, err := s.unsealed(in.Body.Object)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	f := access.Feed{Kind: in.Body.Kind, Object: object}
	_, name, err := s.feedQuery(ctx, who, f)
	if err != nil {
		return nil, err
	}
	clear := ""
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		f, clear, err = access.NewFeed(ctx, tx, who, name.In(who.Lang), f.Kind, f.Object)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := s.showFeed(f)
	here, _ := s.Auth.Reach()
	out.Address = strings.TrimSuffix(here, "/") + Prefix + "/feeds/milestones.ics?token=" + clear
	return &body[feedOut]{out}, nil
}

// feedQuery is what a feed shows of key dates, and what it is called, for who may see
// its object. A calendar elsewhere keeps what it reads: only what its owner may export
// goes into it.
func (s *Server) feedQuery(ctx context.Context, who access.Who, f access.Feed) (q agenda.Query, name label.Text, err error) {
	q.Need = access.Export
	switch f.Kind {
	case access.FeedOfMine:
		q.OfProjects = "manager = me"
		return q, label.T("My key dates", "Mes dates clés"), nil
	case access.FeedOfView:
		v, err := view.Get(ctx, s.DB, who, f.Object)
		if err != nil {
			return q, name, err
		}
		if v.Portfolio != 0 {
			p, err := portfolio.Get(ctx, s.DB, who, v.Portfolio)
			if err != nil {
				return q, name, err
			}
			q.Portfolio = &p
		}
		switch v.Object {
		case milestone.Entity:
			q.Filter = v.State.Filter
		case "project":
			q.OfProjects = v.State.Filter
		default:
			return q, name, fault.Invalid("object", label.T("Choose a view of key dates or of projects", "Choisissez une vue de dates clés ou de projets"))
		}
		return q, v.Name, nil
	}
	now, err := s.Agenda.Of(milestone.Kind).Live(ctx)
	if err != nil {
		return q, name, err
	}
	p, err := now.Projects.Get(who, f.Object)
	if err != nil {
		return q, name, err
	}
	if !who.CanProject(access.Export, p.ID, p.Unit(), p.Manager()) {
		return q, name, fault.Forbidden()
	}
	title := p.Name()
	q.Project = f.Object
	return q, label.Exactly(title, title), nil
}

func (s *Server) readFeed(ctx context.Context, in *struct {
	Token string `query:"token" maxLength:"200" doc:"As it stands in the address"`
},
) (*attachment, error) {
	who, f, err := s.Auth.Gate.ByFeed(ctx, in.Token)
	if err != nil {
		return nil, err
	}
	q, name, err := s.feedQuery(ctx, who, f)
	if err != nil {
		return nil, err
	}
	now, err := s.Agenda.Of(milestone.Kind).Live(ctx)
	if err != nil {
		return nil, err
	}
	found, err := now.List(who, q)
	if err != nil {
		return nil, err
	}
	c := ical.Calendar{Name: name.In(who.Lang)}
	here, _ := s.Auth.Reach()
	for _, m := range found.Items {
		if e, dated := s.feedEvent(now, m.Record, strings.TrimSuffix(here, "/"), who); dated {
			c.Events = append(c.Events, e)
		}
	}
	var b bytes.Buffer
	err = ical.Write(&b, c, s.DB.Now())
	return &attachment{"text/calendar; charset=utf-8", `inline; filename="milestones.ics"`, b.Bytes()}, err
}

// feedEvent is a key date as calendars show it: a whole day, the day on which it was
// reached where it was.
func (s *Server) feedEvent(now *agenda.Reading, m *record.Record, here string, who access.Who) (ical.Event, bool) {
	on := day.Day(m.Values["date"].N)
	done := m.Values["done_on"]
	if done.Set {
		on = day.Day(done.N)
	}
	if on == 0 {
		return ical.Event{}, false
	}
	e := ical.Event{UID: s.DB.Seal(m.ID) + "@vigie", First: on, Last: on, Summary: m.Name(), Sequence: m.Version, Cancelled: s.droppedDate(now, m)}
	if row, there := now.Projects.Find(m.Project()); there {
		e.Summary += " – " + now.Projects.Value(row, "name").S
		e.URL = here + "/project/" + s.DB.Seal(m.Project())
	}
	if done.Set {
		e.Summary = "✓ " + e.Summary
	}
	var said []string
	for _, key := range []string{"type", "status"} {
		if f := now.Catalogue().Get(key); f != nil && m.Values[key].Set {
			if o, ok := f.OptionByID(m.Values[key].N); ok {
				said = append(said, f.Label.In(who.Lang)+label.T(": ", "\u202f: ").In(who.Lang)+o.Label.In(who.Lang))
			}
		}
	}
	e.Description = strings.Join(said, "\n")
	return e, true
}

// droppedDate reports whether a key date was given up.
func (s *Server) droppedDate(now *agenda.Reading, m *record.Record) bool {
	f := now.Catalogue().Get("status")
	if f == nil {
		return false
	}
	o, ok := f.OptionByID(m.Values["status"].N)
	return ok && o.Key == milestone.Dropped
}
