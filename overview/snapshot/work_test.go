package snapshot

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// commented gives projects a long text.
func commented(id int64, v field.Values) {
	v["comment"] = field.Str(strings.Repeat(fmt.Sprintf("Élément numéro %d, à suivre. ", id), 40))
}

// looking is a filter that looks for many words in a text.
func looking(words int) string {
	parts := make([]string, words)
	for i := range parts {
		parts[i] = fmt.Sprintf(`comment ~ "absent %d"`, i)
	}
	return strings.Join(parts, " or ")
}

func refusalOf(t *testing.T, err error) string {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || len(f.Details) == 0 || f.Details[0].Where != "filter" {
		t.Fatalf("got %v, want what is wrong with the filter", err)
	}
	return f.Details[0].Text.In(label.EN)
}

func TestAFilterThatLooksForTooMuchIsRefusedBeforeItRuns(t *testing.T) {
	s, _ := portfolioOf(t, 20, nil, commented)
	who := access.System("test")
	if _, err := s.List(who, Query{Filter: looking(150)}); err != nil {
		t.Errorf("150 words: %v", err)
	}
	_, err := s.List(who, Query{Filter: looking(400)})
	if said := refusalOf(t, err); !strings.Contains(said, "2000 operations") {
		t.Errorf("said %q", said)
	}
}

func TestAFilterThatTakesTooMuchIsStoppedAndNamed(t *testing.T) {
	s, _ := portfolioOf(t, 500, nil, commented)
	s.most = 100_000
	filter := looking(100)
	_, err := s.List(access.System("test"), Query{Filter: filter})
	if said := refusalOf(t, err); !strings.Contains(said, filter[:40]) || !strings.Contains(said, "of 500 projects") {
		t.Errorf("said %q", said)
	}
	if _, err := s.List(access.System("test"), Query{Filter: `comment ~ "numero 7,"`}); err != nil {
		t.Errorf("a small one beside it: %v", err)
	}
}

// A sum over the projects below, of sums over those below: each asks for a pass over all.
func TestAFormulaThatTakesTooMuchIsStoppedAndSaysSo(t *testing.T) {
	sums := func(of string) string { return "SUM(0" + strings.Repeat(", CHILDREN.SUM("+of+")", 300) + ")" }
	s, computed := portfolioOf(t, 400, []string{sums("progress"), sums("c0")}, func(id int64, v field.Values) {
		if id > 1 {
			v["programme"] = field.Int(1)
		}
	})
	s.most = 5_000_000
	rd := s.reader(access.System("test"))
	if v := rd.Attribute(computed[0].ID)(0); v.Err != 0 {
		t.Errorf("one pass: %v", v.Err.Text().In(label.EN))
	}
	if v := rd.Attribute(computed[1].ID)(0); v.Err != formula.TooMuchWork {
		t.Errorf("got %+v", v)
	}
}

// BenchmarkLooking measures the filter of the largest size that looks into texts.
func BenchmarkLooking(b *testing.B) {
	s, _ := portfolioOf(b, 60, nil, commented)
	filter := looking(150)
	for b.Loop() {
		if _, err := s.List(access.System("bench"), Query{Filter: filter}); err != nil {
			b.Fatal(err)
		}
	}
}
