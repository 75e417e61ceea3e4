package field

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/heading"
)

// Entity is the name under which the history and the events know attributes.
const Entity = "field"

type row struct {
	ID            int64         `db:"id"`
	Version       int64         `db:"version"`
	Object        string        `db:"object"`
	Key           string        `db:"key"`
	Kind          Kind          `db:"kind"`
	LabelEN       string        `db:"label_en"`
	LabelFR       string        `db:"label_fr"`
	HelpEN        string        `db:"help_en"`
	HelpFR        string        `db:"help_fr"`
	Measure       string        `db:"measure"`
	Required      bool          `db:"required"`
	Initial       string        `db:"initial"`
	Consolidation Consolidation `db:"consolidation"`
	Weight        string        `db:"weight"`
	Core          bool          `db:"core"`
	PerMonth      bool          `db:"per_month"`
	ReadOnly      bool          `db:"read_only"`
	Formula       string        `db:"formula"`
	Position      int64         `db:"position"`
	Section       string        `db:"section"`
	Retired       bool          `db:"retired"`
	Free          bool          `db:"free"`
	RequiredIf    string        `db:"required_if"`
	Rule          string        `db:"rule"`
	MessageEN     string        `db:"message_en"`
	MessageFR     string        `db:"message_fr"`
	Slot          string        `db:"slot"`
	Former        string        `db:"former"`
	Aliases       string        `db:"aliases"`
	UniqueIn      string        `db:"unique_in"`
	Pattern       string        `db:"pattern"`
	ShownIf       string        `db:"shown_if"`
	Searchable    bool          `db:"searchable"`
	Readers       string        `db:"readers"`
	Writers       string        `db:"writers"`
	PastReaders   string        `db:"past_readers"`
	PastWriters   string        `db:"past_writers"`
	Hierarchy     int64         `db:"hierarchy_id"`
	Grants        bool          `db:"grants"`
}

type choiceRow struct {
	ID       int64  `db:"id"`
	FieldID  int64  `db:"field_id"`
	Key      string `db:"key"`
	LabelEN  string `db:"label_en"`
	LabelFR  string `db:"label_fr"`
	Colour   string `db:"colour"`
	Icon     string `db:"icon"`
	Position int64  `db:"position"`
	Retired  bool   `db:"retired"`
	Meaning  string `db:"meaning"`

	Parent int64   `db:"parent_id"`
	From   day.Day `db:"from_day"`
	Until  day.Day `db:"until_day"`
}

func (r row) field() *Field {
	f := &Field{
		ID: r.ID, Version: r.Version, Object: r.Object, Key: r.Key, Kind: r.Kind,
		Label: label.T(r.LabelEN, r.LabelFR), Help: label.T(r.HelpEN, r.HelpFR),
		Measure: r.Measure, Required: r.Required, Initial: r.Initial, Consolidation: r.Consolidation, Weight: r.Weight,
		Core: r.Core, PerMonth: r.PerMonth, ReadOnly: r.ReadOnly, Formula: r.Formula, Position: r.Position, Section: r.Section, Retired: r.Retired, Free: r.Free,
		RequiredIf: r.RequiredIf, Rule: r.Rule, Message: label.T(r.MessageEN, r.MessageFR),
		Slot: r.Slot, Aliases: strings.Fields(r.Aliases), UniqueIn: r.UniqueIn, Pattern: r.Pattern, ShownIf: r.ShownIf, Searchable: r.Searchable,
		Readers: idsIn(r.Readers), Writers: idsIn(r.Writers), PastReaders: idsIn(r.PastReaders), PastWriters: idsIn(r.PastWriters),
		Hierarchy: r.Hierarchy, Grants: r.Grants,
	}
	if r.Former != "" {
		f.Former = readFormer(r.Former)
	}
	return f
}

func (f *Field) row() row {
	return row{
		ID: f.ID, Version: f.Version, Object: f.Object, Key: f.Key, Kind: f.Kind,
		LabelEN: f.Label.EN, LabelFR: f.Label.FR, HelpEN: f.Help.EN, HelpFR: f.Help.FR,
		Measure: f.Measure, Required: f.Required, Initial: f.Initial, Consolidation: f.Consolidation, Weight: f.Weight,
		Core: f.Core, PerMonth: f.PerMonth, ReadOnly: f.ReadOnly, Formula: f.Formula, Position: f.Position, Section: f.Section, Retired: f.Retired, Free: f.Free,
		RequiredIf: f.RequiredIf, Rule: f.Rule, MessageEN: f.Message.EN, MessageFR: f.Message.FR,
		Slot: f.Slot, Former: f.former(), Aliases: strings.Join(f.Aliases, " "), UniqueIn: f.UniqueIn, Pattern: f.Pattern, ShownIf: f.ShownIf, Searchable: f.Searchable,
		Readers: idsOut(f.Readers), Writers: idsOut(f.Writers), PastReaders: idsOut(f.PastReaders), PastWriters: idsOut(f.PastWriters),
		Hierarchy: f.Hierarchy, Grants: f.Grants,
	}
}

