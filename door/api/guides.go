package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
	"vigie/room/guide"
)

func (s *Server) guideRoutes(a *frame) {
	register(a, op(http.MethodGet, "/guides", "The guides of the method that the caller is shown, in their order; whoever writes them is shown all"), s.listGuides)
	register(a, op(http.MethodPost, "/guides", "Add a guide, as the last", created), s.createGuide)
	register(a, op(http.MethodPost, "/guides/order", "Say in which order the guides stand"), s.orderGuides)
	register(a, op(http.MethodGet, "/guides/history", "The versions of the guides, also of those that are gone, the latest first"), s.guideHistory)
	register(a, op(http.MethodPatch, "/guides/{id}", "Change a guide"), s.changeGuide)
	register(a, op(http.MethodDelete, "/guides/{id}", "Delete a guide; an earlier version can be kept again", noContent), s.deleteGuide)
	register(a, op(http.MethodPost, "/guides/{id}/revert", "Keep an earlier version of a guide again"), s.revertGuide)
}

// longText is a text in both languages; its bounds are in bytes.
type longText struct {
	EN string `json:"en,omitempty" maxLength:"80000"`
	FR string `json:"fr,omitempty" maxLength:"80000"`
}

type guideOut struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	Key     string    `json:"key" doc:"By which an address leads to it: /method#guide.key"`
	Title   bilingual `json:"title"`
	Text    longText  `json:"text" doc:"In Markdown"`
	Type    string    `json:"type" doc:"The key of the type of project that it is about; empty for none in particular"`
	Stage   string    `json:"stage" doc:"The key of the stage that it is about"`
	Role    string    `json:"role" doc:"The key of the role whose work it is about"`
	Readers []string  `json:"readers" doc:"The keys of the roles that are shown it; empty for everybody"`
	LeftOut bool      `json:"left_out" doc:"It names attributes that are not for the caller, and is shown without them"`
}

type guideRole struct {
	Key   string    `json:"key"`
	Label bilingual `json:"label"`
}

type guidesOut struct {
	list[guideOut]
	CanEdit bool        `json:"can_edit"`
	Roles   []guideRole `json:"roles" doc:"All roles, by which guides name them"`
}

func (s *Server) listGuides(ctx context.Context, _ *struct{}) (*body[guidesOut], error) {
	who := auth.Who(ctx)
	all, err := guide.For(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	r, err := s.guideNames(ctx)
	out := guidesOut{list: list[guideOut]{Items: []guideOut{}, Total: len(all)}, CanEdit: guide.MayEdit(who), Roles: []guideRole{}}
	for _, g := range all {
		out.Items = append(out.Items, s.showGuide(r, g))
	}
	for id, key := range r.keys {
		out.Roles = append(out.Roles, guideRole{key, inBoth(r.names[id])})
	}
	slices.SortFunc(out.Roles, func(a, b guideRole) int { return strings.Compare(a.Key, b.Key) })
	return answer(out, err)
}

// guideNames are what guides name by keys.
type guideNames struct {
	c     *field.Catalogue
	keys  map[int64]string // of the roles
	names map[int64]label.Text
}

func (s *Server) guideNames(ctx context.Context) (r guideNames, err error) {
	if r.c, err = field.Load(ctx, s.DB, "project"); err != nil {
		return r, err
	}
	r.keys, r.names, err = access.KnownRoles(ctx, s.DB)
	return r, err
}

func (r guideNames) option(list string, id int64) string {
	return slices.Concat(keysOfOptions(r.c, list, []int64{id}), []string{""})[0]
}

func (s *Server) showGuide(r guideNames, g guide.Shown) guideOut {
	out := guideOut{
		ID: s.DB.Seal(g.ID), Version: g.Version, Key: g.Key, Title: bilingual{g.Title.EN, g.Title.FR}, Text: longText{g.Text.EN, g.Text.FR},
		Type: r.option("type", g.Type), Stage: r.option("stage", g.Stage), Role: r.keys[g.Role], Readers: []string{}, LeftOut: g.LeftOut,
	}
	for _, id := range g.Readers {
		out.Readers = append(out.Readers, r.keys[id])
	}
	return out
}

// guideIn is what may be said of a guide; what is absent stays.
type guideIn struct {
	Title   *bilingual `json:"title,omitempty"`
	Text    *longText  `json:"text,omitempty" doc:"In Markdown: headings, lists, tables, emphasis, links to http(s) and within the application; no HTML"`
	Type    *string    `json:"type,omitempty" maxLength:"60"`
	Stage   *string    `json:"stage,omitempty" maxLength:"60"`
	Role    *string    `json:"role,omitempty" maxLength:"60"`
	Readers *[]string  `json:"readers,omitempty" maxItems:"200"`
}

// apply brings what was said into a guide.
func (in guideIn) apply(r guideNames, g *guide.Guide) error {
	if in.Title != nil {
		g.Title = label.Exactly(in.Title.EN, in.Title.FR)
	}
	if in.Text != nil {
		g.Text = label.Exactly(in.Text.EN, in.Text.FR)
	}
	for list, of := range map[string]struct {
		key  *string
		into *int64
	}{"type": {in.Type, &g.Type}, "stage": {in.Stage, &g.Stage}} {
		if of.key == nil {
			continue
		}
		*of.into = 0
		if *of.key != "" {
			ids, err := optionIDs(r.c, design.List{Name: list, Key: list}, []string{*of.key})
			if err != nil {
				return err
			}
			*of.into = ids[0]
		}
	}
	role := func(key string) (int64, error) {
		for id, k := range r.keys {
			if k == key {
				return id, nil
			}
		}
		return 0, fault.Invalid("readers", label.F("There is no role called “%s”", "Aucun rôle ne s’appelle «\u202f%s\u202f»", key))
	}
	var err error
	if in.Role != nil {
		g.Role = 0
		if *in.Role != "" {
			if g.Role, err = role(*in.Role); err != nil {
				return err
			}
		}
	}
	if in.Readers == nil {
		return nil
	}
	g.Readers = make([]int64, len(*in.Readers))
	for i, key := range *in.Readers {
		if g.Readers[i], err = role(key); err != nil {
			return err
		}
	}
	return nil
}

type guideAnswer struct {
	ETag string `header:"ETag"`
	Body guideOut
}

// keepGuide answers with the guide that a change left.
func (s *Server) keepGuide(ctx context.Context, change func(*db.Tx, access.Who, guideNames) (guide.Guide, error)) (*guideAnswer, error) {
	r, err := s.guideNames(ctx)
	if err != nil {
		return nil, err
	}
	veil, err := guide.VeilFor(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	var g guide.Guide
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		g, err = change(tx, who, r)
		return err
	})
	if err != nil {
		return nil, showing(err, func(g guide.Guide) guideOut { return s.showGuide(r, veil.Show(g)) })
	}
	return &guideAnswer{fmt.Sprintf(`"%d"`, g.Version), s.showGuide(r, veil.Show(g))}, nil
}

