package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/hierarchy"
	"vigie/room/project"
)

func (s *Server) hierarchyRoutes(a *frame) {
	register(a, op(http.MethodGet, "/hierarchies", "The trees that attributes draw their values from"), s.listHierarchies)
	register(a, op(http.MethodPost, "/hierarchies", "Make a hierarchy: empty, or of the list of an attribute", created), s.createHierarchy)
	register(a, op(http.MethodGet, "/hierarchies/{id}", "One hierarchy with its nodes, in tree order"), s.readHierarchy)
	register(a, op(http.MethodPatch, "/hierarchies/{id}", "Rename a hierarchy"), s.changeHierarchy)
	register(a, op(http.MethodDelete, "/hierarchies/{id}", "Delete a hierarchy that no attribute draws from", noContent), s.deleteHierarchy)
	register(a, op(http.MethodGet, "/hierarchies/{id}/history", "The versions of a hierarchy and its nodes, the latest first"), s.hierarchyHistory)
	register(a, op(http.MethodPost, "/hierarchies/{id}/nodes", "Add a node", created), s.createNode)
	register(a, op(http.MethodPatch, "/hierarchies/{id}/nodes/{node}", "Change, move, retire or date a node"), s.changeNode)
	register(a, op(http.MethodDelete, "/hierarchies/{id}/nodes/{node}", "Delete a node that nothing holds, or whose place another takes", noContent), s.deleteNode)
	register(a, op(http.MethodGet, "/hierarchies/{id}/nodes/{node}/uses", "What holds a node, is below it, or names it"), s.usesOfNode)
	register(a, op(http.MethodPost, "/hierarchies/{id}/nodes/{node}/restore", "Make a node again what it was at a version"), s.restoreNode)
}

type drawnOut struct {
	Object string    `json:"object"`
	Key    string    `json:"key"`
	Label  bilingual `json:"label"`
	Grants bool      `json:"grants" doc:"Roles given on a node hold for the projects attached by this attribute"`
}

type hierarchyOut struct {
	ID         string     `json:"id"`
	Key        string     `json:"key"`
	Label      bilingual  `json:"label"`
	Help       bilingual  `json:"help"`
	Version    int64      `json:"version"`
	Count      int        `json:"count" doc:"How many nodes it has"`
	Attributes []drawnOut `json:"attributes" doc:"Those that draw from it"`
	Nodes      []nodeOut  `json:"nodes,omitempty" doc:"In tree order; of one hierarchy only"`
}

type nodeOut struct {
	ID       string    `json:"id"`
	Key      string    `json:"key"`
	Label    bilingual `json:"label"`
	Parent   *string   `json:"parent"`
	Colour   string    `json:"colour"`
	Icon     string    `json:"icon"`
	Retired  bool      `json:"retired"`
	From     string    `json:"from" doc:"The first date on which it is offered; empty for none"`
	Until    string    `json:"until" doc:"The last one"`
	Version  int64     `json:"version"`
	Projects int       `json:"projects" doc:"Attached to it or below, in any state but deleted for good; to those who define hierarchies"`
	Grants   int64     `json:"grants" doc:"Roles given on it, to those who see roles"`
}

