package money

import "strings"

// Places returns how many decimals the currency's minor unit has: 2 for the
// euro, 0 for the yen, 3 for the Kuwaiti dinar. Source: ISO 4217, list one.
func Places(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}

// Symbols maps what people write beside an amount to the ISO 4217 code.
var Symbols = map[string]string{
	"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₣": "CHF", "EUROS": "EUR", "EURO": "EUR",
}

// Currency reads a symbol or a three-letter code; empty when it is neither.
func Currency(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if c, ok := Symbols[s]; ok {
		return c
	}
	if IsCode(s) {
		return s
	}
	return ""
}

// IsCode reports whether s is a currency in use, by its ISO 4217 code.
func IsCode(s string) bool {
	return len(s) == 3 && strings.Contains(codes, " "+s+" ")
}

const codes = " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG "
