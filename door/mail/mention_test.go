package mail

import (
	"context"
	"errors"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/access"
	"vigie/room/comment"
	"vigie/room/field"
	"vigie/room/project"
)

// named is a comment on a project that names anne, and the job that it left.
func named(t *testing.T, d *db.DB, language string) (anne access.Account, said comment.Comment, job db.Job) {
	t.Helper()
	ctx, who := context.Background(), access.System("test")
	anne = seed(t, d, language)
	if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		if err := errors.Join(field.Seed(ctx, tx, who), access.Administrator(ctx, tx, who, anne.ID)); err != nil {
			return err
		}
		root, err := access.Root(ctx, tx)
		if err != nil {
			return err
		}
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return err
		}
		p, err := project.Change(ctx, tx, who, c, project.Edit{Values: field.Values{"name": field.Str("<img src=x onerror=alert(1)>"), "unit": field.Int(root.ID)}})
		if err != nil {
			return err
		}
		said, _, err = comment.Add(ctx, tx, who, comment.Comment{Project: p.ID, Body: comment.Write("Anne", anne.ID) + " <script>alert(1)</script>\nplease"})
		if err != nil {
			return err
		}
		return AskMention(ctx, tx, who, said.ID, anne.ID)
	}); err != nil {
		t.Fatal(err)
	}
	job, err := db.Get[db.Job](ctx, d, "SELECT id, kind, payload, state, run_at, lease, attempts, error, created FROM job WHERE kind = 'mention'")
	if err != nil {
		t.Fatal(err)
	}
	return anne, said, job
}

func TestWhoIsNamedIsWrittenToInTheLanguageOfThePerson(t *testing.T) {
	for language, want := range map[string]string{"fr": "vous cite", "en": "mentions you"} {
		d, s := dbtest.SQLite(t), listen(t)
		_, said, job := named(t, d, language)
		post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org"}
		if err := post.HandleMention(context.Background(), job); err != nil {
			t.Fatal(err)
		}
		subject, text, html := parts(t, s.letters[0])
		link := "https://vigie.example.org/project/" + d.Seal(said.Project) + "#comment-" + d.Seal(said.ID)
		if !strings.Contains(subject, want) || !strings.Contains(text, link) || !strings.Contains(text, "@Anne <script>") || !strings.Contains(html, link) {
			t.Errorf("got %q\n%s\n%s", subject, text, html)
		}
		if strings.Contains(html, "<script>") || strings.Contains(html, "<img src=x") {
			t.Errorf("markup of a comment or of a name became markup of the letter:\n%s", html)
		}
	}
}

func TestWhoMayNotSeeTheProjectAnyMoreIsToldNothing(t *testing.T) {
	for what, change := range map[string]string{
		"no rights":  "DELETE FROM role_grant",
		"disabled":   "UPDATE account SET disabled = 1",
		"taken back": "UPDATE comment SET deleted = 1",
		"not named":  "DELETE FROM mention",
		"no address": "UPDATE account SET email = ''",
	} {
		d, s := dbtest.SQLite(t), listen(t)
		_, _, job := named(t, d, "en")
		if _, err := d.Update(context.Background(), db.Origin{Via: "test"}, func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, change)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org"}
		if err := post.HandleMention(context.Background(), job); err != nil || len(s.letters) != 0 {
			t.Errorf("%s: got %v and %d letters, want none", what, err, len(s.letters))
		}
	}
}
