package dashboard

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// Kept is a layout with what it is for.
type Kept struct {
	Layout
	Portfolio int64 // 0 for all projects
}

// All returns every layout that is kept, those that people have for themselves
// too, for those who look after the attributes.
func All(ctx context.Context, q db.Querier, who access.Who) ([]Kept, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, err
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+columns+" FROM dashboard WHERE blocks <> '' ORDER BY id")
	out := make([]Kept, 0, len(rows))
	for _, r := range rows {
		scope := Instance
		switch {
		case r.Account != 0:
			scope = Mine
		case r.Portfolio != 0:
			scope = Portfolio
		}
		l, err := r.layout(scope)
		if err != nil {
			return nil, err
		}
		out = append(out, Kept{l, int64(r.Portfolio)})
	}
	return out, err
}
