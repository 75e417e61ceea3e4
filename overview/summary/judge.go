package summary

import (
	"cmp"
	"slices"

	"vigie/engine/quality"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/trust"
)

// judgement is the trust score of one row, and what it is made of.
type judgement struct {
	quality.Score
	in       quality.Input
	missing  uint64 // the attributes that are required and empty, as bits of the judge's list
	findings uint64 // the rules that it breaks, as bits of the judge's list
}

// judge scores the rows of a reading by the settings.
type judge struct {
	r       *reading
	fields  []*field.Field
	weights []int64
	gets    []func(snapshot.Row) field.Value
	stages  []map[int64]bool // at which each is required; nil for all
	rules   []trust.Rule
	tests   []func(snapshot.Row) bool
	stage   func(snapshot.Row) field.Value
	kind    func(snapshot.Row) field.Value // the type of the project
	rhythms map[int64]int64                // by type
	usual   int64                          // the rhythm of the others
	ended   map[int64]bool                 // the stages in which nothing is expected any more
}

// mostParts is how many attributes and rules a judgement can tell apart.
const mostParts = 64

func (r *reading) judge() *judge {
	j := &judge{r: r, stage: r.get("stage"), kind: r.get("type"), rhythms: map[int64]int64{}, usual: r.settings.RhythmOf(""), ended: r.stageIDs(r.settings.Finished)}
	for _, a := range r.settings.Attributes {
		f := r.Catalogue.Get(a.Key)
		if f == nil || f.Retired || len(j.fields) == mostParts {
			continue
		}
		j.fields, j.weights, j.gets = append(j.fields, f), append(j.weights, a.Weight), append(j.gets, r.set.Get(f))
		var stages map[int64]bool
		if len(a.Stages) > 0 {
			stages = r.stageIDs(a.Stages)
		}
		j.stages = append(j.stages, stages)
	}
	for _, rule := range r.settings.Rules {
		test, err := r.set.Test(rule.Condition)
		if rule.Off || err != nil || len(j.rules) == mostParts {
			continue // a rule whose attributes are gone finds nothing
		}
		j.rules, j.tests = append(j.rules, rule), append(j.tests, test)
	}
	if f := r.Catalogue.Get("type"); f != nil {
		for _, o := range f.Choices {
			j.rhythms[o.ID] = r.settings.RhythmOf(o.Key)
		}
	}
	return j
}

func (r *reading) stageIDs(keys []string) map[int64]bool {
	out := map[int64]bool{}
	if f := r.Catalogue.Get("stage"); f != nil {
		for _, o := range f.Choices {
			if slices.Contains(keys, o.Key) {
				out[o.ID] = true
			}
		}
	}
	return out
}

// rhythm is how many days may pass between two updates of a row.
func (j *judge) rhythm(row snapshot.Row) int64 {
	if n, ok := j.rhythms[j.kind(row).N]; ok {
		return n
	}
	return j.usual
}

func (j *judge) of(row snapshot.Row) judgement {
	v := judgement{in: quality.Input{Days: max(int64(j.r.On-j.r.Fresh(row)), 0), Rhythm: j.rhythm(row)}}
	stage := j.stage(row)
	if stage.Set && j.ended[stage.N] {
		v.in.Days = 0 // what is done does not grow old
	}
	for i, get := range j.gets {
		if j.stages[i] != nil && !(stage.Set && j.stages[i][stage.N]) {
			continue
		}
		v.in.Required += j.weights[i]
		if get(row).Set {
			v.in.Filled += j.weights[i]
		} else {
			v.missing |= 1 << i
		}
	}
	for i, breaks := range j.tests {
		if breaks(row) {
			v.findings |= 1 << i
			v.in.Findings++
		}
	}
	v.Score = quality.Of(v.in)
	return v
}

// judgements scores every row of a reading, once.
func (r *reading) judgements() (*judge, []judgement) {
	j := r.judge()
	if r.judged == nil {
		r.judged = make([]judgement, len(r.rows))
		for i, row := range r.rows {
			r.judged[i] = j.of(row)
		}
	}
	return j, r.judged
}

// score is the trust score of a reading, weighed by budget where that is known in
// one currency, else by count.
func (p *Page) score(r *reading) (s quality.Score, byBudget bool) {
	if r.scored == nil {
		s, byBudget = r.mean()
		r.scored = &scored{s, byBudget}
	}
	return r.scored.Score, r.scored.byBudget
}

type scored struct {
	quality.Score
	byBudget bool
}

func (r *reading) mean() (quality.Score, bool) {
	_, all := r.judgements()
	budget := r.budgets()
	weighed := make([]quality.Weighed, len(all))
	for i, v := range all {
		weighed[i] = quality.Weighed{Score: v.Score, Budget: budget(r.rows[i])}
	}
	return quality.Mean(weighed)
}

