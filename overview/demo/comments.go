package demo

import "strings"

// The ordinary comments of a month, by weather. DATE stands for the new end.
var (
	calm = []string{
		"Les travaux avancent comme prévu. Prochain jalon tenu.",
		"Atelier de conception terminé avec les métiers ; les règles de gestion sont validées.",
		"Bonne dynamique de l’équipe, aucun point bloquant.",
		"La recette a commencé : 14 anomalies, aucune bloquante.",
		"Le lot du mois est livré et accepté par le métier.",
		"Formation des premiers utilisateurs faite ; retours favorables.",
		"Le comité de projet confirme le calendrier et le budget.",
		"Documentation et mode opératoire relus par l’exploitation.",
		"Démonstration faite aux utilisateurs clés, appréciée.",
		"Interfaces testées de bout en bout avec succès.",
	}
	mixed = []string{
		"La charge de l’équipe est tendue ce mois-ci ; le jalon reste tenable.",
		"Le fournisseur répond avec retard ; relance faite au niveau du contrat.",
		"Deux experts métier sont pris par la clôture ; l’atelier est reporté de deux semaines.",
		"Les environnements de test ont été indisponibles six jours.",
		"Quelques écarts en recette, plan de correction en cours.",
		"Le périmètre du prochain lot reste à confirmer avec le commanditaire.",
		"Une dépendance avec un autre projet est à surveiller.",
	}
	trouble = []string{
		"Ressources manquantes depuis un mois : le jalon est menacé sans renfort.",
		"Trop d’anomalies bloquantes pour passer en production ce mois-ci.",
		"Le fournisseur ne livre pas la version attendue ; solution de repli à l’étude.",
		"La qualité des données reprises n’est pas suffisante.",
		"Désaccord sur le périmètre entre les deux directions ; arbitrage demandé.",
	}
	slipping = []string{
		"La fin est repoussée à DATE : la recette demande plus de temps que prévu.",
		"Nouvelle fin estimée à DATE, le temps de corriger les anomalies bloquantes.",
		"Retard du fournisseur : fin reportée à DATE.",
		"La fin passe à DATE, faute d’experts métier disponibles.",
	}
	growing = []string{
		" Le coût augmente d’autant.",
		" La réestimation du coût est jointe.",
		" Le surcoût est à valider par le commanditaire.",
	}
	planning = []string{
		"Cadrage en cours : objectifs et périmètre partagés avec le commanditaire.",
		"Étude des solutions ; trois fournisseurs rencontrés.",
		"Dossier de lancement en relecture.",
		"Expression de besoin validée, chiffrage en cours.",
	}
	finished = []string{
		"Projet terminé. Le service est exploité par l’équipe permanente ; bilan présenté au commanditaire.",
		"Dernière mise en service faite, garantie ouverte pour trois mois. Projet clos.",
		"Objectifs atteints, bilan partagé. Merci à l’équipe.",
	}
)

// french sets the spaces that French asks for before signs and units.
func french(s string) string { return spacing.Replace(s) }

var spacing = strings.NewReplacer(" ;", "\u202f;", " :", "\u202f:", " !", "\u202f!", " ?", "\u202f?", " %", "\u202f%", " k€", "\u202fk€", " M€", "\u202fM€", " €", "\u202f€",
	"0 000", "0\u202f000", "8 000", "8\u202f000", "1 200", "1\u202f200", "no 1", "n°\u202f1", "no 2", "n°\u202f2", "no 3", "n°\u202f3", "no 4", "n°\u202f4")
