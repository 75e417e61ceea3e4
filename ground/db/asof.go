package db

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
)

const recordedColumns = "id, entity, object, version, from_day, until_day, change, superseded, actor, data, salt, digest"

// AsOf returns the version of an object that was effective on a day: as known
// now, or, when change is not 0, as known when that change was the last. It is
// fault.NotFound when the object was not there.
func (d *DB) AsOf(ctx context.Context, entity string, object int64, on day.Day, change int64) (Recorded, error) {
	q := "SELECT " + recordedColumns + " FROM history WHERE entity = $1 AND object = $2 AND from_day <= $3 AND superseded IS NULL ORDER BY from_day DESC LIMIT 1"
	args := []any{entity, object, on}
	if change != 0 {
		q = "SELECT " + recordedColumns + " FROM history WHERE entity = $1 AND object = $2 AND from_day <= $3 AND change <= $4 AND (superseded IS NULL OR superseded > $4) ORDER BY from_day DESC LIMIT 1"
		args = append(args, change)
	}
	r, err := Get[Recorded](ctx, d, q, args...)
	if err == nil && r.Data.Null {
		return Recorded{}, fault.NotFound()
	}
	return r, err
}

// State is what an object was on a day.
type State struct {
	Object  int64   `db:"object"`
	Version int64   `db:"version"`
	From    day.Day `db:"from_day"` // the day from which it counts
	Data    string  `db:"data"`     // JSON, as recorded
}

// EachAsOf hands over every object of an entity as it was effective on a day,
// as known now or when change was the last. Objects deleted by then are left out.
func EachAsOf(ctx context.Context, q Querier, entity string, on day.Day, change int64, f func(*State) error) error {
	if change == 0 {
		return Each(ctx, q, f, `SELECT object, version, from_day, data FROM history
			WHERE entity = $1 AND superseded IS NULL AND from_day <= $2 AND (until_day IS NULL OR until_day > $2) AND data IS NOT NULL`, entity, on)
	}
	return eachKnownAt(ctx, q, entity, on, change, f)
}

