package formula

import (
	"strings"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// texts are the functions of texts.
var texts = []*function{
	{
		text: true, key: "CONCAT", fr: "CONCAT", least: 1, most: -1, args: label.T("value1, value2, …", "valeur1; valeur2; …"),
		help:    label.T("Joins values into one text; empty ones are left out", "Assemble des valeurs en un texte ; les vides sont omises"),
		example: label.T("CONCAT(code, \" – \", name)", "CONCAT(code; \" – \"; name)"),
		check:   func(_ *checker, n *node) error { n.kind = kind{typ: Text}; return nil },
		build:   func(c *compiler, n *node) code { return c.concat(n.args) },
	},
	{
		text: true, key: "LEFT", fr: "GAUCHE", least: 1, most: 2, args: label.T("text[, characters]", "texte[; caractères]"),
		help:    label.T("The first characters of a text (one if not given)", "Les premiers caractères d’un texte (un par défaut)"),
		example: label.T("LEFT(code, 3)", "GAUCHE(code; 3)"),
		check:   textAndNumber, build: cutting(func(s string, n int) string { return s[:offset(s, n)] }),
	},
	{
		text: true, key: "RIGHT", fr: "DROITE", least: 1, most: 2, args: label.T("text[, characters]", "texte[; caractères]"),
		help:    label.T("The last characters of a text (one if not given)", "Les derniers caractères d’un texte (un par défaut)"),
		example: label.T("RIGHT(code, 4)", "DROITE(code; 4)"),
		check:   textAndNumber,
		build:   cutting(func(s string, n int) string { return s[offset(s, utf8.RuneCountInString(s)-n):] }),
	},
	{
		text: true, key: "LEN", fr: "NBCAR", least: 1, most: 1, args: label.T("text", "texte"),
		help:    label.T("How many characters a text has", "Le nombre de caractères d’un texte"),
		example: label.T("LEN(description)", "NBCAR(description)"),
		check:   gives(Number, Text), build: buildLen,
	},
	{
		text: true, key: "UPPER", fr: "MAJUSCULE", least: 1, most: 1, args: label.T("text", "texte"),
		help:    label.T("The text in capitals", "Le texte en majuscules"),
		example: label.T("UPPER(code)", "MAJUSCULE(code)"),
		check:   gives(Text, Text), build: rewritten(strings.ToUpper),
	},
	{
		text: true, key: "LOWER", fr: "MINUSCULE", least: 1, most: 1, args: label.T("text", "texte"),
		help:    label.T("The text in small letters", "Le texte en minuscules"),
		example: label.T("LOWER(code)", "MINUSCULE(code)"),
		check:   gives(Text, Text), build: rewritten(strings.ToLower),
	},
	{
		text: true, key: "CONTAINS", fr: "CONTIENT", least: 2, most: 2, args: label.T("text, part", "texte; partie"),
		help:    label.T("Whether a text holds another, whatever the case and accents; or several choices hold one", "Indique si un texte en contient un autre, sans tenir compte de la casse ni des accents ; ou si plusieurs choix en contiennent un"),
		example: label.T("CONTAINS(name, \"pay\")", "CONTIENT(name; \"paie\")"),
		check: func(c *checker, n *node) error {
			n.kind = kind{typ: Bool}
			return c.has(n)
		},
		build: func(c *compiler, n *node) code { return c.has(n) },
	},
	{
		text: true, key: "TEXT", fr: "TEXTE", least: 1, most: 2, args: label.T("value[, decimals]", "valeur[; décimales]"),
		help:    label.T("Writes a value as a text, a number with so many decimals", "Écrit une valeur sous forme de texte, un nombre avec tant de décimales"),
		example: label.T("TEXT(progress, 0)", "TEXTE(progress; 0)"),
		check:   checkText, build: buildText,
	},
}

func textAndNumber(c *checker, n *node) error {
	n.kind = kind{typ: Text}
	if err := c.fit(n.args[0], kind{typ: Text}); err != nil || len(n.args) == 1 {
		return err
	}
	return c.fit(n.args[1], kind{typ: Number})
}

func checkText(c *checker, n *node) error {
	n.kind = kind{typ: Text}
	if len(n.args) == 1 {
		return nil
	}
	if err := c.among(n.args[0], Number, Money, Percent); err != nil {
		return err
	}
	return c.fit(n.args[1], kind{typ: Number})
}

// offset is where the n-th character of s starts, within s.
func offset(s string, n int) int {
	for i := range s {
		if n <= 0 {
			return i
		}
		n--
	}
	return len(s)
}

func cutting(cut func(s string, n int) string) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		get, count := c.compile(n.args[0]).words(), always[int64](money.Scale)
		if len(n.args) == 2 {
			count = c.compile(n.args[1]).number()
		}
		return code{text: func(row int32) (string, Code) {
			s, a := get(row)
			k, b := count(row)
			if st := worse(a, b); st != fine {
				return "", st
			}
			return nonEmpty(cut(s, int(max(0, min(k/money.Scale, maxText)))))
		}}
	}
}

