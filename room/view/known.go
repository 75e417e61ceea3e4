package view

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
)

// KnownAt returns the views as they were when a change was the last, by their ids;
// those that lay in the bin are left out. Where they stood among the others, and
// the name under which they came with the program, are not kept: they are empty.
func KnownAt(ctx context.Context, q db.Querier, change int64) ([]View, error) {
	var out []View
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) error {
		var was remembered
		if err := json.Unmarshal([]byte(s.Data), &was); err != nil {
			return fmt.Errorf("reading a view of the past: %w", err)
		}
		if !was.Deleted {
			out = append(out, View{
				ID: s.Object, Version: s.Version, Object: was.Object, Name: was.Name, Owner: was.Owner, Scope: was.Scope,
				Audience: distinct(was.Audience), Locked: was.Locked, Portfolio: was.Portfolio, State: was.State.cleaned(),
			})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b View) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}
