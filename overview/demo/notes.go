package demo

import (
	"context"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/record"
	"vigie/room/risk"
)

// note is a risk, an action or a decision of a project, and how it stands.
type note struct {
	id     int64
	kind   *record.Kind
	due    day.Day
	status string
	odds   int64 // of a risk: its probability
	over   bool
}

// noteEdit is what somebody enters about one.
type noteEdit struct {
	of *note
	vs field.Values
}

// hazards are what may happen to a project, each with what is done about it.
var hazards = []struct{ name, response string }{
	{"Départ d’un expert clé en cours de projet", "Binôme constitué, dossier de reprise tenu à jour chaque mois."},
	{"Fournisseur en retard sur la version attendue", "Pénalités au contrat, point hebdomadaire avec la direction de compte."},
	{"Qualité des données reprises insuffisante", "Contrôles automatiques avant reprise, échantillon validé par le métier."},
	{"Indisponibilité des utilisateurs pour la recette", "Créneaux réservés avec les responsables d’équipe deux mois avant."},
	{"Périmètre élargi après le lancement", "Toute demande nouvelle passe par le comité de projet, avec son coût."},
	{"Environnements de test partagés avec un autre projet", "Calendrier commun tenu par la production ; environnement de secours chiffré."},
	{"Interface avec le système de gestion non documentée", "Atelier de lecture avec l’éditeur, jeux d’essai écrits en premier."},
	{"Conduite du changement sous-estimée", "Relais désignés dans chaque service, formation avant la mise en service."},
	{"Exigence réglementaire encore susceptible d’évoluer", "Veille juridique mensuelle ; règles paramétrables plutôt que codées."},
	{"Montée en charge non éprouvée", "Tir de charge à deux fois le pic de janvier avant la bascule."},
}

// tasks are what is done about a month that went less well.
var tasks = []string{
	"Relancer le fournisseur sur le calendrier de livraison",
	"Chiffrer la solution de repli",
	"Obtenir deux testeurs métier de plus",
	"Revoir le plan de recette avec l’exploitation",
	"Faire valider le périmètre du prochain lot",
	"Présenter l’analyse des causes au comité de projet",
	"Mettre à jour le planning détaillé",
	"Réserver l’environnement de test jusqu’à la mise en service",
	"Écrire le mode opératoire de retour arrière",
	"Rapprocher le reste à faire avec le contrôle de gestion",
}

// option returns the value of a list of a register by its key.
func (f *filler) option(k *record.Kind, key, option string) field.Value {
	o, ok := f.registers[k.Entity].Get(key).OptionByText(option)
	if !ok {
		panic("no option " + option) // a word of this package that the lists do not have
	}
	return field.Int(o.ID)
}

// step is a value from 1 to 5.
func step(n int64) field.Value { return field.Int(min(max(n, 1), 5) * money.Scale) }

// noted is what a manager says of risks and actions in a month.
func (f *filler) noted(before, p *life, r report, t int, on day.Day) []noteEdit {
	if p.seldom > 0 || p.kind == "programme" || t < p.begin {
		return nil
	}
	var out []noteEdit
	if len(p.notes) == 0 && !p.over {
		for range 1 + f.luck.IntN(2) {
			out = f.addRisk(out, p)
		}
	}
	for _, n := range p.notes {
		if n.id == 0 || n.over {
			continue
		}
		if vs := f.moved(before, p, n, on); len(vs) > 0 {
			out = append(out, noteEdit{n, vs})
		}
	}
	if !p.over && p.weather > 1 && f.luck.IntN(100) < 35 {
		out = f.addAction(out, p, on)
	}
	if !p.over && p.weather > before.weather && p.weather > 2 {
		out = f.addRisk(out, p)
	}
	return out
}

func (f *filler) addRisk(out []noteEdit, p *life) []noteEdit {
	h := hazards[(f.luck.IntN(3)+len(p.notes)*3+int(p.cost))%len(hazards)]
	n := &note{kind: risk.Kind, status: risk.Open, odds: 1 + f.luck.Int64N(3)}
	p.notes = append(p.notes, n)
	return append(out, noteEdit{n, field.Values{
		"name": field.Str(french(h.name)), "response": field.Str(french(h.response)), "owner": field.Ref(f.accounts[p.manager]),
		"probability": step(n.odds), "impact": step(2 + f.luck.Int64N(3)), "status": f.option(risk.Kind, "status", risk.Open),
	}})
}

