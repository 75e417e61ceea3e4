package comment

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/project"
)

// Mention is one person named in one comment: what a centre of notices begins
// with.
type Mention struct {
	Comment int64 `db:"comment_id"`
	Account int64 `db:"account_id"`
	Created int64 `db:"created"`
}

// name keeps who is named in the comment, and returns those who were not named
// in it before. People who name themselves are told nothing.
func (c Comment) name(ctx context.Context, tx *db.Tx, who access.Who, p *project.Project) ([]access.Person, error) {
	ids := Named(c.Body)
	var people []access.Person
	if len(ids) > 0 {
		var err error
		if people, err = access.WhoSees(ctx, tx, who, p.ID, p.Unit()); err != nil {
			return nil, err
		}
	}
	known, err := db.Select[int64](ctx, tx, "SELECT account_id FROM mention WHERE comment_id = $1", c.ID)
	if err != nil {
		return nil, err
	}
	var fresh []access.Person
	for _, id := range ids {
		at := slices.IndexFunc(people, func(q access.Person) bool { return q.ID == id })
		if at < 0 {
			return nil, unseen(c.Body, id)
		}
		if slices.Contains(known, id) || id == who.ID {
			continue
		}
		fresh = append(fresh, people[at])
		if err := db.Insert(ctx, tx, "mention", Mention{c.ID, id, tx.Millis()}); err != nil {
			return nil, err
		}
	}
	for _, id := range known {
		if slices.Contains(ids, id) {
			continue
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM mention WHERE comment_id = $1 AND account_id = $2", c.ID, id); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// unseen refuses to name somebody who may not see the project; it says the same
// of people who do not exist.
func unseen(body string, id int64) error {
	name := ""
	Rename(body, func(n int64, said string) string {
		if n == id {
			name = said
		}
		return said
	})
	return fault.Invalid("body", label.F(
		"%s cannot see this project, and so cannot be named here; give them access first, or write the name without @",
		"%s ne voit pas ce projet et ne peut donc pas être cité ici ; ouvrez-lui d’abord l’accès, ou écrivez son nom sans @", name))
}

// Pass gives what was said about a project to the one it becomes part of. The
// person was let in by the room of projects, which merges.
func Pass(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	moved, err := db.Select[Comment](ctx, tx, "UPDATE comment SET project_id = $1, version = version + 1 WHERE project_id = $2 RETURNING "+columns, into, from)
	for _, c := range moved {
		c.record(tx)
	}
	return err
}

// Return gives what Pass passed on in a change back to the project it was said
// about.
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
		was, err := decode(data)
		if err != nil {
			return err
		}
		c, err := db.Get[Comment](ctx, tx, "UPDATE comment SET project_id = $1, version = version + 1 WHERE id = $2 RETURNING "+columns, was, t.Object)
		if err != nil {
			return err
		}
		c.record(tx)
	}
	return nil
}

// Naming returns a comment that names the person, with its project, as the
// person may see it at this moment; what was taken back is not found.
func Naming(ctx context.Context, q db.Querier, who access.Who, id int64) (Comment, *project.Project, error) {
	c, err := db.Get[Comment](ctx, q, "SELECT "+columns+" FROM comment WHERE id = $1 AND deleted = 0 AND EXISTS (SELECT 1 FROM mention m WHERE m.comment_id = comment.id AND m.account_id = $2)", id, who.ID)
	if err != nil {
		return c, nil, err
	}
	p, err := project.Get(ctx, q, who, c.Project)
	return c, p, err
}
