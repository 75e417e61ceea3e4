// Package mspdi reads and writes plans in the XML of Microsoft Project
// (http://schemas.microsoft.com/project), of 2002 to 2019 and later.
package mspdi

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/format/markup"
	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Limits keep what a file can make us hold small.
type Limits struct {
	Bytes       int64
	Tasks       int
	Links       int
	Resources   int
	Assignments int
	Calendars   int
	Parts       int  // values, baselines, exceptions, and what lies in time
	Untimed     bool // what lies in time is passed over
}

// Usual are the limits for a plan.
var Usual = Limits{Bytes: 100 << 20, Tasks: 100_000, Links: 300_000, Resources: 50_000, Assignments: 300_000, Calendars: 50_000, Parts: 2_000_000}

// Read reads a plan. A fault names the line.
func Read(from io.Reader, limits Limits) (*planfile.Plan, error) {
	r := &reader{limits: limits, bytes: &metered{from, limits.Bytes}, tasks: map[string]int{}, resources: map[string]int{}, calendars: map[string]int{}, tables: map[string][]planfile.Choice{}, choices: map[[2]string]string{}, seen: map[string]int{}}
	r.plan = &planfile.Plan{Calendar: planfile.None, MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20, DayStarts: 480, DayEnds: 1020}
	var err error
	if r.w, err = markup.New(r.bytes); err == nil {
		err = r.document()
	}
	if err == nil {
		err = r.connect()
	}
	if err != nil {
		return nil, r.told(err)
	}
	return r.plan, nil
}

// reader is a plan while it is read.
type reader struct {
	w         *markup.Walker
	bytes     *metered
	limits    Limits
	plan      *planfile.Plan
	parts     int
	path      []string // of the elements that are open, below the first
	tasks     map[string]int
	resources map[string]int
	calendars map[string]int
	tables    map[string][]planfile.Choice // by GUID
	choices   map[[2]string]string         // by field and choice: what it reads
	levels    []int                        // the last task of each outline level
	seen      map[string]int               // unmapped, by where
	refers    []reference
	calendar  string // of the plan
	bases     []reference
}

// reference is what one element says of another that may come later.
type reference struct {
	line  int
	at    int    // place of what refers
	to    string // UID
	named string // what says so
}

// metered refuses to read further than a limit.
type metered struct {
	r    io.Reader
	left int64
}

var errOversize = errors.New("too large")

func (m *metered) Read(b []byte) (int, error) {
	if m.left <= 0 {
		var one [1]byte
		if n, err := m.r.Read(one[:]); n == 0 && err != nil {
			return 0, err
		}
		return 0, errOversize
	}
	n, err := m.r.Read(b[:min(int64(len(b)), m.left)])
	m.left -= int64(n)
	return n, err
}

// refuse is a fault of the line that is read.
func (r *reader) refuse(en, fr string, args ...any) error { return at(r.w.Line(), en, fr, args...) }

func at(line int, en, fr string, args ...any) error {
	return fault.Invalid("file", label.F("Line %d: %s", "Ligne %d\u202f: %s", line, label.F(en, fr, args...)))
}

// told says what is wrong with a file, and what to do.
func (r *reader) told(err error) error {
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	line := 1
	if r.w != nil {
		line = r.w.Line()
	}
	switch {
	case errors.Is(err, errOversize):
		return fault.Oversize(label.F("The file is larger than %d MB; save the plan without its time-phased data, or divide it", "Le fichier dépasse %d Mo\u202f; enregistrez le plan sans ses données chronologiques, ou divisez-le", r.limits.Bytes>>20))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return at(line, "the file ends in the middle of an element; it is not whole, export it again", "le fichier s’arrête au milieu d’un élément\u202f; il est incomplet, exportez-le de nouveau")
	case errors.Is(err, markup.ErrDoctype):
		return at(line, "the file defines entities (DOCTYPE), which plans never need and which may be an attack; export it again from Microsoft Project", "le fichier définit des entités (DOCTYPE), ce dont un plan n’a jamais besoin et qui peut être une attaque\u202f; exportez-le de nouveau depuis Microsoft Project")
	case errors.Is(err, markup.ErrDeep):
		return at(line, "more than 100 elements stand in each other; export the plan again", "plus de 100 éléments sont imbriqués\u202f; exportez de nouveau le plan")
	case errors.Is(err, markup.ErrLong):
		return at(line, "an element is longer than 4 MB; shorten its notes", "un élément dépasse 4 Mo\u202f; raccourcissez ses notes")
	case errors.Is(err, markup.ErrEncoding):
		return at(line, "the file says that it is in an encoding that is not read; save it in UTF-8", "le fichier déclare un encodage qui n’est pas lu\u202f; enregistrez-le en UTF-8")
	case errors.Is(err, markup.ErrMalformed):
		return at(line, "this is not well-formed XML; export the plan again", "ce n’est pas du XML bien formé\u202f; exportez de nouveau le plan")
	}
	return err
}

