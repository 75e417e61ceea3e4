package convention

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

// Load returns the conventions that hold now. Everyone may read them.
func Load(ctx context.Context, q db.Querier) (Conventions, error) {
	type row struct {
		Version int64  `db:"version"`
		Body    string `db:"body"`
	}
	rows, err := db.Select[row](ctx, q, "SELECT version, body FROM convention WHERE id = $1", object)
	if err != nil || len(rows) == 0 {
		return Conventions{Body: Shipped}, err
	}
	b, err := Decode(rows[0].Body)
	return Conventions{rows[0].Version, b}, err
}

// KnownAt returns the conventions as they were when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, change int64) (Conventions, error) {
	out := Conventions{Body: Shipped}
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) (err error) {
		out.Version = s.Version
		out.Body, err = Decode(s.Data)
		return err
	})
	return out, err
}

// Decode reads conventions as they are kept; what is not said is as shipped.
func Decode(text string) (Body, error) {
	b := Shipped
	if text == "" {
		return b, nil
	}
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		return b, fmt.Errorf("reading the conventions: %w", err)
	}
	return b, nil
}

// Change changes the conventions; version is the one that was read, 0 while nothing
// was ever set.
func Change(ctx context.Context, tx *db.Tx, who access.Who, version int64, change func(*Body)) (Conventions, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return Conventions{}, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE convention SET version = version WHERE id = $1", object); err != nil {
		return Conventions{}, err
	}
	was, err := Load(ctx, tx)
	if err != nil {
		return Conventions{}, err
	}
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	now := was
	change(&now.Body)
	now.Version = version + 1
	if err := now.check(); err != nil {
		return was, err
	}
	if err := db.KeepDocument(ctx, tx, "convention", Entity, object, now.Version, now.Body); err != nil {
		return was, err
	}
	if now.DayMinutes == was.DayMinutes {
		return now, nil
	}
	return now, tx.EnqueueOnce(ctx, DayChangedKind)
}

// DayChangedKind is the kind of the jobs left by another length of the working day: what
// was computed with it is computed anew.
const DayChangedKind = "working day changed"

// Past is one version of the conventions.
type Past struct {
	Conventions
	Change db.Change
}

// History returns the versions of the conventions, the latest first, to those who may
// change them.
func History(ctx context.Context, q db.Querier, who access.Who) ([]Past, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return nil, err
	}
	var out []Past
	err := db.EachVersion(ctx, q, Entity, object, func(version int64, data string, by db.Change) error {
		b, err := Decode(data)
		out = append(out, Past{Conventions{version, b}, by})
		return err
	})
	return out, err
}

// Revert keeps an earlier version again; 0 is what came with the program.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, version, to int64) (Conventions, error) {
	past, err := History(ctx, tx, who)
	if err != nil {
		return Conventions{}, err
	}
	then := Shipped
	if to != 0 {
		at := slices.IndexFunc(past, func(p Past) bool { return p.Version == to })
		if at < 0 {
			return Conventions{}, fault.Invalid("to", label.T("The conventions have no such version", "Les conventions n’ont pas cette version"))
		}
		then = past[at].Body
	}
	return Change(ctx, tx, who, version, func(b *Body) { *b = then })
}
