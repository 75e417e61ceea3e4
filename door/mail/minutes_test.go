package mail

import (
	"context"
	"errors"
	"strings"
	"testing"

	"vigie/engine/grammar"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/review"
	"vigie/overview/snapshot"
	"vigie/overview/vocabulary"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/record"
	meeting "vigie/room/review"
	"vigie/room/term"
	"vigie/web"
)

// closedReview is a review with one action for anne, who took part in it, closed,
// and the job that it left.
func closedReview(t *testing.T, d *db.DB, language string) db.Job {
	t.Helper()
	ctx, who := context.Background(), access.System("test")
	anne := seed(t, d, language)
	var r meeting.Review
	step := func(f func(tx *db.Tx) error) {
		t.Helper()
		if _, err := d.Update(ctx, who.Origin(), f); err != nil {
			t.Fatal(err)
		}
	}
	var on int64
	step(func(tx *db.Tx) error {
		if err := errors.Join(field.Seed(ctx, tx, who), access.Administrator(ctx, tx, who, anne.ID)); err != nil {
			return err
		}
		root, err := access.Root(ctx, tx)
		if err != nil {
			return err
		}
		c, err := field.Load(ctx, tx, project.Entity)
		if err != nil {
			return err
		}
		p, err := project.Change(ctx, tx, who, c, project.Edit{Values: field.Values{"name": field.Str("<b>Portail</b>"), "unit": field.Int(root.ID)}})
		if err != nil {
			return err
		}
		on = p.ID
		of, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{Name: "Transformation", Unit: root.ID})
		if err != nil {
			return err
		}
		name := "Revue d’octobre"
		if r, err = meeting.Create(ctx, tx, who, meeting.New(of.ID, meeting.Edit{Name: &name}, tx.Today(), who.Lang), []int64{anne.ID}); err != nil {
			return err
		}
		r, err = meeting.SetItems(ctx, tx, who, r.ID, 0, []meeting.Item{{Project: on, Reason: meeting.Hand}})
		return err
	})
	step(func(tx *db.Tx) (err error) {
		r, err = meeting.Freeze(ctx, tx, who, r.ID, 0)
		return err
	})
	step(func(tx *db.Tx) error {
		c, err := field.Load(ctx, tx, action.Entity)
		if err != nil {
			return err
		}
		out, err := action.Kind.Write(ctx, tx, who, c, []record.Edit{{Values: field.Values{
			"project": field.Ref(on), record.Review: field.Ref(r.ID), "name": field.Str("Chiffrer le lot 2"), "owner": field.Ref(anne.ID), "due": field.Int(int64(day.Of(2027, 1, 31))),
		}}})
		if err != nil {
			return err
		}
		return out[0].Err
	})
	step(func(tx *db.Tx) error {
		closed, err := meeting.Close(ctx, tx, who, r.ID, 0)
		if err != nil {
			return err
		}
		return AskMinutes(ctx, tx, who, closed)
	})
	job, err := db.Get[db.Job](ctx, d, "SELECT id, kind, payload, state, run_at, lease, attempts, error, created FROM job WHERE kind = 'minutes'")
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func postOf(t *testing.T, d *db.DB, s *server) *Post {
	k := snapshot.NewKeeper(d)
	desk := &review.Desk{DB: d, Portfolio: k, Agenda: agenda.NewKeeper(d, k)}
	return &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org", Reviews: desk}
}

func TestTheMinutesGoToTheParticipantsInTheirLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"fr": {"Compte rendu\u202f: Revue d’octobre", "Pour vous", "Chiffrer le lot 2", "pour le 31/01/2027"},
		"en": {"Minutes: Revue d’octobre", "For you", "Chiffrer le lot 2", "by 31 Jan 2027"},
	} {
		d, s := dbtest.SQLite(t), listen(t)
		job := closedReview(t, d, language)
		if err := postOf(t, d, s).HandleMinutes(context.Background(), job); err != nil {
			t.Fatal(err)
		}
		subject, text, html := parts(t, s.letters[0])
		for _, word := range want {
			if !strings.Contains(subject+text, word) {
				t.Errorf("%s: got a letter without %q: %q\n%s", language, word, subject, text)
			}
		}
		if strings.Contains(html, "<b>Portail") || !strings.Contains(text, "/minutes") {
			t.Errorf("%s: a name became markup, or there is no link:\n%s", language, html)
		}
	}
}

// What people wrote stays, also where it holds a word that is renamed.
func TestALetterSpeaksInTheWordsOfTheOrganisation(t *testing.T) {
	book, err := vocabulary.NewBook(web.Messages)
	if err != nil {
		t.Fatal(err)
	}
	noun := func(one, many string) *grammar.Noun { return &grammar.Noun{One: one, Many: many} }
	was := label.Adopt(nil)
	t.Cleanup(func() { label.Adopt(was) })
	label.AdoptWords(book.Overlay(term.Vocabulary{Terms: map[string]term.Renamed{
		"minutes": {FR: noun("relevé", "relevés"), EN: noun("record", "records")}, "review": {FR: noun("point d’étape", "points d’étape"), EN: noun("checkpoint", "checkpoints")},
	}}).Words)
	for language, want := range map[string][]string{
		"fr": {"Relevé\u202f: Revue d’octobre", "Le point d’étape «\u202fRevue d’octobre\u202f»", "est clos."},
		"en": {"Records: Revue d’octobre", "The checkpoint “Revue d’octobre”"},
	} {
		d, s := dbtest.SQLite(t), listen(t)
		if err := postOf(t, d, s).HandleMinutes(context.Background(), closedReview(t, d, language)); err != nil {
			t.Fatal(err)
		}
		subject, text, _ := parts(t, s.letters[0])
		for _, word := range want {
			if !strings.Contains(subject+text, word) {
				t.Errorf("%s: got a letter without %q: %q\n%s", language, word, subject, text)
			}
		}
	}
}

func TestWhoMayNotSeeTheReviewAnyMoreGetsNoMinutes(t *testing.T) {
	for what, change := range map[string]string{
		"no rights":  "DELETE FROM role_grant",
		"disabled":   "UPDATE account SET disabled = 1",
		"no address": "UPDATE account SET email = ''",
	} {
		d, s := dbtest.SQLite(t), listen(t)
		job := closedReview(t, d, "en")
		if _, err := d.Update(context.Background(), db.Origin{Via: "test"}, func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, change)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := postOf(t, d, s).HandleMinutes(context.Background(), job); err != nil || len(s.letters) != 0 {
			t.Errorf("%s: got %v and %d letters, want none", what, err, len(s.letters))
		}
	}
}
