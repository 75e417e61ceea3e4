package guide

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

type row struct {
	ID       int64  `db:"id"`
	Version  int64  `db:"version"`
	Key      string `db:"key"`
	Position int64  `db:"position"`
	TitleEN  string `db:"title_en"`
	TitleFR  string `db:"title_fr"`
	TextEN   string `db:"text_en"`
	TextFR   string `db:"text_fr"`
	Type     int64  `db:"type_id"`
	Stage    int64  `db:"stage_id"`
	Role     int64  `db:"role_id"`
	Roles    string `db:"roles"`
}

func (g *Guide) row() (row, error) {
	roles, err := json.Marshal(append([]int64{}, g.Readers...))
	return row{g.ID, g.Version, g.Key, g.Position, g.Title.EN, g.Title.FR, g.Text.EN, g.Text.FR, g.Type, g.Stage, g.Role, string(roles)}, err
}

func (r row) guide() (Guide, error) {
	g := Guide{r.ID, r.Version, r.Key, r.Position, label.Exactly(r.TitleEN, r.TitleFR), label.Exactly(r.TextEN, r.TextFR), r.Type, r.Stage, r.Role, nil}
	if err := json.Unmarshal([]byte(r.Roles), &g.Readers); err != nil {
		return g, fmt.Errorf("reading the guide %d: %w", r.ID, err)
	}
	return g, nil
}

// List returns the guides in their order, whoever is shown them: for those who write
// them, and for the configuration.
func List(ctx context.Context, q db.Querier) ([]Guide, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM guide ORDER BY position, id")
	if err != nil {
		return nil, fmt.Errorf("reading the guides: %w", err)
	}
	out := make([]Guide, len(rows))
	for i, r := range rows {
		if out[i], err = r.guide(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// change reads the guides to change them: one transaction at a time, on every node.
func change(ctx context.Context, tx *db.Tx, who access.Who) ([]Guide, *field.Catalogue, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return nil, nil, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE field SET version = version WHERE object = 'project' AND key = 'name'"); err != nil {
		return nil, nil, err
	}
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return nil, nil, err
	}
	guides, err := List(ctx, tx)
	return guides, c, err
}

// Create adds a guide, as the last. One without a key gets one from its title.
func Create(ctx context.Context, tx *db.Tx, who access.Who, g Guide) (Guide, error) {
	guides, c, err := change(ctx, tx, who)
	if err != nil {
		return g, err
	}
	if len(guides) >= mostGuides {
		return g, fault.Conflict(label.F("There are %d guides already: delete those that are no longer read", "Il y a déjà %d guides\u202f: supprimez ceux qu’on ne lit plus", len(guides)))
	}
	if g.Key == "" {
		g.Key = keyOf(g.Title, guides)
	}
	if slices.ContainsFunc(guides, func(o Guide) bool { return o.Key == g.Key }) {
		return g, fault.Invalid("key", label.F("Another guide has the key “%s”", "Un autre guide a la clé «\u202f%s\u202f»", g.Key))
	}
	if g.ID == 0 {
		g.ID = tx.NewID()
	}
	g.Version, g.Position = 1, 10
	if n := len(guides); n > 0 {
		g.Position = guides[n-1].Position + 10
	}
	return g, g.insert(ctx, tx, c)
}

func (g *Guide) insert(ctx context.Context, tx *db.Tx, c *field.Catalogue) error {
	if err := g.checkAll(ctx, tx, c); err != nil {
		return err
	}
	r, err := g.row()
	if err != nil {
		return err
	}
	if err := db.Insert(ctx, tx, "guide", r); err != nil {
		return err
	}
	return g.record(tx)
}

// checkAll also looks whether there are the roles of a guide.
func (g *Guide) checkAll(ctx context.Context, q db.Querier, c *field.Catalogue) error {
	if err := g.check(c); err != nil {
		return err
	}
	for _, id := range append(slices.Clone(g.Readers), g.Role) {
		if id == 0 {
			continue
		}
		ok, err := access.Exists(ctx, q, "role", id)
		if err != nil {
			return err
		}
		if !ok {
			return fault.Invalid("readers", label.T("A role of the guide does not exist: choose another", "Un rôle du guide n’existe pas\u202f: choisissez-en un autre"))
		}
	}
	return nil
}

// Update changes a guide; version is the one that was read.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, edit func(*Guide) error) (Guide, error) {
	guides, c, err := change(ctx, tx, who)
	if err != nil {
		return Guide{}, err
	}
	at := slices.IndexFunc(guides, func(g Guide) bool { return g.ID == id })
	if at < 0 {
		return Guide{}, fault.NotFound()
	}
	was := guides[at]
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	g := was
	g.Readers = slices.Clone(was.Readers)
	if err := edit(&g); err != nil {
		return was, err
	}
	g.ID, g.Key, g.Position = was.ID, was.Key, was.Position
	if err := g.checkAll(ctx, tx, c); err != nil {
		return was, err
	}
	if g.same(was) {
		return was, nil // no version for nothing
	}
	g.Version = version + 1
	return g, g.put(ctx, tx)
}

func (g *Guide) same(o Guide) bool {
	a, errA := g.row()
	b, errB := o.row()
	return errA == nil && errB == nil && reflect.DeepEqual(a, b)
}

func (g *Guide) put(ctx context.Context, tx *db.Tx) error {
	r, err := g.row()
	if err != nil {
		return err
	}
	if err := db.Put(ctx, tx, "guide", r); err != nil {
		return err
	}
	return g.record(tx)
}

// Delete removes a guide; the history keeps it, and Revert brings it back.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	guides, _, err := change(ctx, tx, who)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(guides, func(g Guide) bool { return g.ID == id })
	if at < 0 {
		return fault.NotFound()
	}
	if guides[at].Version != version {
		return fault.Outdated(guides[at])
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM guide WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: version + 1})
	return nil
}

// Order says in which order the guides stand: all of them, by their ids. It is refused
// when somebody added or deleted one meanwhile.
func Order(ctx context.Context, tx *db.Tx, who access.Who, order []int64) error {
	guides, _, err := change(ctx, tx, who)
	if err != nil {
		return err
	}
	out := make([]Guide, 0, len(guides))
	for _, id := range order {
		at := slices.IndexFunc(guides, func(g Guide) bool { return g.ID == id })
		if at >= 0 && !slices.ContainsFunc(out, func(g Guide) bool { return g.ID == id }) {
			out = append(out, guides[at])
		}
	}
	if len(out) != len(guides) || len(order) != len(guides) {
		return fault.Conflict(label.T("The guides have changed meanwhile: look at their order again", "Les guides ont changé entre-temps\u202f: revoyez leur ordre"))
	}
	for i := range out {
		if at := int64(i+1) * 10; out[i].Position != at {
			out[i].Position, out[i].Version = at, out[i].Version+1
			if err := out[i].put(ctx, tx); err != nil {
				return err
			}
		}
	}
	return nil
}
