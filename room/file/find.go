package file

import (
	"context"
	"strconv"

	"vigie/ground/db"
	"vigie/room/access"
)

// Find returns the latest attachments whose names hold all words of a text, of
// projects that sees lets through: who sees what is decided where the projects are.
func Find(ctx context.Context, q db.Querier, _ access.Who, text string, sees func(project int64) bool, limit int) ([]Attachment, error) {
	var out []Attachment
	for below := int64(1) << 62; ; {
		where, args := db.Holding("name_folded", text, []any{below})
		page, err := db.Select[Attachment](ctx, q, "SELECT "+db.Columns[Attachment]("")+" FROM attachment WHERE id < $1 AND deleted = 0 AND "+where+" ORDER BY id DESC LIMIT "+strconv.Itoa(pageOfFind), args...)
		if err != nil {
			return nil, err
		}
		for _, a := range page {
			if sees(a.Project) {
				if out = append(out, a); len(out) == limit {
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
