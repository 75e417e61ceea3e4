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
	"vigie/overview/agenda"
	"vigie/overview/life"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

func (s *Server) typeRoutes(a *frame) {
	register(a, op(http.MethodGet, "/types", "The types of projects, or of the lines of a register, with their lifecycles"), s.listTypes)
	register(a, op(http.MethodPost, "/types", "Add a type; what is of it moves freely until a lifecycle is published", created), s.createType)
	register(a, op(http.MethodPut, "/types/{key}/draft", "Keep a lifecycle that is being drawn; nothing of it holds yet"), s.drawType)
	register(a, op(http.MethodDelete, "/types/{key}/draft", "Throw a draft away"), s.dropDraft)
	register(a, op(http.MethodPost, "/types/{key}/preview", "What a lifecycle would mean for the projects, or the lines, there are"), s.previewType)
	register(a, op(http.MethodPost, "/types/{key}/publish", "Make a lifecycle hold from now on, and bring what stands outside it into its stages"), s.publishType)
	register(a, op(http.MethodPost, "/types/{key}/free", "Let what is of a type move freely again"), s.freeType)
	register(a, op(http.MethodGet, "/types/{key}/history", "The lifecycles that held, the latest first, with what each changed"), s.typeHistory)
	register(a, op(http.MethodPost, "/types/{key}/revert", "Make an earlier lifecycle hold again"), s.revertType)
	register(a, op(http.MethodGet, "/projects/{id}/moves", "Where a project is in the life of its type, and where it may go from there"), s.listMoves)
	register(a, op(http.MethodPost, "/projects/{id}/moves", "Lead a project to another stage, with what the stage asks for and, through a gate, the decision"), s.takeMove)
}

// ByType is a type in a path, of projects or of the lines of a register.
type ByType struct {
	OfObject
	Key string `path:"key" maxLength:"60" doc:"The key of the type"`
}

type typeOut struct {
	Key      string    `json:"key"`
	Label    bilingual `json:"label"`
	Colour   string    `json:"colour"`
	Version  int64     `json:"version" doc:"Of the lifecycle; 0 while none was ever drawn"`
	Projects int       `json:"projects" doc:"How many projects, or lines of the register, there are, whoever may see them"`
	Holds    *lifeOut  `json:"holds" doc:"Its lifecycle; null while what is of it moves freely"`
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
	of    lifecycle.Object
	c     *field.Catalogue // of the object
	lines *agenda.Reading  // nil for projects
	roles map[int64]string // keys
	// roleNames are how the roles are called.
	roleNames map[int64]label.Text
}

