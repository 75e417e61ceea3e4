package deck

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// The namespaces of what is looked for.
const (
	drawing      = "http://schemas.openxmlformats.org/drawingml/2006/main"
	presentation = "http://schemas.openxmlformats.org/presentationml/2006/main"
	charts       = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	references   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	strict       = "http://purl.oclc.org/ooxml/"
)

// maxDepth bounds elements inside one another.
const maxDepth = 200

// node is an element of a part, by its place in the bytes: it stands in
// [from, to), its inside in [in, out). For an element without an inside, in and
// out are to.
type node struct {
	space, name       string
	attrs             []xml.Attr
	from, in, out, to int
	kids              []*node
}

// parse reads a part. It refuses what declares entities.
func parse(b []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	root := &node{to: len(b), out: len(b)}
	p := &parser{stack: []*node{root}, spaces: []map[string]string{{"xml": "xml"}}}
	for {
		from := int(d.InputOffset())
		t, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := p.take(t, from, int(d.InputOffset())); err != nil {
			return nil, err
		}
	}
	if len(p.stack) != 1 || len(root.kids) != 1 {
		return nil, errors.New("the part does not end, or has not one root")
	}
	return root, nil
}

type parser struct {
	stack  []*node
	names  []xml.Name
	spaces []map[string]string
}

func (p *parser) take(t xml.Token, from, to int) error {
	switch t := t.(type) {
	case xml.Directive:
		return errors.New("the part declares a document type")
	case xml.StartElement:
		if len(p.stack) > maxDepth {
			return errors.New("too many elements inside one another")
		}
		p.open(t, from, to)
	case xml.EndElement:
		if len(p.names) == 0 || p.names[len(p.names)-1] != t.Name {
			return fmt.Errorf("</%s:%s> ends what did not begin", t.Name.Space, t.Name.Local)
		}
		n := p.stack[len(p.stack)-1]
		n.out, n.to = from, to
		p.stack, p.names, p.spaces = p.stack[:len(p.stack)-1], p.names[:len(p.names)-1], p.spaces[:len(p.spaces)-1]
	}
	return nil
}

func (p *parser) open(t xml.StartElement, from, to int) {
	spaces := p.spaces[len(p.spaces)-1]
	fresh := false
	for _, a := range t.Attr {
		if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
			continue
		}
		if !fresh {
			fresh = true
			was := spaces
			spaces = make(map[string]string, len(was)+1)
			for k, v := range was {
				spaces[k] = v
			}
		}
		if a.Name.Space == "xmlns" {
			spaces[a.Name.Local] = transitional(a.Value)
		} else {
			spaces[""] = transitional(a.Value)
		}
	}
	n := &node{space: spaces[t.Name.Space], name: t.Name.Local, attrs: t.Copy().Attr, from: from, in: to, out: to, to: to}
	for i, a := range n.attrs {
		if a.Name.Space != "" {
			n.attrs[i].Name.Space = cmp.Or(spaces[a.Name.Space], a.Name.Space)
		}
	}
	up := p.stack[len(p.stack)-1]
	up.kids = append(up.kids, n)
	p.stack, p.names, p.spaces = append(p.stack, n), append(p.names, t.Name), append(p.spaces, spaces)
}

// transitional names the namespaces of strict files as the others do.
func transitional(space string) string {
	rest, ok := strings.CutPrefix(space, strict)
	if !ok {
		return space
	}
	switch rest {
	case "drawingml/main":
		return drawing
	case "presentationml/main":
		return presentation
	case "drawingml/chart":
		return charts
	case "officeDocument/relationships":
		return references
	}
	return space
}

func (n *node) is(space, name string) bool { return n.name == name && n.space == space }

// attr returns an attribute without a namespace.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// ref returns an attribute of the namespace of relationships.
func (n *node) ref(name string) string {
	for _, a := range n.attrs {
		if a.Name.Space == references && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// kid returns the first child of a name.
func (n *node) kid(space, name string) *node {
	i := slices.IndexFunc(n.kids, func(k *node) bool { return k.is(space, name) })
	if i < 0 {
		return nil
	}
	return n.kids[i]
}

// down returns the first below along a path of names in one namespace.
func (n *node) down(space string, names ...string) *node {
	for _, name := range names {
		if n = n.kid(space, name); n == nil {
			return nil
		}
	}
	return n
}

// all returns the elements of a name below, in order; it does not look into those.
func (n *node) all(space, name string) []*node {
	var out []*node
	n.each(func(k *node) bool {
		if k.is(space, name) {
			out = append(out, k)
			return false
		}
		return true
	})
	return out
}

// each walks the elements below, in order; into says whether to go further down.
func (n *node) each(into func(*node) bool) {
	for _, k := range n.kids {
		if into(k) {
			k.each(into)
		}
	}
}

func (n *node) bytes(b []byte) []byte { return b[n.from:n.to] }

// text returns the characters in an element that has no others inside.
func (n *node) text(b []byte) string {
	d := xml.NewDecoder(bytes.NewReader(b[n.in:n.out]))
	var out []byte
	for {
		t, err := d.RawToken()
		if err != nil {
			return string(out)
		}
		if c, ok := t.(xml.CharData); ok {
			out = append(out, c...)
		}
	}
}

// prefix returns the prefix that an element is written with, colon included.
func (n *node) prefix(b []byte) string {
	tag := b[n.from+1 : n.in]
	end := bytes.IndexAny(tag, " \t\r\n/>")
	name := string(tag[:max(end, 0)])
	if i := strings.IndexByte(name, ':'); i >= 0 {
		return name[:i+1]
	}
	return ""
}

// edit replaces [from, to) of a part.
type edit struct {
	from, to int
	with     []byte
}

// apply returns b[from:to] with the edits inside it made. None may lie across
// another; an edit inside a larger one is left out.
func apply(b []byte, from, to int, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, c edit) int { return cmp.Or(a.from-c.from, c.to-a.to) })
	var out bytes.Buffer
	at := from
	for _, e := range edits {
		if e.from < at || e.to > to {
			continue
		}
		out.Write(b[at:e.from])
		out.Write(e.with)
		at = e.to
	}
	out.Write(b[at:to])
	return out.Bytes()
}

// setAttr returns a start tag with an attribute changed, or as it is when it has none.
func setAttr(tag []byte, name, value string) []byte {
	re := regexp.MustCompile(`(\s` + regexp.QuoteMeta(name) + `\s*=\s*)("[^"]*"|'[^']*')`)
	at := re.FindSubmatchIndex(tag)
	if at == nil {
		return tag
	}
	return slices.Concat(tag[:at[4]], []byte(`"`+escape(value)+`"`), tag[at[5]:])
}