func (f *filler) addAction(out []noteEdit, p *life, on day.Day) []noteEdit {
	n := &note{kind: action.Kind, status: []string{action.ToDo, action.ToDo, action.Doing}[f.luck.IntN(3)], due: working(on+21+day.Day(f.luck.IntN(40)), 1)}
	p.notes = append(p.notes, n)
	owner := p.manager
	if f.luck.IntN(3) == 0 {
		owner = helpers[f.luck.IntN(len(helpers))]
	}
	return append(out, noteEdit{n, field.Values{
		"name": field.Str(french(tasks[f.luck.IntN(len(tasks))])), "owner": field.Ref(f.accounts[owner]), "due": field.Int(int64(n.due)),
		"status": f.option(action.Kind, "status", n.status),
	}})
}

// helpers see to actions without managing projects.
var helpers = []string{"paul.etchegaray", "sarah.benoliel", "mickael.jaouen", "beatrice.collard", "remi.sauvanet", "chloe.tanguy", "lucie.hamon"}

// moved is what a month makes of a risk or an action; nothing when it stays.
func (f *filler) moved(before, p *life, n *note, on day.Day) field.Values {
	luck := f.luck.IntN(100)
	if n.kind == risk.Kind {
		return f.movedRisk(before, p, n, luck)
	}
	next := n.status
	switch {
	case p.over && p.stage == "stopped":
		next = action.Dropped
	case p.over || on >= n.due && luck < 70:
		next = action.Done
	case luck < 60:
		next = action.Doing
	}
	return f.setStatus(n, next, next == action.Done || next == action.Dropped)
}

func (f *filler) movedRisk(before, p *life, n *note, luck int) field.Values {
	switch {
	case p.over:
		return f.setStatus(n, risk.Closed, true)
	case p.weather >= 3 && before.weather < p.weather && luck < 45:
		return f.setStatus(n, risk.Happened, true)
	case p.weather > before.weather:
		n.odds = min(n.odds+1, 5)
		return field.Values{"probability": step(n.odds)}
	case p.weather < before.weather && n.odds > 1:
		n.odds--
		return field.Values{"probability": step(n.odds)}
	case luck < 4:
		return f.setStatus(n, risk.Closed, true)
	}
	return nil
}

func (f *filler) setStatus(n *note, status string, over bool) field.Values {
	if status == n.status {
		return nil
	}
	n.status, n.over = status, over
	return field.Values{"status": f.option(n.kind, "status", status)}
}

// launched is the decision by which a project was begun.
func (f *filler) launched(p *life, on day.Day) []noteEdit {
	if p.seldom > 0 {
		return nil
	}
	return []noteEdit{{&note{kind: decision.Kind}, field.Values{
		"name": field.Str(french("Lancement du projet, budget et calendrier de référence acceptés")), "kind": f.option(decision.Kind, "kind", decision.Go),
		"owner": field.Ref(f.accounts[sponsors[p.unit]]), "status": f.option(decision.Kind, "status", decision.CarriedOut), "made": field.Int(int64(on)),
	}}}
}

// writeNotes writes what the entries of one change say of risks and the like.
func (f *filler) writeNotes(ctx context.Context, tx *db.Tx, who access.Who, entries []entry) error {
	for _, k := range []*record.Kind{risk.Kind, action.Kind, decision.Kind} {
		var edits []record.Edit
		var of []*note
		for _, e := range entries {
			for _, n := range e.notes {
				if n.of.kind != k {
					continue
				}
				if n.of.id == 0 {
					n.vs[record.Project] = field.Ref(e.of.id)
				}
				edits, of = append(edits, record.Edit{ID: n.of.id, Values: n.vs}), append(of, n.of)
			}
		}
		if err := f.register(ctx, tx, who, k, edits, of); err != nil {
			return err
		}
	}
	return nil
}

// register writes records of one kind and remembers their ids.
func (f *filler) register(ctx context.Context, tx *db.Tx, who access.Who, k *record.Kind, edits []record.Edit, of []*note) error {
	if len(edits) == 0 {
		return nil
	}
	done, err := k.Write(ctx, tx, who, f.registers[k.Entity], edits)
	for i, o := range done {
		if o.Err != nil {
			return fmt.Errorf("%s %v: %w", k.Entity, edits[i].Values, o.Err)
		}
		of[i].id = o.Record.ID
	}
	return err
}
