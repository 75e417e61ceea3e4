package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Hash is a password as it is stored: argon2id, in the usual text form.
type Hash string

// Hasher computes hashes, a few at a time: each takes memory and a core for
// some hundredths of a second, and sign-in must not starve the rest.
type Hasher struct {
	memory, passes uint32
	running        chan struct{}
	waiting        chan struct{}
	dummy          Hash
}

// NewHasher returns a hasher with the strength that OWASP asks for (19 MiB, two
// passes), using half of the cores.
func NewHasher() *Hasher { return HasherOf(19<<10, 2, max(1, runtime.NumCPU()/2)) }

// HasherOf takes the memory in KiB. It is for tests, which make hashes by the
// hundred; the program itself takes NewHasher.
func HasherOf(memory, passes uint32, workers int) *Hasher {
	h := &Hasher{memory: memory, passes: passes, running: make(chan struct{}, workers), waiting: make(chan struct{}, 50*workers)}
	h.dummy = h.make(rand.Text())
	return h
}

// Make returns the hash of a password.
func (h *Hasher) Make(ctx context.Context, password string) (Hash, error) {
	var out Hash
	err := h.turn(ctx, func() { out = h.make(password) })
	return out, err
}

// Matches reports whether a password is the one that was hashed. For the empty
// hash it is false, after the same time.
func (h *Hasher) Matches(ctx context.Context, stored Hash, password string) (bool, error) {
	var same bool
	err := h.turn(ctx, func() { same = h.matches(stored, password) })
	return same, err
}

// turn runs f when its turn comes; beyond a long queue it says to come back.
func (h *Hasher) turn(ctx context.Context, f func()) error {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return fault.Later(2, label.T("Too many people are signing in at this moment; try again shortly", "Trop de personnes se connectent en ce moment ; réessayez dans un instant"))
	}
	select {
	case h.running <- struct{}{}:
		defer func() { <-h.running }()
	case <-ctx.Done():
		return ctx.Err()
	}
	f()
	return nil
}

var encoding = base64.RawStdEncoding

func (h *Hasher) make(password string) Hash {
	salt := make([]byte, 16)
	rand.Read(salt)
	key := argon2.IDKey(composed(password), salt, h.passes, h.memory, 1, 32)
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, h.memory, h.passes, encoding.EncodeToString(salt), encoding.EncodeToString(key)))
}

func (h *Hasher) matches(stored Hash, password string) bool {
	known := stored != ""
	if !known {
		stored = h.dummy
	}
	memory, passes, salt, key, err := stored.parse()
	if err != nil {
		return false
	}
	got := argon2.IDKey(composed(password), salt, passes, memory, 1, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1 && known
}

// parse reads $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func (s Hash) parse() (memory, passes uint32, salt, key []byte, err error) {
	var version int
	var rest string
	if _, err = fmt.Sscanf(string(s), "$argon2id$v=%d$m=%d,t=%d,p=1$%s", &version, &memory, &passes, &rest); err != nil {
		return
	}
	var a, b string
	for i := range len(rest) {
		if rest[i] == '$' {
			a, b = rest[:i], rest[i+1:]
		}
	}
	if salt, err = encoding.DecodeString(a); err != nil {
		return
	}
	key, err = encoding.DecodeString(b)
	if err == nil && (version != argon2.Version || len(key) < 16 || passes == 0) {
		err = fmt.Errorf("a password is stored in an unknown form")
	}
	return
}

// composed makes the bytes of a password the same on every keyboard.
func composed(password string) []byte { return []byte(norm.NFC.String(password)) }
