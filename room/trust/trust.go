// Package trust keeps what the trust score of a project is made from: which
// attributes are required at which stage, how often a project is to be updated,
// and the rules that its figures must obey. Conditions are written in the
// language of filters.
package trust

import (
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Entity is the name under which the history knows the settings; there is one
// object.
const (
	Entity = "trust"
	object = 1
)

// DefaultRhythm is how many days may pass between two updates.
const DefaultRhythm = 31

// The bounds of what is set.
const (
	mostDays   = 3650
	mostWeight = 100
	mostRules  = 60
)

// Settings are what scores are made from.
type Settings struct {
	Version    int64       `json:"-"`
	Rhythm     int64       `json:"rhythm"`     // days, of types without one of their own
	Rhythms    []Rhythm    `json:"rhythms"`    // by type of project
	Attributes []Attribute `json:"attributes"` // those that are required
	Rules      []Rule      `json:"rules"`
	Finished   []string    `json:"finished"` // the stages in which nothing is expected any more
}

// Rhythm is how often projects of a type are to be updated.
type Rhythm struct {
	Type string `json:"type"` // the key of an option
	Days int64  `json:"days"`
}

// Attribute is one that is required.
type Attribute struct {
	Key    string   `json:"attribute"`
	Weight int64    `json:"weight"`
	Stages []string `json:"stages"` // the keys of those at which it is; none for all
}

// Rule is something that must not be: a project for which its condition holds
// has a finding.
type Rule struct {
	Key       string     `json:"key"`
	Label     label.Text `json:"label"`
	Condition string     `json:"condition"`
	Off       bool       `json:"off"`
}

// required are the attributes that count when nothing else was set, beside those
// that the catalogue requires of every project.
var required = []Attribute{
	{Key: "manager", Weight: 2},
	{Key: "stage", Weight: 1},
	{Key: "start", Weight: 1},
	{Key: "end", Weight: 3},
	{Key: "total_cost", Weight: 3},
	{Key: "weather", Weight: 2},
	{Key: "end_baseline", Weight: 2, Stages: []string{"build", "pilot", "rollout"}},
	{Key: "total_cost_baseline", Weight: 2, Stages: []string{"build", "pilot", "rollout"}},
}

var rules = []Rule{
	{Key: "end_before_start", Label: label.T("The end lies before the start", "La fin précède le début"), Condition: "end < start"},
	{Key: "end_passed", Label: label.T("The end has passed and the project is not finished", "La fin est dépassée et le projet n’est pas terminé"), Condition: `end < today and stage not in ("done", "stopped")`},
	{Key: "not_started", Label: label.T("The start has passed and the project is still an idea", "Le début est dépassé et le projet est encore une idée"), Condition: `start < today and stage = "idea"`},
	{Key: "done_early", Label: label.T("The project is finished and its progress is below 100 %", "Le projet est terminé et son avancement est inférieur à 100 %"), Condition: `stage = "done" and progress < 100`},
	{Key: "done_open", Label: label.T("Progress is 100 % and the project is not finished", "L’avancement est de 100 % et le projet n’est pas terminé"), Condition: `progress = 100 and stage not in ("done", "stopped")`},
	{Key: "overspent", Label: label.T("More was spent than the total cost", "Le réalisé dépasse le coût total"), Condition: "actual_cost > total_cost"},
	{Key: "sunny_late", Label: label.T("The weather is sunny and the end has slipped by more than three months", "La météo est au beau et la fin a glissé de plus de trois mois"), Condition: `weather = "sunny" and end > end_baseline + 90`},
	{Key: "sunny_red", Label: label.T("The weather is sunny and the light is red", "La météo est au beau et le feu est rouge"), Condition: `weather = "sunny" and light = "red"`},
	{Key: "no_currency", Label: label.T("There is a cost without a currency", "Un coût n’a pas de devise"), Condition: "total_cost is not empty and currency is empty"},
}

// Default returns what holds until something else is set.
func Default(c *field.Catalogue) Settings {
	s := Settings{Rhythm: DefaultRhythm, Rules: slices.Clone(rules), Finished: []string{"done", "stopped"}}
	for _, f := range c.Fields {
		if f.Required && !f.Retired && !f.ReadOnly && f.Kind != field.Computed {
			s.Attributes = append(s.Attributes, Attribute{Key: f.Key, Weight: 1})
		}
	}
	known := map[string]bool{}
	for _, a := range s.Attributes {
		known[a.Key] = true
	}
	for _, a := range required {
		if f := c.Get(a.Key); f != nil && !f.Retired && !known[a.Key] {
			s.Attributes = append(s.Attributes, a)
		}
	}
	return s
}

// RhythmOf returns the rhythm of a type, by the key of its option.
func (s Settings) RhythmOf(typ string) int64 {
	for _, r := range s.Rhythms {
		if r.Type == typ {
			return r.Days
		}
	}
	return max(s.Rhythm, 1)
}

// MayChange reports whether the person may change the settings: whoever defines
// attributes.
func MayChange(who access.Who) bool { return field.MayDefine(who) }

// check says everything that is wrong with the settings. That conditions can be
// read is for the caller to see, who knows people and units by name.
func (s *Settings) check(c *field.Catalogue) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if s.Rhythm < 1 || s.Rhythm > mostDays {
		say("rhythm", daysText)
	}
	for _, r := range s.Rhythms {
		if r.Days < 1 || r.Days > mostDays {
			say("rhythms", daysText)
		}
		if !hasOption(c, "type", r.Type) {
			say("rhythms", label.F("There is no type “%s”", "Il n’y a pas de type « %s »", r.Type))
		}
	}
	for _, stage := range s.Finished {
		if !hasOption(c, "stage", stage) {
			say("finished", noStage(stage))
		}
	}
	s.checkAttributes(c, say)
	s.checkRules(say)
	return fault.InvalidAll(bad)
}

