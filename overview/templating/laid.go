package templating

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/summary"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/template"
)

const laidKey = dashboard.Entity

// The kinds of parts of which the section of the summary alone has some.
const (
	KindBox      = "box"      // where a block stands: column, row, width, height
	KindSettings = "settings" // what a block shows, as JSON
)

// laid is how the summary of the project is laid out: a line for each block.
var laid = Section{
	Key: laidKey, Title: label.T("Summary of the project", "Synthèse du projet"),
	parts: laidParts, fits: fitsField, take: takeLaid, load: loadLaid, plan: planLaid, write: writeLaid,
}

func laidParts(*state) []Part {
	kind := Part{Key: "kind", Label: label.T("Block", "Bloc"), Kind: KindOption, Required: true}
	en, fr := summary.Kinds(label.EN, true), summary.Kinds(label.FR, true)
	for i := range en {
		kind.Options = append(kind.Options, Option{en[i].Kind, label.T(en[i].Label, fr[i].Label)})
	}
	return []Part{
		kind,
		{Key: "title", Label: label.T("Title", "Titre"), Kind: string(field.Text)},
		{Key: "place", Label: label.T("Place", "Emplacement"), Kind: KindBox},
		{Key: "settings", Label: label.T("What it shows", "Ce qu’il montre"), Kind: KindSettings},
	}
}

// blockOf is the block that a line makes. One without a place stands below all others.
func blockOf(l *template.Line) dashboard.Block {
	b := dashboard.Block{ID: l.ID, Kind: saidOf(l, "kind"), Y: lowest}
	for _, k := range summary.Kinds(label.EN, true) {
		if k.Kind == b.Kind {
			b.W, b.H, b.Settings = k.W, k.H, k.Settings
		}
	}
	if title := l.Keyed("title"); title != nil {
		b.Title = title.Text
	}
	if _, err := fmt.Sscanf(saidOf(l, "place"), "%d %d %d %d", &b.X, &b.Y, &b.W, &b.H); err != nil && saidOf(l, "place") != "" {
		b.X, b.Y = 0, lowest
	}
	if text := saidOf(l, "settings"); text != "" {
		b.Settings = json.RawMessage(text)
	}
	b.Settings = canonical(b.Settings)
	return b
}

// lowest is below all that a layout holds.
const lowest = 400

// lineOf is the line that makes a block.
func lineOf(b dashboard.Block) template.Line {
	l := template.Line{ID: b.ID, Set: []template.Setting{{Key: "kind", Text: label.T(b.Kind, b.Kind)}}}
	if !b.Title.IsZero() {
		l.Set = append(l.Set, template.Setting{Key: "title", Text: b.Title})
	}
	place, settings := fmt.Sprintf("%d %d %d %d", b.X, b.Y, b.W, b.H), string(canonical(b.Settings))
	return template.Line{ID: l.ID, Set: append(l.Set, template.Setting{Key: "place", Text: label.T(place, place)}, template.Setting{Key: "settings", Text: label.T(settings, settings)})}
}

// canonical writes settings with their properties in one order.
func canonical(settings json.RawMessage) json.RawMessage {
	var all map[string]any
	if json.Unmarshal(settings, &all) != nil || all == nil {
		return json.RawMessage("{}")
	}
	out, err := json.Marshal(all)
	if err != nil {
		return json.RawMessage("{}")
	}
	return out
}

// shows reports whether two blocks show the same, wherever they stand.
func shows(a, b dashboard.Block) bool {
	return a.Kind == b.Kind && a.Title.EN == b.Title.EN && a.Title.FR == b.Title.FR && string(canonical(a.Settings)) == string(canonical(b.Settings))
}

// takeLaid reads the layout of the project itself: that of its type is shown again by
// whatever is of that type.
func takeLaid(ctx context.Context, q db.Querier, st *state, p *project.Project) ([]template.Line, error) {
	l, err := dashboard.Get(ctx, q, st.who, dashboard.OfProject, dashboard.OfOne(p))
	var out []template.Line
	for _, b := range l.Blocks {
		b.Settings, _ = summary.Known(st.project().For(st.who).Unknown(), b.Settings)
		out = append(out, lineOf(b))
	}
	return out, err
}

func loadLaid(ctx context.Context, r *run) error {
	for _, w := range r.work {
		if w.fresh {
			continue
		}
		l, err := dashboard.Get(ctx, r.q, r.who, dashboard.OfProject, dashboard.OfOne(w.Project))
		if err != nil {
			return err
		}
		r.layouts[w.Project.ID] = l
	}
	return nil
}

