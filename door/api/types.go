package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/life"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

func (s *Server) typeRoutes(a *frame) {
	register(a, op(http.MethodGet, "/types", "The types of projects with their lifecycles"), s.listTypes)
	register(a, op(http.MethodPut, "/types/{key}/draft", "Keep a lifecycle that is being drawn; nothing of it holds yet"), s.drawType)
	register(a, op(http.MethodDelete, "/types/{key}/draft", "Throw a draft away"), s.dropDraft)
	register(a, op(http.MethodPost, "/types/{key}/preview", "What a lifecycle would mean for the projects there are"), s.previewType)
	register(a, op(http.MethodPost, "/types/{key}/publish", "Make a lifecycle hold from now on, and bring the projects that stand outside it into its stages"), s.publishType)
	register(a, op(http.MethodPost, "/types/{key}/free", "Let the projects of a type move freely again"), s.freeType)
	register(a, op(http.MethodGet, "/types/{key}/history", "The lifecycles that held, the latest first, with what each changed"), s.typeHistory)
	register(a, op(http.MethodPost, "/types/{key}/revert", "Make an earlier lifecycle hold again"), s.revertType)
	register(a, op(http.MethodGet, "/projects/{id}/moves", "Where a project is in the life of its type, and where it may go from there"), s.listMoves)
	register(a, op(http.MethodPost, "/projects/{id}/moves", "Lead a project to another stage, with what the stage asks for and, through a gate, the decision"), s.takeMove)
}

// ByType is a type of project in a path.
type ByType struct {
	Key string `path:"key" maxLength:"60" doc:"The key of the type"`
}

type typeOut struct {
	Key      string    `json:"key"`
	Label    bilingual `json:"label"`
	Colour   string    `json:"colour"`
	Version  int64     `json:"version" doc:"Of the lifecycle; 0 while none was ever drawn"`
	Projects int       `json:"projects" doc:"How many there are, whoever may see them"`
	Holds    *lifeOut  `json:"holds" doc:"The lifecycle of its projects; null while they move freely"`
	Draft    *lifeOut  `json:"draft" doc:"The one that is being drawn; null for none, and for whoever may not draw"`
}

type typeAnswer struct {
	ETag string `header:"ETag"`
	Body typeOut
}

// course is what the handlers of types work with.
type course struct {
	*Server
	live  *snapshot.Snapshot
	who   access.Who
	roles map[int64]string // keys
	// roleNames are how the roles are called.
	roleNames map[int64]label.Text
}

func (s *Server) course(ctx context.Context) (*course, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	c := &course{Server: s, live: live, who: auth.Who(ctx)}
	c.roles, c.roleNames, err = access.KnownRoles(ctx, s.DB)
	return c, err
}

type typesOut struct {
	Items []typeOut   `json:"items"`
	Total int         `json:"total"`
	Roles []roleNamed `json:"roles" doc:"By which moves are held; for whoever may draw"`
}

type roleNamed struct {
	Key   string    `json:"key"`
	Label bilingual `json:"label"`
}

