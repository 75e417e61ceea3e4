package review

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/wording"
	"vigie/room/field"
	meeting "vigie/room/review"
)

// Minutes is what remains of a review: who was asked to it, what was said of each
// project, and what was decided. They are final once the review is closed.
type Minutes struct {
	Name       string       `json:"name"`
	Portfolio  string       `json:"portfolio"`
	Day        string       `json:"day"`
	HeldOn     string       `json:"held_on" doc:"The date on which it was run; empty for a draft"`
	Previous   *Subject     `json:"previous"`
	Final      bool         `json:"final" doc:"Whether the review is closed"`
	Leader     string       `json:"leader"`
	People     []Subject    `json:"people"`
	Conclusion string       `json:"conclusion"`
	Opening    *Opening     `json:"opening"`
	Projects   []MinuteItem `json:"projects"`
	Outcomes   []Outcome    `json:"outcomes" doc:"All decisions and actions, those of the portfolio as a whole first"`
}

// MinuteItem is a project in the minutes.
type MinuteItem struct {
	Project  Subject      `json:"project"`
	Kind     string       `json:"kind" enum:"new,gone,changed,same"`
	Facts    []MinuteFact `json:"facts" doc:"How it is, in words"`
	Changes  []Turn       `json:"changes"`
	Comment  string       `json:"comment"`
	Note     string       `json:"note" doc:"What stood beside it on the agenda"`
	Outcomes []Outcome    `json:"outcomes"`
}

// MinuteFact is one attribute in words.
type MinuteFact struct {
	Attribute string `json:"attribute"`
	Label     string `json:"label"`
	Text      string `json:"text"`
}

// facts are the attributes that the minutes tell of every project.
var facts = []string{"weather", "light", "stage", "manager", "end", "total_cost"}

// Minutes returns the minutes, with what the person may see.
func (r *Reading) Minutes(ctx context.Context) (*Minutes, error) {
	opening, err := r.Opening(ctx)
	if err != nil {
		return nil, err
	}
	ends, err := r.Outcomes(ctx)
	if err != nil {
		return nil, err
	}
	m := &Minutes{
		Name: r.Review.Name, Portfolio: r.Set.Name, Day: r.Review.Day.String(), HeldOn: heldOn(r.Review), Final: r.Review.State == meeting.Closed,
		Leader: r.person(int64(r.Review.Leader)), People: []Subject{}, Conclusion: r.Review.Conclusion, Opening: opening, Projects: []MinuteItem{}, Outcomes: inOrder(ends.Items),
	}
	if r.Previous != nil {
		m.Previous = &Subject{ID: r.desk.DB.Seal(r.Previous.ID), Name: r.Previous.Name}
	}
	for _, id := range r.People {
		m.People = append(m.People, Subject{ID: r.desk.DB.Seal(id), Name: r.person(id)})
	}
	slices.SortFunc(m.People, func(a, b Subject) int { return strings.Compare(label.Fold(a.Name), label.Fold(b.Name)) })
	d := r.differ()
	for _, it := range r.Agenda {
		project := r.minute(d, it.Project, m.Outcomes)
		project.Note = it.Note
		m.Projects = append(m.Projects, project)
	}
	return m, nil
}

func heldOn(r meeting.Review) string {
	if r.State == meeting.Draft {
		return ""
	}
	if r.ClosedOn != 0 {
		return r.ClosedOn.String()
	}
	return r.FrozenOn.String()
}

func (r *Reading) person(id int64) string { return r.Now.Directory.Name(field.User, id) }

// inOrder puts what concerns the portfolio first, decisions before actions.
func inOrder(all []Outcome) []Outcome {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Outcome) int {
		if (a.Project == nil) != (b.Project == nil) {
			if a.Project == nil {
				return -1
			}
			return 1
		}
		return strings.Compare(b.Register, a.Register)
	})
	return all
}

