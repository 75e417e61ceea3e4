package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/overview/templating"
	"vigie/room/access"
)

// Change is one thing that is different about an item, in words.
type Change struct{ What, Was, Now label.Text }

var nothing = label.T("nothing", "rien")

// words are what the properties are called.
var words = map[string]label.Text{
	"attribute": label.T("Attribute", "Attribut"), "attributes": label.T("Attributes", "Attributs"), "blocks": label.T("Blocks", "Blocs"), "board": label.T("Board", "Tableau"),
	"by": label.T("By", "Selon"), "card": label.T("Cards", "Cartes"), "choices": label.T("Values", "Valeurs"), "collapsed": label.T("Folded", "Replié"), "colour": label.T("Colour", "Couleur"),
	"columns": label.T("Columns", "Colonnes"), "compare": label.T("Comparison", "Comparaison"), "condition": label.T("Condition", "Condition"), "consolidation": label.T("Consolidation", "Consolidation"),
	"date": label.T("Date", "Date"), "days": label.T("Days", "Jours"), "default": label.T("Default", "Valeur par défaut"), "default_of": label.T("Default of", "Par défaut pour"), "density": label.T("Density", "Densité"),
	"description": label.T("Description", "Description"), "display": label.T("Display", "Affichage"), "down": label.T("Downwards", "Décroissant"), "effects": label.T("Effects", "Effets"), "fields": label.T("Attributes", "Attributs"),
	"filter": label.T("Filter", "Filtre"), "find": label.T("Words", "Mots"), "finished": label.T("Stages in which nothing is expected any more", "Étapes où plus rien n’est attendu"),
	"formula": label.T("Formula", "Formule"), "free": label.T("Open to new values", "Ouverte à de nouvelles valeurs"), "gate": label.T("Gate", "Jalon de décision"), "group": label.T("Groups", "Groupes"),
	"h": label.T("Height", "Hauteur"), "help": label.T("Help", "Aide"), "hint": label.T("Hint", "Indication"), "icon": label.T("Icon", "Icône"), "kind": label.T("Kind", "Nature"), "label": label.T("Name", "Nom"),
	"from": label.T("From", "À partir de"), "lanes": label.T("Lanes", "Couloirs"), "lines": label.T("Lines", "Lignes"), "locked": label.T("Locked", "Verrouillée"), "meaning": label.T("Meaning", "Sens"), "message": label.T("Message", "Message"), "moves": label.T("Moves", "Passages"),
	"name": label.T("Name", "Nom"), "object": label.T("Object", "Objet"), "of": label.T("Of which summaries", "De quelles synthèses"), "off": label.T("Off", "Inactive"), "only": label.T("Differences only", "Écarts seulement"), "params": label.T("Switches", "Réglages"),
	"per_month": label.T("Kept per month", "Tenu par mois"), "period": label.T("Period", "Période"), "permissions": label.T("Rights", "Droits"), "person": label.T("Person", "Personne"), "position": label.T("Position", "Position"),
	"proposed": label.T("Proposed first", "Proposé en premier"), "read_only": label.T("Read only", "En lecture seule"), "required": label.T("Required", "Obligatoire"), "required_if": label.T("Required if", "Obligatoire si"), "retired": label.T("Out of use", "Hors d’usage"),
	"rhythm": label.T("Rhythm", "Rythme"), "rhythms": label.T("Rhythms", "Rythmes"), "roles": label.T("Roles", "Rôles"), "rule": label.T("Rule", "Règle"), "rules": label.T("Rules", "Règles"),
	"scale": label.T("Scale", "Échelle"), "scope": label.T("Shared with", "Partagée avec"), "second_factor": label.T("Asks a second factor", "Demande un second facteur"), "section": label.T("Group", "Groupe"),
	"searchable": label.T("Searched", "Recherché"), "sections": label.T("Sections", "Rubriques"), "session_idle": label.T("Session without use, in minutes", "Session sans usage, en minutes"), "session_life": label.T("Whole session, in minutes", "Session entière, en minutes"),
	"settings": label.T("Settings", "Réglages"), "sort": label.T("Order", "Tri"), "stages": label.T("Stages", "Étapes"), "shown_if": label.T("Shown if", "Affiché si"), "start": label.T("Start", "Début"), "state": label.T("Shown", "Présentation"),
	"text": label.T("Text", "Texte"), "timeline": label.T("Timeline", "Chronologie"), "title": label.T("Title", "Titre"), "tree": label.T("Tree", "Arborescence"), "types": label.T("Types", "Types"), "unit": label.T("Unit", "Unité"),
	"type": label.T("Type", "Type"), "value": label.T("Value", "Valeur"), "values": label.T("Values", "Valeurs"), "variant": label.T("Variant", "Variante"), "variants": label.T("Variants", "Variantes"), "w": label.T("Width", "Largeur"), "weight": label.T("Weight", "Poids"), "whole": label.T("All attributes can be shown", "Tous les attributs peuvent être affichés"),
	"week_start": label.T("First day of the week", "Premier jour de la semaine"), "first_month": label.T("First month of the fiscal year", "Premier mois de l’exercice"), "day_minutes": label.T("Minutes of work in a day", "Minutes de travail par jour"),
	"load_unit": label.T("Loads", "Charges"), "money": label.T("Large amounts", "Grands montants"), "number_en": label.T("Numbers in English", "Nombres en anglais"), "number_fr": label.T("Numbers in French", "Nombres en français"),
	"date_en": label.T("Dates in English", "Dates en anglais"), "date_fr": label.T("Dates in French", "Dates en français"),
	"calendars": label.T("Calendars", "Calendriers"), "week": label.T("Week", "Semaine"), "holidays": label.T("Public holidays", "Jours fériés"),
	"shifts": label.T("Hours", "Horaires"), "yearly": label.T("Comes back", "Revient"), "first": label.T("First day", "Premier jour"), "last": label.T("Last day", "Dernier jour"),
	"every": label.T("Every so many years", "Tous les … ans"), "until": label.T("Until", "Jusqu’au"), "nth": label.T("Which of the month", "Lequel du mois"), "weekday": label.T("Day of the week", "Jour de la semaine"),
	"also": label.T("Also on", "Aussi le"), "except": label.T("Except on", "Sauf le"), "parent": label.T("Takes the rest from", "Tient le reste de"),
	"constants": label.T("Constants", "Constantes"), "measure": label.T("Counts", "Compte en"), "currency": label.T("Currency", "Devise"),
	"readers": label.T("Read by", "Lu par"), "writers": label.T("Written by", "Saisi par"), "past_readers": label.T("Past months read by", "Mois passés lus par"), "past_writers": label.T("Past months written by", "Mois passés saisis par"),
	"terms": label.T("Vocabulary", "Vocabulaire"), "texts": label.T("Texts", "Textes"), "one": label.T("Singular", "Singulier"), "many": label.T("Plural", "Pluriel"), "feminine": label.T("Feminine", "Féminin"),
	"vowel": label.T("With a vowel first", "Voyelle initiale"), "en": label.T("English", "Anglais"), "fr": label.T("French", "Français"),
	"consolidation_currency": label.T("Currency of totals", "Devise des totaux"), "language": label.T("Language of new accounts", "Langue des nouveaux comptes"), "mark": label.T("Classification", "Mention de classification"),
	"digest": label.T("Presentation", "Présentation"), "content": label.T("File", "Fichier"), "headers": label.T("Headers", "En-têtes"), "header": label.T("Header", "En-tête"), "action": label.T("What becomes of it", "Devenir"),
	"new": label.T("New attribute", "Nouvel attribut"), "options": label.T("How it is read", "Lecture"), "empty": label.T("Empty cells", "Cellules vides"), "gone": label.T("What the file does not name", "Ce que le fichier ne nomme pas"),
	"decimal": label.T("Decimal sign", "Signe décimal"), "date_order": label.T("Order of dates", "Ordre des dates"), "multiplier": label.T("Multiplier", "Multiplicateur"), "fraction": label.T("Fractions are percentages", "Les fractions sont des pourcentages"),
	"span": label.T("Durations", "Durées"), "separator": label.T("Between values", "Entre les valeurs"), "period_end": label.T("A month is its last day", "Un mois est son dernier jour"), "serial": label.T("Dates are numbers", "Les dates sont des nombres"),
	"yellow": label.T("Yellow stands for orange", "Le jaune vaut orange"), "in_weeks": label.T("S is a week", "S est une semaine"),
	"wide": label.T("Over all columns", "Sur toutes les colonnes"), "width": label.T("Width", "Largeur"), "x": label.T("Column", "Colonne"), "y": label.T("Row", "Ligne"),
}