func (s *Server) listTypes(ctx context.Context, _ *struct{}) (*body[typesOut], error) {
	c, err := s.course(ctx)
	if err != nil {
		return nil, err
	}
	all, err := lifecycle.All(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	f := c.live.Catalogue.Get(lifecycle.Type)
	uses := c.live.Uses(f)
	out := typesOut{Items: []typeOut{}, Roles: []roleNamed{}}
	for _, o := range f.Choices {
		if !o.Retired {
			out.Items = append(out.Items, c.show(o, cmp.Or(all[o.ID], &lifecycle.Lifecycle{Type: o.ID}), uses.Options[o.ID]))
		}
	}
	out.Total = len(out.Items)
	if lifecycle.MayChange(c.who) {
		for id, key := range c.roles {
			out.Roles = append(out.Roles, roleNamed{key, inBoth(c.roleNames[id])})
		}
		slices.SortFunc(out.Roles, func(a, b roleNamed) int { return strings.Compare(a.Label.FR, b.Label.FR) })
	}
	return &body[typesOut]{out}, nil
}

func (c *course) show(o field.Option, l *lifecycle.Lifecycle, projects int) typeOut {
	out := typeOut{Key: o.Key, Label: inBoth(o.Label), Colour: o.Colour, Version: l.Version, Projects: projects, Holds: c.showLife(l.Holds)}
	if lifecycle.MayChange(c.who) {
		out.Draft = c.showLife(l.Draft)
	}
	return out
}

// typed finds a type by its key.
func (c *course) typed(key string) (field.Option, error) {
	o, ok := c.live.Catalogue.Get(lifecycle.Type).OptionByKey(key)
	if !ok || o.Retired {
		return o, fault.NotFound()
	}
	return o, nil
}

type drawIn struct {
	ByType
	Matching
	Body Drawing
}

func (s *Server) drawType(ctx context.Context, in *drawIn) (*typeAnswer, error) {
	return s.keepType(ctx, in.Key, in.Matching, &in.Body, lifecycle.Draw)
}

func (s *Server) dropDraft(ctx context.Context, in *struct {
	ByType
	Matching
},
) (*typeAnswer, error) {
	return s.keepType(ctx, in.Key, in.Matching, nil, lifecycle.Draw)
}

func (s *Server) freeType(ctx context.Context, in *struct {
	ByType
	Matching
},
) (*typeAnswer, error) {
	return s.keepType(ctx, in.Key, in.Matching, nil, lifecycle.Publish)
}

type keepLife func(context.Context, *db.Tx, access.Who, int64, int64, *lifecycle.Definition) (*lifecycle.Lifecycle, error)

// keepType reads a lifecycle, has it kept, and answers with the type as it is then.
func (s *Server) keepType(ctx context.Context, key string, matching Matching, in *Drawing, keep keepLife) (*typeAnswer, error) {
	version, err := matching.orNew()
	if err != nil {
		return nil, err
	}
	if err := access.Must(lifecycle.MayChange(auth.Who(ctx))); err != nil {
		return nil, err
	}
	if err := s.withVariants(ctx, in); err != nil {
		return nil, err
	}
	c, err := s.course(ctx)
	if err != nil {
		return nil, err
	}
	o, err := c.typed(key)
	if err != nil {
		return nil, err
	}
	d, err := c.read(in)
	if err != nil {
		return nil, err
	}
	var l *lifecycle.Lifecycle
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		l, err = keep(ctx, tx, who, o.ID, version, d)
		return err
	})
	return s.typeAnswer(ctx, key, l, err)
}

// withVariants gives projects the attribute that a lifecycle with variants needs.
func (s *Server) withVariants(ctx context.Context, in *Drawing) error {
	if in == nil || len(in.Variants) == 0 {
		return nil
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	if f := live.Catalogue.Get(lifecycle.Variant); f != nil && !f.Retired {
		return nil
	}
	return s.update(ctx, func(tx *db.Tx, who access.Who) error { return lifecycle.Variants(ctx, tx, who) })
}

func (s *Server) typeAnswer(ctx context.Context, key string, l *lifecycle.Lifecycle, err error) (*typeAnswer, error) {
	c, failed := s.course(ctx)
	if failed != nil {
		return nil, cmp.Or(err, failed)
	}
	o, failed := c.typed(key)
	if failed != nil {
		return nil, cmp.Or(err, failed)
	}
	shown := func(l *lifecycle.Lifecycle) typeOut {
		return c.show(o, l, c.live.Uses(c.live.Catalogue.Get(lifecycle.Type)).Options[o.ID])
	}
	if err != nil {
		return nil, showing(err, shown)
	}
	return &typeAnswer{fmt.Sprintf(`"%d"`, l.Version), shown(l)}, nil
}

type publishIn struct {
	ByType
	Matching
	Body struct {
		Drawing
		Bring map[string]string `json:"bring,omitempty" doc:"Of stages that are none of the lifecycle: into which of its stages their projects are brought; none under the empty key"`
	}
}

func (s *Server) publishType(ctx context.Context, in *publishIn) (*typeAnswer, error) {
	bring := func(ctx context.Context, tx *db.Tx, who access.Who, typ, version int64, d *lifecycle.Definition) (*lifecycle.Lifecycle, error) {
		l, err := lifecycle.Publish(ctx, tx, who, typ, version, d)
		if err != nil {
			return l, err
		}
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return l, err
		}
		if err := project.CheckEffects(c, d); err != nil || len(in.Body.Bring) == 0 {
			return l, err
		}
		into, err := bringing(c, d, in.Body.Bring)
		if err != nil {
			return l, err
		}
		return l, project.Bring(ctx, tx, who, c, typ, into)
	}
	return s.keepType(ctx, in.Key, in.Matching, &in.Body.Drawing, bring)
}

