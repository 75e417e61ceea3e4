// Package config is the configuration of an instance as one document: it is read,
// compared in words, applied as a whole, and brought back as it was. Everything in
// it is named by its key, never by an id, so that a document is worth as much on
// another instance.
package config

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/overview/vocabulary"
	"vigie/room/access"
	"vigie/room/draft"
	"vigie/room/field"
)

// Format is the version of the form of documents.
const Format = 1

// Largest is how many bytes a document may have.
const Largest = draft.Largest

// Schema is where the form of documents is described.
const Schema = "/api/v1/config/schema"

// Item is one thing of a section, as JSON has it.
type Item = map[string]any

// Document is a configuration, or a part of one. A section that is not there says
// nothing, and neither does a property that an item leaves out.
type Document struct {
	Schema string `json:"$schema,omitempty"`
	Format int    `json:"format"`
	Name   both   `json:"name,omitzero"`  // of a document that is made to be passed on
	About  both   `json:"about,omitzero"` // what it is for
	// Bring says, by type and by stage that its lifecycle no longer has, into which of
	// its stages the projects go; those of a stage that is not named stay where they are.
	Bring    map[string]map[string]string `json:"bring,omitempty"`
	Sections map[string][]Item            `json:"sections"`

	wrong []Problem // what does not fit the schema
}

// part is a section: a room that has something to configure. Its place in parts is
// its place in documents.
type part struct {
	name  string
	title label.Text
	may   func(access.Who) bool
	// read returns what there is, in the order of documents; as it was when a change
	// was the last where the state says so.
	read func(context.Context, db.Querier, *state) ([]entry, error)
	// shape returns an empty item, for what a document says to be read into.
	shape func() any
	// address is the key of an item among those of the section.
	address func(any) string
	called  func(any) label.Text
	write   func(context.Context, *db.Tx, *state, []*Step) error
	// finish does what must wait until all sections are written; nil for nothing.
	finish func(context.Context, *db.Tx, *state, []*Step) error
	// impact says whom a step touches, as things are now; nil for nobody.
	impact func(context.Context, db.Querier, *state, *Step) error
}

// parts are the sections, each after those whose keys it names.
func parts() []part {
	return []part{settings, hierarchies, roles, constants, attributeGroups, attributes, lifecycles, forms, conventions, calendars, templates, guides, trustScore, views, dashboards, vocabularyTerms, vocabularyTexts, mappings, slideMasters}
}

// entry is a thing that there is: what the document says of it, and where it is kept.
type entry struct {
	id   int64 // 0 where the address alone tells it from the others
	body any   // as shape makes it
}

// state is what sections are read and written with.
type state struct {
	desk       Desk
	who        access.Who
	live       *snapshot.Snapshot
	names      field.Directory
	change     int64 // 0 for now
	catalogues map[string]*field.Catalogue
	roleKeys   map[int64]string
	roleIDs    map[string]int64
	bring      map[string]map[string]string
	outside    []Outside
	was        map[string]map[string]int64 // the ids that the items of the past had, by section and address
	problems   []Problem
	kept       []Problem
}

// Desk is where configurations are read and written.
type Desk struct {
	DB        *db.DB
	Portfolio *snapshot.Keeper
	Words     *vocabulary.Keeper // says which texts there are; no text is looked at when nil
}

// May reports whether the person may read and change the configuration.
func May(who access.Who) bool { return field.MayDefine(who) }

// state prepares reading as of a change, 0 for now.
func (d Desk) state(ctx context.Context, q db.Querier, who access.Who, change int64) (*state, error) {
	if err := access.Must(May(who)); err != nil {
		return nil, err
	}
	live, err := d.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	st := &state{desk: d, who: who, live: live, names: live.Names(who), change: change, was: map[string]map[string]int64{}}
	return st, st.load(ctx, q)
}

// load reads what items are named by.
func (st *state) load(ctx context.Context, q db.Querier) (err error) {
	st.catalogues = map[string]*field.Catalogue{}
	for _, object := range field.Objects {
		if st.change != 0 {
			st.catalogues[object], err = field.KnownAt(ctx, q, object, lastDay, st.change)
		} else {
			st.catalogues[object], err = field.Load(ctx, q, object)
		}
		if err != nil {
			return err
		}
	}
	all, err := st.allRoles(ctx, q)
	st.roleKeys, st.roleIDs = map[int64]string{}, map[string]int64{}
	for _, r := range all {
		st.roleKeys[r.ID], st.roleIDs[r.Key] = r.Key, r.ID
	}
	return err
}

func (st *state) project() *field.Catalogue { return st.catalogues["project"] }

