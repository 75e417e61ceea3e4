package config

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Thing is one thing that the configuration is made of.
type Thing struct {
	Section string
	Key     string // its address in the section
	Name    label.Text
}

// Items returns what the configuration is made of, section by section.
func (d Desk) Items(ctx context.Context, q db.Querier, who access.Who) ([]Thing, error) {
	st, err := d.state(ctx, q, who, 0)
	if err != nil {
		return nil, err
	}
	var out []Thing
	for _, p := range parts() {
		if !p.may(who) {
			continue
		}
		found, err := p.read(ctx, q, st)
		if err != nil {
			return nil, fmt.Errorf("reading the section %s of the configuration: %w", p.name, err)
		}
		for _, e := range found {
			out = append(out, Thing{p.name, p.address(e.body), p.called(e.body)})
		}
	}
	return out, nil
}

// Take puts a thing as it holds into a document, in the place of what that says of it,
// and returns the document as YAML.
func (d Desk) Take(ctx context.Context, q db.Querier, who access.Who, text []byte, section, key string) ([]byte, error) {
	doc, err := Decode(text)
	if err != nil {
		return nil, err
	}
	if len(doc.wrong) > 0 {
		return nil, fault.Invalid("document", label.F("Put the document right first: %s", "Corrigez d’abord le document\u202f: %s", doc.wrong[0].Text))
	}
	st, err := d.state(ctx, q, who, 0)
	if err != nil {
		return nil, err
	}
	for _, p := range parts() {
		if p.name != section || !p.may(who) {
			continue
		}
		found, err := p.read(ctx, q, st)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(found, func(e entry) bool { return p.address(e.body) == key })
		if i < 0 {
			break
		}
		node, err := nodeOf(found[i].body)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(doc.Sections[section], func(given Item) bool {
			body, err := p.decode(given)
			return err == nil && p.address(body) == key
		})
		return put(text, section, at, node)
	}
	return nil, fault.Invalid("key", label.T("There is no such thing in the configuration", "Il n’y a rien de tel dans la configuration"))
}

// nodeOf is an item as documents write it.
func nodeOf(body any) (*yaml.Node, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	t, err := read(text)
	if err != nil {
		return nil, err
	}
	return t.yaml(), nil
}

// put writes an item into a section of a document, in the place of the one at a
// position or, when that is negative, as the last. What people wrote around it, and
// their comments, stay.
func put(text []byte, section string, at int, item *yaml.Node) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	items := member(member(doc.Content[0], "sections", yaml.MappingNode), section, yaml.SequenceNode)
	if at >= 0 {
		items.Content[at] = item
	} else {
		items.Content = append(items.Content, item)
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(&doc); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

// member is what a mapping has under a name, made where there is none.
func member(of *yaml.Node, name string, kind yaml.Kind) *yaml.Node {
	of.Style = 0
	for i := 0; i+1 < len(of.Content); i += 2 {
		if of.Content[i].Value == name {
			of.Content[i+1].Style = 0
			return of.Content[i+1]
		}
	}
	key, value := &yaml.Node{Kind: yaml.ScalarNode, Value: name}, &yaml.Node{Kind: kind}
	of.Content = append(of.Content, key, value)
	return value
}
