package mspdi_test

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vigie/format/mspdi"
	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const head = "<Project xmlns=\"http://schemas.microsoft.com/project\">\n"

// file is a plan of what stands in it.
func file(inner string) string { return head + inner + "\n</Project>\n" }

// tasks are a plan of tasks, one a line, from the second line on.
func tasks(each ...string) string {
	return head + "<Tasks>" + strings.Join(each, "\n") + "</Tasks>\n</Project>"
}

func task(uid, more string) string {
	return "<Task><UID>" + uid + "</UID><Name>T" + uid + "</Name><OutlineLevel>1</OutlineLevel>" + more + "</Task>"
}

func after(uid string) string {
	return "<PredecessorLink><PredecessorUID>" + uid + "</PredecessorUID></PredecessorLink>"
}

func read(t *testing.T, s string) *planfile.Plan {
	t.Helper()
	p, err := mspdi.Read(strings.NewReader(s), mspdi.Usual)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	for _, c := range []struct{ file, en, fr string }{
		{"", "The file is empty or is no XML", "Le fichier est vide ou n’est pas du XML"},
		{"PK\x03\x04", "The file is empty or is no XML", ""},
		{"Nom;Début<x>", "Line 1: a plan begins with <Project>", "Ligne 1\u202f: un plan commence par <Project>"},
		{"<html/>", "Line 1: a plan begins with <Project>, not with <html>", ""},
		{"<Project>\n<Tasks>\n<Task><UID>1", "Line 3: the file ends in the middle of an element; it is not whole, export it again", "Ligne 3\u202f: le fichier s’arrête au milieu d’un élément\u202f; il est incomplet, exportez-le de nouveau"},
		{"<Project>\n</Projekt>", "Line 2: this is not well-formed XML", ""},
		{"<Project>\n<Name>a</Title></Project>", "Line 2: this is not well-formed XML", ""},
		{"<Project>\n<Name>&lol;</Name></Project>", "Line 2: this is not well-formed XML", ""},
		{file("") + "<Project/>", "Line 4: something follows the end of the plan", ""},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY l2 \"&lol;&lol;\">]>\n<Project/>", "the file defines entities (DOCTYPE)", "définit des entités (DOCTYPE)"},
		{"<!DOCTYPE p SYSTEM \"file:///etc/passwd\"><Project/>", "Line 1: the file defines entities (DOCTYPE)", ""},
		{head + strings.Repeat("<a>", 200), "Line 2: more than 100 elements stand in each other", ""},
		{file("<Notes>" + strings.Repeat("a", 5<<20) + "</Notes>"), "an element is longer than 4 MB", ""},
		{"<?xml version=\"1.0\" encoding=\"EBCDIC-CP-FR\"?>" + file(""), "Line 1: the file says that it is in an encoding that is not read; save it in UTF-8", ""},
		{file("<Name>caf\xe9</Name>"), "Line 2: it is not in the encoding that the file says", "Ligne 2\u202f: elle n’est pas dans l’encodage annoncé"},
		{file("<StartDate>31/12/2026</StartDate>"), "Line 2: <StartDate> cannot be “31/12/2026”; correct it, or export the plan again", "Ligne 2\u202f: <StartDate> ne peut pas valoir «\u202f31/12/2026\u202f»"},
		{file("<StartDate>2026-02-30T08:00:00</StartDate>"), "Line 2: <StartDate> cannot be", ""},
		{file("<MinutesPerDay>0</MinutesPerDay>"), "a day, a week or a month of the plan has no length", ""},
		{tasks(task("1", "<Duration>8h</Duration>")), "Line 2: <Duration> cannot be “8h”", ""},
		{tasks(task("1", "<ConstraintType>9</ConstraintType>")), "Line 2: <ConstraintType> cannot be “9”", ""},
		{tasks(task("1", "<PercentComplete>120</PercentComplete>")), "Line 2: the task “T1” has a negative duration, or a progress beyond 100 %", ""},
		{tasks(task("1", ""), task("1", "")), "Line 3: two tasks have the UID 1", ""},
		{tasks("<Task><Name>x</Name></Task>"), "Line 2: the task “x” has no UID", ""},
		{tasks(task("1", ""), task("2", after("7"))), "Line 3: the task waits for one that is not there (PredecessorUID 7)", "Ligne 3\u202f: la tâche attend une tâche absente (PredecessorUID 7)"},
		{tasks(task("1", after("8")), task("2", after("7"))), "The plan refers 2 times to what is not there", ""},
		{tasks(task("1", after("3")), task("2", after("1")), task("3", after("2"))), "Line 2: the tasks “T1”, “T2”, “T3” wait for each other in a circle", "Ligne 2\u202f: les tâches «\u202fT1\u202f», «\u202fT2\u202f», «\u202fT3\u202f» s’attendent mutuellement en boucle"},
		{tasks(task("1", after("1"))), "Line 2: the tasks “T1” wait for each other in a circle", ""},
		{tasks(task("1", ""), "<Task><UID>2</UID><Name>T2</Name><OutlineLevel>2</OutlineLevel>"+after("1")+"</Task>"), "Line 3: the tasks “T1”, “T2” wait for each other in a circle", ""},
		{file("<Calendars><Calendar><UID>1</UID><Name>a</Name><BaseCalendarUID>2</BaseCalendarUID></Calendar><Calendar><UID>2</UID><BaseCalendarUID>1</BaseCalendarUID></Calendar></Calendars>"), "Line 2: the calendar “a” is based on itself", ""},
		{file("<Calendars><Calendar><UID>1</UID><WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>12:00:00</FromTime><ToTime>08:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays></Calendar></Calendars>"), "Line 2: the working times of a day must follow each other", ""},
	} {
		_, err := mspdi.Read(strings.NewReader(c.file), mspdi.Usual)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.BadInput || !strings.Contains(f.Text.In(label.EN), c.en) {
			t.Errorf("%.80q: got %v, want %q", c.file, err, c.en)
			continue
		}
		if fr := f.Text.In(label.FR); c.fr != "" && !strings.Contains(fr, c.fr) {
			t.Errorf("%.80q: got %q, want %q", c.file, fr, c.fr)
		}
	}
}

