package intake

import (
	"context"
	"slices"
	"strings"
	"testing"

	"vigie/ground/label"
	"vigie/room/rate"
)

// ratesRead brings a file of rates up to its dry run.
func (w *world) ratesRead(text string) *Import {
	w.t.Helper()
	ctx := context.Background()
	m, err := w.desk.Create(ctx, w.who, Request{Object: rate.Entity, FileName: "taux.csv", Content: []byte(text)})
	if err == nil {
		m, err = w.desk.Check(ctx, w.who, m.ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

func (w *world) rateLines() string {
	w.t.Helper()
	all, _, err := rate.List(context.Background(), w.d, w.who, rate.Query{})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, r := range all {
		out = append(out, r.Day.String()+" "+r.Says(label.EN))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func TestAFileOfRatesIsReadInTheDirectionThatItsNumbersSay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const bank = "date;devise;taux\n31/10/2026;USD;1,0850\n31/10/2026;GBP;0,8421\n30/09/2026;USD;1,1021\n31/10/2026;USD;1,2\n31/10/2026;ZZZ;2\n"
		m := w.ratesRead(bank)
		if r := m.Report; r.New != 3 || r.Refused != 2 {
			t.Fatalf("got %d new and %d refused, want 3 and 2", r.New, r.Refused)
		}
		m, err := w.desk.Start(context.Background(), w.who, m.ID)
		if err == nil {
			err = w.desk.Run(context.Background(), m, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		const want = "2026-09-30 1 EUR = 1.1021 USD; 2026-10-31 1 EUR = 0.8421 GBP; 2026-10-31 1 EUR = 1.085 USD"
		if got := w.rateLines(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if again := w.ratesRead(bank).Report; again.New != 0 || again.Changed != 0 {
			t.Errorf("imported again: got %d new and %d changed, want none", again.New, again.Changed)
		}
		other := w.ratesRead("Date,Currency,Rate\n2026-10-30,USD,0.9216\n2026-10-30,GBP,1.1875\n")
		if at := slices.IndexFunc(other.Settings.Columns, func(c Column) bool { return c.Attribute == rateWorth }); at != 2 {
			t.Errorf("got the columns %+v, want the third to be what one unit is worth", other.Settings.Columns)
		}
		w.undone(m)
		if got := w.rateLines(); got != "" {
			t.Errorf("taken back: got %s, want none", got)
		}
	})
}
