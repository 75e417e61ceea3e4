package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Rewrite gives the lifecycles, and their drafts, other options of a list: by says
// which one takes the place of which. A stage whose place another takes that is
// there already goes, and its ways become those of the other.
func Rewrite(ctx context.Context, tx *db.Tx, who access.Who, list *field.Field, by func(id int64) (int64, bool)) error {
	if err := access.Must(MayChange(who)); err != nil {
		return err
	}
	all, err := All(ctx, tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Object != list.Object {
			continue
		}
		changed := false
		for _, d := range []*Definition{l.Holds, l.Draft} {
			turned, err := d.rewrite(list, by)
			if err != nil {
				return err
			}
			changed = changed || turned
		}
		if changed {
			if err := l.save(ctx, tx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Definition) rewrite(list *field.Field, by func(int64) (int64, bool)) (bool, error) {
	if d == nil {
		return false, nil
	}
	was, err := json.Marshal(d)
	if err != nil {
		return false, err
	}
	turn := func(id int64) int64 {
		if to, ok := by(id); ok {
			return to
		}
		return id
	}
	switch of := ObjectOf(list.Object); {
	case list.Key == of.Stage:
		d.restage(turn)
	case list.Key == Variant && of.Scaled:
		for i := range d.Variants {
			d.Variants[i].Variant = turn(d.Variants[i].Variant)
		}
		d.Variants = first(d.Variants, func(s Scale) int64 { return s.Variant })
	}
	for i := range d.Moves {
		if err := swap(&d.Moves[i].Condition, d.Moves[i].expr, list.ID, by); err != nil {
			return false, err
		}
		for n, e := range d.Moves[i].Effects {
			if e.Attribute == list.ID {
				d.Moves[i].Effects[n].Value = turned(list, e.Value, by)
			}
		}
	}
	for i := range d.Variants {
		if err := swap(&d.Variants[i].Condition, d.Variants[i].expr, list.ID, by); err != nil {
			return false, err
		}
	}
	now, err := json.Marshal(d)
	return string(now) != string(was), err
}

func (d *Definition) restage(turn func(int64) int64) {
	for i := range d.Stages {
		d.Stages[i].Stage = turn(d.Stages[i].Stage)
	}
	for i := range d.Stages {
		d.Stages[i].Start = slices.ContainsFunc(d.Stages, func(s Step) bool { return s.Start && s.Stage == d.Stages[i].Stage })
	}
	d.Stages = first(d.Stages, func(s Step) int64 { return s.Stage })
	for i := range d.Moves {
		d.Moves[i].From, d.Moves[i].To = turn(d.Moves[i].From), turn(d.Moves[i].To)
	}
	d.Moves = slices.DeleteFunc(d.Moves, func(m Move) bool { return m.From == m.To })
	d.Moves = first(d.Moves, func(m Move) [2]int64 { return [2]int64{m.From, m.To} })
}

// first keeps the first of those with the same key.
func first[T any, K comparable](all []T, key func(T) K) []T {
	seen := map[K]bool{}
	return slices.DeleteFunc(all, func(one T) bool {
		k := key(one)
		defer func() { seen[k] = true }()
		return seen[k]
	})
}

func swap(stored *string, e *formula.Expr, list int64, by func(int64) (int64, bool)) error {
	if e == nil {
		return nil
	}
	now, changed := e.Swap(list, by)
	if !changed {
		return nil
	}
	b, err := now.MarshalJSON()
	*stored = string(b)
	return err
}

// turned is the plain text of a value of a list with other options.
func turned(list *field.Field, text string, by func(int64) (int64, bool)) string {
	if o, ok := list.OptionByKey(text); ok {
		if id, swapped := by(o.ID); swapped {
			if other, ok := list.OptionByID(id); ok {
				return other.Key
			}
		}
	}
	return text
}

// Return gives the lifecycles that a change rewrote what they said before, unless
// somebody changed them since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(MayChange(who)); err != nil {
		return err
	}
	_, lines, err := db.LinesOf(ctx, tx, Entity, change)
	if err != nil {
		return err
	}
	all, err := All(ctx, tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		before, after := db.Step(lines[l.ID], change)
		if before == nil || after == nil || after.Version != l.Version {
			continue
		}
		var was remembered
		if err := json.Unmarshal([]byte(before.Data.S), &was); err != nil {
			return fmt.Errorf("reading a lifecycle of the past: %w", err)
		}
		l.Holds, l.Draft = was.Holds, was.Draft
		if err := l.save(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
