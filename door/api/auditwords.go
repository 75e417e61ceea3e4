package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/onboarding"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/constant"
	"vigie/room/convention"
	"vigie/room/field"
	design "vigie/room/form"
	"vigie/room/guide"
	"vigie/room/heading"
	"vigie/room/lifecycle"
	"vigie/room/resource"
	"vigie/room/term"
	"vigie/room/trust"
)

// auditWords says entries of the audit in the language of a person.
type auditWords struct {
	s      *Server
	lang   label.Lang
	names  snapshot.Names
	groups map[int64]string
	roles  map[int64]string
	units  map[int64]string
	nodes  map[int64]string // and hierarchies
	fields *field.Catalogue
	others []*field.Catalogue // those of the registers
	// roleNames are those of roles in both languages.
	roleNames map[int64]label.Text
	calendars calendar.Set
}

func (s *Server) auditWords(ctx context.Context) (*auditWords, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	w := &auditWords{s: s, lang: who.Lang, names: live.Names(who), groups: map[int64]string{}, roles: map[int64]string{}, units: map[int64]string{}, fields: live.Catalogue}
	for _, kind := range agenda.Kinds {
		lines, err := s.Agenda.Of(kind).Live(ctx)
		if err != nil {
			return nil, err
		}
		w.others = append(w.others, lines.Catalogue())
	}
	roles, err := access.Roles(ctx, s.DB, access.System("api"))
	if err != nil {
		return nil, err
	}
	w.roleNames = map[int64]label.Text{}
	for _, r := range roles {
		w.roles[r.ID], w.roleNames[r.ID] = r.Label.In(w.lang), r.Label
	}
	if w.nodes, err = s.nodeNames(ctx, who.Lang); err != nil {
		return nil, err
	}
	if w.calendars, err = calendar.Load(ctx, s.DB); err != nil {
		return nil, err
	}
	for table, into := range map[string]map[int64]string{"account_group": w.groups, "unit": w.units} {
		type row struct {
			ID   int64  `db:"id"`
			Name string `db:"name"`
		}
		if err := db.Each(ctx, s.DB, func(r *row) error {
			into[r.ID] = r.Name
			return nil
		}, "SELECT id, name FROM "+table); err != nil {
			return nil, err
		}
	}
	return w, nil
}

var eventTexts = map[string]label.Text{
	access.SignedInEvent: label.T("Signed in", "Connexion"), access.SignedOut: label.T("Signed out", "Déconnexion"),
	access.SignInFailed: label.T("Sign-in failed", "Échec de connexion"), access.WrongCode: label.T("Wrong code of the second factor", "Code du second facteur erroné"),
	access.SessionEnded: label.T("Session ended", "Session fermée"), access.Refused: label.T("Refused by rights", "Refusé par les droits"),
	access.PasswordChanged: label.T("Password changed", "Mot de passe modifié"), access.PasswordReset: label.T("Password chosen by a link", "Mot de passe choisi par un lien"),
	access.PasswordSet: label.T("Password set on the server", "Mot de passe défini sur le serveur"), access.ResetAskedFor: label.T("New password asked for", "Nouveau mot de passe demandé"),
	access.LinkMade: label.T("Link for a password made", "Lien de mot de passe créé"), access.FirstStart: label.T("First start", "Premier démarrage"),
	access.TokenMade: label.T("Token made", "Jeton créé"), access.TokenRevoked: label.T("Token revoked", "Jeton révoqué"),
	access.SecondFactorOn: label.T("Second factor turned on", "Second facteur activé"), access.SecondFactorOff: label.T("Second factor turned off", "Second facteur désactivé"),
	access.SecondFactorReset: label.T("Second factor reset", "Second facteur réinitialisé"), access.RecoveryCodesMade: label.T("New recovery codes", "Nouveaux codes de secours"),
	access.RecoveryCodeUsed: label.T("Recovery code used", "Code de secours utilisé"), access.Exported: label.T("Exported", "Export"),
	access.Downloaded: label.T("Downloaded", "Téléchargement"), access.ImportRun: label.T("Import", "Import"), access.ImportUndone: label.T("Import undone", "Import annulé"),
	access.BackupMade: label.T("Backup made", "Sauvegarde faite"), access.BackupVerified: label.T("Backup verified", "Sauvegarde vérifiée"),
	access.Restored: label.T("Restored from a backup", "Restauré depuis une sauvegarde"), access.JobRetried: label.T("Job tried again", "Tâche relancée"),
	access.SeeingBegun: label.T("Began to see Vigie as somebody", "A commencé à voir Vigie comme une autre personne"), access.SeeingEnded: label.T("Stopped seeing Vigie as somebody", "A cessé de voir Vigie comme une autre personne"),
	access.SeenAs:    label.T("Looked, as somebody", "A consulté, comme une autre personne"),
	access.Delegated: label.T("May act for", "Peut agir pour"), access.DelegationEnded: label.T("No longer acts for", "N’agit plus pour"),
	access.OnBehalf:   label.T("Changed something on behalf of", "A modifié au nom de"),
	access.MailTested: label.T("Test letter sent", "Courriel d’essai envoyé"),
}

