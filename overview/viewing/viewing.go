// Package viewing reads what a saved view shows to one person, as text: the rows
// that stand in a block of a summary, or in a letter. A view is never a right: its
// reader gets what the list itself would show, and nothing where he may not read a
// condition of it, for without it other rows would come.
package viewing

import (
	"context"
	"slices"
	"strings"

	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/view"
)

// Desk is where views are read.
type Desk struct {
	DB       *db.DB
	Projects *snapshot.Keeper
	Agenda   *agenda.Keeper
}

// Ask says which view is read, and how much of it.
type Ask struct {
	Who       access.Who
	View      view.View
	On        day.Day              // the day it is read at; 0 for that of the view
	Portfolio *portfolio.Portfolio // nil for that of the view
	Filter    string               // of projects, beside the view's own
	Need      access.Right         // what the person must hold beside reading
}

// Reading is what a view shows.
type Reading struct {
	Ask       Ask
	On        day.Day
	Columns   []Column
	Total     int // rows
	Partial   bool
	Condition string // in words
	Portfolio string // its name; empty for all projects
	row       func(int) Row
	sheet     func(name string) sheet.Sheet
}

// Column is one column of a view.
type Column struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Right bool   `json:"right"` // it stands on the right: numbers and dates
}

// Row is one line of a view, its cells beside the columns.
type Row struct {
	ID      string   `json:"id"`
	Project string   `json:"project"` // the id of the project that opens; empty for none
	Name    string   `json:"name"`
	Cells   []string `json:"cells"`
}

// Unreadable is all that is said of a condition that its reader may not read.
var Unreadable = label.T("A condition of this view cannot be applied with your rights, and without it other rows would come: ask its owner", "Une condition de cette vue ne peut être appliquée avec vos droits, et sans elle d’autres lignes viendraient\u202f: voyez avec son propriétaire")

// Read reads a view that the person sees.
func (d Desk) Read(ctx context.Context, ask Ask) (*Reading, error) {
	ctx = access.For(ctx, ask.Who)
	r := &Reading{Ask: ask, On: ask.On}
	if r.On == 0 {
		r.On, _ = day.Parse(snapshot.DateOf(ask.View.State.Period, day.OfTime(d.DB.Now())))
	}
	if err := d.scope(ctx, r); err != nil {
		return nil, err
	}
	if kind := agenda.KindOf(ask.View.Object); kind != nil {
		return r, d.records(ctx, r, d.Agenda.Of(kind))
	}
	return r, d.projects(ctx, r)
}

// scope finds the portfolio that the view is bound to, which its reader must see.
func (d Desk) scope(ctx context.Context, r *Reading) error {
	id := r.Ask.View.Portfolio
	if public := r.Ask.View.State.Params["portfolio"]; id == 0 && public != "" {
		id, _ = d.DB.Unseal(public)
	}
	if r.Ask.Portfolio == nil && id != 0 {
		p, err := portfolio.Get(ctx, d.DB, r.Ask.Who, id)
		if err != nil {
			return err
		}
		r.Ask.Portfolio = &p
	}
	if r.Ask.Portfolio != nil {
		r.Portfolio = r.Ask.Portfolio.Name
	}
	return nil
}

// readable refuses to read on when a condition cannot be read, in words that do not
// tell what it says.
func readable(err error) error {
	if fault.KindOf(err) == fault.BadInput {
		return fault.Conflict(Unreadable)
	}
	return err
}

