package trust

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Past is one version of the settings.
type Past struct {
	Settings
	Change db.Change
}

// History returns the versions of the settings, the latest first, to those who may
// change them. Before the first, those that came with the program held.
func History(ctx context.Context, q db.Querier, who access.Who) ([]Past, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return nil, err
	}
	type recorded struct {
		Version int64  `db:"version"`
		Data    string `db:"data"`
		db.Change
	}
	var out []Past
	err := db.Each(ctx, q, func(r *recorded) error {
		s, err := decode(r.Version, r.Data)
		out = append(out, Past{s, r.Change})
		return err
	}, "SELECT h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 ORDER BY h.version DESC", Entity, object)
	return out, err
}

// Revert keeps the settings of an earlier version again; 0 is those that came with
// the program.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, version, to int64) (Settings, error) {
	past, err := History(ctx, tx, who)
	if err != nil {
		return Settings{}, err
	}
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return Settings{}, err
	}
	then := Default(c)
	if to != 0 {
		at := slices.IndexFunc(past, func(p Past) bool { return p.Version == to })
		if at < 0 {
			return Settings{}, fault.Invalid("to", label.T("The settings have no such version", "Les réglages n’ont pas cette version"))
		}
		then = past[at].Settings
	}
	return Change(ctx, tx, who, version, func(s *Settings) { *s = then })
}

// Preview returns the settings as a change would leave them, or says what is wrong
// with them. Nothing is kept.
func Preview(ctx context.Context, q db.Querier, who access.Who, change func(*Settings)) (was, now Settings, err error) {
	if err := access.Must(MayChange(who)); err != nil {
		return was, now, err
	}
	c, err := field.Load(ctx, q, "project")
	if err != nil {
		return was, now, err
	}
	if was, err = Load(ctx, q, c); err != nil {
		return was, now, err
	}
	now = was
	change(&now)
	return was, now, now.check(c)
}
