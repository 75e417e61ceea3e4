// Package draft keeps configurations that are worked on aside: documents that hold
// nowhere until they are published, by one of those who look after the configuration.
package draft

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the history and the events know drafts.
const Entity = "config_draft"

// What may be of a draft.
const (
	Open      = "open"
	Published = "published"
	Discarded = "discarded" // it can be taken back for 30 days
)

const (
	mostOpen = 50
	binDays  = 30
)

// Largest is how many bytes a document may have, in a draft and elsewhere: what one is
// handed out as can be worked on as a draft.
const Largest = 16 << 20

// Draft is a configuration that is worked on.
type Draft struct {
	ID       int64  `db:"id" json:"id"`
	Version  int64  `db:"version" json:"version"`
	Name     string `db:"name" json:"name"`
	Document string `db:"document" json:"document"` // as it was typed, in JSON or in YAML
	Prune    bool   `db:"prune" json:"prune"`       // what its sections leave out goes
	State    string `db:"state" json:"state"`
	Author   db.ID  `db:"author_id" json:"author"`
	Created  int64  `db:"created" json:"created"` // milliseconds
	Updated  int64  `db:"updated" json:"updated"`
}

var columns = db.Columns[Draft]("")

// May reports whether a person may work on drafts, which name whatever can be configured.
func May(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// List returns the drafts that are open, the last changed first, then those that were
// discarded lately; now is an instant.
func List(ctx context.Context, q db.Querier, who access.Who, now int64) ([]Draft, error) {
	if err := access.Must(May(who)); err != nil {
		return nil, err
	}
	return db.Select[Draft](ctx, q, "SELECT "+columns+` FROM config_draft WHERE state = 'open' OR state = 'discarded' AND updated > $1
		ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, updated DESC, id`, now-binDays*86_400_000)
}

// Get returns a draft.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Draft, error) {
	if err := access.Must(May(who)); err != nil {
		return Draft{}, err
	}
	return db.Get[Draft](ctx, q, "SELECT "+columns+" FROM config_draft WHERE id = $1", id)
}

// Create keeps a new draft.
func Create(ctx context.Context, tx *db.Tx, who access.Who, d Draft) (Draft, error) {
	if err := access.Must(May(who)); err != nil {
		return d, err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM config_draft WHERE state = 'open'")
	if err != nil {
		return d, err
	}
	if n >= mostOpen {
		return d, fault.Conflict(label.F("There are %d drafts already: publish or discard some", "Il y a déjà %d brouillons\u202f: publiez-en ou abandonnez-en", n))
	}
	d.ID, d.Version, d.State, d.Author, d.Created, d.Updated = tx.NewID(), 1, Open, db.ID(who.ID), tx.Millis(), tx.Millis()
	if err := d.clean(); err != nil {
		return d, err
	}
	if err := db.Insert(ctx, tx, "config_draft", d); err != nil {
		return d, err
	}
	return d, d.record(tx)
}

// Change changes the name, the document or the pruning of an open draft.
func Change(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Draft)) (Draft, error) {
	return put(ctx, tx, who, id, version, func(d *Draft) error {
		if d.State != Open {
			return fault.Conflict(label.T("This draft is closed", "Ce brouillon est clos"))
		}
		was := *d
		change(d)
		d.ID, d.Version, d.State, d.Author, d.Created = was.ID, was.Version, was.State, was.Author, was.Created
		return d.clean()
	})
}

// Close publishes or discards an open draft, or opens it again. Whoever publishes has
// applied it in the same transaction.
func Close(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, state string) (Draft, error) {
	return put(ctx, tx, who, id, version, func(d *Draft) error {
		if (state == Open) == (d.State == Open) || d.State == Published {
			return fault.Conflict(label.T("This draft is closed", "Ce brouillon est clos"))
		}
		d.State = state
		return nil
	})
}

func put(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Draft) error) (Draft, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE config_draft SET version = version WHERE id = $1", id); err != nil {
		return Draft{}, err
	}
	d, err := Get(ctx, tx, who, id)
	if err != nil {
		return d, err
	}
	if d.Version != version {
		return d, fault.Outdated(d)
	}
	if err := change(&d); err != nil {
		return d, err
	}
	d.Version, d.Updated = version+1, tx.Millis()
	if err := db.Put(ctx, tx, "config_draft", d); err != nil {
		return d, err
	}
	return d, d.record(tx)
}

func (d *Draft) clean() error {
	d.Name = strings.Join(strings.Fields(strings.ToValidUTF8(d.Name, "")), " ")
	switch {
	case d.Name == "" || utf8.RuneCountInString(d.Name) > 120:
		return fault.Invalid("name", label.T("Give the draft a name of at most 120 characters", "Donnez au brouillon un nom de 120 caractères au plus"))
	case len(d.Document) > Largest:
		return fault.Invalid("document", label.T("This document is too large", "Ce document est trop volumineux"))
	case strings.ContainsRune(d.Document, 0) || !utf8.ValidString(d.Document):
		return fault.Invalid("document", label.T("This is no text", "Ceci n’est pas un texte"))
	}
	return nil
}

func (d *Draft) record(tx *db.Tx) error {
	b, err := json.Marshal(d)
	if err == nil {
		tx.Record(db.Version{Entity: Entity, Object: d.ID, Version: d.Version, Data: string(b)})
	}
	return err
}
