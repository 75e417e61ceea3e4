package rate_test

import (
	"context"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/rate"
)

var may2021 = day.Of(2021, 5, 1)

func of(t testing.TB, currency, against string, on day.Day, text string, inverse bool) rate.Rate {
	t.Helper()
	v, err := rate.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return rate.Rate{Currency: currency, Against: against, Day: on, Value: v, Inverse: rate.YesIf(inverse)}
}

func TestARateIsAPlainDecimalAboveZero(t *testing.T) {
	for in, want := range map[string]string{"1.1875": "1.1875", "1": "1", "0.000000000001": "0.000000000001", "0130.50": "130.5", "9223372.036854775807": "9223372.036854775807"} {
		v, err := rate.Parse(in)
		if err != nil || rate.Format(v) != want {
			t.Errorf("Parse(%q) = %s, %v, want %s", in, rate.Format(v), err, want)
		}
	}
	for _, in := range []string{"", "0", "0.0", "-1", "1,2", "1.", ".5", "1e3", "0.0000000000001", "9223372.036854775808", "12345678", "NaN", "+1", "١"} {
		if v, err := rate.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %d, want an error", in, v)
		}
	}
}

func TestEveryRateIsWrittenAsItWasRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64Range(1, 1<<63-1).Draw(t, "v")
		if got, err := rate.Parse(rate.Format(v)); err != nil || got != v {
			t.Fatalf("Parse(%q) = %d, %v, want %d", rate.Format(v), got, err, v)
		}
	})
}

func TestARateSaysItselfInTheDirectionInWhichItWasGiven(t *testing.T) {
	r := of(t, "USD", "EUR", may2021, "1.085", true)
	if got := r.Says(label.FR); got != "1 EUR = 1,085 USD" {
		t.Errorf("got %q", got)
	}
	r.Inverse = 0
	if got := r.Says(label.EN); got != "1 USD = 1.085 EUR" {
		t.Errorf("got %q", got)
	}
}

func worth(b *rate.Book, currency string) string {
	u, ok := b.Of(currency)
	if !ok {
		return ""
	}
	return u.Worth.RatString()
}

func TestTheRateInForceIsTheLatestOnOrBeforeTheDay(t *testing.T) {
	l := rate.NewLedger("EUR", []rate.Rate{
		of(t, "GBP", "EUR", may2021, "1.5", false), of(t, "GBP", "EUR", may2021+10, "1.25", false),
		of(t, "EUR", "USD", may2021, "1.25", false), of(t, "JPY", "EUR", may2021, "125", true),
	})
	for _, c := range []struct {
		on                  day.Day
		currency, want, why string
	}{
		{may2021 - 1, "GBP", "", "none is known yet"},
		{may2021, "GBP", "3/2", "it holds from its day"},
		{may2021 + 9, "GBP", "3/2", "until the next"},
		{may2021 + 10, "GBP", "5/4", "from the day of the next"},
		{may2021, "USD", "4/5", "given from the other side"},
		{may2021, "JPY", "1/125", "given as one euro in yen"},
		{may2021 - 400, "EUR", "1", "the currency itself"},
		{may2021, "CHF", "", "never heard of"},
	} {
		if got := worth(l.Book(c.on), c.currency); got != c.want {
			t.Errorf("%s on %s: got %q, want %q: %s", c.currency, c.on, got, c.want, c.why)
		}
	}
	if u, _ := l.Book(may2021).Of("USD"); rate.Format(u.Inverse) != "1.25" || u.Text() != "0.8" {
		t.Errorf("got %s, given as %s", u.Text(), rate.Format(u.Inverse))
	}
}

func TestACurrencyWithoutARateOfItsOwnCrossesByAnother(t *testing.T) {
	l := rate.NewLedger("GBP", []rate.Rate{of(t, "GBP", "EUR", may2021, "1.25", false), of(t, "USD", "EUR", may2021-3, "0.8", false)})
	u, ok := l.Book(may2021).Of("USD")
	if !ok || u.Worth.RatString() != "16/25" || u.Via != "EUR" || u.Day != may2021-3 {
		t.Errorf("got %v %v", u, ok)
	}
	if _, ok := l.Book(may2021 - 1).Of("USD"); ok {
		t.Error("it crossed by a rate that was not known yet")
	}
}

func TestSharesAreRoundedAndSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
		parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *big.Rat {
			return big.NewRat(rapid.Int64Range(-1e15, 1e15).Draw(t, "num"), rapid.Int64Range(1, 1e6).Draw(t, "den"))
		}), 1, 12).Draw(t, "parts")
		exact := new(big.Rat)
		for _, p := range parts {
			exact.Add(exact, p)
		}
		whole := rate.Round(exact, currency)
		sum := new(big.Int)
		step := map[string]int64{"EUR": 100, "JPY": 10_000, "KWD": 10}[currency]
		for i, n := range rate.Share(whole, parts, currency) {
			sum.Add(sum, n)
			away := new(big.Rat).Sub(parts[i], new(big.Rat).SetInt(n))
			if away.Abs(away).Cmp(big.NewRat(step, 1)) >= 0 {
				t.Fatalf("part %d is %s, a unit or more from %s", i, n, parts[i].FloatString(4))
			}
		}
		if sum.Cmp(whole) != 0 {
			t.Fatalf("the parts sum to %s, want %s", sum, whole)
		}
	})
}

func update(t testing.TB, d *db.DB, who access.Who, f func(*db.Tx) error) (int64, error) {
	t.Helper()
	return d.Update(context.Background(), who.Origin(), f)
}

func create(t testing.TB, d *db.DB, r rate.Rate) (rate.Rate, int64) {
	t.Helper()
	change, err := update(t, d, access.System("test"), func(tx *db.Tx) (err error) {
		r, err = rate.Create(context.Background(), tx, access.System("test"), r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, change
}

func TestAFrozenReadingKeepsTheRatesThatWereKnown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, who := context.Background(), access.System("test")
		first, known := create(t, d, of(t, "GBP", "EUR", may2021, "1.5", false))
		create(t, d, of(t, "GBP", "EUR", may2021+5, "1.25", false))
		if _, err := update(t, d, who, func(tx *db.Tx) error {
			_, err := rate.Update(ctx, tx, who, first.ID, 1, func(r *rate.Rate) { r.Value = 2 * rate.Scale })
			return err
		}); err != nil {
			t.Fatal(err)
		}
		then, err := rate.KnownAt(ctx, d, "EUR", may2021+9, known)
		if err != nil || worth(then.Book(may2021+9), "GBP") != "3/2" {
			t.Errorf("as known then: got %q, %v", worth(then.Book(may2021+9), "GBP"), err)
		}
		now, err := rate.Load(ctx, d, "EUR")
		if err != nil || worth(now.Book(may2021+4), "GBP") != "2" || worth(now.Book(may2021+9), "GBP") != "5/4" {
			t.Errorf("as known now: got %q and %q, %v", worth(now.Book(may2021+4), "GBP"), worth(now.Book(may2021+9), "GBP"), err)
		}
		if _, err := update(t, d, who, func(tx *db.Tx) error { return rate.Delete(ctx, tx, who, first.ID, 2) }); err != nil {
			t.Fatal(err)
		}
		past, err := rate.History(ctx, d, who, first.ID)
		if err != nil || len(past) != 3 || !past[0].Deleted || past[1].Text() != "2" || past[2].Text() != "1.5" {
			t.Errorf("got the versions %+v, %v", past, err)
		}
		then, err = rate.KnownAt(ctx, d, "EUR", may2021, known)
		if err != nil || worth(then.Book(may2021), "GBP") != "3/2" {
			t.Errorf("after it was taken away: got %q, %v", worth(then.Book(may2021), "GBP"), err)
		}
	})
}

func TestWhatIsNoRateIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, who := context.Background(), access.System("test")
		create(t, d, of(t, "GBP", "EUR", may2021, "1.5", false))
		for _, c := range []struct {
			name string
			who  access.Who
			r    rate.Rate
			want fault.Kind
		}{
			{"a second one of the day", who, of(t, "GBP", "EUR", may2021, "1.6", false), fault.Clash},
			{"a second one from the other side", who, of(t, "EUR", "GBP", may2021, "0.6", false), fault.Clash},
			{"of a currency against itself", who, of(t, "EUR", "EUR", may2021, "1", false), fault.BadInput},
			{"of no currency", who, of(t, "GBX", "EUR", may2021, "1", false), fault.BadInput},
			{"of no day", who, of(t, "GBP", "EUR", 0, "1", false), fault.BadInput},
			{"of nothing", who, rate.Rate{Currency: "USD", Against: "EUR", Day: may2021}, fault.BadInput},
			{"by somebody without the right", access.Who{ID: 1}, of(t, "USD", "EUR", may2021, "1", false), fault.Denied},
		} {
			_, err := update(t, d, who, func(tx *db.Tx) error {
				_, err := rate.Create(ctx, tx, c.who, c.r)
				return err
			})
			if fault.KindOf(err) != c.want {
				t.Errorf("%s: got %v, want %v", c.name, err, c.want)
			}
		}
		_, n, err := rate.List(ctx, d, who, rate.Query{})
		if err != nil || n != 1 {
			t.Errorf("got %d rates, %v, want 1", n, err)
		}
	})
}
