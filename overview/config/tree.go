package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// tree is a value of a file, with the lines on which it stands.
type tree struct {
	line  int
	value any    // of a scalar: a string, a json.Number, a bool, or nil
	text  string // of a scalar of YAML, as it was written
	list  []*tree
	keys  []string // of an object, in their order
	of    map[string]*tree
	kind  byte // '[', '{' or 0 for a scalar
}

// deepest is how many levels a file may have.
const deepest = 32

func unreadable(line int, t label.Text) error {
	return fault.Invalid("document", label.F("This is not a configuration: line %d: %s", "Ceci n’est pas une configuration\u202f: ligne %d\u202f: %s", line, t))
}

var (
	tooDeep = label.T("it is nested too deeply", "les niveaux sont trop nombreux")
	twice   = label.T("the property “%s” stands there twice", "la propriété «\u202f%s\u202f» y figure deux fois")
	withNUL = label.T("a text holds the character NUL", "un texte contient le caractère NUL")
	more    = label.T("something follows the document", "quelque chose suit le document")
)

// read reads a file: JSON where it begins with a brace, else YAML.
func read(text []byte) (*tree, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		r := &jsonReader{text: text, line: 1, d: json.NewDecoder(bytes.NewReader(text))}
		r.d.UseNumber()
		t, err := r.value(0)
		if err != nil {
			return nil, err
		}
		if _, err := r.d.Token(); !errors.Is(err, io.EOF) {
			return nil, unreadable(r.at(), more)
		}
		return t, nil
	}
	return readYAML(text)
}

// jsonReader reads JSON, and counts its lines.
type jsonReader struct {
	text []byte
	d    *json.Decoder
	seen int
	line int
}

// at is the line of what was read last.
func (r *jsonReader) at() int {
	to := min(int(r.d.InputOffset()), len(r.text))
	r.line += bytes.Count(r.text[r.seen:to], []byte("\n"))
	r.seen = to
	return r.line
}

func (r *jsonReader) value(depth int) (*tree, error) {
	token, err := r.d.Token()
	line := r.at()
	if err != nil {
		var wrong *json.SyntaxError
		if errors.As(err, &wrong) {
			line = 1 + bytes.Count(r.text[:min(int(wrong.Offset), len(r.text))], []byte("\n"))
		}
		return nil, unreadable(line, label.T(err.Error(), err.Error()))
	}
	if depth > deepest {
		return nil, unreadable(line, tooDeep)
	}
	t := &tree{line: line, value: token}
	switch token {
	case json.Delim('['):
		t.kind = '['
		for r.d.More() {
			item, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			t.list = append(t.list, item)
		}
	case json.Delim('{'):
		t.kind, t.of = '{', map[string]*tree{}
		for r.d.More() {
			key, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			item, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			if err := t.put(key.value, item, key.line); err != nil {
				return nil, err
			}
		}
	default:
		return t, t.sound()
	}
	if _, err := r.d.Token(); err != nil { // the closing one
		return nil, unreadable(r.at(), label.T(err.Error(), err.Error()))
	}
	return t, nil
}

func (t *tree) put(key any, item *tree, line int) error {
	name, _ := key.(string)
	if t.of[name] != nil {
		return unreadable(line, label.F(twice.EN, twice.FR, name))
	}
	t.keys = append(t.keys, name)
	t.of[name] = item
	return nil
}

// sound refuses what no database can keep.
func (t *tree) sound() error {
	if s, ok := t.value.(string); ok && strings.ContainsRune(s, 0) {
		return unreadable(t.line, withNUL)
	}
	return nil
}

// readYAML reads YAML that says everything in full: with anchors and aliases a page
// can stand for more than any memory holds, and a reader sees less than there is.
func readYAML(text []byte) (*tree, error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	var n yaml.Node
	if err := d.Decode(&n); err != nil {
		return nil, fault.Invalid("document", label.F("This is not a configuration: %v", "Ceci n’est pas une configuration\u202f: %v", strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	var after yaml.Node
	if err := d.Decode(&after); !errors.Is(err, io.EOF) {
		return nil, unreadable(max(after.Line, 1), more)
	}
	if n.Kind != yaml.DocumentNode || len(n.Content) != 1 {
		return nil, unreadable(1, label.T("it is empty", "il est vide"))
	}
	return treeOf(n.Content[0], 0)
}

// plain are the tags that YAML gives by itself.
var plain = []string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp", "!!map", "!!seq"}

func treeOf(n *yaml.Node, depth int) (*tree, error) {
	switch {
	case depth > deepest:
		return nil, unreadable(n.Line, tooDeep)
	case n.Anchor != "" || n.Kind == yaml.AliasNode || n.ShortTag() == "!!merge":
		return nil, unreadable(n.Line, label.T("anchors and aliases are not read: write it out in full", "les ancres et les alias ne sont pas lus\u202f: écrivez tout en entier"))
	case !slices.Contains(plain, n.ShortTag()):
		return nil, unreadable(n.Line, label.F("“%s” is not read", "«\u202f%s\u202f» n’est pas lu", n.Tag))
	}
	t := &tree{line: n.Line}
	switch n.Kind {
	case yaml.SequenceNode:
		t.kind = '['
		for _, c := range n.Content {
			item, err := treeOf(c, depth+1)
			if err != nil {
				return nil, err
			}
			t.list = append(t.list, item)
		}
	case yaml.MappingNode:
		t.kind, t.of = '{', map[string]*tree{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Kind != yaml.ScalarNode || key.Anchor != "" || key.ShortTag() == "!!merge" {
				_, err := treeOf(key, depth+1)
				if err == nil {
					err = unreadable(key.Line, label.T("the name of a property is a word", "le nom d’une propriété est un mot"))
				}
				return nil, err
			}
			item, err := treeOf(n.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			if err := t.put(key.Value, item, key.Line); err != nil {
				return nil, err
			}
		}
	default:
		return t, t.scalar(n)
	}
	return t, nil
}

// scalar reads a word of YAML as JSON has it.
func (t *tree) scalar(n *yaml.Node) error {
	t.text, t.value = n.Value, n.Value
	switch n.ShortTag() {
	case "!!null":
		t.value = nil
	case "!!bool":
		var yes bool
		if n.Decode(&yes) == nil {
			t.value = yes
		}
	case "!!int", "!!float":
		if json.Valid([]byte(n.Value)) {
			t.value = json.Number(n.Value)
		}
	}
	return t.sound()
}

// any is the value as JSON has it.
func (t *tree) any() any {
	switch t.kind {
	case '[':
		out := make([]any, len(t.list))
		for i, item := range t.list {
			out[i] = item.any()
		}
		return out
	case '{':
		out := make(map[string]any, len(t.of))
		for name, item := range t.of {
			out[name] = item.any()
		}
		return out
	}
	return t.value
}
