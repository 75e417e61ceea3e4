package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/review"
)

// minutes are the minutes of a review as the API gives them.
type minutes struct {
	Name, Portfolio string
	Day             day.Day
	HeldOn          day.Day `json:"held_on"`
	Previous        *item
	Final           bool
	Leader          string
	People          []item
	Conclusion      string
	Opening         struct {
		Partial bool
		Figures []struct {
			Key, Label, Text, Delta string
			Value, Was              json.RawMessage
		}
		Health []struct {
			Attribute, Label string
			Values           []struct {
				Value      string
				Count, Was int
			}
			None    int
			WasNone int `json:"was_none"`
		}
		Changed  []moverIn
		More     int
		New      []passage
		Gone     []passage
		FollowUp []outcome `json:"follow_up"`
	}
	Outcomes []outcome
	Projects []struct{ Project item }
}

type moverIn struct {
	Project item
	Changes []struct{ Label, Text string }
}

// passage is a project that came or went.
type passage struct {
	item
	Unit string
	End  day.Day
	Cost *amount `json:"total_cost"`
}

type outcome struct {
	Register    string
	Project     *item
	Name        string
	KindLabel   string `json:"kind_label"`
	Owner       *item
	Due         day.Day
	StatusLabel string `json:"status_label"`
	State       string
	Note        string
	Review      *item
}

// Meeting makes the document of a review of its minutes: what the portfolio was,
// what became of earlier decisions, what was decided. The sheets of its projects
// are added by the caller.
func Meeting(m *review.Minutes, l label.Lang) (Document, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return Document{}, fmt.Errorf("reading the minutes: %w", err)
	}
	var in minutes
	if err := json.Unmarshal(raw, &in); err != nil {
		return Document{}, fmt.Errorf("reading the minutes: %w", err)
	}
	d := Document{Kind: Review, Lang: l, Title: in.Name, Subtitle: in.Portfolio}
	d.Lines = append(d.Lines, label.F("State of %s", "État au %s", in.Day).In(l))
	if len(in.People) > 0 {
		names := make([]string, len(in.People))
		for i, p := range in.People {
			names[i] = p.Name
		}
		d.Lines = append(d.Lines, label.F("Participants: %s", "Participants\u202f: %s", strings.Join(names, ", ")).In(l))
	}
	if !in.Final {
		d.Lines = append(d.Lines, label.T("Draft: the review is not closed", "Version de travail\u202f: la revue n’est pas clôturée").In(l))
	}
	p := printer{l: l}
	if in.Previous != nil {
		p.since = label.F("since “%s”", "depuis «\u202f%s\u202f»", in.Previous.Name).In(l)
	}
	d.Parts = append(d.Parts, p.opening(&in))
	if len(in.Opening.Health) > 0 {
		d.Parts = append(d.Parts, p.spread(&in))
	}
	if in.Previous != nil {
		d.Parts = append(d.Parts, p.movers(&in))
		d.Parts = append(d.Parts, p.passages("new", review.Came, in.Opening.New)...)
		d.Parts = append(d.Parts, p.passages("gone", review.Went, in.Opening.Gone)...)
	}
	d.Parts = append(d.Parts,
		p.outcomes("follow_up", label.T("Follow-up of earlier reviews", "Suivi des revues précédentes"), in.Opening.FollowUp),
		p.outcomes("outcomes", label.T("Decisions and actions", "Décisions et actions"), in.Outcomes))
	if in.Conclusion != "" {
		d.Parts = append(d.Parts, Part{Key: "conclusion", Title: label.T("Conclusion", "Conclusion").In(l), Text: in.Conclusion})
	}
	return d, nil
}

func (p printer) opening(in *minutes) Part {
	out := Part{Key: "figures", Title: p.say(label.T("Key figures", "Chiffres clés"))}
	for _, f := range in.Opening.Figures {
		kind := "money"
		if f.Key == "count" {
			kind = "count"
		}
		note := ""
		if f.Delta != "" {
			note, out.Note = f.Delta, p.changedSince()
		}
		out.Figures = append(out.Figures, Figure{Key: f.Key, Label: f.Label, Value: f.Text, Note: note, Cell: told(kind, f.Value, p.l).Value, Was: told(kind, f.Was, p.l).Value})
	}
	return out
}

