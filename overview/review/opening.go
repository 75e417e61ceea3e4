package review

import (
	"context"
	"encoding/json"
	"maps"
	"math/big"
	"slices"

	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/field"
)

// Opening is the first page of a review: how the portfolio is, what changed most
// since the review before, and what became of its decisions.
type Opening struct {
	Partial  bool      `json:"partial" doc:"Whether the reader may not see all of the portfolio"`
	Figures  []Sum     `json:"figures"`
	Health   []Spread  `json:"health"`
	Changed  []Mover   `json:"changed" doc:"What changed most, the most telling first"`
	More     int       `json:"more" doc:"How many projects changed beside those"`
	New      []Passage `json:"new" doc:"In the portfolio now, and not at the review before, the dearest first"`
	Gone     []Passage `json:"gone" doc:"In the portfolio at the review before, and not now, the dearest first"`
	FollowUp []Outcome `json:"follow_up" doc:"Decisions and actions of earlier reviews, and what became of them"`
}

// Sum is one total of the portfolio.
type Sum struct {
	Key   string          `json:"key" enum:"count,total_cost,actual_cost"`
	Label string          `json:"label"`
	Value json.RawMessage `json:"value" doc:"A count, or an amount by currency"`
	Was   json.RawMessage `json:"was" doc:"At the review before; null for the first"`
	Text  string          `json:"text" doc:"The value in words"`
	Delta string          `json:"delta" doc:"The difference in words; empty when there is none"`
}

// Spread counts projects by weather or by light.
type Spread struct {
	Attribute string `json:"attribute" enum:"weather,light"`
	Label     string `json:"label"`
	Values    []struct {
		Value string `json:"value"`
		Count int    `json:"count"`
		Was   int    `json:"was"`
	} `json:"values"`
	None    int `json:"none" doc:"How many projects say nothing"`
	WasNone int `json:"was_none"`
}

// mostChanged is how many changed projects an opening shows.
const mostChanged = 8

// Opening returns the first page of a review.
func (r *Reading) Opening(ctx context.Context) (*Opening, error) {
	seen, every, err := inSet(r.Now, r.who, r.Set)
	if err != nil {
		return nil, err
	}
	had, everyThen, err := inSet(r.Then, r.who, r.WasSet)
	if err != nil {
		return nil, err
	}
	o := &Opening{Partial: len(seen) < every || len(had) < everyThen, Health: []Spread{}}
	if err := r.figures(o); err != nil {
		return nil, err
	}
	for _, key := range []string{"weather", "light"} {
		if h, ok := r.health(key, seen, had); ok {
			o.Health = append(o.Health, h)
		}
	}
	r.movers(o, seen, had)
	o.FollowUp, err = r.followUp(ctx, 0)
	return o, err
}

func (r *Reading) figures(o *Opening) error {
	keys := []string{"total_cost", "actual_cost"}
	now, err := r.Now.List(r.who, snapshot.Query{Portfolio: &r.Set, Totals: keys})
	if err != nil {
		return err
	}
	var then *snapshot.Result
	if r.Then != nil {
		if then, err = r.Then.List(r.who, snapshot.Query{Portfolio: &r.WasSet, Totals: keys}); err != nil {
			return err
		}
	}
	o.Figures = append(o.Figures, r.countOf(now, then))
	for _, key := range keys {
		f := r.Now.Catalogue.Get(key)
		if f == nil || now.Totals[key].Filled == 0 {
			continue
		}
		o.Figures = append(o.Figures, r.sumOf(f, now, then))
	}
	return nil
}

func (r *Reading) countOf(now, then *snapshot.Result) Sum {
	l := r.who.Lang
	f := Sum{Key: "count", Label: projectsText.In(l), Value: asJSON(len(now.Items)), Was: asJSON(nil), Text: wording.Count(len(now.Items), l)}
	if then != nil {
		f.Was = asJSON(len(then.Items))
		if n := len(now.Items) - len(then.Items); n != 0 {
			f.Delta = wording.More(n, l)
		}
	}
	return f
}

