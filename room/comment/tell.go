package comment

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/notice"
	"vigie/room/project"
)

// tell leaves notices of a comment: to those it names for the first time, to
// whoever began the thread, and to the manager of the project; one to each.
func (c Comment) tell(ctx context.Context, tx *db.Tx, who access.Who, p *project.Project, named []access.Person, isNew bool) error {
	var all []notice.Notice
	add := func(account int64, kind string) {
		if !slices.ContainsFunc(all, func(n notice.Notice) bool { return n.Account == account }) {
			all = append(all, notice.Notice{Account: account, Kind: kind, Project: db.ID(p.ID), Object: c.ID})
		}
	}
	for _, person := range named {
		add(person.ID, notice.Mention)
	}
	if isNew && c.Parent != 0 {
		author, err := db.Get[db.ID](ctx, tx, "SELECT author_id FROM comment WHERE id = $1", int64(c.Parent))
		if err != nil {
			return err
		}
		add(int64(author), notice.Reply)
	}
	if isNew {
		add(p.Manager(), notice.Comment)
	}
	return notice.Tell(ctx, tx, who, all...)
}