func word(property string) label.Text {
	if t, ok := words[property]; ok {
		return t
	}
	return label.T(property, property)
}

// differences says what is different between two items; an item that was not there
// is all empty.
func (st *state) differences(was, now Item) []Change {
	var out []Change
	st.tell(&out, label.Text{}, "", was, now)
	return out
}

// tell goes down to what differs, and says it under the words of the way there.
func (st *state) tell(out *[]Change, way label.Text, property string, was, now any) {
	if reflect.DeepEqual(was, now) || empty(was) && empty(now) {
		return
	}
	before, objectB := was.(map[string]any)
	after, objectA := now.(map[string]any)
	if (objectA || objectB) && !isText(before) && !isText(after) && (objectA || now == nil) && (objectB || was == nil) {
		for _, name := range slices.Sorted(maps.Keys(joined(before, after))) {
			if name != "key" || len(before) > 0 {
				st.tell(out, below(way, word(name)), name, before[name], after[name])
			}
		}
		return
	}
	one, listB := was.([]any)
	two, listA := now.([]any)
	if (listA || listB) && named(one, two) {
		st.lists(out, way, property, one, two)
		return
	}
	*out = append(*out, Change{way, st.say(property, was), st.say(property, now)})
}

func joined(a, b map[string]any) map[string]any {
	out := maps.Clone(a)
	if out == nil {
		out = map[string]any{}
	}
	maps.Copy(out, b)
	return out
}

