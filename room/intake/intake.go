// Package intake brings tables from files into the portfolio. One path serves
// every kind of object: a file is read, a mapping of its columns is proposed
// and corrected, a dry run says row by row what would change, applying writes
// all of it or nothing, and undoing takes it back.
//
// What an import writes is effective from its date, so that an edition of
// last year says what was so last year. While it writes, it holds the database
// for a few milliseconds at a time; if the program is stopped in between, the
// next start goes on from where it stopped.
package intake

import (
	"encoding/json"
	"fmt"

	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
)

// Entity is the name under which the events know imports.
const Entity = "import"

// State is how far an import has come.
type State string

// The states. Nothing but the import's own rows is written before Applying;
// Retracting takes back what an import wrote that could not come to its end.
const (
	Draft      State = "draft"
	Checked    State = "checked"
	Applying   State = "applying"
	Applied    State = "applied"
	Retracting State = "retracting"
	Failed     State = "failed"
	Undoing    State = "undoing"
	Undone     State = "undone"
)

func (s State) atWork() bool { return s == Applying || s == Retracting || s == Undoing }

// MaxFile is the size of the largest file that is taken, in bytes.
const MaxFile = 50 << 20

// Import is one file on its way into the portfolio.
type Import struct {
	ID        int64
	Version   int64
	Object    string // "project", "milestone", "risk", "action", "decision", "unit" or "user"
	Portfolio int64  // 0 for none, or for one that applying makes
	Name      string // of the portfolio that applying makes
	Unit      int64  // on which the right to import is asked for, and below which new units stand
	AsOf      day.Day
	State     State
	File      File
	Settings  Settings
	Report    *Report // of the last dry run; nil before
	Problem   label.Text
	Done      int64 // rows written or taken back so far
	Total     int64
	By        int64 // the account; 0 for the command on the server
	Created   int64 // milliseconds since 1970 UTC
	Applied   int64

	left  []Left // lines of the file that are no records
	made  made
	owner string
	lease int64
}

// File says what was sent.
type File struct {
	Name   string
	Size   int64
	Digest string // SHA-256, in hex
}

// Settings is all that is decided about how a file is read.
type Settings struct {
	Sheets     []sheet.Info  `json:"sheets"`
	Sheet      string        `json:"sheet"`
	Layout     *sheet.Layout `json:"layout"` // nil until it is guessed
	Encoding   string        `json:"encoding,omitempty"`
	Separator  string        `json:"separator,omitempty"`
	Notes      []label.Text  `json:"notes,omitempty"`
	Signature  string        `json:"signature"` // of the headers
	Mapping    int64         `json:"mapping,omitempty"`
	Mapped     string        `json:"mapped,omitempty"` // the name of that mapping
	Currency   string        `json:"currency"`         // of amounts that name none
	Empty      string        `json:"empty"`            // an empty cell: Clear or Keep
	Gone       string        `json:"gone"`             // what the file does not name: Leave or Keep
	Doubtful   string        `json:"doubtful"`         // Ask, Same or New
	Columns    []Column      `json:"columns"`
	Matches    []Match       `json:"matches,omitempty"`
	Remembered []Remembered  `json:"remembered,omitempty"` // decisions that came with a mapping
}

// What settings can say.
const (
	Clear = "clear"
	Keep  = "keep"
	Leave = "leave"
	Ask   = "ask"
	Same  = "same"
	New   = "new"
	Skip  = "skip"
)

// The actions of a column.
const (
	ToAttribute = "attribute"
	ToNew       = "new"
	Ignore      = "ignore"
)

// Column is one column of the file and what becomes of it.
type Column struct {
	Number     int          `json:"number"` // in the file, from 1
	Header     string       `json:"header"`
	Action     string       `json:"action"`
	Attribute  string       `json:"attribute,omitempty"`
	New        *NewField    `json:"new,omitempty"`
	Options    Options      `json:"options"`
	Values     []Choice     `json:"values,omitempty"`
	Kind       field.Kind   `json:"kind"` // how its cells are read
	Samples    []string     `json:"samples,omitempty"`
	Filled     int          `json:"filled"`
	Unread     int          `json:"unread"`
	Confidence int          `json:"confidence"`
	Notes      []label.Text `json:"notes,omitempty"`
	Made       bool         `json:"made,omitempty"` // no column of the file: the titles between its records
}

// NewField is an attribute that applying creates.
type NewField struct {
	Key           string              `json:"key"`
	Kind          field.Kind          `json:"kind"`
	Label         label.Text          `json:"label"`
	Consolidation field.Consolidation `json:"consolidation"`
}

// Choice says which option of a list a text of the file is: its key, NewOption
// for one that applying adds, "" for a text that is not taken. Of a column of
// programmes it has the texts that name no project, and an option may be the
// name or the code of one; Doubt, where the text is nearly the name of one.
type Choice struct {
	Text   string      `json:"text"`
	Count  int         `json:"count"`
	Option string      `json:"option"`
	Near   []Candidate `json:"near,omitempty"` // programmes whose names are alike; without an id where they are of this file
}

