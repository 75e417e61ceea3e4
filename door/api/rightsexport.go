package api

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

func (s *Server) rightsExportRoutes(a *frame) {
	for _, e := range exports {
		if e.suffix == "xlsx" || e.suffix == "csv" {
			register(a, op(http.MethodGet, "/exports/rights."+e.suffix, "Who holds which right where, and by what chain, for auditors: as "+e.name, e.document), s.exportRights(e))
		}
	}
	register(a, op(http.MethodGet, "/roles/{id}/people", "Who has a role and, if one is named, not another"), s.peopleOfRole)
}

type exportRightsIn struct {
	AsOf string `query:"as_of" maxLength:"10" doc:"At the end of which day; today when not given. How people get in is known for today only"`
	Part string `query:"part" enum:"rights,people,delegations,roles" default:"rights" doc:"Of a text file; a workbook holds all"`
}

// exportRights writes who holds what, by what chain; that it was is the next entry
// of the audit.
func (s *Server) exportRights(e export) func(context.Context, *exportRightsIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportRightsIn) (*huma.StreamResponse, error) {
		who, today := auth.Who(ctx), day.OfTime(s.DB.Now())
		on, err := dayIn("as_of", in.AsOf)
		if err != nil {
			return nil, err
		}
		if on == 0 {
			on = today
		}
		sheets, rows, err := s.rightsSheets(ctx, on, on >= today)
		if err != nil {
			return nil, err
		}
		if err := s.note(ctx, access.Exported, fmt.Sprintf("rights.%s: %d, %s", e.suffix, rows, on)); err != nil {
			return nil, err
		}
		about, err := s.origin(ctx, label.T("Rights, for auditors", "Droits, pour audit"), rows, on, "")
		if err != nil {
			return nil, err
		}
		out := download{e.kind, "rights-" + on.String() + "." + e.suffix, func(ctx context.Context, w *bufio.Writer) error {
			if e.suffix == "xlsx" {
				var all []sheet.Sheet
				for _, part := range rightsParts {
					if t, ok := sheets[part]; ok {
						all = append(all, t.While(ctx))
					}
				}
				all[len(all)-1] = withOrigin(all[len(all)-1], about)
				return sheet.WriteBook(w, all)
			}
			t, ok := sheets[in.Part]
			if !ok {
				t = sheets["rights"]
			}
			return sheet.WriteCSV(w, withOrigin(t, about).While(ctx), sheet.DialectOf(who.Lang))
		}}
		if e.heavy() {
			out = s.aside(out)
		}
		return out.answer(ctx), nil
	}
}

var rightsParts = []string{"rights", "people", "delegations", "roles"}

// rightsSheets are the tables of the export, by part.
func (s *Server) rightsSheets(ctx context.Context, on day.Day, now bool) (map[string]sheet.Sheet, int, error) {
	who := auth.Who(ctx)
	all, err := access.Register(ctx, s.DB, who, on)
	if err != nil {
		return nil, 0, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, 0, err
	}
	w := rightsTables{s, live.Names(who), who.Lang, map[string]sheet.Sheet{}}
	w.rights(all)
	if now {
		means, err := access.MeansOf(ctx, s.DB, who)
		if err != nil {
			return nil, 0, err
		}
		w.people(all, means)
	}
	delegations, err := access.Delegations(ctx, s.DB, access.System("api"), 0)
	if err != nil {
		return nil, 0, err
	}
	w.delegations(delegations)
	roles, err := access.Roles(ctx, s.DB, access.System("api"))
	w.roles(roles)
	return w.sheets, len(all), err
}

type rightsTables struct {
	s      *Server
	names  snapshot.Names
	lang   label.Lang
	sheets map[string]sheet.Sheet
}

// put keeps a table of texts.
func (w rightsTables) put(part string, name label.Text, heads []label.Text, rows [][]string) {
	t := sheet.Sheet{Name: name.In(w.lang), Lang: w.lang}
	for _, h := range heads {
		t.Heads = append(t.Heads, sheet.Head{Title: h.In(w.lang), Kind: sheet.Text, Width: 24})
	}
	t.Rows = func(yield func([]sheet.Value, error) bool) {
		for _, r := range rows {
			var vs []sheet.Value
			for _, text := range r {
				vs = append(vs, sheet.TextValue(text))
			}
			if !yield(vs, nil) {
				return
			}
		}
	}
	w.sheets[part] = t
}

func (w rightsTables) yes(b bool) string {
	if b {
		return label.T("yes", "oui").In(w.lang)
	}
	return label.T("no", "non").In(w.lang)
}

func (w rightsTables) words(r access.Right) string {
	var out []string
	for _, p := range access.Permissions {
		if r&p.Right != 0 {
			out = append(out, p.Label.In(w.lang))
		}
	}
	return strings.Join(out, "; ")
}

