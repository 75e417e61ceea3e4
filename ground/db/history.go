package db

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/day"
)

// Version is one state of an object: what it was from a day on.
type Version struct {
	Entity  string
	Object  int64
	Version int64   // the object's version number, as in its table
	From    day.Day // effective from; the transaction's day when zero
	Data    string  // canonical JSON; empty when the object is no longer there
}

// Recorded is a version as the history keeps it.
type Recorded struct {
	ID         int64   `db:"id"`
	Entity     string  `db:"entity"`
	Object     int64   `db:"object"`
	Version    int64   `db:"version"`
	From       day.Day `db:"from_day"`
	Until      day.Day `db:"until_day"` // zero while it is the last
	Change     int64   `db:"change"`
	Superseded ID      `db:"superseded"` // the change that corrected it away
	Actor      ID      `db:"actor"`
	Data       Text    `db:"data"`
	Salt       string  `db:"salt"`
	Digest     string  `db:"digest"`
}

type retraction struct {
	entity     string
	object, id int64
	from       day.Day
}

// Record keeps a version. It is written when the transaction ends, under the
// number of the change.
func (tx *Tx) Record(v Version) {
	if v.From == 0 {
		v.From = tx.On()
	}
	tx.pending = append(tx.pending, v)
	tx.Touch(v.Entity, v.Object)
}

// Retract takes a recorded version back: it stays in the history, superseded
// by this change, and no longer counts.
func (tx *Tx) Retract(r Recorded) {
	tx.retract = append(tx.retract, retraction{r.Entity, r.Object, r.ID, r.From})
	tx.Touch(r.Entity, r.Object)
}

// flush writes what the transaction collected: the counter is bumped last, so
// that the one order of changes holds others up for as short as possible.
func (tx *Tx) flush(ctx context.Context) (int64, error) {
	if len(tx.pending) == 0 && len(tx.touched) == 0 {
		return 0, nil
	}
	rows, err := tx.place(ctx)
	if err != nil {
		return 0, err
	}
	for i := range rows {
		rows[i].Salt = newSalt()
		rows[i].Digest = rows[i].digest()
	}
	gone, events := tx.corrected(), tx.events()
	c := Change{Actor: ID(tx.from.Actor), Via: tx.from.Via, Note: tx.from.Note, Set: ID(tx.from.Set)}
	var previous string
	row := tx.tx.QueryRowContext(ctx, "UPDATE counter SET n = n + 1 WHERE name = 'change' AND (SELECT max(number) FROM migration) <= $1 RETURNING n, hash", tx.db.stepsKnown)
	if err := row.Scan(&c.Number, &previous); errors.Is(err, sql.ErrNoRows) {
		return 0, overtaken()
	} else if err != nil {
		return 0, err
	}
	c.At = tx.Millis()
	c.Hash = c.chain(previous, rows, gone)
	if tx.engine() == Postgres {
		return c.Number, tx.numberAtOnce(ctx, c, rows, gone, events)
	}
	return c.Number, tx.number(ctx, c, rows, gone, events)
}

// number writes what a change consists of, under its number.
func (tx *Tx) number(ctx context.Context, c Change, rows []Recorded, gone []int64, events []Event) error {
	for i := range rows {
		rows[i].Change = c.Number
	}
	for i := range events {
		events[i].Change = c.Number
	}
	if err := Insert(ctx, tx, "history", rows...); err != nil {
		return err
	}
	if err := tx.supersede(ctx, c.Number, gone); err != nil {
		return err
	}
	if err := Insert(ctx, tx, "event", events...); err != nil {
		return err
	}
	if err := Insert(ctx, tx, "change", c); err != nil {
		return err
	}
	_, err := tx.exec(ctx, "UPDATE counter SET hash = $1 WHERE name = 'change'", c.Hash)
	return err
}

// Change is one commit in the one order of the instance.
type Change struct {
	Number int64  `db:"number"`
	At     int64  `db:"at"` // milliseconds since 1970 UTC
	Actor  ID     `db:"actor"`
	Via    string `db:"via"`
	Note   string `db:"note"`
	Set    ID     `db:"change_set"`
	Hash   string `db:"hash"`
}

// chain returns the hash that ties the change to the one before: over its own
// facts, the digests of its versions, and the ids of those it corrected away.
func (c Change) chain(previous string, rows []Recorded, gone []int64) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%d|%d|%d|%q|%q|%d", previous, c.Number, c.At, c.Actor, c.Via, c.Note, c.Set)
	rows = slices.SortedFunc(slices.Values(rows), func(a, b Recorded) int { return int(a.ID - b.ID) })
	for _, r := range rows {
		fmt.Fprintf(h, "|%d:%s", r.ID, r.Digest)
	}
	gone = slices.Sorted(slices.Values(gone))
	for _, id := range gone {
		fmt.Fprintf(h, "|-%d", id)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// digest is taken over a random salt, so that data may be erased later without
// its digest giving it away or breaking the chain.
func (r Recorded) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s|%d|%d|%d|%d|%t|%s", r.Salt, r.Entity, r.Object, r.Version, r.From, r.Actor, r.Data.Null, r.Data.S)
	return hex.EncodeToString(h.Sum(nil))
}

func newSalt() string {
	var b [12]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// events say which objects the transaction touched.
func (tx *Tx) events() []Event {
	events := make([]Event, 0, len(tx.touched))
	for t := range tx.touched {
		events = append(events, Event{Entity: t.entity, Object: t.object})
	}
	slices.SortFunc(events, func(a, b Event) int {
		return cmpOr(strings.Compare(a.Entity, b.Entity), int(a.Object-b.Object))
	})
	return events
}

func cmpOr(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}

// Event says that a change touched an object.
type Event struct {
	Change int64  `db:"change"`
	Entity string `db:"entity"`
	Object int64  `db:"object"`
}

// Text is text that may be NULL.
type Text struct {
	S    string
	Null bool
}
