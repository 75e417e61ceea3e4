package formula

import (
	"strings"

	"vigie/ground/label"
)

// Swap gives a condition, as it was typed, other names for options of a list: of
// each that it names, turn says by which name another takes its place. The rest
// stays letter for letter. changed is false when it names none of them, or cannot
// be read.
func Swap(src string, l label.Lang, cat Catalogue, list int64, turn func(id int64) (name string, ok bool)) (out string, changed bool) {
	e, err := ParseFilter(src, l, cat)
	if err != nil {
		return src, false
	}
	names := map[int]string{} // by where the literal begins
	e.root.walk(func(n *node) {
		if id, ok := n.option(list); ok {
			if name, ok := turn(id); ok {
				names[n.pos] = name
			}
		}
	})
	toks, err := scan(src, l)
	if err != nil || len(names) == 0 {
		return src, false
	}
	var b strings.Builder
	runes, from := []rune(src), 0
	for _, t := range toks {
		if name, ok := names[t.pos]; ok && t.kind == tokText {
			b.WriteString(string(runes[from:t.pos-1]) + quoted(name))
			from = t.end
		}
	}
	b.WriteString(string(runes[from:]))
	return b.String(), from > 0
}

// Rename gives a condition, as it was typed, another name for an attribute where it
// goes by its old one; under any other name it stays as it is, and so does the rest,
// letter for letter. changed is false when nothing is different, or src cannot be read.
func Rename(src string, l label.Lang, cat Catalogue, id int64, was, now string) (out string, changed bool) {
	e, err := ParseFilter(src, l, cat)
	if err != nil {
		return src, false
	}
	at := map[int]bool{}
	e.root.walk(func(n *node) {
		if n.op == opAttribute && n.id == id {
			at[n.pos] = true
		}
	})
	toks, err := scan(src, l)
	if err != nil || len(at) == 0 {
		return src, false
	}
	var b strings.Builder
	runes, from := []rune(src), 0
	for _, t := range toks {
		if at[t.pos] && t.text == was && (t.kind == tokName || t.kind == tokBracket) {
			name := now
			if t.kind == tokBracket {
				name = "[" + now + "]"
			}
			b.WriteString(string(runes[from:t.pos-1]) + name)
			from = t.end
		}
	}
	b.WriteString(string(runes[from:]))
	return b.String(), from > 0
}

// Swap returns the formula with other options of a list in the place of those for
// which turn has one; changed is false when it names none of them.
func (e *Expr) Swap(list int64, turn func(id int64) (by int64, ok bool)) (out *Expr, changed bool) {
	root := clone(e.root)
	root.walk(func(n *node) {
		id, ok := n.option(list)
		if !ok {
			return
		}
		by, ok := turn(id)
		if !ok {
			return
		}
		changed = true
		n.val = Value{N: by}
		if n.typ == Choices {
			n.val = Value{L: []int64{by}}
		}
	})
	return &Expr{root}, changed
}

// option returns the option of a list that the node names.
func (n *node) option(list int64) (id int64, ok bool) {
	switch {
	case n.op != opLiteral || n.val.Null || n.list != list:
		return 0, false
	case n.typ == Choices:
		return n.val.L[0], len(n.val.L) == 1
	}
	return n.val.N, n.typ == Choice
}