// Load reads the catalogue of one kind of object. Everyone may read it.
func Load(ctx context.Context, q db.Querier, object string) (*Catalogue, error) {
	known, tx, remembers := keptIn(q, object)
	if known != nil {
		return known, nil
	}
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM field WHERE object = $1 ORDER BY position, id", object)
	if err != nil {
		return nil, fmt.Errorf("reading the catalogue: %w", err)
	}
	options, err := db.Select[choiceRow](ctx, q, "SELECT "+db.Columns[choiceRow]("c")+" FROM choice c JOIN field f ON f.id = c.field_id WHERE f.object = $1 ORDER BY c.position, c.id", object)
	if err != nil {
		return nil, fmt.Errorf("reading the lists: %w", err)
	}
	marks, err := access.MarksOfRoles(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("reading which roles attributes name: %w", err)
	}
	fields := make([]*Field, 0, len(rows))
	byID := map[int64]*Field{}
	for _, r := range rows {
		f := r.field()
		f.mark(marks)
		fields = append(fields, f)
		byID[f.ID] = f
	}
	for _, o := range options {
		f := byID[o.FieldID]
		f.Choices = append(f.Choices, o.option())
	}
	if err := drawAll(ctx, q, fields); err != nil {
		return nil, fmt.Errorf("reading the hierarchies: %w", err)
	}
	c := NewCatalogue(object, fields)
	if c.Constants, err = constant.Load(ctx, q); err != nil {
		return nil, fmt.Errorf("reading the constants: %w", err)
	}
	if c.Groups, err = heading.Load(ctx, q); err != nil {
		return nil, fmt.Errorf("reading the groups of attributes: %w", err)
	}
	if remembers {
		c.keep(tx)
	}
	return c, nil
}

func (o choiceRow) option() Option {
	return Option{ID: o.ID, Key: o.Key, Label: label.T(o.LabelEN, o.LabelFR), Colour: o.Colour, Icon: o.Icon, Retired: o.Retired, Meaning: o.Meaning, Parent: o.Parent, From: o.From, Until: o.Until}
}

func insert(ctx context.Context, tx *db.Tx, f *Field) error {
	if err := db.Insert(ctx, tx, "field", f.row()); err != nil {
		return err
	}
	return saveChoices(ctx, tx, f)
}

// saveChoices writes the list of an attribute: new options get an id, known
// ones are changed in place. Options are never deleted, for the past uses them.
func saveChoices(ctx context.Context, tx *db.Tx, f *Field) error {
	if f.Hierarchy != 0 {
		return record(tx, f)
	}
	f.under()
	ids := map[string]int64{}
	for _, o := range f.Choices {
		ids[o.Key] = o.ID
	}
	for i := range f.Choices {
		o := &f.Choices[i]
		if o.Parent = 0; o.Under != "" {
			o.Parent = ids[o.Under]
		}
		r := choiceRow{o.ID, f.ID, o.Key, o.Label.EN, o.Label.FR, o.Colour, o.Icon, int64(i + 1), o.Retired, o.Meaning, o.Parent, o.From, o.Until}
		var err error
		if made := f.Version == 1 && o.ID != 0; o.ID == 0 || made {
			if !made {
				o.ID = tx.NewID()
			}
			r.ID, ids[o.Key] = o.ID, o.ID
			err = db.Insert(ctx, tx, "choice", r)
		} else {
			err = db.Put(ctx, tx, "choice", r)
		}
		if err != nil {
			return fmt.Errorf("writing the option %s of %s: %w", o.Key, f.Key, err)
		}
	}
	return record(tx, f)
}

func record(tx *db.Tx, f *Field) error {
	kept := *f
	if f.Hierarchy != 0 {
		kept.Choices = nil // the nodes have a history of their own
	}
	b, err := json.Marshal(&kept)
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: f.ID, Version: f.Version, Data: string(b)})
	return nil
}

// change reads the catalogue to change it: one transaction at a time, on every
// node, so that two never build on the same version.
func change(ctx context.Context, tx *db.Tx, object string) (*Catalogue, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE field SET version = version WHERE object = $1 AND key = 'name'", object); err != nil {
		return nil, err
	}
	return Load(ctx, tx, object)
}

// Hold reads the catalogue of a kind of object for a change that stands on it:
// nobody else changes it meanwhile, on any node. Everyone may read it.
func Hold(ctx context.Context, tx *db.Tx, _ access.Who, object string) (*Catalogue, error) {
	return change(ctx, tx, object)
}
