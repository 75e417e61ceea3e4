package intake

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// chunk is how many rows are read, tried and staged at a time.
const chunk = 500

// Check makes the dry run: it compares the file with what is there, row by row,
// and writes nothing but the import's own rows.
func (k *Desk) Check(ctx context.Context, who access.Who, id int64) (*Import, error) {
	m, err := k.Get(ctx, k.DB, who, id)
	if err != nil {
		return nil, err
	}
	return m, k.check(ctx, who, m)
}

func (k *Desk) check(ctx context.Context, who access.Who, m *Import) error {
	if m.State.atWork() {
		return busy()
	}
	if m.State == Applied {
		return fault.Conflict(label.T("This import is written already", "Cet import est déjà écrit"))
	}
	if err := k.place(ctx, k.DB, who, m); err != nil {
		return err
	}
	last, err := k.DB.LastChange(ctx)
	if err != nil {
		return err
	}
	j, err := k.begin(ctx, who, m)
	if err != nil {
		return err
	}
	if err := j.identify(ctx); err != nil {
		return err
	}
	st, err := k.restage(ctx, who, m)
	if err != nil {
		return err
	}
	j.start(last)
	if err := j.run(ctx, st); err != nil {
		return err
	}
	m.State, m.Problem, m.Done, m.Total = Checked, label.Text{}, 0, st.count
	m.Report.Digest = st.digest()
	_, err = k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error { return m.save(ctx, tx) })
	return err
}

// identify decides which row is which object, and gives the new ones an id.
func (j *job) identify(ctx context.Context) error {
	var err error
	j.survey()
	if j.entries, err = j.t.entries(ctx, j); err != nil {
		return err
	}
	if j.m.Object == "project" {
		if err := j.laterEditions(ctx); err != nil {
			return err
		}
	}
	if j.t.resolve != nil {
		j.t.resolve(j)
		return j.giveIDs(ctx)
	}
	x := &identity{lines: j.lines, entries: j.entries, like: j.likeness}
	if x.aliases, err = j.aliases(ctx); err != nil {
		return err
	}
	decided := map[int]Match{}
	for _, d := range j.m.Settings.Matches {
		decided[d.Row] = d
	}
	remembered := map[string]Remembered{}
	for _, r := range j.m.Settings.Remembered {
		remembered[label.Fold(r.Name)] = r
	}
	x.resolve(decided, remembered, j.m.Settings.Doubtful)
	return j.giveIDs(ctx)
}

func (j *job) giveIDs(ctx context.Context) error {
	var fresh []*line
	for _, l := range j.lines {
		if l.Object == 0 && !l.isRefused() && !l.isDoubtful() {
			fresh = append(fresh, l)
		}
	}
	return j.reserve(ctx, fresh)
}

// reserve gives an id to what is new.
func (j *job) reserve(ctx context.Context, fresh []*line) error {
	if len(fresh) == 0 {
		return nil
	}
	if err := j.k.DB.Reserve(ctx, len(fresh)); err != nil {
		return err
	}
	_, err := j.k.DB.Update(ctx, j.who.Origin(), func(tx *db.Tx) error {
		first := tx.NewIDs(len(fresh))
		for i, l := range fresh {
			l.Object, l.IsNew = first+int64(i), true
		}
		return nil
	})
	return err
}

func (j *job) likeness(l *line) *likeness {
	r := &j.table.Rows[l.at]
	l.Values = nil
	probe := &line{Number: l.Number, at: l.at, IsNew: true}
	start, cost := int64(0), int64(0)
	if b := j.byKey["start"]; b != nil {
		if v, _, why := j.value(probe, b, r.Cells[b.at]); why.IsZero() && v.Set {
			start = int64(day.Day(v.N).Month())
		}
	}
	if b := j.byKey["total_cost"]; b != nil {
		if v, _, why := j.value(probe, b, r.Cells[b.at]); why.IsZero() && v.Set {
			cost = v.N
		}
	}
	text := ""
	if b := j.byKey["description"]; b != nil {
		text = r.Cells[b.at].Text
	}
	return likenessOf(l.Name, l.Unit, text, start, cost)
}

