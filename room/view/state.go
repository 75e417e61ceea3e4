package view

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
)

// State is how a list is shown. Attributes are named by their keys.
type State struct {
	Display  string   `json:"display" enum:"auto,grid,table,cards,board,timeline,bubble,pivot" doc:"auto: the grid, and cards on a phone"`
	Columns  []Column `json:"columns" doc:"In their order; none for the usual ones"`
	Sort     []Sort   `json:"sort"`
	Group    []Group  `json:"group" doc:"Levels of groups, the outermost first"`
	Tree     string   `json:"tree" maxLength:"100" doc:"The attribute that names a row's parent; empty for a flat list"`
	Filter   string   `json:"filter" maxLength:"10000" doc:"A condition, as lists take it"`
	Find     string   `json:"find" maxLength:"200" doc:"Words to look for"`
	Rows     string   `json:"state" enum:"active,archived,deleted,all"`
	Density  string   `json:"density" enum:",compact,normal,comfortable" doc:"Empty for the person's own"`
	Rules    []Rule   `json:"rules" doc:"Colour rules; of those that hold, the first counts"`
	Period   string   `json:"period" maxLength:"20" doc:"The date that the list is read at: empty for the one chosen on the screen, today, last_month_end, last_quarter_end, last_year_end, last_fiscal_year_end, or a date"`
	Compare  string   `json:"compare" maxLength:"40" doc:"What the list is compared with: empty for nothing, last_month_end, last_quarter_end, last_year_end, last_fiscal_year_end, a date, baseline, or review: and the id of a review"`
	Only     bool     `json:"only" doc:"Of what is compared, only the differences"`
	Board    Board    `json:"board"`
	Timeline Timeline `json:"timeline"`
	Bubble   Bubble   `json:"bubble,omitzero"`
	Pivot    Pivot    `json:"pivot,omitzero"`

	Params map[string]string `json:"params,omitempty" doc:"The switches of the page of the list, by their names in its address: when, portfolio, mine"`
}

// Column is one column shown. A width of 0, and no word about pinning, leave it
// as it usually is.
type Column struct {
	Key    string `json:"key" maxLength:"100"`
	Width  int    `json:"width,omitempty" minimum:"0" maximum:"4000" doc:"In pixels"`
	Pinned *bool  `json:"pinned,omitempty"`
	Trend  bool   `json:"trend,omitempty" doc:"Draws its last twelve months in the cells"`
	Label  *Name  `json:"label,omitempty" doc:"What it is called in this view; what one language lacks, the other says"`
	Total  string `json:"total,omitempty" enum:",none,sum,mean,weighted_mean,minimum,maximum,worst,best,latest,count_by_value,count" doc:"By which rule it is totalled in this view; the attribute's own when empty"`
}

// Name is what a view calls a column, in one language at least.
type Name struct {
	EN string `json:"en" maxLength:"100"`
	FR string `json:"fr" maxLength:"100"`
}

// Text is the name in both languages.
func (n Name) Text() label.Text { return label.T(cmp.Or(n.EN, n.FR), cmp.Or(n.FR, n.EN)) }

// Sort is one key of the order.
type Sort struct {
	Key  string `json:"key" maxLength:"100"`
	Down bool   `json:"down,omitempty"`
}

// Group is one level of groups; dates are grouped by what they fall in.
type Group struct {
	Key  string `json:"key" maxLength:"100"`
	By   string `json:"by,omitempty" enum:"month,quarter,year,1,2,3,4,5,6,7,8,9" doc:"Of a tree: the level, 1 being the top"`
	Down bool   `json:"down,omitempty"`
}

// Rule colours the rows for which a condition holds, or one cell of them.
type Rule struct {
	Name   string  `json:"name" maxLength:"200"`
	Filter string  `json:"filter" maxLength:"10000"`
	Colour string  `json:"colour" maxLength:"30"`
	Key    string  `json:"key" maxLength:"100" doc:"The column whose cell is coloured; empty for the whole row"`
	Label  *Called `json:"label,omitempty" doc:"What it is called where its name is not the same in both languages; what one lacks, its name says"`
}

// Called is what a view calls a colour rule, in each language.
type Called struct {
	EN string `json:"en" maxLength:"200"`
	FR string `json:"fr" maxLength:"200"`
}

