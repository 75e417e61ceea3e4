package dashboard

import (
	"context"
	"encoding/json"
	"strings"

	"vigie/ground/db"
)

// Shows says which layouts have a block about something.
type Shows struct {
	Instance   bool
	Portfolios []int64
	Personal   int64 // how many people have it on a layout of their own
}

// Showing finds the layouts with a block whose setting of a name has a value.
func Showing(ctx context.Context, q db.Querier, name, value string) (Shows, error) {
	var out Shows
	people := map[int64]bool{}
	err := db.Each(ctx, q, func(r *row) error {
		if !strings.Contains(r.Blocks, value) || !r.has(name, value) {
			return nil
		}
		switch {
		case r.Account != 0:
			people[int64(r.Account)] = true
		case r.Portfolio != 0:
			out.Portfolios = append(out.Portfolios, int64(r.Portfolio))
		default:
			out.Instance = true
		}
		return nil
	}, "SELECT "+columns+" FROM dashboard WHERE blocks <> '' ORDER BY id")
	out.Personal = int64(len(people))
	return out, err
}

func (r *row) has(name, value string) bool {
	l, err := r.layout(Mine)
	for _, b := range l.Blocks {
		var settings map[string]any
		if err == nil && json.Unmarshal(b.Settings, &settings) == nil && settings[name] == value {
			return true
		}
	}
	return false
}