// verbs are what happens to an object: made, changed, gone.
var verbs = map[string][3]label.Text{
	"account":         {label.T("Account made", "Compte créé"), label.T("Account changed", "Compte modifié"), label.T("Account deleted", "Compte supprimé")},
	"group":           {label.T("Group made", "Groupe créé"), label.T("Group changed", "Groupe modifié"), label.T("Group deleted", "Groupe supprimé")},
	"role":            {label.T("Role made", "Rôle créé"), label.T("Role changed", "Rôle modifié"), label.T("Role deleted", "Rôle supprimé")},
	"grant":           {label.T("Role given", "Rôle attribué"), label.T("Role given", "Rôle attribué"), label.T("Role taken back", "Rôle retiré")},
	"unit":            {label.T("Unit made", "Entité créée"), label.T("Unit changed", "Entité modifiée"), label.T("Unit deleted", "Entité supprimée")},
	"setting":         {label.T("Settings changed", "Réglages modifiés"), label.T("Settings changed", "Réglages modifiés"), label.T("Settings changed", "Réglages modifiés")},
	"form":            {label.T("Form made", "Formulaire créé"), label.T("Form changed", "Formulaire modifié"), label.T("Form deleted", "Formulaire supprimé")},
	"guide":           {label.T("Guide written", "Guide écrit"), label.T("Guide changed", "Guide modifié"), label.T("Guide deleted", "Guide supprimé")},
	"lifecycle":       {label.T("Lifecycle drawn", "Cycle de vie dessiné"), label.T("Lifecycle changed", "Cycle de vie modifié"), label.T("Lifecycle removed", "Cycle de vie supprimé")},
	"trust":           {label.T("Trust score changed", "Indice de confiance modifié"), label.T("Trust score changed", "Indice de confiance modifié"), label.T("Trust score changed", "Indice de confiance modifié")},
	"vocabulary":      {label.T("Vocabulary changed", "Vocabulaire modifié"), label.T("Vocabulary changed", "Vocabulaire modifié"), label.T("Vocabulary changed", "Vocabulaire modifié")},
	"convention":      {label.T("Conventions changed", "Conventions modifiées"), label.T("Conventions changed", "Conventions modifiées"), label.T("Conventions changed", "Conventions modifiées")},
	"calendar":        {label.T("Calendar made", "Calendrier créé"), label.T("Calendar changed", "Calendrier modifié"), label.T("Calendar deleted", "Calendrier supprimé")},
	"resource":        {label.T("Resource made", "Ressource créée"), label.T("Resource changed", "Ressource modifiée"), label.T("Resource deleted", "Ressource supprimée")},
	"onboarding":      {label.T("Set-up changed", "Mise en route modifiée"), label.T("Set-up changed", "Mise en route modifiée"), label.T("Set-up changed", "Mise en route modifiée")},
	"constant":        {label.T("Constants changed", "Constantes modifiées"), label.T("Constants changed", "Constantes modifiées"), label.T("Constants changed", "Constantes modifiées")},
	"attribute_group": {label.T("Groups of attributes changed", "Groupes d’attributs modifiés"), label.T("Groups of attributes changed", "Groupes d’attributs modifiés"), label.T("Groups of attributes changed", "Groupes d’attributs modifiés")},
	"field":           {label.T("Attribute made", "Attribut créé"), label.T("Attribute changed", "Attribut modifié"), label.T("Attribute removed", "Attribut supprimé")},
	"hierarchy":       {label.T("Hierarchy made", "Hiérarchie créée"), label.T("Hierarchy changed", "Hiérarchie modifiée"), label.T("Hierarchy deleted", "Hiérarchie supprimée")},
	"campaign":        {label.T("Access review started", "Revue des accès lancée"), label.T("Access review changed", "Revue des accès modifiée"), label.T("Access review deleted", "Revue des accès supprimée")},
	"campaign_line":   {label.T("Right looked through", "Droit passé en revue"), label.T("Right looked through", "Droit passé en revue"), label.T("Right looked through", "Droit passé en revue")},
	"node":            {label.T("Node of a hierarchy made", "Nœud de hiérarchie créé"), label.T("Node of a hierarchy changed", "Nœud de hiérarchie modifié"), label.T("Node of a hierarchy deleted", "Nœud de hiérarchie supprimé")},
}

