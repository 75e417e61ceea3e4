package deck

import (
	"encoding/xml"
	"fmt"
	"path"
	"strings"
)

const (
	typesPart = "[Content_Types].xml"
	rootRels  = "_rels/.rels"
	head      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// relation is how a part refers to another.
type relation struct {
	id, kind, target string // kind is the last word of its type; target the part, or an address
	full             string // the type in full
	external         bool
}

type relsXML struct {
	Items []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
		Mode   string `xml:"TargetMode,attr"`
	} `xml:"Relationship"`
}

// relsOf returns the name of the part that holds the relations of a part.
func relsOf(name string) string { return path.Dir(name) + "/_rels/" + path.Base(name) + ".rels" }

// relations reads those of a part as it is now; none when it has none.
func (p *pack) relations(name string) ([]relation, error) {
	return p.relationsIn(relsOf(name), path.Dir(name))
}

func (p *pack) relationsIn(file, folder string) ([]relation, error) {
	if !p.has(file) {
		return nil, nil
	}
	b, err := p.read(file)
	if err != nil {
		return nil, err
	}
	var x relsXML
	if err := xml.Unmarshal(b, &x); err != nil {
		return nil, unreadable(fmt.Errorf("%.100s: %w", file, err))
	}
	out := make([]relation, 0, len(x.Items))
	for _, i := range x.Items {
		r := relation{id: i.ID, full: i.Type, kind: i.Type[strings.LastIndexByte(i.Type, '/')+1:], target: i.Target, external: i.Mode == "External"}
		if !r.external {
			r.target = resolve(folder, i.Target)
		}
		out = append(out, r)
	}
	return out, nil
}

// resolve returns the part that a target names, seen from a folder.
func resolve(folder, target string) string {
	target, _, _ = strings.Cut(target, "#")
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+folder+"/"+target), "/")
}

// writeRelations writes the relations of a new part.
func (p *pack) writeRelations(name string, all []relation) error {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range all {
		b.WriteString(r.xml())
	}
	b.WriteString("</Relationships>")
	return p.put(relsOf(name), []byte(b.String()))
}

func (r relation) xml() string {
	target, mode := "/"+r.target, ""
	if r.external {
		target, mode = r.target, ` TargetMode="External"`
	}
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"%s/>`, escape(r.id), escape(r.full), escape(target), mode)
}

// target returns what a relation of a list refers to.
func target(all []relation, id string) (relation, bool) {
	for _, r := range all {
		if r.id == id {
			return r, true
		}
	}
	return relation{}, false
}

// main returns the part of the presentation itself.
func (p *pack) main() (string, error) {
	all, err := p.relationsIn(rootRels, "")
	if err != nil {
		return "", err
	}
	for _, r := range all {
		if r.kind == "officeDocument" && !r.external && p.has(r.target) {
			return r.target, nil
		}
	}
	return "", unreadable(fmt.Errorf("no presentation in it"))
}

// contents are the media types of the parts.
type contents struct {
	ends  map[string]string // by ending, lower case
	parts map[string]string // by name with its slash, lower case
}

type typesXML struct {
	Defaults []struct {
		End  string `xml:"Extension,attr"`
		Type string `xml:"ContentType,attr"`
	} `xml:"Default"`
	Overrides []struct {
		Part string `xml:"PartName,attr"`
		Type string `xml:"ContentType,attr"`
	} `xml:"Override"`
}

func (p *pack) contents() (contents, error) {
	out := contents{map[string]string{}, map[string]string{}}
	b, err := p.read(typesPart)
	if err != nil {
		return out, err
	}
	var x typesXML
	if err := xml.Unmarshal(b, &x); err != nil {
		return out, unreadable(fmt.Errorf("content types: %w", err))
	}
	for _, d := range x.Defaults {
		out.ends[strings.ToLower(d.End)] = d.Type
	}
	for _, o := range x.Overrides {
		out.parts[strings.ToLower(o.Part)] = o.Type
	}
	return out, nil
}

// of returns the media type of a part, "" when none is stated.
func (c contents) of(name string) string {
	if t, ok := c.parts["/"+strings.ToLower(name)]; ok {
		return t
	}
	return c.ends[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
}
