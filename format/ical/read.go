package ical

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Read reads the events of a calendar file. What was cancelled is left out; one
// occurrence that was changed stands as an event of its own. A fault names the line.
func Read(r io.Reader, limits Limits) ([]Event, error) {
	c := &calendar{lines: newLines(r, limits), masters: map[string]int{}}
	if err := c.read(); err != nil {
		return nil, err
	}
	for _, o := range c.changed {
		if at, ok := c.masters[o.uid]; ok {
			c.events[at].Except = append(c.events[at].Except, o.on)
		}
	}
	return c.events, nil
}

// calendar is one while it is read.
type calendar struct {
	lines   *lines
	events  []Event
	masters map[string]int // by UID: the event that comes back
	changed []changed
}

// changed is an occurrence that another event stands for.
type changed struct {
	uid string
	on  day.Day
}

// deepest is how deep components may stand in each other.
const deepest = 8

func (c *calendar) read() error {
	first, err := c.lines.read()
	if errors.Is(err, io.EOF) {
		return fault.Invalid("file", label.T("The calendar is empty; choose another file", "Le calendrier est vide\u202f; choisissez un autre fichier"))
	}
	if fault.KindOf(err) == fault.BadInput || err == nil && !first.is("BEGIN", "VCALENDAR") {
		return refuse(1, "a calendar begins with BEGIN:VCALENDAR; choose a file that ends in .ics", "un calendrier commence par BEGIN:VCALENDAR\u202f; choisissez un fichier qui finit par .ics")
	}
	if err != nil {
		return err
	}
	open := []line{first}
	for {
		l, err := c.lines.read()
		switch {
		case errors.Is(err, io.EOF) && len(open) == 0:
			return nil
		case errors.Is(err, io.EOF):
			return cut(open[len(open)-1])
		case err != nil:
			return err
		case l.is("BEGIN", "VEVENT") && (len(open) == 0 || strings.EqualFold(open[len(open)-1].value, "VCALENDAR")):
			if err := c.event(l); err != nil {
				return err
			}
		case l.name == "BEGIN" && len(open) >= deepest:
			return refuse(l.number, "too many things stand in each other; export the calendar again", "trop d’éléments sont imbriqués\u202f; exportez de nouveau le calendrier")
		case l.name == "BEGIN":
			open = append(open, l)
		case l.name == "END":
			if len(open) == 0 || !strings.EqualFold(open[len(open)-1].value, l.value) {
				return stray(l)
			}
			open = open[:len(open)-1]
		}
	}
}

func (l line) is(name, value string) bool { return l.name == name && strings.EqualFold(l.value, value) }

func cut(l line) error {
	return refuse(l.number, "%s begins here and has no end; the file is not whole, export it again", "%s commence ici et n’a pas de fin\u202f; le fichier est incomplet, exportez-le de nouveau", l.value)
}

func stray(l line) error {
	return refuse(l.number, "%s ends here and has not begun; export the calendar again", "%s finit ici sans avoir commencé\u202f; exportez de nouveau le calendrier", l.value)
}

// event reads to the end of an event that begins on a line.
func (c *calendar) event(begin line) error {
	p := properties{}
	depth := 0
	for {
		l, err := c.lines.read()
		switch {
		case errors.Is(err, io.EOF):
			return cut(begin)
		case err != nil:
			return err
		case l.name == "BEGIN" && (l.is("BEGIN", "VEVENT") || depth >= deepest):
			return cut(begin)
		case l.name == "BEGIN":
			depth++
		case l.name == "END" && depth > 0:
			depth--
		case l.is("END", "VEVENT"):
			return c.take(begin, p)
		case l.name == "END":
			return stray(l)
		case depth == 0:
			if err := p.take(l, c.lines.limits); err != nil {
				return err
			}
		}
	}
}

// properties are the lines of an event that count; number is 0 of those not there.
type properties struct {
	start, end, duration, rule, uid, summary, description, url, status, instance line

	also, except []day.Day
}

