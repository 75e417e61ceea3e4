package summary

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/milestone"
)

type timelineSettings struct {
	Sort  string `json:"sort"`
	Limit int    `json:"limit"`
}

func (in timelineSettings) check(c *field.Catalogue) error {
	if f := c.Get(strings.TrimPrefix(in.Sort, "-")); f == nil || f.Retired || !numeric(f) && f.Kind != field.Text {
		return fault.Invalid("settings.sort", label.F("Projects cannot be put in order by “%s”", "Les projets ne peuvent pas être classés par « %s »", in.Sort))
	}
	return checkLimit(in.Limit, 200)
}

type keyDate struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Date     day.Day `json:"date"`
	Baseline day.Day `json:"baseline"`
	Status   string  `json:"status"`
	Late     bool    `json:"late"`
	Type     string  `json:"type"`
}

type bar struct {
	projectRef
	Start         day.Day         `json:"start"`
	End           day.Day         `json:"end"`
	StartBaseline day.Day         `json:"start_baseline"`
	EndBaseline   day.Day         `json:"end_baseline"`
	WasStart      *day.Day        `json:"was_start,omitempty"`
	WasEnd        *day.Day        `json:"was_end,omitempty"`
	Weather       json.RawMessage `json:"weather"`
	Light         json.RawMessage `json:"light"`
	Stage         *valueOut       `json:"stage"`
	Progress      json.RawMessage `json:"progress"`
	Gone          bool            `json:"gone"`
	Added         bool            `json:"added"`
	Dates         []keyDate       `json:"dates"`
}

type timelineData struct {
	From    day.Day `json:"from"`
	Until   day.Day `json:"until"`
	Today   day.Day `json:"today"`
	Rows    []bar   `json:"rows"`
	More    int     `json:"more"`
	Undated int     `json:"undated"`
}

func (p *Page) timelineBlock(in timelineSettings) (any, error) {
	out := timelineData{Today: p.now.On, Rows: []bar{}}
	var rows []snapshot.Row
	start, end := p.now.get("start"), p.now.get("end")
	for _, row := range p.now.rows {
		if end(row).Set || start(row).Set {
			rows = append(rows, row)
		} else {
			out.Undated++
		}
	}
	if err := p.arrange(rows, in.Sort); err != nil {
		return nil, err
	}
	if key := strings.TrimPrefix(in.Sort, "-"); key == "end" || key == "start" {
		p.runningFirst(rows)
	}
	out.More = max(len(rows)-in.Limit, 0)
	rows = rows[:len(rows)-out.More]
	dates, err := p.datesOf(rows)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		b := p.bar(row)
		if b.Dates = dates[p.now.ID(row)]; b.Dates == nil {
			b.Dates = []keyDate{}
		}
		out.Rows = append(out.Rows, b)
		out.reach(b)
	}
	return out, nil
}

// runningFirst moves the projects that are finished, or stopped, behind the others.
func (p *Page) runningFirst(rows []snapshot.Row) {
	stage, ended := p.now.get("stage"), p.now.stageIDs(p.now.settings.Finished)
	slices.SortStableFunc(rows, func(a, b snapshot.Row) int { return b2i(ended[stage(a).N]) - b2i(ended[stage(b).N]) })
}

// reach widens the span of the timeline to hold a bar.
func (out *timelineData) reach(b bar) {
	for _, d := range []day.Day{b.Start, b.End, b.EndBaseline, b.StartBaseline} {
		if d != 0 {
			if out.From == 0 || d < out.From {
				out.From = d
			}
			out.Until = max(out.Until, d)
		}
	}
}

// arrange puts rows in the order of an attribute, empty ones last, then by name.
func (p *Page) arrange(rows []snapshot.Row, by string) error {
	key, down := strings.CutPrefix(by, "-")
	f, err := p.attribute("sort", key)
	if err != nil {
		return err
	}
	names, get := p.now.Folded("name"), p.now.set.Get(f)
	texts := func(snapshot.Row) string { return "" }
	if f.Kind == field.Text {
		texts = p.now.Folded(f.Key)
	}
	type placed struct {
		row        snapshot.Row
		at         field.Value
		text, name string
	}
	all := make([]placed, len(rows))
	for i, row := range rows {
		all[i] = placed{row, get(row), texts(row), names(row)}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		if !a.at.Set || !b.at.Set {
			return cmp.Or(b2i(!a.at.Set)-b2i(!b.at.Set), strings.Compare(a.name, b.name))
		}
		c := cmp.Or(cmp.Compare(a.at.N, b.at.N), strings.Compare(a.text, b.text))
		if down {
			c = -c
		}
		return cmp.Or(c, strings.Compare(a.name, b.name))
	})
	for i, p := range all {
		rows[i] = p.row
	}
	return nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *Page) bar(row snapshot.Row) bar {
	r := p.now
	at := func(key string) day.Day { return day.Day(r.Value(row, key).N) }
	raw := func(key string) json.RawMessage { return r.json(r.Catalogue.Get(key), r.Value(row, key), row) }
	b := bar{
		projectRef: r.project(row), Start: at("start"), End: at("end"), StartBaseline: at("start_baseline"), EndBaseline: at("end_baseline"),
		Weather: raw("weather"), Light: raw("light"), Progress: raw("progress"),
	}
	if v := r.Value(row, "stage"); v.Set {
		stage := p.shown(r, r.Catalogue.Get("stage"), v)
		b.Stage = &stage
	}
	if p.was == nil {
		return b
	}
	then, there := p.was.row(r.ID(row))
	if b.Added = !there; !there {
		return b
	}
	start, end := day.Day(p.was.Value(then, "start").N), day.Day(p.was.Value(then, "end").N)
	b.WasStart, b.WasEnd = &start, &end
	return b
}

// records returns the register of a kind at the date of the page.
func (p *Page) records(k *agenda.Keeper) (*agenda.Reading, error) {
	if p.ask.Now.Live {
		return k.Live(p.ctx)
	}
	return k.AsOf(p.ctx, p.ask.Now.On)
}

// datesOf returns the key dates of some projects, which the person sees.
func (p *Page) datesOf(rows []snapshot.Row) (map[int64][]keyDate, error) {
	wanted := make(map[int64]bool, len(rows))
	for _, row := range rows {
		wanted[p.now.ID(row)] = true
	}
	book, err := p.records(p.desk.Agenda.Of(milestone.Kind))
	if err != nil {
		return nil, err
	}
	res, err := book.List(p.ask.Who, agenda.Query{Portfolio: p.ask.Portfolio, OfProjects: p.ask.Filter})
	if err != nil {
		return nil, err
	}
	rules := milestone.Kind.Rules(book.Catalogue())
	types := book.Catalogue().Get("type")
	out := map[int64][]keyDate{}
	for _, m := range res.Items {
		if !wanted[m.Project()] || !m.Values["date"].Set {
			continue
		}
		d := keyDate{
			ID: p.desk.DB.Seal(m.ID), Name: m.Name(), Date: day.Day(m.Values["date"].N), Baseline: day.Day(m.Values["baseline"].N),
			Status: rules.State(m.Values), Late: rules.IsLate(m.Values, p.now.On),
		}
		if types != nil {
			o, _ := types.OptionByID(m.Values["type"].N)
			d.Type = o.Key
		}
		out[m.Project()] = append(out[m.Project()], d)
	}
	return out, nil
}
