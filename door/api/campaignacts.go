package api

import (
	"context"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/campaign"
)

type campaignScope struct {
	Units     []string `json:"units,omitempty" maxItems:"200" doc:"And all below; everywhere when empty"`
	Roles     []string `json:"roles,omitempty" maxItems:"200" doc:"All when empty"`
	Reviewers []string `json:"reviewers,omitempty" maxItems:"50" doc:"Who is asked; those who manage the users of the units when empty"`
}

type campaignNew struct {
	Name      string   `json:"name" maxLength:"200"`
	Note      string   `json:"note,omitempty" maxLength:"2000" doc:"What those who are asked read first"`
	Due       string   `json:"due" maxLength:"10" doc:"The day by which they answer"`
	Units     []string `json:"units,omitempty" maxItems:"200" doc:"And all below; everywhere when empty"`
	Roles     []string `json:"roles,omitempty" maxItems:"200" doc:"All when empty"`
	Reviewers []string `json:"reviewers,omitempty" maxItems:"50" doc:"Who is asked; those who manage the users of the units when empty"`
}

func (s *Server) scopeOf(in campaignScope) (c campaign.Campaign, err error) {
	for _, part := range []struct {
		ids []string
		to  *[]int64
	}{{in.Units, &c.Units}, {in.Roles, &c.Roles}, {in.Reviewers, &c.Reviewers}} {
		if *part.to, err = s.unsealAll(part.ids); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (s *Server) startCampaign(ctx context.Context, in *body[campaignNew]) (*body[campaignOut], error) {
	c, err := s.scopeOf(campaignScope{in.Body.Units, in.Body.Roles, in.Body.Reviewers})
	if err != nil {
		return nil, err
	}
	c.Name, c.Note = in.Body.Name, in.Body.Note
	if c.Due, err = dayIn("due", in.Body.Due); err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		c, err = campaign.Start(ctx, tx, who, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showCampaign(ctx, c.ID)
}

type campaignPreview struct {
	Grants      int           `json:"grants"`
	Delegations int           `json:"delegations"`
	Tokens      int           `json:"tokens"`
	Asking      []campaignAsk `json:"people"`
	LeftOut     int           `json:"unassigned"`
}

func (s *Server) previewCampaign(ctx context.Context, in *body[campaignScope]) (*body[campaignPreview], error) {
	c, err := s.scopeOf(in.Body)
	if err != nil {
		return nil, err
	}
	lines, err := campaign.Plan(ctx, s.DB, auth.Who(ctx), c)
	if err != nil {
		return nil, err
	}
	words, err := s.campaignWords(ctx)
	out := campaignPreview{}
	out.Asking, out.LeftOut = words.asking(lines)
	for _, l := range lines {
		switch l.Kind {
		case access.GrantItem:
			out.Grants++
		case access.DelegationItem:
			out.Delegations++
		default:
			out.Tokens++
		}
	}
	return answer(out, err)
}

type changeCampaignIn struct {
	ByID
	Matching
	Body struct {
		Name *string `json:"name,omitempty" maxLength:"200"`
		Note *string `json:"note,omitempty" maxLength:"2000"`
		Due  *string `json:"due,omitempty" maxLength:"10"`
	}
}

func (s *Server) changeCampaign(ctx context.Context, in *changeCampaignIn) (*body[campaignOut], error) {
	e := campaign.Edit{Name: in.Body.Name, Note: in.Body.Note}
	if in.Body.Due != nil {
		due, err := dayIn("due", *in.Body.Due)
		if err != nil {
			return nil, err
		}
		e.Due = &due
	}
	return s.turnCampaign(ctx, turnCampaignIn{in.ByID, in.Matching}, func(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (campaign.Campaign, error) {
		return campaign.Update(ctx, tx, who, id, version, e)
	})
}

type turnCampaignIn struct {
	ByID
	Matching
}

func (s *Server) closeCampaign(ctx context.Context, in *turnCampaignIn) (*body[campaignOut], error) {
	return s.turnCampaign(ctx, *in, campaign.Close)
}

func (s *Server) turnCampaign(ctx context.Context, in turnCampaignIn, next func(context.Context, *db.Tx, access.Who, int64, int64) (campaign.Campaign, error)) (*body[campaignOut], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) error { _, err := next(ctx, tx, who, id, version); return err }); err != nil {
		return nil, err
	}
	return s.showCampaign(ctx, id)
}

type answerCampaignIn struct {
	ByID
	Body struct {
		Items  []string `json:"items" minItems:"1" maxItems:"20000"`
		Answer string   `json:"answer" enum:",keep,withdraw" doc:"Empty takes an answer back"`
		Note   string   `json:"note,omitempty" maxLength:"2000"`
	}
}

func (s *Server) answerCampaign(ctx context.Context, in *answerCampaignIn) (*body[campaignOut], error) {
	id, of, err := s.itemsIn(in.ByID, in.Body.Items)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return campaign.Answer(ctx, tx, who, id, of, in.Body.Answer, in.Body.Note)
	})
	if err != nil {
		return nil, err
	}
	return s.showCampaign(ctx, id)
}

func (s *Server) itemsIn(b ByID, items []string) (int64, []int64, error) {
	id, err := s.DB.Unseal(b.ID)
	if err != nil {
		return 0, nil, err
	}
	of, err := s.unsealAll(items)
	return id, of, err
}

func (s *Server) remindCampaign(ctx context.Context, in *ByID) (*body[reminded], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var out reminded
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		people, err := campaign.Remind(ctx, tx, who, id)
		out.People = len(people)
		return err
	})
	return answer(out, err)
}

type takeCampaignIn struct {
	ByID
	Body struct {
		Items []string `json:"items" minItems:"1" maxItems:"20000"`
	}
}

type campaignOutcome struct {
	Item  string `json:"item"`
	Done  bool   `json:"done"`
	Stays string `json:"stays,omitempty" doc:"Why not"`
}

func (s *Server) withdrawCampaign(ctx context.Context, in *takeCampaignIn) (*body[list[campaignOutcome]], error) {
	return s.actInCampaign(ctx, in, campaign.Take)
}

func (s *Server) bringBackCampaign(ctx context.Context, in *takeCampaignIn) (*body[list[campaignOutcome]], error) {
	return s.actInCampaign(ctx, in, campaign.BringBack)
}

func (s *Server) actInCampaign(ctx context.Context, in *takeCampaignIn, act func(context.Context, *db.Tx, access.Who, int64, []int64) ([]campaign.Outcome, error)) (*body[list[campaignOutcome]], error) {
	id, of, err := s.itemsIn(in.ByID, in.Body.Items)
	if err != nil {
		return nil, err
	}
	var done []campaign.Outcome
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		done, err = act(ctx, tx, who, id, of)
		return err
	})
	out := list[campaignOutcome]{Items: []campaignOutcome{}, Total: len(done)}
	for _, o := range done {
		out.Items = append(out.Items, campaignOutcome{s.DB.Seal(o.Line), o.Done, o.Stays.In(auth.Who(ctx).Lang)})
	}
	return answer(out, err)
}
