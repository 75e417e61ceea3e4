package access

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
)

// Emails returns whose account an e-mail address is, folded, of the accounts whose
// address the person may see: his own and those that he manages. It is 0 where the address
// is that of several of them.
func Emails(ctx context.Context, q db.Querier, who Who) (map[string]int64, error) {
	type row struct {
		ID    int64  `db:"id"`
		Email string `db:"email"`
	}
	seen := map[int64]bool{who.ID: true}
	all := who.CanEverywhere(All)
	if !all && who.CanSomewhere(ManageUsers) {
		ids, err := manageable(ctx, q, who)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			seen[id] = true
		}
	}
	out := map[string]int64{}
	err := db.Each(ctx, q, func(r *row) error {
		if !all && !seen[r.ID] {
			return nil
		}
		at := label.Fold(r.Email)
		if _, twice := out[at]; twice {
			r.ID = 0
		}
		out[at] = r.ID
		return nil
	}, "SELECT id, email FROM account WHERE email <> ''")
	return out, err
}
