package record

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/notice"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// touch tells those who watch a project, or a portfolio, that something of it changed.
func (h home) touch(tx *db.Tx) {
	if h.project != 0 {
		tx.Touch(project.Entity, h.project)
	} else if h.portfolio != 0 {
		tx.Touch(portfolio.Entity, h.portfolio)
	}
}

// tell leaves a notice for those to whom edits of today gave records. An import
// tells nobody: it says what already is.
func (k *Kind) tell(ctx context.Context, tx *db.Tx, who access.Who, out []Outcome) error {
	if k.Notice == "" || tx.Origin().Set != 0 || tx.On() != tx.Today() {
		return nil
	}
	var all []notice.Notice
	for _, o := range out {
		if o.Err != nil || !o.Changed || o.Record == nil {
			continue
		}
		owner := o.Record.Values[k.Owner]
		if !owner.Set || o.Before != nil && o.Before.Values[k.Owner].Equal(owner) {
			continue
		}
		all = append(all, notice.Notice{Account: owner.N, Kind: k.Notice, Project: db.ID(o.Record.Project()), Object: o.Record.ID})
	}
	return notice.Tell(ctx, tx, who, all...)
}
