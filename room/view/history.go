package view

import (
	"context"
	"encoding/json"
	"reflect"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Past is one version of a view.
type Past struct {
	Version int64
	Change  db.Change
	Name    label.Text
	Deleted bool
	Parts   []string // what changed since the version before, by the names of the API

	remembered remembered
}

type recorded struct {
	Version int64  `db:"version"`
	Change  int64  `db:"change"`
	Data    string `db:"data"`
}

// State is what the view showed then.
func (p Past) State() State { return p.remembered.State }

// History returns the versions of a view, the latest first.
func History(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Past, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	rows, err := db.Select[recorded](ctx, q, "SELECT version, change, data FROM history WHERE entity = $1 AND object = $2 ORDER BY version", Entity, id)
	if err != nil {
		return nil, err
	}
	changes, err := db.Select[db.Change](ctx, q, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE number IN (SELECT change FROM history WHERE entity = $1 AND object = $2)", Entity, id)
	if err != nil {
		return nil, err
	}
	byNumber := map[int64]db.Change{}
	for _, c := range changes {
		byNumber[c.Number] = c
	}
	out := make([]Past, len(rows))
	var before remembered
	for i, r := range rows {
		var now remembered
		if err := json.Unmarshal([]byte(r.Data), &now); err != nil {
			return nil, err
		}
		now.State = now.State.cleaned()
		p := Past{Version: r.Version, Change: byNumber[r.Change], Name: now.Name, Deleted: now.Deleted, remembered: now}
		if i > 0 {
			p.Parts = now.since(before)
		}
		out[len(rows)-1-i], before = p, now
	}
	return out, nil
}

// since returns what differs from an earlier version.
func (m remembered) since(before remembered) []string {
	out := []string{}
	tell := func(part string, same bool) {
		if !same {
			out = append(out, part)
		}
	}
	tell("name", sameName(m.Name, before.Name))
	tell("scope", m.Scope == before.Scope && reflect.DeepEqual(m.Audience, before.Audience))
	tell("locked", m.Locked == before.Locked)
	tell("portfolio", m.Portfolio == before.Portfolio)
	a, b := reflect.ValueOf(m.State), reflect.ValueOf(before.State)
	for i := range a.NumField() {
		tell(a.Type().Field(i).Tag.Get("json"), reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()))
	}
	return out
}

// Revert gives a view the name and the state of one of its earlier versions.
// Whom it is shared with stays as it is.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, id, version, to int64) (View, error) {
	past, err := History(ctx, tx, who, id)
	if err != nil {
		return View{}, err
	}
	for _, p := range past {
		if p.Version == to {
			return Update(ctx, tx, who, id, version, func(v *View) {
				v.State, v.Portfolio = p.remembered.State, p.remembered.Portfolio
				if MayManage(who, *v) {
					v.Name = p.remembered.Name
				}
			})
		}
	}
	return View{}, fault.Invalid("to", label.T("The view has no such version", "La vue n’a pas cette version"))
}
