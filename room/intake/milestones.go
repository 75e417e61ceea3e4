package intake

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
)

var milestones = target{
	object: "milestone", place: 2, label: label.T("Key dates", "Dates clés"), dated: true,
	help:  label.T("One key date per row: project (code or name), key date, type, date, baseline, status. Or one project per row with a column of dates for each key date.", "Une date clé par ligne : projet (code ou nom), date clé, type, date, référence, statut. Ou un projet par ligne, avec une colonne de dates pour chaque date clé."),
	right: access.Import, grows: true, closed: true, keeps: []string{"name", "project", "project_code", "status", "baseline", "done_on"},
	rules: milestoneRules, catalogue: milestoneCatalogue,
}

var milestoneRules = []rule{
	{key: "project_code", names: "code projet|code du projet|code de projet|project code|project id|id projet|id du projet|reference projet|reference du projet|numero de projet|numero du projet"},
	{key: "project", names: "projet|project|nom du projet|nom projet|project name|intitule du projet|libelle du projet|intitule projet|projets|projects"},
	{key: "name", names: "date cle|date clef|dates cles|jalon|jalons|nom du jalon|libelle du jalon|intitule du jalon|libelle|intitule|key date|key dates|milestone|milestones|milestone name|nom|name|evenement|event|livrable|deliverable|description du jalon"},
	{key: "type", names: "type|type de jalon|type de date|type de date cle|type du jalon|milestone type|type of milestone|nature|categorie|nature du jalon|category"},
	{key: "baseline", names: "reference|date de reference|baseline|baseline date|date initiale|date cible|cible|target|target date|date contractuelle|date d'origine|original date|initial date|date prevue initiale|date initialement prevue|date engagee|engagement|planned baseline", takes: "month"},
	{key: "done_on", names: "atteinte le|atteint le|date reelle|realise le|date de realisation|date realisee|actual date|actual|reached on|done on|completed on|achieved on|date effective|date constatee", takes: "month"},
	{key: "date", names: "date|date prevue|prevue le|date previsionnelle|date actuelle|date estimee|date reestimee|date revisee|prevision|forecast|forecast date|current date|planned date|due date|expected date|revised date|echeance|date d'echeance|date du jalon|date du jour j|milestone date|nouvelle date|when|quand", takes: "month"},
	{key: "status", names: "statut|status|etat|state|situation|statut du jalon|etat du jalon"},
	{key: "contractual", names: "contractuelle|contractuel|contractual|jalon contractuel|date contractuelle ?"},
	{key: "comment", names: "commentaire|commentaires|comment|comments|note|notes|remarque|remarques|observation|observations"},
}

// milestoneCatalogue is the catalogue of key dates, in which the code of the
// project helps to find it.
func milestoneCatalogue(ctx context.Context, q db.Querier) (*field.Catalogue, error) {
	c, err := field.Load(ctx, q, milestone.Entity)
	if f := c.Get("project_code"); err == nil && f != nil {
		f.ReadOnly = false
	}
	return c, err
}

// milestoneEntries reads the projects that the person sees, of which the rows
// name one each, and the key dates they have.
func milestoneEntries(ctx context.Context, j *job) ([]entry, error) {
	owners, err := projectEntries(ctx, j)
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	for _, e := range owners {
		seen[e.ID] = true
	}
	names, err := j.projectAliases(ctx)
	if err != nil {
		return nil, err
	}
	j.findOwners(owners, names)
	var out []entry
	err = milestone.Kind.Each(ctx, j.k.DB, nil, func(m *record.Record) error {
		if seen[m.Project()] {
			out = append(out, entry{ID: m.ID, Name: m.Name(), folded: label.Fold(m.Name()), owner: m.Project(), date: m.Values["date"].N, target: m.Values["baseline"].N})
		}
		return nil
	})
	return out, err
}

// projectAliases are the names by which files imported before knew projects.
func (j *job) projectAliases(ctx context.Context) (map[string]int64, error) {
	type alias struct {
		Name   string `db:"name_folded"`
		Object int64  `db:"object_id"`
	}
	out := map[string]int64{}
	err := db.Each(ctx, j.k.DB, func(a *alias) error { out[a.Name] = a.Object; return nil },
		`SELECT DISTINCT r.name_folded, r.object_id FROM import_row r JOIN import i ON i.id = r.import_id
		WHERE i.state = 'applied' AND i.object = 'project' AND r.applied = 1 AND r.line > 0`)
	return out, err
}

// findOwners gives every row the project that it names, or refuses it.
func (j *job) findOwners(owners []entry, names map[string]int64) {
	f := newOwnerFinder(owners, names, j.m.Settings.Doubtful == Same)
	for _, l := range j.lines {
		if l.isRefused() {
			continue
		}
		r := &j.table.Rows[l.at]
		id, why := f.find(j.text(r, "project"), j.text(r, "project_code"))
		if l.owner = id; id == 0 {
			l.refuse(why)
		}
	}
}

// resolveMilestones gives every row the key date of its project that has its
// name; where there are several of one name, those of the same date first and
// then one after the other.
func (j *job) resolveMilestones() {
	type place struct {
		owner  int64
		folded string
	}
	there := map[place][]*entry{}
	for i := range j.entries {
		e := &j.entries[i]
		k := place{e.owner, e.folded}
		there[k] = append(there[k], e)
	}
	said := map[place][]*line{}
	for _, l := range j.lines {
		if !l.isRefused() {
			k := place{l.owner, l.folded}
			said[k] = append(said[k], l)
		}
	}
	for k, lines := range said {
		j.pairUp(lines, there[k])
	}
}

