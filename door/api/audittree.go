package api

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/hierarchy"
)

// nodeNames are what hierarchies and their nodes are called, by id.
func (s *Server) nodeNames(ctx context.Context, l label.Lang) (map[int64]string, error) {
	out := map[int64]string{}
	all, err := hierarchy.All(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		out[h.ID] = h.Label.In(l)
	}
	nodes, err := hierarchy.Nodes(ctx, s.DB)
	for _, of := range nodes {
		for _, n := range of {
			out[n.ID] = n.Label.In(l)
		}
	}
	return out, err
}

// dayOfAudit is a date in a remembered state.
func dayOfAudit(n int64) string { return day.Day(n).String() }
