package api

import (
	"context"
	"encoding/json"

	"vigie/overview/snapshot"
)

// liveFor returns the portfolio in memory, after the words in the bodies that
// lists open to new values do not have yet were added to these lists.
func (s *Server) liveFor(ctx context.Context, bodies ...attributes) (*snapshot.Snapshot, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	missing := missingWords(live.Catalogue, bodies)
	if len(missing) == 0 {
		return live, nil
	}
	if err := s.addWords(ctx, live.Catalogue.Object, missing); err != nil {
		return nil, err
	}
	return s.Portfolio.Live(ctx)
}

// wordsIn reads one word or several; anything else is refused later, by name.
func wordsIn(raw json.RawMessage) []string {
	var many []string
	if json.Unmarshal(raw, &many) == nil {
		return many
	}
	var one string
	if json.Unmarshal(raw, &one) == nil && one != "" {
		return []string{one}
	}
	return nil
}
