package api

import (
	"cmp"
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/review"
)

func (s *Server) portfolioRoutes(a *frame) {
	register(a, op(http.MethodGet, "/portfolios", "List portfolios"), s.listPortfolios)
	register(a, op(http.MethodPost, "/portfolios", "Create a portfolio", created), s.createPortfolio)
	register(a, op(http.MethodGet, "/portfolios/{id}", "One portfolio"), s.getPortfolio)
	register(a, op(http.MethodPatch, "/portfolios/{id}", "Change a portfolio"), s.changePortfolio)
	register(a, op(http.MethodDelete, "/portfolios/{id}", "Delete a portfolio; its projects stay", noContent), s.deletePortfolio)
	register(a, op(http.MethodPost, "/portfolios/{id}/members", "Add projects to a portfolio, or remove some"), s.portfolioMembers)
}

type portfolioOut struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Kind        string `json:"kind" enum:"manual,filter"`
	Filter      string `json:"filter"`
	Unit        string `json:"unit"`
	Owner       string `json:"owner,omitempty"`
	Version     int64  `json:"version"`
	Count       int    `json:"count" doc:"How many of its active projects the caller may see; -1 when its filter no longer holds"`
	Partial     bool   `json:"partial" doc:"Whether it may hold projects that the caller may not see"`
	CanEdit     bool   `json:"can_edit"`
}

func (s *Server) showPortfolio(who access.Who, snap *snapshot.Snapshot, p portfolio.Portfolio) portfolioOut {
	n, err := snap.Count(who, &p)
	if err != nil {
		n = -1 // its filter names something that is no longer there
	}
	if p.Kind == portfolio.Filter && err == nil && snap.CheckFilter(who, p.Filter) != nil {
		p.Filter = "" // it names what the caller may not see
	}
	return portfolioOut{
		ID: s.DB.Seal(p.ID), Name: p.Name, Description: p.Description, Kind: p.Kind, Filter: p.Filter, Unit: s.DB.Seal(p.Unit),
		Owner: s.DB.Seal(int64(p.Owner)), Version: p.Version, Count: n, Partial: snap.Partial(who, &p), CanEdit: who.Can(access.EditPortfolio, p.Unit),
	}
}

func (s *Server) listPortfolios(ctx context.Context, _ *struct{}) (*body[list[portfolioOut]], error) {
	who := auth.Who(ctx)
	snap, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	found, err := portfolio.List(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	out := list[portfolioOut]{Items: []portfolioOut{}, Total: len(found)}
	for _, p := range found {
		out.Items = append(out.Items, s.showPortfolio(who, snap, p))
	}
	return &body[list[portfolioOut]]{out}, nil
}

type portfolioIn struct {
	Name        *string `json:"name,omitempty" maxLength:"200"`
	Description *string `json:"description,omitempty" maxLength:"5000"`
	Kind        *string `json:"kind,omitempty" enum:"manual,filter"`
	Filter      *string `json:"filter,omitempty" maxLength:"10000"`
	Unit        *string `json:"unit,omitempty" maxLength:"20" doc:"Whose readers see the portfolio; the whole organisation when absent"`
}

func (s *Server) applyPortfolio(in portfolioIn, p *portfolio.Portfolio) error {
	put(&p.Name, in.Name)
	put(&p.Description, in.Description)
	put(&p.Kind, in.Kind)
	put(&p.Filter, in.Filter)
	if in.Unit == nil {
		return nil
	}
	unit, err := s.DB.Unseal(*in.Unit)
	p.Unit = unit
	return err
}

func (s *Server) createPortfolio(ctx context.Context, in *struct{ Body portfolioIn }) (*body[portfolioOut], error) {
	var p portfolio.Portfolio
	if in.Body.Kind == nil && in.Body.Filter != nil && *in.Body.Filter != "" {
		p.Kind = portfolio.Filter
	}
	if err := s.applyPortfolio(in.Body, &p); err != nil {
		return nil, err
	}
	if err := s.checkFilter(ctx, p); err != nil {
		return nil, err
	}
	err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
		var err error
		if p.Unit == 0 {
			root, err := access.Root(ctx, tx)
			if err != nil {
				return err
			}
			p.Unit = root.ID
		}
		p, err = portfolio.Create(ctx, tx, who, p)
		return err
	})
	return s.portfolioAnswer(ctx, p, err)
}

