package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	stdjson "encoding/json"
	"fmt"
	"hash"
	"math/big"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Progress is told how many rows of how many have been dealt with.
type Progress func(done, total int64)

// Content is what a table holds: how many rows, and a hash over all of them
// that does not depend on their order or on the engine.
type Content struct {
	Rows int64  `json:"rows"`
	Hash string `json:"hash"`
}

// CopyTo copies every table to another database, ids kept, in one transaction
// there. The other must be migrated and empty. Writers of this database go on
// meanwhile: the copy is of one instant. At the end both sides are counted and
// compared row by row before the copy is kept.
func (d *DB) CopyTo(ctx context.Context, to *DB, progress Progress) (map[string]Content, error) {
	full, err := to.filled(ctx)
	if err != nil {
		return nil, err
	}
	if full != "" {
		return nil, notEmpty(full)
	}
	contents, err := d.copyOver(ctx, to, progress)
	if err != nil {
		return nil, err
	}
	return contents, d.copyBeside(ctx, to)
}

func notEmpty(table string) error {
	return fault.Conflict(label.F(
		"The target database is not empty (table %s holds rows). Nothing was written",
		"La base de données cible n’est pas vide (la table %s contient des lignes). Rien n’a été écrit", table))
}

// filled names a table that holds more than a new database does; "" when none.
func (d *DB) filled(ctx context.Context) (string, error) {
	all, err := d.known(ctx)
	if err != nil {
		return "", err
	}
	for _, t := range all {
		q := "SELECT count(*) FROM (SELECT 1 AS one FROM " + t.name + " LIMIT 1) first"
		switch t.name {
		case "setting":
			continue
		case "counter":
			q = "SELECT n FROM counter WHERE name = 'change'"
		}
		n, err := Get[int64](ctx, d, q)
		if err != nil {
			return "", err
		}
		if n > 0 {
			return t.name, nil
		}
	}
	return "", nil
}

// copyOver replaces everything the other database holds.
func (d *DB) copyOver(ctx context.Context, to *DB, progress Progress) (map[string]Content, error) {
	all, err := d.known(ctx)
	if err != nil {
		return nil, err
	}
	there, err := to.known(ctx)
	if err != nil {
		return nil, err
	}
	if len(there) != len(all) {
		return nil, fmt.Errorf("the two databases are of different versions: %d and %d tables", len(all), len(there))
	}
	from, err := d.instant(ctx)
	if err != nil {
		return nil, err
	}
	defer from.Rollback()
	conn, err := to.write.Conn(ctx)
	if err != nil {
		return nil, classify(err)
	}
	defer conn.Close()
	into, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, classify(err)
	}
	defer into.Rollback()
	c := &copying{from: from, to: to, conn: conn, into: into, progress: progress}
	contents, err := c.all(ctx, all)
	if err != nil {
		return nil, classify(err)
	}
	if err := into.Commit(); err != nil {
		return nil, classify(err)
	}
	conn.Close()
	to.forget()
	return contents, to.loadSeal(ctx)
}

// forget drops what was read from the database before it was replaced.
func (d *DB) forget() {
	d.ids.mu.Lock()
	defer d.ids.mu.Unlock()
	d.ids.next, d.ids.end = 0, 0
}

// instant begins to read the database as it is now, whatever is written later.
func (d *DB) instant(ctx context.Context) (*sql.Tx, error) {
	var o *sql.TxOptions
	if d.Engine == Postgres {
		o = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := d.read.BeginTx(ctx, o)
	return tx, classify(err)
}

type copying struct {
	from        *sql.Tx
	to          *DB
	conn        *sql.Conn
	into        *sql.Tx
	progress    Progress
	done, total int64
}

func (c *copying) all(ctx context.Context, all []table) (map[string]Content, error) {
	for _, t := range all {
		var n int64
		if err := c.from.QueryRowContext(ctx, "SELECT count(*) FROM "+t.name).Scan(&n); err != nil {
			return nil, err
		}
		c.total += n
	}
	if c.to.Engine == SQLite { // rows of one table may point to later ones
		if _, err := c.into.ExecContext(ctx, "PRAGMA defer_foreign_keys = 1"); err != nil {
			return nil, err
		}
	}
	for _, t := range slices.Backward(all) {
		if _, err := c.into.ExecContext(ctx, "DELETE FROM "+t.name); err != nil {
			return nil, err
		}
	}
	contents := map[string]Content{}
	for _, t := range all {
		sent, err := c.table(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("copying the table %s: %w", t.name, err)
		}
		got, err := contentOf(ctx, c.into, t)
		if err != nil {
			return nil, fmt.Errorf("comparing the table %s: %w", t.name, err)
		}
		if got != sent {
			return nil, fmt.Errorf("the table %s differs after copying: %d rows (%.12s) were sent, %d (%.12s) arrived", t.name, sent.Rows, sent.Hash, got.Rows, got.Hash)
		}
		contents[t.name] = sent
	}
	return contents, nil
}

func (c *copying) table(ctx context.Context, t table) (Content, error) {
	rows, err := c.from.QueryContext(ctx, "SELECT "+t.list()+" FROM "+t.name)
	if err != nil {
		return Content{}, err
	}
	defer rows.Close()
	s := newStream(rows, t, c)
	if c.to.Engine == Postgres {
		err = c.conn.Raw(func(driver any) error {
			names := make([]string, len(t.columns))
			for i, col := range t.columns {
				names[i] = col.name
			}
			_, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{t.name}, names, s)
			return err
		})
	} else {
		err = c.insert(ctx, t, s)
	}
	if err == nil {
		err = s.Err()
	}
	return s.sum.content(), err
}

