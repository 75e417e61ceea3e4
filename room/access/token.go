package access

import (
	"context"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// tokenPrefix lets scanners for leaked secrets recognise a token.
const tokenPrefix = "vigie_"

// longestToken is the longest life of a token.
const longestToken = 366 * 24 * time.Hour

// Token lets a program act for a person, within a scope and until an end.
type Token struct {
	ID       int64  `db:"id"`
	Account  int64  `db:"account_id"`
	Name     string `db:"name"`
	Scope    string `db:"scope"`     // "read" or "write"; "feed" of what stands in the address of a calendar
	Created  int64  `db:"created"`   // milliseconds since 1970 UTC, like the next two
	Expires  int64  `db:"expires"`   // required, within a year
	LastUsed int64  `db:"last_used"` // exact to a minute; 0 when never
}

// scopeOf returns what the scope leaves of the rights of the owner.
func scopeOf(scope string) Right {
	if scope == "write" {
		return All
	}
	return Reading
}

// Tokens lists the person's own tokens.
func Tokens(ctx context.Context, q db.Querier, who Who) ([]Token, error) {
	return db.Select[Token](ctx, q, "SELECT "+db.Columns[Token]("")+" FROM api_token WHERE account_id = $1 ORDER BY created DESC, id", who.ID)
}

// NewToken makes a token for the person and returns it in clear, this once.
func NewToken(ctx context.Context, tx *db.Tx, who Who, t Token) (Token, string, error) {
	if who.ID == 0 || who.Bound {
		return Token{}, "", fault.Forbidden()
	}
	var err error
	if t.Name, err = cleanName("name", t.Name, 100); err != nil {
		return Token{}, "", err
	}
	if t.Scope, err = oneOf("scope", t.Scope, "read", "write"); err != nil {
		return Token{}, "", err
	}
	now := tx.Millis()
	if t.Expires <= now || t.Expires > now+longestToken.Milliseconds() {
		return Token{}, "", fault.Invalid("expires", label.T("The end lies in the future, at most a year from now", "La fin est dans le futur, à un an au plus"))
	}
	t.ID, t.Account, t.Created, t.LastUsed = tx.NewID(), who.ID, now, 0
	clear, digest := newSecret(tokenPrefix)
	type row struct {
		Token
		Digest string `db:"digest"`
	}
	if err := db.Insert(ctx, tx, "api_token", row{t, digest}); err != nil {
		return Token{}, "", err
	}
	audit(tx, auditEvent{Event: TokenMade, Account: who.ID, Detail: t.Scope})
	return t, clear, nil
}

// RevokeToken ends one of the person's own tokens.
func RevokeToken(ctx context.Context, tx *db.Tx, who Who, token int64) error {
	n, err := db.Exec(ctx, tx, "DELETE FROM api_token WHERE id = $1 AND account_id = $2", token, who.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.NotFound()
	}
	audit(tx, auditEvent{Event: TokenRevoked, Account: who.ID})
	return nil
}

// ByToken returns the person for whom a token acts, within its scope, or
// fault.SignIn when there is no such token any more.
func (g *Gate) ByToken(ctx context.Context, token string) (Who, error) {
	type live struct {
		Token
		Stamp  int64 `db:"stamp"`
		Factor bool  `db:"factor"`
	}
	found, err := db.Select[live](ctx, g.DB, "SELECT "+db.Columns[Token]("t")+`, (SELECT n FROM counter WHERE name = 'rights') AS stamp,
		EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = t.account_id AND f.confirmed <> 0) AS factor
		FROM api_token t JOIN account a ON a.id = t.account_id AND a.disabled = 0 WHERE t.digest = $1`, digestOf(token))
	if err != nil {
		return Who{}, err
	}
	now := g.DB.Millis()
	if len(found) == 0 || now >= found[0].Expires || found[0].Scope == feedScope {
		return Who{}, fault.SignIn()
	}
	t := found[0]
	if now-t.LastUsed >= time.Minute.Milliseconds() {
		g.notice(ctx, "UPDATE api_token SET last_used = $1 WHERE id = $2", now, t.ID)
	}
	who, err := g.people.person(ctx, g.DB, t.Account, t.Stamp, "api")
	if fault.KindOf(err) == fault.Missing {
		err = fault.SignIn()
	}
	who.Scope = scopeOf(t.Scope)
	if err != nil || t.Factor {
		return who, err
	}
	// A token is no way around a second factor that its owner has not set up.
	required, err := demanded(ctx, g.DB, t.Account)
	return who.bind(required), err
}