func (w *auditWords) show(e access.AuditEntry) auditOut {
	out := auditOut{ID: w.s.DB.Seal(e.ID), Change: e.Change, At: instant(e.At), Actor: w.person(int64(e.Actor)), Via: e.Via, Detail: e.Note}
	if e.Entity != "audit" {
		w.showVersion(e, &out)
		return out
	}
	var event struct {
		Event   string `json:"event"`
		Account int64  `json:"account"`
		Address string `json:"address"`
		Detail  string `json:"detail"`
		Count   int64  `json:"count"`
	}
	if !e.Data.Null {
		_ = json.Unmarshal([]byte(e.Data.S), &event)
	}
	out.Event, out.Kind = event.Event, access.KindOfEntry(e.Entity, event.Event)
	out.Text, out.Address, out.Count = event.Event, event.Address, event.Count
	if t, ok := eventTexts[event.Event]; ok {
		out.Text = t.In(w.lang)
	}
	if event.Detail != "" {
		out.Detail = event.Detail
	}
	if event.Account != int64(e.Actor) {
		out.About = w.person(event.Account)
	}
	return out
}

func (w *auditWords) person(id int64) *named {
	if id == 0 {
		return nil
	}
	return w.s.named(id, w.names.Name(field.User, id))
}

func (w *auditWords) showVersion(e access.AuditEntry, out *auditOut) {
	which := 1
	switch {
	case e.Data.Null:
		which = 2
	case e.Before.Null:
		which = 0
	}
	out.Kind, out.Event = access.KindOfEntry(e.Entity, ""), e.Entity+" "+[]string{"made", "changed", "gone"}[which]
	out.Text = verbs[e.Entity][which].In(w.lang)
	switch e.Entity {
	case trust.Entity:
		out.Changes = w.trust(e)
		return
	case constant.Entity:
		was, now := constant.Set{}, constant.Set{}
		if !e.Before.Null {
			was, _ = constant.Decode(e.Before.S)
		}
		now, _ = constant.Decode(e.Data.S)
		out.Changes = saidOfConstants(constant.Differences(was, now), w.lang)
		return
	case heading.Entity:
		was, _ := heading.Decode(e.Before)
		now, _ := heading.Decode(e.Data)
		out.Changes = saidOfGroups(heading.Differences(was, now), w.lang)
		return
	case calendar.Entity:
		out.About, out.Changes = w.calendar(e)
		return
	case resource.Entity:
		out.About, out.Changes = w.resource(e)
		return
	case term.Entity:
		out.Changes = w.vocabulary(e)
		return
	case convention.Entity:
		was, _ := convention.Decode(e.Before.S)
		now, _ := convention.Decode(e.Data.S)
		out.Changes = saidConventions(convention.Differences(was, now), w.lang)
		return
	case onboarding.Entity:
		out.Changes = []auditChange{{label.T("Steps left out", "Étapes passées").In(w.lang), w.listed(onboarding.Skipped(e.Before.S)), w.listed(onboarding.Skipped(e.Data.S))}}
		return
	case lifecycle.Entity:
		out.Changes = w.lifecycle(e)
		return
	}
	before, after := rawOf(e.Before), rawOf(e.Data)
	if first := after["before"]; e.Entity == "setting" && e.Before.Null && first != nil {
		before = rawOf(db.Text{S: string(first)}) // what held before the first change
	}
	out.About = w.about(e, before, after)
	keys := slices.Sorted(maps.Keys(before))
	for key := range after {
		if _, ok := before[key]; !ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if bytes.Equal(before[key], after[key]) || unsaid[key] {
			continue
		}
		say := w.value
		if e.Entity == design.Entity && (key == "for" || key == "sections") {
			say = w.inForm
		}
		if e.Entity == guide.Entity {
			say = w.inGuide
		}
		c := auditChange{w.word(key), say(key, before[key]), say(key, after[key])}
		// Of something made or gone, only what it holds.
		if which == 1 || isSaid(before[key]) && c.Before != "" || isSaid(after[key]) && c.After != "" {
			out.Changes = append(out.Changes, c)
		}
	}
}