func (r *Reading) minute(d differ, id int64, ends []Outcome) MinuteItem {
	kind, changes := d.of(id, d.fields)
	m := MinuteItem{Project: r.named(id), Kind: kind, Facts: []MinuteFact{}, Changes: append([]Turn{}, changes...), Outcomes: []Outcome{}}
	if row, ok := r.Now.Find(id); ok {
		for _, key := range facts {
			f, v := r.Now.Catalogue.Get(key), r.Now.Value(row, key)
			if f != nil && v.Set {
				m.Facts = append(m.Facts, MinuteFact{key, f.Label.In(r.who.Lang), text(d.names, f, v, r.Now.Currency(id), r.who.Lang)})
			}
		}
		m.Comment = r.Now.Value(row, "comment").S
	}
	for _, o := range ends {
		if o.project == id {
			m.Outcomes = append(m.Outcomes, o)
		}
	}
	return m
}

var (
	minutesTitle  = label.T("Minutes", "Compte rendu")
	minutesDraft  = label.T("Draft: the review is not closed", "Projet : la revue n’est pas clôturée")
	minutesState  = label.T("State of %s", "État au %s")
	minutesHeld   = label.T("held on %s", "tenue le %s")
	minutesPeople = label.T("Participants", "Participants")
	minutesSum    = label.T("The portfolio", "Le portefeuille")
	minutesEnds   = label.T("Decisions and actions", "Décisions et actions")
	minutesNone   = label.T("None.", "Aucune.")
	minutesEach   = label.T("Project by project", "Projet par projet")
	minutesFollow = label.T("Follow-up of earlier reviews", "Suivi des revues précédentes")
	minutesSince  = label.T("Since %s", "Depuis « %s »")
	minutesNew    = label.T("New on the portfolio", "Nouveau dans le portefeuille")
	minutesWhole  = label.T("Whole portfolio", "Ensemble du portefeuille")
	minutesNote   = label.T("On the agenda", "À l’ordre du jour")
	minutesEnd    = label.T("Conclusion", "Conclusion")
	headWhat      = label.T("What", "Objet")
	headProject   = label.T("Project", "Projet")
	headWho       = label.T("Who", "Porteur")
	headDue       = label.T("By", "Échéance")
	headState     = label.T("State", "État")
)

// Markdown writes the minutes as text that reads well as it is, and that word
// processors and wikis take.
func (m *Minutes) Markdown(l label.Lang) string {
	w := &writer{lang: l}
	w.line("# " + minutesTitle.In(l) + label.T(": ", "\u202f: ").In(l) + plain(m.Name))
	sub := plain(m.Portfolio) + " · " + label.F(minutesState.EN, minutesState.FR, w.date(m.Day)).In(l)
	if m.HeldOn != "" {
		sub += ", " + label.F(minutesHeld.EN, minutesHeld.FR, w.date(m.HeldOn)).In(l)
	}
	w.line(sub)
	if !m.Final {
		w.line("*" + minutesDraft.In(l) + "*")
	}
	w.people(m)
	w.figures(m.Opening)
	if m.Conclusion != "" {
		w.line("## " + minutesEnd.In(l))
		w.line(m.Conclusion)
	}
	w.line("## " + minutesEnds.In(l))
	w.table(m.Outcomes)
	if len(m.Opening.FollowUp) > 0 {
		w.line("## " + minutesFollow.In(l))
		w.table(m.Opening.FollowUp)
	}
	w.line("## " + minutesEach.In(l))
	for i := range m.Projects {
		w.project(&m.Projects[i], m.Previous)
	}
	return w.String()
}

type writer struct {
	strings.Builder
	lang label.Lang
}

func (w *writer) line(s string) {
	if w.Len() > 0 {
		w.WriteString("\n")
	}
	w.WriteString(s + "\n")
}

func (w *writer) date(s string) string {
	d, err := day.Parse(s)
	if err != nil {
		return ""
	}
	return d.In(w.lang)
}

func (w *writer) people(m *Minutes) {
	if len(m.People) == 0 {
		return
	}
	names := make([]string, len(m.People))
	for i, p := range m.People {
		names[i] = plain(p.Name)
	}
	w.line("**" + minutesPeople.In(w.lang) + "** " + strings.Join(names, ", "))
}

func (w *writer) figures(o *Opening) {
	w.line("## " + minutesSum.In(w.lang))
	var lines []string
	for _, f := range o.Figures {
		line := "- **" + plain(f.Label) + "** " + f.Text
		if f.Delta != "" {
			line += " (" + f.Delta + ")"
		}
		lines = append(lines, line)
	}
	for _, c := range o.Changed {
		texts := make([]string, len(c.Changes))
		for i, ch := range c.Changes {
			texts[i] = plain(ch.Label) + " " + plain(ch.Text)
		}
		lines = append(lines, "- "+plain(c.Project.Name)+label.T(": ", "\u202f: ").In(w.lang)+strings.Join(texts, label.T("; ", "\u202f; ").In(w.lang)))
	}
	w.line(strings.Join(lines, "\n"))
	w.passages(Came, o.New)
	w.passages(Went, o.Gone)
}

