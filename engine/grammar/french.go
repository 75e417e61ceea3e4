package grammar

import "strings"

// numbers stand between an article and a noun, and agree with nothing.
var numbers = map[string]bool{"deux": true, "trois": true, "quatre": true, "cinq": true, "six": true, "sept": true, "huit": true, "neuf": true, "dix": true, "plusieurs": true, "soixante": true}

// adverbs stand between a noun and what is said of it.
var adverbs = map[string]bool{
	"non": true, "déjà": true, "encore": true, "plus": true, "moins": true, "trop": true, "très": true, "pas": true, "aussi": true, "ainsi": true, "bien": true, "jamais": true, "donc": true, "toujours": true, "mal": true, "y": true,
	"alors": true, "aussitôt": true, "ensuite": true, "ici": true, "là": true,
}

// beings are the verbs after which something is said of the subject.
var beings = map[string]bool{
	"est": true, "sont": true, "était": true, "étaient": true, "sera": true, "seront": true, "serait": true, "seraient": true, "soit": true, "soient": true, "reste": true, "restent": true, "devient": true, "deviennent": true,
	"semble": true, "semblent": true, "été": true, "resterait": true, "restera": true, "resteront": true, "être": true,
}

// helpers stand before "été" and "être".
var helpers = map[string]bool{"a": true, "ont": true, "avait": true, "avaient": true, "ait": true, "aient": true, "aura": true, "auront": true, "doit": true, "doivent": true, "peut": true, "peuvent": true, "ne": true, "n’": true, "va": true, "vont": true, "pourra": true, "pourront": true, "devra": true, "devront": true}

// objects stand between a subject and its verb.
var objects = map[string]bool{"vous": true, "me": true, "m’": true, "nous": true, "lui": true, "leur": true, "se": true, "s’": true, "en": true}

// feminines are the determiners that have one.
var feminines = map[string]string{"un": "une", "aucun": "aucune", "quel": "quelle", "nul": "nulle", "tout": "toute", "certain": "certaine", "chacun": "chacune", "quels": "quelles", "certains": "certaines"}

// masculines are the same, the other way.
var masculines = func() map[string]string {
	out := map[string]string{}
	for m, f := range feminines {
		out[f] = m
	}
	return out
}()

// before a vowel these lose theirs
var elided = map[string]string{"de": "d’", "que": "qu’", "jusque": "jusqu’", "lorsque": "lorsqu’", "puisque": "puisqu’"}

var whole = func() map[string]string {
	out := map[string]string{}
	for w, e := range elided {
		out[e] = w
	}
	return out
}()

// french has what stands beside a noun agree with it.
func (s *sentence) french(at int, p place) {
	turned := p.from.Feminine != p.to.Feminine
	first := at
	for {
		i := s.before(first)
		if i < 0 {
			break
		}
		w := strings.ToLower(s.tokens[i].text)
		if s.tokens[i].kind == hole || numbers[w] {
			first = i
			continue
		}
		f, ok := adjective(w, p.from.Feminine, p.many)
		if !ok || w == "tout" || w == "toute" || w == "certain" || w == "nul" || feminines[w] != "" && s.determines(i) {
			break
		}
		f.feminine = p.to.Feminine
		s.set(i, inflected(f, first == at && p.to.Vowel))
		first = i
	}
	vowel := p.to.Vowel
	if first != at {
		vowel = s.tokens[first].kind != hole && Vowel(s.tokens[first].text, 1)
	}
	s.determiner(first, p, vowel, s.tokens[first].kind == hole)
	if turned {
		s.right(at, p)
	}
}

// determines reports whether nothing but this word tells which one is meant.
func (s *sentence) determines(at int) bool {
	i := s.before(at)
	if i < 0 {
		return true
	}
	switch strings.ToLower(s.tokens[i].text) {
	case "le", "la", "les", "l’", "un", "une", "des", "ces", "mes", "ses", "vos", "leurs":
		return false
	}
	return true
}

func (s *sentence) set(at int, text string) {
	t := &s.tokens[at]
	t.text, t.kind = like(t.text, text), done
}