// Read returns the configuration as it is, or as it was when a change was the last.
// The roles are left out for those who may not manage them.
func (d Desk) Read(ctx context.Context, q db.Querier, who access.Who, change int64) (Document, error) {
	st, err := d.state(ctx, q, who, change)
	if err != nil {
		return Document{}, err
	}
	doc := Document{Schema: Schema, Format: Format, Sections: map[string][]Item{}}
	for _, p := range parts() {
		if !p.may(who) {
			continue
		}
		found, err := p.read(ctx, q, st)
		if err != nil {
			return doc, fmt.Errorf("reading the section %s of the configuration: %w", p.name, err)
		}
		doc.Sections[p.name] = []Item{}
		for _, e := range found {
			item, err := itemOf(e.body)
			if err != nil {
				return doc, err
			}
			doc.Sections[p.name] = append(doc.Sections[p.name], item)
		}
	}
	return doc, nil
}

// itemOf is a typed item as JSON has it.
func itemOf(body any) (Item, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return decodeItem(text)
}

func decodeItem(text []byte) (Item, error) {
	var item Item
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return item, d.Decode(&item)
}

// Encode writes a document: sections and properties in their order, so that the same
// configuration is the same bytes.
func (doc Document) Encode() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"$schema\": %q,\n  \"format\": %d,\n  \"sections\": {", Schema, Format)
	first := true
	for _, p := range parts() {
		items, there := doc.Sections[p.name]
		if !there {
			continue
		}
		if !first {
			b.WriteString(",")
		}
		first = false
		typed := make([]any, len(items))
		for i, item := range items {
			body, err := p.decode(item)
			if err != nil {
				return nil, err
			}
			typed[i] = body
		}
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false)
		e.SetIndent("    ", "  ")
		if err := e.Encode(typed); err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\n    %q: %s", p.name, bytes.TrimRight(text.Bytes(), "\n"))
	}
	b.WriteString("\n  }\n}\n")
	return b.Bytes(), nil
}

// decode reads an item into the shape of its section; what it leaves out is empty.
func (p part) decode(item Item) (any, error) {
	text, err := json.Marshal(item)
	if err != nil {
		return nil, err
	}
	into := p.shape()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return into, err
	}
	tidy(reflect.ValueOf(into).Elem())
	if s, ok := into.(interface{ sortSets() }); ok {
		s.sortSets()
	}
	return into, nil
}

// tidy makes lists that are left out empty ones, as reading writes them.
func tidy(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				tidy(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			return
		}
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			tidy(v.Index(i))
		}
	}
}

// Hash is what tells one state of the configuration from another.
func (doc Document) Hash() (string, error) {
	b, err := doc.Encode()
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16]), err
}

// Decode reads a document as a file has it, in JSON or in YAML. What does not fit the
// schema is found when it is compared or applied.
func Decode(text []byte) (Document, error) {
	doc := Document{Sections: map[string][]Item{}}
	t, err := read(text)
	if err != nil {
		return doc, err
	}
	for _, name := range t.keys {
		switch name {
		case "$schema", "format", "name", "about", "bring", "sections":
		default:
			return doc, unreadable(t.of[name].line, label.F("there is no property “%s”", "il n’y a pas de propriété «\u202f%s\u202f»", name))
		}
	}
	format, sections := t.of["format"], t.of["sections"]
	if format == nil || sections == nil || sections.kind != '{' {
		return doc, unreadable(max(t.line, 1), label.T("it has a “format” and “sections”", "elle a un «\u202fformat\u202f» et des «\u202fsections\u202f»"))
	}
	var c checker
	for name, into := range map[string]*both{"name": &doc.Name, "about": &doc.About} {
		if given := t.of[name]; given != nil {
			c.fits(given, schemaOf(&both{}), name)
			in := func(l string) string {
				if given.of[l] == nil {
					return ""
				}
				s, _ := given.of[l].value.(string)
				return s
			}
			*into = both{in("en"), in("fr")}
		}
	}
	if bring := t.of["bring"]; bring != nil {
		c.fits(bring, schemaOf(&map[string]map[string]string{}), "bring")
		if text, err := json.Marshal(bring.any()); err != nil || json.Unmarshal(text, &doc.Bring) != nil {
			doc.Bring = nil // and what does not fit was said
		}
	}
	n, _ := format.value.(json.Number)
	f, _ := n.Int64()
	doc.Format = int(f)
	c.sections(sections)
	doc.wrong = c.wrong
	for _, name := range sections.keys {
		doc.Sections[name] = []Item{}
		for _, item := range sections.of[name].list {
			properties, _ := item.any().(map[string]any)
			doc.Sections[name] = append(doc.Sections[name], properties)
		}
	}
	return doc, doc.check()
}

// check refuses a document of another form.
func (doc Document) check() error {
	if doc.Format != Format {
		return fault.Invalid("format", label.F("This program reads documents of format %d, not %d", "Ce programme lit les documents de format %d, et non %d", Format, doc.Format))
	}
	for name := range doc.Sections {
		known := false
		for _, p := range parts() {
			known = known || p.name == name
		}
		if !known {
			return fault.Invalid("sections."+name, label.F("There is no section “%s”", "Il n’y a pas de rubrique «\u202f%s\u202f»", name))
		}
	}
	return nil
}
