package portfolio

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Rewrite passes the condition of every portfolio that a filter fills through
// turn, for those who look after the attributes.
func Rewrite(ctx context.Context, tx *db.Tx, who access.Who, turn func(condition string) (string, bool)) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE portfolio SET version = version WHERE kind = $1", Filter); err != nil {
		return err
	}
	all, err := db.Select[Portfolio](ctx, tx, "SELECT "+db.Columns[Portfolio]("")+" FROM portfolio WHERE kind = $1 ORDER BY id", Filter)
	if err != nil {
		return err
	}
	for _, p := range all {
		text, changed := turn(p.Filter)
		if !changed {
			continue
		}
		p.Filter, p.Version = text, p.Version+1
		if err := store(ctx, tx, p, false); err != nil {
			return err
		}
	}
	return nil
}

// ReturnFilters gives the portfolios whose condition a change rewrote the one
// they had before, unless somebody changed one since.
func ReturnFilters(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	ids, lines, err := db.LinesOf(ctx, tx, Entity, change)
	if err != nil {
		return err
	}
	for _, id := range ids {
		before, after := db.Step(lines[id], change)
		if before == nil || after == nil || before.Data.Null || after.Data.Null {
			continue
		}
		was, _, err := field.DecodeAll(before.Data.S)
		if err != nil {
			return err
		}
		if err := lock(ctx, tx, id); err != nil {
			return err
		}
		now, err := db.Select[Portfolio](ctx, tx, "SELECT "+db.Columns[Portfolio]("")+" FROM portfolio WHERE id = $1 AND version = $2", id, after.Version)
		if err != nil {
			return err
		}
		for _, p := range now {
			p.Filter, p.Version = was["filter"].S, p.Version+1
			if err := store(ctx, tx, p, false); err != nil {
				return err
			}
		}
	}
	return nil
}
