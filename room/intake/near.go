package intake

import (
	"cmp"
	"slices"

	"vigie/ground/label"
	"vigie/room/project"
)

// A text of a column of programmes that is nearly the name of one that is known,
// or of another text of the column, is no new programme until a person says so.

// mostNear is how many programmes are proposed for a text.
const mostNear = 3

// nearProgrammes finds for texts which of the known projects have such a name.
// Member stands for those that are programmes already: less likeness is enough.
func nearProgrammes(texts []string, known []entry) [][]Candidate {
	out := make([][]Candidate, len(texts))
	if len(texts) == 0 || len(known) == 0 {
		return out
	}
	free := make([]*entry, len(known))
	for i := range known {
		known[i].like = likenessOf(known[i].Name, "", "", 0, 0)
		free[i] = &known[i]
	}
	near := nearby(free, len(texts)*len(free) <= most)
	for i, text := range texts {
		like := likenessOf(text, "", "", 0, 0)
		for _, e := range near(like) {
			if score, why := alike(like, e.like); score >= doubtOutside || score >= doubtAt && e.Member {
				out[i] = append(out[i], Candidate{e.ID, e.Name, e.Code, e.Unit, score, why})
			}
		}
		slices.SortStableFunc(out[i], func(a, b Candidate) int { return cmp.Or(b.Score-a.Score, cmp.Compare(a.Name, b.Name)) })
		out[i] = out[i][:min(len(out[i]), mostNear)]
	}
	return out
}

// doubt proposes, for the texts of a column that name no programme, those whose
// names are alike: known ones, and texts of the column that are met more often.
func (p *proposal) doubt(values []Choice, said map[string]string) {
	var texts []string
	var at []int
	for i, v := range values {
		if programmeFor(v.Text, true) == NewOption {
			texts, at = append(texts, v.Text), append(at, i)
		}
	}
	for k, near := range nearProgrammes(texts, p.known) {
		values[at[k]].Near = near
	}
	p.doubtRare(values, at)
	for _, i := range at {
		if _, decided := said[label.Fold(values[i].Text)]; !decided && len(values[i].Near) > 0 {
			values[i].Option = Doubt
		}
	}
}

// doubtRare compares new programmes with each other: the one that fewer rows name
// may be the other, misspelt.
func (p *proposal) doubtRare(values []Choice, at []int) {
	var others []entry
	for _, i := range at {
		if len(values[i].Near) == 0 && values[i].Option == NewOption {
			others = append(others, entry{Name: values[i].Text})
		}
	}
	count := map[string]int{}
	var texts []string
	for _, i := range at {
		if count[values[i].Text] = values[i].Count; len(values[i].Near) == 0 {
			texts = append(texts, values[i].Text)
		}
	}
	near := nearProgrammes(texts, others)
	for _, i := range at {
		if k := slices.Index(texts, values[i].Text); k >= 0 {
			for _, c := range near[k] {
				if c.Name != values[i].Text && count[c.Name] > values[i].Count {
					values[i].Near = append(values[i].Near, c)
				}
			}
		}
	}
}

// meant is the programme that a text of the file stands for: another name where
// that was decided, or where the settings say that what is alike is the same.
func (j *job) meant(folded string) string {
	switch other := j.said[folded]; other {
	case "", NewOption, Doubt:
		return folded
	default:
		return label.Fold(other)
	}
}

// isPending reports whether a person has still to say which programme a text is.
func (j *job) isPending(b *bound, text string) bool {
	folded := label.Fold(text)
	return j.t.isParent(b.f) && j.said[folded] == Doubt && j.parents[folded] == nil && j.projectNamed(folded) == 0
}

// learnSaid reads what becomes of the texts that name no programme. What nobody
// has decided follows the settings.
func (j *job) learnSaid(b *bound) {
	j.said = map[string]string{}
	for _, v := range b.Values {
		option := v.Option
		if option == Doubt && len(v.Near) > 0 {
			switch j.m.Settings.Doubtful {
			case Same:
				option = v.Near[0].Name
			case New:
				option = NewOption
			}
		}
		j.said[label.Fold(v.Text)] = option
	}
}

// doubtProgrammes lists the texts of which a person has to say, or has said,
// which programme they are, by the first row that has them.
func (j *job) doubtProgrammes(b *bound, pending bool) {
	r, row := j.m.Report, map[string]int{}
	for _, l := range j.lines {
		folded := label.Fold(j.text(&j.table.Rows[l.at], b.f.Key))
		if row[folded] == 0 && !l.isRefused() {
			row[folded] = l.Number
		}
	}
	for _, v := range b.Values {
		at := row[label.Fold(v.Text)]
		if len(v.Near) == 0 || at == 0 || pending != j.isPending(b, v.Text) || !pending && (v.Option == Doubt || len(r.Doubtful) >= mostListed) {
			continue
		}
		d := Doubtful{Row: at, Name: v.Text, Candidates: v.Near, Column: b.Number}
		if pending {
			r.DoubtfulCount++
		} else {
			d.Decision, d.Object = decisionOf(v)
		}
		r.Doubtful = append(r.Doubtful, d)
	}
}

// decisionOf tells what was decided of a text in the words of rows.
func decisionOf(v Choice) (decision string, object int64) {
	switch v.Option {
	case NewOption:
		return New, 0
	case "":
		return Skip, 0
	}
	for _, c := range v.Near {
		if c.Name == v.Option || c.Code != "" && c.Code == v.Option {
			object = c.ID
		}
	}
	return Same, object
}

func (j *job) programmesDecided() {
	if b := j.byKey[j.t.parent]; b != nil && j.t.isParent(b.f) {
		j.doubtProgrammes(b, false)
	}
}

// know adds a project to those that a text may name.
func (p *proposal) know(x *project.Project) {
	p.known = append(p.known, entry{ID: x.ID, Name: x.Name(), Code: x.Values["code"].S})
}
