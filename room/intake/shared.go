package intake

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Importable are the kinds of objects that files bring, and so mappings are for.
func Importable() []string {
	var out []string
	for object := range targets {
		out = append(out, object)
	}
	slices.SortFunc(out, func(a, b string) int { return targets[a].place - targets[b].place })
	return out
}

// Named returns the mappings that people gave a name, by object and name, to those who
// define the catalogue: everybody who imports is offered them.
func Named(ctx context.Context, q db.Querier, who access.Who) ([]Mapping, error) {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return nil, err
	}
	var out []Mapping
	err := db.Each(ctx, q, func(r *mappingRow) error {
		p, err := r.mapping()
		out = append(out, p)
		return err
	}, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE name <> '' ORDER BY id")
	sortMappings(out)
	return out, err
}

func sortMappings(all []Mapping) {
	slices.SortStableFunc(all, func(a, b Mapping) int {
		if a.Object != b.Object {
			return slices.Index(Importable(), a.Object) - slices.Index(Importable(), b.Object)
		}
		return strings.Compare(label.Fold(a.Name), label.Fold(b.Name))
	})
}

// recorded is what the history has of a mapping.
type recorded struct {
	Object int64   `db:"object"`
	Change int64   `db:"change"`
	Data   db.Text `db:"data"`
}

// NamedKnownAt returns the named mappings as they were when a change was the last.
func NamedKnownAt(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Mapping, error) {
	all, err := Named(ctx, q, who)
	if err != nil {
		return nil, err
	}
	now, lines := map[int64]*Mapping{}, map[int64][]recorded{}
	for i := range all {
		now[all[i].ID], lines[all[i].ID] = &all[i], nil
	}
	err = db.Each(ctx, q, func(l *recorded) error { lines[l.Object] = append(lines[l.Object], *l); return nil },
		"SELECT object, change, data FROM history WHERE entity = $1 ORDER BY change, id", MappingEntity)
	if err != nil {
		return nil, err
	}
	var out []Mapping
	for id, of := range lines {
		m, err := mappingAt(of, change, now[id])
		if err != nil {
			return nil, err
		}
		if m != nil {
			m.ID = id
			out = append(out, *m)
		}
	}
	slices.SortFunc(out, func(a, b Mapping) int { return cmp.Compare(a.ID, b.ID) })
	sortMappings(out)
	return out, nil
}

// mappingAt is a mapping as it was, from what the history has of it and what it is now;
// nil where it was not there. One that was kept before the history had mappings whole is
// what the first change took the place of.
func mappingAt(lines []recorded, change int64, now *Mapping) (*Mapping, error) {
	after := slices.IndexFunc(lines, func(l recorded) bool { return l.Change > change })
	if after < 0 {
		after = len(lines)
	}
	if after > 0 {
		m, r, err := lines[after-1].read()
		if err != nil || lines[after-1].Data.Null || len(r.Settings) > 0 {
			return m, err
		}
	}
	if after == len(lines) {
		return now, nil
	}
	m, r, err := lines[after].read()
	if err != nil || r.Before {
		return m, err
	}
	if len(r.Was) == 0 {
		return nil, nil // it was made later
	}
	if m == nil {
		if now == nil {
			return nil, nil
		}
		copied := *now
		m = &copied
	}
	m.Plan = Decided{}
	return m, json.Unmarshal(r.Was, &m.Plan)
}

// read is a mapping as the history has it, nil where it is not whole there.
func (l recorded) read() (*Mapping, remembered, error) {
	var r remembered
	if l.Data.Null {
		return nil, r, nil
	}
	if err := json.Unmarshal([]byte(l.Data.S), &r); err != nil {
		return nil, r, fmt.Errorf("reading a mapping of the past: %w", err)
	}
	if r.Name == "" || len(r.Settings) == 0 {
		return nil, r, nil
	}
	m := &Mapping{Object: r.Object, Name: r.Name, Signature: r.Signature, Created: r.Created}
	return m, r, json.Unmarshal(r.Settings, &m.Plan)
}

// SaveNamed writes a named mapping for everybody who imports: a new one where its id is 0.
// One without a signature is for files with the headers of its columns, in their order.
func SaveNamed(ctx context.Context, tx *db.Tx, who access.Who, m Mapping) (Mapping, error) {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return m, err
	}
	if err := m.check(); err != nil {
		return m, err
	}
	r := mappingRow{ID: m.ID, Object: m.Object, Name: m.Name, Signature: m.Signature, Owner: db.ID(who.ID), Created: tx.Millis()}
	if m.ID == 0 {
		r.ID = tx.NewID()
	} else {
		was, err := db.Get[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE id = $1", m.ID)
		if err != nil {
			return m, err
		}
		r.Version, r.Settings, r.Owner, r.Created = was.Version, was.Settings, was.Owner, was.Created
	}
	if r.Signature == "" {
		names := make([]string, len(m.Plan.Columns))
		for i, c := range m.Plan.Columns {
			names[i] = c.Header
		}
		r.Signature = signatureOf(m.Object, names)
	}
	text, err := json.Marshal(m.Plan)
	if err != nil {
		return m, err
	}
	m.ID, m.Signature = r.ID, r.Signature
	return m, r.turn(ctx, tx, string(text))
}

// DropNamed deletes a named mapping.
func DropNamed(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return err
	}
	r, err := db.Get[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE id = $1", id)
	if err != nil {
		return err
	}
	return r.drop(ctx, tx)
}

// check says what is wrong with a mapping that a document brings.
func (m *Mapping) check() error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if targets[m.Object] == nil {
		say("object", label.F("Files of these are not imported; there are %s", "Aucun fichier n’en est importé\u202f; il y a %s", strings.Join(Importable(), ", ")))
	}
	if m.Name = cleanName(m.Name, longestName+1); m.Name == "" || len([]rune(m.Name)) > longestName {
		say("name", label.T("Give the mapping a name of at most 200 characters", "Donnez à la correspondance un nom d’au plus 200 caractères"))
	}
	if len(m.Plan.Columns) == 0 {
		say("columns", label.T("A mapping says of at least one column where it goes", "Une correspondance dit d’au moins une colonne où elle va"))
	}
	for i, c := range m.Plan.Columns {
		at := fmt.Sprintf("columns[%d].", i)
		switch {
		case c.Header == "":
			say(at+"header", label.T("The header of the column is missing", "Il manque l’en-tête de la colonne"))
		case c.Action == ToAttribute && c.Attribute == "":
			say(at+"attribute", label.F("Say to which attribute the column “%s” goes", "Indiquez vers quel attribut va la colonne «\u202f%s\u202f»", c.Header))
		case c.Action == ToNew && c.New == nil:
			say(at+"new", label.F("Say which attribute the column “%s” adds", "Indiquez quel attribut ajoute la colonne «\u202f%s\u202f»", c.Header))
		case c.Action != ToAttribute && c.Action != ToNew && c.Action != Ignore:
			say(at+"action", label.F("“%s” is none of attribute, new, ignore", "«\u202f%s\u202f» ne fait pas partie de attribute, new, ignore", c.Action))
		}
	}
	return fault.InvalidAll(bad)
}
