package notice

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Kinds are what can be marked as a favourite.
var Kinds = []string{"project", "portfolio", "view"}

// mostFavourites is how many a person can have.
const mostFavourites = 200

// Favourite is something that a person marked to find again.
type Favourite struct {
	Account int64  `db:"account_id"`
	Kind    string `db:"kind"`
	Object  int64  `db:"object"`
	Created int64  `db:"created"`
}

// Favourites returns what the person marked, the oldest first. Whether it can
// still be seen is for whoever shows it.
func Favourites(ctx context.Context, q db.Querier, who access.Who) ([]Favourite, error) {
	return db.Select[Favourite](ctx, q, "SELECT account_id, kind, object, created FROM favourite WHERE account_id = $1 ORDER BY created, object", who.ID)
}

// Mark makes something a favourite of the person, who was shown to see it.
func Mark(ctx context.Context, tx *db.Tx, who access.Who, kind string, object int64) error {
	if !slices.Contains(Kinds, kind) {
		return fault.Invalid("kind", label.T("This cannot be a favourite", "Ceci ne peut pas être un favori"))
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM favourite WHERE account_id = $1", who.ID)
	if err != nil {
		return err
	}
	if n >= mostFavourites {
		return fault.Conflict(label.F("You already have %d favourites; remove some first", "Vous avez déjà %d favoris ; retirez-en d’abord", n))
	}
	tx.Touch(Entity, who.ID)
	_, err = db.Exec(ctx, tx, "INSERT INTO favourite (account_id, kind, object, created) VALUES ($1, $2, $3, $4) ON CONFLICT (account_id, kind, object) DO NOTHING",
		who.ID, kind, object, tx.Millis())
	return err
}

// Unmark takes a mark away.
func Unmark(ctx context.Context, tx *db.Tx, who access.Who, kind string, object int64) error {
	tx.Touch(Entity, who.ID)
	_, err := db.Exec(ctx, tx, "DELETE FROM favourite WHERE account_id = $1 AND kind = $2 AND object = $3", who.ID, kind, object)
	return err
}

// Marked returns how many people marked something. It names none of them.
func Marked(ctx context.Context, q db.Querier, kind string, object int64) (int64, error) {
	return db.Get[int64](ctx, q, "SELECT count(*) FROM favourite WHERE kind = $1 AND object = $2", kind, object)
}
