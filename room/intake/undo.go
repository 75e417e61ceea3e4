package intake

import (
	"cmp"
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/record"
)

// StartUndo claims a written import for being taken back. Run does the work.
// An import on which later ones rest is refused: those are taken back first.
func (k *Desk) StartUndo(ctx context.Context, who access.Who, id int64) (*Import, error) {
	m, err := k.Get(ctx, k.DB, who, id)
	if err != nil {
		return nil, err
	}
	if m.State.atWork() {
		return nil, busy()
	}
	if m.State != Applied {
		return nil, fault.Conflict(label.T("Only an import that is written can be undone", "Seul un import écrit peut être annulé"))
	}
	above, err := db.Select[string](ctx, k.DB, `SELECT i.file_name FROM import i WHERE i.state = 'applied' AND i.object = $1 AND i.id <> $2 AND i.applied >= $3 AND EXISTS (
		SELECT 1 FROM import_row a JOIN import_row b ON a.object_id = b.object_id WHERE a.import_id = i.id AND b.import_id = $2 AND a.applied = 1 AND b.applied = 1) ORDER BY i.applied DESC LIMIT 1`, m.Object, m.ID, m.Applied)
	if err != nil {
		return nil, err
	}
	if len(above) > 0 {
		return nil, fault.Conflict(label.F("“%s” was imported since and says something of the same objects; undo it first", "« %s » a été importé depuis et porte sur les mêmes objets ; annulez-le d’abord", above[0]))
	}
	if m.Report != nil {
		m.Report.Kept = nil
	}
	return m, k.claim(ctx, who, m, Undoing)
}

// takeBack undoes the written rows, the last first, and what was made beside
// them. It serves undoing and imports that could not come to their end.
func (k *Desk) takeBack(ctx context.Context, m *Import, progress func(done, total int64)) error {
	note, to := "undo", Undone
	if m.State == Retracting {
		note, to = "taken back", Failed
	}
	b := &batch{m: m, set: m.ID, keys: k.statedKeys(ctx)}
	err := k.inBatches(ctx, m, progress, " AND applied = 1", func(tx *db.Tx, who access.Who, rows []*staged) error {
		b.rows = rows
		kept, err := targets[m.Object].takeBack(ctx, tx, who, b)
		if err == nil && m.Report != nil && len(kept) > 0 && len(m.Report.Kept) < mostListed {
			m.Report.Kept = append(m.Report.Kept, kept...)
		}
		return err
	}, m.origin(0, note), takenBack)
	if err != nil {
		return err
	}
	used, err := k.usage(ctx, m)
	if err != nil {
		return err
	}
	_, err = k.DB.Update(ctx, m.origin(0, note), func(tx *db.Tx) error {
		if err := k.hold(ctx, tx, m, 0); err != nil {
			return err
		}
		next := *m
		if err := next.unmake(ctx, tx, used); err != nil {
			return err
		}
		next.State, next.owner, next.lease = to, "", 0
		if err := next.save(ctx, tx); err != nil {
			return err
		}
		*m = next
		return nil
	})
	return err
}

// statedKeys tells which attributes another import states.
func (k *Desk) statedKeys(ctx context.Context) func(int64) map[string]bool {
	known := map[int64]map[string]bool{0: nil}
	return func(set int64) map[string]bool {
		keys, ok := known[set]
		if ok {
			return keys
		}
		keys = map[string]bool{}
		if r, err := db.Get[row](ctx, k.DB, "SELECT "+db.Columns[row]("")+" FROM import WHERE id = $1", set); err == nil {
			if other, err := r.imported(); err == nil {
				for _, c := range other.Settings.Columns {
					if c.Action == ToNew && c.New != nil {
						keys[c.New.Key] = true
					} else if c.Action == ToAttribute {
						keys[c.Attribute] = true
					}
				}
			}
		}
		known[set] = keys
		return keys
	}
}

func takeBackProjects(ctx context.Context, tx *db.Tx, who access.Who, b *batch) ([]Kept, error) {
	var all, written []int64
	var out []Kept
	holds := map[int64]*record.Kind{} // what new projects have by now
	for _, t := range registers {
		owners, err := t.kind.Owners(ctx, tx, who, freshOf(b.rows))
		if err != nil {
			return nil, err
		}
		for id := range owners {
			holds[id] = cmp.Or(holds[id], t.kind)
		}
	}
	for _, r := range b.rows {
		if kind := holds[r.Object]; r.Action == IsNew && kind != nil {
			out = append(out, Kept{r.Object, r.Name, "", label.F("The import made this project, and it has %s since; it stays as it is", "L’import a créé ce projet, et il a des %s depuis ; il reste tel quel", kind.Many)})
			continue
		}
		all = append(all, r.Object)
		if r.Action == IsNew || r.Action == IsChanged {
			written = append(written, r.Object)
		}
	}
	if b.m.Portfolio != 0 {
		if err := portfolio.TakeBack(ctx, tx, who, b.m.Portfolio, b.set, all); err != nil {
			return nil, err
		}
	}
	kept, err := project.TakeBack(ctx, tx, who, b.set, written, b.keys)
	for _, x := range kept {
		out = append(out, Kept{x.ID, x.Name, x.Key, x.Reason})
	}
	return out, err
}

// freshOf lists the objects that rows made.
func freshOf(rows []*staged) []int64 {
	var out []int64
	for _, r := range rows {
		if r.Action == IsNew {
			out = append(out, r.Object)
		}
	}
	return out
}
