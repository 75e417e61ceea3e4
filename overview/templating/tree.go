package templating

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/template"
)

const treeKey = plan.Entity

// tree is the plan: phases and tasks, and where the key dates stand among them. The key
// dates are its milestones: their own section says what they are, this one what they
// wait for. One that has a date there stands on it; one without follows.
var tree = Section{
	Key: treeKey, Title: label.T("Plan", "Plan"),
	parts: treeParts, fits: fitsField, take: takeTree, load: loadTrees, plan: planTree, write: writeTrees,
}

// The kinds of parts of which the section of the plan alone has some.
const (
	KindOption = "option" // one of Part.Options
	KindSpan   = "span"   // a length of time: 10d, 4h, 3ed
	KindLine   = "line"   // the id of a line of the section Part.Of
	KindWaits  = "waits"  // predecessors by the ids of their lines: design FS+3d; build

	KindTeam     = "team"     // who works: role:manager; Anne[50%]
	KindCalendar = "calendar" // the key of a calendar, one of Part.Options
)

// Option is one that a part offers.
type Option struct {
	Key   string
	Label label.Text
}

// coded reports whether a part is said in one way in all languages.
func (p Part) coded() bool {
	return slices.Contains([]string{KindOption, KindSpan, KindLine, KindWaits, KindTeam, KindCalendar, KindBox, KindSettings}, p.Kind)
}

var treeOptions = map[string][]Option{
	"kind": {
		{string(plan.Task), label.T("Task", "Tâche")}, {string(plan.Phase), label.T("Phase", "Phase")}, {string(plan.Milestone), label.T("Milestone", "Jalon")},
	},
	aloneKey: {
		{"true", label.T("Do not count for it", "Ne comptent pas pour elle")},
	},
	"work": {
		{"fixed_units", label.T("Fixed capacity", "Capacité fixe")}, {"fixed_work", label.T("Fixed work", "Travail fixe")},
	},
	"constraint": {
		{"late", label.T("As late as possible", "Le plus tard possible")},
		{"start_no_earlier", label.T("Start no earlier than", "Début au plus tôt le")},
		{"start_no_later", label.T("Start no later than", "Début au plus tard le")},
		{"finish_no_earlier", label.T("Finish no earlier than", "Fin au plus tôt le")},
		{"finish_no_later", label.T("Finish no later than", "Fin au plus tard le")},
		{"must_start", label.T("Must start on", "Doit commencer le")},
		{"must_finish", label.T("Must finish on", "Doit finir le")},
	},
}

func treeParts(st *state) []Part {
	if st.tree == nil {
		st.tree = append(ownParts(st), valueParts(st)...)
	}
	return st.tree
}

// TeamKey is the key of the part that says who works on a line.
const TeamKey = "resources"

const (
	calendarKey = "calendar"
	aloneKey    = "ignores_calendars"
)

var nameOfLine = label.T("Name", "Nom")

func ownParts(st *state) []Part {
	return []Part{
		{Key: "name", Label: nameOfLine, Kind: string(field.Text)},
		{Key: "kind", Label: label.T("Kind", "Nature"), Kind: KindOption, Options: treeOptions["kind"], Required: true},
		{Key: "key_date", Label: label.T("Key date", "Date clé"), Kind: KindLine, Of: milestoneKey},
		{Key: "phase", Label: label.T("Phase", "Phase"), Kind: KindLine, Of: treeKey},
		{Key: "duration", Label: label.T("Duration", "Durée"), Kind: KindSpan},
		{Key: "effort", Label: label.T("Effort", "Charge"), Kind: KindSpan},
		{Key: "work", Label: label.T("Task type", "Type de tâche"), Kind: KindOption, Options: treeOptions["work"]},
		{Key: "responsible", Label: label.T("Responsible", "Responsable"), Kind: KindPerson},
		{Key: TeamKey, Label: label.T("Who works on it", "Qui y travaille"), Kind: KindTeam, Options: teamOptions(st)},
		{Key: calendarKey, Label: label.T("Calendar", "Calendrier"), Kind: KindCalendar, Options: calendarOptions(st)},
		{Key: aloneKey, Label: label.T("Calendars of resources", "Calendriers des ressources"), Kind: KindOption, Options: treeOptions[aloneKey]},
		{Key: "predecessors", Label: label.T("Predecessors", "Prédécesseurs"), Kind: KindWaits},
		{Key: "constraint", Label: label.T("Constraint", "Contrainte"), Kind: KindOption, Options: treeOptions["constraint"]},
		{Key: "constraint_date", Label: label.T("Date of the constraint", "Date de la contrainte"), Kind: string(field.Date)},
		{Key: "deadline", Label: label.T("Deadline", "Échéance"), Kind: string(field.Date)},
	}
}

// valueMark begins the keys of attributes among those of the lines of a plan.
const valueMark = "values."

// AttributeOf is the key of the attribute of phases and tasks that a part of the plan is
// of, "" for none.
func AttributeOf(key string) string {
	attribute, is := strings.CutPrefix(key, valueMark)
	if !is {
		return ""
	}
	return attribute
}

// valueParts are the attributes of phases and tasks.
func valueParts(st *state) []Part {
	var out []Part
	for _, f := range st.catalogues[field.Task].Fields {
		if !f.Core && !f.Retired && !f.ReadOnly && f.Kind != field.Computed {
			out = append(out, Part{Key: valueMark + f.Key, Label: f.Label, Kind: string(f.Kind), Field: f})
		}
	}
	return out
}

