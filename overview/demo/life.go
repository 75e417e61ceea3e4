package demo

import (
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
)

// life is a plan, and what has become of it so far.
type life struct {
	plan
	id         int64
	story      *story
	enters     int // the month in which it is first recorded
	start, end day.Day
	endBase    day.Day
	costNow    int64 // euros, like the two below
	costBase   int64
	actual     int64
	weather    int
	stage      string
	progress   int64
	bias       int64 // how the spending runs beside the plan, in %
	over       bool  // finished, stopped: nobody reports any more
	ended      int   // the month in which that was so first
	archived   bool
	begun      bool // the baselines are set
	seldom     int  // reports come every so many months; 0 for every month
	parent     *life
	dates      []*keyDate
	notes      []*note // its risks and actions
}

// newLife gives a plan its dates. A project is recorded two months before
// it begins, or when the history begins.
func (f *filler) newLife(p plan) *life {
	start, end := f.month+day.Month(p.begin), f.month+day.Month(p.begin+p.length-1)
	out := &life{
		plan: p, enters: max(-Months, p.begin-2), start: working(start.First(), 1), end: working(end.Last(), -1),
		costNow: p.cost * 1000, costBase: p.cost * 1000, weather: 1, bias: 94 + f.random.Int64N(10),
	}
	if p.begin > 0 {
		out.enters = -3
	}
	out.endBase = out.end
	if s, ok := stories[p.code]; ok {
		out.story, out.weather = &s, s.weather
	}
	return out
}

// working is the first working day from d on, forwards or backwards.
func working(d day.Day, step day.Day) day.Day {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d += step
	}
	return d
}

// report is what a project manager enters for a month, and what a committee
// decided just before.
type report struct {
	beat
	slipped, grew bool
	done          bool
}

// lifeOf lives one month of a project that has begun; ok is false when nobody
// reports.
func (f *filler) lifeOf(p *life, t int, on day.Day) (r report, ok bool) {
	if p.over || p.story != nil && p.story.silent != 0 && t >= p.story.silent {
		return r, false
	}
	if p.story != nil {
		r = f.told(p, t)
	} else {
		r = f.ordinary(p, t)
	}
	p.follow(&r, t, on)
	if r.comment == "" {
		r.comment = f.comment(p, r, t)
	}
	r.comment = french(r.comment)
	return r, true
}

// told is the month of a story.
func (f *filler) told(p *life, t int) report {
	for _, b := range p.story.beats {
		if b.at == t {
			if b.comment == "" {
				b.comment = one(f, p.story.quiet)
			}
			return report{beat: b, slipped: b.slip > 0}
		}
	}
	var r report
	if t >= p.begin && len(p.story.quiet) > 0 {
		r.comment = one(f, p.story.quiet)
	}
	return r
}

// ordinary is a month left to chance: trouble comes with the risk of the
// project, and goes again; what lasts moves the end and the cost.
func (f *filler) ordinary(p *life, t int) report {
	var r report
	if t < p.begin || p.kind == "programme" {
		return r
	}
	luck := f.random.IntN(100)
	switch {
	case luck < p.risk:
		r.weather = min(4, p.weather+1)
	case luck > 55:
		r.weather = max(1, p.weather-1)
	default:
		r.weather = p.weather
	}
	if r.weather >= 3 && f.random.IntN(100) < 40 {
		r.slip, r.slipped = 1+f.random.IntN(2), true
		if f.random.IntN(100) < 60 {
			r.grew, r.cost = true, p.costNow/1000*int64(103+f.random.IntN(6))/100
		}
	}
	return r
}

// follow brings the project where the month leads it.
func (p *life) follow(r *report, t int, on day.Day) {
	if r.weather != 0 {
		p.weather = r.weather
	}
	if r.slip != 0 {
		p.end = working((p.end.Month() + day.Month(r.slip)).Last(), -1)
	}
	if r.cost != 0 {
		p.costNow = r.cost * 1000
	}
	if r.rebased {
		p.costBase, p.endBase = p.costNow, p.end
	}
	if r.manager != "" {
		p.manager = r.manager
	}
	p.advance(r, t, on)
}

// advance moves stage, progress and spending to a day.
func (p *life) advance(r *report, t int, on day.Day) {
	if r.frozen {
		p.stage, p.actual, p.over, p.ended = r.stage, p.costNow, true, t
		return
	}
	if on >= p.end-3 && p.kind != "programme" {
		r.done, p.over, p.ended = true, true, t
		p.stage, p.progress, p.weather = "done", 100, 1
		if p.story == nil {
			p.costNow = p.costNow * p.bias / 100
		}
		p.actual = p.costNow
		return
	}
	done := share(int64(on-p.start), int64(p.end-p.start))
	p.stage = stageAt(t, p.begin, done)
	p.progress = max(p.progress, done/50*5)
	if p.weather >= 3 && r.slipped {
		p.progress = done / 50 * 5
	}
	spent := p.costNow / 1000 * (done * done / 1000 * (3000 - 2*done) / 1000) * p.bias / 100
	p.actual = max(p.actual, min(spent/100*100, p.costNow))
}

// share is a part of a whole in thousandths, from 0 to 1000.
func share(part, whole int64) int64 {
	if whole <= 0 {
		return 1000
	}
	return min(1000, max(0, part*1000/whole))
}

func stageAt(t, begin int, done int64) string {
	switch {
	case t < begin-1:
		return "idea"
	case t < begin || done < 80:
		return "framing"
	case done < 650:
		return "build"
	case done < 800:
		return "pilot"
	}
	return "rollout"
}

func one(f *filler, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[f.random.IntN(len(list))]
}

// comment words an ordinary month.
func (f *filler) comment(p *life, r report, t int) string {
	switch {
	case p.kind == "programme":
		return "Revue de programme tenue ; les projets sont suivis un à un."
	case r.done:
		return one(f, finished)
	case t < p.begin:
		return one(f, planning)
	case r.slipped:
		text := strings.ReplaceAll(one(f, slipping), "DATE", "fin "+p.end.Month().In(label.FR))
		if r.grew {
			text += one(f, growing)
		}
		return text
	}
	return one(f, [][]string{calm, mixed, trouble, trouble}[p.weather-1])
}

// light is the confidence in delivery that goes with a weather.
func (p *life) light() int64 {
	if p.weather == 1 && p.story == nil && p.risk > 22 {
		return 2
	}
	return []int64{1, 2, 4, 5}[p.weather-1]
}
