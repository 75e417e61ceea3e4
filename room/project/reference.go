package project

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// loadReferences learns which of the people and units that the edits name exist.
func (w *writer) loadReferences(ctx context.Context, edits []Edit) error {
	tables := map[field.Kind]string{field.User: "account", field.Unit: "unit"}
	ids := map[field.Kind][]int64{}
	for _, e := range edits {
		for key, v := range e.Values {
			if f := w.c.Get(key); f != nil && v.Set && tables[f.Kind] != "" {
				ids[f.Kind] = append(ids[f.Kind], v.N)
			}
		}
	}
	for kind, list := range ids {
		slices.Sort(list)
		found := map[int64]bool{}
		for part := range slices.Chunk(slices.Compact(list), 400) {
			in, args := db.List(nil, part)
			got, err := db.Select[int64](ctx, w.q, "SELECT id FROM "+tables[kind]+" WHERE id IN "+in+whole(w.tx, " FOR SHARE"), args...)
			if err != nil {
				return err
			}
			for _, id := range got {
				found[id] = true
			}
		}
		w.known[string(kind)] = found
	}
	return w.loadCodes(ctx, edits)
}

// loadCodes learns which projects have the codes that the edits name.
func (w *writer) loadCodes(ctx context.Context, edits []Edit) error {
	var codes []string
	for _, e := range edits {
		if v := e.Values["code"]; v.Set {
			codes = append(codes, OneLine(v.S))
		} else if p := w.rows[e.ID]; e.State != "" && p != nil && p.Values["code"].Set {
			codes = append(codes, p.Values["code"].S) // someone may have taken it since
		}
	}
	for part := range slices.Chunk(codes, 400) {
		in, args := db.List(nil, part)
		type owner struct {
			ID   int64  `db:"id"`
			Code string `db:"code"`
		}
		rows, err := db.Select[owner](ctx, w.q, "SELECT id, code FROM project WHERE code <> '' AND state <> 'deleted' AND code IN "+in, args...)
		if err != nil {
			return err
		}
		for _, r := range rows {
			w.codes[r.Code] = r.ID
		}
	}
	return nil
}

// codeTaken is the answer to two projects that took one code at the same time.
func codeTaken() error {
	return fault.Invalid("code", label.T("Another project has just been given this code", "Un autre projet vient de recevoir ce code"))
}

// whole is the end of a query that keeps the rows it reads from changing until
// the transaction ends. SQLite has one writer and needs nothing.
func whole(tx *db.Tx, lock string) string {
	if tx == nil || tx.DB().Engine != db.Postgres {
		return ""
	}
	return lock
}

// lock waits for those who are changing projects, and keeps others from it
// until the transaction ends, always in one order.
func lock(ctx context.Context, tx *db.Tx, ids ...int64) error {
	if whole(tx, "lock") == "" || len(ids) == 0 {
		return nil
	}
	in, args := db.List(nil, ids)
	_, err := db.Select[int64](ctx, tx, "SELECT id FROM project WHERE id IN "+in+" ORDER BY id FOR UPDATE", args...)
	return err
}

func (w *writer) checkCode(ctx context.Context, p *Project) error {
	code := p.Values["code"]
	if !code.Set || p.State == Deleted || p.State == Merged {
		return nil
	}
	if id, taken := w.codes[code.S]; taken && id != p.ID {
		return fault.Invalid("code", label.F("Another project has the code “%s”", "Un autre projet a le code « %s »", code.S))
	}
	w.codes[code.S] = p.ID
	return nil
}

// above is what checkParent asks of a project.
type above struct {
	Parent  db.ID `db:"programme_id"`
	Unit    int64 `db:"unit_id"`
	Manager db.ID `db:"manager_id"`
	State   State `db:"state"`
}

// above reads a project that may stand above others: as it will be after the
// edits so far.
func (w *writer) above(ctx context.Context, id int64) (above, error) {
	p := w.made[id]
	if w.changed[id] {
		p = w.rows[id]
	}
	if p != nil {
		return above{db.ID(p.Values["programme"].N), p.Unit(), db.ID(p.Manager()), p.State}, nil
	}
	return db.Get[above](ctx, w.q, "SELECT programme_id, unit_id, manager_id, state FROM project WHERE id = $1"+whole(w.tx, " FOR UPDATE"), id)
}

// checkParent refuses a programme that the person cannot see, that is not
// there, or that would make the project its own ancestor.
func (w *writer) checkParent(ctx context.Context, id int64, f *field.Field, parent int64) error {
	for at, depth := parent, 0; at != 0; depth++ {
		if at == id || depth > 50 {
			return fault.Invalid(f.Key, label.T("A project cannot be above itself", "Un projet ne peut pas être au-dessus de lui-même"))
		}
		u, err := w.above(ctx, at)
		visible := err == nil && w.who.CanProject(access.ReadProject, at, u.Unit, int64(u.Manager)) && u.State != Deleted && u.State != Merged
		if fault.KindOf(err) == fault.Missing || err == nil && depth == 0 && !visible {
			if depth > 0 {
				return nil
			}
			return fault.Invalid(f.Key, label.T("There is no such project, or your rights do not show it", "Ce projet n’existe pas, ou vos droits ne le montrent pas"))
		}
		if err != nil {
			return err
		}
		if f.Key != "programme" {
			return nil
		}
		at = int64(u.Parent)
	}
	return nil
}
