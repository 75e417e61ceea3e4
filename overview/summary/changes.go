package summary

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/overview/weight"
	"vigie/room/field"
	rooms "vigie/room/project"
)

// The kinds of changes.
const (
	WasAdded   = "added"
	WasRemoved = "removed"
	WasChanged = "changed"
)

// Change is what became of one project between two dates, in a sentence and in
// its parts, the one that weighs most first.
type Change struct {
	Project projectRef `json:"project"`
	Kind    string     `json:"kind"`
	Weight  int64      `json:"weight"`
	Text    string     `json:"text"`
	Parts   []Part     `json:"parts"`
	Gone    bool       `json:"gone"`

	id int64
}

// Part is what became of one attribute.
type Part struct {
	Attribute string          `json:"attribute"`
	Label     string          `json:"label"`
	Kind      string          `json:"kind"`
	Was       json.RawMessage `json:"was"`
	Now       json.RawMessage `json:"now"`
	Delta     json.RawMessage `json:"delta"`
	Weight    int64           `json:"weight"`
	Worse     *bool           `json:"worse"`
	Text      string          `json:"text"`
	Who       *personRef      `json:"who"`
	When      *time.Time      `json:"when"`

	value field.Value // as it is now
	fine  int64       // the weight, in 1/weight.Fine
}

// Changes is what changed between two dates, what weighs most first. Sentences
// are made of those that are read.
type Changes struct {
	Added   int
	Removed int
	Changed int
	Since   string

	d   *differ
	all []moveOf
}

// moveOf is what became of one project, before it is told.
type moveOf struct {
	row, then snapshot.Row // then is that of the other date; of one that left, both are
	id        int64
	kind      string
	weight    int64 // in 1/weight.Fine
	share     int64 // by how much of what it was the cost moved
	name      string
	fields    []int // places of the attributes that differ
}

// Of returns the places of the changes of a kind; all of them for "".
func (c Changes) Of(kind string) []int {
	out := []int{}
	for i, m := range c.all {
		if kind == "" || m.kind == kind {
			out = append(out, i)
		}
	}
	return out
}

// Tell tells the changes at some places.
func (c Changes) Tell(places []int) []Change {
	out := make([]Change, len(places))
	for i, at := range places {
		switch m := c.all[at]; m.kind {
		case WasAdded:
			out[i] = c.d.added(m)
		case WasRemoved:
			out[i] = c.d.removed(m)
		default:
			out[i] = c.d.changed(m)
		}
	}
	return out
}

// Changes compares the page with what it is compared with.
func (p *Page) Changes() Changes {
	if p.was == nil {
		return Changes{}
	}
	return p.between(p.was, p.now, p.ask.Against.Since.In(p.lang))
}

func (p *Page) between(was, now *reading, since string) Changes {
	d := &differ{p: p, was: was, now: now, since: since, scale: weight.Of(now.set, was.set)}
	d.attributes()
	out := Changes{Since: since, d: d}
	for _, row := range now.rows {
		then, there := was.row(now.ID(row))
		if !there {
			out.Added++
			out.all = append(out.all, moveOf{row: row, id: now.ID(row), kind: WasAdded, weight: d.moving(1, now, row)})
			continue
		}
		if m := d.compare(row, then); len(m.fields) > 0 {
			out.Changed++
			out.all = append(out.all, m)
		}
	}
	for _, then := range was.rows {
		if _, still := now.row(was.ID(then)); !still {
			out.Removed++
			out.all = append(out.all, moveOf{row: then, then: then, id: was.ID(then), kind: WasRemoved, weight: d.moving(0, was, then)})
		}
	}
	d.order(out.all)
	return out
}

// order puts what weighs most first, then what moved by more of its own cost, and
// the rest by name.
func (d *differ) order(all []moveOf) {
	names := [2]func(snapshot.Row) field.Value{d.was.get("name"), d.now.get("name")}
	for i := range all {
		m := &all[i]
		if m.share = d.share(*m); m.kind == WasRemoved {
			m.name = names[0](m.then).S
		} else {
			m.name = names[1](m.row).S
		}
	}
	slices.SortFunc(all, func(a, b moveOf) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.share, a.share), strings.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
}

// compare weighs what is different of a project.
func (d *differ) compare(row, then snapshot.Row) moveOf {
	m := moveOf{row: row, then: then, id: d.now.ID(row), kind: WasChanged}
	moneyToo := d.was.CurrencyOf(then) != d.now.CurrencyOf(row)
	for i, f := range d.fields {
		if !d.differs[i](row, then) && !(moneyToo && d.inMoney[i]) {
			continue
		}
		was, now := d.gets[0][i](then), d.gets[1][i](row)
		if !d.alike(f, was, now, then, row) {
			m.fields, m.weight = append(m.fields, i), m.weight+d.weigh(f, was, now, then, row)
		}
	}
	return m
}

