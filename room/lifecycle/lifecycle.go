// Package lifecycle keeps the life of each type of project, and of each type of the
// lines of the registers: its stages, what a project must have at each, who may lead
// it from one to the next and when, and by how much method it is run. A type without
// a lifecycle lets its objects move freely. What is said here of projects holds for
// every object that has types.
package lifecycle

import (
	"slices"

	"vigie/engine/formula"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know lifecycles.
const Entity = "lifecycle"

// The attributes of projects that a lifecycle is about.
const (
	Type    = "type"
	Stage   = "stage"
	Variant = "variant"
)

// The bounds of what is drawn.
const (
	mostStages  = 40
	mostMoves   = 200
	mostEffects = 20
)

// Lifecycle is the life of one type of an object.
type Lifecycle struct {
	ID      int64 // 0 while nothing was ever drawn
	Version int64
	Object  string      // of what it is the life, "project" or the entity of a register
	Type    int64       // an option of the list of types of the object
	Holds   *Definition // nil while its projects move freely
	Draft   *Definition // nil while nothing is being drawn
}

// Definition is what a lifecycle says. Attributes, options and roles are known by
// their ids.
type Definition struct {
	Stages   []Step  `json:"stages"` // in the order of a usual life
	Moves    []Move  `json:"moves"`
	Variants []Scale `json:"variants,omitempty"` // the first whose condition holds is the project's
}

// Step is one stage of a lifecycle.
type Step struct {
	Stage    int64   `json:"stage"` // an option of the list of stages of the object
	Start    bool    `json:"start,omitempty"`
	Required []int64 `json:"required,omitempty"` // the attributes without which no project enters it
}

// Move is one way from a stage to another.
type Move struct {
	From      int64      `json:"from"`
	To        int64      `json:"to"`
	Label     label.Text `json:"label"`               // what is done, such as "Start the build"; zero for none
	Roles     []int64    `json:"roles,omitempty"`     // who may; whoever may edit the project when empty
	Condition string     `json:"condition,omitempty"` // the stored tree of what must hold; "" for nothing
	Message   label.Text `json:"message"`             // what is to be done where it does not hold
	Gate      bool       `json:"gate,omitempty"`      // a decision is taken with it
	Effects   []Effect   `json:"effects,omitempty"`

	expr *formula.Expr
}

// Effect is what a move writes into the project.
type Effect struct {
	Attribute int64  `json:"attribute"`
	Value     string `json:"value"` // as it would be typed; Today for the day of the move; "" empties it
}

// Today as the value of an effect is the day of the move.
const Today = "today"

// Scale is how much method a project of the type needs.
type Scale struct {
	Variant   int64  `json:"variant"`             // an option of the attribute "variant"
	Condition string `json:"condition,omitempty"` // the stored tree; "" for every project that no other took

	expr *formula.Expr
}

// MayChange reports whether the person may change lifecycles: whoever defines
// attributes.
func MayChange(who access.Who) bool { return field.MayDefine(who) }

// Step returns a stage of the lifecycle, nil when it is none of its stages.
func (d *Definition) Step(stage int64) *Step {
	i := slices.IndexFunc(d.Stages, func(s Step) bool { return s.Stage == stage })
	if i < 0 {
		return nil
	}
	return &d.Stages[i]
}

// Starts are the stages in which a project may begin: the first when none is marked.
func (d *Definition) Starts() []int64 {
	var out []int64
	for _, s := range d.Stages {
		if s.Start {
			out = append(out, s.Stage)
		}
	}
	if len(out) == 0 && len(d.Stages) > 0 {
		out = append(out, d.Stages[0].Stage)
	}
	return out
}

// Order are the stages of the lifecycle in its order.
func (d *Definition) Order() []int64 {
	out := make([]int64, len(d.Stages))
	for i, s := range d.Stages {
		out[i] = s.Stage
	}
	return out
}

// From are the moves out of a stage, in the order of the stages they lead to.
func (d *Definition) From(stage int64) []*Move {
	var out []*Move
	for _, s := range d.Stages {
		if m := d.Move(stage, s.Stage); m != nil {
			out = append(out, m)
		}
	}
	return out
}

// Move returns the way between two stages, nil when there is none.
func (d *Definition) Move(from, to int64) *Move {
	i := slices.IndexFunc(d.Moves, func(m Move) bool { return m.From == from && m.To == to })
	if i < 0 {
		return nil
	}
	return &d.Moves[i]
}

// When is the condition of a move, nil for none.
func (m *Move) When() *formula.Expr { return m.expr }

// When is the condition of a variant, nil for none.
func (s *Scale) When() *formula.Expr { return s.expr }

// Fits returns the variant of a project of which holds says what it fulfils: that of
// the first whose condition holds; 0 for none.
func (d *Definition) Fits(holds func(*Scale) bool) int64 {
	for i := range d.Variants {
		if v := &d.Variants[i]; v.expr == nil || holds(v) {
			return v.Variant
		}
	}
	return 0
}

// Attributes are the ids of all attributes that the definition names.
func (d *Definition) Attributes() []int64 {
	var out []int64
	for _, s := range d.Stages {
		out = append(out, s.Required...)
	}
	for _, m := range d.Moves {
		for _, e := range m.Effects {
			out = append(out, e.Attribute)
		}
		if m.expr != nil {
			out = append(out, m.expr.Uses()...)
		}
	}
	for _, v := range d.Variants {
		if v.expr != nil {
			out = append(out, v.expr.Uses()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// parse reads the conditions that are kept as texts.
func (d *Definition) parse() {
	for i := range d.Moves {
		d.Moves[i].expr = field.ParseStored(d.Moves[i].Condition)
	}
	for i := range d.Variants {
		d.Variants[i].expr = field.ParseStored(d.Variants[i].Condition)
	}
}
