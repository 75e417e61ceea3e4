package api

import (
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2/validation"

	"vigie/ground/label"
)

var tooLargeText = label.T("The request is larger than what is accepted here", "La demande dépasse la taille acceptée ici")

// wording pairs a message of the router, as a pattern of fmt, with what people read.
type wording struct {
	router string
	en, fr string // verbs take the arguments of the router's message, as text
}

// wordings are tried in order.
var wordings = []wording{
	{validation.MsgUnexpectedProperty, "There is no such field here; remove it", "Ce champ n’existe pas ici ; retirez-le"},
	{"unknown query parameter", "There is no such parameter here; remove it", "Ce paramètre n’existe pas ici ; retirez-le"},
	{validation.MsgExpectedRequiredProperty, "%s is missing", "Il manque %s"},
	{"required %s parameter is missing", "This is required (%s)", "Ceci est obligatoire (%s)"},
	{"request body is required", "The body of the request is missing", "Le corps de la demande est absent"},
	{validation.MsgExpectedString, "A text is expected", "Un texte est attendu"},
	{validation.MsgExpectedBoolean, "true or false is expected", "true ou false est attendu"},
	{validation.MsgExpectedInteger, "A whole number is expected", "Un nombre entier est attendu"},
	{validation.MsgExpectedNumber, "A number is expected", "Un nombre est attendu"},
	{validation.MsgExpectedArray, "A list is expected", "Une liste est attendue"},
	{validation.MsgExpectedObject, "An object is expected", "Un objet est attendu"},
	{validation.MsgExpectedMinLength, "At least %s characters are expected", "Au moins %s caractères sont attendus"},
	{validation.MsgExpectedMaxLength, "At most %s characters are accepted", "Au plus %s caractères sont acceptés"},
	{validation.MsgExpectedMinItems, "At least %s entries are expected", "Au moins %s éléments sont attendus"},
	{validation.MsgExpectedMaxItems, "At most %s entries are accepted", "Au plus %s éléments sont acceptés"},
	{validation.MsgExpectedMinProperties, "At least %s fields are expected", "Au moins %s champs sont attendus"},
	{validation.MsgExpectedMaxProperties, "At most %s fields are accepted", "Au plus %s champs sont acceptés"},
	{validation.MsgExpectedArrayItemsUnique, "An entry stands in the list twice", "Un élément figure deux fois dans la liste"},
	{validation.MsgExpectedOneOf, "One of these is expected: %s", "L’une de ces valeurs est attendue : %s"},
	{validation.MsgExpectedConst, "%s is expected", "%s est attendu"},
	{validation.MsgExpectedMinimumNumber, "A number of at least %s is expected", "Un nombre d’au moins %s est attendu"},
	{validation.MsgExpectedExclusiveMinimumNumber, "A number above %s is expected", "Un nombre supérieur à %s est attendu"},
	{validation.MsgExpectedMaximumNumber, "A number of at most %s is expected", "Un nombre d’au plus %s est attendu"},
	{validation.MsgExpectedExclusiveMaximumNumber, "A number below %s is expected", "Un nombre inférieur à %s est attendu"},
	{validation.MsgExpectedNumberBeMultipleOf, "A multiple of %s is expected", "Un multiple de %s est attendu"},
	{validation.MsgExpectedRFC3339Date, "A date such as 2026-11-22 is expected", "Une date comme 2026-11-22 est attendue"},
	{validation.MsgExpectedRFC3339DateTime, "A date and time such as 2026-11-22T09:30:00Z is expected", "Une date et une heure comme 2026-11-22T09:30:00Z sont attendues"},
	{validation.MsgExpectedRFC5322EmailBare, "An e-mail address such as name@example.org is expected", "Une adresse électronique comme nom@example.org est attendue"},
	{validation.MsgExpectedRFC5322Email, "An e-mail address such as name@example.org is expected", "Une adresse électronique comme nom@example.org est attendue"},
	{validation.MsgExpectedRFC3986AbsoluteURI, "An address such as https://example.org is expected", "Une adresse comme https://example.org est attendue"},
	{validation.MsgExpectedRFC3986URI, "An address such as https://example.org is expected", "Une adresse comme https://example.org est attendue"},
	{validation.MsgExpectedMatchPattern, "The form is not the expected one (%s)", "La forme n’est pas celle attendue (%s)"},
	{validation.MsgExpectedBePattern, "%s is expected", "%s est attendu"},
	{validation.MsgExpectedMatchAtLeastOneSchema, "The value is of none of the accepted kinds", "La valeur n’est d’aucune des natures acceptées"},
	{validation.MsgExpectedMatchExactlyOneSchema, "The value must be of exactly one of the accepted kinds", "La valeur doit être d’une seule des natures acceptées"},
	{validation.MsgExpectedDependentRequiredProperty, "%s is missing: it goes with %s", "Il manque %s, qui va avec %s"},
	{"invalid integer", "A whole number is expected", "Un nombre entier est attendu"},
	{"invalid float", "A number is expected", "Un nombre est attendu"},
	{"invalid boolean", "true or false is expected", "true ou false est attendu"},
	{"invalid date/time for format %s", "A date such as 2026-11-22 is expected", "Une date comme 2026-11-22 est attendue"},
	{"unknown content type: %s", "This kind of content (%s) is not accepted here; send application/json", "Ce type de contenu (%s) n’est pas accepté ici ; envoyez application/json"},
	{"cannot read multipart form: %s", "The form cannot be read: send multipart/form-data, complete and within the size accepted", "Le formulaire est illisible : envoyez du multipart/form-data, complet et dans la taille acceptée"},
	{"File required", "A file is missing", "Il manque un fichier"},
	{"At least one file is required", "A file is missing", "Il manque un fichier"},
	{"request body read timeout", "The request took too long to arrive", "La demande a mis trop de temps à arriver"},
	{twiceMessage, "%s stands twice in the same object; send it once", "%s figure deux fois dans le même objet ; envoyez-le une seule fois"},
	{nulMessage, "A text holds the character NUL; remove it", "Un texte contient le caractère NUL ; retirez-le"},
	{deepMessage, "The body is nested too deeply", "Le corps de la demande a trop de niveaux"},
	{"json: cannot unmarshal %s", "A value is of the wrong kind or out of range", "Une valeur n’est pas de la bonne nature ou dépasse les bornes"},
}

