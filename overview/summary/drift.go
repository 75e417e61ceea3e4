package summary

import (
	"cmp"
	"encoding/json"
	"math/big"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/field"
)

type driftSettings struct {
	Of    string `json:"of"`
	Limit int    `json:"limit"`
}

func (in driftSettings) check(*field.Catalogue) error {
	if !slices.Contains([]string{"end", "cost", "both"}, in.Of) {
		return fault.Invalid("settings.of", label.T("Choose end, cost or both", "Choisissez end (fin), cost (coût) ou both (les deux)"))
	}
	return checkLimit(in.Limit, 100)
}

type slip struct {
	projectRef
	Value    day.Day `json:"value"`
	Baseline day.Day `json:"baseline"`
	Days     int64   `json:"days"`
	Text     string  `json:"text"`
	WasDays  *int64  `json:"was_days"`
}

type overrun struct {
	projectRef
	Value      json.RawMessage `json:"value"`
	Baseline   json.RawMessage `json:"baseline"`
	Delta      json.RawMessage `json:"delta"`
	Percent    *string         `json:"percent"`
	Text       string          `json:"text"`
	WasPercent *string         `json:"was_percent"`
}

type driftData struct {
	Dates        []slip          `json:"dates"`
	DatesLate    int             `json:"dates_late"`
	DatesEarly   int             `json:"dates_early"`
	DatesWithout int             `json:"dates_without"`
	DatesMean    *string         `json:"dates_mean"`
	DatesRows    string          `json:"dates_rows"`
	Costs        []overrun       `json:"costs"`
	CostsOver    int             `json:"costs_over"`
	CostsUnder   int             `json:"costs_under"`
	CostsWithout int             `json:"costs_without"`
	CostsTotal   json.RawMessage `json:"costs_total"`
	CostsRows    string          `json:"costs_rows"`
}

// gap is a value beside its baseline.
type gap struct {
	row snapshot.Row
	n   int64 // value minus baseline
	of  int64 // the baseline
}

// gaps returns the rows that have both an attribute and its baseline, the largest
// gap first, and how many have not.
func (r *reading) gaps(key, baseline string) (out []gap, without int) {
	for _, row := range r.rows {
		v, b := r.Value(row, key), r.Value(row, baseline)
		if !v.Set || !b.Set {
			without++
			continue
		}
		out = append(out, gap{row, v.N - b.N, b.N})
	}
	return out, without
}

func (p *Page) driftBlock(in driftSettings) (any, error) {
	out := driftData{Dates: []slip{}, Costs: []overrun{}, DatesRows: Condition(Late, p.now.settings), CostsRows: Condition(OverCost, p.now.settings), CostsTotal: json.RawMessage("{}")}
	if in.Of != "cost" {
		p.slips(&out, in.Limit)
	}
	if in.Of != "end" {
		p.overruns(&out, in.Limit)
	}
	return out, nil
}

func (p *Page) slips(out *driftData, limit int) {
	gaps, without := p.now.gaps("end", "end_baseline")
	out.DatesWithout = without
	sum := int64(0)
	for _, g := range gaps {
		sum += g.n
		out.DatesLate += b2i(g.n > 0)
		out.DatesEarly += b2i(g.n < 0)
	}
	if len(gaps) > 0 {
		mean := money.Amount(divided(sum*money.Scale, int64(len(gaps)))).Round(1).String()
		out.DatesMean = &mean
	}
	slices.SortStableFunc(gaps, func(a, b gap) int { return cmp.Compare(b.n, a.n) })
	for _, g := range gaps[:min(out.DatesLate, limit)] {
		s := slip{projectRef: p.now.project(g.row), Value: day.Day(g.n + g.of), Baseline: day.Day(g.of), Days: g.n, Text: wording.Shift(g.n, p.lang)}
		if was, ok := p.gapThen(g.row, "end", "end_baseline"); ok {
			s.WasDays = &was.n
		}
		out.Dates = append(out.Dates, s)
	}
}

// gapThen is the gap that a project had on the date compared with.
func (p *Page) gapThen(row snapshot.Row, key, baseline string) (gap, bool) {
	if p.was == nil {
		return gap{}, false
	}
	then, ok := p.was.row(p.now.ID(row))
	if !ok {
		return gap{}, false
	}
	v, b := p.was.Value(then, key), p.was.Value(then, baseline)
	return gap{then, v.N - b.N, b.N}, v.Set && b.Set
}

