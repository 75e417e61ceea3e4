// Package summary answers, on one page, how a portfolio is: how many projects,
// how much, how they are, what changed, what is asked; and how one project is. Everything is computed
// from the snapshot, as of any date and compared with another, with what one
// person may see and nothing else.
package summary

import (
	"context"
	"encoding/json"
	"sync"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/trust"
)

// Desk is where summaries are made. It remembers figures of the past, which are
// the same for everyone who sees everything.
type Desk struct {
	DB       *db.DB
	Projects *snapshot.Keeper
	Agenda   *agenda.Keeper

	mu   sync.Mutex
	memo map[remembered]measured
}

// Against is what a page is compared with.
type Against struct {
	Kind     string // "date", "review" or "baseline"; "" for nothing
	Date     day.Day
	Review   string             // the opaque id of the review
	Title    label.Text         // how it is called: a date, the baseline, the review of a day
	Since    label.Text         // since November 2016, against the baseline
	Snapshot *snapshot.Snapshot // nil for nothing
}

// Ask is what a summary is made of.
type Ask struct {
	Who       access.Who
	Portfolio *portfolio.Portfolio // nil for all projects
	Project   int64                // the one that the page is of; 0 for those of the portfolio
	Filter    string               // beside the portfolio; "" for none
	Now       *snapshot.Snapshot
	Against   Against
	Blocks    []dashboard.Block
	Only      map[string]bool // the ids of the blocks wanted; all when empty
}

// Block is one part of the page, with its figures.
type Block struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Title    string          `json:"title"`
	Settings json.RawMessage `json:"settings"`
	X        int             `json:"x"`
	Y        int             `json:"y"`
	W        int             `json:"w"`
	H        int             `json:"h"`
	Data     any             `json:"data"`
	Error    *string         `json:"error"`
}

// Page is a portfolio as one person sees it at a date, and at the one it is
// compared with.
type Page struct {
	ctx    context.Context
	desk   *Desk
	ask    Ask
	lang   label.Lang
	now    *reading
	was    *reading // nil when nothing is compared
	ends   []*reading
	months int // how many ends were asked for
}

// Open prepares a page.
func (d *Desk) Open(ctx context.Context, ask Ask) (*Page, error) {
	p := &Page{ctx: ctx, desk: d, ask: ask, lang: ask.Who.Lang}
	var err error
	if p.now, err = p.read(ask.Now); err != nil {
		return nil, err
	}
	if ask.Against.Snapshot != nil {
		p.was, err = p.read(ask.Against.Snapshot)
	}
	return p, err
}

// Count is how many projects there are.
func (p *Page) Count() int { return len(p.now.rows) }

// Partial reports whether the figures leave out projects that the person may not see.
func (p *Page) Partial() bool { return p.now.set.Partial() }

// Blocks computes the blocks that were asked for. One that cannot be computed says
// why, and the others are there.
func (p *Page) Blocks() ([]Block, error) {
	out := []Block{}
	for _, b := range p.ask.Blocks {
		if len(p.ask.Only) > 0 && !p.ask.Only[b.ID] {
			continue
		}
		made, err := p.block(b)
		if err != nil {
			return nil, err
		}
		out = append(out, made)
	}
	return out, nil
}

func (p *Page) block(b dashboard.Block) (Block, error) {
	out := Block{ID: b.ID, Kind: b.Kind, Settings: b.Settings, X: b.X, Y: b.Y, W: b.W, H: b.H}
	if len(out.Settings) == 0 {
		out.Settings = json.RawMessage("{}")
	}
	out.Settings, _ = Known(p.ask.Now.Catalogue.Unknown(), out.Settings)
	k, ok := kinds[b.Kind]
	if !ok || !k.isFor(p.ask.Project != 0) {
		return out, fault.Invalid("blocks", label.F("There is no block of kind “%s”", "Il n’y a pas de bloc de type « %s »", b.Kind))
	}
	out.Title = b.Title.In(p.lang)
	if out.Title == "" {
		out.Title = k.title(p, out.Settings).In(p.lang)
	}
	data, err := k.make(p, out.Settings)
	if f, bad := err.(*fault.Fault); bad && (f.Kind == fault.BadInput || f.Kind == fault.Clash) {
		said := f.Text.In(p.lang)
		if len(f.Details) > 0 {
			said = f.Details[0].Text.In(p.lang)
		}
		out.Error = &said
		return out, nil
	}
	out.Data = data
	return out, err
}

