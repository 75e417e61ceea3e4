// Package plan keeps the plans of projects: phases, tasks and milestones in one tree,
// what waits for what, and the dates that follow from it. The milestones are the key
// dates of the project: this room knows where they stand and what they wait for, the
// room of key dates all the rest.
package plan

import (
	"encoding/json"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/label"
)

// The names under which the history knows plans and what they hold.
const (
	Entity     = "plan"
	ItemEntity = "activity"
)

// Kind is what an item is.
type Kind string

// The kinds of items. Only phases hold others.
const (
	Phase     Kind = "phase"
	Task      Kind = "task"
	Milestone Kind = "milestone"
)

// The bounds of what a plan may hold.
const (
	mostItems   = 20_000
	mostLinks   = 200 // that one item waits for
	mostEdits   = 5_000
	longestName = 400
	longestWork = 100 * 366 * schedule.PerDay // minutes
)

// Settings are what holds for a whole plan.
type Settings struct {
	Start    day.Day `json:"start,omitempty"`    // 0 for the start of the project
	Finish   day.Day `json:"finish,omitempty"`   // by when all must be done; 0 for when it is
	Status   day.Day `json:"status,omitempty"`   // until when progress is known; 0 for not
	Calendar int64   `json:"calendar,omitempty"` // 0 for the nearest: of the project, of its units, of the organisation
	Profile  string  `json:"profile,omitempty"`  // a key of Profiles; "" for Microsoft Project
	Progress string  `json:"progress,omitempty"` // a key of progressRules; "" for that of the profile
	Lags     string  `json:"lags,omitempty"`     // a key of lagCalendars: whose calendar counts lags of work; "" for that of the profile
	Float    string  `json:"float,omitempty"`    // a key of floatRules; "" for that of the profile
	Critical int64   `json:"critical,omitempty"` // minutes of float up to which an item is critical
	Longest  bool    `json:"longest,omitempty"`  // critical is what is on the longest path, whatever its float
	Off      bool    `json:"off,omitempty"`      // nothing moves by itself; what does not agree is only said
}

// Item is one line of the tree.
type Item struct {
	ID      int64 // negative while it is new and not kept
	Version int64
	Project int64
	Parent  int64 // the phase that it is in; 0 for the top
	Place   int64 // among those of its parent
	Kind    Kind
	Name    string
	Body
}

// Body is what an item says beside its place and its name.
type Body struct {
	Duration   int64         `json:"duration,omitempty"` // working minutes; minutes of any day and night where Elapsed
	Elapsed    bool          `json:"elapsed,omitempty"`
	Calendar   int64         `json:"calendar,omitempty"`   // 0 for that of the plan
	Constraint string        `json:"constraint,omitempty"` // a key of constraints; "" for as soon as possible
	Date       schedule.Time `json:"date,omitempty"`       // of the constraint
	Deadline   schedule.Time `json:"deadline,omitempty"`   // only warns

	Manual bool          `json:"manual,omitempty"` // its dates were given by hand, and nothing moves it
	Held   bool          `json:"held,omitempty"`   // manual only because nothing moves in the plan
	Start  schedule.Time `json:"start,omitempty"`  // given by hand; of a milestone its key date says it
	Finish schedule.Time `json:"finish,omitempty"`

	ActualStart  schedule.Time `json:"actual_start,omitempty"`
	ActualFinish schedule.Time `json:"actual_finish,omitempty"`
	Progress     int           `json:"progress,omitempty"`  // percent, 0 to 100
	Remaining    *int64        `json:"remaining,omitempty"` // minutes of Duration that are left; nil for what Progress leaves

	Type   string `json:"type,omitempty"`   // fixed_work or fixed_units; "" for a fixed duration
	Effort int64  `json:"effort,omitempty"` // minutes of somebody's work; 0 for not said
	Units  int64  `json:"units,omitempty"`  // hundredths of a percent at work; 0 for one whole person

	Assigned []Assignment `json:"assignments,omitempty"`       // who works on it, and what it takes
	Alone    bool         `json:"ignores_calendars,omitempty"` // with a calendar of its own: those of its resources do not count

	Owner int64 `json:"responsible,omitempty"` // the account of whoever sees to it; 0 for nobody said

	Links []Link  `json:"links,omitempty"` // what it waits for
	Kept  day.Day `json:"kept,omitempty"`  // of a milestone: the date that this room gave its key date last
	Note  string  `json:"note,omitempty"`

	Values json.RawMessage `json:"values,omitempty"` // of attributes, as field.Slots writes them; of milestones their key dates keep them

	Source string `json:"source,omitempty"` // by which the file knows it that brought it; "" for none
}