// Board says what the columns, the lanes and the cards of a board show.
type Board struct {
	By    string   `json:"by" maxLength:"100"`
	Lanes string   `json:"lanes" maxLength:"100"`
	Card  []string `json:"card" maxItems:"50"`
}

// Timeline says from which dates to which the bars go.
type Timeline struct {
	Start     string `json:"start" maxLength:"100"`
	End       string `json:"end" maxLength:"100"`
	BaseStart string `json:"base_start" maxLength:"100"`
	BaseEnd   string `json:"base_end" maxLength:"100"`
	Colour    string `json:"colour" maxLength:"100"`
	Scale     string `json:"scale" enum:",month,quarter,year"`
}

// Bubble says where the bubbles of projects stand, how large they are, and what
// their colours mean. The lines part the picture in four: X is where the upright
// one stands and Y where the other does, in the middle when they are empty.
type Bubble struct {
	X      string   `json:"x" maxLength:"100"`
	Y      string   `json:"y" maxLength:"100"`
	Size   string   `json:"size" maxLength:"100"`
	Colour string   `json:"colour" maxLength:"100"`
	Lines  bool     `json:"lines,omitempty"`
	AtX    string   `json:"at_x,omitempty" maxLength:"40" doc:"Where the upright line stands: a number or a date"`
	AtY    string   `json:"at_y,omitempty" maxLength:"40"`
	Names  []string `json:"names,omitempty" maxItems:"4" doc:"What the four parts are called: top left, top right, bottom left, bottom right"`
}

// Pivot says what is crossed with what, and measured how.
type Pivot struct {
	Rows     []Group   `json:"rows" maxItems:"3"`
	Columns  []Group   `json:"columns" maxItems:"1"`
	Measures []Measure `json:"measures" maxItems:"8" doc:"The count of projects when empty"`
	Share    string    `json:"share,omitempty" enum:",row,column,all" doc:"Shows sums and counts as per cents of their line, their column or all"`
	Shade    bool      `json:"shade,omitempty" doc:"Shades the cells by what they come to"`
}

// Measure is one figure of each cell of a pivot: an attribute made one by a rule;
// the count of projects where it names none.
type Measure struct {
	Key  string `json:"key" maxLength:"100"`
	Rule string `json:"rule" enum:"sum,mean,weighted_mean,minimum,maximum,worst,best,latest,count"`
}

// IsZero reports whether nothing was ever said of the pivot.
func (p Pivot) IsZero() bool {
	return len(p.Rows) == 0 && len(p.Columns) == 0 && len(p.Measures) == 0 && p.Share == "" && !p.Shade
}

// IsZero reports whether nothing was ever said of the bubbles.
func (b Bubble) IsZero() bool {
	return b.X == "" && b.Y == "" && b.Size == "" && b.Colour == "" && !b.Lines && b.AtX == "" && b.AtY == "" && len(b.Names) == 0
}

// The most that a view holds.
const (
	mostColumns = 600
	mostLevels  = 10
	mostRules   = 50
	mostState   = 1 << 16 // bytes of JSON
	mostParams  = 20

	mostPivotRows = 3
	mostMeasures  = 8
)

// facts of a row are shown and sorted like attributes, but stand in no catalogue.
var facts = []string{"id", "version", "state", "created", "updated", "updated_by"}

