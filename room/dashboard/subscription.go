package dashboard

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/view"
)

// SubscriptionEntity is the name under which the events know subscriptions.
const SubscriptionEntity = "subscription"

// mostSubscriptions is how many summaries one person gets by mail.
const mostSubscriptions = 50

// The rhythms and the forms in which a summary goes out.
const (
	Weekly  = "week"
	Monthly = "month"
	Mail    = "mail"
	PDF     = "pdf"  // a letter with the summary attached, for who may export
	XLSX    = "xlsx" // a letter with the rows of a view attached, for who may export
)

// Subscription is a summary, or a view, that a person gets by mail.
type Subscription struct {
	ID        int64   `db:"id"`
	Version   int64   `db:"version"`
	Account   int64   `db:"account_id"`
	Portfolio db.ID   `db:"portfolio_id"` // 0 for all projects
	View      db.ID   `db:"view_id"`      // 0 for the summary
	Every     string  `db:"every"`        // Weekly or Monthly
	Day       int64   `db:"day"`          // 1 (Monday) to 7 of the week, 1 to 28 of the month
	Hour      int64   `db:"hour"`         // from which it leaves, where the server stands
	Format    string  `db:"format"`       // Mail, or PDF of a summary and XLSX of a view
	Last      day.Day `db:"last"`         // the day of the last letter; 0 for none
	Created   int64   `db:"created"`
}

var subscribed = db.Columns[Subscription]("")

func (s Subscription) check(who access.Who) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	most := int64(28)
	if s.Every == Weekly {
		most = 7
	} else if s.Every != Monthly {
		say("every", label.T("Choose week or month", "Choisissez week (semaine) ou month (mois)"))
	}
	if s.Day < 1 || s.Day > most {
		say("day", label.T("A day from 1 (Monday) to 7 of the week, or from 1 to 28 of the month", "Un jour de 1 (lundi) à 7 de la semaine, ou de 1 à 28 du mois"))
	}
	if s.Hour < 0 || s.Hour > 23 {
		say("hour", label.T("An hour from 0 to 23", "Une heure de 0 à 23"))
	}
	file := PDF
	if s.View != 0 {
		file = XLSX
	}
	switch {
	case s.Format != Mail && s.Format != file && s.View != 0:
		say("format", label.T("A view comes as a letter (mail) or as a workbook attached to one (xlsx)", "Une vue vient dans un courriel (mail) ou en classeur joint (xlsx)"))
	case s.Format != Mail && s.Format != file:
		say("format", label.T("A summary comes as a letter (mail) or as a PDF attached to one (pdf)", "Une synthèse vient dans un courriel (mail) ou en PDF joint (pdf)"))
	case s.Format == file && !MayAttach(who):
		say("format", label.T("Your roles do not let you export: choose the letter alone (mail)", "Vos rôles ne vous permettent pas d’exporter\u202f: choisissez le courriel seul (mail)"))
	}
	return fault.InvalidAll(bad)
}

// MayAttach reports whether a person may get them as files: whoever may
// export something, as on the screen.
func MayAttach(who access.Who) bool { return who.CanSomewhere(access.Export) }

// Next returns the day on which the next letter leaves, seen from a day on which
// none has left yet.
func (s Subscription) Next(today day.Day) day.Day {
	for d := today; ; d++ {
		if s.falls(d) && d > s.Last {
			return d
		}
	}
}

func (s Subscription) falls(d day.Day) bool {
	if s.Every == Weekly {
		return (int64(d.Weekday())+6)%7+1 == s.Day
	}
	_, _, dom := d.Date()
	return int64(dom) == s.Day
}

// Subscriptions returns the person's own.
func Subscriptions(ctx context.Context, q db.Querier, who access.Who) ([]Subscription, error) {
	return db.Select[Subscription](ctx, q, "SELECT "+subscribed+" FROM subscription WHERE account_id = $1 ORDER BY id", who.ID)
}

