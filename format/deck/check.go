package deck

import (
	"fmt"
	"path"
	"strings"
)

// Check says what is wrong with a presentation, for which PowerPoint would want
// to repair it, or would refuse it: parts without a media type, relations to
// parts that are not there, references to relations that are not, numbers used
// twice. It returns nothing for one that is sound.
func Check(b []byte) ([]string, error) {
	p, err := open(b)
	if err != nil {
		return nil, err
	}
	c := &checker{pack: p, parts: map[string]bool{}}
	if c.kinds, err = p.contents(); err != nil {
		return nil, err
	}
	for _, name := range p.names {
		c.parts[name] = true
	}
	for name := range c.kinds.parts {
		if !p.low[strings.TrimPrefix(name, "/")] {
			c.say("%s has a media type and is not there", name)
		}
	}
	for _, name := range p.names {
		if name == typesPart {
			continue
		}
		if c.kinds.of(name) == "" {
			c.say("%s has no media type", name)
		}
		if err := c.part(name); err != nil {
			return nil, err
		}
	}
	return c.found, c.slides()
}

type checker struct {
	pack  *pack
	kinds contents
	parts map[string]bool
	found []string
}

func (c *checker) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *checker) part(name string) error {
	end := strings.ToLower(path.Ext(name))
	if end == ".rels" {
		return c.relations(name)
	}
	if end != ".xml" && !strings.HasSuffix(c.kinds.of(name), "+xml") {
		return nil
	}
	root, _, err := c.pack.tree(name)
	if err != nil {
		return err
	}
	rels, err := c.pack.relations(name)
	if err != nil {
		return err
	}
	ids := map[string]bool{}
	isSlide := strings.HasSuffix(c.kinds.of(name), ".slide+xml")
	root.each(func(n *node) bool {
		for _, a := range n.attrs {
			if a.Name.Space == references && a.Value != "" {
				if _, ok := target(rels, a.Value); !ok {
					c.say("%s refers to %s, which is not among its relations", name, a.Value)
				}
			}
		}
		if isSlide && n.is(presentation, "cNvPr") {
			if id := n.attr("id"); ids[id] {
				c.say("%s has two shapes numbered %s", name, id)
			} else {
				ids[id] = true
			}
		}
		return true
	})
	return nil
}

func (c *checker) relations(file string) error {
	folder := path.Dir(path.Dir(file))
	if folder == "." {
		folder = ""
	}
	if owner := path.Join(folder, strings.TrimSuffix(path.Base(file), ".rels")); file != rootRels && !c.parts[owner] {
		c.say("%s belongs to no part", file)
	}
	all, err := c.pack.relationsIn(file, folder)
	if err != nil {
		return err
	}
	ids := map[string]bool{}
	for _, r := range all {
		if ids[r.id] {
			c.say("%s has two relations %s", file, r.id)
		}
		if ids[r.id] = true; !r.external && !c.parts[r.target] && !strings.HasPrefix(r.target, "NULL") {
			c.say("%s names %s, which is not there", file, r.target)
		}
	}
	return nil
}

// slides checks the list of slides.
func (c *checker) slides() error {
	f := &filler{pack: c.pack, all: &Scope{}}
	if err := f.open(); err != nil {
		return err
	}
	ids, parts := map[int64]bool{}, map[string]bool{}
	for _, s := range f.slide {
		if ids[s.id] || s.id < 256 || s.id >= 1<<31 {
			c.say("the number %d of a slide is used twice, or out of bounds", s.id)
		}
		if parts[s.part] {
			c.say("%s is in the list twice", s.part)
		}
		ids[s.id], parts[s.part] = true, true
	}
	return nil
}
