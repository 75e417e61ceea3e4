package config_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/room/access"
)

// noted makes a change that is no configuration, to come back to.
func (w *world) noted() int64 {
	return w.change(func(tx *db.Tx) error {
		_, err := access.CreateGroup(ctx, tx, sys, rand.Text())
		return err
	})
}

func (w *world) back(to int64) {
	w.t.Helper()
	ask, err := w.Back(ctx, sys, to)
	w.must(err)
	w.apply(ask)
}

func TestTheSettingsArePartOfTheConfigurationAndComeBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		before, text := w.noted(), w.export()
		out := w.apply(config.Ask{Document: w.parse(`{"format": 1, "sections": {"settings": [{"currency": "GBP", "session_idle": 60, "mark": {"fr": "Diffusion interne"}}]}}`)})
		if len(out.Steps) != 1 || len(out.Steps[0].Changes) != 3 {
			t.Fatalf("got %+v", out.Steps)
		}
		s, err := access.ReadSettings(ctx, d, 0, 0)
		w.must(err)
		if s.Currency != "GBP" || s.SessionIdle != 60 || s.SessionLife != 0 || s.Language != "fr" || s.Mark.FR != "Diffusion interne" || s.Organisation != "Ministère" {
			t.Errorf("got %+v", s)
		}
		if again := w.apply(config.Ask{Document: w.read(), Prune: true}); len(again.Steps) != 0 {
			t.Errorf("what was exported changes something: %v", again.Steps)
		}
		w.back(before)
		if got := w.export(); got != text {
			t.Errorf("came back otherwise: %s", cmp.Diff(text, got))
		}
	})
}

func TestSettingsThatCannotHoldAreSaidWithTheirPlace(t *testing.T) {
	w := fresh(t, dbtest.SQLite(t))
	out, err := w.Diff(ctx, sys, config.Ask{Document: w.parse(`{"format": 1, "sections": {"settings": [{"currency": "euros", "session_idle": 2}]}}`)})
	w.must(err)
	var got []string
	for _, p := range out.Problems {
		got = append(got, p.Section+" "+p.Where)
	}
	if diff := cmp.Diff([]string{"settings currency", "settings session_idle"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingOfTheInstanceAloneTravels(t *testing.T) {
	w := fresh(t, dbtest.SQLite(t))
	_, err := w.d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
		for _, key := range []string{"id_key", "last_backup", "smtp_password"} {
			if _, err := db.Exec(ctx, tx, "INSERT INTO setting (key, value) VALUES ($1, 'sentinel-of-the-instance') ON CONFLICT (key) DO UPDATE SET value = excluded.value", key); err != nil {
				return err
			}
		}
		return nil
	})
	w.must(err)
	if strings.Contains(w.export(), "sentinel-of-the-instance") {
		t.Error("a stored setting that is no configuration is in the document")
	}
}

// sound finds what an operator would be told to look at.
func (w *world) sound() {
	w.t.Helper()
	found, err := w.d.Check(ctx)
	w.must(err)
	for _, f := range found {
		for _, said := range f.Problems {
			w.t.Errorf("%s: %s", f.Name.In(label.EN), said.In(label.EN))
		}
	}
}
