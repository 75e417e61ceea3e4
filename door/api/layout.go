package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
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
)

// layoutHead says which layout is shown, and which the caller may keep.
type layoutHead struct {
	Scope    string   `json:"scope" enum:"mine,portfolio,project,variant,type,instance,built-in"`
	Version  int64    `json:"version" doc:"Of the layout of this scope; 0 where none was ever kept"`
	CanEdit  bool     `json:"can_edit" doc:"The caller may keep one of his own"`
	CanShare bool     `json:"can_share" doc:"The caller may keep the one of the portfolio or the project, of a type, or of the instance"`
	Scopes   []string `json:"scopes" doc:"Those that the caller may keep"`
}

func headOf(who access.Who, l dashboard.Layout, about dashboard.About) layoutHead {
	out := layoutHead{Scope: string(l.Scope), Version: l.Version, Scopes: []string{}}
	for _, s := range dashboard.Scopes(who, about) {
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
func (s *Server) blocksIn(ctx context.Context, about dashboard.About, in []blockIn) ([]dashboard.Block, error) {
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
	return out, summary.Check(live.Catalogue, out, about.Project != nil)
}

func (s *Server) showLayout(ctx context.Context, l dashboard.Layout, about dashboard.About) (*layoutAnswer, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	words := live.Catalogue.Unknown()
	out := layoutOut{layoutHead: headOf(auth.Who(ctx), l, about), Blocks: []blockOut{}}
	for _, b := range l.Blocks {
		settings, left := summary.Known(words, b.Settings)
		out.LeftOut = out.LeftOut || left
		out.Blocks = append(out.Blocks, blockOut{b.ID, b.Kind, bilingual{b.Title.EN, b.Title.FR}, settingsJSON(settings), b.X, b.Y, b.W, b.H})
	}
	return &layoutAnswer{fmt.Sprintf(`"%d"`, l.Version), out}, nil
}

// LayoutOf is the input of routes on one layout of a portfolio.
type LayoutOf struct {
	OfPortfolio
	Scope string `query:"scope" enum:"mine,portfolio,instance" default:"mine" doc:"For whom: the caller, all who read the portfolio, all portfolios without one"`
}

// LayoutOfOne is the input of routes on one layout of a project.
type LayoutOfOne struct {
	ByID
	Scope string `query:"scope" enum:"mine,project,variant,type,instance" default:"mine" doc:"For whom: the caller, all who read the project, the projects of its variant or its type that have none, all projects without one"`
}

// layoutAt names one layout of what a route is about.
type layoutAt struct {
	about dashboard.About
	scope dashboard.Scope
}

func (s *Server) layoutIn(ctx context.Context, in LayoutOf) (layoutAt, error) {
	p, _, err := s.perimeter(ctx, in.ID)
	return layoutAt{dashboard.Of(p), dashboard.Scope(in.Scope)}, err
}

func (s *Server) layoutInOne(ctx context.Context, in LayoutOfOne) (layoutAt, error) {
	about, _, err := s.aboutOne(ctx, in.ID)
	return layoutAt{about, dashboard.Scope(in.Scope)}, err
}

type readLayoutIn struct {
	OfPortfolio
	Scope string `query:"scope" enum:"mine,portfolio,instance,built-in" doc:"The one shown when empty; of a scope that has none, the blocks of the next wider one"`
}

func (s *Server) readLayout(ctx context.Context, in *readLayoutIn) (*layoutAnswer, error) {
	at, err := s.layoutIn(ctx, LayoutOf(*in))
	if err != nil {
		return nil, err
	}
	return s.showShown(ctx, at)
}

func (s *Server) readLayoutOfOne(ctx context.Context, in *struct {
	ByID
	Scope string `query:"scope" enum:"mine,project,variant,type,instance,built-in" doc:"The one shown when empty; of a scope that has none, the blocks of the next wider one"`
},
) (*layoutAnswer, error) {
	at, err := s.layoutInOne(ctx, LayoutOfOne{in.ByID, in.Scope})
	if err != nil {
		return nil, err
	}
	return s.showShown(ctx, at)
}

// showShown shows the layout of a scope with the blocks that are shown there, the
// narrowest that is kept where no scope is named.
func (s *Server) showShown(ctx context.Context, at layoutAt) (*layoutAnswer, error) {
	who := auth.Who(ctx)
	l, err := dashboard.Layout{Scope: dashboard.BuiltIn}, error(nil)
	switch at.scope {
	case "":
		l, err = dashboard.Shown(ctx, s.DB, who, at.about)
	case dashboard.BuiltIn:
	default:
		l, err = dashboard.Filled(ctx, s.DB, who, at.scope, at.about)
	}
	if err != nil {
		return nil, err
	}
	if l.Blocks == nil {
		l.Blocks = summary.Usual(at.about)
	}
	return s.showLayout(ctx, l, at.about)
}

// orNew returns the version of If-Match, 0 for "0" or none: what is kept for the
// first time.
func (m Matching) orNew() (int64, error) {
	if n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(m.IfMatch), `"`)); m.IfMatch == "" || err == nil && n == 0 {
		return 0, nil
	}
	return m.version()
}

