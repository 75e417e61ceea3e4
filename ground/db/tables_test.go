package db

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheTablesAreThoseOfTheMigrations(t *testing.T) {
	got, err := tablesOf([]migration{
		{Name: "1", text: `-- words; and more
			CREATE TABLE b (id BIGINT PRIMARY KEY, a_id BIGINT REFERENCES a (id), up BIGINT REFERENCES b (id), x JSON NOT NULL, UNIQUE (a_id, x));
			CREATE TABLE a (id BIGINT PRIMARY KEY, file BYTES);
			CREATE UNIQUE INDEX ab ON a (id) WHERE id > 1;
			CREATE TABLE gone (id BIGINT);
			INSERT INTO a (id) VALUES (1)`},
		{Name: "2", text: `ALTER TABLE a ADD COLUMN note TEXT NOT NULL DEFAULT 'a, b';
			ALTER TABLE a RENAME TO base; ALTER TABLE b DROP COLUMN x; DROP TABLE gone; ALTER TABLE base RENAME COLUMN file TO blob;`},
	})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, x := range got {
		said = append(said, x.name+": "+x.list())
	}
	if want := []string{"base: id, blob, note", "b: id, a_id, up"}; !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
}

func TestAMigrationThatCannotBeReadIsRefused(t *testing.T) {
	for _, text := range []string{
		"CREATE VIEW v AS SELECT 1", "CREATE TABLE t (x REAL)", "CREATE TABLE t (x FLOAT8)",
		"CREATE TABLE a (b_id BIGINT REFERENCES b (id)); CREATE TABLE b (a_id BIGINT REFERENCES a (id))",
	} {
		if got, err := tablesOf([]migration{{Name: "1", text: text}}); err == nil {
			t.Errorf("%s: got %v, want it refused", text, got)
		}
	}
}

func TestNoTableStoresAFloat(t *testing.T) {
	steps, err := readMigrations()
	if err != nil {
		t.Fatal(err)
	}
	all, err := tablesOf(steps)
	if err != nil || len(all) < 20 {
		t.Fatalf("got %d tables, %v", len(all), err)
	}
	kinds := regexp.MustCompile(`\b(REAL|FLOAT|DOUBLE|NUMERIC|DECIMAL|TIMESTAMP|DATE)\b`)
	for _, m := range steps {
		if found := kinds.FindString(strings.ToUpper(withoutComments(m.text))); found != "" {
			t.Errorf("%s has %s", m.Name, found)
		}
	}
}

func TestJSONIsComparedByItsMeaning(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{`{"b":1,"a":[1.50, 1e2]}`, ` {"a": [1.5, 100], "b": 1} `, true},
		{`{"a":"é"}`, `{"a":"\u00e9"}`, true},
		{`{"a":1}`, `{"a":"1"}`, false},
		{`{"a":null}`, `{}`, false},
		{`[1,2]`, `[2,1]`, false},
		{`1e999999999`, `1e999999998`, false},
	} {
		a, err := canonical([]byte(c.a))
		b, err2 := canonical([]byte(c.b))
		if err != nil || err2 != nil || (string(a) == string(b)) != c.same {
			t.Errorf("%s and %s: got %s and %s (%v, %v), want same %t", c.a, c.b, a, b, err, err2, c.same)
		}
	}
}
