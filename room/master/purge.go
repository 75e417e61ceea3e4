package master

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// BinDays is how long the bytes of a slide master that was deleted, or whose presentation
// another took the place of, are kept for what is taken back.
const BinDays = 30

// Purge removes for good what has been out of use for longer than BinDays, and returns
// how many that were; needed tells which presentations something still waits for, by
// their digest. The history keeps what they were called.
func Purge(ctx context.Context, tx *db.Tx, who access.Who, needed func(digest string) bool) (int, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return 0, err
	}
	old, err := db.Select[Master](ctx, tx, "SELECT "+db.Columns[Master]("")+" FROM slide_master WHERE deleted > 0 AND deleted < $1 ORDER BY id", tx.Millis()-BinDays*86_400_000)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, m := range old {
		if needed(m.Digest) {
			continue
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM slide_master_part WHERE master_id = $1", m.ID); err != nil {
			return n, err
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM slide_master WHERE id = $1", m.ID); err != nil {
			return n, err
		}
		tx.Record(db.Version{Entity: Entity, Object: m.ID, Version: m.Version + 1, From: tx.Today()})
		n++
	}
	return n, nil
}
