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