// moving is what a project weighs that came or left.
func (d *differ) moving(side int, r *reading, row snapshot.Row) int64 {
	cost := weight.Side{Currency: r.CurrencyOf(row)}
	for i, f := range d.fields {
		if f.Key == "total_cost" {
			cost.Value = d.gets[side][i](row)
		}
	}
	return d.scale.Move(cost)
}

// share is by how much of what it was the cost of a project moved.
func (d *differ) share(m moveOf) int64 {
	if m.kind != WasChanged {
		return 0
	}
	for _, i := range m.fields {
		if d.fields[i].Key == "total_cost" {
			return weight.Share(d.gets[0][i](m.then), d.gets[1][i](m.row))
		}
	}
	return 0
}

// differ tells what is different between two readings.
type differ struct {
	p        *Page
	was, now *reading
	since    string
	scale    weight.Scale
	fields   []*field.Field
	gets     [2][]func(snapshot.Row) field.Value
	differs  []func(row, then snapshot.Row) bool
	inMoney  []bool
}

// attributes picks what is told: everything that people enter. The duration
// follows from the dates, and the month of a comment from the comment.
func (d *differ) attributes() {
	for _, f := range d.now.Catalogue.Fields {
		if f.Retired || f.Kind == field.Computed || f.Key == "duration" || f.Key == "currency" || f.ReadOnly {
			continue
		}
		then := d.was.Catalogue.Get(f.Key)
		if then == nil {
			continue
		}
		d.fields = append(d.fields, f)
		d.gets[0], d.gets[1] = append(d.gets[0], d.was.set.Get(then)), append(d.gets[1], d.now.set.Get(f))
		d.differs, d.inMoney = append(d.differs, d.now.set.Differs(f, d.was.set, then)), append(d.inMoney, f.ValueKind() == field.Money)
	}
}

func (d *differ) changed(m moveOf) Change {
	c := Change{Kind: WasChanged, Parts: []Part{}, id: m.id, Weight: m.weight / weight.Fine, Project: d.now.project(m.row)}
	for _, i := range m.fields {
		c.Parts = append(c.Parts, d.part(d.fields[i], d.gets[0][i](m.then), d.gets[1][i](m.row), m.then, m.row))
	}
	slices.SortStableFunc(c.Parts, func(a, b Part) int { return cmp.Compare(b.fine, a.fine) })
	c.Text = d.sentence(c)
	return c
}

// alike reports whether two values read the same; amounts in another currency do not.
func (d *differ) alike(f *field.Field, was, now field.Value, then, row snapshot.Row) bool {
	if !was.Equal(now) {
		return false
	}
	return f.ValueKind() != field.Money || !now.Set || d.was.CurrencyOf(then) == d.now.CurrencyOf(row)
}

// inSentence is how many parts of a change its sentence tells.
const inSentence = 3

var (
	andMore = label.T("; and %d other changes", "\u202f; et %d autres changements")
	andOne  = label.T("; and one other change", "\u202f; et un autre changement")
)

// sentence tells a change: the project, its biggest parts, since when.
func (d *differ) sentence(c Change) string {
	l := d.p.lang
	text := c.Project.Name + label.T(": ", "\u202f: ").In(l)
	for i, part := range c.Parts[:min(len(c.Parts), inSentence)] {
		if i > 0 {
			text += label.T("; ", "\u202f; ").In(l)
		}
		text += part.Text
		if i == 0 && d.since != "" {
			text += " " + d.since
		}
	}
	switch rest := len(c.Parts) - inSentence; {
	case rest == 1:
		text += andOne.In(l)
	case rest > 1:
		text += label.F(andMore.EN, andMore.FR, rest).In(l)
	}
	return text
}

var (
	newText      = label.T("new project", "nouveau projet")
	joinedText   = label.T("joined the portfolio", "entré dans le portefeuille")
	deletedText  = label.T("deleted", "supprimé")
	archivedText = label.T("archived", "archivé")
	leftText     = label.T("left the portfolio", "sorti du portefeuille")
)

func (d *differ) added(m moveOf) Change {
	c := Change{Kind: WasAdded, id: m.id, Project: d.now.project(m.row), Parts: []Part{}, Weight: m.weight / weight.Fine}
	why := newText
	if d.was.Shows(d.p.ask.Who, c.id) {
		why = joinedText
	}
	for i, f := range d.fields {
		if v := d.gets[1][i](m.row); v.Set && (f.Key == "total_cost" || f.Key == "end") {
			part := d.part(f, field.Value{}, v, m.row, m.row)
			part.Text = lower(part.Label) + " " + d.text(d.now, f, v, m.row)
			c.Parts = append(c.Parts, part)
		}
	}
	c.Text = d.arrival(c, why)
	return c
}

