package campaign

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/notice"
)

const (
	mostLines   = 20_000
	longestName = 200
	longestNote = 2000
)

// Plan returns what a campaign would look through, and who would be asked, before it
// is started.
func Plan(ctx context.Context, q db.Querier, who access.Who, c Campaign) ([]Line, error) {
	items, err := access.Inventory(ctx, q, who, c.Units, c.Roles)
	if err != nil {
		return nil, err
	}
	managers, err := access.ManagersOfUnits(ctx, q, who)
	lines := make([]Line, len(items))
	for i, item := range items {
		lines[i] = Line{Item: item, Campaign: c.ID, Version: 1}
		if len(c.Reviewers) > 0 {
			lines[i].Reviewers = slices.DeleteFunc(slices.Clone(c.Reviewers), func(id int64) bool { return id == item.Account || id == item.Other })
		} else {
			lines[i].Reviewers = managers.Of(item.Home, item.Account, item.Other)
		}
	}
	return lines, err
}

// Asked returns who is asked something in some lines, each once.
func Asked(lines []Line) []int64 {
	var out []int64
	for _, l := range lines {
		out = append(out, l.Reviewers...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Start begins a campaign and tells everybody who is asked.
func Start(ctx context.Context, tx *db.Tx, who access.Who, c Campaign) (Campaign, error) {
	if err := access.Must(MayRun(who)); err != nil {
		return c, err
	}
	c.ID, c.Version, c.State, c.Created, c.CreatedBy, c.Closed, c.ClosedBy = tx.NewID(), 1, Open, tx.Millis(), who.ID, 0, 0
	if err := c.check(tx.Today()); err != nil {
		return c, err
	}
	lines, err := Plan(ctx, tx, who, c)
	if err != nil {
		return c, err
	}
	switch {
	case len(lines) == 0:
		return c, fault.Invalid("units", label.T("Nobody holds anything there", "Personne ne détient rien ici"))
	case len(lines) > mostLines:
		return c, fault.Invalid("units", label.F("More than %d rights: choose fewer units or roles", "Plus de %d droits : choisissez moins d’entités ou de rôles", mostLines))
	}
	if err := db.Insert(ctx, tx, "campaign", c.row()); err != nil {
		return c, err
	}
	rows := make([]lineRow, len(lines))
	for i := range lines {
		lines[i].Line = tx.NewID()
		rows[i] = lines[i].row()
	}
	if err := db.Insert(ctx, tx, "campaign_line", rows...); err != nil {
		return c, err
	}
	type reviewer struct {
		Campaign int64 `db:"campaign_id"`
		Account  int64 `db:"account_id"`
	}
	var asked []reviewer
	var told []notice.Notice
	for _, id := range Asked(lines) {
		asked = append(asked, reviewer{c.ID, id})
		told = append(told, notice.Notice{Account: id, Kind: notice.Access, Object: c.ID})
	}
	if err := db.Insert(ctx, tx, "campaign_reviewer", asked...); err != nil {
		return c, err
	}
	if err := c.record(tx); err != nil {
		return c, err
	}
	return c, notice.Tell(ctx, tx, who, told...)
}

func (c *Campaign) check(today day.Day) error {
	var bad []fault.Detail
	say := func(where, en, fr string) {
		bad = append(bad, fault.Detail{Where: where, Text: label.T(en, fr)})
	}
	c.Name, c.Note = strings.TrimSpace(c.Name), strings.TrimSpace(c.Note)
	switch n := len([]rune(c.Name)); {
	case n == 0:
		say("name", "A name is required", "Un nom est obligatoire")
	case n > longestName:
		say("name", "This name is too long", "Ce nom est trop long")
	}
	if len([]rune(c.Note)) > longestNote {
		say("note", "This note is too long", "Ce mot est trop long")
	}
	switch {
	case c.Due < today:
		say("due", "Choose a day from today on", "Choisissez un jour à partir d’aujourd’hui")
	case c.Due > today+366:
		say("due", "This day is too far ahead", "Ce jour est trop lointain")
	}
	return fault.InvalidAll(bad)
}

// take returns a campaign that the person runs, kept from others until the
// transaction ends; version 0 does not ask for the one that was read.
func take(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Campaign, error) {
	if !MayRun(who) {
		return Campaign{}, fault.NotFound()
	}
	if _, err := db.Exec(ctx, tx, "UPDATE campaign SET version = version WHERE id = $1", id); err != nil {
		return Campaign{}, err
	}
	c, err := Get(ctx, tx, who, id)
	if err == nil && version != 0 && c.Version != version {
		err = fault.Outdated(c)
	}
	return c, err
}

func (c Campaign) save(ctx context.Context, tx *db.Tx) (Campaign, error) {
	c.Version++
	if err := db.Put(ctx, tx, "campaign", c.row()); err != nil {
		return c, err
	}
	return c, c.record(tx)
}

var closedText = label.T("This access review is closed", "Cette revue des accès est close")

// Edit is what changes of an open campaign; what is nil stays.
type Edit struct {
	Name, Note *string
	Due        *day.Day
}

// Update changes the name, the note or the day of an open campaign.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, e Edit) (Campaign, error) {
	c, err := take(ctx, tx, who, id, version)
	if err != nil {
		return c, err
	}
	if c.State == Closed {
		return c, fault.Conflict(closedText)
	}
	today := tx.Today()
	if e.Due != nil {
		c.Due = *e.Due
	} else {
		today = min(today, c.Due) // a day that has passed may stay
	}
	if e.Name != nil {
		c.Name = *e.Name
	}
	if e.Note != nil {
		c.Note = *e.Note
	}
	if err := c.check(today); err != nil {
		return c, err
	}
	return c.save(ctx, tx)
}

// Close ends a campaign: nothing is answered any more. What was not answered stays as
// it is, until it is withdrawn.
func Close(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Campaign, error) {
	c, err := take(ctx, tx, who, id, version)
	if err != nil {
		return c, err
	}
	if c.State == Closed {
		return c, fault.Conflict(closedText)
	}
	c.State, c.Closed, c.ClosedBy = Closed, tx.Millis(), who.ID
	return c.save(ctx, tx)
}

// Answer says of some lines that they are kept, that they are to be withdrawn, or
// neither any more. Who is not asked about one of them is told that it is not there.
func Answer(ctx context.Context, tx *db.Tx, who access.Who, id int64, of []int64, answer, note string) error {
	if !slices.Contains([]string{"", Keep, Withdraw}, answer) {
		return fault.Invalid("answer", label.T("Choose to keep or to withdraw", "Choisissez de conserver ou de retirer"))
	}
	if note = strings.TrimSpace(note); len([]rune(note)) > longestNote {
		return fault.Invalid("note", label.T("This note is too long", "Ce mot est trop long"))
	}
	if _, err := db.Exec(ctx, tx, "UPDATE campaign SET version = version WHERE id = $1", id); err != nil {
		return err
	}
	c, err := Get(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if c.State == Closed {
		return fault.Conflict(closedText)
	}
	lines, err := chosen(ctx, tx, who, c, of)
	if err != nil {
		return err
	}
	judge, err := JudgeOf(ctx, tx, who)
	if err != nil {
		return err
	}
	for _, l := range lines {
		switch {
		case judge.Own(l):
			return fault.Conflict(label.F("Nobody answers for himself: %s", "Personne ne répond pour soi-même : %s", l.Holder))
		case l.Withdrawn != 0:
			return fault.Conflict(label.F("This was withdrawn already: %s", "Ceci a déjà été retiré : %s", l.Holder))
		}
		l.Answer, l.Answered, l.AnsweredBy, l.Note, l.Stays = answer, tx.Millis(), who.ID, note, label.Text{}
		if answer == "" {
			l.Answered, l.AnsweredBy = 0, 0
		}
		if err := l.save(ctx, tx); err != nil {
			return err
		}
	}
	tx.Touch(Entity, id)
	return nil
}

func (l Line) save(ctx context.Context, tx *db.Tx) error {
	l.Version++
	if err := db.Put(ctx, tx, "campaign_line", l.row()); err != nil {
		return err
	}
	return l.record(tx)
}

// chosen returns some of the lines of a campaign that the person sees.
func chosen(ctx context.Context, tx *db.Tx, who access.Who, c Campaign, of []int64) ([]Line, error) {
	all, err := Lines(ctx, tx, who, c)
	if err != nil {
		return nil, err
	}
	lines := slices.DeleteFunc(all, func(l Line) bool { return !slices.Contains(of, l.Line) })
	if len(lines) == 0 || len(lines) != len(slices.Compact(slices.Sorted(slices.Values(of)))) {
		return nil, fault.NotFound()
	}
	return lines, nil
}

// Outcome is what became of one line, when some are withdrawn or brought back.
type Outcome struct {
	Line  int64
	Done  bool
	Stays label.Text // why not
}

var (
	staysKept  = label.T("It was confirmed", "Il a été confirmé")
	staysOpen  = label.T("It was not answered yet, and the access review is open", "Il est sans réponse, et la revue des accès est ouverte")
	staysAlone = label.T("It was withdrawn already", "Il a déjà été retiré")
	staysThere = label.T("It was not withdrawn", "Il n’a pas été retiré")
)

// Take withdraws some lines: those that were answered so and, once the campaign is
// closed, those that nobody answered. All is one change; what cannot be withdrawn
// stays, and says why.
func Take(ctx context.Context, tx *db.Tx, who access.Who, id int64, of []int64) ([]Outcome, error) {
	c, err := take(ctx, tx, who, id, 0)
	if err != nil {
		return nil, err
	}
	return each(ctx, tx, who, c, of, func(l *Line) (stays label.Text, err error) {
		switch {
		case l.Withdrawn != 0:
			return staysAlone, nil
		case l.Answer == Keep:
			return staysKept, nil
		case l.Answer == "" && c.State == Open:
			return staysOpen, nil
		}
		if l.was, stays, err = access.Withdraw(ctx, tx, who, l.Item); err == nil && stays.IsZero() {
			l.Withdrawn, l.WithdrawnBy = tx.Millis(), who.ID
		}
		return stays, err
	})
}

// BringBack undoes what Take did to some lines, as one change.
func BringBack(ctx context.Context, tx *db.Tx, who access.Who, id int64, of []int64) ([]Outcome, error) {
	c, err := take(ctx, tx, who, id, 0)
	if err != nil {
		return nil, err
	}
	return each(ctx, tx, who, c, of, func(l *Line) (stays label.Text, err error) {
		if l.Withdrawn == 0 {
			return staysThere, nil
		}
		back, stays, err := access.Reinstate(ctx, tx, who, l.Item, l.was)
		if err == nil && stays.IsZero() {
			l.ID, l.Withdrawn, l.WithdrawnBy, l.was = back, 0, 0, 0
		}
		return stays, err
	})
}

func each(ctx context.Context, tx *db.Tx, who access.Who, c Campaign, of []int64, act func(*Line) (label.Text, error)) ([]Outcome, error) {
	lines, err := chosen(ctx, tx, who, c, of)
	if err != nil {
		return nil, err
	}
	out := make([]Outcome, len(lines))
	for i, l := range lines {
		stays, err := act(&l)
		if err != nil {
			return nil, err
		}
		out[i] = Outcome{l.Line, stays.IsZero(), stays}
		if said := label.T(stays.In(label.EN), stays.In(label.FR)); out[i].Done || said.EN != l.Stays.EN {
			l.Stays = said
		} else {
			continue
		}
		if err := l.save(ctx, tx); err != nil {
			return nil, err
		}
	}
	tx.Touch(Entity, c.ID)
	return out, nil
}

// Due takes the reminders of an open campaign that are due today: a week and two days
// before its day, on it, and every second day after.
func Due(ctx context.Context, tx *db.Tx, who access.Who, c Campaign) ([]int64, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	late := int(tx.Today() - c.Due)
	if c.State != Open || late < 0 && late != -7 && late != -2 || late%2 != 0 && late != -7 {
		return nil, nil
	}
	return remind(ctx, tx, who, c)
}

// Remind reminds everybody who has not answered all and was not reminded today.
func Remind(ctx context.Context, tx *db.Tx, who access.Who, id int64) ([]int64, error) {
	c, err := take(ctx, tx, who, id, 0)
	if err != nil {
		return nil, err
	}
	if c.State == Closed {
		return nil, fault.Conflict(closedText)
	}
	return remind(ctx, tx, who, c)
}

func remind(ctx context.Context, tx *db.Tx, who access.Who, c Campaign) ([]int64, error) {
	lines, err := Lines(ctx, tx, access.System("campaign"), c)
	if err != nil {
		return nil, err
	}
	waiting := Asked(slices.DeleteFunc(lines, func(l Line) bool { return l.Answer != "" }))
	if len(waiting) == 0 {
		return nil, nil
	}
	var told []notice.Notice
	var people []int64
	for part := range slices.Chunk(waiting, 400) {
		in, args := db.List([]any{tx.Today(), c.ID}, part)
		some, err := db.Select[int64](ctx, tx, `UPDATE campaign_reviewer SET reminded = $1, reminders = reminders + 1
			WHERE campaign_id = $2 AND (reminded IS NULL OR reminded < $1) AND account_id IN `+in+" RETURNING account_id", args...)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			people, told = append(people, id), append(told, notice.Notice{Account: id, Kind: notice.AccessReminder, Object: c.ID})
		}
	}
	tx.Touch(Entity, c.ID)
	return people, notice.Tell(ctx, tx, who, told...)
}
