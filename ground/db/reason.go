package db

import (
	"context"
	encoding "encoding/json"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// reason is why a change was made, said after it.
type reason struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Change  int64  `db:"change"`
	Note    string `db:"note"`
}

// longestReason is in characters.
const longestReason = 500

// Reasons returns the reasons that were given after some changes, by their number.
func Reasons(ctx context.Context, q Querier, changes []int64) (map[int64]string, error) {
	out := map[int64]string{}
	if len(changes) == 0 {
		return out, nil
	}
	in, args := List(nil, changes)
	err := Each(ctx, q, func(r *reason) error {
		out[r.Change] = r.Note
		return nil
	}, "SELECT id, version, change, note FROM reason WHERE note <> '' AND change IN "+in, args...)
	return out, err
}

// GiveReason says, as a change of its own, why an earlier one was made: for who made
// it. An empty text takes the reason back.
func (tx *Tx) GiveReason(ctx context.Context, number int64, text string) error {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if utf8.RuneCountInString(text) > longestReason {
		return fault.Invalid("why", label.F("At most %d characters", "Au plus %d caractères", longestReason))
	}
	c, err := Get[Change](ctx, tx, "SELECT "+Columns[Change]("")+" FROM change WHERE number = $1", number)
	if err != nil {
		return err
	}
	if int64(c.Actor) == 0 || int64(c.Actor) != tx.from.Actor {
		return fault.Forbidden()
	}
	known, err := Select[reason](ctx, tx, "SELECT "+Columns[reason]("")+" FROM reason WHERE change = $1", number)
	if err != nil {
		return err
	}
	r := reason{ID: tx.NewID(), Change: number}
	if len(known) > 0 {
		r = known[0]
	}
	r.Version, r.Note = r.Version+1, text
	data, err := encoding.Marshal(map[string]any{"change": number, "note": text})
	if err != nil {
		return err
	}
	tx.Record(Version{Entity: "reason", Object: r.ID, Version: r.Version, Data: string(data)})
	if len(known) > 0 {
		return Replace(ctx, tx, "reason", r)
	}
	return Insert(ctx, tx, "reason", r)
}
