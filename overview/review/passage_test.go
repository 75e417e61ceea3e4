package review_test

import (
	"fmt"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/review"
	"vigie/room/field"
	"vigie/room/portfolio"
)

// Projects that came or went are told with what is known of them, the dearest first
// and those without a cost last; the minutes cut the list and count the rest.
func TestTheDearestProjectsThatCameAndWentAreTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		first := w.today - 60
		gone := w.add(first, field.Values{"currency": field.Str("EUR"), "total_cost": field.Int(int64(money.Units(7_500_000))), "end": field.Int(int64(w.today))})
		w.freeze(first)
		w.update(w.today-30, func(tx *db.Tx) error { return portfolio.SetMembers(ctx, tx, w.who, w.of, nil, []int64{gone}) })
		w.projects = nil
		for i := range 20 {
			vs := field.Values{"currency": field.Str("EUR")}
			if i != 4 {
				vs["total_cost"] = field.Int(int64(money.Units(int64(1000 * (i + 1)))))
			}
			w.add(w.today-20, vs)
		}
		r, err := w.desk.Open(ctx, w.who, w.freeze(w.today-10).ID)
		if err != nil {
			t.Fatal(err)
		}
		o, err := r.Opening(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(o.New) != 20 || len(o.Gone) != 1 {
			t.Fatalf("got %d new and %d gone, want 20 and 1", len(o.New), len(o.Gone))
		}
		if a, z := o.New[0], o.New[19]; a.Name != "Projet 21" || z.Name != "Projet 06" || string(z.Cost) != "null" {
			t.Errorf("got %s first and %s (%s) last; want the dearest, and the one without a cost", a.Name, z.Name, z.Cost)
		}
		end := w.today.In(label.FR)
		if want := "7,50\u00a0M€\u00a0· fin " + end + "\u00a0· DSI"; o.Gone[0].Text != want || o.Gone[0].End != w.today.String() || o.Gone[0].Unit != "DSI" {
			t.Errorf("got %+v, want %q", o.Gone[0], want)
		}
		m, err := r.Minutes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(m.Markdown(label.FR), "## "+"Décisions")
		more := fmt.Sprintf("et %d autres, dans l’Excel de la revue", 20-review.MostPassed)
		for _, want := range []string{"**Nouveaux dans le portefeuille** (20)", "- Projet 21\u202f: 20\u00a0k€\u00a0· DSI\n", more, "**Sortis du portefeuille** (1)"} {
			if !strings.Contains(text, want) {
				t.Errorf("the minutes lack %q:\n%s", want, text)
			}
		}
		if n := strings.Count(text, "- Projet "); n != review.MostPassed+1 {
			t.Errorf("the minutes tell %d projects, want %d", n, review.MostPassed+1)
		}
	})
}
