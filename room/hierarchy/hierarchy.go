// Package hierarchy keeps trees by which things are classified: strategy,
// geography, products, processes... Attributes of any kind of object draw their
// values from them, and roles may be given on their nodes.
package hierarchy

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// The names under which the history and the events know hierarchies and their nodes.
const (
	Entity     = "hierarchy"
	NodeEntity = "node"
)

const (
	mostNodes   = 10_000 // of one hierarchy
	deepest     = 20
	longestName = 200
)

// Hierarchy is a tree of nodes.
type Hierarchy struct {
	ID      int64      `json:"id"`
	Version int64      `json:"version"`
	Key     string     `json:"key"`
	Label   label.Text `json:"label"`
	Help    label.Text `json:"help"`
}

// Node is one value that attributes may draw from a hierarchy.
type Node struct {
	ID        int64      `json:"id"`
	Version   int64      `json:"version"`
	Hierarchy int64      `json:"hierarchy"`
	Parent    int64      `json:"parent,omitempty"` // 0 at the top
	Key       string     `json:"key"`              // within its hierarchy
	Label     label.Text `json:"label"`
	Colour    string     `json:"colour,omitempty"`
	Icon      string     `json:"icon,omitempty"`
	Position  int64      `json:"position"` // among its siblings
	Retired   bool       `json:"retired,omitempty"`
	From      day.Day    `json:"from,omitempty"`  // the first day on which it is offered; 0 for none
	Until     day.Day    `json:"until,omitempty"` // the last one

	Place int64 `json:"-"` // in tree order: the node and all below are [Place, End)
	End   int64 `json:"-"`
}

type row struct {
	ID      int64  `db:"id"`
	Version int64  `db:"version"`
	Key     string `db:"key"`
	LabelEN string `db:"label_en"`
	LabelFR string `db:"label_fr"`
	HelpEN  string `db:"help_en"`
	HelpFR  string `db:"help_fr"`
}

type nodeRow struct {
	ID        int64   `db:"id"`
	Version   int64   `db:"version"`
	Hierarchy int64   `db:"hierarchy_id"`
	Parent    db.ID   `db:"parent_id"`
	Key       string  `db:"key"`
	LabelEN   string  `db:"label_en"`
	LabelFR   string  `db:"label_fr"`
	Colour    string  `db:"colour"`
	Icon      string  `db:"icon"`
	Position  int64   `db:"position"`
	Place     int64   `db:"place"`
	End       int64   `db:"place_end"`
	Retired   bool    `db:"retired"`
	From      day.Day `db:"from_day"`
	Until     day.Day `db:"until_day"`
}

func (r row) hierarchy() Hierarchy {
	return Hierarchy{r.ID, r.Version, r.Key, label.T(r.LabelEN, r.LabelFR), label.T(r.HelpEN, r.HelpFR)}
}

func (h Hierarchy) row() row {
	return row{h.ID, h.Version, h.Key, h.Label.EN, h.Label.FR, h.Help.EN, h.Help.FR}
}

func (r nodeRow) node() Node {
	return Node{
		ID: r.ID, Version: r.Version, Hierarchy: r.Hierarchy, Parent: int64(r.Parent), Key: r.Key, Label: label.T(r.LabelEN, r.LabelFR), Colour: r.Colour, Icon: r.Icon,
		Position: r.Position, Retired: r.Retired, From: r.From, Until: r.Until, Place: r.Place, End: r.End,
	}
}

func (n Node) row() nodeRow {
	return nodeRow{
		ID: n.ID, Version: n.Version, Hierarchy: n.Hierarchy, Parent: db.ID(n.Parent), Key: n.Key, LabelEN: n.Label.EN, LabelFR: n.Label.FR, Colour: n.Colour, Icon: n.Icon,
		Position: n.Position, Retired: n.Retired, From: n.From, Until: n.Until, Place: n.Place, End: n.End,
	}
}

// All returns the hierarchies, the first made first. Everyone may read them.
func All(ctx context.Context, q db.Querier) ([]Hierarchy, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM hierarchy ORDER BY id")
	out := make([]Hierarchy, len(rows))
	for i, r := range rows {
		out[i] = r.hierarchy()
	}
	return out, err
}

// Get returns a hierarchy, or fault.NotFound.
func Get(ctx context.Context, q db.Querier, id int64) (Hierarchy, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM hierarchy WHERE id = $1", id)
	return r.hierarchy(), err
}

// Nodes returns the nodes of every hierarchy, by hierarchy, in tree order.
func Nodes(ctx context.Context, q db.Querier) (map[int64][]Node, error) {
	out := map[int64][]Node{}
	err := db.Each(ctx, q, func(r *nodeRow) error {
		out[r.Hierarchy] = append(out[r.Hierarchy], r.node())
		return nil
	}, "SELECT "+db.Columns[nodeRow]("")+" FROM node ORDER BY hierarchy_id, place")
	return out, err
}

// nodesOf returns the nodes of one hierarchy in tree order.
func nodesOf(ctx context.Context, q db.Querier, id int64) ([]Node, error) {
	var out []Node
	err := db.Each(ctx, q, func(r *nodeRow) error {
		out = append(out, r.node())
		return nil
	}, "SELECT "+db.Columns[nodeRow]("")+" FROM node WHERE hierarchy_id = $1 ORDER BY place", id)
	return out, err
}