// trust says what became of the settings of the trust score; before the first
// change, those that came with the program held.
func (w *auditWords) trust(e access.AuditEntry) (out []auditChange) {
	was, now := trust.Default(w.fields), trust.Settings{}
	if !e.Before.Null {
		was = trust.Settings{}
		_ = json.Unmarshal([]byte(e.Before.S), &was)
	}
	_ = json.Unmarshal([]byte(e.Data.S), &now)
	for _, d := range trust.Differences(was, now, w.fields) {
		out = append(out, auditChange{d.What.In(w.lang), d.Was.In(w.lang), d.Now.In(w.lang)})
	}
	return out
}

// listed names several things.
func (w *auditWords) listed(all []label.Text) string {
	var names []string
	for _, t := range all {
		names = append(names, t.In(w.lang))
	}
	return strings.Join(names, ", ")
}

// vocabulary says what became of the vocabulary.
func (w *auditWords) vocabulary(e access.AuditEntry) []auditChange {
	was, now := term.Vocabulary{}, term.Vocabulary{}
	if !e.Before.Null {
		was, _ = term.Decode(e.Before.S)
	}
	now, _ = term.Decode(e.Data.S)
	return saidDifferences(term.Differences(was, now), w.lang)
}

// unsaid are the parts of a remembered attribute that say nothing to people.
var unsaid = map[string]bool{"id": true, "version": true, "object": true, "campaign": true, "position": true, "before": true, "ID": true, "Version": true, "Object": true, "Core": true, "Position": true, "Key": true}

// isSaid reports whether a part of a state is more than its empty value.
func isSaid(raw json.RawMessage) bool {
	return !slices.Contains([]string{"", "null", "false", "0", `""`, `"none"`, "[]"}, string(raw))
}

// about names the object of a version: as it is called now, else as it was.
func (w *auditWords) about(e access.AuditEntry, before, after map[string]json.RawMessage) *named {
	switch e.Entity {
	case "account":
		return w.person(e.Object)
	case "setting":
		return nil
	case "grant":
		for _, state := range []map[string]json.RawMessage{after, before} {
			if id := idIn(state["account"]); id != 0 {
				return w.person(id)
			}
			if id := idIn(state["group"]); id != 0 {
				return w.s.named(id, w.groups[id])
			}
		}
		return nil
	}
	for _, state := range []map[string]json.RawMessage{after, before} {
		for _, key := range []string{"name", "label", "Label", "title"} {
			if text := w.value("name", state[key]); text != "" {
				return w.s.named(e.Object, text)
			}
		}
	}
	return nil
}

func idIn(raw json.RawMessage) int64 {
	n, _ := strconv.ParseInt(string(raw), 10, 64)
	return n
}

