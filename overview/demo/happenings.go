package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/notice"
	"vigie/room/round"
)

// happening is what is no entry about a project: a review, a round, a word.
type happening struct {
	on  day.Day
	run func(context.Context) error
}

// plan has something happen on a day, before the entries of that day; what lies
// ahead of the present never does.
func (f *filler) plan(on day.Day, run func(context.Context) error) {
	if on <= f.today {
		f.due = append(f.due, happening{on, run})
	}
}

// happen runs what is planned up to a day, in order.
func (f *filler) happen(ctx context.Context, until day.Day) error {
	slices.SortStableFunc(f.due, func(a, b happening) int { return cmp.Compare(a.on, b.on) })
	for len(f.due) > 0 && f.due[0].on <= until {
		next := f.due[0]
		f.due = f.due[1:]
		if err := next.run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// foresee plans what happens in a month beside the projects.
func (f *filler) foresee(t int) {
	f.planRates(t)
	f.planRound(t)
	f.planReviews(t)
	f.planTalk(t)
	if t == -1 {
		f.plan(f.at(t).Last()-1, f.read)
	}
}

// rounds is how many months back managers were asked by a round.
const rounds = 12

// planRound asks the managers of a month in which rounds are held already, and
// locks the month before.
func (f *filler) planRound(t int) {
	if t < -rounds {
		return
	}
	var asked []*life
	for _, p := range f.lives {
		if p.enters <= t && !p.over && p.seldom == 0 {
			asked = append(asked, p)
		}
	}
	if t > -rounds {
		on := working(f.at(t).First()+4, 1)
		f.plan(on, func(ctx context.Context) error { return f.lock(ctx, on) })
	}
	on := min(working(f.at(t).First()+17, 1), f.today)
	f.plan(on, func(ctx context.Context) error { return f.ask(ctx, on, f.at(t), asked) })
}

func (f *filler) ask(ctx context.Context, on day.Day, m day.Month, lives []*life) error {
	who := f.people[keeper]
	var asks []round.Ask
	f.asked = map[int64]bool{}
	for _, p := range lives {
		if p.id != 0 {
			asks = append(asks, round.Ask{Project: p.id, Account: db.ID(f.accounts[p.manager])})
			f.asked[p.id] = true
		}
	}
	return f.update(ctx, on, who, "", func(tx *db.Tx) error {
		r, err := round.Start(ctx, tx, who, f.catalogue, round.Round{
			Unit: f.units[""], Month: m, Due: max(m.First()+27, on), Fields: "weather light progress end comment",
			Note: french("Bonjour à tous : merci de mettre à jour la météo, la fin et le commentaire avant le 28. Une phrase sur ce qui a changé suffit."),
		}, asks)
		f.round = r.ID
		return err
	})
}

// lock closes the round of the month that has ended.
func (f *filler) lock(ctx context.Context, on day.Day) error {
	who := f.people[keeper]
	return f.update(ctx, on, who, "", func(tx *db.Tx) error {
		_, err := round.Lock(ctx, tx, who, f.round, 0)
		return err
	})
}

// answer tells the open round that the projects of some entries are up to date.
func (f *filler) answer(ctx context.Context, tx *db.Tx, who access.Who, entries []entry) error {
	for _, e := range entries {
		if !e.answers || !f.asked[e.of.id] {
			continue
		}
		if _, err := round.Answer(ctx, tx, who, f.round, e.of.id, true); err != nil {
			return fmt.Errorf("%s: %w", e.of.code, err)
		}
	}
	return nil
}

// read is when everybody has read what the months before brought them.
func (f *filler) read(ctx context.Context) error {
	for _, login := range f.logins() {
		who := f.people[login]
		err := f.update(ctx, f.at(-1).Last()-1, who, "", func(tx *db.Tx) error { return notice.MarkRead(ctx, tx, who, nil, true) })
		if err != nil {
			return err
		}
	}
	return nil
}

// logins are those of all accounts, in the order in which they were made.
func (f *filler) logins() []string {
	var out []string
	for _, p := range Personas {
		out = append(out, p.Login)
	}
	for _, p := range staff {
		out = append(out, p.login)
	}
	return out
}
