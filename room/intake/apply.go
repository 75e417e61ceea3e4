package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// What became of a staged row.
const (
	written   = 1
	takenBack = 2
)

// batch is a part of an import's rows, written or taken back in one transaction.
type batch struct {
	m     *Import
	rows  []*staged
	until map[int64]day.Day
	next  day.Day // the next later edition of the portfolio
	set   int64
	keys  func(set int64) map[string]bool // what another import states
	c     *field.Catalogue
	stamp string // of c
}

// Start claims a checked import for writing. Run does the work.
func (k *Desk) Start(ctx context.Context, who access.Who, id int64) (*Import, error) {
	m, err := k.Get(ctx, k.DB, who, id)
	if err != nil {
		return nil, err
	}
	if err := k.ready(ctx, who, m); err != nil {
		return nil, err
	}
	return m, k.claim(ctx, who, m, Applying)
}

// ready refuses an import that has no dry run, leaves doubts open, or would do
// something else by now than its dry run said.
func (k *Desk) ready(ctx context.Context, who access.Who, m *Import) error {
	switch {
	case m.State.atWork():
		return busy()
	case m.State == Applied:
		return fault.Conflict(label.T("This import is written already", "Cet import est déjà écrit"))
	case m.State != Checked || m.Report == nil:
		return fault.Conflict(label.T("Make the dry run first, and look at what would change", "Faites d’abord l’essai à blanc, et regardez ce qui changerait"))
	case m.Report.DoubtfulCount > 0:
		return fault.Conflict(label.F("%d rows are doubtful; say of each whether it is a known project or a new one", "%d lignes sont douteuses ; dites pour chacune s’il s’agit d’un projet connu ou nouveau", m.Report.DoubtfulCount))
	case m.Report.Refused == m.Report.Rows:
		return fault.Conflict(label.T("Every row is refused, so nothing would be imported; look at the columns, above all at the one with the names", "Toutes les lignes sont refusées, rien ne serait donc importé\u202f; regardez les colonnes, surtout celle des noms"))
	}
	since, err := db.Get[int64](ctx, k.DB, "SELECT count(*) FROM event WHERE change > $1 AND entity IN ('project', 'milestone', 'risk', 'action', 'decision', 'member', 'month', 'portfolio', 'unit', 'field', 'node', 'account')", m.Report.Change)
	if err != nil || since == 0 && k.DB.Millis()-m.Created < 12*3_600_000 {
		return err
	}
	before := m.Report.Digest
	if err := k.check(ctx, who, m); err != nil {
		return err
	}
	if m.Report.Digest != before || m.Report.DoubtfulCount > 0 {
		return fault.Conflict(label.T("The portfolio has changed since the dry run; look at the new one before you write it", "Le portefeuille a changé depuis l’essai à blanc ; regardez le nouveau avant d’écrire"))
	}
	return nil
}

// claim makes an import this process's to work on. One import at a time works
// on a portfolio.
func (k *Desk) claim(ctx context.Context, who access.Who, m *Import, to State) error {
	was := *m
	m.State, m.owner, m.lease, m.Problem, m.Done = to, k.owner, k.lease(), label.Text{}, 0
	_, err := k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		now, err := access.Now(ctx, tx, who)
		if err == nil && !may(now, m.Object, m.Unit, m.By) {
			err = fault.Forbidden()
		}
		if err != nil {
			return err
		}
		return m.save(ctx, tx)
	})
	if err != nil {
		*m = was
		if db.IsDuplicate(err) {
			return fault.Conflict(label.T("Another import is at work on this portfolio; try again when it has come to its end", "Un autre import est en cours sur ce portefeuille ; réessayez quand il sera terminé"))
		}
	}
	return err
}

func (k *Desk) lease() int64 { return k.DB.Millis() + leaseFor.Milliseconds() }