// bringing reads, by the keys of stages, into which stage projects are brought.
func bringing(c *field.Catalogue, d *lifecycle.Definition, keys map[string]string) (map[int64]int64, error) {
	f, out := c.Get(lifecycle.Stage), map[int64]int64{}
	for from, to := range keys {
		old, known := f.OptionByKey(from)
		by, there := f.OptionByKey(to)
		if !known && from != "" || !there {
			return nil, fault.Invalid("bring", label.T("There is no such stage in the list", "Cette étape n’est pas dans la liste"))
		}
		if d.Step(by.ID) == nil {
			return nil, fault.Invalid("bring", label.F("“%s” is none of the stages of the lifecycle", "« %s » n’est pas une étape du cycle de vie", by.Label))
		}
		out[old.ID] = by.ID
	}
	return out, nil
}

type impactOut struct {
	Problems []problemOut   `json:"problems" doc:"What stands in the way of publishing; empty for nothing"`
	Projects int            `json:"projects"`
	Stages   []atStageOut   `json:"stages"`
	Outside  []atStageOut   `json:"outside" doc:"Stages that are none of it, with projects in them; an empty key for no stage"`
	Moves    []onMoveOut    `json:"moves" doc:"In the order of the definition"`
	Variants map[string]int `json:"variants" doc:"How many projects each would have, by its rule"`
	Sample   []triedOut     `json:"sample" doc:"A few projects that the caller sees, tried"`
	Changes  []auditChange  `json:"changes" doc:"What is different from what holds, in the language of the caller"`
}

type problemOut struct {
	Location string `json:"location"`
	Message  string `json:"message"`
}

type atStageOut struct {
	Stage   string `json:"stage"`
	Count   int    `json:"count"`
	Lacking int    `json:"lacking" doc:"How many of them do not have what the stage asks for"`
	Stuck   int    `json:"stuck" doc:"How many of them no move leads on from here, though the stage is no end"`
}

type onMoveOut struct {
	Here int `json:"here"`
	Open int `json:"open"`
}

type triedOut struct {
	ID    string   `json:"id"`
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Stage string   `json:"stage"`
	Ways  []wayOut `json:"ways"`
}

func (s *Server) previewType(ctx context.Context, in *struct {
	ByType
	Body Drawing
},
) (*body[impactOut], error) {
	c, err := s.course(ctx)
	if err != nil {
		return nil, err
	}
	o, err := c.typed(in.Key)
	if err != nil {
		return nil, err
	}
	d, err := c.read(&in.Body)
	if err == nil {
		err = lifecycle.Check(ctx, s.DB, c.who, d)
	}
	if err == nil {
		err = project.CheckEffects(c.live.Catalogue, d)
	}
	if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
		out := c.showImpact(life.Impact{})
		out.Problems, out.Changes = c.problems(f), []auditChange{}
		return &body[impactOut]{out}, nil
	} else if err != nil {
		return nil, err
	}
	held, err := lifecycle.Get(ctx, s.DB, o.ID)
	if err != nil {
		return nil, err
	}
	out := c.showImpact(life.Of(c.live, c.who, o.ID, d))
	out.Changes = c.differences(held.Holds, d)
	return &body[impactOut]{out}, nil
}

type typePast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) typeHistory(ctx context.Context, in *ByType) (*body[list[typePast]], error) {
	c, err := s.course(ctx)
	if err != nil {
		return nil, err
	}
	o, err := c.typed(in.Key)
	if err != nil {
		return nil, err
	}
	past, err := lifecycle.History(ctx, s.DB, c.who, o.ID)
	out, names := list[typePast]{Items: []typePast{}, Total: len(past)}, c.live.Names(c.who)
	for i, p := range past {
		var was *lifecycle.Definition
		if i+1 < len(past) {
			was = past[i+1].Holds
		}
		by := int64(p.Change.Actor)
		out.Items = append(out.Items, typePast{p.Version, instant(p.Change.At), s.named(by, names.Name(field.User, by)), c.differences(was, p.Holds)})
	}
	return answer(out, err)
}

func (s *Server) revertType(ctx context.Context, in *struct {
	ByType
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version that is to hold again; 0 to let projects move freely"`
	}
},
) (*typeAnswer, error) {
	return s.keepType(ctx, in.Key, in.Matching, nil, func(ctx context.Context, tx *db.Tx, who access.Who, typ, version int64, _ *lifecycle.Definition) (*lifecycle.Lifecycle, error) {
		return lifecycle.Revert(ctx, tx, who, typ, version, in.Body.To)
	})
}
