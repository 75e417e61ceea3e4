package exchange

import (
	"fmt"
	"strconv"

	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/label"
)

// Part is what is compared of a task.
type Part uint8

// What is compared.
const (
	Start Part = iota
	Finish
	EarlyStart
	EarlyFinish
	LateStart
	LateFinish
	TotalFloat
	FreeFloat
	Critical
	parts
)

var partNames = [parts]label.Text{
	label.T("start", "début"), label.T("finish", "fin"),
	label.T("early start", "début au plus tôt"), label.T("early finish", "fin au plus tôt"),
	label.T("late start", "début au plus tard"), label.T("late finish", "fin au plus tard"),
	label.T("total float", "marge totale"), label.T("free float", "marge libre"), label.T("critical", "critique"),
}

// Name names what is compared.
func (p Part) Name() label.Text { return partNames[p] }

// Difference is where the file says something else than what was computed. Of floats
// the values are minutes, of critical 0 or 1, of the others times.
type Difference struct {
	Task             int
	Part             Part
	Stored, Computed int64
	Reason           Reason
}

// Agreement is how far a file and what was computed of it agree.
type Agreement struct {
	Tasks       int        // that are compared
	Compared    [parts]int // by part
	Equal       [parts]int
	Differences []Difference // by task
	Reasons     map[Reason]int
}

// Compare compares what the file says with what was computed.
func (c *Computed) Compare() Agreement {
	a := Agreement{Reasons: map[Reason]int{}}
	for i := range c.Plan.Tasks {
		if c.Activity[i] < 0 {
			continue
		}
		a.Tasks++
		stored, said := c.stored(i)
		found := c.found(i)
		for p := range parts {
			if !said[p] {
				continue
			}
			a.Compared[p]++
			if stored[p] == found[p] {
				a.Equal[p]++
				continue
			}
			a.Differences = append(a.Differences, Difference{Task: i, Part: p, Stored: stored[p], Computed: found[p]})
		}
	}
	c.explain(&a)
	return a
}

// stored is what the file says of a task, and which of it it says.
func (c *Computed) stored(i int) (v [parts]int64, said [parts]bool) {
	t := &c.Plan.Tasks[i]
	s := &t.Stored
	for p, at := range map[Part]planfile.Time{Start: s.Start, Finish: s.Finish, EarlyStart: s.EarlyStart, EarlyFinish: s.EarlyFinish, LateStart: s.LateStart, LateFinish: s.LateFinish} {
		v[p], said[p] = int64(at), at != 0
	}
	if s.Floats {
		v[TotalFloat], v[FreeFloat] = s.TotalFloat.Minutes(), s.FreeFloat.Minutes()
		if s.Critical {
			v[Critical] = 1
		}
		said[TotalFloat], said[FreeFloat], said[Critical] = true, true, true
	}
	return v, said
}

// found is what was computed of a task.
func (c *Computed) found(i int) (v [parts]int64) {
	d := c.Network.Dates(c.Activity[i])
	v[Start], v[Finish] = int64(d.EarlyStart), int64(d.EarlyFinish)
	v[EarlyStart], v[EarlyFinish] = int64(d.EarlyStart), int64(d.EarlyFinish)
	v[LateStart], v[LateFinish] = int64(d.LateStart), int64(d.LateFinish)
	v[TotalFloat], v[FreeFloat] = d.TotalFloat, d.FreeFloat
	if d.Critical {
		v[Critical] = 1
	}
	return v
}

// Value tells a value of a part.
func (p Part) Value(v int64) string {
	switch p {
	case TotalFloat, FreeFloat:
		return strconv.FormatInt(v, 10) + " min"
	case Critical:
		return strconv.FormatBool(v == 1)
	}
	return planfile.Time(v).String()
}

// told is a calendar as a text, to tell whether two are the same.
func told(w schedule.Work) string { return fmt.Sprint(w.Week, w.Exceptions) }