var (
	periods        = []string{"", "today", "last_month_end", "last_quarter_end", "last_year_end", "last_fiscal_year_end"}
	paramName      = regexp.MustCompile(`^[a-z][a-z_]{0,19}$`)
	comparedReview = regexp.MustCompile(`^review:[0-9a-z]{1,30}$`)
	colourName     = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,29}$`)
)

// named calls f for every attribute that the state names, with its place.
func (s State) named(f func(where, key string)) {
	tell := func(where, key string) {
		if key != "" {
			f(where, key)
		}
	}
	for i, c := range s.Columns {
		f(fmt.Sprintf("state.columns[%d].key", i), c.Key)
	}
	for i, o := range s.Sort {
		f(fmt.Sprintf("state.sort[%d].key", i), o.Key)
	}
	for i, g := range s.Group {
		f(fmt.Sprintf("state.group[%d].key", i), g.Key)
	}
	for i, r := range s.Rules {
		tell(fmt.Sprintf("state.rules[%d].key", i), r.Key)
	}
	for i, key := range s.Board.Card {
		f(fmt.Sprintf("state.board.card[%d]", i), key)
	}
	tell("state.tree", s.Tree)
	tell("state.board.by", s.Board.By)
	tell("state.board.lanes", s.Board.Lanes)
	tell("state.timeline.start", s.Timeline.Start)
	tell("state.timeline.end", s.Timeline.End)
	tell("state.timeline.base_start", s.Timeline.BaseStart)
	tell("state.timeline.base_end", s.Timeline.BaseEnd)
	tell("state.timeline.colour", s.Timeline.Colour)
	tell("state.bubble.x", s.Bubble.X)
	tell("state.bubble.y", s.Bubble.Y)
	tell("state.bubble.size", s.Bubble.Size)
	tell("state.bubble.colour", s.Bubble.Colour)
	for i, g := range s.Pivot.Rows {
		f(fmt.Sprintf("state.pivot.rows[%d].key", i), g.Key)
	}
	for i, g := range s.Pivot.Columns {
		f(fmt.Sprintf("state.pivot.columns[%d].key", i), g.Key)
	}
	for i, m := range s.Pivot.Measures {
		tell(fmt.Sprintf("state.pivot.measures[%d].key", i), m.Key)
	}
}

// check refuses a state that names what is in no catalogue, or is too large. An
// attribute that was retired since is let through: the view outlives it.
func (s State) check(c *field.Catalogue) error {
	var wrong []fault.Detail
	s.named(func(where, key string) {
		if c.Get(key) == nil && !slices.Contains(facts, key) {
			wrong = append(wrong, fault.Detail{Where: where, Text: label.F("No attribute is called “%s”: write the key of one that this list has", "Aucun attribut ne s’appelle « %s » : écrivez la clé d’un attribut de cette liste", key)})
		}
	})
	for i, col := range s.Columns {
		if f := c.Get(col.Key); f != nil && col.Total != "" && !slices.Contains(f.Rules(), field.Consolidation(col.Total)) {
			wrong = append(wrong, fault.Detail{Where: fmt.Sprintf("state.columns[%d].total", i), Text: label.F("“%s” is not totalled by this rule", "« %s » ne se totalise pas par cette règle", f.Label)})
		}
	}
	if len(wrong) > 0 {
		return fault.InvalidAll(wrong)
	}
	return s.checkForm()
}

func (s State) checkForm() error {
	switch {
	case len(s.Columns) > mostColumns:
		return fault.Invalid("state.columns", label.F("A view shows at most %d columns", "Une vue montre au plus %d colonnes", mostColumns))
	case len(s.Sort) > mostLevels || len(s.Group) > mostLevels:
		return fault.Invalid("state.sort", label.F("A view sorts and groups by at most %d attributes", "Une vue trie et regroupe selon au plus %d attributs", mostLevels))
	case len(s.Rules) > mostRules:
		return fault.Invalid("state.rules", label.F("A view has at most %d colour rules", "Une vue a au plus %d règles de couleur", mostRules))
	case len(s.Pivot.Rows) > mostPivotRows || len(s.Pivot.Columns) > 1 || len(s.Pivot.Measures) > mostMeasures:
		return fault.Invalid("state.pivot", label.F("A pivot has at most %d levels of rows, one of columns, and %d measures", "Un tableau croisé a au plus %d niveaux de lignes, un de colonnes et %d mesures", mostPivotRows, mostMeasures))
	case !isPeriod(s.Period):
		return fault.Invalid("state.period", label.T("The period is empty, today, last_month_end, last_quarter_end, last_year_end, last_fiscal_year_end, or a date such as 2026-10-31", "La période est vide, today, last_month_end, last_quarter_end, last_year_end, last_fiscal_year_end, ou une date comme 2026-10-31"))
	case !isComparison(s.Compare):
		return fault.Invalid("state.compare", label.T("The comparison is empty, last_month_end, last_quarter_end, last_year_end, last_fiscal_year_end, a date such as 2026-10-31, baseline, or review: followed by the id of a review", "La comparaison est vide, last_month_end, last_quarter_end, last_year_end, last_fiscal_year_end, une date comme 2026-10-31, baseline, ou review: suivi de l’identifiant d’une revue"))
	}
	for i, r := range s.Rules {
		if !colourName.MatchString(r.Colour) {
			return fault.Invalid(fmt.Sprintf("state.rules[%d].colour", i), label.T("Choose a colour of the palette", "Choisissez une couleur de la palette"))
		}
		if r.Filter == "" {
			return fault.Invalid(fmt.Sprintf("state.rules[%d].filter", i), label.T("A colour rule needs a condition", "Une règle de couleur demande une condition"))
		}
	}
	for name, value := range s.Params {
		if len(s.Params) > mostParams || !paramName.MatchString(name) || utf8.RuneCountInString(value) > 200 {
			return fault.Invalid("state.params", label.F("At most %d switches with short names and values", "Au plus %d réglages, aux noms et valeurs courts", mostParams))
		}
	}
	if len(s.encode()) > mostState {
		return fault.Invalid("state", label.T("This view holds too much: shorten its conditions or its columns", "Cette vue contient trop de choses : raccourcissez ses conditions ou ses colonnes"))
	}
	return nil
}

func isPeriod(s string) bool {
	if slices.Contains(periods, s) {
		return true
	}
	_, err := day.Parse(s)
	return err == nil
}

func isComparison(s string) bool {
	return s == "baseline" || comparedReview.MatchString(s) || s != "today" && isPeriod(s)
}

// cleaned is the state with texts that can be stored and lists that are never null.
func (s State) cleaned() State {
	plain := func(s string) string {
		out := make([]rune, 0, len(s))
		for _, r := range s {
			if r != 0 && r != utf8.RuneError {
				out = append(out, r)
			}
		}
		return string(out)
	}
	s.Filter, s.Find = plain(s.Filter), plain(s.Find)
	s.Params = maps.Clone(s.Params)
	for name, value := range s.Params {
		s.Params[name] = plain(value)
	}
	s.Columns, s.Sort, s.Group = some(slices.Clone(s.Columns)), some(s.Sort), some(s.Group)
	for i, c := range s.Columns {
		if c.Label != nil {
			s.Columns[i].Label = named(plain(c.Label.EN), plain(c.Label.FR))
		}
	}
	if !s.Pivot.IsZero() {
		s.Pivot.Rows, s.Pivot.Columns, s.Pivot.Measures = some(s.Pivot.Rows), some(s.Pivot.Columns), some(s.Pivot.Measures)
	}
	s.Bubble.Names = slices.Clone(s.Bubble.Names)
	for i, name := range s.Bubble.Names {
		s.Bubble.Names[i] = plain(name)
	}
	s.Rules, s.Board.Card = some(slices.Clone(s.Rules)), some(s.Board.Card)
	for i := range s.Rules {
		s.Rules[i].Name, s.Rules[i].Filter = plain(s.Rules[i].Name), plain(s.Rules[i].Filter)
		if l := s.Rules[i].Label; l != nil {
			s.Rules[i].call(plain(l.EN), plain(l.FR))
		}
	}
	if s.Display == "" {
		s.Display = "auto"
	}
	if s.Rows == "" {
		s.Rows = "active"
	}
	return s
}

// call gives the rule its names. One that is the same in both languages is its name.
func (r *Rule) call(en, fr string) {
	en, fr = strings.TrimSpace(en), strings.TrimSpace(fr)
	r.Name = cmp.Or(r.Name, en, fr)
	en, fr = cmp.Or(en, r.Name), cmp.Or(fr, r.Name)
	r.Label = &Called{en, fr}
	if en == fr {
		r.Name, r.Label = en, nil
	}
}

// named is the name of a column; nil when it says nothing.
func named(en, fr string) *Name {
	en, fr = strings.TrimSpace(en), strings.TrimSpace(fr)
	if en == "" && fr == "" {
		return nil
	}
	return &Name{en, fr}
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (s State) encode() string {
	b, _ := json.Marshal(s)
	return string(b)
}

func decodeState(text string) (s State, err error) {
	if err = json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("reading the state of a view: %w", err)
	}
	return s.cleaned(), nil
}

// Lost returns the attributes that the state names and that are retired, or in
// the catalogue no more: they show nothing.
func (s State) Lost(c *field.Catalogue) []string {
	var out []string
	s.named(func(_, key string) {
		if slices.Contains(facts, key) || slices.Contains(out, key) {
			return
		}
		if f := c.Get(key); f == nil || f.Retired {
			out = append(out, key)
		}
	})
	return out
}
