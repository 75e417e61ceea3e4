package config

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/life"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/record"
)

// Outside are the projects of a type that are at a stage that its lifecycle would no
// longer have, and where they may be brought.
type Outside struct {
	Type   string
	Called label.Text // the type
	Stage  string     // empty for projects without one
	Name   label.Text
	Count  int
	Into   []Option // the stages of the lifecycle
	By     string   // into which of them a document brings them; empty for none: they stay
}

// Option is a value of a list.
type Option struct {
	Key  string
	Name label.Text
}

// bringIn brings the projects of a type that stand outside its lifecycle where the
// document says, and takes down where they stand.
func (st *state) bringIn(ctx context.Context, tx *db.Tx, c *field.Catalogue, key string, typ int64, d *lifecycle.Definition) error {
	if d == nil {
		return nil
	}
	of := lifecycle.ObjectOf(c.Object)
	stages, into := c.Get(of.Stage), map[int64]int64{}
	types, _ := c.Get(of.Type).OptionByID(typ)
	kind := agenda.KindOf(c.Object)
	impact, err := st.lifeImpact(ctx, tx, c, kind, typ, d)
	if err != nil {
		return err
	}
	offered := make([]Option, len(d.Stages))
	for i, s := range d.Stages {
		o, _ := stages.OptionByID(s.Stage)
		offered[i] = Option{o.Key, o.Label}
	}
	for _, at := range impact.Outside {
		o, _ := stages.OptionByID(at.Stage)
		by := st.bring[key][o.Key]
		st.outside = append(st.outside, Outside{key, types.Label, o.Key, o.Label, at.Count, offered, by})
		if by == "" {
			continue
		}
		to := slices.IndexFunc(offered, func(o Option) bool { return o.Key == by })
		if to < 0 {
			return fault.Invalid("bring", label.F("“%s” is none of the stages of the lifecycle", "«\u202f%s\u202f» n’est pas une étape du cycle de vie", by))
		}
		into[at.Stage] = d.Stages[to].Stage
	}
	if len(into) == 0 {
		return nil
	}
	if kind != nil {
		return kind.Bring(ctx, tx, st.who, c, typ, into)
	}
	return project.Bring(ctx, tx, st.who, c, typ, into)
}

// lifeImpact tries a definition on what is of a type.
func (st *state) lifeImpact(ctx context.Context, tx *db.Tx, c *field.Catalogue, kind *record.Kind, typ int64, d *lifecycle.Definition) (life.Impact, error) {
	if kind == nil {
		return life.Of(st.live, systemWho, typ, d), nil
	}
	all := func(f func(*record.Record) error) error { return kind.Each(ctx, tx, nil, f) }
	return life.Records(st.live, systemWho, c, kind, all, typ, d)
}
