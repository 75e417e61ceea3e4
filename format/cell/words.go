package cell

import (
	"strings"

	"vigie/ground/label"
)

// NoValue reports whether the cell says in so many words that it has no value,
// or none yet: "-", "NA", "n/a", "tbc", "à définir", "#N/A". Such a cell is not
// Blank: as a number or a date it is Unreadable, and its text stays visible.
func NoValue(c Cell) bool {
	return c.Kind == Broken || len(c.Text) < 40 && noValue[fold(c.Text)]
}

// fold makes words comparable; the selector that asks for a coloured sign is dropped with the marks.
func fold(s string) string { return strings.TrimSpace(label.Fold(s)) }

// YesNo reads yes or no in French or English, a tick, a cross in a box, 1 or 0.
func YesNo(c Cell) (bool, error) {
	if c.Blank() {
		return false, blank()
	}
	if yes, ok := yesNo[fold(c.Text)]; ok && (c.Kind == Words || c.Kind == Logical || c.Kind == Numeric) {
		return yes, nil
	}
	return false, unreadable(c.Text, "yes or no", "oui ou non")
}

// Light reads a status light: green, amber_green, amber, amber_red or red.
// Yellow is amber, or amber_green in a column that has orange too (Format.Yellow).
func Light(c Cell, f Format) (string, error) {
	v, err := oneOf(c, lights, "a light (green, amber, red)", "un feu (vert, orange, rouge)")
	if f.Yellow && err == nil && yellow(c) {
		v = "amber_green"
	}
	return v, err
}

func yellow(c Cell) bool {
	s := fold(c.Text)
	return s == "jaune" || s == "yellow" || s == "🟡"
}

// Weather reads a project's weather: sunny, cloudy, rainy or stormy.
func Weather(c Cell) (string, error) {
	return oneOf(c, skies, "a weather (sunny, cloudy, rainy, stormy)", "une météo (soleil, nuages, pluie, orage)")
}

func oneOf(c Cell, table map[string]string, en, fr string) (string, error) {
	if c.Blank() {
		return "", blank()
	}
	s := fold(c.Text)
	if v, ok := table[s]; ok && c.Kind == Words {
		return v, nil
	}
	if s = spaceless.Replace(s); c.Kind == Words && table[s] != "" { // "Amber / Green", "amber-red"
		return table[s], nil
	}
	return "", unreadable(c.Text, en, fr)
}

var spaceless = strings.NewReplacer(" / ", "/", "/ ", "/", " /", "/", " - ", "/", "-", "/")

// Link reads a web or mail address: http, https and mailto only. "www.…" gets https.
func Link(c Cell) (string, error) {
	if c.Blank() {
		return "", blank()
	}
	s := strings.TrimFunc(c.Text, hollow)
	low := strings.ToLower(s)
	if strings.HasPrefix(low, "www.") {
		s, low = "https://"+s, "https://"+low
	}
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if rest, ok := strings.CutPrefix(low, scheme); ok && rest != "" && !strings.ContainsFunc(s, hollow) && len(s) <= 2000 {
			return s, nil
		}
	}
	return "", unreadable(c.Text, "a web address", "une adresse web")
}

// List cuts a cell that holds several values: at line breaks and bullets, else
// at semicolons, else at bars, else at commas. Empty pieces and repetitions are
// dropped. A cell without any of these signs is a list of one.
func List(c Cell) []string {
	if c.Blank() {
		return nil
	}
	pieces := strings.FieldsFunc(c.Text, func(r rune) bool { return r == '\n' || r == '\r' || r == '•' })
	for _, sep := range []string{";", "|", ","} {
		if len(pieces) > 1 {
			break
		}
		pieces = strings.Split(c.Text, sep)
	}
	var list []string
	seen := map[string]bool{}
	for _, p := range pieces {
		p = strings.TrimSpace(strings.TrimPrefix(strings.TrimFunc(p, hollow), "- "))
		if k := fold(p); k != "" && !seen[k] {
			seen[k] = true
			list = append(list, p)
		}
	}
	return list
}
