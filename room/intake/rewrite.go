package intake

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Rewrite has the mappings for an object lead texts of a column to the option that
// takes the place of the one they led to. turn knows it by its key.
func Rewrite(ctx context.Context, tx *db.Tx, who access.Who, object, attribute string, turn func(key string) (string, bool)) error {
	return rewritePlans(ctx, tx, who, object, func(d *Decided) bool { return d.rewrite(attribute, turn) })
}

// Rename has the mappings for an object name an attribute by its new key.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, object, was, now string) error {
	return rewritePlans(ctx, tx, who, object, func(d *Decided) (changed bool) {
		for i := range d.Columns {
			if d.Columns[i].Attribute == was {
				d.Columns[i].Attribute, changed = now, true
			}
		}
		return changed
	})
}

func rewritePlans(ctx context.Context, tx *db.Tx, who access.Who, object string, change func(*Decided) bool) error {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return err
	}
	rows, err := db.Select[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE object = $1 ORDER BY id", object)
	if err != nil {
		return err
	}
	for _, r := range rows {
		m, err := r.mapping()
		if err != nil {
			return err
		}
		if !change(&m.Plan) {
			continue
		}
		b, err := json.Marshal(m.Plan)
		if err != nil {
			return err
		}
		if err := r.turn(ctx, tx, string(b)); err != nil {
			return err
		}
	}
	return nil
}

// MappingEntity is the name under which the history knows mappings.
const MappingEntity = "mapping"

// remembered is a mapping as the history has it; was is what a change of a named one, or
// a rewriting, took the place of. Records of before mappings were kept whole say only
// that. before is whether it was so before the history had mappings at all.
type remembered struct {
	Object    string          `json:"object,omitempty"`
	Name      string          `json:"name,omitempty"`
	Signature string          `json:"signature,omitempty"`
	Created   int64           `json:"created,omitempty"`
	Settings  json.RawMessage `json:"settings,omitempty"`
	Was       json.RawMessage `json:"was,omitempty"`
	Before    bool            `json:"before,omitempty"`
}

// turn gives a mapping other settings, and keeps those that it had; it makes one that
// is not there yet.
func (r mappingRow) turn(ctx context.Context, tx *db.Tx, settings string) error {
	was := json.RawMessage(r.Settings)
	r.Version, r.Settings = r.Version+1, settings
	keep := db.Put[mappingRow]
	if r.Version == 1 {
		keep = func(ctx context.Context, tx *db.Tx, table string, r mappingRow) error {
			return db.Insert(ctx, tx, table, r)
		}
	}
	if err := keep(ctx, tx, "mapping", r); err != nil {
		return err
	}
	return r.record(tx, was, false)
}

func (r mappingRow) record(tx *db.Tx, was json.RawMessage, before bool) error {
	data, err := json.Marshal(remembered{r.Object, r.Name, r.Signature, r.Created, json.RawMessage(r.Settings), was, before})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: MappingEntity, Object: r.ID, Version: r.Version, Data: string(data)})
	return nil
}

// Renew brings the mappings of earlier programs into the history, which did not have them
// whole.
func Renew(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return err
	}
	rows, err := db.Select[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("m")+` FROM mapping m WHERE NOT EXISTS (
		SELECT 1 FROM history h WHERE h.entity = $1 AND h.object = m.id AND h.version = m.version) ORDER BY m.id`, MappingEntity)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := r.record(tx, nil, true); err != nil {
			return err
		}
	}
	return nil
}

// drop deletes a mapping.
func (r mappingRow) drop(ctx context.Context, tx *db.Tx) error {
	if r.Name != "" {
		tx.Record(db.Version{Entity: MappingEntity, Object: r.ID, Version: r.Version + 1})
	}
	_, err := db.Exec(ctx, tx, "DELETE FROM mapping WHERE id = $1", r.ID)
	return err
}

// Return gives the mappings that a change rewrote what they said before, unless
// something changed one since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return err
	}
	ids, lines, err := db.LinesOf(ctx, tx, MappingEntity, change)
	if err != nil || len(ids) == 0 {
		return err
	}
	in, args := db.List(nil, ids)
	rows, err := db.Select[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE id IN "+in+" ORDER BY id", args...)
	if err != nil {
		return err
	}
	for _, r := range rows {
		_, made := db.Step(lines[r.ID], change)
		if made == nil || made.Version != r.Version {
			continue
		}
		var before remembered
		if err := json.Unmarshal([]byte(made.Data.S), &before); err != nil {
			return fmt.Errorf("reading a mapping of the past: %w", err)
		}
		if len(before.Was) == 0 {
			continue // the change did not rewrite it
		}
		if err := r.turn(ctx, tx, string(before.Was)); err != nil {
			return err
		}
	}
	return nil
}

func (d *Decided) rewrite(attribute string, turn func(string) (string, bool)) (changed bool) {
	for _, c := range d.Columns {
		if c.Attribute != attribute {
			continue
		}
		for text, key := range c.Values {
			if by, ok := turn(key); ok {
				c.Values[text], changed = by, true
			}
		}
	}
	return changed
}
