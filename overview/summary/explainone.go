package summary

import (
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/overview/wording"
	"vigie/room/constant"
	"vigie/room/field"
)

// ExplainProject explains a figure of one project, which must be in the page.
func (p *Page) ExplainProject(id int64, attribute string) (Explanation, error) {
	row, ok := p.now.row(id)
	if !ok {
		return Explanation{}, fault.NotFound()
	}
	e := p.explanation(attribute)
	e.Object, e.Count = explained{"project", p.now.Public(row), p.now.Value(row, "name").S}, 1
	if slices.Contains([]string{Trust, Completeness, Freshness, Consistency}, attribute) {
		p.explainScore(&e, row, attribute)
		return e, nil
	}
	f := p.now.Catalogue.Get(attribute)
	if f == nil || f.Retired {
		return e, unknown(attribute)
	}
	in := p.input(row, f)
	e.Label, e.Kind, e.Value, e.Help, e.Filled = f.Label.In(p.lang), string(f.ValueKind()), in.Value, f.Help.In(p.lang), b2i(in.value.Set)
	if in.Unread != nil {
		e.Unread = 1
	}
	if p.was != nil {
		if then, there := p.was.row(id); there {
			e.Was = p.was.json(f, p.was.set.Get(f)(then), then)
		}
	}
	if f.Kind == field.Computed {
		e.Formula, e.Rule = p.formula(f), label.T("Computed by its formula", "Calculé par sa formule").In(p.lang)
		p.formulaInputs(&e, f, row)
	} else {
		e.Inputs = []explainedInput{in}
	}
	if err := p.trace(e.Inputs); err != nil {
		return e, err
	}
	if e.Rule == "" {
		e.Rule = p.enteredRule(e.Inputs[0])
	}
	return e, nil
}

// enteredRule says in a sentence where a value that people enter comes from.
func (p *Page) enteredRule(in explainedInput) string {
	l := p.lang
	switch {
	case in.Unread != nil:
		return label.F("The imported text “%s” could not be read", "Le texte importé « %s » n’a pas pu être lu", *in.Unread).In(l)
	case !in.value.Set:
		return label.T("Not filled in", "Non renseigné").In(l)
	case in.At == nil:
		return label.T("Entered", "Saisi").In(l)
	}
	on := day.OfTime(in.At.In(p.desk.DB.Now().Location()))
	said := label.F("Entered on %s", "Saisi le %s", on)
	if in.By != nil {
		said = label.F("Entered by %s on %s", "Saisi par %s le %s", in.By.Name, on)
	}
	if *in.Effective != on {
		return label.F("%s, for %s", "%s, pour le %s", said, *in.Effective).In(l)
	}
	return said.In(l)
}

// formulaInputs are the attributes that a formula reads and, of one over
// children, those of each of them.
func (p *Page) formulaInputs(e *Explanation, f *field.Field, row snapshot.Row) {
	expr := f.Expr()
	if expr == nil {
		return
	}
	rows := []snapshot.Row{row}
	if expr.UsesChildren() {
		children, hidden := p.now.set.Children(row)
		rows, e.Partial = append(rows, children...), hidden
	}
	for _, r := range rows {
		for _, id := range expr.Uses() {
			if g := p.now.Catalogue.ByID(id); g != nil && (r == row || g.Kind != field.Project) {
				e.Inputs = append(e.Inputs, p.input(r, g))
			}
			if k, ok := p.now.Catalogue.Constants.ByID(id); ok && r == row {
				e.Steps = append(e.Steps, p.constantStep(k))
			}
		}
	}
	e.More = max(len(e.Inputs)-2*mostInputs, 0)
	e.Inputs = e.Inputs[:len(e.Inputs)-e.More]
}

// constantStep is a constant that a formula uses, with the value that holds.
func (p *Page) constantStep(k constant.Constant) explainedStep {
	v, ok := k.On(p.now.On)
	said := label.T("Constant of the platform", "Constante de la plateforme")
	if !ok {
		said = label.T("Constant of the platform, without a value yet", "Constante de la plateforme, encore sans valeur")
	} else if v.From != 0 {
		said = label.F("Constant of the platform, since %s", "Constante de la plateforme, depuis le %s", v.From)
	}
	return explainedStep{k.Label.In(p.lang), k.Says(v.Value, p.lang), said.In(p.lang)}
}

// explainScore explains the trust score of one project by its three factors.
func (p *Page) explainScore(e *Explanation, row snapshot.Row, attribute string) {
	l, j := p.lang, p.now.judge()
	v := j.of(row)
	e.Label, e.Kind, e.Value, e.Rule, e.Filled = plainLabels[Trust].In(l), "score", mustJSON(v.Value.Round(1).String()), trustRule.In(l), 1
	texts := []string{p.completenessText(j, v), p.freshnessText(v), p.consistencyText(j, v)}
	for i, n := range []money.Amount{v.Completeness, v.Freshness, v.Consistency} {
		e.Steps = append(e.Steps, explainedStep{factorLabels[i].In(l), n.Round(2).String(), texts[i]})
		if attribute == []string{Completeness, Freshness, Consistency}[i] {
			e.Label, e.Kind, e.Value, e.Rule = factorLabels[i].In(l), "number", mustJSON(n.Round(2).String()), texts[i]
		}
	}
}

func (p *Page) completenessText(j *judge, v judgement) string {
	text := label.F("%s of %s of the weight of what is required is filled in", "%s sur %s du poids de ce qui est requis est renseigné", number(int(v.in.Filled)), number(int(v.in.Required))).In(p.lang)
	lacks := ""
	for i, f := range j.fields {
		if v.missing>>i&1 != 0 {
			if lacks != "" {
				lacks += ", "
			}
			lacks += lower(f.Label.In(p.lang))
		}
	}
	if lacks == "" {
		return text
	}
	return text + label.F("; missing: %s", "\u202f; manquent\u202f: %s", lacks).In(p.lang)
}

func (p *Page) freshnessText(v judgement) string {
	return label.F("Last updated %s ago, for a rhythm of %s", "Mis à jour il y a %s, pour un rythme de %s", days(v.in.Days), days(v.in.Rhythm)).In(p.lang)
}

func days(n int64) label.Text {
	write := func(l label.Lang) string { return wording.Counted(n, l, "day", "days", "jour", "jours") }
	return label.T(write(label.EN), write(label.FR))
}

func (p *Page) consistencyText(j *judge, v judgement) string {
	text := ""
	for i, rule := range j.rules {
		if v.findings>>i&1 != 0 {
			if text != "" {
				text += label.T("; ", "\u202f; ").In(p.lang)
			}
			text += rule.Label.In(p.lang)
		}
	}
	if text == "" {
		return label.T("No rule is broken", "Aucune règle n’est enfreinte").In(p.lang)
	}
	return text
}
