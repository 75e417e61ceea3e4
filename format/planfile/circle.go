package planfile

import (
	"strings"

	"vigie/ground/label"
)

// Circle returns tasks that wait for each other in a circle, each for the one before
// and the first for the last, and the line of a link among them; nil where there is
// none. What holds others waits for them, and they for what it waits for.
func (p *Plan) Circle() (tasks []int, line int) {
	g := &graph{next: make([][]int32, 2*len(p.Tasks)), state: make([]uint8, 2*len(p.Tasks))}
	n := int32(len(p.Tasks))
	for i := range p.Tasks {
		at := int32(i)
		g.next[at] = append(g.next[at], n+at)
		if up := p.Tasks[i].Parent; up >= 0 {
			g.next[up] = append(g.next[up], at)
			g.next[n+at] = append(g.next[n+at], n+int32(up))
		}
	}
	for i := range p.Links {
		if l := &p.Links[i]; l.From >= 0 && l.To >= 0 {
			g.next[n+int32(l.From)] = append(g.next[n+int32(l.From)], int32(l.To))
		}
	}
	path := g.find()
	if path == nil {
		return nil, 0
	}
	on := map[int]bool{}
	for _, at := range path {
		i := int(at % n)
		if !on[i] {
			on[i] = true
			tasks = append(tasks, i)
		}
	}
	for i := range p.Links {
		if l := &p.Links[i]; on[l.From] && on[l.To] {
			return tasks, l.Line
		}
	}
	return tasks, 0
}

// graph has two nodes for each task: where it begins, and where it is over.
type graph struct {
	next  [][]int32
	state []uint8 // 0 not seen, 1 on the way, 2 done
}

func (g *graph) find() []int32 {
	type step struct {
		node int32
		edge int
	}
	for from := range g.next {
		if g.state[from] != 0 {
			continue
		}
		way := []step{{int32(from), 0}}
		g.state[from] = 1
		for len(way) > 0 {
			top := &way[len(way)-1]
			if top.edge == len(g.next[top.node]) {
				g.state[top.node] = 2
				way = way[:len(way)-1]
				continue
			}
			to := g.next[top.node][top.edge]
			top.edge++
			switch g.state[to] {
			case 0:
				g.state[to] = 1
				way = append(way, step{to, 0})
			case 1:
				var out []int32
				for k := len(way) - 1; k >= 0; k-- {
					out = append([]int32{way[k].node}, out...)
					if way[k].node == to {
						return out
					}
				}
			}
		}
	}
	return nil
}

// Named names tasks, the first few of them, in the language of the reader.
func (p *Plan) Named(tasks []int) label.Localized {
	var out names
	for _, i := range tasks {
		out = append(out, p.Tasks[i].Name)
	}
	return out
}

type names []string

// In quotes the names as a language does.
func (n names) In(l label.Lang) string {
	open, shut := "“", "”"
	if l == label.FR {
		open, shut = "«\u202f", "\u202f»"
	}
	var b strings.Builder
	for i, name := range n {
		if i == 6 {
			return b.String() + ", …"
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(open + name + shut)
	}
	return b.String()
}
