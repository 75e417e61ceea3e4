package app

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// certificate is the TLS of the settings, or nil without one. The files are
// read again when they change, so that a renewed certificate needs no restart.
func certificate(c Config, now func() time.Time) (*tls.Config, error) {
	if c.TLSCert == "" && c.TLSKey == "" {
		return nil, nil
	}
	k := &keeper{cert: c.TLSCert, key: c.TLSKey, now: now}
	if err := k.read(); err != nil {
		return nil, fault.Conflict(label.T("The certificate cannot be used: look at --tls-cert and --tls-key", "Le certificat n’est pas utilisable : vérifiez --tls-cert et --tls-key")).Because(err)
	}
	return &tls.Config{GetCertificate: k.get, MinVersion: tls.VersionTLS12}, nil
}

// keeper holds the certificate in use and looks for a newer one at most every
// minute.
type keeper struct {
	cert, key string
	now       func() time.Time

	mu     sync.Mutex
	pair   *tls.Certificate
	stamp  time.Time // of the files of pair
	looked time.Time
}

func (k *keeper) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if now := k.now(); now.Sub(k.looked) >= time.Minute || now.Before(k.looked) {
		k.looked = now
		if !k.changed().Equal(k.stamp) {
			if err := k.read(); err != nil {
				// The renewal may be half written; the old pair goes on until it is whole.
				slog.Warn("the new certificate cannot be used yet", "error", err)
			}
		}
	}
	return k.pair, nil
}

// read takes the pair as the files have it now.
func (k *keeper) read() error {
	stamp := k.changed()
	pair, err := tls.LoadX509KeyPair(k.cert, k.key)
	if err != nil {
		return err
	}
	k.pair, k.stamp = &pair, stamp
	return nil
}

// changed is when the later of the two files was last written.
func (k *keeper) changed() time.Time {
	var last time.Time
	for _, name := range []string{k.cert, k.key} {
		if info, err := os.Stat(name); err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last
}
