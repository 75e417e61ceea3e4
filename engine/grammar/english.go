package grammar

import "strings"

// around has what stands beside a noun agree with it.
func (s *sentence) around(p place) {
	at := s.placeOf(p)
	if at < 0 {
		return
	}
	if s.lang != 0 {
		s.french(at, p)
		return
	}
	if before := s.before(at); before >= 0 {
		switch t := &s.tokens[before]; strings.ToLower(t.text) {
		case "a", "an":
			article := "a"
			if p.to.Vowel {
				article = "an"
			}
			t.text = like(t.text, article)
		}
	}
}

// placeOf finds a noun again: the tokens before it may have become fewer.
func (s *sentence) placeOf(p place) int {
	for i := p.at; i >= 0; i-- {
		if i < len(s.tokens) && s.tokens[i].kind == noun {
			return i
		}
	}
	return -1
}

// before returns the word or number before a token, -1 when something else stands
// there.
func (s *sentence) before(at int) int {
	i := at - 1
	if i >= 0 && s.tokens[i].kind == space {
		i--
	}
	for i >= 0 && s.tokens[i].kind == done && s.tokens[i].text == "" {
		i--
	}
	if i >= 0 && (s.tokens[i].kind == word || s.tokens[i].kind == hole || s.tokens[i].kind == done) {
		return i
	}
	return -1
}

// after returns the word after a token, past one space; -1 when something else
// stands there.
func (s *sentence) after(at int) int {
	i := at + 1
	if i < len(s.tokens) && s.tokens[i].kind == space {
		i++
	}
	if i < len(s.tokens) && s.tokens[i].kind == word {
		return i
	}
	return -1
}
