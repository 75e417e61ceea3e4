package exchange_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/engine/schedule"
	"vigie/format/mspdi"
	"vigie/format/planfile"
	"vigie/format/xer"
	"vigie/room/exchange"
)

const corpus = "../../../shared/data/schedules/mspdi-xer.tar.gz"

// eachPlan gives the plans of the files that programs wrote.
func eachPlan(t testing.TB, f func(name string, p *planfile.Plan)) {
	file, err := os.Open(corpus)
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
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := path.Base(h.Name)
		switch {
		case h.Typeflag != tar.TypeReg || bytes.Contains(raw[:min(len(raw), 500)], []byte("APIBusinessObjects")):
		case strings.HasSuffix(name, ".xml"):
			p, err := mspdi.Read(bytes.NewReader(raw), mspdi.Usual)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			f(name, p)
		case strings.HasSuffix(name, ".xer"):
			plans, err := xer.Read(bytes.NewReader(raw), xer.Usual)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			f(name, plans[0])
		}
	}
}

// A difference between what a file says and what is computed has a reason that was
// checked against the file. VIGIE_ORACLES=1 prints the table.
func TestEveryDateOfAFileIsReproducedOrHasAReason(t *testing.T) {
	files, compared, equal := 0, 0, 0
	reasons := map[exchange.Reason]int{}
	tables := os.Getenv("VIGIE_ORACLES") == "1"
	var out strings.Builder
	fmt.Fprintf(&out, "%-48s %6s %7s %7s  %s\n", "file", "tasks", "values", "equal", "and of the others")
	eachPlan(t, func(name string, p *planfile.Plan) {
		c, err := exchange.Compute(p)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		files++
		a := c.Compare()
		n, same := 0, 0
		for part, of := range a.Compared {
			n, same = n+of, same+a.Equal[part]
		}
		compared, equal = compared+n, equal+same
		fmt.Fprintf(&out, "%-48s %6d %7d %7d  %s\n", short(name), a.Tasks, n, same, counted(a.Reasons))
		for r, n := range a.Reasons {
			reasons[r] += n
		}
		for _, d := range a.Differences {
			if x := p.Tasks[d.Task]; d.Reason == exchange.Unexplained {
				t.Errorf("%s, task %s %s, %s: the file says %s, computed %s", name, x.ID, x.Name, d.Part.Name(), d.Part.Value(d.Stored), d.Part.Value(d.Computed))
			}
		}
	})
	if tables {
		fmt.Fprintf(&out, "%-48s %6s %7d %7d\n\n", "all", "", compared, equal)
		for r := exchange.Unexplained; r < exchange.Reason(32); r++ {
			if reasons[r] > 0 {
				fmt.Fprintf(&out, "%6d  %s: %s\n", reasons[r], r, r.Text())
			}
		}
		t.Log("\n" + out.String())
	}
	if files != 81 || compared < 15_000 || equal < compared*94/100 {
		t.Errorf("%d files, %d values, of which %d are equal", files, compared, equal)
	}
}

func short(name string) string {
	if _, rest, ok := strings.Cut(strings.TrimPrefix(name, "generated__"), "__"); ok {
		return rest
	}
	return name
}

// counted tells how often there is each reason.
func counted(of map[exchange.Reason]int) string {
	var out []string
	for _, r := range slices.Sorted(maps.Keys(of)) {
		out = append(out, fmt.Sprintf("%d %s", of[r], r))
	}
	return strings.Join(out, ", ")
}

// version finds the plan and the version in the name of a file.
var version = regexp.MustCompile(`__([a-z-]+)-project(20\d\d)-mspdi\.xml$`)

// What a version of Microsoft Project did not know, newer files of the same name have
// more of: fields and tasks about them. That is left out; all else is the same, to the
// minute.
func TestFilesOfOneNameGiveTheSamePlanInEveryVersion(t *testing.T) {
	plans, compared := map[string]map[string]*planfile.Plan{}, 0
	eachPlan(t, func(name string, p *planfile.Plan) {
		if m := version.FindStringSubmatch(name); m != nil {
			if plans[m[1]] == nil {
				plans[m[1]] = map[string]*planfile.Plan{}
			}
			plans[m[1]][m[2]] = p
		}
	})
	for name, versions := range plans {
		years := slices.Sorted(maps.Keys(versions))
		oldest := versions[years[0]]
		for _, year := range years[1:] {
			compared++
			if diff := cmp.Diff(same(t, oldest, oldest), same(t, versions[year], oldest)); diff != "" {
				t.Errorf("%s: %s and %s: %s", name, years[0], year, diff)
			}
		}
	}
	if compared != 47 {
		t.Errorf("%d pairs were compared", compared)
	}
}

// same is what a plan says whatever version wrote it, as far as an older one knows of
// it: its tree, durations, links, work, calendars and values, and when its tasks start
// and finish after the first. What is held by a constraint in one version is held by
// hand in another, and a cost was material before 2007.
func same(t *testing.T, p, older *planfile.Plan) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	fields, tasks := knownTo(older)
	values := func(of []planfile.Value) (out []string) {
		for _, v := range of {
			if fields[v.Field] {
				out = append(out, v.Field+"="+v.Text)
			}
		}
		slices.Sort(out)
		return out
	}
	c, err := exchange.Compute(p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Calendars {
		week, spells, _ := p.Worked(i)
		if c := &p.Calendars[i]; !c.OfResource && !c.Baseline {
			say("calendar %s %v %v", c.Name, week, spells)
		}
	}
	on := c.Network.Calendars[c.Network.Calendar]
	first := schedule.Time(0)
	for i, a := range c.Activity {
		if p.Tasks[i].Parent < 0 || !tasks[p.Tasks[i].Name] { // the task of the plan, named after the file
			continue
		}
		d := c.Network.Dates(a)
		if first == 0 {
			first = d.EarlyStart
		}
		x := &p.Tasks[i]
		say("task %s %s in %d: %s, %d to %d, milestone %t, %d %%, %v, %d baselines", x.WBS, x.Name, x.Parent, x.Duration, on.Between(first, d.EarlyStart), on.Between(first, d.EarlyFinish), x.Milestone, x.Percent, values(x.Values), len(x.Baselines))
	}
	for _, l := range p.Links {
		say("link %d to %d: %d %s", l.From, l.To, l.Type, l.Lag)
	}
	for i := range p.Resources {
		if x := &p.Resources[i]; x.ID != "0" {
			say("resource %s: works %t, %s, %v", x.Name, x.Kind == planfile.WorkResource, x.Units, values(x.Values))
		}
	}
	for i := range p.Assignments {
		if a := &p.Assignments[i]; a.Resource >= 0 {
			say("assignment of %s to %s: %s, %s, %v", p.Resources[a.Resource].Name, p.Tasks[a.Task].Name, a.Units, a.Work, values(a.Values))
		}
	}
	return out
}

// knownTo are the fields of which a plan has values, and the names of its tasks.
func knownTo(p *planfile.Plan) (fields, tasks map[string]bool) {
	fields, tasks = map[string]bool{}, map[string]bool{}
	note := func(of []planfile.Value) {
		for _, v := range of {
			fields[v.Field] = true
		}
	}
	for i := range p.Tasks {
		tasks[p.Tasks[i].Name] = true
		note(p.Tasks[i].Values)
	}
	for i := range p.Resources {
		note(p.Resources[i].Values)
	}
	for i := range p.Assignments {
		note(p.Assignments[i].Values)
	}
	return fields, tasks
}
