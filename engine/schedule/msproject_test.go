package schedule_test

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// stored is what Microsoft Project says of a task.
type stored struct {
	uid, name     string
	summary       bool
	dates         schedule.Dates
	start, finish schedule.Time
}

// read is a plan as it was dumped.
type read struct {
	name  string
	plan  schedule.Plan
	tasks []stored
}

const plans = "../../../shared/data/schedules/msproject-plans.tar.gz"

// eachPlan reads the plans that Microsoft Project computed.
func eachPlan(t testing.TB, f func(read)) {
	file, err := os.Open(plans)
	if errors.Is(err, os.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("left out: shared/data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			f(readPlan(t, h.Name, r))
		}
	}
}

func readPlan(t testing.TB, name string, r io.Reader) read {
	out := read{name: name, plan: schedule.Plan{Calendars: []*schedule.Calendar{officeHours(t)}, Rules: schedule.MicrosoftProject}}
	at := map[string]int32{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p := strings.Split(lines.Text(), "\t")
		switch p[0] {
		case "P":
			out.plan.Start = moment(t, p[1])
		case "T":
			at[p[1]] = int32(len(out.tasks))
			s := stored{uid: p[1], name: p[4], summary: p[5] == "1", start: moment(t, p[7]), finish: moment(t, p[8])}
			s.dates = schedule.Dates{EarlyStart: moment(t, p[9]), EarlyFinish: moment(t, p[10]), LateStart: moment(t, p[11]), LateFinish: moment(t, p[12]), TotalFloat: days(t, p[13]), FreeFloat: days(t, p[14]), Critical: p[15] == "1"}
			a := schedule.Activity{Parent: 0, Duration: days(t, p[6])}
			if s.summary {
				a.Parent = -1
			}
			switch p[16] {
			case "AS_SOON_AS_POSSIBLE":
			case "START_NO_EARLIER_THAN":
				a.Constraint, a.Date = schedule.StartNoEarlier, moment(t, p[17])
			default:
				t.Fatalf("%s: what is %s?", name, p[16])
			}
			out.tasks = append(out.tasks, s)
			out.plan.Activities = append(out.plan.Activities, a)
		case "A":
			if i := at[p[1]]; p[2] != "null" && p[3] == "0.0" && out.plan.Activities[i].Duration > 0 {
				out.plan.Activities[i].Idle = true
			}
		case "L":
			if p[3] != "FS" {
				t.Fatalf("%s: what is %s?", name, p[3])
			}
			out.plan.Links = append(out.plan.Links, schedule.Link{From: at[p[2]], To: at[p[1]], Lag: days(t, p[4])})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for i, l := range out.plan.Links {
		if l.From < 0 || l.To < 0 {
			t.Fatal(i)
		}
	}
	return out
}

// officeHours are Monday to Friday, eight hours.
func officeHours(t testing.TB) *schedule.Calendar {
	var w schedule.Work
	for i := range 5 {
		w.Week[i] = []schedule.Shift{{From: 9 * 60, To: 14 * 60}, {From: 16 * 60, To: 19 * 60}}
	}
	c, err := schedule.NewCalendar(w)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func moment(t testing.TB, s string) schedule.Time {
	d, clock, _ := strings.Cut(s, "T")
	on, err := day.Parse(d)
	if err != nil || len(clock) != 5 {
		t.Fatalf("%q is no time: %v", s, err)
	}
	h, _ := strconv.Atoi(clock[:2])
	m, _ := strconv.Atoi(clock[3:])
	return schedule.At(on, h*60+m)
}

func days(t testing.TB, s string) int64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "d"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return int64(n * 480)
}

func said(m schedule.Time) string {
	return fmt.Sprintf("%sT%02d:%02d", m.Day(), m.Minute()/60, m.Minute()%60)
}

func TestEveryDateAndFloatOfMicrosoftProjectIsReproduced(t *testing.T) {
	count, wrong := 0, 0
	eachPlan(t, func(r read) {
		n, err := schedule.New(r.plan)
		if err != nil {
			t.Fatalf("%s: %v", r.name, err)
		}
		for i, task := range r.tasks {
			if task.summary {
				continue
			}
			count++
			if got := n.Dates(int32(i)); got != task.dates {
				if wrong++; wrong <= 20 {
					t.Errorf("%s: task %s %s: got %s, want %s", r.name, task.uid, task.name, text(got), text(task.dates))
				}
			}
		}
	})
	t.Logf("Microsoft Project: %d tasks, %d differ", count, wrong)
	if count != 44_504 || wrong > 0 {
		t.Errorf("%d of %d tasks differ", wrong, count)
	}
}

func text(d schedule.Dates) string {
	return fmt.Sprintf("early %s %s late %s %s total %d free %d critical %t", said(d.EarlyStart), said(d.EarlyFinish), said(d.LateStart), said(d.LateFinish), d.TotalFloat, d.FreeFloat, d.Critical)
}