// eachKnownAt hands over what was known when a change was the last. That is what
// counts now, but for the objects of which something was corrected since, or of
// which what counts now was recorded since: their history alone is gone through.
// (SQLite would go through all of an entity to find what was corrected; the || ”
// makes it take the index of that.)
func eachKnownAt(ctx context.Context, q Querier, entity string, on day.Day, change int64, f func(*State) error) error {
	type current struct {
		Object  int64   `db:"object"`
		Version int64   `db:"version"`
		From    day.Day `db:"from_day"`
		Change  int64   `db:"change"`
		Data    Text    `db:"data"`
	}
	var revised []int64
	err := Each(ctx, q, func(c *current) error {
		switch {
		case c.Change > change:
			revised = append(revised, c.Object)
		case !c.Data.Null:
			return f(&State{c.Object, c.Version, c.From, c.Data.S})
		}
		return nil
	}, `SELECT object, version, from_day, change, data FROM history
		WHERE entity = $1 AND superseded IS NULL AND from_day <= $2 AND (until_day IS NULL OR until_day > $2)
		AND object NOT IN (SELECT object FROM history WHERE superseded > $3 AND entity || '' = $1)
		UNION ALL SELECT DISTINCT object, 0, 0, superseded, NULL FROM history WHERE superseded > $3 AND entity || '' = $1`, entity, on, change)
	if err != nil {
		return err
	}
	slices.Sort(revised)
	for part := range slices.Chunk(slices.Compact(revised), 400) {
		in, args := List([]any{entity, on, change}, part)
		err := Each(ctx, q, f, `SELECT object, version, from_day, data FROM (
			SELECT h.*, row_number() OVER (PARTITION BY object ORDER BY from_day DESC) AS rank FROM history h
			WHERE entity = $1 AND from_day <= $2 AND change <= $3 AND (superseded IS NULL OR superseded > $3) AND object IN `+in+`) latest
			WHERE rank = 1 AND data IS NOT NULL`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// Versions returns the versions of an object that count, first to last.
func Versions(ctx context.Context, q Querier, entity string, object int64) ([]Recorded, error) {
	return Select[Recorded](ctx, q, "SELECT "+recordedColumns+" FROM history WHERE entity = $1 AND object = $2 AND superseded IS NULL ORDER BY from_day", entity, object)
}

// LastChange returns the number of the last change of the instance.
func (d *DB) LastChange(ctx context.Context) (int64, error) {
	return Get[int64](ctx, d, "SELECT n FROM counter WHERE name = 'change'")
}

// Tampered names a place where the history is not what was written.
type Tampered struct {
	Change int64
	What   string
}

// VerifyChain recomputes every digest, the hash of every change, and every end
// of an interval, and names what does not match; none means that the history
// is as it was written. It reads one instant, whoever writes meanwhile.
func (d *DB) VerifyChain(ctx context.Context) ([]Tampered, error) {
	tx, err := d.instant(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return verifyChain(ctx, &Tx{db: d, tx: tx})
}

func verifyChain(ctx context.Context, q Querier) ([]Tampered, error) {
	rows, gone, bad, err := digests(ctx, q)
	if err != nil {
		return nil, err
	}
	previous, last := "", int64(0)
	err = Each(ctx, q, func(c *Change) error {
		if c.Number != last+1 {
			bad = append(bad, Tampered{last + 1, "the change is missing"})
		}
		last = c.Number
		if c.Hash != c.chain(previous, rows[c.Number], gone[c.Number]) {
			bad = append(bad, Tampered{c.Number, "the hash of the change does not match"})
		}
		previous = c.Hash
		delete(rows, c.Number)
		return nil
	}, "SELECT number, at, actor, via, note, change_set, hash FROM change ORDER BY number")
	if err != nil {
		return nil, err
	}
	for number := range rows {
		bad = append(bad, Tampered{number, "versions belong to a change that is not there"})
	}
	head, err := Get[headRow](ctx, q, "SELECT n, hash FROM counter WHERE name = 'change'")
	if err != nil {
		return nil, err
	}
	if head.N != last || head.Hash != previous {
		bad = append(bad, Tampered{last, "the chain does not end where the counter says"})
	}
	slices.SortFunc(bad, func(a, b Tampered) int { return int(a.Change - b.Change) })
	return bad, nil
}

type headRow struct {
	N    int64  `db:"n"`
	Hash string `db:"hash"`
}

// digests reads the whole history once: the digests of each change's versions,
// the versions each change corrected away, and what is wrong in itself.
func digests(ctx context.Context, q Querier) (rows map[int64][]Recorded, gone map[int64][]int64, bad []Tampered, err error) {
	rows, gone = map[int64][]Recorded{}, map[int64][]int64{}
	var before Recorded
	err = Each(ctx, q, func(r *Recorded) error {
		if r.Digest != r.digest() {
			bad = append(bad, Tampered{r.Change, fmt.Sprintf("version %d of %s %d is not what was written", r.Version, r.Entity, r.Object)})
		}
		rows[r.Change] = append(rows[r.Change], Recorded{ID: r.ID, Digest: r.Digest})
		if r.Superseded != 0 {
			gone[int64(r.Superseded)] = append(gone[int64(r.Superseded)], r.ID)
			return nil
		}
		if before.Entity == r.Entity && before.Object == r.Object {
			if before.Until != r.From {
				bad = append(bad, Tampered{before.Change, fmt.Sprintf("version %d of %s %d does not end where the next begins", before.Version, r.Entity, r.Object)})
			}
		} else if before.Until != 0 {
			bad = append(bad, Tampered{before.Change, fmt.Sprintf("the last version of %s %d has an end", before.Entity, before.Object)})
		}
		before = Recorded{Entity: r.Entity, Object: r.Object, Until: r.Until, From: r.From, Change: r.Change, Version: r.Version}
		return nil
	}, "SELECT "+recordedColumns+" FROM history ORDER BY entity, object, from_day, id")
	if err == nil && before.Until != 0 {
		bad = append(bad, Tampered{before.Change, fmt.Sprintf("the last version of %s %d has an end", before.Entity, before.Object)})
	}
	return rows, gone, bad, err
}
