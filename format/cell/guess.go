package cell

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/label"
)

// Column is what a guess is made from.
type Column struct {
	Header string
	Cells  []Cell // all of the column or its first few hundred; empty cells may be among them
}

// ColumnGuess is what a column seems to hold. It is a proposal: the person who
// imports may choose otherwise.
type ColumnGuess struct {
	Kind       string   // text, long_text, number, money, percent, date, month, yes_no, choice, choices, link, light or weather
	Confidence int      // 0 to 100: share of the filled cells that read as this kind, less where it was a near thing
	Duration   bool     // a number that counts time: read it with Duration
	Format     Format   // how to read the cells
	Unit       Source   // where Format.Multiplier comes from
	Filled     int      // cells that are not blank
	Unread     int      // filled cells that do not read as Kind in Format
	Choices    []string // of a choice, choices, light or weather column: distinct texts in order of appearance, at most 50

	AmbiguousDecimal bool // no cell proves whether "1,234" has thousands or decimals; Format.Decimal is the likelier
	AmbiguousOrder   bool // no cell proves whether 03/04 is in March or April; Format.Order is the likelier
	AmbiguousUnit    bool // some cells name their unit and others do not

	Notes []label.Text // what was guessed and why, to show beside the proposal
}

// Source says where the unit of a column's numbers was found.
type Source uint8

// The sources of a unit, the surest first.
const (
	NoSource      Source = iota // no unit was found: numbers stand for themselves
	FromHeader                  // "Budget (k€)"
	FromCells                   // "£26.19m"
	FromEvidence                // texts of other columns quote the same numbers with a unit
	FromMagnitude               // project costs this small are likely millions
)

// Guess says what one column holds, from its header and cells alone.
func Guess(c Column) ColumnGuess {
	p := look(c)
	g := p.kind()
	p.formats(&g)
	p.count(&g)
	return g
}

// GuessAll guesses every column of a table. What a column alone leaves in doubt
// is decided like the columns that prove it: one file is written in one style.
func GuessAll(columns []Column) []ColumnGuess {
	guesses := make([]ColumnGuess, len(columns))
	decimals, orders := map[byte]int{}, map[Order]int{}
	for i, c := range columns {
		g := Guess(c)
		guesses[i] = g
		if !g.AmbiguousDecimal && g.Format.Decimal != 0 {
			decimals[g.Format.Decimal]++
		}
		if !g.AmbiguousOrder && g.Format.Order != AnyOrder {
			orders[g.Format.Order]++
		}
	}
	for i := range guesses {
		settle(&guesses[i], decimals, orders)
	}
	return guesses
}

// settle decides a doubtful column like the others, when they agree.
func settle(g *ColumnGuess, decimals map[byte]int, orders map[Order]int) {
	if g.AmbiguousDecimal && (decimals[','] == 0) != (decimals['.'] == 0) {
		g.AmbiguousDecimal, g.Format.Decimal = false, ','
		if decimals['.'] > 0 {
			g.Format.Decimal = '.'
		}
		g.note("Decimals are read as in the other columns", "Les décimales sont lues comme dans les autres colonnes")
	}
	if g.AmbiguousOrder && (orders[DayFirst] == 0) != (orders[MonthFirst] == 0) {
		g.AmbiguousOrder, g.Format.Order = false, DayFirst
		if orders[MonthFirst] > 0 {
			g.Format.Order = MonthFirst
		}
		g.note("Day and month are read as in the other columns", "Jour et mois sont lus comme dans les autres colonnes")
	}
}

func (g *ColumnGuess) note(en, fr string, args ...any) {
	g.Notes = append(g.Notes, label.F(en, fr, args...))
}

// profile is what one pass over the cells found.
type profile struct {
	header  string // folded
	raw     Column
	filled  []Cell
	total   int // bytes of text
	breaks  int // cells with a line break
	numbers []quantity
	nums    int // cells that read as a number of some kind
	percent int // of them with a % sign
	money   int // of them with a currency
	dates   int // cells that read as a date or month
	monthly int // of them that say a month only
	spans   int // durations with a unit
	typed   int // numbers of a workbook
	serials int // numbers that can be days as spreadsheets count them
	codes   int // digits with a leading zero: not a quantity
	yes     int
	wordy   int // yes or no that is not 0 or 1
	light   int
	weather int
	link    int
}

