package config

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v3"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Edit is what a change makes of one thing of the configuration.
type Edit struct {
	Section string
	Key     string // its address, after the change
	Name    label.Text
	former  string // its address before; that of now for what is new
	was     Item   // nil for what is new
	now     Item
}

// Watch returns what a change does to the configuration. It is for a transaction that
// is not kept: what was changed goes into a draft instead. What a document cannot say is
// refused: that something goes, and what is no part of the configuration.
func (d Desk) Watch(ctx context.Context, tx *db.Tx, who access.Who, change func() error) ([]Edit, error) {
	before, err := d.entries(ctx, tx, who)
	if err != nil {
		return nil, err
	}
	if err := change(); err != nil {
		return nil, err
	}
	after, err := d.entries(ctx, tx, who)
	if err != nil {
		return nil, err
	}
	var out []Edit
	for _, p := range parts() {
		edits, err := p.edits(before[p.name], after[p.name])
		if err != nil {
			return nil, err
		}
		out = append(out, edits...)
	}
	if len(out) == 0 {
		return nil, fault.Conflict(label.T("Nothing of this goes into a draft: it changes no configuration. Leave the draft to do it", "Rien de ceci n’entre dans un brouillon\u202f: la configuration ne change pas. Sortez du brouillon pour le faire"))
	}
	return out, nil
}

// entries are what there is, by section.
func (d Desk) entries(ctx context.Context, q db.Querier, who access.Who) (map[string][]entry, error) {
	st, err := d.state(ctx, q, who, 0)
	if err != nil {
		return nil, err
	}
	out := map[string][]entry{}
	for _, p := range parts() {
		if !p.may(who) {
			continue
		}
		if out[p.name], err = p.read(ctx, q, st); err != nil {
			return nil, fmt.Errorf("reading the section %s of the configuration: %w", p.name, err)
		}
	}
	return out, nil
}

// edits compares a section before and after a change.
func (p part) edits(before, after []entry) ([]Edit, error) {
	same := func(a, b entry) bool {
		return a.id == b.id && (a.id > 1 || p.address(a.body) == p.address(b.body))
	}
	for _, was := range before {
		if !slices.ContainsFunc(after, func(e entry) bool { return same(was, e) }) {
			return nil, fault.Conflict(label.F("A draft says what is to be, and not that “%s” goes: leave the draft to delete it, or put it out of use", "Un brouillon dit ce qui doit être, et non que «\u202f%s\u202f» disparaît\u202f: sortez du brouillon pour le supprimer, ou mettez-le hors d’usage", p.called(was.body)))
		}
	}
	var out []Edit
	for _, e := range after {
		now, err := itemOf(e.body)
		if err != nil {
			return nil, err
		}
		edit := Edit{Section: p.name, Key: p.address(e.body), Name: p.called(e.body), now: now}
		edit.former = edit.Key
		if i := slices.IndexFunc(before, func(was entry) bool { return same(was, e) }); i >= 0 {
			if edit.was, err = itemOf(before[i].body); err != nil {
				return nil, err
			}
			edit.former = p.address(before[i].body)
			if reflect.DeepEqual(edit.was, now) {
				continue
			}
		}
		out = append(out, edit)
	}
	return out, nil
}

// Put writes edits into a document, over what that says already, and returns it as YAML.
// What people wrote beside, and their comments, stay.
func Put(text []byte, edits []Edit) ([]byte, error) {
	for _, e := range edits {
		doc, err := Decode(text)
		if err != nil {
			return nil, err
		}
		if len(doc.wrong) > 0 {
			return nil, fault.Invalid("document", label.F("Put the document of the draft right first: %s", "Corrigez d’abord le document du brouillon\u202f: %s", doc.wrong[0].Text))
		}
		if text, err = e.put(text, doc); err != nil {
			return nil, err
		}
	}
	return text, nil
}

