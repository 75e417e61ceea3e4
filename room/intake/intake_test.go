package intake

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// world is a database with a catalogue, an organisation and a desk.
type world struct {
	t    testing.TB
	d    *db.DB
	desk *Desk
	who  access.Who
	root int64
}

func each(t *testing.T, f func(t *testing.T, w *world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorldFor(t testing.TB) *world { return newWorld(t, dbtest.SQLite(t)) }

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, desk: NewDesk(d), who: access.System("test")}
	t.Cleanup(func() { w.desk.Close(context.Background()) })
	w.change(func(tx *db.Tx) error {
		if err := field.Seed(context.Background(), tx, w.who); err != nil {
			return err
		}
		return access.Seed(context.Background(), tx, w.who, "Organisation")
	})
	root, err := access.Root(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	w.root = root.ID
	return w
}

func (w *world) change(f func(*db.Tx) error) {
	w.t.Helper()
	if _, err := w.d.Update(context.Background(), w.who.Origin(), f); err != nil {
		w.t.Fatal(err)
	}
}

func on(s string) day.Day {
	d, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// draft sends a text as a file.
func (w *world) draft(name, text string, asOf string) *Import {
	w.t.Helper()
	r := Request{Name: "Panorama", FileName: name, Content: []byte(text)}
	if asOf != "" {
		r.AsOf = on(asOf)
	}
	m, err := w.desk.Create(context.Background(), w.who, r)
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	return m
}

// checked makes the dry run, doubts decided by a word.
func (w *world) checked(name, text, asOf, doubtful string) *Import {
	w.t.Helper()
	ctx := context.Background()
	m := w.draft(name, text, asOf)
	var err error
	if doubtful != "" {
		if m, err = w.desk.Correct(ctx, w.who, m.ID, 0, Patch{Doubtful: &doubtful}); err != nil {
			w.t.Fatal(err)
		}
	}
	if m, err = w.desk.Check(ctx, w.who, m.ID); err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	return m
}

// imported brings a text into the portfolio.
func (w *world) imported(name, text, asOf, doubtful string) *Import {
	w.t.Helper()
	m := w.checked(name, text, asOf, doubtful)
	m, err := w.desk.Start(context.Background(), w.who, m.ID)
	if err == nil {
		err = w.desk.Run(context.Background(), m, nil)
	}
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	return m
}

func (w *world) undone(m *Import) *Import {
	w.t.Helper()
	m, err := w.desk.StartUndo(context.Background(), w.who, m.ID)
	if err == nil {
		err = w.desk.Run(context.Background(), m, nil)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// everything is what the portfolio says today and on some days of the past:
// projects by name with their values, members by name.
func (w *world) everything() map[string]string {
	w.t.Helper()
	ctx := context.Background()
	out := map[string]string{}
	c, err := field.Load(ctx, w.d, "project")
	if err != nil {
		w.t.Fatal(err)
	}
	names := map[int64]string{}
	show := func(vs field.Values, unread map[string]string) string {
		var b strings.Builder
		for _, k := range slices.Sorted(maps.Keys(vs)) {
			if f := c.Get(k); vs[k].Set && (f == nil || !f.Retired) {
				fmt.Fprintf(&b, "%s=%d%s%v ", k, vs[k].N, vs[k].S, vs[k].L)
			}
		}
		return fmt.Sprint(b.String(), unread)
	}
	err = project.Each(ctx, w.d, nil, func(p *project.Project) error {
		names[p.ID] = fmt.Sprint(p.ID)
		out["now "+names[p.ID]] = string(p.State) + " " + show(p.Values, p.Unread)
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range []string{"2015-12-31", "2016-06-30", "2017-06-30", "2018-06-30", "2026-11-22"} {
		err := db.EachAsOf(ctx, w.d, project.Entity, on(d), 0, func(s *db.State) error {
			vs, unread, err := field.DecodeAll(s.Data)
			out[d+" "+fmt.Sprint(s.Object)] = show(vs, unread)
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
		members, err := portfolio.MembersAsOf(ctx, w.d, on(d))
		if err != nil {
			w.t.Fatal(err)
		}
		for p, in := range members {
			out[fmt.Sprint(d, " members of ", p)] = fmt.Sprint(slices.Sorted(maps.Keys(in)))
		}
	}
	now, err := portfolio.Members(ctx, w.d)
	if err != nil {
		w.t.Fatal(err)
	}
	for p, in := range now {
		out[fmt.Sprint("members of ", p)] = fmt.Sprint(slices.Sorted(maps.Keys(in)))
	}
	units, err := everyone(func(p access.Page) (access.Found[access.Unit], error) { return access.Units(ctx, w.d, w.who, p) })
	if err != nil {
		w.t.Fatal(err)
	}
	for _, u := range units {
		out["unit "+u.Name] = u.Code
	}
	for _, f := range c.Fields {
		if f.Retired {
			continue
		}
		var live []string
		for _, o := range f.Choices {
			if !o.Retired {
				live = append(live, o.Key)
			}
		}
		out["field "+f.Key] = fmt.Sprint(live)
	}
	return out
}

func differ(t *testing.T, what string, before, after map[string]string) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(before)) {
		if after[k] != before[k] {
			t.Errorf("%s: %s is %q, want %q", what, k, after[k], before[k])
		}
	}
	for _, k := range slices.Sorted(maps.Keys(after)) {
		if _, was := before[k]; !was {
			t.Errorf("%s: %s is %q, want nothing", what, k, after[k])
		}
	}
}

// real returns one of the files that nobody in this project wrote.
func real(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../../shared/data/portfolios", name))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("left out: the real files are not beside the repository")
	}
	return string(b)
}

var editions = []struct{ file, date string }{
	{"fr-panorama/panorama-edition-2016-11.csv", "2016-11-30"},
	{"fr-panorama/panorama-edition-2017-11.csv", "2017-11-30"},
	{"fr-panorama/panorama-edition-2018-06.csv", "2018-06-30"},
	{"fr-panorama/panorama-edition-2021-07.csv", "2021-07-31"},
}

func TestEditionsSayTheSameInWhateverOrderTheyAreImported(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, e := range slices.Backward(editions) {
			w.imported(e.file, real(t, e.file), e.date, Same)
		}
		w.expectCosts("EXPADON 2", map[string]int64{"2016-11-30": 16_100_000, "2017-11-30": 16_100_000, "2018-06-30": 16_090_000, "2021-07-31": 27_740_000, "2026-11-22": 27_740_000})
		w.expectCosts("SAPHIR", map[string]int64{"2016-11-30": 0, "2017-11-30": 4_400_000, "2018-06-30": 4_420_000, "2021-07-31": 7_480_000, "2026-11-22": 7_480_000})
		w.expectMembers(map[string]int{"2016-11-30": 57, "2017-11-30": 61, "2018-06-30": 61, "2021-07-31": 49, "2026-11-22": 49, "2010-01-01": 0})
		for _, e := range editions {
			r := w.checked(e.file, real(t, e.file), e.date, "").Report
			if r.Unchanged != r.Rows || r.Gone != 0 || r.DoubtfulCount != 0 {
				t.Errorf("%s again: got %d of %d unchanged, %d gone, %d doubtful; want all unchanged", e.file, r.Unchanged, r.Rows, r.Gone, r.DoubtfulCount)
			}
		}
		if bad, err := w.d.VerifyChain(context.Background()); err != nil || len(bad) > 0 {
			t.Errorf("the chain: %v %v", bad, err)
		}
	})
}

func (w *world) expectCosts(name string, want map[string]int64) {
	w.t.Helper()
	for _, date := range slices.Sorted(maps.Keys(want)) {
		got := int64(-1)
		err := db.EachAsOf(context.Background(), w.d, project.Entity, on(date), 0, func(s *db.State) error {
			vs, _, err := field.DecodeAll(s.Data)
			if vs["name"].S == name {
				got = vs["total_cost"].N / 10_000
			}
			return err
		})
		if err != nil || got != want[date] {
			w.t.Errorf("%s on %s: got %d %v, want %d", name, date, got, err, want[date])
		}
	}
}

func (w *world) expectMembers(want map[string]int) {
	w.t.Helper()
	for date, n := range want {
		members, err := portfolio.MembersAsOf(context.Background(), w.d, on(date))
		if err != nil {
			w.t.Fatal(err)
		}
		got := 0
		for _, in := range members {
			got += len(in)
		}
		if got != n {
			w.t.Errorf("members on %s: got %d, want %d", date, got, n)
		}
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.imported("a.csv", "Projet;Direction;Coût (k€)\nAlpha;Achats;10\nBeta;Achats;20\n", "2016-01-01", "")
		before := w.everything()
		w.checked("b.csv", "Projet;Direction;Coût (k€);Couleur préférée\nAlpha;Ventes;11\nGamma;Ventes;30;bleu\n", "2016-05-01", "")
		differ(t, "after the dry run", before, w.everything())
	})
}

func TestAFileWhoseRowsAreAllRefusedEmptiesNoPortfolio(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.imported("a.csv", "Projet;Coût (k€)\nAlpha;10\nBeta;20\n", "2016-01-01", "")
		before := w.everything()
		m := w.checked("no headers.csv", "P1;Alpha;12/03/2024;1200\nP2;Beta;13/03/2024;1300\nP3;Gamma;14/03/2024;1400\n", "2016-05-01", "")
		if r := m.Report; r.Refused != 3 || r.Gone != 0 {
			t.Errorf("got %d refused and %d gone, want 3 and 0", r.Refused, r.Gone)
		}
		if _, err := w.desk.Start(context.Background(), w.who, m.ID); fault.KindOf(err) != fault.Clash {
			t.Errorf("writing it: got %v, want a refusal", err)
		}
		differ(t, "after the refusal", before, w.everything())
	})
}

