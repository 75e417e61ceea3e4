package config

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/heading"
)

// attributeGroup is a group of attributes.
type attributeGroup struct {
	Key      string `json:"key" doc:"more is the group of what stands in no other: it stays"`
	Label    both   `json:"label"`
	Position int64  `json:"position" doc:"The lowest first; 0 for after the others"`
}

var attributeGroups = part{
	name: "attribute_groups", title: label.T("Groups of attributes", "Groupes d’attributs"), may: May,
	shape:   func() any { return &attributeGroup{} },
	address: func(b any) string { return b.(*attributeGroup).Key },
	called:  func(b any) label.Text { return b.(*attributeGroup).Label.text() },
	read:    readGroups, write: writeGroups, finish: removeGroups,
}

func readGroups(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	all, err := heading.Load(ctx, q)
	if st.change != 0 {
		all, err = heading.KnownAt(ctx, q, lastDay, st.change)
	}
	var out []entry
	for _, g := range all.Items {
		out = append(out, entry{0, &attributeGroup{g.Key, bothOf(g.Label), g.Position}})
	}
	return out, err
}

func writeGroups(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		a := s.now.(*attributeGroup)
		err := changeGroups(ctx, tx, st, nil, func(all *heading.Set) {
			if a.Position == 0 {
				a.Position = all.Items[len(all.Items)-1].Position + 10
			}
			*all = all.With(heading.Group{Key: a.Key, Label: a.Label.text(), Position: a.Position})
		})
		if err := st.try(s, err); err != nil {
			return err
		}
	}
	return st.load(ctx, tx)
}

func changeGroups(ctx context.Context, tx *db.Tx, st *state, into map[string]string, edit func(*heading.Set)) error {
	now, err := heading.Load(ctx, tx)
	if err == nil {
		_, _, err = field.ChangeGroups(ctx, tx, st.who, now.Version, into, edit)
	}
	return err
}

// removeGroups takes groups away once the attributes are written; what still stands in
// one is put into the rest.
func removeGroups(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind != Removed {
			continue
		}
		if s.Key == heading.Rest {
			st.stays(s, label.T("What stands in no other group stands in this one: it stays", "Ce qui n’est dans aucun autre groupe est dans celui-ci\u202f: il reste"))
			continue
		}
		err := changeGroups(ctx, tx, st, map[string]string{s.Key: heading.Rest}, func(all *heading.Set) { *all = all.Without(s.Key) })
		if err != nil && fault.KindOf(err) == fault.Internal {
			return err
		}
		if err := st.try(s, err); err != nil {
			return err
		}
	}
	return nil
}
