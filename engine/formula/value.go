package formula

import "vigie/ground/label"

// Type is what a value is.
type Type uint8

// The types of values, and what Value holds for each.
const (
	None    Type = iota // only of "", the empty value that fits every type
	Number              // N counts 1/10,000
	Money               // N counts 1/10,000 of the row's currency
	Percent             // N counts 1/10,000 of a point: 12.5 % is 125,000
	Date                // N is a day.Day
	Month               // N is a day.Month
	Text                // S; empty text is empty
	Choice              // N is the id of one value of a list
	Choices             // L are ids of values of a list
	Rank                // N is the rank of one value of an ordered list, greater is worse: lights, weather
	Ref                 // N is the id of a user, a unit or a project
	Bool                // N is 0 or 1
)

// typeKeys are the names of the types in stored formulas.
var typeKeys = [...]string{"none", "number", "money", "percent", "date", "month", "text", "choice", "choices", "rank", "ref", "bool"}

var typeNames = [...]label.Text{
	label.T("the empty value", "la valeur vide"),
	label.T("a number", "un nombre"),
	label.T("an amount", "un montant"),
	label.T("a percentage", "un pourcentage"),
	label.T("a date", "une date"),
	label.T("a month", "un mois"),
	label.T("a text", "un texte"),
	label.T("a choice", "un choix"),
	label.T("several choices", "plusieurs choix"),
	label.T("an indicator", "un indicateur"),
	label.T("a person, unit or project", "une personne, une unité ou un projet"),
	label.T("a condition (yes or no)", "une condition (oui ou non)"),
}

// Key returns the name of the type in stored formulas and APIs: "number".
func (t Type) Key() string { return typeKeys[t] }

// Name returns the type as people read it, with its article: "a number".
func (t Type) Name() label.Text { return typeNames[t] }

// listed reports whether values of the type come from a list.
func (t Type) listed() bool { return t == Choice || t == Choices || t == Rank || t == Ref }

// ordered reports whether values of the type can be compared with < and >.
func (t Type) ordered() bool {
	return t >= Number && t <= Text || t == Rank
}

// numeric reports whether the type is an exact decimal.
func (t Type) numeric() bool { return t == Number || t == Money || t == Percent }

// Value is one value of any type; the type is known beside it.
type Value struct {
	Null bool    // empty; then the rest says nothing but Err
	Err  Code    // why there is no value; then Null is set too
	N    int64   // see Type
	S    string  // of Text
	L    []int64 // of Choices
}

// Empty is the empty value.
var Empty = Value{Null: true}

// Code says why a value could not be computed. Zero is no error.
type Code uint8

// The errors of values. Codes 0 and 1 say "fine" and, inside this package, "empty".
const (
	DivisionByZero Code = iota + 2
	Overflow
	MixedCurrencies
	BadDate
	BadExponent
	BadPlaces
	TextTooLong
	TooMuchWork
)

const (
	fine  Code = 0
	empty Code = 1
)

var codeTexts = map[Code]label.Text{
	DivisionByZero:  label.T("Division by zero", "Division par zéro"),
	Overflow:        label.T("The result is too large", "Le résultat est trop grand"),
	MixedCurrencies: label.T("Amounts in different currencies cannot be added up", "Des montants de devises différentes ne s’additionnent pas"),
	BadDate:         label.T("The result is not a date between years 1 and 9999", "Le résultat n’est pas une date entre les années 1 et 9999"),
	BadExponent:     label.T("The exponent must be a whole number between −100 and 100", "L’exposant doit être un nombre entier entre −100 et 100"),
	BadPlaces:       label.T("The number of decimals must be a whole number from −12 to 4", "Le nombre de décimales doit être un entier de −12 à 4"),
	TextTooLong:     label.T("The text is too long", "Le texte est trop long"),
	TooMuchWork:     label.T("Working this out takes too much: shorten the formula, or those that it reads", "Ce calcul demande trop de travail\u202f: raccourcissez la formule, ou celles qu’elle lit"),
}

// Text returns the sentence people read in place of the value.
func (c Code) Text() label.Text { return codeTexts[c] }
