package report

import (
	"encoding/json"
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
)

// Origin says of a list that goes out where it comes from, for whoever finds the
// file later. Every form bears it: a workbook as a sheet, text as lines below the
// table, JSON as an object.
type Origin struct {
	What      string // the things listed, in words: Projects
	Count     int
	Author    string
	At        time.Time // when it went out, in the zone of the server
	On        day.Day   // as of
	Against   string    // what it is compared with, in words; empty for nothing
	Portfolio string    // empty for all
	State     label.Text
	Filter    string // the condition, in words
	Search    string
	Partial   bool
	Mark      label.Text // the classification; empty for none
	More      []string   // lines of the list's own
	Lang      label.Lang
}

// Lines are the sentences for people, the classification first.
func (o Origin) Lines() []string {
	l := o.Lang
	var out []string
	add := func(said label.Text, when bool) {
		if when {
			out = append(out, strings.Join(strings.Fields(said.In(l)), " "))
		}
	}
	add(o.Mark, o.Mark.In(l) != "")
	add(label.F("%s: %d", "%s : %d", o.What, o.Count), true)
	add(ExportedBy(o.Author, o.At), true)
	add(label.F("As of %s", "À la date du %s", o.On), true)
	add(label.F("Compared with %s", "Comparé à %s", o.Against), o.Against != "")
	add(label.F("Portfolio: %s", "Portefeuille : %s", o.Portfolio), o.Portfolio != "")
	add(o.State, o.State.In(l) != "")
	add(label.F("Filter: %s", "Filtre : %s", o.Filter), o.Filter != "")
	add(label.F("Search: %s", "Recherche : %s", o.Search), o.Search != "")
	add(Partial, o.Partial)
	return append(out, o.More...)
}

// ExportedBy says who made a file, and when by the clock of the server.
func ExportedBy(author string, at time.Time) label.Text {
	return label.F("Exported by %s on %s at %s", "Exporté par %s le %s à %s", author, day.OfTime(at), at.Format("15:04 MST"))
}

// AppendJSON writes the origin as an object for programs.
func (o Origin) AppendJSON(b []byte) ([]byte, error) {
	said, err := json.Marshal(struct {
		Program   string   `json:"program"`
		Author    string   `json:"author"`
		At        string   `json:"at"`
		AsOf      string   `json:"as_of"`
		Against   string   `json:"compared_with,omitempty"`
		Portfolio string   `json:"portfolio,omitempty"`
		State     string   `json:"state,omitempty"`
		Filter    string   `json:"filter,omitempty"`
		Search    string   `json:"search,omitempty"`
		Partial   bool     `json:"partial"`
		Mark      string   `json:"mark"`
		Count     int      `json:"count"`
		Lines     []string `json:"lines"`
	}{"Vigie", o.Author, o.At.Format(time.RFC3339), o.On.String(), o.Against, o.Portfolio, o.State.In(o.Lang), o.Filter, o.Search, o.Partial, o.Mark.In(o.Lang), o.Count, o.Lines()})
	return append(b, said...), err
}
