package project_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/period"
	"vigie/room/project"
)

// option is the id of an option of a list, by its key.
func (w *world) option(list, key string) int64 {
	o, ok := w.c.Get(list).OptionByKey(key)
	if !ok {
		w.t.Fatalf("no option %s of %s", key, list)
	}
	return o.ID
}

func (w *world) stageOf(key string) field.Value { return field.Int(w.option("stage", key)) }

func (w *world) condition(text string) string {
	w.t.Helper()
	tree, err := w.c.ParseFormula(text, label.EN, nil)
	w.must(err)
	return tree
}

func (w *world) role(key string) int64 {
	w.t.Helper()
	roles, err := access.Roles(ctx, w.d, w.who)
	w.must(err)
	return roles[slices.IndexFunc(roles, func(r access.Role) bool { return r.Key == key })].ID
}

// live publishes a lifecycle for the type "project".
func (w *world) live(d *lifecycle.Definition) {
	w.t.Helper()
	w.must(w.update(0, func(tx *db.Tx) error {
		l, err := lifecycle.Get(ctx, tx, w.option("type", "project"))
		if err == nil {
			_, err = lifecycle.Publish(ctx, tx, w.who, l.Type, l.Version, d)
		}
		return err
	}))
}

// usual is a life from an idea to its end, with one of everything.
func (w *world) usual() *lifecycle.Definition {
	at := func(key string) int64 { return w.option("stage", key) }
	return &lifecycle.Definition{
		Stages: []lifecycle.Step{
			{Stage: at("idea"), Start: true},
			{Stage: at("framing")},
			{Stage: at("build"), Required: []int64{w.c.Get("manager").ID, w.c.Get("total_cost").ID}},
			{Stage: at("done")},
			{Stage: at("stopped")},
		},
		Moves: []lifecycle.Move{
			{From: at("idea"), To: at("framing")},
			{From: at("framing"), To: at("build"), Gate: true},
			{From: at("framing"), To: at("stopped"), Roles: []int64{w.role("pmo")}},
			{
				From: at("build"), To: at("done"), Condition: w.condition("actual_cost <= total_cost"), Message: label.T("Spend less", "Dépensez moins"),
				Effects: []lifecycle.Effect{{Attribute: w.c.Get("progress").ID, Value: "100"}, {Attribute: w.c.Get("end").ID, Value: lifecycle.Today}},
			},
		},
	}
}

func (w *world) ofType(stage string) field.Values {
	vs := field.Values{"type": field.Int(w.option("type", "project"))}
	if stage != "" {
		vs["stage"] = w.stageOf(stage)
	}
	return vs
}

func (w *world) moveTo(id int64, stage string, with field.Values) error {
	vs := field.Values{"stage": w.stageOf(stage)}
	for k, v := range with {
		vs[k] = v
	}
	_, err := w.try(w.who, 0, project.Edit{ID: id, Values: vs})
	return err
}

func TestAProjectLivesTheLifeOfItsType(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		free := w.create(0, "Free", field.Values{"stage": w.stageOf("done")})
		w.live(w.usual())
		w.must(w.moveTo(free, "idea", nil)) // without a type no lifecycle holds
		_, err := w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("Late"), "unit": field.Int(w.unit), "type": w.ofType("")["type"], "stage": w.stageOf("build")}})
		refused(t, "beginning in the middle", err, fault.BadInput, "stage")
		id := w.create(0, "New", w.ofType(""))
		if p := w.get(id); !p.Values["stage"].Equal(w.stageOf("idea")) {
			t.Fatalf("it begins in %v, want the first stage", p.Values["stage"])
		}
		err = w.moveTo(id, "done", nil)
		refused(t, "a step skipped", err, fault.BadInput, "stage")
		if err == nil || !strings.Contains(err.Error(), "goes to: Framing") {
			t.Errorf("got %v, want where one goes instead", err)
		}
		refused(t, "a stage of no such life", w.moveTo(id, "pilot", nil), fault.BadInput, "stage")
		_, err = w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"stage": {}}})
		refused(t, "no stage", err, fault.BadInput, "stage")
		w.must(w.moveTo(id, "framing", nil))
		refused(t, "a gate without a decision", w.moveTo(id, "build", nil), fault.BadInput, "stage")
		enter := project.Edit{ID: id, Decided: true, Values: field.Values{"stage": w.stageOf("build")}}
		_, err = w.try(w.who, 0, enter)
		refused(t, "without what the stage asks for", err, fault.BadInput, "manager")
		refused(t, "without what the stage asks for", err, fault.BadInput, "total_cost")
		manager := w.person("project_manager", w.unit)
		enter.Values["manager"], enter.Values["total_cost"], enter.Values["currency"] = field.Ref(manager.ID), units(10), field.Str("EUR")
		_, err = w.try(w.who, 0, enter)
		w.must(err)
		_, err = w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"manager": {}}})
		refused(t, "emptying what the stage asks for", err, fault.BadInput, "manager")
		err = w.moveTo(id, "done", field.Values{"actual_cost": units(11)})
		refused(t, "a condition that does not hold", err, fault.BadInput, "stage")
		if err == nil || !strings.Contains(err.Error(), "Spend less") {
			t.Errorf("got %v, want its message", err)
		}
		w.must(w.moveTo(id, "done", field.Values{"actual_cost": units(9)}))
		p := w.get(id)
		if !p.Values["progress"].Equal(units(100)) || p.Values["end"].N != int64(w.today) {
			t.Errorf("progress %v, end %v: want what the move writes", p.Values["progress"], p.Values["end"])
		}
		refused(t, "going on from the end", w.moveTo(id, "idea", nil), fault.BadInput, "stage")
	})
}

