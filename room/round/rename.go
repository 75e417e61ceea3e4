package round

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/room/access"
)

// Rename has the rounds name an attribute that they ask for by its new key. It is for
// those who look after the attributes.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, was, now string) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	all, err := db.Select[Round](ctx, tx, "SELECT "+db.Columns[Round]("")+" FROM round ORDER BY id")
	if err != nil {
		return err
	}
	for _, r := range all {
		keys := r.Keys()
		i := slices.Index(keys, was)
		if i < 0 {
			continue
		}
		keys[i] = now
		r.Fields, r.Version = strings.Join(keys, " "), r.Version+1
		if err := db.Put(ctx, tx, "round", r); err != nil {
			return err
		}
		r.record(tx)
	}
	return nil
}
