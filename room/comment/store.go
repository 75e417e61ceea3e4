package comment

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

var columns = db.Columns[Comment]("")

// List returns threads of a project that the person may see, the latest first,
// from before one (0 for the latest), and how many there are in all. What was
// taken back is there only where something answers it.
func List(ctx context.Context, q db.Querier, who access.Who, on, before int64, limit int) ([]Thread, int, error) {
	if _, err := project.Get(ctx, q, who, on); err != nil {
		return nil, 0, err
	}
	const there = "project_id = $1 AND parent_id IS NULL AND (deleted = 0 OR EXISTS (SELECT 1 FROM comment a WHERE a.parent_id = comment.id AND a.deleted = 0))"
	total, err := db.Get[int64](ctx, q, "SELECT count(*) FROM comment WHERE "+there, on)
	if err != nil {
		return nil, 0, err
	}
	where, args := there, []any{on, limit}
	if before != 0 {
		where, args = there+" AND id < $3", append(args, before)
	}
	top, err := db.Select[Comment](ctx, q, "SELECT "+columns+" FROM comment WHERE "+where+" ORDER BY id DESC LIMIT $2", args...)
	if err != nil || len(top) == 0 {
		return nil, int(total), err
	}
	threads, err := answered(ctx, q, top)
	return threads, int(total), err
}

func answered(ctx context.Context, q db.Querier, top []Comment) ([]Thread, error) {
	ids := make([]int64, len(top))
	for i, c := range top {
		ids[i] = c.ID
	}
	in, args := db.List(nil, ids)
	answers, err := db.Select[Comment](ctx, q, "SELECT "+columns+" FROM comment WHERE deleted = 0 AND parent_id IN "+in+" ORDER BY id", args...)
	out := make([]Thread, len(top))
	for i, c := range top {
		if c.Deleted != 0 {
			c.Body = ""
		}
		out[i] = Thread{Comment: c}
		for _, a := range answers {
			if int64(a.Parent) == c.ID {
				out[i].Answers = append(out[i].Answers, a)
			}
		}
	}
	return out, err
}

// Get returns a comment of a project that the person may see.
func Get(ctx context.Context, q db.Querier, who access.Who, on, id int64) (Comment, error) {
	if _, err := project.Get(ctx, q, who, on); err != nil {
		return Comment{}, err
	}
	return db.Get[Comment](ctx, q, "SELECT "+columns+" FROM comment WHERE id = $1 AND project_id = $2", id, on)
}

// taking returns the project, for somebody who may take part in its discussion.
func taking(ctx context.Context, tx *db.Tx, who access.Who, id int64) (*project.Project, error) {
	p, err := project.Get(ctx, tx, who, id)
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

// Add says something about a project, or answers what begins a thread. It
// returns the people who are named for the first time. Somebody who may not see
// the project cannot be named.
func Add(ctx context.Context, tx *db.Tx, who access.Who, c Comment) (Comment, []access.Person, error) {
	p, err := taking(ctx, tx, who, c.Project)
	if err != nil {
		return c, nil, err
	}
	if c.Parent != 0 {
		top, err := Get(ctx, tx, who, c.Project, int64(c.Parent))
		if err != nil || top.Parent != 0 || top.Deleted != 0 {
			return c, nil, fault.Invalid("parent", label.T("There is nothing there to answer any more", "Il n’y a plus rien à quoi répondre ici"))
		}
	}
	if err := c.clean(); err != nil {
		return c, nil, err
	}
	c = Comment{ID: tx.NewID(), Version: 1, Project: c.Project, Parent: c.Parent, Author: db.ID(who.ID), Body: c.Body, Folded: c.Folded, Created: tx.Millis()}
	if err := db.Insert(ctx, tx, "comment", c); err != nil {
		return c, nil, err
	}
	c.record(tx)
	named, err := c.name(ctx, tx, who, p)
	if err != nil {
		return c, nil, err
	}
	return c, named, c.tell(ctx, tx, who, p, named, true)
}

// own returns a comment that the person wrote, at the version that was read.
func own(ctx context.Context, tx *db.Tx, who access.Who, on, id, version int64) (Comment, *project.Project, error) {
	p, err := taking(ctx, tx, who, on)
	if err != nil {
		return Comment{}, nil, err
	}
	c, err := Get(ctx, tx, who, on, id)
	switch {
	case err != nil:
	case int64(c.Author) != who.ID || who.ID == 0:
		err = &fault.Fault{Kind: fault.Denied, Text: label.T("Only who wrote a comment changes it or takes it back", "Seul l’auteur d’un commentaire peut le modifier ou le retirer")}
	case version != 0 && version != c.Version:
		err = fault.Outdated(c)
	}
	return c, p, err
}

// Edit changes the text of one's own comment; what it was stays in the history.
// It returns the people who were not named before.
func Edit(ctx context.Context, tx *db.Tx, who access.Who, on, id, version int64, body string) (Comment, []access.Person, error) {
	c, p, err := own(ctx, tx, who, on, id, version)
	if err != nil {
		return c, nil, err
	}
	if c.Deleted != 0 {
		return c, nil, fault.NotFound()
	}
	was := c.Body
	c.Body = body
	if err := c.clean(); err != nil || c.Body == was {
		return c, nil, err
	}
	c.Version, c.Edited = c.Version+1, tx.Millis()
	if err := db.Put(ctx, tx, "comment", c); err != nil {
		return c, nil, err
	}
	c.record(tx)
	named, err := c.name(ctx, tx, who, p)
	if err != nil {
		return c, nil, err
	}
	return c, named, c.tell(ctx, tx, who, p, named, false)
}

// Delete takes one's own comment back, and Restore undoes that.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, on, id, version int64) error {
	c, _, err := own(ctx, tx, who, on, id, version)
	if err != nil || c.Deleted != 0 {
		return err
	}
	c.Deleted = tx.Millis()
	return c.put(ctx, tx)
}

