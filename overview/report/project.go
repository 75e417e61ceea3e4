package report

import (
	"context"
	"slices"
	"strings"

	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/record"
	"vigie/room/risk"
)

// Desk makes reports.
type Desk struct {
	DB       *db.DB
	Projects *snapshot.Keeper
	Agenda   *agenda.Keeper
}

// Ask is what a report of projects is made of.
type Ask struct {
	Who       access.Who
	Portfolio *portfolio.Portfolio // nil for all projects
	Only      map[int64]bool       // these projects alone; nil for all of the portfolio
	Order     []int64              // in this order; by name when nil
	Filter    string
	Now, Was  *snapshot.Snapshot // Was is nil when nothing is compared
	Known     int64              // the last change that registers are read with; 0 for all
	Since     string             // "since November 2016"
	Need      access.Right       // what the person must hold on a project beside reading it
}

// Sheets makes one document for each project that the person may see.
func (d *Desk) Sheets(ctx context.Context, ask Ask) ([]Document, error) {
	set, err := ask.Now.Set(ask.Who, snapshot.Query{Filter: ask.Filter, Portfolio: ask.Portfolio, State: "all", Need: ask.Need})
	if err != nil {
		return nil, err
	}
	m := &sheets{ask: ask, set: set, l: ask.Who.Lang, get: map[string]func(snapshot.Row) field.Value{}, was: map[string]func(snapshot.Row) field.Value{}}
	if ask.Was != nil {
		if m.then, err = ask.Was.Set(ask.Who, snapshot.Query{State: "all"}); err != nil {
			return nil, err
		}
	}
	for _, f := range ask.Now.Catalogue.Fields {
		if f.Retired {
			continue
		}
		m.fields = append(m.fields, f)
		m.get[f.Key] = set.Get(f)
		if m.then != nil {
			if old := ask.Was.Catalogue.Get(f.Key); old != nil {
				m.was[f.Key] = m.then.Get(old)
			}
		}
	}
	if err := m.registers(ctx, d); err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(slices.Clone(set.Rows), func(r snapshot.Row) bool { return ask.Only != nil && !ask.Only[ask.Now.ID(r)] })
	m.order(rows)
	out := make([]Document, len(rows))
	for i, r := range rows {
		out[i] = m.sheet(r)
	}
	return out, nil
}

// sheets makes the sheets of one report.
type sheets struct {
	ask    Ask
	set    *snapshot.Set
	then   *snapshot.Set
	l      label.Lang
	fields []*field.Field
	get    map[string]func(snapshot.Row) field.Value
	was    map[string]func(snapshot.Row) field.Value
	lists  map[string]map[int64][]agenda.Item // by register, by project
	books  map[string]*agenda.Reading
}

