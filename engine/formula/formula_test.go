package formula

import (
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
)

type evaluation struct{ src, want string }

func evaluate(t *testing.T, src table, cases []evaluation) {
	t.Helper()
	for _, c := range cases {
		e, err := parseAny(c.src, label.EN)
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
	})
}

func TestEmptyIsUnknownAndNeverZero(t *testing.T) {
	cases := []evaluation{
		{`odd + 1`, "empty"},
		{`odd * 0`, "empty"},
		{`-odd`, "empty"},
		{`odd / 0`, "error: Division by zero"},
		{`SUM(odd)`, "empty"},
		{`AVERAGE(odd, odd)`, "empty"},
		{`MIN(odd)`, "empty"},
		{`ROUND(odd, 1)`, "empty"},
		{`odd = 0`, "false"},
		{`odd <> 0`, "true"},
		{`odd < 1`, "false"},
		{`odd >= 0`, "false"},
		{`NOT(odd < 1)`, "true"},
		{`odd = odd`, "true"},
		{`odd = ""`, "true"},
		{`odd <> ""`, "false"},
		{`duration <> ""`, "true"},
		{`odd is empty`, "true"},
		{`odd is not empty`, "false"},
		{`duration is not empty`, "true"},
		{`ISEMPTY(sponsor)`, "true"},
		{`odd in (0, 1)`, "false"},
		{`odd not in (0, 1)`, "true"},
		{`odd in ("")`, "false"},
		{`sponsor = me`, "false"},
		{`sponsor <> me`, "true"},
		{`secret`, "empty"},
		{`NOT(secret)`, "true"},
		{`secret = FALSE`, "false"},
		{`secret and 1 = 1`, "false"},
		{`secret or 1 = 1`, "true"},
		{`IF(1 = 1, "", 5)`, "empty"},
		{`IF(1 = 2, "", 5)`, "5"},
		{`LEN("")`, "0"},
		{`"" & ""`, "empty"},
		{`CONTAINS("", "a")`, "false"},
	}
	cases[3].want = "empty" // an empty side is seen before the division
	evaluate(t, one(project()), cases)
}

func TestEmptyTextAndEmptySetsAreEmpty(t *testing.T) {
	evaluate(t, one(map[int64]Value{aName: text(""), aAxes: {L: nil}}), []evaluation{
		{`name is empty`, "true"},
		{`name = ""`, "true"},
		{`name ~ "a"`, "false"},
		{`name !~ "a"`, "true"},
		{`axes is empty`, "true"},
		{`axes = "green"`, "false"},
		{`axes <> "green"`, "true"},
		{`axes in ("green")`, "false"},
	})
}

func TestErrorsPassThroughAndConditionsStaySound(t *testing.T) {
	div := "error: Division by zero"
	evaluate(t, one(project()), []evaluation{
		{`SUM(1, 1 / 0)`, div},
		{`1 / 0 = 1`, div},
		{`1 / 0 <> 1`, div},
		{`1 / 0 in (1)`, div},
		{`ISEMPTY(1 / 0)`, div},
		{`IF(1 / 0 > 1, 1, 2)`, div},
		{`1 / 0 > 1 and 1 = 2`, "false"},
		{`1 = 2 and 1 / 0 > 1`, "false"},
		{`1 / 0 > 1 or 1 = 1`, "true"},
		{`1 / 0 > 1 and 1 = 1`, div},
		{`AND(1 = 1, 1 / 0 > 1, 1 = 1)`, div},
		{`NOT(1 / 0 > 1)`, div},
		{`"a" & 1 / 0`, div},
		{`COALESCE(odd, 1 / 0, 5)`, div},
		{`1 / 0 + odd`, div},
		{`odd + 1 / 0`, div},
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

func TestUsesTodayAndChildrenAreKnown(t *testing.T) {
	e := mustParse(t, "CHILDREN.COUNTIF(end < TODAY())", label.EN)
	plain := mustParse(t, "total_cost", label.EN)
	if !e.UsesToday() || !e.UsesChildren() || plain.UsesToday() || plain.UsesChildren() {
		t.Error("uses are wrong")
	}
}

func TestEveryFunctionIsDescribedAndItsExampleWorks(t *testing.T) {
	cat := append(append(world{}, catalogue...), []known{
		{Attribute{18, Text, 0}, "code", "Code", "Code"},
		{Attribute{19, Date, 0}, "end_baseline", "Planned end", "Fin prévue"},
		{Attribute{20, Choice, 20}, "priority", "Priority", "Priorité"},
		{Attribute{21, Text, 0}, "description", "Description", "Description"},
		{Attribute{22, Choice, 22}, "goal", "Goal", "But"},
	}...)
	options[22] = []label.Text{label.T("growth", "croissance")}
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
