package portfolio

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
)

// TakeBack undoes what the changes of a set, such as an import, did to the
// membership of projects in a portfolio. What someone decided since stays.
func TakeBack(ctx context.Context, tx *db.Tx, who access.Who, id, set int64, projects []int64) error {
	if err := access.Must(who.IsSystem()); err != nil {
		return err
	}
	if err := lock(ctx, tx, id); err != nil {
		return err
	}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List([]any{id}, part)
		members, err := db.Select[member](ctx, tx, "SELECT id, portfolio_id, project_id FROM portfolio_member WHERE portfolio_id = $1 AND project_id IN "+in, args...)
		if err != nil {
			return err
		}
		if err := takeBack(ctx, tx, set, members); err != nil {
			return err
		}
	}
	tx.Touch(Entity, id)
	return nil
}

type recorded struct {
	db.Recorded
	Set db.ID `db:"change_set"`
}

func takeBack(ctx context.Context, tx *db.Tx, set int64, members []member) error {
	ids := make([]int64, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	lines := map[int64][]recorded{}
	in, args := db.List([]any{MemberEntity}, ids)
	err := db.Each(ctx, tx, func(r *recorded) error { lines[r.Object] = append(lines[r.Object], *r); return nil },
		`SELECT h.id, h.entity, h.object, h.version, h.from_day, h.change, h.superseded, h.data, c.change_set FROM history h JOIN change c ON c.number = h.change
		WHERE h.entity = $1 AND h.object IN `+in+" ORDER BY h.object, h.change, h.id", args...)
	if err != nil {
		return err
	}
	for _, m := range members {
		if err := m.takeBack(ctx, tx, set, lines[m.ID]); err != nil {
			return err
		}
	}
	return nil
}

func (m member) takeBack(ctx context.Context, tx *db.Tx, set int64, rows []recorded) error {
	t := &timeline{id: m.ID}
	touched := false
	for i, r := range rows {
		mine := int64(r.Set) == set
		switch {
		case r.Superseded != 0:
		case !mine:
			t.put(r.From, !r.Data.Null)
		default:
			touched = true
			tx.Retract(r.Recorded)
			if was := replaced(rows[:i], r, set); was != nil {
				tx.Record(db.Version{Entity: MemberEntity, Object: m.ID, Version: 1, From: was.From, Data: was.Data.S})
				t.put(was.From, !was.Data.Null)
			}
		}
	}
	if !touched {
		return nil
	}
	if len(t.days) == 0 {
		_, err := db.Exec(ctx, tx, "DELETE FROM portfolio_member WHERE id = $1", m.ID)
		return err
	}
	_, err := db.Exec(ctx, tx, "UPDATE portfolio_member SET active = $1 WHERE id = $2", t.at(tx.Today()), m.ID)
	return err
}

// replaced returns the version of before the set that one of the set took the
// place of on its day, nil when there was none.
func replaced(rows []recorded, r recorded, set int64) *recorded {
	for i := len(rows) - 1; i >= 0; i-- {
		if o := rows[i]; o.From == r.From && int64(o.Set) != set {
			if int64(o.Superseded) != 0 && int64(o.Superseded) <= r.Change {
				return &o
			}
			return nil
		}
	}
	return nil
}

func (t *timeline) put(on day.Day, in bool) {
	at, same := slices.BinarySearch(t.days, on)
	if same {
		t.in[at] = in
		return
	}
	t.days, t.in = slices.Insert(t.days, at, on), slices.Insert(t.in, at, in)
}

// Discard removes a portfolio that an import made, when nothing is left in it
// and nobody changed it since.
func Discard(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	if err := access.Must(who.IsSystem()); err != nil {
		return err
	}
	n, err := db.Exec(ctx, tx, "DELETE FROM portfolio WHERE id = $1 AND version = 1 AND NOT EXISTS (SELECT 1 FROM portfolio_member WHERE portfolio_id = $1)", id)
	if err == nil && n > 0 {
		tx.Record(db.Version{Entity: Entity, Object: id, Version: 2, From: tx.Today()})
	}
	return err
}
