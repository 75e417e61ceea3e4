package cell

import (
	"errors"
	"unicode/utf8"

	"vigie/ground/label"
)

// ErrorKind says why a cell gives no value.
type ErrorKind uint8

// The reasons why a cell gives no value.
const (
	None       ErrorKind = iota // not an error of this package
	Blank                       // the cell is empty
	Unreadable                  // the text says no value of this kind: "NA", "Exempt under Section 43"
	Impossible                  // it is written like a value that does not exist: 31/02/2015
	Doubtful                    // it can be read in two ways and the format does not say which
	TooLarge                    // the number is larger than Vigie holds
)

// Error says why a cell could not be read, for the person who imports it.
type Error struct {
	Kind ErrorKind
	Text label.Text
}

func (e *Error) Error() string { return e.Text.String() }

// KindOf returns the kind of a reading error, None for nil and other errors.
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return None
}

// quoted shows a cell's text in a sentence: at most 60 characters of it.
func quoted(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:59]) + "…"
}

func blank() *Error {
	return &Error{Blank, label.T("The cell is empty", "La cellule est vide")}
}

// unreadable says that the text is not what was expected, named in both languages.
func unreadable(text, en, fr string) *Error {
	return &Error{Unreadable, label.F("“%[1]s” is not "+en, "«\u202f%[1]s\u202f» n’est pas "+fr, quoted(text))}
}

func doubtful(text, en1, en2, fr1, fr2 string) *Error {
	return &Error{Doubtful, label.F(
		"“%[1]s” can be "+en1+" or "+en2+"; choose how this column is written",
		"«\u202f%[1]s\u202f» peut se lire "+fr1+" ou "+fr2+"\u202f; indiquez comment cette colonne est écrite", quoted(text))}
}

func tooLarge(text string) *Error {
	return &Error{TooLarge, label.F("“%s” is larger than Vigie holds", "«\u202f%s\u202f» dépasse ce que Vigie peut enregistrer", quoted(text))}
}

func impossible(text string) *Error {
	return &Error{Impossible, label.F("“%s” is not a date that exists", "«\u202f%s\u202f» n’est pas une date qui existe", quoted(text))}
}