// calendarOptions are the calendars of the organisation and of units; those of projects
// belong to them alone.
func calendarOptions(st *state) []Option {
	var out []Option
	for _, c := range st.calendars.All {
		if c.Project == 0 {
			out = append(out, Option{c.Key, c.Name})
		}
	}
	return out
}

// ofMilestones reports whether lines that are milestones say a part: what works, by which
// calendar, and the attributes are for the others.
func (p Part) ofMilestones() bool {
	return p.Field == nil && p.Key != TeamKey && p.Key != calendarKey && p.Key != aloneKey
}

// said is what a line says of a part in code, "" for nothing.
func saidOf(l *template.Line, key string) string {
	if s := l.Keyed(key); s != nil {
		return s.Text.EN
	}
	return ""
}

func isMilestone(l *template.Line) bool { return saidOf(l, "kind") == string(plan.Milestone) }

// takeTree reads a plan: progress and what lies in other projects is left out, and what
// was set by hand starts no earlier than it does.
func takeTree(ctx context.Context, q db.Querier, st *state, p *project.Project) ([]template.Line, error) {
	v, err := plan.Get(ctx, q, st.who, p.ID)
	if err != nil || !slices.ContainsFunc(v.Rows, func(r plan.Row) bool { return r.Kind != plan.Milestone || len(r.Links) > 0 }) {
		return nil, err // key dates alone are no plan
	}
	from := v.Start
	if start := p.Values[template.Start]; start.Set {
		from = day.Day(start.N)
	}
	names, of := newIDs(), map[int64]string{}
	for _, r := range v.Rows {
		if r.Kind != plan.Milestone || st.dateLines[r.ID] != "" {
			of[r.ID] = names.of(r.Name)
		}
	}
	var out []template.Line
	for i := range v.Rows {
		r := &v.Rows[i]
		if of[r.ID] == "" {
			continue
		}
		if r.Kind == plan.Milestone && !r.Manual {
			st.following[st.dateLines[r.ID]] = true
		}
		says := st.saysOf(r, v.Measures, of)
		says["predecessors"] = text(waitsText(linksOf(r, of, v.Measures)))
		if r.Manual && r.Kind == plan.Task {
			says["constraint"], says["constraint_date"] = field.Str("start_no_earlier"), field.Int(int64(r.Dates.EarlyStart.Day()))
		}
		l := template.Line{ID: of[r.ID]}
		for _, part := range treeParts(st) {
			v := says[part.Key]
			s := template.Setting{Key: part.Key, Text: label.T(v.S, v.S)}
			switch {
			case part.Field != nil:
				if !v.Set || part.Field.Kind == field.User && meant(p, v.N) == "" {
					continue // somebody by name belongs to this project alone
				}
				l.Set = append(l.Set, st.taken(part, v, p))
				continue
			case part.Key == calendarKey && !part.offers(v.S):
				continue // that of the project stays with it
			case part.Key == TeamKey:
				s.Text = label.T(st.meantTeam(p, r, v.S), st.meantTeam(p, r, v.S))
			case part.Key == "kind":
				s.Text = label.T(string(r.Kind), string(r.Kind))
			case part.Key == "key_date":
				s.Text = label.T(st.dateLines[r.ID], st.dateLines[r.ID])
			case part.Key == "name" && r.Kind == plan.Milestone:
				continue
			case part.Key == "responsible":
				if s.Who = meant(p, r.Owner); s.Who == "" {
					continue // somebody by name belongs to this project alone
				}
			case part.Kind == string(field.Date) && v.Set:
				s.Text, s.Date = label.Text{}, between(from, day.Day(v.N))
			}
			if s.Date != nil || s.Who != "" || !s.Text.IsZero() {
				l.Set = append(l.Set, s)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// saysOf is what a row of a plan says, as lines of templates do. of are the lines of
// what is there, by its id; what has none is left out.
func (st *state) saysOf(r *plan.Row, m plan.Measures, of map[int64]string) field.Values {
	out := field.Values{"name": text(r.Name), "phase": text(of[r.Parent]), "predecessors": text(waitsText(sorted(linksOf(r, of, m))))}
	if r.Kind == plan.Task {
		kind := ""
		if r.Elapsed {
			kind = "elapsed"
		}
		out["duration"], out["work"] = text(plan.SpanOf(r.Duration, kind, m).Text(label.EN)), text(r.Type)
		if r.Effort > 0 {
			out["effort"] = text(plan.SpanOf(r.Effort, "", m).Text(label.EN))
		}
	}
	if r.Kind != plan.Milestone {
		out[TeamKey] = text(teamOf(r, m))
		if c, ok := st.calendars.Get(r.Item.Calendar); ok && r.Item.Calendar != 0 {
			out[calendarKey] = text(c.Key)
		}
		if r.Alone {
			out[aloneKey] = text("true")
		}
		for key, v := range r.Values {
			out[valueMark+key] = v
		}
	}
	if r.Owner != 0 {
		out["responsible"] = field.Ref(r.Owner)
	}
	if out["constraint"] = text(r.Constraint); r.Item.Date != 0 {
		out["constraint_date"] = field.Int(int64((r.Item.Date - ending(r.Constraint)).Day()))
	}
	if r.Deadline != 0 {
		out["deadline"] = field.Int(int64((r.Deadline - 1).Day()))
	}
	return out
}

// text is a value that is not there when it is empty.
func text(s string) field.Value {
	if s == "" {
		return field.Value{}
	}
	return field.Str(s)
}

// meant is what somebody is for a project, "" for nothing.
func meant(p *project.Project, account int64) string {
	switch {
	case account == 0:
	case account == p.Manager():
		return template.Manager
	case account == p.Values[template.Sponsor].N:
		return template.Sponsor
	}
	return ""
}
