package intake

import (
	"slices"

	"vigie/ground/label"
)

// entry is an object that is there already.
type entry struct {
	ID     int64
	Name   string
	Code   string
	Unit   string
	Member bool // of the portfolio, now or once

	// Of a key date: its project, its date and its baseline.
	owner, date, target int64

	folded string
	like   *likeness
}

// identity finds out which row is which object.
type identity struct {
	lines   []*line
	entries []entry
	aliases map[string]int64 // folded names by which earlier files knew objects
	like    func(*line) *likeness
	byID    map[int64]*entry
	byCode  map[string]*entry
	byName  map[string][]*entry
	taken   map[int64]*line
}

// resolve gives every row the object that it is, a place among the new ones, or
// candidates to choose from. Decisions come first, then codes, then names that
// are the same, then names by which earlier files knew an object, then likeness.
func (x *identity) resolve(decided map[int]Match, remembered map[string]Remembered, doubtful string) {
	x.index()
	x.repeated()
	x.decide(decided, remembered)
	x.each(func(l *line) *entry { return x.byCode[label.Fold(l.Code)] })
	x.each(x.named)
	x.each(func(l *line) *entry {
		if e := x.byID[x.aliases[l.folded]]; e != nil && !x.otherCode(l, e) {
			return e
		}
		return nil
	})
	x.compare()
	for _, l := range x.lines {
		if !l.isDoubtful() {
			continue
		}
		if len(l.Candidates) == 0 {
			if doubtful != Ask {
				l.Decision = New
			}
			continue
		}
		switch best := l.Candidates[0]; {
		case doubtful == Same && x.taken[best.ID] == nil:
			l.Decision = Same
			x.take(l, x.byID[best.ID])
		case doubtful == Same || doubtful == New:
			l.Decision = New
		}
	}
}

func (x *identity) index() {
	x.byID, x.byCode, x.byName, x.taken = map[int64]*entry{}, map[string]*entry{}, map[string][]*entry{}, map[int64]*line{}
	for i := range x.entries {
		e := &x.entries[i]
		x.byID[e.ID] = e
		if e.Code != "" {
			x.byCode[label.Fold(e.Code)] = e
		}
		x.byName[e.folded] = append(x.byName[e.folded], e)
	}
}

// repeated refuses rows that say for a second time what a row above says: the
// same code, or without codes the same name and unit.
func (x *identity) repeated() {
	codes, names := map[string]int{}, map[string]int{}
	for _, l := range x.lines {
		if l.isRefused() {
			continue
		}
		seen, key := codes, label.Fold(l.Code)
		if key == "" {
			seen, key = names, l.folded+"\n"+bare(l.Unit)
		}
		if first, again := seen[key]; again {
			l.refuse(label.F("Row %d of the file is the same object already; keep one of the two", "La ligne %d du fichier décrit déjà le même objet ; gardez l’une des deux", first))
			continue
		}
		seen[key] = l.Number
	}
}

func (x *identity) decide(decided map[int]Match, remembered map[string]Remembered) {
	for _, l := range x.lines {
		if l.isRefused() {
			continue
		}
		if d, ok := decided[l.Number]; ok {
			l.Decision = d.Decision
			switch d.Decision {
			case Skip:
				l.Skipped = true
				l.refuse(label.T("Left out by decision", "Écartée par décision"))
			case Same:
				if e := x.byID[d.Object]; e == nil || x.taken[d.Object] != nil {
					l.Decision = ""
				} else {
					x.take(l, e)
				}
			}
			continue
		}
		r, ok := remembered[l.folded]
		if !ok {
			continue
		}
		if es := x.byName[label.Fold(r.Object)]; r.Decision == Same && len(es) == 1 && x.taken[es[0].ID] == nil {
			l.Decision = Same
			x.take(l, es[0])
		} else if r.Decision == New && len(x.byName[l.folded]) == 0 {
			l.Decision = New
		}
	}
}

func (x *identity) open(l *line) bool { return !l.isRefused() && l.Object == 0 && l.Decision == "" }

func (x *identity) take(l *line, e *entry) {
	l.Object, l.Candidates = e.ID, nil
	x.taken[e.ID] = l
}

// each gives the rows that have no object yet the one that find names, once.
func (x *identity) each(find func(*line) *entry) {
	for _, l := range x.lines {
		if !x.open(l) || len(l.Candidates) > 0 {
			continue
		}
		if e := find(l); e != nil && x.taken[e.ID] == nil {
			x.take(l, e)
		}
	}
}

