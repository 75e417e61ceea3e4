package snapshot

import (
	"math/big"
	"slices"
	"strconv"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Names is the directory as one person sees it: projects that he may not see
// have no name, and cannot be found by one; nor can people and units that stand
// in no list of his.
type Names struct {
	dir *Directory
	see func(Row) bool
	who access.Who
}

// Names returns the directory as a person sees it.
func (s *Snapshot) Names(who access.Who) Names { return Names{s.Directory, s.visible(who), who} }

// All is the whole directory, for what is done to what everybody keeps.
func (n Names) All() Names {
	return Names{n.dir, func(Row) bool { return true }, access.System("names")}
}

// Sees reports whether a project is there and the person may see it.
func (n Names) Sees(id int64) bool {
	r, ok := n.dir.projects.Find(id)
	return ok && n.see(r)
}

// Name implements field.Directory.
func (n Names) Name(kind field.Kind, id int64) string {
	if kind == field.Project && !n.Sees(id) {
		return ""
	}
	return n.dir.Name(kind, id)
}

// Find implements field.Directory.
func (n Names) Find(kind field.Kind, name string) (int64, bool) {
	if kind == field.Project {
		return n.findProject(name)
	}
	for _, id := range n.dir.called(kind, name) {
		if n.knows(kind, id) {
			return id, true
		}
	}
	return 0, false
}

// listsPeople are the rights with which a person reads the list of accounts.
const listsPeople = access.ManageUsers | access.ManageRoles | access.EditProject | access.EditOwnProject | access.CreateProject | access.Import

// knows reports whether the person may know of an account or a unit: by a right,
// or because a project that he sees names it.
func (n Names) knows(kind field.Kind, id int64) bool {
	if kind == field.Unit && n.who.On(id) != 0 || kind == field.User && (id == n.who.ID || n.who.Somewhere()&listsPeople != 0) {
		return true
	}
	s := n.dir.projects
	for _, f := range s.Catalogue.Fields {
		if f.Kind != kind {
			continue
		}
		for r := range s.count {
			if v := s.Value(r, f.Key); v.Set && v.N == id && n.see(r) {
				return true
			}
		}
	}
	return false
}

// ByID returns the entry that an opaque id names, if the person may see it.
func (n Names) ByID(kind field.Kind, public string) (int64, bool) {
	id, err := n.dir.unseal(public)
	if err != nil || kind == field.Project && !n.Sees(id) {
		return 0, false
	}
	_, ok := n.dir.entry(kind, id)
	return id, ok
}

func (n Names) findProject(name string) (int64, bool) {
	if id, err := n.dir.unseal(name); err == nil && n.Sees(id) {
		return id, true
	}
	s, folded := n.dir.projects, label.Fold(name)
	codes, names := s.folded("code"), s.folded("name")
	for r := range s.count {
		if (codes(r) == folded || names(r) == folded) && s.head(r).state == project.Active && n.see(r) {
			return s.ID(r), true
		}
	}
	return 0, false
}

// AppendValue appends a value of an attribute as JSON; currency is that of money.
func (n Names) AppendValue(b []byte, f *field.Field, v field.Value, currency string) []byte {
	if !v.Set {
		return append(b, "null"...)
	}
	switch f.Kind {
	case field.Computed:
		return appendComputed(b, f, v, currency)
	case field.Number, field.Percent:
		return appendDecimal(b, v.N)
	case field.Money:
		return appendMoney(b, v.N, currency)
	case field.Date:
		return appendQuoted(b, day.Day(v.N).String())
	case field.Month:
		return appendQuoted(b, day.Month(v.N).String())
	case field.Choice:
		return appendOption(b, f, v.N)
	case field.Choices:
		return appendOptions(b, f, v.L)
	case field.User, field.Unit, field.Project:
		return n.appendRef(b, f.Kind, v.N)
	case field.YesNo:
		return strconv.AppendBool(b, v.N != 0)
	case field.Light:
		return appendScale(b, field.Lights, v.N)
	case field.Weather:
		return appendScale(b, field.Weathers, v.N)
	}
	return field.AppendString(b, v.S)
}

func appendComputed(b []byte, f *field.Field, v field.Value, currency string) []byte {
	switch t, _ := f.FormulaType(); t {
	case formula.Number, formula.Percent:
		return appendDecimal(b, v.N)
	case formula.Money:
		return appendMoney(b, v.N, currency)
	case formula.Date:
		return appendQuoted(b, day.Day(v.N).String())
	case formula.Month:
		return appendQuoted(b, day.Month(v.N).String())
	case formula.Bool:
		return strconv.AppendBool(b, v.N != 0)
	}
	return field.AppendString(b, v.S)
}

func appendQuoted(b []byte, s string) []byte { return append(append(append(b, '"'), s...), '"') }

func appendDecimal(b []byte, n int64) []byte { return appendQuoted(b, money.Amount(n).String()) }

func appendMoney(b []byte, n int64, currency string) []byte {
	b = append(b, `{"amount":"`...)
	b = append(b, Fixed(n, currency)...)
	b = append(b, `","currency":"`...)
	b = append(b, currency...)
	return append(b, '"', '}')
}

// Fixed writes an amount with the places of its currency, or with more where
// the amount has them.
func Fixed(n int64, currency string) string {
	places := money.Places(currency)
	if a := money.Amount(n); a.Round(places) != a {
		return a.Fixed(4)
	}
	return money.Amount(n).Fixed(places)
}

func appendScale(b []byte, words []string, n int64) []byte {
	if n < 1 || int(n) > len(words) {
		return append(b, "null"...)
	}
	return appendQuoted(b, words[n-1])
}

func appendOption(b []byte, f *field.Field, id int64) []byte {
	o, ok := f.OptionByID(id)
	if !ok {
		return append(b, "null"...)
	}
	return field.AppendString(b, o.Key)
}

func appendOptions(b []byte, f *field.Field, ids []int64) []byte {
	b = append(b, '[')
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendOption(b, f, id)
	}
	return append(b, ']')
}

