// Package master keeps the slide masters of reports, which are the PowerPoint
// templates that an organisation brings: who may give them, and what was found in
// them. Everybody who may export may fill them.
package master

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

// Entity is the name under which events and the history know them.
const Entity = "slide_master"

// most is how many slide masters an organisation may keep.
const most = 100

// partSize is how many bytes a row of the database holds.
const partSize = 512 << 10

// Master is a presentation with keys in it.
type Master struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Kind      string `db:"kind"` // of report: summary, project or review
	Name      string `db:"name"`
	Size      int64  `db:"size"`
	Slides    int64  `db:"slides"`
	Keys      string `db:"keys"` // one a line
	Created   int64  `db:"created"`
	CreatedBy db.ID  `db:"created_by"`
	Digest    string `db:"digest"`  // of its bytes: SHA-256, in hex
	Deleted   int64  `db:"deleted"` // when, in milliseconds since 1970; 0 while it is in use
}

// Found returns the keys of the slide master.
func (m Master) Found() []string {
	return strings.FieldsFunc(m.Keys, func(r rune) bool { return r == '\n' })
}

type part struct {
	Master  int64  `db:"master_id"`
	Place   int64  `db:"place"`
	Content []byte `db:"content"`
}

// MayEdit reports whether a person may bring slide masters, which all reports can
// then use: the right must hold on the whole organisation.
func MayEdit(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// List returns the slide masters, by name; of one kind unless that is empty.
func List(ctx context.Context, q db.Querier, _ access.Who, kind string) ([]Master, error) {
	where, args := " WHERE deleted = 0", []any{}
	if kind != "" {
		where, args = where+" AND kind = $1", []any{kind}
	}
	all, err := db.Select[Master](ctx, q, "SELECT "+db.Columns[Master]("")+" FROM slide_master"+where+" ORDER BY id", args...)
	slices.SortStableFunc(all, func(a, b Master) int { return strings.Compare(label.Fold(a.Name), label.Fold(b.Name)) })
	return all, err
}

// Get returns one slide master.
func Get(ctx context.Context, q db.Querier, _ access.Who, id int64) (Master, error) {
	return db.Get[Master](ctx, q, "SELECT "+db.Columns[Master]("")+" FROM slide_master WHERE id = $1 AND deleted = 0", id)
}

// Content returns the presentation itself.
func Content(ctx context.Context, q db.Querier, who access.Who, id int64) (Master, []byte, error) {
	m, err := Get(ctx, q, who, id)
	if err != nil {
		return m, nil, err
	}
	out, err := m.bytes(ctx, q)
	return m, out, err
}

func (m Master) bytes(ctx context.Context, q db.Querier) ([]byte, error) {
	out := make([]byte, 0, m.Size)
	err := db.Each(ctx, q, func(p *part) error { out = append(out, p.Content...); return nil },
		"SELECT master_id, place, content FROM slide_master_part WHERE master_id = $1 ORDER BY place", m.ID)
	if err == nil && int64(len(out)) != m.Size {
		err = io.ErrUnexpectedEOF
	}
	return out, err
}

// Examine looks into a presentation that is to become a slide master: it must be
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

// Add keeps a slide master.
func Add(ctx context.Context, tx *db.Tx, who access.Who, m Master, content []byte) (Master, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return m, err
	}
	if err := m.named(m.Name); err != nil {
		return m, err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM slide_master WHERE deleted = 0")
	if err != nil {
		return m, err
	}
	if n >= most {
		return m, fault.Conflict(label.F("There are %d templates already; delete one first", "Il y a déjà %d modèles\u202f; supprimez-en un d’abord", most))
	}
	m.ID, m.Version, m.Created, m.CreatedBy = tx.NewID(), 1, tx.Millis(), db.ID(who.ID)
	m.Size, m.Digest = int64(len(content)), DigestOf(content)
	if err := db.Insert(ctx, tx, "slide_master", m); err != nil {
		return m, err
	}
	if err := m.fill(ctx, tx, content); err != nil {
		return m, err
	}
	return m, m.record(tx)
}

// fill writes the bytes of a slide master that has none.
func (m Master) fill(ctx context.Context, tx *db.Tx, content []byte) error {
	place := int64(0)
	for piece := range slices.Chunk(content, partSize) {
		place++
		if err := db.Insert(ctx, tx, "slide_master_part", part{m.ID, place, piece}); err != nil {
			return err
		}
	}
	return nil
}

// named gives a slide master a name, or says what is wrong with it.
func (m *Master) named(name string) error {
	if m.Name = strings.TrimSpace(name); m.Name == "" || utf8.RuneCountInString(m.Name) > 200 {
		return fault.Invalid("name", label.T("Give the template a name of at most 200 characters", "Donnez au modèle un nom de 200 caractères au plus"))
	}
	return nil
}

// Rename gives a slide master another name.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, name string) (Master, error) {
	m, err := current(ctx, tx, who, id, version)
	if err != nil {
		return m, err
	}
	if err := m.named(name); err != nil {
		return m, err
	}
	m.Version++
	if err := db.Put(ctx, tx, "slide_master", m); err != nil {
		return m, err
	}
	return m, m.record(tx)
}

// Delete takes a slide master out of use. Its content stays, for what is taken back.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	m, err := current(ctx, tx, who, id, version)
	if err != nil {
		return err
	}
	m.Version, m.Deleted = m.Version+1, tx.Millis()
	if err := db.Put(ctx, tx, "slide_master", m); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: m.ID, Version: m.Version, From: tx.Today()})
	return nil
}

func current(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Master, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return Master{}, err
	}
	m, err := Get(ctx, tx, who, id)
	if err == nil && m.Version != version {
		err = fault.Outdated(m)
	}
	return m, err
}

// record writes the slide master into the history, without its content.
func (m Master) record(tx *db.Tx) error { return m.recordAs(tx, false) }

func (m Master) recordAs(tx *db.Tx, aside bool) error {
	data, err := json.Marshal(remembered{m.Kind, m.Name, m.Size, m.Digest, aside})
	if err != nil {
		return fmt.Errorf("recording a slide master: %w", err)
	}
	tx.Record(db.Version{Entity: Entity, Object: m.ID, Version: m.Version, From: tx.Today(), Data: string(data)})
	return nil
}
