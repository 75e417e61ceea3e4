package cell

import (
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
)

// Date reads a date in numbers or in words, French or English. A month, a
// quarter ("T1 2024"), a half-year or a year stands for its first day, or its
// last with Format.PeriodEnd. Years of two digits lie between 1970 and 2069.
// The hour beside a date is dropped. A number of a workbook that was not shown
// as a date is read as a serial day between 1954 and 2119, and so is the number
// of a text file where Format.Serial says that the column holds them.
func Date(c Cell, f Format) (day.Day, error) {
	p, err := readPeriod(c, f)
	if err != nil {
		return 0, err
	}
	if f.PeriodEnd {
		return p.last, nil
	}
	return p.first, nil
}

// Month reads a month in numbers or in words, or the month of a date.
func Month(c Cell, f Format) (day.Month, error) {
	p, err := readPeriod(c, f)
	if err != nil {
		return 0, err
	}
	if p.first.Month() != p.last.Month() {
		return 0, unreadable(c.Text, "a month", "un mois")
	}
	return p.first.Month(), nil
}

// period is what a date says, from its first to its last day.
type period struct{ first, last day.Day }

func oneDay(d day.Day) period { return period{d, d} }

func months(year, first, n int) period {
	m := day.MonthOf(year, time.Month(first))
	return period{m.First(), (m + day.Month(n) - 1).Last()}
}

func readPeriod(c Cell, f Format) (period, error) {
	switch {
	case c.Blank():
		return period{}, blank()
	case c.Kind == Dated:
		if len(c.Text) == len("2006-01") {
			return period{c.Day.Month().First(), c.Day.Month().Last()}, nil
		}
		return oneDay(c.Day), nil
	case c.Kind == Numeric:
		if d := serial(c.Text); d != 0 {
			return oneDay(d), nil
		}
	case c.Kind != Words:
		return period{}, notDate(c.Text)
	}
	if len(c.Text) > 60 {
		return period{}, notDate(c.Text)
	}
	if f.Serial {
		if d := serial(strings.TrimSpace(c.Text)); d != 0 {
			return oneDay(d), nil
		}
	}
	t, ok := tokens(c.Text)
	if !ok {
		return period{}, notDate(c.Text)
	}
	p, why := t.spoken(f)
	switch why {
	case None:
		return p, nil
	case Impossible:
		return p, impossible(c.Text)
	case Doubtful:
		return p, doubtful(c.Text, "day/month", "month/day", "jour/mois", "mois/jour")
	}
	return p, vagueDate(c.Text)
}

func notDate(text string) error { return unreadable(text, "a date", "une date") }

// serial reads the number of a day as Excel counts them from 1900.
func serial(s string) day.Day {
	whole, _, _ := strings.Cut(s, ".")
	if n, ok := natural(whole); ok && len(whole) == 5 && n >= 20_000 && n < 80_500 {
		return day.Of(1899, time.December, 30) + day.Day(n)
	}
	return 0
}

func natural(s string) (n int, ok bool) {
	for i := range len(s) {
		if !digit(s, i) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != "" && len(s) <= 9
}

// token is one number or word of a date; before is the character that stands
// between it and the one before, 0 for the first and for numbers glued to letters.
type token struct {
	word   string // folded; empty for a number
	n, len int    // of a number: value and digits
	month  int
	before byte
}

// tokens cuts a date into numbers and words, drops the hour and the filling
// words, and refuses any other character.
func tokens(text string) (dated, bool) {
	s := dropHour(label.Fold(tidy(text)))
	var t dated
	sep := byte(0)
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case digit(s, i):
			j := i
			for digit(s, j) {
				j++
			}
			n, ok := natural(s[i:j])
			if !ok {
				return nil, false
			}
			t = append(t, token{n: n, len: j - i, before: sep})
			i, sep = j, 0
		case c >= 'a' && c <= 'z':
			n := letters(s[i:])
			w := s[i : i+n]
			i += n
			if dateFillers[w] {
				continue
			}
			t = append(t, token{word: w, month: monthNames[w], before: sep})
			sep = 0
		case strings.IndexByte(" -/.,'", c) >= 0:
			if sep == 0 || sep == ' ' || sep == '.' || sep == ',' {
				sep = c
			}
			i++
		default:
			return nil, false
		}
	}
	return t, len(t) > 0 && len(t) <= 5
}

// dropHour cuts " 00:00", "t14:30:00z" and the like from the end.
func dropHour(s string) string {
	i := strings.IndexByte(s, ':')
	if i < 3 || !digit(s, i-1) {
		return s
	}
	i--
	if digit(s, i-1) {
		i--
	}
	if rest := strings.Trim(s[i:], "0123456789:.,+-zapm "); rest != "" || i == 0 || s[i-1] != ' ' && s[i-1] != 't' {
		return s
	}
	return strings.TrimRight(s[:i-1], " ,")
}

// dated is a date cut into tokens.
type dated []token

