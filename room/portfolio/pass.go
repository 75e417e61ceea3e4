package portfolio

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
)

// Pass gives the membership of a project that becomes part of another to that
// one: it is in a portfolio on every day on which one of the two was. The person
// was let in by the room of projects, which merges.
func Pass(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	members, err := db.Select[member](ctx, tx, "SELECT id, portfolio_id, project_id FROM portfolio_member WHERE project_id = $1 ORDER BY portfolio_id", from)
	if err != nil {
		return err
	}
	for _, m := range members {
		if err := m.pass(ctx, tx, into); err != nil {
			return err
		}
	}
	return nil
}

func (m member) pass(ctx context.Context, tx *db.Tx, into int64) error {
	if err := lock(ctx, tx, m.Portfolio); err != nil {
		return err
	}
	lines, err := timelines(ctx, tx, m.Portfolio, []int64{m.Project, into})
	if err != nil {
		return err
	}
	theirs, mine := lines[m.Project], lines[into]
	if mine == nil {
		mine = &timeline{id: tx.NewID()}
	}
	was := &timeline{days: slices.Clone(mine.days), in: slices.Clone(mine.in)}
	days := slices.Concat(theirs.days, was.days)
	slices.Sort(days)
	for _, d := range slices.Compact(days) {
		mine.set(tx, member{mine.id, m.Portfolio, into}, d, theirs.at(d) || was.at(d))
	}
	for i, d := range theirs.days {
		if theirs.in[i] {
			tx.Record(db.Version{Entity: MemberEntity, Object: m.ID, Version: 1, From: d})
		}
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM portfolio_member WHERE id = $1", m.ID); err != nil {
		return err
	}
	tx.Touch(Entity, m.Portfolio)
	_, err = db.Exec(ctx, tx, `INSERT INTO portfolio_member (id, active, portfolio_id, project_id) VALUES ($1, $2, $3, $4)
		ON CONFLICT (portfolio_id, project_id) DO UPDATE SET active = excluded.active`, mine.id, mine.at(tx.Today()), m.Portfolio, into)
	return err
}
