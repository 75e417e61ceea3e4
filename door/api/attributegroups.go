package api

import (
	"context"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/usage"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/heading"
)

func (s *Server) attributeGroupRoutes(a *frame) {
	register(a, op(http.MethodGet, "/attribute-groups", "The groups of attributes, in their order: under them attributes stand wherever they are listed"), s.listGroupsOfAttributes)
	register(a, op(http.MethodPut, "/attribute-groups", "Make, rename, arrange and delete groups of attributes"), s.setGroupsOfAttributes)
	register(a, op(http.MethodGet, "/attribute-groups/uses", "Which attributes stand in each group, and what names them"), s.usesOfGroups)
	register(a, op(http.MethodPost, "/attribute-groups/{key}/attributes", "Put attributes into a group"), s.regroupAttributes)
	register(a, op(http.MethodGet, "/attribute-groups/history", "The versions of the groups, the latest first, with what each changed"), s.groupsHistory)
	register(a, op(http.MethodPost, "/attribute-groups/revert", "Keep an earlier version of the groups again"), s.revertGroups)
}

type attributeGroupOut struct {
	Key   string    `json:"key"`
	Label bilingual `json:"label"`
	Rest  bool      `json:"rest,omitempty" doc:"The group of what stands in no other; it cannot be deleted"`
}

type attributeGroupsOut struct {
	Version int64               `json:"version"`
	CanEdit bool                `json:"can_edit"`
	Items   []attributeGroupOut `json:"items"`
	Total   int                 `json:"total"`
}

type attributeGroupsAnswer struct {
	ETag string `header:"ETag"`
	Body attributeGroupsOut
}

// showGroupsOfAttributes shows the groups. Whoever does not define attributes is told of those
// alone in which something stands that he may read somewhere.
func (s *Server) showGroupsOfAttributes(ctx context.Context, all heading.Set) (attributeGroupsOut, error) {
	who := auth.Who(ctx)
	out := attributeGroupsOut{Version: all.Version, CanEdit: heading.MayChange(who), Items: []attributeGroupOut{}}
	filled := map[string]bool{}
	for _, object := range field.Objects {
		if out.CanEdit {
			break
		}
		c, _, err := s.catalogue(ctx, object)
		if err != nil {
			return out, err
		}
		for _, f := range c.Fields {
			if !f.Retired {
				filled[c.GroupOf(f)] = true
			}
		}
	}
	for _, g := range all.Items {
		if out.CanEdit || filled[g.Key] {
			out.Items = append(out.Items, attributeGroupOut{g.Key, inBoth(g.Label), g.Key == heading.Rest})
		}
	}
	out.Total = len(out.Items)
	return out, nil
}

func (s *Server) answerGroups(ctx context.Context, all heading.Set) (*attributeGroupsAnswer, error) {
	out, err := s.showGroupsOfAttributes(ctx, all)
	return &attributeGroupsAnswer{fmt.Sprintf(`"%d"`, all.Version), out}, err
}

func (s *Server) listGroupsOfAttributes(ctx context.Context, _ *struct{}) (*attributeGroupsAnswer, error) {
	all, err := heading.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	return s.answerGroups(ctx, all)
}

type attributeGroupIn struct {
	Key   string    `json:"key,omitempty" maxLength:"40" doc:"Of a group that is there; made from the name of a new one when left out"`
	Label bilingual `json:"label"`
}

type setGroupsIn struct {
	Matching
	Body struct {
		Items []attributeGroupIn `json:"items" maxItems:"300" doc:"All the groups, in their order; one that is left out is deleted"`
		Into  map[string]string  `json:"into,omitempty" doc:"By the key of a group that is left out, which one takes its attributes"`
	}
}

func (s *Server) setGroupsOfAttributes(ctx context.Context, in *setGroupsIn) (*attributeGroupsAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	return s.keepGroups(ctx, func(tx *db.Tx, who access.Who) (heading.Set, error) {
		now, _, err := field.ChangeGroups(ctx, tx, who, version, in.Body.Into, func(all *heading.Set) {
			before := *all
			all.Items = nil
			for _, g := range in.Body.Items {
				old, _ := before.Get(g.Key)
				all.Items = append(all.Items, heading.Group{Key: g.Key, Label: g.Label.text(), Position: old.Position})
			}
			all.Arrange()
		})
		return now, err
	})
}

// keepGroups answers with the groups that a change left.
func (s *Server) keepGroups(ctx context.Context, change func(*db.Tx, access.Who) (heading.Set, error)) (*attributeGroupsAnswer, error) {
	var out heading.Set
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = change(tx, who)
		return err
	})
	if err != nil {
		return nil, showing(err, func(all heading.Set) attributeGroupsOut {
			shown, _ := s.showGroupsOfAttributes(ctx, all)
			return shown
		})
	}
	return s.answerGroups(ctx, out)
}

