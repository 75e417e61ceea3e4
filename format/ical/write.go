package ical

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vigie/ground/day"
)

// Calendar is a feed of days.
type Calendar struct {
	Name   string
	Events []Event // each with a UID that never changes
}

// Write writes a calendar as it was at an instant. People's words cannot break out of
// their line: ends of lines and separators are escaped, other control characters left
// out, and lines folded after at most 75 bytes.
func Write(w io.Writer, c Calendar, at time.Time) error {
	o := &out{w: bufio.NewWriter(w)}
	o.line("BEGIN", "VCALENDAR")
	o.line("VERSION", "2.0")
	o.line("PRODID", "-//Vigie//Vigie//EN")
	o.line("CALSCALE", "GREGORIAN")
	o.words("NAME", c.Name)
	o.words("X-WR-CALNAME", c.Name)
	for i := range c.Events {
		o.event(&c.Events[i], at)
	}
	o.line("END", "VCALENDAR")
	return o.w.Flush()
}

// out writes lines; its writer keeps the first error until it is flushed.
type out struct{ w *bufio.Writer }

func (o *out) event(e *Event, at time.Time) {
	o.line("BEGIN", "VEVENT")
	o.words("UID", e.UID)
	o.line("DTSTAMP", at.UTC().Format("20060102T150405Z"))
	o.line("DTSTART;VALUE=DATE", compact(e.First))
	if e.Last < day.Last {
		o.line("DTEND;VALUE=DATE", compact(e.Last+1))
	}
	if y := e.Yearly; y != nil {
		o.line("RRULE", y.rule(e.First))
	}
	for _, d := range e.Also {
		o.line("RDATE;VALUE=DATE", compact(d))
	}
	for _, d := range e.Except {
		o.line("EXDATE;VALUE=DATE", compact(d))
	}
	if e.Sequence > 0 {
		o.line("SEQUENCE", strconv.FormatInt(e.Sequence, 10))
	}
	if e.Cancelled {
		o.line("STATUS", "CANCELLED")
	}
	o.words("SUMMARY", e.Summary)
	o.words("DESCRIPTION", e.Description)
	o.line("URL", plain(strings.ReplaceAll(e.URL, "\n", "")))
	o.line("TRANSP", "TRANSPARENT") // it keeps nobody busy
	o.line("END", "VEVENT")
}

func (y *Yearly) rule(first day.Day) string {
	s := "FREQ=YEARLY"
	if y.Every > 1 {
		s += fmt.Sprintf(";INTERVAL=%d", y.Every)
	}
	if y.Count > 0 {
		s += fmt.Sprintf(";COUNT=%d", y.Count)
	}
	if y.Until != 0 {
		s += ";UNTIL=" + compact(y.Until)
	}
	if y.Nth != 0 {
		_, month, _ := first.Date()
		s += fmt.Sprintf(";BYMONTH=%d;BYDAY=%d%s", month, y.Nth, weekdays[y.Weekday])
	}
	return s
}

func compact(d day.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// words writes what people wrote.
func (o *out) words(name, s string) {
	o.line(name, escape.Replace(plain(strings.ReplaceAll(s, "\r\n", "\n"))))
}

// plain leaves out control characters, ends of lines apart, and what is not UTF-8.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

// fold is after how many bytes a line goes on in the next.
const fold = 75

// line writes a line, nothing where there is no value.
func (o *out) line(name, value string) {
	if value == "" {
		return
	}
	s := name + ":" + value
	for room := fold; len(s) > room; room = fold - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		_, _ = o.w.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	_, _ = o.w.WriteString(s + "\r\n")
}
