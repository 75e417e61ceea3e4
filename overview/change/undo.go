package change

import (
	"context"
	"errors"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/notice"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// Plan is what taking a change back would do, object by object.
type Plan struct {
	Projects   []project.Reversal
	Milestones []milestone.Reversal
	Portfolios []portfolio.Reversal
}

// Catalogues are the attributes of what a plan is about.
type Catalogues struct{ Projects, Milestones *field.Catalogue }

// Show returns what taking a change back would do. An import is taken back by
// its own room, and has no plan here.
func Show(ctx context.Context, q db.Querier, who access.Who, c Catalogues, number int64) (Plan, error) {
	var p Plan
	var err error
	if p.Projects, err = project.Reversals(ctx, q, who, c.Projects, number); err != nil {
		return p, err
	}
	if p.Milestones, err = milestone.Reversals(ctx, q, who, c.Milestones, number); err != nil {
		return p, err
	}
	p.Portfolios, err = portfolio.Reversals(ctx, q, who, number)
	return p, err
}

// Undo takes a change back, as one more change of today under the rights of the
// person: the past stays as it was. Values that were changed since stay, unless
// overwrite says otherwise; objects that cannot go back stay. It is all or
// nothing: what a rule refuses stops it, by name.
func Undo(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, number int64, overwrite bool) error {
	part, err := db.Get[db.ID](ctx, tx, "SELECT change_set FROM change WHERE number = $1", number)
	if err != nil {
		return err
	}
	if part != 0 {
		return fault.Conflict(label.T("This change is part of an import: undo the import", "Cette modification fait partie d’un import : annulez l’import"))
	}
	p, err := Show(ctx, tx, who, c, number)
	if err != nil {
		return err
	}
	done, err := p.carryOut(ctx, tx, who, c, overwrite)
	if err == nil && done == 0 && p.denied() {
		return fault.Forbidden()
	}
	if err == nil && done == 0 {
		err = fault.Conflict(label.T("Nothing of this change can be taken back any more", "Plus rien de cette modification ne peut être annulé"))
	}
	if err != nil {
		return err
	}
	author, err := db.Get[db.ID](ctx, tx, "SELECT actor FROM change WHERE number = $1", number)
	if err != nil {
		return err
	}
	return notice.Tell(ctx, tx, who, notice.Notice{Account: int64(author), Kind: notice.Undone, Object: number})
}

// denied reports whether rights stand in the way of something.
func (p Plan) denied() bool {
	return slices.ContainsFunc(p.Projects, func(r project.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Milestones, func(r milestone.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Portfolios, func(r portfolio.Reversal) bool { return r.Denied })
}

func (p Plan) carryOut(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, overwrite bool) (done int, err error) {
	var edits []project.Edit
	for _, r := range p.Projects {
		edits = append(edits, r.Edits(overwrite)...)
	}
	if len(edits) > 0 {
		out, err := project.Write(ctx, tx, who, c.Projects, edits)
		if err != nil {
			return 0, err
		}
		for i, o := range out {
			if o.Err != nil {
				return 0, p.refused(edits[i].ID, o.Err)
			}
		}
	}
	var dates []milestone.Edit
	for _, r := range p.Milestones {
		dates = append(dates, r.Edits(overwrite)...)
	}
	if len(dates) > 0 {
		out, err := milestone.Write(ctx, tx, who, c.Milestones, dates)
		if err != nil {
			return 0, err
		}
		for _, o := range out {
			if o.Err != nil {
				return 0, o.Err
			}
		}
	}
	done = len(edits) + len(dates)
	for _, r := range p.Portfolios {
		if !r.Why.IsZero() {
			continue
		}
		if err := portfolio.SetMembers(ctx, tx, who, r.ID, r.Add, r.Remove); err != nil {
			return 0, err
		}
		done++
	}
	return done, nil
}

// refused names the project whose rules refuse to go back.
func (p Plan) refused(id int64, err error) error {
	why, ok := errors.AsType[*fault.Fault](err)
	for _, r := range p.Projects {
		if ok && r.ID == id {
			return fault.Conflict(label.F("“%s” cannot go back: %s", "« %s » ne peut pas revenir en arrière : %s", r.Name, why.Text))
		}
	}
	return err
}