// join sets the word before a token, with a space in between or, after an
// apostrophe, none.
func (s *sentence) join(at int, text string, first int) {
	s.set(at, text)
	apart := strings.HasSuffix(text, "’")
	switch {
	case s.tokens[first-1].kind == space && apart:
		s.tokens[first-1].text = ""
	case s.tokens[first-1].kind == space && s.tokens[first-1].text == "":
		s.tokens[first-1].text = " "
	case s.tokens[first-1].kind != space && !apart:
		s.tokens[at].text += " "
	}
}

// determiner sets the article, possessive or preposition before a noun and its
// adjectives.
func (s *sentence) determiner(first int, p place, vowel, counted bool) {
	at := s.before(first)
	if at < 0 || s.tokens[at].kind == hole {
		return
	}
	w := strings.ToLower(s.tokens[at].text)
	if e, ok := elided[w]; ok && !counted {
		if vowel {
			s.join(at, e, first)
		}
		return
	}
	if base, ok := whole[w]; ok {
		if !vowel {
			s.join(at, base, first)
		}
		return
	}
	if p.many {
		s.plural(at, p, w)
		return
	}
	switch w {
	case "le", "la", "l’", "du", "au":
		s.article(at, first, p.to.Feminine, vowel)
	case "ce", "cet", "cette":
		s.join(at, pick(p.to.Feminine, "cette", pick(vowel, "cet", "ce")), first)
	case "mon", "ma", "ton", "ta", "son", "sa":
		s.join(at, w[:1]+pick(p.to.Feminine && !vowel, "a", "on"), first)
	default:
		s.gender(at, w, p.to.Feminine)
	}
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// gender sets a determiner that only has a feminine.
func (s *sentence) gender(at int, w string, feminine bool) {
	if f, ok := feminines[w]; ok && feminine {
		s.set(at, f)
	} else if m, ok := masculines[w]; ok && !feminine {
		s.set(at, m)
	}
}

// plural sets "tous les", "quels", "certains" and what they are before feminines.
func (s *sentence) plural(at int, p place, w string) {
	s.gender(at, w, p.to.Feminine)
	if i := s.before(at); i >= 0 {
		if f, ok := adjective(s.tokens[i].text, p.from.Feminine, true); ok && f.lemma == "tout" {
			f.feminine = p.to.Feminine
			s.set(i, inflected(f, false))
		}
	}
	s.oneOf(at, p, w)
}

// oneOf sets "un" of "l’un des" and "un de ces".
func (s *sentence) oneOf(at int, p place, w string) {
	i := s.before(at)
	if w != "des" && i >= 0 {
		w, i = strings.ToLower(s.tokens[i].text), s.before(i)
	}
	if i < 0 || w != "des" && w != "de" {
		return
	}
	if one := strings.ToLower(s.tokens[i].text); one == "un" || one == "une" {
		s.gender(i, one, p.to.Feminine)
	}
}

// article sets "le", with "de" and "à" before it: du, de la, de l’.
func (s *sentence) article(at, first int, feminine, vowel bool) {
	w, with := strings.ToLower(s.tokens[at].text), ""
	lead := at
	switch i := s.before(at); {
	case w == "du":
		with = "de"
	case w == "au":
		with = "à"
	case w == "le" && i >= 0 && strings.EqualFold(s.tokens[i].text, "tout"), w != "le" && i >= 0 && strings.EqualFold(s.tokens[i].text, "toute"):
		s.set(i, pick(feminine, "toute", "tout"))
	case w != "le" && i >= 0 && (strings.EqualFold(s.tokens[i].text, "de") || strings.EqualFold(s.tokens[i].text, "à")):
		with, lead = strings.ToLower(s.tokens[i].text), i
	}
	text := pick(vowel, "l’", pick(feminine, "la", "le"))
	switch {
	case with != "" && text == "le":
		text = pick(with == "de", "du", "au")
	case with != "":
		text = with + " " + text
	}
	if lead != at {
		text = like(s.tokens[lead].text, text)
		for i := lead; i < at; i++ {
			s.tokens[i] = token{kind: done}
		}
	}
	s.join(at, text, first)
}

// right has the adjectives after a noun agree, and what is said of it where it is the
// subject.
func (s *sentence) right(at int, p place) {
	owned := s.owned(at)
	i := at
	for {
		next := s.after(i)
		if next >= 0 && (adverbs[strings.ToLower(s.tokens[next].text)] || isAnd(s.tokens[next].text)) && s.chain(next, p) {
			i = next
			continue
		}
		if next < 0 && i != at {
			next = s.listed(i)
		}
		if next < 0 || owned && !s.quantity(at) || !s.inflect(next, p) {
			break
		}
		i = next
	}
	if !owned && !s.governed(at) {
		s.said(i, p)
	}
}

func isAnd(w string) bool { return w == "et" || w == "ou" || w == "ni" }

// chain reports whether an adjective follows a conjunction or an adverb.
func (s *sentence) chain(at int, p place) bool {
	next := s.after(at)
	if next < 0 {
		return false
	}
	w := s.tokens[next].text
	if adverbs[strings.ToLower(w)] {
		return s.chain(next, p)
	}
	_, ok := adjective(w, p.from.Feminine, p.many)
	return ok
}

// listed returns the word behind a comma, where adjectives are listed.
func (s *sentence) listed(at int) int {
	if at+2 < len(s.tokens) && s.tokens[at+1].text == "," && s.tokens[at+2].kind == space {
		if next := s.after(at + 1); next >= 0 {
			return next
		}
	}
	return -1
}

func (s *sentence) inflect(at int, p place) bool {
	f, ok := adjective(s.tokens[at].text, p.from.Feminine, p.many)
	if !ok {
		return false
	}
	f.feminine = p.to.Feminine
	s.set(at, inflected(f, false))
	return true
}

// owned reports whether a noun without an article belongs to another one before it,
// which what follows may be said of: "chef de projet nommé".
func (s *sentence) owned(at int) bool {
	i := s.before(at)
	if i < 0 {
		return false
	}
	w := strings.TrimSpace(strings.ToLower(s.tokens[i].text))
	return w == "de" || w == "d’"
}

// quantity reports whether a noun is counted by the word before it: "nombre de".
func (s *sentence) quantity(at int) bool {
	i := s.before(s.before(at))
	if i < 0 {
		return false
	}
	switch strings.ToLower(s.tokens[i].text) {
	case "nombre", "plus", "moins", "peu", "pas", "beaucoup", "trop", "tant", "autant", "combien", "centaine", "dizaine":
		return true
	}
	return false
}

// governed reports whether a noun stands behind a preposition, and so is no subject.
func (s *sentence) governed(at int) bool {
	for i := s.before(at); i >= 0; i = s.before(i) {
		w := strings.TrimSpace(strings.ToLower(s.tokens[i].text))
		switch w {
		case "de", "d’", "du", "des", "à", "au", "aux", "dans", "sur", "par", "pour", "sans", "avec", "vers", "entre", "sous", "de l’", "de la", "à l’", "à la", "contre", "depuis", "comme", "dont":
			return true
		}
		if s.tokens[i].kind == word && !articles[w] && !numbers[w] && len(forms[w]) == 0 {
			return false
		}
	}
	return false
}

// articles stand between a preposition and its noun.
var articles = map[string]bool{
	"le": true, "la": true, "les": true, "l’": true, "un": true, "une": true, "ce": true, "cet": true, "cette": true, "ces": true, "mon": true, "ma": true, "mes": true, "son": true, "sa": true, "ses": true, "leur": true, "leurs": true,
	"votre": true, "vos": true, "notre": true, "nos": true, "chaque": true, "quelques": true,
}

// said has what is said of a subject agree: "n’est pas encore terminé".
func (s *sentence) said(at int, p place) {
	i, being := at, false
	for {
		next := s.after(i)
		if next < 0 {
			return
		}
		switch w := strings.ToLower(s.tokens[next].text); {
		case beings[w]:
			being = true
		case helpers[w], adverbs[w], objects[w]:
		default:
			if being {
				s.predicate(next, p)
			}
			return
		}
		i = next
	}
}

// predicate has one or several adjectives agree.
func (s *sentence) predicate(at int, p place) {
	for at >= 0 && s.inflect(at, p) {
		next := s.after(at)
		if next >= 0 && isAnd(s.tokens[next].text) && s.chain(next, p) {
			next = s.after(next)
		} else if next < 0 {
			next = s.listed(at)
		}
		at = next
	}
}
