package review

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

func number(n int) string { return strconv.Itoa(n) }

// RuleList returns the rules of the agenda one by one.
func (r Review) RuleList() []string { return strings.Fields(r.Rule) }

// Most is how many projects an agenda has room for, and how many people a review.
const Most = 500

// longestMinutes is the longest time for one project, in minutes.
const longestMinutes = 480

// Create makes a draft of a review of a portfolio.
func Create(ctx context.Context, tx *db.Tx, who access.Who, r Review, people []int64) (Review, error) {
	p, err := portfolio.Get(ctx, tx, who, r.Portfolio)
	if err != nil {
		return r, err
	}
	if err := access.Must(who.Can(access.EditPortfolio, p.Unit)); err != nil {
		return r, err
	}
	r.ID, r.Version, r.Unit, r.State = tx.NewID(), 1, p.Unit, Draft
	r.Created, r.Updated, r.UpdatedBy = tx.Millis(), tx.Millis(), db.ID(who.ID)
	if r.Rule == "" {
		if r.Rule, err = usualRule(ctx, tx, r); err != nil {
			return r, err
		}
	}
	if err := r.check(tx.Today()); err != nil {
		return r, err
	}
	if err := db.Insert(ctx, tx, "review", r); err != nil {
		return r, err
	}
	if err := invite(ctx, tx, r.ID, people); err != nil {
		return r, err
	}
	return r, r.record(ctx, tx)
}

// New is a draft as it begins: of today, five minutes for each project, named
// after its date, unless the edit says otherwise.
func New(portfolioID int64, e Edit, today day.Day, l label.Lang) Review {
	r := Review{Portfolio: portfolioID, Day: today, Minutes: 5}
	put(&r.Name, e.Name)
	put(&r.Day, e.Day)
	put(&r.Rule, e.Rule)
	put(&r.Filter, e.Filter)
	put(&r.Minutes, e.Minutes)
	if strings.TrimSpace(r.Name) == "" {
		r.Name = label.F("Review of %s", "Revue du %s", r.Day.In(l)).In(l)
	}
	return r
}

// usualRule is the rule of an agenda that says none: whatever is new, was decided
// about, is not well or changed since the review before; everything, for the
// first review of a portfolio.
func usualRule(ctx context.Context, q db.Querier, r Review) (string, error) {
	_, ok, err := Before(ctx, q, access.System("review"), r)
	if ok {
		return "new pending health drift changed", err
	}
	return "all", err
}

func (r *Review) check(today day.Day) error {
	var bad []fault.Detail
	r.Name = project.OneLine(r.Name)
	if r.Name == "" || len([]rune(r.Name)) > 200 {
		bad = append(bad, fault.Detail{Where: "name", Text: label.T("Give the review a name of at most 200 characters", "Donnez à la revue un nom d’au plus 200 caractères")})
	}
	if r.Day == 0 {
		bad = append(bad, fault.Detail{Where: "day", Text: label.T("Choose the date whose state is reviewed", "Choisissez la date dont l’état est passé en revue")})
	}
	if r.Day > today+maxAhead {
		bad = append(bad, fault.Detail{Where: "day", Text: label.T("This date is too far ahead", "Cette date est trop lointaine")})
	}
	if r.Minutes < 0 || r.Minutes > longestMinutes {
		bad = append(bad, fault.Detail{Where: "minutes", Text: label.F("Choose between 0 and %d minutes", "Choisissez entre 0 et %d minutes", longestMinutes)})
	}
	for _, rule := range r.RuleList() {
		if !slices.Contains(Rules, rule) {
			bad = append(bad, fault.Detail{Where: "rule", Text: label.F("There is no rule called “%s”", "Aucune règle ne s’appelle « %s »", rule)})
		}
	}
	if r.HasRule("filter") && strings.TrimSpace(r.Filter) == "" {
		bad = append(bad, fault.Detail{Where: "filter", Text: label.T("Say which projects go on the agenda", "Dites quels projets vont à l’ordre du jour")})
	}
	return fault.InvalidAll(bad)
}

// longestLine is how much may be noted beside a project of an agenda, in characters.
const longestLine = 1000

// maxAhead is how far ahead a review may be planned, in days.
const maxAhead = 3 * 366

// lead returns a review that the person may change, kept from others until the
// transaction ends; version 0 does not ask for the one that was read.
func lead(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Review, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE review SET version = version WHERE id = $1", id); err != nil {
		return Review{}, err
	}
	r, err := Get(ctx, tx, who, id)
	if err != nil {
		return r, err
	}
	if !MayLead(who, r) {
		return r, fault.Forbidden()
	}
	if version != 0 && r.Version != version {
		return r, fault.Outdated(r)
	}
	return r, nil
}

// Edit is what changes of a review; what is nil stays.
type Edit struct {
	Name         *string
	Day          *day.Day
	Rule         *string
	Filter       *string
	Minutes      *int64
	Conclusion   *string
	Participants *[]int64
}