func (s *Server) createGuide(ctx context.Context, in *body[guideIn]) (*guideAnswer, error) {
	return s.keepGuide(ctx, func(tx *db.Tx, who access.Who, r guideNames) (guide.Guide, error) {
		var g guide.Guide
		if err := in.Body.apply(r, &g); err != nil {
			return g, err
		}
		return guide.Create(ctx, tx, who, g)
	})
}

func (s *Server) changeGuide(ctx context.Context, in *struct {
	ByID
	Matching
	Body guideIn
},
) (*guideAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return s.keepGuide(ctx, func(tx *db.Tx, who access.Who, r guideNames) (guide.Guide, error) {
		veil, err := guide.VeilFor(ctx, tx, who)
		if err != nil {
			return guide.Guide{}, err
		}
		return guide.Update(ctx, tx, who, id, version, func(g *guide.Guide) error {
			if in.Body.Text != nil && veil.Show(*g).LeftOut {
				return partHidden()
			}
			return in.Body.apply(r, g)
		})
	})
}

func (s *Server) deleteGuide(ctx context.Context, in *deleteInput) (*none, error) {
	return nil, showing(s.remove(ctx, in, guide.Delete), func(g guide.Guide) guideOut {
		r, _ := s.guideNames(ctx)
		return s.showGuide(r, guide.Shown{Guide: guide.Guide{ID: g.ID, Version: g.Version, Key: g.Key, Title: g.Title}})
	})
}

func (s *Server) orderGuides(ctx context.Context, in *struct {
	Body struct {
		IDs []string `json:"ids" maxItems:"200" doc:"All guides, in the order wanted"`
	}
},
) (*body[guidesOut], error) {
	ids := make([]int64, len(in.Body.IDs))
	for i, public := range in.Body.IDs {
		var err error
		if ids[i], err = s.DB.Unseal(public); err != nil {
			return nil, err
		}
	}
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) error { return guide.Order(ctx, tx, who, ids) }); err != nil {
		return nil, err
	}
	return s.listGuides(ctx, nil)
}

func (s *Server) revertGuide(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to keep again"`
	}
},
) (*guideAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return s.keepGuide(ctx, func(tx *db.Tx, who access.Who, _ guideNames) (guide.Guide, error) {
		veil, err := guide.VeilFor(ctx, tx, who)
		if err != nil {
			return guide.Guide{}, err
		}
		all, err := guide.List(ctx, tx)
		if err != nil {
			return guide.Guide{}, err
		}
		then, err := guide.Revert(ctx, tx, who, id, version, in.Body.To)
		hidden := slices.ContainsFunc(all, func(g guide.Guide) bool { return g.ID == id && veil.Show(g).LeftOut })
		if err == nil && (hidden || veil.Show(then).LeftOut) {
			err = partHidden()
		}
		return then, err
	})
}

type guidePast struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	Title   bilingual `json:"title"`
	Text    longText  `json:"text" doc:"As it was"`
	At      string    `json:"at"`
	By      *named    `json:"by"`
	Gone    bool      `json:"gone" doc:"It was deleted"`
	Parts   []string  `json:"parts" doc:"What changed: title, text, about, readers, position; none when it was made or deleted"`
}

func (s *Server) guideHistory(ctx context.Context, _ *struct{}) (*body[list[guidePast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	veil, err := guide.VeilFor(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	past, err := guide.History(ctx, s.DB, who)
	out, names := list[guidePast]{Items: []guidePast{}, Total: len(past)}, live.Names(who)
	for _, p := range past {
		actor, shown := int64(p.Change.Actor), veil.Show(p.Guide)
		out.Items = append(out.Items, guidePast{
			s.DB.Seal(p.ID), p.Version,
			bilingual{shown.Title.EN, shown.Title.FR},
			longText{shown.Text.EN, shown.Text.FR},
			instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), p.Gone, append([]string{}, p.Parts...),
		})
	}
	return answer(out, err)
}
