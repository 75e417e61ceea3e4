package api

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

type createFieldIn struct {
	OfCatalogue
	Body fieldIn
}

func (s *Server) createField(ctx context.Context, in *createFieldIn) (*body[fieldOut], error) {
	c, names, err := s.definitions(ctx, in.object())
	if err != nil {
		return nil, err
	}
	roles, err := s.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	var f *field.Field
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		f = &field.Field{Object: in.object()}
		said := in.Body
		put(&f.Key, said.Key)
		put(&f.Kind, said.Kind)
		if said.Choices != nil {
			if f.Choices, err = mergeOptions(nil, *said.Choices); err != nil {
				return err
			}
			said.Choices = nil
		}
		f.Number(tx.NewID)
		if err := said.apply(c, names, roles, who.Lang, f); err != nil {
			return err
		}
		return field.Create(ctx, tx, who, f)
	})
	return s.fieldAnswer(ctx, f, err)
}

// fieldAnswer shows an attribute as it is after a change.
func (s *Server) fieldAnswer(ctx context.Context, f *field.Field, err error) (*body[fieldOut], error) {
	if err != nil {
		return nil, err
	}
	c, names, err := s.definitions(ctx, f.Object)
	if err != nil {
		return nil, err
	}
	roles, err := s.roleWords(ctx)
	return &body[fieldOut]{showField(c, names, roles, c.Get(f.Key), true)}, err
}

// ownField is a new attribute as it is being made, for what is typed for it to name it.
type ownField struct {
	Key     string     `json:"key,omitempty" maxLength:"40"`
	Label   bilingual  `json:"label"`
	Kind    field.Kind `json:"kind" maxLength:"20"`
	Choices []optionIn `json:"choices,omitempty" maxItems:"2000"`
}

// ownID is the id of the attribute that is being made: no other has it.
const ownID = 1<<52 + 1

// with returns the catalogue with the attribute that is being made.
func (o *ownField) with(c *field.Catalogue) (*field.Catalogue, error) {
	if o == nil || o.Kind == field.Computed {
		return c, nil
	}
	f := &field.Field{ID: ownID, Object: c.Object, Key: o.Key, Kind: o.Kind, Label: o.Label.text()}
	var err error
	if f.Choices, err = mergeOptions(nil, o.Choices); err != nil {
		return nil, err
	}
	for i := range f.Choices {
		f.Choices[i].ID = int64(ownID + i + 1)
	}
	return c.With(f), nil
}
