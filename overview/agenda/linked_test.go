package agenda_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
	"vigie/room/risk"
)

// holders are the projects of a list of records, found record by record.
func (w *world) holders(kind *record.Kind, condition string) []int64 {
	w.t.Helper()
	live, err := w.keeper.Of(kind).Live(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := live.List(w.who, agenda.Query{Filter: condition})
	if err != nil {
		w.t.Fatalf("%s: %v", condition, err)
	}
	var out []int64
	for _, it := range res.Items {
		if !slices.Contains(out, it.Project()) {
			out = append(out, it.Project())
		}
	}
	slices.Sort(out)
	return out
}

func (w *world) filtered(s *snapshot.Snapshot, filter string) []int64 {
	w.t.Helper()
	found, err := s.Matching(w.who, snapshot.Query{Filter: filter})
	if err != nil {
		w.t.Fatalf("%s: %v", filter, err)
	}
	out := []int64{}
	for id := range found {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (w *world) projects() *snapshot.Snapshot {
	w.t.Helper()
	live, err := w.keeper.Live(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return live.Projects
}

// scatter gives some projects risks, and key dates without a date or a name of their
// own, so that empty values are there.
func (w *world) scatter() {
	w.t.Helper()
	risks, err := field.Load(ctx, w.d, "risk")
	if err != nil {
		w.t.Fatal(err)
	}
	w.update(func(tx *db.Tx) error {
		var dates, all []record.Edit
		for i, p := range w.owners {
			if i%3 == 0 {
				dates = append(dates, record.Edit{Values: field.Values{"project": field.Int(p), "name": field.Str("Open")}})
			}
			if i%4 == 1 {
				all = append(all, record.Edit{Values: field.Values{"project": field.Int(p), "name": field.Str("Risk"), "probability": field.Int(int64(1+i%5) * 10_000), "impact": field.Int(int64(1+i%4) * 10_000)}})
			}
		}
		if _, err := milestone.Kind.Write(ctx, tx, w.who, w.c, dates); err != nil {
			return err
		}
		_, err := risk.Kind.Write(ctx, tx, w.who, risks, all)
		return err
	})
}

// What a condition asks of key dates and risks is what their own lists say.
func TestProjectsAreFoundByWhatIsLinkedToThem(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t), 23, 3)
	w.scatter()
	everyone := w.filtered(w.projects(), "")
	atoms := map[*record.Kind][]string{
		milestone.Kind: {`late = true`, `date is empty`, `date > today`, `date in next quarter`, `name ~ "date 1"`, `not (contractual = true)`, `drift > 3`, `status != "reached"`, `manager = me`, `unit in my units`},
		risk.Kind:      {`criticality >= 12`, `probability < 3`, `owner is empty`, `status = "open"`, `impact in (1, 4)`},
	}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]*record.Kind{milestone.Kind, risk.Kind}).Draw(t, "kind")
		name := map[*record.Kind]string{milestone.Kind: "HAS.MILESTONE", risk.Kind: "HAS.RISK"}[kind]
		parts := rapid.SliceOfN(rapid.SampledFrom(atoms[kind]), 0, 3).Draw(t, "conditions")
		inner := strings.Join(parts, rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "joint"))
		filter, want := name+"("+inner+")", w.holders(kind, inner)
		if rapid.Bool().Draw(t, "not") {
			filter = "not " + filter
			want = slices.DeleteFunc(slices.Clone(everyone), func(id int64) bool { return slices.Contains(want, id) })
		}
		if got := w.filtered(w.projects(), filter); !slices.Equal(got, want) {
			t.Fatalf("%s\n got %v\nwant %v", filter, got, want)
		}
	})
}

func TestWhatIsLinkedIsReadAtTheDateOfTheList(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t), 4, 1)
	before := w.filtered(w.projects(), `HAS.MILESTONE(name = "Date 0")`)
	live, err := w.keeper.Live(ctx)
	if err != nil {
		t.Fatal(err)
	}
	res, err := live.List(w.who, agenda.Query{Project: w.owners[2]})
	if err != nil {
		t.Fatal(err)
	}
	w.update(func(tx *db.Tx) error { return milestone.Kind.Delete(ctx, tx, w.who, w.c, res.Items[0].ID, 1) })
	if after := w.filtered(w.projects(), `HAS.MILESTONE(name = "Date 0")`); len(before) != 4 || len(after) != 3 {
		t.Errorf("got %d before, %d after one was deleted", len(before), len(after))
	}
	if none := w.filtered(w.projects(), `not HAS.MILESTONE()`); fmt.Sprint(none) != fmt.Sprint([]int64{w.owners[2]}) {
		t.Errorf("without any: got %v", none)
	}
}

func TestWhatIsLinkedIsWrittenInBothLanguages(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t), 1, 1)
	w.who.Lang = label.FR
	said := w.projects().FilterWords(w.who, `not HAS.MILESTONE(late = true and date in next quarter) or HAS.CHILD(light = "red")`)
	if want := `NON(A.DATE.CLE([En retard] = VRAI et (Date >= DEBUT.PERIODE("quarter"; 1) et Date <= FIN.PERIODE("quarter"; 1)))) ou A.ENFANT(Confiance = "Rouge")`; said != want {
		t.Errorf("got %s\nwant %s", said, want)
	}
	for _, wrong := range []string{`HAS.MILESTONE(criticality > 3)`, `HAS.RISK(name)`, `HAS.RISK(HAS.MILESTONE())`, `HAS.RISK(owner = me, owner = me)`, `HAS.CHILD(HAS.RISK())`} {
		if err := w.projects().CheckFilter(w.who, wrong); err == nil {
			t.Errorf("%s was accepted", wrong)
		}
	}
}
