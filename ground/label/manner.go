package label

import "sync/atomic"

// Manner is how an organisation says and writes things. The zero value is how the
// program does.
type Manner struct {
	// Words are sentences of the program, in English and French, and what is said
	// instead; an empty one is said as it is.
	Words map[[2]string][2]string
	Conventions
}

// Conventions are how an organisation counts time and writes figures.
type Conventions struct {
	WeekStart  int    // days after Monday on which weeks begin, 0 to 6
	FirstMonth int    // of the fiscal year, 1 to 12; 0 is 1
	Large      string // in what amounts from 10,000 on are written: "unit", "thousand", "million"; else the largest that fits
	Numbers    [2]Numerals
	Dates      [2]string // by language, as package time writes layouts; that of the language when empty
}

// Numerals are the marks of a written number; those of the language when both are empty.
type Numerals struct{ Group, Point string }

// Adopted returns the conventions that hold.
func Adopted() Conventions {
	if m := adopted.Load(); m != nil {
		return m.Conventions
	}
	return Conventions{}
}

// AdoptConventions changes the conventions of the manner, and leaves the rest.
func AdoptConventions(c Conventions) {
	change(func(m *Manner) { m.Conventions = c })
}

// FiscalMonth returns how many months of the fiscal year lie before a month of the
// calendar, 1 to 12.
func (c Conventions) FiscalMonth(month int) int {
	return (month - max(c.FirstMonth, 1) + 12) % 12
}

// adopted is the manner of the instance: a process serves one organisation, and what
// it says reaches people by hundreds of ways, all of which pass through Text.In.
var adopted atomic.Pointer[Manner]

// Adopt has everything that is said from here on said in a manner; nil is that of
// the program. It returns the one before.
func Adopt(m *Manner) *Manner { return adopted.Swap(m) }

// AdoptWords changes the words of the manner, and leaves the rest.
func AdoptWords(words map[[2]string][2]string) {
	change(func(m *Manner) { m.Words = words })
}

// HasWords reports whether anything is said in the words of the organisation.
func HasWords() bool {
	m := adopted.Load()
	return m != nil && len(m.Words) > 0
}

func change(set func(*Manner)) {
	for {
		was := adopted.Load()
		now := &Manner{}
		if was != nil {
			*now = *was
		}
		set(now)
		if adopted.CompareAndSwap(was, now) {
			return
		}
	}
}