// look reads every filled cell in every way.
func look(c Column) *profile {
	p := &profile{header: fold(c.Header), raw: c}
	for _, x := range c.Cells {
		if x.Blank() {
			continue
		}
		p.filled = append(p.filled, x)
		p.total += len(x.Text)
		if strings.ContainsAny(strings.TrimSpace(x.Text), "\n\r") {
			p.breaks++
		}
		if len(x.Text) <= 200 {
			p.lookAt(x)
		}
	}
	return p
}

func (p *profile) lookAt(x Cell) {
	p.lookAtNumber(x)
	loose := Format{Order: DayFirst}
	if d, err := readPeriod(x, loose); err == nil || KindOf(err) == Impossible {
		if x.Kind != Numeric && !yearOnly(x.Text) {
			p.dates++
			if d.first != d.last {
				p.monthly++
			}
		}
	}
	if _, err := Duration(x, Format{Decimal: '.'}); err == nil && x.Kind == Words && strings.ContainsFunc(x.Text, isLetter) {
		p.spans++
	}
	if _, err := YesNo(x); err == nil {
		p.yes++
		if !digit(strings.TrimSpace(x.Text), 0) {
			p.wordy++
		}
	}
	if _, err := Light(x, loose); err == nil {
		p.light++
	}
	if _, err := Weather(x); err == nil {
		p.weather++
	}
	if _, err := Link(x); err == nil {
		p.link++
	}
}

func (p *profile) lookAtNumber(x Cell) {
	hint := byte(0)
	if x.Kind == Numeric {
		hint = '.'
	} else if x.Kind != Words {
		return
	}
	q, ok := scan(x.Text, hint)
	if !ok {
		return
	}
	if t := strings.TrimSpace(x.Text); x.Kind == Words && len(t) > 1 && t[0] == '0' && digit(t, 1) {
		p.codes++
	}
	if x.Kind == Numeric {
		p.typed++
		q.style = noStyle
	}
	if serial(strings.TrimSpace(x.Text)) != 0 {
		p.serials++
	}
	p.nums++
	p.numbers = append(p.numbers, q)
	if q.percent {
		p.percent++
	}
	if q.currency != "" {
		p.money++
	}
}

func yearOnly(s string) bool {
	s = strings.TrimSpace(s)
	_, ok := natural(s)
	return ok && len(s) == 4
}

// most reports whether n is a clear majority of the filled cells, and the confidence.
func (p *profile) most(n int) (int, bool) {
	c := 0
	if len(p.filled) > 0 {
		c = 100 * n / len(p.filled)
	}
	return c, c >= 60
}

// mentions reports whether the folded header has one of the words.
func (p *profile) mentions(words string) bool {
	for w := range strings.FieldsSeq(words) {
		for _, h := range strings.FieldsFunc(p.header, func(r rune) bool { return !isLetter(r) && r != '%' }) {
			if h == w {
				return true
			}
		}
	}
	return false
}

const (
	moneyWords    = "cout couts cost costs budget budgets montant montants amount depense depenses spend prix price wlc capex opex engage facture enveloppe forecast atterrissage"
	percentWords  = "% pourcentage percentage percent avancement progress taux rate %age"
	durationWords = "duree duration durees delai"
	yesNoWords    = "flag ok"
	dateWords     = "date dates debut fin start end begin finish echeance deadline due livraison demarrage lancement completion jalon milestone"
)

// kind picks what most of the cells say.
func (p *profile) kind() ColumnGuess {
	g := ColumnGuess{Kind: "text", Filled: len(p.filled)}
	if len(p.filled) == 0 {
		return g
	}
	try := func(kind string, n int, when bool) bool {
		c, ok := p.most(n)
		if when && ok {
			g.Kind, g.Confidence = kind, c
		}
		return when && ok
	}
	switch {
	case try("yes_no", p.yes, p.wordy > 0 && p.yes > p.light || p.wordy > 1 && p.yes >= p.light || p.mentions(yesNoWords)):
	case try("light", p.light, true):
	case try("weather", p.weather, true):
	case try("link", p.link, true):
	case try("month", p.monthly, p.monthly == p.dates):
	case try("date", p.dates, true):
	case p.counted() && try("date", p.serials, true):
		g.Format.Serial = true
		g.note("Dates are written as day numbers of a spreadsheet: 43862 is 1 February 2020", "Les dates sont écrites en numéros de jour de tableur : 43862 est le 1er février 2020")
	case p.numeric(&g):
	default:
		p.textual(&g)
	}
	return g
}