// LayoutKept is what a layout is to be.
type LayoutKept struct {
	Body struct {
		Blocks []blockIn `json:"blocks" maxItems:"40"`
	}
}

func (s *Server) keepLayout(ctx context.Context, in *struct {
	LayoutOf
	Matching
	LayoutKept
},
) (*layoutAnswer, error) {
	at, err := s.layoutIn(ctx, in.LayoutOf)
	if err != nil {
		return nil, err
	}
	return s.keepLayoutAt(ctx, at, in.Matching, in.Body.Blocks)
}

func (s *Server) keepLayoutOfOne(ctx context.Context, in *struct {
	LayoutOfOne
	Matching
	LayoutKept
},
) (*layoutAnswer, error) {
	at, err := s.layoutInOne(ctx, in.LayoutOfOne)
	if err != nil {
		return nil, err
	}
	return s.keepLayoutAt(ctx, at, in.Matching, in.Body.Blocks)
}

func (s *Server) keepLayoutAt(ctx context.Context, at layoutAt, m Matching, in []blockIn) (*layoutAnswer, error) {
	blocks, err := s.blocksIn(ctx, at.about, in)
	if err != nil {
		return nil, err
	}
	if err := s.keepAllBlocks(ctx, at, 0); err != nil {
		return nil, err
	}
	return s.writeLayout(ctx, at, m, func(tx *db.Tx, who access.Who, version int64) (dashboard.Layout, error) {
		return dashboard.Keep(ctx, tx, who, at.scope, at.about, version, blocks)
	})
}

// keepAllBlocks refuses to rearrange for others what names attributes that are not for
// the caller, now or as it was in an earlier version, 0 for none: he was shown it without
// them, and would take them out, or put them back unseen.
func (s *Server) keepAllBlocks(ctx context.Context, at layoutAt, version int64) error {
	if at.scope == dashboard.Mine || !slices.Contains(dashboard.Scopes(auth.Who(ctx), at.about), at.scope) {
		return nil // his own, or not his to change
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	l, err := dashboard.Get(ctx, s.DB, auth.Who(ctx), at.scope, at.about)
	if err != nil {
		return err
	}
	all := l.Blocks
	if version != 0 {
		past, err := dashboard.History(ctx, s.DB, auth.Who(ctx), at.scope, at.about)
		if err != nil {
			return err
		}
		for _, p := range past {
			if p.Version == version {
				all = append(all, p.Blocks...)
			}
		}
	}
	words := live.Catalogue.Unknown()
	for _, b := range all {
		if _, left := summary.Known(words, b.Settings); left {
			return fault.Conflict(label.T("Something on this page is not for you: arrange it for yourself alone", "Un élément de cette page ne vous est pas destiné\u202f: aménagez-la pour vous seul"))
		}
	}
	return nil
}

// writeLayout changes a layout, and answers with what is kept then.
func (s *Server) writeLayout(ctx context.Context, at layoutAt, m Matching, change func(*db.Tx, access.Who, int64) (dashboard.Layout, error)) (*layoutAnswer, error) {
	version, err := m.orNew()
	if err != nil {
		return nil, err
	}
	var l dashboard.Layout
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		l, err = change(tx, who, version)
		return err
	})
	if err != nil {
		return nil, showing(err, func(now dashboard.Layout) (out layoutOut) {
			if shown, err := s.showLayout(ctx, now, at.about); err == nil {
				out = shown.Body
			}
			return out
		})
	}
	return s.showLayout(ctx, l, at.about)
}

func (s *Server) resetLayout(ctx context.Context, in *struct {
	LayoutOf
	Matching
},
) (*none, error) {
	at, err := s.layoutIn(ctx, in.LayoutOf)
	if err != nil {
		return nil, err
	}
	return s.resetLayoutAt(ctx, at, in.Matching)
}

func (s *Server) resetLayoutOfOne(ctx context.Context, in *struct {
	LayoutOfOne
	Matching
},
) (*none, error) {
	at, err := s.layoutInOne(ctx, in.LayoutOfOne)
	if err != nil {
		return nil, err
	}
	return s.resetLayoutAt(ctx, at, in.Matching)
}

func (s *Server) resetLayoutAt(ctx context.Context, at layoutAt, m Matching) (*none, error) {
	if err := s.keepAllBlocks(ctx, at, 0); err != nil {
		return nil, err
	}
	_, err := s.writeLayout(ctx, at, m, func(tx *db.Tx, who access.Who, version int64) (dashboard.Layout, error) {
		return dashboard.Layout{}, dashboard.Reset(ctx, tx, who, at.scope, at.about, version)
	})
	return nil, err
}
