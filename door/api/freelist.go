package api

import (
	"context"
	"encoding/json"

	"vigie/door/auth"
	"vigie/overview/snapshot"
	"vigie/room/access"
)

// liveFor returns the portfolio in memory, after the words in the bodies that
// lists open to new values do not have yet were added to these lists.
func (s *Server) liveFor(ctx context.Context, bodies ...attributes) (*snapshot.Snapshot, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	missing := missingWords(live.Catalogue.For(auth.Who(ctx)), bodies)
	if len(missing) == 0 {
		return live, nil
	}
	if err := s.addWords(ctx, live.Catalogue.Object, missing); err != nil {
		return nil, err
	}
	return s.Portfolio.Live(ctx)
}

// liveToFill is liveFor for what is said of a project that is there: a list grows by
// whoever may change that project.
func (s *Server) liveToFill(ctx context.Context, id int64, said attributes) (*snapshot.Snapshot, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	if err := mayFill(live, auth.Who(ctx), id, said); err != nil {
		return nil, err
	}
	return s.liveFor(ctx, said)
}

// mayFill refuses to add words to lists for a project that the person may not change.
func mayFill(live *snapshot.Snapshot, who access.Who, id int64, said attributes) error {
	if len(missingWords(live.Catalogue.For(who), []attributes{said})) == 0 {
		return nil
	}
	p, err := live.Get(who, id)
	if err != nil {
		return err
	}
	return access.Must(who.CanProject(access.EditProject, id, p.Unit(), p.Manager()))
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
