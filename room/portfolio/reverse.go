package portfolio

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
)

// Reversal is what taking a change back would do to one portfolio picked by hand.
type Reversal struct {
	ID          int64
	Name        string
	Add, Remove []int64    // the projects that would come back, and that would leave
	Why         label.Text // why nothing of it can go back; zero when it can
	Denied      bool       // Why is that the person may not
}

// Reversals returns what taking a change back would do to the members of each
// portfolio that the person sees. A membership that was changed since stays.
func Reversals(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Reversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, MemberEntity, change)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	found := map[int64]*Reversal{}
	var order []int64
	for _, id := range ids {
		all := lines[id]
		before, after := db.Step(all, change)
		was, is := before != nil && !before.Data.Null, after != nil && !after.Data.Null
		m, err := memberOf(id, all)
		if err != nil {
			return nil, err
		}
		if was == is || m.Portfolio == 0 || slices.ContainsFunc(all, func(h db.Recorded) bool { return h.Change > change }) {
			continue
		}
		r, known := found[m.Portfolio]
		if !known {
			r = &Reversal{ID: m.Portfolio}
			found[m.Portfolio], order = r, append(order, m.Portfolio)
		}
		if was {
			r.Add = append(r.Add, m.Project)
		} else {
			r.Remove = append(r.Remove, m.Project)
		}
	}
	return named(ctx, q, who, found, order)
}

func memberOf(id int64, lines []db.Recorded) (member, error) {
	for _, h := range slices.Backward(lines) {
		if !h.Data.Null {
			return decode(id, h.Data.S)
		}
	}
	return member{}, nil
}

func named(ctx context.Context, q db.Querier, who access.Who, found map[int64]*Reversal, order []int64) ([]Reversal, error) {
	all, err := List(ctx, q, who)
	if err != nil {
		return nil, err
	}
	var out []Reversal
	for _, id := range order {
		i := slices.IndexFunc(all, func(p Portfolio) bool { return p.ID == id })
		if i < 0 {
			continue
		}
		r := *found[id]
		r.Name = all[i].Name
		switch {
		case !who.Can(access.EditPortfolio, all[i].Unit):
			r.Denied, r.Why = true, label.T("You may not change this portfolio", "Vous ne pouvez pas modifier ce portefeuille")
		case all[i].Kind != Manual:
			r.Why = label.T("This portfolio is filled by a filter by now", "Ce portefeuille est désormais rempli par un filtre")
		}
		out = append(out, r)
	}
	return out, nil
}
