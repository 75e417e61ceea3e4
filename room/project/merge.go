package project

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Merge makes two projects that are one into one: what is known of the past of
// from becomes the past of into, for the days on which into was not there yet;
// what into has no value for it takes over from it; from disappears, and its
// links, monthly values and children pass to into. So does its membership in
// portfolios, by portfolio.Pass. Of the attributes in take, from's value stays.
func Merge(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, into, from int64, take ...string) (*Project, error) {
	if into == from {
		return nil, fault.Invalid("from", label.T("Choose another project to merge", "Choisissez un autre projet à fusionner"))
	}
	if err := lock(ctx, tx, into, from); err != nil {
		return nil, err
	}
	kept, gone, err := both(ctx, tx, who, into, from)
	if err != nil {
		return nil, err
	}
	if kept.State == Deleted {
		return nil, fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord"))
	}
	if err := mergePast(ctx, tx, kept, gone); err != nil {
		return nil, err
	}
	below, err := isBelow(ctx, tx, into, from)
	if err != nil {
		return nil, err
	}
	if below {
		delete(kept.Values, "programme")
	}
	if err := recordMerge(ctx, tx, kept, gone, false); err != nil {
		return nil, err
	}
	was := kept.clone()
	kept.take(gone, c)
	if err := kept.choose(ctx, tx, tx.Today(), who, c, was, gone, take); err != nil {
		return nil, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE project SET state = 'merged', code = '', version = version + 1 WHERE id = $1", from); err != nil {
		return nil, err
	}
	tx.Touch(Entity, from)
	if err := kept.rewrite(ctx, tx); err != nil {
		return nil, err
	}
	if err := attach(ctx, tx, who, kept); err != nil {
		return nil, err
	}
	return kept.under(kept.now(c.Veil(who, was.Unit(), was.ID), tx.Today())), mergeRows(ctx, tx, who, into, from)
}

func both(ctx context.Context, tx *db.Tx, who access.Who, into, from int64) (kept, gone *Project, err error) {
	if kept, err = get(ctx, tx, who, into); err != nil {
		return nil, nil, err
	}
	if gone, err = get(ctx, tx, who, from); err != nil {
		return nil, nil, err
	}
	for _, p := range []*Project{kept, gone} {
		if !who.CanProject(access.DeleteProject, p.ID, p.Unit(), p.Manager()) {
			return nil, nil, fault.Forbidden()
		}
	}
	return kept, gone, nil
}

func mergePast(ctx context.Context, tx *db.Tx, kept, gone *Project) error {
	mine, err := db.Versions(ctx, tx, Entity, kept.ID)
	if err != nil {
		return err
	}
	theirs, err := db.Versions(ctx, tx, Entity, gone.ID)
	if err != nil {
		return err
	}
	begin := tx.On()
	if len(mine) > 0 {
		begin = mine[0].From
	}
	for _, v := range theirs {
		if v.From < begin {
			tx.Record(db.Version{Entity: Entity, Object: kept.ID, Version: v.Version, From: v.From, Data: v.Data.S})
		}
		tx.Retract(v)
	}
	return nil
}

// isBelow reports whether one project is, at any depth, a child of another.
func isBelow(ctx context.Context, q db.Querier, id, above int64) (bool, error) {
	for depth := 0; id != 0 && depth <= 50; depth++ {
		up, err := db.Select[db.ID](ctx, q, "SELECT programme_id FROM project WHERE id = $1", id)
		if err != nil || len(up) == 0 {
			return false, err
		}
		if id = int64(up[0]); id == above {
			return true, nil
		}
	}
	return false, nil
}

// take fills what is empty from another project. Amounts in another currency
// stay behind, and so do dates that would contradict those that are there.
func (p *Project) take(o *Project, c *field.Catalogue) {
	filled := map[string]bool{}
	oneMoney := !p.hasMoney(c) || p.Values["currency"].Equal(o.Values["currency"])
	for key, v := range o.Values {
		f := c.Get(key)
		if p.Values[key].Set || p.Unread[key] != "" || key == "programme" || f != nil && f.Kind == field.Money && !oneMoney {
			continue
		}
		p.Values[key], filled[key] = v, true
	}
	if o.hasMoney(c) && oneMoney && o.Values["currency"].Set {
		p.Values["currency"] = o.Values["currency"]
	}
	for _, pair := range [][2]string{{"start", "end"}, {"start_baseline", "end_baseline"}} {
		if before(p.Values[pair[1]], p.Values[pair[0]]) {
			for _, key := range pair {
				if filled[key] {
					delete(p.Values, key)
				}
			}
		}
	}
	if filled["start"] || filled["end"] {
		p.settle(field.Values{"start": p.Values["start"]}, field.Value{})
	}
	for key, text := range o.Unread {
		if !p.Values[key].Set && p.Unread[key] == "" {
			if p.Unread == nil {
				p.Unread = map[string]string{}
			}
			p.Unread[key] = text
		}
	}
}

