package api

import (
	"context"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/hierarchy"
)

type nodeUseOut struct {
	Object string    `json:"object"`
	Key    string    `json:"key"`
	Label  bilingual `json:"label"`
	Count  int       `json:"count" doc:"Objects that hold the node itself, those archived or in the bin included"`
}

type nodeUsesOut struct {
	Below      int          `json:"below" doc:"Nodes below it"`
	Grants     int64        `json:"grants" doc:"Roles given on it"`
	Attributes []nodeUseOut `json:"attributes" doc:"What holds it, by the attribute"`
	Held       int          `json:"held" doc:"All of those together"`
}

// nodeUses counts what holds a node.
func (s *Server) nodeUses(ctx context.Context, n hierarchy.Node) (nodeUsesOut, error) {
	out := nodeUsesOut{Below: int(n.End - n.Place - 1), Attributes: []nodeUseOut{}}
	drawn, err := field.Drawn(ctx, s.DB, n.Hierarchy)
	if err != nil {
		return out, err
	}
	for _, f := range drawn {
		d, _, err := s.usageDesk(ctx, f.Object)
		if err != nil {
			return out, err
		}
		count := d.Holding(f.Key, n.ID)
		out.Held += count
		if count > 0 {
			out.Attributes = append(out.Attributes, nodeUseOut{f.Object, f.Key, inBoth(f.Label), count})
		}
	}
	out.Grants, err = access.GrantsOnNode(ctx, s.DB, auth.Who(ctx), n.ID)
	return out, err
}

func (s *Server) usesOfNode(ctx context.Context, in *ByNode) (*body[nodeUsesOut], error) {
	id, node, err := s.nodeIn(*in)
	if err != nil {
		return nil, err
	}
	n, err := hierarchy.NodeOf(ctx, s.DB, id, node)
	if err != nil {
		return nil, err
	}
	return answer(s.nodeUses(ctx, n))
}

// holdsNothing refuses to delete a node that objects hold.
func (s *Server) holdsNothing(ctx context.Context, who access.Who, n hierarchy.Node) error {
	if err := access.Must(hierarchy.MayDefine(who)); err != nil {
		return err
	}
	uses, err := s.nodeUses(ctx, n)
	if err == nil && uses.Held > 0 {
		err = fault.Conflict(label.F("%d objects hold “%s”, those archived or in the bin included; choose the node that takes its place, or retire it", "%d objets portent «\u202f%s\u202f», archivés ou à la corbeille compris\u202f; choisissez le nœud qui le remplace, ou retirez-le de l’usage", uses.Held, n.Label))
	}
	return err
}

// replaceNode gives another node all that a node has, and deletes it. The roles go
// last: until then whoever does it holds what they allow.
func replaceNode(ctx context.Context, tx *db.Tx, who access.Who, n hierarchy.Node, by int64, names field.Directory) error {
	drawn, err := field.Drawn(ctx, tx, n.Hierarchy)
	if err != nil {
		return err
	}
	other, err := hierarchy.NodeOf(ctx, tx, n.Hierarchy, by)
	if err != nil {
		return err
	}
	for _, d := range drawn {
		c, err := field.Load(ctx, tx, d.Object)
		if err != nil {
			return err
		}
		f := c.ByID(d.ID)
		if err := replaceOptions(ctx, tx, who, f, map[string]string{n.Key: other.Key}, names); err != nil {
			return err
		}
	}
	if err := hierarchy.HandOver(ctx, tx, who, n.ID, by); err != nil {
		return err
	}
	now, err := hierarchy.NodeByID(ctx, tx, n.ID)
	if err != nil {
		return err
	}
	return hierarchy.Remove(ctx, tx, who, n.ID, now.Version)
}

type nodePastOut struct {
	Entity  string   `json:"entity" doc:"hierarchy or node"`
	ID      string   `json:"id"`
	Version int64    `json:"version"`
	At      string   `json:"at"`
	By      *named   `json:"by"`
	Gone    bool     `json:"gone"`
	Node    *nodeOut `json:"node" doc:"Of a node, as it was then"`
	Parts   []string `json:"parts" doc:"What changed: made, label, place, key, colour, dates, retired or revived"`
}

func (s *Server) hierarchyHistory(ctx context.Context, in *ByID) (*body[list[nodePastOut]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := hierarchy.History(ctx, s.DB, who, id, 200)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	names := live.Names(who)
	out := list[nodePastOut]{Items: []nodePastOut{}, Total: len(past)}
	for _, p := range past {
		one := nodePastOut{Entity: p.Entity, ID: s.DB.Seal(p.Object), Version: p.Version, At: instant(p.At), By: s.named(p.Actor, names.Name(field.User, p.Actor)), Gone: p.Gone, Parts: p.Parts()}
		if p.Entity == hierarchy.NodeEntity {
			n := s.nodeOut(p.Node)
			one.Node = &n
		}
		out.Items = append(out.Items, one)
	}
	return &body[list[nodePastOut]]{out}, nil
}
