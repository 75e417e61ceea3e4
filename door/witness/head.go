// Package witness sends the head of the history's chain of hashes outside, signed,
// from time to time. Who rules over the database may write a whole history anew
// that holds together in itself; it does not hold with a head that has left.
package witness

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Head says which hash the history had after a change, at an instant.
type Head struct {
	Change    int64
	At        time.Time // to the millisecond, UTC
	Hash      string    // of the change, in hexadecimal
	Key       ed25519.PublicKey
	Signature []byte
}

var text64 = base64.RawURLEncoding

// said is what is signed.
func (h Head) said() []byte {
	return fmt.Appendf(nil, "vigie head 1\n%d\n%d\n%s\n", h.Change, h.At.UnixMilli(), h.Hash)
}

// Sign makes the head of a change.
func Sign(key ed25519.PrivateKey, change int64, hash string, at time.Time) Head {
	h := Head{Change: change, At: time.UnixMilli(at.UnixMilli()).UTC(), Hash: hash, Key: key.Public().(ed25519.PublicKey)}
	h.Signature = ed25519.Sign(key, h.said())
	return h
}

// String is the head as one word, which a log, a file or a letter holds alike.
func (h Head) String() string {
	hash, _ := hex.DecodeString(h.Hash)
	return fmt.Sprintf("vigie-head.1.%d.%d.%s.%s.%s", h.Change, h.At.UnixMilli(), text64.EncodeToString(hash), PublicText(h.Key), text64.EncodeToString(h.Signature))
}

var word = regexp.MustCompile(`vigie-head\.1\.(\d{1,18})\.(\d{1,15})\.([\w-]{43})\.([\w-]{43})\.([\w-]{86})`)

// Find returns the heads that stand anywhere in a text: a file of heads, the log
// of the system, a letter as it was saved; each once, by their changes.
func Find(r io.Reader) ([]Head, error) {
	const most = 1 << 30
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("reading heads: %w", err)
	}
	if len(text) > most {
		return nil, fault.Oversize(label.T("The file of heads is larger than 1 GB: give only its last part", "Le fichier des têtes dépasse 1 Go : n’en donnez que la fin"))
	}
	for _, cut := range []string{"=\r\n", "=\n"} { // as mail breaks lines
		text = bytes.ReplaceAll(text, []byte(cut), nil)
	}
	var out []Head
	seen := map[string]bool{}
	for _, m := range word.FindAllSubmatch(text, -1) {
		if seen[string(m[0])] {
			continue
		}
		seen[string(m[0])] = true
		out = append(out, read(m))
	}
	slices.SortStableFunc(out, func(a, b Head) int { return int(min(max(a.Change-b.Change, -1), 1)) })
	return out, nil
}

func read(m [][]byte) Head {
	n := func(i int) int64 { v, _ := strconv.ParseInt(string(m[i]), 10, 64); return v }
	b := func(i int) []byte { v, _ := text64.DecodeString(string(m[i])); return v }
	return Head{Change: n(1), At: time.UnixMilli(n(2)).UTC(), Hash: hex.EncodeToString(b(3)), Key: b(4), Signature: b(5)}
}

// Holds reports whether the head was signed by one of the keys.
func (h Head) Holds(keys []ed25519.PublicKey) bool {
	return slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return k.Equal(h.Key) }) && ed25519.Verify(h.Key, h.said(), h.Signature)
}

// PublicText is a public key as people write it down.
func PublicText(k ed25519.PublicKey) string { return text64.EncodeToString(k) }

// ParseKeys reads public keys, separated by commas.
func ParseKeys(s string) ([]ed25519.PublicKey, error) {
	var out []ed25519.PublicKey
	for part := range strings.SplitSeq(s, ",") {
		b, err := text64.DecodeString(strings.TrimSpace(part))
		if err != nil || len(b) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("%q is no public key: 43 letters, digits, - or _", strings.TrimSpace(part))
		}
		out = append(out, b)
	}
	return out, nil
}

const pemKind = "PRIVATE KEY"

// ReadKey reads the key of a file.
func ReadKey(path string) (ed25519.PrivateKey, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != pemKind {
		return nil, fmt.Errorf("%s holds no private key", path)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s holds no Ed25519 key", path)
	}
	return private, nil
}

// OwnKey reads the key of a file, which is made, for its owner alone, when there
// is none.
func OwnKey(path string) (ed25519.PrivateKey, error) {
	key, err := ReadKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	_, key, err = ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the key of the heads: %w", err)
	}
	return key, errors.Join(pem.Encode(f, &pem.Block{Type: pemKind, Bytes: raw}), f.Sync(), f.Close())
}