func (j *job) pairUp(lines []*line, entries []*entry) {
	taken := map[int64]bool{}
	days := map[*line]int64{}
	for _, l := range lines {
		days[l] = j.dayOf(l)
	}
	slices.SortStableFunc(lines, func(a, b *line) int { return cmp.Compare(days[a], days[b]) })
	slices.SortStableFunc(entries, func(a, b *entry) int { return cmp.Compare(a.date, b.date) })
	for _, fits := range []func(*line, *entry) bool{
		func(l *line, e *entry) bool { return days[l] == e.date },
		func(l *line, e *entry) bool { return days[l] == e.target },
		func(*line, *entry) bool { return true },
	} {
		for _, l := range lines {
			for _, e := range entries {
				if l.Object == 0 && !taken[e.ID] && fits(l, e) {
					l.Object, taken[e.ID] = e.ID, true
				}
			}
		}
	}
}

// dayOf is the date of a row, 0 for none.
func (j *job) dayOf(l *line) int64 {
	b := j.byKey["date"]
	if b == nil {
		return 0
	}
	v, _, why := j.value(l, b, j.table.Rows[l.at].Cells[b.at])
	if !why.IsZero() {
		return 0
	}
	return v.N
}

// settleMilestone completes what a row of a key date says: its project and its
// name, which do not change for one that is there.
func (j *job) settleMilestone(l *line) {
	delete(l.Values, "project_code")
	delete(l.Values, "project")
	if l.IsNew {
		l.Values["project"] = field.Ref(l.owner)
		if !l.Values["name"].Set {
			l.Values["name"] = field.Str(l.Name)
		}
	}
}

func milestoneEdit(object int64, isNew bool, vs field.Values) record.Edit {
	e := record.Edit{ID: object, Values: vs}
	if isNew {
		e.ID, e.As = 0, object
	}
	return e
}

func tryMilestones(ctx context.Context, j *job, lines []*line) ([]error, error) {
	edits := make([]record.Edit, len(lines))
	for i, l := range lines {
		edits[i] = milestoneEdit(l.Object, l.IsNew, l.Values)
	}
	got, err := milestone.Kind.Try(ctx, j.k.DB, j.who, j.c, j.on(), edits)
	if err != nil {
		return nil, err
	}
	errs := make([]error, len(lines))
	for i, o := range got {
		l := lines[i]
		errs[i], l.Before, l.After, l.Changed = o.Err, nil, nil, o.Changed
		if o.Before != nil {
			l.Before = o.Before.Values
		}
		if o.Record != nil {
			l.After = o.Record.Values
		}
	}
	return errs, nil
}

func writeMilestones(ctx context.Context, tx *db.Tx, who access.Who, b *batch) error {
	c, err := field.Load(ctx, tx, milestone.Entity)
	if err != nil {
		return err
	}
	var edits []record.Edit
	var names []string
	for _, r := range b.rows {
		if r.Action == IsNew || r.Action == IsChanged {
			edits = append(edits, milestoneEdit(r.Object, r.Action == IsNew, r.values))
			names = append(names, r.Name)
		}
	}
	got, err := milestone.Kind.Write(ctx, tx, who, c, edits)
	if err != nil {
		return err
	}
	for i, o := range got {
		if o.Err != nil {
			return stopped(names[i], o.Err)
		}
	}
	return nil
}

func takeBackMilestones(ctx context.Context, tx *db.Tx, who access.Who, b *batch) ([]Kept, error) {
	var written []int64
	for _, r := range b.rows {
		if r.Action == IsNew || r.Action == IsChanged {
			written = append(written, r.Object)
		}
	}
	kept, err := milestone.Kind.TakeBack(ctx, tx, who, b.set, written)
	out := make([]Kept, len(kept))
	for i, x := range kept {
		out[i] = Kept{x.ID, x.Name, x.Key, x.Reason}
	}
	return out, err
}

// statusWords are how files write the states of key dates; a state that is
// neither reached nor dropped is planned.
var statusWords = map[string]string{
	"fait": "done", "faite": "done", "realise": "done", "realisee": "done", "termine": "done", "terminee": "done", "atteint": "done", "atteinte": "done", "tenu": "done", "tenue": "done",
	"passe": "done", "passee": "done", "livre": "done", "livree": "done", "clos": "done", "done": "done", "achieved": "done", "completed": "done", "complete": "done", "reached": "done", "met": "done", "delivered": "done", "ok": "done", "100%": "done",
	"annule": "dropped", "annulee": "dropped", "abandonne": "dropped", "abandonnee": "dropped", "supprime": "dropped", "cancelled": "dropped", "canceled": "dropped", "dropped": "dropped", "sans objet": "dropped",
	"prevu": "planned", "prevue": "planned", "a venir": "planned", "a faire": "planned", "planifie": "planned", "planifiee": "planned", "en cours": "planned", "en retard": "planned", "reporte": "planned", "reportee": "planned", "retard": "planned",
	"planned": "planned", "upcoming": "planned", "on track": "planned", "in progress": "planned", "late": "planned", "delayed": "planned", "open": "planned", "to do": "planned", "not started": "planned", "postponed": "planned",
}

// synonym returns the key of the option that files write in other words.
func synonym(f *field.Field, text string) string {
	if f.Object == milestone.Entity && f.Key == "status" {
		return statusWords[label.Fold(text)]
	}
	return ""
}

// isOfKeyDates reports whether a list says how key dates stand; it does not grow
// by what a file writes.
func isOfKeyDates(f *field.Field) bool { return f.Object == milestone.Entity && f.Key == "status" }