// choose gives p the values of another project of the attributes in take, or
// says why they cannot stand beside those that stay.
func (p *Project) choose(ctx context.Context, q db.Querier, today day.Day, who access.Who, c *field.Catalogue, was, o *Project, take []string) error {
	oneMoney := !was.hasMoney(c) || was.Values["currency"].Equal(o.Values["currency"]) || slices.Contains(take, "currency")
	veil := c.Veil(who, was.Unit(), was.ID)
	var bad []fault.Detail
	for _, key := range take {
		f := c.Get(key)
		switch {
		case f == nil || f.Kind == field.Computed || f.ReadOnly || veil.Locks(key):
			bad = append(bad, fault.Detail{Where: key, Text: label.T("This value cannot be chosen", "Cette valeur ne peut pas être choisie")})
			continue
		case f.Kind == field.Money && !oneMoney:
			bad = append(bad, fault.Detail{Where: key, Text: label.T("The two projects count in different currencies: choose the currency, and with it all amounts", "Les deux projets comptent dans des devises différentes : choisissez la devise, et avec elle tous les montants")})
			continue
		}
		p.takeOne(f, o)
	}
	if slices.Contains(take, "currency") {
		for _, f := range c.Fields {
			if f.Kind == field.Money {
				p.takeOne(f, o)
			}
		}
	}
	if slices.Contains(take, "unit") && !p.Values["unit"].Equal(was.Values["unit"]) && !who.Can(access.CreateProject, p.Unit()) {
		return fault.Forbidden()
	}
	if len(take) > 0 {
		bad = append(bad, p.check(c, o.Values["currency"].S, today, was, veil)...)
	}
	if err := fault.InvalidAll(bad); err != nil {
		return err
	}
	up := p.Values["programme"].N
	below, err := isBelow(ctx, q, up, p.ID)
	if err == nil && up != 0 && (up == p.ID || up == o.ID || below) {
		if slices.Contains(take, "programme") {
			return fault.Invalid("programme", label.T("A project cannot be above itself", "Un projet ne peut pas être au-dessus de lui-même"))
		}
		delete(p.Values, "programme")
	}
	return err
}

func (p *Project) takeOne(f *field.Field, o *Project) {
	p.setValue(f.Key, o.Values[f.Key])
	p.setUnread(f.Key, o.Unread[f.Key])
	if f.PerMonth {
		p.setValue(monthOf(f.Key), o.Values[monthOf(f.Key)])
	}
}

func mergeRows(ctx context.Context, tx *db.Tx, who access.Who, into, from int64) error {
	if err := mergeMonths(ctx, tx, into, from); err != nil {
		return err
	}
	if err := mergeLinks(ctx, tx, into, from); err != nil {
		return err
	}
	if err := access.MoveGrants(ctx, tx, who, from, into); err != nil {
		return err
	}
	return orphan(ctx, tx, []int64{from}, into)
}

func mergeMonths(ctx context.Context, tx *db.Tx, into, from int64) error {
	moved, err := db.Select[monthly](ctx, tx, `UPDATE month_value SET project_id = $1, version = version + 1 WHERE project_id = $2
		AND NOT EXISTS (SELECT 1 FROM month_value m WHERE m.project_id = $1 AND m.field = month_value.field AND m.month = month_value.month) RETURNING `+db.Columns[monthly](""), into, from)
	if err != nil {
		return err
	}
	for _, m := range moved {
		tx.Record(db.Version{Entity: MonthEntity, Object: m.ID, Version: m.Version, Data: monthData(m)})
	}
	left, err := db.Select[monthly](ctx, tx, "DELETE FROM month_value WHERE project_id = $1 RETURNING "+db.Columns[monthly](""), from)
	for _, m := range left {
		tx.Record(db.Version{Entity: MonthEntity, Object: m.ID, Version: m.Version + 1})
	}
	return err
}

// mergeLinks passes links on; those between the two, and those that are there
// already, go.
func mergeLinks(ctx context.Context, tx *db.Tx, into, from int64) error {
	links, err := db.Select[Link](ctx, tx, "SELECT "+db.Columns[Link]("")+" FROM project_link WHERE from_id IN ($1, $2) OR to_id IN ($1, $2) ORDER BY id", into, from)
	if err != nil {
		return err
	}
	same := func(a, b Link) bool { return a.Kind == b.Kind && a.From == b.From && a.To == b.To }
	var there []Link
	for _, l := range links {
		if l.From != from && l.To != from {
			there = append(there, l)
		}
	}
	for _, l := range links {
		if l.From != from && l.To != from {
			continue
		}
		if l.From == from {
			l.From = into
		}
		if l.To == from {
			l.To = into
		}
		l.Version++
		gone := l.From == l.To || slices.ContainsFunc(there, func(o Link) bool { return same(o, l) })
		if gone {
			_, err = db.Exec(ctx, tx, "DELETE FROM project_link WHERE id = $1", l.ID)
		} else {
			there = append(there, l)
			err = db.Put(ctx, tx, "project_link", l)
		}
		if err != nil {
			return err
		}
		recordLink(tx, l, gone)
	}
	return nil
}
