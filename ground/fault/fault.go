// Package fault gives every error that a person may cause or meet a kind and
// a sentence in both languages. One place in the door turns kinds into HTTP
// problems; operators see the chain of causes.
package fault

import (
	"errors"
	"strings"

	"vigie/ground/label"
)

// Kind says what sort of thing went wrong, and so what the caller can do.
type Kind uint8

// The kinds of faults. Internal is the zero value: whatever is not a Fault.
const (
	Internal     Kind = iota // ours; the caller can only try again or report it
	BadInput                 // a value is wrong; Details name the places
	Missing                  // unknown, or not to be known by this person
	Clash                    // the rules of the business forbid it now
	Stale                    // the object has changed since it was read
	Denied                   // signed in, and may see it, but may not do this
	Unauthorized             // not signed in
	Busy                     // too many tries; later
	Unavailable              // the database is away or full; later
	TooLarge                 // more than is accepted
)

// Fault is an error with a kind and a sentence for people.
type Fault struct {
	Kind    Kind
	Text    label.Text // the sentence: what is wrong and what to do
	Details []Detail   // the places, for BadInput; may be empty
	Retry   int        // seconds to wait, for Busy and Unavailable; 0 if unknown
	Current any        // what is stored now, for Stale
	Sent    any        // what was to be stored instead, for Stale
	cause   error
}

// Detail names one place in the input and what is wrong there.
type Detail struct {
	Where string     // "finish", "rows[3].cost", "line 12, column Cost"
	Text  label.Text // what is wrong there, and the remedy
}

func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Text.String())
	for _, d := range f.Details {
		b.WriteString("; " + d.Where + ": " + d.Text.String())
	}
	if f.cause != nil {
		b.WriteString(": " + f.cause.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Because keeps the technical cause for the log.
func (f *Fault) Because(err error) *Fault {
	f.cause = err
	return f
}

// Invalid says that the value at where is wrong.
func Invalid(where string, t label.Text) *Fault {
	return &Fault{Kind: BadInput, Text: t, Details: []Detail{{Where: where, Text: t}}}
}

// InvalidAll says that several places are wrong. It returns nil when there are none.
func InvalidAll(details []Detail) error {
	switch len(details) {
	case 0:
		return nil
	case 1:
		return Invalid(details[0].Where, details[0].Text)
	}
	return &Fault{
		Kind: BadInput, Details: details,
		Text: label.F("%d values are not accepted", "%d valeurs ne sont pas acceptées", len(details)),
	}
}

// NotFound says that the thing is unknown or hidden; both read the same.
func NotFound() *Fault {
	return &Fault{Kind: Missing, Text: label.T("Not found, or not visible with your rights", "Introuvable, ou non visible avec vos droits")}
}

// Conflict says that the state of the business forbids the change.
func Conflict(t label.Text) *Fault { return &Fault{Kind: Clash, Text: t} }

// Outdated says that the object has changed since it was read; current is what is stored now.
func Outdated(current any) *Fault {
	return &Fault{Kind: Stale, Current: current, Text: label.T(
		"This was changed by someone else in the meantime; look at both values and save again",
		"Cet élément a été modifié entre-temps par une autre personne ; comparez les deux valeurs puis enregistrez à nouveau")}
}

// Forbidden says that the person may see the thing but not do this to it.
func Forbidden() *Fault {
	return &Fault{Kind: Denied, Text: label.T("Your rights do not allow this", "Vos droits ne le permettent pas")}
}

// SignIn says that nobody is signed in.
func SignIn() *Fault {
	return &Fault{Kind: Unauthorized, Text: label.T("Sign in first", "Connectez-vous d’abord")}
}

// Later says that this cannot be done for the moment; retry is in seconds.
func Later(retry int, t label.Text) *Fault { return &Fault{Kind: Unavailable, Retry: retry, Text: t} }

// SlowDown says that there were too many tries; retry is in seconds.
func SlowDown(retry int) *Fault {
	return &Fault{Kind: Busy, Retry: retry, Text: label.F(
		"Too many attempts; try again in %d s", "Trop de tentatives ; réessayez dans %d s", retry)}
}

// Oversize says that the input is larger than what is accepted.
func Oversize(t label.Text) *Fault { return &Fault{Kind: TooLarge, Text: t} }

// KindOf returns the kind of err, Internal when it is not a Fault.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}
