package intake

import (
	"context"
	"strings"
	"testing"

	"vigie/ground/label"
)

func TestAFileOfPeopleSaysWhichColumnsGiveNoRights(t *testing.T) {
	w := newWorldFor(t)
	ctx := context.Background()
	for text, want := range map[string]string{
		"Identifiant;Nom;Rôle;Entité\nanne;Anne Martin;Chef de projet;DSI\n": "Non lu\u202f: Rôle, Entité. ",
		"Login;Name;Department\nanne;Anne Martin;IT\n":                       "Non lu\u202f: Department. ",
		"Login;Name;E-mail\nanne;Anne Martin;anne@example.org\n":             "",
	} {
		m, err := w.desk.Create(ctx, w.who, Request{Object: "user", FileName: "people.csv", Content: []byte(text)})
		if err == nil {
			m, err = w.desk.Check(ctx, w.who, m.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		for where, notes := range map[string][]label.Text{"reading": m.Settings.Notes, "report": m.Report.Notes} {
			said := ""
			for _, n := range notes {
				said += n.In(label.FR)
			}
			if want == "" && said != "" || !strings.Contains(said, want) {
				t.Errorf("%q: the %s notes %q, want %q", text, where, said, want)
			}
		}
	}
}
