package xer

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"vigie/format/markup"
	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// ReadXML reads the projects of a file in the XML of Primavera P6 (PMXML). Its elements
// become rows of the tables of an XER file, which say the same under other names. A
// fault names the line.
func ReadXML(from io.Reader, limits Limits) ([]*planfile.Plan, error) {
	f := &file{limits: limits, left: limits.Bytes, tables: map[string]*table{}, passed: map[string]*planfile.Unmapped{}, worked: map[string]hours{}}
	x := &elements{file: f}
	var err error
	if x.w, err = markup.New(&bounded{from, limits.Bytes}); err == nil {
		err = x.document()
	}
	if err != nil {
		return nil, x.told(err)
	}
	return f.plans()
}

// hours are when there is work by a calendar, where it says that by elements.
type hours struct {
	week [7]planfile.Day
	off  []planfile.Exception
}

var errTooLarge = errors.New("too large")

// bounded refuses to read further than a limit.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// elements is a file of elements while it is read.
type elements struct {
	*file
	w *markup.Walker
}

// told says what is wrong with the markup, and what to do.
func (x *elements) told(err error) error {
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	line := 1
	if x.w != nil {
		line = x.w.Line()
	}
	switch {
	case errors.Is(err, errTooLarge):
		return fault.Oversize(label.F("The file is larger than %d MB; export fewer projects", "Le fichier dépasse %d Mo\u202f; exportez moins de projets", x.limits.Bytes>>20))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return at(line, "the file ends in the middle of an element; it is not whole, export it again", "le fichier s’arrête au milieu d’un élément\u202f; il est incomplet, exportez-le de nouveau")
	case errors.Is(err, markup.ErrDoctype):
		return at(line, "the file defines entities (DOCTYPE), which projects never need and which may be an attack; export it again from Primavera P6", "le fichier définit des entités (DOCTYPE), ce dont un projet n’a jamais besoin et qui peut être une attaque\u202f; exportez-le de nouveau depuis Primavera P6")
	case errors.Is(err, markup.ErrEncoding):
		return at(line, "the file says that it is in an encoding that is not read; save it in UTF-8", "le fichier déclare un encodage qui n’est pas lu\u202f; enregistrez-le en UTF-8")
	case errors.Is(err, markup.ErrDeep), errors.Is(err, markup.ErrLong), errors.Is(err, markup.ErrMalformed):
		return at(line, "this is not well-formed XML, or larger than projects are; export the project again", "ce n’est pas du XML bien formé, ou plus gros que ne l’est un projet\u202f; exportez de nouveau le projet")
	}
	return err
}

