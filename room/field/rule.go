package field

import (
	"slices"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// NotYesOrNo says what is wrong with a condition that is none.
var NotYesOrNo = label.T("This gives a value, not yes or no; compare it with something", "Ceci donne une valeur, et non oui ou non ; comparez-la à quelque chose")

// Conditions are the trees that an attribute brings: when it is asked
// for, and what must hold where it is filled in; nil for none.
func (f *Field) Conditions() (requiredIf, rule *formula.Expr) { return f.requiredIf, f.rule }

// Shown is the tree under which an attribute of a project is shown at all; nil for always.
func (f *Field) Shown() *formula.Expr { return f.shownIf }

// Uses returns the attributes that the formula and the conditions of an attribute
// name, each once.
func (f *Field) Uses() []int64 {
	var out []int64
	for _, e := range f.Trees() {
		out = append(out, e.Uses()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Trees returns the formula and the conditions that there are.
func (f *Field) Trees() []*formula.Expr {
	return slices.DeleteFunc([]*formula.Expr{f.expr, f.requiredIf, f.rule, f.shownIf}, func(e *formula.Expr) bool { return e == nil })
}

// parse reads the trees that are kept as texts.
func (f *Field) parse() {
	f.expr, f.requiredIf, f.rule, f.shownIf = ParseStored(f.Formula), ParseStored(f.RequiredIf), ParseStored(f.Rule), ParseStored(f.ShownIf)
}

// ConditionTexts returns the conditions as they are typed in each language.
func (c *Catalogue) ConditionTexts(f *Field, d Directory) (requiredIf, rule label.Text) {
	return c.format(f.requiredIf, d), c.format(f.rule, d)
}

// ShownText returns the condition under which an attribute is shown as it is typed in
// each language.
func (c *Catalogue) ShownText(f *Field, d Directory) label.Text { return c.format(f.shownIf, d) }

// ConditionText returns a condition as it is typed in each language.
func (c *Catalogue) ConditionText(e *formula.Expr, d Directory) label.Text { return c.format(e, d) }

// checkConditions refuses conditions that could not be tried on one object alone, and a
// rule that does not say what to do.
func (c *Catalogue) checkConditions(f *Field) []fault.Detail {
	f.Message = clean(f.Message)
	f.parse()
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	for where, e := range map[string]*formula.Expr{"required_if": f.requiredIf, "rule": f.rule, "shown_if": f.shownIf} {
		switch {
		case e == nil:
			continue
		case where == "shown_if" && f.Object == "project" && slices.Contains(plain, f.Key):
			say(where, label.T("This attribute is always shown: what a project is called, where it belongs and when it is depend on it", "Cet attribut est toujours montré\u202f: le nom, le rattachement et les dates du projet en dépendent"))
		case where == "shown_if" && f.Object == "project" && e.Type() == formula.Bool && slices.Contains(e.Uses(), f.ID):
			say(where, label.T("An attribute that is shown only when it is filled in could never be filled in", "Un attribut montré seulement s’il est rempli ne pourrait jamais l’être"))
		case where == "shown_if" && f.Object != "project":
			say(where, label.T("Only attributes of projects are shown under a condition", "Seuls les attributs de projets sont montrés sous condition"))
		case where != "shown_if" && (f.Kind == Computed || f.ReadOnly):
			say(where, label.T("Only attributes that are filled in by hand have rules", "Seuls les attributs saisis à la main ont des règles"))
		case e.Type() != formula.Bool:
			say(where, NotYesOrNo)
		case c.LooksBelow(e):
			say(where, LooksBelowText)
		}
	}
	if f.rule != nil && f.Message.IsZero() {
		say("message", label.T("Say in at least one language what is to be done where the rule does not hold", "Dites dans au moins une langue ce qu’il faut faire quand la règle n’est pas respectée"))
	}
	slices.SortFunc(bad, func(a, b fault.Detail) int { return strings.Compare(a.Where, b.Where) })
	return bad
}

// keepsRules refuses a formula that would have a rule, which looks at one project,
// read the projects below it.
func (c *Catalogue) keepsRules(f *Field) error {
	for _, g := range c.Fields {
		for _, e := range []*formula.Expr{g.requiredIf, g.rule, g.shownIf} {
			if e != nil && !g.Retired && c.LooksBelow(f.expr) && c.reaches(e, f.ID) {
				return fault.Invalid("formula", label.F("A rule of “%s” uses this attribute, and a rule looks at one project, not at those below it; change the rule first", "Une règle de « %s » utilise cet attribut, et une règle regarde un projet, non ceux qui sont en dessous ; changez d’abord la règle", g.Label))
			}
		}
	}
	return nil
}

// reaches reports whether a condition names an attribute, or what it names is computed
// from it. No formula names itself in the end: that is refused before.
func (c *Catalogue) reaches(e *formula.Expr, id int64) bool {
	seen := map[int64]bool{}
	var reach func(e *formula.Expr) bool
	reach = func(e *formula.Expr) bool {
		return slices.ContainsFunc(e.Uses(), func(used int64) bool {
			g := c.byID[used]
			if used == id || g == nil || seen[used] {
				return used == id
			}
			seen[used] = true
			return g.expr != nil && reach(g.expr)
		})
	}
	return reach(e)
}

// LooksBelow reports whether a condition, or what is computed for it, reads the
// projects below.
func (c *Catalogue) LooksBelow(e *formula.Expr) bool { return c.reachesBelow(e, map[int64]bool{}) }

// LooksBelowText says what is wrong with a condition that does.
var LooksBelowText = label.T("A rule looks at one project, not at those below it", "Une règle regarde un projet, et non ceux qui sont en dessous")

// reachesBelow reports whether a condition, or what is computed for it, reads the
// projects below.
func (c *Catalogue) reachesBelow(e *formula.Expr, seen map[int64]bool) bool {
	if e.UsesChildren() {
		return true
	}
	for _, id := range e.Uses() {
		g := c.byID[id]
		if g == nil || g.expr == nil || seen[id] {
			continue
		}
		seen[id] = true
		if c.reachesBelow(g.expr, seen) {
			return true
		}
	}
	return false
}

// RequiredWhen is the condition of an attribute as a sentence names it. People,
// units and projects in it are left without names: whoever reads it may not know them.
func (c *Catalogue) RequiredWhen(f *Field) label.Text { return c.format(f.requiredIf, nil) }
