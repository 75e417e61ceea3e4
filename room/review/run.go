package review

import (
	"context"
	"slices"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/project"
	"vigie/room/record"
)

// Freeze keeps what a review shows: its day, as it is known at this moment. From
// then on nothing that happens to the projects changes it. It may be frozen again,
// to know what was entered since, until something is decided in it.
func Freeze(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Review, error) {
	r, err := lead(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	if r.State != Draft {
		if err := r.again(ctx, tx); err != nil {
			return r, err
		}
	}
	if r.Day > tx.Today() {
		return r, fault.Conflict(label.T("This date has not come yet: nobody knows what will be", "Cette date n’est pas encore arrivée : nul ne sait ce qu’il en sera"))
	}
	agenda, err := items(ctx, tx, id)
	if err == nil && len(agenda) == 0 {
		err = fault.Conflict(label.T("The agenda is empty: put at least one project on it", "L’ordre du jour est vide : inscrivez-y au moins un projet"))
	}
	if err != nil {
		return r, err
	}
	r.State = Draft
	before, ok, err := Before(ctx, tx, access.System("review"), r)
	if err != nil {
		return r, err
	}
	r.Previous = 0
	if ok {
		r.Previous = db.ID(before.ID)
	}
	// The counter is bumped last in every transaction: whatever has a number up to
	// this one is there, and whatever comes later has a higher one.
	if r.Frozen, err = db.Get[int64](ctx, tx, "SELECT n FROM counter WHERE name = 'change'"); err != nil {
		return r, err
	}
	r.State, r.FrozenAt, r.FrozenOn, r.Place, r.Leader = Frozen, tx.Millis(), tx.Today(), Opening, db.ID(who.ID)
	return r.save(ctx, tx, who)
}

// again refuses to freeze a review anew once it was run: when a decision or an
// action was taken in it, or another review is compared with it.
func (r Review) again(ctx context.Context, tx *db.Tx) error {
	if r.State == Closed {
		return fault.Conflict(closedText)
	}
	for _, k := range []*record.Kind{decision.Kind, action.Kind} {
		found, err := k.OfReview(ctx, tx, access.System("review"), r.ID)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return fault.Conflict(label.T("Something was decided in this review: what it shows stays as it is", "Cette revue a donné lieu à des décisions ou à des actions : ce qu’elle montre reste tel quel"))
		}
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM review WHERE previous_id = $1", r.ID)
	if err == nil && n > 0 {
		err = fault.Conflict(label.T("Another review is compared with this one: what it shows stays as it is", "Une autre revue est comparée à celle-ci : ce qu’elle montre reste tel quel"))
	}
	return err
}

// Close ends a review: its decisions and actions are those of this moment, and its
// minutes are final.
func Close(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Review, error) {
	r, err := lead(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	switch r.State {
	case Closed:
		return r, fault.Conflict(closedText)
	case Draft:
		return r, fault.Conflict(label.T("Freeze the review first", "Figez d’abord la revue"))
	}
	if r.Closed, err = db.Get[int64](ctx, tx, "SELECT n FROM counter WHERE name = 'change'"); err != nil {
		return r, err
	}
	r.State, r.ClosedAt, r.ClosedOn, r.Place = Closed, tx.Millis(), tx.Today(), End
	return r.save(ctx, tx, who)
}

// Move notes where whoever leads a review stands, for those who follow. It is no
// new version of the review.
func Move(ctx context.Context, tx *db.Tx, who access.Who, id, place int64) error {
	r, err := lead(ctx, tx, who, id, 0)
	if err != nil {
		return err
	}
	if r.State != Frozen {
		return fault.Conflict(label.T("The review is not running", "La revue n’est pas en cours"))
	}
	agenda, err := items(ctx, tx, id)
	if err != nil {
		return err
	}
	if place != Opening && place != End && !slices.ContainsFunc(agenda, func(it Item) bool { return it.Project == place }) {
		return fault.NotFound()
	}
	if _, err := db.Exec(ctx, tx, "UPDATE review SET place = $1, leader_id = $2 WHERE id = $3", place, who.ID, id); err != nil {
		return err
	}
	tx.Touch(Entity, id)
	return nil
}

// longestNote is how much somebody may note on one project, in characters.
const longestNote = 20_000

// SetNote keeps what the person notes on a project of a review, or on the review
// as a whole when it is 0. An empty text removes the note. Nobody else reads it,
// and nobody is told.
func SetNote(ctx context.Context, tx *db.Tx, who access.Who, id, onProject int64, body string) error {
	if _, err := Get(ctx, tx, who, id); err != nil {
		return err
	}
	body = project.Lines(body)
	if utf8.RuneCountInString(body) > longestNote {
		return fault.Invalid("body", label.F("A note has at most %d characters", "Une note compte au plus %d caractères", longestNote))
	}
	if body == "" {
		_, err := db.Exec(ctx, tx, "DELETE FROM review_note WHERE review_id = $1 AND account_id = $2 AND project_id = $3", id, who.ID, onProject)
		return err
	}
	_, err := db.Exec(ctx, tx, `INSERT INTO review_note (review_id, account_id, project_id, body, updated) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (review_id, account_id, project_id) DO UPDATE SET body = excluded.body, updated = excluded.updated`, id, who.ID, onProject, body, tx.Millis())
	return err
}

// Outcome refuses a decision or an action for a review that is not running, or
// for a project that is not on its agenda; project 0 is the portfolio as a whole.
// It keeps others from closing the review until the transaction ends.
func Outcome(ctx context.Context, tx *db.Tx, who access.Who, id, onProject int64) (Review, error) {
	r, err := lead(ctx, tx, who, id, 0)
	if err != nil {
		return r, err
	}
	if r.State != Frozen {
		return r, fault.Conflict(label.T("Decisions are taken while the review is running", "Les décisions se prennent pendant que la revue est en cours"))
	}
	if onProject == 0 {
		return r, nil
	}
	agenda, err := items(ctx, tx, id)
	if err == nil && !slices.ContainsFunc(agenda, func(it Item) bool { return it.Project == onProject }) {
		err = fault.NotFound()
	}
	return r, err
}
