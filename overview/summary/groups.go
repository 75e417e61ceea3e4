package summary

import (
	"cmp"
	"encoding/json"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// mostGroups is how many groups a block shows; the rest is counted.
const mostGroups = 60

type healthSettings struct {
	Attribute string `json:"attribute"`
	By        string `json:"by"`
	Months    int    `json:"months"`
}

type healthGroup struct {
	Value  json.RawMessage `json:"value"`
	Label  string          `json:"label"`
	Colour string          `json:"colour"`
	Count  int             `json:"count"`
	Counts []int           `json:"counts"`
	Was    []int           `json:"was"`
	Rows   string          `json:"rows"`
	Cells  []string        `json:"cells"`
}

type healthPoint struct {
	Month  day.Month `json:"month"`
	Counts []int     `json:"counts"`
}

type healthData struct {
	Attribute string        `json:"attribute"`
	Label     string        `json:"label"`
	Kind      string        `json:"kind"`
	By        string        `json:"by"`
	ByLabel   string        `json:"by_label"`
	Values    []valueOut    `json:"values"`
	Total     healthGroup   `json:"total"`
	Groups    []healthGroup `json:"groups"`
	More      int           `json:"more"`
	Trend     []healthPoint `json:"trend"`
}

var (
	scaled  = []field.Kind{field.Weather, field.Light, field.Choice, field.Choices}
	grouped = []field.Kind{field.Unit, field.Choice, field.Choices, field.User, field.Project, field.YesNo, field.Weather, field.Light}
)

func (in healthSettings) check(c *field.Catalogue) error {
	f := c.Get(in.Attribute)
	if f == nil || f.Retired || !slices.Contains(scaled, f.Kind) {
		return fault.Invalid("settings.attribute", label.T("Choose the weather, a light or a list", "Choisissez la météo, un feu ou une liste"))
	}
	if by := c.Get(in.By); in.By != "" && (by == nil || by.Retired || !slices.Contains(grouped, by.Kind)) {
		return fault.Invalid("settings.by", label.F("Projects cannot be grouped by “%s”", "Les projets ne peuvent pas être groupés par « %s »", in.By))
	}
	if in.Months < 0 || in.Months > mostMonths {
		return fault.Invalid("settings.months", label.F("A trend goes back at most %d months", "Une tendance remonte à %d mois au plus", mostMonths))
	}
	return nil
}

func (p *Page) healthBlock(in healthSettings) (any, error) {
	f, err := p.attribute("attribute", in.Attribute)
	if err != nil {
		return nil, err
	}
	now := p.now.countBy(f.Key)
	var was map[int64]int
	if p.was != nil {
		was = p.was.countBy(f.Key)
	}
	ids := p.listed(f, now)
	out := healthData{Attribute: f.Key, Label: f.Label.In(p.lang), Kind: string(f.ValueKind()), By: in.By, Groups: []healthGroup{}, Trend: []healthPoint{}}
	cells := make([]string, len(ids))
	for i, id := range ids {
		v := valueOf(id)
		out.Values = append(out.Values, p.shown(p.now, f, v))
		cells[i] = p.now.equals(f, v)
	}
	out.Total = healthGroup{Value: json.RawMessage("null"), Label: "Total", Count: len(p.now.rows), Counts: pick(now, ids), Was: pick(was, ids), Cells: cells}
	if in.By != "" {
		if err := p.healthGroups(&out, f, ids, cells); err != nil {
			return nil, err
		}
	}
	return out, p.healthTrend(&out, f, ids, in.Months)
}

func valueOf(id int64) field.Value {
	if id == noValue {
		return field.Value{}
	}
	return field.Int(id)
}

// pick returns counts in an order; nil for none.
func pick(counts map[int64]int, ids []int64) []int {
	if counts == nil {
		return nil
	}
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = counts[id]
	}
	return out
}

func (p *Page) healthTrend(out *healthData, f *field.Field, ids []int64, months int) error {
	if months == 0 {
		return nil
	}
	ends, err := p.trend(months - 1)
	if err != nil {
		return err
	}
	for _, r := range ends {
		m, err := p.measure(r, "by:"+f.Key)
		if err != nil {
			return err
		}
		out.Trend = append(out.Trend, healthPoint{r.On.Month(), pick(m.counts, ids)})
	}
	out.Trend = append(out.Trend, healthPoint{p.now.On.Month(), out.Total.Counts})
	return nil
}

