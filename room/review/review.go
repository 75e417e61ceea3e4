// Package review keeps the reviews of portfolios: dated meetings of the committee,
// with their agenda, their participants and the private notes of each. Once frozen,
// a review is read as its day was known then.
package review

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the history and the events know reviews.
const Entity = "review"

// State is how far a review has come.
type State string

// The states. A draft is prepared; a frozen review is run; a closed one never
// changes.
const (
	Draft  State = "draft"
	Frozen State = "frozen"
	Closed State = "closed"
)

// The places in a review that are no project.
const (
	Opening int64 = 0
	End     int64 = -1
)

// Review is one review of a portfolio.
type Review struct {
	ID         int64   `db:"id"`
	Version    int64   `db:"version"`
	Portfolio  int64   `db:"portfolio_id"`
	Unit       int64   `db:"unit_id"`
	Name       string  `db:"name"`
	Day        day.Day `db:"day"` // the date whose state the committee looks at
	State      State   `db:"state"`
	Rule       string  `db:"rule"`        // the rules of the agenda, separated by spaces
	Filter     string  `db:"filter"`      // of the rule "filter"
	Minutes    int64   `db:"minutes"`     // for each project, unless its own are given
	Previous   db.ID   `db:"previous_id"` // the review it is compared with; known once frozen
	Frozen     int64   `db:"frozen"`      // the last change it knows; 0 for a draft
	FrozenAt   int64   `db:"frozen_at"`   // milliseconds since 1970 UTC
	FrozenOn   day.Day `db:"frozen_day"`  // the same as a date
	Closed     int64   `db:"closed"`      // the last change that its minutes know; 0 until closed
	ClosedAt   int64   `db:"closed_at"`
	ClosedOn   day.Day `db:"closed_day"`
	Conclusion string  `db:"conclusion"` // what the minutes end with
	Place      int64   `db:"place"`      // where whoever leads it stands: a project, Opening or End
	Leader     db.ID   `db:"leader_id"`  // who led it last
	Created    int64   `db:"created"`
	Updated    int64   `db:"updated"`
	UpdatedBy  db.ID   `db:"updated_by"`
}

// Item is one project on the agenda.
type Item struct {
	ID       int64  `db:"id"`
	Review   int64  `db:"review_id"`
	Project  int64  `db:"project_id"`
	Position int64  `db:"position"`
	Minutes  int64  `db:"minutes"` // 0 for those of the review
	Reason   string `db:"reason"`  // the rule by which it is there; Hand when somebody put it there
	Note     string `db:"note"`    // what is to be said of it, for all to read
}

// Hand is the reason of a project that somebody put on the agenda.
const Hand = "hand"

// Note is what a person noted for nobody else; Project is 0 for the review as a
// whole.
type Note struct {
	Project int64  `db:"project_id"`
	Body    string `db:"body"`
	Updated int64  `db:"updated"`
}

// MayLead reports whether a person prepares, runs and closes a review.
func MayLead(who access.Who, r Review) bool { return who.Can(access.EditPortfolio, r.Unit) }

func maySee(who access.Who, r Review) bool { return who.Can(access.ReadPortfolio, r.Unit) }

var columns = db.Columns[Review]("r")

// from reads reviews on the unit that their portfolio is on now; the one that it
// was on last, where there is no portfolio any more.
var from = " FROM (SELECT " + strings.Replace(db.Columns[Review]("v"), "v.unit_id", "COALESCE(p.unit_id, v.unit_id) AS unit_id", 1) +
	" FROM review v LEFT JOIN portfolio p ON p.id = v.portfolio_id) r "

// List returns the reviews that the person may see, of one portfolio or, when it
// is 0, of all, the latest day first.
func List(ctx context.Context, q db.Querier, who access.Who, portfolio int64) ([]Review, error) {
	where, args := who.Visible(access.ReadPortfolio, "unit_id", "", nil)
	if portfolio != 0 {
		args = append(args, portfolio)
		where += " AND portfolio_id = $" + number(len(args))
	}
	return db.Select[Review](ctx, q, "SELECT "+columns+from+"WHERE "+where+" ORDER BY day DESC, id DESC", args...)
}

// Get returns a review that the person may see.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Review, error) {
	r, err := db.Get[Review](ctx, q, "SELECT "+columns+from+"WHERE id = $1", id)
	if err == nil && !maySee(who, r) {
		return Review{}, fault.NotFound()
	}
	return r, err
}

// Before returns the review that one follows: the last frozen one of the same
// portfolio, of an earlier day or frozen earlier on the same. ok is false when it
// is the first.
func Before(ctx context.Context, q db.Querier, who access.Who, r Review) (before Review, ok bool, err error) {
	if r.State != Draft {
		if r.Previous == 0 {
			return Review{}, false, nil
		}
		before, err = Get(ctx, q, who, int64(r.Previous))
		if fault.KindOf(err) == fault.Missing {
			return Review{}, false, nil
		}
		return before, err == nil, err
	}
	found, err := db.Select[Review](ctx, q, "SELECT "+columns+from+`WHERE portfolio_id = $1 AND id <> $2 AND state <> 'draft' AND day <= $3
		ORDER BY day DESC, frozen DESC LIMIT 1`, r.Portfolio, r.ID, r.Day)
	if err != nil || len(found) == 0 || !maySee(who, found[0]) {
		return Review{}, false, err
	}
	return found[0], true, nil
}