func TestUndoRestoresWhatWasBefore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i, e := range editions {
			if i == 2 {
				before := w.everything()
				m := w.imported(e.file, real(t, e.file), e.date, Same)
				if m = w.undone(m); len(m.Report.Kept) != 0 {
					t.Errorf("kept %v, want nothing", m.Report.Kept)
				}
				differ(t, "after import and undo of "+e.file, before, w.everything())
			}
			w.imported(e.file, real(t, e.file), e.date, Same)
		}
		before := w.everything()
		w.undone(w.imported("early.csv", real(t, editions[0].file), "2015-11-30", Same))
		differ(t, "after import and undo of an edition before all others", before, w.everything())
		if bad, err := w.d.VerifyChain(context.Background()); err != nil || len(bad) > 0 {
			t.Errorf("the chain: %v %v", bad, err)
		}
	})
}

func TestUndoLeavesWhatWasEditedSince(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.imported("a.csv", "Projet;Coût (k€);Description\nAlpha;10;un\nBeta;20;deux\n", "2016-01-01", "")
		m := w.imported("b.csv", "Projet;Coût (k€);Description\nAlpha;11;trois\nBeta;21;quatre\nGamma;30;cinq\n", "2017-01-01", "")
		var alpha int64
		project.Each(ctx, w.d, nil, func(p *project.Project) error {
			if p.Name() == "Alpha" {
				alpha = p.ID
			}
			return nil
		})
		w.change(func(tx *db.Tx) error {
			c, err := field.Load(ctx, tx, "project")
			if err != nil {
				return err
			}
			_, err = project.Change(ctx, tx, w.who, c, project.Edit{ID: alpha, Values: field.Values{"total_cost": field.Int(99 * 10_000)}})
			return err
		})
		m = w.undone(m)
		if len(m.Report.Kept) != 1 || m.Report.Kept[0].Key != "total_cost" {
			t.Errorf("kept: got %v, want the cost of Alpha", m.Report.Kept)
		}
		p, err := project.Get(ctx, w.d, w.who, alpha)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Values["total_cost"].N; got != 99*10_000 {
			t.Errorf("the edited cost: got %d, want what was edited", got)
		}
		if got := p.Values["description"].S; got != "un" {
			t.Errorf("the description: got %q, want what was before the import", got)
		}
		w.expectMembers(map[string]int{"2026-11-22": 2})
	})
}

