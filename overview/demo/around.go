package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// leaving is the month at whose end a project manager leaves the company.
const leaving = -5

// board are the projects that the board follows one by one, in the portfolio
// picked by hand.
var board = []string{"CAP-01", "CAP-02", "ADH-01", "ADH-02", "ADH-04", "SOC-01", "REG-01", "REG-02", "COM-04", "ETU-01", "DRH-01"}

// filtered are the portfolios that fill themselves.
var filtered = []portfolio.Portfolio{
	{Name: "Obligations réglementaires", Description: "Tout ce que la loi ou un superviseur impose.", Filter: `mandatory = true`},
	{Name: "À surveiller", Description: "La météo est à la pluie ou à l’orage, ou la fin a dérivé de plus de trois mois.", Filter: `weather in ("rainy", "stormy") or end_drift > 90`},
	{Name: "Informatique", Description: "Les projets de la direction des systèmes d’information.", Filter: `unit in ("DSI", "ETU", "PRD", "SEC")`},
}

// around is what happens beside the projects, after those of a month.
func (f *filler) around(ctx context.Context, t int) error {
	switch t {
	case -Months:
		return f.gather(ctx)
	case -7:
		return f.share(ctx)
	case -9:
		return f.members(ctx, t, []string{"ADH-03", "REG-08"}, nil)
	case leaving:
		return f.leave(ctx, t)
	case -4:
		return f.members(ctx, t, []string{"FIN-04"}, []string{"ADH-04"})
	case -2:
		if err := f.discard(ctx, t); err != nil {
			return err
		}
		return f.members(ctx, t, []string{"MKT-05"}, []string{"ADH-04", "REG-02"})
	case 0:
		return f.tie(ctx)
	}
	return nil
}

// gather makes the portfolios.
func (f *filler) gather(ctx context.Context) error {
	who := f.people[keeper]
	return f.update(ctx, f.at(-Months).Last(), who, "", func(tx *db.Tx) error {
		made, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{
			Name: "Comité de direction", Description: "Les projets que le comité suit un à un, choisis par lui.", Kind: portfolio.Manual, Unit: f.units[""],
		})
		if err != nil {
			return err
		}
		f.portfolio = made.ID
		if err := portfolio.SetMembers(ctx, tx, who, made.ID, f.known(board), nil); err != nil {
			return err
		}
		for _, p := range filtered {
			p.Kind, p.Unit = portfolio.Filter, f.units[""]
			if _, err := portfolio.Create(ctx, tx, who, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// known are the ids of those of the projects that are recorded by now.
func (f *filler) known(codes []string) []int64 {
	var out []int64
	for _, code := range codes {
		if id := f.byCode[code].id; id != 0 {
			out = append(out, id)
		}
	}
	return out
}

// members changes what the board follows; what it asked for before it was
// recorded comes in too.
func (f *filler) members(ctx context.Context, t int, add, remove []string) error {
	who := f.people[keeper]
	wanted := f.known(append(add, board...))
	for _, code := range remove {
		for i, id := range wanted {
			if id == f.byCode[code].id {
				wanted = append(wanted[:i:i], wanted[i+1:]...)
				break
			}
		}
	}
	return f.update(ctx, min(f.at(t).Last(), f.today), who, "Revue du portefeuille du comité", func(tx *db.Tx) error {
		return portfolio.SetMembers(ctx, tx, who, f.portfolio, wanted, f.known(remove))
	})
}

// leave closes the account of someone who has left.
func (f *filler) leave(ctx context.Context, t int) error {
	who := f.people["helene.vasseur"]
	return f.update(ctx, f.at(t).Last(), who, "Départ", func(tx *db.Tx) error {
		a, err := access.AccountByID(ctx, tx, who, f.accounts[leaver])
		if err != nil {
			return err
		}
		_, err = access.UpdateAccount(ctx, tx, who, a.ID, a.Version, func(a *access.Account) { a.Disabled = true })
		return err
	})
}

// discard puts the project that was entered twice into the bin.
func (f *filler) discard(ctx context.Context, t int) error {
	who, p := f.people[keeper], f.byCode[duplicate.code]
	p.over = true
	return f.update(ctx, f.at(t).Last(), who, "Doublon de REL-02", func(tx *db.Tx) error {
		_, err := project.Change(ctx, tx, who, f.catalogue, project.Edit{ID: p.id, State: project.Deleted})
		return err
	})
}

// tie links the projects that need one another.
func (f *filler) tie(ctx context.Context) error {
	who := f.people[keeper]
	return f.update(ctx, f.today, who, "", func(tx *db.Tx) error {
		for _, l := range ties {
			_, err := project.AddLink(ctx, tx, who, project.Link{Kind: l.kind, From: f.byCode[l.from].id, To: f.byCode[l.to].id, Note: l.note})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
