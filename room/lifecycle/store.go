package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

type row struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Type    int64  `db:"type_id"`
	Holds   string `db:"holds"`
	Draft   string `db:"draft"`
}

// known is a row with the object of its type.
type known struct {
	row
	Object string `db:"object"`
}

// remembered is what the history keeps of a lifecycle.
type remembered struct {
	Type  int64       `json:"type"`
	Holds *Definition `json:"holds"`
	Draft *Definition `json:"draft,omitempty"`
}

// All returns the lifecycles by type. Everyone may read them.
func All(ctx context.Context, q db.Querier) (map[int64]*Lifecycle, error) {
	rows, err := db.Select[known](ctx, q, "SELECT "+db.Columns[row]("l")+", f.object FROM lifecycle l JOIN choice c ON c.id = l.type_id JOIN field f ON f.id = c.field_id ORDER BY l.id")
	if err != nil {
		return nil, fmt.Errorf("reading the lifecycles: %w", err)
	}
	out := map[int64]*Lifecycle{}
	for _, r := range rows {
		l, err := r.lifecycle()
		if err != nil {
			return nil, err
		}
		out[l.Type] = l
	}
	return out, nil
}

// Get returns the lifecycle of a type; one without anything drawn has version 0.
func Get(ctx context.Context, q db.Querier, typ int64) (*Lifecycle, error) {
	all, err := All(ctx, q)
	if err != nil {
		return nil, err
	}
	if l := all[typ]; l != nil {
		return l, nil
	}
	o, err := objectOf(ctx, q, typ)
	if fault.KindOf(err) == fault.Missing {
		err = nil
	}
	return &Lifecycle{Object: o.Entity, Type: typ}, err
}

func (r known) lifecycle() (*Lifecycle, error) {
	l := &Lifecycle{ID: r.ID, Version: r.Version, Object: r.Object, Type: r.Type}
	for into, text := range map[**Definition]string{&l.Holds: r.Holds, &l.Draft: r.Draft} {
		if text == "" {
			continue
		}
		d, err := decode(text)
		if err != nil {
			return nil, err
		}
		*into = d
	}
	return l, nil
}

func decode(text string) (*Definition, error) {
	d := &Definition{}
	if err := json.Unmarshal([]byte(text), d); err != nil {
		return nil, fmt.Errorf("reading a lifecycle: %w", err)
	}
	d.parse()
	return d, nil
}

// Draw keeps a definition as the draft of a type's lifecycle, nil for none. Nothing
// holds of it yet, and it may still be incomplete; what it names must be there.
func Draw(ctx context.Context, tx *db.Tx, who access.Who, typ, version int64, d *Definition) (*Lifecycle, error) {
	return change(ctx, tx, who, typ, version, func(l *Lifecycle, _ *field.Catalogue, _ []int64) error {
		l.Draft = d
		return nil
	})
}

// Publish makes a definition hold for the projects of a type from now on, nil to
// let them move freely again. The draft is gone then.
func Publish(ctx context.Context, tx *db.Tx, who access.Who, typ, version int64, d *Definition) (*Lifecycle, error) {
	return change(ctx, tx, who, typ, version, func(l *Lifecycle, c *field.Catalogue, roles []int64) error {
		l.Holds, l.Draft = d, nil
		if d == nil {
			return nil
		}
		return d.check(c, roles)
	})
}

// Check says what is wrong with a definition of an object, and keeps nothing.
func Check(ctx context.Context, q db.Querier, who access.Who, object string, d *Definition) error {
	if err := access.Must(MayChange(who)); err != nil {
		return err
	}
	c, err := field.Load(ctx, q, object)
	if err != nil {
		return err
	}
	roles, err := roleIDs(ctx, q)
	if err != nil {
		return err
	}
	return d.check(c, roles)
}

func change(ctx context.Context, tx *db.Tx, who access.Who, typ, version int64, edit func(*Lifecycle, *field.Catalogue, []int64) error) (*Lifecycle, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return nil, err
	}
	of, err := objectOf(ctx, tx, typ)
	if err != nil {
		return nil, err
	}
	// One at a time, on every node: the catalogue is what it stands on.
	c, err := field.Hold(ctx, tx, who, of.Entity)
	if err != nil {
		return nil, err
	}
	l, err := Get(ctx, tx, typ)
	if err != nil {
		return nil, err
	}
	if l.Version != version {
		return nil, fault.Outdated(l)
	}
	roles, err := roleIDs(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := edit(l, c, roles); err != nil {
		return nil, err
	}
	// A type that is out of use may still be rid of its lifecycle.
	if !isOption(c, of.Type, typ) && (l.ID == 0 || l.Holds != nil || l.Draft != nil) {
		return nil, fault.NotFound()
	}
	return l, l.save(ctx, tx)
}

