package mail

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/notice"
	"vigie/room/project"
	"vigie/room/record"
)

// asked is a person who wants a summary every day, named in a comment, who
// manages a project with a key date that has passed.
func asked(t *testing.T, d *db.DB, language string) access.Account {
	t.Helper()
	ctx, who := context.Background(), access.System("test")
	anne, said, _ := named(t, d, language)
	if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		c, err := field.Load(ctx, tx, project.Entity)
		if err != nil {
			return err
		}
		if _, err := project.Change(ctx, tx, who, c, project.Edit{ID: said.Project, Values: field.Values{"manager": field.Ref(anne.ID)}}); err != nil {
			return err
		}
		dates, err := field.Load(ctx, tx, milestone.Entity)
		if err != nil {
			return err
		}
		_, err = milestone.Kind.Save(ctx, tx, who, dates, record.Edit{Values: field.Values{
			"project": field.Int(said.Project), "name": field.Str("<b>Go-live</b>"), "date": field.Int(int64(tx.Today() - 3)),
		}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	me, err := access.Load(ctx, d, anne.ID, "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(ctx, me.Origin(), func(tx *db.Tx) error { return notice.AskDigest(ctx, tx, me, notice.Daily) }); err != nil {
		t.Fatal(err)
	}
	return anne
}

// at is a database whose clock shows now.
func at(t *testing.T, now *time.Time) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "vigie.db"), db.Options{Now: func() time.Time { return *now }})
	if err == nil {
		err = d.Migrate(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// work does all waiting jobs of a kind.
func work(t *testing.T, d *db.DB, kind string, f func(context.Context, db.Job) error) int {
	t.Helper()
	jobs, err := db.Select[db.Job](context.Background(), d, "SELECT id, kind, payload, state, run_at, lease, attempts, error, created FROM job WHERE kind = $1", kind)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		if err := f(context.Background(), j); err != nil {
			t.Fatal(err)
		}
	}
	return len(jobs)
}

func TestASummaryTellsWhatHappenedAndWhatIsAskedOnceADay(t *testing.T) {
	for language, want := range map[string][]string{
		"fr": {"Vos projets ce matin", "vous cite", "vous a confié le projet", "Dates clés dépassées"},
		"en": {"Your projects this morning", "mentions you", "made you the manager", "Key dates that have passed"},
	} {
		now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
		d, s := at(t, &now), listen(t)
		asked(t, d, language)
		keeper := snapshot.NewKeeper(d)
		post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org", Agenda: agenda.NewKeeper(d, keeper)}
		ctx := context.Background()
		if err := post.HandleDigests(ctx, db.Job{}); err != nil {
			t.Fatal(err)
		}
		if n := work(t, d, DigestKind, post.HandleDigest); n != 0 {
			t.Errorf("%s: asked for today, and %d are due on the same day", language, n)
		}
		now = now.AddDate(0, 0, 1)
		for range 3 {
			if err := post.HandleDigests(ctx, db.Job{}); err != nil {
				t.Fatal(err)
			}
		}
		if n := work(t, d, DigestKind, post.HandleDigest); n != 1 || len(s.letters) != 1 {
			t.Fatalf("%s: got %d jobs and %d letters on the day after, want one", language, n, len(s.letters))
		}
		subject, text, html := parts(t, s.letters[0])
		for _, part := range want {
			if !strings.Contains(subject+text, part) {
				t.Errorf("%s: %q is not in\n%s\n%s", language, part, subject, text)
			}
		}
		if strings.Contains(html, "<b>Go-live") || strings.Contains(html, "<img src=x") {
			t.Errorf("a name became markup of the letter:\n%s", html)
		}
	}
}

func TestASummaryWithNothingToTellIsNotSent(t *testing.T) {
	d, s := dbtest.SQLite(t), listen(t)
	anne := asked(t, d, "en")
	if _, err := d.Update(context.Background(), db.Origin{Via: "test"}, func(tx *db.Tx) error {
		_, err := db.Exec(context.Background(), tx, "DELETE FROM role_grant")
		tx.Touch("grant", anne.ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org", Agenda: agenda.NewKeeper(d, snapshot.NewKeeper(d))}
	if err := post.HandleDigest(context.Background(), db.Job{Payload: `{"account":` + strconv.FormatInt(anne.ID, 10) + `}`}); err != nil || len(s.letters) != 0 {
		t.Errorf("got %v and %d letters, want none to somebody who sees nothing", err, len(s.letters))
	}
}

func TestAWeekIsDueOnMondaysOrAfterSevenDays(t *testing.T) {
	monday := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	for after, want := range map[int]int{0: 0, 1: 0, 6: 0, 7: 1, 9: 1} {
		now := monday
		d := at(t, &now)
		asked(t, d, "en")
		if _, err := d.Update(context.Background(), db.Origin{}, func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, "UPDATE digest SET rhythm = 'weekly', sent = $1", int64(day.OfTime(monday)))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		now = monday.AddDate(0, 0, after)
		who := access.System("test")
		if _, err := d.Update(context.Background(), who.Origin(), func(tx *db.Tx) error {
			due, err := notice.DigestsDue(context.Background(), tx, who)
			if len(due) != want {
				t.Errorf("%d days after a Monday: got %d due, want %d", after, len(due), want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