// aliases are the names by which files imported before knew objects.
func (j *job) aliases(ctx context.Context) (map[string]int64, error) {
	type alias struct {
		Name   string `db:"name_folded"`
		Object int64  `db:"object_id"`
	}
	out := map[string]int64{}
	err := db.Each(ctx, j.k.DB, func(a *alias) error { out[a.Name] = a.Object; return nil },
		`SELECT DISTINCT r.name_folded, r.object_id FROM import_row r JOIN import i ON i.id = r.import_id
		WHERE i.state = 'applied' AND i.object = $1 AND i.portfolio_id = $2 AND r.applied = 1 AND r.line > 0`, j.m.Object, j.m.Portfolio)
	return out, err
}

// laterEditions learns which projects a later edition states, and when: what
// this one says holds until then.
func (j *job) laterEditions(ctx context.Context) error {
	var err error
	j.until, err = statedLater(ctx, j.k.DB, j.m)
	return err
}

func statedLater(ctx context.Context, q db.Querier, m *Import) (map[int64]day.Day, error) {
	type stated struct {
		Object int64   `db:"object_id"`
		Day    day.Day `db:"day"`
	}
	out := map[int64]day.Day{}
	err := db.Each(ctx, q, func(s *stated) error { out[s.Object] = s.Day; return nil },
		`SELECT r.object_id, min(i.as_of_day) AS day FROM import_row r JOIN import i ON i.id = r.import_id
		WHERE i.state = 'applied' AND i.object = 'project' AND i.as_of_day > $1 AND r.applied = 1 AND r.line > 0 GROUP BY r.object_id`, m.AsOf)
	return out, err
}

// nextEdition is the date of the next later edition of the portfolio, 0 for none.
func nextEdition(ctx context.Context, q db.Querier, m *Import) (day.Day, error) {
	return db.Get[day.Day](ctx, q, "SELECT COALESCE(min(as_of_day), 0) FROM import WHERE state = 'applied' AND object = 'project' AND portfolio_id = $1 AND as_of_day > $2 AND portfolio_id <> 0", m.Portfolio, m.AsOf)
}

// start makes the report that the rows are then counted into.
func (j *job) start(last int64) {
	if j.totals == nil {
		j.totals = map[string]*Total{}
	}
	r := &Report{Change: last, Totals: j.totals, Unreadable: map[string]int{}, Doubtful: []Doubtful{}, CellsRefused: []Refused{}, RowsRefused: []RowRefused{}, NewUnits: []string{}, NewFields: []NewField{}, NewOptions: []AddedOption{}, NewProgrammes: []string{}, Notes: []label.Text{}}
	for _, b := range j.columns {
		if counted(b.f) {
			j.total(b.f.Key)
		}
		if b.Action == ToNew && b.f.ID < 0 {
			r.NewFields = append(r.NewFields, *b.New)
		}
	}
	if j.m.Object == "user" {
		r.Notes = append(r.Notes, rightsUnread(j.table)...)
	}
	r.Rows = len(j.lines)
	j.m.Report = r
}

// run reads, tries and stages the rows in chunks, programmes before the
// projects that they hold.
func (j *job) run(ctx context.Context, st *stage) error {
	j.plan = project.Plan{Units: map[int64]int64{}, Projects: map[int64]bool{}}
	for _, l := range j.lines {
		if l.IsNew {
			j.plan.Projects[l.Object] = true
		}
	}
	if err := j.planProgrammes(ctx); err != nil {
		return err
	}
	st.fresh, st.place = j.fresh(), int64(len(j.programmes))
	size := chunk
	if j.m.Object != "project" && !j.t.dated {
		size = len(j.lines) + 1 // one transaction tries them all, for each may need one before
	}
	tried, ended := make(chan []*line, 1), make(chan error, 1)
	go func() { ended <- st.addAll(ctx, tried) }()
	var err error
	for part := range slices.Chunk(j.inOrder(), size) {
		if err = j.tryAll(ctx, part); err != nil {
			break
		}
		for _, l := range part {
			j.tally(l)
		}
		j.use(part)
		tried <- part
	}
	close(tried)
	if err := errors.Join(err, <-ended); err != nil {
		return err
	}
	for _, id := range j.gone() {
		j.m.Report.Gone++
		j.count(afterSums, j.held[id], -1)
		if err := st.gone(ctx, id, j.names[id]); err != nil {
			return err
		}
	}
	if err := j.stageProgrammes(ctx, st); err != nil {
		return err
	}
	j.conclude()
	return st.flush(ctx)
}

