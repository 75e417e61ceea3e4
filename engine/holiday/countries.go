package holiday

import (
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"vigie/ground/label"
)

// countries are those of the library, under the key of the country (ISO 3166-1, small).
var countries = []Set{
	{Key: "ar", Country: "AR", Name: label.T("Argentina", "Argentine"), library: argentina},
	{Key: "at", Country: "AT", Name: label.T("Austria", "Autriche"), library: at.Holidays},
	{Key: "be", Country: "BE", Name: label.T("Belgium", "Belgique"), library: be.Holidays},
	{Key: "br", Country: "BR", Name: label.T("Brazil", "Brésil"), library: br.Holidays},
	{Key: "bg", Country: "BG", Name: label.T("Bulgaria", "Bulgarie"), library: bg.Holidays},
	{Key: "ca", Country: "CA", Name: label.T("Canada", "Canada"), library: ca.Holidays},
	{Key: "hr", Country: "HR", Name: label.T("Croatia", "Croatie"), library: hr.Holidays},
	{Key: "cz", Country: "CZ", Name: label.T("Czechia", "Tchéquie"), library: cz.Holidays},
	{Key: "dk", Country: "DK", Name: label.T("Denmark", "Danemark"), library: dk.Holidays},
	{Key: "eu-target", Country: "EU", Name: label.T("Euro payments (TARGET)", "Paiements en euros (TARGET)"), library: ecb.Holidays},
	{Key: "de", Country: "DE", Name: label.T("Germany", "Allemagne"), library: de.Holidays},
	{Key: "gr", Country: "GR", Name: label.T("Greece", "Grèce"), library: gr.Holidays},
	{Key: "ie", Country: "IE", Name: label.T("Ireland", "Irlande"), library: ie.Holidays},
	{Key: "it", Country: "IT", Name: label.T("Italy", "Italie"), library: italy},
	{Key: "lv", Country: "LV", Name: label.T("Latvia", "Lettonie"), library: lv.Holidays},
	{Key: "lt", Country: "LT", Name: label.T("Lithuania", "Lituanie"), library: lt.Holidays},
	{Key: "mw", Country: "MW", Name: label.T("Malawi", "Malawi"), library: mw.Holidays},
	{Key: "nl", Country: "NL", Name: label.T("Netherlands", "Pays-Bas"), library: nl.Holidays},
	{Key: "nc", Country: "NC", Name: label.T("New Caledonia", "Nouvelle-Calédonie"), library: nc.Holidays},
	{Key: "nz", Country: "NZ", Name: label.T("New Zealand", "Nouvelle-Zélande"), library: nz.Holidays},
	{Key: "no", Country: "NO", Name: label.T("Norway", "Norvège"), library: no.Holidays},
	{Key: "pl", Country: "PL", Name: label.T("Poland", "Pologne"), library: poland},
	{Key: "ro", Country: "RO", Name: label.T("Romania", "Roumanie"), library: ro.Holidays},
	{Key: "ru", Country: "RU", Name: label.T("Russia", "Russie"), library: ru.Holidays},
	{Key: "sk", Country: "SK", Name: label.T("Slovakia", "Slovaquie"), library: sk.Holidays},
	{Key: "si", Country: "SI", Name: label.T("Slovenia", "Slovénie"), library: si.Holidays},
	{Key: "za", Country: "ZA", Name: label.T("South Africa", "Afrique du Sud"), library: za.Holidays},
	{Key: "es", Country: "ES", Name: label.T("Spain", "Espagne"), library: es.Holidays},
	{Key: "se", Country: "SE", Name: label.T("Sweden", "Suède"), library: se.Holidays},
	{Key: "ch", Country: "CH", Name: label.T("Switzerland", "Suisse"), library: ch.Holidays},
	{Key: "ua", Country: "UA", Name: label.T("Ukraine", "Ukraine"), library: ua.Holidays},
	{Key: "gb", Country: "GB", Name: label.T("United Kingdom (England and Wales)", "Royaume-Uni (Angleterre et pays de Galles)"), library: gb.Holidays},
	{Key: "us", Country: "US", Name: label.T("United States", "États-Unis"), library: us.Holidays},
}
