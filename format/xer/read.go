// Package xer reads plans from the files that Primavera P6 exports (.xer).
package xer

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Limits keep what a file can make us hold small.
type Limits struct {
	Bytes int64
	Line  int // in bytes
	Rows  int // of the tables that are read
	Tasks int
}

// Usual are the limits for a file of plans.
var Usual = Limits{Bytes: 100 << 20, Line: 4 << 20, Rows: 2_000_000, Tasks: 100_000}

// Read reads the projects of a file. A fault names the line.
func Read(from io.Reader, limits Limits) ([]*planfile.Plan, error) {
	f := &file{limits: limits, left: limits.Bytes, tables: map[string]*table{}, passed: map[string]*planfile.Unmapped{}}
	f.open(from)
	if err := f.read(); err != nil {
		return nil, err
	}
	return f.plans()
}

// file is a file while it is read.
type file struct {
	r      *bufio.Reader
	limits Limits
	left   int64
	line   int
	rows   int
	tail   []byte // of the last value, while it goes on for more lines
	tables map[string]*table
	passed map[string]*planfile.Unmapped // by table: rows of tables that are not read
	order  []string                      // of passed
	worked map[string]hours              // by calendar, of a file of elements
}

// table is one table of the file.
type table struct {
	name   string
	fields map[string]int
	names  []string
	rows   []row
}

// row is a line of a table.
type row struct {
	of     *table
	line   int
	values []string
}

// get returns a value by the name of its field; "" where there is none.
func (r *row) get(name string) string {
	if i, ok := r.of.fields[name]; ok && i < len(r.values) {
		return r.values[i]
	}
	return ""
}

// known are the tables that are read.
var known = []string{"CURRTYPE", "PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS", "TASK", "TASKPRED", "RSRC", "RSRCRATE", "TASKRSRC", "UDFTYPE", "UDFVALUE", "ACTVTYPE", "ACTVCODE", "TASKACTV", "MEMOTYPE", "TASKMEMO"}

// idle are the tables that hold nothing of a plan.
var idle = []string{"OBS", "ROLES", "ACCOUNT", "UMEASURE", "PCATTYPE", "RCATTYPE", "ROLECATTYPE", "FINDATES", "FINTMPL", "NONWORK", "POBS", "RSRCCURVDATA", "SHIFT", "SHIFTPER"}

func at(line int, en, fr string, args ...any) error {
	return fault.Invalid("file", label.F("Line %d: %s", "Ligne %d\u202f: %s", line, label.F(en, fr, args...)))
}

// open finds out in which encoding the file is.
func (f *file) open(from io.Reader) {
	f.r = bufio.NewReaderSize(from, 64<<10)
	head, _ := f.r.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = f.r.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		f.r = bufio.NewReaderSize(transform.NewReader(f.r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), 64<<10)
	}
}

// next returns the next line without its end; io.EOF after the last.
func (f *file) next() (string, error) {
	var out []byte
	for {
		part, err := f.r.ReadSlice('\n')
		if f.left -= int64(len(part)); f.left < 0 {
			return "", fault.Oversize(label.F("The file is larger than %d MB; export fewer projects", "Le fichier dépasse %d Mo\u202f; exportez moins de projets", f.limits.Bytes>>20))
		}
		if len(out)+len(part) > f.limits.Line {
			return "", at(f.line+1, "it is longer than %d MB; export the project again", "elle dépasse %d Mo\u202f; exportez de nouveau le projet", f.limits.Line>>20)
		}
		out = append(out, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(out) > 0, err == nil:
			f.line++
			return decoded(bytes.TrimRight(out, "\r\n")), nil
		}
		return "", err
	}
}

// decoded is a line in UTF-8. Primavera writes in the code page of the machine, which
// in the west is Windows-1252, or in UTF-8 where it is told to.
func decoded(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}

func (f *file) read() error {
	first, err := f.next()
	if errors.Is(err, io.EOF) {
		return fault.Invalid("file", label.T("The file is empty; in Primavera P6, export the project as XER", "Le fichier est vide\u202f; dans Primavera P6, exportez le projet au format XER"))
	}
	if err != nil {
		return err
	}
	if !strings.HasPrefix(first, "ERMHDR\t") {
		return at(1, "a file of Primavera begins with ERMHDR; in Primavera P6, export the project as XER", "un fichier de Primavera commence par ERMHDR\u202f; dans Primavera P6, exportez le projet au format XER")
	}
	var in *table
	for {
		line, err := f.next()
		if errors.Is(err, io.EOF) {
			return at(f.line, "the file ends without its end mark (%E); it is not whole, export it again", "le fichier s’arrête sans sa marque de fin (%E)\u202f; il est incomplet, exportez-le de nouveau")
		}
		if err != nil {
			return err
		}
		mark, rest, _ := strings.Cut(line, "\t")
		if strings.HasPrefix(mark, "%") {
			f.whole(in)
		}
		switch mark {
		case "%E":
			return f.over()
		case "%T":
			if in, err = f.begin(strings.TrimSpace(rest)); err != nil {
				return err
			}
		case "%F":
			if err := f.columns(in, rest); err != nil {
				return err
			}
		case "%R":
			if err := f.add(in, rest); err != nil {
				return err
			}
		default:
			if err := f.goesOn(in, line); err != nil {
				return err
			}
		}
	}
}

