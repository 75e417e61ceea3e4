package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const (
	// stepLength is for how long a code holds; drift is by how many such steps
	// the clock of a phone may be wrong, either way.
	stepLength = 30 * time.Second
	drift      = 1
	// recoveryCodes is how many codes are given out for the day the phone is
	// lost. Each holds 120 random bits, so that a plain digest is enough.
	recoveryCodes = 10
	// fresh is for how long after signing in a second factor is set up without
	// giving the password again.
	fresh = 10 * time.Minute
)

// Factor is what an account has as a second factor.
type Factor struct {
	On       bool  // confirmed: signing in needs a code
	Since    int64 // milliseconds since 1970 UTC; 0 when off
	Codes    int   // recovery codes that are left
	Required bool  // by a role of the account, or for everyone
}

type factorRow struct {
	Account   int64  `db:"account_id"`
	Secret    string `db:"secret"`
	Created   int64  `db:"created"`
	Confirmed int64  `db:"confirmed"`
	LastStep  int64  `db:"last_step"`
}

// MyFactor returns what the person has as a second factor.
func MyFactor(ctx context.Context, q db.Querier, who Who) (Factor, error) {
	return factorOf(ctx, q, who.ID)
}

func factorOf(ctx context.Context, q db.Querier, account int64) (Factor, error) {
	f, found, err := storedFactor(ctx, q, account)
	if err != nil {
		return Factor{}, err
	}
	out := Factor{On: found && f.Confirmed != 0, Since: f.Confirmed}
	if out.Required, err = demanded(ctx, q, account); err != nil || !out.On {
		return out, err
	}
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM recovery_code WHERE account_id = $1 AND used = 0", account)
	out.Codes = int(n)
	return out, err
}

func storedFactor(ctx context.Context, q db.Querier, account int64) (factorRow, bool, error) {
	found, err := db.Select[factorRow](ctx, q, "SELECT "+db.Columns[factorRow]("")+" FROM second_factor WHERE account_id = $1", account)
	if err != nil || len(found) == 0 {
		return factorRow{}, false, err
	}
	return found[0], true, nil
}

// demanded reports whether a second factor is asked of an account: of everyone,
// or by a role that it has somewhere.
func demanded(ctx context.Context, q db.Querier, account int64) (bool, error) {
	n, err := db.Get[int64](ctx, q, `SELECT count(*) FROM role_grant g JOIN role r ON r.id = g.role_id AND r.second_factor <> 0
		WHERE g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1)`, account)
	if err != nil || n > 0 {
		return n > 0, err
	}
	all, err := db.Get[int64](ctx, q, "SELECT count(*) FROM setting WHERE key = 'second_factor' AND value = 'everyone'")
	return all > 0, err
}

// Enrolment is what an application on a phone is told once, to compute codes.
type Enrolment struct {
	Secret  string // for typing, in base 32
	Address string // otpauth://…, for the picture
}

// BeginFactor makes a new secret for the person, which counts once a code of it
// was right. The password is asked for again, unless the session is fresh.
func (g *Gate) BeginFactor(ctx context.Context, who Who, session int64, t Try) (Enrolment, error) {
	organisation, err := Organisation(ctx, g.DB)
	if err != nil {
		return Enrolment{}, err
	}
	began, err := db.Get[int64](ctx, g.DB, "SELECT created FROM session WHERE id = $1 AND account_id = $2", session, who.ID)
	if err != nil {
		return Enrolment{}, err
	}
	if g.DB.Millis()-began > fresh.Milliseconds() || t.Password != "" {
		if err := g.prove(ctx, who, t); err != nil {
			return Enrolment{}, err
		}
	}
	a, err := account(ctx, g.DB, who.ID)
	if err != nil {
		return Enrolment{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer(organisation), AccountName: a.Login, SecretSize: 20, Rand: rand.Reader})
	if err != nil {
		return Enrolment{}, err
	}
	_, err = g.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error { return begun(ctx, tx, who, key.Secret()) })
	return Enrolment{Secret: key.Secret(), Address: key.URL()}, err
}

// issuer is how the application on the phone names the account: a colon would
// end the name.
func issuer(organisation string) string {
	name := strings.Map(func(r rune) rune {
		if r == ':' || r == '/' || r == '?' || r == '%' {
			return ' '
		}
		return r
	}, organisation)
	return strings.TrimSpace("Vigie " + shorten(name, 60))
}

func begun(ctx context.Context, tx *db.Tx, who Who, secret string) error {
	n, err := db.Exec(ctx, tx, `INSERT INTO second_factor (account_id, secret, created) VALUES ($1, $2, $3)
		ON CONFLICT (account_id) DO UPDATE SET secret = EXCLUDED.secret, created = EXCLUDED.created WHERE second_factor.confirmed = 0`,
		who.ID, secret, tx.Millis())
	if err == nil && n == 0 {
		err = fault.Conflict(label.T("Your second factor is on already; turn it off first to set up another phone", "Votre second facteur est déjà actif ; désactivez-le d’abord pour configurer un autre téléphone"))
	}
	return err
}

