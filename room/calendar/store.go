package calendar

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/convention"
	"vigie/room/project"
)

type row struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Unit    db.ID  `db:"unit_id"`
	Project db.ID  `db:"project_id"`
	Parent  db.ID  `db:"parent_id"`
	Body    string `db:"body"`
}

// kept is a calendar as the history has it.
type kept struct {
	Unit    int64 `json:"unit,omitempty"`
	Project int64 `json:"project,omitempty"`
	Parent  int64 `json:"parent,omitempty"`
	Body
}

// Decode reads a calendar as the history has it.
func Decode(id, version int64, text string) (Calendar, error) {
	k := kept{}
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return Calendar{}, fmt.Errorf("reading a calendar: %w", err)
	}
	return Calendar{id, version, k.Unit, k.Project, k.Parent, k.Body}, nil
}

// Load returns all the calendars, to reckon with. Whom they may be shown Seen says.
func Load(ctx context.Context, q db.Querier) (Set, error) {
	usual, err := convention.Load(ctx, q)
	s := Set{All: []Calendar{shipped()}, usual: usual.Body}
	if err != nil {
		return s, err
	}
	err = db.Each(ctx, q, func(r *row) error {
		c := Calendar{ID: r.ID, Version: r.Version, Unit: int64(r.Unit), Project: int64(r.Project), Parent: int64(r.Parent)}
		if err := json.Unmarshal([]byte(r.Body), &c.Body); err != nil {
			return fmt.Errorf("reading the calendar %d: %w", r.ID, err)
		}
		if s.All = append(s.All, c); c.ID == Standard {
			s.All = s.All[1:]
		}
		return nil
	}, "SELECT "+db.Columns[row]("")+" FROM calendar ORDER BY id")
	return s, err
}

// Seen returns those of the calendars that the person may see: all but those of
// projects that he may not read.
func (s Set) Seen(ctx context.Context, q db.Querier, who access.Who) (Set, error) {
	may, err := holders(ctx, q, who, s.All, access.ReadProject)
	s.All = slices.DeleteFunc(slices.Clone(s.All), func(c Calendar) bool { return c.Project != 0 && !may[c.Project] })
	return s, err
}

// holders says of the projects that have calendars on which the person holds a right.
func holders(ctx context.Context, q db.Querier, who access.Who, all []Calendar, r access.Right) (map[int64]bool, error) {
	out := map[int64]bool{}
	var ids []int64
	for _, c := range all {
		if c.Project != 0 && !slices.Contains(ids, c.Project) {
			ids = append(ids, c.Project)
		}
	}
	for part := range slices.Chunk(ids, 400) {
		err := project.Each(ctx, q, part, func(p *project.Project) error {
			out[p.ID] = who.CanProject(r, p.ID, p.Unit(), p.Manager())
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Editable says which of the calendars the person may change: those of the organisation
// and of units whoever defines attributes there, those of a project whoever edits it.
func (s Set) Editable(ctx context.Context, q db.Querier, who access.Who) (map[int64]bool, error) {
	may, err := holders(ctx, q, who, s.All, access.EditProject)
	out := map[int64]bool{}
	for _, c := range s.All {
		switch {
		case c.Project != 0:
			out[c.ID] = may[c.Project]
		case c.Unit != 0:
			out[c.ID] = who.Can(access.EditCatalogue, c.Unit)
		default:
			out[c.ID] = who.CanEverywhere(access.EditCatalogue)
		}
	}
	return out, err
}

// Get returns a calendar that the person may see, among all.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Calendar, Set, error) {
	s, err := Load(ctx, q)
	if err != nil {
		return Calendar{}, s, err
	}
	c, ok := s.Get(id)
	if !ok {
		return c, s, fault.NotFound()
	}
	seen, err := Set{All: []Calendar{c}}.Seen(ctx, q, who)
	if err == nil && len(seen.All) == 0 {
		err = fault.NotFound()
	}
	return c, s, err
}

// hold reads the calendars for a change: nobody else changes one meanwhile.
func hold(ctx context.Context, tx *db.Tx) (Set, error) {
	text, err := json.Marshal(shipped().Body)
	if err != nil {
		return Set{}, err
	}
	if _, err := db.Exec(ctx, tx, "INSERT INTO calendar (id, version, body) VALUES ($1, 0, $2) ON CONFLICT (id) DO UPDATE SET version = calendar.version", Standard, string(text)); err != nil {
		return Set{}, err
	}
	return Load(ctx, tx)
}

// may refuses what the person may not do with a calendar as it is, or is to be.
func (c Calendar) may(ctx context.Context, tx *db.Tx, who access.Who) error {
	one := Set{All: []Calendar{c}}
	seen, err := one.Seen(ctx, tx, who)
	if err != nil {
		return err
	}
	if len(seen.All) == 0 {
		return fault.NotFound()
	}
	may, err := one.Editable(ctx, tx, who)
	if err == nil && !may[c.ID] {
		err = fault.Forbidden()
	}
	return err
}

// Create makes a calendar.
func Create(ctx context.Context, tx *db.Tx, who access.Who, c Calendar) (Calendar, error) {
	if err := c.may(ctx, tx, who); err != nil {
		return c, err
	}
	s, err := hold(ctx, tx)
	if err != nil {
		return c, err
	}
	if len(s.All) >= mostCalendars {
		return c, fault.Conflict(label.F("There are %d calendars already; delete one first", "Il y a déjà %d calendriers\u202f; supprimez-en un d’abord", mostCalendars))
	}
	c.ID, c.Version = 0, 1
	if err := c.check(s); err != nil {
		return c, err
	}
	c.ID = tx.NewID()
	return c, c.save(ctx, tx, true)
}

// Change changes a calendar; version is the one that was read. It stays of whom it is:
// of the organisation, of its unit or of its project.
func Change(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Calendar) error) (Calendar, error) {
	s, err := hold(ctx, tx)
	if err != nil {
		return Calendar{}, err
	}
	was, ok := s.Get(id)
	if !ok {
		return was, fault.NotFound()
	}
	if err := was.may(ctx, tx, who); err != nil {
		return was, err
	}
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	now := was.clone()
	if err := change(&now); err != nil {
		return was, err
	}
	now.ID, now.Version, now.Unit, now.Project = was.ID, was.Version+1, was.Unit, was.Project
	if err := now.check(s); err != nil {
		return was, err
	}
	return now, now.save(ctx, tx, false)
}

// Foresee returns the calendars with one as it would be. Nothing is kept.
func (s Set) Foresee(c Calendar) (Set, error) {
	c = c.clone()
	err := c.check(s)
	return s.With(c), err
}

// Delete takes a calendar away. Those that take their days from it then take them from
// another one, instead; 0 refuses to delete it while there are any.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version, instead int64) error {
	s, err := hold(ctx, tx)
	if err != nil {
		return err
	}
	c, ok := s.Get(id)
	if !ok {
		return fault.NotFound()
	}
	if err := c.may(ctx, tx, who); err != nil {
		return err
	}
	if c.Version != version {
		return fault.Outdated(c)
	}
	if id == Standard {
		return fault.Conflict(label.T("The calendar of the organisation stays: all others begin with it; change it instead", "Le calendrier de l’organisation reste\u202f: tous les autres partent de lui\u202f; modifiez-le plutôt"))
	}
	for _, below := range s.Below(id) {
		if instead == 0 {
			return fault.Conflict(label.F("“%s” takes its days from it: say which calendar takes its place", "«\u202f%s\u202f» en tient ses jours\u202f: indiquez le calendrier qui le remplace", below.Name))
		}
		if err := below.may(ctx, tx, who); err != nil {
			return err
		}
		below.Parent, below.Version = instead, below.Version+1
		if err := below.check(s); err != nil {
			return err
		}
		if err := below.save(ctx, tx, false); err != nil {
			return err
		}
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM calendar WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: version + 1})
	return tx.EnqueueOnce(ctx, ChangedKind)
}

