package summary

import (
	"encoding/json"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

type valuesSettings struct {
	Attributes []string `json:"attributes"`
	Months     int      `json:"months"`
}

func checkMonths(n int) error {
	if n < 0 || n > mostMonths {
		return fault.Invalid("settings.months", label.F("A trend goes back at most %d months", "Une tendance remonte à %d mois au plus", mostMonths))
	}
	return nil
}

func (in valuesSettings) check(c *field.Catalogue) error {
	if len(in.Attributes) > 24 {
		return fault.Invalid("settings.attributes", label.T("Choose at most 24 attributes", "Choisissez 24 attributs au plus"))
	}
	for _, key := range in.Attributes {
		if c.Get(key) == nil {
			return fault.Invalid("settings.attributes", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key))
		}
	}
	return checkMonths(in.Months)
}

// valuesBlock is some attributes of the project, with what they were at the ends of
// the months before.
func (p *Page) valuesBlock(in valuesSettings) (any, error) {
	row, err := p.onlyRow()
	if err != nil {
		return nil, err
	}
	var ends []*reading
	if in.Months > 1 {
		if ends, err = p.past(in.Months - 1); err != nil {
			return nil, err
		}
	}
	out := []Figure{}
	for _, key := range in.Attributes {
		if f := p.now.Catalogue.Get(key); f != nil && !f.Retired && !p.hides(row, key) {
			out = append(out, p.valueOf(f, row, ends, in.Months > 0))
		}
	}
	return struct {
		Figures []Figure `json:"figures"`
	}{out}, nil
}

// past returns the readings of the ends of the months before, with their rows.
func (p *Page) past(months int) ([]*reading, error) {
	ends, err := p.trend(months)
	for i := 0; err == nil && i < len(ends); i++ {
		err = p.fill(ends[i])
	}
	return ends, err
}

// valueOf is one attribute of the project as a figure.
func (p *Page) valueOf(f *field.Field, row snapshot.Row, ends []*reading, course bool) Figure {
	v := p.now.set.Get(f)(row)
	path := ExplainProject(p.now.Public(row), f.Key, p.ask.Now)
	out := Figure{Key: f.Key, Label: f.Label.In(p.lang), Kind: string(f.ValueKind()), Filled: 1, Trend: []point{}, Converted: null, Explain: &path}
	out.Value = p.valueJSON(p.now, f, v, row)
	if better := betterOf(f); better != "" {
		out.Better = &better
	}
	if then, there := p.then(); there {
		was := p.was.attribute(f.Key, then)
		out.Was, out.Delta = p.valueJSON(p.was, f, was, then), p.deltaOf(f, v, was, row, then)
	}
	if !course {
		return out
	}
	for _, r := range ends {
		if at, there := r.only(); there {
			out.Trend = append(out.Trend, point{Month: r.On.Month(), Value: p.valueJSON(r, f, r.attribute(f.Key, at), at)})
		}
	}
	out.Trend = append(out.Trend, point{Month: p.now.On.Month(), Value: out.Value})
	return out
}

// attribute is a value of a row by the catalogue of its reading; empty where that has
// no such attribute.
func (r *reading) attribute(key string, row snapshot.Row) field.Value { return r.get(key)(row) }

func (p *Page) then() (snapshot.Row, bool) {
	if p.was == nil {
		return 0, false
	}
	return p.was.only()
}

// valueJSON writes a value as figures have it: as every answer does where it can be
// counted, drawn or is a date, else as people read it.
func (p *Page) valueJSON(r *reading, f *field.Field, v field.Value, row snapshot.Row) json.RawMessage {
	if !v.Set {
		return null
	}
	switch f.ValueKind() {
	case field.Number, field.Percent, field.Money, field.Date, field.Month, field.Light, field.Weather:
		return r.json(f, v, row)
	case field.YesNo:
		return mustJSON(yesNo(v.N != 0).In(p.lang))
	case field.User, field.Unit, field.Project:
		return mustJSON(r.names.Name(f.Kind, v.N))
	}
	return mustJSON(r.names.Text(f, v, p.lang))
}

// deltaOf is what a value is more now than then; null where that cannot be said.
func (p *Page) deltaOf(f *field.Field, now, was field.Value, row, then snapshot.Row) json.RawMessage {
	if !now.Set || !was.Set {
		return null
	}
	n := now.N - was.N
	switch f.ValueKind() {
	case field.Money:
		if p.was.CurrencyOf(then) == p.now.CurrencyOf(row) {
			return p.now.json(f, field.Int(n), row)
		}
	case field.Number, field.Percent:
		return mustJSON(money.Amount(n).String())
	case field.Date, field.Month:
		return mustJSON(n)
	}
	return null
}

type courseSettings struct {
	Attribute string `json:"attribute"`
	Comment   string `json:"comment"` // the attribute that says why; "" for none
	Months    int    `json:"months"`
}

func (in courseSettings) check(c *field.Catalogue) error {
	if f := c.Get(in.Attribute); in.Attribute != "" && (f == nil || f.Kind != field.Weather && f.Kind != field.Light && f.Kind != field.Choice) {
		return fault.Invalid("settings.attribute", label.T("Choose a weather, a light or a list", "Choisissez une météo, un feu ou une liste"))
	}
	if f := c.Get(in.Comment); in.Comment != "" && (f == nil || !f.Kind.IsText()) {
		return fault.Invalid("settings.comment", label.T("Choose a text", "Choisissez un texte"))
	}
	return checkMonths(in.Months)
}

type coursePoint struct {
	Month day.Month `json:"month"`
	valueOut
}

type courseData struct {
	Attribute    string        `json:"attribute"`
	Label        string        `json:"label"`
	Kind         string        `json:"kind"`
	Now          valueOut      `json:"now"`
	Was          *valueOut     `json:"was"`
	CommentLabel string        `json:"comment_label"`
	Comment      string        `json:"comment"`
	Trend        []coursePoint `json:"trend"`
	Explain      *string       `json:"explain"`
}

// courseBlock is how the project is, month by month, and what is said of it now.
func (p *Page) courseBlock(in courseSettings) (any, error) {
	row, err := p.onlyRow()
	if err != nil {
		return nil, err
	}
	out := courseData{Attribute: in.Attribute, Trend: []coursePoint{}}
	if f := p.now.Catalogue.Get(in.Comment); f != nil && !p.hides(row, in.Comment) {
		out.CommentLabel, out.Comment = f.Label.In(p.lang), p.now.set.Get(f)(row).S
	}
	f := p.now.Catalogue.Get(in.Attribute)
	if f == nil || p.hides(row, in.Attribute) {
		out.Attribute, out.Now = "", p.shown(p.now, &field.Field{}, field.Value{})
		return out, nil
	}
	path := ExplainProject(p.now.Public(row), f.Key, p.ask.Now)
	out.Label, out.Kind, out.Now, out.Explain = f.Label.In(p.lang), string(f.Kind), p.shown(p.now, f, p.now.set.Get(f)(row)), &path
	if then, there := p.then(); there {
		was := p.shown(p.was, f, p.was.attribute(f.Key, then))
		out.Was = &was
	}
	if in.Months == 0 {
		return out, nil
	}
	ends, err := p.past(in.Months - 1)
	if err != nil {
		return nil, err
	}
	for _, r := range ends {
		v := field.Value{}
		if at, there := r.only(); there {
			v = r.attribute(f.Key, at)
		}
		out.Trend = append(out.Trend, coursePoint{r.On.Month(), p.shown(r, f, v)})
	}
	out.Trend = append(out.Trend, coursePoint{p.now.On.Month(), out.Now})
	return out, nil
}
