package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/portfolio"
)

// layoutHead says which layout is shown, and which the caller may keep.
type layoutHead struct {
	Scope    string   `json:"scope" enum:"mine,portfolio,instance,built-in"`
	Version  int64    `json:"version" doc:"Of the layout of this scope; 0 where none was ever kept"`
	CanEdit  bool     `json:"can_edit" doc:"The caller may keep one of his own"`
	CanShare bool     `json:"can_share" doc:"The caller may keep the one of the portfolio or of the instance"`
	Scopes   []string `json:"scopes" doc:"Those that the caller may keep"`
}

func headOf(who access.Who, l dashboard.Layout, p *portfolio.Portfolio) layoutHead {
	out := layoutHead{Scope: string(l.Scope), Version: l.Version, Scopes: []string{}}
	for _, s := range dashboard.Scopes(who, p) {
		out.Scopes = append(out.Scopes, string(s))
		out.CanEdit = out.CanEdit || s == dashboard.Mine
		out.CanShare = out.CanShare || s != dashboard.Mine
	}
	return out
}

// settingsJSON is the settings of a block, which its kind reads.
type settingsJSON json.RawMessage

// MarshalJSON returns the settings as they were written.
func (r settingsJSON) MarshalJSON() ([]byte, error) {
	if len(r) == 0 {
		return []byte("{}"), nil
	}
	return r, nil
}

// UnmarshalJSON keeps the settings as they are written.
func (r *settingsJSON) UnmarshalJSON(b []byte) error {
	*r = append((*r)[:0], b...)
	return nil
}

// Schema describes settings: those of GET /summary/kinds.
func (settingsJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "The settings of the kind of block: those of GET /summary/kinds"}
}

type blockIn struct {
	ID       string       `json:"id" minLength:"1" maxLength:"60"`
	Kind     string       `json:"kind" maxLength:"40" doc:"One of GET /summary/kinds"`
	Title    *bilingual   `json:"title,omitempty" doc:"That of the kind when empty"`
	Settings settingsJSON `json:"settings,omitempty"`
	X        int          `json:"x"`
	Y        int          `json:"y"`
	W        int          `json:"w"`
	H        int          `json:"h"`
}

type blockOut struct {
	ID       string       `json:"id"`
	Kind     string       `json:"kind"`
	Title    bilingual    `json:"title"`
	Settings settingsJSON `json:"settings"`
	X        int          `json:"x"`
	Y        int          `json:"y"`
	W        int          `json:"w"`
	H        int          `json:"h"`
}

type layoutOut struct {
	layoutHead
	Blocks  []blockOut `json:"blocks"`
	LeftOut bool       `json:"left_out" doc:"Whether it names attributes that are not for the caller, which are left out"`
}

type layoutAnswer struct {
	ETag string `header:"ETag"`
	Body layoutOut
}

// blocksIn checks blocks that come from outside: their places, their kinds, their
// settings.
func (s *Server) blocksIn(ctx context.Context, in []blockIn) ([]dashboard.Block, error) {
	out := make([]dashboard.Block, len(in))
	for i, b := range in {
		out[i] = dashboard.Block{ID: b.ID, Kind: b.Kind, Settings: json.RawMessage(b.Settings), X: b.X, Y: b.Y, W: b.W, H: b.H}
		if b.Title != nil {
			out[i].Title = b.Title.text()
		}
	}
	if err := dashboard.Check(out); err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return out, summary.Check(live.Catalogue, out)
}

func (s *Server) showLayout(ctx context.Context, l dashboard.Layout, p *portfolio.Portfolio) (*layoutAnswer, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	words := live.Catalogue.Unknown()
	out := layoutOut{layoutHead: headOf(auth.Who(ctx), l, p), Blocks: []blockOut{}}
	for _, b := range l.Blocks {
		settings, left := summary.Known(words, b.Settings)
		out.LeftOut = out.LeftOut || left
		out.Blocks = append(out.Blocks, blockOut{b.ID, b.Kind, bilingual{b.Title.EN, b.Title.FR}, settingsJSON(settings), b.X, b.Y, b.W, b.H})
	}
	return &layoutAnswer{fmt.Sprintf(`"%d"`, l.Version), out}, nil
}

// LayoutOf is the input of routes on one layout.
type LayoutOf struct {
	OfPortfolio
	Scope string `query:"scope" enum:"mine,portfolio,instance" default:"mine" doc:"For whom: the caller, all who read the portfolio, all portfolios without one"`
}

type readLayoutIn struct {
	OfPortfolio
	Scope string `query:"scope" enum:"mine,portfolio,instance,built-in" doc:"The one shown when empty; of a scope that has none, the blocks of the next wider one"`
}

