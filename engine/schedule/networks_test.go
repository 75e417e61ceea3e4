package schedule_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// sharedNetworks are 200 small plans with what is computed of them, and what one edit
// moves: the browser's copy of the rules must find the same
// (web/src/engine/gantt/networks.test.ts). VIGIE_WRITE=1 writes them anew.
const sharedNetworks = "../../web/testdata/schedule/networks.json"

// sharedNetwork is one of them; times are minutes since the beginning of the origin, 0
// for none.
type sharedNetwork struct {
	Calendars  []sharedWork     `json:"calendars"`
	Activities []sharedActivity `json:"activities"`
	Links      []sharedLink     `json:"links"`
	Start      int64            `json:"start"`
	Finish     int64            `json:"finish,omitempty"`
	Status     int64            `json:"status,omitempty"`
	Calendar   int32            `json:"calendar"`
	Rules      sharedRules      `json:"rules"`

	End   int64      `json:"end"`   // when all is done
	Dates [][]int64  `json:"dates"` // by activity: early start and finish, late ones, total and free float, 1 for critical
	Edit  sharedEdit `json:"edit"`
	Moves [][]int64  `json:"moves"` // what the edit moves: activity, start, finish, and those it had
	Then  int64      `json:"then"`  // when all is done after it
}

type sharedEdit struct {
	Activity int            `json:"activity"`
	To       sharedActivity `json:"to"`
}

type sharedWork struct {
	Week       [7][][2]int       `json:"week"` // from and to, by weekday
	Exceptions []sharedException `json:"exceptions,omitempty"`
}

type sharedException struct {
	From   int      `json:"from"` // days after the origin
	Until  int      `json:"until"`
	Shifts [][2]int `json:"shifts"`
}

type sharedActivity struct {
	Parent       *int32 `json:"parent,omitempty"`
	Calendar     int32  `json:"calendar,omitempty"`
	Duration     int64  `json:"duration,omitempty"`
	Elapsed      bool   `json:"elapsed,omitempty"`
	Idle         bool   `json:"idle,omitempty"`
	Constraint   string `json:"constraint,omitempty"`
	Date         int64  `json:"date,omitempty"`
	Deadline     int64  `json:"deadline,omitempty"`
	PinnedStart  int64  `json:"pinnedStart,omitempty"`
	PinnedFinish int64  `json:"pinnedFinish,omitempty"`
	ActualStart  int64  `json:"actualStart,omitempty"`
	ActualFinish int64  `json:"actualFinish,omitempty"`
	Remaining    int64  `json:"remaining,omitempty"`
}

type sharedLink struct {
	From    int32  `json:"from"`
	To      int32  `json:"to"`
	Type    string `json:"type"`
	LagKind string `json:"lagKind"`
	Lag     int64  `json:"lag"`
}

type sharedRules struct {
	LagOn     string `json:"lagOn"`
	Float     string `json:"float"`
	Progress  string `json:"progress"`
	LateFloat bool   `json:"lateFloat"`
	Loose     bool   `json:"loose"`
	Longest   bool   `json:"longest,omitempty"`
	Critical  int64  `json:"critical"`
}

var (
	sharedConstraints = []string{"", "ALAP", "SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"}
	sharedTypes       = []string{"FS", "SS", "FF", "SF"}
	sharedLags        = []string{"working", "elapsed", "percent"}
	sharedLagOn       = []string{"successor", "predecessor", "project", "always"}
	sharedFloats      = []string{"smaller", "start", "finish"}
	sharedProgress    = []string{"contiguous", "retained", "override", "actual"}
)

func since(t schedule.Time) int64 {
	if t == 0 {
		return 0
	}
	return int64(t - schedule.At(simulated, 0))
}

func shifts(of []schedule.Shift) [][2]int {
	out := [][2]int{}
	for _, s := range of {
		out = append(out, [2]int{s.From, s.To})
	}
	return out
}

