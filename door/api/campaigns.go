package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/campaign"
	"vigie/room/field"
)

func (s *Server) campaignRoutes(a *frame) {
	register(a, op(http.MethodGet, "/access-campaigns", "The campaigns in which access is looked through: all to those who run them, else those in which the caller is asked"), s.listCampaigns)
	register(a, op(http.MethodPost, "/access-campaigns", "Ask people to look through who may do what", created), s.startCampaign)
	register(a, op(http.MethodPost, "/access-campaigns/preview", "How much a campaign would look through, and who would be asked"), s.previewCampaign)
	register(a, op(http.MethodGet, "/access-campaigns/{id}", "One campaign: what it looks through and what was answered"), s.getCampaign)
	register(a, op(http.MethodPatch, "/access-campaigns/{id}", "Change the name, the note or the day of an open campaign"), s.changeCampaign)
	register(a, op(http.MethodPost, "/access-campaigns/{id}/answers", "Confirm some rights, say that they be withdrawn, or neither any more"), s.answerCampaign)
	register(a, op(http.MethodPost, "/access-campaigns/{id}/remind", "Remind everybody who has not answered all and was not reminded today"), s.remindCampaign)
	register(a, op(http.MethodPost, "/access-campaigns/{id}/close", "End a campaign: nothing is answered any more"), s.closeCampaign)
	register(a, op(http.MethodPost, "/access-campaigns/{id}/withdraw", "Withdraw some rights in one change: those answered so and, once it is closed, those that nobody answered"), s.withdrawCampaign)
	register(a, op(http.MethodPost, "/access-campaigns/{id}/bring-back", "Bring back in one change what was withdrawn"), s.bringBackCampaign)
}

// CampaignLine is a campaign in a list; its name is exported so that the description of
// the API knows it where it is embedded.
type CampaignLine struct {
	ID        string  `json:"id"`
	Version   int64   `json:"version"`
	Name      string  `json:"name"`
	Note      string  `json:"note"`
	Due       day.Day `json:"due"`
	State     string  `json:"state" enum:"open,closed"`
	Units     []named `json:"units" doc:"Empty for all"`
	Roles     []named `json:"roles" doc:"Empty for all"`
	Reviewers []named `json:"reviewers" doc:"Empty for the managers of the units"`
	CreatedAt string  `json:"created_at"`
	CreatedBy *refOut `json:"created_by"`
	ClosedAt  string  `json:"closed_at,omitempty"`
	CanRun    bool    `json:"can_run"`
	Asked     int     `json:"asked" doc:"Rights that it looks through, of those that the caller is shown"`
	Answered  int     `json:"answered"`
	Mine      int     `json:"mine" doc:"Those that the caller is asked and has yet to answer"`
	ToTake    int     `json:"to_withdraw" doc:"Answered that they be withdrawn, and standing"`
	Withdrawn int     `json:"withdrawn"`
}

// campaignOut is one campaign, whole.
type campaignOut struct {
	CampaignLine
	Items   []campaignItem `json:"items"`
	Asking  []campaignAsk  `json:"people" doc:"How far each of those who are asked has come, to those who run it"`
	LeftOut int            `json:"unassigned" doc:"Rights about which nobody is asked: they are for those who run it"`
}

type campaignAsk struct {
	User     named `json:"user"`
	Asked    int   `json:"asked"`
	Answered int   `json:"answered"`
}

type campaignItem struct {
	ID          string  `json:"id"`
	Kind        string  `json:"kind" enum:"grant,delegation,token"`
	Holder      string  `json:"holder" doc:"The person or the group, as it was called when the campaign began"`
	Login       string  `json:"login,omitempty"`
	User        string  `json:"user,omitempty" doc:"The account; of a group none"`
	What        string  `json:"what" doc:"The role, for whom is acted, or the token"`
	Where       string  `json:"where,omitempty"`
	Until       string  `json:"until,omitempty" doc:"The last day, of a delegation or a token"`
	LastUsed    string  `json:"last_used,omitempty" doc:"An instant; of a role, when who has it signed in last"`
	Reviewers   []named `json:"reviewers"`
	Answer      string  `json:"answer" enum:",keep,withdraw"`
	AnsweredAt  string  `json:"answered_at,omitempty"`
	AnsweredBy  *refOut `json:"answered_by"`
	Note        string  `json:"note,omitempty"`
	WithdrawnAt string  `json:"withdrawn_at,omitempty"`
	WithdrawnBy *refOut `json:"withdrawn_by"`
	Stays       string  `json:"stays,omitempty" doc:"Why it could not be withdrawn, or brought back"`
	Gone        bool    `json:"gone" doc:"It is not there any more, whoever took it"`
	MayAnswer   bool    `json:"may_answer"`
	Own         bool    `json:"own" doc:"About the caller: somebody else answers"`
}

// campaignWords names what campaigns speak of.
type campaignWords struct {
	s     *Server
	names snapshot.Names
	roles map[int64]label.Text
	lang  label.Lang
}

func (s *Server) campaignWords(ctx context.Context) (campaignWords, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return campaignWords{}, err
	}
	who := auth.Who(ctx)
	_, roles, err := access.KnownRoles(ctx, s.DB)
	return campaignWords{s, live.Names(who).All(), roles, who.Lang}, err
}

