package plan_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/plan"
)

var usual = plan.Measures{Day: 420, Week: 2100}

func TestPredecessorsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string][]plan.Wait{
		"":             nil,
		" ; ":          nil,
		"12":           {{Number: 12}},
		"12FS+3d":      {{Number: 12, Lag: 3 * 420}},
		"12fd+3j":      {{Number: 12, Lag: 3 * 420}},
		"4SS-1w":       {{Number: 4, Type: "SS", Lag: -2100}},
		"4DD - 1 s":    {{Number: 4, Type: "SS", Lag: -2100}},
		"7FF+50%":      {{Number: 7, Type: "FF", Kind: "percent", Lag: 5000}},
		"7DF+1,5h":     {{Number: 7, Type: "SF", Lag: 90}},
		"7SF+1.5h":     {{Number: 7, Type: "SF", Lag: 90}},
		"3+2ed":        {{Number: 3, Kind: "elapsed", Lag: 2880}},
		"3+2je":        {{Number: 3, Kind: "elapsed", Lag: 2880}},
		"3FS+45min":    {{Number: 3, Lag: 45}},
		"3FS+2":        {{Number: 3, Lag: 840}},
		"3FS+0d":       {{Number: 3}},
		"1;2SS, 3FF":   {{Number: 1}, {Number: 2, Type: "SS"}, {Number: 3, Type: "FF"}},
		"1+1,5d,2":     {{Number: 1, Lag: 630}, {Number: 2}},
		"1FS+1d,2FS":   {{Number: 1, Lag: 420}, {Number: 2}},
		"5FS−1d\n6":    {{Number: 5, Lag: -420}, {Number: 6}},
		"10FS+12,25 h": {{Number: 10, Lag: 735}},
	} {
		got, err := plan.ParseWaits(text, usual)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"x", "0", "12XX", "12FS3d", "12FS+", "12FS+d", "12FS+3y", "-1", "12FS++3d", "99999999999", "1FS+999999999d", "1FS+1.234d", "1FS+1.d", "12F", "1e3", "+3d"} {
		if got, err := plan.ParseWaits(text, usual); fault.KindOf(err) != fault.BadInput {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// TestPredecessorsAreReadAsTheyAreWritten draws some, writes them in both languages, and
// reads them again.
func TestPredecessorsAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := plan.Measures{Day: rapid.Int64Range(60, 1440).Draw(t, "day")}
		m.Week = m.Day * rapid.Int64Range(1, 7).Draw(t, "days")
		w := plan.Wait{
			Number: rapid.IntRange(1, 20_000).Draw(t, "number"), Type: rapid.SampledFrom([]string{"", "SS", "FF", "SF"}).Draw(t, "type"),
			Kind: rapid.SampledFrom([]string{"", "elapsed", "percent"}).Draw(t, "kind"), Lag: rapid.Int64Range(-200_000, 200_000).Draw(t, "lag"),
		}
		if w.Lag == 0 {
			w.Kind = ""
		}
		for _, l := range []label.Lang{label.EN, label.FR} {
			text := w.Text(m, l)
			got, err := plan.ParseWaits(text, m)
			if err != nil || !slices.Equal(got, []plan.Wait{w}) {
				t.Fatalf("%+v is written %q and read as %+v, %v", w, text, got, err)
			}
		}
	})
}

func FuzzParseWaits(f *testing.F) {
	for _, text := range []string{"12FS+3d", "4DD-1s;7FF+50%", "1+1,5d,2", "3+2ed", "−"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := plan.ParseWaits(text, usual)
		if err != nil {
			if fault.KindOf(err) != fault.BadInput {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		written := ""
		for _, w := range all {
			if w.Number < 1 {
				t.Fatalf("%q has the line %d", text, w.Number)
			}
			written += w.Text(usual, label.FR) + ";"
		}
		again, err := plan.ParseWaits(written, usual)
		if err != nil || !slices.Equal(all, again) {
			t.Fatalf("%q is %+v, written %q and read as %+v, %v", text, all, written, again, err)
		}
	})
}