// passages writes the dearest projects that came, or that went, a line each.
func (w *writer) passages(title label.Text, all []Passage) {
	if len(all) == 0 {
		return
	}
	lines := []string{"**" + title.In(w.lang) + "** (" + wording.Count(len(all), w.lang) + ")", ""}
	for _, p := range all[:min(len(all), MostPassed)] {
		line := "- " + plain(p.Name)
		if p.Text != "" {
			line += label.T(": ", "\u202f: ").In(w.lang) + plain(p.Text)
		}
		lines = append(lines, line)
	}
	if n := len(all) - MostPassed; n > 0 {
		lines = append(lines, "- "+AndMore(n, w.lang))
	}
	w.line(strings.Join(lines, "\n"))
}

// table writes decisions and actions with their owners and dates.
func (w *writer) table(all []Outcome) {
	if len(all) == 0 {
		w.line(minutesNone.In(w.lang))
		return
	}
	l := w.lang
	rows := []string{
		"| " + strings.Join([]string{headWhat.In(l), headProject.In(l), headWho.In(l), headDue.In(l), headState.In(l)}, " | ") + " |",
		"|---|---|---|---|---|",
	}
	for _, o := range all {
		what := "**" + plain(w.sort(o)) + "** " + plain(o.Name)
		if o.Note != "" {
			what += " — " + plain(o.Note)
		}
		project, owner := minutesWhole.In(l), ""
		if o.Project != nil {
			project = o.Project.Name
		}
		if o.Owner != nil {
			owner = o.Owner.Name
		}
		rows = append(rows, "| "+strings.Join([]string{what, plain(project), plain(owner), w.date(o.Due), plain(o.StatusLabel)}, " | ")+" |")
	}
	w.line(strings.Join(rows, "\n"))
}

// sort says what an outcome is: the kind of the decision, or that it is an action.
func (w *writer) sort(o Outcome) string {
	if o.Register == "action" {
		return label.T("Action", "Action").In(w.lang)
	}
	if o.KindLabel != "" {
		return o.KindLabel
	}
	return label.T("Decision", "Décision").In(w.lang)
}

func (w *writer) project(m *MinuteItem, previous *Subject) {
	w.line("### " + plain(m.Project.Name))
	var is []string
	for _, f := range m.Facts {
		is = append(is, plain(f.Label)+label.T(": ", "\u202f: ").In(w.lang)+plain(f.Text))
	}
	if len(is) > 0 {
		w.line(strings.Join(is, " · "))
	}
	if m.Kind == "new" && previous != nil {
		w.line("*" + minutesNew.In(w.lang) + "*")
	}
	if len(m.Changes) > 0 && previous != nil {
		lines := []string{label.F(minutesSince.EN, minutesSince.FR, plain(previous.Name)).In(w.lang)}
		for _, c := range m.Changes {
			lines = append(lines, "- "+plain(c.Label)+label.T(": ", "\u202f: ").In(w.lang)+plain(c.Text))
		}
		w.line(lines[0])
		w.line(strings.Join(lines[1:], "\n"))
	}
	if m.Note != "" {
		w.line("*" + minutesNote.In(w.lang) + label.T(": ", "\u202f: ").In(w.lang) + plain(m.Note) + "*")
	}
	if m.Comment != "" {
		w.line("> " + strings.ReplaceAll(plainLines(m.Comment), "\n", "\n> "))
	}
	if len(m.Outcomes) > 0 {
		w.table(m.Outcomes)
	}
}

// plain keeps what people typed from being read as marks: it stands on one line,
// and nothing in it begins a link, a table or a heading. Spaces that keep a number with
// its unit stay.
func plain(s string) string {
	return markup.Replace(strings.Join(strings.FieldsFunc(s, breaks), " "))
}

func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

func plainLines(s string) string { return markup.Replace(s) }

var markup = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "\\<", ">", "\\>", "#", "\\#")
