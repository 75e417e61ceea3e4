package project

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/notice"
)

// appoint tells those whom edits of today made the managers of projects. An
// import tells nobody: it says what already is.
func appoint(ctx context.Context, tx *db.Tx, who access.Who, out []Outcome) error {
	if tx.Origin().Set != 0 || tx.On() != tx.Today() {
		return nil
	}
	var all []notice.Notice
	for _, o := range out {
		if o.Err != nil || !o.Changed || o.Project.State != Active || o.Before != nil && o.Before.Manager() == o.Project.Manager() {
			continue
		}
		all = append(all, notice.Notice{Account: o.Project.Manager(), Kind: notice.Appointed, Project: db.ID(o.Project.ID)})
	}
	return notice.Tell(ctx, tx, who, all...)
}
