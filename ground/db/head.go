package db

import (
	"context"
	stdjson "encoding/json"
)

// Head returns the number of the last change and its hash, which stands for the
// whole history.
func (d *DB) Head(ctx context.Context) (change int64, hash string, err error) {
	h, err := Get[headRow](ctx, d, "SELECT n, hash FROM counter WHERE name = 'change'")
	return h.N, h.Hash, err
}

// HashOf returns the hash of a change; "" when there is no such change.
func (d *DB) HashOf(ctx context.Context, change int64) (string, error) {
	found, err := Select[string](ctx, d, "SELECT hash FROM change WHERE number = $1", change)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// LastHead says when a head of the history last left, in milliseconds since 1970.
type LastHead struct {
	At     int64 `json:"at"`
	Change int64 `json:"change"`
	Mailed int64 `json:"mailed"`
}

// LastHead returns what NoteHead was last told.
func (d *DB) LastHead(ctx context.Context) (LastHead, error) {
	var last LastHead
	text, err := Select[string](ctx, d, "SELECT value FROM setting WHERE key = 'last_head'")
	if err != nil || len(text) == 0 {
		return last, err
	}
	err = stdjson.Unmarshal([]byte(text[0]), &last)
	return last, err
}

// NoteHead remembers that a head left.
func (d *DB) NoteHead(ctx context.Context, last LastHead) error {
	text, err := stdjson.Marshal(last)
	if err != nil {
		return err
	}
	return d.retry(ctx, func() error {
		_, err := d.exec(ctx, "INSERT INTO setting (key, value) VALUES ('last_head', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", string(text))
		return err
	})
}