type inGroup struct {
	Object string    `json:"object"`
	Key    string    `json:"key"`
	Label  bilingual `json:"label"`
}

type groupUse struct {
	Key        string      `json:"key"`
	Attributes []inGroup   `json:"attributes" doc:"Those in use that stand in it, in the order of the catalogue"`
	Places     []usedInOut `json:"places" doc:"What names them"`
}

// usesOfGroups says what stands in each group, for whoever defines attributes.
func (s *Server) usesOfGroups(ctx context.Context, _ *struct{}) (*body[list[groupUse]], error) {
	all, err := heading.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	by, places := map[string]*groupUse{}, map[string][]usage.Place{}
	for _, g := range all.Items {
		by[g.Key] = &groupUse{g.Key, []inGroup{}, []usedInOut{}}
	}
	for _, object := range field.Objects {
		c, _, err := s.definitions(ctx, object)
		if err != nil {
			return nil, err
		}
		uses, err := s.placesOfAttributes(ctx, object)
		if err != nil {
			return nil, err
		}
		for _, f := range c.Fields {
			g := by[c.GroupOf(f)]
			if g == nil || f.Retired {
				continue
			}
			g.Attributes = append(g.Attributes, inGroup{object, f.Key, inBoth(f.Label)})
			places[g.Key] = append(places[g.Key], uses[f.Key]...)
		}
	}
	out := list[groupUse]{Items: []groupUse{}, Total: len(all.Items)}
	for _, g := range all.Items {
		by[g.Key].Places = showPlaces(once(places[g.Key]))
		out.Items = append(out.Items, *by[g.Key])
	}
	return &body[list[groupUse]]{out}, nil
}

// placesOfAttributes are what names each attribute of a kind of object, by its key.
func (s *Server) placesOfAttributes(ctx context.Context, object string) (map[string][]usage.Place, error) {
	d, _, err := s.usageDesk(ctx, object)
	if err != nil {
		return nil, err
	}
	return d.Places(ctx)
}

// once leaves out places that are there before, as one view that names two attributes.
// Those without a name stay: they may be several.
func once(all []usage.Place) []usage.Place {
	seen, out := map[string]bool{}, []usage.Place{}
	for _, p := range all {
		is := p.Kind + " " + p.Name.EN + " " + p.Name.FR
		if !seen[is] || p.Name.IsZero() {
			out = append(out, p)
		}
		seen[is] = true
	}
	return out
}

type regroupIn struct {
	Key  string `path:"key" maxLength:"40"`
	Body struct {
		Attributes []struct {
			Object catalogued `json:"object"`
			Key    string     `json:"key" maxLength:"40"`
		} `json:"attributes" minItems:"1" maxItems:"1000"`
	}
}

type regrouped struct {
	Moved int `json:"moved" doc:"How many stood elsewhere before"`
}

func (s *Server) regroupAttributes(ctx context.Context, in *regroupIn) (*body[regrouped], error) {
	var some []field.Named
	for _, a := range in.Body.Attributes {
		some = append(some, field.Named{Object: string(a.Object), Key: a.Key})
	}
	var out regrouped
	err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
		moved, err := field.Regroup(ctx, tx, who, in.Key, some)
		out.Moved = len(moved)
		return err
	})
	return answer(out, err)
}

type groupsPast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) groupsHistory(ctx context.Context, _ *struct{}) (*body[list[groupsPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := heading.History(ctx, s.DB, who)
	out, names := list[groupsPast]{Items: []groupsPast{}, Total: len(past)}, live.Names(who)
	for i, p := range past {
		was := heading.Shipped()
		if i+1 < len(past) {
			was = past[i+1].Set
		}
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, groupsPast{p.Version, instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), saidOfGroups(heading.Differences(was, p.Set), who.Lang)})
	}
	return answer(out, err)
}

func saidOfGroups(all []heading.Difference, l label.Lang) []auditChange {
	out := []auditChange{}
	for _, d := range all {
		out = append(out, auditChange{d.What.In(l), d.Was.In(l), d.Now.In(l)})
	}
	return out
}

// revertGroups keeps an earlier version again; 0 is the groups as shipped.
func (s *Server) revertGroups(ctx context.Context, in *struct {
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version to keep again; 0 for the groups as shipped"`
	}
},
) (*attributeGroupsAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	return s.keepGroups(ctx, func(tx *db.Tx, who access.Who) (heading.Set, error) {
		return field.RevertGroups(ctx, tx, who, version, in.Body.To)
	})
}
