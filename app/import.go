package app

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/intake"
)

// imported is what vigie import was asked for.
type imported struct {
	portfolio, object, asOf, mapping, doubtful, sheet *string
	dryRun, json                                      *bool
}

// importFile brings a file into the portfolio, with the rights of whoever may
// write the database itself.
func importFile(o *options) action {
	c := newConfig("")
	o.place(c)
	x := imported{
		portfolio: o.text("portfolio", "", "NAME", label.T("the portfolio; it is made when there is none of this name", "le portefeuille ; il est créé s’il n’existe pas")),
		object:    o.text("object", "project", "KIND", label.T("what the rows are: project, milestone, risk, action, decision, unit, user or rate", "ce que sont les lignes : project, milestone, risk, action, decision, unit, user ou rate")),
		asOf:      o.text("as-of", "", "DATE", label.T("the date at which the file was true: 2021-07-31; today when absent", "la date à laquelle le fichier était vrai : 2021-07-31 ; aujourd’hui par défaut")),
		mapping:   o.text("mapping", "auto", "auto|FILE", label.T("how columns become attributes: proposed, or as a JSON file says", "comment les colonnes deviennent des attributs : proposé, ou selon un fichier JSON")),
		doubtful:  o.text("doubtful", "", "ask|same|new", label.T("rows that may be a known project: stop (3), take the best candidate, or make new ones", "lignes qui sont peut-être un projet connu : s’arrêter (3), prendre le meilleur candidat, ou en créer de nouveaux")),
		sheet:     o.text("sheet", "", "NAME", label.T("the sheet of a workbook; the fullest when absent", "la feuille d’un classeur ; la plus remplie par défaut")),
		dryRun:    o.yes("dry-run", label.T("say what would change and write nothing", "dire ce qui changerait sans rien écrire")),
		json:      o.yes("json", label.T("answer in JSON", "répondre en JSON")),
	}
	return func(ctx context.Context, out *Console, args []string) error {
		if err := exactly(args, 1, label.T("name the file to import", "indiquez le fichier à importer")); err != nil {
			return err
		}
		if err := x.check(); err != nil {
			return err
		}
		content, err := readFile(args[0])
		if err != nil {
			return err
		}
		d, err := ready(ctx, c)
		if err != nil {
			return err
		}
		return errors.Join(x.run(ctx, out, d, args[0], content), d.Close())
	}
}

func (x imported) check() error {
	if *x.portfolio == "" && *x.object == "project" {
		return misuse{label.T("--portfolio NAME says where the projects go", "--portfolio NOM indique où vont les projets")}
	}
	if !slices.Contains([]string{"project", "milestone", "risk", "action", "decision", "unit", "user", "rate"}, *x.object) {
		return misuse{label.F("--object is project, milestone, risk, action, decision, unit, user or rate, not %s", "--object vaut project, milestone, risk, action, decision, unit, user ou rate, pas %s", *x.object)}
	}
	if !slices.Contains([]string{"", intake.Ask, intake.Same, intake.New}, *x.doubtful) {
		return misuse{label.F("--doubtful is ask, same or new, not %s", "--doubtful vaut ask, same ou new, pas %s", *x.doubtful)}
	}
	if _, err := day.Parse(*x.asOf); err != nil && *x.asOf != "" {
		return misuse{label.F("--as-of: %s is not a date; write it like 2026-11-22", "--as-of : %s n’est pas une date ; écrivez-la comme 2026-11-22", *x.asOf)}
	}
	return nil
}

// readFile reads a file up to what an import takes.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.Invalid("file", label.F("The file %s cannot be opened", "Le fichier %s ne peut pas être ouvert", name)).Because(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, intake.MaxFile+1))
	if err != nil {
		return nil, fault.Invalid("file", label.F("The file %s cannot be read", "Le fichier %s ne peut pas être lu", name)).Because(err)
	}
	return b, nil
}

