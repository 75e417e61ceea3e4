package guide

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// remembered is what the history keeps of a guide.
type remembered struct {
	Key      string     `json:"key"`
	Position int64      `json:"position"`
	Title    label.Text `json:"title"`
	Text     label.Text `json:"text"`
	Type     int64      `json:"type,omitempty"`
	Stage    int64      `json:"stage,omitempty"`
	Role     int64      `json:"role,omitempty"`
	Readers  []int64    `json:"roles,omitempty"`
}

func (g *Guide) record(tx *db.Tx) error {
	b, err := json.Marshal(remembered{g.Key, g.Position, g.Title, g.Text, g.Type, g.Stage, g.Role, g.Readers})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: g.ID, Version: g.Version, Data: string(b)})
	return nil
}

func recall(id, version int64, data string) (Guide, error) {
	var m remembered
	if err := json.Unmarshal([]byte(data), &m); err != nil {
		return Guide{}, fmt.Errorf("reading a guide of the past: %w", err)
	}
	return Guide{id, version, m.Key, m.Position, m.Title, m.Text, m.Type, m.Stage, m.Role, m.Readers}, nil
}

// KnownAt returns the guides as they were when a change was the last, in their order.
func KnownAt(ctx context.Context, q db.Querier, change int64) ([]Guide, error) {
	var out []Guide
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) error {
		g, err := recall(s.Object, s.Version, s.Data)
		out = append(out, g)
		return err
	})
	slices.SortStableFunc(out, func(a, b Guide) int { return int(a.Position - b.Position) })
	return out, err
}

// Past is one version of one guide.
type Past struct {
	Guide
	Gone   bool     // the guide was deleted; it is shown as it was
	Parts  []string // what changed since the version before: title, text, about, readers, position; none for the first
	Change db.Change
}

// mostPast is how many versions the history shows.
const mostPast = 200

// History returns the versions of all guides, also of those that are gone, the latest
// first.
func History(ctx context.Context, q db.Querier, who access.Who) ([]Past, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return nil, err
	}
	type recorded struct {
		Object  int64   `db:"object"`
		Version int64   `db:"version"`
		Data    db.Text `db:"data"`
		db.Change
	}
	var out []Past
	last := map[int64]Guide{}
	err := db.Each(ctx, q, func(r *recorded) error {
		before, had := last[r.Object]
		p := Past{Gone: r.Data.Null, Parts: []string{}, Change: r.Change}
		if p.Gone {
			p.Guide = before
			p.ID, p.Version = r.Object, r.Version
		} else {
			g, err := recall(r.Object, r.Version, r.Data.S)
			if err != nil {
				return err
			}
			if p.Guide = g; had {
				p.Parts = g.since(before)
			}
			last[r.Object] = g
		}
		out = append(out, p)
		return nil
	}, "SELECT h.object, h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 ORDER BY h.change, h.object, h.version", Entity)
	slices.Reverse(out)
	return out[:min(len(out), mostPast)], err
}

// since returns what differs from an earlier version.
func (g *Guide) since(o Guide) []string {
	out := []string{}
	for _, part := range []struct {
		name string
		a, b any
	}{
		{"title", g.Title, o.Title},
		{"text", g.Text, o.Text},
		{"about", [3]int64{g.Type, g.Stage, g.Role}, [3]int64{o.Type, o.Stage, o.Role}},
		{"readers", append([]int64{}, g.Readers...), append([]int64{}, o.Readers...)},
		{"position", g.Position, o.Position},
	} {
		if !reflect.DeepEqual(part.a, part.b) {
			out = append(out, part.name)
		}
	}
	return out
}

// At returns a guide as one of its versions had it.
func At(ctx context.Context, q db.Querier, who access.Who, id, version int64) (Guide, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return Guide{}, err
	}
	data, err := db.Select[string](ctx, q, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND version = $3 AND data IS NOT NULL", Entity, id, version)
	if err != nil {
		return Guide{}, err
	}
	if len(data) == 0 {
		return Guide{}, fault.Invalid("to", label.T("The guide has no such version", "Le guide n’a pas cette version"))
	}
	return recall(id, version, data[0])
}

// Revert keeps an earlier version of a guide again, one that is gone too; version is
// the last one that was read. Its place among the others stays where it has one, and
// roles and values that there are no more are left out.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, id, version, to int64) (Guide, error) {
	guides, c, err := change(ctx, tx, who)
	if err != nil {
		return Guide{}, err
	}
	last, err := db.Get[int64](ctx, tx, "SELECT coalesce(max(version), 0) FROM history WHERE entity = $1 AND object = $2", Entity, id)
	if err != nil {
		return Guide{}, err
	}
	at := slices.IndexFunc(guides, func(g Guide) bool { return g.ID == id })
	switch {
	case last == 0:
		return Guide{}, fault.NotFound()
	case last != version && at >= 0:
		return guides[at], fault.Outdated(guides[at])
	case last != version:
		return Guide{}, fault.Conflict(label.T("The guide has changed meanwhile", "Le guide a changé entre-temps"))
	}
	then, err := At(ctx, tx, who, id, to)
	if err != nil {
		return Guide{}, err
	}
	for list, of := range map[string]*int64{"type": &then.Type, "stage": &then.Stage} {
		if a := c.Get(list); a == nil {
			*of = 0
		} else if _, ok := a.OptionByID(*of); !ok {
			*of = 0
		}
	}
	if err := then.keepRoles(ctx, tx); err != nil {
		return Guide{}, err
	}
	then.Version = last + 1
	if at < 0 {
		return then, then.insert(ctx, tx, c)
	}
	then.Position = guides[at].Position
	if err := then.checkAll(ctx, tx, c); err != nil {
		return Guide{}, err
	}
	return then, then.put(ctx, tx)
}

// keepRoles leaves out roles that there are no more. A guide that was for such roles
// alone stays for them: for nobody, and not for everybody.
func (g *Guide) keepRoles(ctx context.Context, q db.Querier) error {
	there := func(id int64) (bool, error) { return access.Exists(ctx, q, "role", id) }
	if ok, err := there(g.Role); err != nil || !ok {
		g.Role = 0
		if err != nil {
			return err
		}
	}
	var kept []int64
	for _, id := range g.Readers {
		ok, err := there(id)
		if err != nil {
			return err
		}
		if ok {
			kept = append(kept, id)
		}
	}
	if len(kept) == 0 && len(g.Readers) > 0 {
		return fault.Conflict(label.T("The roles that this guide was for are gone: make a new one", "Les rôles auxquels ce guide était destiné n’existent plus\u202f: créez-en un nouveau"))
	}
	g.Readers = kept
	return nil
}