func (m *sheets) order(rows []snapshot.Row) {
	at := map[int64]int{}
	for i, id := range m.ask.Order {
		at[id] = i + 1
	}
	slices.SortStableFunc(rows, func(a, b snapshot.Row) int {
		if i, j := at[m.ask.Now.ID(a)], at[m.ask.Now.ID(b)]; i != j && i*j != 0 {
			return i - j
		}
		x, y := label.Fold(m.ask.Now.Value(a, "name").S), label.Fold(m.ask.Now.Value(b, "name").S)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
}

// registers reads what is in the registers of the projects, each once.
func (m *sheets) registers(ctx context.Context, d *Desk) error {
	m.lists, m.books = map[string]map[int64][]agenda.Item{}, map[string]*agenda.Reading{}
	if d.Agenda == nil {
		return nil
	}
	for _, k := range []*record.Kind{milestone.Kind, risk.Kind, action.Kind, decision.Kind} {
		keeper := d.Agenda.Of(k)
		if keeper == nil {
			continue
		}
		book, err := m.book(ctx, keeper)
		if err != nil {
			return err
		}
		q := agenda.Query{Portfolio: m.ask.Portfolio, OfProjects: m.ask.Filter}
		if len(m.ask.Only) == 1 {
			for id := range m.ask.Only {
				q = agenda.Query{Project: id}
			}
		}
		res, err := book.List(m.ask.Who, q)
		if err != nil {
			return err
		}
		by := map[int64][]agenda.Item{}
		for _, it := range res.Items {
			by[it.Project()] = append(by[it.Project()], it)
		}
		m.lists[k.Entity], m.books[k.Entity] = by, book
	}
	return nil
}

func (m *sheets) book(ctx context.Context, k *agenda.Keeper) (*agenda.Reading, error) {
	if m.ask.Known != 0 {
		return k.KnownAt(ctx, m.ask.Now.On, m.ask.Known)
	}
	if m.ask.Now.Live {
		return k.Live(ctx)
	}
	return k.AsOf(ctx, m.ask.Now.On)
}

// apart are the attributes that a sheet shows in its head or as texts.
var apart = map[string]bool{"name": true, "code": true, "description": true, "comment": true, "comment_month": true, "weather_month": true, "currency": true}

func (m *sheets) sheet(r snapshot.Row) Document {
	s, l := m.ask.Now, m.l
	id := s.ID(r)
	doc := Document{Kind: Project, Lang: l, Title: s.Value(r, "name").S}
	for _, f := range m.fields {
		doc.Facts = append(doc.Facts, Fact{Key: f.Key, Label: f.Label.In(l), Cell: m.cell(f, m.get[f.Key](r), r)})
	}
	doc.Subtitle = m.subtitle(&doc)
	if m.then != nil {
		doc.Parts = append(doc.Parts, m.changes(id, r))
	}
	for key, title := range map[string]label.Text{"comment": label.T("Comment of the month", "Commentaire du mois"), "description": label.T("Description", "Description")} {
		if text := s.Value(r, key).S; text != "" {
			doc.Parts = append(doc.Parts, Part{Key: key, Title: title.In(l), Text: text})
		}
	}
	slices.SortStableFunc(doc.Parts, func(a, b Part) int { return partPlace[a.Key] - partPlace[b.Key] })
	if p, ok := m.costs(r); ok {
		doc.Parts = append(doc.Parts, p)
	}
	doc.Parts = append(doc.Parts, m.dates(id), m.risks(id), m.actions(id), m.decisions(id))
	for _, f := range m.fields {
		if text := m.get[f.Key](r).S; f.Kind.IsText() && !apart[f.Key] && long(text) {
			doc.Parts = append(doc.Parts, Part{Key: longPart + f.Key, Title: f.Label.In(l), Text: text})
		}
	}
	return doc
}

// longPart begins the keys of the parts that are one long text each.
const longPart = "text_"

// long reports whether a text wants a place of its own: among short values it would
// take a page.
func long(text string) bool { return len(text) > 200 || strings.Contains(text, "\n") }

var partPlace = map[string]int{"changes": 1, "comment": 2, "description": 3}

// subtitle says who leads the project, where, and how far it is.
func (m *sheets) subtitle(doc *Document) string {
	text := ""
	for _, key := range []string{"code", "manager", "unit", "stage"} {
		if f, ok := doc.fact(key); ok && f.Text != "" {
			if text != "" {
				text += " · "
			}
			text += f.Text
		}
	}
	return text
}

// cell shows a value of an attribute.
func (m *sheets) cell(f *field.Field, v field.Value, r snapshot.Row) Cell {
	if !v.Set {
		return Cell{}
	}
	l := m.l
	switch f.Kind {
	case field.Money:
		return moneyCell(v.N, m.ask.Now.Value(r, "currency").S, l)
	case field.Percent:
		return percentCell(money.Amount(v.N), l)
	case field.Number:
		text := money.Amount(v.N).Round(2).In(l)
		if f.Measure == "years" {
			text += wording.Hard + label.T("years", "ans").In(l)
		}
		return Cell{Text: text, Value: sheet.NumberValue(money.Amount(v.N))}
	case field.Date:
		return dateCell(day.Day(v.N), l)
	case field.Month:
		return Cell{Text: day.Month(v.N).In(l), Value: sheet.MonthValue(day.Month(v.N))}
	case field.Light, field.Weather:
		return scale(rank(f.Kind, v.N), l)
	case field.YesNo:
		return words(yesNo(v.N != 0).In(l))
	case field.Choice:
		c := words(m.set.Names.Text(f, v, l))
		if o, ok := f.OptionByID(v.N); ok {
			c.Colour = picks[o.Colour]
		}
		return c
	case field.Computed:
		return m.computed(f, v, r)
	}
	return words(m.set.Names.Text(f, v, l))
}

func yesNo(yes bool) label.Text {
	if yes {
		return label.T("yes", "oui")
	}
	return label.T("no", "non")
}

// computed shows what a formula gives, as an attribute of its type would.
func (m *sheets) computed(f *field.Field, v field.Value, r snapshot.Row) Cell {
	t, _ := f.FormulaType()
	for _, kind := range []field.Kind{field.Money, field.Percent, field.Number, field.Date, field.Month, field.YesNo} {
		like := field.Field{Kind: kind}
		if its, _ := like.FormulaType(); its == t {
			return m.cell(&like, v, r)
		}
	}
	return words(m.set.Names.Text(f, v, m.l))
}

// changes tells what is not as it was.
func (m *sheets) changes(id int64, r snapshot.Row) Part {
	p := Part{Key: "changes", Title: label.T("What changed", "Ce qui a changé").In(m.l), Note: m.ask.Since, Table: &Table{Item: "change", Columns: []Column{
		{Key: "label", Title: label.T("Attribute", "Attribut").In(m.l), Width: 3}, {Key: "was", Title: label.T("Before", "Avant").In(m.l), Width: 4}, {Key: "now", Title: label.T("Now", "Maintenant").In(m.l), Width: 4, Bold: true},
	}}}
	then, had := m.ask.Was.Find(id)
	if !had || !m.ask.Was.Shows(m.ask.Who, id) {
		p.Note, p.Text, p.Table = "", label.T("New since then", "Nouveau depuis").In(m.l), nil
		return p
	}
	for _, f := range m.fields {
		if m.was[f.Key] == nil || apart[f.Key] && f.Key != "name" {
			continue
		}
		now, was := m.cell(f, m.get[f.Key](r), r), m.cellThen(f, m.was[f.Key](then), then)
		switch {
		case now.Text == was.Text:
		case f.Kind.IsText() && (long(now.Text) || long(was.Text)):
			p.Table.add(words(f.Label.In(m.l)), Cell{Value: sheet.TextValue(was.Text)}, Cell{Text: rewritten(was.Text, now.Text).In(m.l), Value: sheet.TextValue(now.Text)})
		default:
			p.Table.add(words(f.Label.In(m.l)), dash(was), dash(now))
		}
	}
	return p
}

func (m *sheets) cellThen(f *field.Field, v field.Value, then snapshot.Row) Cell {
	old := *m
	old.ask.Now, old.set = m.ask.Was, m.then
	return old.cell(f, v, then)
}

// rewritten says that a long text is another: both would drown what else changed. The
// workbook has them whole.
func rewritten(was, now string) label.Text {
	switch {
	case was == "":
		return label.T("text added", "texte ajouté")
	case now == "":
		return label.T("text taken away", "texte retiré")
	}
	return label.T("text changed", "texte modifié")
}

func dash(c Cell) Cell {
	if c.Text == "" {
		c.Text = "–"
	}
	return c
}

var costsText = label.T("Costs", "Coûts")

// costs draws the amounts of the project. One alone needs no drawing on paper, but
// a slide has a place for it.
func (m *sheets) costs(r snapshot.Row) (Part, bool) {
	title := costsText.In(m.l)
	p := Part{Key: "costs", Title: title, Bars: &chart.Bar{Title: title, Series: []chart.Series{{}}}, Native: &deck.Chart{Title: title, Series: []deck.Series{{Name: title}}}}
	currency, labels := m.ask.Now.Value(r, "currency").S, []string{}
	for _, key := range []string{"total_cost_baseline", "total_cost", "actual_cost"} {
		f := m.ask.Now.Catalogue.Get(key)
		if f == nil || f.Retired || m.get[key] == nil {
			continue
		}
		v := m.get[key](r)
		if !v.Set {
			continue
		}
		p.Bars.Categories = append(p.Bars.Categories, f.Label.In(m.l))
		p.Bars.Series[0].Values = append(p.Bars.Series[0].Values, float64(v.N)/money.Scale)
		p.Native.Series[0].Values = append(p.Native.Series[0].Values, deck.Num(money.Amount(v.N)))
		labels = append(labels, moneyCell(v.N, currency, m.l).Text)
	}
	p.Bars.Label = func(i, _ int) string { return labels[i] }
	p.Native.Categories = p.Bars.Categories
	if len(labels) < 2 {
		p.Bars = nil
	}
	return p, len(labels) > 0
}

// value shows an attribute of a record.
func (m *sheets) value(k *record.Kind, it agenda.Item, key string) Cell {
	book := m.books[k.Entity]
	f := book.Catalogue().Get(key)
	v := it.Values[key]
	if k == risk.Kind && key == "criticality" {
		if c := risk.Criticality(it.Values); c > 0 {
			return countCell(int(c), m.l)
		}
		return Cell{}
	}
	if f == nil || !v.Set {
		return Cell{}
	}
	if f.Kind == field.Number {
		return Cell{Text: money.Amount(v.N).In(m.l), Value: sheet.NumberValue(money.Amount(v.N))}
	}
	if f.Kind == field.Choice {
		if o, ok := f.OptionByID(v.N); ok {
			return Cell{Text: o.Label.In(m.l), Colour: picks[o.Colour]}
		}
	}
	return m.cell(f, v, 0)
}

// register makes the table of a register.
func (m *sheets) register(k *record.Kind, id int64, key, item string, title label.Text, columns []Column, keys []string, open bool) Part {
	p := Part{Key: key, Title: title.In(m.l), Table: &Table{Item: item, Columns: columns}}
	book := m.books[k.Entity]
	if book == nil {
		return p
	}
	rules := k.Rules(book.Catalogue())
	for i, c := range columns {
		if f := book.Catalogue().Get(keys[i]); f != nil && c.Title == "" {
			columns[i].Title = f.Label.In(m.l)
		}
		columns[i].Key = keys[i]
	}
	for _, it := range m.lists[k.Entity][id] {
		if open && !rules.IsOpen(it.Values) {
			continue
		}
		row := make([]Cell, len(keys))
		for i, key := range keys {
			row[i] = m.value(k, it, key)
		}
		if rules.IsLate(it.Values, m.ask.Now.On) {
			row[0].Sign, row[0].Colour = scales["red"].sign, chart.Bad
		}
		p.Table.Rows = append(p.Table.Rows, row)
	}
	return p
}

func (m *sheets) dates(id int64) Part {
	return m.register(milestone.Kind, id, "dates", "date", label.T("Key dates", "Dates clés"),
		[]Column{{Width: 6}, {Width: 2.4, Kind: sheet.Date}, {Width: 2.4, Kind: sheet.Date}, {Width: 2.4}}, []string{"name", "date", "baseline", "status"}, false)
}

func (m *sheets) risks(id int64) Part {
	p := m.register(risk.Kind, id, "risks", "risk", label.T("Open risks", "Risques ouverts"),
		[]Column{{Width: 6}, {Width: 1.6, Right: true}, {Width: 2.6}, {Width: 5}}, []string{"name", "criticality", "owner", "response"}, true)
	slices.SortStableFunc(p.Table.Rows, func(a, b []Cell) int { return int(b[1].Value.Amount - a[1].Value.Amount) })
	return p
}

func (m *sheets) actions(id int64) Part {
	return m.register(action.Kind, id, "actions", "action", label.T("Actions under way", "Actions en cours"),
		[]Column{{Width: 6}, {Width: 2.6}, {Width: 2.2, Kind: sheet.Date}, {Width: 2.2}}, []string{"name", "owner", "due", "status"}, true)
}

func (m *sheets) decisions(id int64) Part {
	return m.register(decision.Kind, id, "decisions", "decision", label.T("Decisions", "Décisions"),
		[]Column{{Width: 6}, {Width: 2}, {Width: 2.6}, {Width: 2.2, Kind: sheet.Date}, {Width: 2.2}}, []string{"name", "kind", "owner", "due", "status"}, false)
}
