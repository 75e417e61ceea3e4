package report

import (
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/overview/review"
	"vigie/overview/summary"
	"vigie/room/field"
)

// What the keys of templates can name, beside attributes of projects and blocks.
var (
	rowNames = []string{"change", "line", "point", "span", "drift", "finding", "date", "risk", "action", "decision", "ask", "outcome", "passage"}
	ofSheets = []string{"changes", "dates", "risks", "actions", "decisions", "costs", "comment", "description", "projects"}
	ofReview = []string{"figures", "health", "changes", "new", "gone", "follow_up", "outcomes", "conclusion"}
	ofReport = []string{"title", "subtitle", "footer", "line1", "line2", "line3", "line4", "line5"}
)

// Knows reports whether reports of a kind put something in the place of a key, as
// far as that can be told: the blocks of a summary can be named at will.
func Knows(kind, key string, c *field.Catalogue) bool {
	if key == "page" || key == "pages" {
		return true
	}
	if rest, ok := strings.CutPrefix(key, "each "); ok {
		list, _, _ := strings.Cut(rest, " ")
		return isPart(kind, list)
	}
	if rest, ok := strings.CutPrefix(key, "chart "); ok {
		return isPart(kind, rest)
	}
	first, rest, dotted := strings.Cut(strings.TrimPrefix(key, "mark "), ".")
	switch {
	case !dotted:
		return false
	case first == "report":
		return slices.Contains(ofReport, rest)
	case first == "project":
		rest = strings.TrimSuffix(rest, ".label")
		return slices.Contains([]string{"title", "subtitle", "changes", "updated", "text", "manager"}, rest) || c.Get(rest) != nil
	}
	return slices.Contains(rowNames, first) || isPart(kind, first)
}

// isPart reports whether a document of a kind has a part of a name.
func isPart(kind, name string) bool {
	switch {
	case slices.Contains(ofSheets, name):
		return true
	case kind == Review:
		return slices.Contains(ofReview, name)
	case kind != Summary:
		return false
	}
	for _, b := range summary.BuiltIn() {
		if b.ID == name || b.ID+"_dates" == name || b.ID+"_costs" == name {
			return true
		}
	}
	return false
}

// Example is a review as the template of the house for reviews is made of.
func Example(l label.Lang) (*Document, error) {
	one := review.Outcome{Register: "decision", Name: "–"}
	m := &review.Minutes{Name: label.T("Review", "Revue").In(l), Opening: &review.Opening{FollowUp: []review.Outcome{one}}, Outcomes: []review.Outcome{one}}
	d, err := Meeting(m, l)
	if err != nil {
		return nil, err
	}
	d.Parts[0].Figures = []Figure{{Key: "count", Label: projectsText.In(l)}, {Key: "total_cost"}, {Key: "actual_cost"}}
	d.Projects = []Document{{Kind: Project, Parts: []Part{{Key: "changes"}}}}
	for _, p := range d.Parts {
		if p.Table != nil {
			p.Table.Sample = true
		}
	}
	return &d, nil
}