// checkFilter refuses a filter that cannot be read, or that names what the
// caller may not see, before it is kept.
func (s *Server) checkFilter(ctx context.Context, p portfolio.Portfolio) error {
	if p.Kind != portfolio.Filter {
		return nil
	}
	snap, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	return snap.CheckPortfolio(auth.Who(ctx), p.Filter)
}

func (s *Server) portfolioAnswer(ctx context.Context, p portfolio.Portfolio, err error) (*body[portfolioOut], error) {
	if err != nil {
		return nil, err
	}
	snap, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return &body[portfolioOut]{s.showPortfolio(auth.Who(ctx), snap, p)}, nil
}

func (s *Server) getPortfolio(ctx context.Context, in *ByID) (*body[portfolioOut], error) {
	p, err := s.portfolioByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.portfolioAnswer(ctx, *p, nil)
}

func (s *Server) changePortfolio(ctx context.Context, in *struct {
	ByID
	Matching
	Body portfolioIn
},
) (*body[portfolioOut], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	now, err := s.portfolioByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	wanted := *now
	if err := s.applyPortfolio(in.Body, &wanted); err != nil {
		return nil, err
	}
	if wanted.Filter != now.Filter || wanted.Kind != now.Kind {
		if err := s.checkFilter(ctx, wanted); err != nil {
			return nil, err
		}
	}
	var p portfolio.Portfolio
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		p, err = portfolio.Update(ctx, tx, who, now.ID, version, func(p *portfolio.Portfolio) {
			p.Name, p.Description, p.Kind, p.Filter, p.Unit = wanted.Name, wanted.Description, wanted.Kind, wanted.Filter, wanted.Unit
		})
		return err
	})
	return s.portfolioAnswer(ctx, p, err)
}

func (s *Server) deletePortfolio(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*struct{}, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if err := isEmptyHome(ctx, tx, who, id); err != nil {
			return err
		}
		if err := review.Keep(ctx, tx, who, id); err != nil {
			return err
		}
		return portfolio.Delete(ctx, tx, who, id, version)
	})
}

// isEmptyHome refuses to delete a portfolio that has actions or decisions of its
// own: what a committee decided does not go by the way.
func isEmptyHome(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	p, err := portfolio.Get(ctx, tx, who, id)
	if err != nil || !who.Can(access.EditPortfolio, p.Unit) {
		return err
	}
	for _, kind := range agenda.Kinds {
		if has, err := kind.IsHome(ctx, tx, id); err != nil || has {
			return cmp.Or(err, error(fault.Conflict(label.F("This portfolio has %s of its own; delete them first", "Ce portefeuille a ses propres %s ; supprimez-les d’abord", kind.Many))))
		}
	}
	return nil
}

func (s *Server) portfolioMembers(ctx context.Context, in *struct {
	ByID
	Body struct {
		Add    []string `json:"add,omitempty" maxItems:"10000"`
		Remove []string `json:"remove,omitempty" maxItems:"10000"`
	}
},
) (*body[portfolioOut], error) {
	p, err := s.portfolioByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	snap, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	names := snap.Names(auth.Who(ctx))
	ids := func(public []string) (out []int64, err error) {
		for _, one := range public {
			id, ok := names.ByID(field.Project, one)
			if !ok {
				return nil, fault.NotFound()
			}
			out = append(out, id)
		}
		return out, nil
	}
	add, err := ids(in.Body.Add)
	if err != nil {
		return nil, err
	}
	remove, err := ids(in.Body.Remove)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return portfolio.SetMembers(ctx, tx, who, p.ID, add, remove)
	})
	return s.portfolioAnswer(ctx, *p, err)
}
