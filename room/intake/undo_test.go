package intake

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// randomTable draws a file: some of eight projects, with costs, stages and
// comments, some cells empty or not readable.
func randomTable(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("Projet;Direction;Coût (k€);Phase;Météo;Début;Durée (mois)\n")
	for i := range 8 {
		if rapid.IntRange(0, 3).Draw(t, "left out") == 0 {
			continue
		}
		cell := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "cell") }
		fmt.Fprintf(&b, "%s;%s;%s;%s;%s;%s;%s\n", []string{"Alpha", "Boreal", "Cumulus", "Delta", "Estuaire", "Falaise", "Grenat", "Hivernal"}[i],
			cell("Achats", "Ventes", "Usines"), cell("10", "20", "", "à définir"), cell("Cadrage", "Déploiement", "Recette", ""), cell("Soleil", "Pluie", ""), cell("01/02/2015", "01/03/2016", ""), cell("12", "18", ""))
	}
	return b.String()
}

var randomDates = []string{"2015-06-01", "2016-01-01", "2016-09-01", "2018-01-01", "2026-11-22", ""}

// edit changes a project, or its membership, as people do, on a day.
func (w *world) edit(t *rapid.T) {
	ctx := context.Background()
	var ids []int64
	if err := project.Each(ctx, w.d, nil, func(p *project.Project) error { ids = append(ids, p.ID); return nil }); err != nil || len(ids) == 0 {
		return
	}
	id := rapid.SampledFrom(ids).Draw(t, "project")
	from := w.who.Origin()
	if date := rapid.SampledFrom(randomDates).Draw(t, "day"); date != "" {
		from.On = on(date)
	}
	_, err := w.d.Update(ctx, from, func(tx *db.Tx) error {
		if rapid.IntRange(0, 4).Draw(t, "membership") == 0 {
			p, err := portfolio.Find(ctx, tx, w.who, "Panorama")
			if err != nil {
				return err
			}
			return portfolio.SetMembers(ctx, tx, w.who, p.ID, nil, []int64{id})
		}
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return err
		}
		_, err = project.Change(ctx, tx, w.who, c, project.Edit{ID: id, Values: field.Values{
			"total_cost": field.Int(rapid.Int64Range(1, 50).Draw(t, "cost") * 10_000), "description": field.Str(rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "text")),
		}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestUndoGivesExactlyTheStateBeforeWhateverCameFirst(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		flag.Set("rapid.checks", "30") // each makes a database
		defer flag.Set("rapid.checks", f.DefValue)
	}
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t, dbtest.SQLite(t))
		w.imported("first.csv", randomTable(r), rapid.SampledFrom(randomDates).Draw(r, "date"), New)
		for range rapid.IntRange(0, 3).Draw(r, "steps") {
			if rapid.Bool().Draw(r, "import") {
				w.imported("more.csv", randomTable(r), rapid.SampledFrom(randomDates).Draw(r, "date"), New)
			} else {
				w.edit(r)
			}
		}
		before := w.everything()
		table, date := randomTable(r), rapid.SampledFrom(randomDates).Draw(r, "date")
		m := w.undone(w.imported("last.csv", table, date, New))
		if after := w.everything(); fmt.Sprint(after) != fmt.Sprint(before) || len(m.Report.Kept) > 0 {
			differ(t, "after import and undo", before, after)
			r.Fatalf("kept %v; imported at %q:\n%s", m.Report.Kept, date, table)
		}
		if bad, err := w.d.VerifyChain(context.Background()); err != nil || len(bad) > 0 {
			r.Fatalf("the chain: %v %v", bad, err)
		}
	})
}
