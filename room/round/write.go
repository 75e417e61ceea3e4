package round

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/notice"
	"vigie/room/period"
	"vigie/room/project"
)

// Most is how many projects a round asks about.
const Most = 20_000

// longestNote is how long a note to the managers may be, in characters.
const longestNote = 2000

// Start opens a round, and tells every manager that something is asked of them.
// The projects are those that the person was shown to see, each with its manager.
func Start(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, r Round, projects []Ask) (Round, error) {
	if !MayRun(who, r) {
		return r, fault.Forbidden()
	}
	r.ID, r.Version, r.State, r.Created, r.CreatedBy, r.Locked = tx.NewID(), 1, Open, tx.Millis(), db.ID(who.ID), 0
	if err := r.check(c, tx.Today(), projects); err != nil {
		return r, err
	}
	there, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM round WHERE month = $1 AND COALESCE(portfolio_id, 0) = $2", r.Month, int64(r.Portfolio))
	if err != nil {
		return r, err
	}
	if there > 0 {
		return r, fault.Conflict(label.F("There is a monthly round of this portfolio for %s already; open that one", "Ce portefeuille a déjà un point mensuel pour %s ; ouvrez celui-là", r.Month))
	}
	if err := db.Insert(ctx, tx, "round", r); err != nil {
		return r, err
	}
	rows := slices.Clone(projects)
	for i := range rows {
		rows[i] = Ask{Round: r.ID, Project: rows[i].Project, Account: rows[i].Account}
	}
	if err := db.Insert(ctx, tx, "round_ask", rows...); err != nil {
		return r, err
	}
	r.record(tx)
	return r, notice.Tell(ctx, tx, who, notices(notice.Round, r.ID, rows)...)
}

// notices tells each manager once.
func notices(kind string, round int64, asks []Ask) []notice.Notice {
	var out []notice.Notice
	told := map[db.ID]bool{}
	for _, a := range asks {
		if a.Account != 0 && a.Answered == 0 && !told[a.Account] {
			told[a.Account] = true
			out = append(out, notice.Notice{Account: int64(a.Account), Kind: kind, Object: round})
		}
	}
	return out
}

func (r *Round) check(c *field.Catalogue, today day.Day, projects []Ask) error {
	var bad []fault.Detail
	say := func(where, en, fr string) {
		bad = append(bad, fault.Detail{Where: where, Text: label.T(en, fr)})
	}
	switch {
	case r.Month == 0:
		say("month", "Choose the month", "Choisissez le mois")
	case r.Month > today.Month():
		say("month", "This month has not begun yet", "Ce mois n’a pas encore commencé")
	}
	if r.Due < today {
		say("due", "Choose a day from today on", "Choisissez un jour à partir d’aujourd’hui")
	}
	if r.Due > today+366 {
		say("due", "This day is too far ahead", "Ce jour est trop lointain")
	}
	r.Note = project.Lines(r.Note)
	if len([]rune(r.Note)) > longestNote {
		say("note", "This note is too long", "Ce mot est trop long")
	}
	if len(projects) == 0 {
		say("portfolio", "This portfolio has no project that you see", "Ce portefeuille n’a aucun projet que vous voyez")
	}
	if len(projects) > Most {
		say("portfolio", "This portfolio has too many projects for one round", "Ce portefeuille a trop de projets pour un seul point")
	}
	return fault.InvalidAll(append(bad, r.checkFields(c)...))
}

// checkFields refuses attributes that nobody could fill in.
func (r *Round) checkFields(c *field.Catalogue) []fault.Detail {
	keys := r.Keys()
	if len(keys) == 0 || len(keys) > 20 {
		return []fault.Detail{{Where: "fields", Text: label.T("Ask for one to twenty attributes", "Demandez de un à vingt attributs")}}
	}
	for i, key := range keys {
		f := c.Get(key)
		if f == nil || f.Retired || f.ReadOnly || f.Kind == field.Computed || slices.Contains(keys[:i], key) {
			return []fault.Detail{{Where: "fields", Text: label.F("“%s” cannot be asked for", "« %s » ne peut pas être demandé", key)}}
		}
	}
	return nil
}

// take returns a round that the person runs, kept from others until the
// transaction ends; version 0 does not ask for the one that was read.
func take(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Round, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE round SET version = version WHERE id = $1", id); err != nil {
		return Round{}, err
	}
	r, err := Get(ctx, tx, who, id)
	if err == nil && !MayRun(who, r) && !MayReopen(who, r) {
		err = fault.Forbidden()
	}
	if err == nil && version != 0 && r.Version != version {
		err = fault.Outdated(r)
	}
	return r, err
}

func (r Round) save(ctx context.Context, tx *db.Tx) (Round, error) {
	r.Version++
	if err := db.Put(ctx, tx, "round", r); err != nil {
		return r, err
	}
	r.record(tx)
	return r, nil
}

// Edit is what changes of an open round; what is nil stays.
type Edit struct {
	Due  *day.Day
	Note *string
}