// Subscribe keeps a new one for the person, who must see the portfolio or the view.
func Subscribe(ctx context.Context, tx *db.Tx, who access.Who, s Subscription) (Subscription, error) {
	if err := access.Must(who.ID != 0); err != nil {
		return s, err
	}
	if s.Portfolio != 0 {
		if _, err := portfolio.Get(ctx, tx, who, int64(s.Portfolio)); err != nil {
			return s, err
		}
	}
	if s.View != 0 {
		if _, err := view.Get(ctx, tx, who, int64(s.View)); err != nil {
			return s, err
		}
		s.Portfolio = 0 // that of the view
	}
	if err := s.check(who); err != nil {
		return s, err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM subscription WHERE account_id = $1", who.ID)
	if err != nil {
		return s, err
	}
	if n >= mostSubscriptions {
		return s, fault.Conflict(label.F("At most %d summaries and views by mail", "Au plus %d synthèses et vues par courriel", mostSubscriptions))
	}
	s.ID, s.Version, s.Account, s.Last, s.Created = tx.NewID(), 1, who.ID, 0, tx.Millis()
	tx.Touch(SubscriptionEntity, s.ID)
	return s, db.Insert(ctx, tx, "subscription", s)
}

// mine returns one of the person's own, kept from others.
func mine(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Subscription, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE subscription SET version = version WHERE id = $1 AND account_id = $2", id, who.ID); err != nil {
		return Subscription{}, err
	}
	s, err := db.Get[Subscription](ctx, tx, "SELECT "+subscribed+" FROM subscription WHERE id = $1 AND account_id = $2", id, who.ID)
	if err == nil && s.Version != version {
		return s, fault.Outdated(s)
	}
	return s, err
}

// ChangeSubscription changes when and how one of the person's own leaves.
func ChangeSubscription(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Subscription)) (Subscription, error) {
	was, err := mine(ctx, tx, who, id, version)
	if err != nil {
		return was, err
	}
	s := was
	change(&s)
	s.ID, s.Account, s.Portfolio, s.View, s.Created, s.Last, s.Version = was.ID, was.Account, was.Portfolio, was.View, was.Created, was.Last, version+1
	if err := s.check(who); err != nil {
		return was, err
	}
	tx.Touch(SubscriptionEntity, s.ID)
	return s, db.Put(ctx, tx, "subscription", s)
}

// Unsubscribe ends one of the person's own.
func Unsubscribe(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	if _, err := mine(ctx, tx, who, id, version); err != nil {
		return err
	}
	tx.Touch(SubscriptionEntity, id)
	_, err := db.Exec(ctx, tx, "DELETE FROM subscription WHERE id = $1", id)
	return err
}

// Due takes the subscriptions of which a letter leaves on the transaction's day,
// from an hour on. Each is taken once, on any number of nodes.
func Due(ctx context.Context, tx *db.Tx, who access.Who, hour int) ([]Subscription, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return nil, err
	}
	today := tx.Today()
	_, _, dom := today.Date()
	weekday := (int(today.Weekday())+6)%7 + 1
	return db.Select[Subscription](ctx, tx, `UPDATE subscription SET last = $1 WHERE (last IS NULL OR last < $1) AND hour <= $2
		AND (every = 'week' AND day = $3 OR every = 'month' AND day = $4) RETURNING `+subscribed, today, hour, weekday, dom)
}

// SubscriptionOf returns a subscription to whoever sends its letter.
func SubscriptionOf(ctx context.Context, q db.Querier, who access.Who, id int64) (Subscription, error) {
	if err := access.Must(who.IsSystem()); err != nil {
		return Subscription{}, err
	}
	return db.Get[Subscription](ctx, q, "SELECT "+subscribed+" FROM subscription WHERE id = $1", id)
}

// Subscribers returns how many people get a view by mail.
func Subscribers(ctx context.Context, q db.Querier, id int64) (int64, error) {
	return db.Get[int64](ctx, q, "SELECT count(DISTINCT account_id) FROM subscription WHERE view_id = $1", id)
}
