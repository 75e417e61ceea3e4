package formula

import (
	"vigie/ground/day"
	"vigie/ground/label"
)

// Attribute is what a formula needs to know of an attribute.
type Attribute struct {
	ID   int64
	Type Type
	List int64 // of Choice, Choices, Rank and Ref: the list its values come from; equal lists can be compared
}

// Catalogue knows the attributes and the lists of values by their names.
type Catalogue interface {
	// Find returns the attribute that has this key, or this label in language l,
	// both compared by label.Fold.
	Find(name string, l label.Lang) (Attribute, bool)
	// Attribute returns the attribute of an id.
	Attribute(id int64) (Attribute, bool)
	// Name returns the name under which Find gives the attribute in language l:
	// its label, or its key when the label is not unique. It is empty when unknown.
	Name(id int64, l label.Lang) string
	// Names returns every name in language l, for suggestions.
	Names(l label.Lang) []string
	// Option returns the value of a list by its key or its label.
	Option(list int64, name string, l label.Lang) (id int64, ok bool)
	// OptionName returns a name by which Option gives the value in language l, empty when unknown.
	OptionName(list, id int64, l label.Lang) string
	// OptionNames returns the names of a list's values, for suggestions; nil when they are many.
	OptionNames(list int64, l label.Lang) []string
}

// Source gives the values of the rows on which a formula runs. All of it is as
// of one reading: the same row gives the same values.
type Source interface {
	// Attribute returns the getter of an attribute, nil when there is none: then all is empty.
	Attribute(id int64) func(row int32) Value
	// Children returns the rows below a row.
	Children(row int32) []int32
	// Currency returns the ISO code in which the row's amounts are, empty when unknown.
	Currency(row int32) string
	// Today is the date of the reading.
	Today() day.Day
}

// NumberSource is a Source with a faster way to values held in N; ok is false
// where the attribute is empty. Numbers returns nil where there is no faster way,
// and for computed attributes, whose values may be errors.
type NumberSource interface {
	Numbers(id int64) func(row int32) (n int64, ok bool)
}

// FoldedSource is a Source that keeps texts also folded by label.Fold, as they are
// compared: a hundred times faster than folding accents at each reading. Folded
// returns nil for an attribute that is not, and for computed ones; "" is empty.
type FoldedSource interface {
	Folded(id int64) func(row int32) string
}

// ReaderSource is a Source that knows who reads, for the word me of filters.
// Without it me is empty.
type ReaderSource interface{ Me() int64 }

// ConstantSource is a Source that knows the constants of the platform: attributes that
// have one value for all rows. Constant returns it, with the currency of an amount,
// empty for that of each row; ok is false for what is no constant.
type ConstantSource interface {
	Constant(id int64) (v Value, currency string, ok bool)
}

// WordSource is a Source that knows the reader's language and the names of
// values, for TEXT, & and ~. Without it numbers and dates are written as APIs
// do (1234.5, 2026-11-22) and values of lists have no text.
type WordSource interface {
	Lang() label.Lang
	OptionName(list, id int64) string
}
