package intake

import (
	"context"
	"encoding/json"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Rewrite has the mappings for an object lead texts of a column to the option that
// takes the place of the one they led to. turn knows it by its key.
func Rewrite(ctx context.Context, tx *db.Tx, who access.Who, object, attribute string, turn func(key string) (string, bool)) error {
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
		if !m.Plan.rewrite(attribute, turn) {
			continue
		}
		b, err := json.Marshal(m.Plan)
		if err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "UPDATE mapping SET version = version + 1, settings = $1 WHERE id = $2", string(b), r.ID); err != nil {
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