func TestAMoveIsForItsRolesWhereTheyAreGiven(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.live(w.usual())
		id := w.create(0, "New", w.ofType(""))
		w.must(w.moveTo(id, "framing", nil))
		stop := project.Edit{ID: id, Values: field.Values{"stage": w.stageOf("stopped")}}
		_, err := w.try(w.person("administrator", w.unit), 0, stop)
		refused(t, "another role", err, fault.BadInput, "stage")
		_, err = w.try(w.person("pmo", w.other), 0, stop)
		refused(t, "the role elsewhere", err, fault.Missing, "")
		_, err = w.try(w.person("pmo", w.root), 0, stop)
		w.must(err)
	})
}

func TestWhoMovedAProjectTakesItBackTheSameDay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.live(w.usual())
		id := w.create(0, "New", w.ofType(""))
		one, other := w.person("pmo", w.root), w.person("pmo", w.root)
		move := func(who access.Who, stage string) error {
			_, err := w.try(who, 0, project.Edit{ID: id, Values: field.Values{"stage": w.stageOf(stage)}})
			return err
		}
		w.must(move(one, "framing"))
		w.edit(0, project.Edit{ID: id, Values: field.Values{"name": field.Str("Renamed meanwhile")}})
		refused(t, "somebody else", move(other, "idea"), fault.BadInput, "stage")
		w.must(move(one, "idea"))
		w.must(move(one, "framing"))
		w.must(move(one, "stopped"))
		refused(t, "two moves at once", move(one, "idea"), fault.BadInput, "stage")
	})
}

func TestWhatStatesHowThingsWereIsBoundByNoLifecycle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.create(w.today-30, "Old", w.ofType(""))
		w.live(w.usual())
		w.edit(w.today-10, project.Edit{ID: id, Values: field.Values{"stage": w.stageOf("done")}})
		_, err := w.try(w.who, 0, project.Edit{ID: id, States: true, Values: field.Values{"stage": w.stageOf("build")}})
		w.must(err)
	})
}

func TestAnotherTypeIsNoWayAroundTheMoves(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.live(w.usual())
		other := &lifecycle.Definition{Stages: []lifecycle.Step{{Stage: w.option("stage", "pilot"), Start: true}, {Stage: w.option("stage", "rollout")}, {Stage: w.option("stage", "framing")}}}
		w.must(w.update(0, func(tx *db.Tx) error {
			_, err := lifecycle.Publish(ctx, tx, w.who, w.option("type", "programme"), 0, other)
			return err
		}))
		who := w.person("project_manager", w.root)
		id := w.create(0, "New", w.ofType(""))
		w.edit(0, project.Edit{ID: id, Values: field.Values{"manager": field.Ref(who.ID)}})
		to := func(vs field.Values) error {
			_, err := w.try(who, 0, project.Edit{ID: id, Values: vs})
			return err
		}
		programme := field.Int(w.option("type", "programme"))
		refused(t, "no type", to(field.Values{"type": {}}), fault.BadInput, "type")
		refused(t, "into the middle of another life", to(field.Values{"type": programme, "stage": w.stageOf("rollout")}), fault.BadInput, "stage")
		w.must(to(field.Values{"type": programme}))
		if p := w.get(id); !p.Values["stage"].Equal(w.stageOf("pilot")) {
			t.Errorf("it stands in %v, want where the other life begins", p.Values["stage"])
		}
		w.must(to(field.Values{"type": w.ofType("")["type"]}))
		w.must(to(field.Values{"stage": w.stageOf("framing")}))
		w.must(to(field.Values{"type": programme})) // a stage that both have
		if p := w.get(id); !p.Values["stage"].Equal(w.stageOf("framing")) {
			t.Errorf("it stands in %v, want it where it was", p.Values["stage"])
		}
		w.edit(0, project.Edit{ID: id, Values: field.Values{"type": {}}}) // by who draws lifecycles
	})
}

