package trust

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
)

type row struct {
	ID       int64  `db:"id"`
	Version  int64  `db:"version"`
	Settings string `db:"settings"`
}

// Load returns the settings that hold now. Everyone may read them.
func Load(ctx context.Context, q db.Querier, c *field.Catalogue) (Settings, error) {
	rows, err := db.Select[row](ctx, q, "SELECT id, version, settings FROM trust")
	if err != nil || len(rows) == 0 {
		return Default(c), err
	}
	return decode(rows[0].Version, rows[0].Settings)
}

// AsOf returns the settings that held on a day, as known now or, when change is
// not 0, as known when that change was the last.
func AsOf(ctx context.Context, d *db.DB, c *field.Catalogue, on day.Day, change int64) (Settings, error) {
	r, err := d.AsOf(ctx, Entity, object, on, change)
	if fault.KindOf(err) == fault.Missing {
		return Default(c), nil
	}
	if err != nil {
		return Settings{}, err
	}
	return decode(r.Version, r.Data.S)
}

func decode(version int64, text string) (Settings, error) {
	s := Settings{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("reading the settings of the trust score: %w", err)
	}
	s.Version = version
	return s, nil
}

// Change changes the settings; version is the one that was read, 0 while
// nothing was ever set.
func Change(ctx context.Context, tx *db.Tx, who access.Who, version int64, change func(*Settings)) (Settings, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return Settings{}, err
	}
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return Settings{}, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE trust SET version = version"); err != nil {
		return Settings{}, err
	}
	was, err := Load(ctx, tx, c)
	if err != nil {
		return Settings{}, err
	}
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	s := was
	change(&s)
	s.Version = version + 1
	if err := s.check(c); err != nil {
		return was, err
	}
	return s, s.save(ctx, tx)
}

func (s Settings) save(ctx context.Context, tx *db.Tx) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "INSERT INTO trust (id, version, settings) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET version = excluded.version, settings = excluded.settings",
		object, s.Version, string(text))
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: object, Version: s.Version, Data: string(text)})
	return nil
}