func below(way, next label.Text) label.Text {
	if way.IsZero() {
		return next
	}
	return label.F("%s · %s", "%s · %s", way, next)
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, one := range v {
			if !empty(one) {
				return false
			}
		}
		return true
	}
	return false
}

// identities are the properties by which the items of a list are told apart.
var identities = [][]string{{"key"}, {"id"}, {"header"}, {"from", "to"}, {"stage"}, {"variant"}, {"attribute"}, {"type"}, {"title"}, {"kind"}}

// identity tells an item of a list from the others; empty when nothing does.
func identity(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	for _, by := range identities {
		var parts []string
		for _, name := range by {
			if v, there := m[name]; there {
				parts = append(parts, fmt.Sprint(v))
			}
		}
		if len(parts) == len(by) {
			return strings.Join(parts, "\n")
		}
	}
	return ""
}

// named reports whether the items of two lists can be told apart.
func named(lists ...[]any) bool {
	some := false
	for _, l := range lists {
		seen := map[string]bool{}
		for _, v := range l {
			id := identity(v)
			if id == "" || seen[id] {
				return false
			}
			seen[id], some = true, true
		}
	}
	return some
}

func (st *state) lists(out *[]Change, way label.Text, property string, was, now []any) {
	before, after := map[string]any{}, map[string]any{}
	var ids, kept, order []string
	for _, v := range was {
		before[identity(v)] = v
		ids = append(ids, identity(v))
	}
	for _, v := range now {
		id := identity(v)
		after[id] = v
		if _, there := before[id]; !there {
			ids = append(ids, id)
		} else {
			order = append(order, id)
		}
	}
	for _, id := range ids {
		name := below(way, st.name(property, before[id], after[id]))
		switch {
		case before[id] == nil:
			*out = append(*out, Change{name, label.Text{}, label.T("added", "ajouté")})
		case after[id] == nil:
			*out = append(*out, Change{name, label.T("there", "présent"), label.T("removed", "retiré")})
		default:
			kept = append(kept, id)
			st.tell(out, name, property, before[id], after[id])
		}
	}
	if !slices.Equal(kept, order) {
		say := func(ids []string, in map[string]any) label.Text {
			var names []label.Text
			for _, id := range ids {
				names = append(names, st.name(property, in[id], nil))
			}
			return joinedTexts(names)
		}
		*out = append(*out, Change{below(way, label.T("Order", "Ordre")), say(kept, before), say(order, after)})
	}
}

