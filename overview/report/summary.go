package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/summary"
	"vigie/overview/wording"
)

// Blocks makes the parts of a document of the blocks of a summary: what the page
// shows, nothing else. Blocks that could not be computed say why.
func Blocks(blocks []summary.Block, since string, l label.Lang) ([]Part, error) {
	slices.SortStableFunc(blocks, func(a, b summary.Block) int { return cmp.Or(a.Y-b.Y, a.X-b.X) })
	var out []Part
	for _, b := range blocks {
		p := Part{Key: b.ID, Title: b.Title}
		if b.Error != nil {
			p.Text = *b.Error
			out = append(out, p)
			continue
		}
		raw, err := json.Marshal(b.Data)
		if err != nil {
			return nil, fmt.Errorf("reading a block of the summary: %w", err)
		}
		show := shows[b.Kind]
		if show == nil {
			continue
		}
		more, err := show(printer{p, since, l}, raw)
		if err != nil {
			return nil, fmt.Errorf("printing a block %s of the summary: %w", b.Kind, err)
		}
		out = append(out, more...)
	}
	return out, nil
}

// printer prints one block.
type printer struct {
	part  Part
	since string
	l     label.Lang
}

// shows are how the kinds of blocks are printed.
var shows = map[string]func(printer, json.RawMessage) ([]Part, error){
	"figures": printer.figures, "health": printer.health, "breakdown": printer.breakdown, "bubble": printer.bubble, "timeline": printer.timeline,
	"drift": printer.drift, "changes": printer.changes, "stale": printer.stale, "trust": printer.trust, "dates": printer.dates,
	"risks": printer.risks, "actions": printer.actions, "asked": printer.asked, "view": printer.view, "text": printer.text,
}

func (p printer) say(t label.Text) string { return t.In(p.l) }

// with makes the part a table.
func (p printer) with(t *Table) []Part {
	p.part.Table = t
	return []Part{p.part}
}

// item is what many blocks name.
type item struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code"`
}

func (i *item) text() string {
	if i == nil {
		return ""
	}
	return i.Name
}