func (p *Page) overruns(out *driftData, limit int) {
	gaps, without := p.now.gaps("total_cost", "total_cost_baseline")
	out.CostsWithout = without
	sums := map[string]*big.Int{}
	for _, g := range gaps {
		out.CostsOver += b2i(g.n > 0)
		out.CostsUnder += b2i(g.n < 0)
		c := p.now.CurrencyOf(g.row)
		if sums[c] == nil {
			sums[c] = new(big.Int)
		}
		sums[c].Add(sums[c], big.NewInt(g.n))
	}
	out.CostsTotal = amountsJSON(sums)
	worth := p.comparable()
	slices.SortStableFunc(gaps, func(a, b gap) int {
		return cmp.Or(worth(b).Cmp(worth(a)), cmp.Compare(b.n, a.n))
	})
	f := p.now.Catalogue.Get("total_cost")
	for _, g := range gaps[:min(out.CostsOver, limit)] {
		o := overrun{
			projectRef: p.now.project(g.row), Value: p.now.json(f, field.Int(g.n+g.of), g.row), Baseline: p.now.json(f, field.Int(g.of), g.row),
			Delta: p.now.json(f, field.Int(g.n), g.row), Percent: percentOf(g), Text: wording.Signed(big.NewInt(g.n), p.now.CurrencyOf(g.row), p.lang),
		}
		if o.Percent != nil {
			whole := money.Amount(divided(g.n*100, max(abs(g.of)/money.Scale, 1))).Round(0)
			o.Text += " (+" + whole.In(p.lang) + wording.Hard + "%)"
		}
		if was, ok := p.gapThen(g.row, "total_cost", "total_cost_baseline"); ok {
			o.WasPercent = percentOf(was)
		}
		out.Costs = append(out.Costs, o)
	}
}

// comparable returns what a gap is worth in the currency of the instance where a
// rate says so, else in its own.
func (p *Page) comparable() func(gap) *big.Rat {
	book := p.now.Rates()
	return func(g gap) *big.Rat {
		n := new(big.Rat).SetInt64(g.n)
		if used, ok := book.Of(p.now.CurrencyOf(g.row)); ok {
			n.Mul(n, used.Worth)
		}
		return n
	}
}

func percentOf(g gap) *string {
	share, ok := money.MulDiv(g.n, 100*money.Scale, abs(g.of))
	if g.of == 0 || !ok {
		return nil
	}
	text := money.Amount(share).Round(1).String()
	return &text
}

type staleSettings struct {
	Days  int `json:"days"`
	Limit int `json:"limit"`
}

func (in staleSettings) check(*field.Catalogue) error {
	if in.Days < 0 || in.Days > 3650 {
		return fault.Invalid("settings.days", label.F("From 0 to %d days", "De 0 à %d jours", 3650))
	}
	return checkLimit(in.Limit, 100)
}

type staleProject struct {
	projectRef
	Manager *personRef `json:"manager"`
	Updated day.Day    `json:"updated"`
	Days    int64      `json:"days"`
	Rhythm  int64      `json:"rhythm"`
	Text    string     `json:"text"`
}

type staleData struct {
	Total int            `json:"total"`
	Items []staleProject `json:"items"`
	Rows  string         `json:"rows"`
}

func (p *Page) staleBlock(in staleSettings) (any, error) {
	condition := Condition(Stale, p.now.settings)
	if in.Days > 0 {
		condition = "updated < today - " + money.Units(int64(in.Days)).String() + "d" + unfinished(p.now.settings)
	}
	old, err := p.now.set.Test(condition)
	if err != nil {
		return nil, err
	}
	var rows []snapshot.Row
	for _, row := range p.now.rows {
		if old(row) {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b snapshot.Row) int { return cmp.Compare(p.now.Fresh(a), p.now.Fresh(b)) })
	out := staleData{Total: len(rows), Items: []staleProject{}, Rows: condition}
	j := p.now.judge()
	for _, row := range rows[:min(len(rows), in.Limit)] {
		days := int64(p.now.On - p.now.Fresh(row))
		s := staleProject{projectRef: p.now.project(row), Manager: p.now.person(row, "manager"), Updated: p.now.Fresh(row), Days: days, Rhythm: j.rhythm(row)}
		s.Text = label.F("%s ago", "il y a %s", wording.Span(days, p.lang)).In(p.lang)
		out.Items = append(out.Items, s)
	}
	return out, nil
}

// divided divides, rounded half away from zero.
func divided(n, by int64) int64 {
	half := by / 2
	if n < 0 {
		half = -half
	}
	return (n + half) / by
}
