package api

import (
	"context"
	"encoding/json"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

// liveFor returns the portfolio in memory, after the words in the bodies that
// lists open to new values do not have yet were added to these lists.
func (s *Server) liveFor(ctx context.Context, bodies ...attributes) (*snapshot.Snapshot, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	missing := map[string][]string{}
	for _, b := range bodies {
		for key, raw := range b {
			if f := live.Catalogue.Get(key); f != nil && f.Free {
				if words := f.Missing(wordsIn(raw)); len(words) > 0 {
					missing[key] = append(missing[key], words...)
				}
			}
		}
	}
	if len(missing) == 0 {
		return live, nil
	}
	// A change of its own, and no part of what a request sent again stands for.
	who := auth.Who(ctx)
	if _, err := s.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		fresh, err := access.Now(ctx, tx, who)
		if err != nil {
			return err
		}
		return field.AddFree(ctx, tx, fresh, live.Catalogue.Object, missing)
	}); err != nil {
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