// budgets returns how much a row weighs: its total cost, or nothing where the
// costs of the set are in several currencies, which nothing makes comparable.
func (r *reading) budgets() func(snapshot.Row) int64 {
	f := r.Catalogue.Get("total_cost")
	if f == nil {
		return func(snapshot.Row) int64 { return 0 }
	}
	get, currency := r.set.Get(f), ""
	for _, row := range r.rows {
		if c := r.CurrencyOf(row); get(row).Set && c != currency {
			if currency != "" {
				return func(snapshot.Row) int64 { return 0 }
			}
			currency = c
		}
	}
	return func(row snapshot.Row) int64 { return get(row).N }
}

type scoreOut struct {
	Score        string `json:"score"`
	Completeness string `json:"completeness"`
	Freshness    string `json:"freshness"`
	Consistency  string `json:"consistency"`
}

func scoreOf(s quality.Score) scoreOut {
	return scoreOut{s.Value.Round(1).String(), s.Completeness.Round(2).String(), s.Freshness.Round(2).String(), s.Consistency.Round(2).String()}
}

// Finding is a rule that projects break.
type finding struct {
	Rule  string `json:"rule"`
	Label string `json:"label"`
	Count int    `json:"count"`
	Rows  string `json:"rows"`
}

type missing struct {
	Attribute string `json:"attribute"`
	Label     string `json:"label"`
	Count     int    `json:"count"`
	Rows      string `json:"rows"`
}

type band struct {
	From  int `json:"from"`
	To    int `json:"to"`
	Count int `json:"count"`
}

type trusted struct {
	projectRef
	scoreOut
	Missing  []string `json:"missing"`
	Findings []string `json:"findings"`
	Days     int64    `json:"days"`
	Explain  string   `json:"explain"`
}

type trustData struct {
	scoreOut
	Was      *scoreOut `json:"was"`
	Weighed  string    `json:"weighed"`
	Bands    []band    `json:"bands"`
	Findings []finding `json:"findings"`
	Missing  []missing `json:"missing"`
	Items    []trusted `json:"items"`
	More     int       `json:"more"`
}

type limitSettings struct {
	Limit int `json:"limit"`
}

func (p *Page) trustBlock(in limitSettings) (any, error) {
	s, byBudget := p.score(p.now)
	j, all := p.now.judgements()
	out := trustData{scoreOut: scoreOf(s), Weighed: "count", Bands: []band{{0, 40, 0}, {40, 60, 0}, {60, 80, 0}, {80, 100, 0}}, Findings: []finding{}, Missing: []missing{}, Items: []trusted{}}
	if byBudget {
		out.Weighed = "total_cost"
	}
	if p.was != nil {
		then, _ := p.score(p.was)
		was := scoreOf(then)
		out.Was = &was
	}
	for _, v := range all {
		for i := len(out.Bands) - 1; i >= 0; i-- {
			if v.Value >= money.Units(int64(out.Bands[i].From)) {
				out.Bands[i].Count++
				break
			}
		}
	}
	out.Findings, out.Missing = j.tally(all, p.lang)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(all[a].Value, all[b].Value), cmp.Compare(p.now.ID(p.now.rows[a]), p.now.ID(p.now.rows[b])))
	})
	for _, i := range order[:min(in.Limit, len(order))] {
		out.Items = append(out.Items, p.trusted(j, p.now.rows[i], all[i]))
	}
	out.More = len(order) - len(out.Items)
	return out, nil
}

func (p *Page) trusted(j *judge, row snapshot.Row, v judgement) trusted {
	t := trusted{projectRef: p.now.project(row), scoreOut: scoreOf(v.Score), Missing: []string{}, Findings: []string{}, Days: v.in.Days}
	for i, f := range j.fields {
		if v.missing&(1<<i) != 0 {
			t.Missing = append(t.Missing, f.Key)
		}
	}
	for i, rule := range j.rules {
		if v.findings&(1<<i) != 0 {
			t.Findings = append(t.Findings, rule.Key)
		}
	}
	t.Explain = ExplainProject(t.ID, Trust, p.ask.Now)
	return t
}

// tally counts what is missing and what is broken, the most frequent first.
func (j *judge) tally(all []judgement, l label.Lang) ([]finding, []missing) {
	findings, lacks := []finding{}, []missing{}
	for i, rule := range j.rules {
		n := 0
		for _, v := range all {
			n += int(v.findings >> i & 1)
		}
		if n > 0 {
			findings = append(findings, finding{rule.Key, rule.Label.In(l), n, rule.Condition})
		}
	}
	for i, f := range j.fields {
		n := 0
		for _, v := range all {
			n += int(v.missing >> i & 1)
		}
		if n > 0 {
			lacks = append(lacks, missing{f.Key, f.Label.In(l), n, And(f.Key+" is empty", j.atStages(i))})
		}
	}
	slices.SortStableFunc(findings, func(a, b finding) int { return b.Count - a.Count })
	slices.SortStableFunc(lacks, func(a, b missing) int { return b.Count - a.Count })
	return findings, lacks
}

// atStages is the condition of the stages at which an attribute is required.
func (j *judge) atStages(i int) string {
	if j.stages[i] == nil {
		return ""
	}
	for _, a := range j.r.settings.Attributes {
		if a.Key == j.fields[i].Key {
			return "stage in (" + quoted(a.Stages) + ")"
		}
	}
	return ""
}
