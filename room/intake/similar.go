package intake

import (
	"slices"
	"strings"

	"vigie/ground/label"
)

// How alike two names must be, of 100, to ask a person whether they are one;
// more is asked of projects that were never in the portfolio.
const (
	doubtAt      = 62
	doubtOutside = 76
)

// stop are words that say nothing of which project it is.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("de du des d la le les l un une et ou a au aux en pour par sur dans the of and for to in on at projet project programme program application systeme system outil si new nouveau nouvelle") {
		m[w] = true
	}
	return m
}()

// likeness is what of an object or a row is compared.
type likeness struct {
	bare     string // letters and digits of the name
	digits   string // the name, folded
	tokens   []string
	initials string
	grams    map[string]int
	unit     string
	start    int64 // a month; 0 when unknown
	cost     int64
	text     string
	words    map[string]bool // of the description, once needed
}

func likenessOf(name, unit, description string, start, cost int64) *likeness {
	l := &likeness{digits: label.Fold(name), unit: bare(unit), start: start, cost: cost, text: description}
	split := strings.FieldsFunc(label.Fold(name), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80 || r == '@')
	})
	for _, w := range split {
		w = strings.ReplaceAll(w, "@", "a")
		l.bare += w
		if !stop[w] {
			l.tokens = append(l.tokens, w)
			r := []rune(w)
			l.initials += string(r[0])
		}
	}
	if len(l.tokens) == 0 {
		l.tokens = []string{l.bare}
	}
	l.grams = trigrams(l.bare)
	return l
}

func trigrams(s string) map[string]int {
	r := []rune("  " + s + " ")
	m := make(map[string]int, len(r))
	for i := range len(r) - 2 {
		m[string(r[i:i+3])]++
	}
	return m
}

// dice is how much two bags have in common, of 100.
func dice(a, b map[string]int) int {
	common, total := 0, 0
	for g, n := range a {
		common += min(n, b[g])
		total += n
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 200 * common / total
}

// alike scores whether two are the same, of 100, from their names and then from
// what else is known of them.
func alike(a, b *likeness) (score int, why label.Text) {
	score, why = dice(a.grams, b.grams), label.T("the names are alike", "les noms se ressemblent")
	if contained(a, b) || contained(b, a) {
		score, why = max(score, 72), label.T("one name is part of the other", "un nom fait partie de l’autre")
	}
	if acronym(a, b) || acronym(b, a) {
		score, why = max(score, 70), label.T("one name is the initials of the other", "un nom est le sigle de l’autre")
	}
	sameStart := a.start != 0 && a.start == b.start
	if a.unit != "" && a.unit == b.unit {
		score += 6
	}
	if sameStart {
		score += 10
	} else if a.start != 0 && b.start != 0 {
		score -= 6
	}
	if a.cost != 0 && a.cost == b.cost {
		score += 10
	}
	if (score >= 30 || sameStart) && a.text != "" && b.text != "" {
		switch d := overlap(a.vocabulary(), b.vocabulary()); {
		case d >= 60:
			if score+20 < 74 {
				why = label.T("the descriptions are nearly the same", "les descriptions sont presque identiques")
			}
			score = max(score+20, 74)
		case d >= 35 && sameStart:
			score += 12
		}
	}
	if otherNumbers(a, b) {
		score = min(score, doubtAt-1) // lot 1 is not lot 2
	}
	return min(score, 99), why
}

// otherNumbers reports whether both names have numbers, and different ones.
func otherNumbers(a, b *likeness) bool {
	x, y := a.numbers(), b.numbers()
	return x != "" && y != "" && x != y
}

func (l *likeness) numbers() string {
	return strings.Join(strings.FieldsFunc(l.digits, func(r rune) bool { return r < '0' || r > '9' }), " ")
}

// contained reports whether all the telling words of a are among those of b.
func contained(a, b *likeness) bool {
	long := false
	for _, w := range a.tokens {
		if !slices.Contains(b.tokens, w) {
			return false
		}
		long = long || len(w) >= 4
	}
	return long || len(a.bare) >= 3 && len(a.tokens) == 1 && slices.Contains(b.tokens, a.bare)
}

// acronym reports whether a is the initials of b.
func acronym(a, b *likeness) bool {
	return len(a.bare) >= 3 && len(b.tokens) >= 3 && (a.bare == b.initials || len(a.bare) >= 4 && strings.HasPrefix(b.initials, a.bare))
}

func (l *likeness) vocabulary() map[string]bool {
	if l.words == nil {
		l.words = map[string]bool{}
		text := l.text[:min(len(l.text), 4000)]
		for _, w := range strings.FieldsFunc(label.Fold(text), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80) }) {
			if len(w) > 3 {
				l.words[w] = true
			}
		}
	}
	return l.words
}

// overlap is how many of 100 words of the shorter are in the longer.
func overlap(a, b map[string]bool) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 8 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return 100 * n / len(a)
}
