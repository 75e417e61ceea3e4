package template

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

type row struct {
	ID            int64  `db:"id"`
	Version       int64  `db:"version"`
	NameEN        string `db:"name_en"`
	NameFR        string `db:"name_fr"`
	DescriptionEN string `db:"description_en"`
	DescriptionFR string `db:"description_fr"`
	Type          db.ID  `db:"type_id"`
	Variant       db.ID  `db:"variant_id"`
	Owner         db.ID  `db:"owner_id"`
	Proposed      bool   `db:"proposed"`
	Retired       bool   `db:"retired"`
	Sections      string `db:"sections"`
}

func (t *Template) row() (row, error) {
	b, err := json.Marshal(append([]Section{}, t.Sections...))
	return row{
		t.ID, t.Version, t.Name.EN, t.Name.FR, t.Description.EN, t.Description.FR, db.ID(t.Type), db.ID(t.Variant), db.ID(t.Owner), t.Proposed, t.Retired, string(b),
	}, err
}

func (r row) template() (Template, error) {
	t := Template{
		ID: r.ID, Version: r.Version, Name: label.T(r.NameEN, r.NameFR), Description: label.T(r.DescriptionEN, r.DescriptionFR),
		Type: int64(r.Type), Variant: int64(r.Variant), Owner: int64(r.Owner), Proposed: r.Proposed, Retired: r.Retired,
	}
	if err := json.Unmarshal([]byte(r.Sections), &t.Sections); err != nil {
		return t, fmt.Errorf("reading the template %d: %w", r.ID, err)
	}
	return t, nil
}

// List returns all templates, by name. Everyone may know them.
func List(ctx context.Context, q db.Querier) ([]Template, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM project_template ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("reading the templates: %w", err)
	}
	out := make([]Template, len(rows))
	for i, r := range rows {
		if out[i], err = r.template(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Template) int {
		return strings.Compare(label.Fold(a.Name.In(label.EN)), label.Fold(b.Name.In(label.EN)))
	})
	return out, nil
}

// Get returns one template.
func Get(ctx context.Context, q db.Querier, id int64) (Template, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM project_template WHERE id = $1", id)
	if err != nil {
		return Template{}, err
	}
	return r.template()
}

// change lets in whoever may change templates: one transaction at a time, on every
// node, for the catalogue is what they stand on.
func change(ctx context.Context, tx *db.Tx, who access.Who) (*field.Catalogue, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return nil, err
	}
	return field.Hold(ctx, tx, who, "project")
}

// Create adds a template.
func Create(ctx context.Context, tx *db.Tx, who access.Who, t Template) (Template, error) {
	c, err := change(ctx, tx, who)
	if err != nil {
		return t, err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM project_template")
	if err != nil {
		return t, err
	}
	if n >= mostTemplates {
		return t, fault.Conflict(label.F("There are %d templates already\u202f: delete those that are no longer used", "Il y a déjà %d modèles\u202f: supprimez ceux qui ne servent plus", n))
	}
	t.ID, t.Version = tx.NewID(), 0
	return t, t.save(ctx, tx, c)
}

// Update changes a template; version is the one that was read, 0 asks for none.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, edit func(*Template) error) (Template, error) {
	c, err := change(ctx, tx, who)
	if err != nil {
		return Template{}, err
	}
	t, err := Get(ctx, tx, id)
	if err != nil {
		return t, err
	}
	if version != 0 && t.Version != version {
		return t, fault.Outdated(t)
	}
	if err := edit(&t); err != nil {
		return t, err
	}
	return t, t.save(ctx, tx, c)
}

// save writes a template under its next version. Of those that are for the same
// projects, one is proposed first.
func (t *Template) save(ctx context.Context, tx *db.Tx, c *field.Catalogue) error {
	if err := t.check(c); err != nil {
		return err
	}
	if t.Proposed && !t.Retired {
		all, err := List(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range all {
			if o.ID != t.ID && o.Proposed && o.Type == t.Type && o.Variant == t.Variant {
				o.Proposed = false
				if err := o.put(ctx, tx); err != nil {
					return err
				}
			}
		}
	}
	return t.put(ctx, tx)
}

func (t *Template) put(ctx context.Context, tx *db.Tx) error {
	t.Version++
	r, err := t.row()
	if err != nil {
		return err
	}
	if err := db.Replace(ctx, tx, "project_template", r); err != nil {
		return err
	}
	b, err := json.Marshal(remembered{t.Name, t.Description, t.Type, t.Variant, t.Owner, t.Proposed, t.Retired, t.Sections})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: t.ID, Version: t.Version, Data: string(b)})
	return nil
}

// Delete removes a template that made nothing; one that did can be retired.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	if _, err := change(ctx, tx, who); err != nil {
		return err
	}
	t, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if t.Version != version {
		return fault.Outdated(t)
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM template_use WHERE template_id = $1", id)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.Conflict(label.F("%d projects were made with this template: take it out of use instead", "%d projets ont été faits avec ce modèle\u202f: mettez-le plutôt hors d’usage", n))
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM project_template WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: t.Version + 1})
	return nil
}