func (d Desk) projects(ctx context.Context, r *Reading) error {
	who, st := r.Ask.Who, r.Ask.View.State
	snap, err := d.Projects.Live(ctx)
	if r.On != 0 && err == nil && r.On != snap.On {
		snap, err = d.Projects.AsOf(ctx, r.On)
	}
	if err != nil {
		return err
	}
	if err := snap.CheckFilter(who, st.Filter); err != nil {
		return readable(err)
	}
	q, fields := snap.OfView(st)
	q.Filter, q.Portfolio, q.Need, q.Group, q.Totals = both(st.Filter, r.Ask.Filter), r.Ask.Portfolio, r.Ask.Need, "", nil
	res, err := snap.List(who, q)
	if err != nil {
		return err
	}
	r.On, r.Total, r.Partial, r.Condition = snap.On, len(res.Items), res.Partial(), snap.FilterWords(who, st.Filter)
	r.columns(fields, who.Lang)
	s, w := res.Snapshot, res.NewWriter(fields)
	r.row = func(i int) Row {
		it := res.Items[i]
		out := Row{ID: s.Public(it.Row), Project: s.Public(it.Row), Name: s.Value(it.Row, "name").S}
		for at, f := range fields {
			v, text := w.Value(at, it)
			if v.Set {
				text = wording.Side{Names: res.Names, Field: f, Value: v, Currency: s.CurrencyOf(it.Row)}.In(who.Lang)
			}
			out.Cells = append(out.Cells, text)
		}
		return out
	}
	r.sheet = func(name string) sheet.Sheet { return res.Sheet(fields, name, nil) }
	return nil
}

func (d Desk) records(ctx context.Context, r *Reading, k *agenda.Keeper) error {
	who, st := r.Ask.Who, r.Ask.View.State
	book, err := k.Live(ctx)
	if r.On != 0 && err == nil && r.On != book.On() {
		book, err = k.AsOf(ctx, r.On)
	}
	if err != nil {
		return err
	}
	if err := book.CheckFilter(who, st.Filter); err != nil {
		return readable(err)
	}
	q := agenda.Query{Filter: st.Filter, Search: st.Find, OfProjects: r.Ask.Filter, Portfolio: r.Ask.Portfolio, Need: r.Ask.Need}
	if when := st.Params["when"]; slices.Contains(agenda.WhensOf(k.Kind), when) {
		q.When = when
	}
	for _, o := range st.Sort {
		if book.Catalogue().Get(o.Key) != nil {
			q.Sort = append(q.Sort, snapshot.Sort{Key: o.Key, Down: o.Down})
		}
	}
	res, err := book.List(who, q)
	if err != nil {
		return err
	}
	fields := columnsOf(res, st)
	r.On, r.Total, r.Condition = book.On(), len(res.Items), book.FilterWords(who, st.Filter)
	r.columns(fields, who.Lang)
	w := res.NewWriter(fields, d.DB.Seal)
	r.row = func(i int) Row {
		it := res.Items[i]
		out := Row{ID: d.DB.Seal(it.ID), Name: it.Name()}
		if it.Project() != 0 {
			out.Project = d.DB.Seal(it.Project())
		}
		for i := range fields {
			out.Cells = append(out.Cells, w.Text(i, it))
		}
		return out
	}
	r.sheet = func(string) sheet.Sheet { return res.Sheet(fields, nil) }
	return nil
}

// columnsOf are the attributes that a view of a register shows, under the names that
// it gives them; those that all lists have where it names none.
func columnsOf(res *agenda.Result, st view.State) []*field.Field {
	if len(st.Columns) == 0 {
		return res.Columns([]string{"name", "project", "owner", "status", res.Reading.Kind.Date})
	}
	var out []*field.Field
	for _, c := range st.Columns {
		for _, f := range res.Columns([]string{c.Key}) {
			if c.Label != nil {
				f = f.Totalled(f.Consolidation) // a copy
				f.Label = c.Label.Text()
			}
			out = append(out, f)
		}
	}
	return out
}

func (r *Reading) columns(fields []*field.Field, l label.Lang) {
	for _, f := range fields {
		r.Columns = append(r.Columns, Column{f.Key, f.Label.In(l), slices.Contains([]field.Kind{field.Money, field.Number, field.Percent, field.Date, field.Month}, f.ValueKind())})
	}
}

// First returns the first rows, at most so many.
func (r *Reading) First(n int) []Row {
	out := []Row{}
	for i := range min(n, r.Total) {
		out = append(out, r.row(i))
	}
	return out
}

// Sheet is the whole view as a table.
func (r *Reading) Sheet(name string) sheet.Sheet { return r.sheet(name) }

// both holds where both conditions do.
func both(a, b string) string {
	if strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "" {
		return a + b
	}
	return "(" + a + ") and (" + b + ")"
}