func (w rightsTables) day(ms int64) string {
	if ms == 0 {
		return ""
	}
	return day.OfTime(time.UnixMilli(ms).In(w.s.DB.Now().Location())).String()
}

func (w rightsTables) by(m access.Moment) string {
	if m.At == 0 {
		return ""
	}
	if m.By == 0 {
		return "Vigie"
	}
	return w.names.Name(field.User, m.By)
}

var personHeads = []label.Text{label.T("Person", "Personne"), label.T("Login", "Identifiant"), label.T("E-mail", "Courriel"), label.T("May sign in", "Peut se connecter")}

func (w rightsTables) rights(all []access.Registered) {
	heads := append(append([]label.Text{}, personHeads...), label.T("Role", "Rôle"), label.T("Unit", "Entité"), label.T("Project", "Projet"), label.T("Node of a hierarchy", "Nœud d’une hiérarchie"), label.T("Through the group", "Par le groupe"),
		label.T("Given on", "Attribué le"), label.T("Given by", "Attribué par"), label.T("In the group since", "Dans le groupe depuis"), label.T("Put there by", "Ajouté par"),
		label.T("By delegation of", "Par délégation de"), label.T("Until", "Jusqu’au"), label.T("Rights", "Droits"))
	var rows [][]string
	for _, r := range all {
		project, until := "", ""
		if r.Project != 0 {
			project = w.names.Name(field.Project, r.Project)
		}
		if r.Until != 0 {
			until = w.day(r.Until - 1)
		}
		rows = append(rows, []string{
			r.Name, r.Login, r.Email, w.yes(!r.Disabled), r.Label.In(w.lang), r.Unit, project, r.Node.In(w.lang), r.Group, w.day(r.Given.At), w.by(r.Given),
			w.day(r.Joined.At), w.by(r.Joined), r.For, until, w.words(r.Rights),
		})
	}
	w.put("rights", label.T("Rights", "Droits"), heads, rows)
}

func (w rightsTables) people(all []access.Registered, means map[int64]*access.Means) {
	heads := append(append([]label.Text{}, personHeads...), label.T("Last sign-in", "Dernière connexion"), label.T("Second factor", "Second facteur"), label.T("Has a password", "A un mot de passe"),
		label.T("Open sessions", "Sessions ouvertes"), label.T("Tokens", "Jetons"))
	var rows [][]string
	last := int64(0)
	for _, r := range all {
		m := means[r.Account]
		if r.Account == last || m == nil {
			continue
		}
		last = r.Account
		var tokens []string
		for _, t := range m.Tokens {
			tokens = append(tokens, fmt.Sprintf("%s (%s, %s)", t.Name, t.Scope, w.day(t.Expires)))
		}
		rows = append(rows, []string{
			r.Name, r.Login, r.Email, w.yes(!r.Disabled), w.day(m.LastSignIn), w.yes(m.Factor), w.yes(m.Password), fmt.Sprint(m.Sessions), strings.Join(tokens, "; "),
		})
	}
	w.put("people", label.T("People", "Personnes"), heads, rows)
}

func (w rightsTables) delegations(all []access.Delegation) {
	var rows [][]string
	for _, d := range all {
		rows = append(rows, []string{
			w.names.Name(field.User, d.From), w.names.Name(field.User, d.To), w.day(d.Begins), w.day(d.Ends - 1), w.day(d.Ended), w.names.Name(field.User, int64(d.CreatedBy)), d.Note,
		})
	}
	w.put("delegations", label.T("Delegations", "Délégations"), []label.Text{
		label.T("For", "Au nom de"), label.T("Who acts", "Qui agit"), label.T("From", "Du"), label.T("Until", "Au"),
		label.T("Ended early on", "Arrêtée le"), label.T("Set up by", "Mise en place par"), label.T("Reason", "Motif"),
	}, rows)
}

func (w rightsTables) roles(all []access.Role) {
	var rows [][]string
	for _, r := range all {
		rows = append(rows, []string{r.Label.In(w.lang), r.Key, w.yes(r.Factor), w.words(r.Rights)})
	}
	w.put("roles", label.T("Roles", "Rôles"), []label.Text{label.T("Role", "Rôle"), label.T("Key", "Clé"), label.T("Asks a second factor", "Exige un second facteur"), label.T("Rights", "Droits")}, rows)
}

type peopleOfRoleIn struct {
	ByID
	Without string `query:"without" maxLength:"20" doc:"A role that they have not"`
}

func (s *Server) peopleOfRole(ctx context.Context, in *peopleOfRoleIn) (*body[list[named]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	without, err := s.unsealed(in.Without)
	if err != nil {
		return nil, err
	}
	found, err := access.PeopleOfRole(ctx, s.DB, auth.Who(ctx), id, without)
	out := list[named]{Items: []named{}, Total: len(found)}
	for _, p := range found {
		out.Items = append(out.Items, *s.named(p.ID, p.Name))
	}
	return answer(out, err)
}
