package intake

import (
	"context"
	"regexp"
	"slices"

	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
)

// Patch is what a person corrects in a proposal; nil leaves.
type Patch struct {
	Sheet       *string
	FirstHeader *int
	HeaderRow   *int
	Transposed  *bool
	AsOf        *day.Day
	Portfolio   *int64
	Name        *string
	Currency    *string
	Empty       *string
	Gone        *string
	Doubtful    *string
	Columns     []PatchColumn
	Matches     []Match // Decision "" takes one back
	Decided     *Decided
}

// PatchColumn corrects one column; nil leaves.
type PatchColumn struct {
	Number    int
	Action    *string
	Attribute *string
	New       *NewField
	Options   *Options
	Values    []Choice
}

// Correct changes how a file is read. version is the one that was read, 0 does
// not ask. The import is a draft again: the next dry run tells what it means.
func (k *Desk) Correct(ctx context.Context, who access.Who, id, version int64, p Patch) (*Import, error) {
	m, err := k.Get(ctx, k.DB, who, id)
	if err != nil {
		return nil, err
	}
	switch {
	case m.State.atWork():
		return nil, busy()
	case m.State == Applied:
		return nil, fault.Conflict(label.T("This import is written; undo it before you change it", "Cet import est écrit ; annulez-le avant de le modifier"))
	case version != 0 && version != m.Version:
		return nil, fault.Outdated(m)
	}
	content, err := k.content(ctx, m)
	if err != nil {
		return nil, err
	}
	if err := k.relay(ctx, who, m, content, p); err != nil {
		return nil, err
	}
	if err := k.correct(ctx, who, m, content, p); err != nil {
		return nil, err
	}
	m.State, m.Report, m.Problem, m.Done, m.Total = Draft, nil, label.Text{}, 0, 0
	_, err = k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error { return m.save(ctx, tx) })
	return m, err
}

// relay reads the file another way and proposes anew, where sheet or headers change.
func (k *Desk) relay(ctx context.Context, who access.Who, m *Import, content []byte, p Patch) error {
	if d := p.Decided; d != nil {
		if d.Sheet != "" {
			p.Sheet = &d.Sheet
		}
		if d.HeaderRow != nil {
			p.HeaderRow = d.HeaderRow
		}
		if d.Transposed != nil {
			p.Transposed = d.Transposed
		}
	}
	if p.Sheet == nil && p.FirstHeader == nil && p.HeaderRow == nil && p.Transposed == nil {
		return nil
	}
	s := &m.Settings
	l := sheet.Layout{}
	if s.Layout != nil {
		l = *s.Layout
	}
	if p.Sheet != nil {
		s.Sheet = *p.Sheet
	}
	if p.Transposed != nil {
		l.Transposed = *p.Transposed
	}
	if p.HeaderRow != nil {
		l.FirstHeader, l.LastHeader = *p.HeaderRow, *p.HeaderRow
	}
	if p.FirstHeader != nil {
		l.FirstHeader = *p.FirstHeader
	}
	if l.LastHeader < 0 || l.FirstHeader < 0 || l.FirstHeader > l.LastHeader {
		return fault.Invalid("header_row", label.T("The first line of the headers lies after the last one", "La première ligne des en-têtes est après la dernière"))
	}
	s.Layout = &l
	if p.Sheet != nil && p.HeaderRow == nil && p.Transposed == nil {
		s.Layout = nil
	}
	t, err := k.read(ctx, m, content)
	if err != nil {
		return err
	}
	s.Remembered = nil
	return k.propose(ctx, who, m, t, 0)
}

