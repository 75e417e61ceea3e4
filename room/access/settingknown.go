package access

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/label"
)

// MaySet reports whether a person may change the settings.
func MaySet(who Who) bool { return who.CanEverywhere(ManageSystem) }

// SettingsKnownAt returns the settings as they were when a change was the last. The
// name of the organisation is not among them, and a time of sessions of 0 is what the
// program was started with.
func SettingsKnownAt(ctx context.Context, q db.Querier, who Who, change int64) (Settings, error) {
	if err := Must(MaySet(who)); err != nil {
		return Settings{}, err
	}
	now, err := ReadSettings(ctx, q, 0, 0)
	if err != nil {
		return now, err
	}
	type row struct {
		Change int64  `db:"change"`
		Data   string `db:"data"`
	}
	all, err := db.Select[row](ctx, q, "SELECT change, data FROM history WHERE entity = 'setting' AND object = 1 AND data IS NOT NULL ORDER BY change, id")
	if err != nil || len(all) == 0 {
		return now, err
	}
	var then rememberedSettings
	for i, r := range all {
		var s rememberedSettings
		if err := json.Unmarshal([]byte(r.Data), &s); err != nil {
			return now, fmt.Errorf("reading settings of the past: %w", err)
		}
		switch {
		case r.Change <= change:
			then = s
		case i == 0 && s.First != nil:
			then = *s.First
			then.SessionIdle, then.SessionLife = 0, 0 // nothing had been set
		}
	}
	return Settings{
		Version: now.Version, Currency: then.Currency, Consolidates: then.Consolidates, Language: then.Language,
		SessionIdle: then.SessionIdle, SessionLife: then.SessionLife, SecondFactor: then.SecondFactor, Mark: label.T(then.MarkEN, then.MarkFR),
	}, nil
}

// SetAll changes the settings to those of a configuration, under the version that was
// read: all but the name of the organisation, which is that of its root unit. A time of
// sessions of 0 is left to what the program is started with.
func SetAll(ctx context.Context, tx *db.Tx, who Who, to Settings) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	if err := Must(MaySet(who)); err != nil {
		return err
	}
	was, err := ReadSettings(ctx, tx, 0, 0)
	if err != nil {
		return err
	}
	to.Version, to.Organisation = was.Version+1, was.Organisation
	if err := to.clean(true); err != nil {
		return err
	}
	return to.save(ctx, tx, was)
}

// CountPeople returns how many people may sign in.
func CountPeople(ctx context.Context, q db.Querier, who Who) (int, error) {
	if err := Must(MaySet(who)); err != nil {
		return 0, err
	}
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM account WHERE disabled = 0")
	return int(n), err
}
