package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"vigie/ground/db"
	"vigie/room/access"
)

// Kept is a layout with what it is for.
type Kept struct {
	Layout
	Portfolio int64 // 0 for all projects
	Project   int64 // 0 for a portfolio, a type, a variant or the instance
	Option    int64 // the type or the variant; 0 for none
	Place     string
}

// All returns every layout that is kept, those that people have for themselves
// too, for those who look after the attributes.
func All(ctx context.Context, q db.Querier, who access.Who) ([]Kept, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, err
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+columns+" FROM dashboard WHERE blocks <> '' ORDER BY id")
	out := make([]Kept, 0, len(rows))
	for _, r := range rows {
		l, err := r.layout(r.scope())
		if err != nil {
			return nil, err
		}
		out = append(out, Kept{l, int64(r.Portfolio), int64(r.Project), int64(r.Option), r.Place})
	}
	return out, err
}

// Rename has every layout name an attribute by its new key; turn says of a condition
// how it reads then. It is for those who look after the attributes.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, was, now string, turn func(condition string) (string, bool)) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	rows, err := db.Select[row](ctx, tx, "SELECT "+columns+" FROM dashboard WHERE blocks <> '' ORDER BY id")
	if err != nil {
		return err
	}
	for _, r := range rows {
		l, err := r.layout(Instance)
		if err != nil {
			return err
		}
		changed := false
		for i := range l.Blocks {
			turned, err := l.Blocks[i].Rename(was, now, turn)
			if err != nil {
				return err
			}
			changed = changed || turned
		}
		if !changed {
			continue
		}
		if err := r.keep(ctx, tx, l.Blocks); err != nil {
			return fmt.Errorf("writing a dashboard: %w", err)
		}
	}
	return nil
}

// Rename has the settings of a block name an attribute by its new key, and reports
// whether they did by its old one.
func (b *Block) Rename(was, now string, turn func(condition string) (string, bool)) (bool, error) {
	var settings any
	if b.Kind == "text" || len(b.Settings) == 0 || json.Unmarshal(b.Settings, &settings) != nil {
		return false, nil
	}
	next, turned := renamed(settings, was, now, turn)
	if !turned {
		return false, nil
	}
	var err error
	b.Settings, err = json.Marshal(next)
	return true, err
}

// keep writes other blocks of a layout.
func (r row) keep(ctx context.Context, tx *db.Tx, blocks []Block) error {
	text, err := json.Marshal(blocks)
	if err != nil {
		return err
	}
	r.Version, r.Blocks = r.Version+1, string(text)
	if err := db.Put(ctx, tx, "dashboard", r); err != nil {
		return err
	}
	data, err := json.Marshal(remembered{r.Place, blocks})
	tx.Record(db.Version{Entity: Entity, Object: r.ID, Version: r.Version, Data: string(data)})
	return err
}

// renamed returns settings that name an attribute by its new key: each text in them
// that is its old one, or what a date falls in, such as end.quarter, or a condition.
func renamed(settings any, was, now string, turn func(string) (string, bool)) (out any, changed bool) {
	switch v := settings.(type) {
	case string:
		key, rest, in := strings.Cut(v, ".")
		switch {
		case key == was && in:
			return now + "." + rest, true
		case key == was:
			return now, true
		}
		return turn(v)
	case []any:
		for i := range v {
			next, turned := renamed(v[i], was, now, turn)
			v[i], changed = next, changed || turned
		}
	case map[string]any:
		for name := range v {
			if name == "title" || name == "text" {
				continue
			}
			next, turned := renamed(v[name], was, now, turn)
			v[name], changed = next, changed || turned
		}
	}
	return settings, changed
}
