package lifecycle

import (
	"context"
	"fmt"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// check refuses a definition that could not work, or in which a project could be
// stuck without a way the person sees. roles are those there are.
func (d *Definition) check(c *field.Catalogue, roles []int64) error {
	d.parse()
	k := checker{d: d, c: c, of: ObjectOf(c.Object), roles: roles}
	k.stages()
	k.moves()
	k.variants()
	return fault.InvalidAll(k.bad)
}

type checker struct {
	d     *Definition
	c     *field.Catalogue
	of    Object
	roles []int64
	bad   []fault.Detail
}

func (k *checker) say(where string, t label.Text) {
	k.bad = append(k.bad, fault.Detail{Where: where, Text: t})
}

func (k *checker) stages() {
	if len(k.d.Stages) == 0 {
		k.say("stages", label.T("Choose at least one stage", "Choisissez au moins une étape"))
	}
	if len(k.d.Stages) > mostStages {
		k.say("stages", label.F("A lifecycle has at most %d stages", "Un cycle de vie a au plus %d étapes", mostStages))
	}
	for i, s := range k.d.Stages {
		where := fmt.Sprintf("stages[%d]", i)
		if !isOption(k.c, k.of.Stage, s.Stage) {
			k.say(where, label.T("There is no such stage in the list", "Cette étape n’est pas dans la liste"))
		}
		if slices.ContainsFunc(k.d.Stages[:i], func(o Step) bool { return o.Stage == s.Stage }) {
			k.say(where, label.F("The stage “%s” is there twice", "L’étape « %s » est présente deux fois", nameOf(k.c, s.Stage)))
		}
		for n, id := range s.Required {
			if f := k.c.ByID(id); f == nil || f.Retired || f.ReadOnly || f.Kind == field.Computed {
				k.say(fmt.Sprintf("%s.required[%d]", where, n), label.T("Only an attribute that is filled in by hand can be required", "Seul un attribut saisi à la main peut être obligatoire"))
			}
		}
	}
}

func (k *checker) moves() {
	if len(k.d.Moves) > mostMoves {
		k.say("moves", label.F("A lifecycle has at most %d moves", "Un cycle de vie a au plus %d passages", mostMoves))
	}
	for i := range k.d.Moves {
		m := &k.d.Moves[i]
		where := fmt.Sprintf("moves[%d]", i)
		m.Label, m.Message = field.Clean(m.Label), field.Clean(m.Message)
		if k.d.Step(m.From) == nil || k.d.Step(m.To) == nil || m.From == m.To {
			k.say(where, label.T("A move leads from one stage of the lifecycle to another", "Un passage mène d’une étape du cycle de vie à une autre"))
		}
		if slices.ContainsFunc(k.d.Moves[:i], func(o Move) bool { return o.From == m.From && o.To == m.To }) {
			k.say(where, label.F("There is already a move from “%s” to “%s”", "Il y a déjà un passage de « %s » à « %s »", nameOf(k.c, m.From), nameOf(k.c, m.To)))
		}
		for _, r := range m.Roles {
			if !slices.Contains(k.roles, r) {
				k.say(where+".roles", label.T("There is no such role", "Ce rôle n’existe pas"))
			}
		}
		if k.condition(where+".condition", m.expr); m.expr != nil && m.Message.IsZero() {
			k.say(where+".message", label.T("Say in at least one language what is to be done where the condition does not hold", "Dites dans au moins une langue ce qu’il faut faire quand la condition n’est pas remplie"))
		}
		if m.Gate && !k.of.Scaled {
			k.say(where+".gate", label.T("Only projects pass gates", "Seuls les projets ont des passages à décision"))
		}
		k.effects(where, m)
	}
}

func (k *checker) effects(where string, m *Move) {
	if len(m.Effects) > mostEffects {
		k.say(where+".effects", label.F("A move has at most %d effects", "Un passage a au plus %d effets", mostEffects))
	}
	for n, e := range m.Effects {
		at := fmt.Sprintf("%s.effects[%d]", where, n)
		f := k.c.ByID(e.Attribute)
		switch {
		case f == nil || f.Retired || f.ReadOnly || f.Kind == field.Computed:
			k.say(at, label.T("Only an attribute that is filled in by hand can be written", "Seul un attribut saisi à la main peut être écrit"))
		case f.Key == k.of.Stage || f.Key == k.of.Type || slices.Contains(fixed, f.Key):
			k.say(at, label.F("A move does not write “%s”", "Un passage n’écrit pas « %s »", f.Label))
		case slices.ContainsFunc(m.Effects[:n], func(o Effect) bool { return o.Attribute == e.Attribute }):
			k.say(at, label.F("“%s” is written twice", "« %s » est écrit deux fois", f.Label))
		case e.Value == "" && k.asks(m.To, f.ID):
			k.say(at, label.F("“%s” is required in the stage “%s” and cannot be emptied on the way there", "« %s » est obligatoire à l’étape « %s » et ne peut pas être vidé en y passant", f.Label, nameOf(k.c, m.To)))
		case f.Required && e.Value == "":
			k.say(at, label.F("“%s” is required and cannot be emptied", "« %s » est obligatoire et ne peut pas être vidé", f.Label))
		case e.Value == Today && f.Kind == field.Date:
		default:
			if _, err := field.ParsePlain(f, e.Value); err != nil {
				k.say(at, label.F("This is not a value of “%s”", "Ce n’est pas une valeur de « %s »", f.Label))
			}
		}
	}
}

// asks reports whether a stage asks for an attribute.
func (k *checker) asks(stage, attribute int64) bool {
	step := k.d.Step(stage)
	return step != nil && slices.Contains(step.Required, attribute)
}

// fixed are the attributes that no move writes.
var fixed = []string{"unit", "code", "currency", "project"}

func (k *checker) variants() {
	if len(k.d.Variants) > 0 && !k.of.Scaled {
		k.say("variants", label.T("Only projects have variants", "Seuls les projets ont des variantes"))
		return
	}
	for i, v := range k.d.Variants {
		where := fmt.Sprintf("variants[%d]", i)
		if !isOption(k.c, Variant, v.Variant) {
			k.say(where, label.T("There is no such variant in the list", "Cette variante n’est pas dans la liste"))
		}
		if slices.ContainsFunc(k.d.Variants[:i], func(o Scale) bool { return o.Variant == v.Variant }) {
			k.say(where, label.T("This variant is there twice", "Cette variante est présente deux fois"))
		}
		if v.Condition == "" && i < len(k.d.Variants)-1 {
			k.say(where+".condition", label.T("Only the last variant goes without a condition: it takes every project that no other took", "Seule la dernière variante se passe de condition : elle prend tout projet qu’aucune autre n’a pris"))
		}
		k.condition(where+".condition", v.expr)
	}
}

func (k *checker) condition(where string, e *formula.Expr) {
	switch {
	case e == nil:
	case e.Type() != formula.Bool:
		k.say(where, field.NotYesOrNo)
	case k.c.LooksBelow(e):
		k.say(where, field.LooksBelowText)
	}
}

func isOption(c *field.Catalogue, list string, id int64) bool {
	f := c.Get(list)
	if f == nil {
		return false
	}
	o, ok := f.OptionByID(id)
	return ok && !o.Retired
}

// nameOf names a stage.
func nameOf(c *field.Catalogue, id int64) label.Text {
	if f := c.Get(ObjectOf(c.Object).Stage); f != nil {
		if o, ok := f.OptionByID(id); ok {
			return o.Label
		}
	}
	return label.T("?", "?")
}

func roleIDs(ctx context.Context, q db.Querier) ([]int64, error) {
	all, err := access.Roles(ctx, q, access.System("lifecycle"))
	ids := make([]int64, len(all))
	for i, r := range all {
		ids[i] = r.ID
	}
	return ids, err
}
