package summary

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
	rooms "vigie/room/project"
)

// mostInputs is how many inputs of a figure an explanation names; the rest is a list.
const mostInputs = 20

// Explanation says where a figure comes from: what was done to which rows, or by
// which formula, from which values, and who entered those and when.
type Explanation struct {
	Object    explained        `json:"object"`
	Attribute string           `json:"attribute"`
	Label     string           `json:"label"`
	Kind      string           `json:"kind"`
	AsOf      day.Day          `json:"as_of"`
	Live      bool             `json:"live"`
	Value     json.RawMessage  `json:"value"`
	Was       json.RawMessage  `json:"was"`
	Converted json.RawMessage  `json:"converted"`
	Rates     []explainedRate  `json:"rates"`
	Rule      string           `json:"rule"`
	Formula   *bothWords       `json:"formula"`
	Help      string           `json:"help"`
	Partial   bool             `json:"partial"`
	Count     int              `json:"count"`
	Filled    int              `json:"filled"`
	Unread    int              `json:"unread"`
	Steps     []explainedStep  `json:"steps"`
	Inputs    []explainedInput `json:"inputs"`
	More      int              `json:"more"`
	Rows      string           `json:"rows"`
}

type explained struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

type bothWords struct {
	EN string `json:"en"`
	FR string `json:"fr"`
}

type explainedRate struct {
	From string  `json:"from"`
	Rate string  `json:"rate"`
	Day  day.Day `json:"day"`
}

type explainedStep struct {
	Label string `json:"label"`
	Value string `json:"value"`
	Text  string `json:"text"`
}

type explainedInput struct {
	Object    explained       `json:"object"`
	Attribute string          `json:"attribute"`
	Label     string          `json:"label"`
	Kind      string          `json:"kind"`
	Value     json.RawMessage `json:"value"`
	Unread    *string         `json:"unread"`
	Share     *string         `json:"share"`
	By        *personRef      `json:"by"`
	At        *time.Time      `json:"at"`
	Effective *day.Day        `json:"effective"`
	Change    *int64          `json:"change"`
	Via       string          `json:"via"`
	Note      string          `json:"note"`

	id    int64
	value field.Value
}

var null = json.RawMessage("null")

func (p *Page) explanation(attribute string) Explanation {
	return Explanation{
		Attribute: attribute, AsOf: p.now.On, Live: p.now.Live, Value: null, Was: null, Converted: null, Rates: []explainedRate{}, Steps: []explainedStep{}, Inputs: []explainedInput{},
		Count: len(p.now.rows),
	}
}

// Explain explains a figure of the page.
func (p *Page) Explain(attribute, portfolio string) (Explanation, error) {
	e := p.explanation(attribute)
	e.Object, e.Partial = explained{"portfolio", p.portfolioID(), portfolio}, p.Partial()
	factor := slices.Contains([]string{Completeness, Freshness, Consistency}, attribute)
	key := attribute
	if factor {
		key = Trust
	}
	if key == Added || key == Removed {
		return e, unknown(key)
	}
	if _, plain := plainLabels[key]; !plain && counted[key].label.IsZero() {
		if f := p.now.Catalogue.Get(key); f == nil || f.Retired {
			return e, unknown(key)
		}
	}
	f, err := p.figure(key, 0)
	if err != nil {
		return e, err
	}
	e.Label, e.Kind, e.Value, e.Converted, e.Filled, e.Unread, e.Rows = f.Label, f.Kind, f.Value, f.Converted, f.Filled, f.Unread, f.Rows
	if f.Was != nil {
		e.Was = f.Was
	}
	switch {
	case key == Count:
		e.Rule = label.F("%s that you may see", "%s que vous pouvez voir", projects(len(p.now.rows))).In(p.lang)
		e.Inputs, e.More = p.named(p.now.rows, "name")
	case key == Trust:
		p.explainTrust(&e, attribute)
	case !counted[key].label.IsZero():
		err = p.explainCounted(&e, key)
	default:
		p.explainTotal(&e, p.now.Catalogue.Get(key))
	}
	if err != nil {
		return e, err
	}
	return e, p.trace(e.Inputs)
}

// The factors of the trust score, explained by themselves.
const (
	Completeness = "completeness"
	Freshness    = "freshness"
	Consistency  = "consistency"
)

func unknown(key string) error {
	return fault.Invalid("attribute", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key))
}

// projects writes a number of projects.
func projects(n int) label.Text {
	if n == 1 {
		return label.T("1 project", "1 projet")
	}
	if n == 0 {
		return label.T("no project", "aucun projet")
	}
	return label.F("%s projects", "%s projets", number(n))
}

