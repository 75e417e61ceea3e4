package api

import (
	"context"

	"vigie/ground/db"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/template"
)

type revertTemplateIn struct {
	ByID
	Matching
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to keep again"`
	}
}

func (s *Server) revertTemplate(ctx context.Context, in *revertTemplateIn) (*templateAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	r, err := s.refs(ctx)
	if err != nil {
		return nil, err
	}
	return s.keepTemplate(ctx, func(tx *db.Tx, who access.Who) (template.Template, error) {
		now, err := template.Get(ctx, tx, id)
		if err != nil {
			return now, err
		}
		then, err := template.Revert(ctx, tx, who, id, version, in.Body.To)
		if err != nil {
			return then, err
		}
		drafts, err := s.templating().Write(ctx, tx, who, r, now, then)
		if err == nil {
			err = s.knowsSections(ctx, drafts...)
		}
		return then, err
	})
}

// knowsSections refuses to change a template of which the caller is shown a part.
func (s *Server) knowsSections(ctx context.Context, drafts ...templating.Draft) error {
	leave, err := s.leaves(ctx)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if _, left := leave.sections(d.Sections); left {
			return partHidden()
		}
	}
	return nil
}
