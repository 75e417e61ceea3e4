package trust

import (
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/room/field"
)

// Difference is one thing that two versions of the settings say otherwise.
type Difference struct{ What, Was, Now label.Text }

var (
	rhythmText   = label.T("Rhythm", "Rythme")
	finishedText = label.T("Stages in which nothing is expected any more", "Étapes où plus rien n’est attendu")
	requiredText = label.T("required", "obligatoire")
	notRequired  = label.T("not required", "non obligatoire")
	onText       = label.T("on", "active")
	offText      = label.T("off", "inactive")
	noRuleText   = label.T("no such rule", "pas de règle")
	noneText     = label.T("none", "aucune")
)

// Differences says in words what is different between two versions of the settings.
func Differences(was, now Settings, c *field.Catalogue) []Difference {
	t := teller{c: c}
	if was.Rhythm != now.Rhythm {
		t.tell(rhythmText, days(was.Rhythm), days(now.Rhythm))
	}
	for _, typ := range union(was.Rhythms, now.Rhythms, func(r Rhythm) string { return r.Type }) {
		name := t.option("type", typ)
		t.tell(label.T("Rhythm of “"+name.EN+"”", "Rythme de «\u202f"+name.FR+"\u202f»"), days(was.RhythmOf(typ)), days(now.RhythmOf(typ)))
	}
	for _, key := range union(was.Attributes, now.Attributes, func(a Attribute) string { return a.Key }) {
		name := label.T(key, key)
		if f := c.Get(key); f != nil {
			name = f.Label
		}
		t.tell(name, t.required(was.Attributes, key), t.required(now.Attributes, key))
	}
	for _, key := range union(was.Rules, now.Rules, func(r Rule) string { return r.Key }) {
		t.rule(find(was.Rules, key), find(now.Rules, key))
	}
	t.tell(finishedText, t.stages(was.Finished, noneText), t.stages(now.Finished, noneText))
	return t.said
}

type teller struct {
	c    *field.Catalogue
	said []Difference
}

func (t *teller) tell(what, was, now label.Text) {
	if was.In(label.EN) != now.In(label.EN) || was.In(label.FR) != now.In(label.FR) {
		t.said = append(t.said, Difference{what, was, now})
	}
}

func days(n int64) label.Text {
	if n == 1 {
		return label.T("1 day", "1 jour")
	}
	return label.F("%d days", "%d jours", n)
}

// union returns the keys of both lists, each once, in their order.
func union[T any](was, now []T, key func(T) string) []string {
	var out []string
	for _, one := range slices.Concat(was, now) {
		if k := key(one); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

func find(rules []Rule, key string) *Rule {
	if at := slices.IndexFunc(rules, func(r Rule) bool { return r.Key == key }); at >= 0 {
		return &rules[at]
	}
	return nil
}

// option names an option of a list as it is called now.
func (t *teller) option(list, key string) label.Text {
	if f := t.c.Get(list); f != nil {
		for _, o := range f.Choices {
			if o.Key == key {
				return o.Label
			}
		}
	}
	return label.T(key, key)
}

// stages names stages, in the order of the catalogue.
func (t *teller) stages(keys []string, none label.Text) label.Text {
	if len(keys) == 0 {
		return none
	}
	place := func(key string) int {
		if f := t.c.Get("stage"); f != nil {
			return slices.IndexFunc(f.Choices, func(o field.Option) bool { return o.Key == key })
		}
		return 0
	}
	keys = slices.SortedStableFunc(slices.Values(keys), func(a, b string) int { return place(a) - place(b) })
	var en, fr []string
	for _, key := range keys {
		name := t.option("stage", key)
		en, fr = append(en, name.EN), append(fr, name.FR)
	}
	return label.T(strings.Join(en, ", "), strings.Join(fr, ", "))
}

// required says how an attribute is required.
func (t *teller) required(all []Attribute, key string) label.Text {
	at := slices.IndexFunc(all, func(a Attribute) bool { return a.Key == key })
	if at < 0 {
		return notRequired
	}
	a := all[at]
	said := label.F("%s, weight %d", "%s, poids %d", requiredText, a.Weight)
	if len(a.Stages) == 0 {
		return said
	}
	return label.F("%s (%s)", "%s (%s)", said, t.stages(a.Stages, noneText))
}

// rule says what became of a rule: its state, its words, its condition.
func (t *teller) rule(was, now *Rule) {
	state := func(r *Rule) label.Text {
		switch {
		case r == nil:
			return noRuleText
		case r.Off:
			return offText
		}
		return onText
	}
	named := now
	if named == nil {
		named = was
	}
	what := label.T("Rule “"+named.Label.EN+"”", "Règle «\u202f"+named.Label.FR+"\u202f»")
	t.tell(what, state(was), state(now))
	if was != nil && now != nil {
		t.tell(what, was.Label, now.Label)
		t.tell(what, label.T(was.Condition, was.Condition), label.T(now.Condition, now.Condition))
	}
}
