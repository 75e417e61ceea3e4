package config

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/dashboard"
)

// layout is a summary for those that have none of their own: all portfolios, all
// projects, the projects of a type or of a variant. There is one of each at most.
type layout struct {
	Of     string  `json:"of,omitempty" doc:"Which summaries are laid out so: empty for those of portfolios; projects, type:KEY or variant:KEY for those of projects"`
	Blocks []block `json:"blocks"`
}

type block struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Title    both            `json:"title"`
	Settings json.RawMessage `json:"settings"`
	X        int             `json:"x"`
	Y        int             `json:"y"`
	W        int             `json:"w"`
	H        int             `json:"h"`
}

var dashboards = part{
	name: "dashboard", title: label.T("Summaries", "Synthèses"), may: May,
	shape:   func() any { return &layout{Blocks: []block{}} },
	address: func(b any) string { return b.(*layout).Of },
	called:  func(b any) label.Text { return calledLayout(b.(*layout).Of) },
	read:    readDashboards, write: writeDashboards,
}

func calledLayout(of string) label.Text {
	list, key, _ := strings.Cut(of, ":")
	switch list {
	case "":
		return label.T("Summary of the instance", "Synthèse de l’instance")
	case dashboard.OfProjects:
		return label.T("Summary of projects", "Synthèse des projets")
	case string(dashboard.OfVariant):
		return label.F("Summary of projects of the variant %s", "Synthèse des projets de la variante %s", key)
	}
	return label.F("Summary of projects of the type %s", "Synthèse des projets du type %s", key)
}

// laid is a summary that can be laid out, as documents and as the room know it.
type laid struct {
	of    string
	scope dashboard.Scope
	about dashboard.About
}

// laidOut are the summaries that can be laid out, in the order of documents.
func (st *state) laidOut() []laid {
	out := []laid{{"", dashboard.Instance, dashboard.About{}}, {dashboard.OfProjects, dashboard.Instance, dashboard.About{Project: &dashboard.Project{}}}}
	for _, scope := range []dashboard.Scope{dashboard.OfType, dashboard.OfVariant} {
		f := st.project().Get(string(scope))
		if f == nil {
			continue
		}
		for _, o := range f.Choices {
			about := dashboard.About{Project: &dashboard.Project{Type: o.ID}}
			if scope == dashboard.OfVariant {
				about.Project = &dashboard.Project{Variant: o.ID}
			}
			out = append(out, laid{string(scope) + ":" + o.Key, scope, about})
		}
	}
	return out
}

func readDashboards(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	var out []entry
	for _, one := range st.laidOut() {
		l, err := dashboard.Get(ctx, q, systemWho, one.scope, one.about)
		if err != nil {
			return nil, err
		}
		if st.change != 0 && l.Version != 0 {
			past, err := dashboard.History(ctx, q, systemWho, one.scope, one.about)
			if err != nil {
				return nil, err
			}
			l.Blocks = nil
			if i := slices.IndexFunc(past, func(p dashboard.Past) bool { return p.Change.Number <= st.change }); i >= 0 {
				l.Blocks = past[i].Blocks
			}
		}
		if l.Blocks == nil {
			continue
		}
		body, err := st.layoutOf(ctx, q, one.of, l.Blocks)
		if err != nil {
			return nil, err
		}
		out = append(out, entry{l.ID, body})
	}
	return out, nil
}

func (st *state) layoutOf(ctx context.Context, q db.Querier, of string, blocks []dashboard.Block) (*layout, error) {
	out := &layout{Of: of, Blocks: []block{}}
	for _, b := range blocks {
		settings, err := canonical(b.Settings)
		if err == nil && b.Kind == viewKind {
			settings, err = st.turnView(ctx, q, settings, true, st.addressOfView)
		}
		if err != nil {
			return nil, err
		}
		out.Blocks = append(out.Blocks, block{b.ID, b.Kind, bothOf(b.Title), settings, b.X, b.Y, b.W, b.H})
	}
	return out, nil
}

// canonical writes a value with its properties in one order.
func canonical(text json.RawMessage) (json.RawMessage, error) {
	if len(text) == 0 {
		return json.RawMessage("null"), nil
	}
	item, err := decodeItem(text)
	if err != nil {
		return nil, err
	}
	return json.Marshal(item)
}

func writeDashboards(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeLayout(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

func writeLayout(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	all := st.laidOut()
	at := slices.IndexFunc(all, func(l laid) bool { return l.of == s.Key })
	if at < 0 && s.Kind == Removed {
		return nil // it has gone with its type or its variant
	}
	if at < 0 {
		return fault.Invalid("of", label.F("Summaries are laid out for portfolios (empty), for projects (projects), for a type (type:KEY) or for a variant (variant:KEY) that is there; “%s” is none of these", "Une synthèse se dispose pour les portefeuilles (vide), les projets (projects), un type (type:CLÉ) ou une variante (variant:CLÉ) qui existe ; « %s » n’en est pas", s.Key))
	}
	to := all[at]
	now, err := dashboard.Get(ctx, tx, st.who, to.scope, to.about)
	if err != nil {
		return err
	}
	if s.Kind == Removed {
		return dashboard.Reset(ctx, tx, st.who, to.scope, to.about, now.Version)
	}
	var blocks []dashboard.Block
	for _, b := range s.now.(*layout).Blocks {
		settings, err := canonical(b.Settings)
		if err == nil && b.Kind == viewKind {
			settings, err = st.turnView(ctx, tx, settings, false, st.viewAt)
		}
		if err != nil {
			return err
		}
		blocks = append(blocks, dashboard.Block{ID: b.ID, Kind: b.Kind, Title: b.Title.text(), Settings: settings, X: b.X, Y: b.Y, W: b.W, H: b.H})
	}
	_, err = dashboard.Keep(ctx, tx, st.who, to.scope, to.about, now.Version, blocks)
	return err
}

// viewKind is the kind of the blocks that show a view.
const viewKind = "view"

// turnView changes what the settings of a block name their view by: its id here, and
// its address among the views of a document. One that does not travel is read as none.
func (st *state) turnView(ctx context.Context, q db.Querier, settings json.RawMessage, reading bool, turn func([]entry, string) string) (json.RawMessage, error) {
	item, err := decodeItem(settings)
	if err != nil {
		return nil, err
	}
	was, _ := item["view"].(string)
	all, err := readViews(ctx, q, st)
	if err != nil {
		return nil, err
	}
	if now := turn(all, was); now != "" || was == "" || reading {
		item["view"] = now
		return json.Marshal(item)
	}
	return nil, fault.Invalid("blocks", label.F("There is no shared view “%s”", "Il n’y a pas de vue partagée «\u202f%s\u202f»", was))
}

// addressOfView is the address of a view in documents; empty for one that does not
// travel.
func (st *state) addressOfView(all []entry, public string) string {
	id, err := st.desk.DB.Unseal(public)
	i := slices.IndexFunc(all, func(e entry) bool { return err == nil && e.id == id })
	if i < 0 {
		return ""
	}
	return views.address(all[i].body)
}

func (st *state) viewAt(all []entry, address string) string {
	if i := slices.IndexFunc(all, func(e entry) bool { return views.address(e.body) == address }); i >= 0 {
		return st.desk.DB.Seal(all[i].id)
	}
	return ""
}
