package view

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// All returns every view of an object that is not in the bin, those that people
// keep for themselves too, for those who look after the attributes.
func All(ctx context.Context, q db.Querier, who access.Who, object string) ([]View, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, err
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+columns()+" FROM view v WHERE v.deleted IS NULL AND v.object = $1 ORDER BY v.position, v.id", object)
	if err != nil {
		return nil, err
	}
	return complete(ctx, q, rows)
}

// Named returns the keys of the attributes that the state names, and the
// conditions in which it may name others.
func (s State) Named() (keys, conditions []string) {
	s.named(func(_, key string) { keys = append(keys, key) })
	conditions = append(conditions, s.Filter)
	for _, r := range s.Rules {
		conditions = append(conditions, r.Filter)
	}
	return keys, conditions
}
