// Package shipped renews the configuration that comes with the program. An object
// that is shipped has a stable key, and the database keeps what was last shipped
// of it. By that an upgrade tells, property by property, what nobody touched, and
// follows the program, from what was changed by hand, and stays.
package shipped

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
)

// Parts is what is shipped of one object: the text of each property by its name.
// A property that has its zero value is not there.
type Parts map[string]string

// Record is what was last shipped of one object.
type Record struct {
	Kind   string
	Key    string
	Object int64 // the row that was made of it; 0 when there is none any more
	Parts  Parts
}

type row struct {
	Kind   string `db:"kind"`
	Key    string `db:"key"`
	Object int64  `db:"object"`
	Parts  string `db:"parts"`
}

// Alone keeps other nodes from renewing until the transaction ends.
func Alone(ctx context.Context, tx *db.Tx) error {
	_, err := db.Exec(ctx, tx, "UPDATE counter SET n = n WHERE name = 'rights'")
	return err
}

// Load returns what was last shipped of one kind, by key. It is empty in a new
// database, and in one that an older program wrote.
func Load(ctx context.Context, q db.Querier, kind string) (map[string]Record, error) {
	rows, err := db.Select[row](ctx, q, "SELECT kind, key, object, parts FROM shipped WHERE kind = $1", kind)
	if err != nil {
		return nil, fmt.Errorf("reading what was shipped: %w", err)
	}
	out := make(map[string]Record, len(rows))
	for _, r := range rows {
		var p Parts
		if err := json.Unmarshal([]byte(r.Parts), &p); err != nil {
			return nil, fmt.Errorf("reading what was shipped as %s %s: %w", kind, r.Key, err)
		}
		out[r.Key] = Record{r.Kind, r.Key, r.Object, p}
	}
	return out, nil
}

// Keep writes what is shipped of an object, where it differs from known.
func Keep(ctx context.Context, tx *db.Tx, known map[string]Record, r Record) error {
	was, there := known[r.Key]
	if there && was.Object == r.Object && maps.Equal(was.Parts, r.Parts) {
		return nil
	}
	b, err := json.Marshal(r.Parts)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, `INSERT INTO shipped (kind, key, object, parts) VALUES ($1, $2, $3, $4)
		ON CONFLICT (kind, key) DO UPDATE SET object = excluded.object, parts = excluded.parts`, r.Kind, r.Key, r.Object, string(b))
	if err != nil {
		return fmt.Errorf("keeping what was shipped as %s %s: %w", r.Kind, r.Key, err)
	}
	return nil
}

// First reads into v the first version that the history has of an object: what a
// program shipped that did not keep it apart yet. It reports whether there is one.
func First(ctx context.Context, q db.Querier, entity string, object int64, v any) (bool, error) {
	data, err := db.Get[string](ctx, q, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND version = 1 ORDER BY id LIMIT 1", entity, object)
	if fault.KindOf(err) == fault.Missing || err == nil && data == "" {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := json.Unmarshal([]byte(data), v); err != nil {
		return false, fmt.Errorf("reading the first version of %s %d: %w", entity, object, err)
	}
	return true, nil
}

// Property is one thing that is shipped of a T, and that people may change.
type Property[T any] struct {
	Name string
	text func(*T) string
	take func(into, from *T)
	same func(text string) string // the text as this program writes it
}

// Of is the property that lies at a place of a T.
func Of[T, V any](name string, at func(*T) *V) Property[T] {
	write := func(v *V) string {
		if r := reflect.ValueOf(v).Elem(); r.IsZero() || (r.Kind() == reflect.Slice || r.Kind() == reflect.Map) && r.Len() == 0 {
			return ""
		}
		b, err := json.Marshal(v)
		if err != nil {
			panic(err) // plain values alone are shipped
		}
		return string(b)
	}
	return Property[T]{
		Name: name,
		text: func(t *T) string { return write(at(t)) },
		take: func(into, from *T) { *at(into) = *at(from) },
		same: func(text string) string {
			var v V
			if text == "" || json.Unmarshal([]byte(text), &v) != nil {
				return text
			}
			return write(&v)
		},
	}
}

// Flag is the property of a T that is there or is not.
func Flag[T any](name string, is func(*T) bool, set func(*T, bool)) Property[T] {
	return Property[T]{
		Name: name,
		text: func(t *T) string {
			if is(t) {
				return "true"
			}
			return ""
		},
		take: func(into, from *T) { set(into, is(from)) },
		same: func(text string) string { return text },
	}
}

// PartsOf returns what is shipped of an object.
func PartsOf[T any](properties []Property[T], of *T) Parts {
	out := Parts{}
	for _, p := range properties {
		out.set(p.Name, p.text(of))
	}
	return out
}

func (p Parts) set(name, text string) {
	if text != "" {
		p[name] = text
	}
}

// byHand is kept in the place of what was shipped where somebody had set a property
// to what came to be shipped only then. It is the text of no property.
const byHand = "by hand"

// Renew brings to the shipped state what of an object is as it was shipped last,
// base, and leaves alone what is not. It returns what to keep as shipped now, and
// whether the object changed.
func Renew[T any](properties []Property[T], base Parts, now, ours *T) (next Parts, changed bool) {
	next = Parts{}
	for _, p := range properties {
		was, is, shall := p.same(base[p.Name]), p.text(now), p.text(ours)
		switch {
		case was == is:
			if is != shall {
				p.take(now, ours)
				changed = true
			}
			next.set(p.Name, shall)
		case is == shall:
			next.set(p.Name, byHand)
		default:
			next.set(p.Name, shall)
		}
	}
	return next, changed
}

// RenewOrder puts keys into the shipped order, unless somebody ordered them; base is
// the text that it returned last. What is new goes behind what it follows in the
// shipped order, and what is not shipped stays behind what it followed.
func RenewOrder(base string, now, ours []string) (order []string, next string) {
	next = OrderOf(ours)
	last := strings.Split(base, " ")
	if base != byHand && slices.Equal(common(now, last), common(last, now)) {
		return follow(follow(common(ours, now), now), ours), next
	}
	if slices.Equal(common(now, ours), common(ours, now)) {
		next = byHand
	}
	return follow(now, ours), next
}

// OrderOf is the text of an order.
func OrderOf(keys []string) string { return strings.Join(keys, " ") }

// common returns those of a that are also in b, in the order of a.
func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(k string) bool { return !slices.Contains(b, k) })
}

// follow adds to list what is only in from, each behind what it follows there.
func follow(list, from []string) []string {
	out := slices.Clone(list)
	for i, k := range from {
		if slices.Contains(out, k) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.Index(out, from[i-1]) + 1
		}
		out = slices.Insert(out, at, k)
	}
	return out
}
