package summary

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/dashboard"
	"vigie/room/field"
)

// kind is one sort of block.
type kind struct {
	label, help label.Text
	w, h        int
	of          subject
	settings    string // what a new one starts with
	make        func(*Page, json.RawMessage) (any, error)
	check       func(*field.Catalogue, json.RawMessage) error
	named       func(*Page, json.RawMessage) label.Text // a title of its own; nil for the label
}

// subject is what a kind of block can be about.
type subject int

const (
	ofSome subject = iota // the projects of a portfolio
	ofOne                 // one project
	ofBoth
)

func (k kind) isFor(one bool) bool { return k.of == ofBoth || (k.of == ofOne) == one }

func (k kind) title(p *Page, settings json.RawMessage) label.Text {
	if k.named != nil {
		if t := k.named(p, settings); !t.IsZero() {
			return t
		}
	}
	return k.label
}

// checked is the settings of a block that say what is wrong with them.
type checked interface {
	check(c *field.Catalogue) error
}

// block makes a kind out of what its settings are and how it is computed. What
// settings leave out is as in a new block.
func block[S checked](k kind, compute func(*Page, S) (any, error)) kind {
	read := func(text json.RawMessage) (S, error) {
		var in S
		if err := json.Unmarshal([]byte(k.settings), &in); err != nil {
			return in, fmt.Errorf("reading the first settings of a block: %w", err)
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); len(text) > 0 && err != nil {
			return in, fault.Invalid("settings", label.F("These settings cannot be read: %v", "Ces réglages ne peuvent pas être lus : %v", err))
		}
		return in, nil
	}
	k.make = func(p *Page, text json.RawMessage) (any, error) {
		in, err := read(text)
		if err == nil {
			err = in.check(p.ask.Now.Catalogue)
		}
		if err != nil {
			return nil, err
		}
		return compute(p, in)
	}
	k.check = func(c *field.Catalogue, text json.RawMessage) error {
		in, err := read(text)
		if err != nil {
			return err
		}
		return in.check(c)
	}
	return k
}

type textSettings struct {
	Text string `json:"text"`
}

func (in textSettings) check(*field.Catalogue) error {
	if len(in.Text) > 10_000 {
		return fault.Invalid("settings.text", label.T("This text is too long", "Ce texte est trop long"))
	}
	return nil
}

func (in changesSettings) check(*field.Catalogue) error {
	if !slices.Contains([]string{"auto", "week", "month", "quarter", "year"}, in.Since) {
		return fault.Invalid("settings.since", label.T("Choose auto, week, month, quarter or year", "Choisissez auto, week (semaine), month (mois), quarter (trimestre) ou year (année)"))
	}
	return checkLimit(in.Limit, 50)
}

// order is that in which kinds are offered, those of one project before the ones that
// both have.
var order = []string{
	"figures", "health", "breakdown", "bubble", "timeline", "drift", "asked", "trust", "stale", "values", "course", "progress",
	"dates", "risks", "actions", "decisions", "changes", "team", "links", "view", "text",
}

// kinds are all sorts of blocks.
var kinds map[string]kind