func (e Edit) put(text []byte, doc Document) ([]byte, error) {
	p := parts()[slices.IndexFunc(parts(), func(p part) bool { return p.name == e.Section })]
	at := slices.IndexFunc(doc.Sections[e.Section], func(given Item) bool {
		body, err := p.decode(given)
		return err == nil && (p.address(body) == e.former || p.address(body) == e.Key)
	})
	said := Item{}
	if at >= 0 {
		said = doc.Sections[e.Section][at]
	}
	whole, written, err := p.written(e, said)
	if err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	items := member(member(root.Content[0], "sections", yaml.MappingNode), e.Section, yaml.SequenceNode)
	if at < 0 {
		items.Content = append(items.Content, &yaml.Node{Kind: yaml.MappingNode})
		at = len(items.Content) - 1
	}
	item := items.Content[at]
	for _, name := range whole.keys {
		if !written[name] {
			continue
		}
		value := whole.of[name].yaml()
		if i := slices.IndexFunc(item.Content, func(n *yaml.Node) bool { return n.Value == name }); i >= 0 && i%2 == 0 {
			item.Content[i+1] = value
		} else {
			item.Style = 0
			item.Content = append(item.Content, (&tree{value: name}).word(), value)
		}
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(&root); err != nil {
		return nil, err
	}
	return b.Bytes(), enc.Close()
}

// written is an item as it is to be, and which of its properties a document then says:
// those that change or, of a new one, that are not empty, and those by which it is found.
func (p part) written(e Edit, said Item) (*tree, map[string]bool, error) {
	whole, written := Item{}, map[string]bool{}
	empty, err := itemOf(p.shape())
	if err != nil {
		return nil, nil, err
	}
	for name, now := range e.now {
		was, before := e.was[name]
		theirs, saidSo := said[name]
		switch {
		case e.was == nil:
			whole[name], written[name] = now, !reflect.DeepEqual(now, empty[name])
		case before && reflect.DeepEqual(was, now):
			whole[name] = now
		case saidSo:
			whole[name], written[name] = merged(name, was, now, theirs), true
		default:
			whole[name], written[name] = now, true
		}
	}
	if required, ok := schemaOf(p.shape())["required"].([]string); ok {
		for _, name := range required {
			written[name] = true
		}
	}
	for _, name := range []string{"object", "of"} { // parts of the key that need not be said
		if _, ok := e.now[name]; ok {
			written[name] = true
		}
	}
	body, err := p.decode(whole)
	if err != nil {
		return nil, nil, err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, nil, err
	}
	t, err := read(text)
	return t, written, err
}

// partial are the lists of which a document may name a few: what it leaves out stays.
var partial = map[string]bool{"choices": true, "nodes": true}

// merged is a value that a change made of what was, over what a draft says of it.
func merged(property string, was, now, said any) any {
	if reflect.DeepEqual(was, said) || reflect.DeepEqual(now, said) {
		return now
	}
	if reflect.DeepEqual(was, now) {
		return said
	}
	before, a := was.(map[string]any)
	after, b := now.(map[string]any)
	theirs, c := said.(map[string]any)
	if a && b && c {
		out := maps.Clone(after)
		for name, value := range theirs {
			out[name] = merged(name, before[name], after[name], value)
		}
		return out
	}
	one, a := was.([]any)
	two, b := now.([]any)
	three, c := said.([]any)
	if a && b && c && named(one, two, three) {
		return mergedLists(property, one, two, three)
	}
	return now
}

// mergedLists merges lists whose items can be told apart: in the order of the change,
// then what only the draft has.
func mergedLists(property string, was, now, said []any) []any {
	find := func(in []any, id string) (any, bool) {
		i := slices.IndexFunc(in, func(v any) bool { return identity(v) == id })
		if i < 0 {
			return nil, false
		}
		return in[i], true
	}
	out := []any{}
	for _, v := range now {
		before, _ := find(was, identity(v))
		theirs, saidSo := find(said, identity(v))
		switch {
		case saidSo:
			out = append(out, merged(property, before, v, theirs))
		case before == nil || partial[property] || !reflect.DeepEqual(before, v):
			out = append(out, v)
		}
	}
	for _, v := range said {
		_, there := find(now, identity(v))
		if _, before := find(was, identity(v)); !there && !before {
			out = append(out, v)
		}
	}
	return out
}
