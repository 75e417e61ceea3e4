package config

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// lastDay is after everything that is recorded.
var lastDay = day.Of(9999, 12, 31)

// What a step does.
const (
	Added   = "added"
	Changed = "changed"
	Removed = "removed"
)

// Step is what is different about one item.
type Step struct {
	Section  string
	Key      string // its address in the section
	Name     label.Text
	Kind     string
	Changes  []Change
	Projects int     // how many it touches, whoever may see them
	People   int     // how many it touches
	Filter   string  // the condition that lists the projects; empty where none does
	Some     []Named // the first of the projects, of those that the person sees
	Persons  []Named // the first of the people, likewise

	id       int64 // of what there is; 0 for nothing
	was, now any   // as the shape of the section; nil for nothing
}

// Problem is what is wrong with an item, or why it stays.
type Problem struct {
	Section string
	Key     string
	Where   string
	Text    label.Text
}

// Outcome is what a document would do, or did.
type Outcome struct {
	Hash     string // of the configuration that it was compared with
	Steps    []*Step
	Problems []Problem // for which nothing can be applied
	Kept     []Problem // what pruning leaves, and why
	Outside  []Outside // projects that a lifecycle would leave at stages that it no longer has
}

// Ask is what is to become of a document.
type Ask struct {
	Document Document
	Prune    bool   // what the sections of the document leave out goes
	Match    string // the hash of the configuration that was compared; empty for any

	was   map[string]map[string]int64
	known known
}

// errTried ends a transaction that was only to see.
var errTried = errors.New("only tried")