func number(n int) label.Text {
	a := money.Units(int64(n))
	return label.T(a.In(label.EN), a.In(label.FR))
}

// ruleWords say what a rule of consolidation does.
var ruleWords = map[field.Consolidation]label.Text{
	field.Sum: label.T("Sum", "Somme"), field.Mean: label.T("Mean", "Moyenne"), field.WeightedMean: label.T("Weighted mean", "Moyenne pondérée"),
	field.Minimum: label.T("Smallest value", "Plus petite valeur"), field.Maximum: label.T("Largest value", "Plus grande valeur"), field.Worst: label.T("Worst value", "Pire valeur"),
	field.Best: label.T("Best value", "Meilleure valeur"), field.Latest: label.T("Latest value", "Dernière valeur"), field.CountByValue: label.T("Number of projects by value", "Nombre de projets par valeur"),
}

// ruleOf is the sentence of a total: what was done, over which projects, and what
// was left out.
func (p *Page) ruleOf(f *field.Field, t snapshot.Total) string {
	l := p.lang
	text := label.F("%s of “%s” over %s", "%s de « %s » sur %s", ruleWords[f.Consolidation], f.Label, projects(t.Filled)).In(l)
	if f.Consolidation == field.WeightedMean {
		if w := p.now.Catalogue.Get(f.Weight); w != nil {
			text += label.F(", weighed by “%s”", ", pondérée par « %s »", w.Label).In(l)
		}
	}
	empty := len(p.now.rows) - t.Filled - t.Unread
	if empty > 0 {
		text += label.F("; %s without a value", "\u202f; %s sans valeur", projects(empty)).In(l)
	}
	if t.Unread > 0 {
		text += label.F("; %s with a text that could not be read", "\u202f; %s dont le texte n’a pas pu être lu", projects(t.Unread)).In(l)
	}
	if len(t.ByCurrency) > 1 {
		text += label.T("; currencies are never added up", "\u202f; les devises ne s’additionnent jamais").In(l)
	}
	return text
}

func (p *Page) explainTotal(e *Explanation, f *field.Field) {
	t := p.now.set.Total(f, p.now.rows)
	e.Rule, e.Help = p.ruleOf(f, t), f.Help.In(p.lang)
	if f.Kind == field.Computed {
		e.Formula = p.formula(f)
	}
	if t.Converted != nil {
		for _, u := range t.Converted.Rates {
			e.Rates = append(e.Rates, explainedRate{u.From, u.Text(), u.Day})
		}
	}
	get := p.now.set.Get(f)
	var rows []snapshot.Row
	for _, row := range p.now.rows {
		if get(row).Set {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b snapshot.Row) int { return p.heavier(f, get(a), get(b)) })
	e.Inputs, e.More = p.named(rows, f.Key)
	if f.Consolidation != field.Sum {
		return
	}
	for i := range e.Inputs {
		row, _ := p.now.row(e.Inputs[i].id)
		sum := t.Value.N
		if by := t.ByCurrency[p.now.CurrencyOf(row)]; by != nil && by.IsInt64() {
			sum = by.Int64()
		}
		if share, ok := money.MulDiv(e.Inputs[i].value.N, 100*money.Scale, max(sum, 1)); ok && sum > 0 {
			text := money.Amount(share).Round(1).String()
			e.Inputs[i].Share = &text
		}
	}
}

// heavier puts first what decides the total: the smallest of a minimum, the best
// of a best, else the largest.
func (p *Page) heavier(f *field.Field, a, b field.Value) int {
	if f.Consolidation == field.Minimum || f.Consolidation == field.Best {
		return cmp.Compare(a.N, b.N)
	}
	return cmp.Compare(b.N, a.N)
}

func (p *Page) formula(f *field.Field) *bothWords {
	t := p.now.Catalogue.FormulaText(f, p.now.names)
	return &bothWords{t.EN, t.FR}
}

// shownBy is the attribute by which the rows of a counted figure are shown.
var shownBy = map[string]string{Late: "end", OverCost: "total_cost", Overdue: "end", Stale: ""}

