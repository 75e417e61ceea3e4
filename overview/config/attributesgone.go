package config

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// retireAttributes takes out of use what goes, once nothing names it any more.
func retireAttributes(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	var going []*Step
	for _, s := range steps {
		if s.Kind == Removed && !s.was.(*attribute).Retired || s.Kind != Removed && s.now.(*attribute).Retired && !st.failed(s) {
			going = append(going, s)
		}
	}
	for len(going) > 0 {
		var later []*Step
		for _, s := range going {
			gone, err := retire(ctx, tx, st, s)
			if err != nil {
				return err
			}
			if !gone {
				later = append(later, s)
			}
		}
		if len(later) == len(going) {
			for _, s := range later {
				st.stays(s, label.T("It came with Vigie, or a formula or a rule uses it: it stays in use", "Il est fourni avec Vigie, ou une formule ou une règle l’utilise\u202f: il reste en usage"))
			}
			return nil
		}
		going = later
	}
	return nil
}

func retire(ctx context.Context, tx *db.Tx, st *state, s *Step) (gone bool, err error) {
	a, _ := s.now.(*attribute)
	if a == nil {
		a = s.was.(*attribute)
	}
	c, err := field.Load(ctx, tx, a.Object)
	if err != nil {
		return false, err
	}
	f := c.Get(a.Key)
	if f == nil || f.Retired {
		return true, nil
	}
	err = field.Retire(ctx, tx, st.who, a.Object, a.Key, f.Version)
	if fault.KindOf(err) == fault.Clash {
		return false, nil
	}
	return err == nil, err
}

// impactOfAttribute counts the active projects that have a value of it, or, where it
// becomes required, that lack one.
func impactOfAttribute(_ context.Context, _ db.Querier, st *state, s *Step) error {
	a, _ := s.now.(*attribute)
	if a == nil {
		a = s.was.(*attribute)
	}
	if a.Object != "project" {
		return nil
	}
	f := st.live.Catalogue.Get(a.Key)
	was, _ := s.was.(*attribute)
	if f == nil || f.Kind == field.Computed || was != nil && a.Required && !was.Required {
		return st.touches(s, "", func(snapshot.Row) bool { return true })
	}
	return st.touches(s, "not ("+f.Key+" is empty)", func(row snapshot.Row) bool { return st.live.Value(row, f.Key).Set })
}
