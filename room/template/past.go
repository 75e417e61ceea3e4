package template

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// remembered is what the history keeps of a template.
type remembered struct {
	Name        label.Text `json:"name"`
	Description label.Text `json:"description,omitzero"`
	Type        int64      `json:"type,omitempty"`
	Variant     int64      `json:"variant,omitempty"`
	Owner       int64      `json:"owner,omitempty"`
	Proposed    bool       `json:"proposed,omitempty"`
	Retired     bool       `json:"retired,omitempty"`
	Sections    []Section  `json:"sections"`
}

func recall(id, version int64, data string) (Template, error) {
	var m remembered
	if err := json.Unmarshal([]byte(data), &m); err != nil {
		return Template{}, fmt.Errorf("reading a template of the past: %w", err)
	}
	return Template{id, version, m.Name, m.Description, m.Type, m.Variant, m.Owner, m.Proposed, m.Retired, m.Sections}, nil
}

// KnownAt returns the templates as they were when a change was the last, by name.
func KnownAt(ctx context.Context, q db.Querier, change int64) ([]Template, error) {
	var out []Template
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) error {
		t, err := recall(s.Object, s.Version, s.Data)
		out = append(out, t)
		return err
	})
	slices.SortStableFunc(out, func(a, b Template) int {
		return strings.Compare(label.Fold(a.Name.In(label.EN)), label.Fold(b.Name.In(label.EN)))
	})
	return out, err
}

type version struct {
	Version int64   `db:"version"`
	Data    db.Text `db:"data"`
	db.Change
}

func versions(ctx context.Context, q db.Querier, id int64) ([]version, error) {
	return db.Select[version](ctx, q, "SELECT h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 ORDER BY h.version", Entity, id)
}

// At returns a template as one of its versions had it.
func At(ctx context.Context, q db.Querier, id, number int64) (Template, error) {
	all, err := versions(ctx, q, id)
	if err != nil {
		return Template{}, err
	}
	for _, v := range all {
		if v.Version == number && !v.Data.Null {
			return recall(id, number, v.Data.S)
		}
	}
	return Template{}, fault.NotFound()
}

// Past is one version of a template.
type Past struct {
	Template
	Parts  []string // what changed since the version before: name, for, offered, or kinds of sections; none for the first
	Change db.Change
}

// History returns the versions of a template, the latest first, to those who may
// change it.
func History(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Past, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return nil, err
	}
	all, err := versions(ctx, q, id)
	if err != nil {
		return nil, err
	}
	var out []Past
	for _, v := range all {
		if v.Data.Null {
			continue
		}
		t, err := recall(id, v.Version, v.Data.S)
		if err != nil {
			return nil, err
		}
		p := Past{Template: t, Parts: []string{}, Change: v.Change}
		if n := len(out); n > 0 {
			p.Parts = t.since(&out[n-1].Template)
		}
		out = append(out, p)
	}
	slices.Reverse(out)
	return out, nil
}

// since returns what differs from an earlier version.
func (t *Template) since(o *Template) []string {
	out := []string{}
	for _, part := range []struct {
		name string
		same bool
	}{
		{"name", reflect.DeepEqual(t.Name, o.Name) && reflect.DeepEqual(t.Description, o.Description)},
		{"for", t.Type == o.Type && t.Variant == o.Variant && t.Owner == o.Owner},
		{"offered", t.Proposed == o.Proposed && t.Retired == o.Retired},
	} {
		if !part.same {
			out = append(out, part.name)
		}
	}
	kinds := []string{}
	for _, s := range slices.Concat(t.Sections, o.Sections) {
		if !slices.Contains(kinds, s.Kind) {
			kinds = append(kinds, s.Kind)
		}
	}
	for _, kind := range kinds {
		if !SameLines(t.Section(kind), o.Section(kind)) {
			out = append(out, kind)
		}
	}
	return out
}

// SameLines reports whether two lists of lines say the same.
func SameLines(a, b []Line) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	return reflect.DeepEqual(a, b)
}

// Same reports whether two settings say the same; nil says nothing.
func Same(a, b *Setting) bool {
	if a == nil || b == nil {
		return a == b
	}
	return reflect.DeepEqual(*a, *b)
}

// Revert keeps what an earlier version of a template said, as one more version.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, id, version, to int64) (Template, error) {
	return Update(ctx, tx, who, id, version, func(t *Template) error {
		was, err := At(ctx, tx, id, to)
		if fault.KindOf(err) == fault.Missing {
			return fault.Invalid("to", label.T("The template has no such version", "Le modèle n’a pas cette version"))
		}
		if err == nil {
			was.Version, was.Proposed, was.Retired = t.Version, t.Proposed, t.Retired
			*t = was
		}
		return err
	})
}
