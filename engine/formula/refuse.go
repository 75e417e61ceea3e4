package formula

import (
	"strconv"
	"strings"

	"vigie/ground/label"
)

// unclosed says what is wrong where a separator or a parenthesis should stand.
func (p *parser) unclosed(open int) error {
	if t := p.tok(); t.kind != tokEnd {
		return p.unexpected()
	}
	return wrong(open, label.T("This parenthesis is not closed: add ) where it ends", "Cette parenthèse n’est pas fermée : ajoutez ) à la fin"))
}

// unexpected says what is wrong with the next token, which fits nowhere.
func (p *parser) unexpected() error {
	t := p.tok()
	switch {
	case t.kind == tokEnd:
		return wrong(t.pos, label.T("The formula stops too early: a value is missing here", "La formule s’arrête trop tôt : il manque une valeur ici"))
	case t.kind == tokSign && t.text == "," && p.lang == label.FR:
		return wrong(t.pos, label.T("In French, arguments are separated by a semicolon: SI(a > 0; b; c)",
			"En français, les arguments sont séparés par un point-virgule : SI(a > 0; b; c)"))
	case t.kind == tokSign && t.text == ";" && p.lang == label.EN:
		return wrong(t.pos, label.T("In English, arguments are separated by a comma: IF(a > 0, b, c)",
			"En anglais, les arguments sont séparés par une virgule : IF(a > 0, b, c)"))
	case t.kind == tokSign && t.text == "," && p.at > 0 && p.toks[p.at-1].kind == tokNumber:
		return wrong(t.pos, label.T("In English, decimals are written with a point: 1.5", "En anglais, les décimales s’écrivent avec un point : 1.5"))
	case t.kind == tokSign && t.text == ")":
		return wrong(t.pos, label.T("Nothing is open that this ) could close, or a value is missing before it",
			"Cette ) ne ferme rien, ou il manque une valeur avant elle"))
	}
	return wrong(t.pos, label.F("“%s” is not expected here: an operator, a value or a parenthesis is missing before it",
		"« %s » n’est pas attendu ici : il manque avant lui un opérateur, une valeur ou une parenthèse", shown(t)))
}

// shown is a token as it was typed, or nearly.
func shown(t token) string {
	switch t.kind {
	case tokText:
		return strconv.Quote(t.text)
	case tokBracket:
		return "[" + t.text + "]"
	}
	return strings.TrimSpace(t.text)
}
