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

// maxYears is the longest duration.
const maxYears = money.Amount(500 * money.Scale)

// CheckValue returns the value as it will be stored, or says what is wrong
// with it in itself. before is what is stored now: a choice that was retired, or is
// not offered on that day, may stay; 0 is no day.
func CheckValue(f *field.Field, v, before field.Value, on day.Day) (field.Value, error) {
	if !v.Set {
		return field.Value{}, nil
	}
	switch f.Kind {
	case field.Text, field.LongText, field.Link:
		return checkText(f, v)
	case field.Choice, field.Choices:
		return checkChoice(f, v, before, on)
	case field.Number, field.Money, field.Percent:
		if a := money.Amount(v.N); a > money.Max || a < money.Min {
			return v, fault.Invalid(f.Key, label.T("This number is too large", "Ce nombre est trop grand"))
		}
		if f.Key == "duration" && (v.N < 0 || money.Amount(v.N) > maxYears) {
			return v, fault.Invalid(f.Key, label.T("A duration goes from 0 to 500 years", "Une durée va de 0 à 500 ans"))
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
		v.S = Lines(v.S)
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
		return v, fault.Invalid(f.Key, label.F("This text is too long: at most %d characters", "Ce texte est trop long : %d caractères au plus", limit))
	}
	if f.Key == "currency" && !money.IsCode(v.S) {
		return v, fault.Invalid(f.Key, label.T("A currency is given by its three letters: EUR, GBP", "Une devise se donne par ses trois lettres : EUR, GBP"))
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

// Lines makes a text of many lines fit to keep: lines end in one way, what
// controls a screen or cannot be stored goes, and so does space at the end.
func Lines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.TrimRightFunc(s, unicode.IsSpace)
}

func checkChoice(f *field.Field, v, before field.Value, on day.Day) (field.Value, error) {
	ids := []int64{v.N}
	if f.Kind == field.Choices {
		v.L = slices.Compact(slices.Sorted(slices.Values(v.L)))
		ids = v.L
	}
	for _, id := range ids {
		o, ok := f.OptionByID(id)
		had := before.Set && (before.N == id || slices.Contains(before.L, id))
		if !ok || o.Retired && !had {
			return v, fault.Invalid(f.Key, label.F("This is not a value of the list “%s”", "Ce n’est pas une valeur de la liste « %s »", f.Label))
		}
		if why := o.OnDay(on); !had && !why.IsZero() {
			return v, fault.Invalid(f.Key, why)
		}
	}
	return v, nil
}

// settle makes the values agree with each other after a change of the given
// attributes: the duration follows the dates, or gives the end. followed is what
// the dates gave before: such a duration goes with the date that goes.
func (p *Project) settle(changed field.Values, followed field.Value) []fault.Detail {
	start, end := p.Values["start"], p.Values["end"]
	_, endGiven := changed["end"]
	dur, durGiven := changed["duration"]
	if durGiven && dur.Set && !endGiven && start.Set {
		d, ok := EndAfter(day.Day(start.N), money.Amount(dur.N))
		if !ok {
			return []fault.Detail{{Where: "duration", Text: label.T("The end would lie after the year 9999", "La fin tomberait après l’an 9999")}}
		}
		p.Values["end"] = field.Int(int64(d))
		return nil
	}
	_, startGiven := changed["start"]
	if (startGiven || endGiven) && !(durGiven && dur.Set) && start.Set && end.Set {
		if years := p.spanned(); years.Set {
			p.Values["duration"] = years
		}
	}
	if !(start.Set && end.Set) && !durGiven && followed.Set && p.Values["duration"].Equal(followed) {
		delete(p.Values, "duration")
	}
	return nil
}

// spanned is the duration that both dates give, in years; not set without them.
func (p *Project) spanned() field.Value {
	start, end := p.Values["start"], p.Values["end"]
	years, ok := money.Units(end.N - start.N).Div(money.Units(365))
	if !ok || !start.Set || !end.Set {
		return field.Value{}
	}
	return field.Int(int64(years))
}

// EndAfter returns the day that lies a duration in years after start. Whole
// months (0.25, 8.4167) move by calendar months; anything else counts days of
// a year of 365. ok is false for a duration that is none, and after the year 9999.
func EndAfter(start day.Day, years money.Amount) (day.Day, bool) {
	if years < 0 || years > maxYears {
		return 0, false
	}
	end := after(start, years)
	return end, end <= day.Last
}

func after(start day.Day, years money.Amount) day.Day {
	months := (int64(years)*12 + money.Scale/2) / money.Scale
	if d := int64(years)*12 - months*money.Scale; d > -7 && d < 7 {
		return start.AddMonths(int(months))
	}
	days := (int64(years)*365 + money.Scale/2) / money.Scale
	return start + day.Day(days)
}

// check says what is wrong between the values of a project. What was missing or
// out of order before, such as an attribute that is required only since, does
// not stand in the way of other changes.
func (p *Project) check(c *field.Catalogue, currency string, today day.Day, old *Project, veil *field.Veil) []fault.Detail {
	if old == nil {
		old = &Project{}
	}
	lost := func(f *field.Field) bool {
		return !p.Values[f.Key].Set && (old.Values == nil || old.Values[f.Key].Set || old.Conceals(f, c, today, veil))
	}
	crossed := func(end, start string) bool {
		same := p.Values[end].Equal(old.Values[end]) && p.Values[start].Equal(old.Values[start])
		return before(p.Values[end], p.Values[start]) && !same
	}
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	for _, f := range c.Fields {
		if f.Required && !f.Retired && lost(f) && f.Kind != field.Computed && !veil.Locks(f.Key) && !(f.Pattern != "" && old.Values == nil) && !p.Conceals(f, c, today, veil) {
			say(f.Key, label.F("“%s” is required", "« %s » est obligatoire", f.Label))
		}
	}
	bad = append(bad, p.Obey(c, today, old, veil)...)
	if crossed("end", "start") {
		say("end", label.T("The end lies before the start", "La fin précède le début"))
	}
	if crossed("end_baseline", "start_baseline") {
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
