package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
)

// budget is how many failures are free, and how the wait grows after them.
type budget struct {
	free    int64
	longest time.Duration
	forgets time.Duration // failures older than this no longer count
}

var (
	// byPair slows the guessing of one login from one place.
	byPair = budget{free: 4, longest: time.Minute, forgets: time.Hour}
	// byAddress slows one place that tries many logins.
	byAddress = budget{free: 50, longest: time.Minute, forgets: 10 * time.Minute}
	// byLogin slows the guessing of one login from many places. It never counts
	// for a browser or an address from which the account has signed in before,
	// so that nobody can keep the real person out.
	byLogin = budget{free: 40, longest: 10 * time.Second, forgets: time.Hour}
	// byKind slows requests that cost others something, such as a mail.
	byKind = budget{free: 10, longest: time.Minute, forgets: time.Hour}
	// byCode slows the guessing of the codes of a second factor, which only those
	// come to who have the password.
	byCode = budget{free: 5, longest: 5 * time.Minute, forgets: time.Hour}
)

// wait is for how long the next try is refused after n failures.
func (b budget) wait(n int64) time.Duration {
	if n < b.free {
		return 0
	}
	return min(b.longest, time.Second<<min(n-b.free, 20))
}

type counted struct {
	key string
	budget
}

// knownFor is for how long a place stays one from which the account signs in.
const knownFor = 180 * 24 * time.Hour

// place keys: what is stored says neither who nor from where.
func attemptKey(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return parts[0] + ":" + hex.EncodeToString(sum[:16])
}

// network is the address as far as it tells people apart: of IPv6, the /64.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}

// try is one attempt to prove who one is.
type try struct {
	login, address, device string // login folded
}

// budgets returns what the attempt counts against. A place known for the login
// has a budget of its own, which the failures of others do not touch.
func (t try) budgets(ctx context.Context, q db.Querier, now int64) ([]counted, error) {
	at := network(t.address)
	places := []string{attemptKey("known", t.login, "address", at)}
	if t.device != "" {
		places = append(places, attemptKey("known", t.login, "device", t.device))
	}
	in, args := db.List([]any{now - knownFor.Milliseconds()}, places)
	known, err := db.Select[string](ctx, q, "SELECT key FROM attempt WHERE last > $1 AND key IN "+in, args...)
	if err != nil {
		return nil, err
	}
	switch {
	case len(places) == 2 && slices.Contains(known, places[1]):
		return []counted{{attemptKey("pair", t.login, "device", t.device), byPair}}, nil
	case len(known) > 0:
		return []counted{{attemptKey("pair", t.login, at), byPair}}, nil
	}
	all := []counted{{attemptKey("pair", t.login, at), byPair}, {attemptKey("address", at), byAddress}, {attemptKey("login", t.login), byLogin}}
	slices.SortFunc(all, func(a, b counted) int { return strings.Compare(a.key, b.key) })
	return all, nil
}

// admit counts an attempt before it is judged, so that many at once cannot slip
// through together, or refuses it with the time to wait.
func (g *Gate) admit(ctx context.Context, t try) ([]counted, error) {
	var budgets []counted
	_, err := g.DB.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
		now := tx.Millis()
		var err error
		if budgets, err = t.budgets(ctx, tx, now); err != nil {
			return err
		}
		return count(ctx, tx, budgets, now)
	})
	return budgets, err
}

// Admit counts a request of a kind that must not be made often from one
// address, such as asking for a new password, or refuses it for a while.
func (g *Gate) Admit(ctx context.Context, kind, address string) error {
	_, err := g.DB.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
		return count(ctx, tx, []counted{{attemptKey(kind, network(address)), byKind}}, tx.Millis())
	})
	return err
}

func count(ctx context.Context, tx *db.Tx, budgets []counted, now int64) error {
	type row struct {
		Failures int64 `db:"failures"`
		Last     int64 `db:"last"`
		Until    int64 `db:"until"`
	}
	for _, b := range budgets {
		r, err := db.Get[row](ctx, tx, `INSERT INTO attempt (key, failures, last) VALUES ($1, 1, $2)
			ON CONFLICT (key) DO UPDATE SET failures = attempt.failures + 1 RETURNING failures, last, until`, b.key, now)
		if err != nil {
			return err
		}
		if r.Until > now {
			return fault.SlowDown(int((r.Until-now)/1000) + 1)
		}
		if r.Last < now-b.forgets.Milliseconds() {
			r.Failures = 1
		}
		if _, err := db.Exec(ctx, tx, "UPDATE attempt SET failures = $1, last = $2, until = $3 WHERE key = $4",
			r.Failures, now, now+b.wait(r.Failures).Milliseconds(), b.key); err != nil {
			return err
		}
	}
	return nil
}

// uncount takes an attempt that was no failure off the count again.
func uncount(ctx context.Context, tx *db.Tx, budgets []counted) error {
	for _, b := range budgets {
		q := "UPDATE attempt SET failures = failures - 1, until = 0 WHERE key = $1"
		if strings.HasPrefix(b.key, "pair:") {
			q = "DELETE FROM attempt WHERE key = $1"
		}
		if _, err := db.Exec(ctx, tx, q, b.key); err != nil {
			return err
		}
	}
	return nil
}

// release is uncount in a transaction of its own.
func (g *Gate) release(ctx context.Context, budgets []counted) error {
	_, err := g.DB.Update(ctx, db.Origin{}, func(tx *db.Tx) error { return uncount(ctx, tx, budgets) })
	return err
}

// admitCode counts a code for an account before it is judged, or refuses it for
// a while. Each known place counts alone, so that whoever has stolen the
// password keeps nobody out. It returns the count, which forgive takes back.
func (g *Gate) admitCode(ctx context.Context, account int64, place string) (counted, error) {
	b := counted{attemptKey("code", strconv.FormatInt(account, 10), place), byCode}
	_, err := g.DB.Update(ctx, db.Origin{}, func(tx *db.Tx) error { return count(ctx, tx, []counted{b}, tx.Millis()) })
	return b, err
}

func forgive(ctx context.Context, tx *db.Tx, b counted) error {
	_, err := db.Exec(ctx, tx, "DELETE FROM attempt WHERE key = $1", b.key)
	return err
}

// placeOf is the known place an attempt comes from; "" for all others together.
func placeOf(budgets []counted) string {
	if len(budgets) == 1 {
		return budgets[0].key
	}
	return ""
}

// welcome takes a successful attempt off the count again, and remembers its
// place. It returns what the browser is to be known by.
func (t try) welcome(ctx context.Context, tx *db.Tx, budgets []counted) (device string, err error) {
	now := tx.Millis()
	if err := uncount(ctx, tx, budgets); err != nil {
		return "", err
	}
	if device = t.device; len(device) < 20 || len(device) > 100 {
		device, _ = newSecret("")
	}
	for _, key := range []string{attemptKey("known", t.login, "address", network(t.address)), attemptKey("known", t.login, "device", device)} {
		if _, err := db.Exec(ctx, tx, `INSERT INTO attempt (key, failures, last) VALUES ($1, 0, $2)
			ON CONFLICT (key) DO UPDATE SET last = EXCLUDED.last`, key, now); err != nil {
			return "", err
		}
	}
	_, err = db.Exec(ctx, tx, "DELETE FROM attempt WHERE last < $1 OR (last < $2 AND key NOT LIKE 'known:%')",
		now-knownFor.Milliseconds(), now-24*time.Hour.Milliseconds())
	return device, err
}