var anythingElse = label.T(
	"The body is not valid JSON, or a value in it is of the wrong kind",
	"Le corps de la demande n’est pas du JSON valable, ou une valeur n’y est pas de la bonne nature")

type compiled struct {
	pattern *regexp.Regexp
	wording
}

var compiledWordings = compile(wordings)

func compile(ws []wording) []compiled {
	verbs := regexp.MustCompile(`"?%[vsdq]"?`)
	out := make([]compiled, len(ws))
	for i, w := range ws {
		parts := verbs.Split(w.router, -1)
		for j := range parts {
			parts[j] = regexp.QuoteMeta(parts[j])
		}
		out[i] = compiled{regexp.MustCompile(`(?s)^` + strings.Join(parts, `(.*?)`) + `$`), w}
	}
	return out
}

// sentenceFor returns what people read for a message of the router.
func sentenceFor(message string) label.Text {
	if s, ok := sentences[message]; ok {
		return s
	}
	for _, c := range compiledWordings {
		m := c.pattern.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		args := make([]any, 0, len(m)-1)
		for _, a := range m[1:] {
			args = append(args, strings.Trim(a, `"`))
		}
		if n := strings.Count(c.en, "%s"); n < len(args) {
			args = args[:n]
		}
		return label.F(c.en, c.fr, args...)
	}
	return anythingElse
}

// sentences are whole messages.
var sentences = map[string]label.Text{
	"validation failed": label.T("Some values are not accepted", "Certaines valeurs ne sont pas acceptées"),
}
