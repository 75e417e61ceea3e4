package access

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

const (
	shortestPassword = 12   // characters
	longestPassword  = 1024 // bytes; kept whole
)

// CheckPassword refuses a password that is short or that others would guess:
// common ones, runs and repetitions, and what is made of the words about
// oneself: the product, the organisation, the login, the name. Any character is
// accepted, and nobody is made to change a password that holds.
func CheckPassword(password string, words ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password):
		return fault.Invalid("password", label.T("It holds a character that cannot be read", "Il contient un caractère illisible"))
	case n < shortestPassword:
		return fault.Invalid("password", label.F("A password has at least %d characters; a few words one after the other are fine", "Un mot de passe compte au moins %d caractères ; quelques mots à la suite conviennent", shortestPassword))
	case len(password) > longestPassword:
		return fault.Invalid("password", label.F("A password has at most %d bytes", "Un mot de passe compte au plus %d octets", longestPassword))
	case guessable(password, words):
		return fault.Invalid("password", label.T(
			"This password is too easy to guess: it is common, or made of names and runs of characters. Choose several words that do not go together",
			"Ce mot de passe est trop facile à deviner : il est courant, ou fait de noms et de suites de caractères. Choisissez plusieurs mots sans rapport entre eux"))
	}
	return nil
}

// guessable takes away from the password the words that everybody, or whoever
// knows the person, tries first, and looks at what is left.
func guessable(password string, words []string) bool {
	s := strings.ToLower(label.Fold(password))
	if distinct(s) < 5 || slices.ContainsFunc([]string{s, bare(s), plainLetters(s), bare(plainLetters(s)), plainLetters(bare(s))}, isCommon) {
		return true
	}
	own := []string{"vigie"}
	for _, w := range words {
		own = append(own, strings.FieldsFunc(label.Fold(w), func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	rest := plainLetters(years.ReplaceAllString(s, " "))
	for _, w := range own {
		if len(w) >= 4 {
			rest = strings.ReplaceAll(rest, plainLetters(w), " ")
		}
	}
	return left(s, own) < 5 || left(rest, nil) < 5
}

// left counts the letters of s that are in none of the words, and the digits
// and signs that stand between such letters.
func left(s string, own []string) int {
	for _, w := range own {
		if len(w) >= 4 {
			s = strings.ReplaceAll(s, w, " ")
		}
	}
	s = years.ReplaceAllString(s, " ")
	for _, run := range runs() {
		s = strings.ReplaceAll(s, run, " ")
	}
	if rest := bare(s); isCommon(rest) || isCommon(strings.ReplaceAll(rest, " ", "")) {
		return 0
	}
	return distinct(strings.ReplaceAll(s, " ", ""))
}

var years = regexp.MustCompile(`(19|20)\d\d`)

// bare is what stands between the digits and signs at the ends of s.
func bare(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// plainLetters reads the digits and signs that stand for letters.
func plainLetters(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i", "€", "e", "|", "l").Replace(s)
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// runs are the walks over a keyboard, the alphabet and the digits, long ones first.
var runs = sync.OnceValue(func() []string {
	rows := []string{
		"abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm",
		"qwertzuiopasdfghjklyxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1a2z3e4r5t6y7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p", "aqwzsxedcrfvtgbyhnujikolpm", "&e\"'(-e_ca)=",
	}
	var out []string
	for n := 12; n >= 4; n-- {
		for _, row := range rows {
			for i := 0; i+n <= len(row); i++ {
				out = append(out, row[i:i+n], reversed(row[i:i+n]))
			}
		}
	}
	return out
})

func reversed(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

//go:embed common.txt
var commonText string

func isCommon(s string) bool { return commonPasswords()[s] }

// commonPasswords is the block-list: the words of common.txt, which are those
// that lists of stolen passwords have in common, alone, twice, in pairs of the
// commonest, and backwards.
var commonPasswords = sync.OnceValue(func() map[string]bool {
	words := strings.Fields(commonText)
	out := make(map[string]bool, 8*len(words))
	for i, w := range words {
		for _, v := range []string{w, reversed(w)} {
			out[v], out[v+v], out[v+v+v] = true, true, true
		}
		for _, v := range words[:min(40, i)] {
			out[v+w], out[w+v], out[v+" "+w] = true, true, true
		}
	}
	return out
})