// anyWork draws hours: office days, nights, weeks of one day, and days off.
func anyWork(r *rand.Rand) schedule.Work {
	w := schedule.Work{}
	office := []schedule.Shift{{From: 480, To: 720}, {From: 780, To: 1020}}
	for d := range w.Week {
		switch k := r.IntN(8); {
		case d < 5 && k < 5:
			w.Week[d] = office
		case k == 6:
			w.Week[d] = []schedule.Shift{{From: 0, To: 300}, {From: 1200, To: 1440}}
		case k == 7:
			w.Week[d] = []schedule.Shift{{From: 0, To: 1440}}
		}
	}
	w.Week[r.IntN(7)] = office
	for range r.IntN(3) {
		from := simulated + day.Day(38+r.IntN(30))
		e := schedule.Exception{From: from, Until: from + day.Day(r.IntN(5))}
		if r.IntN(3) == 0 {
			e.Shifts = []schedule.Shift{{From: 60, To: 90}, {From: 1380, To: 1440}}
		}
		w.Exceptions = append(w.Exceptions, e)
	}
	return w
}

// anyActivity draws one, usual in most ways.
func anyActivity(r *rand.Rand, p schedule.Plan) schedule.Activity {
	when := func() schedule.Time { return p.Start + schedule.Time(15*r.IntN(20*96)-2*schedule.PerDay) }
	a := schedule.Activity{Parent: -1, Calendar: int32(r.IntN(len(p.Calendars))), Duration: []int64{0, 60, 480, 960, 2400}[r.IntN(5)], Elapsed: r.IntN(10) == 0, Idle: r.IntN(20) == 0}
	if r.IntN(3) == 0 {
		if a.Constraint = schedule.Constraint(r.IntN(8)); a.Constraint >= schedule.StartNoEarlier {
			a.Date = when()
		}
	}
	if r.IntN(8) == 0 {
		a.Deadline = when()
	}
	switch r.IntN(14) {
	case 0:
		a.ActualStart, a.Remaining = when(), a.Duration/3
	case 1:
		a.ActualStart = when()
		a.ActualFinish = a.ActualStart + 2*schedule.Time(a.Duration)
	case 2:
		a.Pinned.Start = when()
	case 3:
		a.Pinned.Finish = when()
	}
	return a
}

// anyPlan draws a plan with phases, links from and to them, and any mixture of rules.
func anyPlan(r *rand.Rand) (schedule.Plan, []schedule.Work) {
	p := schedule.Plan{Start: schedule.At(simulated+40, []int{0, 480, 600, 1100}[r.IntN(4)]), Rules: schedule.MicrosoftProject}
	if r.IntN(2) == 0 {
		p.Rules = schedule.Rules{LagOn: schedule.LagCalendar(r.IntN(4)), Float: schedule.FloatRule(r.IntN(3)), Progress: schedule.ProgressRule(r.IntN(4)), Longest: r.IntN(3) == 0, LateFloat: r.IntN(2) == 0, Loose: r.IntN(2) == 0, Critical: []int64{0, 480}[r.IntN(2)]}
	}
	if r.IntN(3) == 0 {
		p.Status = p.Start + schedule.Time(r.IntN(6)*schedule.PerDay+480)
	}
	if r.IntN(5) == 0 {
		p.Finish = p.Start + schedule.Time(r.IntN(30)*schedule.PerDay)
	}
	var works []schedule.Work
	for range 1 + r.IntN(2) {
		w := anyWork(r)
		c, err := schedule.NewCalendar(w)
		if err != nil {
			panic(err)
		}
		p.Calendars, works = append(p.Calendars, c), append(works, w)
	}
	p.Calendar = int32(r.IntN(len(works)))
	count := 1 + r.IntN(9)
	for i := range count {
		a := anyActivity(r, p)
		if i > 0 && r.IntN(3) == 0 {
			a.Parent = int32(r.IntN(i))
		}
		p.Activities = append(p.Activities, a)
	}
	for range r.IntN(2 * count) {
		q := p
		l := schedule.Link{From: int32(r.IntN(count)), To: int32(r.IntN(count)), Type: schedule.LinkType(max(0, r.IntN(6)-2)), LagKind: schedule.LagKind(r.IntN(3)), Lag: []int64{0, 0, 0, 1, 480, 3000, -60, -960}[r.IntN(8)]}
		q.Links = append(q.Links[:len(q.Links):len(q.Links)], l)
		if _, err := schedule.New(q); err == nil {
			p = q
		}
	}
	return p, works
}

