package lifecycle

import (
	"encoding/json"
	"fmt"
	"strings"

	"vigie/ground/label"
	"vigie/room/field"
)

// Difference is one thing that two versions of a lifecycle say otherwise.
type Difference struct{ What, Was, Now label.Text }

// Names are what the words of a difference are made of.
type Names struct {
	Catalogue *field.Catalogue
	Directory field.Directory
	Roles     map[int64]label.Text
}

var (
	stagesText   = label.T("Stages", "Étapes")
	startsText   = label.T("Beginning", "Début")
	variantsText = label.T("Variants", "Variantes")
	freeText     = label.T("free, without a lifecycle", "libre, sans cycle de vie")
	noMoveText   = label.T("no such move", "pas de tel passage")
	nothingText  = label.T("nothing", "rien")
)

// Differences says in words what is different between two versions; nil lets
// projects move freely.
func (n Names) Differences(was, now *Definition) []Difference {
	var out []Difference
	tell := func(what, before, after label.Text) {
		if before.In(label.EN) != after.In(label.EN) || before.In(label.FR) != after.In(label.FR) {
			out = append(out, Difference{what, before, after})
		}
	}
	tell(stagesText, n.order(was), n.order(now))
	tell(startsText, n.starts(was), n.starts(now))
	for _, s := range both(was, now, func(d *Definition) []int64 { return d.Order() }) {
		tell(label.F("Required at “%s”", "Obligatoire à « %s »", nameOf(n.Catalogue, s)), n.required(was, s), n.required(now, s))
	}
	for _, way := range both(was, now, (*Definition).ways) {
		tell(label.F("From “%s” to “%s”", "De « %s » à « %s »", nameOf(n.Catalogue, way[0]), nameOf(n.Catalogue, way[1])), n.move(was, way), n.move(now, way))
	}
	tell(variantsText, n.variants(was), n.variants(now))
	return out
}

func (d *Definition) ways() [][2]int64 {
	out := make([][2]int64, len(d.Moves))
	for i, m := range d.Moves {
		out[i] = [2]int64{m.From, m.To}
	}
	return out
}

// both returns what either version has, each once.
func both[K comparable](was, now *Definition, of func(*Definition) []K) []K {
	var out []K
	for _, d := range []*Definition{now, was} {
		if d != nil {
			out = append(out, of(d)...)
		}
	}
	return first(out, func(k K) K { return k })
}

func (n Names) order(d *Definition) label.Text {
	if d == nil {
		return freeText
	}
	return n.stages(d.Order())
}

func (n Names) starts(d *Definition) label.Text {
	if d == nil {
		return label.Text{}
	}
	return n.stages(d.Starts())
}

func (n Names) stages(ids []int64) label.Text {
	names := make([]label.Text, len(ids))
	for i, id := range ids {
		names[i] = nameOf(n.Catalogue, id)
	}
	return Joined(names)
}

func (n Names) required(d *Definition, stage int64) label.Text {
	if d == nil || d.Step(stage) == nil {
		return nothingText
	}
	return n.fields(d.Step(stage).Required)
}

func (n Names) fields(ids []int64) label.Text {
	var names []label.Text
	for _, id := range ids {
		if f := n.Catalogue.ByID(id); f != nil {
			names = append(names, f.Label)
		}
	}
	if len(names) == 0 {
		return nothingText
	}
	return Joined(names)
}

func (n Names) move(d *Definition, way [2]int64) label.Text {
	if d == nil || d.Move(way[0], way[1]) == nil {
		return noMoveText
	}
	m := d.Move(way[0], way[1])
	parts := []label.Text{label.T("open", "ouvert")}
	if m.Label.IsZero() {
		parts = parts[:1]
	} else {
		parts[0] = m.Label
	}
	if m.Gate {
		parts = append(parts, label.T("a gate", "avec décision"))
	}
	if len(m.Roles) > 0 {
		names := make([]label.Text, len(m.Roles))
		for i, r := range m.Roles {
			names[i] = n.Roles[r]
		}
		parts = append(parts, label.F("for %s", "pour %s", Joined(names)))
	}
	if m.expr != nil {
		parts = append(parts, label.F("when %s", "quand %s", n.Catalogue.ConditionText(m.expr, n.Directory)))
	}
	for _, e := range m.Effects {
		if f := n.Catalogue.ByID(e.Attribute); f != nil {
			parts = append(parts, label.F("%s becomes “%s”", "%s devient « %s »", f.Label, e.Value))
		}
	}
	return Joined(parts)
}

func (n Names) variants(d *Definition) label.Text {
	if d == nil || len(d.Variants) == 0 {
		return nothingText
	}
	var parts []label.Text
	for _, v := range d.Variants {
		name := label.T("?", "?")
		if f := n.Catalogue.Get(Variant); f != nil {
			if o, ok := f.OptionByID(v.Variant); ok {
				name = o.Label
			}
		}
		if v.expr != nil {
			name = label.F("%s when %s", "%s quand %s", name, n.Catalogue.ConditionText(v.expr, n.Directory))
		}
		parts = append(parts, name)
	}
	return Joined(parts)
}

// Joined is a list of names.
func Joined(names []label.Text) label.Text {
	var en, fr []string
	for _, t := range names {
		en, fr = append(en, t.In(label.EN)), append(fr, t.In(label.FR))
	}
	return label.T(strings.Join(en, ", "), strings.Join(fr, ", "))
}

// TypeOf is the type of which the history keeps a lifecycle; 0 where it cannot be read.
func TypeOf(data string) int64 {
	var r struct {
		Type int64 `json:"type"`
	}
	_ = json.Unmarshal([]byte(data), &r)
	return r.Type
}

// Remembered reads what the history keeps of a lifecycle: what holds, nil for
// nothing, and whether something is being drawn.
func Remembered(data string) (holds *Definition, drawn bool, err error) {
	var r remembered
	if data == "" {
		return nil, false, nil
	}
	if err := json.Unmarshal([]byte(data), &r); err != nil {
		return nil, false, fmt.Errorf("reading a lifecycle of the past: %w", err)
	}
	if r.Holds != nil {
		r.Holds.parse()
	}
	return r.Holds, r.Draft != nil, nil
}
