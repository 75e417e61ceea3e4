package transfer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vigie/engine/schedule"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/plan"
)

// spoken is a length as people write it: so many hundredths of a unit.
type spoken struct {
	hundredths int64
	unit       byte // m minute, h hour, d day, w week, o month of 20 days
	elapsed    bool
}

func (s spoken) zero() bool { return s.hundredths == 0 }

// minutes are those of a length, by what a day and a week of the plan are.
func (s spoken) minutes(m plan.Measures) int64 {
	per := map[byte]int64{'m': 1, 'h': 60, 'd': m.Day, 'w': m.Week, 'o': 20 * m.Day}[s.unit]
	if s.elapsed {
		per = map[byte]int64{'m': 1, 'h': 60, 'd': 1440, 'w': 7 * 1440, 'o': 30 * 1440}[s.unit]
	}
	return (s.hundredths*per + 50) / 100
}

var lengths = regexp.MustCompile(`^(\d{1,7})(?:[.,](\d{1,4}))?\s*(e)?\s*([\pL.]*)\s*(e)?\??$`)

// lengthWords are the units of lengths, in both languages, without an s at the end.
var lengthWords = map[byte][]string{
	'm': {"m", "min", "minute", "mn"}, 'h': {"h", "hr", "hour", "heure"}, 'd': {"", "d", "day", "j", "jr", "jour", "dy", "jo"},
	'w': {"w", "wk", "week", "sem", "semaine", "sm", "s"}, 'o': {"mo", "mon", "month", "moi", "ms"},
}

// readSpoken reads a length: 5, 5d, 5 jours, 1,5 j, 4h, 2 sem, 1 mon, 3ed, 3 je.
func readSpoken(text string) (spoken, bool) {
	text = strings.ToLower(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "é", "e").Replace(strings.TrimSpace(text)))
	m := lengths.FindStringSubmatch(text)
	if m == nil {
		return spoken{}, false
	}
	whole, _ := strconv.ParseInt(m[1], 10, 64) // of seven digits at most
	cents, _ := strconv.ParseInt((m[2] + "00")[:2], 10, 64)
	out := spoken{hundredths: whole*100 + cents, elapsed: m[3] != "" || m[5] != ""}
	word := strings.TrimSuffix(m[4], ".")
	for _, e := range []string{word, strings.TrimSuffix(word, "s")} {
		if unit, ok := unitOf(e); ok {
			out.unit = unit
			return out, true
		}
	}
	// elapsed ones, in French with the e behind: 3je
	if bare, is := strings.CutSuffix(word, "e"); is {
		if unit, ok := unitOf(bare); ok {
			out.unit, out.elapsed = unit, true
			return out, true
		}
	}
	return out, false
}

func unitOf(word string) (byte, bool) {
	for unit, all := range lengthWords {
		if slices.Contains(all, word) {
			return unit, true
		}
	}
	return 0, false
}

// plain makes the item of a row of a table.
func (c *carrier) plain(i int, it *plan.Item) error {
	t, on := &c.p.Tasks[i], c.hours
	m := c.t.Measures()
	length, said := c.s.lasts[i]
	it.Duration, it.Elapsed = 0, false
	start, finish := schedule.Time(t.Stored.Start), schedule.Time(t.Stored.Finish)
	begins, ends := start, finish
	if start != 0 {
		begins = on.Begin(start)
	}
	if finish != 0 {
		ends = on.End(finish)
	}
	if it.Kind == plan.Task {
		switch {
		case said:
			it.Duration, it.Elapsed = length.minutes(m), length.elapsed
		case start != 0 && finish != 0:
			it.Duration = max(0, on.Between(begins, ends))
		default:
			it.Duration = m.Day
		}
		if it.Duration > mostWork {
			return fault.Invalid("file", label.F("Line %d: “%s” lasts longer than a hundred years; correct its duration", "Ligne %d\u202f: «\u202f%s\u202f» dure plus de cent ans\u202f; corrigez sa durée", t.Line, it.Name))
		}
	}
	it.Constraint, it.Deadline = planConstraints[t.Constraint], schedule.Time(t.Deadline)
	if w, held := c.s.bound[i]; held {
		it.Date = on.Begin(schedule.At(w.Day, 0))
		if strings.Contains(it.Constraint, "finish") {
			it.Date = on.End(schedule.At(w.Day+1, 0))
		}
	}
	switch {
	case it.Kind == plan.Milestone:
		c.plainMilestone(t.Percent, max(start, finish), finish != 0, it)
	case it.Kind == plan.Task && t.Percent > 0 && start != 0:
		it.ActualStart, it.Progress = begins, min(99, t.Percent)
		if t.Percent == 100 {
			it.Progress, it.ActualFinish = 100, max(ends, on.Add(begins, it.Duration))
			if finish != 0 {
				it.ActualFinish = max(begins, ends)
			}
		}
	case it.Kind == plan.Task && !c.s.held && start != 0 && !c.waitsFor(i):
		it.Constraint, it.Date = "start_no_earlier", begins
	case it.Kind == plan.Task && !c.s.held && finish != 0 && start == 0 && !c.waitsFor(i):
		it.Constraint, it.Date = "finish_no_earlier", ends
	}
	return nil
}

