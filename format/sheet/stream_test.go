package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"

	"vigie/ground/money"
)

// long is a sheet of so many rows, of about a thousand bytes each, that are
// made as they are asked for.
func long(rows int) Sheet {
	s := Sheet{Name: "Long", Heads: []Head{{Title: "Name"}, {Title: "Amount", Kind: Money}, {Title: "Text"}}}
	chance := rand.New(rand.NewPCG(1, 2))
	s.Rows = func(yield func([]Value, error) bool) {
		row, text := make([]Value, 3), make([]byte, 0, 1000)
		for i := range rows {
			for text = text[:0]; len(text) < 900; { // nothing that compresses to next to nothing
				text = strconv.AppendUint(text, chance.Uint64(), 36)
			}
			row[0], row[1], row[2] = TextValue(fmt.Sprint("Project ", i)), MoneyValue(money.Amount(i*7919), "EUR"), TextValue(string(text))
			if !yield(row, nil) {
				return
			}
		}
	}
	return s
}

// heap is how much memory is in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// weighed watches how much memory is in use, each so many rows.
func weighed(s Sheet, each int, most *uint64) Sheet {
	rows := s.Rows
	s.Rows = func(yield func([]Value, error) bool) {
		n := 0
		for row, err := range rows {
			if n++; n%each == 0 {
				*most = max(*most, heap())
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return s
}

// weigher is a writer that watches how much memory is in use, each so many bytes.
type weigher struct {
	each, since int
	most        uint64
	bytes       int
}

func (w *weigher) Write(b []byte) (int, error) {
	w.bytes += len(b)
	if w.since += len(b); w.since >= w.each {
		w.since, w.most = 0, max(w.most, heap())
	}
	return len(b), nil
}

// A file of three times as many rows takes no more memory while it is written.
func TestAFileLargerThanMemoryStreams(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Sheet) error{
		"xlsx": WriteXLSX,
		"csv":  func(w io.Writer, s Sheet) error { return WriteCSV(w, s, French) },
	} {
		t.Run(name, func(t *testing.T) {
			needs := func(rows int) (uint64, int) {
				before, during := heap(), uint64(0)
				w := &weigher{each: 1 << 20}
				if err := write(w, weighed(long(rows), 4000, &during)); err != nil {
					t.Fatal(err)
				}
				return max(w.most, during) - min(before, max(w.most, during)), w.bytes
			}
			small, _ := needs(20_000)
			large, bytes := needs(60_000)
			t.Logf("20,000 rows: %d KB in use; 60,000 rows: %d KB in use for a file of %d KB", small>>10, large>>10, bytes>>10)
			if large > 32<<20 || large > small+(4<<20) {
				t.Errorf("got %d bytes in use for 20,000 rows and %d for 60,000; want one bound for both", small, large)
			}
		})
	}
}

func TestAFileThatNobodyWaitsForIsNotMadeToItsEnd(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Sheet) error{
		"xlsx": WriteXLSX,
		"csv":  func(w io.Writer, s Sheet) error { return WriteCSV(w, s, ISO) },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		made, s := 0, long(50_000)
		rows := s.Rows
		s.Rows = func(yield func([]Value, error) bool) {
			for row, err := range rows {
				if made++; made == 100 {
					cancel()
				}
				if !yield(row, err) {
					return
				}
			}
		}
		if err := write(io.Discard, s.While(ctx)); !errors.Is(err, context.Canceled) || made > 101 {
			t.Errorf("%s: got %v after %d rows, want that it was cancelled after 100", name, err, made)
		}
	}
}
