package formula

import "vigie/ground/label"

// word is a word of the language that is not a function.
type word uint8

const (
	wordAnd word = iota + 1
	wordOr
	wordNot
	wordIn
	wordIs
	wordIsNot // n'est
	wordEmpty
	wordTrue
	wordFalse
	wordToday
	wordMe
)

// words are understood in both languages, by their folded form. They cannot be
// the bare name of an attribute, which then stands in [brackets].
var words = map[string]word{
	"and": wordAnd, "et": wordAnd,
	"or": wordOr, "ou": wordOr,
	"not": wordNot, "non": wordNot, "pas": wordNot,
	"in": wordIn, "dans": wordIn,
	"is": wordIs, "est": wordIs, "n'est": wordIsNot,
	"empty": wordEmpty, "vide": wordEmpty,
	"true": wordTrue, "vrai": wordTrue, "false": wordFalse, "faux": wordFalse,
	"today": wordToday, "aujourdhui": wordToday, "aujourd'hui": wordToday,
	"me": wordMe, "moi": wordMe,
}

// How the words are printed.
var (
	andText        = label.T("and", "et")
	orText         = label.T("or", "ou")
	notText        = label.T("NOT", "NON")
	inText         = label.T("in", "dans")
	notInText      = label.T("not in", "pas dans")
	isEmptyText    = label.T("is empty", "est vide")
	isNotEmptyText = label.T("is not empty", "n’est pas vide")
	meText         = label.T("me", "moi")
	trueText       = label.T("TRUE", "VRAI")
	falseText      = label.T("FALSE", "FAUX")
)

// comparisons and the operators of arithmetic, with their one printed sign.
var (
	comparisons = map[string]op{"=": opEq, "<>": opNe, "!=": opNe, "<": opLt, "<=": opLe, ">": opGt, ">=": opGe, "~": opHas}
	sums        = map[string]op{"+": opAdd, "-": opSub}
	products    = map[string]op{"*": opMul, "/": opDiv}
	powers      = map[string]op{"^": opPow}
	joins       = map[string]op{"&": opConcat}
	opSigns     = map[op]string{
		opEq: "=", opNe: "<>", opLt: "<", opLe: "<=", opGt: ">", opGe: ">=", opHas: "~",
		opAdd: "+", opSub: "-", opMul: "*", opDiv: "/", opPow: "^", opConcat: "&",
	}
)

// separator returns what stands between arguments in a language.
func separator(l label.Lang) string {
	if l == label.FR {
		return ";"
	}
	return ","
}
