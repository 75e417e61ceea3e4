package field_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
)

func TestPlainTextIsReadInOneFormOnly(t *testing.T) {
	of := func(k field.Kind) *field.Field {
		return &field.Field{Key: "k", Kind: k, Choices: []field.Option{{ID: 7, Key: "build", Label: label.T("Build", "Réalisation")}, {ID: 8, Key: "x_y", Label: label.T("X", "")}}}
	}
	for _, c := range []struct {
		kind field.Kind
		text string
		want field.Value
		ok   bool
	}{
		{field.Text, "", field.Value{}, true},
		{field.Text, "é", field.Str("é"), true},
		{field.Number, "-12.50", field.Int(-125_000), true},
		{field.Number, "1.00005", field.Int(10_001), true},
		{field.Number, "1,5", field.Value{}, false},
		{field.Number, "1e3", field.Value{}, false},
		{field.Number, "0x10", field.Value{}, false},
		{field.Number, "NaN", field.Value{}, false},
		{field.Number, "99999999999999", field.Value{}, false},
		{field.Percent, "12.5", field.Int(125_000), true},
		{field.Money, "9000000000000", field.Int(int64(money.Max)), true},
		{field.Money, "€5", field.Value{}, false},
		{field.Date, "2028-02-29", field.Int(int64(day.Of(2028, 2, 29))), true},
		{field.Date, "2027-02-29", field.Value{}, false},
		{field.Date, "29/02/2028", field.Value{}, false},
		{field.Month, "2026-11", field.Int(2026*12 + 10), true},
		{field.Month, "2026-13", field.Value{}, false},
		{field.YesNo, "true", field.Int(1), true},
		{field.YesNo, "false", field.Int(0), true},
		{field.YesNo, "1", field.Value{}, false},
		{field.Choice, "build", field.Int(7), true},
		{field.Choice, "REALISATION", field.Int(7), true},
		{field.Choice, "\u200b", field.Value{}, false},
		{field.Choice, "nothing", field.Value{}, false},
		{field.Choices, "build, x_y", field.List([]int64{7, 8}), true},
		{field.Choices, "build,,", field.Value{}, false},
		{field.Light, "amber_red", field.Int(4), true},
		{field.Light, "Amber/Red", field.Value{}, false},
		{field.Weather, "stormy", field.Int(4), true},
		{field.User, "bob", field.Value{}, false},
		{field.Unit, "1", field.Value{}, false},
		{field.Project, "1", field.Value{}, false},
		{field.Computed, "1", field.Value{}, false},
	} {
		got, err := field.ParsePlain(of(c.kind), c.text)
		if (err == nil) != c.ok || !got.Equal(c.want) || !c.ok && fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s %q: got %v %v, want %v", c.kind, c.text, got, err, c.want)
		}
	}
}

// values draws what objects hold, hostile texts included.
func values(t *rapid.T) field.Values {
	texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{`"`, `\`, "\u2028", "</script>", "\x01\x1f\x7f", "\ufffd", "😀", `\u0041`, "null", "{}", strings.Repeat("é", 5000)}))
	out := field.Values{}
	for range rapid.IntRange(0, 8).Draw(t, "n") {
		key := rapid.StringMatching(`[a-z][a-z0-9_]{0,10}`).Draw(t, "key")
		switch rapid.IntRange(0, 2).Draw(t, "sort") {
		case 0:
			out[key] = field.Int(rapid.SampledFrom([]int64{0, 1, -1, math.MaxInt64, math.MinInt64, 42}).Draw(t, "number"))
		case 1:
			out[key] = field.Str(strings.ReplaceAll(texts.Draw(t, "text"), "\x00", ""))
		default:
			out[key] = field.List(rapid.SliceOf(rapid.Int64()).Draw(t, "list"))
		}
	}
	delete(out, "unread")
	return out
}

func TestWhatIsStoredReadsBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vs := values(t)
		unread := map[string]string{"cost": "Exempt under \"Section 43\"\n", "x": ""}
		text := field.Encode(vs, unread)
		if !json.Valid([]byte(text)) || !utf8.ValidString(text) {
			t.Fatalf("%q is not JSON", text)
		}
		got, texts, err := field.DecodeAll(text)
		if err != nil || !got.Equal(vs) || texts["cost"] != unread["cost"] || len(texts) != 2 {
			t.Fatalf("got %v %v %v, want %v", got, texts, err, vs)
		}
		if again := field.Encode(got, texts); again != text {
			t.Fatalf("written again %s, first %s", again, text)
		}
		// The same in another hand, such as that of a JSONB column.
		var any map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &any); err != nil {
			t.Fatal(err)
		}
		spaced, err := json.MarshalIndent(any, " ", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := field.DecodeAll(string(spaced)); err != nil || !got.Equal(vs) {
			t.Fatalf("with spaces: got %v %v, want %v", got, err, vs)
		}
	})
}

func FuzzDecodeNeverPanicsAndAgreesWithJSON(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":1}`, `{"a":"\ud83d\ude00"}`, `{"a":"\ud800x"}`, `{"a":[1,2]}`, `{"unread":{"b":"c"}}`, `{"a":"\`, `{"a":[`, `{"a":-}`, `{"a":"\u12"}`, `{"a":null}`, "{\"a\":\"\xff\"}", `{"a":1,}`, `[`, ``} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		vs, texts, err := field.DecodeAll(s)
		if err != nil {
			return
		}
		again, more, err := field.DecodeAll(field.Encode(vs, texts))
		if err != nil || len(more) != len(texts) {
			t.Fatalf("%q was read, and not read again: %v", s, err)
		}
		for k, v := range vs {
			if clean(k) && clean(v.S) && k != "unread" && !again[k].Equal(v) {
				t.Fatalf("%q: %s is %v, then %v", s, k, v, again[k])
			}
		}
	})
}

// clean reports whether a text is kept as it is.
func clean(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }
