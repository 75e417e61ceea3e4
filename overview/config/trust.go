package config

import (
	"context"
	"fmt"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/trust"
)

// score is what the trust score is made from. There is one.
type score struct {
	Rhythm     int64      `json:"rhythm" doc:"Days between two updates"`
	Rhythms    []rhythm   `json:"rhythms"`
	Attributes []required `json:"attributes"`
	Rules      []rule     `json:"rules"`
	Finished   []string   `json:"finished" doc:"The stages in which nothing is expected any more"`
}

type rhythm struct {
	Type string `json:"type"`
	Days int64  `json:"days"`
}

type required struct {
	Attribute string   `json:"attribute"`
	Weight    int64    `json:"weight"`
	Stages    []string `json:"stages"`
}

type rule struct {
	Key       string `json:"key"`
	Label     both   `json:"label"`
	Condition string `json:"condition" doc:"In the language of filters"`
	Off       bool   `json:"off"`
}

var trustScore = part{
	name: "trust", title: label.T("Trust score", "Indice de confiance"), may: May,
	shape: func() any {
		return &score{Rhythms: []rhythm{}, Attributes: []required{}, Rules: []rule{}, Finished: []string{}}
	},
	address: func(any) string { return "" },
	called:  func(any) label.Text { return label.T("Trust score", "Indice de confiance") },
	read:    readTrust, write: writeTrust, impact: impactOfTrust,
}

func readTrust(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	c := st.project()
	s, err := trust.Load(ctx, q, c)
	if st.change != 0 && err == nil {
		s, err = trust.KnownAt(ctx, q, c, st.change)
	}
	out := &score{s.Rhythm, []rhythm{}, []required{}, []rule{}, append([]string{}, s.Finished...)}
	for _, r := range s.Rhythms {
		out.Rhythms = append(out.Rhythms, rhythm(r))
	}
	for _, a := range s.Attributes {
		if f := c.Get(a.Key); f == nil || f.Retired {
			continue // it counts for nothing, and the settings may not be kept with it
		}
		out.Attributes = append(out.Attributes, required{a.Key, a.Weight, append([]string{}, a.Stages...)})
	}
	for _, r := range s.Rules {
		out.Rules = append(out.Rules, rule{r.Key, bothOf(r.Label), r.Condition, r.Off})
	}
	return []entry{{1, out}}, err
}

func writeTrust(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		if err := st.try(s, changeTrust(ctx, tx, st, s.now.(*score))); err != nil {
			return err
		}
	}
	return nil
}

func changeTrust(ctx context.Context, tx *db.Tx, st *state, to *score) error {
	if err := st.checkRules(to.Rules); err != nil {
		return err
	}
	now, err := trust.Load(ctx, tx, st.project())
	if err != nil {
		return err
	}
	_, err = trust.Change(ctx, tx, st.who, now.Version, func(s *trust.Settings) {
		*s = trust.Settings{Version: s.Version, Rhythm: to.Rhythm, Finished: to.Finished}
		for _, r := range to.Rhythms {
			s.Rhythms = append(s.Rhythms, trust.Rhythm(r))
		}
		for _, a := range to.Attributes {
			s.Attributes = append(s.Attributes, trust.Attribute{Key: a.Attribute, Weight: a.Weight, Stages: a.Stages})
		}
		for _, r := range to.Rules {
			s.Rules = append(s.Rules, trust.Rule{Key: r.Key, Label: r.Label.text(), Condition: r.Condition, Off: r.Off})
		}
	})
	return err
}

// checkRules refuses conditions that cannot be read, or that depend on who reads.
func (st *state) checkRules(rules []rule) error {
	var bad []fault.Detail
	for i, r := range rules {
		where := fmt.Sprintf("rules[%d].condition", i)
		e, err := formula.ParseFilter(r.Condition, label.EN, field.Words{Catalogue: st.project(), Directory: st.names})
		switch {
		case err != nil:
			f, ok := at(where, err).(*fault.Fault)
			if !ok || len(f.Details) == 0 {
				return err
			}
			bad = append(bad, f.Details[0])
		case e.UsesMine():
			bad = append(bad, fault.Detail{Where: where, Text: label.T("A rule is the same for everyone: name the units instead of “my units”", "Une règle est la même pour tous\u202f: nommez les entités au lieu de «\u202fmes entités\u202f»")})
		}
	}
	return fault.InvalidAll(bad)
}

// impactOfTrust counts the active projects: all have a score.
func impactOfTrust(_ context.Context, _ db.Querier, st *state, s *Step) error {
	return st.touches(s, "", func(snapshot.Row) bool { return true })
}
