package api

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
)

// stream is a text that is made while it is read.
type stream struct {
	io.Reader
	size int64 // as it is announced; -1 where it is not
}

// again repeats a text.
type again struct {
	text string
	at   int
}

func (a *again) Read(b []byte) (int, error) {
	n := copy(b, a.text[a.at:])
	a.at = (a.at + n) % len(a.text)
	return n, nil
}

// largePlan is a form with the plan of planXML, whose one assignment lies day by day over as
// many years as make a file of a size in bytes. What takes in no more than is left of a
// part is cut to whole parts.
func largePlan(size int64) stream {
	form, _ := form("plan.xml", planXML, nil)
	head, tail, _ := strings.Cut(form, "</Assignment>")
	const day = "<TimephasedData><Type>1</Type><UID>1</UID><Start>2027-01-04T08:00:00</Start><Finish>2027-01-05T08:00:00</Finish><Unit>2</Unit><Value>PT8H0M0S</Value></TimephasedData>\n"
	days := (size - int64(len(form))) / int64(len(day))
	return stream{io.MultiReader(strings.NewReader(head), io.LimitReader(&again{text: day}, days*int64(len(day))), strings.NewReader("</Assignment>"+tail)), -1}
}

// mostLive returns how many bytes at most are in use at any collection of garbage while f
// runs, beyond those before it.
func mostLive(f func()) int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var most atomic.Int64
	var over atomic.Bool
	type mark struct{ _ [64]byte }
	var watch func(*mark)
	watch = func(*mark) {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most.Store(max(most.Load(), int64(now.HeapAlloc)-int64(m.HeapAlloc)))
		if !over.Load() {
			runtime.SetFinalizer(&mark{}, watch)
		}
	}
	runtime.SetFinalizer(&mark{}, watch)
	f()
	over.Store(true)
	return most.Load()
}

// A plan as large as is taken is read in little memory; a larger one is refused with the
// limit and the remedy, before it is read where its size is announced. Nothing is kept.
func TestALargePlanIsReadInLittleMemoryAndALargerOneIsRefused(t *testing.T) {
	w := newWorld(t, sqlite(t))
	id := w.d.Seal(w.project("own", nil))
	_, kind := form("", "", nil)
	c := w.as("pmo", "parent").with("Content-Type", kind)
	to := "/projects/" + id + "/plan/import"
	var got answered
	if most := mostLive(func() { got = c.send("POST", to, largePlan(100<<20)) }); most > 32<<20 {
		t.Errorf("a plan of 100 MB: %d MB are held", most>>20)
	}
	if read := want(t, got, 200).json(t); read["applied"] != false || read["finish"] != "2027-01-08T17:00" {
		t.Errorf("a plan of 100 MB: %.500s", got.text)
	}
	says := func(name string, got answered) {
		t.Helper()
		if want(t, got, 413); !strings.Contains(got.text, "larger than 100 MB") || !strings.Contains(got.text, "without its time-phased data") {
			t.Errorf("%s: got %s", name, got.text)
		}
	}
	if most := mostLive(func() { got = c.send("POST", to+"?apply=true", largePlan(110<<20)) }); most > 16<<20 {
		t.Errorf("a plan that is too large: %d MB are held", most>>20)
	}
	says("not announced", got)
	never := stream{iotest.ErrReader(errors.New("it is read")), 110 << 20}
	says("announced", c.send("POST", to+"?apply=true", never))
	if got := w.planItems(c, id); got != "" {
		t.Errorf("something was kept: %s", got)
	}
}