func TestEveryEncodingOfAPlanIsRead(t *testing.T) {
	const name = "Déploiement à l’échelle — 10 €"
	say := func(as string) string {
		return "<?xml version=\"1.0\" encoding=\"" + as + "\"?>\n" + file("<Name>"+name+"</Name>")
	}
	encoded := func(s string, e interface {
		String(string) (string, error)
	},
	) string {
		out, err := e.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for which, raw := range map[string]string{
		"UTF-8":                                  say("UTF-8"),
		"UTF-8 with a mark":                      "\ufeff" + say("UTF-8"),
		"UTF-16, little end first, with a mark":  encoded(say("UTF-16"), unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()),
		"UTF-16, big end first, with a mark":     encoded(say("UTF-16"), unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()),
		"UTF-16, little end first, without":      encoded(say("UTF-16"), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()),
		"UTF-16, big end first, without":         encoded(say("UTF-16"), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()),
		"UTF-8 that says UTF-16":                 say("UTF-16"),
		"windows-1252":                           encoded(say("windows-1252"), charmap.Windows1252.NewEncoder()),
		"windows-1252 that says ISO 8859-1":      encoded(say("ISO-8859-1"), charmap.Windows1252.NewEncoder()),
		"without a word of it, in another quote": "<?xml version='1.0' encoding='utf-8'?>" + file("<Name>"+name+"</Name>"),
	} {
		p, err := mspdi.Read(strings.NewReader(raw), mspdi.Usual)
		if err != nil {
			t.Errorf("%s: %v", which, err)
		} else if p.Name != name {
			t.Errorf("%s: got %q", which, p.Name)
		}
	}
}

// Wherever a file is cut, it is not taken for whole.
func TestAFileThatIsCutIsRefused(t *testing.T) {
	whole := tasks(task("1", "<Duration>PT8H0M0S</Duration>"), task("2", after("1")+"<Notes>a &amp; b</Notes>"))
	for n := range len(whole) - 1 {
		if _, err := mspdi.Read(strings.NewReader(whole[:n]), mspdi.Usual); fault.KindOf(err) != fault.BadInput {
			t.Errorf("cut after %q: %v", whole[max(0, n-20):n], err)
		}
	}
	read(t, whole)
}

// endless repeats a text as far as it is read.
type endless struct {
	text string
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.text) <= len(p) {
		n += copy(p[n:], e.text)
	}
	if n == 0 {
		n = copy(p, e.text)
	}
	e.read += int64(n)
	return n, nil
}

