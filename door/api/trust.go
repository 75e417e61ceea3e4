package api

import (
	"context"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/trust"
)

func (s *Server) trustRoutes(a *frame) {
	register(a, op(http.MethodGet, "/trust", "What the trust score of a project is made from"), s.readTrust)
	register(a, op(http.MethodPatch, "/trust", "Change what the trust score of a project is made from"), s.changeTrust)
	register(a, op(http.MethodPost, "/trust/preview", "What other settings would do to the scores of projects"), s.previewTrust)
	register(a, op(http.MethodGet, "/trust/history", "The versions of the settings, the latest first, with what each changed"), s.trustHistory)
	register(a, op(http.MethodPost, "/trust/revert", "Keep the settings of an earlier version again"), s.revertTrust)
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
	LeftOut    bool                `json:"left_out,omitempty" doc:"Something is not for the caller"`
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

type asOfTrust struct {
	AsOf string `query:"as_of" maxLength:"10"`
}

func (s *Server) readTrust(ctx context.Context, in *asOfTrust) (*trustAnswer, error) {
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
	leave, err := s.leaves(ctx)
	return &trustAnswer{fmt.Sprintf(`"%d"`, found.Version), leave.trust(showTrust(auth.Who(ctx), found))}, err
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
	if in.Body.Attributes != nil || in.Body.Rules != nil {
		now, err := s.readTrust(ctx, &asOfTrust{})
		if err != nil {
			return nil, err
		}
		if now.Body.LeftOut {
			return nil, partHidden()
		}
	}
	return s.keepTrust(ctx, func(tx *db.Tx, who access.Who) (trust.Settings, error) {
		return trust.Change(ctx, tx, who, version, in.Body.apply)
	})
}

// keepTrust answers with the settings that a change left.
func (s *Server) keepTrust(ctx context.Context, change func(*db.Tx, access.Who) (trust.Settings, error)) (*trustAnswer, error) {
	var out trust.Settings
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = change(tx, who)
		return err
	})
	who := auth.Who(ctx)
	leave, failed := s.leaves(ctx)
	if failed != nil {
		return nil, failed
	}
	if err != nil {
		return nil, showing(err, func(t trust.Settings) trustOut { return leave.trust(showTrust(who, t)) })
	}
	return &trustAnswer{fmt.Sprintf(`"%d"`, out.Version), leave.trust(showTrust(who, out))}, nil
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

type revertTrustIn struct {
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version to keep again; 0 for the settings that came with the program"`
	}
}

func (s *Server) revertTrust(ctx context.Context, in *revertTrustIn) (*trustAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	now, err := s.readTrust(ctx, &asOfTrust{})
	if err != nil {
		return nil, err
	}
	leave, err := s.leaves(ctx)
	if err != nil {
		return nil, err
	}
	return s.keepTrust(ctx, func(tx *db.Tx, who access.Who) (trust.Settings, error) {
		then, err := trust.Revert(ctx, tx, who, version, in.Body.To)
		if err == nil && (now.Body.LeftOut || leave.trust(showTrust(who, then)).LeftOut) {
			err = partHidden()
		}
		return then, err
	})
}

// mostForeseen is how many projects a preview names.
const mostForeseen = 8

func (s *Server) previewTrust(ctx context.Context, in *body[trustIn]) (*body[summary.Foreseen], error) {
	if err := s.checkRules(ctx, in.Body.Rules); err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	was, now, err := trust.Preview(ctx, s.DB, who, in.Body.apply)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	page, err := s.summaries().Open(ctx, summary.Ask{Who: who, Now: live})
	if err != nil {
		return nil, err
	}
	return &body[summary.Foreseen]{page.Foresee(was, now, mostForeseen)}, nil
}

type trustPast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) trustHistory(ctx context.Context, _ *struct{}) (*body[list[trustPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := trust.History(ctx, s.DB, who)
	out, names := list[trustPast]{Items: []trustPast{}, Total: len(past)}, live.Names(who)
	for i, p := range past {
		was := trust.Default(live.Catalogue)
		if i+1 < len(past) {
			was = past[i+1].Settings
		}
		line := trustPast{Version: p.Version, At: instant(p.Change.At), By: s.named(int64(p.Change.Actor), names.Name(field.User, int64(p.Change.Actor))), Changes: []auditChange{}}
		for _, d := range trust.Differences(was, p.Settings, live.Catalogue) {
			line.Changes = append(line.Changes, auditChange{d.What.In(who.Lang), d.Was.In(who.Lang), d.Now.In(who.Lang)})
		}
		out.Items = append(out.Items, line)
	}
	return answer(out, err)
}
