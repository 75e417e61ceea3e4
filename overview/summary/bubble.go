package summary

import (
	"cmp"
	"encoding/json"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// mostPoints is how many bubbles can still be told apart.
const mostPoints = 400

type quadrants struct {
	X      string    `json:"x"`
	Y      string    `json:"y"`
	Labels [4]string `json:"labels"`
}

type bubbleSettings struct {
	X         string     `json:"x"`
	Y         string     `json:"y"`
	Size      string     `json:"size"`
	Colour    string     `json:"colour"`
	Quadrants *quadrants `json:"quadrants"`
}

func (in bubbleSettings) check(c *field.Catalogue) error {
	for where, key := range map[string]string{"settings.x": in.X, "settings.y": in.Y, "settings.size": in.Size} {
		if key == "" && where == "settings.size" {
			continue
		}
		if f := c.Get(key); f == nil || f.Retired || !numeric(f) {
			return fault.Invalid(where, label.F("“%s” is no number and no date", "« %s » n’est ni un nombre ni une date", key))
		}
	}
	if in.Colour != "" {
		if f := c.Get(in.Colour); f == nil || f.Retired || !slices.Contains([]field.Kind{field.Weather, field.Light, field.Choice, field.Unit, field.YesNo}, f.Kind) {
			return fault.Invalid("settings.colour", label.T("Colours show the weather, a light, a list or the unit", "Les couleurs montrent la météo, un feu, une liste ou l’entité"))
		}
	}
	return nil
}

// numeric reports whether the values of an attribute lie on an axis.
func numeric(f *field.Field) bool {
	t, _ := f.FormulaType()
	return slices.Contains([]formula.Type{formula.Number, formula.Money, formula.Percent, formula.Date, formula.Month}, t)
}

type axis struct {
	Key     string `json:"key"`
	Label   string `json:"label"`
	Kind    string `json:"kind"`
	Measure string `json:"measure"`
}

type place struct {
	X    json.RawMessage `json:"x"`
	Y    json.RawMessage `json:"y"`
	Size json.RawMessage `json:"size"`
}

type bubble struct {
	projectRef
	place
	Colour      json.RawMessage `json:"colour"`
	ColourLabel string          `json:"colour_label"`
	Was         *place          `json:"was"`
}

type legend struct {
	valueOut
	Count int `json:"count"`
}

type bubbleData struct {
	X         axis       `json:"x"`
	Y         axis       `json:"y"`
	Size      *axis      `json:"size"`
	Colour    *axis      `json:"colour"`
	Points    []bubble   `json:"points"`
	Legend    []legend   `json:"legend"`
	More      int        `json:"more"`
	Empty     int        `json:"empty"`
	EmptyRows string     `json:"empty_rows"`
	Quadrants *quadrants `json:"quadrants"`
}

func (p *Page) axis(where, key string) (*field.Field, *axis, error) {
	if key == "" {
		return nil, nil, nil
	}
	f, err := p.attribute(where, key)
	if err != nil {
		return nil, nil, err
	}
	return f, &axis{f.Key, f.Label.In(p.lang), string(f.ValueKind()), f.Measure}, nil
}

func (p *Page) bubbleBlock(in bubbleSettings) (any, error) {
	x, ax, err := p.axis("x", in.X)
	if err != nil {
		return nil, err
	}
	y, ay, err := p.axis("y", in.Y)
	if err != nil {
		return nil, err
	}
	size, as, err := p.axis("size", in.Size)
	if err != nil {
		return nil, err
	}
	colour, ac, err := p.axis("colour", in.Colour)
	if err != nil {
		return nil, err
	}
	out := bubbleData{X: *ax, Y: *ay, Size: as, Colour: ac, Points: []bubble{}, Legend: []legend{}, Quadrants: in.Quadrants}
	out.EmptyRows = x.Key + " is empty or " + y.Key + " is empty"
	at := []*field.Field{x, y, size}
	now := p.now.getters(at)
	rows := p.plotted(now, &out)
	var was []func(snapshot.Row) field.Value
	if p.was != nil {
		was = p.was.getters(at)
	}
	for _, row := range rows {
		b := bubble{projectRef: p.now.project(row), place: p.now.place(at, now, row), Colour: json.RawMessage("null")}
		if colour != nil {
			v := p.shown(p.now, colour, p.now.Value(row, colour.Key))
			b.Colour, b.ColourLabel = v.Value, v.Label
		}
		if p.was != nil {
			if then, ok := p.was.row(p.now.ID(row)); ok {
				at := p.was.place(at, was, then)
				b.Was = &at
			}
		}
		out.Points = append(out.Points, b)
	}
	if colour != nil {
		out.Legend = p.legend(colour, rows)
	}
	return out, nil
}

// getters returns how attributes are read; nil for none.
func (r *reading) getters(fields []*field.Field) []func(snapshot.Row) field.Value {
	out := make([]func(snapshot.Row) field.Value, len(fields))
	for i, f := range fields {
		if f != nil {
			out[i] = r.set.Get(f)
		}
	}
	return out
}

// plotted returns the rows that have both coordinates, the biggest first, as many
// as can be told apart.
func (p *Page) plotted(get []func(snapshot.Row) field.Value, out *bubbleData) []snapshot.Row {
	var rows []snapshot.Row
	for _, row := range p.now.rows {
		if get[0](row).Set && get[1](row).Set {
			rows = append(rows, row)
		} else {
			out.Empty++
		}
	}
	if len(rows) > mostPoints && get[2] != nil {
		slices.SortStableFunc(rows, func(a, b snapshot.Row) int { return cmp.Compare(get[2](b).N, get[2](a).N) })
	}
	out.More = max(len(rows)-mostPoints, 0)
	return rows[:len(rows)-out.More]
}

func (r *reading) place(at []*field.Field, get []func(snapshot.Row) field.Value, row snapshot.Row) place {
	var out [3]json.RawMessage
	for i, f := range at {
		if out[i] = json.RawMessage("null"); f != nil {
			out[i] = r.json(f, get[i](row), row)
		}
	}
	return place{out[0], out[1], out[2]}
}

// legend says which colours the points have, and how many have each.
func (p *Page) legend(f *field.Field, rows []snapshot.Row) []legend {
	counts := map[int64]int{}
	for _, row := range rows {
		for _, id := range idsOf(p.now.Value(row, f.Key)) {
			counts[id]++
		}
	}
	ids := p.listed(f, counts)
	if f.Kind == field.Unit || f.Kind == field.YesNo {
		ids = nil
		for id := range counts {
			ids = append(ids, id)
		}
		slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(last(a)-last(b), counts[b]-counts[a], cmp.Compare(a, b)) })
	}
	out := []legend{}
	for _, id := range ids {
		if counts[id] > 0 {
			out = append(out, legend{p.shown(p.now, f, valueOf(id)), counts[id]})
		}
	}
	return out
}
