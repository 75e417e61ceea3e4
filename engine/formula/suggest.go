package formula

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/label"
)

func (p *parser) unknownName(t token) error {
	if fn := functionNamed(t.text); fn != nil && t.kind == tokName {
		return wrong(t.pos, label.F("%s is a function: it takes its arguments in parentheses, %s",
			"%s est une fonction : ses arguments se placent entre parenthèses, %s", fn.name(), fn.signature()))
	}
	en, fr := p.cat.Names(label.EN), p.cat.Names(label.FR)
	if near := inBoth(nearest(t.text, append(p.cat.Names(p.lang), p.cat.Names(1-p.lang)...)), en, fr); near.EN != "" {
		return wrong(t.pos, label.F("Unknown name “%s”: did you mean “%s”?",
			"Nom inconnu « %s » : vouliez-vous dire « %s » ?", t.text, near))
	}
	return wrong(t.pos, label.F("Unknown name “%s”: use the name of an attribute, in [brackets] when it has spaces; a text stands in \"quotes\"",
		"Nom inconnu « %s » : utilisez le nom d’un attribut, entre [crochets] s’il contient des espaces ; un texte se met entre \"guillemets\"", t.text))
}

func (p *parser) unknownFunction(t token) error {
	var names []string
	for _, f := range functions {
		names = append(names, f.name().In(p.lang))
	}
	if near := nearest(t.text, names); near != "" {
		return wrong(t.pos, label.F("Unknown function “%s”: did you mean %s?", "Fonction inconnue « %s » : vouliez-vous dire %s ?", t.text, near))
	}
	return wrong(t.pos, label.F("Unknown function “%s”: choose one from the list of functions",
		"Fonction inconnue « %s » : choisissez-en une dans la liste des fonctions", t.text))
}

func (c *checker) unknownOption(n *node, list int64) error {
	names := c.cat.OptionNames(list, c.lang)
	en, fr := c.cat.OptionNames(list, label.EN), c.cat.OptionNames(list, label.FR)
	if near := inBoth(nearest(n.val.S, append(slices.Clone(names), append(en, fr...)...)), en, fr); near.EN != "" {
		return wrong(n.pos, label.F("“%s” is not one of the possible values: did you mean “%s”?",
			"« %s » n’est pas une des valeurs possibles : vouliez-vous dire « %s » ?", n.val.S, near))
	}
	if len(names) > 0 && len(names) <= 12 {
		return wrong(n.pos, label.F("“%s” is not one of the possible values: %s",
			"« %s » n’est pas une des valeurs possibles : %s", n.val.S, strings.Join(names, ", ")))
	}
	return wrong(n.pos, label.F("“%s” is not one of the possible values: choose one from the list",
		"« %s » n’est pas une des valeurs possibles : choisissez-en une dans la liste", n.val.S))
}

// inBoth is a name in both languages; en and fr name the same things, in the same
// order.
func inBoth(name string, en, fr []string) label.Text {
	for i := range min(len(en), len(fr)) {
		if en[i] == name || fr[i] == name {
			return label.T(en[i], fr[i])
		}
	}
	return label.T(name, name)
}

// nearest returns the name most like the one typed, empty when none is near:
// at most a third of its letters differ, or the typed one is how it begins.
func nearest(typed string, names []string) string {
	t := label.Fold(typed)
	length := utf8.RuneCountInString(t)
	if length == 0 || length > 60 {
		return ""
	}
	best, found := max(1, length/3)+1, ""
	for _, name := range names {
		f := label.Fold(name)
		d := distance(t, f)
		if strings.HasPrefix(f, t+" ") || strings.HasPrefix(f, t+"_") {
			d = min(d, 1)
		}
		if d < best {
			best, found = d, name
		}
	}
	return found
}

// distance counts the letters to add, remove, replace or swap with the next one.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) > 20 || len(t)-len(s) > 20 {
		return 20
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
