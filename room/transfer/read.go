package transfer

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"vigie/format/mspdi"
	"vigie/format/planfile"
	"vigie/format/xer"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Formats are the forms in which plans come in.
var Formats = []string{"mspdi", "xer", "pmxml", "xlsx", "csv"}

// File is a file that was sent.
type File interface {
	io.Reader
	io.ReaderAt
	io.Seeker
}

// MaxFile is how large a file may be, in bytes.
const MaxFile = 100 << 20

// Read reads the plans of a file: one, or of Primavera all its projects. format is one of
// Formats; "" lets the file say what it is.
func Read(f File, size int64, name, format string) ([]*Source, error) {
	if size > MaxFile {
		return nil, Oversize()
	}
	if format == "" {
		format = sniffed(f, name)
	}
	switch format {
	case "pmxml":
		return ofPrimavera(xer.ReadXML(f, xer.Usual))
	case "mspdi":
		if isPrimavera(f) {
			return ofPrimavera(xer.ReadXML(f, xer.Usual))
		}
		limits := mspdi.Usual
		limits.Untimed = true // of which plans here know nothing
		p, err := mspdi.Read(f, limits)
		if err != nil {
			return nil, err
		}
		return []*Source{{Plan: p}}, nil
	case "xer":
		return ofPrimavera(xer.Read(f, xer.Usual))
	case "xlsx", "csv":
		s, err := ReadTable(f, size, name)
		if err != nil {
			return nil, err
		}
		return []*Source{s}, nil
	}
	return nil, fault.Invalid("format", label.F("“%s” is no form of plans; choose %s", "«\u202f%s\u202f» n’est pas un format de plan\u202f; choisissez %s", format, strings.Join(Formats, ", ")))
}

func ofPrimavera(all []*planfile.Plan, err error) ([]*Source, error) {
	var out []*Source
	for _, p := range all {
		out = append(out, &Source{Plan: p})
	}
	return out, err
}

// isPrimavera reports whether XML is that of Primavera, by its first element.
func isPrimavera(f File) bool {
	head := make([]byte, 2000)
	n, _ := f.ReadAt(head, 0)
	return bytes.Contains(bytes.ReplaceAll(head[:n], []byte{0}, nil), []byte("<APIBusinessObjects"))
}

// Oversize refuses a file that is too large, with what to do.
func Oversize() error {
	return fault.Oversize(label.F("The file is larger than %d MB; save the plan without its time-phased data, or divide it", "Le fichier dépasse %d Mo\u202f; enregistrez le plan sans ses données chronologiques, ou divisez-le", MaxFile>>20))
}

// sniffed finds out what a file is, from what it begins with and then from its name.
func sniffed(f File, name string) string {
	head := make([]byte, 400)
	n, _ := f.ReadAt(head, 0)
	head = bytes.ReplaceAll(head[:n], []byte{0}, nil) // of UTF-16
	head = bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte("\xff\xfe")), " \t\r\n")
	name = strings.ToLower(name)
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return "xlsx"
	case bytes.HasPrefix(head, []byte("ERMHDR")), strings.HasSuffix(name, ".xer"):
		return "xer"
	case bytes.HasPrefix(head, []byte("<")), strings.HasSuffix(name, ".xml"):
		return "mspdi"
	case slices.ContainsFunc([]string{".csv", ".txt", ".tsv"}, func(end string) bool { return strings.HasSuffix(name, end) }):
		return "csv"
	}
	return "csv"
}

// Parts are what the plans of a file are called, to choose from.
func Parts(all []*Source) []string {
	var out []string
	for _, s := range all {
		out = append(out, titled(s.Plan))
	}
	return out
}

func titled(p *planfile.Plan) string {
	for _, name := range []string{p.Title, p.Name} {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	return "–"
}