func (p *properties) take(l line, limits Limits) error {
	var err error
	switch l.name {
	case "DTSTART":
		p.start = l
	case "DTEND":
		p.end = l
	case "DURATION":
		p.duration = l
	case "RRULE":
		if p.rule.number != 0 {
			return refuse(l.number, "an event comes back by one rule only; take the second one out", "un événement ne revient que selon une seule règle\u202f; retirez la seconde")
		}
		p.rule = l
	case "UID":
		p.uid = l
	case "SUMMARY":
		p.summary = l
	case "DESCRIPTION":
		p.description = l
	case "URL":
		p.url = l
	case "STATUS":
		p.status = l
	case "RECURRENCE-ID":
		p.instance = l
	case "RDATE":
		p.also, err = p.list(p.also, l, limits)
	case "EXDATE":
		p.except, err = p.list(p.except, l, limits)
	}
	return err
}

func (p *properties) list(days []day.Day, l line, limits Limits) ([]day.Day, error) {
	for value := range strings.SplitSeq(l.value, ",") {
		d, err := date(line{number: l.number, params: l.params, value: value})
		if err != nil {
			return nil, err
		}
		if days = append(days, d); len(days) > limits.Days {
			return nil, refuse(l.number, "the event lists more than %d days; divide it", "l’événement énumère plus de %d jours\u202f; divisez-le", limits.Days)
		}
	}
	return days, nil
}

// take keeps an event.
func (c *calendar) take(begin line, p properties) error {
	if strings.EqualFold(p.status.value, "CANCELLED") && p.instance.number == 0 {
		return nil
	}
	if len(c.events) >= c.lines.limits.Events {
		return fault.Oversize(label.F("The calendar has more than %d events; export fewer years", "Le calendrier compte plus de %d événements\u202f; exportez moins d’années", c.lines.limits.Events))
	}
	e := Event{UID: text(p.uid.value), Summary: text(p.summary.value), Description: text(p.description.value), URL: p.url.value, Also: p.also, Except: p.except, Line: begin.number}
	if p.instance.number != 0 {
		on, err := date(p.instance)
		if err != nil {
			return err
		}
		c.changed = append(c.changed, changed{e.UID, on})
		if strings.EqualFold(p.status.value, "CANCELLED") {
			return nil
		}
	}
	if p.start.number == 0 {
		return refuse(begin.number, "the event has no start (DTSTART); give it a date", "l’événement n’a pas de début (DTSTART)\u202f; donnez-lui une date")
	}
	var err error
	if e.First, err = date(p.start); err != nil {
		return err
	}
	if e.Last, err = p.last(e.First); err != nil {
		return err
	}
	if p.rule.number != 0 {
		if e.Yearly, err = yearly(p.rule, e.First); err != nil {
			return err
		}
		if p.instance.number == 0 && e.UID != "" {
			c.masters[e.UID] = len(c.events)
		}
	}
	c.events = append(c.events, e)
	return nil
}

// last is the last day of an event. DTEND names the one after.
func (p *properties) last(first day.Day) (day.Day, error) {
	switch {
	case p.end.number != 0:
		end, err := date(p.end)
		switch {
		case err != nil:
			return 0, err
		case end < first:
			return 0, refuse(p.end.number, "the event ends before it starts; correct its dates", "l’événement finit avant de commencer\u202f; corrigez ses dates")
		case end == first: // some write the same day for one day
			return first, nil
		}
		return end - 1, nil
	case p.duration.number != 0:
		return lasting(p.duration, first)
	}
	return first, nil
}

// lasting reads P1D and P2W.
func lasting(l line, first day.Day) (day.Day, error) {
	s := strings.ToUpper(strings.TrimPrefix(l.value, "+"))
	if rest, ok := strings.CutPrefix(s, "P"); ok && len(rest) > 1 {
		n, err := strconv.ParseUint(rest[:len(rest)-1], 10, 16)
		unit := map[byte]int{'D': 1, 'W': 7}[rest[len(rest)-1]]
		if last := first + day.Day(int(n)*unit) - 1; err == nil && unit > 0 && n > 0 && last <= day.Last {
			return last, nil
		}
	}
	return 0, refuse(l.number, "“%s” is no duration of whole days; write one such as P1D", "«\u202f%s\u202f» n’est pas une durée en jours entiers\u202f; écrivez-la comme P1D", shown(l.value))
}