func TestAFileWithoutEndIsReadNoFurtherThanTheLimit(t *testing.T) {
	small := mspdi.Usual
	small.Bytes, small.Tasks, small.Parts = 1<<20, 1000, 1000
	for _, text := range []string{"x", "<a/>", " ", "<Task><UID>1</UID></Task>", "<Baseline/>", "<!-- -->", "<a b='", "&amp;"} {
		for _, open := range []string{"", head, head + "<Tasks>", head + "<Tasks><Task>"} {
			e := &endless{text: text}
			_, err := mspdi.Read(io.MultiReader(strings.NewReader(open), e), small)
			if k := fault.KindOf(err); k != fault.TooLarge && k != fault.BadInput {
				t.Errorf("%q after %q: %v", text, open, err)
			}
			if e.read > small.Bytes+1<<20 {
				t.Errorf("%q after %q: %d bytes were read", text, open, e.read)
			}
		}
	}
}

// A large plan takes no more memory than what it holds.
func TestALargePlanIsReadInBoundedMemory(t *testing.T) {
	body := &body{left: 30 << 20}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	p, err := mspdi.Read(body, mspdi.Usual)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if len(p.Tasks) < 10_000 {
		t.Errorf("%d tasks were read", len(p.Tasks))
	}
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > body.wrote {
		t.Errorf("%d MB are held of a file of %d MB", held>>20, body.wrote>>20)
	}
	runtime.KeepAlive(p)
}

// body writes a plan of many tasks, most of whose elements say nothing that is kept.
type body struct {
	left, wrote int64
	n           int
	next        string
	done        bool
}

func (b *body) Read(p []byte) (int, error) {
	for b.next == "" {
		switch {
		case b.done:
			return 0, io.EOF
		case b.wrote == 0:
			b.next = head + "<Tasks>\n"
		case b.wrote >= b.left:
			b.next, b.done = "</Tasks></Project>", true
		default:
			b.n++
			b.next = task(strconv.Itoa(b.n), strings.Repeat("<ACWP>0.00</ACWP><Sponsor>somebody or other</Sponsor>\n", 40))
		}
	}
	n := copy(p, b.next)
	b.next = b.next[n:]
	b.wrote += int64(n)
	return n, nil
}

// What Microsoft Project lists day by day for older versions is how its exceptions fall.
func TestExceptionsFallAsMicrosoftProjectListsThem(t *testing.T) {
	seen := 0
	eachFile(t, func(name string, raw []byte) {
		if !bytes.Contains(raw, []byte("<Exceptions>")) {
			return
		}
		seen++
		calculated := read(t, string(raw))
		from, to := bytes.Index(raw, []byte("<Exceptions>")), bytes.Index(raw, []byte("</Exceptions>"))
		listed := read(t, string(raw[:from])+string(raw[to+len("</Exceptions>"):]))
		for i := range calculated.Calendars {
			if diff := cmp.Diff(off(&listed.Calendars[i]), off(&calculated.Calendars[i])); diff != "" && len(calculated.Calendars[i].Exceptions) > 0 {
				t.Errorf("%s, calendar %s: %s", name, calculated.Calendars[i].Name, diff)
			}
		}
	})
	if seen != 2 {
		t.Errorf("%d files with exceptions were read", seen)
	}
}

// off are the days of the exceptions of a calendar.
func off(c *planfile.Calendar) map[string][]planfile.Shift {
	out := map[string][]planfile.Shift{}
	for i := range c.Exceptions {
		for _, s := range c.Exceptions[i].Days() {
			for d := s.From; d <= s.Until; d++ {
				out[d.String()] = s.Shifts
			}
		}
	}
	return out
}

func TestWhatIsNotMappedIsTold(t *testing.T) {
	p := read(t, tasks(task("1", "<Sponsor>Anne</Sponsor><ACWP>12.00</ACWP>"), task("2", "<Sponsor>Bob</Sponsor><Sponsor>0</Sponsor>")))
	want := []planfile.Unmapped{{Where: "Tasks/Task/Sponsor", Count: 2, Line: 2}}
	if len(p.Unmapped) != 1 || p.Unmapped[0].Where != want[0].Where || p.Unmapped[0].Count != 2 || p.Unmapped[0].Line != 2 {
		t.Errorf("got %+v, want %+v", p.Unmapped, want)
	}
}