func findBlock(all []dashboard.Block, id string) *dashboard.Block {
	if i := slices.IndexFunc(all, func(b dashboard.Block) bool { return b.ID == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

func planLaid(_ context.Context, r *run, w *work) error {
	now, had := w.lines(r, laidKey)
	for i := range now {
		l := &now[i]
		want, before := blockOf(l), template.Find(had, l.ID)
		mine := findBlock(r.layouts[w.Project.ID].Blocks, l.ID)
		it := &Item{Section: laidKey, Line: l.ID, Do: Add, Name: r.blockName(want), ByHand: before != nil && w.Use != nil}
		switch {
		case mine != nil && shows(*mine, want), mine != nil && before != nil && shows(blockOf(before), want):
			w.Same++
			continue
		case mine != nil:
			it.Do, it.ByHand = Change, before == nil || !shows(blockOf(before), *mine)
			it.Part = Part{Key: "settings", Label: label.T("What it shows", "Ce qu’il montre"), Kind: KindSettings}
			it.Was, it.Now = r.blockText(*mine), r.blockText(want)
		default:
			it.Says = []Said{{Part: Part{Key: "settings", Label: label.T("What it shows", "Ce qu’il montre"), Kind: KindSettings}, Value: r.blockText(want)}}
		}
		it.Why, it.mark = r.whyNoBlock(w, want), string(want.Settings)
		if mine != nil {
			it.mark += string(canonical(mine.Settings))
		}
		w.item(it, !it.ByHand)
	}
	return nil
}

// whyNoBlock says why a block cannot be put on the summary of a project.
func (r *run) whyNoBlock(w *work, b dashboard.Block) label.Text {
	_, left := summary.Known(r.project().For(r.who).Unknown(), b.Settings)
	switch err := summary.Check(r.project(), []dashboard.Block{b}, true); {
	case !w.edits:
		return mayNotEdit
	case left:
		return label.T("Something that this block shows is not for you", "Un élément de ce bloc ne vous est pas destiné")
	case err != nil:
		if f, ok := err.(*fault.Fault); ok && len(f.Details) > 0 {
			return f.Details[0].Text
		}
		return label.T("This block cannot be shown any more", "Ce bloc ne peut plus être montré")
	}
	return label.Text{}
}

// blockName is what a block is called.
func (r *run) blockName(b dashboard.Block) label.Text {
	if !b.Title.IsZero() {
		return b.Title
	}
	for _, o := range laidParts(r.state)[0].Options {
		if o.Key == b.Kind {
			return o.Label
		}
	}
	return label.T(b.Kind, b.Kind)
}

// blockText is what a block shows in words: its attributes, or its own text, as the
// languages of the reader of the run have them.
func (r *run) blockText(b dashboard.Block) field.Value {
	var settings struct {
		Attributes []string `json:"attributes"`
		Attribute  string   `json:"attribute"`
		Comment    string   `json:"comment"`
		Text       string   `json:"text"`
	}
	_ = json.Unmarshal(b.Settings, &settings)
	c, said := r.project().For(r.who), r.blockName(dashboard.Block{Kind: b.Kind}).In(r.who.Lang)
	for _, key := range append(settings.Attributes, settings.Attribute, settings.Comment) {
		if f := c.Get(key); f != nil {
			said += ", " + f.Label.In(r.who.Lang)
		}
	}
	if text := []rune(settings.Text); len(text) > 0 {
		said += ", " + string(text[:min(len(text), 80)])
	}
	return field.Str(said)
}

func writeLaid(ctx context.Context, r *run) error {
	for _, w := range r.work {
		l := r.layouts[w.Project.ID]
		blocks, some := slices.Clone(l.Blocks), false
		for _, it := range w.Items {
			if it.Section != laidKey || !it.Chosen {
				continue
			}
			some = true
			want := blockOf(template.Find(r.t.Section(laidKey), it.Line))
			if mine := findBlock(blocks, it.Line); mine != nil {
				mine.Kind, mine.Title, mine.Settings = want.Kind, want.Title, want.Settings
			} else {
				blocks = append(blocks, want)
			}
			w.done[laidKey+"/"+it.Line] = template.Done{}
		}
		if !some {
			continue
		}
		if _, err := dashboard.Keep(ctx, r.tx, r.who, dashboard.OfProject, dashboard.OfOne(w.Project), l.Version, dashboard.Settled(blocks)); err != nil {
			return named(w, err)
		}
	}
	return nil
}

// laidOut looks whether the blocks of a draft can be shown.
func (r *reader) laidOut(t *template.Template) {
	lines := t.Section(laidKey)
	blocks := make([]dashboard.Block, len(lines))
	for i := range lines {
		blocks[i] = blockOf(&lines[i])
	}
	for i, b := range blocks {
		where := fmt.Sprintf("%s.%d", laidKey, i)
		if err := summary.Check(r.project(), blocks[i:i+1], true); err != nil {
			r.fault(where+".settings", err)
		} else if err := dashboard.Check(dashboard.Settled([]dashboard.Block{b})); err != nil {
			r.fault(where+".id", err)
		}
	}
}

// readsBlock says what is wrong with where a block stands, or with what it shows, in
// itself.
func (p Part) readsBlock(text string) label.Text {
	if p.Kind == KindBox {
		var x, y, w, h int
		if n, err := fmt.Sscanf(text, "%d %d %d %d", &x, &y, &w, &h); err != nil || n != 4 || min(x, y) < 0 || min(w, h) < 1 || x+w > dashboard.Columns {
			return label.F("“%s” is no place of a block; write its column from 0, its row from 0, its width and its height: 0 2 6 4", "«\u202f%s\u202f» n’est pas l’emplacement d’un bloc\u202f; écrivez sa colonne à partir de 0, sa ligne à partir de 0, sa largeur et sa hauteur\u202f: 0 2 6 4", text)
		}
		return label.Text{}
	}
	var settings map[string]any
	if json.Unmarshal([]byte(text), &settings) != nil {
		return label.T("The settings of a block are a JSON object", "Les réglages d’un bloc sont un objet JSON")
	}
	return label.Text{}
}
