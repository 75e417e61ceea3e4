package transfer_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"vigie/format/sheet"
	"vigie/ground/label"
	"vigie/room/transfer"
)

func read(text string) (*transfer.Source, error) {
	return transfer.ReadTable(strings.NewReader(text), int64(len(text)), "tasks.csv")
}

func TestATableThatCannotBeReadNamesItsLines(t *testing.T) {
	for text, part := range map[string]string{
		"Name;Start;Finish\nDig;soon;2027-02-01\nWall;2027-02-02;2027-02-03\n":                                "soon",
		"Name;Start;Finish\nDig;2027-02-03;2027-02-01\nWall;2027-02-02;2027-02-03\n":                          "before it starts",
		"Name;Start;Duration\nDig;2027-02-03;long\nWall;2027-02-02;3d\n":                                      "“long” is not a duration",
		"Name;Start;Progress\nDig;2027-02-03;120 %\nWall;2027-02-02;10 %\n":                                   "from 0 to 100",
		"Name;Start;Level\nDig;2027-02-03;deep\nWall;2027-02-02;1\n":                                          "is not a level",
		"Name;Start;Constraint\nDig;2027-02-03;if it rains\nWall;2027-02-02;\n":                               "is no constraint",
		"Name;Start;Constraint;Constraint date\nDig;2027-02-03;Must start on;\nWall;2027-02-02;;2027-02-02\n": "date of its constraint",
	} {
		_, err := read(text)
		if err == nil || !strings.Contains(err.Error(), part) || !strings.Contains(err.Error(), "Line 2") && !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

// What goes out as a table, in either language, comes in again with the same dates.
func TestAPlanGoesOutAsATableAndComesBackTheSame(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const list = "No;Level;Name;Start;Finish;Duration;Predecessors;%;Milestone;Constraint;Constraint date;Deadline;Note\n" +
			"1;1;Build;;;;;;;;;;\n2;2;Dig;2027-01-04;;3d;;50%;;;;;by hand\n3;2;Wall;2027-01-07;2027-01-08;2d;2;;;;;2027-01-08;\n4;2;Paint;;;1,5d;3SS+1d;;;Start no earlier than;2027-01-12;;\n5;1;Open;;;;1FS+2ed;;yes;;;;\n6;1;Party;2027-03-05;2027-03-05;;;;yes;;;;\n"
		s, err := read(list)
		w.must(err)
		first := w.take(w.mine, s, transfer.Options{Keep: true})
		for _, l := range []label.Lang{label.EN, label.FR} {
			for _, write := range []func(*bytes.Buffer, sheet.Sheet) error{
				func(b *bytes.Buffer, s sheet.Sheet) error { return sheet.WriteCSV(b, s, sheet.DialectOf(l)) },
				func(b *bytes.Buffer, s sheet.Sheet) error { return sheet.WriteXLSX(b, s) },
			} {
				var b bytes.Buffer
				w.must(write(&b, transfer.Listed(first.View, "Plan", l, nil)))
				back, err := transfer.ReadTable(bytes.NewReader(b.Bytes()), int64(b.Len()), "plan")
				w.must(err)
				same(t, l.String(), first.View, w.take(w.other, back, transfer.Options{}).View)
			}
		}
	})
}

// A plan that went out in the words of an organisation comes in again, in these and in
// those of the program.
func TestAPlanInWordsOfTheOrganisationComesBack(t *testing.T) {
	was := label.Adopt(nil)
	t.Cleanup(func() { label.Adopt(was) })
	one(t, func(t *testing.T, w *world) {
		s, err := read("Niveau;Nom;Type;Durée;Prédécesseurs\n1;Gros œuvre;Phase;;\n2;Murer;Tâche;2j;\n2;Couler;Tâche;1j;2\n1;Ouvrir;Jalon;;3\n")
		w.must(err)
		first := w.take(w.mine, s, transfer.Options{})
		label.AdoptWords(map[[2]string][2]string{
			{"Phase", "Phase"}: {"Volume", "Ouvrage"}, {"Milestone", "Jalon"}: {"Deadline event", "Rendez-vous"}, {"Predecessors", "Prédécesseurs"}: {"Antecedents", "Antécédents"},
		})
		var b bytes.Buffer
		out := transfer.Listed(first.View, "Plan", label.FR, nil)
		w.must(sheet.WriteCSV(&b, out, sheet.DialectOf(label.FR)))
		for _, word := range []string{"Ouvrage", "Rendez-vous", "Antécédents"} {
			if !strings.Contains(b.String(), word) {
				t.Errorf("the file does not say %s: %s", word, b.String())
			}
		}
		for _, text := range []string{b.String(), strings.NewReplacer("Ouvrage", "Phase", "Rendez-vous", "Jalon", "Antécédents", "Prédécesseurs").Replace(b.String())} {
			back, err := transfer.ReadTable(strings.NewReader(text), int64(len(text)), "plan")
			w.must(err)
			same(t, "in other words", first.View, w.take(w.other, back, transfer.Options{}).View)
		}
	})
}

func TestAPhaseMayStandInAColumnOfItsOwn(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		s, err := read("Lot;Tâche;Début;Fin;Budget\nTerrassement;Creuser;04/01/2027;15/01/2027;12\nTerrassement;Niveler;18/01/2027;20/01/2027;3\nBâtiment;Murer;21/01/2027;30/04/2027;40\n")
		w.must(err)
		r := w.take(w.mine, s, transfer.Options{})
		got := []string{}
		for _, row := range r.Rows {
			got = append(got, row.WBS+" "+string(row.Kind)+" "+row.Name)
		}
		want := []string{"1 phase Terrassement", "1.1 task Creuser", "1.2 task Niveler", "2 phase Bâtiment", "2.1 task Murer"}
		if !slices.Equal(got, want) || len(r.Differences) != 0 {
			t.Errorf("got %q, %v", got, r.Differences)
		}
		if len(r.Lost) != 1 || !strings.Contains(r.Lost[0].What.In(label.EN), "Budget") || r.Lost[0].Count != 3 {
			t.Errorf("what is lost: %v", r.Lost)
		}
	})
}

func FuzzTable(f *testing.F) {
	f.Add("No;Name;Start;Finish;Duration;Predecessors\n1;Dig;2027-01-04;2027-01-05;2d;\n2;Wall;;;1,5 j;1FS+3d\n")
	f.Add("WBS,Task Name,Start,Finish\n1,Build,,\n1.1,Dig,Mon 04/01/27 08:00,Fri 08/01/27\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := read(text)
		if err == nil && len(s.Plan.Tasks) > 20_000 {
			t.Error("more tasks than there may be")
		}
	})
}