// document finds the first element and reads it.
func (r *reader) document() error {
	for {
		err := r.w.Next()
		switch {
		case errors.Is(err, io.EOF):
			return fault.Invalid("file", label.T("The file is empty or is no XML; in Microsoft Project, save the plan as XML", "Le fichier est vide ou n’est pas du XML\u202f; dans Microsoft Project, enregistrez le plan au format XML"))
		case err != nil:
			return err
		case r.w.Kind == markup.Words && len(strings.TrimSpace(string(r.w.Text))) > 0:
			return r.refuse("a plan begins with <Project>; in Microsoft Project, save the plan as XML", "un plan commence par <Project>\u202f; dans Microsoft Project, enregistrez le plan au format XML")
		case r.w.Kind == markup.Opening:
			return r.root()
		}
	}
}

func (r *reader) root() error {
	switch string(r.w.Name) {
	case "Project":
	case "APIBusinessObjects":
		return r.refuse("this is the XML of Primavera P6 (PMXML); export the project as XER, which is read", "c’est le XML de Primavera P6 (PMXML)\u202f; exportez le projet au format XER, qui est lu")
	default:
		return r.refuse("a plan begins with <Project>, not with <%s>; in Microsoft Project, save the plan as XML", "un plan commence par <Project>, non par <%s>\u202f; dans Microsoft Project, enregistrez le plan au format XML", cut(string(r.w.Name)))
	}
	if err := r.project(); err != nil {
		return err
	}
	for {
		err := r.w.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case r.w.Kind != markup.Words || len(strings.TrimSpace(string(r.w.Text))) > 0:
			return r.refuse("something follows the end of the plan; export it again", "quelque chose suit la fin du plan\u202f; exportez-le de nouveau")
		}
	}
}

// each calls f for every element in the one that was just opened; f reads it to its end.
func (r *reader) each(f func(name string) error) error {
	for {
		if err := r.w.Next(); err != nil {
			return err
		}
		switch r.w.Kind {
		case markup.Closing:
			return nil
		case markup.Opening:
			name := string(r.w.Name)
			r.path = append(r.path, name)
			if err := f(name); err != nil {
				return err
			}
			r.path = r.path[:len(r.path)-1]
		}
	}
}

// words reads the text of the element that was just opened, to its end.
func (r *reader) words() (string, error) {
	var out []byte
	for {
		if err := r.w.Next(); err != nil {
			return "", err
		}
		switch r.w.Kind {
		case markup.Words:
			if len(out)+len(r.w.Text) > 4<<20 {
				return "", markup.ErrLong
			}
			out = append(out, r.w.Text...)
		case markup.Closing:
			if !utf8.Valid(out) {
				return "", r.refuse("it is not in the encoding that the file says; save the plan again in UTF-8", "elle n’est pas dans l’encodage annoncé par le fichier\u202f; enregistrez de nouveau le plan en UTF-8")
			}
			return string(out), nil
		case markup.Opening:
			if err := r.w.Pass(); err != nil {
				return "", err
			}
		}
	}
}

// take reads an element into what it belongs to, if it is one of its leaves. Those that
// nobody here knows are counted.
func take[T any](r *reader, l *leaves[T], to *T, name string) error {
	known, ok := l.by[name]
	if !ok {
		return r.pass()
	}
	s, err := r.words()
	if err != nil {
		return err
	}
	if s != strings.TrimSpace(s) && known.name != "Notes" && known.name != "Name" {
		s = strings.TrimSpace(s)
	}
	if !known.read(r, to, s) {
		return r.refuse("<%s> cannot be “%s”; correct it, or export the plan again", "<%s> ne peut pas valoir «\u202f%s\u202f»\u202f; corrigez-le ou exportez de nouveau le plan", name, cut(s))
	}
	return nil
}

// cut shortens what is quoted from a file.
func cut(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// pass leaves an element out, and counts it if it says anything that is not derived
// from what is read.
func (r *reader) pass() error {
	name := r.path[len(r.path)-1]
	says := 0
	level := 1
	for level > 0 {
		if err := r.w.Next(); err != nil {
			return err
		}
		switch r.w.Kind {
		case markup.Opening:
			level++
		case markup.Closing:
			level--
		case markup.Words:
			if s := strings.TrimSpace(string(r.w.Text)); s != "" && !slices.Contains(nothing, s) {
				says++
			}
		}
	}
	if says > 0 && !derived[name] {
		r.unmapped(strings.Join(r.path, "/"), label.Text{})
	}
	return nil
}

func (r *reader) unmapped(where string, why label.Text) { r.unmappedAt(r.w.Line(), where, why) }

func (r *reader) unmappedAt(line int, where string, why label.Text) {
	i, known := r.seen[where]
	if !known && len(r.seen) < 1000 {
		i = len(r.plan.Unmapped)
		r.seen[where] = i
		r.plan.Unmapped = append(r.plan.Unmapped, planfile.Unmapped{Where: where, Line: line, Why: why})
		known = true
	}
	if known {
		r.plan.Unmapped[i].Count++
	}
}

// part counts what a plan may have only so much of.
func (r *reader) part() error {
	if r.parts++; r.parts > r.limits.Parts {
		return r.many(r.limits.Parts, "values", "valeurs")
	}
	return nil
}

func (r *reader) many(limit int, en, fr string) error {
	return fault.Oversize(label.F("Line %d: the plan has more than %d %s; divide it", "Ligne %d\u202f: le plan compte plus de %d %s\u202f; divisez-le", r.w.Line(), limit, label.T(en, fr)))
}
