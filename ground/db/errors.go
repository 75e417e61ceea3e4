package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Primary result codes of SQLite; source: sqlite.org/rescode.html.
const (
	sqliteBusy     = 5
	sqliteReadOnly = 8
	sqliteIOErr    = 10
	sqliteFull     = 13
	sqliteCantOpen = 14
	sqliteUnique   = 2067
	sqlitePrimary  = 1555
	sqliteForeign  = 787
)

// classify gives the errors of both engines the kind that people can act on.
func classify(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	if isReference(err) {
		return entangled(err)
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqliteFull, sqliteIOErr, sqliteReadOnly, sqliteCantOpen:
			return full(err)
		case sqliteBusy:
			return away(err)
		}
		return err
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case e.Code[:2] == "53" && e.Code != "53300": // disk full, out of memory
			return full(err)
		case e.Code == "25006": // read-only: a standby, or a fail-over under way
			return full(err)
		case e.Code[:2] == "57" || e.Code[:2] == "08" || e.Code == "53300" || isRetry(err):
			return away(err)
		}
		return err
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) {
		return away(err)
	}
	return err
}

func full(err error) error {
	return fault.Later(30, label.T(
		"The database cannot write at the moment (disk full or read-only). Nothing was changed; reading goes on",
		"La base de données ne peut pas écrire pour le moment (disque plein ou lecture seule). Rien n’a été modifié ; la lecture continue")).Because(err)
}

func away(err error) error {
	return fault.Later(5, label.T(
		"The database does not answer at the moment. Nothing was changed; try again shortly",
		"La base de données ne répond pas pour le moment. Rien n’a été modifié ; réessayez dans un instant")).Because(err)
}

func entangled(err error) error {
	return fault.Conflict(label.T(
		"This names something that was just deleted, or deletes something that is still used elsewhere. Nothing was changed; read it again, then decide",
		"Cela désigne un élément qui vient d’être supprimé, ou supprime un élément encore utilisé ailleurs. Rien n’a été modifié\u202f; relisez, puis décidez")).Because(err)
}

// overtaken is what a program is told when a newer one has changed the schema
// beneath it: it writes nothing that the newer one would not know how to read.
func overtaken() error {
	return fault.Later(30, label.T(
		"A newer version of Vigie has upgraded the database. Nothing was changed; start that version here too, then do it again",
		"Une version plus récente de Vigie a mis à niveau la base de données. Rien n’a été modifié ; lancez cette version ici aussi, puis recommencez"))
}

// IsDuplicate reports whether err is a breach of a unique index.
func IsDuplicate(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqliteUnique || e.Code() == sqlitePrimary
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23505"
	}
	return false
}

// isReference reports whether err is a breach of a reference between rows: what was named
// is gone, or what was deleted is still named.
func isReference(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqliteForeign
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23503"
	}
	return false
}

// isOvertaken reports whether somebody else changed, after a transaction had looked, what
// it then relied on: it named what was deleted meanwhile, or deleted what was named. Done
// again, it sees that, and says so in its own words. SQLite has one writer at a time, and
// nobody between. What takes what is taken is no accident: a unique index is how rooms let
// one go first, and they say so themselves.
func isOvertaken(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "23503"
}

// isRetry reports whether the same work may succeed when done again.
func isRetry(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "40001" || e.Code == "40P01"
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()&0xff == sqliteBusy
	}
	return false
}

// mostRaces is how often work is done again that others overtook: once shows what they
// did, and twice if they did it again.
const mostRaces = 2

// retry does work again, a few times, after deadlocks and busy databases, and where others
// were faster.
func (d *DB) retry(ctx context.Context, work func() error) error {
	wait := 2 * time.Millisecond
	for try := 0; ; try++ {
		err := work()
		if err == nil || try == 8 || !isRetry(err) && (try >= mostRaces || !isOvertaken(err)) {
			return classify(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
			wait *= 2
		}
	}
}