func (x *elements) document() error {
	for {
		switch err := x.w.Next(); {
		case err != nil:
			return err
		case x.w.Kind != markup.Opening:
			continue
		case string(x.w.Name) != "APIBusinessObjects":
			return at(x.w.Line(), "a file of Primavera begins with <APIBusinessObjects>; export the project as XML or XER", "un fichier de Primavera commence par <APIBusinessObjects>\u202f; exportez le projet au format XML ou XER")
		}
		if err := x.each(x.object); err != nil {
			return err
		}
		err := x.w.Next()
		for err == nil && x.w.Kind == markup.Words && strings.TrimSpace(string(x.w.Text)) == "" {
			err = x.w.Next()
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		return at(x.w.Line(), "something follows the end of the projects; export them again", "quelque chose suit la fin des projets\u202f; exportez-les de nouveau")
	}
}

// each calls f for every element in the one that was just opened; f reads it to its end.
func (x *elements) each(f func(name string) error) error {
	for {
		if err := x.w.Next(); err != nil {
			return err
		}
		switch x.w.Kind {
		case markup.Closing:
			return nil
		case markup.Opening:
			if err := f(string(x.w.Name)); err != nil {
				return err
			}
		}
	}
}

// words reads the text of the element that was just opened, to its end.
func (x *elements) words() (string, error) {
	var out []byte
	for {
		if err := x.w.Next(); err != nil {
			return "", err
		}
		switch x.w.Kind {
		case markup.Words:
			if len(out)+len(x.w.Text) > x.limits.Line {
				return "", markup.ErrLong
			}
			out = append(out, x.w.Text...)
		case markup.Closing:
			if !utf8.Valid(out) {
				return "", at(x.w.Line(), "it is not in the encoding that the file says; export the project again in UTF-8", "elle n’est pas dans l’encodage annoncé par le fichier\u202f; exportez de nouveau le projet en UTF-8")
			}
			return strings.TrimSpace(string(out)), nil
		case markup.Opening:
			if err := x.w.Pass(); err != nil {
				return "", err
			}
		}
	}
}

// object reads an element of the file: a calendar, a resource, a project.
func (x *elements) object(name string) error {
	switch name {
	case "Project":
		return x.project()
	case "Calendar":
		return x.calendar("")
	}
	return x.listed(name, "")
}

// listed reads an element that is a row of a table, and counts one that is not.
func (x *elements) listed(name, project string) error {
	o, known := objectsOf[name]
	if !known {
		if err := x.w.Pass(); err != nil {
			return err
		}
		if !listed(idleObjects, name) {
			x.line = x.w.Line()
			x.pass(name)
		}
		return nil
	}
	values, line, err := x.leaves(nil)
	if err != nil {
		return err
	}
	return x.row(o, values, line, project)
}

// leaves reads the leaves of an element; inside reads those that hold others, and says
// whether it did.
func (x *elements) leaves(inside func(name string) (bool, error)) (map[string]string, int, error) {
	line, out := x.w.Line(), map[string]string{}
	err := x.each(func(name string) error {
		if inside != nil {
			if done, err := inside(name); done || err != nil {
				return err
			}
		}
		s, err := x.words()
		if s != "" {
			out[name] = s
		}
		return err
	})
	return out, line, err
}

// row makes a row of a table out of the leaves of an element.
func (x *elements) row(o object, values map[string]string, line int, project string) error {
	if x.rows++; x.rows > x.limits.Rows {
		return fault.Oversize(label.F("Line %d: the file has more than %d rows; export fewer projects", "Ligne %d\u202f: le fichier compte plus de %d lignes\u202f; exportez moins de projets", line, x.limits.Rows))
	}
	t := x.tables[o.table]
	if t == nil {
		t = &table{name: o.table, fields: map[string]int{}}
		for i, f := range o.fields {
			t.names, t.fields[f.column] = append(t.names, f.column), i
		}
		t.names, t.fields["proj_id"] = append(t.names, "proj_id"), len(o.fields)
		x.tables[o.table] = t
	}
	out := make([]string, len(o.fields)+1)
	for i, f := range o.fields {
		out[i] = f.value(values[f.element])
	}
	if out[len(o.fields)] = project; project == "" {
		out[len(o.fields)] = values["ProjectObjectId"]
	}
	t.rows = append(t.rows, row{t, line, out})
	return nil
}

// project reads a project: first what it says of itself, whose id its parts need, and
// then these.
func (x *elements) project() error {
	type part struct {
		o      object
		values map[string]string
		line   int
	}
	var parts []part
	values, line, err := x.leaves(func(name string) (bool, error) {
		if name == "Calendar" {
			return true, x.calendar("")
		}
		o, known := objectsOf[name]
		if !known && !listed(holders, name) {
			return false, nil
		}
		if !known {
			return true, x.listed(name, "")
		}
		of, at, err := x.leaves(nil)
		parts = append(parts, part{o, of, at})
		if len(parts) > x.limits.Rows {
			return true, fault.Oversize(label.F("Line %d: the file has more than %d rows; export fewer projects", "Ligne %d\u202f: le fichier compte plus de %d lignes\u202f; exportez moins de projets", at, x.limits.Rows))
		}
		return true, err
	})
	if err != nil {
		return err
	}
	id := values["ObjectId"]
	for _, o := range []object{projectObject, optionsObject} {
		if err := x.row(o, values, line, id); err != nil {
			return err
		}
	}
	for _, p := range parts {
		if err := x.row(p.o, p.values, p.line, id); err != nil {
			return err
		}
	}
	return nil
}
