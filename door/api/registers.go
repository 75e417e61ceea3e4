package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/record"
)

// registry is the routes of one kind of records, such as risks.
type registry struct {
	*Server
	kind   *record.Kind
	plural string // in paths
	keeper *agenda.Keeper
}

// plurals say how paths name the registers; words, one record and many.
var (
	plurals = map[string]string{"milestone": "milestones", "risk": "risks", "action": "actions", "decision": "decisions"}
	words   = map[string][2]string{"milestone": {"key date", "key dates"}, "risk": {"risk", "risks"}, "action": {"action", "actions"}, "decision": {"decision", "decisions"}}
)

func (s *Server) registerRoutes(a *frame) {
	if s.Agenda == nil {
		s.Agenda = agenda.NewKeeper(s.DB, s.Portfolio)
	}
	for _, kind := range agenda.Kinds {
		s.registry(kind).routes(a)
	}
}

// registry returns the register of a kind.
func (s *Server) registry(kind *record.Kind) registry {
	return registry{s, kind, plurals[kind.Entity], s.Agenda.Of(kind)}
}

func (g registry) routes(a *frame) {
	all, one, w := "/"+g.plural, "/"+g.plural+"/{id}", words[g.kind.Entity]
	article := "a "
	if w[0] == "action" {
		article = "an "
	}
	register(a, op(http.MethodGet, "/projects/{id}"+all, "The "+w[1]+" of a project, at any date"), g.ofProject)
	register(a, op(http.MethodPost, "/projects/{id}"+all, "Add "+article+w[0]+" to a project", created), g.create)
	register(a, op(http.MethodGet, all, "List "+w[1]+" across projects: filtered, sorted, grouped, at any date"), g.list)
	register(a, op(http.MethodPatch, all, "Change many "+w[1]+" at once", upTo(4<<20)), g.changeMany)
	register(a, op(http.MethodPatch, one, "Change "+article+w[0]), g.change)
	register(a, op(http.MethodDelete, one, "Delete "+article+w[0]+"; the past keeps it", noContent), g.delete)
	register(a, op(http.MethodGet, one+"/history", "What happened to "+article+w[0]+": who, when, before, after"), g.history)
	register(a, op(http.MethodGet, one+"/form", "The form with which the caller reads "+article+w[0]), g.formOf)
	register(a, op(http.MethodGet, one+"/moves", "Where "+article+w[0]+" is in the life of its type, and where it may go from there"), g.movesOf)
	register(a, op(http.MethodGet, all+"/form", "The form with which the caller fills in "+article+w[0]+" that there is not yet, and in which statuses it may begin"), g.formOfNew)
	if g.kind.Homes {
		register(a, op(http.MethodPost, "/portfolios/{id}"+all, "Add "+article+w[0]+" that concerns no project in particular to a portfolio", created), g.createIn)
	}
	for _, e := range exports {
		register(a, op(http.MethodGet, "/exports"+all+"."+e.suffix, "Export "+w[1]+" as "+e.name, e.document), g.export(e))
	}
}

// show answers with one record as it is now.
func (g registry) show(ctx context.Context, m *record.Record) (*rowAnswer, error) {
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	b := live.One(auth.Who(ctx), m).NewWriter(live.Catalogue().Fields, g.DB.Seal).Object(nil, agenda.Item{Record: m})
	return &rowAnswer{ETag: fmt.Sprintf(`"%d"`, m.Version), Body: row(b)}, nil
}

// valuesIn reads the attributes of a body.
func (g registry) valuesIn(live *agenda.Reading, who access.Who, in attributes) (field.Values, error) {
	vs, names := make(field.Values, len(in)), live.Projects.Names(who)
	var bad []fault.Detail
	for key, raw := range in {
		f := live.Catalogue().Get(key)
		if f == nil {
			bad = append(bad, fault.Detail{Where: key, Text: label.F("“%s” is not an attribute of %s", "« %s » n’est pas un attribut des %s", key, g.kind.Many)})
			continue
		}
		v, _, err := valueIn(f, names, raw)
		if err != nil {
			bad = append(bad, fault.Detail{Where: key, Text: wrongValue(f, err)})
			continue
		}
		vs[key] = v
	}
	return vs, fault.InvalidAll(bad)
}

type createRecordIn struct {
	ByID
	Body attributes
}

func (g registry) create(ctx context.Context, in *createRecordIn) (*rowAnswer, error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	if !live.Projects.Shows(auth.Who(ctx), id) {
		return nil, fault.NotFound()
	}
	return g.createAt(ctx, live, record.Project, id, in.Body)
}

// createIn adds a record to a portfolio.
func (g registry) createIn(ctx context.Context, in *createRecordIn) (*rowAnswer, error) {
	p, err := g.portfolioByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	return g.createAt(ctx, live, record.Portfolio, p.ID, in.Body)
}

// createAt makes a record that belongs to a project or a portfolio. An action
// may say from which decision it comes.
func (g registry) createAt(ctx context.Context, live *agenda.Reading, home string, id int64, in attributes) (*rowAnswer, error) {
	from, err := g.decisionIn(ctx, in)
	if err != nil {
		return nil, err
	}
	vs, err := g.valuesIn(live, auth.Who(ctx), in)
	if err != nil {
		return nil, err
	}
	if home == record.Portfolio {
		delete(vs, record.Project)
	}
	vs[home], vs[record.Decision] = field.Int(id), from
	if !from.Set {
		delete(vs, record.Decision)
	}
	return g.save(ctx, live.Catalogue(), record.Edit{Values: vs})
}

