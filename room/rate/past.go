package rate

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
)

// Past is one version of a rate.
type Past struct {
	Rate
	Change  db.Change
	Deleted bool
}

// History returns the versions of a rate, the latest first, also of one that was
// taken away.
func History(ctx context.Context, q db.Querier, _ access.Who, id int64) ([]Past, error) {
	type recorded struct {
		Version int64   `db:"version"`
		Change  int64   `db:"change"`
		Data    db.Text `db:"data"`
	}
	rows, err := db.Select[recorded](ctx, q, "SELECT version, change, data FROM history WHERE entity = $1 AND object = $2 ORDER BY version DESC", Entity, id)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fault.NotFound()
	}
	changes, err := db.Select[db.Change](ctx, q, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE number IN (SELECT change FROM history WHERE entity = $1 AND object = $2)", Entity, id)
	if err != nil {
		return nil, err
	}
	byNumber := map[int64]db.Change{}
	for _, c := range changes {
		byNumber[c.Number] = c
	}
	out := make([]Past, len(rows))
	for i, r := range rows {
		out[i] = Past{Rate: Rate{ID: id, Version: r.Version}, Change: byNumber[r.Change], Deleted: r.Data.Null}
		if r.Data.Null {
			continue
		}
		if out[i].Rate, err = FromHistory(id, r.Version, r.Data.S); err != nil {
			return nil, err
		}
	}
	return out, nil
}