// Random walks over random lifecycles: a stage is entered by a move there is, or not
// at all.
func TestNoProjectLeavesTheWaysOfItsLifecycle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		all := []string{"idea", "framing", "build", "pilot", "done"}
		keys := map[int64]string{}
		for _, k := range all {
			keys[w.option("stage", k)] = k
		}
		rapid.Check(t, func(r *rapid.T) {
			in := all[:rapid.IntRange(1, len(all)).Draw(r, "stages")]
			d := &lifecycle.Definition{}
			for _, k := range in {
				d.Stages = append(d.Stages, lifecycle.Step{Stage: w.option("stage", k), Start: rapid.Bool().Draw(r, "start")})
			}
			for _, a := range in {
				for _, b := range in {
					if a != b && rapid.Bool().Draw(r, "move") {
						d.Moves = append(d.Moves, lifecycle.Move{From: w.option("stage", a), To: w.option("stage", b), Gate: rapid.Bool().Draw(r, "gate")})
					}
				}
			}
			w.live(d)
			id := w.create(0, "Walker", w.ofType(""))
			at, last := keys[w.get(id).Values["stage"].N], ""
			if !slices.Contains(d.Starts(), w.option("stage", at)) {
				r.Fatalf("begins in %s", at)
			}
			for range rapid.IntRange(1, 8).Draw(r, "steps") {
				to, decided := rapid.SampledFrom(all).Draw(r, "to"), rapid.Bool().Draw(r, "decided")
				_, err := w.try(w.who, 0, project.Edit{ID: id, Decided: decided, Values: field.Values{"stage": w.stageOf(to)}})
				m := d.Move(w.option("stage", at), w.option("stage", to))
				want := to == at || m != nil && (!m.Gate || decided) || m == nil && to == last
				if (err == nil) != want {
					r.Fatalf("from %s (before %s) to %s, decided %v: %v", at, last, to, decided, err)
				}
				if err == nil && to != at {
					at, last = to, at
				}
				if now := keys[w.get(id).Values["stage"].N]; now != at {
					r.Fatalf("it is in %s, want %s", now, at)
				}
			}
		})
	})
}

func TestTheVariantFollowsTheRuleUntilItIsChosen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.update(0, func(tx *db.Tx) error { return lifecycle.Variants(ctx, tx, w.who) }))
		w.must(w.update(0, func(tx *db.Tx) error { return lifecycle.Variants(ctx, tx, w.who) }))
		w.reload()
		d := w.usual()
		d.Variants = []lifecycle.Scale{{Variant: w.option("variant", "light"), Condition: w.condition("total_cost < 100")}, {Variant: w.option("variant", "full")}}
		w.live(d)
		is := func(id int64, want string) {
			t.Helper()
			if v := w.get(id).Values["variant"]; !v.Set || v.N != w.option("variant", want) {
				t.Errorf("the variant is %v, want %s", v, want)
			}
		}
		vs := w.ofType("")
		vs["total_cost"], vs["currency"] = units(50), field.Str("EUR")
		id := w.create(0, "Small", vs)
		is(id, "light")
		w.edit(0, project.Edit{ID: id, Values: field.Values{"total_cost": units(500)}})
		is(id, "full")
		w.edit(0, project.Edit{ID: id, Values: field.Values{"variant": field.Int(w.option("variant", "standard"))}})
		w.edit(0, project.Edit{ID: id, Values: field.Values{"total_cost": units(5)}})
		is(id, "standard")
	})
}

