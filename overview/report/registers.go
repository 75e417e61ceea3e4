package report

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/format/chart"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/wording"
)

var (
	projectText = label.T("Project", "Projet")
	ownerText   = label.T("Owner", "Responsable")
	dueText     = label.T("Due", "Échéance")
)

func (p printer) drift(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Dates []struct {
			item
			Value, Baseline day.Day
			Days            int64
			Text            string
		}
		Costs []struct {
			item
			Value, Baseline *amount
			Delta           *amount
			Percent         *money.Amount
			Text            string
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	baseline, now := p.say(label.T("Baseline", "Référence")), p.say(label.T("Today", "À date"))
	dates := p.part
	dates.Key, dates.Title = p.part.Key+"_dates", p.part.Title+" · "+p.say(label.T("dates", "dates"))
	dates.Table = &Table{Item: "drift", Columns: []Column{{Key: "name", Title: p.say(projectText), Width: 6}, {Key: "baseline", Title: baseline, Width: 2.4, Kind: sheet.Date}, {Key: "value", Title: now, Width: 2.4, Kind: sheet.Date}, {Key: "text", Title: p.say(label.T("Drift", "Écart")), Width: 4, Bold: true}}}
	for _, d := range in.Dates {
		dates.Table.add(words(d.Name), dateCell(d.Baseline, p.l), dateCell(d.Value, p.l), words(d.Text))
	}
	costs := p.part
	costs.Key, costs.Title = p.part.Key+"_costs", p.part.Title+" · "+p.say(label.T("costs", "coûts"))
	costs.Table = &Table{Item: "drift", Columns: []Column{{Key: "name", Title: p.say(projectText), Width: 6}, {Key: "baseline", Title: baseline, Width: 2.4, Right: true, Kind: sheet.Money}, {Key: "value", Title: now, Width: 2.4, Right: true, Kind: sheet.Money}, {Key: "text", Title: p.say(label.T("Drift", "Écart")), Width: 3.4, Bold: true, Right: true}}}
	for _, c := range in.Costs {
		costs.Table.add(words(c.Name), c.Baseline.cell(p.l), c.Value.cell(p.l), words(c.Text))
	}
	return []Part{dates, costs}, nil
}

func (p printer) changes(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Since string
		Total int
		Items []struct {
			Project *item
			Kind    string
			Text    string
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	p.part.Note = in.Since
	if in.Total > len(in.Items) {
		p.part.Note = label.F("%s · the %d largest of %d", "%s · les %d principaux sur %d", in.Since, len(in.Items), in.Total).In(p.l)
	}
	t := &Table{Item: "change", Columns: []Column{{Key: "project", Title: p.say(projectText), Width: 3, Bold: true}, {Key: "text", Title: p.say(label.T("Change", "Évolution")), Width: 8}}}
	for _, c := range in.Items {
		name := c.Project.text()
		text, _ := strings.CutPrefix(c.Text, name+p.say(label.T(": ", "\u202f: "))) // the name stands beside it
		t.add(words(name), words(upper(text)))
	}
	return p.with(t), nil
}

func (p printer) stale(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Items []struct {
			item
			Manager *item
			Updated day.Day
			Text    string
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "project", Columns: []Column{{Key: "name", Title: p.say(projectText), Width: 6}, {Key: "manager", Title: p.say(label.T("Project manager", "Chef de projet")), Width: 3}, {Key: "updated", Title: p.say(label.T("Last update", "Dernière mise à jour")), Width: 2.4, Kind: sheet.Date}, {Key: "text", Title: p.say(label.T("Age", "Ancienneté")), Width: 2.4}}}
	for _, s := range in.Items {
		t.add(words(s.Name), words(s.Manager.text()), dateCell(s.Updated, p.l), words(s.Text))
	}
	return p.with(t), nil
}

func (p printer) trust(raw json.RawMessage) ([]Part, error) {
	type factors struct {
		Score, Completeness, Freshness, Consistency *money.Amount
	}
	var in struct {
		factors
		Was      *factors
		Findings []struct {
			Label string
			Count int
		}
		Missing []struct {
			Label string
			Count int
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	was := factors{}
	if in.Was != nil {
		was = *in.Was
	}
	for _, f := range []struct {
		key      string
		label    label.Text
		now, was *money.Amount
	}{
		{"trust", label.T("Trust score", "Indice de confiance"), in.Score, was.Score},
		{"completeness", label.T("Completeness", "Complétude"), in.Completeness, was.Completeness},
		{"freshness", label.T("Freshness", "Fraîcheur"), in.Freshness, was.Freshness},
		{"consistency", label.T("Consistency", "Cohérence"), in.Consistency, was.Consistency},
	} {
		p.part.Figures = append(p.part.Figures, p.factor(Figure{Key: f.key, Label: p.say(f.label), Value: "–"}, f.now, f.was))
		if p.part.Figures[len(p.part.Figures)-1].Note != "" {
			p.part.Note = p.changedSince()
		}
	}
	t := &Table{Item: "finding", Columns: []Column{{Key: "text", Title: p.say(label.T("Finding", "Constat")), Width: 8}, {Key: "count", Title: p.say(projectsText), Width: 1.6, Right: true, Kind: sheet.Number}}}
	for _, f := range in.Findings {
		t.add(words(f.Label), countCell(f.Count, p.l))
	}
	for _, f := range in.Missing {
		t.add(words(label.F("%s is missing", "%s\u202f: non renseigné", f.Label).In(p.l)), countCell(f.Count, p.l))
	}
	return p.with(t), nil
}

// upper begins a text with a capital.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// factor shows the trust score, out of 100, or one of its factors, a share of one as a
// percentage, and by how much it moved.
func (p printer) factor(out Figure, now, was *money.Amount) Figure {
	if now == nil {
		return out
	}
	show := func(a money.Amount) Cell { return Cell{Text: score(a, p.l), Value: sheet.NumberValue(a)} }
	by, unit := money.Amount(1), ""
	if out.Key != "trust" {
		by, unit = 100, wording.Hard+"points"
		show = func(a money.Amount) Cell { return percentCell(a, p.l) }
	}
	cell := show(*now * by)
	out.Value, out.Cell = cell.Text, cell.Value
	if was != nil && *now != *was {
		up := "up"
		if out.Note = moved("score", json.RawMessage(((*now - *was) * by).Round(1).String()), p.l); out.Note != "" {
			out.Note += unit
			if n := (*now - *was) * by; max(n, -n).Round(1) <= money.Units(1) {
				out.Note = strings.TrimSuffix(out.Note, "s")
			}
		}
		out.Colour, out.Was = judged(out.Note, &up), show(*was*by).Value
	}
	return out
}

// late marks what is late.
func late(c Cell, is bool) Cell {
	if is {
		c.Sign, c.Colour = scales["red"].sign, chart.Bad
	}
	return c
}

func (p printer) dates(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Items []struct {
			item
			Project        *item
			Date, Baseline day.Day
			Drift          *money.Amount
			Late           bool
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "date", Columns: []Column{{Key: "name", Title: p.say(label.T("Key date", "Date clé")), Width: 4}, {Key: "project", Title: p.say(projectText), Width: 4}, {Key: "date", Title: p.say(label.T("Date", "Date")), Width: 2, Kind: sheet.Date}, {Key: "drift", Title: p.say(label.T("Drift", "Écart")), Width: 3.6}}}
	for _, d := range in.Items {
		drift := Cell{}
		if d.Drift != nil && *d.Drift != 0 {
			drift = words(wording.Shift(int64(*d.Drift/money.Scale), p.l))
		}
		t.add(late(words(d.Name), d.Late), words(d.Project.text()), dateCell(d.Date, p.l), drift)
	}
	return p.with(t), nil
}

func (p printer) risks(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Items []struct {
			item
			Project, Owner *item
			Criticality    *int
			StatusLabel    string `json:"status_label"`
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "risk", Columns: []Column{{Key: "name", Title: p.say(label.T("Risk", "Risque")), Width: 5}, {Key: "project", Title: p.say(projectText), Width: 4}, {Key: "criticality", Title: p.say(label.T("Criticality", "Criticité")), Width: 1.6, Right: true, Kind: sheet.Number}, {Key: "owner", Title: p.say(ownerText), Width: 3}}}
	for _, r := range in.Items {
		critical := Cell{}
		if r.Criticality != nil {
			critical = countCell(*r.Criticality, p.l)
		}
		t.add(words(r.Name), words(r.Project.text()), critical, words(r.Owner.text()))
	}
	return p.with(t), nil
}

func (p printer) actions(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Items []struct {
			item
			Project, Owner *item
			Due            day.Day
			Late           bool
			StatusLabel    string `json:"status_label"`
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "action", Columns: []Column{{Key: "name", Title: p.say(label.T("Action", "Action")), Width: 5}, {Key: "project", Title: p.say(projectText), Width: 3.4}, {Key: "owner", Title: p.say(ownerText), Width: 2.6}, {Key: "due", Title: p.say(dueText), Width: 2, Kind: sheet.Date}}}
	for _, a := range in.Items {
		t.add(late(words(a.Name), a.Late), words(a.Project.text()), words(a.Owner.text()), dateCell(a.Due, p.l))
	}
	return p.with(t), nil
}

func (p printer) asked(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Items []struct {
			Text           string
			Project, Owner *item
			Due            day.Day
			Late           bool
		}
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "ask", Columns: []Column{{Key: "text", Title: p.say(label.T("What is asked", "Ce qui est demandé")), Width: 6, Bold: true}, {Key: "project", Title: p.say(projectText), Width: 4}, {Key: "owner", Title: p.say(ownerText), Width: 2.6}, {Key: "due", Title: p.say(dueText), Width: 2, Kind: sheet.Date}}}
	for _, a := range in.Items {
		t.add(late(words(a.Text), a.Late), words(a.Project.text()), words(a.Owner.text()), dateCell(a.Due, p.l))
	}
	return p.with(t), nil
}

func (p printer) text(raw json.RawMessage) ([]Part, error) {
	var in struct{ Text string }
	err := json.Unmarshal(raw, &in)
	p.part.Text = in.Text
	return []Part{p.part}, err
}