func (r *Reading) sumOf(f *field.Field, now, then *snapshot.Result) Sum {
	sum := now.Totals[f.Key].ByCurrency
	out := Sum{Key: f.Key, Label: f.Label.In(r.who.Lang), Value: amounts(sum), Was: asJSON(nil), Text: wording.Totals(sum, r.who.Lang)}
	if then != nil {
		was := then.Totals[f.Key].ByCurrency
		out.Was = amounts(was)
		out.Delta = wording.SignedTotals(minus(sum, was), r.who.Lang)
	}
	return out
}

func asJSON(v any) json.RawMessage {
	b, _ := json.Marshal(v)
	return b
}

func amounts(sums map[string]*big.Int) json.RawMessage {
	out := map[string]string{}
	for currency, n := range sums {
		out[currency] = snapshot.BigFixed(n, currency)
	}
	return asJSON(out)
}

func minus(a, b map[string]*big.Int) map[string]*big.Int {
	out := map[string]*big.Int{}
	for _, side := range []map[string]*big.Int{a, b} {
		for c := range side {
			n := new(big.Int)
			if a[c] != nil {
				n.Add(n, a[c])
			}
			if b[c] != nil {
				n.Sub(n, b[c])
			}
			if n.Sign() != 0 {
				out[c] = n
			}
		}
	}
	return out
}

// health counts projects by a scale, now and at the review before.
func (r *Reading) health(key string, seen, had map[int64]bool) (Spread, bool) {
	f := r.Now.Catalogue.Get(key)
	if f == nil || f.Retired {
		return Spread{}, false
	}
	scale := field.Weathers
	if key == "light" {
		scale = field.Lights
	}
	now, was := counts(r.Now, key, seen, len(scale)), counts(r.Then, key, had, len(scale))
	h := Spread{Attribute: key, Label: f.Label.In(r.who.Lang), None: now[0], WasNone: was[0]}
	filled := 0
	for i, word := range scale {
		h.Values = append(h.Values, struct {
			Value string `json:"value"`
			Count int    `json:"count"`
			Was   int    `json:"was"`
		}{word, now[i+1], was[i+1]})
		filled += now[i+1] + was[i+1]
	}
	return h, filled > 0
}

// counts counts projects by the rank of an attribute; 0 is that of none.
func counts(s *snapshot.Snapshot, key string, ids map[int64]bool, ranks int) []int {
	out := make([]int, ranks+1)
	if s == nil {
		return out
	}
	for id := range ids {
		row, ok := s.Find(id)
		if !ok {
			continue
		}
		if n := s.Value(row, key).N; s.Value(row, key).Set && n > 0 && int(n) <= ranks {
			out[n]++
		} else {
			out[0]++
		}
	}
	return out
}

// movers finds what changed most among the projects of either review.
func (r *Reading) movers(o *Opening, seen, had map[int64]bool) {
	o.Changed, o.New, o.Gone = []Mover{}, []Passage{}, []Passage{}
	if r.Then == nil {
		return
	}
	d := r.differ()
	main := mainFields(d.fields)
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		if !had[id] {
			o.New = append(o.New, r.passage(r.Now, id))
			continue
		}
		if m, changed := d.mover(id, main); changed {
			m.Project.Name = r.Now.Directory.Name(field.Project, id)
			o.Changed = append(o.Changed, m)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(had)) {
		if !seen[id] {
			o.Gone = append(o.Gone, r.passage(r.Then, id))
		}
	}
	slices.SortFunc(o.Changed, heavier)
	o.More = max(0, len(o.Changed)-mostChanged)
	o.Changed = o.Changed[:min(len(o.Changed), mostChanged)]
	for i := range o.Changed {
		o.Changed[i].Project = r.named(o.Changed[i].id)
		_, o.Changed[i].Changes = d.of(o.Changed[i].id, main)
	}
	slices.SortFunc(o.New, dearer)
	slices.SortFunc(o.Gone, dearer)
}
