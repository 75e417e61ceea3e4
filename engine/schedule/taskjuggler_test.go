package schedule_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// TaskJuggler computes plans in its own way, written by other people. What both know is
// compared: FS and SS links with lags of work and of elapsed time, nested phases,
// milestones, durations of work on several calendars and of elapsed time, days off. It
// counts lags of work on the calendar of the project, and lets a task begin where what it
// waits for ends, though there is no work yet. VIGIE_ORACLES=1 asks for it.
func taskJuggler(t testing.TB) string {
	if os.Getenv("VIGIE_ORACLES") != "1" {
		t.Skip("left out: make check-oracles asks TaskJuggler")
	}
	program, err := exec.LookPath("tj3")
	if err != nil {
		t.Fatal("TaskJuggler is missing (Debian package: tj3)")
	}
	return program
}

// juggled is a plan in both forms. Several stand in one project of TaskJuggler, for it
// takes longer to start than to compute them.
type juggled struct {
	plan schedule.Plan
	name string
	text string   // its tasks, in one that holds them
	ids  []string // by activity
}

var (
	juggledWeeks = []string{"mon - fri 8:00 - 12:00, 13:00 - 17:00", "mon - sat 6:00 - 14:00", "mon, wed, fri 9:00 - 12:30"}
	juggledDays  = [][]int{{0, 1, 2, 3, 4}, {0, 1, 2, 3, 4, 5}, {0, 2, 4}}
	juggledHours = [][]schedule.Shift{{{From: 480, To: 720}, {From: 780, To: 1020}}, {{From: 360, To: 840}}, {{From: 540, To: 750}}}
)

// daysOff are some days without work; the first is none of them.
func daysOff(r *rand.Rand) []day.Day {
	var off []day.Day
	for range r.IntN(4) {
		off = append(off, day.Of(2026, 1, 6)+day.Day(r.IntN(60)))
	}
	return off
}

// juggle draws a plan of so many tasks. Days off are those of the project: TaskJuggler
// leaves them to each shift, and does not count those of a task's.
func juggle(t testing.TB, r *rand.Rand, name string, off []day.Day, count int) *juggled {
	j := &juggled{name: name, plan: schedule.Plan{Start: schedule.At(day.Of(2026, 1, 5), 480), Rules: schedule.Rules{LagOn: schedule.OfProject}}}
	for c := range juggledWeeks {
		w := schedule.Work{}
		for _, d := range juggledDays[c] {
			w.Week[d] = juggledHours[c]
		}
		if c == 0 {
			for _, d := range off {
				w.Exceptions = append(w.Exceptions, schedule.Exception{From: d, Until: d})
			}
		}
		calendar, err := schedule.NewCalendar(w)
		if err != nil {
			t.Fatal(err)
		}
		j.plan.Calendars = append(j.plan.Calendars, calendar)
	}
	j.tasks(r, count)
	j.links(r)
	j.write()
	return j
}

// tasks draws phases with tasks in them; an activity that holds others is a phase.
func (j *juggled) tasks(r *rand.Rand, count int) {
	phase := int32(-1)
	for i := range count {
		a := schedule.Activity{Parent: phase, Calendar: int32(max(0, r.IntN(6)-3)), Duration: int64(15 * (1 + r.IntN(160)))}
		switch r.IntN(12) {
		case 0:
			if phase < 0 { // in one it might stand where there is no work, as nothing does here
				a.Duration, a.Calendar = 0, 0
			}
		case 1:
			a.Elapsed = true
		case 2, 3:
			// the next few stand in it, one level down or at the top
			if i < count-1 {
				a = schedule.Activity{Parent: []int32{-1, phase}[r.IntN(2)]}
				phase = int32(i)
			}
		}
		j.plan.Activities = append(j.plan.Activities, a)
	}
}

func (j *juggled) holds(i int32) bool {
	for k := range j.plan.Activities {
		if j.plan.Activities[k].Parent == i {
			return true
		}
	}
	return false
}

// within reports whether one activity is, or stands in, another.
func (j *juggled) within(i, phase int32) bool {
	for ; i >= 0; i = j.plan.Activities[i].Parent {
		if i == phase {
			return true
		}
	}
	return false
}

