package ical_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vigie/format/ical"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

var written = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// file makes a calendar of the lines of its events.
func file(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

func event(lines ...string) string {
	return "BEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

func read(t *testing.T, s string) []ical.Event {
	t.Helper()
	out, err := ical.Read(strings.NewReader(s), ical.Usual)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// told is what falls in the years 2024 to 2030.
func told(events []ical.Event) string {
	var out []string
	for _, s := range ical.Between(events, day.Of(2024, 1, 1), day.Of(2030, 12, 31)) {
		text := s.First.String()
		if s.Last != s.First {
			text += ".." + s.Last.String()
		}
		out = append(out, text+" "+s.Summary)
	}
	return strings.Join(out, "\n")
}

func TestDaysOffAreReadAsCalendarsWriteThem(t *testing.T) {
	for name, c := range map[string]struct {
		file, want string
	}{
		"one day, as Google writes it": {
			file(event("DTSTART;VALUE=DATE:20260714", "DTEND;VALUE=DATE:20260715", "UID:a@google.com", "SUMMARY:Fête nationale")),
			"2026-07-14 Fête nationale",
		},
		"days in a row": {
			file(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20270102", "SUMMARY:Fermeture\\, usine\\nde Lyon")),
			"2026-12-24..2027-01-01 Fermeture, usine\nde Lyon",
		},
		"midnight to midnight, as Outlook writes it": {
			file("BEGIN:VTIMEZONE", "TZID:Romance", "BEGIN:STANDARD", "DTSTART:16010101T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "END:VTIMEZONE",
				event("DTSTART;TZID=Romance:20260501T000000", "DTEND;TZID=Romance:20260502T000000", "SUMMARY;LANGUAGE=fr:Fête du Travail", "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM")),
			"2026-05-01 Fête du Travail",
		},
		"every year, as Apple writes it": {
			file(event("DTSTART;VALUE=DATE:20261111", "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11;UNTIL=20281231T225959Z", "SUMMARY:Armistice")),
			"2026-11-11 Armistice\n2027-11-11 Armistice\n2028-11-11 Armistice",
		},
		"a weekday of a month": {
			file(event("DTSTART;VALUE=DATE:20261126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3", "SUMMARY:Thanksgiving")),
			"2026-11-26 Thanksgiving\n2027-11-25 Thanksgiving\n2028-11-23 Thanksgiving",
		},
		"the last one of a month": {
			file(event("DTSTART;VALUE=DATE:20240527", "RRULE:FREQ=YEARLY;INTERVAL=3;BYMONTH=5;BYDAY=-1MO", "SUMMARY:Spring")),
			"2024-05-27 Spring\n2027-05-31 Spring\n2030-05-27 Spring",
		},
		"29 February comes every fourth year": {
			file(event("DTSTART;VALUE=DATE:20200229", "RRULE:FREQ=YEARLY", "SUMMARY:Leap")),
			"2024-02-29 Leap\n2028-02-29 Leap",
		},
		"other days, and days without": {
			file(event("DTSTART;VALUE=DATE:20280106", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20290106", "RDATE;VALUE=DATE:20240107,20250107", "DURATION:P2D", "SUMMARY:Kings")),
			"2024-01-07..2024-01-08 Kings\n2025-01-07..2025-01-08 Kings\n2028-01-06..2028-01-07 Kings\n2030-01-06..2030-01-07 Kings",
		},
		"one that moved in one year, and one that was cancelled": {
			file(
				event("UID:x", "DTSTART;VALUE=DATE:20270601", "RRULE:FREQ=YEARLY;COUNT=4", "SUMMARY:Open day"),
				event("UID:x", "RECURRENCE-ID;VALUE=DATE:20280601", "DTSTART;VALUE=DATE:20280602", "SUMMARY:Open day, moved"),
				event("UID:x", "RECURRENCE-ID;VALUE=DATE:20290601", "STATUS:CANCELLED"),
				event("UID:y", "DTSTART;VALUE=DATE:20270101", "STATUS:CANCELLED", "SUMMARY:Nothing"),
			),
			"2027-06-01 Open day\n2028-06-02 Open day, moved\n2030-06-01 Open day",
		},
		"folded, with bare ends of lines and a mark before": {
			"\ufeffbegin:vcalendar\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:2026\n 0714\n\nSUMMARY;X=\"a:b;c\":Fê\n\tte\nEND:VEVENT\nEND:VCALENDAR",
			"2026-07-14 Fête",
		},
		"folded in the middle of a letter": {
			"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260714\r\nSUMMARY:F\xc3\r\n \xaate\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
			"2026-07-14 Fête",
		},
	} {
		if got := told(read(t, c.file)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}

func TestWhatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	day14 := "DTSTART;VALUE=DATE:20260714"
	for _, c := range []struct{ file, en, fr string }{
		{"", "The calendar is empty; choose another file", "Le calendrier est vide\u202f; choisissez un autre fichier"},
		{"PK\x03\x04\xff", "Line 1: a calendar begins with BEGIN:VCALENDAR; choose a file that ends in .ics", "Ligne 1\u202f: un calendrier commence par BEGIN:VCALENDAR\u202f; choisissez un fichier qui finit par .ics"},
		{"<html>:", "Line 1: a calendar begins with BEGIN:VCALENDAR", ""},
		{file(event("DTSTART;VALUE=DATE:20260230")), "Line 4: “20260230” is no date; write one such as 20260714", "Ligne 4\u202f: «\u202f20260230\u202f» n’est pas une date\u202f; écrivez-la comme 20260714"},
		{file(event("DTSTART;VALUE=DATE:14/07/2026")), "Line 4: “14/07/2026” is no date", ""},
		{file(event("DTSTART;TZID=Europe/Paris:20260714T093000")), "Line 4: “20260714T093000” has an hour; days off are whole days, give a date (VALUE=DATE)", ""},
		{file(event(day14, "DTEND;VALUE=DATE:20260713")), "Line 5: the event ends before it starts; correct its dates", ""},
		{file(event(day14, "DURATION:PT2H")), "Line 5: “PT2H” is no duration of whole days; write one such as P1D", ""},
		{file(event(day14, "RRULE:FREQ=WEEKLY")), "Line 5: days off come back every year on a date, or on a weekday of a month (FREQ=YEARLY); “FREQ=WEEKLY” is another rule, list its days instead", ""},
		{file(event(day14, "RRULE:FREQ=YEARLY;BYMONTH=8")), "Line 5: days off come back", ""},
		{file(event(day14, "RRULE:FREQ=YEARLY;BYDAY=2MO;BYMONTH=7")), "Line 5: days off come back", ""},
		{file(event(day14, "RRULE:FREQ=YEARLY;BYSETPOS=1")), "Line 5: days off come back", ""},
		{file(event(day14, "RRULE:FREQ=YEARLY;INTERVAL=0")), "Line 5: days off come back", ""},
		{file(event(day14, "RRULE:FREQ=YEARLY;COUNT=0")), "Line 5: days off come back", ""},
		{file(event(day14, "RRULE:FREQ=YEARLY", "RRULE:FREQ=YEARLY")), "Line 6: an event comes back by one rule only", ""},
		{file(event("SUMMARY:Without a date")), "Line 3: the event has no start (DTSTART); give it a date", ""},
		{file(event(day14, "SUMMARY without a colon")), "Line 5: a colon between a name and a value is missing", ""},
		{file(event(day14, "SUMMARY:caf\xe9")), "Line 5: it is not in UTF-8; save the calendar in that encoding", ""},
		{file(event(day14, "END:VTODO")), "Line 5: VTODO ends here and has not begun", ""},
		{file("END:VEVENT"), "Line 3: VEVENT ends here and has not begun", ""},
		{"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + day14, "Line 2: VEVENT begins here and has no end; the file is not whole, export it again", ""},
		{"BEGIN:VCALENDAR\r\n" + event(day14), "Line 1: VCALENDAR begins here and has no end", ""},
		{"BEGIN:VCALENDAR\r\n" + strings.Repeat("BEGIN:VTODO\r\n", 20), "Line 9: too many things stand in each other", ""},
		{"BEGIN:VCALENDAR\r\nX:" + strings.Repeat("a", 70_000), "Line 2: it is longer than 64 KB", ""},
		{"BEGIN:VCALENDAR\r\nX:" + strings.Repeat("a\r\n b", 40_000), "Line 2: it is longer than 64 KB", ""},
		{file(event(day14, "RDATE;VALUE=DATE:"+strings.Repeat("20260715,", 1001)+"20260715")), "Line 5: the event lists more than 1000 days; divide it", ""},
	} {
		_, err := ical.Read(strings.NewReader(c.file), ical.Usual)
		var f *fault.Fault
		if !errors.As(err, &f) || !strings.Contains(err.Error(), c.en) {
			t.Errorf("%.80q: got %v, want %q", c.file, err, c.en)
			continue
		}
		if fr := f.Details[0].Text.In(label.FR); c.fr != "" && fr != c.fr {
			t.Errorf("%.80q: got %q, want %q", c.file, fr, c.fr)
		}
	}
}

// Whatever the line after which a file is cut, it is not taken for whole.
func TestAFileThatIsCutIsRefused(t *testing.T) {
	whole := file(event("DTSTART;VALUE=DATE:20260714", "SUMMARY:A"), event("DTSTART;VALUE=DATE:20260715", "SUMMARY:B"))
	lines := strings.SplitAfter(whole, "\r\n")
	for n := 1; n < len(lines)-1; n++ {
		if _, err := ical.Read(strings.NewReader(strings.Join(lines[:n], "")), ical.Usual); fault.KindOf(err) != fault.BadInput {
			t.Errorf("cut after line %d: %v", n, err)
		}
	}
	read(t, whole)
}

// endless gives the same bytes again and again, and counts them.
type endless struct {
	text string
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.text) <= len(p) {
		n += copy(p[n:], e.text)
	}
	e.read += int64(n)
	return n, nil
}

func TestAFileWithoutEndIsReadNoFurtherThanTheLimit(t *testing.T) {
	for _, text := range []string{"x", "X:1\r\n", "BEGIN:VEVENT\r\nDTSTART:20260714\r\nEND:VEVENT\r\n", "\r\n", " x\r\n"} {
		e := &endless{text: text}
		_, err := ical.Read(io.MultiReader(strings.NewReader("BEGIN:VCALENDAR\r\n"), e), ical.Usual)
		if k := fault.KindOf(err); k != fault.TooLarge && k != fault.BadInput {
			t.Errorf("%q: %v", text, err)
		}
		if e.read > ical.Usual.Bytes+64<<10 {
			t.Errorf("%q: %d bytes were read", text, e.read)
		}
	}
}

// anyText is what people write, and what they should not.
func anyText(t *rapid.T, name string) string {
	return rapid.StringOfN(rapid.SampledFrom([]rune("ab é’\u202f«;,:\\\"\n\t=日🎉END")), 0, 60, -1).Draw(t, name)
}

func anyEvent(t *rapid.T) ical.Event {
	first := day.Of(2026, 1, 1) + day.Day(rapid.IntRange(-4000, 4000).Draw(t, "first"))
	e := ical.Event{UID: "u" + anyText(t, "uid"), First: first, Last: first + day.Day(rapid.IntRange(0, 20).Draw(t, "for")), Summary: anyText(t, "summary"), Description: anyText(t, "description"), URL: rapid.SampledFrom([]string{"", "https://vigie.example/p/1?a=b;c,d"}).Draw(t, "url")}
	near := func(name string) []day.Day {
		var out []day.Day
		for range rapid.IntRange(0, 2).Draw(t, name) {
			out = append(out, first+day.Day(rapid.IntRange(1, 900).Draw(t, name)))
		}
		return out
	}
	e.Also, e.Except = near("also"), near("except")
	if rapid.Bool().Draw(t, "yearly") {
		e.Yearly = &ical.Yearly{Every: rapid.IntRange(1, 4).Draw(t, "every"), Count: rapid.IntRange(0, 3).Draw(t, "count")}
		if rapid.Bool().Draw(t, "until") {
			e.Yearly.Until = first + 2000
		}
		if rapid.Bool().Draw(t, "weekday") {
			_, _, dom := first.Date()
			e.Yearly.Nth, e.Yearly.Weekday = (dom-1)/7+1, first.Weekday()
			if e.First.Month() != (first + 7).Month() {
				e.Yearly.Nth = -1
			}
		}
	}
	return e
}

func TestWhatIsWrittenIsReadAsItWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := ical.Calendar{Name: "N" + anyText(rt, "name")}
		for range rapid.IntRange(0, 4).Draw(rt, "events") {
			c.Events = append(c.Events, anyEvent(rt))
		}
		var b bytes.Buffer
		if err := ical.Write(&b, c, written); err != nil {
			rt.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") || line == "" {
				rt.Fatalf("the line %q has %d bytes", line, len(line))
			}
		}
		got, err := ical.Read(&b, ical.Usual)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range got {
			got[i].Line = 0
		}
		if diff := cmp.Diff(c.Events, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestNobodysWordsBecomeALine(t *testing.T) {
	var b bytes.Buffer
	evil := "a\r\nEND:VEVENT\rBEGIN:VALARM\n\x00\x1b\u0085ATTENDEE:x\xff"
	c := ical.Calendar{Name: evil, Events: []ical.Event{{UID: evil, First: day.Of(2026, 7, 14), Last: day.Of(2026, 7, 14), Summary: evil, Description: evil, URL: "https://x\r\nATTENDEE:y"}}}
	if err := ical.Write(&b, c, written); err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.SplitSeq(strings.ReplaceAll(b.String(), "\r\n ", ""), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		names = append(names, name)
	}
	if got, want := fmt.Sprint(names), "[BEGIN VERSION PRODID CALSCALE NAME X-WR-CALNAME BEGIN UID DTSTAMP DTSTART;VALUE=DATE DTEND;VALUE=DATE SUMMARY DESCRIPTION URL TRANSP END END ]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if strings.ContainsAny(b.String(), "\x00\x1b") || !utf8.Valid(b.Bytes()) {
		t.Errorf("got %q", b.String())
	}
}

// A feed of one milestone, to the byte.
func TestAFeedIsWrittenAsCalendarsExpectIt(t *testing.T) {
	var b bytes.Buffer
	c := ical.Calendar{Name: "Jalons", Events: []ical.Event{{UID: "m1@vigie", First: day.Of(2026, 12, 31), Last: day.Of(2026, 12, 31), Summary: "Réseau Lyon — mise en service; lot 2, de la gare jusqu’à la Part-Dieu"}}}
	if err := ical.Write(&b, c, written); err != nil {
		t.Fatal(err)
	}
	want := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Vigie//Vigie//EN\r\nCALSCALE:GREGORIAN\r\nNAME:Jalons\r\nX-WR-CALNAME:Jalons\r\n" +
		"BEGIN:VEVENT\r\nUID:m1@vigie\r\nDTSTAMP:20261123T120000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" +
		"SUMMARY:Réseau Lyon — mise en service\\; lot 2\\, de la gare jusqu’à la\r\n  Part-Dieu\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// tight keeps what a fuzzer can make us read small.
var tight = ical.Limits{Bytes: 1 << 16, Line: 4096, Events: 50, Days: 20}

// Whatever comes in, a fault goes out, or events that can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(file(event("DTSTART;VALUE=DATE:20260714", "DTEND;VALUE=DATE:20260716", "RRULE:FREQ=YEARLY;COUNT=3", "SUMMARY:A\\nB"))))
	f.Add([]byte(file(event("UID:x", "DTSTART:20261126T000000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=-1TH", "EXDATE:20271125", "RDATE:20280101"))))
	f.Add([]byte(file(event("UID:x", "RECURRENCE-ID:20261126", "DTSTART:20261126", "DURATION:P2W"))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		events, err := ical.Read(bytes.NewReader(raw), tight)
		if err != nil {
			var known *fault.Fault
			if !errors.As(err, &known) || known.Kind == fault.Internal {
				t.Fatalf("got %v, want a fault", err)
			}
			return
		}
		for _, s := range ical.Between(events, day.Of(2020, 1, 1), day.Of(2030, 1, 1)) {
			if s.Last < s.First {
				t.Fatalf("%v ends before it starts", s)
			}
		}
		var b bytes.Buffer
		if err := ical.Write(&b, ical.Calendar{Name: "x", Events: events}, written); err != nil {
			t.Fatal(err)
		}
		again, err := ical.Read(&b, ical.Usual)
		if err != nil || len(again) != len(events) {
			t.Fatalf("%d events come back as %d: %v", len(events), len(again), err)
		}
		for i := range again {
			if again[i].First != events[i].First || again[i].Last != events[i].Last && events[i].Last < day.Last {
				t.Fatalf("%v comes back as %v", events[i], again[i])
			}
		}
	})
}