func (k *Desk) correct(ctx context.Context, who access.Who, m *Import, content []byte, p Patch) error {
	s := &m.Settings
	if p.Portfolio != nil || p.Name != nil {
		m.Portfolio, m.Name = 0, ""
		if p.Portfolio != nil {
			m.Portfolio = *p.Portfolio
		}
		if p.Name != nil {
			m.Name = cleanName(*p.Name, longestName)
		}
	}
	if p.AsOf != nil {
		m.AsOf = *p.AsOf
	}
	if err := k.place(ctx, k.DB, who, m); err != nil {
		return err
	}
	for _, c := range []struct {
		where   string
		to, set *string
		words   []string
	}{{"empty", &s.Empty, p.Empty, []string{Clear, Keep}}, {"gone", &s.Gone, p.Gone, []string{Leave, Keep}}, {"doubtful", &s.Doubtful, p.Doubtful, []string{Ask, Same, New}}} {
		if c.set != nil && !slices.Contains(c.words, *c.set) {
			return fault.Invalid(c.where, label.F("Say one of %v", "Indiquez l’un de %v", c.words))
		}
		if c.set != nil {
			*c.to = *c.set
		}
	}
	if p.Currency != nil {
		if !money.IsCode(*p.Currency) {
			return fault.Invalid("currency", label.T("A currency is given by its three letters: EUR, GBP", "Une devise se donne par ses trois lettres : EUR, GBP"))
		}
		s.Currency = *p.Currency
	}
	if err := m.decide(p.Matches); err != nil {
		return err
	}
	return k.correctColumns(ctx, who, m, content, p)
}

func (m *Import) decide(matches []Match) error {
	s := &m.Settings
	doubts := m.doubts()
	for _, d := range matches {
		if !slices.Contains([]string{"", Same, New, Skip, Section}, d.Decision) || d.Decision == Same && d.Object == 0 {
			return fault.Invalid("matches", label.F("Row %d: say same with a project, new, skip, section, or nothing to take the decision back", "Ligne %d : indiquez same avec un projet, new, skip, section, ou rien pour revenir sur la décision", d.Row))
		}
		s.Matches = slices.DeleteFunc(s.Matches, func(o Match) bool { return o.Row == d.Row })
		if d.Decision != "" {
			d.Name, d.Candidates, d.Lone = doubts[d.Row].Name, doubts[d.Row].Candidates, doubts[d.Row].Lone
			s.Matches = append(s.Matches, d)
		}
	}
	return nil
}

// doubts are the rows that were doubtful when they were last looked at.
func (m *Import) doubts() map[int]Match {
	out := map[int]Match{}
	for _, d := range m.Settings.Matches {
		out[d.Row] = d
	}
	if m.Report != nil {
		for _, d := range m.Report.Doubtful {
			if d.Column == 0 {
				out[d.Row] = Match{Name: d.Name, Candidates: d.Candidates, Lone: d.Lone}
			}
		}
		for _, l := range m.Report.Left {
			out[l.Row] = Match{Name: l.Name, Lone: out[l.Row].Lone}
		}
	}
	return out
}

func (k *Desk) correctColumns(ctx context.Context, who access.Who, m *Import, content []byte, p Patch) error {
	if len(p.Columns) == 0 && p.Decided == nil {
		return nil
	}
	c, err := targets[m.Object].catalogue(ctx, k.DB)
	if err != nil {
		return err
	}
	c = c.For(who)
	grows := targets[m.Object].mayGrow(who)
	if p.Decided != nil {
		m.adopt(c, *p.Decided)
	}
	s := &m.Settings
	for _, pc := range p.Columns {
		i := slices.IndexFunc(s.Columns, func(col Column) bool { return col.Number == pc.Number })
		if i < 0 {
			return fault.Invalid("columns", label.F("The file has no column %d", "Le fichier n’a pas de colonne %d", pc.Number))
		}
		if err := s.Columns[i].correct(m.Object, c, pc); err != nil {
			return err
		}
		if !grows && s.Columns[i].asksToGrow() {
			return mayNotDefine(s.Columns[i].Header)
		}
		if !m.mayMakeProgrammes(who) && s.Columns[i].asksForProgrammes() {
			return mayNotMake(s.Columns[i].Header)
		}
	}
	for i, a := range s.Columns {
		for _, b := range s.Columns[:i] {
			if a.Action != Ignore && b.Action != Ignore && a.key() == b.key() {
				return fault.Invalid("columns", label.F("“%s” and “%s” become the same attribute; choose one of the two", "« %s » et « %s » deviennent le même attribut ; choisissez l’une des deux", b.Header, a.Header))
			}
		}
	}
	t, err := k.read(ctx, m, content)
	if err != nil {
		return err
	}
	pr := &proposal{t: targets[m.Object], c: c, table: t, used: map[string]int{}, grows: grows}
	columns := s.Columns
	if err := pr.learnProjects(ctx, k.DB, who, m, columns); err != nil {
		return err
	}
	pr.look()
	pr.columns = columns
	for i := range columns {
		pr.finish(&columns[i], i)
	}
	return nil
}

