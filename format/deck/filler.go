package deck

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// filler fills one template.
type filler struct {
	pack  *pack
	all   *Scope
	kinds contents
	main  string
	added []string // content types to add: <Override …/>
	less  map[string]bool
	slide []slide // of the template, in order
	next  int64   // the last number of a slide
	refs  int     // the last number of a relation of the presentation
	rows  int64   // the last number given to a row that was made
	made  []relation
}

// slide is a slide of the template and what becomes of it.
type slide struct {
	part, ref string
	id        int64
	entry     *node // its <p:sldId>
	clones    []made
	dropped   bool
}

// made is a slide that was added.
type made struct {
	id  int64
	ref string
}

// shared are the relations whose targets copies of a slide have in common.
var shared = map[string]bool{
	"slideLayout": true, "slideMaster": true, "theme": true, "image": true, "media": true, "video": true, "audio": true,
	"hyperlink": true, "slide": true, "notesMaster": true, "tableStyles": true, "font": true, "presProps": true, "customXml": true,
}

// once are the relations that a copy of a slide does without.
var once = map[string]bool{"comments": true, "threadedComment": true, "commentAuthors": true}

func (f *filler) fill() error {
	if err := f.open(); err != nil {
		return err
	}
	for i := range f.slide {
		if err := f.fillSlide(&f.slide[i]); err != nil {
			return err
		}
	}
	if err := f.fillAround(); err != nil {
		return err
	}
	if err := f.rewriteMain(); err != nil {
		return err
	}
	return f.rewriteTypes()
}

// open finds the slides.
func (f *filler) open() error {
	var err error
	if f.kinds, err = f.pack.contents(); err != nil {
		return err
	}
	if f.main, err = f.pack.main(); err != nil {
		return err
	}
	root, _, err := f.pack.tree(f.main)
	if err != nil {
		return err
	}
	rels, err := f.pack.relations(f.main)
	if err != nil {
		return err
	}
	f.next, f.refs, f.less = 255, 0, map[string]bool{}
	for _, r := range rels {
		if n, err := strconv.Atoi(strings.TrimPrefix(r.id, "rId")); err == nil {
			f.refs = max(f.refs, n)
		}
	}
	list := root.down(presentation, "presentation", "sldIdLst")
	if list == nil {
		return nil
	}
	for _, e := range list.kids {
		id, _ := strconv.ParseInt(e.attr("id"), 10, 64)
		r, ok := target(rels, e.ref("id"))
		if !e.is(presentation, "sldId") || !ok || r.external || !f.pack.has(r.target) {
			continue
		}
		f.next = max(f.next, id)
		f.slide = append(f.slide, slide{part: r.target, ref: r.id, id: id, entry: e})
	}
	return nil
}

// fillSlide fills a slide once for each item of the list that it names, and for
// each page of the rows that it splits.
func (f *filler) fillSlide(s *slide) error {
	own, err := f.owned(s.part)
	if err != nil {
		return err
	}
	scopes := []*Scope{f.all}
	if list, ok := f.repeats(own); ok {
		items, around, _ := f.all.list(list)
		scopes = nil
		for i := range items {
			items[i].around = around
			scopes = append(scopes, &items[i])
		}
	}
	copies := 0
	for _, scope := range scopes {
		pages, err := f.pages(s.part, scope)
		if err != nil {
			return err
		}
		for page := range pages {
			if copies++; copies > maxSlides {
				return fault.Oversize(label.F("The presentation would have more than %d slides", "La présentation compterait plus de %d diapositives", maxSlides))
			}
			numbered := &Scope{around: scope, Values: map[string]Value{"page": Text(strconv.Itoa(page + 1)), "pages": Text(strconv.Itoa(pages))}}
			if err := f.instance(s, own, numbered, page, copies > 1); err != nil {
				return err
			}
		}
	}
	if copies == 0 {
		return f.without(s, own)
	}
	return nil
}

// instance is one slide on its way out.
type instance struct {
	names  map[string]string // of its parts: those of the template, or copies
	scope  *Scope
	page   int
	copied bool
	charts map[string]Chart // the data of its charts, by part of the template
	books  map[string]bool  // workbooks that were made for them
}

// instance writes one slide: in the place of the template's own, or as a copy.
func (f *filler) instance(s *slide, own []string, scope *Scope, page int, copied bool) error {
	names := map[string]string{}
	if copied {
		for _, name := range own {
			names[name] = f.pack.free(name)
		}
	} else {
		for _, name := range own {
			names[name] = name
		}
	}
	one := &instance{names: names, scope: scope, page: page, copied: copied, charts: map[string]Chart{}, books: map[string]bool{}}
	if err := f.chartsOf(s.part, scope, one.charts); err != nil {
		return err
	}
	for _, name := range own {
		if err := f.part(name, one); err != nil {
			return err
		}
	}
	if copied {
		for _, name := range own {
			if err := f.copyRelations(name, names); err != nil {
				return err
			}
		}
		f.next++
		f.refs++
		m := made{f.next, fmt.Sprintf("rId%d", f.refs)}
		s.clones = append(s.clones, m)
		rels, err := f.pack.relations(f.main)
		if err != nil {
			return err
		}
		first, _ := target(rels, s.ref)
		f.made = append(f.made, relation{id: m.ref, full: first.full, target: names[s.part]})
	}
	return nil
}

