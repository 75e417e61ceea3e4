package transfer

import (
	"context"
	"maps"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Made makes the attributes of tasks that the options ask for with MakeOne, as whoever
// brings a plan in may define attributes, and returns options that name them.
func Made(ctx context.Context, tx *db.Tx, who access.Who, project int64, s *Source, o Options) (Options, error) {
	wanted := false
	for _, to := range o.Fields {
		wanted = wanted || to == MakeOne
	}
	if !wanted {
		return o, nil
	}
	r, err := Foresee(ctx, tx, who, project, s, o)
	if err != nil {
		return o, err
	}
	o.Fields = maps.Clone(o.Fields)
	for n := range r.Customs {
		x := &r.Customs[n]
		if x.To != MakeOne {
			continue
		}
		f := x.attribute()
		if err := field.Create(ctx, tx, who, f); err != nil {
			return o, err
		}
		o.Fields[x.ID] = f.Key
	}
	return o, nil
}
