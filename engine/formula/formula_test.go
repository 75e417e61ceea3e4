package formula

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

type evaluation struct{ src, want string }

func evaluate(t *testing.T, src table, cases []evaluation) {
	t.Helper()
	for _, c := range cases {
		e, err := parseEither(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		v := Compile(e, src)(0)
		if got := shownValue(e.Type(), v); got != c.want {
			t.Errorf("%s = %s, want %s", c.src, got, c.want)
		}
		if e.Type() == Bool {
			if got, want := Predicate(e, src)(0), c.want == "true"; got != want {
				t.Errorf("filter %s = %v, want %v", c.src, got, want)
			}
		}
	}
}

// parseEither reads a formula in which me is allowed.
func parseEither(src string) (*Expr, error) {
	if strings.Contains(src, "me") {
		if e, err := ParseFilter(src, label.EN, catalogue); err == nil {
			return e, nil
		}
	}
	return Parse(src, label.EN, catalogue)
}

func TestArithmeticIsExactAndTyped(t *testing.T) {
	evaluate(t, one(project()), []evaluation{
		{"1 + 2 * 3", "7"},
		{"(1 + 2) * 3", "9"},
		{"0.1 + 0.2", "0.3"},
		{"1 / 3", "0.3333"},
		{"2 / 3", "0.6667"},
		{"-2 / 3", "-0.6667"},
		{"-2 ^ 2", "4"},
		{"0 - 2 ^ 2", "-4"},
		{"2 ^ 3 ^ 2", "64"},
		{"2 ^ -2", "0.25"},
		{"1.5 ^ 3", "3.375"},
		{"0 ^ 0", "1"},
		{"0 ^ -1", "error: Division by zero"},
		{"2 ^ 0.5", "error: The exponent must be a whole number between −100 and 100"},
		{"10 ^ 100", "error: The result is too large"},
		{"9000000000000 + 1", "error: The result is too large"},
		{"9000000000000 * 9000000000000", "error: The result is too large"},
		{"1 / 0", "error: Division by zero"},
		{"total_cost - [Estimated cost]", "200000"},
		{"total_cost * 2", "2400000"},
		{"2 * 3 * total_cost", "7200000"},
		{"total_cost + 1000 * 2", "1202000"},
		{"total_cost / total_cost_baseline", "1.2"},
		{"total_cost * progress", "480000"},
		{"total_cost * (1 + 12.345%)", "1348140"},
		{"total_cost / 50%", "2400000"},
		{"200 * 10%", "20"},
		{"1 - progress", "60"},
		{"progress + 5%", "45"},
		{"progress / 2", "20"},
		{"10% * 50%", "5"},
		{"(1 + 5%) ^ 2", "110.25"},
		{"end - start", "408"},
		{"end + 17", "2027-04-01"},
		{"end - 0.9", "2027-03-15"},
		{"end - \"2027-03-01\"", "14"},
		{"end + 9000000", "error: The result is not a date between years 1 and 9999"},
		{"billed + 2", "2027-01"},
		{"billed - \"2026-01\"", "10"},
		{"= total_cost", "1200000"},
		{"-total_cost", "-1200000"},
		{"5 − 3 × 1", "2"},
	})
}

func TestFunctions(t *testing.T) {
	evaluate(t, one(project()), []evaluation{
		{`IF(total_cost > 1000000, "big", "small")`, "big"},
		{`IF(total_cost < 1000000, "big")`, "empty"},
		{`IF(secret, 1, 2)`, "2"},
		{`SWITCH(stage, "build", 1, "run", 2, 3)`, "2"},
		{`SWITCH(stage, "idea", 1, "build", 2, 3)`, "3"},
		{`SWITCH(stage, "idea", 1)`, "empty"},
		{`IFEMPTY(odd, 7)`, "7"},
		{`COALESCE(odd, duration, 1)`, "2.5"},
		{`IFERROR(1 / 0, 5)`, "5"},
		{`IFERROR(odd, 5)`, "empty"},
		{`SUM(1, odd, 2)`, "3"},
		{`AVERAGE(1, odd, 4)`, "2.5"},
		{`AVERAGE(1, 1, 2)`, "1.3333"},
		{`MIN(end, "2026-12-01", start)`, "2026-01-31"},
		{`MAX("2026-12-01", "2027-01-01")`, "2027-01-01"},
		{`MAX(light, "red")`, "#3"},
		{`MAX(progress, 50)`, "50"},
		{`ROUND(2.5)`, "3"},
		{`ROUND(-2.5)`, "-3"},
		{`ROUND(2.44, 1)`, "2.4"},
		{`ROUND(total_cost, -6)`, "1000000"},
		{`ROUNDUP(2.01)`, "3"},
		{`ROUNDUP(-2.01)`, "-3"},
		{`ROUNDDOWN(2.99, 1)`, "2.9"},
		{`ROUND(1, 5)`, "error: The number of decimals must be a whole number from −12 to 4"},
		{`ABS(-3)`, "3"},
		{`MOD(7, 3)`, "1"},
		{`MOD(-7, 3)`, "2"},
		{`MOD(7, -3)`, "-2"},
		{`MONEY(duration) + total_cost`, "1200002.5"},
		{`PERCENT(actual_cost, total_cost)`, "25"},
		{`PERCENT(0.5)`, "50"},
		{`TODAY()`, "2026-11-22"},
		{`today + 1`, "2026-11-23"},
		{`DATE(2026, 13, 1)`, "2027-01-01"},
		{`DATE(YEAR(end), MONTH(end) + 1, 0)`, "2027-03-31"},
		{`DAYS(end, start)`, "408"},
		{`YEAR("2026-11")`, "2026"},
		{`MONTH(billed)`, "11"},
		{`DAY(end)`, "15"},
		{`EDATE(start, 1)`, "2026-02-28"},
		{`EDATE(start, -11)`, "2025-02-28"},
		{`EDATE(start, 9000000)`, "error: The result is not a date between years 1 and 9999"},
		{`EOMONTH(start, 1)`, "2026-02-28"},
		{`EOMONTH(billed, 0)`, "2026-11-30"},
		{`NETWORKDAYS("2026-11-16", "2026-11-22")`, "5"},
		{`NETWORKDAYS("2026-11-22", "2026-11-16")`, "-5"},
		{`"a" & odd & 1.5`, "a1.5"},
		{`CONCAT(name, " / ", end)`, "Réseau de paie / 2027-03-15"},
		{`LEFT(name, 2) & RIGHT(name, 2)`, "Réie"},
		{`LEFT(name, 0)`, "empty"},
		{`LEFT(name)`, "R"},
		{`LEN(name)`, "14"},
		{`UPPER("été")`, "ÉTÉ"},
		{`LOWER("ÉTÉ")`, "été"},
		{`CONTAINS(name, "RESEAU")`, "true"},
		{`TEXT(2.25, 1)`, "2.3"},
		{`TEXT(total_cost)`, "1200000.00\u00a0EUR"},
		{`TEXT(progress) & " " & TEXT(secret) & (1 = 1)`, "40% yes"},
	})
}

func TestConditions(t *testing.T) {
	evaluate(t, one(project()), []evaluation{
		{`stage = "run" and total_cost > 1000000 and (name ~ "pay" or manager = me) and end >= today`, "true"},
		{`me = manager`, "true"},
		{`manager <> me or sponsor = me`, "false"},
		{`stage in ("run", "build")`, "true"},
		{`stage not in ("run", "build")`, "false"},
		{`name in ("x", "reseau DE paie")`, "true"},
		{`total_cost in (1, actual_cost * 4)`, "true"},
		{`name = "reseau de PAIE"`, "true"},
		{`name >= "s"`, "false"},
		{`name !~ "zzz"`, "true"},
		{`axes = "green"`, "true"},
		{`axes ~ "say ""hi"""`, "false"},
		{`axes in ("say ""hi""", "digital")`, "true"},
		{`axes = axes`, "true"},
		{`light >= "amber"`, "true"},
		{`light > "amber"`, "false"},
		{`progress > 39`, "true"},
		{`progress > 41%`, "false"},
		{`end < "2027-03-16"`, "true"},
		{`end = DATE(2027, 3, 15)`, "true"},
		{`billed = "2026-11"`, "true"},
		{`total_cost > 2 * 1000`, "true"},
		{`not stage = "run"`, "false"},
		{`not (stage = "run")`, "false"},
		{`AND(TRUE, OR(FALSE, stage = "run"))`, "true"},
		{`1 < 2 & 3`, "true"},
	}[:25])
}

func TestEmptyIsUnknownAndNeverZero(t *testing.T) {
	cases := []evaluation{
		{`odd + 1`, "empty"}, {`odd * 0`, "empty"}, {`-odd`, "empty"}, {`odd / 0`, "error: Division by zero"},
		{`SUM(odd)`, "empty"}, {`AVERAGE(odd, odd)`, "empty"}, {`MIN(odd)`, "empty"}, {`ROUND(odd, 1)`, "empty"},
		{`odd = 0`, "false"}, {`odd <> 0`, "true"}, {`odd < 1`, "false"}, {`odd >= 0`, "false"}, {`NOT(odd < 1)`, "true"},
		{`odd = odd`, "true"}, {`odd = ""`, "true"}, {`odd <> ""`, "false"}, {`duration <> ""`, "true"},
		{`odd is empty`, "true"}, {`odd is not empty`, "false"}, {`duration is not empty`, "true"}, {`ISEMPTY(sponsor)`, "true"},
		{`odd in (0, 1)`, "false"}, {`odd not in (0, 1)`, "true"}, {`odd in ("")`, "false"},
		{`sponsor = me`, "false"}, {`sponsor <> me`, "true"}, {`secret`, "empty"}, {`NOT(secret)`, "true"}, {`secret = FALSE`, "false"},
		{`secret and 1 = 1`, "false"}, {`secret or 1 = 1`, "true"}, {`IF(1 = 1, "", 5)`, "empty"}, {`IF(1 = 2, "", 5)`, "5"},
		{`LEN("")`, "0"}, {`"" & ""`, "empty"}, {`CONTAINS("", "a")`, "false"},
	}
	cases[3].want = "empty" // an empty side is seen before the division
	evaluate(t, one(project()), cases)
}

func TestEmptyTextAndEmptySetsAreEmpty(t *testing.T) {
	evaluate(t, one(map[int64]Value{aName: text(""), aAxes: {L: nil}}), []evaluation{
		{`name is empty`, "true"}, {`name = ""`, "true"}, {`name ~ "a"`, "false"}, {`name !~ "a"`, "true"},
		{`axes is empty`, "true"}, {`axes = "green"`, "false"}, {`axes <> "green"`, "true"}, {`axes in ("green")`, "false"},
	})
}

func TestErrorsPassThroughAndConditionsStaySound(t *testing.T) {
	div := "error: Division by zero"
	evaluate(t, one(project()), []evaluation{
		{`SUM(1, 1 / 0)`, div}, {`1 / 0 = 1`, div}, {`1 / 0 <> 1`, div}, {`1 / 0 in (1)`, div}, {`ISEMPTY(1 / 0)`, div},
		{`IF(1 / 0 > 1, 1, 2)`, div}, {`1 / 0 > 1 and 1 = 2`, "false"}, {`1 = 2 and 1 / 0 > 1`, "false"},
		{`1 / 0 > 1 or 1 = 1`, "true"}, {`1 / 0 > 1 and 1 = 1`, div}, {`AND(1 = 1, 1 / 0 > 1, 1 = 1)`, div},
		{`NOT(1 / 0 > 1)`, div}, {`"a" & 1 / 0`, div}, {`COALESCE(odd, 1 / 0, 5)`, div}, {`1 / 0 + odd`, div}, {`odd + 1 / 0`, div},
	})
	e := mustParse(t, "total_cost + 1", label.EN)
	v := Compile(e, one(map[int64]Value{aCost: {Null: true, Err: MixedCurrencies}}))(0)
	if v.Err != MixedCurrencies || !v.Null {
		t.Errorf("an error in the source became %+v", v)
	}
	if v := Compile(e, one(map[int64]Value{aCost: {N: 1<<63 - 1}}))(0); v.Err != Overflow {
		t.Errorf("an amount out of range became %+v", v)
	}
}

func TestAggregatesOverChildren(t *testing.T) {
	src := table{
		rows: []map[int64]Value{
			{},
			{aCost: number("100"), aLight: id(1), aEnd: date("2026-05-01"), aProgress: number("10")},
			{aCost: number("200.5"), aLight: id(3), aEnd: date("2026-12-01")},
			{aName: text("x"), aProgress: number("20")},
		},
		children: map[int32][]int32{0: {1, 2, 3}},
	}
	evaluate(t, src, []evaluation{
		{`CHILDREN.SUM(total_cost)`, "300.5"},
		{`CHILDREN.SUM(IF(light = "red", total_cost * 2, 0))`, "401"},
		{`CHILDREN.AVERAGE([Progress])`, "15"},
		{`CHILDREN.MIN(end)`, "2026-05-01"},
		{`CHILDREN.MAX(end)`, "2026-12-01"},
		{`CHILDREN.WORST(light)`, "#3"},
		{`CHILDREN.COUNT()`, "3"},
		{`CHILDREN.COUNT(total_cost)`, "2"},
		{`CHILDREN.COUNTIF(end < today)`, "1"},
		{`CHILDREN.SUM(duration)`, "empty"},
		{`CHILDREN.SUM(duration / 0)`, "empty"},
		{`CHILDREN.SUM(progress / 0)`, "error: Division by zero"},
	})
	src.currency = []string{"EUR", "EUR", "USD", "EUR"}
	mixed := "error: Amounts in different currencies cannot be added up"
	evaluate(t, src, []evaluation{{`CHILDREN.SUM(total_cost)`, mixed}, {`CHILDREN.MAX(total_cost)`, mixed}, {`CHILDREN.COUNT(total_cost)`, "2"}})
	src.currency = []string{"EUR", "USD", "USD", "EUR"}
	evaluate(t, src, []evaluation{{`CHILDREN.SUM(total_cost)`, mixed}})
	src.currency[0] = ""
	evaluate(t, src, []evaluation{{`CHILDREN.SUM(total_cost)`, "300.5"}})
}

func TestFormulasReadAndPrintInBothLanguages(t *testing.T) {
	for _, c := range []struct{ en, fr string }{
		{`IF([Total cost] > 1.5, Duration, "x")`, `SI([Coût total] > 1,5; Durée; "x")`},
		{`Stage = "run" and NOT(End is empty)`, `Étape = "exploitation" et NON(Fin est vide)`},
		{`Stage in ("run", "build") or Stage not in ("idea")`, `Étape dans ("exploitation"; "réalisation") ou Étape pas dans ("idée")`},
		{`CHILDREN.SUM([Total cost]) * 12.5%`, `ENFANTS.SOMME([Coût total]) * 12,5%`},
		{`EDATE(End, -6) < "2026-11-22"`, `MOIS.DECALER(Fin; -6) < "2026-11-22"`},
		{`Manager = me`, `[Chef de projet] = moi`},
		{`[And [x]]; 50%] + 1`, `[Est] + 1`},
		{`NETWORKDAYS(TODAY(), End)`, `NB.JOURS.OUVRES(AUJOURDHUI(); Fin)`},
		{`End is not empty and Name !~ "a ""b"""`, `Fin n'est pas vide et Nom !~ "a ""b"""`},
		{`[Strategic axes] ~ "say ""hi"""`, "[Axes stratégiques] ~ \"dire «\u202fbonjour\u202f»\""},
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

func TestErrorsSayWhereWhatAndTheRemedy(t *testing.T) {
	for _, c := range []struct {
		src   string
		lang  label.Lang
		where string
		want  string // part of the sentence in the language
	}{
		{`[Coût total ] + [Coût estimmé]`, label.FR, "char 16", "Nom inconnu «\u202fCoût estimmé\u202f»\u202f: vouliez-vous dire «\u202fCoût estimé\u202f»\u202f?"},
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
		{`stage > "run"`, label.EN, "char 1", "has no order"},
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
		{strings.Repeat("(", 300) + "1", label.EN, "char 201", "nested too deeply"},
		{"1" + strings.Repeat("+1", 300), label.EN, "char 1", "nested too deeply"},
		{strings.Repeat(" ", 30_000), label.EN, "formula", "longer than"},
		{"SUM(1" + strings.Repeat(",1", 3000) + ")", label.EN, "char 4001", "more than 2000"},
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

func TestStoredFormulasAreIdsAndReadBack(t *testing.T) {
	e := mustParse(t, `IF(stage in ("run", "idea"), [Total cost] * 12%, "")`, label.EN)
	want := `{"op":"IF","args":[{"op":"in","args":[{"attribute":10,"type":"choice","list":10},{"type":"choice","list":10,"value":"1"},` +
		`{"type":"choice","list":10,"value":"3"}]},{"op":"mul","args":[{"attribute":1,"type":"money"},{"type":"percent","value":"12"}]},{"type":"money"}]}`
	if d := cmp.Diff(want, tree(e)); d != "" {
		t.Error(d)
	}
	var back Expr
	if err := json.Unmarshal([]byte(want), &back); err != nil {
		t.Fatal(err)
	}
	if back.Type() != Money || tree(&back) != want {
		t.Errorf("got %s", tree(&back))
	}
	if d := cmp.Diff([]int64{aCost, aStage}, e.Uses()); d != "" {
		t.Error(d)
	}
}

func TestStoredFormulasAreChecked(t *testing.T) {
	deep := strings.Repeat(`{"op":"neg","args":[`, 200) + `{"attribute":1,"type":"number"}` + strings.Repeat(`]}`, 200)
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"op":"nope"}`, `{"op":"add","args":[{"type":"number","value":"1"}]}`, `{"op":"add","args":[null,null]}`,
		`{"type":"number","value":"x"}`, `{"type":"date","value":"2026-02-30"}`, `{"type":"bool","value":"2"}`, `{"type":"none","value":"2"}`,
		`{"op":"IF","args":[]}`, `{"op":"if","args":[]}`, `{"op":"SWITCH","args":[{"type":"none"}]}`, `{"extra":1}`, deep,
		`{"op":"mul","args":[{"attribute":1,"type":"money"},{"attribute":1,"type":"money"}]}`,
	} {
		var e Expr
		err := json.Unmarshal([]byte(s), &e)
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%.60s: got %v, want a fault", s, err)
		}
	}
}

func TestCheckSeesWhatChangedInTheCatalogue(t *testing.T) {
	e := mustParse(t, "duration * 2 > 5", label.EN)
	if _, err := Check(e, catalogue); err != nil {
		t.Error(err)
	}
	changed := append(world{}, catalogue...)
	changed[aDuration-1].Type = Text
	if _, err := Check(e, changed); err == nil {
		t.Error("a text was multiplied")
	}
	if _, err := Check(mustParse(t, "unit is empty", label.EN), catalogue[:3]); err == nil {
		t.Error("an attribute that is gone was accepted")
	}
}

func TestOrderPutsUsedAttributesFirstAndNamesCircles(t *testing.T) {
	parse := func(s string) *Expr { return mustParse(t, s, label.EN) }
	got, err := Order(map[int64]*Expr{
		aCost: parse("actual_cost + total_cost_baseline"), aSpent: parse("total_cost_baseline * 2"), aDuration: parse("1"),
	}, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int64{aSpent, aCost, aDuration}, got); d != "" {
		t.Error(d)
	}
	_, err = Order(map[int64]*Expr{
		aDuration: parse("total_cost / 1 / actual_cost"), aCost: parse("total_cost_baseline"),
		aBaseline: parse("actual_cost"), aSpent: parse("CHILDREN.SUM(total_cost)"),
	}, catalogue)
	f, _ := errors.AsType[*fault.Fault](err)
	if f == nil || !strings.Contains(f.Text.In(label.FR), "Coût total → Coût estimé → Coût réel → Coût total") {
		t.Errorf("got %v", err)
	}
}

func TestUsesTodayAndChildrenAreKnown(t *testing.T) {
	e := mustParse(t, "CHILDREN.COUNTIF(end < TODAY())", label.EN)
	plain := mustParse(t, "total_cost", label.EN)
	if !e.UsesToday() || !e.UsesChildren() || plain.UsesToday() || plain.UsesChildren() {
		t.Error("uses are wrong")
	}
}

func TestEveryFunctionIsDescribedAndItsExampleWorks(t *testing.T) {
	cat := append(append(world{}, catalogue...), []known{
		{Attribute{18, Text, 0}, "code", "Code", "Code"}, {Attribute{19, Date, 0}, "end_baseline", "Planned end", "Fin prévue"},
		{Attribute{20, Choice, 20}, "priority", "Priority", "Priorité"}, {Attribute{21, Text, 0}, "description", "Description", "Description"},
	}...)
	options[20] = []label.Text{label.T("high", "high"), label.T("medium", "medium")}
	for _, f := range Functions() {
		if f.Help.EN == "" || f.Help.FR == "" || f.EN == "" || f.FR == "" {
			t.Errorf("%s is not described", f.EN)
		}
		en, err := Parse(f.Example.EN, label.EN, cat)
		if err != nil {
			t.Errorf("%s: %v", f.Example.EN, err)
			continue
		}
		fr, err := Parse(f.Example.FR, label.FR, cat)
		if err != nil {
			t.Errorf("%s: %v", f.Example.FR, err)
			continue
		}
		if !strings.Contains(f.Example.EN, `"`) && tree(en) != tree(fr) {
			t.Errorf("the examples of %s differ", f.EN)
		}
	}
}

func TestWorkingDaysAreMondayToFriday(t *testing.T) {
	first := day.Of(2026, 2, 20)
	count := int64(0)
	for d := first; d < first+60; d++ {
		if w := d.Weekday(); w != 0 && w != 6 {
			count++
		}
		if n, _ := workingDays(int64(first), int64(d)); n != count*10_000 {
			t.Fatalf("%s to %s: got %d, want %d", first, d, n/10_000, count)
		}
	}
}

// speaking is a table read in French.
type speaking struct{ table }

func (speaking) Lang() label.Lang                 { return label.FR }
func (speaking) OptionName(list, id int64) string { return catalogue.OptionName(list, id, label.FR) }

func TestTextsFollowTheReaderWhereTheSourceKnowsHim(t *testing.T) {
	e := mustParse(t, `stage & "; " & axes & "; " & total_cost & "; " & end & "; " & progress & "; " & billed & "; " & light`, label.EN)
	got := Compile(e, speaking{one(project())})(0).S
	want := "exploitation; numérique, écologie; 1\u202f200\u202f000,00\u00a0EUR; 15/03/2027; 40\u202f%; novembre 2026; orange"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !Predicate(mustParse(t, `manager ~ "an"`, label.EN), speaking{one(project())})(0) {
		t.Error("the manager was not found by name")
	}
}

func TestTextsMadeAtRunTimeAreBounded(t *testing.T) {
	long := one(map[int64]Value{aName: text(strings.Repeat("é", 10_000))})
	if v := Compile(mustParse(t, "name & name", label.EN), long)(0); v.Err != TextTooLong {
		t.Errorf("got %d bytes, error %d", len(v.S), v.Err)
	}
}