// Items returns the agenda, in order. It does not look at the rights on the
// projects: that is for whoever shows them.
func Items(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Item, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	return items(ctx, q, id)
}

func items(ctx context.Context, q db.Querier, id int64) ([]Item, error) {
	return db.Select[Item](ctx, q, "SELECT "+db.Columns[Item]("")+" FROM review_item WHERE review_id = $1 ORDER BY position, id", id)
}

// Participants returns the accounts of those who are asked to a review.
func Participants(ctx context.Context, q db.Querier, who access.Who, id int64) ([]int64, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	return participants(ctx, q, id)
}

func participants(ctx context.Context, q db.Querier, id int64) ([]int64, error) {
	return db.Select[int64](ctx, q, "SELECT account_id FROM review_participant WHERE review_id = $1 ORDER BY account_id", id)
}

// Notes returns what the person noted in a review, on all its projects.
func Notes(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Note, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	return db.Select[Note](ctx, q, "SELECT project_id, body, updated FROM review_note WHERE review_id = $1 AND account_id = $2 ORDER BY project_id", id, who.ID)
}

// remembered is what the history keeps of a review.
type remembered struct {
	Portfolio    int64            `json:"portfolio"`
	Unit         int64            `json:"unit"`
	Name         string           `json:"name"`
	Day          day.Day          `json:"day"`
	State        State            `json:"state"`
	Frozen       int64            `json:"frozen,omitempty"`
	Closed       int64            `json:"closed,omitempty"`
	Previous     int64            `json:"previous,omitempty"`
	Conclusion   string           `json:"conclusion,omitempty"`
	Agenda       []int64          `json:"agenda"`
	Notes        map[int64]string `json:"notes,omitempty"` // of the agenda, by project
	Participants []int64          `json:"participants"`
}

// record writes what a review is now into the history.
func (r Review) record(ctx context.Context, tx *db.Tx) error {
	agenda, err := items(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	people, err := participants(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	kept := remembered{r.Portfolio, r.Unit, r.Name, r.Day, r.State, r.Frozen, r.Closed, int64(r.Previous), r.Conclusion, []int64{}, map[int64]string{}, people}
	for _, it := range agenda {
		kept.Agenda = append(kept.Agenda, it.Project)
		if it.Note != "" {
			kept.Notes[it.Project] = it.Note
		}
	}
	b, err := json.Marshal(kept)
	if err == nil {
		tx.Record(db.Version{Entity: Entity, Object: r.ID, Version: r.Version, From: tx.Today(), Data: string(b)})
	}
	return err
}

// Rules are the rules by which a project goes on the agenda, the most telling
// first.
var Rules = []string{"new", "pending", "health", "drift", "changed", "late", "filter", "all"}

// HasRule reports whether a rule makes the agenda of a review.
func (r Review) HasRule(rule string) bool { return slices.Contains(r.RuleList(), rule) }

var closedText = label.T("The review is closed; its minutes are final", "La revue est clôturée : son compte rendu est définitif")

// NoSuchPerson refuses somebody who has no account.
var NoSuchPerson = label.T("One of these people has no account", "L’une de ces personnes n’a pas de compte")

// JoinRules writes the rules of an agenda as a review keeps them.
func JoinRules(rules []string) string { return strings.Join(rules, " ") }

// After returns the review that follows one: the first frozen one that is compared
// with it; nil when there is none that the person may see.
func After(ctx context.Context, q db.Querier, who access.Who, r Review) (*Review, error) {
	found, err := db.Select[Review](ctx, q, "SELECT "+columns+from+"WHERE previous_id = $1 ORDER BY day, frozen LIMIT 1", r.ID)
	if err != nil || len(found) == 0 || !maySee(who, found[0]) {
		return nil, err
	}
	return &found[0], nil
}

// Sizes returns, for each of some reviews, how many projects are on its agenda by
// their ids, and whether the person is a participant.
func Sizes(ctx context.Context, q db.Querier, who access.Who, all []Review) (agendas map[int64][]int64, invited map[int64]bool, err error) {
	agendas, invited = map[int64][]int64{}, map[int64]bool{}
	ids := make([]int64, len(all))
	for i, r := range all {
		ids[i] = r.ID
	}
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(it *Item) error {
			agendas[it.Review] = append(agendas[it.Review], it.Project)
			return nil
		}, "SELECT "+db.Columns[Item]("")+" FROM review_item WHERE review_id IN "+in, args...)
		if err != nil {
			return nil, nil, err
		}
	}
	mine, err := db.Select[int64](ctx, q, "SELECT review_id FROM review_participant WHERE account_id = $1", who.ID)
	for _, id := range mine {
		invited[id] = true
	}
	return agendas, invited, err
}
