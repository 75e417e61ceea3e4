package project

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
)

// The longest texts that are kept, in characters.
const (
	maxText     = 500
	maxLongText = 100_000
	maxLink     = 2_000
)

// CheckValue returns the value as it will be stored, or says what is wrong
// with it in itself. before is what is stored now: a choice that was retired
// since may stay.
func CheckValue(f *field.Field, v, before field.Value) (field.Value, error) {
	if !v.Set {
		return field.Value{}, nil
	}
	switch f.Kind {
	case field.Text, field.LongText, field.Link:
		return checkText(f, v)
	case field.Choice, field.Choices:
		return checkChoice(f, v, before)
	case field.Number, field.Money, field.Percent:
		if a := money.Amount(v.N); a > money.Max || a < money.Min {
			return v, fault.Invalid(f.Key, label.T("This number is too large", "Ce nombre est trop grand"))
		}
		if f.Key == "progress" && (v.N < 0 || v.N > 100*money.Scale) {
			return v, fault.Invalid(f.Key, label.T("Progress goes from 0 to 100 %", "L’avancement va de 0 à 100 %"))
		}
	case field.Date:
		if v.N < 1 || day.Day(v.N) > day.Last {
			return v, fault.Invalid(f.Key, label.T("This is not a date", "Ce n’est pas une date"))
		}
	case field.Light, field.Weather:
		if v.N < 1 || v.N > 5 || f.Kind == field.Weather && v.N > 4 {
			return v, fault.Invalid(f.Key, label.T("This is not a value of the scale", "Ce n’est pas une valeur de l’échelle"))
		}
	}
	return v, nil
}

func checkText(f *field.Field, v field.Value) (field.Value, error) {
	limit := maxText
	switch f.Kind {
	case field.LongText:
		limit = maxLongText
		v.S = strings.TrimRightFunc(v.S, unicode.IsSpace)
	case field.Link:
		limit = maxLink
		v.S = strings.TrimSpace(v.S)
		if u, err := url.Parse(v.S); err != nil || !slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(u.Scheme)) {
			return v, fault.Invalid(f.Key, label.T("A link begins with https://, http:// or mailto:", "Un lien commence par https://, http:// ou mailto:"))
		}
	default:
		v.S = OneLine(v.S)
	}
	if utf8.RuneCountInString(v.S) > limit {
		return v, fault.Invalid(f.Key, label.F("This text is too long: at most %d characters", "Ce texte est trop long : %d caractères au plus", limit))
	}
	if f.Key == "currency" && !money.IsCode(v.S) {
		return v, fault.Invalid(f.Key, label.T("A currency is given by its three letters: EUR, GBP", "Une devise se donne par ses trois lettres : EUR, GBP"))
	}
	return field.Str(v.S), nil
}

// OneLine makes a text fit for a name: white space of any kind becomes single
// spaces, and marks that are invisible or turn the direction of reading go.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Trim(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "), " \u00a0\u202f")
}

func checkChoice(f *field.Field, v, before field.Value) (field.Value, error) {
	ids := v.L
	if f.Kind == field.Choice {
		ids = []int64{v.N}
	} else {
		slices.Sort(v.L)
		v.L = slices.Compact(v.L)
	}
	for _, id := range ids {
		o, ok := f.OptionByID(id)
		had := before.Set && (before.N == id || slices.Contains(before.L, id))
		if !ok || o.Retired && !had {
			return v, fault.Invalid(f.Key, label.F("This is not a value of the list “%s”", "Ce n’est pas une valeur de la liste « %s »", f.Label))
		}
	}
	return v, nil
}

// settle makes the values agree with each other after a change of the given
// attributes: the duration follows the dates, or gives the end.
func (p *Project) settle(changed field.Values) {
	start, end := p.Values["start"], p.Values["end"]
	_, endGiven := changed["end"]
	dur, durGiven := changed["duration"]
	if durGiven && dur.Set && !endGiven && start.Set {
		if d, ok := EndAfter(day.Day(start.N), money.Amount(dur.N)); ok {
			p.Values["end"] = field.Int(int64(d))
		}
		return
	}
	_, startGiven := changed["start"]
	if (startGiven || endGiven) && !(durGiven && dur.Set) && start.Set && end.Set {
		if years, ok := money.Units(end.N - start.N).Div(money.Units(365)); ok {
			p.Values["duration"] = field.Int(int64(years))
		}
	}
}

// EndAfter returns the day that lies a duration in years after start. Whole
// months (0.25, 8.4167) move by calendar months; anything else counts days of
// a year of 365.
func EndAfter(start day.Day, years money.Amount) (day.Day, bool) {
	if years < 0 || years > money.Units(500) {
		return 0, false
	}
	months := (int64(years)*12 + money.Scale/2) / money.Scale
	if d := int64(years)*12 - months*money.Scale; d > -7 && d < 7 {
		return start.AddMonths(int(months)), true
	}
	days := (int64(years)*365 + money.Scale/2) / money.Scale
	return start + day.Day(days), true
}

// check says what is wrong between the values of a project.
func (p *Project) check(c *field.Catalogue, currency string) []fault.Detail {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	for _, f := range c.Fields {
		if f.Required && !f.Retired && !p.Values[f.Key].Set && f.Kind != field.Computed {
			say(f.Key, label.F("“%s” is required", "« %s » est obligatoire", f.Label))
		}
	}
	if before(p.Values["end"], p.Values["start"]) {
		say("end", label.T("The end lies before the start", "La fin précède le début"))
	}
	if before(p.Values["end_baseline"], p.Values["start_baseline"]) {
		say("end_baseline", label.T("The baseline end lies before the baseline start", "La fin de référence précède le début de référence"))
	}
	if !p.Values["currency"].Set && p.hasMoney(c) {
		p.Values["currency"] = field.Str(cmp.Or(currency, "EUR"))
	}
	return bad
}

func before(a, b field.Value) bool { return a.Set && b.Set && a.N < b.N }

func (p *Project) hasMoney(c *field.Catalogue) bool {
	return slices.ContainsFunc(c.Fields, func(f *field.Field) bool { return f.Kind == field.Money && p.Values[f.Key].Set })
}