func (s *Server) course(ctx context.Context, object string) (*course, error) {
	c := &course{Server: s, who: auth.Who(ctx), of: lifecycle.ObjectOf(object)}
	var err error
	if kind := agenda.KindOf(object); kind != nil {
		if c.lines, err = s.Agenda.Of(kind).Live(ctx); err != nil {
			return nil, err
		}
		c.live, c.c = c.lines.Projects, c.lines.Catalogue()
	} else if c.live, err = s.Portfolio.Live(ctx); err != nil {
		return nil, err
	} else {
		c.c = c.live.Catalogue
	}
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

func (s *Server) listTypes(ctx context.Context, in *OfObject) (*body[typesOut], error) {
	c, err := s.course(ctx, in.object())
	if err != nil {
		return nil, err
	}
	all, err := lifecycle.All(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	uses := c.uses()
	out := typesOut{Items: []typeOut{}, Roles: []roleNamed{}}
	for _, o := range lifecycle.Types(c.c) {
		if !o.Retired {
			out.Items = append(out.Items, c.show(o, cmp.Or(all[o.ID], &lifecycle.Lifecycle{Type: o.ID}), uses[o.ID]))
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
	for _, o := range lifecycle.Types(c.c) {
		if o.Key == key && !o.Retired {
			return o, nil
		}
	}
	return field.Option{}, fault.NotFound()
}

type drawIn struct {
	ByType
	Matching
	Body Drawing
}

func (s *Server) drawType(ctx context.Context, in *drawIn) (*typeAnswer, error) {
	return s.keepType(ctx, in.ByType, in.Matching, &in.Body, lifecycle.Draw)
}

func (s *Server) dropDraft(ctx context.Context, in *struct {
	ByType
	Matching
},
) (*typeAnswer, error) {
	return s.keepType(ctx, in.ByType, in.Matching, nil, lifecycle.Draw)
}

func (s *Server) freeType(ctx context.Context, in *struct {
	ByType
	Matching
},
) (*typeAnswer, error) {
	return s.keepType(ctx, in.ByType, in.Matching, nil, lifecycle.Publish)
}

type keepLife func(context.Context, *db.Tx, access.Who, int64, int64, *lifecycle.Definition) (*lifecycle.Lifecycle, error)

// keepType reads a lifecycle, has it kept, and answers with the type as it is then.
func (s *Server) keepType(ctx context.Context, by ByType, matching Matching, in *Drawing, keep keepLife) (*typeAnswer, error) {
	version, err := matching.orNew()
	if err != nil {
		return nil, err
	}
	if err := access.Must(lifecycle.MayChange(auth.Who(ctx))); err != nil {
		return nil, err
	}
	if by.object() == project.Entity {
		if err := s.withVariants(ctx, in); err != nil {
			return nil, err
		}
	}
	c, err := s.course(ctx, by.object())
	if err != nil {
		return nil, err
	}
	o, err := c.typed(by.Key)
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
	return s.typeAnswer(ctx, by, l, err)
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

func (s *Server) typeAnswer(ctx context.Context, by ByType, l *lifecycle.Lifecycle, err error) (*typeAnswer, error) {
	c, failed := s.course(ctx, by.object())
	if failed != nil {
		return nil, cmp.Or(err, failed)
	}
	o, failed := c.typed(by.Key)
	if failed != nil {
		return nil, cmp.Or(err, failed)
	}
	shown := func(l *lifecycle.Lifecycle) typeOut {
		return c.show(o, l, c.uses()[o.ID])
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
		c, err := field.Load(ctx, tx, in.object())
		if err != nil {
			return l, err
		}
		kind := agenda.KindOf(in.object())
		if err := checkEffects(kind, c, d); err != nil || len(in.Body.Bring) == 0 {
			return l, err
		}
		into, err := bringing(c, d, in.Body.Bring)
		if err != nil {
			return l, err
		}
		if kind != nil {
			return l, kind.Bring(ctx, tx, who, c, typ, into)
		}
		return l, project.Bring(ctx, tx, who, c, typ, into)
	}
	return s.keepType(ctx, in.ByType, in.Matching, &in.Body.Drawing, bring)
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
	ID    string   `json:"id" doc:"Of the project, or of the one that the line is of"`
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
	c, err := s.course(ctx, in.object())
	if err != nil {
		return nil, err
	}
	o, err := c.typed(in.Key)
	if err != nil {
		return nil, err
	}
	d, err := c.read(&in.Body)
	if err == nil {
		err = lifecycle.Check(ctx, s.DB, c.who, in.object(), d)
	}
	if err == nil {
		err = checkEffects(agenda.KindOf(in.object()), c.c, d)
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
	impact, err := c.impact(o.ID, d)
	if err != nil {
		return nil, err
	}
	out := c.showImpact(impact)
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
	c, err := s.course(ctx, in.object())
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
	return s.keepType(ctx, in.ByType, in.Matching, nil, func(ctx context.Context, tx *db.Tx, who access.Who, typ, version int64, _ *lifecycle.Definition) (*lifecycle.Lifecycle, error) {
		return lifecycle.Revert(ctx, tx, who, typ, version, in.Body.To)
	})
}
