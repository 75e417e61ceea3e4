package config

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/life"
	"vigie/room/lifecycle"
	"vigie/room/project"
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
func (st *state) bringIn(ctx context.Context, tx *db.Tx, key string, typ int64, d *lifecycle.Definition) error {
	if d == nil {
		return nil
	}
	stages, into := st.project().Get(lifecycle.Stage), map[int64]int64{}
	types, _ := st.project().Get(lifecycle.Type).OptionByID(typ)
	offered := make([]Option, len(d.Stages))
	for i, s := range d.Stages {
		o, _ := stages.OptionByID(s.Stage)
		offered[i] = Option{o.Key, o.Label}
	}
	for _, at := range life.Of(st.live, systemWho, typ, d).Outside {
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
	return project.Bring(ctx, tx, st.who, st.project(), typ, into)
}
