package intake

import (
	"maps"
	"math/big"
	"slices"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
)

// mostListed is how many doubts and refusals a report lists; all of them are
// in the rows of the import.
const mostListed = 1000

// Report is what a dry run found, and what undoing left.
type Report struct {
	Rows      int `json:"rows"` // of data in the file
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Gone      int `json:"gone"`
	Refused   int `json:"refused"`

	DoubtfulCount int        `json:"doubtful_count"` // undecided
	Doubtful      []Doubtful `json:"doubtful"`

	Totals            map[string]*Total `json:"totals"` // by attribute
	CellsRefused      []Refused         `json:"cells_refused"`
	CellsRefusedCount int               `json:"cells_refused_count"`
	Unreadable        map[string]int    `json:"unreadable"` // cells refused, by attribute
	RowsRefused       []RowRefused      `json:"rows_refused"`
	NewUnits          []string          `json:"new_units"`
	NewFields         []NewField        `json:"new_fields"`
	NewOptions        []AddedOption     `json:"new_options"`
	NewProgrammes     []string          `json:"new_programmes"`
	Notes             []label.Text      `json:"notes"`
	Left              []Left            `json:"left,omitempty"` // lines that are no records
	Kept              []Kept            `json:"kept,omitempty"` // what undoing left, because it was edited since

	Change int64  `json:"change"` // the last change that the dry run knew
	Digest string `json:"digest"` // of what would be written
}

// Doubtful is a row of which a person has to say, or has said, what it is.
type Doubtful struct {
	Row        int         `json:"row"`
	Name       string      `json:"name"`
	Candidates []Candidate `json:"candidates"`
	Lone       bool        `json:"lone,omitempty"`     // the row has nothing but a name, and may be the title of a group
	Decision   string      `json:"decision,omitempty"` // what a person said, if so
	Object     int64       `json:"object,omitempty"`   // that it is, where it is the same
	Column     int         `json:"column,omitempty"`   // the number of a column of programmes, of which Name is a text; 0 where the doubt is what the row is
}

// RowRefused is a row that cannot be imported at all.
type RowRefused struct {
	Row    int        `json:"row"`
	Name   string     `json:"name"`
	Reason label.Text `json:"reason"`
}

// AddedOption is a value that a list will have.
type AddedOption struct {
	Key  string `json:"attribute"`
	Text string `json:"label"`
}

// Kept is what undoing an import left as it is, and why.
type Kept struct {
	Object int64      `json:"object"`
	Name   string     `json:"name"`
	Key    string     `json:"attribute,omitempty"`
	Reason label.Text `json:"reason"`
}

// Total is the control total of one numeric attribute: exact decimals in base
// units by currency, "" for plain numbers.
type Total struct {
	File   Sums `json:"file"`   // of the rows of the file that are not refused
	Before Sums `json:"before"` // over the portfolio on the day
	After  Sums `json:"after"`
	Cells  int  `json:"cells"`  // of the file that have a number
	Unread int  `json:"unread"` // that have a text which is none
}

// Sums are exact sums by currency, in 1/10,000.
type Sums map[string]*big.Int

func (s Sums) add(currency string, n int64) {
	if s[currency] == nil {
		s[currency] = new(big.Int)
	}
	s[currency].Add(s[currency], big.NewInt(n))
}

// Plain writes the sums as decimals with the places of their currency.
func (s Sums) Plain() map[string]string {
	out := map[string]string{}
	for _, c := range slices.Sorted(maps.Keys(s)) {
		out[c] = decimal(s[c], c)
	}
	return out
}

// decimal writes 1/10,000 as a decimal: at least with the places of the
// currency, more where the sum needs them.
func decimal(n *big.Int, currency string) string {
	scale := big.NewInt(money.Scale)
	whole, part := new(big.Int).QuoRem(new(big.Int).Abs(n), scale, new(big.Int))
	places := 0
	if currency != "" {
		places = money.Places(currency)
	}
	digits := part.String()
	for len(digits) < 4 {
		digits = "0" + digits
	}
	for len(digits) > places && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	s := whole.String()
	if digits != "" {
		s += "." + digits
	}
	if n.Sign() < 0 {
		s = "-" + s
	}
	return s
}

// counted reports whether an attribute has a control total.
func counted(f *field.Field) bool {
	return f.Kind == field.Money || f.Kind == field.Number && f.Key != "duration" && f.Consolidation == field.Sum
}

// count adds the numbers of one object to sums, or takes them off.
func (j *job) count(pick func(*Total) Sums, vs field.Values, sign int64) {
	for _, b := range j.columns {
		v := vs[b.f.Key]
		if !counted(b.f) || !v.Set {
			continue
		}
		currency := ""
		if b.f.Kind == field.Money {
			currency = vs["currency"].S
		}
		pick(j.total(b.f.Key)).add(currency, sign*v.N)
	}
}

func (j *job) total(key string) *Total {
	t := j.totals[key]
	if t == nil {
		t = &Total{File: Sums{}, Before: Sums{}, After: Sums{}}
		j.totals[key] = t
	}
	return t
}

func fileSums(t *Total) Sums   { return t.File }
func beforeSums(t *Total) Sums { return t.Before }
func afterSums(t *Total) Sums  { return t.After }

// standing is what the portfolio holds on the day of the import.
type standing struct {
	members map[int64]bool // in the portfolio on the day; false for those that once were
	names   map[int64]string
	totals  map[string]*Total
	held    map[int64]field.Values // what each adds to the totals
}

// gone returns the projects of the portfolio that the file does not name. A
// file that names none at all says nothing about them.
func (j *job) gone() []int64 {
	if j.m.Settings.Gone == Keep || j.m.Portfolio == 0 || !slices.ContainsFunc(j.lines, func(l *line) bool { return !l.isRefused() }) {
		return nil
	}
	named := map[int64]bool{}
	for _, l := range j.lines {
		named[l.Object] = true
		for _, c := range l.Candidates {
			if l.isDoubtful() {
				named[c.ID] = true
			}
		}
	}
	var out []int64
	for id, in := range j.members {
		if in && !named[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// day of the import, as the history counts it.
func (j *job) on() day.Day { return j.m.AsOf }