// shape writes numbers as D, months as M, other words as themselves.
func (t dated) shape() string {
	var b strings.Builder
	for _, k := range t {
		switch {
		case k.word == "":
			b.WriteByte('D')
		case k.month > 0:
			b.WriteByte('M')
		case k.word == "t" || k.word == "q" || k.word == "trimestre" || k.word == "quarter" || k.word == "trim" || k.word == "qtr":
			b.WriteByte('q')
		case k.word == "s" || k.word == "h" || k.word == "semestre" || k.word == "half" || k.word == "sem":
			b.WriteByte('h')
		case weekWords[k.word]:
			b.WriteByte('w')
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

func (t dated) period(order Order) (period, ErrorKind) {
	switch t.shape() {
	case "DDD":
		return t.numbers(order)
	case "DMD":
		if t[0].len == 4 {
			return date(t[0], t[1].month, t[2].n)
		}
		return date(t[2], t[1].month, t[0].n)
	case "MDD":
		return date(t[2], t[0].month, t[1].n)
	case "MD":
		return wholeMonth(t[1], t[0].month)
	case "DM":
		if t[0].len == 4 {
			return wholeMonth(t[0], t[1].month)
		}
	case "DD":
		return t.monthAndYear()
	case "D":
		return t[0].alone()
	case "qDD", "hDD": // T1 2024, S2 2024
		return part(t[0].word, t[1], t[2])
	case "DqD", "DhD": // 1T24, 2024-Q1, 1er trimestre 2024
		if t[0].len == 4 {
			return part(t[1].word, t[2], t[0])
		}
		return part(t[1].word, t[0], t[2])
	case "DwD":
		return week(t[0], t[2])
	}
	return period{}, Unreadable
}

// year returns the year a number stands for, 0 when it cannot be one.
func (k token) year() int {
	switch {
	case k.len == 4 && k.n >= 1800:
		return k.n
	case k.len == 2 && k.n < 70:
		return 2000 + k.n
	case k.len == 2:
		return 1900 + k.n
	}
	return 0
}

func date(year token, month, dom int) (period, ErrorKind) {
	y := year.year()
	if y == 0 && year.len != 4 {
		return period{}, Unreadable
	}
	d, ok := day.Valid(y, month, dom)
	if !ok {
		return period{}, Impossible
	}
	return oneDay(d), None
}

func wholeMonth(year token, month int) (period, ErrorKind) {
	y := year.year()
	if y == 0 || month < 1 || month > 12 {
		return period{}, Unreadable
	}
	return months(y, month, 1), None
}

// numbers reads three numbers: year first, or year last with day and month in the given order.
func (t dated) numbers(order Order) (period, ErrorKind) {
	a, b, y := t[0], t[1], t[2]
	if a.len == 4 {
		return date(a, b.n, y.n)
	}
	if a.len > 2 || b.len > 2 || y.len != 4 && y.len != 2 {
		return period{}, Unreadable
	}
	switch {
	case order == DayFirst || a.n > 12 || a.n == b.n, order == AnyOrder && b.before == '.' && y.before == '.': // 01.03.26 is not written month first
		return date(y, b.n, a.n)
	case order == MonthFirst || b.n > 12:
		return date(y, a.n, b.n)
	}
	if _, ok := date(y, b.n, a.n); ok != None {
		return period{}, Impossible
	}
	return period{}, Doubtful
}

// monthAndYear reads 12/2015 and 2015-12.
func (t dated) monthAndYear() (period, ErrorKind) {
	m, y := t[0], t[1]
	if m.len == 4 {
		if m, y = y, m; m.before == '/' || m.n > 12 {
			return period{}, Unreadable // 2024/25 is a fiscal year
		}
	}
	if m.len > 2 || y.len != 4 || t[1].before == '.' || t[1].before == ',' {
		return period{}, Unreadable
	}
	if m.n < 1 || m.n > 12 {
		return period{}, Impossible
	}
	return wholeMonth(y, m.n)
}

// alone reads 20151231 and 2015.
func (k token) alone() (period, ErrorKind) {
	switch {
	case k.len == 8 && k.n >= 1900_00_00 && k.n < 2200_00_00 && k.n/100%100 >= 1 && k.n/100%100 <= 12: // else a number such as 20000000
		return date(token{n: k.n / 10_000, len: 4}, k.n/100%100, k.n%100)
	case k.len == 4 && k.n >= 1900 && k.n <= 2199:
		return months(k.n, 1, 12), None
	}
	return period{}, Unreadable
}

// part reads a quarter or a half-year.
func part(word string, n, year token) (period, ErrorKind) {
	if n.len == 4 {
		n, year = year, n
	}
	y, count := year.year(), 4
	if word[0] == 's' || word[0] == 'h' {
		count = 2
	}
	if y == 0 || n.len != 1 || n.n < 1 {
		return period{}, Unreadable
	}
	if n.n > count {
		return period{}, Impossible
	}
	each := 12 / count
	return months(y, (n.n-1)*each+1, each), None
}

// week reads an ISO week, 2024-W05: Monday to Sunday.
func week(year, n token) (period, ErrorKind) {
	y := year.year()
	if y == 0 || n.len > 2 {
		return period{}, Unreadable
	}
	fourth := day.Of(y, time.January, 4) // always in week 1
	monday := fourth - day.Day((int(fourth.Weekday())+6)%7) + day.Day(7*(n.n-1))
	if yy, ww := monday.Week(); yy != y || ww != n.n {
		return period{}, Impossible
	}
	return period{monday, monday + 6}, None
}