// Update changes the day or the note of an open round.
func Update(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id, version int64, e Edit) (Round, error) {
	r, err := take(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	if !MayRun(who, r) {
		return r, fault.Forbidden()
	}
	if r.State == Locked {
		return r, fault.Conflict(lockedText)
	}
	today := tx.Today()
	if e.Due != nil {
		r.Due = *e.Due
	} else {
		today = min(today, r.Due) // a day that has passed may stay
	}
	if e.Note != nil {
		r.Note = *e.Note
	}
	if err := r.check(c, today, []Ask{{}}); err != nil {
		return r, err
	}
	return r.save(ctx, tx)
}

var lockedText = label.T("This month is locked; reopen it first", "Ce mois est verrouillé ; rouvrez-le d’abord")

// Answer says that a project is up to date for the round, or takes that back. The
// person must be able to edit the project.
func Answer(ctx context.Context, tx *db.Tx, who access.Who, id, of int64, done bool) (Ask, error) {
	r, err := Get(ctx, tx, who, id)
	if err != nil {
		return Ask{}, err
	}
	p, err := project.Get(ctx, tx, who, of)
	if err != nil {
		return Ask{}, err
	}
	if !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return Ask{}, fault.Forbidden()
	}
	if r.State == Locked {
		return Ask{}, fault.Conflict(lockedText)
	}
	at, by := tx.Millis(), db.ID(who.ID)
	if !done {
		at, by = 0, 0
	}
	found, err := db.Select[Ask](ctx, tx, "UPDATE round_ask SET answered = $1, answered_by = $2 WHERE round_id = $3 AND project_id = $4 RETURNING "+db.Columns[Ask](""), at, by, id, of)
	if err != nil {
		return Ask{}, err
	}
	if len(found) == 0 {
		return Ask{}, fault.NotFound()
	}
	tx.Touch(Entity, id)
	return found[0], nil
}

// Lock ends a round: what it asked for no longer changes for its month, nor do the
// other monthly values of its projects.
func Lock(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Round, error) {
	r, err := take(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	if !MayRun(who, r) {
		return r, fault.Forbidden()
	}
	if r.State == Locked {
		return r, fault.Conflict(lockedText)
	}
	projects, err := db.Select[int64](ctx, tx, "SELECT project_id FROM round_ask WHERE round_id = $1", id)
	if err != nil {
		return r, err
	}
	if err := period.Lock(ctx, tx, who, id, r.Month, projects); err != nil {
		return r, err
	}
	r.State, r.Locked, r.LockedBy = Locked, tx.Millis(), db.ID(who.ID)
	return r.save(ctx, tx)
}

// Reopen opens a locked month again, for those who hold the right.
func Reopen(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Round, error) {
	r, err := take(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	if !MayReopen(who, r) {
		return r, fault.Forbidden()
	}
	if r.State != Locked {
		return r, fault.Conflict(label.T("This month is open already", "Ce mois est déjà ouvert"))
	}
	if err := period.Reopen(ctx, tx, who, id); err != nil {
		return r, err
	}
	r.State, r.Locked, r.LockedBy = Open, 0, 0
	return r.save(ctx, tx)
}

// Delete takes a round away, with what was answered; the values stay. A locked one
// is reopened first.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	r, err := take(ctx, tx, who, id, version)
	if err != nil {
		return err
	}
	if !MayRun(who, r) {
		return fault.Forbidden()
	}
	if r.State == Locked {
		return fault.Conflict(lockedText)
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: r.Version + 1})
	_, err = db.Exec(ctx, tx, "DELETE FROM round WHERE id = $1", id)
	return err
}

// Due takes the reminders of an open round that are due today: two days before its
// day, on it, and every second day after. Those who have answered for all their
// projects, and those who were reminded today, are left alone.
func Due(ctx context.Context, tx *db.Tx, who access.Who, r Round) ([]Ask, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	late := int(tx.Today() - r.Due)
	if r.State != Open || late < -2 || late%2 != 0 {
		return nil, nil
	}
	return remind(ctx, tx, who, r)
}

// Remind reminds, at the wish of who runs the round, everybody who has not
// answered and was not reminded today.
func Remind(ctx context.Context, tx *db.Tx, who access.Who, id int64) ([]Ask, error) {
	r, err := take(ctx, tx, who, id, 0)
	if err != nil {
		return nil, err
	}
	if !MayRun(who, r) {
		return nil, fault.Forbidden()
	}
	if r.State == Locked {
		return nil, fault.Conflict(lockedText)
	}
	return remind(ctx, tx, who, r)
}

func remind(ctx context.Context, tx *db.Tx, who access.Who, r Round) ([]Ask, error) {
	asks, err := db.Select[Ask](ctx, tx, `UPDATE round_ask SET reminded = $1, reminders = reminders + 1
		WHERE round_id = $2 AND answered = 0 AND account_id IS NOT NULL AND (reminded IS NULL OR reminded < $1)
		AND EXISTS (SELECT 1 FROM project p WHERE p.id = round_ask.project_id AND p.state = 'active') RETURNING `+db.Columns[Ask](""), tx.Today(), r.ID)
	if err != nil || len(asks) == 0 {
		return nil, err
	}
	tx.Touch(Entity, r.ID)
	return asks, notice.Tell(ctx, tx, who, notices(notice.Reminder, r.ID, asks)...)
}

// Managers returns who is asked in some asks, each once.
func Managers(asks []Ask) []int64 {
	var out []int64
	for _, a := range asks {
		if a.Account != 0 {
			out = append(out, int64(a.Account))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Fields writes the keys that a round asks for as it keeps them.
func Fields(keys []string) string { return strings.Join(keys, " ") }
