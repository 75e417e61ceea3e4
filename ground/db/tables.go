package db

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// kind is what a column holds, on either engine.
type kind uint8

const (
	whole kind = iota // BIGINT
	text              // TEXT
	json              // TEXT on SQLite, JSONB on PostgreSQL
	bytes             // BLOB on SQLite, BYTEA on PostgreSQL
)

var kinds = map[string]kind{"BIGINT": whole, "TEXT": text, "JSON": json, "BYTES": bytes}

type column struct {
	name string
	kind kind
}

// table is what the migrations say of a table: they are the one place that
// knows, so that no table is ever forgotten by a backup or a copy.
type table struct {
	name    string
	columns []column
	refs    []string // the tables that its rows point to
}

func (t table) list() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

func (t table) has(name string) bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.name == name })
}

// steps returns the migrations that the database has been through: all that
// this program knows, or fewer before an upgrade.
func (d *DB) steps(ctx context.Context) ([]migration, error) {
	steps, err := readMigrations()
	if err != nil {
		return nil, err
	}
	done, err := Select[migration](ctx, d, "SELECT number, name, checksum, at FROM migration ORDER BY number")
	if err != nil {
		return nil, err
	}
	if err := compare(done, steps); err != nil {
		return nil, err
	}
	return steps[:len(done)], nil
}

// tablesOf returns the tables that the steps make, each after those it points to.
func tablesOf(steps []migration) ([]table, error) {
	found := map[string]*table{}
	for _, m := range steps {
		for statement := range strings.SplitSeq(withoutComments(m.text), ";") {
			if err := read(found, strings.Join(strings.Fields(statement), " ")); err != nil {
				return nil, fmt.Errorf("reading %s: %w", m.Name, err)
			}
		}
	}
	return inOrder(found)
}

// read applies one statement of a migration to the tables found so far.
func read(found map[string]*table, s string) error {
	words := strings.Fields(s)
	switch {
	case s == "", starts(words, "INSERT"), starts(words, "UPDATE"), starts(words, "DELETE"),
		starts(words, "CREATE", "INDEX"), starts(words, "CREATE", "UNIQUE", "INDEX"), starts(words, "DROP", "INDEX"):
		return nil
	case starts(words, "CREATE", "TABLE"):
		return create(found, s)
	case starts(words, "DROP", "TABLE") && len(words) == 3:
		delete(found, words[2])
		return nil
	case starts(words, "ALTER", "TABLE") && len(words) > 4 && found[words[2]] != nil:
		return alter(found, found[words[2]], words)
	}
	return fmt.Errorf("statement not understood: %.60s", s)
}

func starts(words []string, with ...string) bool {
	return len(words) >= len(with) && slices.EqualFunc(words[:len(with)], with, strings.EqualFold)
}

func create(found map[string]*table, s string) error {
	head, body, ok := strings.Cut(s, "(")
	words := strings.Fields(head)
	if !ok || len(words) != 3 || !strings.HasSuffix(body, ")") {
		return fmt.Errorf("table not understood: %.60s", s)
	}
	t := &table{name: words[2]}
	for _, part := range parts(strings.TrimSuffix(body, ")")) {
		if err := t.add(part); err != nil {
			return err
		}
	}
	found[t.name] = t
	return nil
}

// parts splits at the commas that stand in no parentheses.
func parts(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out, from = append(out, s[from:i]), i+1
			}
		}
	}
	return append(out, s[from:])
}

// add reads one line of a table: a column or a constraint.
func (t *table) add(line string) error {
	words := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(line))
	if len(words) < 2 {
		return fmt.Errorf("table %s: %q not understood", t.name, line)
	}
	if at := slices.Index(words, "REFERENCES"); at >= 0 && words[at+1] != t.name && !slices.Contains(t.refs, words[at+1]) {
		t.refs = append(t.refs, words[at+1])
	}
	switch strings.ToUpper(words[0]) {
	case "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "CONSTRAINT":
		return nil
	}
	k, ok := kinds[words[1]]
	if !ok {
		return fmt.Errorf("table %s: column %s is of type %s, which is none of BIGINT, TEXT, JSON, BYTES", t.name, words[0], words[1])
	}
	t.columns = append(t.columns, column{words[0], k})
	return nil
}

func alter(found map[string]*table, t *table, words []string) error {
	rest := words[3:]
	switch {
	case starts(rest, "ADD", "COLUMN"):
		return t.add(strings.Join(rest[2:], " "))
	case starts(rest, "DROP", "COLUMN") && len(rest) == 3:
		t.columns = slices.DeleteFunc(t.columns, func(c column) bool { return c.name == rest[2] })
		return nil
	case starts(rest, "RENAME", "COLUMN") && len(rest) == 5:
		for i := range t.columns {
			if t.columns[i].name == rest[2] {
				t.columns[i].name = rest[4]
			}
		}
		return nil
	case starts(rest, "RENAME", "TO") && len(rest) == 3:
		delete(found, t.name)
		for _, other := range found {
			for i, r := range other.refs {
				if r == t.name {
					other.refs[i] = rest[2]
				}
			}
		}
		t.name = rest[2]
		found[t.name] = t
		return nil
	}
	return fmt.Errorf("statement not understood: %.60s", strings.Join(words, " "))
}

// inOrder sorts the tables so that each comes after those it points to.
func inOrder(found map[string]*table) ([]table, error) {
	var out []table
	placed := map[string]bool{}
	names := slices.Sorted(maps.Keys(found))
	for len(out) < len(found) {
		before := len(out)
		for _, n := range names {
			t := found[n]
			if !placed[n] && !slices.ContainsFunc(t.refs, func(r string) bool { return !placed[r] }) {
				placed[n] = true
				out = append(out, *t)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("tables point to one another in a circle")
		}
	}
	return out, nil
}

// made is whether code, and no migration, makes a table: the record of the
// migrations, the search index (filled again from the rest), and the manifest
// of a backup.
func made(name string) bool {
	return name == "migration" || name == manifestTable || name == "search" || strings.HasPrefix(name, "search_")
}

// known returns the tables, after making sure that the database has these and
// no others.
func (d *DB) known(ctx context.Context) ([]table, error) {
	steps, err := d.steps(ctx)
	if err != nil {
		return nil, err
	}
	all, err := tablesOf(steps)
	if err != nil {
		return nil, err
	}
	q := "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
	if d.Engine == Postgres {
		q = "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name"
	}
	there, err := Select[string](ctx, d, q)
	if err != nil {
		return nil, err
	}
	for _, n := range there {
		if !made(n) && !slices.ContainsFunc(all, func(t table) bool { return t.name == n }) {
			return nil, fmt.Errorf("the database has a table %s that no migration makes: it would be lost in a backup", n)
		}
	}
	for _, t := range all {
		if !slices.Contains(there, t.name) {
			return nil, fmt.Errorf("the table %s is missing in the database", t.name)
		}
	}
	return all, nil
}