func (s *Server) readLayout(ctx context.Context, in *readLayoutIn) (*layoutAnswer, error) {
	p, _, err := s.perimeter(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	l, err := s.layoutShown(ctx, dashboard.Scope(in.Scope), p)
	if err != nil {
		return nil, err
	}
	return s.showLayout(ctx, l, p)
}

// layoutShown returns the layout of a scope with the blocks that it shows.
func (s *Server) layoutShown(ctx context.Context, scope dashboard.Scope, p *portfolio.Portfolio) (dashboard.Layout, error) {
	who := auth.Who(ctx)
	switch scope {
	case "":
		l, err := dashboard.Shown(ctx, s.DB, who, p)
		if l.Scope == dashboard.BuiltIn {
			l.Blocks = summary.BuiltIn()
		}
		return l, err
	case dashboard.BuiltIn:
		return dashboard.Layout{Scope: dashboard.BuiltIn, Blocks: summary.BuiltIn()}, nil
	}
	l, err := dashboard.Get(ctx, s.DB, who, scope, p)
	for wider := scope; err == nil && l.Blocks == nil; {
		if wider = widerThan(wider); wider == dashboard.BuiltIn {
			l.Blocks = summary.BuiltIn()
			break
		}
		var next dashboard.Layout
		next, err = dashboard.Get(ctx, s.DB, who, wider, p)
		l.Blocks = next.Blocks
	}
	return l, err
}

func widerThan(s dashboard.Scope) dashboard.Scope {
	switch s {
	case dashboard.Mine:
		return dashboard.Portfolio
	case dashboard.Portfolio:
		return dashboard.Instance
	}
	return dashboard.BuiltIn
}

// orNew returns the version of If-Match, 0 for "0" or none: what is kept for the
// first time.
func (m Matching) orNew() (int64, error) {
	if n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(m.IfMatch), `"`)); m.IfMatch == "" || err == nil && n == 0 {
		return 0, nil
	}
	return m.version()
}

func (s *Server) keepLayout(ctx context.Context, in *struct {
	LayoutOf
	Matching
	Body struct {
		Blocks []blockIn `json:"blocks" maxItems:"40"`
	}
},
) (*layoutAnswer, error) {
	blocks, err := s.blocksIn(ctx, in.Body.Blocks)
	if err != nil {
		return nil, err
	}
	if err := s.keepAllBlocks(ctx, in.LayoutOf); err != nil {
		return nil, err
	}
	return s.writeLayout(ctx, in.LayoutOf, in.Matching, func(tx *db.Tx, who access.Who, p *portfolio.Portfolio, version int64) (dashboard.Layout, error) {
		return dashboard.Keep(ctx, tx, who, dashboard.Scope(in.Scope), p, version, blocks)
	})
}

// keepAllBlocks refuses to rearrange for others what names attributes that are not for
// the caller: he was shown it without them, and would take them out.
func (s *Server) keepAllBlocks(ctx context.Context, in LayoutOf) error {
	p, _, err := s.perimeter(ctx, in.ID)
	if err != nil || in.Scope == string(dashboard.Mine) {
		return err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	l, err := dashboard.Get(ctx, s.DB, auth.Who(ctx), dashboard.Scope(in.Scope), p)
	if err != nil {
		return err
	}
	words := live.Catalogue.Unknown()
	for _, b := range l.Blocks {
		if _, left := summary.Known(words, b.Settings); left {
			return fault.Conflict(label.T("Something on this page is not for you: arrange it for yourself alone", "Un élément de cette page ne vous est pas destiné : aménagez-la pour vous seul"))
		}
	}
	return nil
}

// writeLayout changes a layout, and answers with what is kept then.
func (s *Server) writeLayout(ctx context.Context, in LayoutOf, m Matching, change func(*db.Tx, access.Who, *portfolio.Portfolio, int64) (dashboard.Layout, error)) (*layoutAnswer, error) {
	version, err := m.orNew()
	if err != nil {
		return nil, err
	}
	p, _, err := s.perimeter(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var l dashboard.Layout
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		l, err = change(tx, who, p, version)
		return err
	})
	if err != nil {
		return nil, showing(err, func(now dashboard.Layout) (out layoutOut) {
			if shown, err := s.showLayout(ctx, now, p); err == nil {
				out = shown.Body
			}
			return out
		})
	}
	return s.showLayout(ctx, l, p)
}

func (s *Server) resetLayout(ctx context.Context, in *struct {
	LayoutOf
	Matching
},
) (*none, error) {
	_, err := s.writeLayout(ctx, in.LayoutOf, in.Matching, func(tx *db.Tx, who access.Who, p *portfolio.Portfolio, version int64) (dashboard.Layout, error) {
		return dashboard.Layout{}, dashboard.Reset(ctx, tx, who, dashboard.Scope(in.Scope), p, version)
	})
	return nil, err
}

func (s *Server) revertLayout(ctx context.Context, in *struct {
	LayoutOf
	Matching
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to go back to"`
	}
},
) (*layoutAnswer, error) {
	return s.writeLayout(ctx, in.LayoutOf, in.Matching, func(tx *db.Tx, who access.Who, p *portfolio.Portfolio, version int64) (dashboard.Layout, error) {
		return dashboard.Revert(ctx, tx, who, dashboard.Scope(in.Scope), p, version, in.Body.To)
	})
}

type layoutVersion struct {
	Version int64  `json:"version"`
	Change  int64  `json:"change"`
	At      string `json:"at"`
	Actor   *named `json:"actor"`
	Deleted bool   `json:"deleted" doc:"It was given up"`
	Blocks  int    `json:"blocks"`
}

func (s *Server) layoutHistory(ctx context.Context, in *LayoutOf) (*body[list[layoutVersion]], error) {
	p, _, err := s.perimeter(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	past, err := dashboard.History(ctx, s.DB, auth.Who(ctx), dashboard.Scope(in.Scope), p)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := list[layoutVersion]{Items: []layoutVersion{}, Total: len(past)}
	for _, v := range past {
		actor := int64(v.Change.Actor)
		out.Items = append(out.Items, layoutVersion{v.Version, v.Change.Number, instant(v.Change.At), s.named(actor, live.Directory.Accounts[actor].Name), v.Blocks == nil, len(v.Blocks)})
	}
	return answer(out, nil)
}