// Link lets an item wait for another, of this project or another one.
type Link struct {
	From int64  `json:"from"`
	Type string `json:"type,omitempty"` // SS, FF or SF; "" for FS
	Kind string `json:"kind,omitempty"` // elapsed or percent; "" for working minutes
	Lag  int64  `json:"lag,omitempty"`  // minutes, or hundredths of a percent of what it waits for
}

var linkTypes = map[string]schedule.LinkType{"": schedule.FinishStart, "SS": schedule.StartStart, "FF": schedule.FinishFinish, "SF": schedule.StartFinish}

var lagKinds = map[string]schedule.LagKind{"": schedule.Working, "elapsed": schedule.Elapsed, "percent": schedule.Percent}

// Constraints are the keys of constraints, and what each is for plans.
var constraints = map[string]schedule.Constraint{
	"": schedule.SoonAsPossible, "late": schedule.LateAsPossible, "start_no_earlier": schedule.StartNoEarlier, "start_no_later": schedule.StartNoLater,
	"finish_no_earlier": schedule.FinishNoEarlier, "finish_no_later": schedule.FinishNoLater, "must_start": schedule.MustStart, "must_finish": schedule.MustFinish,
}

var progressRules = map[string]schedule.ProgressRule{"contiguous": schedule.Contiguous, "retained": schedule.Retained, "override": schedule.Override, "actual": schedule.Actual}

var lagCalendars = map[string]schedule.LagCalendar{"predecessor": schedule.OfPredecessor, "successor": schedule.OfSuccessor, "project": schedule.OfProject, "round_the_clock": schedule.RoundTheClock}

var floatRules = map[string]schedule.FloatRule{"finish": schedule.FinishFloat, "start": schedule.StartFloat, "smaller": schedule.SmallerFloat}

// Profile is a set of rules under a name.
type Profile struct {
	Key   string
	Name  label.Text
	rules schedule.Rules
}

// Profiles are the sets of rules that a plan may follow, the usual one first.
var Profiles = []Profile{
	{"msproject", label.Exactly("Microsoft Project", "Microsoft Project"), schedule.MicrosoftProject},
	{"p6", label.Exactly("Primavera P6", "Primavera P6"), schedule.PrimaveraP6},
}

// rules are those that a plan is computed by.
func (s Settings) rules() schedule.Rules {
	r := Profiles[0].rules
	for _, p := range Profiles {
		if p.Key == s.Profile {
			r = p.rules
		}
	}
	if p, ok := progressRules[s.Progress]; ok {
		r.Progress = p
	} else if s.Status != 0 {
		r.Progress = schedule.Retained
	}
	if c, ok := lagCalendars[s.Lags]; ok {
		r.LagOn = c
	}
	if f, ok := floatRules[s.Float]; ok {
		r.Float = f
	}
	r.Critical, r.Longest = s.Critical, s.Longest
	return r
}

// SettingsOf are those by which a plan is computed as rules say: of what is as in the
// profile nothing is kept.
func SettingsOf(profile string, r schedule.Rules) Settings {
	s := Settings{Profile: profile, Critical: max(0, r.Critical), Longest: r.Longest, Progress: keyOf(progressRules, r.Progress)}
	usual := Settings{Profile: profile}.rules()
	if r.LagOn != usual.LagOn {
		s.Lags = keyOf(lagCalendars, r.LagOn)
	}
	if r.Float != usual.Float {
		s.Float = keyOf(floatRules, r.Float)
	}
	return s
}

func keyOf[T comparable](keys map[string]T, v T) string {
	for key, one := range keys {
		if one == v {
			return key
		}
	}
	return ""
}

// left is what is left of the duration of an item that has begun, in its minutes.
func (i *Item) left() int64 {
	if i.Remaining != nil {
		return *i.Remaining
	}
	return i.Duration * int64(100-i.Progress) / 100
}
