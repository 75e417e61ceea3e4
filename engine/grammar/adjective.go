package grammar

import "strings"

// lemmas are the adjectives and participles that the sentences of the interface put
// beside nouns, masculine singular. One that is missing is found by the test of the
// vocabulary, as a doubt.
const lemmas = `absent accepté actif actuel affiché ajouté ambigu ancien annoncé annuel annulé appliqué arbitré archivé arrêté assigné associé attaché atteint
attendu attribué autorisé averti bon bloqué calculé candidat caché certain changé choisi clos clôturé coché cohérent commencé commenté commun comparé compatible complet
complété composé compris compté concerné confié connu conservé consolidé contenu convenu correspondant corrigé coté court couvert créé critique daté décalé décidé
déclaré définitif défini démarré dépassé déplacé dernier désactivé désigné détaché différent direct distinct disponible divers donné douteux échu écarté écrit effacé égal
élevé employé enfreint engagé enregistré entier entré envoyé épinglé estimé évalué exact exclu existant exporté externe facultatif faible fait favori fermé figé filtré financé fini
fixé frais fusionné futur gardé général glissé grand gros groupé habilité haut hors ignoré important importé imposé inchangé incomplet inconnu indiqué individuel inscrit
interministériel interrogé introuvable isolé joint jugé laissé lancé lent léger lié limité listé lointain long lu manquant marqué masqué mauvais meilleur même mené mensuel mentionné mis
modifié moindre muet multiple nécessaire nommé nouveau nul obligatoire occupé ouvert parent partagé partiel particulier passé perdu permis petit pire placé planifié plein portant posé possible
pondéré précédent précis premier préparé prérempli présent présenté pressé prêt prévu principal prioritaire pris privé prochain produit prolongé propre proposé protégé provisoire publié publique
qualifié quitté rangé rapide rattaché réalisé recommandé reconnu récent reçu réduit réel refusé rejeté relié relu remis remplacé rempli rendu renommé renseigné renvoyé reporté repris requis résolu
respecté restant restauré retardé retenu retiré retrouvé réuni rouvert réussi saisi sélectionné semblable sensible seul signalé simple situé solde sorti soumis suivant suivi supprimé surveillé suspendu
tel tenu terminé total touché tout traité transmis transversal trié trouvé unique urgent utile utilisé valable validé venu vérifié verrouillé vide vidé visible visé voisin voulu vrai vu modifiable figurant dit passant
autre quelque identique normal global local initial final spécial mondial stratégique
demandé destiné montré fourni configuré réinitialisé inséré fondé abîmé imbriqué converti devenu inférieur supérieur séparé omis correct arrivé affecté prouvé chaîné resté rétabli recalculé
réécrit collé coloré copié réservé chargé relancé cité dessiné formulé décrit promis confirmé deviné classé construit endommagé altéré tronqué établi divisé consigné disposé échangé répété erroné
courant exécuté chiffré délégué sauvegardé sollicité interrompu coupé croisé travaillé chômé livré connecté personnalisé abandonné signé inactif contractuel ouvré ordonné exprimé échoué recherché
personnel habituel mutuel usuel revenu appelé imprimé multiplié découpé compressé examiné refermé dégradé achevé débuté formé positif négatif tiré`

type form struct {
	lemma          string
	feminine, many bool
}

// forms are the words in which the lemmas stand, with what each of them may be.
var forms = func() map[string][]form {
	out := map[string][]form{}
	for lemma := range strings.FieldsSeq(lemmas) {
		for _, f := range []form{{lemma, false, false}, {lemma, true, false}, {lemma, false, true}, {lemma, true, true}} {
			w := inflected(f, false)
			out[w] = append(out[w], f)
		}
	}
	out["nouvel"] = []form{{"nouveau", false, false}}
	return out
}()

// odd are the feminines that no rule gives.
var odd = map[string]string{
	"ancien": "ancienne", "bon": "bonne", "frais": "fraîche", "gros": "grosse", "long": "longue", "nul": "nulle", "nouveau": "nouvelle", "favori": "favorite",
	"complet": "complète", "incomplet": "incomplète", "muet": "muette", "hors": "hors", "exclu": "exclue", "public": "publique", "quelque": "quelque",
}

// endings are how the others are made, the longest first.
var endings = [][2]string{{"el", "elle"}, {"er", "ère"}, {"eux", "euse"}, {"if", "ive"}, {"e", "e"}, {"", "e"}}

// inflected writes a form of an adjective; beforeVowel is for those of "nouveau".
func inflected(f form, beforeVowel bool) string {
	w := f.lemma
	if f.feminine {
		if o, ok := odd[w]; ok {
			w = o
		} else {
			for _, e := range endings {
				if stem, ok := strings.CutSuffix(w, e[0]); ok {
					w = stem + e[1]
					break
				}
			}
		}
	}
	switch {
	case f.lemma == "tout" && f.many && !f.feminine:
		return "tous"
	case f.lemma == "nouveau" && !f.feminine && !f.many && beforeVowel:
		return "nouvel"
	case !f.many || strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x"):
		return w
	case strings.HasSuffix(w, "al"):
		return strings.TrimSuffix(w, "l") + "ux"
	case strings.HasSuffix(w, "eau"):
		return w + "x"
	}
	return w + "s"
}

// adjective returns what a word may be that agrees with a noun; false for a word that
// does not.
func adjective(w string, feminine, many bool) (form, bool) {
	for _, f := range forms[strings.ToLower(w)] {
		if f.feminine == feminine && f.many == many {
			return f, true
		}
	}
	return form{}, false
}
