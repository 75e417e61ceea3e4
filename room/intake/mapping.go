package intake

import (
	"context"
	"encoding/json"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Mapping is what was decided about files with the same headers, kept for the
// next one. It is also what vigie import --mapping reads from a file.
type Mapping struct {
	ID        int64   `json:"-"`
	Object    string  `json:"object,omitempty"`
	Name      string  `json:"name,omitempty"`
	Signature string  `json:"-"`
	Created   int64   `json:"-"`
	Plan      Decided `json:"settings"`
}

// Title is the name of a mapping or, of one that was kept by itself, the file it
// was kept from.
func (p Mapping) Title() label.Text {
	switch {
	case p.Name != "":
		return label.T(p.Name, p.Name)
	case p.Plan.File != "":
		return label.F("As for %s", "Comme pour %s", p.Plan.File)
	}
	return label.T("As for the last file with these headers", "Comme pour le dernier fichier avec ces en-têtes")
}

// Decided are settings by header, so that they hold for every file of a kind.
type Decided struct {
	File       string          `json:"file,omitempty"` // from which it was kept
	Sheet      string          `json:"sheet,omitempty"`
	HeaderRow  *int            `json:"header_row,omitempty"`
	Transposed *bool           `json:"transposed,omitempty"`
	Currency   string          `json:"currency,omitempty"`
	Empty      string          `json:"empty,omitempty"`
	Gone       string          `json:"gone,omitempty"`
	Doubtful   string          `json:"doubtful,omitempty"`
	Columns    []DecidedColumn `json:"columns,omitempty"`
	Matches    []Remembered    `json:"matches,omitempty"`
}

// DecidedColumn is what becomes of the column with a header.
type DecidedColumn struct {
	Header    string            `json:"header"`
	Action    string            `json:"action"`
	Attribute string            `json:"attribute,omitempty"`
	New       *NewField         `json:"new,omitempty"`
	Options   *Options          `json:"options,omitempty"`
	Values    map[string]string `json:"values,omitempty"` // text → key of an option, NewOption, or ""
}

type mappingRow struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Object    string `db:"object"`
	Name      string `db:"name"`
	Signature string `db:"signature"`
	Settings  string `db:"settings"`
	Owner     db.ID  `db:"owner_id"`
	Created   int64  `db:"created"`
}

func (r mappingRow) mapping() (Mapping, error) {
	p := Mapping{ID: r.ID, Object: r.Object, Name: r.Name, Signature: r.Signature, Created: r.Created}
	return p, json.Unmarshal([]byte(r.Settings), &p.Plan)
}

// decided draws from an import what holds for the next file of its kind.
func (m *Import) decided() Decided {
	s := m.Settings
	d := Decided{File: m.File.Name, Currency: s.Currency, Empty: s.Empty, Gone: s.Gone, Matches: m.sectionsSaid()}
	for _, c := range s.Columns {
		dc := DecidedColumn{Header: c.Header, Action: c.Action, Attribute: c.Attribute, New: c.New, Options: &c.Options}
		for _, v := range c.Values {
			if v.Option == NewOption || v.Option == Doubt {
				continue
			}
			if dc.Values == nil {
				dc.Values = map[string]string{}
			}
			dc.Values[v.Text] = v.Option
		}
		d.Columns = append(d.Columns, dc)
	}
	return d
}

// remember keeps the mapping of an import that was written, for the next file
// with the same headers.
func remember(ctx context.Context, tx *db.Tx, m *Import) error {
	return keepMapping(ctx, tx, m, "", m.By)
}

