package deck

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// rewriteMain lists the slides that were added, each behind the one it was made
// from, and takes out those that are gone: in the list of slides, in sections
// and in custom shows.
func (f *filler) rewriteMain() error {
	var edits []edit
	root, b, err := f.pack.tree(f.main)
	if err != nil {
		return err
	}
	dropped, more := map[string]bool{}, map[string][]made{}
	for _, s := range f.slide {
		if s.dropped {
			edits = append(edits, edit{s.entry.from, s.entry.to, nil})
			dropped[s.ref], dropped[strconv.FormatInt(s.id, 10)] = true, true
		} else if len(s.clones) > 0 {
			var list bytes.Buffer
			tag := s.entry.bytes(b)
			for _, m := range s.clones {
				list.Write(f.entry(s.entry, tag, m, b))
			}
			edits = append(edits, edit{s.entry.to, s.entry.to, list.Bytes()})
			more[strconv.FormatInt(s.id, 10)] = s.clones
		}
	}
	if len(edits) == 0 {
		return nil
	}
	root.each(func(n *node) bool {
		switch {
		case n.name == "sldId" && n.space != presentation: // in a section
			if dropped[n.attr("id")] {
				edits = append(edits, edit{n.from, n.to, nil})
			}
			var list bytes.Buffer
			for _, m := range more[n.attr("id")] {
				list.Write(setAttr(n.bytes(b), "id", strconv.FormatInt(m.id, 10)))
			}
			if list.Len() > 0 {
				edits = append(edits, edit{n.to, n.to, list.Bytes()})
			}
		case n.is(presentation, "sld") && dropped[n.ref("id")]: // in a custom show
			edits = append(edits, edit{n.from, n.to, nil})
		}
		return true
	})
	if err := f.pack.put(f.main, apply(b, 0, len(b), edits)); err != nil {
		return err
	}
	return f.rewriteRelations(dropped)
}

// entry writes the <p:sldId> of a slide that was added.
func (f *filler) entry(first *node, tag []byte, m made, b []byte) []byte {
	ref := ""
	for _, a := range first.attrs {
		if a.Name.Space == references && a.Name.Local == "id" {
			ref = a.Value
		}
	}
	out := setAttr(tag, "id", strconv.FormatInt(m.id, 10))
	for _, quote := range []string{`"`, `'`} {
		out = bytes.Replace(out, []byte(":id="+quote+ref+quote), []byte(`:id="`+m.ref+`"`), 1)
	}
	return out
}

// rewriteRelations adds the new slides to the relations of the presentation.
func (f *filler) rewriteRelations(dropped map[string]bool) error {
	name := relsOf(f.main)
	root, b, err := f.pack.tree(name)
	if err != nil {
		return err
	}
	list := root.kids[0]
	var edits []edit
	for _, k := range list.kids {
		if dropped[k.attr("Id")] {
			edits = append(edits, edit{k.from, k.to, nil})
		}
	}
	var more strings.Builder
	pre := list.prefix(b)
	for _, r := range f.made {
		more.WriteString(strings.Replace(r.xml(), "<", "<"+pre, 1))
	}
	edits = append(edits, edit{list.out, list.out, []byte(more.String())})
	return f.pack.put(name, apply(b, 0, len(b), edits))
}

// rewriteTypes states the media types of the parts that were added.
func (f *filler) rewriteTypes() error {
	if len(f.added) == 0 && len(f.less) == 0 {
		return nil
	}
	root, b, err := f.pack.tree(typesPart)
	if err != nil {
		return err
	}
	list := root.kids[0]
	pre := list.prefix(b)
	var edits []edit
	for _, k := range list.kids {
		if f.less[strings.ToLower(k.attr("PartName"))] {
			edits = append(edits, edit{k.from, k.to, nil})
		}
	}
	slices.Sort(f.added)
	added := strings.Join(slices.Compact(f.added), "")
	if pre != "" {
		added = strings.ReplaceAll(added, "<", "<"+pre)
	}
	edits = append(edits, edit{cmp.Or(list.out, list.to), cmp.Or(list.out, list.to), []byte(added)})
	return f.pack.put(typesPart, apply(b, 0, len(b), edits))
}