// ChangedKind is the kind of the jobs left by a change of a calendar: what was computed
// with it is computed anew.
const ChangedKind = "calendar changed"

// Below returns the calendars that take from one what they do not say, directly.
func (s Set) Below(id int64) []Calendar {
	return slices.DeleteFunc(slices.Clone(s.All), func(c Calendar) bool { return c.Parent != id })
}

func (c Calendar) save(ctx context.Context, tx *db.Tx, fresh bool) error {
	body, err := json.Marshal(c.Body)
	if err != nil {
		return err
	}
	data, err := json.Marshal(kept{c.Unit, c.Project, c.Parent, c.Body})
	if err != nil {
		return err
	}
	r := row{c.ID, c.Version, db.ID(c.Unit), db.ID(c.Project), db.ID(c.Parent), string(body)}
	if fresh {
		err = db.Insert(ctx, tx, "calendar", r)
	} else {
		err = db.Put(ctx, tx, "calendar", r)
	}
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: c.ID, Version: c.Version, Data: string(data)})
	return tx.EnqueueOnce(ctx, ChangedKind)
}

// Past is one version of a calendar.
type Past struct {
	Calendar
	Gone   bool
	Change db.Change
}

// History returns the versions of a calendar that the person may change, the latest
// first.
func History(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Past, error) {
	c, _, err := Get(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	may, err := Set{All: []Calendar{c}}.Editable(ctx, q, who)
	if err != nil {
		return nil, err
	}
	if err := access.Must(may[id]); err != nil {
		return nil, err
	}
	type recorded struct {
		Version int64  `db:"version"`
		Data    string `db:"data"`
		db.Change
	}
	var out []Past
	err = db.Each(ctx, q, func(r *recorded) error {
		c, err := Decode(id, r.Version, r.Data)
		out = append(out, Past{Calendar: c, Change: r.Change})
		return err
	}, "SELECT h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 AND h.data IS NOT NULL ORDER BY h.version DESC", Entity, id)
	return out, err
}

// Revert makes a calendar what an earlier version of it was; 0 is as shipped, of the
// standard one.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, id, version, to int64) (Calendar, error) {
	past, err := History(ctx, tx, who, id)
	if err != nil {
		return Calendar{}, err
	}
	then := shipped()
	if to != 0 || id != Standard {
		at := slices.IndexFunc(past, func(p Past) bool { return p.Version == to })
		if at < 0 {
			return Calendar{}, fault.Invalid("to", label.T("The calendar has no such version", "Ce calendrier n’a pas cette version"))
		}
		then = past[at].Calendar
	}
	return Change(ctx, tx, who, id, version, func(c *Calendar) error {
		c.Parent, c.Body = then.Parent, then.Body
		return nil
	})
}

// KnownAt returns the calendars as they were when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, change int64) (Set, error) {
	usual, err := convention.KnownAt(ctx, q, change)
	s := Set{All: []Calendar{shipped()}, usual: usual.Body}
	if err != nil {
		return s, err
	}
	err = db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(st *db.State) error {
		c, err := Decode(st.Object, st.Version, st.Data)
		s = s.With(c)
		return err
	})
	return s, err
}