// decisionIn takes the decision that an action comes from out of its body.
func (g registry) decisionIn(ctx context.Context, in attributes) (field.Value, error) {
	raw, said := in[record.Decision]
	if !said || g.kind.Entity != action.Entity {
		return field.Value{}, nil
	}
	delete(in, record.Decision)
	var text string
	if json.Unmarshal(raw, &text) != nil || text == "" {
		return field.Value{}, nil
	}
	id, err := g.DB.Unseal(text)
	if err == nil {
		_, err = decision.Kind.Get(ctx, g.DB, auth.Who(ctx), id)
	}
	if fault.KindOf(err) == fault.Missing {
		err = fault.Invalid(record.Decision, label.T("There is no such decision, or your rights do not show it", "Cette décision n’existe pas, ou vos droits ne la montrent pas"))
	}
	return field.Ref(id), err
}

type changeRecordIn struct {
	ByID
	Matching
	Body attributes
}

func (g registry) change(ctx context.Context, in *changeRecordIn) (*rowAnswer, error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := g.kind.Get(ctx, g.DB, auth.Who(ctx), id); err != nil {
		return nil, err
	}
	vs, err := g.valuesIn(live, auth.Who(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return g.save(ctx, live.Catalogue(), record.Edit{ID: id, Version: version, Values: vs})
}

func (g registry) save(ctx context.Context, c *field.Catalogue, e record.Edit) (*rowAnswer, error) {
	var m *record.Record
	err := g.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		m, err = g.kind.Save(ctx, tx, who, c, e)
		return err
	})
	if err != nil {
		return nil, g.withCurrentOf(ctx, err)
	}
	return g.show(ctx, m)
}

// withCurrentOf adds to a stale version what is stored now.
func (g registry) withCurrentOf(ctx context.Context, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Stale {
		return err
	}
	if m, ok := f.Current.(*record.Record); ok {
		f.Current = nil
		if now, e := g.show(ctx, m); e == nil {
			f.Current = now.Body
		}
	}
	return f
}

func (g registry) delete(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*struct{}, error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, g.withCurrentOf(ctx, g.update(ctx, func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(ctx, tx, g.kind.Entity)
		if err != nil {
			return err
		}
		return g.kind.Delete(ctx, tx, who, c, id, version)
	}))
}

// changeMany changes many records in one transaction, and says line by
// line what happened.
func (g registry) changeMany(ctx context.Context, in *batchIn) (*body[list[batchLine]], error) {
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	edits := make([]record.Edit, len(in.Body.Items))
	faults := make([]error, len(edits))
	for i, item := range in.Body.Items {
		e := record.Edit{Version: item.Version}
		if e.ID, faults[i] = g.DB.Unseal(item.ID); faults[i] == nil && item.Version <= 0 {
			faults[i] = fault.Invalid("version", versionMissing)
		}
		if faults[i] == nil {
			e.Values, faults[i] = g.valuesIn(live, auth.Who(ctx), item.Changes)
		}
		e.Delete = item.State == "deleted"
		edits[i] = e
	}
	out := make([]record.Outcome, len(edits))
	refused := refusedIn(faults)
	if !refused || in.Body.Partial {
		err := g.update(ctx, func(tx *db.Tx, who access.Who) error {
			return g.writeMany(ctx, tx, who, live.Catalogue(), edits, out, faults, in.Body.Partial)
		})
		if err != nil && err != errRefused {
			return nil, err
		}
		refused = err == errRefused
	}
	return g.linesOf(ctx, in, out, faults, refused && !in.Body.Partial)
}

// writeMany writes what is not refused already.
func (g registry) writeMany(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []record.Edit, out []record.Outcome, faults []error, partial bool) error {
	var wanted []record.Edit
	var places []int
	for i, e := range edits {
		if faults[i] == nil {
			wanted, places = append(wanted, e), append(places, i)
		}
	}
	got, err := g.kind.Write(ctx, tx, who, c, wanted)
	if err != nil {
		return err
	}
	for n, i := range places {
		out[i], faults[i] = got[n], got[n].Err
	}
	if !partial && refusedIn(faults) {
		return errRefused
	}
	return nil
}

func (g registry) linesOf(ctx context.Context, in *batchIn, out []record.Outcome, faults []error, nothing bool) (*body[list[batchLine]], error) {
	lines := list[batchLine]{Items: make([]batchLine, len(out)), Total: len(out)}
	for i := range out {
		line := batchLine{ID: in.Body.Items[i].ID, Status: http.StatusOK}
		switch {
		case faults[i] != nil:
			line.Problem = problemOf(ctx, g.withCurrentOf(ctx, faults[i]))
			line.Status = line.Problem.Status
		case nothing:
			line.Status = http.StatusFailedDependency
		case out[i].Record != nil:
			shown, err := g.show(ctx, out[i].Record)
			if err != nil {
				return nil, err
			}
			line.Row = &shown.Body
		}
		lines.Items[i] = line
	}
	return &body[list[batchLine]]{lines}, nil
}

// history tells what happened to one record.
func (g registry) history(ctx context.Context, in *ByID) (*body[list[entryOut]], error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	entries, err := g.kind.History(ctx, g.DB, who, id)
	if err != nil {
		return nil, err
	}
	out := list[entryOut]{Items: make([]entryOut, len(entries)), Total: len(entries)}
	for i, e := range entries {
		out.Items[i] = g.showEntry(live.Catalogue(), live.Projects.Names(who), e)
	}
	return &body[list[entryOut]]{out}, nil
}