// partTexts are the words for the parts of remembered states.
var partTexts = map[string]label.Text{
	"login": label.T("Login", "Identifiant"), "name": label.T("Name", "Nom"), "email": label.T("E-mail", "Courriel"), "language": label.T("Language", "Langue"),
	"disabled": label.T("Disabled", "Désactivé"), "groups": label.T("Groups", "Groupes"), "key": label.T("Key", "Clé"), "label": label.T("Label", "Libellé"),
	"for": label.T("For", "Pour"), "title": label.T("Title", "Titre"), "text": label.T("Text", "Texte"), "type": label.T("Type", "Type"), "stage": label.T("Stage", "Étape"), "sections": label.T("Sections", "Rubriques"), "whole": label.T("All attributes can be shown", "Tous les attributs peuvent être affichés"),
	"permissions": label.T("Rights", "Droits"), "second_factor": label.T("Second factor", "Second facteur"), "account": label.T("User", "Utilisateur"),
	"hidden_screens": label.T("Screens left out", "Écrans masqués"), "group": label.T("Group", "Groupe"), "role": label.T("Role", "Rôle"), "unit": label.T("Unit", "Entité"), "project": label.T("Project", "Projet"),
	"code": label.T("Code", "Code"), "parent": label.T("Above", "Rattachement"), "currency": label.T("Currency", "Devise"),
	"due": label.T("Due", "Échéance"), "note": label.T("Note", "Mot"), "units": label.T("Units", "Entités"), "roles": label.T("Roles", "Rôles"), "reviewers": label.T("Asked", "Sollicités"), "state": label.T("State", "État"),
	"holder": label.T("Who has it", "Détenteur"), "what": label.T("Right", "Droit"), "where": label.T("Where", "Où"), "answer": label.T("Answer", "Réponse"), "withdrawn": label.T("Withdrawn", "Retiré"),
	"node": label.T("Node", "Nœud"), "hierarchy": label.T("Hierarchy", "Hiérarchie"),
	"from": label.T("Offered from", "Proposé à partir du"), "until": label.T("Offered until", "Proposé jusqu’au"), "colour": label.T("Colour", "Couleur"), "grants": label.T("Carries rights", "Porte des droits"),
	"session_idle": label.T("Minutes without use", "Minutes sans usage"),
	"session_life": label.T("Minutes in all", "Minutes en tout"), "choices": label.T("List", "Liste"), "help": label.T("Help", "Aide"),
	"required": label.T("Required", "Obligatoire"), "kind": label.T("Kind", "Nature"), "formula": label.T("Formula", "Formule"),
	"position": label.T("Position", "Position"), "retired": label.T("Retired", "Retiré"), "free": label.T("Open to new values", "Ouvert à de nouvelles valeurs"),
	"mark_en": label.T("Classification", "Classification"), "mark_fr": label.T("Classification in French", "Classification en français"),
	"consolidation": label.T("Consolidation", "Consolidation"), "initial": label.T("Default", "Valeur par défaut"), "measure": label.T("Unit", "Unité"),
}

func (w *auditWords) word(key string) string {
	if t, ok := partTexts[strings.ToLower(key)]; ok {
		return t.In(w.lang)
	}
	return key
}

// value says a part of a remembered state for people.
func (w *auditWords) value(key string, raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	name := map[string]func(int64) string{
		"roles": func(id int64) string { return w.roles[id] }, "units": func(id int64) string { return w.units[id] }, "reviewers": func(id int64) string { return w.names.Name(field.User, id) },
		"role": func(id int64) string { return w.roles[id] }, "unit": func(id int64) string { return w.units[id] }, "parent": func(id int64) string { return cmp.Or(w.units[id], w.nodes[id]) },
		"node": func(id int64) string { return w.nodes[id] }, "hierarchy": func(id int64) string { return w.nodes[id] }, "from": dayOfAudit, "until": dayOfAudit,
		"group": func(id int64) string { return w.groups[id] }, "groups": func(id int64) string { return w.groups[id] },
		"account": func(id int64) string { return w.names.Name(field.User, id) }, "project": func(id int64) string { return w.names.Name(field.Project, id) },
	}[strings.ToLower(key)]
	var many []json.RawMessage
	if json.Unmarshal(raw, &many) == nil {
		parts := make([]string, 0, len(many))
		for _, one := range many {
			parts = append(parts, w.value(key, one))
		}
		return strings.Join(parts, ", ")
	}
	if id := idIn(raw); name != nil && id != 0 {
		return name(id)
	}
	return w.plain(raw)
}

func (w *auditWords) plain(raw json.RawMessage) string {
	var both struct{ EN, FR string }
	var text string
	switch {
	case string(raw) == "true":
		return label.T("yes", "oui").In(w.lang)
	case string(raw) == "false":
		return label.T("no", "non").In(w.lang)
	case json.Unmarshal(raw, &text) == nil:
		for _, p := range access.Permissions {
			if p.Key == text {
				return p.Label.In(w.lang)
			}
		}
		for _, p := range access.Screens {
			if p.Key == text {
				return p.Label.In(w.lang)
			}
		}
		return text
	case raw[0] == '{' && json.Unmarshal(raw, &both) == nil && both.EN+both.FR != "":
		return label.T(both.EN, both.FR).In(w.lang)
	case raw[0] == '{':
		var option struct{ Label label.Text }
		if json.Unmarshal(raw, &option) == nil && !option.Label.IsZero() {
			return option.Label.In(w.lang)
		}
		return "…"
	}
	return string(raw)
}