// asksToGrow reports whether a column needs something new in the catalogue.
func (col *Column) asksToGrow() bool {
	return col.Action == ToNew || col.Action != Ignore && col.Kind != field.Project && slices.ContainsFunc(col.Values, func(v Choice) bool { return v.Option == NewOption })
}

// asksForProgrammes reports whether programmes are to be made for a column.
func (col *Column) asksForProgrammes() bool {
	return col.Action == ToAttribute && col.Kind == field.Project && slices.ContainsFunc(col.Values, func(v Choice) bool { return v.Option == NewOption })
}

func (col *Column) key() string {
	if col.Action == ToNew && col.New != nil {
		return col.New.Key
	}
	return col.Attribute
}

var newKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (col *Column) correct(object string, c *field.Catalogue, p PatchColumn) error {
	where := func(t label.Text) error { return fault.Invalid("columns", t) }
	was := col.key()
	if p.Action != nil {
		col.Action = *p.Action
	}
	if p.Attribute != nil {
		col.Attribute = *p.Attribute
		if p.Action == nil {
			col.Action = ToAttribute
		}
	}
	if p.New != nil {
		col.New = p.New
	}
	switch col.Action {
	case Ignore:
		col.Attribute, col.New = "", nil
	case ToAttribute:
		f := c.Get(col.Attribute)
		if f == nil || f.Retired || f.ReadOnly || f.Kind == field.Computed {
			return where(label.F("“%s” is no attribute that can be imported", "« %s » n’est pas un attribut qui s’importe", col.Attribute))
		}
		col.New, col.Kind = nil, f.Kind
	case ToNew:
		if err := col.correctNew(object, c); err != nil {
			return err
		}
	default:
		return where(label.F("“%s” is no action; say attribute, new or ignore", "« %s » n’est pas une action ; indiquez attribute, new ou ignore", col.Action))
	}
	if p.Options != nil {
		col.Options = *p.Options
		col.Options.Multiplier = max(col.Options.Multiplier, 1)
	}
	if col.key() != was {
		col.Values = nil // they were another attribute's
	}
	if p.Values != nil {
		kept := slices.DeleteFunc(col.Values, func(v Choice) bool {
			return slices.ContainsFunc(p.Values, func(n Choice) bool { return label.Fold(n.Text) == label.Fold(v.Text) })
		})
		col.Values = append(kept, p.Values...)
	}
	col.Confidence = 100
	return nil
}

func (col *Column) correctNew(object string, c *field.Catalogue) error {
	n := col.New
	if object != "project" || n == nil || n.Label.IsZero() || n.Kind == field.Computed || !slices.Contains(field.Kinds, n.Kind) || n.Kind == field.User || n.Kind == field.Unit || n.Kind == field.Project {
		return fault.Invalid("columns", label.F("Say the label and the kind of the new attribute for “%s”", "Indiquez le libellé et la nature du nouvel attribut pour « %s »", col.Header))
	}
	if n.Key == "" {
		n.Key = field.KeyFor(n.Label.In(label.EN))
	}
	if f := c.Get(n.Key); !newKey.MatchString(n.Key) || f != nil && !f.Retired {
		return fault.Invalid("columns", label.F("The key %s is taken or not a key; choose another", "La clé %s est prise ou n’est pas une clé ; choisissez-en une autre", n.Key))
	}
	if n.Consolidation == "" {
		n.Consolidation = consolidationOf(n.Kind)
	}
	col.Attribute, col.Kind = "", n.Kind
	return nil
}