// links lets tasks wait for some of those before them. Elapsed lags count from ends,
// which both see alike, and never lead to a milestone, which stays there in the one and
// waits for work in the other.
func (j *juggled) links(r *rand.Rand) {
	for to := 1; to < len(j.plan.Activities); to++ {
		seen := map[int32]bool{}
		for range r.IntN(3) {
			from := int32(max(0, to-1-r.IntN(20)))
			if seen[from] || j.waitsOn(int32(to), from) || j.within(int32(to), from) || j.within(from, int32(to)) {
				continue
			}
			l := schedule.Link{From: from, To: int32(to), Lag: int64(15 * max(0, r.IntN(120)-60))}
			a := &j.plan.Activities[to]
			switch r.IntN(4) {
			case 0:
				l.Type = schedule.StartStart
			case 1:
				if a.Duration > 0 && !a.Elapsed && !j.holds(int32(to)) && j.plan.Activities[from].Duration > 0 {
					l.LagKind = schedule.Elapsed
				}
			}
			// a start, and a milestone, may lie where one of the two has no work; of both
			// TaskJuggler says that they go round in a circle
			start := l.Type == schedule.StartStart
			if f := &j.plan.Activities[from]; start && (a.Duration == 0 || f.Duration == 0) || (start || f.Duration == 0 && !j.holds(from)) && !j.plain(int32(to)) || (start || a.Duration == 0 && !j.holds(int32(to))) && !j.plain(from) {
				continue
			}
			seen[from] = true
			q := j.plan
			q.Links = append(q.Links[:len(q.Links):len(q.Links)], l)
			if _, err := schedule.New(q); err == nil { // no circle
				j.plan = q
			}
		}
	}
}

// plain reports whether an activity is on the calendar of the project.
func (j *juggled) plain(i int32) bool {
	a := &j.plan.Activities[i]
	return a.Calendar == 0 && !a.Elapsed && !j.holds(i)
}

// waitsOn reports whether what holds an activity waits for another, which TaskJuggler
// does not want to be told twice.
func (j *juggled) waitsOn(i, from int32) bool {
	for up := j.plan.Activities[i].Parent; up >= 0; up = j.plan.Activities[up].Parent {
		for _, l := range j.plan.Links {
			if l.To == up && l.From == from {
				return true
			}
		}
	}
	return false
}

// write writes the tasks as TaskJuggler reads them.
func (j *juggled) write() {
	var b strings.Builder
	j.ids = make([]string, len(j.plan.Activities))
	for i := range j.plan.Activities {
		up := j.name
		if parent := j.plan.Activities[i].Parent; parent >= 0 {
			up = j.ids[parent]
		}
		j.ids[i] = fmt.Sprintf("%s.t%d", up, i)
	}
	fmt.Fprintf(&b, "task %s \"%s\" {\n", j.name, j.name)
	j.writeTasks(&b, -1)
	b.WriteString("}\n")
	j.text = b.String()
}

// project is a project of TaskJuggler with plans in it, of no more years than it takes,
// for it lays out each quarter of an hour of them.
func project(t testing.TB, off []day.Day, plans []*juggled) string {
	var b strings.Builder
	last := schedule.Time(0)
	for _, j := range plans {
		n, err := schedule.New(j.plan)
		if err != nil {
			t.Fatal(err)
		}
		last = max(last, n.Finish())
	}
	fmt.Fprintf(&b, "project p \"P\" 2026-01-05 - %s {\n timezone \"UTC\"\n timingresolution 15min\n timeformat \"%%Y-%%m-%%dT%%H:%%M\"\n dailyworkinghours 8\n yearlyworkingdays 260\n workinghours sun - sat off\n workinghours %s\n}\n", last.Day()+30, juggledWeeks[0])
	for _, d := range off {
		fmt.Fprintf(&b, "leaves holiday \"off\" %s\n", d)
	}
	for c, week := range juggledWeeks[1:] {
		fmt.Fprintf(&b, "shift s%d \"S%d\" {\n workinghours sun - sat off\n workinghours %s\n}\n", c+1, c+1, week)
	}
	for _, j := range plans {
		b.WriteString(j.text)
	}
	b.WriteString("taskreport r \"r\" {\n formats csv\n columns id, start, end\n hidetask 0\n sorttasks id.up\n}\n")
	return b.String()
}

func (j *juggled) writeTasks(b *strings.Builder, parent int32) {
	for at := range j.plan.Activities {
		i, a := int32(at), &j.plan.Activities[at]
		if a.Parent != parent {
			continue
		}
		fmt.Fprintf(b, "task t%d \"T%d\" {\n", i, i)
		waits := false
		for _, l := range j.plan.Links {
			if l.To != i {
				continue
			}
			waits = true
			lag := "gaplength"
			if l.LagKind == schedule.Elapsed {
				lag = "gapduration"
			}
			end := ""
			if l.Type == schedule.StartStart {
				end = "onstart "
			}
			gap := ""
			if l.Lag > 0 {
				gap = fmt.Sprintf("%s %dmin ", lag, l.Lag)
			}
			fmt.Fprintf(b, " depends %s { %s%s}\n", j.ids[l.From], end, gap)
		}
		switch {
		case j.holds(i):
		case a.Duration == 0:
			b.WriteString(" milestone\n")
		case a.Elapsed:
			fmt.Fprintf(b, " duration %dmin\n", a.Duration)
		default:
			fmt.Fprintf(b, " length %dmin\n", a.Duration)
		}
		if !waits && !j.waitsAbove(i) && !j.holds(i) {
			b.WriteString(" start 2026-01-05-08:00\n")
		}
		if a.Calendar > 0 && !j.holds(i) {
			fmt.Fprintf(b, " shifts s%d\n", a.Calendar)
		}
		j.writeTasks(b, i)
		b.WriteString("}\n")
	}
}

