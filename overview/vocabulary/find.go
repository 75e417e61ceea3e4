package vocabulary

import (
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/room/term"
)

// Said is a text, and how it is said in a vocabulary.
type Said struct {
	Line Line
	Now  [2]string // by language
	Own  term.Wording
}

func (s speaker) said(line Line) Said {
	out := Said{Line: line, Own: s.v.Texts[line.Key]}
	for _, l := range []label.Lang{label.EN, label.FR} {
		out.Now[l], _ = s.say(line, l)
	}
	return out
}

// Ask says which texts are looked for.
type Ask struct {
	Find  string // words of the text in either language, or of its key
	Term  string // only those that name it
	Own   bool   // only those that are worded by themselves
	Limit int
}

// Find returns the texts that were asked for, and how many there are: those that
// begin with the words first, then the shorter ones.
func (b *Book) Find(v term.Vocabulary, ask Ask) ([]Said, int) {
	s, want := b.speaker(v), label.Fold(ask.Find)
	type hit struct {
		said Said
		rank int
	}
	var hits []hit
	for _, line := range b.Lines {
		if ask.Term != "" && !slices.Contains(line.terms, ask.Term) {
			continue
		}
		if _, own := v.Texts[line.Key]; ask.Own && !own {
			continue
		}
		said := s.said(line)
		if rank := said.rank(want); rank >= 0 {
			hits = append(hits, hit{said, rank})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	var out []Said
	for _, h := range hits[:min(len(hits), ask.Limit)] {
		out = append(out, h.said)
	}
	return out, len(hits)
}

// rank is how well a text answers words, 0 the best; -1 when it does not.
func (s Said) rank(want string) int {
	best := -1
	for _, text := range []string{s.Now[label.EN], s.Now[label.FR], s.Line.Texts[label.EN], s.Line.Texts[label.FR], s.Line.Key} {
		folded := label.Fold(text)
		at := strings.Index(folded, want)
		if at < 0 {
			continue
		}
		rank := len(folded) - len(want)
		if at > 0 {
			rank += 1000
		}
		if best < 0 || rank < best {
			best = rank
		}
	}
	return best
}

// telling are the texts by which a vocabulary shows first: the way around, then what
// begins, counts and warns.
var telling = []string{
	"nav.portfolio", "nav.reviews", "nav.milestones", "nav.risks", "nav.actions", "nav.decisions", "nav.summary", "portfolio.new.title", "portfolio.count", "project.history.title", "home.mine", "portfolio.why.archived", "portfolio.all",
	"portfolio.emptyOne.text", "review.none.text", "register.milestone.lead", "register.risk.lead", "register.action.lead", "round.lead", "unit.lead", "life.lead", "trust.lead",
}

// Foresee returns texts that another vocabulary would say otherwise, as it would, and
// how many there are; only those that name one of the terms, if any are given.
func (b *Book) Foresee(was, now term.Vocabulary, terms []string, limit int) ([]Said, int) {
	before, after := b.speaker(was), b.speaker(now)
	var all []Said
	for _, line := range b.Lines {
		a, n := before.said(line), after.said(line)
		about := len(terms) == 0 || slices.ContainsFunc(terms, func(key string) bool { return slices.Contains(line.terms, key) })
		if a.Now != n.Now || about && len(terms) > 0 && b.renames(now, terms) && n.Now != line.Texts {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(x, y Said) int { return tells(x) - tells(y) })
	return all[:min(len(all), limit)], len(all)
}

// renames reports whether a vocabulary has other nouns for terms.
func (b *Book) renames(v term.Vocabulary, terms []string) bool {
	return slices.ContainsFunc(terms, func(key string) bool {
		_, ok := v.Terms[key]
		return ok
	})
}

// tells orders texts by how much they show: the telling ones, then those of the
// browser without choices, the longer ones first.
func tells(s Said) int {
	if at := slices.Index(telling, s.Line.Key); at >= 0 {
		return at - 1_000_000
	}
	rank := -len(s.Line.Texts[label.FR])
	if len(s.Line.Texts[label.FR]) > 110 || strings.ContainsAny(s.Line.Texts[label.FR], "{%\n") {
		rank += 10_000
	}
	return rank
}
