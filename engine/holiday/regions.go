package holiday

import (
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"

	"vigie/ground/label"
)

// regions are parts of countries whose holidays differ (ISO 3166-2, small): the states of
// Australia, which has no common list, those of Germany, and the cantons of Switzerland.
var regions = []Set{
	{Key: "au-act", Country: "AU", Name: label.T("Australia: Australian Capital Territory", "Australie\u202f: Territoire de la capitale australienne"), library: au.HolidaysACT},
	{Key: "au-nsw", Country: "AU", Name: label.T("Australia: New South Wales", "Australie\u202f: Nouvelle-Galles du Sud"), library: au.HolidaysNSW},
	{Key: "au-nt", Country: "AU", Name: label.T("Australia: Northern Territory", "Australie\u202f: Territoire du Nord"), library: au.HolidaysNT},
	{Key: "au-qld", Country: "AU", Name: label.T("Australia: Queensland", "Australie\u202f: Queensland"), library: au.HolidaysQLD},
	{Key: "au-sa", Country: "AU", Name: label.T("Australia: South Australia", "Australie\u202f: Australie-Méridionale"), library: au.HolidaysSA},
	{Key: "au-tas", Country: "AU", Name: label.T("Australia: Tasmania", "Australie\u202f: Tasmanie"), library: au.HolidaysTAS},
	{Key: "au-vic", Country: "AU", Name: label.T("Australia: Victoria", "Australie\u202f: Victoria"), library: au.HolidaysVIC},
	{Key: "au-wa", Country: "AU", Name: label.T("Australia: Western Australia", "Australie\u202f: Australie-Occidentale"), library: au.HolidaysWA},
	{Key: "ch-zh", Country: "CH", Name: label.T("Switzerland: Zurich", "Suisse\u202f: Zurich"), library: ch.HolidaysZH},
	{Key: "ch-be", Country: "CH", Name: label.T("Switzerland: Bern", "Suisse\u202f: Berne"), library: ch.HolidaysBE},
	{Key: "ch-lu", Country: "CH", Name: label.T("Switzerland: Lucerne", "Suisse\u202f: Lucerne"), library: ch.HolidaysLU},
	{Key: "ch-ur", Country: "CH", Name: label.T("Switzerland: Uri", "Suisse\u202f: Uri"), library: ch.HolidaysUR},
	{Key: "ch-sz", Country: "CH", Name: label.T("Switzerland: Schwyz", "Suisse\u202f: Schwytz"), library: ch.HolidaysSZ},
	{Key: "ch-ow", Country: "CH", Name: label.T("Switzerland: Obwalden", "Suisse\u202f: Obwald"), library: ch.HolidaysOW},
	{Key: "ch-nw", Country: "CH", Name: label.T("Switzerland: Nidwalden", "Suisse\u202f: Nidwald"), library: ch.HolidaysNW},
	{Key: "ch-gl", Country: "CH", Name: label.T("Switzerland: Glarus", "Suisse\u202f: Glaris"), library: ch.HolidaysGL},
	{Key: "ch-zg", Country: "CH", Name: label.T("Switzerland: Zug", "Suisse\u202f: Zoug"), library: ch.HolidaysZG},
	{Key: "ch-fr", Country: "CH", Name: label.T("Switzerland: Fribourg", "Suisse\u202f: Fribourg"), library: ch.HolidaysFR},
	{Key: "ch-so", Country: "CH", Name: label.T("Switzerland: Solothurn", "Suisse\u202f: Soleure"), library: ch.HolidaysSO},
	{Key: "ch-bs", Country: "CH", Name: label.T("Switzerland: Basel-Stadt", "Suisse\u202f: Bâle-Ville"), library: ch.HolidaysBS},
	{Key: "ch-bl", Country: "CH", Name: label.T("Switzerland: Basel-Landschaft", "Suisse\u202f: Bâle-Campagne"), library: ch.HolidaysBL},
	{Key: "ch-sh", Country: "CH", Name: label.T("Switzerland: Schaffhausen", "Suisse\u202f: Schaffhouse"), library: ch.HolidaysSH},
	{Key: "ch-ar", Country: "CH", Name: label.T("Switzerland: Appenzell Ausserrhoden", "Suisse\u202f: Appenzell Rhodes-Extérieures"), library: ch.HolidaysAR},
	{Key: "ch-ai", Country: "CH", Name: label.T("Switzerland: Appenzell Innerrhoden", "Suisse\u202f: Appenzell Rhodes-Intérieures"), library: ch.HolidaysAI},
	{Key: "ch-sg", Country: "CH", Name: label.T("Switzerland: St. Gallen", "Suisse\u202f: Saint-Gall"), library: ch.HolidaysSG},
	{Key: "ch-gr", Country: "CH", Name: label.T("Switzerland: Graubünden", "Suisse\u202f: Grisons"), library: ch.HolidaysGR},
	{Key: "ch-ag", Country: "CH", Name: label.T("Switzerland: Aargau", "Suisse\u202f: Argovie"), library: ch.HolidaysAG},
	{Key: "ch-tg", Country: "CH", Name: label.T("Switzerland: Thurgau", "Suisse\u202f: Thurgovie"), library: ch.HolidaysTG},
	{Key: "ch-ti", Country: "CH", Name: label.T("Switzerland: Ticino", "Suisse\u202f: Tessin"), library: ch.HolidaysTI},
	{Key: "ch-vd", Country: "CH", Name: label.T("Switzerland: Vaud", "Suisse\u202f: Vaud"), library: ch.HolidaysVD},
	{Key: "ch-vs", Country: "CH", Name: label.T("Switzerland: Valais", "Suisse\u202f: Valais"), library: ch.HolidaysVS},
	{Key: "ch-ne", Country: "CH", Name: label.T("Switzerland: Neuchâtel", "Suisse\u202f: Neuchâtel"), library: ch.HolidaysNE},
	{Key: "ch-ge", Country: "CH", Name: label.T("Switzerland: Geneva", "Suisse\u202f: Genève"), library: ch.HolidaysGE},
	{Key: "ch-ju", Country: "CH", Name: label.T("Switzerland: Jura", "Suisse\u202f: Jura"), library: ch.HolidaysJU},
	{Key: "de-bw", Country: "DE", Name: label.T("Germany: Baden-Württemberg", "Allemagne\u202f: Bade-Wurtemberg"), library: de.HolidaysBW},
	{Key: "de-by", Country: "DE", Name: label.T("Germany: Bavaria", "Allemagne\u202f: Bavière"), library: de.HolidaysBY},
	{Key: "de-be", Country: "DE", Name: label.T("Germany: Berlin", "Allemagne\u202f: Berlin"), library: de.HolidaysBE},
	{Key: "de-bb", Country: "DE", Name: label.T("Germany: Brandenburg", "Allemagne\u202f: Brandebourg"), library: de.HolidaysBB},
	{Key: "de-hb", Country: "DE", Name: label.T("Germany: Bremen", "Allemagne\u202f: Brême"), library: de.HolidaysHB},
	{Key: "de-hh", Country: "DE", Name: label.T("Germany: Hamburg", "Allemagne\u202f: Hambourg"), library: de.HolidaysHH},
	{Key: "de-he", Country: "DE", Name: label.T("Germany: Hesse", "Allemagne\u202f: Hesse"), library: de.HolidaysHE},
	{Key: "de-mv", Country: "DE", Name: label.T("Germany: Mecklenburg-Western Pomerania", "Allemagne\u202f: Mecklembourg-Poméranie-Occidentale"), library: de.HolidaysMV},
	{Key: "de-ni", Country: "DE", Name: label.T("Germany: Lower Saxony", "Allemagne\u202f: Basse-Saxe"), library: de.HolidaysNI},
	{Key: "de-nw", Country: "DE", Name: label.T("Germany: North Rhine-Westphalia", "Allemagne\u202f: Rhénanie-du-Nord-Westphalie"), library: de.HolidaysNW},
	{Key: "de-rp", Country: "DE", Name: label.T("Germany: Rhineland-Palatinate", "Allemagne\u202f: Rhénanie-Palatinat"), library: de.HolidaysRP},
	{Key: "de-sl", Country: "DE", Name: label.T("Germany: Saarland", "Allemagne\u202f: Sarre"), library: de.HolidaysSL},
	{Key: "de-sn", Country: "DE", Name: label.T("Germany: Saxony", "Allemagne\u202f: Saxe"), library: de.HolidaysSN},
	{Key: "de-st", Country: "DE", Name: label.T("Germany: Saxony-Anhalt", "Allemagne\u202f: Saxe-Anhalt"), library: de.HolidaysST},
	{Key: "de-sh", Country: "DE", Name: label.T("Germany: Schleswig-Holstein", "Allemagne\u202f: Schleswig-Holstein"), library: de.HolidaysSH},
	{Key: "de-th", Country: "DE", Name: label.T("Germany: Thuringia", "Allemagne\u202f: Thuringe"), library: de.HolidaysTH},
}