// waitsAbove reports whether a phase waits in which an activity stands.
func (j *juggled) waitsAbove(i int32) bool {
	for up := j.plan.Activities[i].Parent; up >= 0; up = j.plan.Activities[up].Parent {
		for _, l := range j.plan.Links {
			if l.To == up {
				return true
			}
		}
	}
	return false
}

// ask lets TaskJuggler compute a project, and returns the start and end of each task.
func ask(t testing.TB, program, text string) (map[string][2]schedule.Time, time.Duration) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.tjp"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "--silent", "p.tjp")
	command.Dir = dir
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %.2000s\n%s", err, said, text)
	}
	took := command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	file, err := os.Open(filepath.Join(dir, "r.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := csv.NewReader(file)
	rows.Comma = ';'
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]schedule.Time{}
	for _, row := range all[1:] {
		out[row[0]] = [2]schedule.Time{moment(t, row[1]), moment(t, row[2])}
	}
	return out, took
}

func TestTaskJugglerFindsTheSameDates(t *testing.T) {
	program := taskJuggler(t)
	plans, tasks, wrong := 0, 0, 0
	for seed := range 20 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		off := daysOff(r)
		var drawn []*juggled
		for k := range 10 {
			drawn = append(drawn, juggle(t, r, fmt.Sprintf("p%d", k), off, 3+r.IntN(25)))
		}
		found, _ := ask(t, program, project(t, off, drawn))
		for _, j := range drawn {
			n, err := schedule.New(j.plan)
			if err != nil {
				t.Fatal(seed, err)
			}
			plans++
			for i := range j.plan.Activities {
				tasks++
				theirs, ok := found[j.ids[i]]
				if d := n.Dates(int32(i)); !ok || !j.agrees(int32(i), d, theirs) {
					wrong++
					t.Errorf("seed %d, %s: TaskJuggler has %s to %s, computed %s to %s\n%s", seed, j.ids[i], said(theirs[0]), said(theirs[1]), said(d.EarlyStart), said(d.EarlyFinish), project(t, off, []*juggled{j}))
				}
				if wrong > 3 {
					t.Fatal("and so on")
				}
			}
		}
	}
	t.Logf("TaskJuggler: %d plans, %d tasks, %d differ", plans, tasks, wrong)
}

// agrees compares moments of work: of phases both see the same ends.
func (j *juggled) agrees(i int32, d schedule.Dates, theirs [2]schedule.Time) bool {
	if a := j.plan.Activities[i]; a.Elapsed && !j.holds(i) {
		return d.EarlyStart == theirs[0] && d.EarlyFinish == theirs[1]
	}
	if j.holds(i) {
		return d.EarlyFinish == theirs[1] || j.plan.Calendars[0].Between(d.EarlyFinish, theirs[1]) == 0
	}
	c := j.plan.Calendars[j.plan.Activities[i].Calendar]
	if j.plan.Activities[i].Duration == 0 {
		return c.Between(d.EarlyStart, theirs[0]) == 0
	}
	return c.Begin(theirs[0]) == d.EarlyStart && theirs[1] == d.EarlyFinish
}

// The time of the processor for a plan of 2,000 tasks, beside that of TaskJuggler.
func TestAPlanOfTwoThousandTasksBesideTaskJuggler(t *testing.T) {
	program := taskJuggler(t)
	r := rand.New(rand.NewPCG(1, 9))
	off := daysOff(r)
	j := juggle(t, r, "p0", off, 2000)
	began := cpu(t)
	const times = 100
	for range times {
		if _, err := schedule.New(j.plan); err != nil {
			t.Fatal(err)
		}
	}
	ours := (cpu(t) - began) / times
	_, theirs := ask(t, program, project(t, off, []*juggled{j}))
	t.Logf("2,000 tasks, %d links: %v here, %v in TaskJuggler: %.0f times as long", len(j.plan.Links), ours, theirs, float64(theirs)/float64(ours))
}