// hiddenProject stands, in groups, for every project that the person may not see.
const hiddenProject = -1

func (n Names) appendRef(b []byte, kind field.Kind, id int64) []byte {
	e, known := n.dir.entry(kind, id)
	if kind == field.Project && (id == hiddenProject || known && !n.Sees(id)) {
		return append(b, `{"id":"","name":"","external":true}`...)
	}
	if !known {
		return append(b, "null"...)
	}
	b = append(b, `{"id":"`...)
	b = append(b, e.Public...)
	b = append(b, `","name":`...)
	return append(field.AppendString(b, e.Name), '}')
}

// AppendTotals appends totals by attribute: {"total_cost": {"rule": "sum",
// "filled": 49, "unread": 0, "value": {"EUR": "2292900000.00"}}, ...}.
func (n Names) AppendTotals(b []byte, c *field.Catalogue, totals map[string]Total) []byte {
	b = append(b, '{')
	first := true
	for _, f := range c.Fields {
		t, ok := totals[f.Key]
		if !ok {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, '"')
		b = append(b, f.Key...)
		b = n.appendWhole(append(b, `":`...), f, t)
	}
	return append(b, '}')
}

// appendWhole writes a total with its rule, and how many values it is made of.
func (n Names) appendWhole(b []byte, f *field.Field, t Total) []byte {
	b = append(b, `{"rule":"`...)
	b = append(b, t.Rule...)
	b = append(b, `","filled":`...)
	b = strconv.AppendInt(b, int64(t.Filled), 10)
	b = append(b, `,"unread":`...)
	b = strconv.AppendInt(b, int64(t.Unread), 10)
	b = append(b, `,"value":`...)
	b = n.appendTotal(b, f, t)
	return append(n.appendConverted(b, f, t), '}')
}

func (n Names) appendTotal(b []byte, f *field.Field, t Total) []byte {
	switch {
	case t.ByCurrency != nil:
		texts := map[string]string{}
		for currency, sum := range t.ByCurrency {
			texts[currency] = BigFixed(sum, currency)
		}
		return append(b, field.EncodeTexts(texts)...)
	case t.Rule == field.CountByValue:
		return n.appendCounts(b, f, t.Counts)
	case t.Rule == field.Count:
		return appendQuoted(b, strconv.Itoa(t.Filled))
	}
	return n.AppendValue(b, f, t.Value, "")
}

func (n Names) appendCounts(b []byte, f *field.Field, counts map[int64]int) []byte {
	ids := make([]int64, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	b = append(b, '[')
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"value":`...)
		if f.Kind == field.Choices {
			b = appendOption(b, f, id)
		} else {
			b = n.AppendValue(b, f, field.Int(id), "")
		}
		b = append(b, `,"count":`...)
		b = strconv.AppendInt(b, int64(counts[id]), 10)
		b = append(b, '}')
	}
	return append(b, ']')
}

// BigFixed writes a sum of amounts, in 1/10,000, with the places of its currency.
func BigFixed(n *big.Int, currency string) string {
	places := money.Places(currency)
	step := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(4-places)), nil)
	q, r := new(big.Int).QuoRem(n, step, new(big.Int))
	if r.Sign() != 0 {
		places, q = 4, n
	}
	s := new(big.Int).Abs(q).String()
	if places > 0 {
		for len(s) <= places {
			s = "0" + s
		}
		s = s[:len(s)-places] + "." + s[len(s)-places:]
	}
	if n.Sign() < 0 {
		s = "-" + s
	}
	return s
}
