package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

type row struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Place     string `db:"place"`
	Account   db.ID  `db:"account_id"`
	Portfolio db.ID  `db:"portfolio_id"`
	Project   db.ID  `db:"project_id"`
	Option    db.ID  `db:"option_id"` // of the list of types or of variants
	Blocks    string `db:"blocks"`
}

var columns = db.Columns[row]("")

// Shown returns the layout that the person sees of a summary: the narrowest that is
// kept. Its scope is BuiltIn when none is.
func Shown(ctx context.Context, q db.Querier, who access.Who, about About) (Layout, error) {
	return about.first(ctx, q, who, about.chain())
}

// first returns the layout of the first of some scopes that has one.
func (a About) first(ctx context.Context, q db.Querier, who access.Who, scopes []Scope) (Layout, error) {
	if len(scopes) == 0 {
		return Layout{Scope: BuiltIn}, nil
	}
	args, marks := make([]any, len(scopes)), make([]string, len(scopes))
	for i, s := range scopes {
		args[i], marks[i] = a.place(who, s), fmt.Sprintf("$%d", i+1)
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+columns+" FROM dashboard WHERE blocks <> '' AND place IN ("+strings.Join(marks, ", ")+")", args...)
	if err != nil {
		return Layout{}, err
	}
	for i, s := range scopes {
		if at := slices.IndexFunc(rows, func(r row) bool { return r.Place == args[i] }); at >= 0 {
			return rows[at].layout(s)
		}
	}
	return Layout{Scope: BuiltIn}, nil
}

// Filled returns the layout of one scope with the blocks that are shown there: of one
// that has none, those of the next wider one; nil for those of the program.
func Filled(ctx context.Context, q db.Querier, who access.Who, s Scope, about About) (Layout, error) {
	l, err := Get(ctx, q, who, s, about)
	if err != nil || l.Blocks != nil {
		return l, err
	}
	wider, err := about.first(ctx, q, who, about.Wider(s))
	l.Blocks = wider.Blocks
	return l, err
}

// Get returns the layout of one scope; its version is 0 when none was ever kept
// there, and it has no blocks when there is none now.
func Get(ctx context.Context, q db.Querier, who access.Who, s Scope, about About) (Layout, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+columns+" FROM dashboard WHERE place = $1", about.place(who, s))
	if err != nil || len(rows) == 0 {
		return Layout{Scope: s}, err
	}
	return rows[0].layout(s)
}

func (r row) layout(s Scope) (Layout, error) {
	l := Layout{ID: r.ID, Version: r.Version, Scope: s}
	if r.Blocks == "" {
		return l, nil
	}
	err := json.Unmarshal([]byte(r.Blocks), &l.Blocks)
	return l, err
}

// noScope says for whom a summary can be laid out.
func (a About) noScope() error {
	if a.Project != nil {
		return fault.Invalid("scope", label.T("A layout is kept for oneself (mine), for the project (project), for its type or its variant (type, variant) where it has one, or for all projects (instance)", "Une disposition se garde pour soi (mine), pour le projet (project), pour son type ou sa variante (type, variant) s’il en a, ou pour tous les projets (instance)"))
	}
	return fault.Invalid("scope", label.T("A layout is kept for oneself (mine), for a portfolio (portfolio) or for all (instance)", "Une disposition se garde pour soi (mine), pour un portefeuille (portfolio) ou pour tous (instance)"))
}

// begin checks that the person may keep a layout, keeps others from it, and
// returns it as it is.
func begin(ctx context.Context, tx *db.Tx, who access.Who, s Scope, about About, version int64) (Layout, error) {
	about, err := about.again(ctx, tx, who)
	if err != nil {
		return Layout{}, err
	}
	if !slices.Contains(about.chain(), s) || s == Portfolio && about.Portfolio == nil {
		return Layout{}, about.noScope()
	}
	if err := access.Must(about.may(who, s)); err != nil {
		return Layout{}, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE dashboard SET version = version WHERE place = $1", about.place(who, s)); err != nil {
		return Layout{}, err
	}
	l, err := Get(ctx, tx, who, s, about)
	if err == nil && l.Version != version {
		return l, fault.Outdated(l)
	}
	return l, err
}

