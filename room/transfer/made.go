package transfer

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// ToMake are the custom fields of a file for which the options ask with MakeOne that an
// attribute is made.
func ToMake(ctx context.Context, q db.Querier, who access.Who, project int64, s *Source, o Options) ([]Custom, error) {
	if !slices.Contains(slices.Collect(maps.Values(o.Fields)), MakeOne) {
		return nil, nil
	}
	r, err := Foresee(ctx, q, who, project, s, o)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.Customs, func(x Custom) bool { return x.To != MakeOne }), nil
}

// Made makes attributes of tasks for custom fields, as whoever brings a plan in may
// define attributes, and returns options that name them.
func Made(ctx context.Context, tx *db.Tx, who access.Who, all []Custom, o Options) (Options, error) {
	o.Fields = maps.Clone(o.Fields)
	for n := range all {
		f := all[n].attribute()
		if err := field.Create(ctx, tx, who, f); err != nil {
			return o, err
		}
		o.Fields[all[n].ID] = f.Key
	}
	return o, nil
}