func isoOrEmpty(d day.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func (s *Server) nodeOut(n hierarchy.Node) nodeOut {
	out := nodeOut{
		ID: s.DB.Seal(n.ID), Key: n.Key, Label: inBoth(n.Label), Colour: n.Colour, Icon: n.Icon, Retired: n.Retired,
		From: isoOrEmpty(n.From), Until: isoOrEmpty(n.Until), Version: n.Version,
	}
	if n.Parent != 0 {
		parent := s.DB.Seal(n.Parent)
		out.Parent = &parent
	}
	return out
}

func (s *Server) hierarchyOut(ctx context.Context, h hierarchy.Hierarchy, count int) (hierarchyOut, error) {
	out := hierarchyOut{ID: s.DB.Seal(h.ID), Key: h.Key, Label: inBoth(h.Label), Help: inBoth(h.Help), Version: h.Version, Count: count, Attributes: []drawnOut{}}
	drawn, err := field.Drawn(ctx, s.DB, h.ID)
	for _, f := range drawn {
		if !f.Retired {
			out.Attributes = append(out.Attributes, drawnOut{f.Object, f.Key, inBoth(f.Label), f.Grants})
		}
	}
	return out, err
}

func (s *Server) listHierarchies(ctx context.Context, _ *struct{}) (*body[list[hierarchyOut]], error) {
	all, err := hierarchy.All(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	counts, err := hierarchy.Counts(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	out := list[hierarchyOut]{Items: []hierarchyOut{}, Total: len(all)}
	for _, h := range all {
		one, err := s.hierarchyOut(ctx, h, counts[h.ID])
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, one)
	}
	return &body[list[hierarchyOut]]{out}, nil
}

// hierarchyNow shows a hierarchy with its nodes and, to those who may know, what
// is attached to them.
func (s *Server) hierarchyNow(ctx context.Context, id int64) (*body[hierarchyOut], error) {
	h, err := hierarchy.Get(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	nodes, err := hierarchy.NodesOf(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	out, err := s.hierarchyOut(ctx, h, len(nodes))
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	grants, err := access.GrantsOnNodes(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	attached := map[int64]int{}
	if hierarchy.MayDefine(who) {
		if attached, err = project.AttachedTo(ctx, s.DB, who, nodes); err != nil {
			return nil, err
		}
	}
	out.Nodes = make([]nodeOut, len(nodes))
	for i, n := range nodes {
		out.Nodes[i] = s.nodeOut(n)
		out.Nodes[i].Projects, out.Nodes[i].Grants = attached[n.ID], grants[n.ID]
	}
	return &body[hierarchyOut]{out}, nil
}

func (s *Server) readHierarchy(ctx context.Context, in *ByID) (*body[hierarchyOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return s.hierarchyNow(ctx, id)
}

type createHierarchyIn struct {
	Body struct {
		Key   string     `json:"key,omitempty" maxLength:"40"`
		Label *bilingual `json:"label,omitempty"`
		Help  *bilingual `json:"help,omitempty"`
		Of    *struct {
			Object  string `json:"object" maxLength:"20"`
			Key     string `json:"key" maxLength:"60"`
			Version int64  `json:"version"`
		} `json:"of,omitempty" doc:"An attribute whose list becomes the hierarchy; its values stay as they are"`
	}
}

func (s *Server) createHierarchy(ctx context.Context, in *createHierarchyIn) (*body[hierarchyOut], error) {
	h := hierarchy.Hierarchy{Key: in.Body.Key}
	if in.Body.Label != nil {
		h.Label = in.Body.Label.text()
	}
	if in.Body.Help != nil {
		h.Help = in.Body.Help.text()
	}
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		if of := in.Body.Of; of != nil {
			if _, h, err = field.Share(ctx, tx, who, of.Object, of.Key, of.Version, h); err == nil && of.Object == project.Entity {
				err = project.Anchor(ctx, tx, who)
			}
			return err
		}
		h, err = hierarchy.Create(ctx, tx, who, h)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.hierarchyNow(ctx, h.ID)
}

type changeHierarchyIn struct {
	ByID
	Matching
	Body struct {
		Key   *string    `json:"key,omitempty" maxLength:"40"`
		Label *bilingual `json:"label,omitempty"`
		Help  *bilingual `json:"help,omitempty"`
	}
}

func (s *Server) changeHierarchy(ctx context.Context, in *changeHierarchyIn) (*body[hierarchyOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		_, err := hierarchy.Update(ctx, tx, who, id, version, func(h *hierarchy.Hierarchy) {
			set(&h.Key, in.Body.Key)
			if in.Body.Label != nil {
				h.Label = in.Body.Label.text()
			}
			if in.Body.Help != nil {
				h.Help = in.Body.Help.text()
			}
		})
		return err
	})
	if err != nil {
		return nil, showing(err, func(h hierarchy.Hierarchy) hierarchyOut {
			out, _ := s.hierarchyOut(ctx, h, 0)
			return out
		})
	}
	return s.hierarchyNow(ctx, id)
}

type deleteHierarchyIn struct {
	ByID
	Matching
}

func (s *Server) deleteHierarchy(ctx context.Context, in *deleteHierarchyIn) (*none, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if err := field.FreeOfHierarchy(ctx, tx, who, id); err != nil {
			return err
		}
		return hierarchy.Delete(ctx, tx, who, id, version)
	})
}

// ByNode names a node of a hierarchy.
type ByNode struct {
	ID   string `path:"id" maxLength:"20"`
	Node string `path:"node" maxLength:"20"`
}

func (s *Server) nodeIn(in ByNode) (id, node int64, err error) {
	if id, err = s.DB.Unseal(in.ID); err == nil {
		node, err = s.DB.Unseal(in.Node)
	}
	return id, node, err
}

// nodeIn is what may be said of a node; what is absent stays.
type nodeBody struct {
	Key     *string    `json:"key,omitempty" maxLength:"60"`
	Label   *bilingual `json:"label,omitempty"`
	Parent  *string    `json:"parent,omitempty" maxLength:"20" doc:"The node above; empty for the top"`
	Before  *string    `json:"before,omitempty" maxLength:"20" doc:"The sibling before which it stands; empty for the last place"`
	Colour  *string    `json:"colour,omitempty" maxLength:"30"`
	Icon    *string    `json:"icon,omitempty" maxLength:"30"`
	Retired *bool      `json:"retired,omitempty"`
	From    *string    `json:"from,omitempty" maxLength:"10" doc:"The first date on which it is offered: 2026-11-22; empty for none"`
	Until   *string    `json:"until,omitempty" maxLength:"10"`
}

func (b nodeBody) apply(n *hierarchy.Node) error {
	set(&n.Key, b.Key)
	if b.Label != nil {
		n.Label = b.Label.text()
	}
	set(&n.Colour, b.Colour)
	set(&n.Icon, b.Icon)
	set(&n.Retired, b.Retired)
	for _, d := range []struct {
		where string
		text  *string
		into  *day.Day
	}{{"from", b.From, &n.From}, {"until", b.Until, &n.Until}} {
		if d.text == nil {
			continue
		}
		var err error
		if *d.into, err = dayIn(d.where, *d.text); err != nil {
			return err
		}
	}
	return nil
}

// place reads where a node is to stand; nil when nothing is said.
func (b nodeBody) place(s *Server, now int64) (*hierarchy.Place, error) {
	if b.Parent == nil && b.Before == nil {
		return nil, nil
	}
	p := hierarchy.Place{Parent: now}
	for text, into := range map[*string]*int64{b.Parent: &p.Parent, b.Before: &p.Before} {
		if text == nil {
			continue
		}
		*into = 0
		if *text != "" {
			var err error
			if *into, err = s.DB.Unseal(*text); err != nil {
				return nil, err
			}
		}
	}
	return &p, nil
}

type createNodeIn struct {
	ByID
	Body nodeBody
}

func (s *Server) createNode(ctx context.Context, in *createNodeIn) (*body[nodeOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	place, err := in.Body.place(s, 0)
	if err != nil {
		return nil, err
	}
	if place == nil {
		place = &hierarchy.Place{}
	}
	n := hierarchy.Node{Hierarchy: id, Parent: place.Parent}
	if err := in.Body.apply(&n); err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		n, err = hierarchy.Add(ctx, tx, who, n, place.Before)
		return err
	})
	return answer(s.nodeOut(n), err)
}

type changeNodeIn struct {
	ByNode
	Matching
	Body nodeBody
}

func (s *Server) changeNode(ctx context.Context, in *changeNodeIn) (*body[nodeOut], error) {
	id, node, err := s.nodeIn(in.ByNode)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	if err := in.Body.apply(&hierarchy.Node{}); err != nil {
		return nil, err
	}
	var n hierarchy.Node
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		now, err := hierarchy.NodeOf(ctx, tx, id, node)
		if err != nil {
			return err
		}
		place, err := in.Body.place(s, now.Parent)
		if err != nil {
			return err
		}
		n, err = hierarchy.Change(ctx, tx, who, node, version, place, func(n *hierarchy.Node) { _ = in.Body.apply(n) }) // its dates were read above
		return err
	})
	return answer(s.nodeOut(n), showing(err, s.nodeOut))
}