// nonEmpty gives an empty text as empty, and refuses one that is too long.
func nonEmpty(s string) (string, Code) {
	switch {
	case s == "":
		return "", empty
	case len(s) > maxText:
		return "", TextTooLong
	}
	return s, fine
}

func buildLen(c *compiler, n *node) code {
	get := c.compile(n.args[0]).words()
	return code{num: func(row int32) (int64, Code) {
		s, st := get(row)
		if st > empty {
			return 0, st
		}
		return int64(utf8.RuneCountInString(s)) * money.Scale, fine
	}}
}

func rewritten(f func(string) string) func(*compiler, *node) code {
	return func(c *compiler, n *node) code {
		get := c.compile(n.args[0]).words()
		return code{text: func(row int32) (string, Code) {
			s, st := get(row)
			if st != fine {
				return "", st
			}
			return nonEmpty(f(s))
		}}
	}
}

func (c *compiler) concat(args []*node) code {
	var parts []getter[string]
	for _, a := range args {
		parts = append(parts, c.written(a))
	}
	return code{text: func(row int32) (string, Code) {
		joined := ""
		for _, get := range parts {
			s, st := get(row)
			if st > empty {
				return "", st
			}
			if joined += s; len(joined) > maxText {
				return "", TextTooLong
			}
		}
		return nonEmpty(joined)
	}}
}

func buildText(c *compiler, n *node) code {
	if len(n.args) == 1 {
		return code{text: c.written(n.args[0])}
	}
	get, places, write := c.compile(n.args[0]).number(), c.compile(n.args[1]).number(), c.writer(n.args[0].kind)
	return code{text: func(row int32) (string, Code) {
		x, a := get(row)
		p, b := places(row)
		if st := worse(a, b); st != fine {
			return "", st
		}
		if p%money.Scale != 0 || p < 0 || p > 4*money.Scale {
			return "", BadPlaces
		}
		return nonEmpty(write(row, x, int(p/money.Scale)))
	}}
}

// written gives any value as people, or APIs, read it; see WordSource.
func (c *compiler) written(n *node) getter[string] {
	get := c.compile(n)
	if get.text != nil {
		return get.text
	}
	write := c.writer(n.kind)
	if get.set != nil {
		return func(row int32) (string, Code) {
			ids, st := get.set(row)
			if st != fine {
				return "", st
			}
			return nonEmpty(joined(ids, func(id int64) string { return write(row, id, -1) }))
		}
	}
	value := get.number()
	return func(row int32) (string, Code) {
		x, st := value(row)
		if st != fine {
			return "", st
		}
		return nonEmpty(write(row, x, -1))
	}
}

func joined(ids []int64, name func(int64) string) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteString(", ")
		}
		if b.WriteString(name(id)); b.Len() > maxText {
			break
		}
	}
	return b.String()
}

// writer returns how values of a kind are written; places −1 is as many as needed.
func (c *compiler) writer(k kind) func(row int32, n int64, places int) string {
	words, _ := c.src.(WordSource)
	lang := label.EN
	if words != nil {
		lang = words.Lang()
	}
	decimal := func(n int64, places int) string {
		s := money.Amount(n).String()
		if places >= 0 {
			s = money.Amount(n).Fixed(places)
		}
		if words != nil {
			s = money.Group(s, lang)
		}
		return s
	}
	return func(row int32, n int64, places int) string {
		switch {
		case k.typ == Number:
			return decimal(n, places)
		case k.typ == Percent:
			return decimal(n, places) + percentSign[lang]
		case k.typ == Money:
			return amount(decimal, n, places, c.src.Currency(row))
		case k.typ == Bool:
			return yesNo[n&1].In(lang)
		case k.typ == Date && words == nil:
			return day.Day(n).String()
		case k.typ == Date:
			return day.Day(n).In(lang)
		case k.typ == Month && words == nil:
			return day.Month(n).String()
		case k.typ == Month:
			return day.Month(n).In(lang)
		case words != nil:
			return words.OptionName(k.list, n)
		}
		return ""
	}
}

var (
	percentSign = [...]string{label.EN: "%", label.FR: "\u202f%"}
	yesNo       = [...]label.Text{label.T("no", "non"), label.T("yes", "oui")}
)

// amount writes money with its currency's decimals, or more if it needs them, and its code.
func amount(decimal func(int64, int) string, n int64, places int, currency string) string {
	if currency == "" {
		return decimal(n, places)
	}
	if p := money.Places(currency); places < 0 && int64(money.Amount(n).Round(p)) == n {
		places = p
	}
	return decimal(n, places) + "\u00a0" + currency
}
