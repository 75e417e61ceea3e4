package config_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/overview/report"
	"vigie/room/master"
)

// presentation is a slide master in one language, each other bytes.
func presentation(t *testing.T, l label.Lang) []byte {
	t.Helper()
	doc, err := report.Example(l)
	if err != nil {
		t.Fatal(err)
	}
	b, err := doc.House()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (w *world) masters() []string {
	w.t.Helper()
	all, err := master.List(ctx, w.d, sys, "")
	w.must(err)
	out := []string{}
	for _, m := range all {
		_, content, err := master.Content(ctx, w.d, sys, m.ID)
		w.must(err)
		if master.DigestOf(content) != m.Digest {
			w.t.Errorf("the bytes of %s are not those of its digest", m.Name)
		}
		out = append(out, m.Name+" "+m.Digest[:8])
	}
	return out
}

func TestASlideMasterTravelsByItsDigestOrWithItsBytes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		english := presentation(t, label.EN)
		var kept master.Master
		w.change(func(tx *db.Tx) (err error) {
			kept, err = master.Add(ctx, tx, sys, master.Master{Kind: report.Review, Name: "Committee"}, english)
			return err
		})
		text, made, before := w.export(), w.noted(), w.masters()
		if strings.Contains(text, `"content"`) {
			t.Error("the bytes are in a document that nobody asked to carry them")
		}

		second := fresh(t, dbtest.SQLite(t))
		out, err := second.Diff(ctx, sys, config.Ask{Document: second.parse(text)})
		second.must(err)
		if len(out.Problems) != 1 || out.Problems[0].Key != "review.committee" || out.Problems[0].Where != "content" {
			t.Errorf("without its bytes: %+v", out.Problems)
		}
		doc := w.read()
		w.must(w.Carry(ctx, d, sys, &doc))
		whole, err := doc.EncodeYAML()
		w.must(err)
		second.apply(config.Ask{Document: second.parse(string(whole))})
		if got := second.export(); got != text {
			t.Errorf("elsewhere it is %s", cmp.Diff(text, got))
		}
		if again := second.apply(config.Ask{Document: second.parse(string(whole)), Prune: true}); len(again.Steps) != 0 {
			t.Errorf("applied again it does %+v", again.Steps[0])
		}

		// Another presentation takes its place, then it goes: both can be taken back.
		doc.Sections = map[string][]config.Item{"slide_masters": {{"kind": "review", "key": "committee", "content": encoded(presentation(t, label.FR))}}}
		w.apply(config.Ask{Document: doc})
		replaced, changed := w.noted(), w.masters()
		if cmp.Equal(before, changed) || len(changed) != 1 {
			t.Errorf("got %v after %v", changed, before)
		}
		w.apply(config.Ask{Prune: true, Document: w.parse(`{"format": 1, "sections": {"slide_masters": []}}`)})
		if got := w.masters(); len(got) != 0 {
			t.Errorf("got %v", got)
		}
		w.back(replaced)
		if diff := cmp.Diff(changed, w.masters()); diff != "" {
			t.Error(diff)
		}
		w.back(made)
		if diff := cmp.Diff(before, w.masters()); diff != "" {
			t.Error(diff)
		}
		w.sound()
		if m, err := master.Get(ctx, d, sys, kept.ID); err != nil || m.Digest != kept.Digest {
			t.Errorf("what names it by its id finds %+v, %v", m, err)
		}
	})
}

// What was purged cannot be gone back to, and what is in use stays in use.
func TestPresentationsOutOfUseForLongAreRemoved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		english, french := presentation(t, label.EN), presentation(t, label.FR)
		var kept master.Master
		w.change(func(tx *db.Tx) (err error) {
			kept, err = master.Add(ctx, tx, sys, master.Master{Kind: report.Review, Name: "Committee"}, english)
			return err
		})
		first := w.noted()
		purge := func(needed ...string) (n int) {
			w.change(func(tx *db.Tx) (err error) {
				n, err = master.Purge(ctx, tx, sys, func(digest string) bool { return slices.Contains(needed, digest) })
				return err
			})
			return n
		}
		past := func() {
			w.change(func(tx *db.Tx) error {
				_, err := db.Exec(ctx, tx, "UPDATE slide_master SET deleted = deleted - $1 WHERE deleted > 0", (master.BinDays+1)*86_400_000)
				return err
			})
		}
		w.apply(config.Ask{Document: w.parse(`{"format": 1, "sections": {"slide_masters": [{"kind": "review", "key": "committee", "content": "` + encoded(french) + `"}]}}`)})
		replaced := w.masters()
		if n := purge(); n != 0 {
			t.Errorf("removed %d on the day", n)
		}
		past()
		if n := purge(kept.Digest); n != 0 {
			t.Errorf("removed %d that a draft names", n)
		}
		if n := purge(); n != 1 {
			t.Errorf("removed %d, want the presentation that another took the place of", n)
		}
		w.back(first)
		if diff := cmp.Diff(replaced, w.masters()); diff != "" {
			t.Errorf("what is in use changed: %s", diff)
		}
		w.apply(config.Ask{Prune: true, Document: w.parse(`{"format": 1, "sections": {"slide_masters": []}}`)})
		past()
		if n := purge(); n != 1 {
			t.Errorf("removed %d, want the one that was deleted", n)
		}
		w.back(first)
		if got := w.masters(); len(got) != 0 {
			t.Errorf("got %v back, of which the bytes are gone", got)
		}
		if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM slide_master_part"); err != nil || n != 0 {
			t.Errorf("got %d parts left, %v", n, err)
		}
		w.sound()
	})
}

func TestAPresentationDamagedOnItsWayIsRefused(t *testing.T) {
	w := fresh(t, dbtest.SQLite(t))
	good := presentation(t, label.EN)
	for name, item := range map[string]config.Item{
		"no Base64":          {"digest": "", "content": "***"},
		"no presentation":    {"content": encoded([]byte("hello"))},
		"of another digest":  {"digest": strings.Repeat("0", 64), "content": encoded(good)},
		"nothing of it here": {"digest": strings.Repeat("0", 64)},
	} {
		item["kind"], item["key"], item["name"] = "review", "x", "X"
		doc := config.Document{Format: config.Format, Sections: map[string][]config.Item{"slide_masters": {item}}}
		out, err := w.Diff(ctx, sys, config.Ask{Document: doc})
		w.must(err)
		if len(out.Problems) != 1 {
			t.Errorf("%s: %+v", name, out.Problems)
		}
	}
}

func encoded(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