func TestOneImportAtATimeWorksOnAPortfolio(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.imported("a.csv", "Projet;Coût (k€)\nAlpha;10\n", "2016-01-01", "")
		first := w.checked("b.csv", "Projet;Coût (k€)\nAlpha;11\n", "2017-01-01", "")
		second := w.checked("c.csv", "Projet;Coût (k€)\nAlpha;12\n", "2018-01-01", "")
		m, err := w.desk.Start(ctx, w.who, first.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.desk.Start(ctx, w.who, second.ID); fault.KindOf(err) != fault.Clash {
			t.Errorf("the second: got %v, want a conflict", err)
		}
		if err := w.desk.Run(ctx, m, nil); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAProjectDeletedMeanwhileStopsTheWholeImport(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		var text strings.Builder
		text.WriteString("Projet;Coût (k€)\n")
		for i := range 60 {
			fmt.Fprintf(&text, "Projet %c%c;%d\n", 'A'+i/26, 'A'+i%26, i+1)
		}
		w.imported("a.csv", text.String(), "2016-01-01", "")
		m := w.checked("b.csv", strings.ReplaceAll(text.String(), "\n", "0\n")+"Neuf;5\n", "", New)
		m, err := w.desk.Start(ctx, w.who, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		var last int64
		project.Each(ctx, w.d, nil, func(p *project.Project) error { last = p.ID; return nil })
		w.change(func(tx *db.Tx) error {
			c, err := field.Load(ctx, tx, "project")
			if err != nil {
				return err
			}
			_, err = project.Delete(ctx, tx, w.who, c, last, 0)
			return err
		})
		before := w.everything()
		if err := w.desk.Run(ctx, m, nil); err == nil || m.State != Failed {
			t.Errorf("got %v and %s, want a failure", err, m.State)
		}
		differ(t, "after the import that failed", before, w.everything())
	})
}

func TestAnotherProcessGoesOnWhereOneStopped(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		sharesProcess = true
		defer func() { sharesProcess = false }()
		var text strings.Builder
		text.WriteString("Projet;Coût (k€)\n")
		for i := range 90 {
			fmt.Fprintf(&text, "Projet %c%c;%d\n", 'A'+i/26, 'A'+i%26, i+1)
		}
		m := w.checked("a.csv", text.String(), "2016-01-01", "")
		m, err := w.desk.Start(context.Background(), w.who, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		w.desk.Run(ctx, m, func(done, total int64) {
			if done > 20 {
				cancel()
			}
		})
		if m.State != Applying {
			t.Fatalf("got %s, want an import in the middle", m.State)
		}
		sharesProcess = false
		other := NewDesk(w.d)
		defer other.Close(context.Background())
		if err := other.Resume(context.Background()); err != nil {
			t.Fatal(err)
		}
		w.expectMembers(map[string]int{"2026-11-22": 90})
		m, err = w.desk.Get(context.Background(), w.d, w.who, m.ID)
		if err != nil || m.State != Applied {
			t.Errorf("got %v %v, want it applied", m.State, err)
		}
	})
}