// Keep keeps a layout; version is the one that was read, 0 for a first one.
func Keep(ctx context.Context, tx *db.Tx, who access.Who, s Scope, about About, version int64, blocks []Block) (Layout, error) {
	l, err := begin(ctx, tx, who, s, about, version)
	if err != nil {
		return l, err
	}
	if err := Check(blocks); err != nil {
		return l, err
	}
	if len(blocks) == 0 {
		return l, fault.Invalid("blocks", label.T("Keep one block at least, or reset the layout", "Gardez au moins un bloc, ou réinitialisez la disposition"))
	}
	l.Blocks = blocks
	return l.save(ctx, tx, who, about)
}

// Reset gives a layout up; the next wider one is shown.
func Reset(ctx context.Context, tx *db.Tx, who access.Who, s Scope, about About, version int64) error {
	l, err := begin(ctx, tx, who, s, about, version)
	if err != nil {
		return err
	}
	if l.Blocks == nil {
		return fault.NotFound()
	}
	l.Blocks = nil
	_, err = l.save(ctx, tx, who, about)
	return err
}

func (l Layout) save(ctx context.Context, tx *db.Tx, who access.Who, about About) (Layout, error) {
	text := ""
	if l.Blocks != nil {
		b, err := json.Marshal(l.Blocks)
		if err != nil {
			return l, err
		}
		text = string(b)
	}
	r := row{ID: l.ID, Version: l.Version + 1, Place: about.place(who, l.Scope), Blocks: text}
	r.home(who, l.Scope, about)
	var err error
	if l.Version == 0 {
		r.ID = tx.NewID()
		err = db.Insert(ctx, tx, "dashboard", r)
	} else {
		err = db.Put(ctx, tx, "dashboard", r)
	}
	if db.IsDuplicate(err) {
		return l, fault.Outdated(nil) // somebody else kept the first one meanwhile
	}
	if err != nil {
		return l, err
	}
	l.ID, l.Version = r.ID, r.Version
	data, err := json.Marshal(remembered{r.Place, l.Blocks})
	tx.Record(db.Version{Entity: Entity, Object: l.ID, Version: l.Version, Data: string(data)})
	return l, err
}

// remembered is what the history keeps of a layout.
type remembered struct {
	Place  string  `json:"place"`
	Blocks []Block `json:"blocks"`
}

// Past is one version of a layout.
type Past struct {
	Version int64
	Change  db.Change
	Blocks  []Block // nil when it was given up then
}

// History returns the versions of a layout, the latest first. What it is about
// is something that the person sees.
func History(ctx context.Context, q db.Querier, who access.Who, s Scope, about About) ([]Past, error) {
	l, err := Get(ctx, q, who, s, about)
	if err != nil || l.Version == 0 {
		return nil, err
	}
	type recorded struct {
		Version int64  `db:"version"`
		Data    string `db:"data"`
		db.Change
	}
	var out []Past
	err = db.Each(ctx, q, func(r *recorded) error {
		var m remembered
		err := json.Unmarshal([]byte(r.Data), &m)
		out = append(out, Past{r.Version, r.Change, m.Blocks})
		return err
	}, "SELECT h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 ORDER BY h.version DESC", Entity, l.ID)
	return out, err
}

// Revert keeps the blocks of an earlier version.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, s Scope, about About, version, to int64) (Layout, error) {
	past, err := History(ctx, tx, who, s, about)
	if err != nil {
		return Layout{}, err
	}
	at := slices.IndexFunc(past, func(v Past) bool { return v.Version == to && v.Blocks != nil })
	if at < 0 {
		return Layout{}, fault.Invalid("to", label.T("The layout has no such version", "La disposition n’a pas cette version"))
	}
	return Keep(ctx, tx, who, s, about, version, past[at].Blocks)
}
