package chart

import (
	"strconv"
	"time"

	"vigie/format/face"
	"vigie/ground/day"
	"vigie/ground/label"
)

// Gantt is the picture of a plan: its names at the left, its bars at the right, a row for
// each line, as on the screen.
type Gantt struct {
	Title string
	Lines []GanttLine
	Ties  []GanttTie
	Today day.Day            // 0 for no line
	Off   func(day.Day) bool // no work; nil for none
	Lang  label.Lang
}

// GanttLine is one line of a plan. Places in time are days, of which the hours are the
// fraction; what ends with a day ends where the next one begins.
type GanttLine struct {
	Name      string
	Level     int // 0 at the top
	Kind      GanttKind
	From, To  float64
	Done      int // percent
	Critical  bool
	Deadline  float64 // 0 for none
	Milestone string  // what is said beside a milestone: its date
}

// GanttKind is what a line is.
type GanttKind uint8

// The kinds of lines.
const (
	GanttTask GanttKind = iota
	GanttPhase
	GanttMilestone
)

// GanttTie is a link: the lines that it leads between, and which of their ends.
type GanttTie struct {
	From, To               int
	FromFinish, ToFinishes bool
	Critical               bool
}

const (
	ganttHead = 48.0
	ganttRow  = 28.0
	ganttSize = 12.0
	ganttStep = 14.0
	ganttWide = 1400.0 // of the bars, where days are not narrower than they can be told apart
)

// gantt is the picture while it is painted.
type gantt struct {
	Gantt
	*Drawing
	names    float64 // how wide they are
	from, to day.Day
	perDay   float64
	bottom   float64
}

// Draw paints the plan.
func (g Gantt) Draw() *Drawing {
	p := &gantt{Gantt: g, Drawing: &Drawing{Title: g.Title}, names: 160, bottom: ganttHead + float64(len(g.Lines))*ganttRow}
	p.extent()
	for _, l := range g.Lines {
		p.names = max(p.names, 10+float64(l.Level)*ganttStep+face.Width(l.Name, ganttSize, l.Kind == GanttPhase)+16)
	}
	p.names = min(p.names, 520)
	p.W, p.H = p.names+float64(p.to-p.from)*p.perDay, p.bottom+1
	p.ground()
	p.head()
	for _, t := range g.Ties {
		p.tie(t)
	}
	for i := range g.Lines {
		p.bar(i)
	}
	return p.Drawing
}

// extent finds the days that are shown, and how wide they are.
func (p *gantt) extent() {
	first, last := 0.0, 0.0
	for _, l := range p.Lines {
		if l.To == 0 {
			continue
		}
		if first == 0 || l.From < first {
			first = l.From
		}
		last = max(last, l.To, l.Deadline)
	}
	if first == 0 {
		first, last = float64(p.Today-15), float64(p.Today+15)
	}
	air := day.Day((last-first)*0.04) + 2
	p.from, p.to = day.Day(first)-air, day.Day(last)+1+2*air
	p.perDay = min(40, max(0.2, ganttWide/float64(p.to-p.from)))
}

func (p *gantt) x(at float64) float64 { return p.names + (at-float64(p.from))*p.perDay }

func (p *gantt) ground() {
	p.rect(0, 0, p.W, p.H, "FFFFFF")
	if p.Off != nil && p.perDay >= 1 {
		for d := p.from; d < p.to; d++ {
			if p.Off(d) {
				p.rect(p.x(float64(d)), ganttHead, p.perDay, p.bottom-ganttHead, Sunken)
			}
		}
	}
	for i, l := range p.Lines {
		y := ganttHead + float64(i)*ganttRow
		p.rect(0, y+ganttRow-1, p.W, 1, Hair)
		x := 10 + float64(l.Level)*ganttStep
		p.text(x, y+ganttRow/2, face.Fit(l.Name, p.names-x-8, ganttSize, l.Kind == GanttPhase), Ink, l.Kind == GanttPhase)
	}
	if p.Today >= p.from && p.Today < p.to {
		p.rect(p.x(float64(p.Today)+0.5)-0.75, ganttHead, 1.5, p.bottom-ganttHead, Soft)
	}
	p.text(10, ganttHead/2, face.Fit(p.Gantt.Title, p.names-20, 13, true), Ink, true)
}

// text stands with its middle at a height.
func (p *gantt) text(x, y float64, text string, fill Colour, bold bool) {
	p.Shapes = append(p.Shapes, Shape{Kind: Words, X: x, Y: y + ganttSize*0.36, Text: text, Size: ganttSize, Fill: fill, Bold: bold})
}

