package api

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/overview/usage"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
)

type fieldUseOut struct {
	Key     string         `json:"key"`
	Filled  int            `json:"filled" doc:"How many objects have a value, those archived or in the bin included"`
	Choices map[string]int `json:"choices,omitempty" doc:"Of a list: how many have each value, by its key"`
	Places  []usedInOut    `json:"places" doc:"What names it"`
}

type usedInOut struct {
	Kind  string      `json:"kind" doc:"view, formula, portfolio, dashboard, mapping, trust, round, slide_master, form, lifecycle or template"`
	Count int         `json:"count"`
	Names []bilingual `json:"names" doc:"Those that the caller may see"`
}

func (s *Server) usesOfFields(ctx context.Context, in *listFieldsIn) (*body[list[fieldUseOut]], error) {
	d, _, err := s.usageDesk(ctx, in.object())
	if err != nil {
		return nil, err
	}
	uses, err := d.Of(ctx)
	if err != nil {
		return nil, err
	}
	out := list[fieldUseOut]{Items: []fieldUseOut{}, Total: len(uses)}
	for _, u := range uses {
		out.Items = append(out.Items, showUse(u))
	}
	return &body[list[fieldUseOut]]{out}, nil
}

func showUse(u usage.Use) fieldUseOut {
	out := fieldUseOut{Key: u.Field.Key, Filled: u.Filled}
	for _, o := range u.Field.Choices {
		if out.Choices == nil {
			out.Choices = map[string]int{}
		}
		out.Choices[o.Key] = u.Options[o.ID]
	}
	out.Places = showPlaces(u.Places)
	return out
}

// showPlaces shows what names an attribute, by kind.
func showPlaces(places []usage.Place) []usedInOut {
	out := []usedInOut{}
	for _, p := range places {
		at := slices.IndexFunc(out, func(o usedInOut) bool { return o.Kind == p.Kind })
		if at < 0 {
			at, out = len(out), append(out, usedInOut{Kind: p.Kind, Names: []bilingual{}})
		}
		out[at].Count++
		if !p.Name.IsZero() {
			out[at].Names = append(out[at].Names, inBoth(p.Name))
		}
	}
	return out
}

// replaceOptions gives whatever holds or names a value of a list the one that
// takes its place, in the same change. names are those of everybody and everything.
func replaceOptions(ctx context.Context, tx *db.Tx, who access.Who, f *field.Field, keys map[string]string, names field.Directory) error {
	swaps, err := f.Swaps(keys)
	if err != nil || len(swaps) == 0 {
		return err
	}
	if err := usage.Replace(ctx, tx, who, names, f, swaps); err != nil {
		return err
	}
	c, err := field.Load(ctx, tx, f.Object)
	if err != nil {
		return err
	}
	if kind := agenda.KindOf(f.Object); kind != nil {
		return kind.ReplaceOptions(ctx, tx, who, c, f.Key, swaps)
	}
	if f.Object == field.Task {
		return plan.ReplaceOptions(ctx, tx, who, c, f.Key, swaps)
	}
	return project.ReplaceOptions(ctx, tx, who, c, f.Key, swaps)
}
