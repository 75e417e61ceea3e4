package constant

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// check brings the constants into their form, and says what is wrong with them.
func (s *Set) check() error {
	if len(s.Items) > mostConstants {
		return fault.Invalid("items", label.F("There are at most %d constants", "Il y a au plus %d constantes", mostConstants))
	}
	var bad []fault.Detail
	for i := range s.Items {
		c := &s.Items[i]
		say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
		c.tidy()
		if !keyShape.MatchString(c.Key) {
			say("key", label.T("A key is made of a to z, digits and _, begins with a letter and has at most 40 characters", "Une clé est faite de a à z, de chiffres et de _, commence par une lettre et a au plus 40 caractères"))
		}
		if slices.ContainsFunc(s.Items[:i], func(o Constant) bool { return o.Key == c.Key }) {
			say("key", label.F("Another constant has the key “%s”", "Une autre constante a la clé «\u202f%s\u202f»", c.Key))
		}
		if c.Label.IsZero() {
			say("label", label.T("Give a name in at least one language", "Donnez un nom dans au moins une langue"))
		}
		if utf8.RuneCountInString(c.Label.EN) > longestName || utf8.RuneCountInString(c.Label.FR) > longestName {
			say("label", label.F("A name has at most %d characters", "Un nom a au plus %d caractères", longestName))
		}
		if !slices.Contains(Kinds, c.Kind) {
			say("kind", label.T("A constant is a number, an amount, a percentage, a date or a text", "Une constante est un nombre, un montant, un pourcentage, une date ou un texte"))
			continue
		}
		if c.Currency != "" && (c.Kind != Money || !money.IsCode(c.Currency)) {
			say("currency", label.T("Give a currency by its code of three letters, such as EUR, and only to an amount", "Donnez une devise par son code de trois lettres, comme EUR, et seulement à un montant"))
		}
		bad = append(bad, c.checkValues()...)
	}
	return fault.InvalidAll(bad)
}

func (c *Constant) tidy() {
	c.Key, c.Measure, c.Currency = strings.TrimSpace(c.Key), strings.TrimSpace(c.Measure), strings.ToUpper(strings.TrimSpace(c.Currency))
	c.Label = label.T(strings.TrimSpace(c.Label.EN), strings.TrimSpace(c.Label.FR))
	if c.Kind != Number {
		c.Measure = ""
	}
	slices.SortStableFunc(c.Values, func(a, b Dated) int { return int(a.From - b.From) })
}

// checkValues says what is wrong with the values, and writes numbers in their one form.
func (c *Constant) checkValues() []fault.Detail {
	var bad []fault.Detail
	say := func(i int, t label.Text) {
		bad = append(bad, fault.Detail{Where: fmt.Sprintf("values[%d]", i), Text: t})
	}
	if len(c.Values) == 0 {
		bad = append(bad, fault.Detail{Where: "values", Text: label.T("Give a value", "Donnez une valeur")})
	}
	if len(c.Values) > mostValues {
		bad = append(bad, fault.Detail{Where: "values", Text: label.F("A constant has at most %d values", "Une constante a au plus %d valeurs", mostValues)})
	}
	for i := range c.Values {
		v := &c.Values[i]
		v.Value = strings.TrimSpace(v.Value)
		if utf8.RuneCountInString(v.Value) > longestText {
			say(i, label.F("A text has at most %d characters", "Un texte a au plus %d caractères", longestText))
		}
		n, ok := c.parse(v.Value)
		switch {
		case !ok && c.Kind == Text:
			say(i, label.T("Give a text", "Donnez un texte"))
		case !ok && c.Kind == Date:
			say(i, label.T("Give a date, such as 2026-11-22", "Donnez une date, par exemple 2026-11-22"))
		case !ok:
			say(i, label.T("Give a number with at most four decimals, such as 1234.5", "Donnez un nombre d’au plus quatre décimales, par exemple 1234.5"))
		case c.Kind != Text && c.Kind != Date:
			v.Value = money.Amount(n.N).String()
		}
		if i > 0 && c.Values[i-1].From == v.From {
			say(i, label.T("Two values begin on the same day", "Deux valeurs commencent le même jour"))
		}
	}
	return bad
}
