package snapshot

import (
	"vigie/ground/label"
	"vigie/room/field"
)

// promised says which attribute holds what was promised of another.
var promised = map[string]string{"start": "start_baseline", "end": "end_baseline", "total_cost": "total_cost_baseline"}

var baselineName = label.T("the baseline", "la référence")

// Baseline returns the portfolio as it was promised: start, end and total cost
// are those of the baseline. What has no baseline is as it is here, so that it
// differs in nothing.
func (s *Snapshot) Baseline() *Snapshot {
	s.baseOnce.Do(func() { s.base = s.promised() })
	return s.base
}

func (s *Snapshot) promised() *Snapshot {
	dir := *s.Directory
	b := &Snapshot{
		Change: s.Change, On: s.On, Title: baselineName, Catalogue: s.Catalogue, Directory: &dir, count: s.count, index: s.index, columns: s.columns, money: s.money,
		members: s.members, live: s, present: s.present, rates: s.rates, whole: s.whole, shut: s.shut, veils: &veils{},
	}
	if s.live != nil {
		b.live = s.live
	}
	for i, p := range s.pages {
		made := s.promisedPage(p)
		if s.whole != nil { // what was promised of what is shut is shut as well
			made = s.whole.veilPage(made, s.shut.held[i*pageRows:])
		}
		b.pages = append(b.pages, made)
	}
	dir.projects = b
	return b
}

func (s *Snapshot) promisedPage(p *page) *page {
	out := &page{heads: p.heads, cols: append([]column(nil), p.cols...)}
	for key, from := range promised {
		c, ok := s.columns[key]
		base, known := s.columns[from]
		if !ok || !known || p.cols[base].n == nil {
			continue
		}
		kept := column{n: make([]int64, pageRows)}
		for i, n := range p.cols[base].n {
			if kept.n[i] = n; n == none {
				v := p.cols[c].value(i)
				if kept.n[i] = v.N; !v.Set {
					kept.n[i] = none
				}
			}
		}
		out.cols[c] = kept
	}
	s.promisedDuration(out, p)
	return out
}

// promisedDuration makes the duration follow the promised dates, where they
// differ from the others.
func (s *Snapshot) promisedDuration(p, was *page) {
	c, start, end := s.columns["duration"], s.columns["start"], s.columns["end"]
	if p.cols[c].n == nil {
		return
	}
	kept := column{n: append([]int64(nil), p.cols[c].n...)}
	for i, n := range kept.n {
		from, until := p.cols[start].value(i), p.cols[end].value(i)
		same := from.Equal(was.cols[start].value(i)) && until.Equal(was.cols[end].value(i))
		if n == none || same || !from.Set || !until.Set {
			continue
		}
		if years := projectYears(from, until); years.Set {
			kept.n[i] = years.N
		}
	}
	p.cols[c] = kept
}

// projectYears is how many years lie between two dates, as durations count them.
func projectYears(start, end field.Value) field.Value {
	days := end.N - start.N
	if days < 0 {
		return field.Value{}
	}
	const scale, year = 10_000, 365
	return field.Int((days*scale*2 + year) / (2 * year))
}
