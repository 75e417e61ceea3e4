package cell

import "strings"

// monthNames maps folded names and abbreviations to months 1 to 12.
var monthNames = map[string]int{
	"janvier": 1, "janv": 1, "jan": 1, "january": 1,
	"fevrier": 2, "fevr": 2, "fev": 2, "february": 2, "feb": 2, "febr": 2,
	"mars": 3, "mar": 3, "march": 3,
	"avril": 4, "avr": 4, "april": 4, "apr": 4,
	"mai": 5, "may": 5,
	"juin": 6, "june": 6, "jun": 6,
	"juillet": 7, "juil": 7, "jul": 7, "july": 7,
	"aout": 8, "aou": 8, "august": 8, "aug": 8,
	"septembre": 9, "sept": 9, "sep": 9, "september": 9,
	"octobre": 10, "oct": 10, "october": 10,
	"novembre": 11, "nov": 11, "november": 11,
	"decembre": 12, "dec": 12, "december": 12,
}

// dateFillers are words of a written date that change nothing.
var dateFillers = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`er e eme ere st nd rd th le the of de du
		lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
		monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun`) {
		m[w] = true
	}
	return m
}()

// lights maps folded words and signs for a status light to Vigie's five.
var lights = map[string]string{
	"green": "green", "vert": "green", "verte": "green", "g": "green", "v": "green", "🟢": "green",
	"amber/green": "amber_green", "green/amber": "amber_green", "amber green": "amber_green", "amber_green": "amber_green",
	"vert/orange": "amber_green", "orange/vert": "amber_green", "a/g": "amber_green", "g/a": "amber_green", "ag": "amber_green", "ga": "amber_green",
	"jaune": "amber", "yellow": "amber", "🟡": "amber", "amber": "amber", "orange": "amber", "ambre": "amber", "a": "amber", "o": "amber", "🟠": "amber",
	"amber/red": "amber_red", "red/amber": "amber_red", "amber red": "amber_red", "amber_red": "amber_red", "orange/rouge": "amber_red", "rouge/orange": "amber_red", "a/r": "amber_red", "r/a": "amber_red", "ar": "amber_red", "ra": "amber_red",
	"red": "red", "rouge": "red", "r": "red", "🔴": "red",
}

// skies maps folded words and signs for a weather to Vigie's four.
var skies = map[string]string{
	"sunny": "sunny", "sun": "sunny", "soleil": "sunny", "ensoleille": "sunny", "grand soleil": "sunny", "beau temps": "sunny", "beau": "sunny", "clear": "sunny", "☀": "sunny", "🌞": "sunny",
	"cloudy": "cloudy", "nuage": "cloudy", "nuages": "cloudy", "nuageux": "cloudy", "couvert": "cloudy", "eclaircies": "cloudy", "variable": "cloudy",
	"⛅": "cloudy", "☁": "cloudy", "🌤": "cloudy", "🌥": "cloudy", "partly cloudy": "cloudy", "overcast": "cloudy",
	"rainy": "rainy", "rain": "rainy", "pluie": "rainy", "pluvieux": "rainy", "averses": "rainy", "🌧": "rainy", "🌦": "rainy",
	"stormy": "stormy", "storm": "stormy", "orage": "stormy", "orages": "stormy", "orageux": "stormy", "tempete": "stormy", "thunderstorm": "stormy", "⛈": "stormy", "🌩": "stormy",
}

// yesNo maps folded words and signs for yes and no.
var yesNo = map[string]bool{
	"yes": true, "y": true, "oui": true, "o": true, "true": true, "vrai": true, "1": true, "x": true, "✓": true, "✔": true, "☑": true, "✅": true,
	"no": false, "n": false, "non": false, "false": false, "faux": false, "0": false, "☐": false, "❌": false, "✗": false, "✘": false,
}

// noValue lists what people type, folded, to say that there is no value or
// that it is not known yet.
var noValue = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq("-,--,---,.,...,…,/,//,?,??,x,na,n/a,n.a.,n.a,n/d,nd,n.d.,n/c,nc,n.c.,ns,n.s.,so,s.o.,s/o,"+
		"tbc,tbd,tba,to be confirmed,to be determined,to be defined,a definir,a preciser,a confirmer,a determiner,a completer,ad,"+
		"none,null,nil,nul,neant,neant.,aucun,aucune,unknown,inconnu,inconnue,not applicable,non applicable,sans objet,sans,non renseigne,non renseignee,"+
		"not available,non disponible,non communique,#n/a,#ref!,#value!,#div/0!,#name?,#null!,#num!,#valeur!,#nom?,#nombre!", ",") {
		m[w] = true
	}
	return m
}()
