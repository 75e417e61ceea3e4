// Package label holds the words a person reads, in both languages of the interface.
//
// A sentence of the server stands beside the rule that says it, in English and
// in French, so that neither can be forgotten.
package label

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Lang is a language of the interface. The zero value is English.
type Lang uint8

// The languages of the interface.
const (
	EN Lang = iota
	FR
)

// String returns the language's BCP 47 tag.
func (l Lang) String() string {
	if l == FR {
		return "fr"
	}
	return "en"
}

// MarshalText writes the BCP 47 tag.
func (l Lang) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a BCP 47 tag; anything but French is English.
func (l *Lang) UnmarshalText(b []byte) error {
	*l = Parse(string(b))
	return nil
}

// Parse picks the language from a tag or an Accept-Language header: the first
// of its entries that is French or English wins, and English is the default.
func Parse(tags string) Lang {
	for tag := range strings.SplitSeq(tags, ",") {
		tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), ";")
		switch {
		case tag == "fr" || strings.HasPrefix(tag, "fr-"):
			return FR
		case tag == "en" || strings.HasPrefix(tag, "en-"):
			return EN
		}
	}
	return EN
}

// Localized is implemented by values that read differently in each language,
// such as dates and amounts.
type Localized interface{ In(Lang) string }

// Text is one sentence, name or label in both languages. Args, if any, fill
// the verbs of fmt; those that are Localized are shown in the reader's language.
type Text struct {
	EN, FR  string
	args    []any
	exactly bool // what people wrote: no vocabulary touches it
}

// T makes a text without arguments.
func T(en, fr string) Text { return Text{EN: en, FR: fr} }

// F makes a text whose verbs are filled with args when it is read.
func F(en, fr string, args ...any) Text { return Text{EN: en, FR: fr, args: args} }

// Exactly makes a text of what people wrote, which stays as it is in any vocabulary.
func Exactly(en, fr string) Text { return Text{EN: en, FR: fr, exactly: true} }

// IsZero reports whether the text says nothing in either language.
func (t Text) IsZero() bool { return t.EN == "" && t.FR == "" }

// In returns the text in language l, in the words of the organisation; where that is
// empty, the other one.
func (t Text) In(l Lang) string {
	s := t.EN
	if (l == FR && t.FR != "") || s == "" {
		s = t.FR
	}
	if m := adopted.Load(); m != nil && !t.exactly {
		if own, ok := m.Words[[2]string{t.EN, t.FR}]; ok && own[l] != "" {
			s = own[l]
		}
	}
	if len(t.args) == 0 {
		return s
	}
	args := make([]any, len(t.args))
	for i, a := range t.args {
		if v, ok := a.(Localized); ok {
			a = v.In(l)
		}
		args[i] = a
	}
	return fmt.Sprintf(s, args...)
}

// IsCalled reports whether a folded name is the text in either language, as it is shipped
// or in the words of the organisation: what goes out in one way comes back in any.
func (t Text) IsCalled(folded string) bool {
	return folded != "" && (folded == Fold(t.EN) || folded == Fold(t.FR) || HasWords() && (folded == Fold(t.In(EN)) || folded == Fold(t.In(FR))))
}

// String returns the English text, for logs.
func (t Text) String() string { return t.In(EN) }

type textJSON struct {
	EN string `json:"en"`
	FR string `json:"fr"`
}

// MarshalJSON writes {"en": …, "fr": …} with the arguments filled in.
func (t Text) MarshalJSON() ([]byte, error) {
	return json.Marshal(textJSON{EN: t.In(EN), FR: t.In(FR)})
}

// UnmarshalJSON reads {"en": …, "fr": …}.
func (t *Text) UnmarshalJSON(b []byte) error {
	var j textJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*t = Text{EN: j.EN, FR: j.FR}
	return nil
}
