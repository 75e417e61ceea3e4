package config

import (
	"bytes"
	"encoding/json"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// oneLine is how many characters an object of plain words may have to stand on one line.
const oneLine = 100

// EncodeYAML writes a document as Encode does, in YAML.
func (doc Document) EncodeYAML() ([]byte, error) {
	text, err := doc.Encode()
	if err != nil {
		return nil, err
	}
	t, err := read(text)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(t.yaml()); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

func (t *tree) yaml() *yaml.Node {
	switch t.kind {
	case '[':
		n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for _, item := range t.list {
			n.Content = append(n.Content, item.yaml())
		}
		return onOneLine(n)
	case '{':
		n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for _, name := range t.keys {
			n.Content = append(n.Content, (&tree{value: name}).word(), t.of[name].yaml())
		}
		return onOneLine(n)
	}
	return t.word()
}

// word writes a scalar so that it is read as what it is.
func (t *tree) word() *yaml.Node {
	var n yaml.Node
	switch v := t.value.(type) {
	case json.Number:
		n = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: v.String()}
		if _, err := v.Int64(); err != nil {
			n.Tag = "!!float"
		}
	case string:
		n.SetString(v)
	case bool:
		n = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v)}
	default:
		n = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
	}
	return &n
}

// onOneLine sets what has only a few plain words on one line.
func onOneLine(n *yaml.Node) *yaml.Node {
	length := 0
	for _, c := range n.Content {
		if c.Kind != yaml.ScalarNode || c.Style&yaml.LiteralStyle != 0 {
			length = oneLine
		}
		length += len(c.Value) + 2
	}
	if length < oneLine {
		n.Style = yaml.FlowStyle
	}
	return n
}