func (l *Lifecycle) save(ctx context.Context, tx *db.Tx) error {
	if l.ID == 0 {
		l.ID = tx.NewID()
	}
	l.Version++
	r := row{ID: l.ID, Version: l.Version, Type: l.Type}
	for into, d := range map[*string]*Definition{&r.Holds: l.Holds, &r.Draft: l.Draft} {
		if d == nil {
			continue
		}
		d.parse()
		b, err := json.Marshal(d)
		if err != nil {
			return err
		}
		*into = string(b)
	}
	if err := db.Replace(ctx, tx, "lifecycle", r); err != nil {
		return err
	}
	b, err := json.Marshal(remembered{l.Type, l.Holds, l.Draft})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: l.ID, Version: l.Version, Data: string(b)})
	return nil
}

// Past is one version of what held.
type Past struct {
	Version int64
	Holds   *Definition // nil when projects moved freely
	Change  db.Change
}

// History returns the versions that were published for a type, the latest first, to
// those who may change them. Drafts are left out.
func History(ctx context.Context, q db.Querier, who access.Who, typ int64) ([]Past, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return nil, err
	}
	l, err := Get(ctx, q, typ)
	if err != nil || l.ID == 0 {
		return nil, err
	}
	type recorded struct {
		Version int64  `db:"version"`
		Data    string `db:"data"`
		db.Change
	}
	var out []Past
	held := ""
	err = db.Each(ctx, q, func(r *recorded) error {
		var was remembered
		if err := json.Unmarshal([]byte(r.Data), &was); err != nil {
			return fmt.Errorf("reading a lifecycle of the past: %w", err)
		}
		text, err := json.Marshal(was.Holds)
		if err != nil || string(text) == held || held == "" && was.Holds == nil {
			return err
		}
		held = string(text)
		if was.Holds != nil {
			was.Holds.parse()
		}
		out = append([]Past{{r.Version, was.Holds, r.Change}}, out...)
		return nil
	}, "SELECT h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 ORDER BY h.version", Entity, l.ID)
	return out, err
}

// Revert makes hold again what held with an earlier version; 0 lets projects move freely.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, typ, version, to int64) (*Lifecycle, error) {
	past, err := History(ctx, tx, who, typ)
	if err != nil {
		return nil, err
	}
	if to == 0 {
		return Publish(ctx, tx, who, typ, version, nil)
	}
	for _, p := range past {
		if p.Version == to {
			return Publish(ctx, tx, who, typ, version, p.Holds)
		}
	}
	return nil, fault.Invalid("to", label.T("The lifecycle has no such version", "Le cycle de vie n’a pas cette version"))
}

// FreeOfRole refuses to let a role go that a lifecycle, or its draft, asks for.
func FreeOfRole(ctx context.Context, tx *db.Tx, who access.Who, role int64) error {
	all, err := All(ctx, tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Holds.names(role) || l.Draft.names(role) {
			c, err := field.Hold(ctx, tx, who, l.Object)
			if err != nil {
				return err
			}
			o, _ := c.Get(ObjectOf(l.Object).Type).OptionByID(l.Type)
			return fault.Conflict(label.F("The lifecycle of “%s” asks for this role; change it first", "Le cycle de vie de « %s » demande ce rôle ; changez-le d’abord", o.Label))
		}
	}
	return nil
}

func (d *Definition) names(role int64) bool {
	if d == nil {
		return false
	}
	for _, m := range d.Moves {
		for _, r := range m.Roles {
			if r == role {
				return true
			}
		}
	}
	return false
}

// ReplaceRole gives the lifecycles, and their drafts, another role for one that goes.
func ReplaceRole(ctx context.Context, tx *db.Tx, who access.Who, role, by int64) error {
	all, err := All(ctx, tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if !l.Holds.names(role) && !l.Draft.names(role) {
			continue
		}
		if err := access.Must(MayChange(who)); err != nil {
			return err
		}
		for _, d := range []*Definition{l.Holds, l.Draft} {
			d.swapRole(role, by)
		}
		if err := l.save(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

func (d *Definition) swapRole(role, by int64) {
	if d == nil {
		return
	}
	for i := range d.Moves {
		var now []int64
		for _, r := range d.Moves[i].Roles {
			if r == role {
				r = by
			}
			if !slices.Contains(now, r) {
				now = append(now, r)
			}
		}
		d.Moves[i].Roles = now
	}
}