// inOrder returns the rows so that a programme comes before its projects.
func (j *job) inOrder() []*line {
	if j.byKey[j.t.parent] == nil {
		return j.lines
	}
	depth := func(l *line) int {
		n := 0
		for at := l; n < 50; n++ {
			folded := label.Fold(j.text(&j.table.Rows[at.at], j.t.parent))
			up := j.parents[folded]
			if up == nil && j.projectNamed(folded) == 0 {
				up = j.parents[j.meant(folded)]
			}
			if up == nil || up == at {
				return n
			}
			at = up
		}
		return n
	}
	for _, l := range j.lines {
		l.depth = depth(l)
	}
	out := slices.Clone(j.lines)
	slices.SortStableFunc(out, func(a, b *line) int { return cmp.Compare(a.depth, b.depth) })
	return out
}

// tryAll reads rows and tries them; cells that break a rule are refused and
// the row is tried again without them.
func (j *job) tryAll(ctx context.Context, lines []*line) error {
	var open []*line
	for _, l := range lines {
		if l.isRefused() {
			continue
		}
		j.readLine(l)
		if l.depth >= 50 {
			j.breakCell(l, j.t.parent, label.T("The rows of the file stand above each other", "Les lignes du fichier se trouvent l’une au-dessus de l’autre"))
		}
		if !l.isDoubtful() {
			open = append(open, l)
		}
	}
	for range 6 {
		j.planUnits()
		if len(open) == 0 {
			return nil
		}
		errs, err := j.t.try(ctx, j, open)
		if err != nil {
			return err
		}
		var again []*line
		for i, l := range open {
			if errs[i] != nil && j.amend(l, errs[i]) {
				again = append(again, l)
			}
		}
		open = again
	}
	for _, l := range open {
		l.refuse(label.T("The values of the row do not fit together", "Les valeurs de la ligne ne vont pas ensemble"))
	}
	return nil
}

// amend refuses the cells that an error names, or the row. It reports whether
// the row is to be tried again.
func (j *job) amend(l *line, err error) bool {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		l.refuse(reasonOf(err))
		return false
	}
	again := false
	if f.Kind == fault.BadInput {
		for _, d := range f.Details {
			again = j.breakCell(l, d.Where, d.Text) || again
		}
	}
	if !again {
		l.refuse(reasonOf(err))
	}
	return again
}

// breakCell refuses the cell behind an attribute that breaks a rule. An end that
// came from a duration, or that the row does not state, is the fault of what it
// does state.
func (j *job) breakCell(l *line, key string, why label.Text) bool {
	for _, k := range []string{key, instead[key], "start"} {
		b := j.byKey[k]
		if b == nil || (k == "start" && key != "end") || !l.Values[k].Set || b.f.Required && k != "unit" {
			continue
		}
		text := j.table.Rows[l.at].Cells[b.at].Text
		j.refuseCell(l, b, text, why)
		if k == "duration" {
			delete(l.Values, "end")
		}
		if k == "unit" && l.IsNew {
			l.Values["unit"] = field.Ref(j.m.Unit)
		}
		return true
	}
	return false
}

var instead = map[string]string{"end": "duration", "end_baseline": "start_baseline"}

// planUnits gives the planned units the rights of the unit they will stand below.
func (j *job) planUnits() {
	for _, u := range j.units.planned {
		j.plan.Units[u.ID] = j.m.Unit
	}
}