func toldActivity(a schedule.Activity) sharedActivity {
	out := sharedActivity{
		Calendar: a.Calendar, Duration: a.Duration, Elapsed: a.Elapsed, Idle: a.Idle,
		Constraint: sharedConstraints[a.Constraint], Date: since(a.Date), Deadline: since(a.Deadline),
		PinnedStart: since(a.Pinned.Start), PinnedFinish: since(a.Pinned.Finish),
		ActualStart: since(a.ActualStart), ActualFinish: since(a.ActualFinish), Remaining: a.Remaining,
	}
	if a.Parent >= 0 {
		out.Parent = &a.Parent
	}
	return out
}

// toldPlan is a plan as it is written, with what was computed of it.
func toldPlan(n *schedule.Network, works []schedule.Work) sharedNetwork {
	r := n.Rules
	s := sharedNetwork{
		Start: since(n.Start), Finish: since(n.Plan.Finish), Status: since(n.Status), Calendar: n.Calendar,
		Rules: sharedRules{sharedLagOn[r.LagOn], sharedFloats[r.Float], sharedProgress[r.Progress], r.LateFloat, r.Loose, r.Longest, r.Critical},
		End:   since(n.Finish()), Links: []sharedLink{}, Moves: [][]int64{},
	}
	for _, w := range works {
		told := sharedWork{}
		for d, of := range w.Week {
			told.Week[d] = shifts(of)
		}
		for _, e := range w.Exceptions {
			told.Exceptions = append(told.Exceptions, sharedException{int(e.From - simulated), int(e.Until - simulated), shifts(e.Shifts)})
		}
		s.Calendars = append(s.Calendars, told)
	}
	for i, a := range n.Activities {
		d, critical := n.Dates(int32(i)), int64(0)
		if d.Critical {
			critical = 1
		}
		s.Activities = append(s.Activities, toldActivity(a))
		s.Dates = append(s.Dates, []int64{since(d.EarlyStart), since(d.EarlyFinish), since(d.LateStart), since(d.LateFinish), d.TotalFloat, d.FreeFloat, critical})
	}
	for _, l := range n.Links {
		s.Links = append(s.Links, sharedLink{l.From, l.To, sharedTypes[l.Type], sharedLags[l.LagKind], l.Lag})
	}
	return s
}

func TestTheNetworksSharedWithTheBrowserAreAsComputed(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("{\n\"origin\": \"" + simulated.String() + "\",\n\"networks\": [")
	for seed := range 200 {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		p, works := anyPlan(r)
		n, err := schedule.New(p)
		if err != nil {
			t.Fatal(seed, err)
		}
		told := toldPlan(n, works)
		i := r.IntN(len(p.Activities))
		to := anyActivity(r, p)
		to.Parent = p.Activities[i].Parent
		moves, _ := n.Change(schedule.Edit{Activity: int32(i), To: to})
		told.Edit = sharedEdit{i, toldActivity(to)}
		for _, m := range moves {
			told.Moves = append(told.Moves, []int64{int64(m.Activity), since(m.Start), since(m.Finish), since(m.WasStart), since(m.WasFinish)})
		}
		told.Then = since(n.Finish())
		line, err := json.Marshal(told)
		if err != nil {
			t.Fatal(err)
		}
		if seed > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(line)
	}
	b.WriteString("\n]\n}\n")
	if os.Getenv("VIGIE_WRITE") == "1" {
		if err := os.WriteFile(sharedNetworks, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(sharedNetworks)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, b.Bytes()) {
		t.Errorf("%s is not what is computed now; VIGIE_WRITE=1 writes it anew", sharedNetworks)
	}
}
