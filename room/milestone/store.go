package milestone

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Get returns a key date of a project that the person may see.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (*Milestone, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM milestone WHERE id = $1", id)
	if err != nil {
		return nil, err
	}
	m, err := r.milestone()
	if err != nil {
		return nil, err
	}
	_, err = project.Get(ctx, q, who, m.Project())
	return m, err
}

// Of returns the key dates of a project that the person may see, first to last;
// those without a date come at the end.
func Of(ctx context.Context, q db.Querier, who access.Who, owner int64) ([]*Milestone, error) {
	if _, err := project.Get(ctx, q, who, owner); err != nil {
		return nil, err
	}
	var out []*Milestone
	err := each(ctx, q, func(m *Milestone) error { out = append(out, m); return nil }, " WHERE project_id = $1", owner)
	inOrder(out)
	return out, err
}

// OfAsOf returns the key dates of a project as they were on a day, with the
// rights of now.
func OfAsOf(ctx context.Context, d *db.DB, who access.Who, owner int64, on day.Day) ([]*Milestone, error) {
	if _, err := project.Get(ctx, d, who, owner); err != nil {
		return nil, err
	}
	var out []*Milestone
	err := db.EachAsOf(ctx, d, Entity, on, 0, func(s *db.State) error {
		m, err := FromHistory(s.Object, s.Version, s.Data)
		if err == nil && m.Project() == owner {
			out = append(out, m)
		}
		return err
	})
	inOrder(out)
	return out, err
}

func inOrder(all []*Milestone) {
	at := func(m *Milestone) int64 {
		if v := m.Values["date"]; v.Set {
			return v.N
		}
		return math.MaxInt64
	}
	slices.SortFunc(all, func(a, b *Milestone) int { return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.ID, b.ID)) })
}

// Owners returns which of some projects have key dates. It is for taking an
// import of projects back, and does not show what they are.
func Owners(ctx context.Context, tx *db.Tx, who access.Who, projects []int64) (map[int64]bool, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	out := map[int64]bool{}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		ids, err := db.Select[int64](ctx, tx, "SELECT DISTINCT project_id FROM milestone WHERE project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[id] = true
		}
	}
	return out, nil
}

// Save edits one key date, or makes one, and returns it as it is then.
func Save(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, e Edit) (*Milestone, error) {
	out, err := Write(ctx, tx, who, c, []Edit{e})
	if err != nil {
		return nil, err
	}
	return out[0].Milestone, out[0].Err
}

// Delete removes a key date; the history keeps what it was.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id, version int64) error {
	_, err := Save(ctx, tx, who, c, Edit{ID: id, Version: version, Delete: true})
	return err
}

// Pass gives the key dates of a project that becomes part of another to that
// one, today and in the past. The person was let in by the room of projects,
// which merges.
func Pass(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	var all []*Milestone
	err := each(ctx, tx, func(m *Milestone) error { all = append(all, m); return nil }, " WHERE project_id = $1", from)
	for _, m := range all {
		if err == nil {
			err = pass(ctx, tx, m, into)
		}
	}
	return err
}

func pass(ctx context.Context, tx *db.Tx, m *Milestone, into int64) error {
	m.Version++
	m.Values["project"] = field.Int(into)
	m.Updated, m.UpdatedBy = tx.Millis(), tx.Origin().Actor
	if err := db.Put(ctx, tx, "milestone", m.row()); err != nil {
		return err
	}
	versions, err := db.Versions(ctx, tx, Entity, m.ID)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v.Data.Null {
			continue
		}
		then, err := FromHistory(v.Object, v.Version, v.Data.S)
		if err != nil {
			return err
		}
		then.Values["project"] = field.Int(into)
		tx.Record(db.Version{Entity: Entity, Object: m.ID, Version: m.Version, From: v.From, Data: then.data()})
	}
	return nil
}

// Return gives the key dates that Pass passed on in a change back to the project
// that they were of, when the merge is undone.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	type was struct {
		Object int64  `db:"object"`
		Data   string `db:"data"`
	}
	owner := map[int64]int64{}
	err := db.Each(ctx, tx, func(w *was) error {
		m, err := FromHistory(w.Object, 0, w.Data)
		owner[w.Object] = m.Project()
		return err
	}, "SELECT object, data FROM history WHERE entity = $1 AND superseded = $2 AND data IS NOT NULL", Entity, change)
	if err != nil || len(owner) == 0 {
		return err
	}
	var all []*Milestone
	err = Each(ctx, tx, slices.Sorted(maps.Keys(owner)), func(m *Milestone) error { all = append(all, m); return nil })
	for _, m := range all {
		if err == nil && owner[m.ID] != m.Project() {
			err = pass(ctx, tx, m, owner[m.ID])
		}
	}
	return err
}
