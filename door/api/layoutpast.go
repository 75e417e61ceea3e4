package api

import (
	"context"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/dashboard"
)

// LayoutBack says to which version of a layout to go back.
type LayoutBack struct {
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to go back to"`
	}
}

func (s *Server) revertLayout(ctx context.Context, in *struct {
	LayoutOf
	Matching
	LayoutBack
},
) (*layoutAnswer, error) {
	at, err := s.layoutIn(ctx, in.LayoutOf)
	if err != nil {
		return nil, err
	}
	return s.revertLayoutAt(ctx, at, in.Matching, in.Body.To)
}

func (s *Server) revertLayoutOfOne(ctx context.Context, in *struct {
	LayoutOfOne
	Matching
	LayoutBack
},
) (*layoutAnswer, error) {
	at, err := s.layoutInOne(ctx, in.LayoutOfOne)
	if err != nil {
		return nil, err
	}
	return s.revertLayoutAt(ctx, at, in.Matching, in.Body.To)
}

func (s *Server) revertLayoutAt(ctx context.Context, at layoutAt, m Matching, to int64) (*layoutAnswer, error) {
	if err := s.keepAllBlocks(ctx, at, to); err != nil {
		return nil, err
	}
	return s.writeLayout(ctx, at, m, func(tx *db.Tx, who access.Who, version int64) (dashboard.Layout, error) {
		return dashboard.Revert(ctx, tx, who, at.scope, at.about, version, to)
	})
}

type layoutVersion struct {
	Version int64  `json:"version"`
	Change  int64  `json:"change"`
	At      string `json:"at"`
	Actor   *named `json:"actor"`
	Deleted bool   `json:"deleted" doc:"It was given up"`
	Blocks  int    `json:"blocks"`
}

func (s *Server) layoutHistory(ctx context.Context, in *LayoutOf) (*body[list[layoutVersion]], error) {
	at, err := s.layoutIn(ctx, *in)
	if err != nil {
		return nil, err
	}
	return s.layoutHistoryAt(ctx, at)
}

func (s *Server) layoutHistoryOfOne(ctx context.Context, in *LayoutOfOne) (*body[list[layoutVersion]], error) {
	at, err := s.layoutInOne(ctx, *in)
	if err != nil {
		return nil, err
	}
	return s.layoutHistoryAt(ctx, at)
}

func (s *Server) layoutHistoryAt(ctx context.Context, at layoutAt) (*body[list[layoutVersion]], error) {
	past, err := dashboard.History(ctx, s.DB, auth.Who(ctx), at.scope, at.about)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := list[layoutVersion]{Items: []layoutVersion{}, Total: len(past)}
	for _, v := range past {
		actor := int64(v.Change.Actor)
		out.Items = append(out.Items, layoutVersion{v.Version, v.Change.Number, instant(v.Change.At), s.named(actor, live.Directory.Accounts[actor].Name), v.Blocks == nil, len(v.Blocks)})
	}
	return answer(out, nil)
}