func TestUnitsAndUsersComeByTheSamePath(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		for object, text := range map[string]string{
			"unit": "Code;Entité;Rattachée à\nDSI;Direction du numérique;Organisation\nDEV;Développement;Direction du numérique\n",
			"user": "Identifiant;Nom complet;Courriel;Langue\namartin;Anne Martin;anne.martin@example.org;Français\nbdupont;Benoît Dupont;b.dupont@example.org;fr\n",
		} {
			for _, again := range []bool{false, true} {
				m, err := w.desk.Create(ctx, w.who, Request{Object: object, FileName: object + ".csv", Content: []byte(text)})
				if err == nil {
					m, err = w.desk.Check(ctx, w.who, m.ID)
				}
				if err != nil {
					t.Fatal(err)
				}
				r := m.Report
				if want := map[bool][2]int{false: {2, 0}, true: {0, 2}}[again]; [2]int{r.New, r.Unchanged} != want {
					t.Errorf("%s, again %t: got %d new, %d unchanged, %d refused %v %v; want %v", object, again, r.New, r.Unchanged, r.Refused, r.RowsRefused, r.CellsRefused, want)
				}
				if again {
					continue
				}
				if m, err = w.desk.Start(ctx, w.who, m.ID); err == nil {
					err = w.desk.Run(ctx, m, nil)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestAnUnknownParentUnitIsNoMatterOfRights(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		m, err := w.desk.Create(ctx, w.who, Request{Object: "unit", FileName: "units.csv", Content: []byte("Code;Entité;Rattachée à\nY;Yeti;Nulle part\nZ;Zeta;Yeti\n")})
		if err == nil {
			m, err = w.desk.Check(ctx, w.who, m.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		if cs := m.Report.CellsRefused; len(cs) != 1 || cs[0].Value != "Nulle part" || strings.Contains(cs[0].Reason.EN, "may not") {
			t.Errorf("got %+v refused, want “Nulle part” alone, which nobody forbids", cs)
		}
	})
}

func TestPeopleAreFoundHoweverTheirNamesAreWritten(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		m, err := w.desk.Create(ctx, w.who, Request{Object: "user", FileName: "people.csv", Content: []byte("Login;Nom;Prénom\namartin;MARTIN;Anne\nbdupont;Dupont;Benoît\nzoe;Zoé;\n")})
		if err == nil {
			m, err = w.desk.Check(ctx, w.who, m.ID)
		}
		if err == nil {
			m, err = w.desk.Start(ctx, w.who, m.ID)
		}
		if err == nil {
			err = w.desk.Run(ctx, m, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		all, err := access.Accounts(ctx, w.d, w.who, access.Page{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for login, name := range map[string]string{"amartin": "Anne MARTIN", "bdupont": "Benoît Dupont", "zoe": "Zoé"} {
			if !slices.ContainsFunc(all.Items, func(a access.Account) bool { return a.Login == login && a.Name == name }) {
				t.Errorf("%s is not named %q: %+v", login, name, all.Items)
			}
		}
		r := w.checked("p.csv", "Projet;Chef de projet\nA;Dupont Benoît\nB;DUPONT, Benoît\nC;Mme Anne Martin\nD;bdupont\nE;Benoît\nF;Zoé\n", "", "").Report
		if len(r.CellsRefused) != 1 || r.CellsRefused[0].Value != "Benoît" {
			t.Errorf("got %+v refused, want Benoît alone", r.CellsRefused)
		}
	})
}

func TestRowsAndCellsAreRefusedWithTheirReason(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.checked("a.csv", "Code;Projet;Début;Fin;Budget (k€)\nA;Alpha;01/01/2020;01/01/2019;10\nB;Beta;bientôt;;à définir\nA;Alpha bis;;;\n;;;;5\n", "", "")
		r := m.Report
		if r.New != 2 || r.Refused != 2 {
			t.Errorf("got %d new and %d refused, want 2 and 2", r.New, r.Refused)
		}
		var got []string
		for _, c := range r.CellsRefused {
			got = append(got, fmt.Sprintf("%d %s", c.Row, c.Key))
		}
		if want := "[2 end 3 start 3 total_cost]"; fmt.Sprint(got) != want {
			t.Errorf("cells refused: got %v, want %s", got, want)
		}
		if sum := r.Totals["total_cost"].File.Plain()["EUR"]; sum != "10000.00" {
			t.Errorf("total: got %s, want 10000.00", sum)
		}
	})
}