// NewOption stands for an option that is still to be added, Doubt for what a
// person has to say.
const (
	NewOption = "+"
	Doubt     = "?"
)

// Match is what a person decided about one row: Same as a project, New, Skip, or
// Section.
type Match struct {
	Row        int         `json:"row"`
	Decision   string      `json:"decision"`
	Object     int64       `json:"object,omitempty"`
	Name       string      `json:"name,omitempty"` // of the row, and what it was taken for, while it was doubtful
	Candidates []Candidate `json:"candidates,omitempty"`
	Lone       bool        `json:"lone,omitempty"` // the row has nothing but a name
}

// Remembered is a decision that holds for every file of a kind: the row that
// has a name is the object that has another, or a new one.
type Remembered struct {
	Name     string `json:"name"`
	Decision string `json:"decision"`
	Object   string `json:"project_name,omitempty"`
}

// made is what an import creates beside its rows. The staged rows hold
// provisional ids, below zero, for it.
type made struct {
	Units     []madeUnit   `json:"units,omitempty"`
	Fields    []madeField  `json:"fields,omitempty"`
	Options   []madeOption `json:"options,omitempty"`
	Portfolio int64        `json:"portfolio,omitempty"`
	Ready     bool         `json:"ready,omitempty"` // all of it is there
}

type madeUnit struct {
	Provisional int64  `json:"provisional"`
	ID          int64  `json:"id,omitempty"`
	Name        string `json:"name"`
	Code        string `json:"code,omitempty"`
	Found       bool   `json:"found,omitempty"` // it was there in the end; it is not ours
}

type madeField struct {
	NewField
	Found bool `json:"found,omitempty"`
}

type madeOption struct {
	Provisional int64  `json:"provisional"`
	ID          int64  `json:"id,omitempty"`
	Key         string `json:"key"` // of the attribute
	Text        string `json:"text"`
	Found       bool   `json:"found,omitempty"`
}

// row is an import as its table holds it.
type row struct {
	ID        int64   `db:"id"`
	Version   int64   `db:"version"`
	Object    string  `db:"object"`
	Portfolio int64   `db:"portfolio_id"`
	Name      string  `db:"portfolio_name"`
	Unit      int64   `db:"unit_id"`
	AsOf      day.Day `db:"as_of_day"`
	State     State   `db:"state"`
	FileName  string  `db:"file_name"`
	Digest    string  `db:"file_digest"`
	Size      int64   `db:"file_size"`
	Settings  string  `db:"settings"`
	Report    string  `db:"report"`
	Made      string  `db:"made"`
	Problem   string  `db:"problem"`
	Done      int64   `db:"done"`
	Total     int64   `db:"total"`
	Owner     string  `db:"owner"`
	Lease     int64   `db:"lease"`
	By        db.ID   `db:"created_by"`
	Created   int64   `db:"created"`
	Applied   int64   `db:"applied"`
}

func (m *Import) row() (row, error) {
	settings, err := json.Marshal(m.Settings)
	if err != nil {
		return row{}, err
	}
	made, err := json.Marshal(m.made)
	if err != nil {
		return row{}, err
	}
	r := row{
		ID: m.ID, Version: m.Version, Object: m.Object, Portfolio: m.Portfolio, Name: m.Name, Unit: m.Unit, AsOf: m.AsOf, State: m.State,
		FileName: m.File.Name, Digest: m.File.Digest, Size: m.File.Size, Settings: string(settings), Made: string(made),
		Done: m.Done, Total: m.Total, Owner: m.owner, Lease: m.lease, By: db.ID(m.By), Created: m.Created, Applied: m.Applied,
	}
	if m.Report != nil {
		b, err := json.Marshal(m.Report)
		if err != nil {
			return row{}, err
		}
		r.Report = string(b)
	}
	if !m.Problem.IsZero() {
		b, err := json.Marshal(m.Problem)
		if err != nil {
			return row{}, err
		}
		r.Problem = string(b)
	}
	return r, nil
}

func (r *row) imported() (*Import, error) {
	m := &Import{
		ID: r.ID, Version: r.Version, Object: r.Object, Portfolio: r.Portfolio, Name: r.Name, Unit: r.Unit, AsOf: r.AsOf, State: r.State,
		File: File{r.FileName, r.Size, r.Digest}, Done: r.Done, Total: r.Total, owner: r.Owner, lease: r.Lease, By: int64(r.By), Created: r.Created, Applied: r.Applied,
	}
	for _, part := range []struct {
		text string
		into any
	}{{r.Settings, &m.Settings}, {r.Report, &m.Report}, {r.Made, &m.made}, {r.Problem, &m.Problem}} {
		if part.text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
			return nil, fmt.Errorf("reading import %d: %w", r.ID, err)
		}
	}
	return m, nil
}

// Becomes returns the key of the attribute that a column becomes, "" for none.
func (col Column) Becomes() string {
	if col.Action == Ignore {
		return ""
	}
	return col.key()
}
