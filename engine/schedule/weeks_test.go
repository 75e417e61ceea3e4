package schedule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// The week charts are plans as people draw them: a line for each task, a letter for
// each day from Monday to Sunday, a space between weeks. They are also computed by the
// browser.
//
//	#  a day of a critical activity      M  a critical milestone
//	=  a day of another                  m  another one
//	~  what it may be late               .  nothing
//	_  no work (weekends, days off)
//
// A task says: NAME DURATION [<OTHER[:TYPE][±LAG]]... [CONSTRAINT=WHEN] [in PHASE]
// [on CALENDAR] [began WHEN] [done WHEN] [left DURATION] [by WHEN] [pinned WHEN].
// Durations and lags are days (2d), hours (4h), elapsed days (2ed), or percent (50%);
// WHEN is a week and a weekday: 2Wed; it is the beginning of that day, of what ends
// there its end.
const weekCharts = "../../web/testdata/schedule/weeks.json"

type weekChart struct {
	Name  string   `json:"name"`
	Rules string   `json:"rules,omitempty"` // p6, and its options in words; else those of Microsoft Project
	Today string   `json:"status,omitempty"`
	Until string   `json:"until,omitempty"`
	Tasks []string `json:"tasks"`
	Chart []string `json:"chart"`
	Error []string `json:"circle,omitempty"`
}

var firstMonday = day.Of(2026, 1, 5)

const opens, closes = 8 * 60, 17 * 60

// weekRules are the words of the rules of a chart.
var weekRules = map[string]func(*schedule.Rules){
	"p6":          func(r *schedule.Rules) { *r = schedule.PrimaveraP6 },
	"longest":     func(r *schedule.Rules) { r.Longest = true },
	"override":    func(r *schedule.Rules) { r.Progress = schedule.Override },
	"actual":      func(r *schedule.Rules) { r.Progress = schedule.Actual },
	"successor":   func(r *schedule.Rules) { r.LagOn = schedule.OfSuccessor },
	"project":     func(r *schedule.Rules) { r.LagOn = schedule.OfProject },
	"always":      func(r *schedule.Rules) { r.LagOn = schedule.RoundTheClock },
	"start-float": func(r *schedule.Rules) { r.Float = schedule.StartFloat },
	"smaller":     func(r *schedule.Rules) { r.Float = schedule.SmallerFloat },
}

func weekCalendars(t *testing.T) map[string]*schedule.Calendar {
	full := []schedule.Shift{{From: opens, To: 12 * 60}, {From: 13 * 60, To: closes}}
	made := map[string]schedule.Work{"usual": {}, "seven": {}, "holiday": {}, "mornings": {}, "half": {}}
	for name, w := range made {
		for d := range 7 {
			switch {
			case name == "seven", d < 5 && (name == "usual" || name == "holiday"):
				w.Week[d] = full
			case name == "mornings" && d < 5:
				w.Week[d] = full[:1]
			case name == "half" && d < 3:
				w.Week[d] = full
			}
		}
		if name == "holiday" {
			w.Exceptions = []schedule.Exception{{From: firstMonday + 2, Until: firstMonday + 2}}
		}
		made[name] = w
	}
	out := map[string]*schedule.Calendar{}
	for name, w := range made {
		c, err := schedule.NewCalendar(w)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = c
	}
	return out
}

var (
	weekNames = []string{"usual", "seven", "holiday", "mornings", "half"}
	waiting   = regexp.MustCompile(`^<(\w+)(?::(FS|SS|FF|SF))?([+-]\d+(?:ed|d|h|%))?$`)
	limited   = regexp.MustCompile(`^(SNET|SNLT|FNET|FNLT|MSO|MFO)=(\w+)$`)
	links     = map[string]schedule.LinkType{"": schedule.FinishStart, "FS": schedule.FinishStart, "SS": schedule.StartStart, "FF": schedule.FinishFinish, "SF": schedule.StartFinish}
	limits    = map[string]schedule.Constraint{"SNET": schedule.StartNoEarlier, "SNLT": schedule.StartNoLater, "FNET": schedule.FinishNoEarlier, "FNLT": schedule.FinishNoLater, "MSO": schedule.MustStart, "MFO": schedule.MustFinish}
)

// whenOf reads 2Wed: the beginning of work on that day, or its end.
func whenOf(t *testing.T, s string, ends bool) schedule.Time {
	week, err := strconv.Atoi(s[:1])
	weekday := strings.Index("MonTueWedThuFriSatSun", s[1:])
	if err != nil || weekday < 0 {
		t.Fatalf("%q is no day", s)
	}
	minute := opens
	if ends {
		minute = closes
	}
	return schedule.At(firstMonday+day.Day((week-1)*7+weekday/3), minute)
}

func lengthOf(t *testing.T, s string) (n int64, kind schedule.LagKind) {
	digits := strings.TrimRight(s, "edh%")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		t.Fatalf("%q is no duration", s)
	}
	switch s[len(digits):] {
	case "ed":
		return n * 1440, schedule.Elapsed
	case "d":
		return n * 480, schedule.Working
	case "h":
		return n * 60, schedule.Working
	}
	return n * 100, schedule.Percent
}

