package formula

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/fault"
	"vigie/ground/label"
)

func TestFormulasReadAndPrintInBothLanguages(t *testing.T) {
	for _, c := range []struct{ en, fr string }{
		{`IF([Total cost] > 1.5, Duration, 2)`, `SI([Coût total] > 1,5; Durée; 2)`},
		{`Stage = "run" and NOT(End = Start)`, `Étape = "exploitation" et NON(Fin = Début)`},
		{`Stage in ("run", "build") or Stage not in ("idea")`, `Étape dans ("exploitation"; "réalisation") ou Étape pas dans ("idée")`},
		{`CHILDREN.SUM([Total cost]) * 12.5%`, `ENFANTS.SOMME([Coût total]) * 12,5%`},
		{`EDATE(End, -6) < "2026-11-22"`, `MOIS.DECALER(Fin; -6) < "2026-11-22"`},
		{`Manager = me`, `[Chef de projet] = moi`},
		{`[And [x]]; 50%] + 1`, `[Est] + 1`},
		{`NETWORKDAYS(TODAY(), End)`, `NB.JOURS.OUVRES(AUJOURDHUI(); Fin)`},
		{`End is not empty and Name !~ "a ""b"""`, `Fin n’est pas vide et Nom !~ "a ""b"""`},
		{`[Strategic axes] ~ "say ""hi"""`, `[Axes stratégiques] ~ "dire « bonjour »"`},
		{`DATE(2026, 11, 22) + 1`, `DATE(2026; 11; 22) + 1`},
		{`(1 + 2) * 3 - (4 - 5)`, `(1 + 2) * 3 - (4 - 5)`},
	} {
		en, err := parseAny(c.en, label.EN)
		if err != nil {
			t.Errorf("%s: %v", c.en, err)
			continue
		}
		fr, err := parseAny(c.fr, label.FR)
		if err != nil {
			t.Errorf("%s: %v", c.fr, err)
			continue
		}
		if d := cmp.Diff(tree(en), tree(fr)); d != "" {
			t.Errorf("%s differs from %s: %s", c.en, c.fr, d)
		}
		if got := Format(fr, label.EN, catalogue); got != c.en {
			t.Errorf("in English: got %s, want %s", got, c.en)
		}
		if got := Format(en, label.FR, catalogue); got != c.fr {
			t.Errorf("in French: got %s, want %s", got, c.fr)
		}
	}
}

// parseAny reads either, in a language.
func parseAny(src string, l label.Lang) (*Expr, error) {
	if e, err := ParseFilter(src, l, catalogue); err == nil {
		return e, nil
	}
	return Parse(src, l, catalogue)
}