// Run works on a claimed import until it has come to its end, whichever that
// is, and says what it was. progress may be nil. When ctx ends, the import is
// left as it is: Resume goes on with it.
func (k *Desk) Run(ctx context.Context, m *Import, progress func(done, total int64)) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	var err error
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		switch m.State {
		case Applying:
			err = k.write(ctx, m, progress)
		case Retracting, Undoing:
			err = k.takeBack(ctx, m, progress)
		default:
			return k.outcome(m)
		}
		if err == nil {
			continue
		}
		if errors.Is(err, errLost) || ctx.Err() != nil {
			return err
		}
		k.log().WarnContext(ctx, "import waits", slog.Int64("import", m.ID), slog.String("error", err.Error()))
		if fault.KindOf(err) == fault.Internal && wait > 4*time.Second && m.State == Applying {
			if err := k.turn(ctx, m, Retracting, label.T("An internal error stopped the import; nothing of it is written", "Une erreur interne a arrêté l’import ; rien n’en est écrit")); err != nil {
				return err
			}
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// outcome is the error of an import that failed.
func (k *Desk) outcome(m *Import) error {
	if m.State == Failed {
		return fault.Conflict(m.Problem)
	}
	return nil
}

// errLost says that another process has taken an import over.
var errLost = errors.New("another process works on this import")

// origin is who makes the changes of an import, as part of what.
func (m *Import) origin(on day.Day, note string) db.Origin {
	return db.Origin{Actor: m.By, Via: "import", Note: note, Set: m.ID, On: on}
}

// write brings the staged rows into the portfolio, batch by batch.
func (k *Desk) write(ctx context.Context, m *Import, progress func(done, total int64)) error {
	err := k.prepare(ctx, m)
	if err == nil {
		err = k.batches(ctx, m, progress)
	}
	switch kind := fault.KindOf(err); {
	case err == nil:
		return k.turn(ctx, m, Applied, label.Text{})
	case errors.Is(err, errLost), ctx.Err() != nil, kind == fault.Internal, kind == fault.Unavailable:
		return err
	}
	if e := k.turn(ctx, m, Retracting, reasonOf(err)); e != nil {
		return e
	}
	return nil
}

func (k *Desk) batches(ctx context.Context, m *Import, progress func(done, total int64)) error {
	b := &batch{m: m, set: m.ID}
	var err error
	if m.Object == "project" {
		if b.until, err = statedLater(ctx, k.DB, m); err != nil {
			return err
		}
		if b.next, err = nextEdition(ctx, k.DB, m); err != nil {
			return err
		}
	}
	swap := m.made.swap()
	return k.inBatches(ctx, m, progress, " AND applied = 0 AND action IN ('new', 'changed', 'unchanged', 'gone')", func(tx *db.Tx, who access.Who, rows []*staged) error {
		b.rows = rows
		for _, r := range rows {
			swap(r.values)
		}
		return targets[m.Object].write(ctx, tx, who, b)
	}, m.origin(m.AsOf, m.File.Name), written)
}

// actor is the person in whose name an import writes, with the rights of now.
// Taking back is the program's own work.
func (k *Desk) actor(ctx context.Context, q db.Querier, m *Import) (access.Who, error) {
	if m.By == 0 || m.State != Applying {
		return access.System("import"), nil
	}
	who, err := access.Load(ctx, q, m.By, "import")
	if err == nil && !may(who, m.Object, m.Unit, m.By) {
		err = fault.Forbidden()
	}
	return who, err
}

// turn brings an import into another state.
func (k *Desk) turn(ctx context.Context, m *Import, to State, why label.Text) error {
	_, err := k.DB.Update(ctx, m.origin(0, ""), func(tx *db.Tx) error {
		if err := k.hold(ctx, tx, m, 0); err != nil {
			return err
		}
		next := *m
		next.State, next.Problem, next.lease = to, why, k.lease()
		if !to.atWork() {
			next.owner, next.lease = "", 0
		}
		if to == Applied {
			next.Applied = tx.Millis()
			if err := remember(ctx, tx, &next); err != nil {
				return err
			}
		}
		if to == Retracting {
			next.Done = 0
		}
		if err := next.save(ctx, tx); err != nil {
			return err
		}
		*m = next
		return nil
	})
	return err
}

// prepare makes, once and in one transaction, what the rows need: the
// portfolio, units, attributes and options that are not there yet.
func (k *Desk) prepare(ctx context.Context, m *Import) error {
	if m.made.Ready {
		return nil
	}
	if err := k.DB.Reserve(ctx, 10*(len(m.made.Units)+len(m.made.Fields)+len(m.made.Options))+20); err != nil {
		return err
	}
	_, err := k.DB.Update(ctx, m.origin(0, m.File.Name), func(tx *db.Tx) error {
		if err := k.hold(ctx, tx, m, 0); err != nil {
			return err
		}
		who, err := k.actor(ctx, tx, m)
		if err != nil {
			return err
		}
		next := *m
		next.made.Units, next.made.Fields, next.made.Options = slices.Clone(m.made.Units), slices.Clone(m.made.Fields), slices.Clone(m.made.Options)
		for _, step := range []func(context.Context, *db.Tx, access.Who) error{next.makePortfolio, next.makeUnits, next.makeFields, next.makeOptions} {
			if err := step(ctx, tx, who); err != nil {
				return err
			}
		}
		next.made.Ready = true
		if err := next.save(ctx, tx); err != nil {
			return err
		}
		*m = next
		return nil
	})
	if err != nil {
		return fmt.Errorf("preparing the import: %w", err)
	}
	return nil
}

// swap returns what replaces the provisional ids in the values of a row.
func (d made) swap() func(field.Values) {
	units, options := map[int64]int64{}, map[int64]int64{}
	for _, u := range d.Units {
		units[u.Provisional] = u.ID
	}
	for _, o := range d.Options {
		options[o.Provisional] = o.ID
	}
	optionKeys := map[string]bool{}
	for _, o := range d.Options {
		optionKeys[o.Key] = true
	}
	return func(vs field.Values) {
		for k, v := range vs {
			switch {
			case k == "unit" && v.N < 0:
				vs[k] = field.Ref(units[v.N])
			case optionKeys[k] && v.N < 0:
				vs[k] = field.Int(options[v.N])
			case optionKeys[k] && len(v.L) > 0:
				l := slices.Clone(v.L)
				for i, id := range l {
					if id < 0 {
						l[i] = options[id]
					}
				}
				slices.Sort(l)
				vs[k] = field.List(l)
			}
		}
	}
}
