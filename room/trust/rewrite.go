package trust

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Rewrite gives the settings other options: turn says of a condition how it reads
// with them, and of the key of an option of a list by which it is replaced. What
// was never set follows the catalogue by itself, and stays.
func Rewrite(ctx context.Context, tx *db.Tx, who access.Who, turn func(condition string) (string, bool), key func(list, key string) (by string, ok bool)) error {
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return err
	}
	was, err := Load(ctx, tx, c)
	if err != nil || was.Version == 0 {
		return err
	}
	now, changed := was.rewritten(turn, key)
	if !changed {
		return nil
	}
	_, err = Change(ctx, tx, who, was.Version, func(s *Settings) { *s = now })
	return err
}

// Rename has the settings name an attribute by its new key; turn says of a condition
// how it reads then.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, key, to string, turn func(condition string) (string, bool)) error {
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return err
	}
	was, err := Load(ctx, tx, c)
	if err != nil || was.Version == 0 {
		return err
	}
	now, changed := was.rewritten(turn, func(_, k string) (string, bool) { return k, false })
	for i := range now.Attributes {
		if now.Attributes[i].Key == key {
			now.Attributes[i].Key, changed = to, true
		}
	}
	if !changed {
		return nil
	}
	_, err = Change(ctx, tx, who, was.Version, func(s *Settings) { *s = now })
	return err
}

// rewritten returns the settings with other options; changed is false when they
// name none of those that are replaced.
func (s Settings) rewritten(turn func(string) (string, bool), key func(list, key string) (string, bool)) (now Settings, changed bool) {
	turned := func(text string, ok bool) string {
		changed = changed || ok
		return text
	}
	stages := func(keys []string) []string {
		out := make([]string, 0, len(keys))
		for _, k := range keys {
			if by := turned(key("stage", k)); !slices.Contains(out, by) {
				out = append(out, by)
			}
		}
		return out
	}
	now = s
	now.Finished, now.Attributes, now.Rules, now.Rhythms = stages(s.Finished), slices.Clone(s.Attributes), slices.Clone(s.Rules), nil
	for i, a := range now.Attributes {
		now.Attributes[i].Stages = stages(a.Stages)
	}
	for i, r := range now.Rules {
		now.Rules[i].Condition = turned(turn(r.Condition))
	}
	for _, r := range s.Rhythms {
		r.Type = turned(key("type", r.Type))
		if !slices.ContainsFunc(now.Rhythms, func(o Rhythm) bool { return o.Type == r.Type }) {
			now.Rhythms = append(now.Rhythms, r)
		}
	}
	return now, changed
}

// Return keeps the settings again that were there before a change, unless
// somebody changed them since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(MayChange(who)); err != nil {
		return err
	}
	_, lines, err := db.LinesOf(ctx, tx, Entity, change)
	if err != nil {
		return err
	}
	before, after := db.Step(lines[object], change)
	if before == nil || after == nil {
		return nil
	}
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return err
	}
	now, err := Load(ctx, tx, c)
	if err != nil || now.Version != after.Version {
		return err
	}
	var was Settings
	if err := json.Unmarshal([]byte(before.Data.S), &was); err != nil {
		return fmt.Errorf("reading the settings of the trust score: %w", err)
	}
	_, err = Change(ctx, tx, who, now.Version, func(s *Settings) { *s = was })
	return err
}