// otherCode reports whether row and object have codes, and different ones.
func (x *identity) otherCode(l *line, e *entry) bool {
	return l.Code != "" && e.Code != "" && label.Fold(l.Code) != label.Fold(e.Code)
}

// named returns the object whose name is the row's, whatever its case and
// accents: of the portfolio first, of the same unit where there are several.
// Elsewhere the same name in another unit is not enough.
func (x *identity) named(l *line) *entry {
	var inside, outside []*entry
	for _, e := range x.byName[l.folded] {
		switch {
		case x.taken[e.ID] != nil:
		case x.otherCode(l, e):
			x.doubt(l, e, 80, label.T("the same name, but another code", "le même nom, mais un autre code"))
		case e.Member:
			inside = append(inside, e)
		default:
			outside = append(outside, e)
		}
	}
	if e := x.pick(l, inside); e != nil || len(inside) > 0 {
		return e
	}
	outside = slices.DeleteFunc(outside, func(e *entry) bool {
		other := l.Unit != "" && e.Unit != "" && bare(l.Unit) != bare(e.Unit)
		if other {
			x.doubt(l, e, 85, label.T("the same name, in another unit and outside this portfolio", "le même nom, dans une autre entité et hors de ce portefeuille"))
		}
		return other
	})
	if len(outside) > 0 {
		l.Candidates = nil
	}
	return x.pick(l, outside)
}

// pick chooses among objects of one name by the unit; several make a doubt.
func (x *identity) pick(l *line, es []*entry) *entry {
	if len(es) == 1 {
		return es[0]
	}
	var same []*entry
	for _, e := range es {
		if bare(e.Unit) == bare(l.Unit) {
			same = append(same, e)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	for _, e := range es {
		x.doubt(l, e, 90, label.T("several objects have this name", "plusieurs objets portent ce nom"))
	}
	return nil
}

func (x *identity) doubt(l *line, e *entry, score int, why label.Text) {
	l.Candidates = append(l.Candidates, Candidate{e.ID, e.Name, e.Code, e.Unit, score, why})
}

// most is how many comparisons are made all with all; beyond, only what shares
// a word is compared.
const most = 300_000

// compare looks for objects like the rows that have none. Each object is the
// candidate of the row that it resembles most.
func (x *identity) compare() {
	var lines []*line
	for _, l := range x.lines {
		if x.open(l) && len(l.Candidates) == 0 {
			lines = append(lines, l)
		}
	}
	var free []*entry
	for i := range x.entries {
		if e := &x.entries[i]; x.taken[e.ID] == nil {
			free = append(free, e)
		}
	}
	if len(lines) == 0 || len(free) == 0 {
		return
	}
	near := nearby(free, len(lines)*len(free) <= most)
	for _, l := range lines {
		a := x.like(l)
		for _, e := range near(a) {
			if x.otherCode(l, e) {
				continue
			}
			score, why := alike(a, e.like)
			if score >= doubtOutside || score >= doubtAt && e.Member {
				x.doubt(l, e, score, why)
			}
		}
		slices.SortStableFunc(l.Candidates, func(a, b Candidate) int { return b.Score - a.Score })
	}
	x.rivals(lines)
}

// rivals leaves every object to the row that is most like it.
func (x *identity) rivals(lines []*line) {
	best := map[int64]int{}
	for _, l := range lines {
		for _, c := range l.Candidates {
			best[c.ID] = max(best[c.ID], c.Score)
		}
	}
	claimed := map[int64]bool{}
	for _, l := range lines {
		l.Candidates = slices.DeleteFunc(l.Candidates, func(c Candidate) bool { return c.Score < best[c.ID] || claimed[c.ID] })
		if len(l.Candidates) > 3 {
			l.Candidates = l.Candidates[:3]
		}
		if len(l.Candidates) > 0 {
			claimed[l.Candidates[0].ID] = true
		}
	}
}

// nearby returns which objects to compare with a row.
func nearby(free []*entry, all bool) func(*likeness) []*entry {
	if all {
		return func(*likeness) []*entry { return free }
	}
	byWord := map[string][]*entry{}
	for _, e := range free {
		for _, w := range append(slices.Clone(e.like.tokens), e.like.bare, e.like.initials) {
			byWord[w] = append(byWord[w], e)
		}
	}
	return func(l *likeness) []*entry {
		seen := map[int64]bool{}
		var out []*entry
		for _, w := range append(slices.Clone(l.tokens), l.bare, l.initials) {
			if len(byWord[w]) > 100 {
				continue
			}
			for _, e := range byWord[w] {
				if !seen[e.ID] {
					seen[e.ID] = true
					out = append(out, e)
				}
			}
		}
		return out
	}
}