// ConfirmFactor turns the second factor on, proved by a first code. It returns
// the recovery codes, in clear this once, and a new session in place of the
// one that asked: what began without the factor does not go on.
func (g *Gate) ConfirmFactor(ctx context.Context, who Who, session int64, t Try) ([]string, SignedIn, error) {
	count, err := g.admitCode(ctx, who.ID, "session")
	if err != nil {
		return nil, SignedIn{}, err
	}
	var codes []string
	var out SignedIn
	_, err = g.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		f, found, err := storedFactor(ctx, tx, who.ID)
		if err != nil {
			return err
		}
		if !found || f.Confirmed != 0 {
			return fault.Conflict(label.T("There is no second factor to confirm; begin again", "Aucun second facteur n’attend de confirmation ; recommencez"))
		}
		if err := useCode(ctx, tx, f, t.Code); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "UPDATE second_factor SET confirmed = $1 WHERE account_id = $2", tx.Millis(), who.ID); err != nil {
			return err
		}
		if codes, err = newCodes(ctx, tx, who.ID); err != nil {
			return err
		}
		if err := endSessions(ctx, tx, who.ID, 0); err != nil {
			return err
		}
		if err := forgive(ctx, tx, count); err != nil {
			return err
		}
		audit(tx, auditEvent{Event: SecondFactorOn, Account: who.ID, Address: t.Address})
		out, err = g.open(ctx, tx, who.ID, t)
		return err
	})
	return codes, out, err
}

// useCode accepts a code of this moment, once: its period and all before it are
// spent. The codes of the neighbouring periods are good, for clocks differ.
func useCode(ctx context.Context, tx *db.Tx, f factorRow, code string) error {
	code = strings.ReplaceAll(code, " ", "")
	now := tx.Millis() / stepLength.Milliseconds()
	match := int64(0)
	for step := now - drift; step <= now+drift; step++ {
		want, err := totp.GenerateCodeCustom(f.Secret, time.UnixMilli(step*stepLength.Milliseconds()).UTC(),
			totp.ValidateOpts{Period: uint(stepLength / time.Second), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			match = step
		}
	}
	if match == 0 {
		return wrongCode()
	}
	n, err := db.Exec(ctx, tx, "UPDATE second_factor SET last_step = $1 WHERE account_id = $2 AND last_step < $1", match, f.Account)
	if err == nil && n == 0 {
		err = fault.Invalid("code", label.T("This code has been used; wait for the next one", "Ce code a déjà servi ; attendez le suivant"))
	}
	return err
}

// codeOf reads what was typed as a recovery code; "" when it is none.
func codeOf(typed string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return 'O'
		case r == '1':
			return 'I'
		case r == '8':
			return 'B'
		case r >= '2' && r <= '7' || r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, strings.ToUpper(typed))
	if len(s) != 24 {
		return ""
	}
	return s
}

// proveFactor accepts a code of the application or a recovery code, each once.
func proveFactor(ctx context.Context, tx *db.Tx, f factorRow, typed string) (recovery bool, err error) {
	code := codeOf(typed)
	if code == "" {
		return false, useCode(ctx, tx, f, typed)
	}
	n, err := db.Exec(ctx, tx, "UPDATE recovery_code SET used = $1 WHERE digest = $2 AND account_id = $3 AND used = 0",
		tx.Millis(), recoveryDigest(f.Account, code), f.Account)
	if err == nil && n == 0 {
		err = wrongCode()
	}
	return true, err
}

func recoveryDigest(account int64, code string) string {
	return digestOf("recovery " + strconv.FormatInt(account, 10) + " " + code)
}

// newCodes replaces the recovery codes of an account.
func newCodes(ctx context.Context, tx *db.Tx, account int64) ([]string, error) {
	if _, err := db.Exec(ctx, tx, "DELETE FROM recovery_code WHERE account_id = $1", account); err != nil {
		return nil, err
	}
	type row struct {
		Digest  string `db:"digest"`
		Account int64  `db:"account_id"`
	}
	var codes []string
	var rows []row
	for range recoveryCodes {
		var b [15]byte
		rand.Read(b[:])
		code := base32.StdEncoding.EncodeToString(b[:])
		rows = append(rows, row{recoveryDigest(account, code), account})
		codes = append(codes, strings.ToLower(grouped(code)))
	}
	return codes, db.Insert(ctx, tx, "recovery_code", rows...)
}