func TestWhatAMoveWritesIsKeptAsIfItWereTyped(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.usual()
		d.Moves[0].Effects = []lifecycle.Effect{{Attribute: w.c.Get("weather").ID, Value: "sunny"}, {Attribute: w.c.Get("end").ID, Value: lifecycle.Today}}
		w.live(d)
		vs := w.ofType("")
		vs["start"], vs["end"] = field.Int(int64(w.today-730)), field.Int(int64(w.today+730))
		id := w.create(0, "New", vs)
		w.must(w.moveTo(id, "framing", nil))
		if p := w.get(id); !p.Values["duration"].Equal(units(2)) {
			t.Errorf("the duration is %v, want that of the new end: 2 years", p.Values["duration"])
		}
		said, err := project.Months(ctx, w.d, w.who, id, "weather")
		w.must(err)
		if len(said) != 1 || said[0].Month != w.today.Month() || said[0].Value.N != 1 {
			t.Errorf("the months say of the weather %v, want what the move wrote", said)
		}
		locked := w.create(0, "Locked", w.ofType(""))
		w.must(w.update(0, func(tx *db.Tx) error { return period.Lock(ctx, tx, w.who, 1, w.today.Month(), []int64{locked}) }))
		refused(t, "a month that is locked", w.moveTo(locked, "framing", nil), fault.BadInput, "weather")
	})
}

func TestATypeThatIsOutOfUseHoldsNoProject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.live(w.usual())
		id := w.create(0, "New", w.ofType(""))
		refused(t, "a step skipped", w.moveTo(id, "done", nil), fault.BadInput, "stage")
		w.must(w.update(0, func(tx *db.Tx) error {
			return field.RetireOptions(ctx, tx, w.who, "project", "type", []int64{w.option("type", "project")})
		}))
		w.reload()
		w.must(w.moveTo(id, "done", nil))
	})
}

func TestAProjectUnderALifecycleIsBroughtBackToWhatItWas(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.live(w.usual())
		id := w.create(0, "New", w.ofType(""))
		then, err := db.Get[int64](ctx, w.d, "SELECT MAX(number) FROM change")
		w.must(err)
		w.must(w.moveTo(id, "framing", nil))
		w.must(w.moveTo(id, "stopped", nil))
		b := project.Back{ID: id, After: then}
		values, err := project.Differs(ctx, w.d, w.who, w.c, b)
		w.must(err)
		w.must(w.update(0, func(tx *db.Tx) error { return project.Revert(ctx, tx, w.who, w.c, b, values, nil) }))
		if p := w.get(id); !p.Values["stage"].Equal(w.stageOf("idea")) {
			t.Errorf("it stands in %v, want the stage it was in", p.Values["stage"])
		}
	})
}

func TestTheArchiveIsNoWayRoundALifecycle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.live(w.usual())
		id := w.create(0, "New", w.ofType(""))
		w.edit(0, project.Edit{ID: id, State: project.Archived})
		refused(t, "a step skipped in the archive", w.moveTo(id, "done", nil), fault.BadInput, "stage")
		w.edit(0, project.Edit{ID: id, Values: field.Values{"name": field.Str("Renamed there")}})
		w.edit(0, project.Edit{ID: id, State: project.Active})
	})
}

func TestAMoveWritesOnlyWhatAProjectMayHave(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.usual()
		d.Moves[0].Effects = []lifecycle.Effect{{Attribute: w.c.Get("progress").ID, Value: "500"}}
		refused(t, "progress beyond its end", project.CheckEffects(w.c, d), fault.BadInput, "moves[0].effects[0]")
		w.live(d) // as one was published that no check looked at
		id := w.create(0, "New", w.ofType(""))
		refused(t, "the move that writes it", w.moveTo(id, "framing", nil), fault.BadInput, "progress")
		for _, e := range []lifecycle.Effect{{Attribute: w.c.Get("code").ID, Value: "P-1"}, {Attribute: w.c.Get("currency").ID}} {
			d.Moves[0].Effects = []lifecycle.Effect{e}
			refused(t, "what no move writes", lifecycle.Check(ctx, w.d, w.who, "project", d), fault.BadInput, "moves[0].effects[0]")
		}
		d.Moves[0].Effects = nil
		d.Moves[1].Effects = []lifecycle.Effect{{Attribute: w.c.Get("manager").ID}}
		refused(t, "emptying what the stage asks for", lifecycle.Check(ctx, w.d, w.who, "project", d), fault.BadInput, "moves[1].effects[0]")
	})
}