type restoreNodeIn struct {
	ByNode
	Body struct {
		Version int64 `json:"version" minimum:"1"`
	}
}

func (s *Server) restoreNode(ctx context.Context, in *restoreNodeIn) (*body[nodeOut], error) {
	_, node, err := s.nodeIn(in.ByNode)
	if err != nil {
		return nil, err
	}
	var n hierarchy.Node
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		n, err = hierarchy.Restore(ctx, tx, who, node, in.Body.Version)
		return err
	})
	return answer(s.nodeOut(n), err)
}

type deleteNodeIn struct {
	ByNode
	Matching
	By string `query:"by" maxLength:"20" doc:"The node that takes its place: what holds or names it, what stands below it and the roles given on it move there"`
}

func (s *Server) deleteNode(ctx context.Context, in *deleteNodeIn) (*none, error) {
	id, node, err := s.nodeIn(in.ByNode)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	by := int64(0)
	if in.By != "" {
		if by, err = s.DB.Unseal(in.By); err != nil {
			return nil, err
		}
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		n, err := hierarchy.NodeOf(ctx, tx, id, node)
		if err != nil {
			return err
		}
		if err := access.Must(hierarchy.MayDefine(who)); err != nil {
			return err
		}
		if n.Version != version {
			return fault.Outdated(n)
		}
		if by == 0 {
			if err := s.holdsNothing(ctx, who, n); err != nil {
				return err
			}
			return hierarchy.Remove(ctx, tx, who, node, version)
		}
		return replaceNode(ctx, tx, who, n, by, live.Names(who).All())
	})
	return nil, showing(err, s.nodeOut)
}
