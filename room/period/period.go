// Package period keeps which months are locked for which projects. The values of
// a locked month do not change, by any path, until the month is reopened.
package period

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
)

type lock struct {
	Project int64     `db:"project_id"`
	Month   day.Month `db:"month"`
	Round   int64     `db:"round_id"`
}

// Locked are the locked months of some projects.
type Locked map[lockedMonth]bool

type lockedMonth struct {
	project int64
	month   day.Month
}

// Has reports whether a month is locked for a project.
func (l Locked) Has(project int64, m day.Month) bool { return l[lockedMonth{project, m}] }

// Of returns the locked months of some projects. It does not look at rights: that
// a month is locked is no secret of the project.
func Of(ctx context.Context, q db.Querier, projects []int64) (Locked, error) {
	out := Locked{}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(l *lock) error {
			out[lockedMonth{l.Project, l.Month}] = true
			return nil
		}, "SELECT project_id, month, round_id FROM period_lock WHERE project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Lock locks a month of some projects in the name of a round.
func Lock(ctx context.Context, tx *db.Tx, who access.Who, round int64, m day.Month, projects []int64) error {
	if err := access.Must(who.CanSomewhere(access.EditPortfolio)); err != nil {
		return err
	}
	rows := make([]lock, len(projects))
	for i, p := range projects {
		rows[i] = lock{p, m, round}
	}
	return db.Insert(ctx, tx, "period_lock", rows...)
}

// Reopen takes away what a round locked. A month that another round has locked
// too stays so.
func Reopen(ctx context.Context, tx *db.Tx, who access.Who, round int64) error {
	if err := access.Must(who.CanSomewhere(access.ReopenMonth)); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "DELETE FROM period_lock WHERE round_id = $1", round)
	return err
}