// plainMilestone gives a milestone of a table its day: where it waits for nothing and
// nothing else holds it, it stands on it.
func (c *carrier) plainMilestone(percent int, at schedule.Time, end bool, it *plan.Item) {
	k := plan.KeyDate{}
	if at != 0 {
		on := at.Day()
		if end {
			on = lastDay(at)
		}
		switch {
		case percent == 100:
			k.Done, k.Date = on, on
		case it.Constraint == "" && !c.waitsFor(-int(it.ID)-1):
			it.Manual, k.Date = true, on
		}
	}
	c.in.Dates[it.ID] = k
}

// waitsFor reports whether a task, or what it stands under, waits for something.
func (c *carrier) waitsFor(i int) bool {
	for ; i >= 0; i = c.p.Tasks[i].Parent {
		if c.s.waits[i] != "" {
			return true
		}
	}
	return false
}

var reference = regexp.MustCompile(`^\s*([\pL\pN][\pL\pN.\-/]*?)\s*((?:FS|SS|FF|SF|FD|DD|DF)?\s*(?:[+\-−].*)?)\s*$`)

// readWaits reads what the rows of a table wait for: by the numbers that the file gives
// them, by their WBS, else by their place.
func (c *carrier) readWaits() error {
	var bad []fault.Detail
	c.p.Links = nil
	m := c.t.Measures()
	for i := range c.p.Tasks {
		said := c.s.waits[i]
		if said == "" {
			continue
		}
		all, err := plan.ParseWaits(c.placed(said), m)
		if err != nil {
			text := label.F("“%s” is not a list of predecessors; write 12FS+3d, with ; between two", "«\u202f%s\u202f» n’est pas une liste de prédécesseurs\u202f; écrivez 12FD+3j, avec\u202f; entre deux", said)
			bad = append(bad, fault.Detail{Where: fmt.Sprintf("line %d", c.p.Tasks[i].Line), Text: label.F("Line %d: %s", "Ligne %d\u202f: %s", c.p.Tasks[i].Line, text)})
			continue
		}
		for _, w := range all {
			if w.Number > len(c.p.Tasks) {
				bad = append(bad, fault.Detail{Where: fmt.Sprintf("line %d", c.p.Tasks[i].Line), Text: label.F("Line %d: “%s” waits for a task that the list does not have", "Ligne %d\u202f: «\u202f%s\u202f» attend une tâche absente de la liste", c.p.Tasks[i].Line, c.p.Tasks[i].Name)})
				continue
			}
			c.wait(i, w)
		}
	}
	return fault.InvalidAll(bad[:min(len(bad), mostFaults)])
}

// wait lets a task wait for another, in the terms of items.
func (c *carrier) wait(i int, w plan.Wait) {
	from := w.Number - 1
	it := &c.in.Items[-c.item[i]-1]
	link := plan.Link{From: c.item[from], Type: w.Type, Kind: w.Kind, Lag: w.Lag}
	c.found++
	if from == i || slices.ContainsFunc(it.Links, func(l plan.Link) bool { return l.From == link.From && l.Type == link.Type }) {
		c.twice++
		return
	}
	it.Links = append(it.Links, link)
}

// placed writes predecessors by the places of tasks in the list.
func (c *carrier) placed(said string) string {
	parts := strings.FieldsFunc(said, func(r rune) bool { return r == ';' || r == '\n' })
	for n, part := range parts {
		ones := []string{part}
		if !strings.ContainsAny(part, "+-−") {
			ones = strings.Split(part, ",")
		}
		for k, one := range ones {
			if m := reference.FindStringSubmatch(one); m != nil {
				if at, is := c.s.named[m[1]]; is {
					ones[k] = strconv.Itoa(at+1) + m[2]
				} else if c.s.numbered {
					ones[k] = "1000000" + m[2] // a number that no line has
				}
			}
		}
		parts[n] = strings.Join(ones, ",")
	}
	return strings.Join(parts, ";")
}
