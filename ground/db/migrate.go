package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

//go:embed migrate/*.sql
var migrations embed.FS

type migration struct {
	Number   int64  `db:"number"`
	Name     string `db:"name"`
	Checksum string `db:"checksum"`
	At       int64  `db:"at"`
	text     string
}

// Migrate brings the schema up to this program's version, each step in a
// transaction of its own, and reads the key of the ids. before is called once
// when there is something to do to a database that is not new: the place for
// a backup. A database of a newer program, or one whose past steps differ, is
// refused.
func (d *DB) Migrate(ctx context.Context, before func() error) error {
	steps, err := readMigrations()
	if err != nil {
		return err
	}
	unlock, err := d.lockSchema(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := d.prepare(ctx); err != nil {
		return fmt.Errorf("preparing the schema: %w", err)
	}
	done, err := Select[migration](ctx, d.writer(), "SELECT number, name, checksum, at FROM migration ORDER BY number")
	if err != nil {
		return err
	}
	if err := compare(done, steps); err != nil {
		return err
	}
	if len(done) > 0 && len(done) < len(steps) && before != nil {
		if err := before(); err != nil {
			return fmt.Errorf("backing up before the upgrade: %w", err)
		}
	}
	for _, m := range steps[len(done):] {
		if err := d.apply(ctx, m); err != nil {
			return fmt.Errorf("upgrading the schema by %s: %w", m.Name, err)
		}
	}
	return d.loadSeal(ctx)
}

// Attach reads what a database that is already migrated needs, and refuses one
// that is not of this program's version.
func (d *DB) Attach(ctx context.Context) error {
	steps, err := readMigrations()
	if err != nil {
		return err
	}
	done, err := Select[migration](ctx, d, "SELECT number, name, checksum, at FROM migration ORDER BY number")
	if err != nil {
		return err
	}
	if err := compare(done, steps); err != nil {
		return err
	}
	if len(done) < len(steps) {
		return fault.Conflict(label.T("The database is of an older version: start vigie serve once to upgrade it", "La base de données est d’une version antérieure : lancez une fois vigie serve pour la mettre à niveau"))
	}
	return d.loadSeal(ctx)
}

// writer reads through the writing connections.
func (d *DB) writer() *DB { return &DB{Engine: d.Engine, write: d.write, read: d.write, now: d.now} }

func compare(done, steps []migration) error {
	if len(done) > len(steps) {
		return fault.Conflict(label.F(
			"The database is of a newer version of Vigie (step %d; this program knows %d). Start the newer program, or restore the backup made before the upgrade",
			"La base de données vient d’une version plus récente de Vigie (étape %d ; ce programme en connaît %d). Lancez le programme plus récent, ou restaurez la sauvegarde faite avant la mise à niveau", len(done), len(steps)))
	}
	for i, m := range done {
		if m.Number != steps[i].Number || m.Checksum != steps[i].Checksum {
			return fault.Conflict(label.F(
				"Step %s of the schema is not the one that this database was built with",
				"L’étape %s du schéma n’est pas celle avec laquelle cette base a été construite", m.Name))
		}
	}
	return nil
}

// Schema names the schema that this program makes: a hash of all its steps.
func Schema() (string, error) {
	steps, err := readMigrations()
	sum := sha256.New()
	for _, m := range steps {
		sum.Write([]byte(m.Checksum))
	}
	return hex.EncodeToString(sum.Sum(nil)), err
}

func readMigrations() ([]migration, error) {
	files, err := fs.Glob(migrations, "migrate/*.sql")
	if err != nil {
		return nil, err
	}
	var out []migration
	for i, f := range files {
		b, err := migrations.ReadFile(f)
		if err != nil {
			return nil, err
		}
		name := path.Base(f)
		n, err := strconv.ParseInt(name[:4], 10, 64)
		if err != nil || n != int64(i+1) {
			return nil, fmt.Errorf("migration %s is out of order", name)
		}
		sum := sha256.Sum256(b)
		out = append(out, migration{Number: n, Name: name, Checksum: hex.EncodeToString(sum[:]), text: string(b)})
	}
	return out, nil
}

func (d *DB) apply(ctx context.Context, m migration) error {
	bytes, json := "BLOB", "TEXT"
	if d.Engine == Postgres {
		bytes, json = "BYTEA", "JSONB"
	}
	text := strings.NewReplacer(" BYTES", " "+bytes, " JSON ", " "+json+" ").Replace(withoutComments(m.text))
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return classify(err)
	}
	defer tx.Rollback()
	if done, err := d.alone(ctx, tx, m.Number); err != nil || done {
		return err
	}
	for statement := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return classify(fmt.Errorf("%s: %w", strings.TrimSpace(statement), err))
		}
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO migration (number, name, checksum, at) VALUES ($1, $2, $3, $4)", m.Number, m.Name, m.Checksum, d.Millis()); err != nil {
		return classify(err)
	}
	return classify(tx.Commit())
}

// prepare makes the table of the steps.
func (d *DB) prepare(ctx context.Context) error {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return classify(err)
	}
	defer tx.Rollback()
	if err := d.waitForOthers(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at BIGINT NOT NULL)"); err != nil {
		return classify(err)
	}
	return classify(tx.Commit())
}

// waitForOthers waits for a step that PostgreSQL still makes for a program that
// was killed: that program's lock on the schema is gone, its transaction is not.
func (d *DB) waitForOthers(ctx context.Context, tx *sql.Tx) error {
	if d.Engine == SQLite {
		return nil
	}
	const key = 7161574
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", key)
	return classify(err)
}

// alone waits for others, and reports whether they made the step meanwhile.
func (d *DB) alone(ctx context.Context, tx *sql.Tx, number int64) (done bool, err error) {
	if err := d.waitForOthers(ctx, tx); err != nil {
		return false, err
	}
	err = tx.QueryRowContext(ctx, "SELECT count(*) > 0 FROM migration WHERE number = $1", number).Scan(&done)
	return done, classify(err)
}

func withoutComments(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// lockSchema keeps other nodes from upgrading at the same time.
func (d *DB) lockSchema(ctx context.Context) (unlock func(), err error) {
	if d.Engine == SQLite {
		return func() {}, nil
	}
	const key = 7161573
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, classify(err)
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key); err != nil {
		conn.Close()
		return nil, classify(err)
	}
	return func() {
		conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", key)
		conn.Close()
	}, nil
}
