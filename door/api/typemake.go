package api

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/life"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/record"
)

// uses counts what is of each type, by the ids of the types.
func (c *course) uses() map[int64]int {
	f := c.c.Get(c.of.Type)
	if c.lines == nil {
		return c.live.Uses(f).Options
	}
	out := map[int64]int{}
	if f != nil {
		c.lines.Each(func(m *record.Record) { out[m.Values[f.Key].N]++ })
	}
	return out
}

type createTypeIn struct {
	OfObject
	Body struct {
		Label bilingual `json:"label"`
	}
}

func (s *Server) createType(ctx context.Context, in *createTypeIn) (*typeAnswer, error) {
	var key string
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		key, err = lifecycle.AddType(ctx, tx, who, in.object(), in.Body.Label.text())
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.typeAnswer(ctx, ByType{in.OfObject, key}, &lifecycle.Lifecycle{Object: in.object()}, nil)
}

// checkEffects says which of the values that moves write no object could have; kind is
// that of the lines of a register, nil for projects.
func checkEffects(kind *record.Kind, c *field.Catalogue, d *lifecycle.Definition) error {
	if kind != nil {
		return kind.CheckEffects(c, d)
	}
	return project.CheckEffects(c, d)
}

// bringing reads, by the keys of stages, into which stage projects are brought.
func bringing(c *field.Catalogue, d *lifecycle.Definition, keys map[string]string) (map[int64]int64, error) {
	f, out := c.Get(lifecycle.ObjectOf(c.Object).Stage), map[int64]int64{}
	for from, to := range keys {
		old, known := f.OptionByKey(from)
		by, there := f.OptionByKey(to)
		if !known && from != "" || !there {
			return nil, fault.Invalid("bring", label.T("There is no such stage in the list", "Cette étape n’est pas dans la liste"))
		}
		if d.Step(by.ID) == nil {
			return nil, fault.Invalid("bring", label.F("“%s” is none of the stages of the lifecycle", "« %s » n’est pas une étape du cycle de vie", by.Label))
		}
		out[old.ID] = by.ID
	}
	return out, nil
}

// impact tries a definition on what is of a type.
func (c *course) impact(typ int64, d *lifecycle.Definition) (life.Impact, error) {
	if c.lines == nil {
		return life.Of(c.live, c.who, typ, d), nil
	}
	each := func(f func(*record.Record) error) (err error) {
		c.lines.Each(func(m *record.Record) {
			if err == nil {
				err = f(m)
			}
		})
		return err
	}
	return life.Records(c.live, c.who, c.c, c.lines.Kind, each, typ, d)
}
