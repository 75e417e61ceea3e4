package access

import (
	"context"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const (
	inviteLife = 7 * 24 * time.Hour
	resetLife  = 30 * time.Minute
	// betweenResets is the least time between two mails to one account.
	betweenResets = 5 * time.Minute
)

// Link is a one-time link by which a person chooses a password.
type Link struct {
	Account Account
	Kind    string // "invite" for a first password, "reset" for another one
	Token   string // in clear; only its digest is stored
	Expires int64  // milliseconds since 1970 UTC
}

// Invite makes a one-time link for an account that the person may manage, and
// puts an end to those made before.
func Invite(ctx context.Context, tx *db.Tx, who Who, id int64) (Link, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Link{}, err
	}
	a, err := managed(ctx, tx, who, id)
	if err != nil {
		return Link{}, err
	}
	if a.Disabled {
		return Link{}, fault.Conflict(label.T("This account is disabled; enable it first", "Ce compte est désactivé ; réactivez-le d’abord"))
	}
	audit(tx, auditEvent{Event: LinkMade, Account: id})
	return newLink(ctx, tx, a)
}

func newLink(ctx context.Context, tx *db.Tx, a Account) (Link, error) {
	type row struct {
		Digest  string `db:"digest"`
		Account int64  `db:"account_id"`
		Kind    string `db:"kind"`
		Created int64  `db:"created"`
		Expires int64  `db:"expires"`
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM account WHERE id = $1 AND password <> ''", a.ID)
	if err != nil {
		return Link{}, err
	}
	l := Link{Account: a, Kind: "invite", Expires: tx.Millis() + inviteLife.Milliseconds()}
	if n > 0 {
		l.Kind, l.Expires = "reset", tx.Millis()+resetLife.Milliseconds()
	}
	var digest string
	l.Token, digest = newSecret("")
	if _, err := db.Exec(ctx, tx, "DELETE FROM one_time_link WHERE account_id = $1 OR expires < $2", a.ID, tx.Millis()); err != nil {
		return Link{}, err
	}
	return l, db.Insert(ctx, tx, "one_time_link", row{digest, a.ID, l.Kind, tx.Millis(), l.Expires})
}

// LinkFor makes the link for a mail to whoever has a login; ok is false when
// there is nobody to send it to, or a mail left a moment ago. Only the program
// itself calls it, outside of any request, so that asking for a new password
// tells nobody whether an account exists.
func LinkFor(ctx context.Context, tx *db.Tx, who Who, login string) (l Link, ok bool, err error) {
	if err := Must(who.system); err != nil {
		return Link{}, false, err
	}
	ids, err := db.Select[int64](ctx, tx, "SELECT id FROM account WHERE login_folded = $1 AND disabled = 0 AND email <> ''", label.Fold(login))
	if err != nil || len(ids) != 1 {
		return Link{}, false, err
	}
	recent, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM one_time_link WHERE account_id = $1 AND created > $2", ids[0], tx.Millis()-betweenResets.Milliseconds())
	if err != nil || recent > 0 {
		return Link{}, false, err
	}
	a, err := account(ctx, tx, ids[0])
	if err != nil {
		return Link{}, false, err
	}
	audit(tx, auditEvent{Event: ResetAskedFor, Account: a.ID})
	l, err = newLink(ctx, tx, a)
	return l, err == nil, err
}

// CancelLink takes back a link that did not reach anybody.
func CancelLink(ctx context.Context, tx *db.Tx, who Who, l Link) error {
	if err := Must(who.system); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "DELETE FROM one_time_link WHERE digest = $1", digestOf(l.Token))
	return err
}

func deadLink() error {
	return fault.Invalid("token", label.T("This link has been used or is too old; ask for a new one", "Ce lien a déjà servi ou est trop ancien ; demandez-en un nouveau"))
}

// Reset gives the account of a one-time link a new password, ends all its
// sessions and puts an end to its links.
func (g *Gate) Reset(ctx context.Context, token, password string) error {
	q := `SELECT a.id, a.login, a.name, a.email, a.language, a.password, a.disabled FROM one_time_link l
		JOIN account a ON a.id = l.account_id AND a.disabled = 0 WHERE l.digest = $1 AND l.expires > $2`
	found, err := db.Select[credentials](ctx, g.DB, q, digestOf(token), g.DB.Millis())
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return deadLink()
	}
	c := found[0]
	hash, err := g.newPassword(ctx, password, c)
	if err != nil {
		return err
	}
	_, err = g.DB.Update(ctx, db.Origin{Actor: c.ID, Via: "web"}, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "DELETE FROM one_time_link WHERE digest = $1 AND expires > $2", digestOf(token), tx.Millis())
		if err != nil {
			return err
		}
		if n == 0 {
			return deadLink()
		}
		audit(tx, auditEvent{Event: PasswordReset, Account: c.ID})
		return setPassword(ctx, tx, c.ID, hash, 0)
	})
	return err
}

// ChangePassword gives the person a new password, proved by the current one,
// and ends all other sessions.
func (g *Gate) ChangePassword(ctx context.Context, who Who, session int64, t Try, next string) error {
	c, err := db.Get[credentials](ctx, g.DB, "SELECT "+credentialColumns+" FROM account WHERE id = $1", who.ID)
	if err != nil {
		return err
	}
	at := try{login: label.Fold(c.Login), address: t.Address, device: t.Device}
	budgets, err := g.admit(ctx, at)
	if err != nil {
		return err
	}
	ok, err := g.Hasher.Matches(ctx, Hash(c.Password), shorten(t.Password, longestPassword))
	if err != nil {
		return err
	}
	if !ok {
		return fault.Invalid("current", label.T("This is not your current password", "Ce n’est pas votre mot de passe actuel"))
	}
	hash, err := g.newPassword(ctx, next, c)
	if err != nil {
		return err
	}
	_, err = g.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		if _, err := at.welcome(ctx, tx, budgets); err != nil {
			return err
		}
		audit(tx, auditEvent{Event: PasswordChanged, Account: c.ID, Address: t.Address})
		return setPassword(ctx, tx, c.ID, hash, session)
	})
	return err
}

// SetPassword gives an account a password; only the program itself does that,
// for commands on the server.
func SetPassword(ctx context.Context, tx *db.Tx, who Who, account int64, hash Hash) error {
	if err := Must(who.system); err != nil {
		return err
	}
	audit(tx, auditEvent{Event: PasswordSet, Account: account})
	return setPassword(ctx, tx, account, hash, 0)
}

func setPassword(ctx context.Context, tx *db.Tx, account int64, hash Hash, session int64) error {
	if _, err := db.Exec(ctx, tx, "UPDATE account SET password = $1 WHERE id = $2", string(hash), account); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM one_time_link WHERE account_id = $1", account); err != nil {
		return err
	}
	return endSessions(ctx, tx, account, session)
}

// NewPassword checks a password for an account and returns its hash. Call it
// before the transaction: it takes some hundredths of a second.
func (g *Gate) NewPassword(ctx context.Context, password string, a Account, organisation string) (Hash, error) {
	if err := CheckPassword(password, a.Login, a.Name, a.Email, organisation); err != nil {
		return "", err
	}
	return g.Hasher.Make(ctx, password)
}

func (g *Gate) newPassword(ctx context.Context, password string, c credentials) (Hash, error) {
	organisation, err := Organisation(ctx, g.DB)
	if err != nil {
		return "", err
	}
	return g.NewPassword(ctx, password, Account{Login: c.Login, Name: c.Name, Email: c.Email}, organisation)
}
