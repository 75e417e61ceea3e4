package sheet

import "vigie/ground/label"

// ones are the sentences about several things, as they are said of one.
var ones = map[string]label.Text{
	"%d total lines are not records":                label.T("One total line is no record", "Une ligne de total n’est pas une fiche"),
	"%d lines of titles or remarks are not records": label.T("One line with a title or a remark is no record", "Une ligne de titre ou de remarque n’est pas une fiche"),
	"%d lines repeat the headers":                   label.T("One line repeats the headers", "Une ligne répète les en-têtes"),
	"%d columns have values but no header":          label.T("One column has values but no header", "Une colonne a des valeurs mais pas d’en-tête"),
	"%d lines above the headers are not read":       label.T("One line above the headers is not read", "Une ligne au-dessus des en-têtes n’est pas lue"),
	"%d hidden rows are read too":                   label.T("One hidden row is read too", "Une ligne masquée est lue aussi"),
	"%d sheets are hidden in the workbook":          label.T("One sheet is hidden in the workbook", "Une feuille est masquée dans le classeur"),
	"%d cells hold formulas; the values last computed are read": label.T("One cell holds a formula; the value last computed is read",
		"Une cellule contient une formule\u202f; sa dernière valeur calculée est lue"),
	"%d formulas have no computed value and are read as empty; open the workbook, save it, and import it again": label.T(
		"One formula has no computed value and is read as empty; open the workbook, save it, and import it again",
		"Une formule n’a pas de valeur calculée et est lue comme vide\u202f; ouvrez le classeur, enregistrez-le puis importez-le à nouveau"),
	"%d lines hold nothing but a name (%s); they are read as records": label.T("One line holds nothing but a name (%s); it is read as a record",
		"Une ligne ne contient qu’un nom (%s)\u202f; elle est lue comme une fiche"),
	"%d cells show an error, the first is %s": label.T("One cell shows an error: %s", "Une cellule affiche une erreur\u00a0: %s"),
	"The workbook links to %d other workbooks; the links are not followed, only the values kept in this file are read": label.T(
		"The workbook links to another workbook; the link is not followed, only the values kept in this file are read",
		"Le classeur est lié à un autre classeur\u202f; le lien n’est pas suivi, seules les valeurs enregistrées dans ce fichier sont lues"),
	"%d lines between the records are titles of groups, and no records": label.T("One line between the records is the title of a group, and no record",
		"Une ligne entre les fiches est le titre d’un groupe, et non une fiche"),
}

// noted makes the sentence of a note; of one thing it is in the singular.
func noted(en, fr string, args []any) label.Text {
	if t, ok := ones[en]; ok && len(args) > 0 && args[0] == 1 {
		if len(args) == 1 {
			return t
		}
		return label.F(t.EN, t.FR, args[1:]...)
	}
	return label.F(en, fr, args...)
}
