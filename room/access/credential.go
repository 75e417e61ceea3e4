package access

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
)

// Credential is something by which an account is let in at this moment: a
// session of a browser, or a token of a program.
type Credential struct {
	ID       int64  `db:"id"`
	Kind     string // "session" or "token"
	Account  int64  `db:"account_id"`
	Holder   string `db:"holder"`  // the name of the account
	Name     string `db:"name"`    // of a token; what the browser calls itself
	Scope    string `db:"scope"`   // of a token
	Address  string `db:"address"` // where a session began
	Created  int64  `db:"created"` // milliseconds since 1970 UTC, like the next two
	LastSeen int64  `db:"last"`    // exact to a minute; 0 when never
	Expires  int64  `db:"expires"` // in any case
}

// Credentials lists, newest first, the live sessions and tokens of the accounts
// that the person may manage; of one account alone when it is not 0.
func (g *Gate) Credentials(ctx context.Context, q db.Querier, who Who, account int64) ([]Credential, error) {
	if err := Must(who.CanSomewhere(ManageUsers)); err != nil {
		return nil, err
	}
	life, err := sessionLife(ctx, q, g.Idle, g.Life)
	if err != nil {
		return nil, err
	}
	now := g.DB.Millis()
	sessions, err := db.Select[Credential](ctx, q, `SELECT s.id, s.account_id, a.name AS holder, s.agent AS name, '' AS scope, s.address, s.created, s.last_seen AS last, s.expires
		FROM session s JOIN account a ON a.id = s.account_id WHERE s.expires > $1 AND s.last_seen > $2`, now, now-life.Idle.Milliseconds())
	if err != nil {
		return nil, err
	}
	tokens, err := db.Select[Credential](ctx, q, `SELECT t.id, t.account_id, a.name AS holder, t.name, t.scope, '' AS address, t.created, t.last_used AS last, t.expires
		FROM api_token t JOIN account a ON a.id = t.account_id WHERE t.expires > $1`, now)
	if err != nil {
		return nil, err
	}
	for i := range sessions {
		sessions[i].Kind = "session"
	}
	for i := range tokens {
		tokens[i].Kind = "token"
		if t := &tokens[i]; t.Scope == feedScope && t.Account != who.ID {
			t.Name = feedName.In(who.Lang)
		}
	}
	return seen(ctx, q, who, append(sessions, tokens...), account)
}

// seen leaves the credentials of accounts that the person may manage.
func seen(ctx context.Context, q db.Querier, who Who, all []Credential, account int64) ([]Credential, error) {
	may := func(int64) bool { return true }
	if !who.CanEverywhere(All) {
		ids, err := manageable(ctx, q, who)
		if err != nil {
			return nil, err
		}
		may = func(id int64) bool { return slices.Contains(ids, id) }
	}
	all = slices.DeleteFunc(all, func(c Credential) bool { return !may(c.Account) || account != 0 && c.Account != account })
	slices.SortFunc(all, func(a, b Credential) int {
		return cmp.Or(cmp.Compare(b.LastSeen, a.LastSeen), cmp.Compare(b.ID, a.ID))
	})
	return all, nil
}

// RevokeCredential ends a session or a token of an account that the person may
// manage.
func RevokeCredential(ctx context.Context, tx *db.Tx, who Who, id int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	for _, at := range []struct{ table, event string }{{"session", SessionEnded}, {"api_token", TokenRevoked}} {
		owner, err := db.Select[int64](ctx, tx, "SELECT account_id FROM "+at.table+" WHERE id = $1", id)
		if err != nil {
			return err
		}
		if len(owner) == 0 {
			continue
		}
		if _, err := managed(ctx, tx, who, owner[0]); err != nil {
			return err
		}
		audit(tx, auditEvent{Event: at.event, Account: owner[0]})
		_, err = db.Exec(ctx, tx, "DELETE FROM "+at.table+" WHERE id = $1", id)
		return err
	}
	return fault.NotFound()
}
