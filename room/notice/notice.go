// Package notice keeps what people are told of, what they marked to find again,
// and how often they want a summary by mail. A notice belongs to one person, and
// shows only what that person may see when it is read.
package notice

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the events know notices; the object is the
// account.
const Entity = "notice"

// The kinds of notices.
const (
	Mention   = "mention"   // somebody named the person in a comment
	Reply     = "reply"     // somebody answered the person's comment
	Comment   = "comment"   // somebody commented on a project that the person manages
	Appointed = "appointed" // the person became the manager of a project
	Undone    = "undone"    // somebody took back a change of the person
	Risk      = "risk"      // somebody made the person the owner of a risk
	Action    = "action"    // the same of an action
	Decision  = "decision"  // the same of a decision
	Round     = "round"     // the values of a month are asked of the person
	Reminder  = "reminder"  // they are still asked

	Access         = "access"          // who may do what is asked of the person, in a campaign
	AccessReminder = "access_reminder" // it is still asked
)

// keptFor is how long a notice that was read is kept.
const keptFor = 90 * 24 * 60 * 60 * 1000

// Notice is one thing that a person is told.
type Notice struct {
	ID      int64  `db:"id"`
	Account int64  `db:"account_id"`
	Kind    string `db:"kind"`
	Project db.ID  `db:"project_id"` // 0 when it is about none
	Object  int64  `db:"object"`     // the comment, the record, or the number of the change; 0 for none
	Actor   db.ID  `db:"actor_id"`
	Created int64  `db:"created"` // milliseconds since 1970 UTC
	Read    int64  `db:"read_at"` // the same; 0 when it was not read yet
}

var columns = db.Columns[Notice]("")

// Tell leaves notices in the transaction of what they are about. Nobody is told
// of what they did themselves.
func Tell(ctx context.Context, tx *db.Tx, who access.Who, all ...Notice) error {
	all = slices.DeleteFunc(slices.Clone(all), func(n Notice) bool { return n.Account == 0 || n.Account == who.ID })
	for i := range all {
		all[i].ID, all[i].Actor, all[i].Created = tx.NewID(), db.ID(who.ID), tx.Millis()
		tx.Touch(Entity, all[i].Account)
	}
	return db.Insert(ctx, tx, "notice", all...)
}

// List returns the person's notices, the latest first, from before one (0 for
// the latest). It does not look whether their projects can still be seen: that
// is for whoever shows them.
func List(ctx context.Context, q db.Querier, who access.Who, before int64, unread bool, limit int) ([]Notice, error) {
	where, args := "account_id = $1", []any{who.ID, limit}
	if before != 0 {
		where, args = where+" AND id < $3", append(args, before)
	}
	if unread {
		where += " AND read_at = 0"
	}
	return db.Select[Notice](ctx, q, "SELECT "+columns+" FROM notice WHERE "+where+" ORDER BY id DESC LIMIT $2", args...)
}

// MarkRead marks some of the person's notices as read, or all of them.
func MarkRead(ctx context.Context, tx *db.Tx, who access.Who, ids []int64, all bool) error {
	tx.Touch(Entity, who.ID)
	if all {
		_, err := db.Exec(ctx, tx, "UPDATE notice SET read_at = $1 WHERE account_id = $2 AND read_at = 0", tx.Millis(), who.ID)
		return err
	}
	in, args := db.List([]any{tx.Millis(), who.ID}, ids)
	_, err := db.Exec(ctx, tx, "UPDATE notice SET read_at = $1 WHERE account_id = $2 AND read_at = 0 AND id IN "+in, args...)
	return err
}

// Purge forgets notices that were read long ago.
func Purge(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(who.IsSystem()); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "DELETE FROM notice WHERE read_at > 0 AND read_at < $1", tx.Millis()-keptFor)
	return err
}

// Pass gives the notices about a project to the one it becomes part of.
func Pass(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "UPDATE notice SET project_id = $1 WHERE project_id = $2", into, from)
	return err
}

// The rhythms of a summary by mail.
const (
	Never  = "never"
	Daily  = "daily"
	Weekly = "weekly"
)

// Digest is how often a person wants a summary, and the day of the last one.
type Digest struct {
	Account int64  `db:"account_id"`
	Rhythm  string `db:"rhythm"`
	Sent    int64  `db:"sent"`
}

// DigestOf returns what the person asked for: never, until they ask.
func DigestOf(ctx context.Context, q db.Querier, who access.Who) (Digest, error) {
	found, err := db.Select[Digest](ctx, q, "SELECT account_id, rhythm, sent FROM digest WHERE account_id = $1", who.ID)
	if err != nil || len(found) == 0 {
		return Digest{Account: who.ID, Rhythm: Never}, err
	}
	return found[0], nil
}

// AskDigest keeps how often the person wants a summary.
func AskDigest(ctx context.Context, tx *db.Tx, who access.Who, rhythm string) error {
	if !slices.Contains([]string{Never, Daily, Weekly}, rhythm) {
		return fault.Invalid("digest", label.T("Choose never, daily or weekly", "Choisissez jamais, chaque jour ou chaque semaine"))
	}
	tx.Touch(Entity, who.ID)
	_, err := db.Exec(ctx, tx, "INSERT INTO digest (account_id, rhythm, sent) VALUES ($1, $2, $3) ON CONFLICT (account_id) DO UPDATE SET rhythm = excluded.rhythm",
		who.ID, rhythm, int64(tx.Today()))
	return err
}

// DigestsDue takes the summaries that are due on the transaction's day: those of
// every day, and on Mondays those of every week. Each is taken once, on any
// number of nodes.
func DigestsDue(ctx context.Context, tx *db.Tx, who access.Who) ([]Digest, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	today := int64(tx.Today())
	monday := tx.Today().Weekday() == 1
	return db.Select[Digest](ctx, tx, `UPDATE digest SET sent = $1 WHERE sent < $1 AND (rhythm = 'daily' OR (rhythm = 'weekly' AND ($2 = 1 OR sent <= $1 - 7)))
		RETURNING account_id, rhythm, sent`, today, bit(monday))
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
