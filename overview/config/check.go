package config

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/label"
)

// mostWrong is how many faults of a file are named.
const mostWrong = 100

// checker holds items of a file against the schema, and takes down what does not fit.
type checker struct {
	section, key string // of the item
	wrong        []Problem
}

// sections checks the items of all sections.
func (c *checker) sections(t *tree) {
	for _, p := range parts() {
		items, there := t.of[p.name]
		if !there {
			continue
		}
		c.section, c.key = p.name, ""
		if items.kind != '[' {
			c.say(items, "", label.F("this is to be %s", "on attend ici %s", expected["array"]))
			continue
		}
		schema := schemaOf(p.shape())
		for i, item := range items.list {
			c.key = called(item, i)
			c.fits(item, schema, "")
		}
	}
}

// called is what an item goes by: its key, or its place from 1.
func called(item *tree, place int) string {
	for _, name := range []string{"key", "type", "attribute"} {
		if item.of[name] != nil {
			if s, ok := item.of[name].value.(string); ok && s != "" {
				return s
			}
		}
	}
	return fmt.Sprint(place + 1)
}

// fits checks a value; path is how it is reached from its item: sections[2].title.
func (c *checker) fits(t *tree, schema map[string]any, path string) {
	if len(c.wrong) >= mostWrong {
		return
	}
	if always, ok := schema["const"]; ok && fmt.Sprint(t.value) != fmt.Sprint(always) {
		c.say(t, path, label.F("this must be %v", "ce doit être %v", always))
		return
	}
	kind, _ := schema["type"].(string)
	if kind == "string" && t.text != "" && t.kind == 0 {
		t.value = t.text // 2026 is a word where a word is asked for
	}
	if kind != "" && !t.is(kind) {
		c.say(t, path, label.F("this is to be %s", "on attend ici %s", expected[kind]))
		return
	}
	if enum, ok := schema["enum"].([]string); ok && !slices.Contains(enum, fmt.Sprint(t.value)) {
		c.say(t, path, label.F("“%v” is none of %s", "«\u202f%v\u202f» ne fait pas partie de %s", t.value, listed(enum)))
	}
	switch t.kind {
	case '[':
		items, _ := schema["items"].(map[string]any)
		for i, item := range t.list {
			c.fits(item, items, fmt.Sprintf("%s[%d]", path, i))
		}
	case '{':
		c.object(t, schema, path)
	}
}

func (c *checker) object(t *tree, schema map[string]any, path string) {
	required, _ := schema["required"].([]string)
	for _, name := range required {
		if t.of[name] == nil {
			c.say(t, path, label.F("“%s” is missing", "il manque «\u202f%s\u202f»", name))
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	for _, name := range t.keys {
		below, known := properties[name].(map[string]any)
		if !known {
			switch rest := schema["additionalProperties"].(type) {
			case map[string]any:
				below = rest
			case bool:
				c.say(t.of[name], strings.TrimPrefix(path+"."+name, "."), label.F("there is no property “%s”; there are %s", "il n’y a pas de propriété «\u202f%s\u202f»\u202f; il y a %s", name, listed(names(properties))))
				continue
			}
		}
		c.fits(t.of[name], below, strings.TrimPrefix(path+"."+name, "."))
	}
}

func names(properties map[string]any) []string {
	var out []string
	for name := range properties {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func listed(all []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" }), ", ")
}

var expected = map[string]label.Text{
	"string": label.T("a text", "un texte"), "boolean": label.T("true or false", "true ou false"), "integer": label.T("a whole number", "un nombre entier"),
	"array": label.T("a list", "une liste"), "object": label.T("an object with properties", "un objet avec des propriétés"), "number": label.T("a number", "un nombre"),
}

func (t *tree) is(kind string) bool {
	switch kind {
	case "array":
		return t.kind == '[' || t.kind == 0 && t.value == nil
	case "object":
		return t.kind == '{'
	case "string":
		_, ok := t.value.(string)
		return ok && t.kind == 0
	case "boolean":
		_, ok := t.value.(bool)
		return ok
	case "integer":
		n, ok := t.value.(json.Number)
		_, err := n.Int64()
		return ok && err == nil
	case "number":
		_, ok := t.value.(json.Number)
		return ok
	}
	return true
}

// say takes down a fault, and the line on which it stands.
func (c *checker) say(t *tree, path string, text label.Text) {
	c.wrong = append(c.wrong, Problem{c.section, c.key, path, label.F("line %d: %s", "ligne %d\u202f: %s", t.line, text)})
}