var daysText = label.F("From 1 to %d days", "De 1 à %d jours", mostDays)

func noStage(key string) label.Text {
	return label.F("There is no stage “%s”", "Il n’y a pas d’étape « %s »", key)
}

func hasOption(c *field.Catalogue, list, key string) bool {
	f := c.Get(list)
	return f != nil && slices.ContainsFunc(f.Choices, func(o field.Option) bool { return o.Key == key })
}

func (s *Settings) checkAttributes(c *field.Catalogue, say func(string, label.Text)) {
	seen := map[string]bool{}
	for _, a := range s.Attributes {
		if f := c.Get(a.Key); f == nil || f.Retired {
			say("attributes", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", a.Key))
		}
		if seen[a.Key] {
			say("attributes", label.F("“%s” stands there twice", "« %s » y figure deux fois", a.Key))
		}
		seen[a.Key] = true
		if a.Weight < 1 || a.Weight > mostWeight {
			say("attributes", label.F("A weight goes from 1 to %d", "Un poids va de 1 à %d", mostWeight))
		}
		for _, stage := range a.Stages {
			if !hasOption(c, "stage", stage) {
				say("attributes", noStage(stage))
			}
		}
	}
}

func (s *Settings) checkRules(say func(string, label.Text)) {
	if len(s.Rules) > mostRules {
		say("rules", label.F("At most %d rules", "Au plus %d règles", mostRules))
	}
	seen := map[string]bool{}
	for i := range s.Rules {
		r := &s.Rules[i]
		en, fr := r.Label.EN, r.Label.FR
		if en == "" {
			en = fr
		}
		if fr == "" {
			fr = en
		}
		r.Label = label.T(en, fr)
		if r.Key == "" || len(r.Key) > 60 || seen[r.Key] {
			say("rules", label.T("Each rule has a key of its own", "Chaque règle a une clé à elle"))
		}
		seen[r.Key] = true
		if en == "" || r.Condition == "" || len(en) > 300 || len(fr) > 300 {
			say("rules", label.F("The rule “%s” needs words and a condition", "La règle « %s » demande un libellé et une condition", r.Key))
		}
	}
}
