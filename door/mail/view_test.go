package mail

import (
	"context"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/view"
)

// viewed has anne get a view of hers in the place of the summary.
func viewed(t *testing.T, d *db.DB, anne access.Account, format string, state view.State) view.View {
	t.Helper()
	ctx := context.Background()
	who, err := access.Load(ctx, d, anne.ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	var v view.View
	if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) (err error) {
		all, err := dashboard.Subscriptions(ctx, tx, who)
		if err != nil {
			return err
		}
		if err := dashboard.Unsubscribe(ctx, tx, who, all[0].ID, all[0].Version); err != nil {
			return err
		}
		if v, err = view.Create(ctx, tx, who, view.View{Object: "project", Name: label.T("To watch", "À surveiller"), State: state}); err != nil {
			return err
		}
		_, err = dashboard.Subscribe(ctx, tx, who, dashboard.Subscription{View: db.ID(v.ID), Every: dashboard.Weekly, Day: 1, Hour: 7, Format: format})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAViewComesByMailAsItsReaderMaySeeIt(t *testing.T) {
	for language, want := range map[string][]string{
		"fr": {"Lignes de la vue «\u202fÀ surveiller\u202f», telles que vous pouvez les voir\u202f: 1.", "La vue complète est jointe", "/portfolio?view="},
		"en": {"Lines of the view “To watch”, as you may see them: 1.", "The whole view is attached", "/portfolio?view="},
	} {
		d, s, post, anne := attached(t, language)
		viewed(t, d, anne, dashboard.XLSX, view.State{Columns: []view.Column{{Key: "name"}, {Key: "unit"}}})
		_, texts, files := leave(t, d, s, post)
		for _, part := range want {
			if !strings.Contains(texts[0], part) {
				t.Errorf("%s: %q is not in\n%s", language, part, texts[0])
			}
		}
		if len(files) != 1 {
			t.Errorf("%s: got %d files", language, len(files))
		}
		for name := range files {
			if !strings.Contains(name, "2026-11-30.xlsx "+workbook) {
				t.Errorf("%s: the file is %q", language, name)
			}
		}
		noted, err := db.Get[int64](context.Background(), d, `SELECT count(*) FROM history h JOIN change c ON c.number = h.change
			WHERE c.actor = $1 AND h.entity = 'audit' AND h.data LIKE '%"exported"%view.xlsx%'`, anne.ID)
		if err != nil || noted != 1 {
			t.Errorf("%s: got %d entries in the audit and %v, want one", language, noted, err)
		}
	}
}

func TestAViewWhoseConditionIsHiddenComesWithoutRows(t *testing.T) {
	d, s, post, anne := attached(t, "en")
	v := viewed(t, d, anne, dashboard.Mail, view.State{})
	if _, err := d.Update(context.Background(), access.System("test").Origin(), func(tx *db.Tx) error {
		_, err := db.Exec(context.Background(), tx, "UPDATE view SET state = $1 WHERE id = $2", `{"filter":"nobody_knows > 5"}`, v.ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	_, texts, _ := leave(t, d, s, post)
	if !strings.Contains(texts[0], "could not be sent") || strings.Contains(texts[0], "nobody_knows") || strings.Contains(texts[0], "The first lines") {
		t.Errorf("got %s", texts[0])
	}
}
