package template

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

// Named returns the keys of the attributes of a catalogue that a template names.
func (t *Template) Named(c *field.Catalogue) []string {
	var out []string
	for _, s := range t.Sections {
		for _, l := range s.Lines {
			for _, set := range l.Set {
				if f := c.ByID(set.Field); f != nil {
					out = append(out, f.Key)
				}
			}
		}
	}
	if c.Object == "project" {
		for list, id := range map[string]int64{lifecycle.Type: t.Type, lifecycle.Variant: t.Variant} {
			if id != 0 {
				out = append(out, list)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ReplaceOptions gives the templates that name an option of a list the one that takes
// its place.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, list *field.Field, by func(int64) (int64, bool)) error {
	return rewrite(ctx, tx, who, func(t *Template) bool {
		turned := false
		turn := func(id *int64) {
			if other, ok := by(*id); ok {
				*id, turned = other, true
			}
		}
		switch {
		case list.Object == "project" && list.Key == lifecycle.Type:
			turn(&t.Type)
		case list.Object == "project" && list.Key == lifecycle.Variant:
			turn(&t.Variant)
		}
		t.each(func(s *Setting) {
			if s.Field != list.ID {
				return
			}
			if s.N != nil {
				turn(s.N)
			}
			for i := range s.L {
				turn(&s.L[i])
			}
			slices.Sort(s.L)
			s.L = slices.Compact(s.L)
		})
		return turned
	})
}

// laid is the section of how the summary of a project is laid out.
const laid = dashboard.Entity

// Laid are the settings of the blocks of a template, by what the catalogue knows.
func (t *Template) Laid() []json.RawMessage {
	var out []json.RawMessage
	for _, l := range t.Section(laid) {
		if s, kind := l.Keyed("settings"), l.Keyed("kind"); s != nil && (kind == nil || kind.Text.EN != "text") {
			out = append(out, json.RawMessage(s.Text.EN))
		}
	}
	return out
}

// Rename has the blocks of templates name an attribute by its new key; turn says of a
// condition how it reads then.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, was, now string, turn func(condition string) (string, bool)) error {
	var failed error
	err := rewrite(ctx, tx, who, func(t *Template) bool {
		turned := false
		for _, l := range t.Section(laid) {
			s := l.Keyed("settings")
			if s == nil {
				continue
			}
			b := dashboard.Block{Settings: json.RawMessage(s.Text.EN)}
			if kind := l.Keyed("kind"); kind != nil {
				b.Kind = kind.Text.EN
			}
			some, err := b.Rename(was, now, turn)
			failed = errors.Join(failed, err)
			if some {
				s.Text, turned = label.T(string(b.Settings), string(b.Settings)), true
			}
		}
		return turned
	})
	return errors.Join(err, failed)
}

// PassRole gives the templates another role for one that goes; 0 refuses to let it go
// where a template gives it.
func PassRole(ctx context.Context, tx *db.Tx, who access.Who, role, by int64) error {
	all, err := List(ctx, tx)
	if err != nil {
		return err
	}
	gives := func(t *Template) bool {
		found := false
		t.each(func(s *Setting) { found = found || s.Key == "role" && s.N != nil && *s.N == role })
		return found
	}
	i := slices.IndexFunc(all, func(t Template) bool { return gives(&t) })
	switch {
	case i < 0:
		return nil
	case by == 0 || by == role:
		return fault.Conflict(label.F("The template “%s” gives this role: change it first", "Le modèle «\u202f%s\u202f» donne ce rôle\u202f: modifiez-le d’abord", all[i].Name))
	}
	return rewrite(ctx, tx, who, func(t *Template) bool {
		turned := gives(t)
		t.each(func(s *Setting) {
			if s.Key == "role" && s.N != nil && *s.N == role {
				*s.N = by
			}
		})
		return turned
	})
}

// each hands over every setting.
func (t *Template) each(f func(*Setting)) {
	for i := range t.Sections {
		for j := range t.Sections[i].Lines {
			for k := range t.Sections[i].Lines[j].Set {
				f(&t.Sections[i].Lines[j].Set[k])
			}
		}
	}
}

// rewrite keeps the templates that an edit changes.
func rewrite(ctx context.Context, tx *db.Tx, who access.Who, edit func(*Template) bool) error {
	all, err := List(ctx, tx)
	if err != nil {
		return err
	}
	for i := range all {
		if !edit(&all[i]) {
			continue
		}
		if _, err := change(ctx, tx, who); err != nil {
			return err
		}
		if err := all[i].put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// GiveBack gives the templates that a change rewrote what they said before, unless
// somebody changed one since.
func GiveBack(ctx context.Context, tx *db.Tx, who access.Who, number int64) error {
	ids, lines, err := db.LinesOf(ctx, tx, Entity, number)
	if err != nil || len(ids) == 0 {
		return err
	}
	if _, err := change(ctx, tx, who); err != nil {
		return err
	}
	all, err := List(ctx, tx)
	if err != nil {
		return err
	}
	for _, t := range all {
		before, after := db.Step(lines[t.ID], number)
		if before == nil || after == nil || before.Data.Null || after.Version != t.Version {
			continue
		}
		was, err := recall(t.ID, t.Version, before.Data.S)
		if err != nil {
			return fmt.Errorf("giving a template back: %w", err)
		}
		if err := was.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
