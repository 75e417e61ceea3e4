package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/overview/snapshot"
	"vigie/overview/templating"
	"vigie/room/template"
)

type values = map[string]templating.DraftValue

func both(en, fr string) templating.DraftValue {
	return templating.DraftValue{Text: &templating.DraftText{EN: en, FR: fr}}
}

func after(from string, by int, unit string) templating.DraftValue {
	return templating.DraftValue{Date: &templating.DraftDate{From: from, By: by, Unit: unit}}
}

func valued(v string) templating.DraftValue { return templating.DraftValue{Value: v} }

var byManager = templating.DraftValue{Person: template.Manager}

func given(id string, v templating.DraftValue) templating.DraftLine {
	return templating.DraftLine{ID: id, Values: values{id: v}}
}

func expected(id, kind, en, fr string, at templating.DraftValue) templating.DraftLine {
	return templating.DraftLine{ID: id, Values: values{"name": both(en, fr), "type": valued(kind), "date": at}}
}

func danger(id, en, fr, probability, impact, responseEN, responseFR string) templating.DraftLine {
	return templating.DraftLine{ID: id, Values: values{
		"name": both(en, fr), "probability": valued(probability), "impact": valued(impact), "owner": byManager, "response": both(responseEN, responseFR),
	}}
}

func toDo(id, en, fr string, due templating.DraftValue) templating.DraftLine {
	return templating.DraftLine{ID: id, Values: values{"name": both(en, fr), "due": due, "owner": byManager}}
}

func section(kind string, lines ...templating.DraftLine) templating.DraftSection {
	return templating.DraftSection{Kind: kind, Lines: lines}
}

// blanks are what projects of the company begin with, by type.
var blanks = []templating.Draft{
	{
		Name: templating.DraftText{EN: "Application project", FR: "Projet applicatif"}, Type: "project", Proposed: true,
		Description: templating.DraftText{EN: "From the framing to the review after go-live, in nine months", FR: "Du cadrage au bilan après mise en service, en neuf mois"},
		Sections: []templating.DraftSection{
			section("fields", given("priority", valued("medium")), given("manager", templating.DraftValue{Person: template.Creator}), given("end", after("start", 9, "months"))),
			section("milestone",
				expected("kick_off", "committee", "Kick-off", "Lancement", after("start", 5, "workdays")),
				expected("specification", "delivery", "Specification accepted", "Spécifications validées", after("kick_off", 8, "weeks")),
				expected("acceptance", "delivery", "Acceptance", "Recette", after("go_live", -6, "weeks")),
				expected("go_live", "go_live", "Go-live", "Mise en service", after("end", -6, "weeks")),
				expected("review", "committee", "Review after go-live", "Bilan", after("go_live", 5, "weeks"))),
			section("risk",
				danger("supplier", "The supplier delivers late", "Le fournisseur livre en retard", "3", "4", "A delivery every three weeks, and a penalty in the contract", "Une livraison toutes les trois semaines, et une pénalité au contrat"),
				danger("data", "The data taken over is of poor quality", "Les données reprises sont de mauvaise qualité", "3", "3", "A trial migration before acceptance", "Une reprise à blanc avant la recette")),
			section("action",
				toDo("team", "Name the team and the committee", "Constituer l’équipe et le comité", after("start", 10, "workdays")),
				toDo("change", "Plan training and communication", "Préparer la formation et la communication", after("go_live", -10, "weeks"))),
		},
	},
	{
		Name: templating.DraftText{EN: "Light study", FR: "Étude légère"}, Type: "study", Proposed: true,
		Description: templating.DraftText{EN: "A question, ten weeks, an answer", FR: "Une question, dix semaines, une réponse"},
		Sections: []templating.DraftSection{
			section("fields", given("priority", valued("low")), given("manager", templating.DraftValue{Person: template.Creator}), given("end", after("start", 10, "weeks"))),
			section("milestone",
				expected("interim", "committee", "Interim findings", "Point d’étape", after("start", 5, "weeks")),
				expected("handover", "decision", "Study handed in", "Remise de l’étude", after("end", 0, "days"))),
			section("action", toDo("question", "Write the question down, with who asks it", "Formuler la question, avec qui la pose", after("start", 5, "workdays"))),
		},
	},
	{
		Name: templating.DraftText{EN: "Works", FR: "Travaux"}, Type: "infrastructure", Proposed: true,
		Description: templating.DraftText{EN: "Design, contract, site and handover, in eighteen months", FR: "Études, marché, chantier et réception, en dix-huit mois"},
		Sections: []templating.DraftSection{
			section("fields", given("priority", valued("high")), given("manager", templating.DraftValue{Person: template.Creator}), given("end", after("start", 18, "months"))),
			section("milestone",
				expected("design", "delivery", "Design approved", "Études approuvées", after("start", 4, "months")),
				expected("contract", "contract", "Contract awarded", "Marché notifié", after("design", 3, "months")),
				expected("site", "committee", "Work begins on site", "Ouverture du chantier", after("contract", 4, "weeks")),
				expected("handover", "go_live", "Handover", "Réception", after("end", -4, "weeks"))),
			section("risk",
				danger("ground", "Something unknown is found on site", "Une découverte impose de revoir le chantier", "2", "5", "Surveys before the contract", "Des sondages avant le marché"),
				danger("tender", "No tender is acceptable", "L’appel d’offres est infructueux", "2", "4", "Lots that smaller firms can take", "Des lots à la portée de plus petites entreprises")),
			section("action", toDo("permits", "Ask for the permits", "Demander les autorisations", after("design", -6, "weeks"))),
		},
	},
}

// draw writes the templates of the company.
func (f *filler) draw(ctx context.Context) error {
	who, desk := f.people["helene.vasseur"], templating.Desk{DB: f.d, Portfolio: snapshot.NewKeeper(f.d)}
	return f.update(ctx, f.today, who, "", func(tx *db.Tx) error {
		for _, draft := range blanks {
			t, err := desk.Read(ctx, tx, who, nil, draft)
			if err != nil {
				return err
			}
			t.Owner = who.ID
			if _, err := template.Create(ctx, tx, who, t); err != nil {
				return err
			}
		}
		return nil
	})
}
