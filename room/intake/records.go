package intake

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/record"
)

// registers are the targets whose rows are records of projects: each row names
// the project it belongs to.
var registers = []*target{&milestones, &risks, &actions, &decisions}

// keep gives a target of records what all of them have.
func (t *target) keep(kind *record.Kind) {
	t.kind, t.object, t.label = kind, kind.Entity, kind.Label
	t.dated, t.right, t.grows, t.closed = true, access.Import, true, true
	t.catalogue = func(ctx context.Context, q db.Querier) (*field.Catalogue, error) {
		return recordCatalogue(ctx, q, kind)
	}
	t.entries, t.try, t.write, t.takeBack = recordEntries, tryRecords, writeRecords, takeBackRecords
	t.resolve = (*job).resolveRecords
}

// kindOf returns the kind of the records that an object's rows are; nil for
// other objects.
func kindOf(object string) *record.Kind {
	if t := targets[object]; t != nil {
		return t.kind
	}
	return nil
}

// recordCatalogue is the catalogue of a kind of records, in which the code of the
// project helps to find it.
func recordCatalogue(ctx context.Context, q db.Querier, kind *record.Kind) (*field.Catalogue, error) {
	c, err := field.Load(ctx, q, kind.Entity)
	if f := c.Get("project_code"); err == nil && f != nil {
		f.ReadOnly = false
	}
	return c, err
}

// recordEntries reads the projects that the person sees, of which the rows name
// one each, and the records they have.
func recordEntries(ctx context.Context, j *job) ([]entry, error) {
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
	err = j.t.kind.Each(ctx, j.k.DB, nil, func(m *record.Record) error {
		if seen[m.Project()] {
			out = append(out, entry{ID: m.ID, Name: m.Name(), folded: label.Fold(m.Name()), owner: m.Project(), date: m.Values[j.t.kind.Date].N, target: m.Values["baseline"].N})
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

// resolveRecords gives every row the record of its project that has its
// name; where there are several of one name, those of the same date first and
// then one after the other.
func (j *job) resolveRecords() {
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
	b := j.byKey[j.t.kind.Date]
	if b == nil {
		return 0
	}
	v, _, why := j.value(l, b, j.table.Rows[l.at].Cells[b.at])
	if !why.IsZero() {
		return 0
	}
	return v.N
}

// settleRecord completes what a row of a record says: its project and its
// name, which do not change for one that is there.
func (j *job) settleRecord(l *line) {
	delete(l.Values, "project_code")
	delete(l.Values, "project")
	if l.IsNew {
		l.Values["project"] = field.Ref(l.owner)
		if !l.Values["name"].Set {
			l.Values["name"] = field.Str(l.Name)
		}
	}
}

func recordEdit(object int64, isNew bool, vs field.Values) record.Edit {
	e := record.Edit{ID: object, Values: vs, States: true}
	if isNew {
		e.ID, e.As = 0, object
	}
	return e
}

func tryRecords(ctx context.Context, j *job, lines []*line) ([]error, error) {
	edits := make([]record.Edit, len(lines))
	for i, l := range lines {
		edits[i] = recordEdit(l.Object, l.IsNew, l.Values)
	}
	got, err := j.t.kind.Try(ctx, j.k.DB, j.who, j.c, j.on(), edits)
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

func writeRecords(ctx context.Context, tx *db.Tx, who access.Who, b *batch) error {
	c, err := field.Load(ctx, tx, b.m.Object)
	if err != nil {
		return err
	}
	var edits []record.Edit
	var names []string
	for _, r := range b.rows {
		if r.Action == IsNew || r.Action == IsChanged {
			edits = append(edits, recordEdit(r.Object, r.Action == IsNew, r.values))
			names = append(names, r.Name)
		}
	}
	got, err := kindOf(b.m.Object).Write(ctx, tx, who, c, edits)
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

func takeBackRecords(ctx context.Context, tx *db.Tx, who access.Who, b *batch) ([]Kept, error) {
	var written []int64
	for _, r := range b.rows {
		if r.Action == IsNew || r.Action == IsChanged {
			written = append(written, r.Object)
		}
	}
	kept, err := kindOf(b.m.Object).TakeBack(ctx, tx, who, b.set, written)
	out := make([]Kept, len(kept))
	for i, x := range kept {
		out[i] = Kept{x.ID, x.Name, x.Key, x.Reason}
	}
	return out, err
}
