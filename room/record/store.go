package record

import (
	"cmp"
	"context"
	"math"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
)

// Each hands over the records of the kind, all of them when ids is nil. It is
// for what reads them all, such as the lists in memory, and does not look at
// rights.
func (k *Kind) Each(ctx context.Context, q db.Querier, ids []int64, f func(*Record) error) error {
	query, args := "", []any(nil)
	if ids != nil {
		query, args = db.List(nil, ids)
		query = " WHERE id IN " + query
	}
	return k.Table.each(ctx, q, f, query+" ORDER BY id", args...)
}

// Get returns a record of a project, or of a portfolio, that the person may see.
func (k *Kind) Get(ctx context.Context, q db.Querier, who access.Who, id int64) (*Record, error) {
	var m *Record
	if err := k.Each(ctx, q, []int64{id}, func(r *Record) error { m = r; return nil }); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fault.NotFound()
	}
	if err := seen(ctx, q, who, m.home()); err != nil {
		return nil, err
	}
	one := []*Record{m}
	err := k.veiled(ctx, q, who, one)
	return one[0], err
}

// Of returns the records of a project that the person may see, first to last by
// their date; those without one come at the end.
func (k *Kind) Of(ctx context.Context, q db.Querier, who access.Who, owner int64) ([]*Record, error) {
	if err := seen(ctx, q, who, home{project: owner}); err != nil {
		return nil, err
	}
	all, err := k.where(ctx, q, " WHERE project_id = $1", owner)
	if err != nil {
		return nil, err
	}
	return all, k.veiled(ctx, q, who, all)
}

// OfProjects returns the records of many projects that the person may see, by
// project, in the order of Of.
func (k *Kind) OfProjects(ctx context.Context, q db.Querier, who access.Who, owners []int64) (map[int64][]*Record, error) {
	out := map[int64][]*Record{}
	c, err := field.Sight(ctx, q, who, k.Entity)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(owners, 400) {
		in, args := db.List(nil, part)
		all, err := k.where(ctx, q, " WHERE project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		homes := make([]home, len(all))
		for i, m := range all {
			homes[i] = m.home()
		}
		hs, err := homesOf(ctx, q, homes, nil)
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			if hs.may(who, m.home(), access.ReadProject) {
				out[m.Project()] = append(out[m.Project()], m.Under(hs.veil(c, who, m.home())))
			}
		}
	}
	return out, nil
}

func (k *Kind) where(ctx context.Context, q db.Querier, rest string, args ...any) ([]*Record, error) {
	var out []*Record
	err := k.Table.each(ctx, q, func(m *Record) error { out = append(out, m); return nil }, rest, args...)
	k.inOrder(out)
	return out, err
}

// OfReview returns the records made in a review that the person may see. Only
// kinds that may belong to a portfolio have any.
func (k *Kind) OfReview(ctx context.Context, q db.Querier, who access.Who, review int64) ([]*Record, error) {
	all, err := k.where(ctx, q, " WHERE review_id = $1", review)
	if err != nil {
		return nil, err
	}
	in := make([]home, len(all))
	for i, m := range all {
		in[i] = m.home()
	}
	hs, err := homesOf(ctx, q, in, nil)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(m *Record) bool { return !hs.may(who, m.home(), access.ReadProject) })
	return all, k.veiled(ctx, q, who, all)
}

// OfAsOf returns the records of a project as they were on a day, with the rights
// of now.
func (k *Kind) OfAsOf(ctx context.Context, d *db.DB, who access.Who, owner int64, on day.Day) ([]*Record, error) {
	if err := seen(ctx, d, who, home{project: owner}); err != nil {
		return nil, err
	}
	slots, err := field.SlotsOf(ctx, d, k.Entity)
	if err != nil {
		return nil, err
	}
	var out []*Record
	err = db.EachAsOf(ctx, d, k.Entity, on, 0, func(s *db.State) error {
		m, err := FromHistory(slots, s.Object, s.Version, s.Data)
		if err == nil && m.Project() == owner {
			out = append(out, m)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	k.inOrder(out)
	return out, k.veiled(ctx, d, who, out)
}

func (k *Kind) inOrder(all []*Record) {
	at := func(m *Record) int64 {
		if v := m.Values[k.Date]; v.Set {
			return v.N
		}
		return math.MaxInt64
	}
	slices.SortFunc(all, func(a, b *Record) int { return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.ID, b.ID)) })
}

// Owners returns which of some projects have records of the kind. It is for
// taking an import of projects back, and does not show what they are.
func (k *Kind) Owners(ctx context.Context, tx *db.Tx, who access.Who, projects []int64) (map[int64]bool, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	out := map[int64]bool{}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		ids, err := db.Select[int64](ctx, tx, "SELECT DISTINCT project_id FROM "+k.Entity+" WHERE project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[id] = true
		}
	}
	return out, nil
}

// IsHome reports whether a portfolio has records of the kind, which keep it from
// being deleted.
func (k *Kind) IsHome(ctx context.Context, q db.Querier, id int64) (bool, error) {
	if !k.Homes {
		return false, nil
	}
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM "+k.Entity+" WHERE portfolio_id = $1", id)
	return n > 0, err
}

// Save edits one record, or makes one, and returns it as it is then.
func (k *Kind) Save(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, e Edit) (*Record, error) {
	out, err := k.Write(ctx, tx, who, c, []Edit{e})
	if err != nil {
		return nil, err
	}
	return out[0].Record, out[0].Err
}

// Delete removes a record; the history keeps what it was.
func (k *Kind) Delete(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id, version int64) error {
	_, err := k.Save(ctx, tx, who, c, Edit{ID: id, Version: version, Delete: true})
	return err
}
