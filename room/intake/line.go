package intake

import (
	"vigie/ground/label"
	"vigie/room/field"
)

// The actions of rows, as the dry run finds them.
const (
	IsNew       = "new"
	IsChanged   = "changed"
	IsUnchanged = "unchanged"
	IsGone      = "gone"
	IsRefused   = "refused"
	IsDoubtful  = "doubtful"
)

// line is one row of the file on its way to an object.
type line struct {
	Number int // in the file
	at     int // in the table
	Name   string
	Code   string
	Unit   string
	folded string

	Object     int64 // the object that it is; one to be made has an id already
	IsNew      bool
	Skipped    bool
	Candidates []Candidate
	Decision   string
	Reason     label.Text // why it is refused as a whole
	depth      int
	owner      int64 // the project that a key date is of
	lone       bool  // the row has nothing but a name, and may be the title of a group

	// What is read of it while it is tried; not kept for all rows at once.
	Values   field.Values
	Unread   map[string]string
	Refused  []Refused
	Before   field.Values
	BeforeUn map[string]string
	After    field.Values
	AfterUn  map[string]string
	Changed  bool
}

func (l *line) refuse(t label.Text) {
	if l.Reason.IsZero() {
		l.Reason = t
	}
}

func (l *line) isRefused() bool { return !l.Reason.IsZero() }

// isDoubtful reports whether a person has to say what the row is.
func (l *line) isDoubtful() bool {
	return !l.isRefused() && l.Object == 0 && (l.lone || len(l.Candidates) > 0) && l.Decision == ""
}

// action returns what becomes of the row.
func (l *line) action() string {
	switch {
	case l.isRefused():
		return IsRefused
	case l.isDoubtful():
		return IsDoubtful
	case l.IsNew:
		return IsNew
	case l.Changed:
		return IsChanged
	}
	return IsUnchanged
}

// Candidate is an object that a row may be.
type Candidate struct {
	ID    int64      `json:"id"`
	Name  string     `json:"name"`
	Code  string     `json:"code,omitempty"`
	Unit  string     `json:"unit,omitempty"`
	Score int        `json:"score"` // 0 to 100
	Why   label.Text `json:"why"`
}

// Refused is a cell whose text gave no value; the text stays visible.
type Refused struct {
	Row    int        `json:"row"`
	Column string     `json:"column"`
	Key    string     `json:"attribute"`
	Value  string     `json:"value"`
	Reason label.Text `json:"reason"`
}
