package demo

import (
	"fmt"
	"slices"
	"strings"
)

// series begins the codes of projects beyond those with a name of their own.
const series = "VAL-"

var (
	works  = []string{"Refonte", "Évolution", "Déploiement", "Migration", "Sécurisation", "Simplification", "Automatisation", "Reprise", "Étude", "Généralisation"}
	things = []string{
		"du portail des courtiers", "de la gestion des cotisations", "des échanges avec l’assurance maladie", "du contrôle interne", "de l’accueil en agence",
		"des tableaux de bord commerciaux", "de la prévention santé", "du recouvrement", "des prises en charge hospitalières", "du suivi des réseaux de soins",
		"de la messagerie", "des archives", "des habilitations", "de la comptabilité auxiliaire", "du plan de formation", "des appels sortants", "du référentiel des garanties",
		"de la commande publique", "des relevés de prestations", "du parc d’imprimantes", "des tests de non-régression", "des contrats collectifs", "de la tarification", "des campagnes de fidélisation",
	}
	places  = []string{"Nord", "Ouest", "Sud", "Est", "Centre", "siège"}
	axes    = []string{"member", "growth", "efficiency", "compliance", "people"}
	kinds   = []string{"project", "project", "project", "infrastructure", "regulatory", "study"}
	weights = []string{"critical", "high", "high", "medium", "medium", "medium", "low", "low"}
)

// many makes up n further plans, for those who want to see a large portfolio.
func (f *filler) many(n int) []plan {
	var managers []string
	for _, p := range staff {
		if p.group == "managers" && p.login != leaver {
			managers = append(managers, p.login)
		}
	}
	out := make([]plan, 0, max(n, 0))
	for i := range n {
		unit := units[f.random.IntN(len(units))].code
		work, thing := one(f, works), one(f, things)
		out = append(out, plan{
			code: fmt.Sprintf("%s%05d", series, named+1+i), name: fmt.Sprintf("%s %s, %s", work, thing, place(f)), unit: unit, manager: one(f, managers),
			kind: one(f, kinds), priority: one(f, weights), axis: one(f, axes), begin: -34 + f.random.IntN(38), length: 4 + f.random.IntN(22),
			cost: int64(20+f.random.IntN(200)) * int64(1+f.random.IntN(5)), benefit: int64(f.random.IntN(120)), risk: 5 + f.random.IntN(30),
			about: work + " " + thing + ".",
		})
	}
	return slices.Clip(out)
}

func place(f *filler) string {
	p := one(f, places)
	if p == strings.ToLower(p) {
		return p
	}
	return "région " + p
}
