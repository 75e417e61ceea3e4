package comment

import (
	"context"
	"strconv"

	"vigie/ground/db"
	"vigie/room/access"
)

// Find returns the latest comments that hold all words of a text, on projects
// that sees lets through: who sees what is decided where the projects are.
func Find(ctx context.Context, q db.Querier, _ access.Who, text string, sees func(project int64) bool, limit int) ([]Comment, error) {
	var out []Comment
	for below := int64(1) << 62; ; {
		where, args := db.Holding("folded", text, []any{below})
		page, err := db.Select[Comment](ctx, q, "SELECT "+columns+" FROM comment WHERE id < $1 AND deleted = 0 AND "+where+" ORDER BY id DESC LIMIT "+strconv.Itoa(pageOfFind), args...)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			if sees(c.Project) {
				if out = append(out, c); len(out) == limit {
					return out, nil
				}
			}
		}
		if len(page) < pageOfFind {
			return out, nil
		}
		below = page[len(page)-1].ID
	}
}

const pageOfFind = 200