func (w campaignWords) of(kind field.Kind, ids []int64) []named {
	out := []named{}
	for _, id := range ids {
		out = append(out, named{w.s.DB.Seal(id), w.names.Name(kind, id)})
	}
	return out
}

func (w campaignWords) line(c campaign.Campaign, t campaign.Tally, run bool) CampaignLine {
	out := CampaignLine{
		ID: w.s.DB.Seal(c.ID), Version: c.Version, Name: c.Name, Note: c.Note, Due: c.Due, State: c.State, Units: w.of(field.Unit, c.Units), Roles: []named{},
		Reviewers: w.of(field.User, c.Reviewers), CreatedAt: instant(c.Created), CreatedBy: w.s.person(w.names, c.CreatedBy), ClosedAt: instant(c.Closed), CanRun: run,
		Asked: t.Asked, Answered: t.Answered, Mine: t.Mine, ToTake: t.ToTake, Withdrawn: t.Withdrawn,
	}
	for _, id := range c.Roles {
		out.Roles = append(out.Roles, named{w.s.DB.Seal(id), w.roles[id].In(w.lang)})
	}
	return out
}

func (s *Server) listCampaigns(ctx context.Context, _ *struct{}) (*body[list[CampaignLine]], error) {
	who := auth.Who(ctx)
	found, err := campaign.List(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	words, err := s.campaignWords(ctx)
	out := list[CampaignLine]{Items: []CampaignLine{}, Total: len(found)}
	for _, c := range found {
		if err != nil {
			return nil, err
		}
		var lines []campaign.Line
		lines, err = campaign.Lines(ctx, s.DB, who, c)
		out.Items = append(out.Items, words.line(c, c.Count(who, lines), campaign.MayRun(who)))
	}
	return answer(out, err)
}

func (s *Server) getCampaign(ctx context.Context, in *ByID) (*body[campaignOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return s.showCampaign(ctx, id)
}

// showCampaign answers with a campaign as it stands now.
func (s *Server) showCampaign(ctx context.Context, id int64) (*body[campaignOut], error) {
	who := auth.Who(ctx)
	c, err := campaign.Get(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	lines, err := campaign.Lines(ctx, s.DB, who, c)
	if err != nil {
		return nil, err
	}
	words, err := s.campaignWords(ctx)
	if err != nil {
		return nil, err
	}
	items, err := s.campaignItems(ctx, words, c, lines)
	out := campaignOut{CampaignLine: words.line(c, c.Count(who, lines), campaign.MayRun(who)), Items: items, Asking: []campaignAsk{}}
	if campaign.MayRun(who) {
		out.Asking, out.LeftOut = words.asking(lines)
	}
	return answer(out, err)
}

// asking counts what each of those who are asked has answered; what another answered
// counts for both.
func (w campaignWords) asking(lines []campaign.Line) (out []campaignAsk, nobody int) {
	at := map[int64]int{}
	out = []campaignAsk{}
	for _, id := range campaign.Asked(lines) {
		at[id] = len(out)
		out = append(out, campaignAsk{User: named{w.s.DB.Seal(id), w.names.Name(field.User, id)}})
	}
	for _, l := range lines {
		if len(l.Reviewers) == 0 {
			nobody++
		}
		for _, id := range l.Reviewers {
			out[at[id]].Asked++
			if l.Answer != "" {
				out[at[id]].Answered++
			}
		}
	}
	return out, nobody
}

func (s *Server) campaignItems(ctx context.Context, w campaignWords, c campaign.Campaign, lines []campaign.Line) ([]campaignItem, error) {
	who := auth.Who(ctx)
	all := make([]access.Item, len(lines))
	for i, l := range lines {
		all[i] = l.Item
	}
	used, err := access.LastUsesOf(ctx, s.DB, who, all)
	if err != nil {
		return nil, err
	}
	stands, err := access.Stands(ctx, s.DB, who, all)
	if err != nil {
		return nil, err
	}
	judge, err := campaign.JudgeOf(ctx, s.DB, who)
	out := make([]campaignItem, len(lines))
	for i, l := range lines {
		out[i] = campaignItem{
			ID: s.DB.Seal(l.Line), Kind: l.Kind, Holder: l.Holder, Login: l.Login, What: l.What.In(w.lang), Where: l.Where.In(w.lang),
			LastUsed: instant(used[l.Kind][l.ID]), Reviewers: w.of(field.User, l.Reviewers), Answer: l.Answer, AnsweredAt: instant(l.Answered), AnsweredBy: s.person(w.names, l.AnsweredBy),
			Note: l.Note, WithdrawnAt: instant(l.Withdrawn), WithdrawnBy: s.person(w.names, l.WithdrawnBy), Stays: l.Stays.In(w.lang), Gone: !stands[l.Kind][l.ID],
			MayAnswer: c.State == campaign.Open && l.Withdrawn == 0 && judge.May(l), Own: judge.Own(l),
		}
		if l.Account != 0 {
			out[i].User = s.DB.Seal(l.Account)
		}
		if l.Ends != 0 {
			out[i].Until = s.dayOf(l.Ends - 1)
		}
	}
	return out, err
}