// date reads 20260714, and 20260714T000000, which some write for a whole day.
func date(l line) (day.Day, error) {
	s := strings.TrimSpace(l.value)
	if d, clock, timed := strings.Cut(s, "T"); timed && !strings.EqualFold(l.params["VALUE"], "DATE") {
		if strings.TrimSuffix(clock, "Z") != "000000" {
			return 0, refuse(l.number, "“%s” has an hour; days off are whole days, give a date (VALUE=DATE)", "«\u202f%s\u202f» porte une heure\u202f; les jours non travaillés sont des jours entiers, donnez une date (VALUE=DATE)", shown(s))
		}
		s = d
	}
	if n, err := strconv.ParseUint(s, 10, 32); err == nil && len(s) == 8 {
		if d, ok := day.Valid(int(n/10_000), int(n/100%100), int(n%100)); ok {
			return d, nil
		}
	}
	return 0, refuse(l.number, "“%s” is no date; write one such as 20260714", "«\u202f%s\u202f» n’est pas une date\u202f; écrivez-la comme 20260714", shown(s))
}

// shown is a value short enough for a sentence.
func shown(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// yearly reads a rule by which an event comes back every year, on the date on which it
// began or on a weekday of that month.
func yearly(l line, first day.Day) (*Yearly, error) {
	wrong := refuse(l.number, "days off come back every year on a date, or on a weekday of a month (FREQ=YEARLY); “%s” is another rule, list its days instead", "les jours non travaillés reviennent chaque année à une date, ou un jour de semaine d’un mois (FREQ=YEARLY)\u202f; «\u202f%s\u202f» est une autre règle, énumérez plutôt ses jours", shown(l.value))
	_, month, dom := first.Date()
	y := &Yearly{Every: 1}
	said := map[string]string{}
	for part := range strings.SplitSeq(strings.ToUpper(l.value), ";") {
		key, value, _ := strings.Cut(part, "=")
		if _, twice := said[key]; twice {
			return nil, wrong
		}
		said[key] = value
		n, err := strconv.Atoi(value)
		switch key {
		case "FREQ":
			err = nil
		case "WKST", "":
			err = nil
		case "INTERVAL":
			y.Every = n
		case "COUNT":
			y.Count = n
		case "BYMONTH":
			if n != int(month) {
				return nil, wrong
			}
		case "BYMONTHDAY":
			if n != dom {
				return nil, wrong
			}
		case "UNTIL":
			date8, _, _ := strings.Cut(value, "T")
			y.Until, err = date(line{number: l.number, value: date8})
		case "BYDAY":
			err = y.weekday(value)
		default:
			return nil, wrong
		}
		if err != nil {
			return nil, wrong
		}
	}
	_, counted := said["COUNT"]
	_, dated := said["BYMONTHDAY"]
	_, named := said["BYMONTH"]
	if said["FREQ"] != "YEARLY" || y.Every < 1 || y.Every > 1000 || y.Count < 0 || counted && y.Count == 0 || y.Nth != 0 && (dated || !named) {
		return nil, wrong
	}
	if y.Nth != 0 {
		year, _, _ := first.Date()
		if d, ok := nth(year, month, y.Weekday, y.Nth); !ok || d != first {
			return nil, wrong
		}
	}
	return y, nil
}

var errWeekday = errors.New("no weekday of a month")

// weekday reads 4TH, -1MO.
func (y *Yearly) weekday(s string) error {
	if len(s) < 3 {
		return errWeekday
	}
	n, err := strconv.Atoi(s[:len(s)-2])
	at := slices.Index(weekdays, s[len(s)-2:])
	if err != nil || at < 0 || n == 0 || n < -5 || n > 5 {
		return errWeekday
	}
	y.Nth, y.Weekday = n, time.Weekday(at)
	return nil
}