// Restore brings a comment back that the person took back.
func Restore(ctx context.Context, tx *db.Tx, who access.Who, on, id int64) (Comment, error) {
	c, _, err := own(ctx, tx, who, on, id, 0)
	if err != nil || c.Deleted == 0 {
		return c, err
	}
	c.Deleted = 0
	c.Version++
	if err := db.Put(ctx, tx, "comment", c); err != nil {
		return c, err
	}
	c.record(tx)
	return c, nil
}

// Resolve settles a thread, or opens it again. Everybody who takes part may.
func Resolve(ctx context.Context, tx *db.Tx, who access.Who, on, id int64, settled bool) (Comment, error) {
	if _, err := taking(ctx, tx, who, on); err != nil {
		return Comment{}, err
	}
	c, err := Get(ctx, tx, who, on, id)
	if err != nil {
		return c, err
	}
	if c.Parent != 0 {
		return c, fault.Invalid("resolved", label.T("A thread is settled as a whole", "C’est le fil entier qui se clôt"))
	}
	if (c.Resolved != 0) == settled {
		return c, nil
	}
	c.Resolved, c.ResolvedBy = 0, 0
	if settled {
		c.Resolved, c.ResolvedBy = tx.Millis(), db.ID(who.ID)
	}
	err = c.put(ctx, tx)
	c.Version++
	return c, err
}

func (c Comment) put(ctx context.Context, tx *db.Tx) error {
	c.Version++
	if err := db.Put(ctx, tx, "comment", c); err != nil {
		return err
	}
	c.record(tx)
	return nil
}

// Version is what a comment once said.
type Version struct {
	Body    string
	Deleted bool
	Change  int64
	At      int64
}

// Versions returns what a comment said from the first to the last, to its author
// and to those who may read the history of its project.
func Versions(ctx context.Context, q db.Querier, who access.Who, on, id int64) ([]Version, error) {
	p, err := project.Get(ctx, q, who, on)
	if err != nil {
		return nil, err
	}
	c, err := Get(ctx, q, who, on, id)
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.ReadHistory, p.ID, p.Unit(), p.Manager()) && int64(c.Author) != who.ID {
		return nil, fault.Forbidden()
	}
	type row struct {
		Change int64  `db:"change"`
		At     int64  `db:"at"`
		Data   string `db:"data"`
	}
	rows, err := db.Select[row](ctx, q, "SELECT h.change, c.at, h.data FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 AND h.data IS NOT NULL ORDER BY h.change, h.id", Entity, id)
	if err != nil {
		return nil, err
	}
	var out []Version
	for _, r := range rows {
		vs, _, err := field.DecodeAll(r.Data)
		if err != nil {
			return nil, err
		}
		v := Version{vs["body"].S, vs["deleted"].Set, r.Change, r.At}
		if n := len(out); n > 0 && out[n-1].Body == v.Body && out[n-1].Deleted == v.Deleted {
			continue
		}
		out = append(out, v)
	}
	return slices.Clip(out), nil
}