// head are two rows of months and weeks, or of years and months.
func (p *gantt) head() {
	p.rect(p.names-1, 0, 1, p.bottom, Strong)
	p.rect(0, ganttHead-1, p.W, 1, Strong)
	step := func(d day.Day) (day.Day, string) {
		year, _, _ := d.Date()
		return day.Of(year+1, time.January, 1), strconv.Itoa(year)
	}
	lower := func(d day.Day) (day.Day, string) {
		m := d.Month()
		name := []rune(day.MonthName(m.Month(), p.Lang))
		if p.perDay < 1.2 {
			name = name[:1]
		} else if len(name) > 4 {
			name = name[:3]
		}
		return (m + 1).First(), string(name)
	}
	if p.perDay >= 4 {
		step = func(d day.Day) (day.Day, string) { return (d.Month() + 1).First(), d.Month().In(p.Lang) }
		lower = func(d day.Day) (day.Day, string) {
			monday := d - day.Day((int(d.Weekday())+6)%7)
			_, _, dom := monday.Date()
			return monday + 7, strconv.Itoa(dom)
		}
	}
	p.ticks(step, 0, ganttHead/2, true)
	p.ticks(lower, ganttHead/2, ganttHead/2, false)
}

func (p *gantt) ticks(next func(day.Day) (day.Day, string), top, height float64, above bool) {
	for d := p.from; d < p.to; {
		end, name := next(d)
		x, wide := p.x(float64(d)), float64(min(end, p.to)-d)*p.perDay
		long, fill := height*0.5, Ink2
		if above {
			long, fill = height, Ink
		}
		p.rect(x, top+height-long, 1, long, Hair)
		if face.Width(name, ganttSize, above)+8 <= wide {
			p.text(x+5, top+height/2, name, fill, above)
		}
		d = end
	}
}

// box is where the bar of a line lies.
func (p *gantt) box(i int) (left, right, middle float64) {
	l := p.Lines[i]
	left, right, middle = p.x(l.From), p.x(l.To), ganttHead+(float64(i)+0.5)*ganttRow
	if l.Kind == GanttMilestone {
		return right - 7, right + 7, middle
	}
	return left, max(right, left+2), middle
}

func (p *gantt) bar(i int) {
	l := p.Lines[i]
	if l.To == 0 {
		return
	}
	left, right, y := p.box(i)
	switch l.Kind {
	case GanttMilestone:
		x, fill := (left+right)/2, Ink
		if l.Critical {
			fill = Bad
		}
		if l.Done == 100 {
			fill = Accent
		}
		p.area(fill, Point{x, y - 7}, Point{x + 7, y}, Point{x, y + 7}, Point{x - 7, y})
		p.text(x+12, y, l.Milestone, Ink2, false)
	case GanttPhase:
		tip := min(5, (right-left)/2)
		p.area(Ink2, Point{left, y - 6}, Point{right, y - 6}, Point{right, y + 5}, Point{right - tip, y - 1}, Point{left + tip, y - 1}, Point{left, y + 5})
	default:
		edge, soft := Accent, Colour("E9EEFB")
		if l.Critical {
			edge, soft = Bad, "FCEBE9"
		}
		p.rect(left, y-7, right-left, 14, soft)
		p.rect(left, y-7, (right-left)*float64(min(100, l.Done))/100, 14, edge)
		p.Shapes = append(p.Shapes, Shape{Kind: Rect, X: left + 0.5, Y: y - 6.5, W: max(1, right-left-1), H: 13, Stroke: edge, Width: 1})
	}
	if l.Deadline != 0 {
		x, fill := p.x(l.Deadline), Ink3
		if l.To > l.Deadline {
			fill = Bad
		}
		p.line(fill, 1.5, Point{x, y - 10}, Point{x, y + 10})
		p.area(fill, Point{x - 4, y - 11}, Point{x + 4, y - 11}, Point{x, y - 5})
	}
}

// tie leads from an end of one bar to an end of another, with an arrow at its tip.
func (p *gantt) tie(t GanttTie) {
	l1, r1, y1 := p.box(t.From)
	l2, r2, y2 := p.box(t.To)
	x1, x2, out, in := l1, l2, -6.0, -6.0
	if t.FromFinish {
		x1, out = r1, 6
	}
	if t.ToFinishes {
		x2, in = r2, 6
	}
	fill := Ink3
	if t.Critical {
		fill = Bad
	}
	gap := y1 + ganttRow/2
	if y2 < y1 {
		gap = y1 - ganttRow/2
	}
	way := []Point{{x1, y1}, {x1 + out, y1}, {x1 + out, gap}, {x2 + in, gap}, {x2 + in, y2}, {x2, y2}}
	if t.FromFinish && !t.ToFinishes && x2 >= x1+6 {
		way = []Point{{x1, y1}, {x1 + (x2-x1)/2, y1}, {x1 + (x2-x1)/2, y2}, {x2, y2}}
		if x2-x1 < 18 {
			way = []Point{{x1, y1}, {x1 + 6, y1}, {x1 + 6, y2}, {x2, y2}}
		}
	}
	p.line(fill, 1.1, way...)
	back := 4.5
	if t.ToFinishes {
		back = -4.5
	}
	p.area(fill, Point{x2, y2}, Point{x2 - back, y2 - 3.5}, Point{x2 - back, y2 + 3.5})
}
