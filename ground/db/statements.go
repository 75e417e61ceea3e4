package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
)

// How many prepared statements a connection to SQLite keeps, of at least, and
// how long their text may be.
const (
	keptStatements = 64
	longestKept    = 8 << 10
)

// connector opens connections to SQLite that keep their statements prepared.
type connector struct {
	driver driver.Driver
	where  string
}

// openPrepared opens a pool of such connections.
func openPrepared(where string) (*sql.DB, error) {
	plain, err := sql.Open("sqlite", where) // connects to nothing; for its driver
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector{plain.Driver(), where}), plain.Close()
}

func (c connector) Driver() driver.Driver { return c.driver }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	raw, err := c.driver.Open(c.where)
	if err != nil {
		return nil, err
	}
	whole, ok := raw.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("the SQLite driver is not the one that this program was written for"), raw.Close())
	}
	return &conn{sqliteConn: whole, recent: map[string]*statement{}}, nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// conn is a connection that keeps the statements that it ran last: SQLite takes
// longer to parse most of them than to run them. database/sql never uses a
// connection from two goroutines at a time.
type conn struct {
	sqliteConn
	recent, older map[string]*statement // by their text
}

type statement struct {
	sqliteStmt
	inUse bool // by rows that are being read
	stale bool // to be closed when it is free
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// ExecContext runs a statement.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	res, err := s.ExecContext(ctx, args)
	if err != nil {
		c.drop(query, s)
	}
	return res, err
}

// QueryContext runs a query.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	got, err := s.QueryContext(ctx, args)
	if err != nil {
		c.drop(query, s)
		return nil, err
	}
	s.inUse = true
	return &rows{Rows: got, of: s}, nil
}

// Close ends the connection.
func (c *conn) Close() error {
	err := errors.Join(closeAll(c.recent), closeAll(c.older))
	c.recent, c.older = map[string]*statement{}, nil
	return errors.Join(err, c.sqliteConn.Close())
}

// statement returns a text as a prepared statement that nobody uses, or nil
// where it is not to be kept: one that is not of the kind that works on rows
// (some of the others act when they are parsed), a very long one, and one
// whose rows are still being read.
func (c *conn) statement(ctx context.Context, query string) (*statement, error) {
	s := c.recent[query]
	if s == nil {
		if s = c.older[query]; s != nil {
			delete(c.older, query)
		} else if !keeps(query) {
			return nil, nil
		} else if fresh, err := c.PrepareContext(ctx, query); err != nil {
			return nil, err
		} else {
			s = &statement{sqliteStmt: fresh.(sqliteStmt)}
		}
		c.keep(query, s)
	}
	if s.inUse {
		return nil, nil
	}
	return s, nil
}

// keep puts a statement among those used last. When they are many, those not
// used since the last time go.
func (c *conn) keep(query string, s *statement) {
	if len(c.recent) >= keptStatements {
		closeAll(c.older) // an error would be that of the last run, which was told then
		c.older, c.recent = c.recent, make(map[string]*statement, keptStatements)
	}
	c.recent[query] = s
}

// drop forgets a statement whose run failed.
func (c *conn) drop(query string, s *statement) {
	delete(c.recent, query)
	s.Close()
}

func keeps(query string) bool {
	if len(query) > longestKept {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	switch strings.ToUpper(word) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

func closeAll(kept map[string]*statement) error {
	var err error
	for _, s := range kept {
		if s.inUse {
			s.stale = true
			continue
		}
		err = errors.Join(err, s.Close())
	}
	return err
}

// rows are read from a statement that is free again when they are closed.
type rows struct {
	driver.Rows
	of *statement
}

// Close frees the statement.
func (r *rows) Close() error {
	err := r.Rows.Close()
	r.of.inUse = false
	if r.of.stale {
		err = errors.Join(err, r.of.Close())
	}
	return err
}
