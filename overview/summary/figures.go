package summary

import (
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// Figure is one number of the page, with what it was, how it went, the rows
// behind it and where it is explained.
type Figure struct {
	Key          string          `json:"key"`
	Label        string          `json:"label"`
	Kind         string          `json:"kind"`
	Rule         *string         `json:"rule"`
	Value        json.RawMessage `json:"value"`
	Was          json.RawMessage `json:"was,omitempty"`
	Delta        json.RawMessage `json:"delta,omitempty"`
	Better       *string         `json:"better"`
	Filled       int             `json:"filled"`
	Unread       int             `json:"unread"`
	Of           *int            `json:"of"`
	Share        *string         `json:"share"`
	Converted    json.RawMessage `json:"converted"`
	WasConverted json.RawMessage `json:"was_converted,omitempty"`
	Trend        []point         `json:"trend"`
	Rows         string          `json:"rows"`
	Explain      *string         `json:"explain"`
}

type point struct {
	Month     day.Month       `json:"month"`
	Value     json.RawMessage `json:"value"`
	Converted json.RawMessage `json:"converted,omitempty"` // of money in several currencies, where the rates of then are known
}

type figureSettings struct {
	Figures []string `json:"figures"`
	Months  int      `json:"months"`
}

// mostMonths is how far a trend goes back.
const mostMonths = 25

func (in figureSettings) check(c *field.Catalogue) error {
	if len(in.Figures) == 0 || len(in.Figures) > 24 {
		return fault.Invalid("settings.figures", label.T("Choose from one to 24 figures", "Choisissez de un à 24 chiffres"))
	}
	if in.Months < 0 || in.Months > mostMonths {
		return fault.Invalid("settings.months", label.F("A trend goes back at most %d months", "Une tendance remonte à %d mois au plus", mostMonths))
	}
	for _, key := range in.Figures {
		if _, plain := plainLabels[key]; plain || !counted[key].label.IsZero() {
			continue
		}
		if f := c.Get(key); f == nil || f.Retired || f.Consolidation == field.None {
			return fault.Invalid("settings.figures", label.F("“%s” cannot be totalled: the catalogue gives it no rule", "« %s » ne se totalise pas : le catalogue ne lui donne pas de règle", key))
		}
	}
	return nil
}

func (p *Page) figuresBlock(in figureSettings) (any, error) {
	out := []Figure{}
	for _, key := range in.Figures {
		f, err := p.figure(key, in.Months)
		if err != nil {
			return nil, err
		}
		if f != nil {
			out = append(out, *f)
		}
	}
	return struct {
		Figures []Figure `json:"figures"`
	}{out}, nil
}

// figure makes one figure; nil when it says nothing, as what was added while
// nothing is compared.
func (p *Page) figure(key string, months int) (*Figure, error) {
	if key == Added || key == Removed {
		return p.moved(key), nil
	}
	now, err := p.measure(p.now, key)
	if err != nil {
		return nil, err
	}
	f := &Figure{Key: key, Explain: p.explainPath(key), Trend: []point{}, Converted: json.RawMessage("null")}
	p.describe(f, now)
	f.Value = p.value(p.now, key, now)
	if p.was != nil {
		was, err := p.measure(p.was, key)
		if err != nil {
			return nil, err
		}
		f.Was, f.Delta = p.value(p.was, key, was), p.delta(key, now, was)
		if f.Kind == "money" {
			f.WasConverted = p.was.converted(was.total)
		}
	}
	if months == 0 {
		return f, nil
	}
	ends, err := p.trend(months - 1)
	if err != nil {
		return nil, err
	}
	for _, r := range ends {
		m, err := p.measure(r, key)
		if err != nil {
			return nil, err
		}
		f.Trend = append(f.Trend, p.point(r, f, m))
	}
	f.Trend = append(f.Trend, p.point(p.now, f, now))
	return f, nil
}

// point is what a figure was in one reading.
func (p *Page) point(r *reading, f *Figure, m measured) point {
	out := point{Month: r.On.Month(), Value: p.value(r, f.Key, m)}
	if f.Kind == "money" && m.total.Converted != nil && m.total.Converted.Amount != nil {
		out.Converted = r.converted(m.total)
	}
	return out
}

// describe fills in what does not depend on a date but on what the figure is.
func (p *Page) describe(f *Figure, m measured) {
	text := func(s string) *string { return &s }
	f.Filled, f.Of = m.of, &m.of
	switch c := counted[f.Key]; {
	case f.Key == Count:
		f.Kind, f.Label, f.Of = "count", plainLabels[Count].In(p.lang), nil
	case f.Key == Trust:
		f.Kind, f.Label, f.Better = "score", plainLabels[Trust].In(p.lang), text("up")
	case !c.label.IsZero():
		f.Kind, f.Label, f.Better, f.Rows = "count", c.label.In(p.lang), text("down"), Condition(f.Key, p.now.settings)
		if m.of > 0 {
			f.Share = text(percent(int64(m.count), int64(m.of)).String())
		}
	default:
		at := p.now.Catalogue.Get(f.Key)
		f.Kind, f.Label, f.Rule = kindOf(at), at.Label.In(p.lang), text(string(at.Consolidation))
		f.Filled, f.Unread, f.Rows = m.total.Filled, m.total.Unread, at.Key+" is not empty"
		if better := betterOf(at); better != "" {
			f.Better = &better
		}
		if f.Kind == "money" {
			f.Converted = p.now.converted(m.total)
		}
	}
}

// betterOf says which way is good: of what a project costs and of how it is,
// down; of how far it is, up; of most attributes nobody can know.
func betterOf(f *field.Field) string {
	switch {
	case f.Key == "total_cost" || f.Kind == field.Weather || f.Kind == field.Light || f.Key == "end":
		return "down"
	case f.Key == "progress":
		return "up"
	}
	return ""
}

// percent returns a share in points, to one place.
func percent(n, of int64) money.Amount {
	v, _ := money.MulDiv(n, 100*money.Scale, of)
	return money.Amount(v).Round(1)
}

func (p *Page) value(r *reading, key string, m measured) json.RawMessage {
	switch {
	case key == Trust && m.of == 0:
		return json.RawMessage("null")
	case key == Trust:
		return mustJSON(m.score.Value.Round(1).String())
	case key == Count || !counted[key].label.IsZero():
		return mustJSON(m.count)
	}
	return r.totalJSON(r.Catalogue.Get(key), m.total)
}

// delta is what the figure is more now than then; null where that cannot be said.
func (p *Page) delta(key string, now, was measured) json.RawMessage {
	switch {
	case key == Trust:
		return mustJSON((now.score.Value.Round(1) - was.score.Value.Round(1)).String())
	case key == Count || !counted[key].label.IsZero():
		return mustJSON(now.count - was.count)
	case now.total.ByCurrency != nil || was.total.ByCurrency != nil:
		return amountsJSON(minus(now.total.ByCurrency, was.total.ByCurrency))
	case !now.total.Value.Set || !was.total.Value.Set:
		return json.RawMessage("null")
	}
	n := now.total.Value.N - was.total.Value.N
	if k := p.now.Catalogue.Get(key).ValueKind(); k == field.Number || k == field.Percent {
		return mustJSON(money.Amount(n).String())
	}
	return mustJSON(n)
}

// moved counts the projects that came into the set, or left it.
func (p *Page) moved(key string) *Figure {
	if p.was == nil {
		return nil
	}
	in, other := p.now, p.was
	if key == Removed {
		in, other = p.was, p.now
	}
	n := 0
	for _, row := range in.rows {
		if _, there := other.row(in.ID(row)); !there {
			n++
		}
	}
	return &Figure{Key: key, Label: plainLabels[key].In(p.lang), Kind: "count", Value: mustJSON(n), Filled: n, Trend: []point{}, Converted: json.RawMessage("null")}
}

// converted writes a total of several currencies as one, where dated rates allow it.
func (r *reading) converted(t snapshot.Total) json.RawMessage {
	c := t.Converted
	if c == nil || c.Amount == nil {
		return json.RawMessage("null")
	}
	return mustJSON(map[string]string{"currency": c.Currency, "amount": snapshot.BigFixed(c.Amount, c.Currency)})
}

// mustJSON writes a text or a whole number.
func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("writing %v: %v", v, err)) // only texts and whole numbers come here
	}
	return b
}

// valueOut is a value of an attribute that groups or counts stand under.
type valueOut struct {
	Value  json.RawMessage `json:"value"`
	Label  string          `json:"label"`
	Colour string          `json:"colour"`
}

var noValueText = label.T("Not filled in", "Non renseigné")

// listed returns the values of an attribute in their order, with those in use
// that are no longer offered, and the empty one last.
func (p *Page) listed(f *field.Field, used map[int64]int) []int64 {
	var ids []int64
	switch f.Kind {
	case field.Weather:
		ids = []int64{1, 2, 3, 4}
	case field.Light:
		ids = []int64{1, 2, 3, 4, 5}
	default:
		for _, o := range f.Choices {
			if !o.Retired || used[o.ID] > 0 {
				ids = append(ids, o.ID)
			}
		}
	}
	if f.Kind == field.Light && used[2]+used[4] == 0 {
		ids = slices.DeleteFunc(ids, func(n int64) bool { return n == 2 || n == 4 }) // three lights are enough
	}
	return append(ids, noValue)
}
