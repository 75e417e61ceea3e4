package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"sync"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Secret is the one-time secret of the first start: whoever reads the console
// of the server may make the first administrator. Only its digest is kept, in
// memory; it works once.
type Secret struct {
	mu     sync.Mutex
	digest [32]byte
	used   bool
}

// NewSecret makes a secret and returns it in clear, for the console.
func NewSecret() (string, *Secret) {
	clear := rand.Text()
	return clear, &Secret{digest: sha256.Sum256([]byte(clear))}
}

// Use runs f for a caller who knows the secret, and lets it be used no more
// once f succeeds.
func (s *Secret) Use(clear string, f func() error) error {
	wrong := fault.Invalid("secret", label.T(
		"This is not the secret printed on the console of the server, or it has been used",
		"Ce n’est pas le secret affiché sur la console du serveur, ou il a déjà servi"))
	if s == nil {
		return wrong
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	given := sha256.Sum256([]byte(clear))
	if s.used || subtle.ConstantTimeCompare(given[:], s.digest[:]) != 1 {
		return wrong
	}
	if err := f(); err != nil {
		return err
	}
	s.used = true
	return nil
}