// over checks that nothing follows the end.
func (f *file) over() error {
	for {
		line, err := f.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case strings.Trim(line, "\x00\x1a \t") != "":
			return at(f.line, "something follows the end mark (%E); export the project again", "quelque chose suit la marque de fin (%E)\u202f; exportez de nouveau le projet")
		}
	}
}

func (f *file) begin(name string) (*table, error) {
	if name == "" || len(name) > 100 || len(f.tables) > 1000 {
		return nil, at(f.line, "a table has no name; export the project again", "une table n’a pas de nom\u202f; exportez de nouveau le projet")
	}
	t := &table{name: name, fields: map[string]int{}}
	if _, twice := f.tables[name]; twice {
		return nil, at(f.line, "the table %s stands there twice; export the project again", "la table %s y figure deux fois\u202f; exportez de nouveau le projet", cut(name))
	}
	f.tables[name] = t
	return t, nil
}

func (f *file) columns(in *table, rest string) error {
	if in == nil || len(in.names) > 0 {
		return at(f.line, "fields (%F) stand outside a table; export the project again", "des champs (%F) sont hors d’une table\u202f; exportez de nouveau le projet")
	}
	in.names = strings.Split(rest, "\t")
	for i, name := range in.names {
		in.fields[name] = i
	}
	return nil
}

// add takes a row. One may have fewer values than its table has fields, not more.
func (f *file) add(in *table, rest string) error {
	if in == nil || len(in.names) == 0 {
		return at(f.line, "a row (%R) stands outside a table; export the project again", "une ligne (%R) est hors d’une table\u202f; exportez de nouveau le projet")
	}
	if !listed(known, in.name) {
		f.pass(in.name)
		return nil
	}
	if f.rows++; f.rows > f.limits.Rows {
		return fault.Oversize(label.F("Line %d: the file has more than %d rows; export fewer projects", "Ligne %d\u202f: le fichier compte plus de %d lignes\u202f; exportez moins de projets", f.line, f.limits.Rows))
	}
	values := strings.Split(rest, "\t")
	for len(values) > len(in.names) && values[len(values)-1] == "" {
		values = values[:len(values)-1]
	}
	if len(values) > len(in.names) {
		return at(f.line, "the row has %d values, and the table %s %d fields; export the project again", "la ligne a %d valeurs, et la table %s %d champs\u202f; exportez de nouveau le projet", len(values), in.name, len(in.names))
	}
	in.rows = append(in.rows, row{in, f.line, values})
	return nil
}

// goesOn puts what stands on a line of its own behind the last value of the row before:
// notes have line ends in them.
func (f *file) goesOn(in *table, line string) error {
	if in == nil || strings.HasPrefix(line, "%") {
		return at(f.line, "a line begins with neither %T, %F, %R nor %E; export the project again", "une ligne ne commence ni par %T, ni par %F, %R ou %E\u202f; exportez de nouveau le projet")
	}
	if len(in.rows) == 0 {
		return nil
	}
	last := &in.rows[len(in.rows)-1]
	more := strings.Split(line, "\t")
	if len(last.values)-1+len(more) > len(in.names) {
		return at(f.line, "the row has more values than the table %s has fields; export the project again", "la ligne a plus de valeurs que la table %s n’a de champs\u202f; exportez de nouveau le projet", in.name)
	}
	if f.tail == nil {
		f.tail = []byte(last.values[len(last.values)-1])
	}
	if f.tail = append(append(f.tail, '\n'), more[0]...); len(f.tail) > f.limits.Line {
		return at(f.line, "a note of several lines is longer than %d MB; shorten it", "une note de plusieurs lignes dépasse %d Mo\u202f; raccourcissez-la", f.limits.Line>>20)
	}
	if len(more) > 1 {
		f.whole(in)
		last.values = append(last.values, more[1:]...)
	}
	return nil
}

// whole gives the last value of a table the lines that it goes on for.
func (f *file) whole(in *table) {
	if f.tail != nil {
		values := in.rows[len(in.rows)-1].values
		values[len(values)-1], f.tail = string(f.tail), nil
	}
}

// pass counts a row of a table that is not read.
func (f *file) pass(name string) {
	if listed(idle, name) {
		return
	}
	u := f.passed[name]
	if u == nil {
		u = &planfile.Unmapped{Where: name, Line: f.line}
		f.passed[name] = u
		f.order = append(f.order, name)
	}
	u.Count++
}

func listed(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// cut shortens what is quoted from a file.
func cut(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
