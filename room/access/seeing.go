package access

import (
	"context"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// seeingLasts is for how long a session shows Vigie as another person sees it.
const seeingLasts = 30 * time.Minute

// Seen returns who sees Vigie as the person does, and that it is so: such a person
// only reads, and nothing is done in the name of either.
func (w Who) Seen() (by int64, seen bool) { return w.seenBy, w.seenBy != 0 }

// SeenUntil returns when that ends, in milliseconds since 1970 UTC.
func (w Who) SeenUntil() int64 { return w.seenUntil }

// See makes a session of the person show Vigie as an account sees it that he
// manages: all that it holds he holds there himself, so that he sees nothing that
// he could not see otherwise.
func See(ctx context.Context, tx *db.Tx, who Who, session, account int64) error {
	if _, seen := who.Seen(); seen || who.system {
		return fault.Forbidden()
	}
	a, err := managed(ctx, tx, who, account)
	switch {
	case err != nil:
		return err
	case account == who.ID:
		return fault.Conflict(label.T("This is yourself", "C’est vous-même"))
	case a.Disabled:
		return fault.Conflict(label.T("This account is disabled and sees nothing", "Ce compte est désactivé et ne voit rien"))
	}
	n, err := db.Exec(ctx, tx, "UPDATE session SET seeing = $1, seeing_until = $2 WHERE id = $3 AND account_id = $4", account, tx.Millis()+seeingLasts.Milliseconds(), session, who.ID)
	if err == nil && n == 0 {
		err = fault.NotFound()
	}
	if err == nil {
		audit(tx, auditEvent{Event: SeeingBegun, Account: account})
	}
	return err
}

// EndSeeing shows Vigie again as the person of a session sees it himself; it is no
// error where it does already.
func (g *Gate) EndSeeing(ctx context.Context, session int64) error {
	type row struct {
		Account int64 `db:"account_id"`
		Seeing  int64 `db:"seeing"`
	}
	found, err := db.Select[row](ctx, g.DB, "SELECT account_id, seeing FROM session WHERE id = $1 AND seeing IS NOT NULL", session)
	if err != nil || len(found) == 0 {
		return err
	}
	_, err = g.DB.Update(ctx, db.Origin{Actor: found[0].Account, Via: "web"}, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "UPDATE session SET seeing = NULL, seeing_until = NULL WHERE id = $1 AND seeing IS NOT NULL", session)
		if n > 0 {
			audit(tx, auditEvent{Event: SeeingEnded, Account: found[0].Seeing})
		}
		return err
	})
	return err
}

// NoteSeen notes in the audit, in the name of who looks, what was looked at as the
// person sees it.
func NoteSeen(_ context.Context, tx *db.Tx, who Who, request string) error {
	audit(tx, auditEvent{Event: SeenAs, Account: who.ID, Detail: shorten(request, 300)})
	return nil
}

// seeing returns the person as whom a session sees Vigie: who himself, unless it is
// that of an administrator who looks as another, and still may.
func (g *Gate) seeing(ctx context.Context, who Who, s liveSession, now int64) (Who, error) {
	if s.Seeing == 0 || now >= s.SeeingUntil || who.Bound {
		return who, nil
	}
	if _, err := managed(ctx, g.DB, who, s.Seeing); err != nil {
		return orElse(who, err)
	}
	as, err := g.people.person(ctx, g.DB, s.Seeing, s.Stamp, "web")
	if err != nil {
		return orElse(who, err)
	}
	as.seenBy, as.seenUntil = who.ID, s.SeeingUntil
	return as, nil
}

// orElse is who where what was looked for is not there any more.
func orElse(who Who, err error) (Who, error) {
	if fault.KindOf(err) == fault.Missing {
		return who, nil
	}
	return Who{}, err
}
