package guide

import (
	"context"
	"regexp"
	"strings"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Shown is a guide as a person reads it.
type Shown struct {
	Guide
	LeftOut bool // it names attributes that are not for the person, and is shown without
}

// For returns the guides that a person is shown, in their order: those for everybody
// and for the roles that he has anywhere; whoever writes them reads all.
func For(ctx context.Context, q db.Querier, who access.Who) ([]Shown, error) {
	all, err := List(ctx, q)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	roles, err := access.RolesHeld(ctx, q, who)
	if err != nil {
		return nil, err
	}
	v, err := VeilFor(ctx, q, who)
	if err != nil {
		return nil, err
	}
	var out []Shown
	for _, g := range all {
		if MayEdit(who) || g.Reads(roles) {
			out = append(out, v.Show(g))
		}
	}
	return out, nil
}

// Veil takes out of guides the links to attributes that a person may not know, and
// formulas that name one.
type Veil struct {
	linked *regexp.Regexp // an address that leads to one; nil where nothing is hidden
	coded  *regexp.Regexp // a piece of code that names one
}

// VeilFor returns what hides from a person what is not for him.
func VeilFor(ctx context.Context, q db.Querier, who access.Who) (Veil, error) {
	var addresses, keys []string
	for _, object := range field.Objects {
		c, err := field.Load(ctx, q, object)
		if err != nil {
			return Veil{}, err
		}
		known := c.Whole().For(who)
		for _, f := range c.Whole().Fields {
			if known.Get(f.Key) == nil {
				key := regexp.QuoteMeta(f.Key)
				addresses = append(addresses, object+`\.`+key, `=`+key)
				keys = append(keys, key)
			}
		}
	}
	if len(keys) == 0 {
		return Veil{}, nil
	}
	return Veil{regexp.MustCompile(`(?i)(?:` + strings.Join(addresses, "|") + `)(?:\b|$)`), regexp.MustCompile(`(?i)\b(?:` + strings.Join(keys, "|") + `)\b`)}, nil
}

// left stands where something was taken out.
const left = "…"

var (
	link = regexp.MustCompile(`\[[^\[\]\n]*\]\([^\s<>]*\)`)
	bare = regexp.MustCompile(`[^\s<>()\[\]]*[/#?=.][^\s<>()\[\]]*`)
	code = regexp.MustCompile("(?s)```.*?(?:```|$)|`[^`\n]*`")
)

// Show returns a guide as the person reads it.
func (v Veil) Show(g Guide) Shown {
	s := Shown{Guide: g}
	if v.linked == nil {
		return s
	}
	in := func(text string) string {
		for _, part := range []struct{ of, names *regexp.Regexp }{{link, v.linked}, {code, v.coded}, {bare, v.linked}} {
			text = part.of.ReplaceAllStringFunc(text, func(found string) string {
				if !part.names.MatchString(unescaped(found)) {
					return found
				}
				s.LeftOut = true
				return left
			})
		}
		return text
	}
	s.Text = label.Exactly(in(g.Text.EN), in(g.Text.FR))
	s.Title = label.Exactly(in(g.Title.EN), in(g.Title.FR))
	return s
}

// unescaped is an address with its %-escapes read, as a browser would.
func unescaped(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		return string([]byte{hex(e[1])<<4 | hex(e[2])})
	})
}

var escaped = regexp.MustCompile(`%[0-9a-fA-F]{2}`)

func hex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
