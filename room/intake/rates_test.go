package intake

import (
	"context"
	"slices"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
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

// run carries an import out.
func (w *world) run(m *Import) *Import {
	w.t.Helper()
	m, err := w.desk.Start(context.Background(), w.who, m.ID)
	if err == nil {
		err = w.desk.Run(context.Background(), m, nil)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// consolidates sets the currency of totals over several.
func (w *world) consolidates(currency string) {
	w.t.Helper()
	w.change(func(tx *db.Tx) error {
		_, err := db.Exec(context.Background(), tx, "INSERT INTO setting (key, value) VALUES ('consolidates', $1)", currency)
		return err
	})
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
		m = w.run(m)
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

// The history of a central bank has a day per row and a column per currency.
func TestATableWithAColumnPerCurrencyIsReadAsRates(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const bank = "Date,USD,JPY,GBP,CYP,\n2026-11-20,1.0850,N/A,0.8421,N/A,\n2026-11-19,1.0841,162.4,,N/A,\n"
		m := w.ratesRead(bank)
		if r := m.Report; r.New != 4 || r.Refused != 0 {
			t.Fatalf("got %d new and %d refused, want 4 and none: %+v", r.New, r.Refused, m.Settings.Columns)
		}
		w.run(m)
		const want = "2026-11-19 1 EUR = 1.0841 USD; 2026-11-19 1 EUR = 162.4 JPY; 2026-11-20 1 EUR = 0.8421 GBP; 2026-11-20 1 EUR = 1.085 USD"
		if got := w.rateLines(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if again := w.ratesRead(bank).Report; again.New != 0 || again.Changed != 0 {
			t.Errorf("imported again: got %d new and %d changed, want none", again.New, again.Changed)
		}
	})
}

// The rates of one day stand in two lines, and the day in words.
func TestATableOfCurrenciesOfOneDayIsReadAsRates(t *testing.T) {
	w := newWorldFor(t)
	w.run(w.ratesRead("Date, USD, JPY, GBP, \n20 November 2026, 1.0850, 162.40, 0.84210, \n"))
	const want = "2026-11-20 1 EUR = 0.8421 GBP; 2026-11-20 1 EUR = 1.085 USD; 2026-11-20 1 EUR = 162.4 JPY"
	if got := w.rateLines(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Rates for one euro are turned into those of another currency of consolidation.
func TestATableOfCurrenciesIsReadInTheCurrencyOfConsolidation(t *testing.T) {
	w := newWorldFor(t)
	w.consolidates("GBP")
	w.run(w.ratesRead("Date,USD,GBP\n2026-11-20,1.2,0.8\n2026-11-19,1.1,N/A\n"))
	const want = "2026-11-20 1 GBP = 1.25 EUR; 2026-11-20 1 GBP = 1.5 USD"
	if got := w.rateLines(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Of decades of days the last rate of each month is taken, and that is said; what
// is too much even so is refused.
func TestALongHistoryOfRatesIsBounded(t *testing.T) {
	w := newWorldFor(t)
	table := func(days int, codes []string) string {
		var b strings.Builder
		b.WriteString("Date," + strings.Join(codes, ",") + "\n")
		for i := range days {
			b.WriteString((day.Of(2026, 11, 20) - day.Day(i)).String() + strings.Repeat(",1.25", len(codes)) + "\n")
		}
		return b.String()
	}
	m := w.ratesRead(table(3000, []string{"USD", "JPY"}))
	if want := 2 * 99; m.Report.New != want { // September 2018 to November 2026
		t.Errorf("got %d new rates, want %d", m.Report.New, want)
	}
	if !slices.ContainsFunc(m.Settings.Notes, func(n label.Text) bool {
		return strings.Contains(n.In(label.EN), "the last of each month is taken: 198")
	}) {
		t.Errorf("got the notes %v, want one that says what was left out", m.Settings.Notes)
	}
	var many []string
	for c := range perEuro {
		if c != "EUR" {
			many = append(many, c)
		}
	}
	_, err := w.desk.Create(context.Background(), w.who, Request{Object: rate.Entity, FileName: "taux.csv", Content: []byte(table(20_000, many))})
	if fault.KindOf(err) != fault.BadInput {
		t.Errorf("got %v, want that so many rates are refused", err)
	}
}