// keepMapping saves a mapping: under a name, or as the nameless one of its
// headers, which the next import takes the place of.
func keepMapping(ctx context.Context, tx *db.Tx, m *Import, name string, by int64) error {
	b, err := json.Marshal(m.decided())
	if err != nil {
		return err
	}
	r := mappingRow{tx.NewID(), 0, m.Object, name, m.Settings.Signature, "", db.ID(by), tx.Millis()}
	was, err := db.Select[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE object = $1 AND signature = $2 AND name = $3 ORDER BY id", m.Object, m.Settings.Signature, name)
	if err != nil {
		return err
	}
	if len(was) > 0 {
		r.ID, r.Version = was[0].ID, was[0].Version
	}
	if len(was) > 0 && name != "" { // of one that is kept by itself nothing is brought back
		r.Settings = was[0].Settings
	}
	return r.turn(ctx, tx, string(b))
}

// SaveMapping keeps the mapping of an import under a name.
func (k *Desk) SaveMapping(ctx context.Context, tx *db.Tx, who access.Who, id int64, name string) (Mapping, error) {
	m, err := k.Get(ctx, tx, who, id)
	if err != nil {
		return Mapping{}, err
	}
	if name = cleanName(name, longestName+1); name == "" || len([]rune(name)) > longestName {
		return Mapping{}, fault.Invalid("name", label.T("Give the mapping a name of at most 200 characters", "Donnez à la correspondance un nom d’au plus 200 caractères"))
	}
	if err := keepMapping(ctx, tx, m, name, who.ID); err != nil {
		return Mapping{}, err
	}
	r, err := db.Get[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE object = $1 AND signature = $2 AND name = $3", m.Object, m.Settings.Signature, name)
	if err != nil {
		return Mapping{}, err
	}
	return r.mapping()
}

// Mappings lists the saved mappings, for who may import.
func (k *Desk) Mappings(ctx context.Context, who access.Who) ([]Mapping, error) {
	out := []Mapping{}
	err := db.Each(ctx, k.DB, func(r *mappingRow) error {
		if t := targets[r.Object]; t == nil || !who.CanSomewhere(t.right) {
			return nil
		}
		p, err := r.mapping()
		out = append(out, p)
		return err
	}, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping ORDER BY name, id")
	return out, err
}

// DeleteMapping removes a saved mapping: one's own, or any with the right
// everywhere.
func (k *Desk) DeleteMapping(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	r, err := db.Get[mappingRow](ctx, tx, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE id = $1", id)
	if err != nil {
		return err
	}
	t := targets[r.Object]
	if t == nil || !who.CanSomewhere(t.right) {
		return fault.NotFound()
	}
	if int64(r.Owner) != who.ID && !who.CanEverywhere(t.right) {
		return fault.Forbidden()
	}
	return r.drop(ctx, tx)
}

// reuse takes over the mapping that is asked for or, unasked, one that was made
// for the same headers.
func (k *Desk) reuse(ctx context.Context, who access.Who, m *Import, c *field.Catalogue, id int64) error {
	where, arg := "signature = $2 ORDER BY created DESC, id DESC", any(m.Settings.Signature)
	if id != 0 {
		where, arg = "id = $2", id
	}
	rows, err := db.Select[mappingRow](ctx, k.DB, "SELECT "+db.Columns[mappingRow]("")+" FROM mapping WHERE object = $1 AND "+where+" LIMIT 1", m.Object, arg)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		if id != 0 {
			return fault.Invalid("mapping", label.T("There is no such mapping for this kind of object", "Il n’y a pas de telle correspondance pour ce type d’objet"))
		}
		return nil
	}
	p, err := rows[0].mapping()
	if err != nil {
		return err
	}
	m.Settings.Mapping, m.Settings.Mapped = p.ID, p.Name
	m.adopt(c, p.Plan)
	return nil
}

// adopt lays decisions over the proposal, header by header.
func (m *Import) adopt(c *field.Catalogue, d Decided) {
	s := &m.Settings
	for into, v := range map[*string]string{&s.Currency: d.Currency, &s.Empty: d.Empty, &s.Gone: d.Gone, &s.Doubtful: d.Doubtful} {
		if v != "" {
			*into = v
		}
	}
	s.Remembered = append(s.Remembered, d.Matches...)
	byHeader := map[string]DecidedColumn{}
	for _, dc := range d.Columns {
		byHeader[label.Fold(dc.Header)] = dc
	}
	for i := range s.Columns {
		if dc, ok := byHeader[label.Fold(s.Columns[i].Header)]; ok {
			s.Columns[i].adopt(c, dc)
		}
	}
	s.freeRepeated()
}

func (col *Column) adopt(c *field.Catalogue, dc DecidedColumn) {
	key := dc.Attribute
	if dc.Action == ToNew && dc.New != nil {
		key = dc.New.Key
	}
	f := c.Get(key)
	switch {
	case dc.Action == Ignore:
		col.Action, col.Attribute, col.New = Ignore, "", nil
		return
	case f != nil && !f.Retired && !f.ReadOnly && f.Kind != field.Computed:
		col.Action, col.Attribute, col.New, col.Kind = ToAttribute, key, nil, f.Kind
	case dc.Action == ToNew && dc.New != nil && f == nil:
		n := *dc.New
		col.Action, col.Attribute, col.New, col.Kind = ToNew, "", &n, n.Kind
	default:
		return
	}
	if dc.Options != nil {
		was := col.Options
		col.Options = *dc.Options
		// How numbers and dates are spelled is a matter of each file.
		col.Options.Decimal, col.Options.DateOrder = was.Decimal, was.DateOrder
		if col.Options.Decimal == "" {
			col.Options.Decimal = dc.Options.Decimal
		}
		if col.Options.DateOrder == "" {
			col.Options.DateOrder = dc.Options.DateOrder
		}
	}
	for text, option := range dc.Values {
		col.Values = append(col.Values, Choice{Text: text, Option: option})
	}
	col.Confidence = 100
}

// freeRepeated makes sure that no attribute has two columns: the first keeps it.
func (s *Settings) freeRepeated() {
	used := map[string]bool{}
	for i := range s.Columns {
		col := &s.Columns[i]
		key := col.Attribute
		if col.Action == ToNew {
			key = col.New.Key
		}
		if col.Action != Ignore && used[key] {
			col.Action, col.Attribute, col.New = Ignore, "", nil
		}
		used[key] = true
	}
}

func outdatedMapping(header string) error {
	return fault.Invalid("columns", label.F("The column “%s” is mapped to an attribute that is not there any more; choose another", "La colonne « %s » correspond à un attribut qui n’existe plus ; choisissez-en un autre", header))
}

// mayNotDefine refuses an attribute or a value of a list that the person may
// not add, and says who may.
func mayNotDefine(header string) error {
	return fault.Invalid("columns", label.F("“%s”: only who has the right “Define attributes and lists” on the whole organisation adds attributes and values of lists; choose one that is there, or leave the column out", "« %s » : seul qui a le droit « Définir les attributs et les listes » sur toute l’organisation ajoute des attributs et des valeurs de listes ; choisissez ce qui existe, ou laissez la colonne de côté", header))
}

// mayNotMake refuses programmes that the person may not create, and says who may.
func mayNotMake(header string) error {
	return fault.Invalid("columns", label.F("“%s”: only who has the right “Create projects” on the unit of the import makes programmes; leave the texts out, or the column", "«\u202f%s\u202f»\u202f: seul qui a le droit «\u202fCréer des projets\u202f» sur l’entité de l’import crée des programmes\u202f; laissez ces textes de côté, ou la colonne", header))
}

func twiceMapped(header string, f *field.Field) error {
	return fault.Invalid("columns", label.F("The column “%s” is a second one for “%s”; choose one of the two", "La colonne « %s » est une deuxième pour « %s » ; choisissez l’une des deux", header, f.Label))
}