func grouped(code string) string {
	var parts []string
	for ; len(code) > 4; code = code[4:] {
		parts = append(parts, code[:4])
	}
	return strings.Join(append(parts, code), "-")
}

// NewRecoveryCodes gives the person ten new recovery codes in place of those
// that are left, proved by the password and a code.
func (g *Gate) NewRecoveryCodes(ctx context.Context, who Who, t Try) ([]string, error) {
	var codes []string
	err := g.changeFactor(ctx, who, t, func(tx *db.Tx) (err error) {
		codes, err = newCodes(ctx, tx, who.ID)
		audit(tx, auditEvent{Event: RecoveryCodesMade, Account: who.ID, Address: t.Address})
		return err
	})
	return codes, err
}

// DropFactor turns the person's second factor off, proved by the password and a
// code, unless it is required.
func (g *Gate) DropFactor(ctx context.Context, who Who, session int64, t Try) error {
	return g.changeFactor(ctx, who, t, func(tx *db.Tx) error {
		required, err := demanded(ctx, tx, who.ID)
		if err != nil {
			return err
		}
		if required {
			return fault.Conflict(label.T("Your role requires a second factor: it can be moved to another phone, by the administrator, but not turned off", "Votre rôle exige un second facteur : l’administrateur peut le réinitialiser pour un autre téléphone, mais il ne peut pas être désactivé"))
		}
		audit(tx, auditEvent{Event: SecondFactorOff, Account: who.ID, Address: t.Address})
		if err := dropFactor(ctx, tx, who.ID); err != nil {
			return err
		}
		return endSessions(ctx, tx, who.ID, session)
	})
}

// changeFactor runs a change of the second factor of whoever knows the password
// and has a code.
func (g *Gate) changeFactor(ctx context.Context, who Who, t Try, change func(*db.Tx) error) error {
	if err := g.prove(ctx, who, t); err != nil {
		return err
	}
	count, err := g.admitCode(ctx, who.ID, "session")
	if err != nil {
		return err
	}
	_, err = g.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		f, found, err := storedFactor(ctx, tx, who.ID)
		if err != nil {
			return err
		}
		if !found || f.Confirmed == 0 {
			return fault.Conflict(label.T("You have no second factor", "Vous n’avez pas de second facteur"))
		}
		if _, err := proveFactor(ctx, tx, f, t.Code); err != nil {
			return err
		}
		if err := forgive(ctx, tx, count); err != nil {
			return err
		}
		return change(tx)
	})
	return err
}

func dropFactor(ctx context.Context, tx *db.Tx, account int64) error {
	for _, table := range []string{"second_factor", "recovery_code"} {
		if _, err := db.Exec(ctx, tx, "DELETE FROM "+table+" WHERE account_id = $1", account); err != nil {
			return err
		}
	}
	return nil
}

// ResetFactor takes the second factor of an account away, whose phone is lost,
// and ends its sessions. The person must manage the account; nobody resets his
// own that way.
func ResetFactor(ctx context.Context, tx *db.Tx, who Who, id int64) (Account, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Account{}, err
	}
	a, err := managed(ctx, tx, who, id)
	if err != nil {
		return Account{}, err
	}
	if id == who.ID {
		return Account{}, fault.Conflict(label.T("One turns off one’s own second factor in one’s account, with a code", "On désactive son propre second facteur dans son compte, avec un code"))
	}
	f, found, err := storedFactor(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	if !found || f.Confirmed == 0 {
		return Account{}, fault.Conflict(label.T("This account has no second factor", "Ce compte n’a pas de second facteur"))
	}
	audit(tx, auditEvent{Event: SecondFactorReset, Account: id})
	if err := dropFactor(ctx, tx, id); err != nil {
		return Account{}, err
	}
	return a, endSessions(ctx, tx, id, 0)
}

// prove asks for the password again, as slowly as at the sign-in.
func (g *Gate) prove(ctx context.Context, who Who, t Try) error {
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
		return fault.Invalid("password", label.T("This is not your password", "Ce n’est pas votre mot de passe"))
	}
	return g.release(ctx, budgets)
}

func wrongCode() error {
	return fault.Invalid("code", label.T("This code is not right; look at the clock of the phone, or use a recovery code", "Ce code n’est pas correct ; vérifiez l’heure du téléphone, ou utilisez un code de secours"))
}

// FactorsOn says, to those who manage users, which accounts have a second
// factor; to others, of none.
func FactorsOn(ctx context.Context, q db.Querier, who Who) (map[int64]bool, error) {
	out := map[int64]bool{}
	if !who.CanSomewhere(ManageUsers) {
		return out, nil
	}
	ids, err := db.Select[int64](ctx, q, "SELECT account_id FROM second_factor WHERE confirmed <> 0")
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
