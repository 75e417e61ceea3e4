package api

import (
	"context"
	"errors"
	"net/http"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/comment"
	"vigie/room/decision"
	"vigie/room/field"
	files "vigie/room/file"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/risk"
)

func (s *Server) mergeRoutes(a *frame) {
	register(a, op(http.MethodPost, "/projects/{id}/merge", "Make two projects that are one into one"), s.mergeProject)
	register(a, op(http.MethodPost, "/projects/{id}/unmerge", "Make two projects again of those that were merged"), s.unmergeProject)
}

type mergeIn struct {
	ByID
	Body struct {
		From string   `json:"from" maxLength:"20" doc:"The project that becomes part of this one"`
		Take []string `json:"take,omitempty" maxItems:"500" doc:"The attributes of which its value stays; of the others, this one's does, where it has one"`
		Why  string   `json:"why,omitempty" maxLength:"500" doc:"The reason, for the history"`
	}
}

func (s *Server) mergeProject(ctx context.Context, in *mergeIn) (*rowAnswer, error) {
	into, gone, err := s.twoProjects(in.ID, in.Body.From)
	if err != nil {
		return nil, err
	}
	because(ctx, in.Body.Why)
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(ctx, tx, "project")
		if err == nil {
			_, err = project.Merge(ctx, tx, who, c, into, gone, in.Body.Take...)
		}
		if err != nil {
			return err
		}
		for _, pass := range passing {
			err = errors.Join(err, pass(ctx, tx, who, gone, into))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showProject(ctx, into, When{})
}

// passing is what rooms do when a project becomes part of another, and
// returning what they do when that is undone.
var (
	passing   = []func(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error{portfolio.Pass, milestone.Kind.Pass, risk.Kind.Pass, action.Kind.Pass, decision.Kind.Pass, comment.Pass, files.Pass}
	returning = []func(ctx context.Context, tx *db.Tx, who access.Who, change int64) error{portfolio.Return, access.ReturnGrants, milestone.Kind.Return, risk.Kind.Return, action.Kind.Return, decision.Kind.Return, comment.Return, files.Return}
)

type unmergeIn struct {
	ByID
	Body struct {
		From string `json:"from" maxLength:"20" doc:"The project that became part of this one"`
	}
}

func (s *Server) unmergeProject(ctx context.Context, in *unmergeIn) (*rowAnswer, error) {
	into, gone, err := s.twoProjects(in.ID, in.Body.From)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return err
		}
		change, err := project.Unmerge(ctx, tx, who, c, into, gone)
		if err != nil {
			return err
		}
		for _, back := range returning {
			err = errors.Join(err, back(ctx, tx, who, change))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showProject(ctx, into, When{})
}

func (s *Server) twoProjects(one, other string) (int64, int64, error) {
	a, err := s.DB.Unseal(one)
	if err != nil {
		return 0, 0, err
	}
	b, err := s.DB.Unseal(other)
	return a, b, err
}

// because keeps the reason that a person gives for a change, for the history.
func because(ctx context.Context, why string) {
	if c := callOf(ctx); c != nil {
		c.why = project.OneLine(why)
	}
}