func (p *Page) explainCounted(e *Explanation, key string) error {
	m, err := p.measure(p.now, key)
	if err != nil {
		return err
	}
	e.Rule = label.F("%s %s, of %s for which that can be said", "%s %s, sur %s pour lesquels on peut le dire", projects(m.count), counted[key].words, projects(m.of)).In(p.lang)
	holds, err := p.now.set.Test(Condition(key, p.now.settings))
	if err != nil {
		return err
	}
	var rows []snapshot.Row
	for _, row := range p.now.rows {
		if holds(row) {
			rows = append(rows, row)
		}
	}
	e.Inputs, e.More = p.named(rows, shownBy[key])
	if key == Stale {
		for i := range e.Inputs {
			row, _ := p.now.row(e.Inputs[i].id)
			e.Inputs[i].Attribute, e.Inputs[i].Label, e.Inputs[i].Kind = "updated", updatedText.In(p.lang), "date"
			e.Inputs[i].Value = mustJSON(p.now.Fresh(row).String())
		}
	}
	return nil
}

var updatedText = label.T("Last update", "Dernière mise à jour")

// named makes inputs of rows: each project with a value of it.
func (p *Page) named(rows []snapshot.Row, key string) ([]explainedInput, int) {
	out := []explainedInput{}
	f := p.now.Catalogue.Get(key)
	for _, row := range rows[:min(len(rows), mostInputs)] {
		out = append(out, p.input(row, f))
	}
	return out, len(rows) - len(out)
}

func (p *Page) input(row snapshot.Row, f *field.Field) explainedInput {
	in := explainedInput{Object: explained{"project", p.now.Public(row), p.now.Value(row, "name").S}, Value: null, id: p.now.ID(row)}
	if f == nil {
		return in
	}
	in.Attribute, in.Label, in.Kind, in.value = f.Key, f.Label.In(p.lang), string(f.ValueKind()), p.now.set.Get(f)(row)
	in.Value = p.now.json(f, in.value, row)
	if text := p.now.Unread(row, f.Key); text != "" && !in.value.Set {
		in.Unread = &text
	}
	return in
}

// trace says of inputs who entered them, and when, where the person may read the
// history.
func (p *Page) trace(inputs []explainedInput) error {
	var ids []int64
	for _, in := range inputs {
		ids = append(ids, in.id)
	}
	slices.Sort(ids)
	traces, err := rooms.Traces(p.ctx, p.desk.DB, p.ask.Who, slices.Compact(ids), p.now.On)
	if err != nil {
		return err
	}
	for i := range inputs {
		in := &inputs[i]
		t, ok := rooms.Entered(traces[in.id], in.Attribute, in.value)
		if !ok || !in.value.Set && in.Unread == nil {
			continue
		}
		at, number := time.UnixMilli(t.Change.At).UTC(), t.Change.Number
		in.By, in.At, in.Effective, in.Change, in.Via, in.Note = p.actor(int64(t.Change.Actor)), &at, &t.Effective, &number, t.Change.Via, t.Change.Note
	}
	return nil
}

var (
	factorLabels = []label.Text{label.T("Completeness", "Complétude"), label.T("Freshness", "Fraîcheur"), label.T("Consistency", "Cohérence")}
	trustRule    = label.T("Completeness × freshness × consistency, from 0 to 100", "Complétude × fraîcheur × cohérence, de 0 à 100")
	byBudgetRule = label.T("Mean of the scores of the projects, weighed by their total cost; one without a cost weighs as much as the average", "Moyenne des indices des projets, pondérée par leur coût total\u202f; un projet sans coût pèse autant que la moyenne")
	byCountRule  = label.T("Mean of the scores of the projects, each weighing the same", "Moyenne des indices des projets, à poids égal")
)

func (p *Page) explainTrust(e *Explanation, attribute string) {
	s, byBudget := p.score(p.now)
	rule := byCountRule
	if byBudget {
		rule = byBudgetRule
	}
	e.Rule = rule.In(p.lang)
	for i, v := range []money.Amount{s.Completeness, s.Freshness, s.Consistency} {
		st := explainedStep{Label: factorLabels[i].In(p.lang), Value: v.Round(2).String(), Text: label.T("Mean of the projects", "Moyenne des projets").In(p.lang)}
		e.Steps = append(e.Steps, st)
		if attribute == []string{Completeness, Freshness, Consistency}[i] {
			e.Label, e.Kind, e.Value, e.Was = st.Label, "number", mustJSON(st.Value), null
		}
	}
	_, all := p.now.judgements()
	at := make([]int, len(all))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(all[a].Value, all[b].Value) })
	for _, i := range at[:min(len(at), mostInputs)] {
		in := p.input(p.now.rows[i], nil)
		in.Attribute, in.Label, in.Kind, in.Value = Trust, plainLabels[Trust].In(p.lang), "score", mustJSON(all[i].Value.Round(1).String())
		e.Inputs = append(e.Inputs, in)
	}
	e.More = len(all) - len(e.Inputs)
}
