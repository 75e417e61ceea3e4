// Package snapshot holds the portfolio in memory as typed columns, and answers
// every list, filter, sort, group and total from there, as it is now or as it
// was on a day. A snapshot never changes; the Keeper replaces it by a newer
// one, which shares the pages that are the same.
package snapshot

import (
	"math"
	"sync"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/rate"
)

// pageRows is how many rows are copied when one of them changes.
const pageRows = 256

// none is how a column of numbers holds an empty value.
const none = math.MinInt64

// Snapshot is the portfolio at one change, as of one day.
type Snapshot struct {
	Change    int64   // the last change that it knows
	On        day.Day // the day it shows; today for the live one
	Live      bool
	Title     label.Text // what it is called when that is not its day: the baseline
	Catalogue *field.Catalogue
	Directory *Directory

	pages   []*page
	count   int32
	index   map[int64]int32 // project → row
	columns map[string]int  // attribute → column
	money   int             // the column of the currency

	members map[int64]map[int64]bool     // portfolio → its projects, when picked by hand
	trend   map[int64]*[trendMonths]int8 // of a frozen reading: the weather of a year, as ranks; 0 for none
	once    sync.Once
	below   map[int64][]int32 // programme → rows of its children
	live    *Snapshot         // for one of the past: who may see what is decided by the present
	present *field.Catalogue  // for one of the past: the catalogue of the present it was made with
	stamp   int64             // for one of the past: the same as long as its rows are

	baseOnce sync.Once
	base     *Snapshot // see Baseline

	rates *rate.Ledger // nil for one of the past, which reads those of the present
	whole *Snapshot    // of a reading to which something is shut: the one with everything
	shut  veil
	veils *veils

	most     int64 // operations that one reading may take; 0 for mostWork
	bookOnce sync.Once
	book     *rate.Book // see Rates
}

type page struct {
	heads [pageRows]head
	cols  []column
}

// head is what every row has beside its attributes.
type head struct {
	id, version      int64
	public           string // the opaque id
	state            project.State
	unit, manager    int64
	created, updated int64
	updatedBy        int64
	fresh            day.Day // when it was last brought up to date
	unread           map[string]string
}

// column holds one attribute of a page's rows; only one of the slices is used.
type column struct {
	n []int64
	s []string
	f []string // the texts of s folded, of short ones
	l [][]int64
}

// Row is a row number in a snapshot.
type Row = int32

func (s *Snapshot) head(r Row) *head { return &s.pages[r/pageRows].heads[r%pageRows] }

// ID returns the project of a row.
func (s *Snapshot) ID(r Row) int64 { return s.head(r).id }

// Find returns the row of a project.
func (s *Snapshot) Find(id int64) (Row, bool) {
	r, ok := s.index[id]
	if ok && s.head(r).state == project.Merged {
		return 0, false
	}
	return r, ok
}

// Len returns the number of rows, those in the bin and the archive included.
func (s *Snapshot) Len() int { return int(s.count) }

// Value returns the stored value of an attribute.
func (s *Snapshot) Value(r Row, key string) field.Value {
	c, ok := s.columns[key]
	if !ok {
		return field.Value{}
	}
	return s.pages[r/pageRows].cols[c].value(int(r % pageRows))
}

// currency returns the currency of a row's amounts.
func (s *Snapshot) currency(r Row) string {
	c := s.pages[r/pageRows].cols[s.money].s
	if c == nil {
		return ""
	}
	return c[r%pageRows]
}

func (c *column) value(i int) field.Value {
	switch {
	case c.n != nil:
		if c.n[i] == none {
			return field.Value{}
		}
		return field.Int(c.n[i])
	case c.s != nil:
		return field.Str(c.s[i])
	case c.l != nil:
		return field.List(c.l[i])
	}
	return field.Value{}
}

func (c *column) set(i int, k field.Kind, v field.Value) {
	switch {
	case k.IsText():
		if c.s == nil {
			c.s = make([]string, pageRows)
		}
		c.s[i] = v.S
		if k == field.Text {
			c.fold(i, v.S)
		}
	case k == field.Choices:
		if c.l == nil {
			c.l = make([][]int64, pageRows)
		}
		c.l[i] = v.L
	default:
		if c.n == nil {
			c.n = make([]int64, pageRows)
			for j := range c.n {
				c.n[j] = none
			}
		}
		c.n[i] = none
		if v.Set {
			c.n[i] = v.N
		}
	}
}

func (c *column) fold(i int, text string) {
	if c.f == nil {
		c.f = make([]string, pageRows)
	}
	c.f[i] = label.Fold(text)
}

// clone copies the page, so that the copy may be changed.
func (p *page) clone() *page {
	c := &page{heads: p.heads, cols: make([]column, len(p.cols))}
	for i, col := range p.cols {
		c.cols[i] = column{n: cloneOf(col.n), s: cloneOf(col.s), f: cloneOf(col.f), l: cloneOf(col.l)}
	}
	return c
}

func cloneOf[T any](s []T) []T {
	if s == nil {
		return nil
	}
	return append(make([]T, 0, pageRows), s...)
}

// children returns the rows whose programme a project is.
func (s *Snapshot) children(id int64) []int32 {
	s.once.Do(func() {
		s.below = map[int64][]int32{}
		for r := range s.count {
			if p := s.Value(r, "programme"); p.Set && s.head(r).state == project.Active {
				s.below[p.N] = append(s.below[p.N], r)
			}
		}
	})
	return s.below[id]
}

// Project returns a row as a project.
func (s *Snapshot) Project(r Row) *project.Project {
	h := s.head(r)
	p := &project.Project{ID: h.id, Version: h.version, State: h.state, Unread: h.unread, Created: h.created, Updated: h.updated, UpdatedBy: h.updatedBy, Values: field.Values{}}
	for key := range s.columns {
		if v := s.Value(r, key); v.Set {
			p.Values[key] = v
		}
	}
	return p
}