func TestTheTreeFollowsTheOutline(t *testing.T) {
	level := func(uid string, n int) string {
		return "<Task><UID>" + uid + "</UID><OutlineLevel>" + strconv.Itoa(n) + "</OutlineLevel></Task>"
	}
	p := read(t, tasks(level("0", 0), level("1", 1), level("2", 2), level("3", 2), level("4", 4), level("5", 3), level("6", 1)))
	var got []int
	for _, x := range p.Tasks {
		got = append(got, x.Parent)
	}
	if diff := cmp.Diff([]int{-1, 0, 1, 1, 3, 3, 0}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNobodysWordsBecomeMarkup(t *testing.T) {
	evil := "a</Name><Task>&lt;]]>\x00\x1b\r\n\xff﷐\ufffe<!-- \"'"
	p := &planfile.Plan{Name: evil, MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20, Calendar: planfile.None, Tasks: []planfile.Task{{ID: "1", Name: evil, Notes: evil, Parent: planfile.None, Calendar: planfile.None}}}
	var b bytes.Buffer
	if err := mspdi.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	q := read(t, b.String())
	want := "a</Name><Task>&lt;]]>\r\n﷐<!-- \"'"
	if q.Name != want || len(q.Tasks) != 1 || q.Tasks[0].Notes != want {
		t.Errorf("got %q, want %q", q.Name, want)
	}
}

// tight keeps what a fuzzer can make us read small.
var tight = mspdi.Limits{Bytes: 1 << 16, Tasks: 50, Links: 50, Resources: 20, Assignments: 20, Calendars: 20, Parts: 200}

// Whatever comes in, a fault goes out, or a plan that can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(tasks(task("1", "<Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat><ConstraintType>4</ConstraintType><ConstraintDate>2026-01-05T08:00:00</ConstraintDate>"), task("2", after("1")+"<Baseline><Number>0</Number><Start>2026-01-05T08:00:00</Start></Baseline>"))))
	f.Add([]byte(file("<CriticalSlackLimit>2</CriticalSlackLimit><ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><Alias>Phase</Alias><ValueList><Value><ID>1</ID><Value>A</Value></Value></ValueList></ExtendedAttribute></ExtendedAttributes><Calendars><Calendar><UID>1</UID><WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>00:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays><Exceptions><Exception><TimePeriod><FromDate>2026-01-05T00:00:00</FromDate><ToDate>2027-01-05T23:59:00</ToDate></TimePeriod><Type>3</Type><Month>3</Month><MonthItem>4</MonthItem><MonthPosition>4</MonthPosition></Exception></Exceptions></Calendar></Calendars><CalendarUID>1</CalendarUID>")))
	f.Add([]byte(file("<Tasks><Task><UID>1</UID><OutlineLevel>0</OutlineLevel></Task></Tasks><Resources><Resource><UID>1</UID><MaxUnits>0.5</MaxUnits></Resource></Resources><Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><TimephasedData><Type>1</Type><Start>2026-01-05T08:00:06</Start><Value>PT1H6M5.07S</Value></TimephasedData></Assignment></Assignments>")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := mspdi.Read(bytes.NewReader(raw), tight)
		if err != nil {
			var known *fault.Fault
			if !errors.As(err, &known) || known.Kind == fault.Internal {
				t.Fatalf("got %v, want a fault", err)
			}
			return
		}
		for i := range p.Calendars {
			if _, _, ok := p.Worked(i); !ok {
				t.Fatal("a calendar is based on itself")
			}
		}
		var b bytes.Buffer
		if err := mspdi.Write(&b, p); err != nil {
			t.Fatal(err)
		}
		wide := tight
		wide.Bytes = 1 << 24
		q, err := mspdi.Read(bytes.NewReader(b.Bytes()), wide)
		if err != nil {
			t.Fatalf("what was written: %v\n%s", err, b.Bytes())
		}
		if diff := cmp.Diff(again(p), again(q)); diff != "" {
			t.Fatalf("%s\n%s", diff, b.Bytes())
		}
	})
}

// again is what must be the same of a plan that somebody made up: its texts without
// what XML cannot hold, and without what only other programs write.
func again(p *planfile.Plan) []string {
	out := []string{strconv.Itoa(len(p.Tasks)), strconv.Itoa(len(p.Links)), strconv.Itoa(len(p.Assignments)), p.Start.String()}
	for i := range p.Tasks {
		x := &p.Tasks[i]
		out = append(out, x.ID, x.Duration.String(), strconv.Itoa(x.Parent), x.Date.String())
	}
	for i := range p.Calendars {
		for _, e := range p.Calendars[i].Exceptions {
			out = append(out, e.From.String(), e.Until.String(), strconv.Itoa(int(e.Every)))
		}
	}
	return out
}

func BenchmarkRead100MB(b *testing.B) {
	for range b.N {
		if _, err := mspdi.Read(&body{left: 99 << 20}, mspdi.Usual); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(99 << 20)
}