func TestEitherLanguagesNamesAreUnderstood(t *testing.T) {
	want := tree(mustParse(t, `SI(ET(fin < aujourd'hui; [Total cost] > 1); vrai; faux)`, label.FR))
	got := tree(mustParse(t, `if(and(END < today, [cout TOTAL] > 1), TRUE(), False)`, label.EN))
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNumbersMayBeGroupedByNoBreakSpaces(t *testing.T) {
	if got := Format(mustParse(t, "1\u202f234\u00a0567,5", label.FR), label.EN, catalogue); got != "1234567.5" {
		t.Errorf("got %s", got)
	}
}

func tree(e *Expr) string {
	b, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func TestWhatIsSuggestedStandsInTheLanguageOfTheReader(t *testing.T) {
	for src, want := range map[string][2]string{
		`Totl_cost > 5`:          {"“Total cost”", "Coût total"},
		`[Coût estimmé] > 5`:     {"mean “", "Coût estimé"},
		`Coûtt_total > 5`:        {"“Total cost”", "Coût total"},
		`[duratio] is not empty`: {"mean “", "Durée"},
	} {
		_, err := ParseFilter(src, label.EN, catalogue)
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || len(f.Details) == 0 {
			t.Errorf("%s: %v, want a suggestion", src, err)
			continue
		}
		en, fr := f.Details[0].Text.In(label.EN), f.Details[0].Text.In(label.FR)
		if !strings.Contains(en, want[0]) || !strings.Contains(fr, "«\u202f"+want[1]+"\u202f»\u202f?") {
			t.Errorf("%s: got %s and %s, want %v", src, en, fr, want)
		}
	}
}

func TestErrorsSayWhereWhatAndTheRemedy(t *testing.T) {
	for _, c := range []struct {
		src   string
		lang  label.Lang
		where string
		want  string // part of the sentence in the language
	}{
		{`[Coût total ] + [Coût estimmé]`, label.FR, "char 17", "Nom inconnu «\u202fCoût estimmé\u202f»\u202f: vouliez-vous dire «\u202fCoût estimé\u202f»\u202f?"},
		{`Totl_cost`, label.EN, "char 1", "Unknown name “Totl_cost”: did you mean “Total cost”?"},
		{`Total > 5`, label.EN, "char 1", "did you mean “Total cost”?"},
		{`SOME(1; 2)`, label.FR, "char 1", "vouliez-vous dire SOMME"},
		{`stage = "rum"`, label.EN, "char 9", "did you mean “run”?"},
		{`stage = "zzzzzz"`, label.EN, "char 9", "run, build, idea"},
		{`IF(1 > 0; 2; 3)`, label.EN, "char 9", "separated by a comma"},
		{`SI(1 > 0, 2, 3)`, label.FR, "char 9", "point-virgule"},
		{`duration > 1,5`, label.EN, "char 13", "decimals are written with a point"},
		{`duration > 1.5`, label.FR, "char 13", "virgule"},
		{`IF(1 > 0, 2`, label.EN, "char 3", "not closed"},
		{`(1 + 2`, label.EN, "char 1", "not closed"},
		{`1 + 2)`, label.EN, "char 6", "Nothing is open"},
		{`1 +`, label.EN, "char 4", "stops too early"},
		{`"abc`, label.EN, "char 1", "not closed"},
		{`[abc`, label.EN, "char 1", "not closed"},
		{``, label.EN, "formula", "empty"},
		{`ROUND(1, 2, 3)`, label.EN, "char 1", "ROUND is written ROUND(value[, decimals]), and here it has 3 arguments"},
		{`ARRONDI()`, label.FR, "char 1", "ARRONDI s’écrit ARRONDI(valeur[; décimales])"},
		{`total_cost * actual_cost`, label.EN, "char 1", "Multiplication is not possible between an amount and an amount"},
		{`total_cost + duration`, label.EN, "char 1", "write MONEY(…)"},
		{`total_cost + 10%`, label.EN, "char 1", "write total_cost * (1 + 10%)"},
		{`end > "22/11/2026"`, label.EN, "char 7", "2026-11-22"},
		{`IF(total_cost, 1, 2)`, label.EN, "char 4", "compare it"},
		{`stage > "run"`, label.EN, "char 1", "cannot compare a choice"},
		{`manager = unit`, label.EN, "char 11", "different lists"},
		{`progress > duration`, label.EN, "char 12", "PERCENT"},
		{`a < b < c`, label.EN, "char 1", "Unknown name"},
		{`1 < 2 < 3`, label.EN, "char 7", "two values at a time"},
		{`stage in ()`, label.EN, "char 1", "list is empty"},
		{`end is 5`, label.EN, "char 8", "is empty"},
		{`me = manager`, label.EN, "char 1", "belongs to filters"},
		{`duration % 2`, label.EN, "char 10", "/ 100"},
		{`1.23456`, label.EN, "char 1", "four decimals"},
		{`99999999999999`, label.EN, "char 1", "too large"},
		{`1 # 2`, label.EN, "char 3", "not part of the language"},
		{`SUM`, label.EN, "char 1", "takes its arguments in parentheses"},
		{`CHILDREN.SUM(CHILDREN.SUM(total_cost))`, label.EN, "char 14", "cannot stand inside CHILDREN.SUM"},
		{`1 2`, label.EN, "char 3", "not expected"},
		{`DATE(0, 1, 1)`, label.EN, "char 1", "not a date"},
		{strings.Repeat("(", 300) + "1", label.EN, "char 202", "nested too deeply"},
		{"1" + strings.Repeat("+1", 300), label.EN, "char 1", "nested too deeply"},
		{strings.Repeat(" ", 30_000), label.EN, "formula", "longer than"},
		{"SUM(1" + strings.Repeat(",1", 3000) + ")", label.EN, "char 4005", "more than 2000"},
	} {
		_, err := Parse(c.src, c.lang, catalogue)
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok {
			t.Errorf("%.40s: accepted, or not a fault: %v", c.src, err)
			continue
		}
		if got := f.Text.In(c.lang); !strings.Contains(got, c.want) || f.Details[0].Where != c.where {
			t.Errorf("%.40s: got %s: %s; want %s: %s", c.src, f.Details[0].Where, got, c.where, c.want)
		}
		if strings.Contains(f.Text.In(label.EN)+f.Text.In(label.FR), "%!") {
			t.Errorf("%.40s: badly filled: %s / %s", c.src, f.Text.In(label.EN), f.Text.In(label.FR))
		}
	}
}

func TestFiltersMustBeConditions(t *testing.T) {
	_, err := ParseFilter("total_cost", label.EN, catalogue)
	if err == nil || !strings.Contains(err.Error(), "A filter is a condition, and this is an amount") {
		t.Errorf("got %v", err)
	}
}

func TestParseAsTurnsTextsIntoTheWantedChoice(t *testing.T) {
	src := `IF(total_cost > total_cost_baseline, IF(progress > 50, "amber", "red"), "green")`
	e, err := ParseAs(src, label.EN, catalogue, Want{Rank, lightList})
	if err != nil {
		t.Fatal(err)
	}
	if v := Compile(e, one(project()))(0); e.Type() != Rank || v.N != 3 {
		t.Errorf("got %v %+v, want red", e.Type().Key(), v)
	}
	fr := Format(e, label.FR, catalogue)
	again, err := ParseAs(fr, label.FR, catalogue, Want{Rank, lightList})
	if err != nil || tree(again) != tree(e) {
		t.Errorf("%s: %v", fr, err)
	}
	if _, err := ParseAs("duration", label.EN, catalogue, Want{Type: Money}); err == nil {
		t.Error("a number passed as an amount")
	}
}

func TestTheWorstFormulasAreStillQuick(t *testing.T) {
	nest := func(open, core, end string, n int) string {
		return strings.Repeat(open, n) + core + strings.Repeat(end, n)
	}
	for _, src := range []string{
		"light = " + nest(`COALESCE(`, `"red"`, strings.Repeat(`, "green"`, 18)+`)`, 95),
		"total_cost = " + nest(`IF(secret, `, `0`, strings.Repeat(` + 1`, 3)+`, 1)`, 45),
		"progress = " + nest(`SWITCH(1, 1, `, `""`, `, 2, 3, "")`, 95),
		"SUM(" + strings.TrimSuffix(strings.Repeat("999 ^ -100, ", 600), ", ") + ")",
		`name in ("a"` + strings.Repeat(`, "b"`, 1900) + `)`,
		nest(`-(`, `duration`, `)`, 95),
		strings.Repeat("x", 15_000),
		`total_cost = 1` + strings.Repeat(` or total_cost = 1`, 600),
	} {
		start := time.Now()
		if e, err := Parse(src, label.EN, catalogue); err == nil {
			Compile(e, one(project()))(0)
			Format(e, label.FR, catalogue)
		} else if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%.40s: %v", src, err)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%.40s takes %v", src, d)
		} else {
			t.Logf("%.40s takes %v", src, d)
		}
	}
}
