package mail

import (
	"context"
	"strings"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
)

func TestTheSummaryComesOnItsDayFromItsHourOnAndOnce(t *testing.T) {
	for language, want := range map[string][]string{
		"fr": {"Tous les projets\u202f: la synthèse du 30/11/2026", "Chiffres clés", "Projets\u202f: 1", "Ce qui a changé"},
		"en": {"All projects: the summary of 30 Nov 2026", "Key figures", "Projects: 1", "What changed", "new project"},
	} {
		now := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC) // a Tuesday
		d, s := at(t, &now), listen(t)
		anne := asked(t, d, language)
		ctx := context.Background()
		who, err := access.Load(ctx, d, anne.ID, "web")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			_, err := dashboard.Subscribe(ctx, tx, who, dashboard.Subscription{Every: dashboard.Weekly, Day: 1, Hour: 7, Format: dashboard.Mail})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		keeper := snapshot.NewKeeper(d)
		dates := agenda.NewKeeper(d, keeper)
		post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org", Agenda: dates, Summaries: &summary.Desk{DB: d, Projects: keeper, Agenda: dates}}
		for at, due := range map[time.Time]int{
			time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC): 0, time.Date(2026, 11, 30, 6, 59, 0, 0, time.UTC): 0,
		} {
			now = at
			if err := post.HandleSubscriptions(ctx, db.Job{}); err != nil {
				t.Fatal(err)
			}
			if n := work(t, d, SubscriptionKind, post.HandleSubscription); n != due {
				t.Errorf("%s at %s: got %d jobs, want %d", language, at, n, due)
			}
		}
		now = time.Date(2026, 11, 30, 7, 0, 0, 0, time.UTC)
		for range 3 {
			if err := post.HandleSubscriptions(ctx, db.Job{}); err != nil {
				t.Fatal(err)
			}
		}
		if n := work(t, d, SubscriptionKind, post.HandleSubscription); n != 1 || len(s.letters) != 1 {
			t.Fatalf("%s: got %d jobs and %d letters on Monday at seven, want one", language, n, len(s.letters))
		}
		subject, text, html := parts(t, s.letters[0])
		for _, part := range want {
			if !strings.Contains(subject+text, part) {
				t.Errorf("%s: %q is not in\n%s\n%s", language, part, subject, text)
			}
		}
		if strings.Contains(html, "<img src=x") {
			t.Errorf("a name became markup of the letter:\n%s", html)
		}
	}
}

// attached is a summary that anne has sent to her as PDF, and what sends it.
func attached(t *testing.T, language string) (*db.DB, *server, *Post, access.Account) {
	t.Helper()
	now := time.Date(2026, 11, 30, 7, 0, 0, 0, time.UTC) // a Monday
	d, s, ctx := at(t, &now), listen(t), context.Background()
	anne := asked(t, d, language)
	who, err := access.Load(ctx, d, anne.ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		_, err := dashboard.Subscribe(ctx, tx, who, dashboard.Subscription{Every: dashboard.Weekly, Day: 1, Hour: 7, Format: dashboard.PDF})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	keeper := snapshot.NewKeeper(d)
	dates := agenda.NewKeeper(d, keeper)
	return d, s, &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org", Agenda: dates, Summaries: &summary.Desk{DB: d, Projects: keeper, Agenda: dates}}, anne
}

// leave has the summaries leave that are due, and returns the letter.
func leave(t *testing.T, d *db.DB, s *server, post *Post) (subject string, texts []string, files map[string]string) {
	t.Helper()
	if err := post.HandleSubscriptions(context.Background(), db.Job{}); err != nil {
		t.Fatal(err)
	}
	if n := work(t, d, SubscriptionKind, post.HandleSubscription); n != 1 || len(s.letters) != 1 {
		t.Fatalf("got %d jobs and %d letters, want one", n, len(s.letters))
	}
	return opened(t, s.letters[0])
}

func TestTheSummaryComesAsPDFInTheLanguageOfItsReader(t *testing.T) {
	for language, want := range map[string][3]string{
		"fr": {"synthese Tous les projets 2026-11-30.pdf application/pdf", "La synthèse complète est jointe en PDF.", "/Lang (fr-FR)"},
		"en": {"summary All projects 2026-11-30.pdf application/pdf", "The whole summary is attached as PDF.", "/Lang (en-GB)"},
	} {
		d, s, post, anne := attached(t, language)
		_, texts, files := leave(t, d, s, post)
		file := files[want[0]]
		if len(files) != 1 || !strings.HasPrefix(file, "%PDF-") || !strings.Contains(file, want[2]) {
			t.Errorf("%s: got %d files, want %s; it begins %.20q", language, len(files), want[0], file)
		}
		if len(texts) != 2 || !strings.Contains(texts[0], want[1]) || !strings.Contains(texts[0], "https://vigie.example.org/summary/all") {
			t.Errorf("%s: got %q", language, texts)
		}
		noted, err := db.Get[int64](context.Background(), d, `SELECT count(*) FROM history h JOIN change c ON c.number = h.change
			WHERE c.actor = $1 AND h.entity = 'audit' AND h.data LIKE '%"exported"%summary.pdf%'`, anne.ID)
		if err != nil || noted != 1 {
			t.Errorf("%s: got %d entries in the audit and %v, want one", language, noted, err)
		}
	}
}

// What a person may see, and whether he may export, is asked when the letter leaves.
func TestTheRightsOfTheDayDecideWhatIsAttached(t *testing.T) {
	ctx, admin := context.Background(), access.System("test")
	for what, c := range map[string]struct {
		change string
		files  int
		says   string
	}{
		"of another unit":  {"UPDATE role_grant SET unit_id = $1", 1, "Projects: 0"},
		"no longer export": {"UPDATE role SET permissions = 'project.read portfolio.read' WHERE $1 > 0", 0, "The PDF is not attached"},
	} {
		d, s, post, _ := attached(t, "en")
		if _, err := d.Update(ctx, admin.Origin(), func(tx *db.Tx) error {
			root, err := access.Root(ctx, tx)
			if err != nil {
				return err
			}
			other, err := access.CreateUnit(ctx, tx, admin, access.Unit{Parent: db.ID(root.ID), Name: "Elsewhere"})
			if err != nil {
				return err
			}
			_, err = db.Exec(ctx, tx, c.change, other.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		_, texts, files := leave(t, d, s, post)
		if len(files) != c.files || !strings.Contains(texts[0], c.says) {
			t.Errorf("%s: got %d files and\n%s", what, len(files), texts[0])
		}
	}
}
