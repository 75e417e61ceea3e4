package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/overview/onboarding"
	"vigie/room/access"
)

func (s *Server) onboardingRoutes(a *frame) {
	register(a, op(http.MethodGet, "/onboarding", "How far the set-up of the PMO is, step by step"), s.readOnboarding)
	register(a, op(http.MethodPut, "/onboarding/{step}", "Leave a step out, or take it up again"), s.skipStep)
}

type onboardingStep struct {
	Key     string `json:"key" enum:"attributes,types,conventions,units,users,grants,projects,portfolios,reviews,held"`
	Part    string `json:"part" enum:"method,people,portfolio,review"`
	Done    bool   `json:"done" doc:"By what is there"`
	Skipped bool   `json:"skipped" doc:"Left out, and not done"`
	Count   int    `json:"count" doc:"How many there are of what the step makes"`
}

type onboardingOut struct {
	Steps []onboardingStep `json:"steps"`
	Done  int              `json:"done" doc:"Steps that are done or left out"`
	Total int              `json:"total"`
}

func (s *Server) readOnboarding(ctx context.Context, _ *struct{}) (*body[onboardingOut], error) {
	steps, err := onboarding.Read(ctx, s.DB, s.Portfolio, auth.Who(ctx))
	out := onboardingOut{Steps: []onboardingStep{}, Total: len(steps)}
	for _, x := range steps {
		out.Steps = append(out.Steps, onboardingStep(x))
		if x.Done || x.Skipped {
			out.Done++
		}
	}
	return answer(out, err)
}

func (s *Server) skipStep(ctx context.Context, in *struct {
	Step string `path:"step" maxLength:"40"`
	Body struct {
		Skipped bool `json:"skipped"`
	}
},
) (*body[onboardingOut], error) {
	err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return onboarding.Skip(ctx, tx, who, in.Step, in.Body.Skipped)
	})
	if err != nil {
		return nil, err
	}
	return s.readOnboarding(ctx, nil)
}
