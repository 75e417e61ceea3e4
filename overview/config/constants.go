package config

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/constant"
	"vigie/room/field"
)

// fixed is a constant of the platform.
type fixed struct {
	Key      string  `json:"key"`
	Label    both    `json:"label"`
	Help     both    `json:"help"`
	Kind     string  `json:"kind" enum:"number,money,percent,date,text"`
	Measure  string  `json:"measure" doc:"What a number counts"`
	Currency string  `json:"currency" doc:"Of an amount; empty for that of each project"`
	Values   []dated `json:"values" doc:"By the day from which each holds"`
}

type dated struct {
	From  string `json:"from" doc:"2026-11-22; empty for ever since"`
	Value string `json:"value" doc:"As machines write it: 650.5, 2026-11-22"`
}

var constants = part{
	name: "constants", title: label.T("Constants", "Constantes"), may: May,
	shape:   func() any { return &fixed{Values: []dated{}} },
	address: func(b any) string { return b.(*fixed).Key },
	called:  func(b any) label.Text { return b.(*fixed).Label.text() },
	read:    readConstants, write: writeConstants, finish: removeConstants,
}

func readConstants(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	all, err := constant.Load(ctx, q)
	if st.change != 0 {
		all, err = constant.KnownAt(ctx, q, lastDay, st.change)
	}
	var out []entry
	for _, c := range all.Items {
		f := &fixed{c.Key, bothOf(c.Label), bothOf(c.Help), string(c.Kind), c.Measure, c.Currency, []dated{}}
		for _, v := range c.Values {
			f.Values = append(f.Values, dated{isoDay(v.From), v.Value})
		}
		out = append(out, entry{c.ID, f})
	}
	return out, err
}

// constant is what a document says of one.
func (f *fixed) constant(id int64) (constant.Constant, error) {
	c := constant.Constant{ID: id, Key: f.Key, Label: f.Label.text(), Help: f.Help.text(), Kind: constant.Kind(f.Kind), Measure: f.Measure, Currency: f.Currency}
	for i, v := range f.Values {
		from, err := dayOf(fmt.Sprintf("values[%d].from", i), v.From)
		if err != nil {
			return c, err
		}
		c.Values = append(c.Values, constant.Dated{From: from, Value: v.Value})
	}
	return c, nil
}

func writeConstants(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		id := s.id
		if id == 0 {
			id = st.was["constants"][s.Key]
		}
		c, err := s.now.(*fixed).constant(id)
		if err == nil {
			err = changeConstants(ctx, tx, st, func(all *constant.Set) { *all = all.With(c) })
		}
		if err := st.try(s, err); err != nil {
			return err
		}
	}
	return st.load(ctx, tx)
}

func changeConstants(ctx context.Context, tx *db.Tx, st *state, edit func(*constant.Set)) error {
	now, err := constant.Load(ctx, tx)
	if err == nil {
		_, err = field.ChangeConstants(ctx, tx, st.who, now.Version, edit)
	}
	return err
}

// removeConstants takes away those that nothing of the catalogue names any more.
func removeConstants(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind != Removed {
			continue
		}
		used, err := namedByFormulas(ctx, tx, s.id)
		if err != nil {
			return err
		}
		if used {
			st.stays(s, label.T("A formula or a rule uses it: it stays", "Une formule ou une règle l’utilise\u202f: elle reste"))
			continue
		}
		err = changeConstants(ctx, tx, st, func(all *constant.Set) {
			all.Items = slices.DeleteFunc(all.Items, func(c constant.Constant) bool { return c.ID == s.id })
		})
		if err != nil && fault.KindOf(err) == fault.Internal {
			return err
		}
		if err := st.try(s, err); err != nil {
			return err
		}
	}
	return nil
}

func namedByFormulas(ctx context.Context, tx *db.Tx, id int64) (bool, error) {
	for _, object := range field.Objects {
		c, err := field.Load(ctx, tx, object)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(c.Fields, func(f *field.Field) bool { return !f.Retired && slices.Contains(f.Uses(), id) }) {
			return true, nil
		}
	}
	return false, nil
}