// Diff says what applying a document would do. Nothing is kept of it. What differs is
// tried in a transaction that is taken back; where nothing does, nobody waits for it.
func (d Desk) Diff(ctx context.Context, who access.Who, ask Ask) (Outcome, error) {
	out, same, err := d.compare(ctx, who, &ask)
	if err != nil || same {
		return out, err
	}
	_, err = d.DB.Update(ctx, who.Origin(), func(tx *db.Tx) (err error) {
		if out, err = d.apply(ctx, tx, who, ask); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return out, err
}

// Apply brings the configuration to what a document says: all of it, or nothing.
func (d Desk) Apply(ctx context.Context, tx *db.Tx, who access.Who, ask Ask) (Outcome, error) {
	out, err := d.apply(ctx, tx, who, ask)
	if err != nil || len(out.Problems) == 0 {
		return out, err
	}
	details := make([]fault.Detail, len(out.Problems))
	for i, p := range out.Problems {
		details[i] = fault.Detail{Where: p.place(), Text: p.Text}
	}
	return out, fault.InvalidAll(details)
}

func (p Problem) place() string {
	place := p.Section
	if p.Key != "" {
		place += "[" + p.Key + "]"
	}
	if p.Where != "" {
		place += "." + p.Where
	}
	return place
}

func (d Desk) apply(ctx context.Context, tx *db.Tx, who access.Who, ask Ask) (Outcome, error) {
	var out Outcome
	if err := ask.Document.check(); err != nil {
		return out, err
	}
	err := access.Must(May(who))
	if err != nil {
		return out, err
	}
	field.Remember(tx, who)
	// One at a time, on every node.
	if _, err := field.Hold(ctx, tx, who, "project"); err != nil {
		return out, err
	}
	if out.Hash, err = d.hash(ctx, tx, who, ask.known); err != nil {
		return out, err
	}
	if ask.Match != "" && ask.Match != out.Hash {
		return out, fault.Outdated(nil)
	}
	if out.Problems = ask.Document.wrong; len(out.Problems) > 0 {
		return out, nil
	}
	st, err := d.state(ctx, tx, who, 0)
	if err != nil {
		return out, err
	}
	st.was, st.bring = ask.was, ask.Document.Bring
	var done [][]*Step
	for _, p := range parts() {
		steps, err := p.bring(ctx, tx, st, ask)
		if err != nil {
			return out, fmt.Errorf("applying the section %s: %w", p.name, err)
		}
		done = append(done, steps)
		out.Steps = append(out.Steps, steps...)
	}
	for i, p := range parts() {
		if p.finish != nil && len(done[i]) > 0 {
			if err := p.finish(ctx, tx, st, done[i]); err != nil {
				return out, err
			}
		}
	}
	out.Problems, out.Kept, out.Outside = st.problems, st.kept, st.outside
	return out, nil
}

// bring plans and writes one section.
func (p part) bring(ctx context.Context, tx *db.Tx, st *state, ask Ask) ([]*Step, error) {
	wanted, there := ask.Document.Sections[p.name]
	if !there {
		return nil, nil
	}
	if !p.may(st.who) {
		st.problems = append(st.problems, Problem{Section: p.name, Text: label.T("You do not have the right to change this section", "Vous n’avez pas le droit de modifier cette rubrique")})
		return nil, nil
	}
	if err := st.load(ctx, tx); err != nil {
		return nil, err
	}
	steps, err := p.plan(ctx, tx, st, wanted, ask.Prune)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if p.impact == nil {
			continue
		}
		if err := p.impact(ctx, tx, st, s); err != nil {
			return nil, err
		}
	}
	return steps, p.write(ctx, tx, st, steps)
}

// plan compares what a section is to be with what there is.
func (p part) plan(ctx context.Context, q db.Querier, st *state, wanted []Item, prune bool) ([]*Step, error) {
	found, err := p.read(ctx, q, st)
	if err != nil {
		return nil, err
	}
	have, wants := map[string]entry{}, make([]any, len(wanted))
	for _, e := range found {
		have[p.address(e.body)] = e
	}
	for i, item := range wanted {
		if wants[i], err = p.decode(item); err != nil {
			wants[i] = nil
			st.problem(p.name, fmt.Sprint(i), "", label.F("This item cannot be read: %v", "Cet élément est illisible\u202f: %v", err))
		}
	}
	var steps []*Step
	seen := map[string]bool{}
	for i, m := range p.match(found, wants, st.was[p.name]) {
		if wants[i] == nil {
			continue
		}
		if m.twice {
			st.problem(p.name, m.key, "", label.T("It stands there twice", "Il y figure deux fois"))
			continue
		}
		seen[m.key] = true
		s, err := p.step(st, m.key, have[m.key], wanted[i], prune, m.renamed)
		if err != nil {
			return nil, err
		}
		if s != nil {
			steps = append(steps, s)
		}
	}
	for _, e := range found {
		if key := p.address(e.body); prune && !seen[key] {
			steps = append(steps, &Step{Section: p.name, Key: key, Name: p.called(e.body), Kind: Removed, id: e.id, was: e.body})
		}
	}
	return steps, nil
}

// formerAddresses are those that an item had before it was renamed.
func formerAddresses(body any) []string {
	if r, ok := body.(interface{ formerAddresses() []string }); ok {
		return r.formerAddresses()
	}
	return nil
}

// byName tells items without a key of their own apart by what they are called; empty
// for those that have one.
func (p part) byName(body any) string {
	n, ok := body.(interface{ nameInSection() string })
	if !ok {
		return ""
	}
	return n.nameInSection()
}

// step compares one item with what there is, nil when they are the same.
func (p part) step(st *state, key string, e entry, item Item, prune, renamed bool) (*Step, error) {
	s := &Step{Section: p.name, Key: key, Kind: Added, id: e.id}
	whole, before := Item{}, Item{}
	if e.body != nil {
		var err error
		if before, err = itemOf(e.body); err != nil {
			return nil, err
		}
		whole, s.Kind, s.was = maps.Clone(before), Changed, e.body
		if _, out := whole["retired"]; out {
			whole["retired"] = false // what a document names is in use, unless it says otherwise
		}
	}
	for name, value := range item {
		if m, ok := whole[name].(map[string]any); ok && isText(m) {
			value = inBoth(m, value)
		}
		whole[name] = value
	}
	if e.body != nil && !renamed {
		keepAddress(whole, before)
	}
	now, err := p.decode(whole)
	if err != nil {
		st.problem(p.name, key, "", label.F("This item cannot be read: %v", "Cet élément est illisible\u202f: %v", err))
		return nil, nil
	}
	if k, ok := now.(interface{ keepOptions(any, bool) }); ok && e.body != nil {
		k.keepOptions(e.body, prune)
	}
	s.now, s.Name = now, p.called(now)
	after, err := itemOf(now)
	if err != nil {
		return nil, err
	}
	if e.body != nil && reflect.DeepEqual(before, after) {
		return nil, nil
	}
	s.Changes = st.differences(before, after)
	return s, nil
}

// keepAddress leaves an item found by its name the key that it has.
func keepAddress(whole, before Item) {
	if key, ok := before["key"]; ok {
		whole["key"] = key
	}
}

func isText(m map[string]any) bool {
	_, en := m["en"]
	_, fr := m["fr"]
	return en && fr && len(m) == 2
}

// inBoth lets a text that is given in one language keep the other.
func inBoth(before map[string]any, value any) any {
	given, ok := value.(map[string]any)
	if !ok {
		return value
	}
	out := maps.Clone(before)
	maps.Copy(out, given)
	return out
}

func (st *state) problem(section, key, where string, t label.Text) {
	st.problems = append(st.problems, Problem{section, key, where, t})
}

// try takes down what a person can put right about an item; anything else ends it.
func (st *state) try(s *Step, err error) error {
	var f *fault.Fault
	if err == nil || !errors.As(err, &f) {
		return err
	}
	switch fault.KindOf(err) {
	case fault.Internal:
		return err
	case fault.Denied:
		st.problem(s.Section, s.Key, "", label.T("You do not have the right to change this", "Vous n’avez pas le droit de modifier ceci"))
		return nil
	}
	if len(f.Details) == 0 {
		st.problem(s.Section, s.Key, "", f.Text)
	}
	for _, d := range f.Details {
		st.problem(s.Section, s.Key, d.Where, d.Text)
	}
	return nil
}

// stays says that an item is left, and why.
func (st *state) stays(s *Step, t label.Text) {
	st.kept = append(st.kept, Problem{Section: s.Section, Key: s.Key, Text: t})
}

// equal reports whether two items say the same.
func equal(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
