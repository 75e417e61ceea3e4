package formula

import (
	"slices"
	"strconv"
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// known is one attribute of the catalogue of the tests.
type known struct {
	Attribute
	key    string
	en, fr string
}

// Ids of the attributes of the tests.
const (
	aCost int64 = iota + 1
	aBaseline
	aSpent
	aDuration
	aProgress
	aStart
	aEnd
	aBilled
	aName
	aStage
	aAxes
	aLight
	aManager
	aSponsor
	aSecret
	aOdd
	aUnit
)

const (
	lightList = -1
	userList  = -2
	unitList  = -3
)

var catalogue = world{
	{Attribute{aCost, Money, 0}, "total_cost", "Total cost", "Coût total"},
	{Attribute{aBaseline, Money, 0}, "total_cost_baseline", "Estimated cost", "Coût estimé"},
	{Attribute{aSpent, Money, 0}, "actual_cost", "Actual cost", "Coût réel"},
	{Attribute{aDuration, Number, 0}, "duration", "Duration", "Durée"},
	{Attribute{aProgress, Percent, 0}, "progress", "Progress", "Avancement"},
	{Attribute{aStart, Date, 0}, "start", "Start", "Début"},
	{Attribute{aEnd, Date, 0}, "end", "End", "Fin"},
	{Attribute{aBilled, Month, 0}, "billed", "Billed month", "Mois de facturation"},
	{Attribute{aName, Text, 0}, "name", "Name", "Nom"},
	{Attribute{aStage, Choice, aStage}, "stage", "Stage", "Étape"},
	{Attribute{aAxes, Choices, aAxes}, "axes", "Strategic axes", "Axes stratégiques"},
	{Attribute{aLight, Rank, lightList}, "light", "Light", "Feu"},
	{Attribute{aManager, Ref, userList}, "manager", "Manager", "Chef de projet"},
	{Attribute{aSponsor, Ref, userList}, "sponsor", "Sponsor", "Commanditaire"},
	{Attribute{aSecret, Bool, 0}, "secret", "Confidential", "Confidentiel"},
	{Attribute{aOdd, Number, 0}, "odd", "And [x]; 50%", "Est"},
	{Attribute{aUnit, Ref, unitList}, "unit", "Unit", "Unité"},
}

type world []known

func (w world) Find(name string, l label.Lang) (Attribute, bool) {
	f := label.Fold(name)
	for _, k := range w {
		if f == k.key || f == label.Fold(label.T(k.en, k.fr).In(l)) {
			return k.Attribute, true
		}
	}
	return Attribute{}, false
}

func (w world) Attribute(id int64) (Attribute, bool) {
	if id < 1 || id > int64(len(w)) {
		return Attribute{}, false
	}
	return w[id-1].Attribute, true
}

func (w world) Name(id int64, l label.Lang) string {
	if id < 1 || id > int64(len(w)) {
		return ""
	}
	return label.T(w[id-1].en, w[id-1].fr).In(l)
}

func (w world) Names(l label.Lang) (names []string) {
	for _, k := range w {
		names = append(names, k.Name(l))
	}
	return names
}

func (k known) Name(l label.Lang) string { return label.T(k.en, k.fr).In(l) }

var options = map[int64][]label.Text{
	aStage:    {label.T("run", "exploitation"), label.T("build", "réalisation"), label.T("idea", "idée")},
	aAxes:     {label.T("digital", "numérique"), label.T("green", "écologie"), label.T("say \"hi\"", "dire « bonjour »")},
	lightList: {label.T("green", "vert"), label.T("amber", "orange"), label.T("red", "rouge")},
	userList:  {label.T("Ann", "Ann"), label.T("Bob", "Bob")},
	unitList:  {label.T("IT", "DSI"), label.T("Finance", "Finance")},
}

func (w world) Option(list int64, name string, l label.Lang) (int64, bool) {
	i := slices.IndexFunc(options[list], func(t label.Text) bool { return label.Fold(t.In(l)) == label.Fold(name) })
	return int64(i + 1), i >= 0
}

func (w world) OptionName(list, id int64, l label.Lang) string {
	if id < 1 || id > int64(len(options[list])) {
		return ""
	}
	return options[list][id-1].In(l)
}

func (w world) OptionNames(list int64, l label.Lang) (names []string) {
	for _, t := range options[list] {
		names = append(names, t.In(l))
	}
	return names
}

// table is a source of few rows; what a row does not have is empty.
type table struct {
	rows     []map[int64]Value
	children map[int32][]int32
	currency []string
}

func (t table) Attribute(id int64) func(int32) Value {
	return func(row int32) Value {
		if v, ok := t.rows[row][id]; ok {
			return v
		}
		return Empty
	}
}
func (t table) Children(row int32) []int32 { return t.children[row] }
func (t table) Today() day.Day             { return day.Of(2026, 11, 22) }
func (t table) Me() int64                  { return 1 }
func (t table) Currency(row int32) string {
	if int(row) < len(t.currency) {
		return t.currency[row]
	}
	return "EUR"
}

// number makes the value of a decimal; date and the others those of their types.
func number(s string) Value {
	a, err := money.Parse(s)
	if err != nil {
		panic(err)
	}
	return Value{N: int64(a)}
}

func date(s string) Value {
	d, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return Value{N: int64(d)}
}

func id(n int64) Value    { return Value{N: n} }
func text(s string) Value { return Value{S: s} }

// project is the row on which most tests run; sponsor, secret and odd are empty.
func project() map[int64]Value {
	return map[int64]Value{
		aCost: number("1200000"), aBaseline: number("1000000"), aSpent: number("300000"), aDuration: number("2.5"),
		aProgress: number("40"), aStart: date("2026-01-31"), aEnd: date("2027-03-15"), aBilled: id(2026*12 + 10),
		aName: text("Réseau de paie"), aStage: id(1), aAxes: {L: []int64{1, 2}}, aLight: id(2), aManager: id(1),
	}
}

func one(row map[int64]Value) table { return table{rows: []map[int64]Value{row}} }

func mustParse(t *testing.T, src string, l label.Lang) *Expr {
	t.Helper()
	e, err := Parse(src, l, catalogue)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return e
}

// shownValue writes a value as the tables of the tests do.
func shownValue(t Type, v Value) string {
	switch {
	case v.Err != 0:
		return "error: " + v.Err.Text().EN
	case v.Null:
		return "empty"
	}
	switch t {
	case Number, Money, Percent:
		return money.Amount(v.N).String()
	case Date:
		return day.Day(v.N).String()
	case Month:
		return day.Month(v.N).String()
	case Text:
		return v.S
	case Bool:
		return strconv.FormatBool(v.N != 0)
	}
	return "#" + strconv.FormatInt(v.N, 10)
}
