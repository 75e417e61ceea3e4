package demo

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/record"
	"vigie/room/review"
)

// planReviews plans the meeting of a month: prepared a week before, frozen, run
// and closed on its day, before the office of projects enters what it decided.
func (f *filler) planReviews(t int) {
	for _, m := range meetings {
		on := f.session(m.at)
		if m.at == t {
			f.plan(on, func(ctx context.Context) error { return f.meet(ctx, m, on) })
		}
	}
	if t == 0 {
		f.plan(f.today, f.prepareNext)
	}
}

// prepareNext is the review that nobody has held yet.
func (f *filler) prepareNext(ctx context.Context) error {
	_, err := f.prepare(ctx, f.today, meeting{at: 1, agenda: next}, f.session(1))
	return err
}

func (f *filler) meet(ctx context.Context, m meeting, on day.Day) error {
	r, err := f.prepare(ctx, on, m, on)
	if err != nil {
		return err
	}
	who := f.people[keeper]
	f.minute += 90 // the meeting is at ten
	err = f.update(ctx, on, who, "", func(tx *db.Tx) error { r, err = review.Freeze(ctx, tx, who, r.ID, 0); return err })
	if err != nil {
		return err
	}
	for _, o := range m.outcomes {
		f.minute += 9
		if err := f.conclude(ctx, r, o, on); err != nil {
			return fmt.Errorf("%s: %w", o.name, err)
		}
	}
	f.minute += 20
	return f.update(ctx, on, who, "", func(tx *db.Tx) error {
		said := french(m.conclusion)
		if _, err := review.Update(ctx, tx, who, r.ID, 0, review.Edit{Conclusion: &said}); err != nil {
			return err
		}
		_, err := review.Close(ctx, tx, who, r.ID, 0)
		return err
	})
}

// invited are those who sit on the board, and who takes the minutes.
var invited = []string{"bernard.delattre", "isabelle.fontanel", "marc.lestrade", "sylvie.carpentier", "philippe.aumont", "anne.quemeneur", keeper}

// prepare makes the draft of a review.
func (f *filler) prepare(ctx context.Context, on day.Day, m meeting, of day.Day) (r review.Review, err error) {
	who := f.people[keeper]
	var people []int64
	for _, login := range invited {
		people = append(people, f.accounts[login])
	}
	err = f.update(ctx, on, who, "", func(tx *db.Tx) error {
		r, err = review.Create(ctx, tx, who, review.Review{
			Portfolio: f.portfolio, Day: of, Name: called(of), Minutes: 8, Rule: m.rule(),
		}, people)
		if err == nil {
			r, err = review.SetItems(ctx, tx, who, r.ID, 0, f.agenda(m.agenda))
		}
		return err
	})
	return r, err
}

// called is the name of a meeting of the board.
func called(on day.Day) string {
	_, _, n := on.Date()
	return fmt.Sprintf("Comité de direction du %d %s", n, on.Month().In(label.FR))
}

// agenda turns codes with their reasons into what is on an agenda.
func (f *filler) agenda(lines []string) []review.Item {
	var out []review.Item
	for _, line := range lines {
		code, reason, _ := strings.Cut(line, " ")
		out = append(out, review.Item{Project: f.byCode[code].id, Reason: reason})
	}
	return out
}

// conclude enters a decision of a review that runs, and plans what becomes of it.
func (f *filler) conclude(ctx context.Context, r review.Review, o outcome, on day.Day) error {
	vs := field.Values{"name": field.Str(french(o.name)), "kind": f.option(decision.Kind, "kind", o.kind), "owner": field.Ref(f.accounts[o.owner]), "due": field.Int(int64(on) + int64(o.within))}
	if o.note != "" {
		vs["note"] = field.Str(french(o.note))
	}
	made := &note{kind: decision.Kind, status: decision.Open}
	if err := f.outcome(ctx, r, o.code, on, made, vs); err != nil {
		return err
	}
	f.settle(made, keeper, decision.CarriedOut, on, o.after)
	if o.task.name == "" {
		return nil
	}
	todo := &note{kind: action.Kind, status: action.ToDo}
	err := f.outcome(ctx, r, o.code, on, todo, field.Values{
		"name": field.Str(french(o.task.name)), "owner": field.Ref(f.accounts[o.task.owner]), "due": field.Int(int64(on) + int64(o.task.within)), record.Decision: field.Ref(made.id),
	})
	f.settle(todo, f.byCode[o.code].manager, action.Done, on, o.task.after)
	return err
}

// outcome writes a decision or an action of a review.
func (f *filler) outcome(ctx context.Context, r review.Review, code string, on day.Day, n *note, vs field.Values) error {
	who, of := f.people[keeper], int64(0)
	if code != "" {
		of = f.byCode[code].id
		vs[record.Project] = field.Ref(of)
	} else {
		vs[record.Portfolio] = field.Ref(r.Portfolio)
	}
	vs[record.Review] = field.Ref(r.ID)
	return f.update(ctx, on, who, "", func(tx *db.Tx) error {
		if _, err := review.Outcome(ctx, tx, who, r.ID, of); err != nil {
			return err
		}
		return f.register(ctx, tx, who, n.kind, []record.Edit{{Values: vs}}, []*note{n})
	})
}

// settle plans the day on which something was done; never when after is 0.
func (f *filler) settle(n *note, login, status string, on day.Day, after int) {
	if after == 0 {
		return
	}
	day := working(on+day.Day(after), 1)
	f.plan(day, func(ctx context.Context) error {
		who := f.people[login]
		return f.update(ctx, day, who, "", func(tx *db.Tx) error { return f.close(ctx, tx, who, n, status) })
	})
}

func (f *filler) close(ctx context.Context, tx *db.Tx, who access.Who, n *note, status string) error {
	vs := field.Values{"status": f.option(n.kind, "status", status)}
	return f.register(ctx, tx, who, n.kind, []record.Edit{{ID: n.id, Values: vs}}, []*note{n})
}
