package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/view"
)

// objective is the one of an axis that a project serves, always the same for a code;
// some serve the axis as a whole.
func (f *filler) objective(axis, code string) string {
	var below []string
	plan := f.catalogue.Get("objective")
	for _, o := range plan.Choices {
		if above, _ := plan.OptionByID(o.Parent); above.Key == axis && axis != "" {
			below = append(below, o.Key)
		}
	}
	n := sum(code) % (len(below) + 1)
	if n == len(below) {
		return axis
	}
	return below[n]
}

// sites are where a project is carried out, always the same for a code.
func sites(code string) string {
	choices := []string{"paris", "paris", "lyon", "nantes", "lille", "france", "paris, lyon", "reunion, martinique"}
	return choices[sum(code)*7%len(choices)]
}

func sum(code string) int {
	n := 0
	for _, r := range code {
		n = (n*31 + int(r)) % 9973
	}
	return n
}

// showPlan makes the view that is grouped by the strategic plan.
func showPlan(ctx context.Context, tx *db.Tx, who access.Who) error {
	columns := []view.Column{{Key: "code"}, {Key: "name"}, {Key: "objective"}, {Key: "sites"}, {Key: "stage"}, {Key: "weather"}, {Key: "end"}, {Key: "total_cost"}, {Key: "total_cost_baseline"}}
	_, err := view.Create(ctx, tx, who, view.View{
		Object: "project", Name: label.T("Strategic plan", "Plan stratégique"), Scope: view.Everyone,
		State: view.State{Columns: columns, Group: []view.Group{{Key: "objective", By: "1"}, {Key: "objective", By: "2"}}},
	})
	return err
}
