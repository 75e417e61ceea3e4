// Package demo fills a new database with a company that does not exist: a
// French mutual insurer of six hundred people, its projects, and three years
// of what became of them: months, risks, actions, reviews and what they decided. All of it goes through the functions of the
// rooms, month by month, as people would have entered it, so that the past can
// be read as of any day and compared. The same seed and clock give the same
// company, to the last comment.
package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/file"
)

// Company is the name of the organisation.
const Company = "Valmérance Mutuelle"

// Password opens every account of a demonstration, for those who try the API.
const Password = "canot-tilleul-nuage"

// Months is how far the history goes back, before the current month.
const Months = 35

// named is how many projects have a name and a life of their own.
const named = 60

// Options say what to make.
type Options struct {
	Projects int        // 60 when 0; those beyond have a shorter history
	Seed     uint64     // chooses the details; the stories stay
	Files    file.Place // where attachments are kept; the database when nil
	Progress func(done, total int)
}

// Clock is the clock of a database that is being filled: it goes through the
// months of the history, and ends at the time it was made with.
type Clock struct{ at, now time.Time }

// NewClock returns a clock whose present is now.
func NewClock(now time.Time) *Clock { return &Clock{at: now, now: now} }

// Now is the Options.Now of the database.
func (c *Clock) Now() time.Time { return c.at }

// goTo moves the clock to a minute of a day's work, never beyond the present.
func (c *Clock) goTo(d day.Day, minute int) {
	y, m, dom := d.Date()
	c.at = time.Date(y, m, dom, 8, 30+minute, 0, 0, c.now.Location())
	if c.at.After(c.now) {
		c.at = c.now
	}
}

// Fill writes the company into a migrated database that has nothing yet and
// whose clock is c. It marks the database as a demonstration when all is there.
func Fill(ctx context.Context, d *db.DB, c *Clock, o Options) error {
	if o.Projects == 0 {
		o.Projects = named
	}
	if o.Projects < named {
		return fault.Invalid("projects", label.F("A demonstration has at least %d projects", "Une démonstration compte au moins %d projets", named))
	}
	if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM account"); err != nil || n > 0 {
		return notEmpty(err)
	}
	f := &filler{d: d, clock: c, o: o, random: rand.New(rand.NewPCG(o.Seed, 1959)), luck: rand.New(rand.NewPCG(o.Seed, 1961)), today: day.OfTime(c.now)}
	f.month = f.today.Month()
	defer func() { c.at = c.now }()
	for _, step := range []func(context.Context) error{f.organise, f.describe, f.goThrough, f.schedule, f.agree, f.draw, f.mark} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("filling the demonstration: %w", err)
		}
	}
	return nil
}

func notEmpty(err error) error {
	if err != nil {
		return err
	}
	return fault.Conflict(label.T("There is something in this database already, and it is not a demonstration",
		"Cette base contient déjà quelque chose, et ce n’est pas une démonstration"))
}

// filler is what the steps work with.
type filler struct {
	d      *db.DB
	clock  *Clock
	o      Options
	random *rand.Rand // of the lives of the projects
	luck   *rand.Rand // of what goes with them
	today  day.Day
	month  day.Month // the current one
	minute int       // of the day on which the clock is

	units     map[string]int64
	people    map[string]access.Who // by login
	accounts  map[string]int64
	catalogue *field.Catalogue
	registers map[string]*field.Catalogue // of key dates, risks, actions, decisions
	lives     []*life
	byCode    map[string]*life
	portfolio int64 // the one picked by hand
	due       []happening
	round     int64          // the monthly round that is open
	asked     map[int64]bool // the projects that it asks about
}

// begin is the first day of the history: a Monday.
func (f *filler) begin() day.Day {
	d := (f.month - Months).First()
	for d.Weekday() != time.Monday {
		d++
	}
	return d
}

// update runs a change on a day, in the name of a person.
func (f *filler) update(ctx context.Context, on day.Day, who access.Who, note string, do func(*db.Tx) error) error {
	if on != day.OfTime(f.clock.at) {
		f.minute = 0
	}
	f.clock.goTo(on, f.minute)
	f.minute++
	origin := who.Origin()
	origin.On, origin.Note = on, note
	_, err := f.d.Update(ctx, origin, do)
	return err
}

const setting = "demo"

// mark says that the database is a demonstration, and in which currency it counts.
func (f *filler) mark(ctx context.Context) error {
	return f.update(ctx, f.today, access.System("command"), "", func(tx *db.Tx) error {
		for key, value := range map[string]string{setting: "full", "currency": "EUR"} {
			if _, err := db.Exec(ctx, tx, "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value); err != nil {
				return err
			}
		}
		return nil
	})
}

// IsDemo reports whether a database is a whole demonstration.
func IsDemo(ctx context.Context, q db.Querier) (bool, error) {
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM setting WHERE key = 'demo' AND value = 'full'")
	return n > 0, err
}
