package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

func (s *Server) revertRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/{id}/revert", "What would change if the project were brought back to what it was"), s.previewRevert)
	register(a, op(http.MethodPost, "/projects/{id}/revert", "Bring a project back to what it was, as one more change"), s.revertProject)
	register(a, op(http.MethodPost, "/projects/{id}/visit", "Note that the caller looks at a project, and say what others changed since the last time"), s.visitProject)
	register(a, op(http.MethodGet, "/me/news", "The projects that others changed since the caller looked at them"), s.listNews)
}

// Back is a state of the past.
type Back struct {
	AsOf  string `json:"as_of,omitempty" query:"as_of" maxLength:"10" doc:"As it was at the end of this date"`
	After int64  `json:"after,omitempty" query:"after" minimum:"0" doc:"Or as it was after this change"`
}

type previewRevertIn struct {
	ByID
	Back
}

type revertOut struct {
	Attribute string          `json:"attribute"`
	Month     string          `json:"month,omitempty" doc:"Of a monthly value: 2026-11"`
	Locked    bool            `json:"locked,omitempty" doc:"The month is locked: its value stays as it is"`
	Now       json.RawMessage `json:"now"`
	Then      json.RawMessage `json:"then"`
}

func (s *Server) previewRevert(ctx context.Context, in *previewRevertIn) (*body[list[revertOut]], error) {
	b, live, err := s.back(ctx, in.ID, in.Back)
	if err != nil {
		return nil, err
	}
	differences, months, err := s.differs(ctx, live, b)
	if err != nil {
		return nil, err
	}
	names := live.Names(auth.Who(ctx))
	out := list[revertOut]{Items: []revertOut{}, Total: len(differences) + len(months)}
	now, then := currencies(ctx, live, b.ID, differences)
	for _, d := range differences {
		f := live.Catalogue.Get(d.Key)
		out.Items = append(out.Items, revertOut{Attribute: d.Key, Now: names.AppendValue(nil, f, d.Before, now), Then: names.AppendValue(nil, f, d.After, then)})
	}
	for _, m := range months {
		f := live.Catalogue.Get(m.Key)
		out.Items = append(out.Items, revertOut{m.Key, m.Month.String(), m.Locked, names.AppendValue(nil, f, m.Now, now), names.AppendValue(nil, f, m.Then, then)})
	}
	return &body[list[revertOut]]{out}, nil
}

// differs returns what would change of the values, and of those of months.
func (s *Server) differs(ctx context.Context, live *snapshot.Snapshot, b project.Back) ([]project.Difference, []project.MonthDifference, error) {
	differences, err := project.Differs(ctx, s.DB, auth.Who(ctx), live.Catalogue, b)
	if err != nil {
		return nil, nil, err
	}
	months, err := project.MonthsDiffer(ctx, s.DB, auth.Who(ctx), live.Catalogue, b)
	return differences, months, err
}

// currencies returns the currency of the project now and then.
func currencies(ctx context.Context, live *snapshot.Snapshot, id int64, differences []project.Difference) (now, then string) {
	if p, err := live.Get(auth.Who(ctx), id); err == nil {
		now = p.Values["currency"].S
	}
	then = now
	if i := slices.IndexFunc(differences, func(d project.Difference) bool { return d.Key == "currency" }); i >= 0 {
		then = differences[i].After.S
	}
	return now, then
}

func (s *Server) back(ctx context.Context, public string, in Back) (project.Back, *snapshot.Snapshot, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return project.Back{}, nil, err
	}
	b := project.Back{ID: id, After: in.After}
	if b.On, err = dayIn("as_of", in.AsOf); err != nil {
		return b, nil, err
	}
	if (b.On == 0) == (b.After == 0) {
		return b, nil, fault.Invalid("as_of", label.T("Say to which date, or to after which change", "Indiquez la date, ou la modification, à laquelle revenir"))
	}
	live, err := s.Portfolio.Live(ctx)
	return b, live, err
}

type revertIn struct {
	ByID
	Matching
	Body struct {
		Back
		Attributes []string `json:"attributes,omitempty" maxItems:"500" doc:"Only these, or months of them (weather@2026-10); all that differ when empty"`
		Why        string   `json:"why,omitempty" maxLength:"500" doc:"The reason, for the history"`
	}
}

func (s *Server) revertProject(ctx context.Context, in *revertIn) (*rowAnswer, error) {
	b, live, err := s.back(ctx, in.ID, in.Body.Back)
	if err != nil {
		return nil, err
	}
	if b.Version, err = in.version(); err != nil {
		return nil, err
	}
	b.Keys = in.Body.Attributes
	differences, months, err := s.differs(ctx, live, b)
	if err != nil {
		return nil, err
	}
	because(ctx, in.Body.Why)
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return project.Revert(ctx, tx, who, live.Catalogue, b, differences, months)
	})
	if err != nil {
		return nil, s.withCurrent(ctx, b.ID, err)
	}
	return s.showProject(ctx, b.ID, When{})
}

type visitOut struct {
	At      *time.Time `json:"at" doc:"When the caller last looked at it; null for never"`
	Change  int64      `json:"change" doc:"The last change there was then"`
	Count   int        `json:"count" doc:"How many changes others made since"`
	Changed []string   `json:"changed" doc:"The attributes that they changed"`
	By      []refOut   `json:"by" doc:"Who they are, for those who may read the history"`
}

func (s *Server) visitProject(ctx context.Context, in *ByID) (*body[visitOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var seen project.Seen
	if err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		seen, err = project.Visit(ctx, tx, who, id)
		return err
	}); err != nil {
		return nil, err
	}
	out := visitOut{Change: seen.Change, Changed: []string{}, By: []refOut{}}
	if seen.Change == 0 {
		return &body[visitOut]{out}, nil
	}
	at := time.UnixMilli(seen.At).UTC()
	out.At = &at
	return &body[visitOut]{out}, s.tellNews(ctx, id, seen, &out)
}

// tellNews adds what others changed since the caller last looked.
func (s *Server) tellNews(ctx context.Context, id int64, seen project.Seen, out *visitOut) error {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	who := auth.Who(ctx)
	entries, named, err := project.Since(ctx, s.DB, who, id, seen.Change)
	if err != nil {
		return err
	}
	out.Count = len(entries)
	names := live.Names(who)
	for _, e := range entries {
		for _, d := range e.Changes {
			if live.Catalogue.Get(d.Key) != nil && !slices.Contains(out.Changed, d.Key) {
				out.Changed = append(out.Changed, d.Key)
			}
		}
		actor := refOut{s.DB.Seal(int64(e.Change.Actor)), names.Name(field.User, int64(e.Change.Actor))}
		if named && actor.Name != "" && !slices.Contains(out.By, actor) {
			out.By = append(out.By, actor)
		}
	}
	return nil
}

func (s *Server) listNews(ctx context.Context, _ *struct{}) (*body[list[string]], error) {
	ids, err := project.News(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	out := list[string]{Items: make([]string, len(ids)), Total: len(ids)}
	for i, id := range ids {
		out.Items[i] = s.DB.Seal(id)
	}
	return &body[list[string]]{out}, nil
}