func (c *copying) insert(ctx context.Context, t table, s *stream) error {
	add, err := c.into.PrepareContext(ctx, "INSERT INTO "+t.name+" ("+t.list()+") VALUES "+placeholders(SQLite, 1, len(t.columns)))
	if err != nil {
		return err
	}
	defer add.Close()
	for s.Next() {
		if _, err := add.ExecContext(ctx, s.values...); err != nil {
			return err
		}
	}
	return nil
}

// stream hands over the rows of a table one by one, hashing as they pass. It
// is what COPY of PostgreSQL reads.
type stream struct {
	rows   *sql.Rows
	table  table
	copy   *copying
	values []any
	slots  []any
	sum    *sum
	err    error
}

func newStream(rows *sql.Rows, t table, c *copying) *stream {
	s := &stream{rows: rows, table: t, copy: c, values: make([]any, len(t.columns)), sum: newSum()}
	for i := range s.values {
		s.slots = append(s.slots, &s.values[i])
	}
	return s
}

func (s *stream) Next() bool {
	if s.err != nil || !s.rows.Next() {
		return false
	}
	if s.err = s.rows.Scan(s.slots...); s.err != nil {
		return false
	}
	if s.err = s.sum.row(s.table, s.values); s.err != nil {
		return false
	}
	for i, c := range s.table.columns {
		if b, ok := s.values[i].([]byte); ok && c.kind != bytes {
			s.values[i] = string(b)
		}
	}
	if s.copy != nil {
		s.copy.done++
		if s.copy.progress != nil && (s.copy.done%1000 == 0 || s.copy.done == s.copy.total) {
			s.copy.progress(s.copy.done, s.copy.total)
		}
	}
	return true
}

func (s *stream) Values() ([]any, error) { return s.values, nil }

func (s *stream) Err() error {
	if s.err != nil {
		return s.err
	}
	return s.rows.Err()
}

type queries interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
}

// contentOf counts and hashes a table.
func contentOf(ctx context.Context, q queries, t table) (Content, error) {
	rows, err := q.QueryContext(ctx, "SELECT "+t.list()+" FROM "+t.name)
	if err != nil {
		return Content{}, err
	}
	defer rows.Close()
	s := newStream(rows, t, nil)
	for s.Next() {
	}
	return s.sum.content(), s.Err()
}

// Contents counts and hashes every table, as of one instant.
func (d *DB) Contents(ctx context.Context) (map[string]Content, error) {
	all, err := d.known(ctx)
	if err != nil {
		return nil, err
	}
	from, err := d.instant(ctx)
	if err != nil {
		return nil, err
	}
	defer from.Rollback()
	out := map[string]Content{}
	for _, t := range all {
		if out[t.name], err = contentOf(ctx, from, t); err != nil {
			return nil, fmt.Errorf("reading the table %s: %w", t.name, classify(err))
		}
	}
	return out, nil
}

// sum adds up the hashes of rows, so that their order does not matter.
type sum struct {
	rows  int64
	lanes [4]uint64
	hash  hash.Hash
	buf   []byte
}

func newSum() *sum { return &sum{hash: sha256.New()} }

func (s *sum) row(t table, values []any) error {
	s.buf = s.buf[:0]
	for i, v := range values {
		var err error
		if s.buf, err = appendValue(s.buf, t.columns[i].kind, v); err != nil {
			return fmt.Errorf("column %s of %s: %w", t.columns[i].name, t.name, err)
		}
	}
	s.hash.Reset()
	s.hash.Write(s.buf)
	digest := s.hash.Sum(s.buf[:0])
	for i := range s.lanes {
		s.lanes[i] += binary.BigEndian.Uint64(digest[8*i:])
	}
	s.rows++
	return nil
}

func (s *sum) content() Content {
	var b []byte
	for _, l := range s.lanes {
		b = binary.BigEndian.AppendUint64(b, l)
	}
	return Content{s.rows, hex.EncodeToString(b)}
}

// appendValue writes a value so that both engines write the same.
func appendValue(b []byte, k kind, v any) ([]byte, error) {
	var raw []byte
	switch v := v.(type) {
	case nil:
		return append(b, 'n'), nil
	case int64:
		if k != whole {
			return nil, fmt.Errorf("holds a number, not text")
		}
		return binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v)), nil
	case string:
		raw = []byte(v)
	case []byte:
		raw = v
	default:
		return nil, fmt.Errorf("holds a %T", v)
	}
	if k == whole {
		return nil, fmt.Errorf("holds text, not a number")
	}
	if k == json {
		var err error
		if raw, err = canonical(raw); err != nil {
			return nil, err
		}
	}
	b = binary.BigEndian.AppendUint64(append(b, 't'), uint64(len(raw)))
	return append(b, raw...), nil
}

// canonical writes JSON with sorted keys, no space, and numbers in one form:
// PostgreSQL keeps the meaning of JSON, not its letters.
func canonical(raw []byte) ([]byte, error) {
	d := stdjson.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("holds JSON that cannot be read: %w", err)
	}
	return stdjson.Marshal(plainNumbers(v))
}

func plainNumbers(v any) any {
	switch v := v.(type) {
	case stdjson.Number:
		if _, exponent, _ := strings.Cut(strings.ToLower(v.String()), "e"); len(exponent) > 4 {
			return v // no quantity; and as a fraction it would fill the memory
		}
		if r, ok := new(big.Rat).SetString(v.String()); ok {
			return "#" + r.RatString()
		}
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plainNumbers(v[k])
		}
	}
	return v
}
