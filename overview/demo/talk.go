package demo

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/comment"
	"vigie/room/file"
	"vigie/room/rate"
	"vigie/room/view"
)

// word is something said about a project. NAME stands for the person named.
type word struct {
	at      int
	day     int // of the month
	code    string
	author  string
	body    string
	names   string // a login
	answers bool   // the word before it
	settled bool   // by who began the thread
}

// words are what people said beside their reports.
var words = []word{
	{at: -11, day: 26, code: "CAP-01", author: "stephane.noiret", names: "thomas.guerin", body: "NAME le coût passe à 4,95 M€ : je préfère en parler avant le comité qu’après."},
	{at: -11, day: 27, code: "CAP-01", author: "thomas.guerin", body: "Merci. Je réserve une heure avec l’éditeur lundi, et on présente trois hypothèses chiffrées.", answers: true, settled: true},
	{at: -7, day: 28, code: "ADH-04", author: "camille.roussel", names: "hugo.ferrand", body: "NAME 61 % au deuxième essai : sur combien d’appels ?"},
	{at: -7, day: 29, code: "ADH-04", author: "hugo.ferrand", body: "500 appels réels, tirés au sort sur trois semaines. Le détail est joint.", answers: true, settled: true},
	{at: -4, day: 16, code: "PRD-02", author: "laurent.esnault", names: "camille.roussel", body: "NAME en reprenant le dossier je compte 11 sites équipés, pas 24. Je corrige l’avancement."},
	{at: -2, day: 27, code: "ADH-02", author: "mathilde.sorel", names: "maelle.legoff", body: "NAME l’avenant no 4 est-il déjà signé ? Il n’est pas au budget."},
	{at: -2, day: 28, code: "ADH-02", author: "maelle.legoff", body: "Pas encore : la signature attend la décision du comité.", answers: true},
	{at: -1, day: 15, code: "ADH-01", author: "nadia.belkacem", names: "vincent.chauvel", body: "NAME la fin a bougé sept fois en un an et la météo est toujours au beau fixe. Peux-tu détailler ?"},
	{at: -1, day: 20, code: "SEC-02", author: "camille.roussel", names: "maelle.legoff", body: "NAME plus de nouvelles depuis deux mois : où en sont les journaux de l’hébergeur ?"},
}

// papers are the attachments.
var papers = []struct {
	at, day            int
	code, author, name string
	body               string
}{
	{-8, 27, "CAP-01", "sandrine.lacombe", "plan-de-reprise.txt", "Plan de reprise du projet CAP-01\n\n1. Périmètre : deux régimes (général, agents publics).\n2. Répétitions générales : trois, espacées de quatre semaines.\n3. Critère de bascule : 98 % de décomptes identiques, aucun rejet bloquant.\n4. Retour arrière possible pendant dix jours.\n"},
	{-7, 29, "ADH-04", "hugo.ferrand", "essais-reconnaissance.csv", "essai;appels;reconnus;taux\n1;420;244;58 %\n2;500;305;61 %\n"},
	{-3, 26, "REG-01", "claire.montagnac", "registre-prestataires.csv", "niveau;prestataires;testés\ncritique;23;23\nimportant;58;41\nautre;83;0\n"},
}

// planTalk plans what people say and attach in a month.
func (f *filler) planTalk(t int) {
	var before comment.Comment
	for _, w := range words {
		if w.at == t {
			on := working(f.at(t).First()+day.Day(w.day)-1, -1)
			f.plan(on, func(ctx context.Context) error { return f.say(ctx, w, on, &before) })
		}
	}
	for _, p := range papers {
		if p.at == t {
			on := working(f.at(t).First()+day.Day(p.day)-1, -1)
			f.plan(on, func(ctx context.Context) error { return f.attach(ctx, p.code, p.author, p.name, french(p.body), on) })
		}
	}
}

// say writes a comment; before is the one that began the thread.
func (f *filler) say(ctx context.Context, w word, on day.Day, before *comment.Comment) error {
	who, of := f.people[w.author], f.byCode[w.code].id
	body := w.body
	if w.names != "" {
		body = strings.Replace(body, "NAME", comment.Write(f.people[w.names].Name, f.accounts[w.names]), 1)
	}
	return f.update(ctx, on, who, "", func(tx *db.Tx) error {
		c := comment.Comment{Project: of, Body: french(body)}
		if w.answers {
			c.Parent = db.ID(before.ID)
		}
		made, _, err := comment.Add(ctx, tx, who, c)
		if err != nil {
			return fmt.Errorf("%s: %w", w.code, err)
		}
		if !w.answers {
			*before = made
		}
		if w.settled {
			_, err = comment.Resolve(ctx, tx, who, of, before.ID, true)
		}
		return err
	})
}

