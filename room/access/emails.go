package access

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
)

// Emails returns whose account an e-mail address is, folded; 0 where it is that of
// several. Whom they may be shown to is for the caller to say.
func Emails(ctx context.Context, q db.Querier) (map[string]int64, error) {
	type row struct {
		ID    int64  `db:"id"`
		Email string `db:"email"`
	}
	out := map[string]int64{}
	err := db.Each(ctx, q, func(r *row) error {
		at := label.Fold(r.Email)
		if _, twice := out[at]; twice {
			r.ID = 0
		}
		out[at] = r.ID
		return nil
	}, "SELECT id, email FROM account WHERE email <> ''")
	return out, err
}