func init() {
	kinds = map[string]kind{
		"figures": block(kind{
			label: label.T("Key figures", "Chiffres clés"), help: label.T("How many, how much, how late, with their trend", "Combien, pour combien, avec quel retard, et la tendance"), w: 12, h: 2,
			settings: `{"figures":["count","total_cost","actual_cost","late","over_cost","trust"],"months":12}`,
		}, (*Page).figuresBlock),
		"health": block(kind{
			label: label.T("Health", "Santé"), help: label.T("How many projects are at each value of the weather or of a light, by unit or by a list", "Combien de projets à chaque météo ou à chaque feu, par entité ou par liste"), w: 6, h: 5,
			settings: `{"attribute":"weather","by":"unit","months":12}`, named: attributeTitle,
		}, (*Page).healthBlock),
		"breakdown": block(kind{
			label: label.T("Breakdown", "Répartition"), help: label.T("Number and total by unit, axis, stage, type or period", "Nombre et total par entité, axe, étape, type ou période"), w: 6, h: 5,
			settings: `{"by":"unit","total":"total_cost","limit":12}`, named: breakdownTitle,
		}, (*Page).breakdownBlock),
		"bubble": block(kind{
			label: label.T("Bubbles", "Bulles"), help: label.T("Each project by two axes, a size and a colour", "Chaque projet selon deux axes, une taille et une couleur"), w: 6, h: 6,
			settings: `{"x":"end","y":"progress","size":"total_cost","colour":"weather","quadrants":null}`,
		}, (*Page).bubbleBlock),
		"timeline": block(kind{
			label: label.T("Timeline", "Calendrier"), help: label.T("From start to end, with key dates and what was promised", "Du début à la fin, avec les dates clés et ce qui était promis"), w: 6, h: 6,
			settings: `{"sort":"end","limit":30}`,
		}, (*Page).timelineBlock),
		"drift": block(kind{
			label: label.T("Drift", "Dérives"), help: label.T("Dates and costs against the baseline, worst first", "Dates et coûts par rapport à la référence, les pires d’abord"), w: 6, h: 5,
			settings: `{"of":"both","limit":8}`,
		}, (*Page).driftBlock),
		"changes": block(kind{
			label: label.T("What changed", "Ce qui a changé"), help: label.T("The biggest changes, in sentences", "Les plus grands changements, en phrases"), w: 6, h: 5,
			of: ofBoth, settings: `{"limit":8,"since":"auto"}`,
		}, (*Page).changesBlock),
		"asked": block(kind{
			label: label.T("What is asked", "Ce qui est attendu"), help: label.T("The decisions that await the committee, the answers that a monthly round awaits, the reviews to come", "Les décisions que le comité doit prendre, les réponses attendues du point mensuel, les revues à venir"), w: 6, h: 4, settings: `{"limit":8}`,
		}, (*Page).askedBlock),
		"trust": block(kind{
			label: label.T("Trust score", "Indice de confiance"), help: label.T("How complete, fresh and consistent the figures are", "Combien les chiffres sont complets, frais et cohérents"), w: 6, h: 5, settings: `{"limit":6}`,
		}, (*Page).trustBlock),
		"stale": block(kind{
			label: label.T("Not updated", "Non mis à jour"), help: label.T("The projects that were not updated within their rhythm", "Les projets qui n’ont pas été mis à jour dans leur rythme"), w: 6, h: 4, settings: `{"days":0,"limit":8}`,
		}, (*Page).staleBlock),
		"dates": block(kind{
			label: label.T("Key dates", "Dates clés"), help: label.T("Those that are late and those that come", "Celles qui sont en retard et celles qui viennent"), w: 4, h: 4, of: ofBoth, settings: `{"limit":8,"when":"late,next_90"}`,
		}, (*Page).datesBlock),
		"risks": block(kind{
			label: label.T("Risks", "Risques"), help: label.T("The open risks, the most critical first", "Les risques ouverts, les plus critiques d’abord"), w: 4, h: 4, of: ofBoth, settings: `{"limit":8}`,
		}, (*Page).risksBlock),
		"actions": block(kind{
			label: label.T("Actions", "Actions"), help: label.T("The open actions, the most urgent first", "Les actions en cours, les plus urgentes d’abord"), w: 4, h: 4, of: ofBoth, settings: `{"limit":8}`,
		}, (*Page).actionsBlock),
		"view": block(kind{
			label: label.T("A view", "Une vue"), help: label.T("The first lines of a saved view, as each reader may see them", "Les premières lignes d’une vue enregistrée, telles que chaque lecteur peut les voir"), w: 6, h: 5,
			settings: `{"view":"","limit":10}`, named: viewTitle,
		}, (*Page).viewBlock),
		"text": block(kind{
			label: label.T("Note", "Note"), help: label.T("A text of your own", "Un texte libre"), w: 12, h: 2, of: ofBoth, settings: `{"text":""}`,
		}, func(_ *Page, in textSettings) (any, error) { return in, nil }),
	}
	maps.Copy(kinds, kindsOfOne())
}

func attributeTitle(p *Page, settings json.RawMessage) label.Text {
	in := healthSettings{Attribute: "weather"}
	if json.Unmarshal(settings, &in) != nil {
		return label.Text{}
	}
	if f := p.ask.Now.Catalogue.Get(in.Attribute); f != nil {
		return f.Label
	}
	return label.Text{}
}

func breakdownTitle(p *Page, settings json.RawMessage) label.Text {
	in := breakdownSettings{By: "unit"}
	if json.Unmarshal(settings, &in) != nil {
		return label.Text{}
	}
	key, period := cutPeriod(in.By)
	f := p.ask.Now.Catalogue.Get(key)
	if f == nil {
		return label.Text{}
	}
	if by, ok := byPeriod[period]; ok {
		return label.F("%s%s", "%s%s", f.Label, by)
	}
	return label.F("By %s", "Par %s", small{f.Label})
}

var byPeriod = map[string]label.Text{
	"month": label.T(" by month", " par mois"), "quarter": label.T(" by quarter", " par trimestre"), "year": label.T(" by year", " par année"),
}

// Offered is a kind of block that can be added.
type Offered struct {
	Kind     string          `json:"kind"`
	Label    string          `json:"label"`
	Help     string          `json:"help"`
	W        int             `json:"w"`
	H        int             `json:"h"`
	Settings json.RawMessage `json:"settings"`
}

// Kinds returns what can be added to a summary of one project, or of a portfolio, in
// the order in which it is offered.
func Kinds(l label.Lang, one bool) []Offered {
	out := []Offered{}
	for _, key := range order {
		if k := kinds[key]; k.isFor(one) {
			out = append(out, Offered{key, k.label.In(l), k.help.In(l), k.w, k.h, json.RawMessage(k.settings)})
		}
	}
	return out
}

// Check refuses blocks that cannot be shown on a summary of one project, or of a
// portfolio: of no kind that there is, or with settings that say nothing.
func Check(c *field.Catalogue, blocks []dashboard.Block, one bool) error {
	var bad []fault.Detail
	for i, b := range blocks {
		where := fmt.Sprintf("blocks[%d]", i)
		k, ok := kinds[b.Kind]
		if !ok || !k.isFor(one) {
			bad = append(bad, fault.Detail{Where: where + ".kind", Text: label.F("There is no block of kind “%s”", "Il n’y a pas de bloc de type « %s »", b.Kind)})
			continue
		}
		if f, wrong := k.check(c, b.Settings).(*fault.Fault); wrong {
			for _, d := range f.Details {
				bad = append(bad, fault.Detail{Where: where + "." + d.Where, Text: d.Text})
			}
		}
	}
	return fault.InvalidAll(bad)
}
