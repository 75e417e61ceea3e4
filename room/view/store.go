package view

import (
	"context"
	"encoding/json"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// binDays is how long a deleted view can be taken back.
const binDays = 30

// mostOwned is how many views one person keeps.
const mostOwned = 300

func columns() string { return db.Columns[row]("v") }

// List returns the views of an object that the person sees, in the person's own
// order, then in that of the views.
func List(ctx context.Context, q db.Querier, who access.Who, object string) ([]View, error) {
	return list(ctx, q, who, "v.deleted IS NULL AND v.object = $2", object)
}

// Bin returns the views that the person deleted or may take back, of the last 30 days.
func Bin(ctx context.Context, q db.Querier, who access.Who, object string, now int64) ([]View, error) {
	all, err := list(ctx, q, who, "v.deleted > $2 AND v.object = $3", now-binDays*86_400_000, object)
	return slices.DeleteFunc(all, func(v View) bool { return !MayManage(who, v) }), err
}

func list(ctx context.Context, q db.Querier, who access.Who, where string, args ...any) ([]View, error) {
	r, err := readerOf(ctx, q, who)
	if err != nil {
		return nil, err
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+columns()+` FROM view v LEFT JOIN view_use u ON u.view_id = v.id AND u.account_id = $1
		WHERE (v.scope <> 'personal' OR v.owner_id = $1) AND `+where+" ORDER BY CASE WHEN u.place > 0 THEN 0 ELSE 1 END, coalesce(u.place, 0), v.position, v.id", append([]any{who.ID}, args...)...)
	if err != nil {
		return nil, err
	}
	views, err := complete(ctx, q, rows)
	return slices.DeleteFunc(views, func(v View) bool { return !r.reads(v) }), err
}

// complete adds to rows whom the views are shared with.
func complete(ctx context.Context, q db.Querier, rows []row) ([]View, error) {
	out := make([]View, len(rows))
	at := map[int64]int{}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		v, err := r.view()
		if err != nil {
			return nil, err
		}
		out[i], at[v.ID], ids[i] = v, i, v.ID
	}
	type shared struct {
		View int64 `db:"view_id"`
		Audience
	}
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(s *shared) error {
			v := &out[at[s.View]]
			v.Audience = append(v.Audience, s.Audience)
			return nil
		}, "SELECT view_id, kind, target_id, standard FROM view_audience WHERE view_id IN "+in+" ORDER BY kind, target_id", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func readerOf(ctx context.Context, q db.Querier, who access.Who) (reader, error) {
	if who.IsSystem() {
		return reader{Who: who}, nil
	}
	b, err := access.Belong(ctx, q, who)
	return reader{who, b}, err
}

// Get returns a view that the person sees; one in the bin is there for those
// who may take it back.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (View, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+columns()+" FROM view v WHERE v.id = $1", id)
	if err != nil {
		return View{}, err
	}
	views, err := complete(ctx, q, rows)
	if err != nil {
		return View{}, err
	}
	r, err := readerOf(ctx, q, who)
	if err != nil {
		return View{}, err
	}
	if len(views) == 0 || !r.reads(views[0]) || views[0].Deleted != 0 && !MayManage(who, views[0]) {
		return View{}, fault.NotFound()
	}
	return views[0], nil
}

// Create keeps a new view. It is the person's own.
func Create(ctx context.Context, tx *db.Tx, who access.Who, v View) (View, error) {
	if err := access.Must(who.IsSystem() || who.ID != 0); err != nil {
		return v, err
	}
	if v.Scope == "" {
		v.Scope = Personal
	}
	if err := checkSharing(who, v); err != nil {
		return v, err
	}
	v.Audience = distinct(v.Audience)
	if err := v.cleanAs(ctx, tx); err != nil {
		return v, err
	}
	if err := roomFor(ctx, tx, who); err != nil {
		return v, err
	}
	v.ID, v.Version, v.Owner, v.Deleted = tx.NewID(), 1, who.ID, 0
	v.Created, v.Updated = tx.Millis(), tx.Millis()
	if v.Position == 0 {
		last, err := db.Get[int64](ctx, tx, "SELECT coalesce(max(position), 0) FROM view WHERE object = $1", v.Object)
		if err != nil {
			return v, err
		}
		v.Position = last + 10
	}
	if err := db.Insert(ctx, tx, "view", v.row()); err != nil {
		return v, err
	}
	return v, v.save(ctx, tx)
}

func roomFor(ctx context.Context, tx *db.Tx, who access.Who) error {
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM view WHERE owner_id = $1 AND deleted IS NULL", who.ID)
	if err == nil && n >= mostOwned {
		err = fault.Conflict(label.F("You keep %d views already: delete those that you no longer use", "Vous gardez déjà %d vues : supprimez celles qui ne servent plus", n))
	}
	return err
}

func (v *View) cleanAs(ctx context.Context, q db.Querier) error {
	c, err := field.Load(ctx, q, v.Object)
	if err != nil {
		return err
	}
	if err := v.clean(c); err != nil {
		return err
	}
	return v.checkAudience(ctx, q)
}

// remembered is what the history keeps of a view.
type remembered struct {
	Object    string     `json:"object"`
	Name      label.Text `json:"name"`
	Owner     int64      `json:"owner,omitempty"`
	Scope     Scope      `json:"scope"`
	Audience  []Audience `json:"audience,omitempty"`
	Locked    bool       `json:"locked,omitempty"`
	Portfolio int64      `json:"portfolio,omitempty"`
	State     State      `json:"state"`
	Deleted   bool       `json:"deleted,omitempty"`
}

// save writes whom the view is shared with, and its version into the history. A
// role has one default for each object.
func (v View) save(ctx context.Context, tx *db.Tx) error {
	if _, err := db.Exec(ctx, tx, "DELETE FROM view_audience WHERE view_id = $1", v.ID); err != nil {
		return err
	}
	type shared struct {
		View int64 `db:"view_id"`
		Audience
	}
	var rows []shared
	for _, a := range v.Audience {
		rows = append(rows, shared{v.ID, a})
		if !a.Standard {
			continue
		}
		_, err := db.Exec(ctx, tx, `UPDATE view_audience SET standard = 0 WHERE kind = 'role' AND target_id = $1 AND view_id IN (SELECT id FROM view WHERE object = $2)`, a.Target, v.Object)
		if err != nil {
			return err
		}
	}
	if err := db.Insert(ctx, tx, "view_audience", rows...); err != nil {
		return err
	}
	b, err := json.Marshal(remembered{v.Object, v.Name, v.Owner, v.Scope, v.Audience, v.Locked, v.Portfolio, v.State, v.Deleted != 0})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: v.ID, Version: v.Version, Data: string(b), From: tx.Today()})
	return nil
}
