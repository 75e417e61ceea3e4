package api

import (
	"context"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/trust"
)

func (s *Server) trustRoutes(a *frame) {
	register(a, op(http.MethodGet, "/trust", "What the trust score of a project is made from"), s.readTrust)
	register(a, op(http.MethodPatch, "/trust", "Change what the trust score of a project is made from"), s.changeTrust)
}

type rhythm struct {
	Type string `json:"type" maxLength:"60" doc:"The key of a type of project"`
	Days int64  `json:"days" minimum:"1" maximum:"3650"`
}

type requiredAttribute struct {
	Attribute string   `json:"attribute" maxLength:"60"`
	Weight    int64    `json:"weight" minimum:"1" maximum:"100"`
	Stages    []string `json:"stages" maxItems:"100" doc:"The keys of the stages at which it is required; at all when empty"`
}

type trustRule struct {
	Key       string    `json:"key" maxLength:"60"`
	Label     bilingual `json:"label"`
	Condition string    `json:"condition" maxLength:"2000" doc:"In the language of filters; a project for which it holds has one open finding"`
	Off       bool      `json:"off,omitempty"`
}

type trustOut struct {
	Version    int64               `json:"version"`
	CanEdit    bool                `json:"can_edit"`
	Rhythm     int64               `json:"rhythm" doc:"Days between two updates, of types without a rhythm of their own"`
	Rhythms    []rhythm            `json:"rhythms"`
	Attributes []requiredAttribute `json:"attributes"`
	Rules      []trustRule         `json:"rules"`
	Finished   []string            `json:"finished" doc:"The stages in which nothing is expected any more"`
}

type trustAnswer struct {
	ETag string `header:"ETag"`
	Body trustOut
}

func showTrust(who access.Who, s trust.Settings) trustOut {
	out := trustOut{Version: s.Version, CanEdit: trust.MayChange(who), Rhythm: s.Rhythm, Rhythms: []rhythm{}, Attributes: []requiredAttribute{}, Rules: []trustRule{}, Finished: []string{}}
	for _, r := range s.Rhythms {
		out.Rhythms = append(out.Rhythms, rhythm(r))
	}
	for _, a := range s.Attributes {
		out.Attributes = append(out.Attributes, requiredAttribute{a.Key, a.Weight, append([]string{}, a.Stages...)})
	}
	for _, r := range s.Rules {
		out.Rules = append(out.Rules, trustRule{r.Key, inBoth(r.Label), r.Condition, r.Off})
	}
	out.Finished = append(out.Finished, s.Finished...)
	return out
}

func (s *Server) readTrust(ctx context.Context, in *struct {
	AsOf string `query:"as_of" maxLength:"10"`
},
) (*trustAnswer, error) {
	on, err := dayIn("as_of", in.AsOf)
	if err != nil {
		return nil, err
	}
	snap, err := s.now(ctx, on)
	if err != nil {
		return nil, err
	}
	found, err := trust.Load(ctx, s.DB, snap.Catalogue)
	if !snap.Live && err == nil {
		found, err = trust.AsOf(ctx, s.DB, snap.Catalogue, snap.On, 0)
	}
	if err != nil {
		return nil, err
	}
	return &trustAnswer{fmt.Sprintf(`"%d"`, found.Version), showTrust(auth.Who(ctx), found)}, nil
}

type trustIn struct {
	Rhythm     *int64               `json:"rhythm,omitempty"`
	Rhythms    *[]rhythm            `json:"rhythms,omitempty" maxItems:"100"`
	Attributes *[]requiredAttribute `json:"attributes,omitempty" maxItems:"60"`
	Rules      *[]trustRule         `json:"rules,omitempty" maxItems:"60"`
	Finished   *[]string            `json:"finished,omitempty" maxItems:"100"`
}

func (in trustIn) apply(t *trust.Settings) {
	put(&t.Rhythm, in.Rhythm)
	put(&t.Finished, in.Finished)
	if in.Rhythms != nil {
		t.Rhythms = nil
		for _, r := range *in.Rhythms {
			t.Rhythms = append(t.Rhythms, trust.Rhythm(r))
		}
	}
	if in.Attributes != nil {
		t.Attributes = nil
		for _, a := range *in.Attributes {
			t.Attributes = append(t.Attributes, trust.Attribute{Key: a.Attribute, Weight: a.Weight, Stages: a.Stages})
		}
	}
	if in.Rules != nil {
		t.Rules = nil
		for _, r := range *in.Rules {
			t.Rules = append(t.Rules, trust.Rule{Key: r.Key, Label: r.Label.text(), Condition: r.Condition, Off: r.Off})
		}
	}
}

func (s *Server) changeTrust(ctx context.Context, in *struct {
	Matching
	Body trustIn
},
) (*trustAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	if err := s.checkRules(ctx, in.Body.Rules); err != nil {
		return nil, err
	}
	var out trust.Settings
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = trust.Change(ctx, tx, who, version, in.Body.apply)
		return err
	})
	who := auth.Who(ctx)
	if err != nil {
		return nil, showing(err, func(t trust.Settings) trustOut { return showTrust(who, t) })
	}
	return &trustAnswer{fmt.Sprintf(`"%d"`, out.Version), showTrust(who, out)}, nil
}

// checkRules refuses conditions that cannot be read, that depend on who reads, or
// that name what the caller may not see.
func (s *Server) checkRules(ctx context.Context, rules *[]trustRule) error {
	if rules == nil {
		return nil
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	var bad []fault.Detail
	for i, r := range *rules {
		if f, wrong := live.CheckPortfolio(auth.Who(ctx), r.Condition).(*fault.Fault); wrong && len(f.Details) > 0 {
			bad = append(bad, fault.Detail{Where: fmt.Sprintf("rules[%d].condition", i), Text: f.Details[0].Text})
		}
	}
	return fault.InvalidAll(bad)
}
