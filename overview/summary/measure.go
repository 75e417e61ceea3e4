package summary

import (
	"encoding/json"
	"math/big"
	"net/url"
	"slices"
	"strings"

	"vigie/engine/quality"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/trust"
)

// The figures that are not attributes.
const (
	Count    = "count"
	Late     = "late"
	OverCost = "over_cost"
	Overdue  = "overdue"
	Stale    = "stale"
	Added    = "added"
	Removed  = "removed"
	Trust    = "trust"
)

// counted are the figures that count the projects for which a condition holds.
var counted = map[string]struct {
	label, words label.Text
	of           string // the condition of those among which they are counted; "" for all
}{
	Late:     {label.T("Ends after its baseline", "Fin après la référence"), label.T("whose end lies after its baseline", "dont la fin dépasse la référence"), "end is not empty and end_baseline is not empty"},
	OverCost: {label.T("Cost is above its baseline", "Coût au-dessus de la référence"), label.T("whose total cost is above its baseline", "dont le coût total dépasse la référence"), "total_cost is not empty and total_cost_baseline is not empty"},
	Overdue:  {label.T("End passed, not finished", "Fin dépassée, non terminés"), label.T("whose end has passed without their being finished", "dont la fin est dépassée sans qu’ils soient terminés"), "end is not empty"},
	Stale:    {label.T("Not updated", "Non mis à jour"), label.T("that were not updated within their rhythm", "qui n’ont pas été mis à jour dans leur rythme"), ""},
}

var plainLabels = map[string]label.Text{
	Count: label.T("Projects", "Projets"), Trust: label.T("Trust score", "Indice de confiance"),
	Added: label.T("New projects", "Projets entrés"), Removed: label.T("Projects that left", "Projets sortis"),
}

// Condition returns the filter that shows exactly the rows of a counted figure.
func Condition(key string, s trust.Settings) string {
	switch key {
	case Late:
		return "end > end_baseline"
	case OverCost:
		return "total_cost > total_cost_baseline"
	case Overdue:
		return "end < today" + unfinished(s)
	case Stale:
		return staleCondition(s)
	}
	return ""
}

func unfinished(s trust.Settings) string {
	if len(s.Finished) == 0 {
		return ""
	}
	return " and stage not in (" + quoted(s.Finished) + ")"
}

func quoted(keys []string) string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = `"` + k + `"`
	}
	return strings.Join(out, ", ")
}

// staleCondition holds for projects that were not updated within the rhythm of
// their type, and are not finished.
func staleCondition(s trust.Settings) string {
	days := func(n int64) string { return "updated < today - " + money.Units(n).String() + "d" }
	if len(s.Rhythms) == 0 {
		return days(s.RhythmOf("")) + unfinished(s)
	}
	var parts, types []string
	for _, r := range s.Rhythms {
		parts = append(parts, `type = "`+r.Type+`" and `+days(r.Days))
		types = append(types, r.Type)
	}
	parts = append(parts, "type not in ("+quoted(types)+") and "+days(s.RhythmOf("")))
	return "(" + strings.Join(parts, " or ") + ")" + unfinished(s)
}

// measured is a figure at one date.
type measured struct {
	count  int            // of counted figures
	of     int            // among how many
	total  snapshot.Total // of attributes
	score  quality.Score  // of the trust score
	counts map[int64]int  // by value, none under noValue
}

// remembered is what a figure of the past depends on: for those who see
// everything the rows of then, for all others, and where a filter asks, also who
// they are and the last change, for rights are those of now.
type remembered struct {
	stamp, portfolio, project, version, trust, account, change int64
	on                                                         day.Day
	within, filter, key, sight                                 string
}

// mostRemembered is how many figures are kept.
const mostRemembered = 20_000

// measure returns a figure of a reading, out of what is remembered where it can be.
func (p *Page) measure(r *reading, key string) (measured, error) {
	stamp := r.Stamp()
	if stamp == 0 {
		return p.compute(r, key)
	}
	k := remembered{stamp: stamp, trust: r.settings.Version, on: r.On, key: key, filter: p.ask.Filter, sight: r.Sight(), project: p.ask.Project}
	if !p.ask.Who.CanEverywhere(access.ReadProject) || p.ask.Filter != "" {
		k.account, k.change = p.ask.Who.ID, r.Change
	}
	if q := p.ask.Portfolio; q != nil {
		k.portfolio, k.version, k.within = q.ID, q.Version, q.Filter
	}
	p.desk.mu.Lock()
	m, known := p.desk.memo[k]
	p.desk.mu.Unlock()
	if known {
		return m, nil
	}
	m, err := p.compute(r, key)
	if err != nil {
		return m, err
	}
	p.desk.mu.Lock()
	defer p.desk.mu.Unlock()
	if p.desk.memo == nil || len(p.desk.memo) >= mostRemembered {
		p.desk.memo = map[remembered]measured{}
	}
	p.desk.memo[k] = m
	return m, nil
}