// name is what an item of a list is called.
func (st *state) name(property string, was, now any) label.Text {
	m, _ := now.(map[string]any)
	if m == nil {
		m, _ = was.(map[string]any)
	}
	moves := m["from"] != nil && m["to"] != nil // of a lifecycle
	for _, by := range []string{"label", "title", "name"} {
		if t, ok := m[by].(map[string]any); ok && isText(t) && !empty(t) && !moves {
			return label.F("“%s”", "«\u202f%s\u202f»", label.T(fmt.Sprint(t["en"]), fmt.Sprint(t["fr"])))
		}
	}
	if t := nameOfLine(m); !t.IsZero() {
		return label.F("“%s”", "«\u202f%s\u202f»", t)
	}
	if moves {
		return label.F("From “%s” to “%s”", "De «\u202f%s\u202f» à «\u202f%s\u202f»", st.key("stages", m["from"]), st.key("stages", m["to"]))
	}
	if header, ok := m["header"].(string); ok && header != "" && m["key"] == nil {
		return label.F("“%s”", "«\u202f%s\u202f»", label.T(header, header))
	}
	for _, by := range []string{"stage", "variant", "attribute", "type", "key", "id", "kind"} {
		if v, ok := m[by]; ok {
			return label.F("“%s”", "«\u202f%s\u202f»", st.key(by, v))
		}
	}
	return word(property)
}

// nameOfLine is what a line of a template makes is called; nothing for anything else.
func nameOfLine(m map[string]any) label.Text {
	values, _ := m["values"].(map[string]any)
	name, _ := values["name"].(map[string]any)
	t, ok := name["text"].(map[string]any)
	if !ok || !isText(t) {
		return label.Text{}
	}
	return label.T(fmt.Sprint(t["en"]), fmt.Sprint(t["fr"]))
}

// key is what a key is called.
func (st *state) key(property string, v any) label.Text {
	key := fmt.Sprint(v)
	list := map[string]string{"stage": "stage", "stages": "stage", "finished": "stage", "type": "type", "types": "type", "variant": "variant", "variants": "variant"}[property]
	c := st.project()
	if f := c.Get(list); f != nil {
		if o, ok := f.OptionByKey(key); ok {
			return o.Label
		}
	}
	switch property {
	case "kind":
		if s := templating.SectionOf(key); s != nil {
			return s.Title
		}
	case "attribute", "attributes", "required", "weight", "columns", "card", "tree":
		if f := c.Get(key); f != nil {
			return f.Label
		}
	case "permissions":
		for _, p := range access.Permissions {
			if p.Key == key {
				return p.Label
			}
		}
	}
	return label.T(key, key)
}

// longest is how much is said of one value.
const longest = 400

// say writes a value in words.
func (st *state) say(property string, v any) label.Text {
	if empty(v) {
		if _, yesNo := v.(bool); yesNo {
			return label.T("no", "non")
		}
		if _, number := v.(json.Number); number {
			return label.T("0", "0")
		}
		return nothing
	}
	switch v := v.(type) {
	case bool:
		return label.T("yes", "oui")
	case string:
		switch property {
		case "content":
			return label.T("in the document", "dans le document")
		case "digest", "headers":
			return label.T(v[:min(len(v), 12)], v[:min(len(v), 12)])
		}
		return st.key(property, short(v))
	case map[string]any:
		if isText(v) {
			return saidInBoth(fmt.Sprint(v["en"]), fmt.Sprint(v["fr"]))
		}
	case []any:
		var names []label.Text
		for _, one := range v {
			if m, ok := one.(map[string]any); ok {
				names = append(names, st.name(property, m, nil))
			} else {
				names = append(names, st.key(property, one))
			}
		}
		return joinedTexts(names)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return label.T("?", "?")
	}
	return label.T(short(string(text)), short(string(text)))
}

// saidInBoth shows both languages to everybody, for either may be what differs.
func saidInBoth(en, fr string) label.Text {
	if en == fr {
		return label.T(short(en), short(fr))
	}
	return label.T(short(en)+" / "+short(fr), short(fr)+" / "+short(en))
}

func short(s string) string {
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

func joinedTexts(names []label.Text) label.Text {
	var en, fr []string
	for _, n := range names {
		en, fr = append(en, n.In(label.EN)), append(fr, n.In(label.FR))
	}
	return label.T(strings.Join(en, ", "), strings.Join(fr, ", "))
}