// counted reports whether numbers of five digits can be days: the header names a
// date, and nothing else that is counted.
func (p *profile) counted() bool {
	multiplier, _ := HeaderUnit(p.raw.Header)
	return p.serials*10 >= len(p.filled)*8 && multiplier == 0 && p.money == 0 && p.mentions(dateWords) && !p.mentions(moneyWords) && !p.mentions(durationWords)
}

// numeric decides between percent, duration, money and number.
func (p *profile) numeric(g *ColumnGuess) bool {
	c, ok := p.most(p.nums)
	if d, span := p.most(p.spans); span && d >= c {
		g.Kind, g.Duration, g.Confidence = "number", true, d
		return true
	}
	if !ok || p.codes*5 > p.nums {
		return false
	}
	_, unit := HeaderUnit(p.raw.Header)
	g.Confidence = c
	switch {
	case p.inPercent() && p.money == 0:
		g.Kind = "percent"
	case p.percent*2 > p.nums, p.percent > 0 && p.money == 0 && p.mentions(percentWords):
		g.Kind = "percent"
	case p.mentions(percentWords) && p.money == 0 && unit == "" && !p.mentions(moneyWords):
		g.Kind, g.Confidence = "percent", c*9/10
	case p.mentions(durationWords) && p.money == 0:
		g.Kind, g.Duration = "number", true
	case p.money > 0, unit != "":
		g.Kind = "money"
	case p.mentions(moneyWords):
		g.Kind, g.Confidence = "money", c*9/10
	default:
		g.Kind = "number"
	}
	return true
}

// percentHeader finds headers of percentages, whatever of: "% budget consommé",
// "Consommé (%)", "Taux de dépense".
var percentHeader = regexp.MustCompile(`^\s*%|[(\[]\s*(en|in)?\s*%\s*[)\]]|%\s*$|\b(en|in) %|^\s*(taux|pourcentage|percentage|percent|rate)\b`)

// inPercent reports whether the header says that its numbers are percentages.
func (p *profile) inPercent() bool { return percentHeader.MatchString(p.header) }

// textual decides between links of words: text, long text, choice, choices.
func (p *profile) textual(g *ColumnGuess) {
	n := len(p.filled)
	g.Confidence = 80
	if mean := p.total / n; mean > 120 || p.breaks*4 > n {
		g.Kind = "long_text"
		return
	}
	short := slices.DeleteFunc(slices.Clone(p.filled), func(c Cell) bool { return utf8.RuneCountInString(c.Text) > 60 })
	whole, repeated := distinct(short, func(c Cell) []string { return []string{strings.TrimSpace(c.Text)} })
	if len(short)*10 >= n*9 && few(len(whole), len(short)) {
		g.Kind, g.Choices, g.Confidence = "choice", whole, min(80, 100*len(short)/n)
		return
	}
	several := 0
	pieces, _ := distinct(p.filled, func(c Cell) []string {
		l := List(c)
		if len(l) > 1 {
			several++
		}
		return l
	})
	if several*4 > n && len(pieces) < len(whole) && few(len(pieces), n) && brief(pieces) {
		g.Kind, g.Choices = "choices", pieces
		return
	}
	if repeated == 0 {
		g.Confidence = 95
	}
}

// few reports whether d distinct values in n cells are few enough for a list.
func few(d, n int) bool { return d <= 50 && (n >= 4 && d*2 <= n || n >= 3 && d == 1) }

func brief(texts []string) bool {
	for _, t := range texts {
		if utf8.RuneCountInString(t) > 60 {
			return false
		}
	}
	return true
}

// distinct lists the different texts in order of appearance, those that differ
// only by case or accents taken as one, and how often one came again. It stops
// counting at 51.
func distinct(cells []Cell, of func(Cell) []string) (list []string, repeated int) {
	seen := map[string]bool{}
	for _, c := range cells {
		for _, t := range of(c) {
			k := fold(t)
			if seen[k] {
				repeated++
				continue
			}
			if len(list) > 50 {
				continue
			}
			seen[k] = true
			list = append(list, t)
		}
	}
	return list, repeated
}