// NodeByID returns a node, or fault.NotFound.
func NodeByID(ctx context.Context, q db.Querier, id int64) (Node, error) {
	r, err := db.Get[nodeRow](ctx, q, "SELECT "+db.Columns[nodeRow]("")+" FROM node WHERE id = $1", id)
	return r.node(), err
}

// MayDefine reports whether a person may change hierarchies, which everybody shares.
func MayDefine(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// begin lets one transaction change hierarchies at a time, on every node of the
// installation, so that two moves never make a circle.
func begin(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(MayDefine(who)); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "UPDATE counter SET n = n WHERE name = 'rights'")
	return err
}

// Create makes a hierarchy without nodes. h.Key may be empty: it is made from the label.
func Create(ctx context.Context, tx *db.Tx, who access.Who, h Hierarchy) (Hierarchy, error) {
	if err := begin(ctx, tx, who); err != nil {
		return Hierarchy{}, err
	}
	h.ID, h.Version = tx.NewID(), 1
	if err := h.clean(ctx, tx); err != nil {
		return Hierarchy{}, err
	}
	if err := db.Insert(ctx, tx, "hierarchy", h.row()); err != nil {
		return Hierarchy{}, err
	}
	return h, record(tx, Entity, h.ID, h.Version, h)
}

// Update changes the names, the help or the key of a hierarchy.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Hierarchy)) (Hierarchy, error) {
	if err := begin(ctx, tx, who); err != nil {
		return Hierarchy{}, err
	}
	h, err := Get(ctx, tx, id)
	if err != nil {
		return Hierarchy{}, err
	}
	if h.Version != version {
		return Hierarchy{}, fault.Outdated(h)
	}
	change(&h)
	h.ID, h.Version = id, version+1
	if err := h.clean(ctx, tx); err != nil {
		return Hierarchy{}, err
	}
	if err := db.Put(ctx, tx, "hierarchy", h.row()); err != nil {
		return Hierarchy{}, err
	}
	return h, record(tx, Entity, id, h.Version, h)
}

// Delete removes a hierarchy with its nodes. The caller has seen that no attribute
// draws from it; a role given on one of its nodes stands in the way.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	if err := begin(ctx, tx, who); err != nil {
		return err
	}
	h, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if h.Version != version {
		return fault.Outdated(h)
	}
	nodes, err := nodesOf(ctx, tx, id)
	if err != nil {
		return err
	}
	slices.Reverse(nodes) // those below first
	for _, n := range nodes {
		if err := n.remove(ctx, tx, who); err != nil {
			return err
		}
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM hierarchy WHERE id = $1", id); err != nil {
		return err
	}
	return record(tx, Entity, id, version+1, nil)
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (h *Hierarchy) clean(ctx context.Context, q db.Querier) error {
	h.Label, h.Help = oneLine(h.Label), lines(h.Help)
	if h.Label.IsZero() {
		return fault.Invalid("label", label.T("Give a name in at least one language", "Donnez un nom dans au moins une langue"))
	}
	keys, err := db.Select[string](ctx, q, "SELECT key FROM hierarchy WHERE id <> $1", h.ID)
	if err != nil {
		return err
	}
	if h.Key == "" {
		h.Key = freeKey(cmp.Or(label.Key(h.Label.In(label.EN)), "hierarchy"), func(key string) bool { return slices.Contains(keys, key) })
	}
	switch {
	case !keyShape.MatchString(h.Key):
		return fault.Invalid("key", label.T("A key is made of a to z, digits and _, begins with a letter, and has at most 40 characters", "Une clé est faite de a à z, de chiffres et de _, commence par une lettre, et a au plus 40 caractères"))
	case slices.Contains(keys, h.Key):
		return fault.Invalid("key", label.T("Another hierarchy has this key", "Une autre hiérarchie a cette clé"))
	}
	return nil
}

func freeKey(base string, taken func(string) bool) string {
	base = strings.Trim(base[:min(len(base), 36)], "_")
	key := base
	for n := 2; taken(key); n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

func oneLine(t label.Text) label.Text { return tidy(t, false) }

func lines(t label.Text) label.Text { return tidy(t, true) }

// tidy takes away what controls a screen or turns the direction of reading.
func tidy(t label.Text, many bool) label.Text {
	clean := func(s string) string {
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			switch {
			case r == '\u00a0' || r == '\u202f' || many && (r == '\n' || r == '\t'):
				return r
			case unicode.IsSpace(r):
				return ' '
			case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, "\ufffd")))
	}
	return label.T(clean(t.EN), clean(t.FR))
}

func record(tx *db.Tx, entity string, id, version int64, state any) error {
	v := db.Version{Entity: entity, Object: id, Version: version}
	if state != nil {
		b, err := json.Marshal(state)
		if err != nil {
			return err
		}
		v.Data = string(b)
	}
	tx.Record(v)
	return nil
}

// NodesOf returns the nodes of one hierarchy in tree order.
func NodesOf(ctx context.Context, q db.Querier, id int64) ([]Node, error) { return nodesOf(ctx, q, id) }

// Counts returns how many nodes each hierarchy has.
func Counts(ctx context.Context, q db.Querier) (map[int64]int, error) {
	type counted struct {
		ID int64 `db:"hierarchy_id"`
		N  int   `db:"n"`
	}
	out := map[int64]int{}
	err := db.Each(ctx, q, func(c *counted) error {
		out[c.ID] = c.N
		return nil
	}, "SELECT hierarchy_id, count(*) AS n FROM node GROUP BY hierarchy_id")
	return out, err
}
