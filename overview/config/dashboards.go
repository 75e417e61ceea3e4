package config

import (
	"context"
	"encoding/json"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/dashboard"
)

// layout is the summary of all portfolios that have none of their own. There is one
// at most.
type layout struct {
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
	name: "dashboard", title: label.T("Summary of the instance", "Synthèse de l’instance"), may: May,
	shape:   func() any { return &layout{Blocks: []block{}} },
	address: func(any) string { return "" },
	called:  func(any) label.Text { return label.T("Summary of the instance", "Synthèse de l’instance") },
	read:    readDashboard, write: writeDashboard,
}

func readDashboard(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	blocks := []dashboard.Block(nil)
	if st.change == 0 {
		l, err := dashboard.Get(ctx, q, systemWho, dashboard.Instance, dashboard.About{})
		if err != nil {
			return nil, err
		}
		blocks = l.Blocks
	} else {
		past, err := dashboard.History(ctx, q, systemWho, dashboard.Instance, dashboard.About{})
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(past, func(p dashboard.Past) bool { return p.Change.Number <= st.change }); i >= 0 {
			blocks = past[i].Blocks
		}
	}
	if blocks == nil {
		return nil, nil
	}
	out := &layout{Blocks: []block{}}
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
	return []entry{{1, out}}, nil
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

func writeDashboard(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeLayout(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

func writeLayout(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	now, err := dashboard.Get(ctx, tx, st.who, dashboard.Instance, dashboard.About{})
	if err != nil {
		return err
	}
	if s.Kind == Removed {
		return dashboard.Reset(ctx, tx, st.who, dashboard.Instance, dashboard.About{}, now.Version)
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
	_, err = dashboard.Keep(ctx, tx, st.who, dashboard.Instance, dashboard.About{}, now.Version, blocks)
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
