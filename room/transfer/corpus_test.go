package transfer_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/format/mspdi"
	"vigie/format/planfile"
	"vigie/ground/db"
	"vigie/room/calendar"
	"vigie/room/exchange"
	"vigie/room/plan"
	"vigie/room/transfer"
)

const corpus = "../../../shared/data/schedules/mspdi-xer.tar.gz"

// eachSource gives the plans of the files that programs wrote.
func eachSource(t testing.TB, f func(name string, s *transfer.Source)) {
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
		name := path.Base(h.Name)
		plan := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".xer")
		if h.Typeflag != tar.TypeReg || !plan {
			continue
		}
		all, err := transfer.Read(bytes.NewReader(raw), int64(len(raw)), name, "")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lines := slices.ContainsFunc(all[0].Plan.Tasks, func(k planfile.Task) bool { return !k.Blank && k.ID != "0" })
		if lines {
			f(name, all[0])
		}
	}
}

// What is computed here of a file is what the rules of the program compute, to the
// minute, but where the report says why not. With the dates of the file kept, they are
// those of the file.
func TestEveryFileComesInWithTheDatesThatItsProgramComputes(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		files, dates, differ, kept, left := 0, 0, 0, 0, 0
		eachSource(t, func(name string, s *transfer.Source) {
			r, err := transfer.Foresee(ctx, w.d, w.who, w.mine, s, transfer.Options{})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			files++
			dates += r.Compared
			differ += len(r.Differences)
			for _, d := range r.Differences {
				if d.Reason.In(0) == "the rules here put it elsewhere" {
					t.Errorf("%s: %s: got %s to %s, the file says %s to %s", name, d.Name, at(d.NowStarts), at(d.NowEnds), at(d.Start), at(d.Finish))
				}
			}
			held, err := transfer.Foresee(ctx, w.d, w.who, w.mine, s, transfer.Options{Keep: true})
			if err != nil {
				t.Fatalf("%s: keeping: %v", name, err)
			}
			for _, d := range held.Differences {
				if d.Kept {
					kept++
				} else {
					left++
					t.Logf("%s: not kept: %s (%s): %s to %s, the file says %s to %s: %s", name, d.Name, d.Kind, at(d.NowStarts), at(d.NowEnds), at(d.Start), at(d.Finish), d.Reason)
				}
			}
		})
		t.Logf("%d files, %d dates, %d lines differ, %d kept, %d not", files, dates, differ, kept, left)
		if files < 60 || left*20 > differ {
			t.Errorf("%d files; of %d lines that differ %d cannot be kept", files, differ, left)
		}
	})
}

// A file that is brought in, goes out and is brought in again gives the same plan.
func TestAPlanGoesOutAndComesBackTheSame(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		n := 0
		eachSource(t, func(name string, s *transfer.Source) {
			if s.Plan.Program == exchange.Primavera {
				return // its rules have no place in the XML of Microsoft Project
			}
			if n++; n%4 != 0 && testing.Short() {
				return
			}
			first := w.take(w.mine, s, transfer.Options{Keep: true})
			back := w.takeRead(w.other, w.written(w.mine, first.View))
			same(t, name, first.View, back.View)
			if t.Failed() {
				t.FailNow()
			}
		})
	})
}

func at(t schedule.Time) string { return planfile.Time(t).String() }

// written is a plan as it goes out to Microsoft Project.
func (w *world) written(project int64, v *plan.View) []byte {
	w.t.Helper()
	set, err := calendar.Load(ctx, w.d)
	w.must(err)
	var b bytes.Buffer
	w.must(mspdi.Write(&b, transfer.Out(v, set, transfer.Leaving{Name: "Plan", Outside: w.d.Seal})))
	return b.Bytes()
}

func (w *world) takeRead(project int64, raw []byte) *transfer.Report {
	w.t.Helper()
	all, err := transfer.Read(bytes.NewReader(raw), int64(len(raw)), "plan.xml", "mspdi")
	w.must(err)
	return w.take(project, all[0], transfer.Options{})
}

func (w *world) take(project int64, s *transfer.Source, o transfer.Options) (r *transfer.Report) {
	w.t.Helper()
	w.must(w.update(func(tx *db.Tx) (err error) {
		r, err = transfer.Take(ctx, tx, w.who, w.c, project, "", s, o)
		return err
	}))
	return r
}

// same compares what two plans say: the tree, the dates, the links and the progress.
func same(t *testing.T, name string, a, b *plan.View) {
	t.Helper()
	if len(a.Rows) != len(b.Rows) {
		t.Errorf("%s: %d lines went out, %d came back", name, len(a.Rows), len(b.Rows))
		return
	}
	for i := range a.Rows {
		x, y := &a.Rows[i], &b.Rows[i]
		if x.WBS != y.WBS || x.Name != y.Name || x.Kind != y.Kind || x.Done != y.Done || x.Text(a.Measures, 0) != y.Text(b.Measures, 0) || x.Item.Duration != y.Item.Duration || x.Effort != y.Effort || x.Resources(0) != y.Resources(0) {
			t.Errorf("%s: line %d: %s %q %s %d%% %q went out, %s %q %s %d%% %q came back", name, i+1, x.WBS, x.Name, x.Kind, x.Done, x.Text(a.Measures, 0), y.WBS, y.Name, y.Kind, y.Done, y.Text(b.Measures, 0))
		}
		if !x.Values.Equal(y.Values) {
			t.Errorf("%s: line %d, %q: %v went out, %v came back", name, i+1, x.Name, x.Values, y.Values)
		}
		if x.Dates.EarlyStart != y.Dates.EarlyStart || x.Dates.EarlyFinish != y.Dates.EarlyFinish {
			t.Errorf("%s: line %d, %q (%s): %s to %s went out, %s to %s came back", name, i+1, x.Name, x.Kind, at(x.Dates.EarlyStart), at(x.Dates.EarlyFinish), at(y.Dates.EarlyStart), at(y.Dates.EarlyFinish))
		}
	}
}