// Update changes a review. Its date and the rules of its agenda change only while
// it is a draft; a closed one does not change at all.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, e Edit) (Review, error) {
	r, err := lead(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	if r.State == Closed {
		return r, fault.Conflict(closedText)
	}
	if r.State != Draft && (e.Day != nil && *e.Day != r.Day || e.Rule != nil && *e.Rule != r.Rule || e.Filter != nil && *e.Filter != r.Filter) {
		return r, fault.Conflict(frozenText)
	}
	put(&r.Name, e.Name)
	put(&r.Day, e.Day)
	put(&r.Rule, e.Rule)
	put(&r.Filter, e.Filter)
	put(&r.Minutes, e.Minutes)
	if e.Conclusion != nil {
		r.Conclusion = project.Lines(*e.Conclusion)
	}
	if err := r.check(tx.Today()); err != nil {
		return r, err
	}
	if e.Participants != nil {
		if err := invite(ctx, tx, id, *e.Participants); err != nil {
			return r, err
		}
	}
	return r.save(ctx, tx, who)
}

var frozenText = label.T("The review is frozen: its date and its agenda stay as they are", "La revue est figée : sa date et son ordre du jour restent tels quels")

func put[T any](into *T, v *T) {
	if v != nil {
		*into = *v
	}
}

// save writes a review over its row, under the next version.
func (r Review) save(ctx context.Context, tx *db.Tx, who access.Who) (Review, error) {
	r.Version++
	r.Updated, r.UpdatedBy = tx.Millis(), db.ID(who.ID)
	if err := db.Put(ctx, tx, "review", r); err != nil {
		return r, err
	}
	return r, r.record(ctx, tx)
}

// invite makes some people the participants of a review.
func invite(ctx context.Context, tx *db.Tx, id int64, people []int64) error {
	people = slices.Compact(slices.Sorted(slices.Values(people)))
	if len(people) > Most {
		return fault.Invalid("participants", label.F("A review has at most %d participants", "Une revue a au plus %d participants", Most))
	}
	in, args := db.List(nil, people)
	known, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM account WHERE id IN "+in, args...)
	if err == nil && known < int64(len(people)) {
		err = fault.Invalid("participants", NoSuchPerson)
	}
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM review_participant WHERE review_id = $1", id); err != nil {
		return err
	}
	rows := make([]participant, len(people))
	for i, p := range people {
		rows[i] = participant{id, p}
	}
	return db.Insert(ctx, tx, "review_participant", rows...)
}

type participant struct {
	Review  int64 `db:"review_id"`
	Account int64 `db:"account_id"`
}

// SetItems makes the agenda of a draft. The order is that of the list; a project
// stands in it once.
func SetItems(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, agenda []Item) (Review, error) {
	r, err := lead(ctx, tx, who, id, version)
	if err != nil {
		return r, err
	}
	if r.State != Draft {
		return r, fault.Conflict(frozenText)
	}
	if err := checkAgenda(agenda); err != nil {
		return r, err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM review_item WHERE review_id = $1", id); err != nil {
		return r, err
	}
	rows := slices.Clone(agenda)
	for i := range rows {
		rows[i].ID, rows[i].Review, rows[i].Position = tx.NewID(), id, int64(i+1)
		rows[i].Note = project.Lines(rows[i].Note)
	}
	if err := db.Insert(ctx, tx, "review_item", rows...); err != nil {
		return r, err
	}
	return r.save(ctx, tx, who)
}

func checkAgenda(agenda []Item) error {
	if len(agenda) > Most {
		return fault.Invalid("items", label.F("An agenda has room for %d projects", "Un ordre du jour peut compter %d projets", Most))
	}
	seen := map[int64]bool{}
	for _, it := range agenda {
		if seen[it.Project] {
			return fault.Invalid("items", label.T("A project stands on the agenda twice", "Un projet figure deux fois à l’ordre du jour"))
		}
		seen[it.Project] = true
		if it.Minutes < 0 || it.Minutes > longestMinutes {
			return fault.Invalid("items", label.F("Choose between 0 and %d minutes", "Choisissez entre 0 et %d minutes", longestMinutes))
		}
		if utf8.RuneCountInString(it.Note) > longestLine {
			return fault.Invalid("items", label.F("A note on the agenda has at most %d characters", "Une note de l’ordre du jour compte au plus %d caractères", longestLine))
		}
	}
	return nil
}

// Delete removes a review that is not closed.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	r, err := lead(ctx, tx, who, id, version)
	if err != nil {
		return err
	}
	if r.State == Closed {
		return fault.Conflict(closedText)
	}
	if _, err := db.Exec(ctx, tx, "UPDATE review SET previous_id = $1 WHERE previous_id = $2", r.Previous, id); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM review WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: r.Version + 1, From: tx.Today()})
	return nil
}

// Keep notes, before a portfolio is deleted, the unit that it is on: whoever could
// see its reviews still can, and nobody else.
func Keep(ctx context.Context, tx *db.Tx, who access.Who, portfolioID int64) error {
	p, err := portfolio.Get(ctx, tx, who, portfolioID)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "UPDATE review SET unit_id = $1 WHERE portfolio_id = $2", p.Unit, p.ID)
	return err
}
