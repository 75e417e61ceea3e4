package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/label"
	"vigie/room/field"
)

func itoa(n int) string { return strconv.Itoa(n) }

// fits reports whether enough cells of a column can be values of a kind.
func (p *proposal) fits(k field.Kind, j int) bool {
	g := p.guesses[j]
	if g.Filled == 0 {
		return true
	}
	switch k {
	case field.Text:
		return true
	case field.LongText:
		return g.Kind != "light" && g.Kind != "weather"
	case field.Choice, field.Choices, field.User, field.Unit, field.Project:
		return g.Kind != "long_text" && p.short(j) && !(g.Kind == "light" || g.Kind == "weather" || g.Kind == "date" || g.Kind == "money")
	case field.Money:
		if g.Kind == "date" || g.Kind == "percent" || g.Duration {
			return false
		}
		return g.Kind == "money" || p.share(k, j) >= 25
	case field.Number:
		return g.Kind == "number" || p.share(k, j) >= 25
	case field.Percent:
		return g.Kind == "percent" || g.Kind == "number" && !g.Duration
	case field.Date:
		return g.Kind == "date" || g.Kind == "month" || p.share(k, j) >= 40
	case field.Light:
		return g.Kind == "light" || p.share(k, j) >= 40
	case field.Weather:
		return g.Kind == "weather" || p.share(k, j) >= 60
	}
	return g.Kind == string(k) || p.share(k, j) >= 60
}

// short reports whether most cells are short enough to be names.
func (p *proposal) short(j int) bool {
	n, long := 0, 0
	for _, c := range p.cells[j] {
		if c.Blank() {
			continue
		}
		n++
		if utf8.RuneCountInString(c.Text) > 120 {
			long++
		}
	}
	return long*4 <= n
}

// share is how many of 100 filled cells read as a kind.
func (p *proposal) share(k field.Kind, j int) int {
	f := p.guesses[j].Format
	if f.Decimal == 0 {
		f.Decimal = '.'
	}
	if f.Order == cell.AnyOrder {
		f.Order = cell.DayFirst
	}
	n, ok := 0, 0
	for _, c := range p.cells[j] {
		if c.Blank() {
			continue
		}
		if n++; n > 300 {
			break
		}
		if _, _, err := plainValue(k, c, f, p.guesses[j].Duration); err == nil {
			ok++
		}
	}
	if n == 0 {
		return 0
	}
	return 100 * ok / n
}

// finish counts what of a column can be read, and lists the values of a choice.
func (p *proposal) finish(col *Column, j int) {
	col.Unread = 0
	if col.Action == Ignore {
		return
	}
	f := p.fieldOf(col)
	if f == nil {
		col.Action = Ignore
		return
	}
	col.Kind = f.Kind
	if f.Kind == field.Choice || f.Kind == field.Choices {
		col.Values = choicesIn(f, *col, p.table.Values(j), p.grows)
		return
	}
	if p.t.isParent(f) {
		col.Values = p.programmesIn(*col, p.table.Values(j))
		return
	}
	format := col.Options.format()
	for _, c := range p.cells[j] {
		if c.Blank() {
			continue
		}
		if _, _, err := plainValue(f.Kind, c, format, col.Options.Span != ""); err != nil {
			col.Unread++
		}
	}
}

// fieldOf returns the attribute of a column, one that is still to be made too.
func (p *proposal) fieldOf(col *Column) *field.Field {
	if col.Action == ToNew && col.New != nil {
		return newField(p.t.object, *col.New)
	}
	f := p.c.Get(col.Attribute)
	if f == nil || f.Retired {
		return nil
	}
	return f
}

func newField(object string, n NewField) *field.Field {
	return &field.Field{Object: object, Key: n.Key, Kind: n.Kind, Label: n.Label, Consolidation: n.Consolidation}
}

// longestOption is how long a text may be, in characters, to be proposed as a
// new value of a list.
const longestOption = 80

// mostValues is how many texts of a list are shown for mapping.
const mostValues = 300

// choicesIn lists the different texts of a column with the option each is.
// Decisions already made stay.
func choicesIn(f *field.Field, col Column, cells []cell.Cell, grows bool) []Choice {
	decided := map[string]Choice{}
	for _, v := range col.Values {
		decided[label.Fold(v.Text)] = v
	}
	at := map[string]int{}
	out := []Choice{}
	for _, c := range cells {
		if c.Blank() {
			continue
		}
		for _, text := range pieces(f.Kind, c, col.Options.Separator) {
			key := label.Fold(text)
			i, seen := at[key]
			if !seen {
				if len(out) == mostValues {
					continue
				}
				v, ok := decided[key]
				if !ok {
					v = Choice{Option: optionFor(f, text, grows)}
				}
				v.Text, v.Count = text, 0
				i = len(out)
				at[key] = i
				out = append(out, v)
			}
			out[i].Count++
		}
	}
	return out
}

// pieces returns the texts of a cell: one, or those of its list.
func pieces(k field.Kind, c cell.Cell, separator string) []string {
	text := strings.Join(strings.Fields(c.Text), " ")
	if k != field.Choices {
		return []string{text}
	}
	if separator == "" {
		return cell.List(c)
	}
	var out []string
	for s := range strings.SplitSeq(c.Text, separator) {
		if s = strings.Join(strings.Fields(s), " "); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// optionFor returns the key of the option that a text names, NewOption where it
// can be a new one, "" where it is no value of a list or the list may not grow.
func optionFor(f *field.Field, text string, grows bool) string {
	if o, ok := f.OptionByText(text); ok && !o.Retired {
		return o.Key
	}
	want := bare(text)
	for _, o := range f.Choices {
		if !o.Retired && want != "" && (bare(o.Label.EN) == want || bare(o.Label.FR) == want) {
			return o.Key
		}
	}
	if key := synonym(f, text); key != "" {
		return key
	}
	if !grows || f.Hierarchy != 0 || saysState(f) || utf8.RuneCountInString(text) > longestOption || cell.NoValue(cell.Of(text)) || stillToCome(f, text) {
		return ""
	}
	return NewOption
}

// stillToCome reports whether a text says that the value is being worked out:
// "en cours" is a state of a project, and no cost bracket.
func stillToCome(f *field.Field, text string) bool {
	if !slices.Contains([]string{"en cours", "en attente", "pending", "en cadrage", "in progress"}, label.Fold(text)) {
		return false
	}
	for _, l := range []string{f.Label.EN, f.Label.FR} {
		plain, _ := plainHeader(l)
		for w := range strings.FieldsSeq(plain) {
			if slices.Contains([]string{"stage", "status", "state", "phase", "etape", "statut", "etat", "situation", "avancement", "progress", "decision"}, w) {
				return false
			}
		}
	}
	return true
}

// bare reduces a name to its letters and digits.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80 {
			return r
		}
		return -1
	}, label.Fold(s))
}