func (p printer) figures(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Figures []struct {
			Key, Label, Kind string
			Value, Was       json.RawMessage
			Delta            json.RawMessage
			Better           *string
			Filled           int
			Of               *int
			Share            *money.Amount
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	for _, f := range in.Figures {
		value := told(f.Kind, f.Value, p.l)
		out := Figure{Key: f.Key, Label: f.Label, Value: value.Text, Cell: value.Value, Was: told(f.Kind, f.Was, p.l).Value}
		if out.Value == "" {
			out.Value = "–"
		}
		delta := moved(f.Kind, f.Delta, p.l)
		switch {
		case delta != "":
			out.Note, out.Colour, p.part.Note = delta, judged(delta, f.Better), p.changedSince()
		case f.Share != nil:
			out.Note = percentCell(*f.Share, p.l).Text
		case f.Of != nil && f.Filled < *f.Of:
			out.Note = label.F("%d of %d projects", "%d projets sur %d", f.Filled, *f.Of).In(p.l)
		}
		p.part.Figures = append(p.part.Figures, out)
	}
	return []Part{p.part}, nil
}

// changedSince says since when the differences beside figures are.
func (p printer) changedSince() string {
	if p.since == "" {
		return ""
	}
	return label.F("Differences %s", "Écarts %s", p.since).In(p.l)
}

// judged is the colour of a difference: good, bad, or neither.
func judged(delta string, better *string) chart.Colour {
	if better == nil {
		return chart.Ink3
	}
	if strings.HasPrefix(delta, "−") == (*better == "down") {
		return chart.Good
	}
	return chart.Bad
}

type valued struct {
	Value  *string `json:"value"`
	Label  string  `json:"label"`
	Colour string  `json:"colour"`
}

func (v valued) paint(i int) chart.Colour {
	if v.Value == nil || *v.Value == "" {
		return chart.Strong
	}
	if s, ok := scales[*v.Value]; ok {
		return s.colour
	}
	if c, ok := picks[v.Colour]; ok {
		return c
	}
	return chart.Looks[i%len(chart.Looks)]
}

type healthLine struct {
	Label  string `json:"label"`
	Count  int    `json:"count"`
	Counts []int  `json:"counts"`
	Was    []int  `json:"was"`
}

func (p printer) health(raw json.RawMessage) ([]Part, error) {
	var in struct {
		ByLabel string       `json:"by_label"`
		Values  []valued     `json:"values"`
		Total   healthLine   `json:"total"`
		Groups  []healthLine `json:"groups"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "line", Columns: []Column{{Key: "label", Title: in.ByLabel, Width: 5}}}
	for i, v := range in.Values {
		t.Columns = append(t.Columns, Column{Key: fmt.Sprint("value", i+1), Title: v.Label, Width: 2, Right: true, Kind: sheet.Number})
	}
	t.Columns = append(t.Columns, Column{Key: "count", Title: p.say(label.T("Total", "Total")), Width: 1.6, Right: true, Bold: true, Kind: sheet.Number})
	for _, g := range append(slices.Clone(in.Groups), in.Total) {
		row := []Cell{words(g.Label)}
		for i, n := range g.Counts {
			c := countCell(n, p.l)
			if i < len(g.Was) && g.Was[i] != n {
				c.Text += fmt.Sprintf(" (%+d)", n-g.Was[i])
				c.Text = strings.ReplaceAll(c.Text, "(-", "(−")
			}
			row = append(row, c)
		}
		t.add(append(row, countCell(g.Count, p.l))...)
	}
	p.part.Bars, p.part.Native = &chart.Bar{Title: p.part.Title, Stacked: true}, &deck.Chart{Title: p.part.Title}
	p.part.Form = deck.Stacked
	lines := in.Groups
	if len(lines) == 0 {
		lines = []healthLine{in.Total}
	}
	lines = lines[:min(len(lines), 14)]
	for i, v := range in.Values {
		s, n := chart.Series{Name: v.Label, Colour: v.paint(i)}, deck.Series{Name: v.Label, Colour: string(v.paint(i))}
		for _, g := range lines {
			s.Values, n.Values = append(s.Values, float64(at(g.Counts, i))), append(n.Values, deck.Num(money.Units(int64(at(g.Counts, i)))))
		}
		p.part.Bars.Series, p.part.Native.Series = append(p.part.Bars.Series, s), append(p.part.Native.Series, n)
	}
	for _, g := range lines {
		p.part.Bars.Categories = append(p.part.Bars.Categories, g.Label)
	}
	p.part.Native.Categories = p.part.Bars.Categories
	p.part.Bars.Label = func(i, j int) string { return count(at(lines[i].Counts, j), p.l) }
	return p.with(t), nil
}

func at(all []int, i int) int {
	if i < len(all) {
		return all[i]
	}
	return 0
}

func (p printer) breakdown(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Label      string `json:"label"`
		TotalLabel string `json:"total_label"`
		TotalKind  string `json:"total_kind"`
		Total      string `json:"total"`
		Groups     []struct {
			Label    string          `json:"label"`
			Count    int             `json:"count"`
			WasCount *int            `json:"was_count"`
			Total    json.RawMessage `json:"total"`
			WasTotal json.RawMessage `json:"was_total"`
		} `json:"groups"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "line", Columns: []Column{{Key: "label", Title: in.Label, Width: 6}, {Key: "count", Title: p.say(projectsText), Width: 2, Right: true, Kind: sheet.Number}}}
	if in.Total != "" {
		t.Columns = append(t.Columns, Column{Key: "total", Title: in.TotalLabel, Width: 3, Right: true, Bold: true, Kind: sheet.Money})
	}
	name := cmp.Or(in.TotalLabel, p.say(projectsText))
	bars, native := &chart.Bar{Title: p.part.Title, Series: []chart.Series{{Name: name}}}, &deck.Chart{Title: p.part.Title, Series: []deck.Series{{Name: name}}}
	var labels []string
	for _, g := range in.Groups {
		row := []Cell{words(g.Label), countCell(g.Count, p.l)}
		value, number, known := row[1], money.Units(int64(g.Count)), true
		if in.Total != "" {
			value = told(in.TotalKind, g.Total, p.l)
			row = append(row, value)
			number, known = value.Value.Amount, value.Value.Filled
		}
		t.add(row...)
		if len(labels) == 14 {
			continue
		}
		labels = append(labels, value.Text)
		bars.Categories = append(bars.Categories, g.Label)
		v := math.NaN()
		if known {
			v = float64(number) / money.Scale
		}
		bars.Series[0].Values = append(bars.Series[0].Values, v)
		native.Series[0].Values = append(native.Series[0].Values, deck.Number{Amount: number, Filled: known})
	}
	native.Categories, bars.Label = bars.Categories, func(i, _ int) string { return labels[i] }
	p.part.Bars, p.part.Native = bars, native
	return p.with(t), nil
}

var projectsText = label.T("Projects", "Projets")

// plotted returns a value of an axis as a number: dates as days.
func plotted(kind string, raw json.RawMessage) (money.Amount, bool) {
	c := told(kind, raw, label.EN)
	switch {
	case !c.Value.Filled:
		return 0, false
	case c.Value.Kind == sheet.Date, c.Value.Kind == sheet.Month:
		return money.Units(int64(c.Value.Day)), true
	}
	return c.Value.Amount, true
}

type axis struct {
	Label   string `json:"label"`
	Kind    string `json:"kind"`
	Measure string `json:"measure"`
}

// title names an axis with what it counts.
func (a *axis) title() string {
	if a == nil {
		return ""
	}
	if a.Measure != "" {
		return a.Label + " (" + a.Measure + ")"
	}
	return a.Label
}

// scale writes a number of an axis.
func (a *axis) scale(l label.Lang) func(float64) string {
	return func(v float64) string {
		switch {
		case a.Kind == "date" || a.Kind == "month":
			return day.Day(v).Month().In(l)
		case a.Kind == "money":
			return wording.Money(int64(v*money.Scale), "", l)
		}
		return money.Amount(math.Round(v * money.Scale)).Round(1).In(l)
	}
}

func (p printer) bubble(raw json.RawMessage) ([]Part, error) {
	var in struct {
		X, Y, Size, Colour *axis
		Points             []struct {
			item
			X, Y, Size  json.RawMessage
			Colour      *string `json:"colour"`
			ColourLabel string  `json:"colour_label"`
		}
		Legend    []valued
		Quadrants *struct{ X, Y json.RawMessage }
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	if in.X == nil || in.Y == nil {
		return []Part{p.part}, nil
	}
	size := axis{}
	if in.Size != nil {
		size = *in.Size
	}
	b := &chart.Bubble{Title: p.part.Title, XTitle: in.X.title(), YTitle: in.Y.title(), XLabel: in.X.scale(p.l), YLabel: in.Y.scale(p.l), XMid: math.NaN(), YMid: math.NaN(), Height: 300}
	n := &deck.Chart{Title: p.part.Title, Axes: [3]string{in.X.title(), in.Y.title(), size.title()}}
	t := &Table{Item: "point", Columns: []Column{{Key: "name", Title: p.say(label.T("Project", "Projet")), Width: 5}, {Key: "x", Title: in.X.title(), Width: 2, Right: true}, {Key: "y", Title: in.Y.title(), Width: 2, Right: true}, {Key: "size", Title: size.title(), Width: 2.4, Right: true}, {Key: "colour", Width: 2.4}}}
	if in.Colour != nil {
		t.Columns[4].Title = in.Colour.Label
	}
	for _, point := range in.Points {
		x, okX := plotted(in.X.Kind, point.X)
		y, okY := plotted(in.Y.Kind, point.Y)
		if !okX || !okY {
			continue
		}
		weight, ok := plotted(size.Kind, point.Size)
		if !ok {
			weight = 0
		}
		colour := paintOf(in.Legend, point.Colour)
		b.Points = append(b.Points, chart.Blob{Name: point.Name, X: float64(x) / money.Scale, Y: float64(y) / money.Scale, Size: float64(weight), Colour: colour})
		if in.X.format() != "" {
			x -= money.Units(excelZero)
		}
		if in.Y.format() != "" {
			y -= money.Units(excelZero)
		}
		n.Points = append(n.Points, deck.Point{Name: point.Name, X: x, Y: y, Size: max(weight, 1), Group: cmp.Or(point.ColourLabel, p.say(label.T("Not given", "Non renseigné"))), Colour: string(colour)})
		t.add(words(point.Name), told(in.X.Kind, point.X, p.l), told(in.Y.Kind, point.Y, p.l), told(size.Kind, point.Size, p.l), words(point.ColourLabel))
	}
	if in.Quadrants != nil {
		if v, ok := plotted(in.X.Kind, in.Quadrants.X); ok {
			b.XMid = float64(v) / money.Scale
		}
		if v, ok := plotted(in.Y.Kind, in.Quadrants.Y); ok {
			b.YMid = float64(v) / money.Scale
		}
	}
	p.part.Bubble, p.part.Native, p.part.Form, p.part.Axes = b, n, deck.Bubbles, [2]string{in.X.format(), in.Y.format()}
	return p.with(t), nil
}

// format is how a spreadsheet writes the figures of an axis.
func (a *axis) format() string {
	if a.Kind == "date" || a.Kind == "month" {
		return "mmm yyyy"
	}
	return ""
}

// excelZero is the day that spreadsheets count from.
const excelZero = 693594

func paintOf(legend []valued, value *string) chart.Colour {
	for i, v := range legend {
		if v.Value != nil && value != nil && *v.Value == *value {
			return v.paint(i)
		}
	}
	return chart.Grey
}

func (p printer) timeline(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Today day.Day
		Rows  []struct {
			item
			Start, End  day.Day
			EndBaseline day.Day `json:"end_baseline"`
			Weather     string
			Light       string
			Stage       *valued
			Gone        bool
			Dates       []struct{ Date day.Day }
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	c := &chart.Timeline{Title: p.part.Title, Today: int(in.Today), Begins: func(year int) int { return int(day.Of(year, 1, 1)) }, From: 9999}
	t := &Table{Item: "span", Columns: []Column{
		{Key: "name", Title: p.say(label.T("Project", "Projet")), Width: 6},
		{Key: "start", Title: p.say(label.T("Start", "Début")), Width: 2, Kind: sheet.Date},
		{Key: "end", Title: p.say(label.T("End", "Fin")), Width: 2, Kind: sheet.Date},
		{Key: "baseline", Title: p.say(label.T("End (baseline)", "Fin (référence)")), Width: 2, Kind: sheet.Date},
	}}
	for _, r := range in.Rows {
		if r.Gone {
			continue
		}
		span := chart.Span{Name: r.Name, Start: int(r.Start), End: int(r.End), Was: int(r.EndBaseline), Colour: "7F93CF"}
		if s, ok := scales[cmp.Or(r.Weather, r.Light)]; ok {
			span.Colour = s.colour
		}
		for _, d := range r.Dates {
			span.Dates = append(span.Dates, int(d.Date))
		}
		for _, d := range []day.Day{r.Start, r.End, r.EndBaseline} {
			if year, _, _ := d.Date(); d != 0 {
				c.From, c.To = min(c.From, year), max(c.To, year)
			}
		}
		c.Rows = append(c.Rows, span)
		t.add(words(r.Name), dateCell(r.Start, p.l), dateCell(r.End, p.l), dateCell(r.EndBaseline, p.l))
	}
	if c.From <= c.To {
		p.part.Timeline = c
	}
	return p.with(t), nil
}
