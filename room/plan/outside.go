package plan

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vigie/engine/schedule"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// mostLinked is how many projects one plan may hang together with.
const mostLinked = 500

// tie is a link between two projects.
type tie struct {
	Successor          int64 `db:"successor_id"`
	Predecessor        int64 `db:"predecessor_id"`
	SuccessorProject   int64 `db:"successor_project"`
	PredecessorProject int64 `db:"predecessor_project"`
}

// ties are the links of the plan to others, by what waits.
func (d *draft) ties() map[int64][]tie {
	out := map[int64][]tie{}
	for _, i := range d.items {
		for _, l := range i.Links {
			o, is := d.outside[l.From]
			if is && d.items[l.From] == nil && !slices.ContainsFunc(out[i.ID], func(t tie) bool { return t.Predecessor == l.From }) {
				out[i.ID] = append(out[i.ID], tie{i.ID, l.From, d.project.ID, o.Project})
			}
		}
	}
	return out
}

// keepTies writes the links of some items to other projects.
func (d *draft) keepTies(ctx context.Context, tx *db.Tx, ids []int64) error {
	all := d.ties()
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		if _, err := db.Exec(ctx, tx, "DELETE FROM activity_link WHERE successor_id IN "+in, args...); err != nil {
			return err
		}
		var rows []tie
		for _, id := range part {
			rows = append(rows, all[id]...)
		}
		if err := db.Insert(ctx, tx, "activity_link", rows...); err != nil {
			return err
		}
	}
	return nil
}

// checkTies refuses links to other projects that lead back, over whatever projects. The
// circle is named as far as the person may see it.
func (d *draft) checkTies(ctx context.Context, q db.Querier) error {
	mine := d.ties()
	if len(mine) == 0 {
		return nil
	}
	wanted, seen := []int64{}, map[int64]bool{d.project.ID: true}
	for _, all := range mine {
		for _, t := range all {
			wanted = append(wanted, t.PredecessorProject)
		}
	}
	drafts := []*draft{d}
	for len(wanted) > 0 {
		id := wanted[0]
		if wanted = wanted[1:]; seen[id] {
			continue
		}
		if seen[id] = true; len(seen) > mostLinked {
			return fault.Conflict(label.F("This plan would hang together with more than %d others; take away some of its links to other projects", "Ce plan serait lié à plus de %d autres\u202f; retirez certains de ses liens avec d’autres projets", mostLinked))
		}
		o, err := load(ctx, q, access.System("plan"), id)
		if err != nil {
			return err
		}
		for _, all := range o.ties() {
			for _, t := range all {
				wanted = append(wanted, t.PredecessorProject)
			}
		}
		o.arrange()
		drafts = append(drafts, o)
	}
	return d.openTogether(drafts)
}

// openTogether lays plans out as one, to see whether they lead round in a circle.
func (d *draft) openTogether(drafts []*draft) error {
	p := schedule.Plan{Start: schedule.At(d.start(), 0)}
	c, err := schedule.NewCalendar(d.calendars.Work(d.calendar(), d.start(), d.start()))
	if err != nil {
		return err
	}
	p.Calendars = []*schedule.Calendar{c}
	at, names := map[int64]int32{}, []string{}
	for n, o := range drafts {
		for _, i := range o.order {
			at[i.ID] = int32(len(p.Activities))
			a := schedule.Activity{Parent: -1}
			if i.Parent != 0 {
				a.Parent = at[i.Parent]
			}
			name := i.Name
			if pr := o.project; n > 0 {
				if name = label.T("external", "externe").In(d.who.Lang); d.who.CanProject(access.ReadProject, pr.ID, pr.Unit(), pr.Manager()) {
					name = pr.Name() + " / " + i.Name
				}
			}
			p.Activities, names = append(p.Activities, a), append(names, name)
		}
	}
	for _, o := range drafts {
		for _, i := range o.order {
			for _, l := range i.Links {
				if from, is := at[l.From]; is {
					p.Links = append(p.Links, schedule.Link{From: from, To: at[i.ID], Type: linkTypes[l.Type]})
				}
			}
		}
	}
	_, err = schedule.New(p)
	circle, is := errors.AsType[*schedule.Cycle](err)
	if !is {
		return err
	}
	var said []string
	for _, a := range append(circle.Activities, circle.Activities[0]) {
		said = append(said, names[a])
	}
	return fault.Invalid("predecessors", label.F("These wait for each other: %s. Take away one of the links between the projects",
		"Ces éléments s’attendent mutuellement\u202f: %s. Retirez l’un des liens entre les projets", strings.Join(said, " → ")))
}

// carryOn computes the plans that wait for this one, and those that wait for these. That
// they follow was decided by whoever made the links: no right on them is asked for. Where
// they lead back here, to other items, the draft is then the plan as it has become.
func (d *draft) carryOn(ctx context.Context, tx *db.Tx, c *field.Catalogue) error {
	again, err := carryOn(ctx, tx, c, d.project.ID, true)
	if err != nil || !again {
		return err
	}
	o, err := load(ctx, tx, d.who, d.project.ID)
	if err != nil {
		return err
	}
	*d = *o
	return d.reckon()
}