// spread shows how many projects have each weather and light.
func (p printer) spread(in *minutes) Part {
	out := Part{Key: "health", Title: p.say(label.T("Health", "Santé des projets")), Table: &Table{Item: "line", Columns: []Column{
		{Key: "attribute", Title: p.say(label.T("Scale", "Échelle")), Width: 3},
		{Key: "value", Title: p.say(label.T("Value", "Valeur")), Width: 3},
		{Key: "count", Title: p.say(projectsText), Width: 2, Right: true, Bold: true, Kind: sheet.Number},
		{Key: "was", Title: p.say(label.T("Before", "Avant")), Width: 2, Right: true, Kind: sheet.Number},
	}}}
	for i, h := range in.Opening.Health {
		for _, v := range h.Values {
			was := Cell{}
			if in.Previous != nil {
				was = countCell(v.Was, p.l)
			}
			out.Table.add(words(h.Label), scale(v.Value, p.l), countCell(v.Count, p.l), was)
		}
		if h.None+h.WasNone > 0 {
			was := Cell{}
			if in.Previous != nil {
				was = countCell(h.WasNone, p.l)
			}
			out.Table.add(words(h.Label), words(p.say(label.T("Not given", "Non renseigné"))), countCell(h.None, p.l), was)
		}
		if i > 0 {
			continue
		}
		out.Bars, out.Native = &chart.Bar{Title: h.Label}, &deck.Chart{Title: h.Label}
		now, colours := chart.Series{Name: p.say(projectsText)}, []string{}
		numbers := deck.Series{Name: now.Name}
		for _, v := range h.Values {
			c := scale(v.Value, p.l)
			out.Bars.Categories = append(out.Bars.Categories, c.Text)
			now.Values, now.Each, colours = append(now.Values, float64(v.Count)), append(now.Each, c.Colour), append(colours, string(c.Colour))
			numbers.Values = append(numbers.Values, deck.Num(money.Units(int64(v.Count))))
		}
		numbers.Colours, out.Native.Categories = colours, out.Bars.Categories
		out.Bars.Series, out.Native.Series = []chart.Series{now}, []deck.Series{numbers}
		out.Bars.Label = func(i, _ int) string { return count(int(now.Values[i]), p.l) }
	}
	return out
}

func (p printer) movers(in *minutes) Part {
	out := Part{Key: "changes", Title: p.say(label.T("What changed", "Ce qui a changé")), Note: p.since, Table: &Table{Item: "change", Columns: []Column{
		{Key: "project", Title: p.say(projectText), Width: 3, Bold: true}, {Key: "text", Title: p.say(label.T("Change", "Évolution")), Width: 8},
	}}}
	for _, c := range in.Opening.Changed {
		var said []string
		for _, turn := range c.Changes {
			said = append(said, turn.Label+p.say(label.T(": ", "\u202f: "))+turn.Text)
		}
		out.Table.add(words(c.Project.Name), words(strings.Join(said, " · ")))
	}
	if n := in.Opening.More; n > 0 {
		out.Note = label.F("%s · the %d largest of %d", "%s · les %d principaux sur %d", p.since, len(in.Opening.Changed), len(in.Opening.Changed)+n).In(p.l)
	}
	return out
}

// passages lists the projects that came, or those that went, the dearest first: none
// makes no part.
func (p printer) passages(key string, title label.Text, all []passage) []Part {
	if len(all) == 0 {
		return nil
	}
	out := Part{Key: key, Title: fmt.Sprintf("%s (%s)", p.say(title), count(len(all), p.l)), Table: &Table{
		Item: "passage", Most: review.MostPassed, More: review.AndMore(len(all)-review.MostPassed, p.l), Columns: []Column{
			{Key: "name", Title: p.say(projectText), Width: 6, Bold: true},
			{Key: "unit", Title: p.say(label.T("Unit", "Entité")), Width: 3.6},
			{Key: "end", Title: p.say(label.T("End", "Fin")), Width: 2, Right: true, Kind: sheet.Date},
			{Key: "total_cost", Title: p.say(label.T("Total cost", "Coût total")), Width: 2.4, Right: true, Kind: sheet.Money},
		},
	}}
	for _, one := range all {
		out.Table.add(words(one.Name), words(one.Unit), dateCell(one.End, p.l), one.Cost.cell(p.l))
	}
	return []Part{out}
}

func (p printer) outcomes(key string, title label.Text, all []outcome) Part {
	out := Part{Key: key, Title: p.say(title), Table: &Table{Item: "outcome", Columns: []Column{
		{Key: "kind", Title: p.say(label.T("Kind", "Nature")), Width: 2},
		{Key: "name", Title: p.say(label.T("What", "Objet")), Width: 6, Bold: true},
		{Key: "project", Title: projectText.In(p.l), Width: 4},
		{Key: "owner", Title: ownerText.In(p.l), Width: 3},
		{Key: "due", Title: dueText.In(p.l), Width: 2, Kind: sheet.Date},
		{Key: "status", Title: p.say(label.T("Status", "Statut")), Width: 2.2},
	}}}
	for _, o := range all {
		kind := o.KindLabel
		if o.Register == "action" {
			kind = p.say(label.T("Action", "Action"))
		}
		project := p.say(label.T("Whole portfolio", "Ensemble du portefeuille"))
		if o.Project != nil {
			project = o.Project.Name
		}
		out.Table.add(words(kind), words(o.Name), words(project), words(o.Owner.text()), dateCell(o.Due, p.l), late(words(o.StatusLabel), o.State == "late"))
	}
	return out
}