func (c weekChart) plan(t *testing.T) schedule.Plan {
	calendars := weekCalendars(t)
	p := schedule.Plan{Start: schedule.At(firstMonday, opens), Rules: schedule.MicrosoftProject}
	for word := range strings.FieldsSeq(c.Rules) {
		weekRules[word](&p.Rules)
	}
	if c.Today != "" {
		p.Status = whenOf(t, c.Today, false)
	}
	if c.Until != "" {
		p.Finish = whenOf(t, c.Until, true)
	}
	number := map[string]int32{}
	for _, name := range weekNames {
		p.Calendars = append(p.Calendars, calendars[name])
	}
	for i, task := range c.Tasks {
		name, _, _ := strings.Cut(task, " ")
		number[name] = int32(i)
	}
	for i, task := range c.Tasks {
		words := strings.Fields(task)
		n, kind := lengthOf(t, words[1])
		a := schedule.Activity{Parent: -1, Duration: n, Elapsed: kind == schedule.Elapsed}
		for k := 2; k < len(words); k++ {
			word := words[k]
			next := func() string { k++; return words[k] }
			if m := waiting.FindStringSubmatch(word); m != nil {
				l := schedule.Link{From: number[m[1]], To: int32(i), Type: links[m[2]]}
				if m[3] != "" {
					l.Lag, l.LagKind = lengthOf(t, m[3])
				}
				p.Links = append(p.Links, l)
				continue
			}
			if m := limited.FindStringSubmatch(word); m != nil {
				a.Constraint = limits[m[1]]
				a.Date = whenOf(t, m[2], m[1] == "FNET" || m[1] == "FNLT" || m[1] == "MFO")
				continue
			}
			switch word {
			case "ALAP":
				a.Constraint = schedule.LateAsPossible
			case "in":
				a.Parent = number[next()]
			case "on":
				named := next()
				for at, other := range weekNames {
					if other == named {
						a.Calendar = int32(at)
					}
				}
			case "began":
				a.ActualStart = whenOf(t, next(), false)
			case "done":
				a.ActualFinish = whenOf(t, next(), true)
			case "left":
				a.Remaining, _ = lengthOf(t, next())
			case "by":
				a.Deadline = whenOf(t, next(), true)
			case "pinned":
				a.Pinned.Start = whenOf(t, next(), false)
			default:
				t.Fatalf("%s: what is %q?", c.Name, word)
			}
		}
		p.Activities = append(p.Activities, a)
	}
	return p
}

// draw draws the plan as computed.
func (c weekChart) draw(t *testing.T, n *schedule.Network) []string {
	weeks := 1
	for i := range n.Activities {
		d := n.Dates(int32(i))
		weeks = max(weeks, int(max(d.EarlyFinish-1, d.LateFinish-1).Day()-firstMonday)/7+1)
	}
	var out []string
	for i, task := range c.Tasks {
		name, _, _ := strings.Cut(task, " ")
		d := n.Dates(int32(i))
		calendar := n.Calendars[n.Activities[i].Calendar]
		line := name + " "
		for at := range weeks * 7 {
			on := firstMonday + day.Day(at)
			if at > 0 && at%7 == 0 {
				line += " "
			}
			line += letter(n.Activities[i], d, calendar, on)
		}
		out = append(out, line)
	}
	return out
}

func letter(a schedule.Activity, d schedule.Dates, c *schedule.Calendar, on day.Day) string {
	from, to := schedule.At(on, 0), schedule.At(on+1, 0)
	bar, late := "=", "~"
	if d.Critical {
		bar = "#"
	}
	if d.EarlyStart == d.EarlyFinish {
		bar = map[string]string{"=": "m", "#": "M"}[bar]
		if from <= d.EarlyStart && d.EarlyStart < to {
			return bar
		}
	} else if d.EarlyStart < to && d.EarlyFinish > from && (a.Elapsed || c.Between(max(from, d.EarlyStart), min(to, d.EarlyFinish)) > 0) {
		return bar
	}
	switch {
	case !a.Elapsed && c.Between(from, to) == 0:
		return "_"
	case d.EarlyFinish < to && d.LateFinish > from && d.TotalFloat > 0 && c.Between(max(from, d.EarlyFinish), min(to, d.LateFinish)) > 0:
		return late
	}
	return "."
}

func TestTheWeekCharts(t *testing.T) {
	b, err := os.ReadFile(weekCharts)
	if err != nil {
		t.Fatal(err)
	}
	var charts []weekChart
	if err := json.Unmarshal(b, &charts); err != nil {
		t.Fatal(err)
	}
	if len(charts) < 60 {
		t.Errorf("%d charts; want 60", len(charts))
	}
	for _, c := range charts {
		t.Run(c.Name, func(t *testing.T) {
			n, err := schedule.New(c.plan(t))
			if circle := (*schedule.Cycle)(nil); errors.As(err, &circle) {
				var names []string
				for _, i := range circle.Activities {
					name, _, _ := strings.Cut(c.Tasks[i], " ")
					names = append(names, name)
				}
				if fmt.Sprint(names) != fmt.Sprint(c.Error) {
					t.Errorf("the circle is %q, want %q", names, c.Error)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := c.draw(t, n); fmt.Sprint(got) != fmt.Sprint(c.Chart) {
				t.Errorf("\n%s\n%s\nwant\n%s", strings.Join(c.Tasks, "\n"), strings.Join(got, "\n"), strings.Join(c.Chart, "\n"))
			}
		})
	}
}