// reading is the portfolio at one of the dates of a page.
type reading struct {
	*snapshot.Snapshot
	set      *snapshot.Set
	rows     []snapshot.Row
	names    snapshot.Names
	settings trust.Settings
	index    map[int64]snapshot.Row // of those in the set, by project; made when needed
	judged   []judgement            // beside rows; made when needed
	scored   *scored                // the mean of judged; made when needed
}

func (p *Page) read(s *snapshot.Snapshot) (*reading, error) {
	r, err := p.glance(s)
	if err != nil {
		return nil, err
	}
	return r, p.fill(r)
}

// fill finds the rows of a reading.
func (p *Page) fill(r *reading) (err error) {
	if r.set != nil {
		return nil
	}
	if p.ask.Project != 0 {
		return p.alone(r)
	}
	if r.set, err = r.Set(p.ask.Who, snapshot.Query{Filter: p.ask.Filter, Portfolio: p.ask.Portfolio}); err == nil {
		r.rows = r.set.Rows
	}
	return err
}

// glance is a reading whose rows are found when they are needed.
func (p *Page) glance(s *snapshot.Snapshot) (r *reading, err error) {
	r = &reading{Snapshot: s, names: s.Names(p.ask.Who)}
	if s.Live {
		r.settings, err = trust.Load(p.ctx, p.desk.DB, s.Catalogue)
	} else {
		r.settings, err = trust.AsOf(p.ctx, p.desk.DB, s.Catalogue, s.On, 0)
	}
	return r, err
}

// row returns the row of a project that is in the set.
func (r *reading) row(id int64) (snapshot.Row, bool) {
	if r.index == nil {
		r.index = make(map[int64]snapshot.Row, len(r.rows))
		for _, row := range r.rows {
			r.index[r.ID(row)] = row
		}
	}
	row, ok := r.index[id]
	return row, ok
}

// attribute returns an attribute by its key, or says that there is none.
func (p *Page) attribute(where, key string) (*field.Field, error) {
	f := p.ask.Now.Catalogue.Get(key)
	if f == nil || f.Retired {
		return nil, fault.Invalid(where, label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key))
	}
	return f, nil
}

// trend returns the readings of the ends of the months before that of the page,
// oldest first.
func (p *Page) trend(months int) ([]*reading, error) {
	if p.months < months {
		all, err := p.desk.Projects.Ends(p.ctx, p.ask.Now.On, months)
		if err != nil {
			return nil, err
		}
		p.ends, p.months = nil, months
		for _, s := range all {
			r, err := p.glance(s)
			if err != nil {
				return nil, err
			}
			p.ends = append(p.ends, r)
		}
	}
	return p.ends[max(len(p.ends)-months, 0):], nil
}

// ref is a project, a person or a unit as it is named in figures.
type personRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// project is a project as it is named in figures.
type projectRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code"`
}

// get returns how an attribute is read; one that the catalogue does not have is empty.
func (r *reading) get(key string) func(snapshot.Row) field.Value {
	if f := r.Catalogue.Get(key); f != nil {
		return r.set.Get(f)
	}
	return func(snapshot.Row) field.Value { return field.Value{} }
}

func (r *reading) project(row snapshot.Row) projectRef {
	return projectRef{r.Public(row), r.Value(row, "name").S, r.Value(row, "code").S}
}

// json writes a value of a row as every answer does.
func (r *reading) json(f *field.Field, v field.Value, row snapshot.Row) json.RawMessage {
	return r.names.AppendValue(nil, f, v, r.CurrencyOf(row))
}

// person returns who an attribute of a row names; nil for nobody.
func (r *reading) person(row snapshot.Row, key string) *personRef {
	v := r.Value(row, key)
	if !v.Set {
		return nil
	}
	e, ok := r.Directory.Entry(field.User, v.N)
	if !ok {
		return nil
	}
	return &personRef{e.Public, e.Name}
}

func (p *Page) portfolioID() string {
	if p.ask.Portfolio == nil {
		return "all"
	}
	return p.desk.DB.Seal(p.ask.Portfolio.ID)
}
