package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

func (s *Server) historyRoutes(a *frame) {
	register(a, op(http.MethodGet, "/history", "What happened to a project: who, when, before, after"), s.listHistory)
}

type historyIn struct {
	Project   string `query:"project" required:"true" maxLength:"20"`
	Attribute string `query:"attribute" maxLength:"60" doc:"Only the changes of this attribute"`
	Actor     string `query:"actor" maxLength:"20" doc:"Only what this person did"`
	From      string `query:"from" maxLength:"10" doc:"Only what was done on this date or later"`
	To        string `query:"to" maxLength:"10" doc:"Only what was done on this date or before"`
	Since     int64  `query:"since" minimum:"0" doc:"Only what was done after this change"`
	After     string `query:"after" maxLength:"20"`
	Limit     int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type refOut struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type entryOut struct {
	Change    int64     `json:"change" doc:"The number of the change in the order of the instance"`
	At        time.Time `json:"at"`
	Effective day.Day   `json:"effective" doc:"The date from which it counts"`
	Actor     *refOut   `json:"actor"`
	Behalf    []refOut  `json:"behalf,omitempty" doc:"For whom it was done, by delegation"`
	Via       string    `json:"via"`
	Note      string    `json:"note,omitempty"`
	Import    string    `json:"import,omitempty" doc:"The import that it was part of"`
	Corrected bool      `json:"corrected" doc:"Taken back by a later change"`
	State     string    `json:"state"`
	Changes   []diffOut `json:"changes"`
	Merge     *merger   `json:"merge,omitempty" doc:"It was merged with another project, or that was undone; then changes is empty"`
}

// merger says with which project another was merged.
type merger struct {
	With   refOut `json:"with" doc:"The other project, by the name it had if it is gone; without a name if the caller may not see it"`
	Gone   bool   `json:"gone" doc:"It is this project that became part of the other"`
	Undone bool   `json:"undone" doc:"They are two projects again"`
}

type diffOut struct {
	Attribute string          `json:"attribute"`
	Before    json.RawMessage `json:"before"`
	After     json.RawMessage `json:"after"`
	Unread    *unreadOut      `json:"unread,omitempty"`
}

// unreadOut is the text of an imported cell that could not be read, before and after.
type unreadOut struct {
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

func (s *Server) listHistory(ctx context.Context, in *historyIn) (*body[list[entryOut]], error) {
	id, err := s.DB.Unseal(in.Project)
	if err != nil {
		return nil, err
	}
	after, err := placeIn(in.After)
	if err != nil {
		return nil, err
	}
	wanted, err := s.filterOf(in)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	entries, err := project.History(ctx, s.DB, who, id, wanted, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := list[entryOut]{Items: []entryOut{}}
	if len(entries) > in.Limit {
		entries = entries[:in.Limit]
		out.Next = placeAfter(entries, after)
	}
	names := live.Names(who)
	reasons, err := s.reasonsOf(ctx, entries)
	if err != nil {
		return nil, err
	}
	numbers := make([]int64, len(entries))
	for i, e := range entries {
		numbers[i] = e.Change.Number
	}
	behalf, err := access.BehalfOf(ctx, s.DB, numbers)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		e.Change.Note = cmp.Or(reasons[e.Change.Number], e.Change.Note)
		shown := s.showEntry(live.Catalogue, names, e)
		shown.Behalf = s.people(names, behalf[e.Change.Number])
		out.Items = append(out.Items, shown)
	}
	out.Total = len(out.Items)
	return &body[list[entryOut]]{out}, nil
}

// reasonsOf returns what was given as reasons after the changes of some entries.
func (s *Server) reasonsOf(ctx context.Context, entries []project.Entry) (map[int64]string, error) {
	numbers := make([]int64, len(entries))
	for i, e := range entries {
		numbers[i] = e.Change.Number
	}
	return db.Reasons(ctx, s.DB, numbers)
}

// filterOf reads what of a history is wanted. Dates are those of the server.
func (s *Server) filterOf(in *historyIn) (project.Filter, error) {
	f := project.Filter{Key: in.Attribute, Since: in.Since}
	var err error
	if f.Actor, err = s.unsealed(in.Actor); err != nil {
		return f, err
	}
	from, err := dayIn("from", in.From)
	if err != nil {
		return f, err
	}
	to, err := dayIn("to", in.To)
	if err != nil {
		return f, err
	}
	if from != 0 {
		f.From = s.startOf(from)
	}
	if to != 0 {
		f.Before = s.startOf(to + 1)
	}
	return f, nil
}

// startOf is the instant at which a day begins where the server is.
func (s *Server) startOf(d day.Day) int64 {
	y, m, dom := d.Date()
	return time.Date(y, m, dom, 0, 0, 0, 0, s.DB.Now().Location()).UnixMilli()
}

// placeIn reads where a page ended: the number of a change, and how many of its
// entries were shown.
func placeIn(text string) (project.Place, error) {
	if text == "" {
		return project.Place{}, nil
	}
	change, seen, _ := strings.Cut(text, ".")
	number, err := strconv.ParseInt(change, 10, 64)
	n, err2 := strconv.Atoi(cmp.Or(seen, "1"))
	if err != nil || err2 != nil || number < 1 || n < 1 {
		return project.Place{}, fault.Invalid("after", label.T("This is not where a page ended", "Ce n’est pas la fin d’une page"))
	}
	return project.Place{Change: number, Seen: n}, nil
}

func placeAfter(page []project.Entry, from project.Place) string {
	last, n := page[len(page)-1].Change.Number, 0
	for _, e := range page {
		if e.Change.Number == last {
			n++
		}
	}
	if from.Change == last {
		n += from.Seen
	}
	return fmt.Sprintf("%d.%d", last, n)
}

func (s *Server) showEntry(c *field.Catalogue, names snapshot.Names, e project.Entry) entryOut {
	out := entryOut{
		Change: e.Change.Number, At: time.UnixMilli(e.Change.At).UTC(), Effective: e.Effective, Via: e.Change.Via, Note: e.Change.Note,
		Import: s.DB.Seal(int64(e.Change.Set)), Corrected: e.Corrected, State: string(e.State), Changes: []diffOut{},
	}
	if actor := int64(e.Change.Actor); actor != 0 {
		out.Actor = &refOut{s.DB.Seal(actor), names.Name(field.User, actor)}
	}
	if m := e.Merger; m != nil {
		out.Merge = &merger{refOut{s.DB.Seal(m.Other), m.Name}, m.Gone, m.Undone}
	}
	before, after := e.Currencies()
	for _, d := range e.Changes {
		f := c.Get(d.Key)
		if f == nil {
			continue
		}
		shown := diffOut{Attribute: d.Key, Before: names.AppendValue(nil, f, d.Before, before), After: names.AppendValue(nil, f, d.After, after)}
		if d.BeforeText != "" || d.AfterText != "" {
			shown.Unread = &unreadOut{d.BeforeText, d.AfterText}
		}
		out.Changes = append(out.Changes, shown)
	}
	return out
}
