// Package portfolio keeps portfolios: sets of projects, picked by hand or by a
// filter. A project that is in no later edition leaves the portfolio; it is
// never deleted by that.
package portfolio

import (
	"context"
	"slices"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// The names under which the history and the events know portfolios and the
// membership of a project in one.
const (
	Entity       = "portfolio"
	MemberEntity = "member"
)

// The kinds of portfolios.
const (
	Manual = "manual"
	Filter = "filter"
)

// Portfolio is a set of projects.
type Portfolio struct {
	ID          int64  `db:"id"`
	Version     int64  `db:"version"`
	Name        string `db:"name"`
	Folded      string `db:"name_folded"`
	Description string `db:"description"`
	Kind        string `db:"kind"`   // Manual or Filter
	Filter      string `db:"filter"` // a condition, with the keys of attributes and English words
	Unit        int64  `db:"unit_id"`
	Owner       db.ID  `db:"owner_id"`
}

func (p Portfolio) data() string {
	return field.Encode(field.Values{
		"name": field.Str(p.Name), "description": field.Str(p.Description), "kind": field.Str(p.Kind),
		"filter": field.Str(p.Filter), "unit": field.Ref(p.Unit), "owner": field.Ref(int64(p.Owner)),
	}, nil)
}

// List returns the portfolios that the person may see, by name.
func List(ctx context.Context, q db.Querier, who access.Who) ([]Portfolio, error) {
	all, err := db.Select[Portfolio](ctx, q, "SELECT "+db.Columns[Portfolio]("")+" FROM portfolio ORDER BY name_folded")
	return slices.DeleteFunc(all, func(p Portfolio) bool { return !who.Can(access.ReadPortfolio, p.Unit) }), err
}

// Get returns a portfolio that the person may see.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Portfolio, error) {
	p, err := db.Get[Portfolio](ctx, q, "SELECT "+db.Columns[Portfolio]("")+" FROM portfolio WHERE id = $1", id)
	if err == nil && !who.Can(access.ReadPortfolio, p.Unit) {
		return Portfolio{}, fault.NotFound()
	}
	return p, err
}

// Find returns the portfolio with a name, whatever its case and accents.
func Find(ctx context.Context, q db.Querier, who access.Who, name string) (Portfolio, error) {
	p, err := db.Get[Portfolio](ctx, q, "SELECT "+db.Columns[Portfolio]("")+" FROM portfolio WHERE name_folded = $1", label.Fold(name))
	if err == nil && !who.Can(access.ReadPortfolio, p.Unit) {
		return Portfolio{}, fault.NotFound()
	}
	return p, err
}

// Create adds a portfolio on a unit.
func Create(ctx context.Context, tx *db.Tx, who access.Who, p Portfolio) (Portfolio, error) {
	if err := access.Must(who.Can(access.EditPortfolio, p.Unit)); err != nil {
		return p, err
	}
	if p.Kind == "" {
		p.Kind = Manual
	}
	if err := p.check(ctx, tx); err != nil {
		return p, err
	}
	p.ID, p.Version, p.Owner = tx.NewID(), 1, db.ID(who.ID)
	return p, store(ctx, tx, p, true)
}

func (p *Portfolio) check(ctx context.Context, q db.Querier) error {
	p.Name, p.Description = project.OneLine(p.Name), project.Lines(p.Description)
	p.Folded = label.Fold(p.Name)
	if p.Name == "" || utf8.RuneCountInString(p.Name) > 200 {
		return fault.Invalid("name", label.T("Give the portfolio a name of at most 200 characters", "Donnez au portefeuille un nom d’au plus 200 caractères"))
	}
	if p.Kind != Manual && p.Kind != Filter {
		return fault.Invalid("kind", label.T("A portfolio is picked by hand (manual) or by a filter (filter)", "Un portefeuille est composé à la main (manual) ou par un filtre (filter)"))
	}
	if p.Kind == Filter && p.Filter == "" {
		return fault.Invalid("filter", label.T("A dynamic portfolio needs a filter", "Un portefeuille dynamique demande un filtre"))
	}
	units, err := db.Get[int64](ctx, q, "SELECT count(*) FROM unit WHERE id = $1", p.Unit)
	if err == nil && units == 0 {
		err = fault.Invalid("unit", label.T("There is no such unit", "Cette entité n’existe pas"))
	}
	return err
}

func store(ctx context.Context, tx *db.Tx, p Portfolio, isNew bool) error {
	var err error
	if isNew {
		err = db.Insert(ctx, tx, "portfolio", p)
	} else {
		err = db.Put(ctx, tx, "portfolio", p)
	}
	if db.IsDuplicate(err) {
		return fault.Invalid("name", label.F("There is already a portfolio named “%s”", "Il existe déjà un portefeuille nommé « %s »", p.Name))
	}
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: p.ID, Version: p.Version, Data: p.data(), From: tx.Today()})
	return nil
}

// Update changes a portfolio; version is the one that was read.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Portfolio)) (Portfolio, error) {
	p, err := editable(ctx, tx, who, id)
	if err != nil {
		return p, err
	}
	if p.Version != version {
		return p, fault.Outdated(p)
	}
	before := p
	change(&p)
	p.ID, p.Version, p.Owner = before.ID, before.Version+1, before.Owner
	if !who.Can(access.EditPortfolio, p.Unit) {
		return p, fault.Forbidden()
	}
	if err := p.check(ctx, tx); err != nil {
		return p, err
	}
	return p, store(ctx, tx, p, false)
}

