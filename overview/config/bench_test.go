package config_test

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/view"
)

// large is a configuration of 465 attributes, 50 of them computed, and 190 views.
func large() string {
	var b strings.Builder
	b.WriteString("format: 1\nsections:\n  attributes:\n")
	for i := range 465 {
		kind, more := "number", ""
		switch {
		case i < 50:
			kind, more = "computed", ", formula: total_cost - actual_cost"
		case i%10 == 0 && i > 300:
			kind, more = "choice", ", choices: [{key: a, label: {en: A, fr: A}}, {key: b, label: {en: B, fr: B}}]"
		case i%10 == 1:
			more = ", required_if: total_cost > 1000"
		}
		fmt.Fprintf(&b, "    - {object: project, key: wide_%d, kind: %s, label: {en: Wide %d, fr: Large %d}, position: %d%s}\n", i, kind, i, i, 1000+i, more)
	}
	b.WriteString("  views:\n")
	for i := range 190 {
		fmt.Fprintf(&b, "    - {object: project, key: view_%d, name: {en: View %d, fr: Vue %d}, scope: everyone, state: {display: grid, filter: wide_%d > 1000, columns: [{key: name}, {key: wide_%d}]}}\n", i, i, i, 51+i, 60+i)
	}
	return b.String()
}

// BenchmarkConfiguration measures comparing a large configuration with an instance that
// has nothing of it, all of it, and all of it but a name. What differs is tried in a
// transaction, which holds the writer of SQLite.
func BenchmarkConfiguration(b *testing.B) {
	doc, err := config.Decode([]byte(large()))
	if err != nil {
		b.Fatal(err)
	}
	made := func(b *testing.B) (*db.DB, config.Desk) {
		d := dbtest.SQLite(b)
		if _, err := d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
			return errors.Join(access.Seed(ctx, tx, sys, "Ministère"), field.Seed(ctx, tx, sys), view.Seed(ctx, tx, sys))
		}); err != nil {
			b.Fatal(err)
		}
		return d, config.Desk{DB: d, Portfolio: snapshot.NewKeeper(d)}
	}
	spent := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	diff := func(b *testing.B, desk config.Desk, doc config.Document, steps int) {
		out, err := desk.Diff(ctx, sys, config.Ask{Document: doc})
		if err != nil || len(out.Problems) > 0 || len(out.Steps) != steps {
			b.Fatalf("%d steps, %v, %v", len(out.Steps), out.Problems, err)
		}
	}
	b.Run("compare, all new", func(b *testing.B) {
		_, desk := made(b)
		from := spent()
		for b.Loop() {
			diff(b, desk, doc, 655)
		}
		b.ReportMetric(float64((spent()-from).Milliseconds())/float64(b.N), "cpu-ms/op")
	})
	d, desk := made(b)
	if _, err := d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
		_, err := desk.Apply(ctx, tx, sys, config.Ask{Document: doc})
		return err
	}); err != nil {
		b.Fatal(err)
	}
	whole, err := desk.Read(ctx, d, sys, 0)
	if err != nil {
		b.Fatal(err)
	}
	text, err := whole.Encode()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("compare, nothing new", func(b *testing.B) {
		from := spent()
		for b.Loop() {
			diff(b, desk, whole, 0)
		}
		b.ReportMetric(float64((spent()-from).Milliseconds())/float64(b.N), "cpu-ms/op")
	})
	one, err := config.Decode([]byte(strings.Replace(string(text), `"en": "Wide 70"`, `"en": "Wider 70"`, 1)))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("compare, one changed", func(b *testing.B) {
		from := spent()
		for b.Loop() {
			diff(b, desk, one, 1)
		}
		b.ReportMetric(float64((spent()-from).Milliseconds())/float64(b.N), "cpu-ms/op")
	})
}
