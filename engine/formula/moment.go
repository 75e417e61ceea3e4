package formula

import (
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// Dates that move with the day of the reading are written as people say them:
//
//	end < today + 30d               end < aujourd'hui + 30j
//	start >= start of next quarter  start >= début du trimestre prochain
//	end in next quarter             end dans trimestre prochain
//	updated not in last 12 months   updated pas dans 12 derniers mois
//
// They stand for operations and functions that formulas have anyway: a length of
// time beside a date moves it, by days or by months; a period is a first and a
// last day, both included. The last 12 months end today, and the next ones begin
// today; weeks and quarters begin as the organisation counts them, years with those
// of the calendar, and fiscal years with the first month of its accounts.

// span is a unit of time.
type span uint8

const (
	spanDay span = iota + 1
	spanWeek
	spanMonth
	spanQuarter
	spanYear
	spanFiscal // the year of the organisation's accounts
)

// spans are the units of time by their folded names, in both languages. One
// letter only follows a number: 30d, 30j.
var spans = map[string]span{
	"d": spanDay, "day": spanDay, "days": spanDay, "j": spanDay, "jour": spanDay, "jours": spanDay,
	"w": spanWeek, "week": spanWeek, "weeks": spanWeek, "s": spanWeek, "sem": spanWeek, "semaine": spanWeek, "semaines": spanWeek,
	"m": spanMonth, "month": spanMonth, "months": spanMonth, "mois": spanMonth,
	"q": spanQuarter, "quarter": spanQuarter, "quarters": spanQuarter, "t": spanQuarter, "trimestre": spanQuarter, "trimestres": spanQuarter,
	"y": spanYear, "year": spanYear, "years": spanYear, "a": spanYear, "an": spanYear, "ans": spanYear, "annee": spanYear, "annees": spanYear,
	"fiscal year": spanFiscal, "exercice": spanFiscal, "exercices": spanFiscal,
}

// spanKeys are the names of the periods in formulas.
var spanKeys = map[span]label.Text{
	spanDay: label.T("day", "jour"), spanWeek: label.T("week", "semaine"), spanMonth: label.T("month", "mois"),
	spanQuarter: label.T("quarter", "trimestre"), spanYear: label.T("year", "année"), spanFiscal: label.T("fiscal year", "exercice"),
}

// The words that place a period around today.
var (
	thisWords = map[string]bool{"this": true, "current": true, "ce": true, "cet": true, "cette": true}
	nextWords = map[string]bool{
		"next": true, "prochain": true, "prochaine": true, "prochains": true, "prochaines": true, "suivant": true, "suivante": true, "suivants": true, "suivantes": true,
	}
	lastWords = map[string]bool{
		"last": true, "previous": true, "past": true, "dernier": true, "derniere": true, "derniers": true, "dernieres": true,
		"precedent": true, "precedente": true, "precedents": true, "precedentes": true,
	}
	articles   = map[string]bool{"the": true, "le": true, "la": true, "les": true}
	ofWords    = map[string]bool{"of": true, "de": true, "du": true, "des": true}
	startWords = map[string]bool{"start": true, "beginning": true, "debut": true}
	endWords   = map[string]bool{"end": true, "fin": true}
	myWords    = map[string]bool{"my": true, "mes": true}
	unitWords  = map[string]bool{"units": true, "entites": true, "unites": true}
)

// nameAt returns the folded bare word that comes n tokens on, "" when another
// kind of token does. The article of l'année is left out.
func (p *parser) nameAt(n int) string {
	if p.at+n >= len(p.toks) || p.toks[p.at+n].kind != tokName {
		return ""
	}
	s := label.Fold(p.toks[p.at+n].text)
	for _, elided := range []string{"l'", "d'"} {
		s = strings.TrimPrefix(s, elided)
	}
	return s
}

// spanAt returns the unit of time that comes n tokens on, and of how many tokens it is.
func (p *parser) spanAt(n int) (unit span, tokens int, ok bool) {
	if second := p.nameAt(n + 1); p.nameAt(n) == "fiscal" && (second == "year" || second == "years") {
		return spanFiscal, 2, true
	}
	unit, ok = spans[p.nameAt(n)]
	return unit, 1, ok
}

// length takes the length of time that comes next: 30d, 3 months.
func (p *parser) length() (n int64, unit span, ok bool) {
	if p.tok().kind != tokNumber || p.signAt(2, "(") {
		return 0, 0, false
	}
	unit, tokens, ok := p.spanAt(1)
	if !ok {
		return 0, 0, false
	}
	n, err := strconv.ParseInt(p.tok().text, 10, 32)
	if err != nil {
		return 0, 0, false
	}
	p.at += 1 + tokens
	return n, unit, true
}

// moved is a date moved by n units of time.
func (p *parser) moved(date *node, n int64, unit span, pos int) (*node, error) {
	call, by := "", n
	switch unit {
	case spanWeek:
		by = 7 * n
	case spanMonth:
		call = "EDATE"
	case spanQuarter:
		call, by = "EDATE", 3*n
	case spanYear, spanFiscal:
		call, by = "EDATE", 12*n
	}
	amount, err := p.make(literal(Number, Value{N: by * money.Scale}, pos))
	if err != nil {
		return nil, err
	}
	if call != "" {
		return p.make(&node{op: opCall, fn: functionNamed(call), pos: pos, args: []*node{date, amount}})
	}
	if by < 0 {
		amount.val.N = -amount.val.N
		return p.make(&node{op: opSub, pos: pos, args: []*node{date, amount}})
	}
	return p.make(&node{op: opAdd, pos: pos, args: []*node{date, amount}})
}

// period is some time around today: count units of it from today on, or back
// when it is negative; or, when count is 0, the unit that lies offset away.
type period struct {
	unit          span
	count, offset int64
	year          int64 // a year of the calendar, such as 2027
	pos           int
}

// period takes the period that comes next. A bare unit, as in start of month, is
// the one that today is in; a bare number of four digits is a year.
func (p *parser) period() (period, bool) {
	from, out := p.at, period{pos: p.tok().pos}
	if articles[p.nameAt(0)] {
		p.at++
	}
	side, sided := p.side()
	if n, ok := p.whole(); ok {
		if !sided {
			side, sided = p.side()
		}
		if unit, tokens, ok := p.spanAt(0); ok && side != 0 {
			p.at += tokens
			out.unit, out.count = unit, side*n
			return out, true
		}
		if !sided && n >= 1900 && n <= 2999 {
			out.unit, out.year = spanYear, n
			return out, true
		}
	} else if unit, tokens, ok := p.spanAt(0); ok && len(p.nameAt(0)) > 1 {
		p.at += tokens
		if !sided {
			side, _ = p.side()
		}
		out.unit, out.offset = unit, side
		return out, true
	}
	p.at = from
	return out, false
}

// side takes a word that says this (0), next (1) or last (-1).
func (p *parser) side() (int64, bool) {
	switch w := p.nameAt(0); {
	case thisWords[w]:
		p.at++
		return 0, true
	case w == "en" && p.nameAt(1) == "cours":
		p.at += 2
		return 0, true
	case nextWords[w]:
		p.at++
		return 1, true
	case lastWords[w]:
		p.at++
		return -1, true
	}
	return 0, false
}

// whole takes a whole number.
func (p *parser) whole() (int64, bool) {
	if p.tok().kind != tokNumber {
		return 0, false
	}
	n, err := strconv.ParseInt(p.tok().text, 10, 32)
	if err != nil {
		return 0, false
	}
	p.at++
	return n, true
}

// edge takes start of month, fin du trimestre prochain, as the date it is; ok is
// false when something else comes next.
func (p *parser) edge() (n *node, ok bool, err error) {
	from, pos := p.at, p.tok().pos
	first := startWords[p.nameAt(0)]
	if !first && !endWords[p.nameAt(0)] {
		return nil, false, nil
	}
	elided := p.at+1 < len(p.toks) && strings.HasPrefix(label.Fold(p.toks[p.at+1].text), "d'")
	if !elided && !ofWords[p.nameAt(1)] {
		return nil, false, nil
	}
	p.at++
	if !elided {
		p.at++
	}
	at, ok := p.period()
	if !ok {
		p.at = from + 1
		return nil, true, wrong(p.tok().pos, label.T("A period is expected here: start of month, end of next quarter",
			"Une période est attendue ici : début du mois, fin du trimestre prochain"))
	}
	start, end, err := p.ends(at)
	if err != nil {
		return nil, true, err
	}
	start.pos, end.pos = pos, pos
	if first {
		return start, true, nil
	}
	return end, true, nil
}

// ends makes the first and the last day of a period.
func (p *parser) ends(at period) (first, last *node, err error) {
	today := func() (*node, error) { return p.make(&node{op: opCall, fn: functionNamed("today"), pos: at.pos}) }
	switch {
	case at.year != 0:
		first, err = p.make(literal(Date, Value{N: int64(day.Of(int(at.year), 1, 1))}, at.pos))
		if err == nil {
			last, err = p.make(literal(Date, Value{N: int64(day.Of(int(at.year), 12, 31))}, at.pos))
		}
		return first, last, err
	case at.count == 0:
		if first, err = p.edgeCall("PERIODSTART", at); err == nil {
			last, err = p.edgeCall("PERIODEND", at)
		}
		return first, last, err
	}
	near, err := today()
	if err != nil {
		return nil, nil, err
	}
	from, err := today()
	if err != nil {
		return nil, nil, err
	}
	far, err := p.moved(from, at.count, at.unit, at.pos)
	if at.count < 0 {
		near, far = far, near
	}
	return near, far, err
}

func (p *parser) edgeCall(fn string, at period) (*node, error) {
	unit, err := p.make(literal(Text, Value{S: spanKeys[at.unit].EN}, at.pos))
	if err != nil {
		return nil, err
	}
	offset, err := p.make(literal(Number, Value{N: at.offset * money.Scale}, at.pos))
	if err != nil {
		return nil, err
	}
	return p.make(&node{op: opCall, fn: functionNamed(fn), pos: at.pos, args: []*node{unit, offset}})
}

// within makes left in a period: from its first day to its last.
func (p *parser) within(left *node, at period) (*node, error) {
	if left.typ == Month { // its last day lies in the period when the month does
		zero, err := p.make(literal(Number, Value{}, left.pos))
		if err != nil {
			return nil, err
		}
		if left, err = p.make(&node{op: opCall, fn: functionNamed("EOMONTH"), pos: left.pos, args: []*node{left, zero}}); err != nil {
			return nil, err
		}
	}
	first, last, err := p.ends(at)
	if err != nil {
		return nil, err
	}
	from, err := p.make(&node{op: opGe, pos: left.pos, args: []*node{left, first}})
	if err != nil {
		return nil, err
	}
	until, err := p.make(&node{op: opLe, pos: left.pos, args: []*node{left, last}})
	if err != nil {
		return nil, err
	}
	return p.make(&node{op: opAnd, pos: left.pos, args: []*node{from, until}})
}

// mine makes left in my units.
func (p *parser) mine(left *node) (*node, error) {
	p.at += 2
	return p.make(&node{op: opCall, fn: functionNamed("MINE"), pos: left.pos, args: []*node{left}})
}