// ready opens the database of a command that writes, and makes it where there
// is none yet, with all that a first start needs but its administrator.
func ready(ctx context.Context, c *Config) (*db.DB, error) {
	d, err := openDatabase(ctx, c)
	if err != nil {
		return nil, err
	}
	err = migrate(ctx, d, c, slog.New(slog.DiscardHandler), func() error { return nil })
	if err == nil {
		err = renew(ctx, d)
	}
	if err == nil {
		err = seedOrganisation(ctx, d)
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// seedOrganisation makes the roles and the root unit of a new database. The
// first start in the browser gives the organisation its name.
func seedOrganisation(ctx context.Context, d *db.DB) error {
	name, err := access.Organisation(ctx, d)
	if err != nil || name != "" {
		return err
	}
	who := access.System("command")
	_, err = d.Update(ctx, who.Origin(), func(tx *db.Tx) error { return access.Seed(ctx, tx, who, "Organisation") })
	return err
}

func (x imported) run(ctx context.Context, out *Console, d *db.DB, name string, content []byte) error {
	desk := intake.NewDesk(d)
	defer desk.Close(ctx)
	if err := desk.Resume(ctx); err != nil {
		return err
	}
	who := access.System("command")
	who.Lang = out.Lang
	asOf := day.Day(0)
	if *x.asOf != "" {
		asOf, _ = day.Parse(*x.asOf)
	}
	m, err := desk.Create(ctx, who, intake.Request{Object: *x.object, Name: *x.portfolio, AsOf: asOf, FileName: filepath.Base(name), Content: content})
	if err != nil {
		return err
	}
	if m, err = x.correct(ctx, desk, who, m); err == nil {
		m, err = desk.Check(ctx, who, m.ID)
	}
	if err != nil {
		return errors.Join(err, discard(ctx, d, desk, who, m))
	}
	if *x.dryRun || m.Report.DoubtfulCount > 0 {
		err := x.tell(ctx, out, desk, who, m)
		if err == nil && !*x.dryRun {
			err = errDoubtful
		}
		return errors.Join(err, discard(ctx, d, desk, who, m))
	}
	started, err := desk.Start(ctx, who, m.ID)
	if err != nil {
		return errors.Join(x.tell(ctx, out, desk, who, m), err, discard(ctx, d, desk, who, m))
	}
	m = started
	// From here on it comes to its end: a first signal does not stop it half way.
	err = desk.Run(context.WithoutCancel(ctx), m, func(done, total int64) {
		out.step(label.T("Rows written:", "Lignes écrites :"), done, total)
	})
	if err != nil {
		return err
	}
	return x.tell(ctx, out, desk, who, m)
}

// discard throws an import away that wrote nothing.
func discard(ctx context.Context, d *db.DB, desk *intake.Desk, who access.Who, m *intake.Import) error {
	if m == nil || m.ID == 0 {
		return nil
	}
	_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error { return desk.Delete(ctx, tx, who, m.ID) })
	return err
}

// correct lays the options of the command over the proposal.
func (x imported) correct(ctx context.Context, desk *intake.Desk, who access.Who, m *intake.Import) (*intake.Import, error) {
	p := intake.Patch{}
	if *x.sheet != "" {
		p.Sheet = x.sheet
	}
	if *x.mapping != "auto" {
		b, err := readFile(*x.mapping)
		if err != nil {
			return m, err
		}
		if p.Decided, err = readMapping(b); err != nil {
			return m, fault.Invalid("mapping", label.F("%s is not a mapping", "%s n’est pas une correspondance", *x.mapping)).Because(err)
		}
	}
	if *x.doubtful != "" {
		p.Doubtful = x.doubtful
	}
	if p.Sheet == nil && p.Decided == nil && p.Doubtful == nil {
		return m, nil
	}
	next, err := desk.Correct(ctx, who, m.ID, 0, p)
	if err != nil {
		return m, err
	}
	return next, nil
}

// readMapping reads a mapping as GET /mappings gives it, or its settings alone.
func readMapping(b []byte) (*intake.Decided, error) {
	var whole intake.Mapping
	if err := json.Unmarshal(b, &whole); err != nil {
		return nil, err
	}
	if len(whole.Plan.Columns)+len(whole.Plan.Matches) > 0 {
		return &whole.Plan, nil
	}
	var d intake.Decided
	err := json.Unmarshal(b, &d)
	return &d, err
}

// answer is what vigie import --json writes.
type answer struct {
	File         string            `json:"file"`
	Object       string            `json:"object"`
	Portfolio    string            `json:"portfolio,omitempty"`
	AsOf         day.Day           `json:"as_of"`
	State        string            `json:"state"` // applied, dry-run, doubtful or refused
	Rows         int               `json:"rows"`
	New          int               `json:"new"`
	Changed      int               `json:"changed"`
	Unchanged    int               `json:"unchanged"`
	Gone         int               `json:"gone"`
	Refused      int               `json:"refused"`
	Totals       map[string]any    `json:"totals"`
	Before       map[string]any    `json:"totals_before"`
	After        map[string]any    `json:"totals_after"`
	Cells        map[string]int    `json:"cells"` // that have a number, by attribute
	Unreadable   map[string]int    `json:"unreadable"`
	CellsRefused []refusedCell     `json:"cells_refused"`
	RowsRefused  []refusedRow      `json:"rows_refused"`
	Doubtful     []doubtfulRow     `json:"doubtful"`
	Left         []leftRow         `json:"left_out"` // lines that are no records
	NewUnits     []string          `json:"new_units"`
	NewFields    []string          `json:"new_fields"`
	Programmes   []string          `json:"new_programmes"`
	Columns      map[string]string `json:"columns"` // header → attribute
	Notes        []string          `json:"notes"`
}

type refusedCell struct {
	Row       int    `json:"row"`
	Column    string `json:"column"`
	Attribute string `json:"attribute"`
	Value     string `json:"value"`
	Reason    string `json:"reason"`
}

type refusedRow struct {
	Row    int    `json:"row"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

type leftRow struct {
	Row  int    `json:"row"`
	Kind string `json:"kind"` // section, total or remark
	Name string `json:"name"`
}

type doubtfulRow struct {
	Row       int    `json:"row"`
	Name      string `json:"name"`
	Candidate string `json:"candidate"`
	Score     int    `json:"score"`
	Why       string `json:"why"`
}

func (x imported) tell(ctx context.Context, out *Console, desk *intake.Desk, who access.Who, m *intake.Import) error {
	a, err := x.answer(ctx, desk, who, m)
	if err != nil {
		return err
	}
	out.endProgress()
	if *x.json {
		e := json.NewEncoder(out.Out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(a)
	}
	a.print(out)
	return nil
}

func (x imported) answer(ctx context.Context, desk *intake.Desk, who access.Who, m *intake.Import) (answer, error) {
	r, l := m.Report, who.Lang
	a := answer{
		File: m.File.Name, Object: m.Object, Portfolio: m.Name, AsOf: m.AsOf, State: string(m.State),
		Rows: r.Rows, New: r.New, Changed: r.Changed, Unchanged: r.Unchanged, Gone: r.Gone, Refused: r.Refused,
		Totals: map[string]any{}, Before: map[string]any{}, After: map[string]any{}, Cells: map[string]int{}, Unreadable: r.Unreadable, NewUnits: r.NewUnits, Programmes: r.NewProgrammes,
		CellsRefused: []refusedCell{}, RowsRefused: []refusedRow{}, Doubtful: []doubtfulRow{}, Left: []leftRow{}, NewFields: []string{}, Columns: map[string]string{}, Notes: []string{},
	}
	switch {
	case m.State == intake.Checked && *x.dryRun:
		a.State = "dry-run"
	case m.State == intake.Checked && r.DoubtfulCount > 0:
		a.State = "doubtful"
	case m.State == intake.Checked:
		a.State = "refused"
	}
	for key, t := range r.Totals {
		a.Totals[key], a.Before[key], a.After[key], a.Cells[key] = plainSums(t.File), plainSums(t.Before), plainSums(t.After), t.Cells
	}
	for _, rr := range r.RowsRefused {
		a.RowsRefused = append(a.RowsRefused, refusedRow{rr.Row, rr.Name, rr.Reason.In(l)})
	}
	for _, d := range r.Doubtful {
		for _, c := range d.Candidates {
			a.Doubtful = append(a.Doubtful, doubtfulRow{d.Row, d.Name, c.Name, c.Score, c.Why.In(l)})
		}
		if len(d.Candidates) == 0 {
			a.Doubtful = append(a.Doubtful, doubtfulRow{Row: d.Row, Name: d.Name, Why: intake.Lonely.In(l)})
		}
	}
	for _, x := range r.Left {
		if !x.Record {
			a.Left = append(a.Left, leftRow{x.Row, x.Kind, x.Name})
		}
	}
	for _, f := range r.NewFields {
		a.NewFields = append(a.NewFields, f.Key)
	}
	for _, c := range m.Settings.Columns {
		a.Columns[c.Header] = c.Becomes()
		for _, n := range c.Notes {
			a.Notes = append(a.Notes, c.Header+": "+n.In(l))
		}
	}
	for _, n := range m.Settings.Notes {
		a.Notes = append(a.Notes, n.In(l))
	}
	var err error
	a.CellsRefused, err = allRefused(ctx, desk, who, m)
	return a, err
}

func allRefused(ctx context.Context, desk *intake.Desk, who access.Who, m *intake.Import) ([]refusedCell, error) {
	out := []refusedCell{}
	for after := int64(0); ; {
		rows, _, err := desk.Rows(ctx, who, m.ID, intake.IsRefused, after, 500)
		if err != nil || len(rows) == 0 {
			return out, err
		}
		for _, r := range rows {
			for _, c := range r.Refused {
				out = append(out, refusedCell{c.Row, c.Column, c.Key, c.Value, c.Reason.In(who.Lang)})
			}
			after = r.Place
		}
	}
}

// plainSums is one decimal, or one by currency where there are several.
func plainSums(s intake.Sums) any {
	plain := s.Plain()
	if len(plain) == 1 {
		for _, v := range plain {
			return v
		}
	}
	if len(plain) == 0 {
		return "0.00"
	}
	return plain
}

// print writes the answer for people.
func (a answer) print(out *Console) {
	state := map[string]label.Text{
		"applied": label.T("written", "écrit"), "dry-run": label.T("dry run, nothing is written", "essai à blanc, rien n’est écrit"),
		"doubtful": label.T("nothing is written: some rows are doubtful", "rien n’est écrit : certaines lignes sont douteuses"),
	}[a.State]
	out.print(label.F("%s, as of %s: %s", "%s, à la date du %s : %s", a.File, a.AsOf, state.In(out.Lang)))
	out.print(label.F("%d rows: %d new, %d changed, %d unchanged, %d refused; %d left the portfolio", "%d lignes : %d nouvelles, %d modifiées, %d inchangées, %d refusées ; %d ont quitté le portefeuille", a.Rows, a.New, a.Changed, a.Unchanged, a.Refused, a.Gone))
	if len(a.Programmes) > 0 {
		out.print(label.F("  programmes that are not there yet: %d (%s); a mapping can leave them out", "  programmes qui n’existent pas encore : %d (%s)\u202f; une correspondance peut les laisser de côté", len(a.Programmes), strings.Join(a.Programmes, ", ")))
	}
	for _, n := range a.Notes {
		out.print(label.F("  note: %s", "  à noter : %s", n))
	}
	for _, key := range sortedKeys(a.Totals) {
		out.print(label.F("  %s: %v in the file (%d cells, %d not readable)", "  %s : %v dans le fichier (%d cellules, %d illisibles)", key, a.Totals[key], a.Cells[key], a.Unreadable[key]))
	}
	for _, r := range a.RowsRefused {
		out.print(label.F("  row %d refused: %s", "  ligne %d refusée : %s", r.Row, r.Reason))
	}
	for i, c := range a.CellsRefused {
		if i == 20 {
			out.print(label.F("  … and %d more cells; --json lists them all", "  … et %d autres cellules ; --json les donne toutes", len(a.CellsRefused)-20))
			break
		}
		out.print(label.F("  row %d, %s: %s", "  ligne %d, %s : %s", c.Row, c.Column, c.Reason))
	}
	for i, x := range a.Left {
		if i == 20 {
			out.print(label.F("  … and %d more lines; --json lists them all", "  … et %d autres lignes ; --json les donne toutes", len(a.Left)-20))
			break
		}
		out.print(label.F("  row %d is no project: “%s”", "  ligne %d, ce n’est pas un projet : « %s »", x.Row, x.Name))
	}
	for _, d := range a.Doubtful {
		if d.Candidate == "" {
			out.print(label.F("  row %d, “%s”: %s; decide by --doubtful new, or in a mapping", "  ligne %d, « %s » : %s ; décidez par --doubtful new, ou dans une correspondance", d.Row, d.Name, d.Why))
			continue
		}
		out.print(label.F("  row %d, “%s” may be “%s” (%d %%: %s); decide by --doubtful same or new, or in a mapping", "  ligne %d, « %s » est peut-être « %s » (%d %% : %s) ; décidez par --doubtful same ou new, ou dans une correspondance", d.Row, d.Name, d.Candidate, d.Score, d.Why))
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
