package grammar

import "strings"

// pronouns are words that stand for a noun, by its gender.
var pronouns = map[string]bool{
	"il": false, "ils": false, "celui": false, "ceux": false, "celui-ci": false, "ceux-ci": false, "eux": false, "lequel": false, "lesquels": false, "auquel": false, "auxquels": false, "duquel": false, "desquels": false, "chacun": false, "aucun": false, "quelqu’un": false, "eux-mêmes": false, "lui-même": false,
	"elle": true, "elles": true, "celle": true, "celles": true, "celle-ci": true, "celles-ci": true, "laquelle": true, "lesquelles": true, "chacune": true, "aucune": true, "elle-même": true, "elles-mêmes": true,
}

// agree looks for words that may have to agree with a noun that changed its gender,
// and that nothing has touched.
func (s *sentence) agree() {
	if len(s.turned) == 0 {
		return
	}
	numbers := map[bool]bool{}
	for _, p := range s.places {
		numbers[p.many] = true
	}
	for i, t := range s.tokens {
		if t.kind != word {
			continue
		}
		w := strings.ToLower(t.text)
		feminine, pronoun := pronouns[w]
		switch {
		case pronoun && s.turned[feminine] && !(w == "il" && s.impersonal(i)):
			s.doubts = append(s.doubts, t.text)
		case s.object(i, w), s.alone(i, w),
			strings.HasSuffix(w, "-le") && s.turned[false], strings.HasSuffix(w, "-la") && s.turned[true]:
			s.doubts = append(s.doubts, t.text)
		case w == "nouveau" && s.adverb(i):
		default:
			s.loose(w, t.text, numbers)
		}
	}
}

// loose takes down an adjective that would agree with the noun as it was.
func (s *sentence) loose(w, text string, numbers map[bool]bool) {
	for _, f := range forms[w] {
		if !s.turned[f.feminine] || !numbers[f.many] {
			continue
		}
		other := f
		other.feminine = !f.feminine
		if inflected(other, false) != w {
			s.doubts = append(s.doubts, text)
			return
		}
	}
}

// alone reports whether "un" or "une" stands for a noun: "l’un d’eux", "un de ces",
// "choisissez-en un", "une autre".
func (s *sentence) alone(at int, w string) bool {
	if w != "un" && w != "une" || !s.turned[w == "une"] {
		return false
	}
	if i := s.before(at); i >= 0 && (strings.EqualFold(s.tokens[i].text, "en") || strings.HasSuffix(s.tokens[i].text, "-en")) {
		return true
	}
	next := s.after(at)
	if next < 0 {
		return true
	}
	switch strings.ToLower(s.tokens[next].text) {
	case "de", "d’", "des", "du":
		return true
	case "autre":
		last := s.after(next)
		return last < 0 || s.tokens[last].kind == word && (s.tokens[last].text == "à" || s.tokens[last].text == "ou")
	}
	return false
}

// adverb reports whether "nouveau" says again: "de nouveau", "à nouveau".
func (s *sentence) adverb(at int) bool {
	i := s.before(at)
	return i >= 0 && (s.tokens[i].text == "de" || s.tokens[i].text == "à")
}

// impersonal reports whether "il" stands for nothing: "il y a", "il faut".
func (s *sentence) impersonal(at int) bool {
	next := s.after(at)
	if next < 0 {
		return false
	}
	switch strings.ToLower(s.tokens[next].text) {
	case "y", "faut", "s’agit", "existe", "manque":
		return true
	case "n’", "s’":
		if i := s.after(next); i >= 0 {
			w := strings.ToLower(s.tokens[i].text)
			return w == "y" || w == "agit" || w == "existe"
		}
	}
	return false
}

// object reports whether a word is "le" or "la" before a verb, or stands for a noun:
// "le modifier", "le même", "qui le dit".
func (s *sentence) object(at int, w string) bool {
	if w != "le" && w != "la" || !s.turned[w == "la"] {
		return false
	}
	next := s.after(at)
	if next < 0 || s.tokens[next].kind != word {
		return false
	}
	v := strings.ToLower(s.tokens[next].text)
	if i := s.before(at); v == "même" || i >= 0 && (strings.EqualFold(s.tokens[i].text, "ne") || strings.EqualFold(s.tokens[i].text, "qui")) {
		return true
	}
	if _, ok := forms[v]; ok || strings.HasSuffix(v, "ier") && v != "modifier" && v != "confier" && v != "publier" && v != "copier" {
		return false
	}
	return strings.HasSuffix(v, "er") || strings.HasSuffix(v, "ir") || v == "remettre" || v == "suivre" || v == "rendre" || v == "lire" || v == "faire"
}
