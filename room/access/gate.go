package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"log/slog"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Gate lets people in: by password, by the session that follows, by token, by
// one-time link. It keeps no state but the cache of people and the queue of
// password hashing; any number of nodes share one database.
type Gate struct {
	DB     *db.DB
	Hasher *Hasher
	Idle   time.Duration // a session ends after so long without a request
	Life   time.Duration // and after so long in any case
	Log    *slog.Logger

	people cache
}

// NewGate returns a gate with the usual settings: sessions of at most 12 hours,
// ended by 30 minutes without a request.
func NewGate(d *db.DB) *Gate {
	return &Gate{DB: d, Hasher: NewHasher(), Idle: 30 * time.Minute, Life: 12 * time.Hour, Log: slog.Default()}
}

// newSecret returns 256 random bits as text, and their digest, which is all
// that is stored.
func newSecret(prefix string) (clear, digest string) {
	var b [32]byte
	rand.Read(b[:])
	clear = prefix + base64.RawURLEncoding.EncodeToString(b[:])
	return clear, digestOf(clear)
}

func digestOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// wrongPassword is the one answer to every failed sign-in.
func wrongPassword() error {
	return &fault.Fault{Kind: fault.Unauthorized, Text: label.T(
		"The login or the password is not right", "L’identifiant ou le mot de passe n’est pas correct")}
}