// mostFollowing is how many plans one change computes anew at most: as items never wait
// for themselves, only a very long way back and forth between projects is longer.
const mostFollowing = 1000

// carryOn computes a plan anew, unless it just was, and those that wait for what moved.
// back is true where the plan that just was has moved once more, as the others wait for
// some of its items and others of its items for them.
func carryOn(ctx context.Context, tx *db.Tx, c *field.Catalogue, from int64, done bool) (back bool, err error) {
	wanted := []int64{from}
	for n := 0; len(wanted) > 0; n++ {
		if n == mostFollowing {
			return back, fault.Invalid("predecessors", label.F("More than %d plans would follow, one after the other. Take away some of the links between the projects",
				"Plus de %d plans suivraient, l’un après l’autre. Retirez certains liens entre les projets", mostFollowing))
		}
		id := wanted[0]
		wanted = wanted[1:]
		if n > 0 || !done {
			moved, err := again(ctx, tx, c, id)
			if err != nil {
				return back, err
			}
			if !moved {
				continue
			}
			back = back || id == from
		}
		next, err := db.Select[int64](ctx, tx, "SELECT DISTINCT successor_project FROM activity_link WHERE predecessor_project = $1 ORDER BY successor_project", id)
		if err != nil {
			return back, err
		}
		for _, n := range next {
			if !slices.Contains(wanted, n) {
				wanted = append(wanted, n)
			}
		}
	}
	return back, nil
}

// FollowAll computes every plan of a running project anew, after the calendars have
// changed: its stored dates and key dates are then those that it shows. It may be cut and
// run again; what does not move is not written. A plan that cannot be computed keeps no
// other from following; the error names it.
func FollowAll(ctx context.Context, d *db.DB, c *field.Catalogue) error {
	ids, err := db.Select[int64](ctx, d, "SELECT DISTINCT a.project_id FROM activity a JOIN project p ON p.id = a.project_id WHERE p.state = 'active' ORDER BY a.project_id")
	if err != nil {
		return err
	}
	var failed []error
	for part := range slices.Chunk(ids, atOnce) {
		err := followSome(ctx, d, c, part)
		for n := 0; err != nil && n < len(part); n++ {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := followSome(ctx, d, c, part[n:n+1]); err != nil {
				failed = append(failed, fmt.Errorf("the plan of project %d: %w", part[n], err))
			}
		}
	}
	return errors.Join(failed...)
}

// followSome computes some plans anew, all of them or none.
func followSome(ctx context.Context, d *db.DB, c *field.Catalogue, ids []int64) error {
	_, err := d.Update(ctx, access.System("plan").Origin(), func(tx *db.Tx) error {
		for _, id := range ids {
			if _, err := carryOn(ctx, tx, c, id, false); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// atOnce is how many plans are computed anew in one transaction, which keeps others from
// writing meanwhile.
const atOnce = 20

// again computes a plan anew, and reports whether something of it moved.
func again(ctx context.Context, tx *db.Tx, c *field.Catalogue, id int64) (moved bool, err error) {
	who := access.System("plan")
	if err := hold(ctx, tx, who, id); err != nil {
		return false, err
	}
	o, err := load(ctx, tx, who, id)
	if err != nil || o.project.State == project.Deleted {
		return false, err
	}
	o.follows = true
	if err := o.reckon(); err != nil {
		return false, err
	}
	was := o.before()
	o.follow()
	for _, i := range o.order {
		span, _ := o.span(i.ID)
		moved = moved || o.stored[i.ID] != span
	}
	_, err = o.keep(ctx, tx, c, was)
	return moved, err
}

// After is what lies in other projects and waits for an item of this one.
type After struct {
	ID      int64
	Name    string // "" for who may not see its project, as Project is 0
	Project int64
	From    int64 // the item of this plan
}

// After returns what waits for this plan in other projects.
func (v *View) After(ctx context.Context, q db.Querier, who access.Who) ([]After, error) {
	type found struct {
		tie
		Name string `db:"name"`
	}
	rows, err := db.Select[found](ctx, q, "SELECT l.successor_id, l.predecessor_id, l.successor_project, l.predecessor_project, a.name FROM activity_link l JOIN activity a ON a.id = l.successor_id WHERE l.predecessor_project = $1 ORDER BY l.successor_id", v.Project)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, r := range rows {
		names[r.SuccessorProject] = ""
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(names)), 400) {
		err := project.Each(ctx, q, part, func(p *project.Project) error {
			if who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
				names[p.ID] = p.Name()
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var out []After
	for _, r := range rows {
		a := After{From: r.Predecessor}
		if name := names[r.SuccessorProject]; name != "" {
			a.ID, a.Name, a.Project = r.Successor, name+" / "+r.Name, r.SuccessorProject
		}
		out = append(out, a)
	}
	return out, nil
}
