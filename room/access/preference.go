package access

import (
	"context"
	"encoding/json"
	"regexp"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Bounds of what a person keeps for himself.
const (
	mostPreferences   = 300
	longestPreference = 4000 // bytes of JSON
)

var preferenceName = regexp.MustCompile(`^[a-z][a-z0-9_.-]{0,79}$`)

// Preferences returns what the person has set for himself on the screen, by
// name: each is JSON that only the browser reads.
func Preferences(ctx context.Context, q db.Querier, who Who) (map[string]json.RawMessage, error) {
	type row struct {
		Name  string `db:"name"`
		Value string `db:"value"`
	}
	out := map[string]json.RawMessage{}
	err := db.Each(ctx, q, func(r *row) error {
		out[r.Name] = json.RawMessage(r.Value)
		return nil
	}, "SELECT name, value FROM preference WHERE account_id = $1", who.ID)
	return out, err
}

// SetPreference keeps one, or forgets it where the value is null. It belongs to
// the person alone, and leaves no trace in the history.
func SetPreference(ctx context.Context, tx *db.Tx, who Who, name string, value json.RawMessage) error {
	if who.ID == 0 {
		return fault.Forbidden()
	}
	switch {
	case !preferenceName.MatchString(name):
		return fault.Invalid("name", label.T("A name is made of small letters, digits, dots, hyphens and underscores", "Un nom se compose de minuscules, de chiffres, de points, de traits d’union et de traits bas"))
	case len(value) > longestPreference || !json.Valid(value):
		return fault.Invalid("value", label.F("JSON of at most %d characters is expected", "Du JSON d’au plus %d caractères est attendu", longestPreference))
	}
	if string(value) == "null" {
		_, err := db.Exec(ctx, tx, "DELETE FROM preference WHERE account_id = $1 AND name = $2", who.ID, name)
		return err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM preference WHERE account_id = $1 AND name <> $2", who.ID, name)
	if err != nil {
		return err
	}
	if n >= mostPreferences {
		return fault.Invalid("name", label.F("At most %d of these are kept", "Au plus %d de ces réglages sont conservés", mostPreferences))
	}
	_, err = db.Exec(ctx, tx, `INSERT INTO preference (account_id, name, value) VALUES ($1, $2, $3)
		ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value`, who.ID, name, string(value))
	return err
}
