package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"vigie/door/api"
	"vigie/door/job"
	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/convention"
	"vigie/room/draft"
	"vigie/room/file"
	"vigie/room/master"
	"vigie/room/notice"
	"vigie/room/plan"
	"vigie/room/project"
)

// keepEvents is for how long the events of changes are kept, by which the
// nodes follow one another; the history keeps everything.
const keepEvents = 30 * 24 * time.Hour

// startWork starts the workers: what is done after changes, and at set times.
func (a *App) startWork(ctx context.Context) {
	r := &job.Runner{
		Store: a.DB, Log: a.Log,
		Handlers: map[string]job.Handler{
			"prune":                   func(ctx context.Context, _ db.Job) error { return a.DB.Prune(ctx, a.DB.Now().Add(-keepEvents)) },
			"purge":                   a.purge,
			mail.RemindersKind:        func(ctx context.Context, _ db.Job) error { return mail.HandleReminders(ctx, a.DB, a.parts.post != nil) },
			calendar.ChangedKind:      a.plansFollow,
			convention.DayChangedKind: a.plansFollow,
			"sweep":                   func(ctx context.Context, _ db.Job) error { return a.parts.files.Sweep(ctx) },
			api.BackupNow: func(ctx context.Context, _ db.Job) error {
				_, _, err := a.parts.vault.Make(ctx, "vigie-")
				return err
			},
		},
		Schedules: []job.Schedule{{Kind: "prune", Slot: job.Daily(1, 30)}, {Kind: "purge", Slot: job.Daily(1, 40)}, {Kind: "sweep", Slot: job.Daily(1, 50)}, {Kind: mail.RemindersKind, Slot: job.Daily(5, 10)}},
	}
	if a.config.Backups > 0 {
		r.Handlers["backup"] = a.nightly
		r.Schedules = append(r.Schedules, job.Schedule{Kind: "backup", Slot: job.Daily(2, 0)})
	}
	if a.parts.post != nil {
		r.Handlers[mail.Kind] = a.parts.post.Handle
		r.Handlers[mail.MentionKind] = a.parts.post.HandleMention
		r.Handlers[mail.DelegationKind] = a.parts.post.HandleDelegation
		r.Handlers[mail.RoundKind] = a.parts.post.HandleRound
		r.Handlers[mail.DigestsKind] = a.parts.post.HandleDigests
		r.Handlers[mail.DigestKind] = a.parts.post.HandleDigest
		r.Handlers[mail.MinutesKind] = a.parts.post.HandleMinutes
		r.Handlers[mail.SubscriptionsKind] = a.parts.post.HandleSubscriptions
		r.Handlers[mail.SubscriptionKind] = a.parts.post.HandleSubscription
		r.Schedules = append(r.Schedules, job.Schedule{Kind: mail.DigestsKind, Slot: job.Daily(5, 0)}, job.Schedule{Kind: mail.SubscriptionsKind, Slot: job.Every(time.Hour)})
	}
	if a.parts.files.Scanner != nil {
		r.Handlers[file.ScanKind] = a.parts.files.Scan
	}
	for kind, h := range r.Handlers {
		if heavyJobs[kind] {
			h = a.inTurn(h)
		}
		r.Handlers[kind] = a.idle.worked(a.inWords(h))
	}
	r.Start(context.WithoutCancel(ctx))
	a.stop = append(a.stop, r.Stop)
	a.resumeImports(ctx)
	a.inBackground(a.inspect)
	a.inBackground(a.rest)
	a.inBackground(func(ctx context.Context) {
		if _, err := a.parts.portfolio.Live(ctx); err != nil && ctx.Err() == nil {
			a.Log.Warn("loading the portfolio", "error", err)
		}
	})
}

// heavyJobs are the kinds of jobs that need much memory, as reports do.
var heavyJobs = map[string]bool{"backup": true, api.BackupNow: true, mail.DigestKind: true, mail.MinutesKind: true, mail.SubscriptionKind: true}

// inWords has a handler say things in the vocabulary that holds.
func (a *App) inWords(h job.Handler) job.Handler {
	return func(ctx context.Context, j db.Job) error {
		if err := a.parts.words.Look(ctx); err != nil {
			return err
		}
		return h(ctx, j)
	}
}

// inTurn makes a handler wait for its turn at heavy work.
func (a *App) inTurn(h job.Handler) job.Handler {
	return func(ctx context.Context, j db.Job) error {
		leave, err := a.parts.heavy.Take(ctx, 0)
		if err != nil {
			return err
		}
		defer leave()
		return h(ctx, j)
	}
}

// plansFollow computes the plans anew after the calendars have changed.
func (a *App) plansFollow(ctx context.Context, _ db.Job) error {
	dates, err := a.parts.agenda.Live(ctx)
	if err != nil {
		return err
	}
	return plan.FollowAll(ctx, a.DB, dates.Catalogue())
}

// purge empties the bin of what has lain there for longer than its days.
func (a *App) purge(ctx context.Context, _ db.Job) error {
	who := access.System("system")
	_, err := a.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		n, err := project.Purge(ctx, tx, who)
		if n > 0 {
			a.Log.Info("projects that had been in the bin for long were removed", "projects", n)
		}
		if err != nil {
			return err
		}
		if err := a.purgeMasters(ctx, tx, who); err != nil {
			return err
		}
		return notice.Purge(ctx, tx, who)
	})
	return err
}

// purgeMasters removes presentations that nothing can be brought back to, but for those
// that drafts name.
func (a *App) purgeMasters(ctx context.Context, tx *db.Tx, who access.Who) error {
	drafts, err := draft.List(ctx, tx, who, tx.Millis())
	if err != nil {
		return err
	}
	n, err := master.Purge(ctx, tx, who, func(digest string) bool {
		return slices.ContainsFunc(drafts, func(d draft.Draft) bool { return strings.Contains(d.Document, digest) })
	})
	if n > 0 {
		a.Log.Info("report templates that had been out of use for long were removed", "templates", n)
	}
	return err
}

// inBackground runs f until it ends; Close waits for it.
func (a *App) inBackground(f func(context.Context)) {
	ctx, cancel := context.WithCancel(a.ending)
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(ctx)
	}()
	a.stop = append(a.stop, func(context.Context) error {
		cancel()
		<-done
		return nil
	})
}

// inspect looks after the start, and once a day, whether the files of the
// database are whole, and raises the alarm if not.
func (a *App) inspect(ctx context.Context) {
	for {
		problems, err := a.DB.Intact(ctx)
		if err != nil && ctx.Err() == nil {
			a.Log.Warn("inspecting the database", "error", err)
		}
		a.idle.asked.Add(1)
		a.metrics.damaged.Set(float64(len(problems)))
		for _, p := range problems {
			a.Log.Error("the database is damaged: restore the last good backup by vigie restore FILE --force", "problem", p.String())
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(24 * time.Hour):
		}
	}
}

// resumeImports goes on with imports that were left in the middle. Small ones
// are at their end before anyone is answered; nobody waits longer than a moment.
func (a *App) resumeImports(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 800*time.Millisecond)
	defer cancel()
	if err := a.parts.imports.Resume(ctx); err != nil && ctx.Err() == nil {
		a.Log.Warn("going on with imports", "error", err)
	}
}