func (p *Page) healthGroups(out *healthData, f *field.Field, ids []int64, cells []string) error {
	by, err := p.attribute("by", out.By)
	if err != nil {
		return err
	}
	out.ByLabel = by.Label.In(p.lang)
	counts, err := p.crossed(p.now, f, out.By)
	if err != nil {
		return err
	}
	var was map[int64]map[int64]int
	if p.was != nil {
		if was, err = p.crossed(p.was, f, out.By); err != nil {
			return err
		}
	}
	for _, id := range bySize(counts, was) {
		v := valueOf(id)
		head := p.shown(p.now, by, v)
		g := healthGroup{Value: head.Value, Label: head.Label, Colour: head.Colour, Count: counts[id][everyRow], Counts: pick(orNone(counts[id]), ids), Rows: p.now.equals(by, v)}
		if was != nil {
			g.Was = pick(orNone(was[id]), ids)
		}
		for _, cell := range cells {
			g.Cells = append(g.Cells, And(cell, g.Rows))
		}
		out.Groups = append(out.Groups, g)
	}
	out.More = max(len(out.Groups)-mostGroups, 0)
	out.Groups = out.Groups[:len(out.Groups)-out.More]
	return nil
}

func orNone(m map[int64]int) map[int64]int {
	if m == nil {
		return map[int64]int{}
	}
	return m
}

// everyRow stands, in counts by value, for all rows of the group.
const everyRow = noValue + 1

// crossed counts the rows by group, and in it by the value of an attribute.
func (p *Page) crossed(r *reading, f *field.Field, by string) (map[int64]map[int64]int, error) {
	_, group, err := r.set.By(by)
	if err != nil {
		return nil, err
	}
	out := map[int64]map[int64]int{}
	get := r.set.Get(f)
	for _, row := range r.rows {
		v := get(row)
		for _, g := range idsOf(group(row)) {
			in := out[g]
			if in == nil {
				in = map[int64]int{}
				out[g] = in
			}
			in[everyRow]++
			for _, id := range idsOf(v) {
				in[id]++
			}
		}
	}
	return out, nil
}

// idsOf returns the values under which a row stands: several for several choices.
func idsOf(v field.Value) []int64 {
	switch {
	case v.L != nil:
		return v.L
	case !v.Set:
		return []int64{noValue}
	}
	return []int64{v.N}
}

