package summary

import (
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
)

// Line is a figure, a change or a request in words, for a letter.
type Line struct {
	Text    string
	Name    string // of a change: the name of the project with which the text begins
	Detail  string // what stands beside it; "" for nothing
	Project string // the opaque id of the project that it is about; "" for none
}

// Told is a page in words.
type Told struct {
	Since   string
	Figures []Line
	Asked   []Line
	Changes []Line
}

// inLetters are the figures that letters tell.
var inLetters = []string{Count, "total_cost", Late, OverCost, Overdue, Stale, Trust}

// Told tells the page in words, with so many changes and requests.
func (p *Page) Told(most int) (Told, error) {
	out := Told{Since: p.ask.Against.Since.In(p.lang)}
	for _, key := range inLetters {
		line, err := p.told(key)
		if err != nil {
			return out, err
		}
		out.Figures = append(out.Figures, line)
	}
	changes := p.Changes()
	places := changes.Of("")
	for _, c := range changes.Tell(places[:min(len(places), most)]) {
		out.Changes = append(out.Changes, Line{Text: c.Text, Name: c.Project.Name, Project: c.Project.ID})
	}
	asked, err := p.askedBlock(limitSettings{most})
	if err != nil {
		return out, err
	}
	for _, a := range asked.(askedData).Items {
		line := Line{Text: a.Text}
		if a.Project != nil {
			line.Project, line.Detail = a.Project.ID, a.Project.Name
		}
		out.Asked = append(out.Asked, line)
	}
	return out, nil
}

// told tells one figure, and beside it what it was.
func (p *Page) told(key string) (Line, error) {
	now, err := p.measure(p.now, key)
	if err != nil {
		return Line{}, err
	}
	f := &Figure{Key: key}
	p.describe(f, now)
	line := Line{Text: f.Label + label.T(": ", "\u202f: ").In(p.lang) + p.words(p.now, key, now)}
	if p.was == nil {
		return line, nil
	}
	was, err := p.measure(p.was, key)
	if before := p.words(p.was, key, was); err == nil && (key != Trust || was.of > 0) && before != p.words(p.now, key, now) {
		line.Detail = label.F("%s before", "%s auparavant", before).In(p.lang)
	}
	return line, err
}

// words writes a figure as people read it.
func (p *Page) words(r *reading, key string, m measured) string {
	switch {
	case key == Trust:
		return m.score.Value.Round(1).In(p.lang) + wording.Hard + "/" + wording.Hard + "100"
	case key == Count || !counted[key].label.IsZero():
		return money.Units(int64(m.count)).In(p.lang)
	}
	return p.totalWords(m.total)
}

func (p *Page) totalWords(t snapshot.Total) string {
	if text := wording.Totals(t.ByCurrency, p.lang); text != "" {
		return text
	}
	return noValueText.In(p.lang)
}