func (f *filler) attach(ctx context.Context, code, login, name, body string, on day.Day) error {
	place := f.o.Files
	if place == nil {
		place = file.Rows{DB: f.d}
	}
	who := f.people[login]
	if on != day.OfTime(f.clock.at) {
		f.minute = 0
	}
	f.minute++
	f.clock.goTo(on, f.minute)
	origin := who.Origin()
	origin.On = on
	_, err := file.NewDesk(f.d, place).Add(ctx, who, file.Upload{Project: f.byCode[code].id, Name: name, Content: strings.NewReader(body), Size: int64(len(body))}, origin)
	return err
}

// quotes are the rates at which the company counts, by quarter from the first:
// euros for one unit.
var quotes = map[string][]string{
	"GBP": {"1.1520", "1.1610", "1.1685", "1.1790", "1.1820", "1.1960", "1.1940", "1.1720", "1.1530", "1.1470", "1.1510", "1.1580"},
	"USD": {"0.9310", "0.9240", "0.9290", "0.9180", "0.9020", "0.9480", "0.9260", "0.8810", "0.8560", "0.8590", "0.8630", "0.8670"},
}

// planRates enters the rates of a quarter on its first working day.
func (f *filler) planRates(t int) {
	if (t+Months)%3 != 0 {
		return
	}
	on := max(working(f.at(t).First(), 1), f.begin())
	f.plan(on, func(ctx context.Context) error {
		who := f.people["mathilde.sorel"]
		if !rate.MayEdit(who) {
			who = f.people[keeper]
		}
		return f.update(ctx, on, who, "", func(tx *db.Tx) error { return f.quote(ctx, tx, who, t, on) })
	})
}

func (f *filler) quote(ctx context.Context, tx *db.Tx, who access.Who, t int, on day.Day) error {
	for _, currency := range []string{"GBP", "USD"} {
		value, err := rate.Parse(quotes[currency][(t+Months)/3])
		if err == nil {
			_, err = rate.Create(ctx, tx, who, rate.Rate{Currency: currency, Against: "EUR", Day: on, Value: value, Source: "Direction financière"})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// shared are the views that the office of projects made for others.
var shared = []view.View{
	{Object: "project", Name: label.T("Board: what moved in the quarter", "Comité : ce qui a bougé ce trimestre"), Scope: view.Everyone, Locked: true, State: view.State{
		Columns: columns("code", "name", "weather", "light", "end", "end_drift", "total_cost", "cost_drift", "comment"), Sort: []view.Sort{{Key: "weather", Down: true}},
		Filter: `priority in ("critical", "high")`, Compare: "last_quarter_end",
	}},
	{Object: "project", Name: label.T("Costs and what is spent", "Coûts et consommé"), Scope: view.Everyone, State: view.State{
		Columns: columns("code", "name", "unit", "total_cost", "total_cost_baseline", "cost_drift", "actual_cost", "spent"), Group: []view.Group{{Key: "unit"}}, Sort: []view.Sort{{Key: "cost_drift", Down: true}},
	}},
	{Object: "risk", Name: label.T("Risks to watch", "Risques à surveiller"), Scope: view.Everyone, State: view.State{
		Columns: columns("project_code", "name", "criticality", "probability", "impact", "owner", "response", "status"), Filter: "criticality >= 9", Sort: []view.Sort{{Key: "criticality", Down: true}},
	}},
}

func columns(keys ...string) []view.Column {
	var out []view.Column
	for _, key := range keys {
		out = append(out, view.Column{Key: key})
	}
	return out
}

// share makes the views that everybody finds.
func (f *filler) share(ctx context.Context) error {
	who := f.people[keeper]
	return f.update(ctx, f.at(-7).Last(), who, "", func(tx *db.Tx) error {
		for i, v := range shared {
			v.Position = int64(80 + i) // behind those that every instance has
			if _, err := view.Create(ctx, tx, who, v); err != nil {
				return fmt.Errorf("%s: %w", v.Name.EN, err)
			}
		}
		return nil
	})
}