// part writes one part of a slide, filled. Without a change the template's own
// stays as it is.
func (f *filler) part(name string, one *instance) error {
	as := one.names[name]
	if one.books[as] {
		f.state(name, as)
		return nil // made anew with its chart
	}
	b, err := f.pack.original(name)
	if err != nil {
		return err
	}
	out := b
	if strings.HasSuffix(name, ".xml") {
		root, _, err := f.pack.tree(name)
		if err != nil {
			return err
		}
		edits := f.edits(root, b, one.scope, one.page)
		if c, ok := one.charts[name]; ok {
			more, err := f.chartEdits(root, b, name, c, one)
			if err != nil {
				return err
			}
			edits = append(edits, more...)
		}
		if len(edits) > 0 {
			out = apply(b, 0, len(b), edits)
		}
	}
	if !one.copied {
		if !bytes.Equal(out, b) {
			return f.pack.put(name, out)
		}
		return nil
	}
	f.state(name, as)
	return f.pack.put(as, out)
}

// state says of a copied part what the template says of the first.
func (f *filler) state(name, as string) {
	if t, ok := f.kinds.parts["/"+strings.ToLower(name)]; ok {
		f.added = append(f.added, override(as, t))
	}
}

func override(name, kind string) string {
	return fmt.Sprintf(`<Override PartName="/%s" ContentType="%s"/>`, escape(name), escape(kind))
}

// copyRelations gives a copy the relations of the first: to its own copies where
// those were copied.
func (f *filler) copyRelations(name string, names map[string]string) error {
	if f.pack.has(relsOf(names[name])) {
		return nil // the chart wrote its own
	}
	all, err := f.pack.relations(name)
	if err != nil || len(all) == 0 {
		return err
	}
	kept := all[:0:0]
	for _, r := range all {
		if once[r.kind] {
			continue
		}
		if as, ok := names[r.target]; ok && !r.external {
			r.target = as
		}
		kept = append(kept, r)
	}
	return f.pack.writeRelations(names[name], kept)
}

// owned returns a slide and the parts that are its alone: notes, charts with
// their workbooks, diagrams.
func (f *filler) owned(part string) ([]string, error) {
	out := []string{part}
	for i := 0; i < len(out); i++ {
		all, err := f.pack.relations(out[i])
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			if r.external || shared[r.kind] || once[r.kind] || !f.pack.has(r.target) || slices.Contains(out, r.target) {
				continue
			}
			if len(out) > 500 {
				return nil, tooLarge()
			}
			out = append(out, r.target)
		}
	}
	return out, nil
}

// without takes a slide out that has nothing to show. One that others link to
// stays, hidden and empty of keys.
func (f *filler) without(s *slide, own []string) error {
	linked, err := f.linked(s.part)
	if err != nil {
		return err
	}
	if linked {
		root, b, err := f.pack.tree(s.part)
		if err != nil || len(root.kids) == 0 {
			return err
		}
		tag := b[root.kids[0].from:root.kids[0].in]
		hidden := bytes.Replace(setAttr(tag, "show", "0"), []byte(" "), []byte(` show="0" `), 1)
		if root.kids[0].attr("show") != "" {
			hidden = setAttr(tag, "show", "0")
		}
		return f.pack.put(s.part, apply(b, 0, len(b), []edit{{root.kids[0].from, root.kids[0].in, hidden}}))
	}
	s.dropped = true
	for _, name := range own {
		f.pack.drop(name)
		f.pack.drop(relsOf(name))
		f.less["/"+strings.ToLower(name)] = true
	}
	return nil
}

// linked reports whether another slide refers to this one.
func (f *filler) linked(part string) (bool, error) {
	for _, s := range f.slide {
		if s.part == part {
			continue
		}
		all, err := f.pack.relations(s.part)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(all, func(r relation) bool { return r.kind == "slide" && r.target == part }) {
			return true, nil
		}
	}
	return false, nil
}

// texts returns the parts in which keys are looked for: the slides and what is
// theirs, then masters and layouts.
func (f *filler) texts() ([]string, error) {
	if err := f.open(); err != nil {
		return nil, err
	}
	var out []string
	for _, s := range f.slide {
		own, err := f.owned(s.part)
		if err != nil {
			return nil, err
		}
		for _, name := range own {
			if strings.HasSuffix(name, ".xml") && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return append(out, f.around()...), nil
}

// around returns the layouts and masters.
func (f *filler) around() []string {
	var out []string
	for _, name := range f.pack.names {
		kind := f.kinds.of(name)
		if strings.HasSuffix(kind, "slideLayout+xml") || strings.HasSuffix(kind, "slideMaster+xml") || strings.HasSuffix(kind, "notesMaster+xml") || strings.HasSuffix(kind, "handoutMaster+xml") {
			out = append(out, name)
		}
	}
	return out
}

func (f *filler) fillAround() error {
	for _, name := range f.around() {
		root, b, err := f.pack.tree(name)
		if err != nil {
			return err
		}
		if edits := f.edits(root, b, f.all, 0); len(edits) > 0 {
			if err := f.pack.put(name, apply(b, 0, len(b), edits)); err != nil {
				return err
			}
		}
	}
	return nil
}
