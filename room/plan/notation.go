package plan

import (
	"cmp"
	"strconv"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Wait is a predecessor as people write it: 12FS+3d is the finish of line 12 and three
// working days more.
type Wait struct {
	Number int    // the line of the tree, from 1
	Type   string // as in Link
	Kind   string
	Lag    int64
}

// Measures are how many minutes of work d and w stand for.
type Measures struct{ Day, Week int64 }

// units are what a lag is counted in, by what people write after the number; both
// languages, the longest first.
var units = []struct {
	name string
	kind string
	is   byte // m minute, h hour, d day, w week, p percent
}{
	{"ed", "elapsed", 'd'},
	{"ej", "elapsed", 'd'},
	{"je", "elapsed", 'd'},
	{"eh", "elapsed", 'h'},
	{"he", "elapsed", 'h'},
	{"ew", "elapsed", 'w'},
	{"se", "elapsed", 'w'},
	{"em", "elapsed", 'm'},
	{"min", "", 'm'},
	{"m", "", 'm'},
	{"h", "", 'h'},
	{"d", "", 'd'},
	{"j", "", 'd'},
	{"w", "", 'w'},
	{"s", "", 'w'},
	{"%", "percent", 'p'},
}

// french are the types of links as French users of Microsoft Project write them.
var french = strings.NewReplacer("FD", "FS", "DD", "SS", "DF", "SF")

// ParseWaits reads predecessors: lines separated by ; or , each with a type (FS where
// it is left out; FD, DD, FF, DF in French) and a lag: 12; 4SS+3d; 7FF-50%; 9FS+2ed.
func ParseWaits(text string, m Measures) ([]Wait, error) {
	var out []Wait
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\n", ";"), ";") {
		for one := range splitLags(part) {
			if one = strings.Join(strings.Fields(one), ""); one == "" {
				continue
			}
			w, ok := parseWait(one, m)
			if !ok {
				return nil, fault.Invalid("predecessors", label.F("“%s” is not a predecessor; write the number of its line, and after it FS, SS, FF or SF and a lag where there is one: 12FS+3d", "«\u202f%s\u202f» n’est pas un prédécesseur\u202f; écrivez le numéro de sa ligne, suivi de FD, DD, FF ou DF et d’un décalage s’il y en a un\u202f: 12FD+3j", one))
			}
			if len(out) >= mostLinks {
				return nil, fault.Invalid("predecessors", label.F("A line has at most %d predecessors", "Une ligne a au plus %d prédécesseurs", mostLinks))
			}
			out = append(out, w)
		}
	}
	return out, nil
}

// splitLags splits at commas that are no decimal marks: 3FS+1,5d is one predecessor.
func splitLags(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		from := 0
		for i := 0; i < len(text); i++ {
			if text[i] != ',' {
				continue
			}
			before := text[from:i]
			if strings.ContainsAny(before, "+-−") && i+1 < len(text) && isDigit(text[i+1]) && isDigit(text[i-1]) && !strings.Contains(before[strings.LastIndexAny(before, "+-−"):], ",") {
				continue
			}
			if !yield(before) {
				return
			}
			from = i + 1
		}
		yield(text[from:])
	}
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func parseWait(text string, m Measures) (w Wait, ok bool) {
	text = strings.ReplaceAll(text, "−", "-")
	at := 0
	for at < len(text) && isDigit(text[at]) {
		at++
	}
	n, err := strconv.ParseUint(text[:at], 10, 31)
	if err != nil || n == 0 {
		return w, false
	}
	w.Number = int(n)
	rest := text[at:]
	if len(rest) >= 2 && rest[0] != '+' && rest[0] != '-' {
		w.Type = french.Replace(strings.ToUpper(rest[:2]))
		rest = rest[2:]
		if w.Type == "FS" {
			w.Type = ""
		} else if _, known := linkTypes[w.Type]; !known {
			return w, false
		}
	}
	if rest == "" {
		return w, true
	}
	sign := int64(1)
	switch rest[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return w, false
	}
	w.Kind, w.Lag, ok = parseLag(strings.ToLower(rest[1:]), m)
	if w.Lag *= sign; w.Lag == 0 {
		w.Kind = ""
	}
	return w, ok
}

// parseLag reads a span in minutes of a plan.
func parseLag(text string, m Measures) (kind string, lag int64, ok bool) {
	s, ok := ParseSpan(text)
	if !ok {
		return s.Kind, 0, false
	}
	lag = s.Minutes(m)
	return s.Kind, lag, lag <= longestWork
}

// decimal reads a number that is not negative in hundredths.
func decimal(text string) (int64, bool) {
	head, tail, _ := strings.Cut(strings.ReplaceAll(text, ",", "."), ".")
	if len(tail) > 2 || head == "" || len(head) > 8 || strings.Contains(text, ".") && tail == "" {
		return 0, false
	}
	n, err := strconv.ParseUint(head+(tail + "00")[:2], 10, 63)
	return int64(n), err == nil && strings.Trim(head+tail, "0123456789") == ""
}

// Text writes a predecessor as ParseWaits reads it, in the words of a language.
func (w Wait) Text(m Measures, l label.Lang) string {
	out := strconv.Itoa(w.Number)
	typ := cmp.Or(w.Type, "FS")
	if l == label.FR {
		typ = map[string]string{"FS": "FD", "SS": "DD", "FF": "FF", "SF": "DF"}[typ]
	}
	if w.Type != "" || w.Lag != 0 {
		out += typ
	}
	if w.Lag == 0 {
		return out
	}
	lag, sign := w.Lag, "+"
	if lag < 0 {
		lag, sign = -lag, "-"
	}
	return out + sign + SpanOf(lag, w.Kind, m).Text(l)
}

// Text writes a length as people write it, in the words of a language: 5d, 3,5j, 4h.
func (m Measures) Text(minutes int64, elapsed bool, l label.Lang) string {
	kind := ""
	if elapsed {
		kind = "elapsed"
	}
	return SpanOf(minutes, kind, m).Text(l)
}
