package change

import (
	"context"
	"errors"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/usage"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/notice"
	"vigie/room/plan"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/template"
)

// Plan is what taking a change back would do, object by object.
type Plan struct {
	Projects   []project.Reversal
	Records    map[string][]record.Reversal // by entity: key dates, risks, actions, decisions
	Portfolios []portfolio.Reversal
	Links      []project.LinkReversal
	Grants     []access.GrantReversal
	Plans      []plan.Reversal
	Baselines  []baseline.Reversal
	Layouts    []dashboard.Reversal // of the summaries of projects
}

// Catalogues are the attributes of what a plan is about.
type Catalogues struct {
	Projects *field.Catalogue
	Records  map[string]*field.Catalogue // by entity
}

// Show returns what taking a change back would do. An import is taken back by
// its own room, and has no plan here.
func Show(ctx context.Context, q db.Querier, who access.Who, c Catalogues, number int64) (Plan, error) {
	var p Plan
	var err error
	if p.Projects, err = project.Reversals(ctx, q, who, c.Projects, number); err != nil {
		return p, err
	}
	p.Records = map[string][]record.Reversal{}
	for _, kind := range agenda.Kinds {
		if p.Records[kind.Entity], err = kind.Reversals(ctx, q, who, c.Records[kind.Entity], number); err != nil {
			return p, err
		}
	}
	if p.Portfolios, err = portfolio.Reversals(ctx, q, who, number); err != nil {
		return p, err
	}
	if p.Links, err = project.LinkReversals(ctx, q, who, number); err != nil {
		return p, err
	}
	if p.Grants, err = access.GrantReversals(ctx, q, who, number); err != nil {
		return p, err
	}
	if p.Plans, err = plan.Reversals(ctx, q, who, number); err != nil {
		return p, err
	}
	if p.Baselines, err = baseline.Reversals(ctx, q, who, number); err != nil {
		return p, err
	}
	if p.Layouts, err = dashboard.Reversals(ctx, q, who, number); err != nil {
		return p, err
	}
	p.together()
	return p, nil
}

// together leaves out what goes and comes with a project that the change made, or
// put into the bin.
func (p *Plan) together() {
	with := map[int64]bool{}
	for _, r := range p.Projects {
		with[r.ID] = r.State == project.Deleted
	}
	for entity, all := range p.Records {
		p.Records[entity] = slices.DeleteFunc(all, func(r record.Reversal) bool { return with[r.Project] })
	}
	p.Links = slices.DeleteFunc(p.Links, func(r project.LinkReversal) bool { return with[r.From] })
	p.Plans = slices.DeleteFunc(p.Plans, func(r plan.Reversal) bool { return with[r.Project] })
	p.Baselines = slices.DeleteFunc(p.Baselines, func(r baseline.Reversal) bool { return with[r.Project] })
	p.Layouts = slices.DeleteFunc(p.Layouts, func(r dashboard.Reversal) bool { return with[r.Project] })
	p.Grants = slices.DeleteFunc(p.Grants, func(r access.GrantReversal) bool { return with[int64(r.Project)] })
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
	if c, err = c.returned(ctx, tx, who, number); err != nil {
		return err
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
	if err == nil {
		err = template.Return(ctx, tx, who, number)
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

// returned is the catalogues once the values of lists that the change retired are
// in use again, so that what it replaced can go back, in what names them too.
func (c Catalogues) returned(ctx context.Context, tx *db.Tx, who access.Who, number int64) (Catalogues, error) {
	some, err := field.ReturnOptions(ctx, tx, who, number)
	if err != nil || !some {
		return c, err
	}
	if err := usage.Return(ctx, tx, who, number); err != nil {
		return c, err
	}
	out := Catalogues{Records: map[string]*field.Catalogue{}}
	if out.Projects, err = field.Load(ctx, tx, project.Entity); err != nil {
		return c, err
	}
	for _, kind := range agenda.Kinds {
		if out.Records[kind.Entity], err = field.Load(ctx, tx, kind.Entity); err != nil {
			return c, err
		}
	}
	return out, nil
}

// denied reports whether rights stand in the way of something.
func (p Plan) denied() bool {
	return slices.ContainsFunc(p.Projects, func(r project.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(slices.Concat(slices.Collect(maps.Values(p.Records))...), func(r record.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Plans, func(r plan.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Baselines, func(r baseline.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Portfolios, func(r portfolio.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Layouts, func(r dashboard.Reversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Links, func(r project.LinkReversal) bool { return r.Denied }) ||
		slices.ContainsFunc(p.Grants, func(r access.GrantReversal) bool { return r.Denied })
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
	done = len(edits)
	for _, kind := range agenda.Kinds {
		n, err := p.carryOutRecords(ctx, tx, who, kind, c.Records[kind.Entity], overwrite)
		if err != nil {
			return 0, err
		}
		done += n
	}
	for _, r := range p.Plans { // after the key dates, which are their milestones
		n, err := plan.Return(ctx, tx, who, c.Records[milestone.Entity], r, overwrite)
		if err != nil {
			return 0, err
		}
		done += n
	}
	for _, r := range p.Baselines {
		n, err := baseline.Return(ctx, tx, who, r, overwrite)
		if err != nil {
			return 0, err
		}
		done += n
	}
	for _, r := range p.Portfolios {
		if !r.Why.IsZero() {
			continue
		}
		if err := portfolio.SetMembers(ctx, tx, who, r.ID, r.Add, r.Remove); err != nil {
			return 0, err
		}
		done++
	}
	n, err := p.carryOutTies(ctx, tx, who)
	return done + n, err
}

// carryOutTies takes back links, roles and layouts.
func (p Plan) carryOutTies(ctx context.Context, tx *db.Tx, who access.Who) (done int, err error) {
	for _, r := range p.Layouts {
		if !r.Why.IsZero() {
			continue
		}
		if err := dashboard.Return(ctx, tx, who, r); err != nil {
			return 0, err
		}
		done++
	}
	for _, r := range p.Links {
		if !r.Why.IsZero() {
			continue
		}
		if err := project.Relink(ctx, tx, who, r); err != nil {
			return 0, err
		}
		done++
	}
	for _, r := range p.Grants {
		if !r.Why.IsZero() {
			continue
		}
		if err := access.RemoveGrant(ctx, tx, who, r.ID); err != nil {
			return 0, err
		}
		done++
	}
	return done, nil
}

// carryOutRecords takes back what the change did to the records of a kind.
func (p Plan) carryOutRecords(ctx context.Context, tx *db.Tx, who access.Who, kind *record.Kind, c *field.Catalogue, overwrite bool) (int, error) {
	var edits []record.Edit
	for _, r := range p.Records[kind.Entity] {
		edits = append(edits, r.Edits(overwrite)...)
	}
	if len(edits) == 0 {
		return 0, nil
	}
	out, err := kind.Write(ctx, tx, who, c, edits)
	if err != nil {
		return 0, err
	}
	for _, o := range out {
		if o.Err != nil {
			return 0, o.Err
		}
	}
	return len(edits), nil
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
