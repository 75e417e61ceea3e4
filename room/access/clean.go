package access

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// cleanName returns a name as it is stored: composed, without white space at
// its ends. Characters that cannot be seen, or that turn the direction of what
// follows, are refused, for two names that look the same must be the same.
func cleanName(where, s string, longest int) (string, error) {
	s = strings.TrimSpace(norm.NFC.String(s))
	switch {
	case s == "":
		return "", fault.Invalid(where, label.T("A name is required", "Un nom est obligatoire"))
	case !utf8.ValidString(s) || strings.ContainsFunc(s, invisible):
		return "", fault.Invalid(where, label.T("It holds a character that cannot be seen; type it again", "Il contient un caractère invisible ; saisissez-le à nouveau"))
	case utf8.RuneCountInString(s) > longest:
		return "", fault.Invalid(where, label.F("At most %d characters are accepted", "Au plus %d caractères sont acceptés", longest))
	}
	return s, nil
}

func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

// cleanLogin returns a login as it is stored: 2 to 100 letters of the Latin
// alphabet, digits and . _ - @ +, so that no other login looks the same.
func cleanLogin(s string) (string, error) {
	s = norm.NFKC.String(strings.TrimSpace(s))
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 100 || strings.ContainsFunc(s, notInLogin) {
		return "", fault.Invalid("login", label.T(
			"A login has 2 to 100 characters: letters, digits and . _ - @ +",
			"Un identifiant compte de 2 à 100 caractères : lettres, chiffres et . _ - @ +"))
	}
	return s, nil
}

func notInLogin(r rune) bool {
	return !(unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' || strings.ContainsRune("._-@+", r))
}

// cleanEmail returns an address as it is stored; none is fine.
func cleanEmail(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	at := strings.LastIndexByte(s, '@')
	bad := strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || invisible(r) || strings.ContainsRune("<>(),;:\"\\[]", r)
	})
	if bad || at < 1 || at == len(s)-1 || len(s) > 200 || strings.Count(s, "@") != 1 {
		return "", fault.Invalid("email", label.T(
			"An e-mail address such as name@example.org is expected", "Une adresse électronique comme nom@example.org est attendue"))
	}
	return s, nil
}

func oneOf(where, s string, accepted ...string) (string, error) {
	for _, a := range accepted {
		if s == a {
			return s, nil
		}
	}
	return "", fault.Invalid(where, label.F("One of these is expected: %s", "L’une de ces valeurs est attendue : %s", strings.Join(accepted, ", ")))
}

// Page asks for a part of a list.
type Page struct {
	Q     string // words to look for; all when empty
	After int64  // the object the page before ended with; 0 for the first page
	Limit int    // at most this many; 100 when 0
}

// Found is a part of a list.
type Found[T any] struct {
	Items []T
	Next  int64 // the object this page ends with; 0 when it is the last
	Total int   // in all pages
}

func (p Page) size() int {
	if p.Limit <= 0 {
		return 100
	}
	return min(p.Limit, 500)
}

// like returns the pattern that finds the words of the page, in folded names.
func (p Page) like() string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(label.Fold(p.Q)) + "%"
}

// cut makes the part of a list out of one row more than was asked for.
func cut[T any](rows []T, p Page, total int64, id func(T) int64) Found[T] {
	f := Found[T]{Items: rows, Total: int(total)}
	if n := p.size(); len(rows) > n {
		f.Items = rows[:n]
		f.Next = id(rows[n-1])
	}
	return f
}
