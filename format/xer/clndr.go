package xer

import (
	"slices"
	"strconv"
	"strings"

	"vigie/format/planfile"
	"vigie/ground/day"
)

// node is a piece of the text in which Primavera keeps a calendar:
//
//	(0||NAME(key|value|key|value)(NODE NODE))
type node struct {
	name   string
	params []string
	inner  []node
}

// nodes reads them.
type nodes struct {
	s     string
	at    int
	count int
}

const (
	deepest   = 12
	mostNodes = 200_000
)

// calendarData reads when there is work from the text of a calendar.
func calendarData(s string) (week [7]planfile.Day, off []planfile.Exception, ok bool) {
	r := &nodes{s: s}
	root, ok := r.node(0)
	r.blank()
	if !ok || r.at != len(s) || root.name != "CalendarData" {
		return week, nil, false
	}
	for _, n := range root.inner {
		switch n.name {
		case "DaysOfWeek":
			for _, d := range n.inner {
				number, err := strconv.Atoi(d.name)
				if err != nil || number < 1 || number > 7 {
					return week, nil, false
				}
				shifts, ok := shiftsOf(d)
				if !ok {
					return week, nil, false
				}
				week[(number+5)%7] = planfile.Day{Said: true, Shifts: shifts} // 1 is Sunday
			}
		case "Exceptions":
			for _, d := range n.inner {
				e, ok := exceptionOf(d)
				if !ok {
					return week, nil, false
				}
				off = append(off, e)
			}
		}
	}
	slices.SortStableFunc(off, func(a, b planfile.Exception) int { return int(a.From - b.From) })
	return week, off, true
}

func (r *nodes) blank() {
	for r.at < len(r.s) && (r.s[r.at] <= ' ' || r.s[r.at] == 0x7f) {
		r.at++
	}
}

func (r *nodes) take(mark string) bool {
	r.blank()
	if !strings.HasPrefix(r.s[r.at:], mark) {
		return false
	}
	r.at += len(mark)
	return true
}

// until returns the text up to a mark, which is left.
func (r *nodes) until(mark byte) (string, bool) {
	n := strings.IndexByte(r.s[r.at:], mark)
	if n < 0 || n > 1000 {
		return "", false
	}
	out := r.s[r.at : r.at+n]
	r.at += n
	return out, true
}

func (r *nodes) node(depth int) (node, bool) {
	n := node{}
	if r.count++; r.count > mostNodes || depth > deepest || !r.take("(") {
		return n, false
	}
	if _, ok := r.until('|'); !ok || !r.take("||") {
		return n, false
	}
	name, ok := r.until('(')
	if !ok || !r.take("(") {
		return n, false
	}
	n.name = strings.TrimSpace(name)
	params, ok := r.until(')')
	if !ok || !r.take(")") || !r.take("(") {
		return n, false
	}
	if params = strings.Trim(params, " \x7f\r\n"); params != "" {
		n.params = strings.Split(params, "|")
	}
	for {
		r.blank()
		if r.at < len(r.s) && r.s[r.at] == '(' {
			inner, ok := r.node(depth + 1)
			if !ok {
				return n, false
			}
			n.inner = append(n.inner, inner)
			continue
		}
		ends := r.take(")") // of what is in it
		return n, ends && r.take(")")
	}
}

func (n *node) param(key string) string {
	for i := 0; i+1 < len(n.params); i += 2 {
		if n.params[i] == key {
			return n.params[i+1]
		}
	}
	return ""
}

// shiftsOf are the hours of a day, from s to f.
func shiftsOf(d node) ([]planfile.Shift, bool) {
	var out []planfile.Shift
	for i := range d.inner {
		from, _, okFrom := planfile.ParseClock(padded(d.inner[i].param("s")))
		to, _, okTo := planfile.ParseClock(padded(d.inner[i].param("f")))
		if to == 0 {
			to = planfile.PerDay
		}
		if !okFrom || !okTo || to <= from {
			return nil, false
		}
		out = append(out, planfile.Shift{From: from, To: to})
	}
	slices.SortFunc(out, func(a, b planfile.Shift) int { return a.From - b.From })
	for i := 1; i < len(out); i++ {
		if out[i].From < out[i-1].To {
			return nil, false
		}
	}
	return out, true
}

// padded gives an hour its two digits.
func padded(s string) string {
	if len(s) == 4 {
		return "0" + s
	}
	return s
}

// exceptionOf is a day that is otherwise; Primavera counts days from 30 December 1899.
func exceptionOf(d node) (planfile.Exception, bool) {
	n, err := strconv.Atoi(d.param("d"))
	if err != nil || n < 1 || n > 2_900_000 {
		return planfile.Exception{}, false
	}
	on := day.Of(1899, 12, 30) + day.Day(n)
	shifts, ok := shiftsOf(d)
	return planfile.Exception{From: on, Until: on, Shifts: shifts}, ok
}
