package project

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// LinkEntity is the name under which the history and the events know links.
const LinkEntity = "link"

// DependsOn is the kind of link by which a project waits for another.
const DependsOn = "depends_on"

// LinkKinds are the ways in which one project can be tied to another.
var LinkKinds = []LinkKind{
	{DependsOn, label.T("depends on", "dépend de"), label.T("is needed by", "est nécessaire à")},
	{"replaces", label.T("replaces", "remplace"), label.T("is replaced by", "est remplacé par")},
	{"relates_to", label.T("relates to", "est lié à"), label.T("relates to", "est lié à")},
}

// LinkKind is one kind of link, read from both ends.
type LinkKind struct {
	Key           string
	Forth, Around label.Text
}

// Link ties a project to another. The name of an end that the reader may not
// see is not given.
type Link struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Kind    string `db:"kind"`
	From    int64  `db:"from_id"`
	To      int64  `db:"to_id"`
	Note    string `db:"note"`
}

// Links returns the links of a project that the person may see.
func Links(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Link, error) {
	if _, err := get(ctx, q, who, id); err != nil {
		return nil, err
	}
	return db.Select[Link](ctx, q, "SELECT "+db.Columns[Link]("")+" FROM project_link WHERE from_id = $1 OR to_id = $1 ORDER BY id", id)
}

// LinksAmong returns the links between some projects. It does not look at rights: whoever
// asks names projects that the reader may see.
func LinksAmong(ctx context.Context, q db.Querier, ids []int64) ([]Link, error) {
	among, out := make(map[int64]bool, len(ids)), []Link{}
	for _, id := range ids {
		among[id] = true
	}
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(l *Link) error {
			if among[l.To] {
				out = append(out, *l)
			}
			return nil
		}, "SELECT "+db.Columns[Link]("")+" FROM project_link WHERE from_id IN "+in+" ORDER BY id", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// AddLink ties a project to another; both must be visible, the first editable.
func AddLink(ctx context.Context, tx *db.Tx, who access.Who, l Link) (Link, error) {
	from, err := get(ctx, tx, who, l.From)
	if err != nil {
		return l, err
	}
	if !who.CanProject(access.EditProject, from.ID, from.Unit(), from.Manager()) {
		return l, fault.Forbidden()
	}
	if _, err := get(ctx, tx, who, l.To); err != nil || l.To == l.From {
		return l, fault.Invalid("to", label.T("Choose another project that you can see", "Choisissez un autre projet que vous voyez"))
	}
	if !slices.ContainsFunc(LinkKinds, func(k LinkKind) bool { return k.Key == l.Kind }) {
		return l, fault.Invalid("kind", label.T("This is not a kind of link", "Ce n’est pas un type de lien"))
	}
	l.ID, l.Version, l.Note = tx.NewID(), 1, OneLine(l.Note)
	err = db.Insert(ctx, tx, "project_link", l)
	if db.IsDuplicate(err) {
		return l, fault.Conflict(label.T("This link is already there", "Ce lien existe déjà"))
	}
	if err != nil {
		return l, err
	}
	recordLink(tx, l, false)
	return l, nil
}

// RemoveLink unties a link of a project that the person may edit.
func RemoveLink(ctx context.Context, tx *db.Tx, who access.Who, project, link int64) error {
	p, err := get(ctx, tx, who, project)
	if err != nil {
		return err
	}
	if !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return fault.Forbidden()
	}
	l, err := db.Get[Link](ctx, tx, "DELETE FROM project_link WHERE id = $1 AND (from_id = $2 OR to_id = $2) RETURNING "+db.Columns[Link](""), link, project)
	if err != nil {
		return err
	}
	l.Version++
	recordLink(tx, l, true)
	return nil
}

func recordLink(tx *db.Tx, l Link, gone bool) {
	data := ""
	if !gone {
		data = encodeLink(l)
	}
	tx.Record(db.Version{Entity: LinkEntity, Object: l.ID, Version: l.Version, Data: data})
	tx.Touch(Entity, l.From)
	tx.Touch(Entity, l.To)
}

func encodeLink(l Link) string {
	return field.Encode(field.Values{
		"kind": field.Str(l.Kind), "from": field.Int(l.From), "to": field.Int(l.To), "note": field.Str(l.Note),
	}, nil)
}
