package transfer

import (
	"cmp"
	"slices"

	"vigie/format/planfile"
	"vigie/ground/label"
)

// mostNames is how many names are given of what is lost.
const mostNames = 5

// lost lists what of the file has no place here.
func (c *carrier) lost() {
	l := &losses{c: c, by: map[string]*Lost{}}
	for i := range c.p.Tasks {
		l.task(i)
	}
	l.customs()
	l.rest()
	for _, what := range []struct {
		key  string
		what label.Text
		why  label.Text
	}{
		{"name", label.T("Names longer than 400 characters", "Noms de plus de 400 caractères"), label.T("they are cut", "ils sont coupés")},
		{"note", label.T("Notes longer than 8,000 characters", "Notes de plus de 8 000 caractères"), label.T("they are cut", "elles sont coupées")},
	} {
		for _, name := range c.cut[what.key] {
			l.add(what.key, what.what, what.why, 0, name)
		}
	}
	out := make([]Lost, 0, len(l.order))
	for _, key := range l.order {
		out = append(out, *l.by[key])
	}
	fields := []Lost{}
	for _, u := range c.p.Unmapped {
		fields = append(fields, Lost{Where: u.Where, Count: u.Count, Line: u.Line, Why: u.Why})
	}
	slices.SortStableFunc(fields, func(a, b Lost) int { return cmp.Compare(b.Count, a.Count) })
	c.r.Lost = append(out, fields...)
}

// losses are gathered by what they are.
type losses struct {
	c     *carrier
	by    map[string]*Lost
	order []string
}

func (l *losses) add(key string, what, why label.Text, line int, name string) {
	x := l.by[key]
	if x == nil {
		x = &Lost{What: what, Why: why, Line: line}
		l.by[key], l.order = x, append(l.order, key)
	}
	x.Count++
	if name != "" && len(x.Names) < mostNames && !slices.Contains(x.Names, name) {
		x.Names = append(x.Names, name)
	}
}

var (
	noCosts    = label.T("plans here know no costs", "les plans ne connaissent pas les coûts")
	notBrought = label.T("they are not brought in; the file keeps them", "ils ne sont pas repris\u202f; le fichier les garde")
)

func (l *losses) task(i int) {
	t := &l.c.p.Tasks[i]
	if t.Blank || l.c.whole(i) {
		return
	}
	name := l.c.named(t)
	if t.External {
		l.add("external", label.T("Tasks of other projects", "Tâches d’autres projets"), label.T("they belong to plans of their own; link to these here", "elles appartiennent à d’autres plans\u202f; liez-vous à ceux-ci ici"), t.Line, name)
		return
	}
	if t.Inactive {
		l.add("inactive", label.T("Inactive tasks", "Tâches inactives"), label.T("they count for nothing in the plan of the file, and are left out", "elles ne comptent pas dans le plan du fichier et sont laissées de côté"), t.Line, name)
		return
	}
	for _, one := range []struct {
		is        bool
		key       string
		what, why label.Text
	}{
		{t.Subproject != "", "inserted", label.T("Inserted projects", "Projets insérés"), label.T("their tasks lie in another file; import that into a project of its own", "leurs tâches sont dans un autre fichier\u202f; importez-le dans son propre projet")},
		{t.Kind == planfile.LevelOfEffort || t.Kind == planfile.WBSSummary, "effort", label.T("Activities that go on as long as others", "Activités qui durent autant que d’autres"), label.T("they keep the dates of the file and no longer follow", "elles gardent les dates du fichier et ne suivent plus")},
		{l.split(t), "split", label.T("Interrupted tasks", "Tâches interrompues"), label.T("they are one stretch here; keep the dates of the file to finish when it does", "elles sont ici d’un seul tenant\u202f; gardez les dates du fichier pour finir comme lui")},
		{t.LevelingDelay != 0, "levelled", label.T("Delays by levelling", "Retards dus au nivellement"), label.T("there is no levelling here; keep the dates of the file to hold them", "il n’y a pas de nivellement ici\u202f; gardez les dates du fichier pour les tenir")},
		{t.Priority != 500 && t.Priority != 0, "priority", label.T("Priorities for levelling", "Priorités de nivellement"), notBrought},
		{t.Link.Address != "" || t.Link.Place != "", "link", label.T("Hyperlinks", "Liens hypertexte"), notBrought},
		{t.Contact != "", "contact", label.T("Contacts", "Contacts"), notBrought},
		{t.FixedCost != 0 || t.Cost != 0 || t.ActualCost != 0, "cost", label.T("Costs of tasks", "Coûts des tâches"), noCosts},
		{t.ExpectedFinish != 0, "expected", label.T("Expected finishes", "Fins attendues"), notBrought},
		{t.Physical != 0 && t.Physical != t.Percent, "physical", label.T("Physical progress", "Avancement physique"), label.T("progress in time is brought in instead", "l’avancement en durée est repris à la place")},
		{t.StartText != "" && t.Stored.Start == 0, "text", label.T("Words in the place of dates", "Mots à la place de dates"), notBrought},
	} {
		if one.is {
			l.add(one.key, one.what, one.why, t.Line, name)
		}
	}
	for _, b := range t.Baselines {
		if b.Cost != 0 {
			l.add("baseline", label.T("Costs of baselines", "Coûts des références"), noCosts, t.Line, nameOfBaseline(b.Number).In(l.c.lang))
		}
	}
}

// split reports whether a task lies in several stretches.
func (l *losses) split(t *planfile.Task) bool {
	return t.ActualStart != 0 && t.ActualFinish == 0 && t.Stop != 0 && t.Resume > t.Stop && l.gap(t)
}

// gap reports whether work lies between where a task stopped and where it goes on.
func (l *losses) gap(t *planfile.Task) bool {
	return t.Resume-t.Stop > 3*planfile.PerDay
}

// rest is what is lost beside the tasks.
func (l *losses) rest() {
	p := l.c.p
	l.unassigned()
	for _, n := range l.c.alone {
		l.add("link beyond", label.T("Links to what is not brought in", "Liens vers ce qui n’est pas repris"), waitsBeyond, p.Links[n].Line, l.c.named(&p.Tasks[p.Links[n].To]))
	}
	for range l.c.twice {
		l.add("link twice", label.T("Links that stand there twice", "Liens en double"), label.T("one of each is brought in", "l’un des deux est repris"), 0, "")
	}
	for _, one := range []struct {
		is        bool
		key       string
		what, why label.Text
	}{
		{p.FromFinish, "backwards", label.T("The plan is made backwards from its finish", "Le plan est établi à rebours depuis sa fin"), label.T("here it starts from its beginning; keep the dates of the file to hold them", "ici il part de son début\u202f; gardez les dates du fichier pour les tenir")},
		{p.Options.OpenEnds && !p.Options.LongestPath, "open ends", label.T("What nothing follows is critical", "Ce que rien ne suit est critique"), label.T("here its float says whether it is", "ici c’est sa marge qui le dit")},
	} {
		if one.is {
			l.add(one.key, one.what, one.why, 0, "")
		}
	}
}
