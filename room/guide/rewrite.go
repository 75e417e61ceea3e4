package guide

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// ReplaceOptions has the guides about an option of a list be about the one that takes
// its place.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, list *field.Field, by func(int64) (int64, bool)) error {
	if list.Object != "project" || list.Key != "type" && list.Key != "stage" {
		return nil
	}
	return rewrite(ctx, tx, who, func(g *Guide) {
		of := &g.Type
		if list.Key == "stage" {
			of = &g.Stage
		}
		if other, ok := by(*of); ok {
			*of = other
		}
	})
}

// LeaveRole has no guide name a role that goes: those that do get another one, where
// by says which; otherwise the role has to stay.
func LeaveRole(ctx context.Context, tx *db.Tx, who access.Who, role, by int64) error {
	all, err := List(ctx, tx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(g Guide) bool { return g.Role == role || slices.Contains(g.Readers, role) })
	switch {
	case at < 0:
		return nil
	case by == 0 || by == role || !MayEdit(who):
		return fault.Conflict(label.F("The guide “%s” names this role: change it first", "Le guide «\u202f%s\u202f» nomme ce rôle\u202f: modifiez-le d’abord", all[at].Title))
	}
	return rewrite(ctx, tx, who, func(g *Guide) {
		if g.Role == role {
			g.Role = by
		}
		for i, id := range g.Readers {
			if id == role {
				g.Readers[i] = by
			}
		}
		slices.Sort(g.Readers)
		g.Readers = slices.Compact(g.Readers)
	})
}

// rewrite keeps the guides that an edit changes.
func rewrite(ctx context.Context, tx *db.Tx, who access.Who, edit func(*Guide)) error {
	all, err := List(ctx, tx)
	if err != nil {
		return err
	}
	for _, was := range all {
		g := was
		g.Readers = slices.Clone(was.Readers)
		if edit(&g); g.same(was) {
			continue
		}
		if err := access.Must(MayEdit(who)); err != nil {
			return err
		}
		g.Version++
		if err := g.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// Return gives the guides that a change rewrote what they said before, unless somebody
// changed one since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, number int64) error {
	ids, lines, err := db.LinesOf(ctx, tx, Entity, number)
	if err != nil || len(ids) == 0 {
		return err
	}
	all, _, err := change(ctx, tx, who)
	if err != nil {
		return err
	}
	for _, g := range all {
		before, after := db.Step(lines[g.ID], number)
		if before == nil || after == nil || before.Data.Null || after.Version != g.Version {
			continue
		}
		was, err := recall(g.ID, g.Version+1, before.Data.S)
		if err != nil {
			return fmt.Errorf("giving a guide back: %w", err)
		}
		if err := was.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