func (p *Page) compute(r *reading, key string) (measured, error) {
	if err := p.fill(r); err != nil {
		return measured{}, err
	}
	switch key {
	case Count:
		return measured{count: len(r.rows), of: len(r.rows)}, nil
	case Trust:
		s, _ := p.score(r)
		return measured{score: s, of: len(r.rows), count: len(r.rows)}, nil
	}
	if c, ok := counted[key]; ok {
		return r.countWhere(Condition(key, r.settings), c.of)
	}
	if of, ok := strings.CutPrefix(key, "by:"); ok {
		return measured{counts: r.countBy(of), of: len(r.rows)}, nil
	}
	f := r.Catalogue.Get(key)
	if f == nil || f.Retired || f.Consolidation == field.None {
		return measured{}, fault.Invalid("figures", label.F("“%s” cannot be totalled: the catalogue gives it no rule", "« %s » ne se totalise pas : le catalogue ne lui donne pas de règle", key))
	}
	return measured{total: r.set.Total(f, r.rows), of: len(r.rows)}, nil
}

// countWhere counts the rows for which a condition holds, and those for which
// another does, which says among how many.
func (r *reading) countWhere(condition, of string) (measured, error) {
	holds, err := r.set.Test(condition)
	if err != nil {
		return measured{}, err
	}
	among, err := r.set.Test(of)
	if err != nil {
		return measured{}, err
	}
	m := measured{}
	for _, row := range r.rows {
		if holds(row) {
			m.count++
		}
		if among(row) {
			m.of++
		}
	}
	return m, nil
}

// noValue stands in counts for projects without a value.
const noValue = -1 << 62

// countBy counts the rows by the values of an attribute.
func (r *reading) countBy(key string) map[int64]int {
	out := map[int64]int{}
	f := r.Catalogue.Get(key)
	if f == nil {
		return out
	}
	get := r.set.Get(f)
	for _, row := range r.rows {
		v := get(row)
		switch {
		case !v.Set:
			out[noValue]++
		case v.L != nil:
			for _, id := range v.L {
				out[id]++
			}
		default:
			out[v.N]++
		}
	}
	return out
}

// kindOf says how the total of an attribute is written.
func kindOf(f *field.Field) string {
	if f.Consolidation == field.CountByValue {
		return "counts"
	}
	return string(f.ValueKind())
}

// totalJSON writes a total as a figure's value.
func (r *reading) totalJSON(f *field.Field, t snapshot.Total) json.RawMessage {
	if t.ByCurrency != nil {
		return amountsJSON(t.ByCurrency)
	}
	if t.Rule == field.CountByValue {
		b, _ := json.Marshal(len(t.Counts))
		return b
	}
	return r.names.AppendValue(nil, f, t.Value, "")
}

func amountsJSON(by map[string]*big.Int) json.RawMessage {
	texts := make(map[string]string, len(by))
	for currency, sum := range by {
		texts[currency] = snapshot.BigFixed(sum, currency)
	}
	return json.RawMessage(field.EncodeTexts(texts))
}

// minus subtracts amounts by currency; a currency on one side only counts as none
// on the other.
func minus(a, b map[string]*big.Int) map[string]*big.Int {
	out := map[string]*big.Int{}
	for c, n := range a {
		out[c] = new(big.Int).Set(n)
	}
	for c, n := range b {
		if out[c] == nil {
			out[c] = new(big.Int)
		}
		out[c].Sub(out[c], n)
	}
	return out
}

// explainPath is where a figure of the page is explained.
func (p *Page) explainPath(attribute string, filters ...string) *string {
	q := url.Values{"object": {"portfolio:" + p.portfolioID()}, "attribute": {attribute}}
	if !p.ask.Now.Live {
		q.Set("as_of", p.ask.Now.On.String())
	}
	if f := And(append([]string{p.ask.Filter}, filters...)...); f != "" {
		q.Set("filter", f)
	}
	path := "/explain?" + q.Encode()
	return &path
}

// And joins conditions; empty ones are left out.
func And(conditions ...string) string {
	conditions = slices.DeleteFunc(slices.Clone(conditions), func(c string) bool { return strings.TrimSpace(c) == "" })
	if len(conditions) == 1 {
		return conditions[0]
	}
	for i, c := range conditions {
		if strings.Contains(c, " or ") {
			conditions[i] = "(" + c + ")"
		}
	}
	return strings.Join(conditions, " and ")
}
