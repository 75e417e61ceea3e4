package view

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
)

// All returns every view of an object that is not in the bin, those that people
// keep for themselves too, for those who look after the attributes.
func All(ctx context.Context, q db.Querier, who access.Who, object string) ([]View, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, err
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+columns()+" FROM view v WHERE v.deleted IS NULL AND v.object = $1 ORDER BY v.position, v.id", object)
	if err != nil {
		return nil, err
	}
	return complete(ctx, q, rows)
}

// Named returns the keys of the attributes that the state names, and the
// conditions in which it may name others.
func (s State) Named() (keys, conditions []string) {
	s.named(func(_, key string) { keys = append(keys, key) })
	conditions = append(conditions, s.Filter)
	for _, r := range s.Rules {
		conditions = append(conditions, r.Filter)
	}
	return keys, conditions
}

// Rename has the views of an object name an attribute by its new key, in all that
// they show and, by turn, in their conditions.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, object, was, now string, turn func(condition string) (string, bool)) error {
	return rewrite(ctx, tx, who, object, func(s *State) bool {
		renamed := s.rename(was, now)
		return s.turn(turn) || renamed
	})
}

// rename gives an attribute its new key wherever the state names it.
func (s *State) rename(was, now string) (changed bool) {
	turn := func(key *string) {
		if *key == was {
			*key, changed = now, true
		}
	}
	s.Columns, s.Sort, s.Group, s.Rules, s.Board.Card = slices.Clone(s.Columns), slices.Clone(s.Sort), slices.Clone(s.Group), slices.Clone(s.Rules), slices.Clone(s.Board.Card)
	for i := range s.Columns {
		turn(&s.Columns[i].Key)
	}
	for i := range s.Sort {
		turn(&s.Sort[i].Key)
	}
	for i := range s.Group {
		turn(&s.Group[i].Key)
	}
	for i := range s.Rules {
		turn(&s.Rules[i].Key)
	}
	for i := range s.Board.Card {
		turn(&s.Board.Card[i])
	}
	s.Pivot.Rows, s.Pivot.Columns, s.Pivot.Measures = slices.Clone(s.Pivot.Rows), slices.Clone(s.Pivot.Columns), slices.Clone(s.Pivot.Measures)
	for i := range s.Pivot.Rows {
		turn(&s.Pivot.Rows[i].Key)
	}
	for i := range s.Pivot.Columns {
		turn(&s.Pivot.Columns[i].Key)
	}
	for i := range s.Pivot.Measures {
		turn(&s.Pivot.Measures[i].Key)
	}
	for _, key := range []*string{&s.Bubble.X, &s.Bubble.Y, &s.Bubble.Size, &s.Bubble.Colour, &s.Tree, &s.Board.By, &s.Board.Lanes, &s.Timeline.Start, &s.Timeline.End, &s.Timeline.BaseStart, &s.Timeline.BaseEnd, &s.Timeline.Colour} {
		turn(key)
	}
	return changed
}

// Rewrite passes every condition of the views of an object through turn, those
// that people keep for themselves and those in the bin too, for those who look
// after the attributes. Each view that it changes has a version for it.
func Rewrite(ctx context.Context, tx *db.Tx, who access.Who, object string, turn func(condition string) (string, bool)) error {
	return rewrite(ctx, tx, who, object, func(s *State) bool { return s.turn(turn) })
}

func rewrite(ctx context.Context, tx *db.Tx, who access.Who, object string, change func(*State) bool) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE view SET version = version WHERE object = $1", object); err != nil {
		return err
	}
	rows, err := db.Select[row](ctx, tx, "SELECT "+columns()+" FROM view v WHERE v.object = $1 ORDER BY v.id", object)
	if err != nil {
		return err
	}
	views, err := complete(ctx, tx, rows)
	for _, v := range views {
		if change(&v.State) && err == nil {
			v.Version, v.Updated = v.Version+1, tx.Millis()
			err = v.put(ctx, tx)
		}
	}
	return err
}

func (s *State) turn(turn func(string) (string, bool)) (changed bool) {
	if text, ok := turn(s.Filter); ok {
		s.Filter, changed = text, true
	}
	s.Rules = slices.Clone(s.Rules)
	for i, r := range s.Rules {
		if text, ok := turn(r.Filter); ok {
			s.Rules[i].Filter, changed = text, true
		}
	}
	return changed
}

// Return gives the views that a change rewrote what they showed before, unless
// somebody saved one since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	ids, lines, err := db.LinesOf(ctx, tx, Entity, change)
	if err != nil || len(ids) == 0 {
		return err
	}
	in, args := db.List(nil, ids)
	if _, err := db.Exec(ctx, tx, "UPDATE view SET version = version WHERE id IN "+in, args...); err != nil {
		return err
	}
	rows, err := db.Select[row](ctx, tx, "SELECT "+columns()+" FROM view v WHERE v.id IN "+in, args...)
	if err != nil {
		return err
	}
	views, err := complete(ctx, tx, rows)
	if err != nil {
		return err
	}
	for _, v := range views {
		before, after := db.Step(lines[v.ID], change)
		if before == nil || after == nil || after.Version != v.Version {
			continue
		}
		var was remembered
		if err := json.Unmarshal([]byte(before.Data.S), &was); err != nil {
			return fmt.Errorf("reading a view of the past: %w", err)
		}
		v.State, v.Version, v.Updated = was.State.cleaned(), v.Version+1, tx.Millis()
		if err := v.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
