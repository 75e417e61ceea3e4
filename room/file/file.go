// Package file keeps what people attach to projects: each content once, under
// the digest of its bytes, in a folder, in the database or in a store that
// speaks S3; and who attached it, where, under what name.
package file

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Entity is the name under which the history knows attachments.
const Entity = "attachment"

// BinDays is how long an attachment that was taken off can be brought back.
const BinDays = 30

// The states of a content before the scanner of the organisation.
const (
	Unscanned = "none" // no scanner is set
	Waiting   = "waiting"
	Clean     = "clean"
	Infected  = "infected"
)

// Attachment is a file on a project.
type Attachment struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Project int64  `db:"project_id"`
	Comment db.ID  `db:"comment_id"`
	Digest  string `db:"digest"`
	Name    string `db:"name"`
	Size    int64  `db:"size"`
	AddedBy db.ID  `db:"added_by"`
	Created int64  `db:"created"`
	Deleted int64  `db:"deleted"`
	Folded  string `db:"name_folded"` // the name as it is looked for
}

// Listed is an attachment with what is known of its content.
type Listed struct {
	Attachment
	Kind    string `db:"kind"`
	Width   int64  `db:"width"`
	Height  int64  `db:"height"`
	Preview bool   `db:"has_preview"`
	Scan    string `db:"scan"`
}

const listed = `SELECT a.id, a.version, a.project_id, a.comment_id, a.digest, a.name, a.size, a.added_by, a.created, a.deleted,
	c.kind, c.width, c.height, CASE WHEN c.preview IS NULL THEN 0 ELSE 1 END AS has_preview, c.scan
	FROM attachment a JOIN content c ON c.digest = a.digest`

type listedRow struct {
	Attachment
	Kind    string `db:"kind"`
	Width   int64  `db:"width"`
	Height  int64  `db:"height"`
	Preview int64  `db:"has_preview"`
	Scan    string `db:"scan"`
}

func (r listedRow) listed() Listed {
	return Listed{r.Attachment, r.Kind, r.Width, r.Height, r.Preview == 1, r.Scan}
}

// List returns the attachments of a project that the person may see, the latest
// first.
func List(ctx context.Context, q db.Querier, who access.Who, on int64) ([]Listed, error) {
	if _, err := project.Get(ctx, q, who, on); err != nil {
		return nil, err
	}
	rows, err := db.Select[listedRow](ctx, q, listed+" WHERE a.project_id = $1 AND a.deleted = 0 ORDER BY a.id DESC", on)
	out := make([]Listed, len(rows))
	for i, r := range rows {
		out[i] = r.listed()
	}
	return out, err
}

// Get returns an attachment of a project that the person may see.
func Get(ctx context.Context, q db.Querier, who access.Who, on, id int64) (Listed, error) {
	if _, err := project.Get(ctx, q, who, on); err != nil {
		return Listed{}, err
	}
	r, err := db.Get[listedRow](ctx, q, listed+" WHERE a.id = $1 AND a.project_id = $2 AND a.deleted = 0", id, on)
	return r.listed(), err
}

// taking lets in whoever may take part in the project.
func taking(ctx context.Context, q db.Querier, who access.Who, on int64) (*project.Project, error) {
	p, err := project.Get(ctx, q, who, on)
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.Comment, p.ID, p.Unit(), p.Manager()) {
		return nil, fault.Forbidden()
	}
	if p.State == project.Deleted {
		return nil, fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord"))
	}
	return p, nil
}

// attach writes the row of an attachment whose content is kept.
func attach(ctx context.Context, tx *db.Tx, who access.Who, a Attachment, limits Limits) (Attachment, error) {
	if _, err := taking(ctx, tx, who, a.Project); err != nil {
		return a, err
	}
	limits.Instance = 0 // asked before: by now the content is among what there is
	if err := limits.allow(ctx, tx, who, a.Project, a.Size); err != nil {
		return a, err
	}
	a.ID, a.Version, a.AddedBy, a.Created = tx.NewID(), 1, db.ID(who.ID), tx.Millis()
	if err := db.Insert(ctx, tx, "attachment", a); err != nil {
		return a, err
	}
	a.record(tx)
	return a, nil
}

// Remove takes an attachment off. Whoever attached it may, and who may edit the
// project.
func Remove(ctx context.Context, tx *db.Tx, who access.Who, on, id int64) error {
	return change(ctx, tx, who, on, id, func(a *Attachment) { a.Deleted = tx.Millis() })
}

// Restore brings an attachment back that was taken off.
func Restore(ctx context.Context, tx *db.Tx, who access.Who, on, id int64) error {
	return change(ctx, tx, who, on, id, func(a *Attachment) { a.Deleted = 0 })
}

// Rename gives an attachment another name.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, on, id int64, name string) error {
	name = Name(name)
	return change(ctx, tx, who, on, id, func(a *Attachment) {
		if end := ending(a.Name); ending(name) != end && end != "" {
			name += "." + end // what it is does not change with its name
		}
		a.Name = name
	})
}

func change(ctx context.Context, tx *db.Tx, who access.Who, on, id int64, edit func(*Attachment)) error {
	p, err := taking(ctx, tx, who, on)
	if err != nil {
		return err
	}
	a, err := db.Get[Attachment](ctx, tx, "SELECT "+db.Columns[Attachment]("")+" FROM attachment WHERE id = $1 AND project_id = $2", id, on)
	if err != nil {
		return err
	}
	if (int64(a.AddedBy) != who.ID || who.ID == 0) && !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return fault.Forbidden()
	}
	was := a
	if edit(&a); a == was || was.Deleted != 0 && a.Deleted != 0 {
		return nil
	}
	a.Version++
	if err := db.Put(ctx, tx, "attachment", a); err != nil {
		return err
	}
	a.record(tx)
	return nil
}

func (a Attachment) record(tx *db.Tx) {
	data := ""
	if a.Deleted == 0 {
		data = field.Encode(field.Values{
			"project": field.Int(a.Project), "comment": field.Ref(int64(a.Comment)), "name": field.Str(a.Name), "digest": field.Str(a.Digest), "size": field.Int(a.Size),
		}, nil)
	}
	tx.Record(db.Version{Entity: Entity, Object: a.ID, Version: a.Version, From: tx.Today(), Data: data})
	tx.Touch(project.Entity, a.Project)
}

// Pass gives the attachments of a project to the one it becomes part of. The
// person was let in by the room of projects, which merges.
func Pass(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	moved, err := db.Select[Attachment](ctx, tx, "UPDATE attachment SET project_id = $1, version = version + 1 WHERE project_id = $2 RETURNING "+db.Columns[Attachment](""), into, from)
	for _, a := range moved {
		a.record(tx)
	}
	return err
}

// Return gives what Pass passed on in a change back.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	all, err := db.TouchedBy(ctx, tx, change)
	if err != nil {
		return err
	}
	for _, t := range all {
		data, there := t.Was(tx.Today())
		if t.Entity != Entity || !there {
			continue
		}
		vs, _, err := field.DecodeAll(data)
		if err != nil {
			return err
		}
		a, err := db.Get[Attachment](ctx, tx, "UPDATE attachment SET project_id = $1, version = version + 1 WHERE id = $2 RETURNING "+db.Columns[Attachment](""), vs["project"].N, t.Object)
		if err != nil {
			return err
		}
		a.record(tx)
	}
	return nil
}
