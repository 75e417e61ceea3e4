package mspdi_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/format/mspdi"
	"vigie/format/planfile"
)

const corpus = "../../../shared/data/schedules/mspdi-xer.tar.gz"

// eachFile gives the files that programs wrote.
func eachFile(t testing.TB, f func(name string, raw []byte)) {
	file, err := os.Open(corpus)
	if errors.Is(err, os.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("left out: shared/data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg && strings.HasSuffix(h.Name, ".xml") {
			f(path.Base(h.Name), raw)
		}
	}
}

// lineless is a plan without what a file alone has: its lines, and what was not mapped.
func lineless(p *planfile.Plan) *planfile.Plan {
	p.Unmapped = nil
	for i := range p.Calendars {
		p.Calendars[i].Line = 0
	}
	for i := range p.Tasks {
		p.Tasks[i].Line = 0
	}
	for i := range p.Links {
		p.Links[i].Line = 0
	}
	for i := range p.Resources {
		p.Resources[i].Line = 0
	}
	for i := range p.Assignments {
		p.Assignments[i].Line = 0
	}
	return p
}

func TestWhatIsReadIsReadAgainFromWhatIsWritten(t *testing.T) {
	files := 0
	eachFile(t, func(name string, raw []byte) {
		first, err := mspdi.Read(bytes.NewReader(raw), mspdi.Usual)
		if name == "PredecessorCalendar.xml" {
			if err == nil || !strings.Contains(err.Error(), "Primavera P6 (PMXML); export the project as XER") {
				t.Errorf("%s: got %v", name, err)
			}
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		files++
		for _, u := range first.Unmapped {
			t.Logf("%s: %s %d times, first on line %d", name, u.Where, u.Count, u.Line)
		}
		var b bytes.Buffer
		if err := mspdi.Write(&b, first); err != nil {
			t.Fatal(err)
		}
		second, err := mspdi.Read(&b, mspdi.Usual)
		if err != nil {
			t.Errorf("%s: what was written: %v", name, err)
			return
		}
		if len(second.Unmapped) > 0 {
			t.Errorf("%s: what was written has parts that are not read: %+v", name, second.Unmapped)
		}
		if diff := cmp.Diff(lineless(first), lineless(second)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	})
	if files != 78 {
		t.Errorf("%d files were read, want 78", files)
	}
}
