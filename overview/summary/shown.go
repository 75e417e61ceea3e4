package summary

import (
	"cmp"
	"encoding/json"
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/viewing"
	"vigie/room/field"
	"vigie/room/view"
)

// mostColumns is how many columns of a view a block shows.
const mostColumns = 8

type viewSettings struct {
	View  string `json:"view"` // its opaque id
	Limit int    `json:"limit"`
}

func (in viewSettings) check(*field.Catalogue) error { return checkLimit(in.Limit, 50) }

type viewData struct {
	View    string           `json:"view"`
	Name    string           `json:"name"`
	Object  string           `json:"object"`
	Columns []viewing.Column `json:"columns"`
	Rows    []viewing.Row    `json:"rows"`
	Total   int              `json:"total"`
}

var noView = label.T("This view is not there any more, or is no longer shared with you", "Cette vue n’existe plus, ou n’est plus partagée avec vous")

// viewBlock shows the first rows of a view, of the projects of the page alone.
func (p *Page) viewBlock(in viewSettings) (any, error) {
	if in.View == "" {
		return nil, fault.Invalid("settings.view", label.T("Choose the view to show", "Choisissez la vue à montrer"))
	}
	v, err := p.viewOf(in.View)
	if err != nil {
		return nil, err
	}
	ask := viewing.Ask{Who: p.ask.Who, View: v, Portfolio: p.ask.Portfolio, Filter: p.ask.Filter}
	if !p.ask.Now.Live {
		ask.On = p.ask.Now.On
	}
	r, err := viewing.Desk{DB: p.desk.DB, Projects: p.desk.Projects, Agenda: p.desk.Agenda}.Read(p.ctx, ask)
	if fault.KindOf(err) == fault.Missing { // the portfolio that the view is bound to
		return nil, fault.Invalid("settings.view", noView)
	}
	if err != nil {
		return nil, err
	}
	out := viewData{View: in.View, Name: v.Name.In(p.lang), Object: v.Object, Columns: r.Columns, Rows: r.First(in.Limit), Total: r.Total}
	out.keepName()
	return out, nil
}

// keepName leaves the name out of the columns, for the row bears it, and the columns
// that would find no place.
func (d *viewData) keepName() {
	at := slices.IndexFunc(d.Columns, func(c viewing.Column) bool { return c.Key == "name" })
	most := mostColumns
	if at >= 0 {
		d.Columns = slices.Delete(d.Columns, at, at+1)
	}
	d.Columns = d.Columns[:min(len(d.Columns), most)]
	for i := range d.Rows {
		if at >= 0 {
			d.Rows[i].Cells = slices.Delete(d.Rows[i].Cells, at, at+1)
		}
		d.Rows[i].Cells = d.Rows[i].Cells[:len(d.Columns)]
	}
}

// viewOf is a view that the reader of the page sees.
func (p *Page) viewOf(public string) (view.View, error) {
	id, err := p.desk.DB.Unseal(public)
	var v view.View
	if err == nil {
		v, err = view.Get(p.ctx, p.desk.DB, p.ask.Who, id)
	}
	if kind := fault.KindOf(err); kind == fault.Missing || kind == fault.BadInput || err == nil && v.Deleted != 0 {
		return v, fault.Invalid("settings.view", noView)
	}
	return v, err
}

// viewTitle is what the view is called.
func viewTitle(p *Page, settings json.RawMessage) label.Text {
	var in viewSettings
	if json.Unmarshal(settings, &in) != nil || in.View == "" {
		return label.Text{}
	}
	v, err := p.viewOf(in.View)
	if err != nil {
		return label.Text{}
	}
	return label.Exactly(cmp.Or(v.Name.EN, v.Name.FR), cmp.Or(v.Name.FR, v.Name.EN))
}
