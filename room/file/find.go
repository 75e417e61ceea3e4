package file

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// Find returns the latest attachments whose names hold all words of a text, of
// projects that sees lets through: who sees what is decided where the projects are.
func Find(ctx context.Context, q db.Querier, _ access.Who, text string, sees func(project int64) bool, limit int) ([]Attachment, error) {
	return db.Latest(limit, func(below int64) ([]Attachment, error) {
		where, args := db.Holding("name_folded", text, []any{below, db.LatestPage})
		return db.Select[Attachment](ctx, q, "SELECT "+db.Columns[Attachment]("")+" FROM attachment WHERE id < $1 AND deleted = 0 AND "+where+" ORDER BY id DESC LIMIT $2", args...)
	}, func(a Attachment) (id int64, wanted bool) { return a.ID, sees(a.Project) })
}
