package constant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

type row struct {
	Version int64  `db:"version"`
	Body    string `db:"body"`
}

// Load returns the constants that hold now. Everyone may read them.
func Load(ctx context.Context, q db.Querier) (Set, error) {
	rows, err := db.Select[row](ctx, q, "SELECT version, body FROM constant WHERE id = $1", object)
	if err != nil || len(rows) == 0 {
		return Set{}, err
	}
	return decode(rows[0].Version, rows[0].Body)
}

// AsOf returns the constants as they were on a day, as known now.
func AsOf(ctx context.Context, q db.Querier, on day.Day) (Set, error) { return stored(ctx, q, on, 0) }

// KnownAt returns the constants as they were on a day, as known when a change was the
// last.
func KnownAt(ctx context.Context, q db.Querier, on day.Day, change int64) (Set, error) {
	return stored(ctx, q, on, change)
}

func stored(ctx context.Context, q db.Querier, on day.Day, change int64) (out Set, err error) {
	err = db.EachAsOf(ctx, q, Entity, on, change, func(s *db.State) (err error) {
		out, err = decode(s.Version, s.Data)
		return err
	})
	return out, err
}

// Decode reads constants as the history has them.
func Decode(text string) (Set, error) { return decode(0, text) }

func decode(version int64, text string) (Set, error) {
	s := Set{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("reading the constants: %w", err)
	}
	s.Version = version
	return s, nil
}

// Clone returns constants that can be changed by themselves.
func (s Set) Clone() Set {
	s.Items = slices.Clone(s.Items)
	for i := range s.Items {
		s.Items[i].Values = slices.Clone(s.Items[i].Values)
	}
	return s
}

// Hold reads the constants for a change: nobody else changes them meanwhile.
func Hold(ctx context.Context, tx *db.Tx, _ access.Who) (Set, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE constant SET version = version WHERE id = $1", object); err != nil {
		return Set{}, err
	}
	return Load(ctx, tx)
}

// Change changes the constants; version is the one that was read, 0 while there never
// were any. A constant stays what it is: of one kind, whatever it is called. Whether
// names are free, and what is taken away is used nowhere, is for the catalogue to say.
func Change(ctx context.Context, tx *db.Tx, who access.Who, version int64, change func(*Set)) (was, now Set, err error) {
	if err := access.Must(MayChange(who)); err != nil {
		return Set{}, Set{}, err
	}
	if was, err = Hold(ctx, tx, who); err != nil {
		return was, was, err
	}
	if was.Version != version {
		return was, was, fault.Outdated(was)
	}
	now = was.Clone()
	change(&now)
	now.Version = version + 1
	for i := range now.Items {
		c := &now.Items[i]
		if c.ID == 0 {
			c.ID = tx.NewID()
		}
		if old, ok := was.ByID(c.ID); ok && old.Kind != c.Kind {
			return was, was, fault.Conflict(label.F("The kind of “%s” stays what it is: formulas depend on it; make another constant", "La nature de «\u202f%s\u202f» ne change pas\u202f: des formules en dépendent\u202f; créez une autre constante", old.Label))
		}
	}
	if err := now.check(); err != nil {
		return was, was, err
	}
	return was, now, now.save(ctx, tx)
}

// Foresee returns the constants as a change would leave them. Nothing is kept.
func Foresee(s Set, change func(*Set)) (Set, error) {
	s = s.Clone()
	change(&s)
	return s, s.check()
}

func (s Set) save(ctx context.Context, tx *db.Tx) error {
	return db.KeepDocument(ctx, tx, "constant", Entity, object, s.Version, s)
}

// Past is one version of the constants.
type Past struct {
	Set
	Change db.Change
}

// History returns the versions of the constants, the latest first, to those who may
// change them.
func History(ctx context.Context, q db.Querier, who access.Who) ([]Past, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return nil, err
	}
	var out []Past
	err := db.EachVersion(ctx, q, Entity, object, func(version int64, data string, by db.Change) error {
		s, err := decode(version, data)
		out = append(out, Past{s, by})
		return err
	})
	return out, err
}
