package db

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"vigie/ground/fault"
)

// ID refers to another row; 0 means none, and is NULL in SQL.
type ID int64

// Value stores NULL for none.
func (i ID) Value() (driver.Value, error) {
	if i == 0 {
		return nil, nil
	}
	return int64(i), nil
}

// Scan reads an id, none from NULL.
func (i *ID) Scan(v any) error { return (*nullInt)(i).Scan(v) }

// blockSize is how many ids a process takes from the counter at a time.
const blockSize = 1000

type blocks struct {
	mu        sync.Mutex
	next, end int64
}

func (b *blocks) take(n int64) (first int64, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.end-b.next < n {
		return 0, false
	}
	first = b.next
	b.next += n
	return first, true
}

// Reserve makes sure that the next n ids are at hand. Call it before a write
// transaction that needs more than a few hundred.
func (d *DB) Reserve(ctx context.Context, n int) error {
	d.ids.mu.Lock()
	enough := d.ids.end-d.ids.next >= int64(n)
	d.ids.mu.Unlock()
	if enough {
		return nil
	}
	size := max(int64(n), blockSize)
	return d.retry(ctx, func() error {
		tx, err := d.write.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		var end int64
		if err := tx.QueryRowContext(ctx, "UPDATE counter SET n = n + $1 WHERE name = 'id' RETURNING n", size).Scan(&end); err != nil {
			return fmt.Errorf("taking a block of ids: %w", err)
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		d.ids.mu.Lock()
		defer d.ids.mu.Unlock()
		d.ids.next, d.ids.end = end-size+1, end+1
		return nil
	})
}

// NewID returns an id that no row of any table has. It is below 2^53.
func (tx *Tx) NewID() int64 { return tx.NewIDs(1) }

// NewIDs returns the first of n ids in a row.
func (tx *Tx) NewIDs(n int) int64 {
	if id, ok := tx.db.ids.take(int64(n)); ok {
		return id
	}
	// The block ran out inside the transaction: take the ids with it. They are
	// not kept for others, so that a rollback loses nothing.
	var end int64
	err := tx.tx.QueryRowContext(tx.ctx, "UPDATE counter SET n = n + $1 WHERE name = 'id' RETURNING n", int64(n)).Scan(&end)
	if err != nil {
		tx.broken = err
		return 0
	}
	return end - int64(n) + 1
}

// seal turns inner ids into opaque ones and back: a keyed permutation of the
// numbers below 2^54, by six Feistel rounds of AES.
type seal struct{ block cipher.Block }

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// Seal returns the opaque form of an inner id, as the outside knows it; "" for 0.
func (d *DB) Seal(id int64) string {
	if id == 0 {
		return ""
	}
	n := d.seal.permute(uint64(id), false)
	var b [11]byte
	for i := range b {
		b[10-i] = alphabet[n&31]
		n >>= 5
	}
	return string(b[:])
}

// Unseal returns the inner id of an opaque one, or fault.NotFound.
func (d *DB) Unseal(s string) (int64, error) {
	if len(s) != 11 {
		return 0, fault.NotFound()
	}
	var n uint64
	for i := range len(s) {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 {
			return 0, fault.NotFound()
		}
		n = n<<5 | uint64(v)
	}
	if n >= 1<<54 {
		return 0, fault.NotFound()
	}
	id := d.seal.permute(n, true)
	if id == 0 || id >= 1<<53 {
		return 0, fault.NotFound()
	}
	return int64(id), nil
}

func (s *seal) permute(n uint64, back bool) uint64 {
	const half = 27
	const mask = 1<<half - 1
	l, r := n>>half, n&mask
	for i := range 6 {
		if back {
			l, r = r^s.round(5-i, l), l
		} else {
			l, r = r, l^s.round(i, r)
		}
	}
	return l<<half | r
}

func (s *seal) round(i int, v uint64) uint64 {
	var b [16]byte
	b[0] = byte(i)
	binary.BigEndian.PutUint64(b[8:], v)
	s.block.Encrypt(b[:], b[:])
	return binary.BigEndian.Uint64(b[:]) & (1<<27 - 1)
}

// loadSeal reads the key of the permutation, and makes it at the first start.
func (d *DB) loadSeal(ctx context.Context) error {
	const read = "SELECT value FROM setting WHERE key = 'id_key'"
	keys, err := Select[string](ctx, d, read)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		b := make([]byte, 16)
		rand.Read(b)
		if _, err := d.exec(ctx, "INSERT INTO setting (key, value) VALUES ('id_key', $1) ON CONFLICT DO NOTHING", hex.EncodeToString(b)); err != nil {
			return classify(err)
		}
		if keys, err = Select[string](ctx, d, read); err != nil {
			return err
		}
	}
	key, err := hex.DecodeString(keys[0])
	if err != nil {
		return fmt.Errorf("reading the key of the ids: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return fmt.Errorf("reading the key of the ids: %w", err)
	}
	d.seal = &seal{block}
	return nil
}