func (d *differ) removed(m moveOf) Change {
	c := Change{Kind: WasRemoved, id: m.id, Project: d.was.project(m.then), Parts: []Part{}, Weight: m.weight / weight.Fine}
	why := leftText
	if now, there := d.now.Find(c.id); !there || d.now.StateOf(now) == rooms.Deleted {
		why, c.Gone = deletedText, true
	} else if d.now.StateOf(now) == rooms.Archived {
		why = archivedText
	}
	for i, f := range d.fields {
		if v := d.gets[0][i](m.then); v.Set && (f.Key == "total_cost" || f.Key == "end") {
			part := Part{Attribute: f.Key, Label: f.Label.In(d.p.lang), Kind: string(f.ValueKind()), Was: d.was.json(f, v, m.then), Now: null, Delta: null}
			part.Text = lower(part.Label) + " " + d.text(d.was, f, v, m.then)
			c.Parts = append(c.Parts, part)
		}
	}
	c.Text = d.arrival(c, why)
	return c
}

// arrival tells of a project that came or left, with what it costs and when it ends.
func (d *differ) arrival(c Change, why label.Text) string {
	l := d.p.lang
	text := c.Project.Name + label.T(": ", "\u202f: ").In(l) + why.In(l)
	if d.since != "" {
		text += " " + d.since
	}
	for i, part := range c.Parts {
		sep := " ("
		if i > 0 {
			sep = ", "
		}
		text += sep + part.Text
	}
	if len(c.Parts) > 0 {
		text += ")"
	}
	return text
}

// Name tells of each part of some changes who entered the value that it has now,
// and when, where the person may read the history.
func (p *Page) Name(items []Change) error {
	var ids []int64
	for _, c := range items {
		if c.Kind != WasRemoved {
			ids = append(ids, c.id)
		}
	}
	traces, err := rooms.Traces(p.ctx, p.desk.DB, p.ask.Who, ids, p.ask.Now.On)
	if err != nil {
		return err
	}
	for i := range items {
		for j := range items[i].Parts {
			part := &items[i].Parts[j]
			t, ok := rooms.Entered(traces[items[i].id], part.Attribute, part.value)
			if !ok || items[i].Kind == WasRemoved {
				continue
			}
			at := time.UnixMilli(t.Change.At).UTC()
			part.Who, part.When = p.actor(int64(t.Change.Actor)), &at
		}
	}
	return nil
}

func (p *Page) actor(id int64) *personRef {
	e, ok := p.ask.Now.Directory.Entry(field.User, id)
	if id == 0 || !ok {
		return nil
	}
	return &personRef{e.Public, e.Name}
}

type changesSettings struct {
	Limit int    `json:"limit"`
	Since string `json:"since"`
}

// backBy says how many months before a page its changes are told from, when it
// is compared with nothing; a week is seven days.
var backBy = map[string]int{"month": 1, "quarter": 3, "year": 12}

type changesData struct {
	From    *day.Day `json:"from"`
	To      day.Day  `json:"to"`
	Since   string   `json:"since"`
	Total   int      `json:"total"`
	Added   int      `json:"added"`
	Removed int      `json:"removed"`
	Changed int      `json:"changed"`
	Items   []Change `json:"items"`
	Rows    string   `json:"rows"`
	Path    string   `json:"path"`
}

func (p *Page) changesBlock(in changesSettings) (any, error) {
	was, since, from, err := p.before(in.Since)
	if err != nil {
		return nil, err
	}
	all := p.between(was, p.now, since)
	items := all.Tell(all.Of("")[:min(len(all.all), in.Limit)])
	if err := p.Name(items); err != nil {
		return nil, err
	}
	out := changesData{To: p.now.On, Since: since, Total: len(all.all), Added: all.Added, Removed: all.Removed, Changed: all.Changed, Items: items}
	if from != "" {
		out.Path = "/portfolios/" + p.portfolioID() + "/changes?from=" + from
		if !p.now.Live {
			out.Path += "&to=" + p.now.On.String()
		}
	}
	if was.Title.IsZero() {
		out.From = &was.On
	}
	return out, nil
}

// before returns what the changes of a block are told from: what the page is
// compared with, else the end of the month before, or so far back as is said.
func (p *Page) before(since string) (*reading, string, string, error) {
	if p.was != nil && since == "auto" {
		from := p.ask.Against.Date.String()
		switch p.ask.Against.Kind {
		case "baseline":
			from = "baseline"
		case "review":
			from = "review:" + p.ask.Against.Review
		}
		return p.was, p.ask.Against.Since.In(p.lang), from, nil
	}
	on := (p.now.On.Month() - 1).Last()
	if since == "week" {
		on = p.now.On - 7
	} else if n := backBy[since]; n > 0 {
		on = p.now.On.AddMonths(-n)
		if p.now.On == p.now.On.Month().Last() {
			on = on.Month().Last()
		}
	}
	s, err := p.desk.Projects.AsOf(p.ctx, on)
	if err != nil {
		return nil, "", "", err
	}
	r, err := p.read(s)
	return r, SinceDay(on).In(p.lang), on.String(), err
}
