package comment

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// Find returns the latest comments that hold all words of a text, on projects
// that sees lets through: who sees what is decided where the projects are.
func Find(ctx context.Context, q db.Querier, _ access.Who, text string, sees func(project int64) bool, limit int) ([]Comment, error) {
	return db.Latest(limit, func(below int64) ([]Comment, error) {
		where, args := db.Holding("folded", text, []any{below, db.LatestPage})
		return db.Select[Comment](ctx, q, "SELECT "+columns+" FROM comment WHERE id < $1 AND deleted = 0 AND "+where+" ORDER BY id DESC LIMIT $2", args...)
	}, func(c Comment) (id int64, wanted bool) { return c.ID, sees(c.Project) })
}
