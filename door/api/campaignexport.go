package api

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/campaign"
)

func (s *Server) campaignExportRoutes(a *frame) {
	for _, e := range exports {
		if e.suffix == "xlsx" || e.suffix == "csv" {
			register(a, op(http.MethodGet, "/exports/access-campaign."+e.suffix, "What a campaign looked through, who answered what, and what was withdrawn, for auditors: as "+e.name, e.document), s.exportCampaign(e))
		}
	}
}

type exportCampaignIn struct {
	Campaign string `query:"campaign" required:"true" maxLength:"20"`
}

// exportCampaign writes a campaign; that it was is the next entry of the audit.
func (s *Server) exportCampaign(e export) func(context.Context, *exportCampaignIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportCampaignIn) (*huma.StreamResponse, error) {
		who := auth.Who(ctx)
		id, err := s.DB.Unseal(in.Campaign)
		if err != nil {
			return nil, err
		}
		c, err := campaign.Get(ctx, s.DB, who, id)
		if err != nil {
			return nil, err
		}
		table, rows, err := s.campaignSheet(ctx, c)
		if err != nil {
			return nil, err
		}
		if err := s.note(ctx, access.Exported, fmt.Sprintf("access-campaign.%s: %s, %d", e.suffix, c.Name, rows)); err != nil {
			return nil, err
		}
		about, err := s.origin(ctx, label.F("Access review: %s", "Revue des accès\u202f: %s", c.Name), rows, day.OfTime(s.DB.Now()), "")
		if err != nil {
			return nil, err
		}
		table = withOrigin(table, about)
		out := download{e.kind, "access-campaign-" + day.OfTime(s.DB.Now()).String() + "." + e.suffix, func(ctx context.Context, w *bufio.Writer) error {
			if e.suffix == "xlsx" {
				return sheet.WriteBook(w, []sheet.Sheet{table.While(ctx)})
			}
			return sheet.WriteCSV(w, table.While(ctx), sheet.DialectOf(who.Lang))
		}}
		if e.heavy() {
			out = s.aside(out)
		}
		return out.answer(ctx), nil
	}
}

var campaignHeads = []label.Text{
	label.T("Who has it", "Détenteur"), label.T("Login", "Identifiant"), label.T("Kind", "Nature"), label.T("Right", "Droit"), label.T("Where", "Où"), label.T("Until", "Jusqu’au"),
	label.T("Last used", "Dernier usage"), label.T("Asked", "Sollicités"), label.T("Answer", "Réponse"), label.T("Answered on", "Répondu le"), label.T("Answered by", "Répondu par"),
	label.T("Reason", "Motif"), label.T("Withdrawn on", "Retiré le"), label.T("Withdrawn by", "Retiré par"), label.T("Not withdrawn because", "Non retiré parce que"), label.T("Still there", "Toujours présent"),
}

var (
	campaignKinds = map[string]label.Text{
		access.GrantItem: label.T("Role", "Rôle"), access.DelegationItem: label.T("Delegation", "Délégation"), access.TokenItem: label.T("Token", "Jeton"),
	}
	campaignAnswers = map[string]label.Text{
		"": label.T("None", "Aucune"), campaign.Keep: label.T("Confirmed", "Confirmé"), campaign.Withdraw: label.T("To withdraw", "À retirer"),
	}
)

func (s *Server) campaignSheet(ctx context.Context, c campaign.Campaign) (sheet.Sheet, int, error) {
	who := auth.Who(ctx)
	lines, err := campaign.Lines(ctx, s.DB, who, c)
	if err != nil {
		return sheet.Sheet{}, 0, err
	}
	words, err := s.campaignWords(ctx)
	if err != nil {
		return sheet.Sheet{}, 0, err
	}
	items, err := s.campaignItems(ctx, words, c, lines)
	w := rightsTables{s, words.names, who.Lang, map[string]sheet.Sheet{}}
	rows := make([][]string, len(items))
	for i, l := range lines {
		rows[i] = w.campaignRow(l, items[i])
	}
	w.put("lines", label.T("Access rights", "Droits d’accès"), campaignHeads, rows)
	return w.sheets["lines"], len(items), err
}

func (w rightsTables) campaignRow(l campaign.Line, i campaignItem) []string {
	var asked []string
	for _, r := range i.Reviewers {
		asked = append(asked, r.Name)
	}
	name := func(r *refOut) string {
		if r == nil {
			return ""
		}
		return r.Name
	}
	used, _, _ := strings.Cut(i.LastUsed, "T")
	return []string{
		l.Holder, l.Login, campaignKinds[l.Kind].In(w.lang), i.What, i.Where, i.Until, used, strings.Join(asked, "; "), campaignAnswers[l.Answer].In(w.lang), w.day(l.Answered), name(i.AnsweredBy),
		l.Note, w.day(l.Withdrawn), name(i.WithdrawnBy), i.Stays, w.yes(!i.Gone),
	}
}