// bySize returns the groups, the biggest first, and after them those that were
// there only then; the empty one last.
func bySize(now, was map[int64]map[int64]int) []int64 {
	var ids []int64
	for id := range now {
		ids = append(ids, id)
	}
	for id := range was {
		if now[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int {
		return cmp.Or(last(a)-last(b), cmp.Compare(now[b][everyRow], now[a][everyRow]), cmp.Compare(was[b][everyRow], was[a][everyRow]), cmp.Compare(a, b))
	})
	return ids
}

func last(id int64) int {
	if id == noValue {
		return 1
	}
	return 0
}

type breakdownSettings struct {
	By    string `json:"by"`
	Total string `json:"total"`
	Limit int    `json:"limit"`
}

type breakdownGroup struct {
	valueOut
	Count        int             `json:"count"`
	WasCount     *int            `json:"was_count,omitempty"`
	Total        json.RawMessage `json:"total"`
	WasTotal     json.RawMessage `json:"was_total,omitempty"`
	Converted    json.RawMessage `json:"converted"`
	WasConverted json.RawMessage `json:"was_converted,omitempty"`
	Rows         string          `json:"rows"`
	Explain      *string         `json:"explain"`
}

type breakdownData struct {
	By         string           `json:"by"`
	Label      string           `json:"label"`
	Total      string           `json:"total"`
	TotalLabel string           `json:"total_label"`
	TotalKind  string           `json:"total_kind"`
	Several    bool             `json:"several"`
	Groups     []breakdownGroup `json:"groups"`
	More       int              `json:"more"`
}

func (in breakdownSettings) check(c *field.Catalogue) error {
	key, by := cutPeriod(in.By)
	f := c.Get(key)
	if f == nil || f.Retired || by == "" && !slices.Contains(grouped, f.Kind) || by != "" && f.Kind != field.Date && f.Kind != field.Month {
		return fault.Invalid("settings.by", label.F("Projects cannot be grouped by “%s”", "Les projets ne peuvent pas être groupés par « %s »", in.By))
	}
	if in.Total != "" {
		if t := c.Get(in.Total); t == nil || t.Retired || t.Consolidation == field.None || t.Consolidation == field.CountByValue {
			return fault.Invalid("settings.total", label.F("“%s” cannot be totalled: the catalogue gives it no rule", "« %s » ne se totalise pas : le catalogue ne lui donne pas de règle", in.Total))
		}
	}
	return checkLimit(in.Limit, mostGroups)
}

func checkLimit(n, most int) error {
	if n < 1 || n > most {
		return fault.Invalid("settings.limit", label.F("From 1 to %d", "De 1 à %d", most))
	}
	return nil
}

func (p *Page) breakdownBlock(in breakdownSettings) (any, error) {
	key, period := cutPeriod(in.By)
	f, err := p.attribute("by", key)
	if err != nil {
		return nil, err
	}
	out := breakdownData{By: in.By, Label: f.Label.In(p.lang), Total: in.Total, Several: f.Kind == field.Choices, Groups: []breakdownGroup{}}
	var total *field.Field
	if in.Total != "" {
		if total, err = p.attribute("total", in.Total); err != nil {
			return nil, err
		}
		out.TotalLabel, out.TotalKind = total.Label.In(p.lang), string(total.ValueKind())
	}
	now, was, err := p.parted(in.By)
	if err != nil {
		return nil, err
	}
	for _, id := range partOrder(now, was, period != "") {
		g := breakdownGroup{Count: len(now[id]), Converted: json.RawMessage("null"), Total: json.RawMessage("null")}
		v := valueOf(id)
		if g.valueOut, g.Rows = p.shown(p.now, f, v), p.now.equals(f, v); period != "" && v.Set {
			text := snapshot.Level{Field: f, By: period}.Period(id)
			g.valueOut, g.Rows = valueOut{Value: mustJSON(text), Label: text}, within(f, period, id)
		}
		if total != nil {
			p.breakdownTotal(&g, total, now[id], was[id])
		}
		if p.was != nil {
			n := len(was[id])
			g.WasCount = &n
		}
		out.Groups = append(out.Groups, g)
	}
	out.More = max(len(out.Groups)-in.Limit, 0)
	out.Groups = out.Groups[:len(out.Groups)-out.More]
	return out, nil
}

func (p *Page) breakdownTotal(g *breakdownGroup, f *field.Field, now, was []snapshot.Row) {
	t := p.now.set.Total(f, now)
	g.Total, g.Converted, g.Explain = p.now.totalJSON(f, t), p.now.converted(t), p.explainPath(f.Key, g.Rows)
	if p.was != nil {
		t := p.was.set.Total(f, was)
		g.WasTotal, g.WasConverted = p.was.totalJSON(f, t), p.was.converted(t)
	}
}

// parted returns the rows by group, now and then.
func (p *Page) parted(by string) (now, was map[int64][]snapshot.Row, err error) {
	if now, err = p.now.parts(by); err == nil && p.was != nil {
		was, err = p.was.parts(by)
	}
	return now, was, err
}

func (r *reading) parts(by string) (map[int64][]snapshot.Row, error) {
	_, group, err := r.set.By(by)
	out := map[int64][]snapshot.Row{}
	if err != nil {
		return nil, err
	}
	for _, row := range r.rows {
		for _, g := range idsOf(group(row)) {
			out[g] = append(out[g], row)
		}
	}
	return out, nil
}

// partOrder puts groups in order: periods by time, all others by size.
func partOrder(now, was map[int64][]snapshot.Row, byTime bool) []int64 {
	var ids []int64
	for id := range now {
		ids = append(ids, id)
	}
	for id := range was {
		if now[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int {
		if byTime {
			return cmp.Or(last(a)-last(b), cmp.Compare(a, b))
		}
		return cmp.Or(last(a)-last(b), cmp.Compare(len(now[b]), len(now[a])), cmp.Compare(a, b))
	})
	return ids
}
