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

// MappingEntity is the name under which the history knows mappings: only what a
// rewriting changed, with what stood there before.
const MappingEntity = "mapping"

type rewritten struct {
	Was json.RawMessage `json:"was"`
}

// turn gives a mapping other settings, and keeps those that it had.
func (r mappingRow) turn(ctx context.Context, tx *db.Tx, settings string) error {
	data, err := json.Marshal(rewritten{json.RawMessage(r.Settings)})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: MappingEntity, Object: r.ID, Version: r.Version + 1, Data: string(data)})
	_, err = db.Exec(ctx, tx, "UPDATE mapping SET version = version + 1, settings = $1 WHERE id = $2", settings, r.ID)
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
		var before rewritten
		if err := json.Unmarshal([]byte(made.Data.S), &before); err != nil {
			return fmt.Errorf("reading a mapping of the past: %w", err)
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
