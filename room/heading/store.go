package heading

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
)

type row struct {
	Version int64  `db:"version"`
	Body    string `db:"body"`
}

// Load returns the groups that hold now. Everyone may read them.
func Load(ctx context.Context, q db.Querier) (Set, error) {
	rows, err := db.Select[row](ctx, q, "SELECT version, body FROM attribute_group WHERE id = $1", object)
	if err != nil || len(rows) == 0 {
		return Shipped(), err
	}
	return decode(rows[0].Version, rows[0].Body)
}

// AsOf returns the groups as they were on a day, as known now.
func AsOf(ctx context.Context, q db.Querier, on day.Day) (Set, error) { return stored(ctx, q, on, 0) }

// KnownAt returns the groups as they were on a day, as known when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, on day.Day, change int64) (Set, error) {
	return stored(ctx, q, on, change)
}

func stored(ctx context.Context, q db.Querier, on day.Day, change int64) (Set, error) {
	out := Shipped()
	err := db.EachAsOf(ctx, q, Entity, on, change, func(s *db.State) (err error) {
		out, err = decode(s.Version, s.Data)
		return err
	})
	return out, err
}

// Decode reads groups as the history has them; where it has none, those that are
// shipped.
func Decode(text db.Text) (Set, error) {
	if text.Null {
		return Shipped(), nil
	}
	return decode(0, text.S)
}

func decode(version int64, text string) (Set, error) {
	s := Set{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("reading the groups of attributes: %w", err)
	}
	s.Version = version
	return s, nil
}

// Change changes the groups; version is the one that was read, 0 while nobody changed
// them. What becomes of the attributes of one that is taken away is for the catalogue
// to say.
func Change(ctx context.Context, tx *db.Tx, who access.Who, version int64, change func(*Set)) (was, now Set, err error) {
	if err := access.Must(MayChange(who)); err != nil {
		return Set{}, Set{}, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE attribute_group SET version = version WHERE id = $1", object); err != nil {
		return Set{}, Set{}, err
	}
	if was, err = Load(ctx, tx); err != nil {
		return was, was, err
	}
	if was.Version != version {
		return was, was, fault.Outdated(was)
	}
	now = was
	now.Items = slices.Clone(was.Items)
	change(&now)
	now.Version = version + 1
	if err := now.check(); err != nil {
		return was, was, err
	}
	return was, now, now.save(ctx, tx)
}

func (s Set) save(ctx context.Context, tx *db.Tx) error {
	return db.KeepDocument(ctx, tx, "attribute_group", Entity, object, s.Version, s)
}

// Past is one version of the groups.
type Past struct {
	Set
	Change db.Change
}

// History returns the versions of the groups, the latest first, to those who may
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
