// Package template keeps the PowerPoint templates that an organisation brings:
// who may give them, and what was found in them. Everybody who may export may
// fill them.
package template

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/format/deck"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which events know templates.
const Entity = "template"

// most is how many templates an organisation may keep.
const most = 100

// partSize is how many bytes a row of the database holds.
const partSize = 512 << 10

// Template is a presentation with keys in it.
type Template struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Kind      string `db:"kind"` // of report: summary, project or review
	Name      string `db:"name"`
	Size      int64  `db:"size"`
	Slides    int64  `db:"slides"`
	Keys      string `db:"keys"` // one a line
	Created   int64  `db:"created"`
	CreatedBy db.ID  `db:"created_by"`
}

// Found returns the keys of the template.
func (t Template) Found() []string {
	return strings.FieldsFunc(t.Keys, func(r rune) bool { return r == '\n' })
}

type part struct {
	Template int64  `db:"template_id"`
	Place    int64  `db:"place"`
	Content  []byte `db:"content"`
}

// MayEdit reports whether a person may bring templates, which all reports can
// then use: the right must hold on the whole organisation.
func MayEdit(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// List returns the templates, by name; of one kind unless that is empty.
func List(ctx context.Context, q db.Querier, _ access.Who, kind string) ([]Template, error) {
	where, args := "", []any{}
	if kind != "" {
		where, args = " WHERE kind = $1", []any{kind}
	}
	all, err := db.Select[Template](ctx, q, "SELECT "+db.Columns[Template]("")+" FROM template"+where+" ORDER BY id", args...)
	slices.SortStableFunc(all, func(a, b Template) int { return strings.Compare(label.Fold(a.Name), label.Fold(b.Name)) })
	return all, err
}

// Get returns one template.
func Get(ctx context.Context, q db.Querier, _ access.Who, id int64) (Template, error) {
	return db.Get[Template](ctx, q, "SELECT "+db.Columns[Template]("")+" FROM template WHERE id = $1", id)
}

// Content returns the presentation itself.
func Content(ctx context.Context, q db.Querier, who access.Who, id int64) (Template, []byte, error) {
	t, err := Get(ctx, q, who, id)
	if err != nil {
		return t, nil, err
	}
	out := make([]byte, 0, t.Size)
	err = db.Each(ctx, q, func(p *part) error { out = append(out, p.Content...); return nil },
		"SELECT template_id, place, content FROM template_part WHERE template_id = $1 ORDER BY place", id)
	if err == nil && int64(len(out)) != t.Size {
		err = io.ErrUnexpectedEOF
	}
	return t, out, err
}

// Examine looks into a presentation that is to become a template: it must be
// sound, and small enough.
func Examine(content []byte) (slides int, keys []string, err error) {
	wrong, err := deck.Check(content)
	if err != nil {
		return 0, nil, err
	}
	if len(wrong) > 0 {
		return 0, nil, fault.Invalid("file", label.F("The presentation is damaged (%s); open it in PowerPoint, save it, and try again",
			"La présentation est abîmée (%s) ; ouvrez-la dans PowerPoint, enregistrez-la, puis réessayez", wrong[0]))
	}
	if slides, err = deck.Slides(content); err != nil {
		return 0, nil, err
	}
	keys, err = deck.Keys(content)
	return slides, keys, err
}

// Add keeps a template.
func Add(ctx context.Context, tx *db.Tx, who access.Who, t Template, content []byte) (Template, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return t, err
	}
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" || utf8.RuneCountInString(t.Name) > 200 {
		return t, fault.Invalid("name", label.T("Give the template a name of at most 200 characters", "Donnez au modèle un nom de 200 caractères au plus"))
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM template")
	if err != nil {
		return t, err
	}
	if n >= most {
		return t, fault.Conflict(label.F("There are %d templates already; delete one first", "Il y a déjà %d modèles ; supprimez-en un d’abord", most))
	}
	t.ID, t.Version, t.Size, t.Created, t.CreatedBy = tx.NewID(), 1, int64(len(content)), tx.Millis(), db.ID(who.ID)
	if err := db.Insert(ctx, tx, "template", t); err != nil {
		return t, err
	}
	place := int64(0)
	for piece := range slices.Chunk(content, partSize) {
		place++
		if err := db.Insert(ctx, tx, "template_part", part{t.ID, place, piece}); err != nil {
			return t, err
		}
	}
	return t, t.record(tx)
}

// Rename gives a template another name.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, name string) (Template, error) {
	t, err := current(ctx, tx, who, id, version)
	if err != nil {
		return t, err
	}
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > 200 {
		return t, fault.Invalid("name", label.T("Give the template a name of at most 200 characters", "Donnez au modèle un nom de 200 caractères au plus"))
	}
	t.Name = name
	t.Version++
	if err := db.Put(ctx, tx, "template", t); err != nil {
		return t, err
	}
	return t, t.record(tx)
}

// Delete removes a template with its content.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	t, err := current(ctx, tx, who, id, version)
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM template_part WHERE template_id = $1", id); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM template WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: t.ID, Version: t.Version + 1, From: tx.Today()})
	return nil
}

func current(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Template, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return Template{}, err
	}
	t, err := Get(ctx, tx, who, id)
	if err == nil && t.Version != version {
		err = fault.Outdated(t)
	}
	return t, err
}

// record writes the template into the history, without its content.
func (t Template) record(tx *db.Tx) error {
	data, err := json.Marshal(map[string]any{"kind": t.Kind, "name": t.Name, "size": t.Size})
	if err != nil {
		return fmt.Errorf("recording a template: %w", err)
	}
	tx.Record(db.Version{Entity: Entity, Object: t.ID, Version: t.Version, From: tx.Today(), Data: string(data)})
	return nil
}