// lock keeps others from a portfolio until the transaction ends.
func lock(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := db.Exec(ctx, tx, "UPDATE portfolio SET version = version WHERE id = $1", id)
	return err
}

func editable(ctx context.Context, tx *db.Tx, who access.Who, id int64) (Portfolio, error) {
	if err := lock(ctx, tx, id); err != nil {
		return Portfolio{}, err
	}
	p, err := Get(ctx, tx, who, id)
	if err == nil && !who.Can(access.EditPortfolio, p.Unit) {
		return p, fault.Forbidden()
	}
	return p, err
}

// Delete removes a portfolio; its projects stay.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	p, err := editable(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if p.Version != version {
		return fault.Outdated(p)
	}
	members, err := db.Select[member](ctx, tx, "SELECT id, portfolio_id, project_id FROM portfolio_member WHERE portfolio_id = $1 AND active = 1", id)
	if err != nil {
		return err
	}
	for _, m := range members {
		tx.Record(db.Version{Entity: MemberEntity, Object: m.ID, Version: 1, From: tx.Today()})
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM portfolio WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: p.Version + 1, From: tx.Today()})
	return nil
}

type member struct {
	ID        int64 `db:"id"`
	Portfolio int64 `db:"portfolio_id"`
	Project   int64 `db:"project_id"`
}

func (m member) data() string {
	return field.Encode(field.Values{"portfolio": field.Int(m.Portfolio), "project": field.Int(m.Project)}, nil)
}

// SetMembers makes projects members of a portfolio picked by hand, or not any
// more, from the transaction's day on. A day in the past is corrected in the
// history only where a later change has not decided otherwise.
func SetMembers(ctx context.Context, tx *db.Tx, who access.Who, id int64, add, remove []int64) error {
	if _, err := Get(ctx, tx, who, id); err != nil {
		return err
	}
	add = slices.Compact(slices.Sorted(slices.Values(add)))
	if err := checkVisible(ctx, tx, who, add); err != nil {
		return err
	}
	return SetEdition(ctx, tx, who, id, add, remove, 0)
}

// SetEdition does what SetMembers does, of projects that the caller knows the
// person may see, and, when until is a day, leaves the
// membership from that day on as it was: a later edition has decided about it.
func SetEdition(ctx context.Context, tx *db.Tx, who access.Who, id int64, add, remove []int64, until day.Day) error {
	if err := lock(ctx, tx, id); err != nil {
		return err
	}
	p, err := Get(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if !who.Can(access.EditPortfolio, p.Unit) {
		return fault.Forbidden()
	}
	if p.Kind != Manual {
		return fault.Conflict(label.T("This portfolio is filled by its filter; change the filter", "Ce portefeuille est rempli par son filtre ; changez le filtre"))
	}
	return setMembers(ctx, tx, id, add, remove, until)
}

func checkVisible(ctx context.Context, tx *db.Tx, who access.Who, ids []int64) error {
	seen := 0
	for part := range slices.Chunk(ids, 400) {
		err := project.Each(ctx, tx, part, func(p *project.Project) error {
			if who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
				seen++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if seen < len(ids) {
		return fault.Invalid("add", label.T("One of these projects does not exist, or your rights do not show it", "L’un de ces projets n’existe pas, ou vos droits ne le montrent pas"))
	}
	return nil
}

func setMembers(ctx context.Context, tx *db.Tx, id int64, add, remove []int64, until day.Day) error {
	lines, err := timelines(ctx, tx, id, slices.Concat(add, remove))
	if err != nil {
		return err
	}
	var fresh []memberRow
	put := func(project int64, in bool) error {
		t, known := lines[project]
		if !known {
			t = &timeline{id: tx.NewID()}
			lines[project] = t
		}
		m := member{t.id, id, project}
		then := t.at(until)
		changed := t.set(tx, m, tx.On(), in)
		if until > tx.On() && t.set(tx, m, until, then) {
			changed = true
		}
		if !changed {
			return nil
		}
		tx.Touch(Entity, id)
		if !known {
			fresh = append(fresh, memberRow{m, t.at(tx.Today())})
			return nil
		}
		_, err := db.Exec(ctx, tx, "UPDATE portfolio_member SET active = $1 WHERE id = $2", t.at(tx.Today()), m.ID)
		return err
	}
	for _, p := range add {
		if err := put(p, true); err != nil {
			return err
		}
	}
	for _, p := range remove {
		if err := put(p, false); err != nil {
			return err
		}
	}
	return db.Insert(ctx, tx, "portfolio_member", fresh...)
}

type memberRow struct {
	member
	Active bool `db:"active"`
}

// timeline is the membership of one project over time.
type timeline struct {
	id   int64
	days []day.Day
	in   []bool
}

func (t *timeline) at(on day.Day) bool {
	if t == nil {
		return false
	}
	in := false
	for i, d := range t.days {
		if d <= on {
			in = t.in[i]
		}
	}
	return in
}

// set records that the project is a member, or not, from a day on, and reports
// whether that is news.
func (t *timeline) set(tx *db.Tx, m member, on day.Day, in bool) bool {
	if t.at(on) == in {
		return false
	}
	data := ""
	if in {
		data = m.data()
	}
	tx.Record(db.Version{Entity: MemberEntity, Object: m.ID, Version: 1, From: on, Data: data})
	t.put(on, in)
	return true
}
