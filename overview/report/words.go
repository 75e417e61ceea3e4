package report

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"

	"vigie/format/chart"
	"vigie/format/pdf"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/wording"
	"vigie/room/field"
)

// scaled is how a value of a scale is shown: word, sign and colour, so that none
// is needed alone.
type scaled struct {
	label  label.Text
	sign   pdf.Sign
	colour chart.Colour
}

var scales = map[string]scaled{
	"sunny":       {field.ScaleText("sunny"), pdf.Round, "D48A00"},
	"cloudy":      {field.ScaleText("cloudy"), pdf.Lozenge, "6F7B8B"},
	"rainy":       {field.ScaleText("rainy"), pdf.Down, "2F6FB7"},
	"stormy":      {field.ScaleText("stormy"), pdf.Square, "5A3E9B"},
	"green":       {field.ScaleText("green"), pdf.Round, "1E8A4F"},
	"amber_green": {field.ScaleText("amber_green"), pdf.Up, "6D8A12"},
	"amber":       {field.ScaleText("amber"), pdf.Lozenge, "C27803"},
	"amber_red":   {field.ScaleText("amber_red"), pdf.Down, "CF5410"},
	"red":         {field.ScaleText("red"), pdf.Square, "C02A21"},
}

// picks are the colours of choices.
var picks = map[string]chart.Colour{
	"grey": "6B7078", "blue": "2F62C9", "cyan": "0F7B80", "green": "1A7A45", "lime": "5C7A10",
	"yellow": "8A6500", "orange": "B4530A", "red": "B3261E", "pink": "A8327D", "violet": "6A45B3",
}

// marks are the signs as letters.
var marks = map[pdf.Sign]string{pdf.Round: "●", pdf.Square: "■", pdf.Lozenge: "◆", pdf.Up: "▲", pdf.Down: "▼"}

// scale shows a value of the weather or of the lights; empty for none.
func scale(word string, l label.Lang) Cell {
	s, ok := scales[word]
	if !ok {
		return Cell{}
	}
	text := s.label.In(l)
	return Cell{Text: text, Sign: s.sign, Colour: s.colour, Value: sheet.TextValue(text)}
}

// rank returns the word of a stored weather or light.
func rank(k field.Kind, n int64) string {
	all := field.Weathers
	if k == field.Light {
		all = field.Lights
	}
	if n < 1 || int(n) > len(all) {
		return ""
	}
	return all[n-1]
}

func dateCell(d day.Day, l label.Lang) Cell {
	if d == 0 {
		return Cell{}
	}
	return Cell{Text: d.In(l), Value: sheet.DateValue(d)}
}

func moneyCell(n int64, currency string, l label.Lang) Cell {
	return Cell{Text: wording.Money(n, currency, l), Value: sheet.MoneyValue(money.Amount(n), currency)}
}

func countCell(n int, l label.Lang) Cell {
	return Cell{Text: count(n, l), Value: sheet.NumberValue(money.Units(int64(n)))}
}

func count(n int, l label.Lang) string { return money.Group(strconv.Itoa(n), l) }

func percentCell(a money.Amount, l label.Lang) Cell {
	return Cell{Text: a.Round(1).In(l) + percentSign.In(l), Value: sheet.PercentValue(a)}
}

// score writes a score of which 100 is the best.
func score(a money.Amount, l label.Lang) string { return a.Round(0).In(l) + wording.Hard + "/ 100" }

var percentSign = label.T("%", "\u202f%")

// amount is an amount of money in JSON.
type amount struct {
	Amount   money.Amount `json:"amount"`
	Currency string       `json:"currency"`
}

func (a *amount) cell(l label.Lang) Cell {
	if a == nil {
		return Cell{}
	}
	return moneyCell(int64(a.Amount), a.Currency, l)
}

// sums are amounts by currency; they are never added up.
type sums map[string]money.Amount

func (s sums) text(l label.Lang, sign bool) string {
	by := map[string]*big.Int{}
	for c, n := range s {
		by[c] = big.NewInt(int64(n))
	}
	if sign {
		return wording.SignedTotals(by, l)
	}
	return wording.Totals(by, l)
}

func (s sums) cell(l label.Lang) Cell {
	out := Cell{Text: s.text(l, false)}
	if len(s) == 1 {
		for c, a := range s {
			out.Value = sheet.MoneyValue(a, c)
		}
	}
	return out
}

// told shows a value of the API by its kind.
func told(kind string, raw json.RawMessage, l label.Lang) Cell {
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return Cell{}
	}
	switch kind {
	case "count":
		var n int
		if json.Unmarshal(raw, &n) == nil {
			return countCell(n, l)
		}
	case "money":
		var one amount
		var many sums
		if json.Unmarshal(raw, &one) == nil && one.Currency != "" {
			return one.cell(l)
		}
		if json.Unmarshal(raw, &many) == nil {
			return many.cell(l)
		}
	case "number", "score", "percent":
		var a money.Amount
		if json.Unmarshal(raw, &a) == nil {
			if kind == "percent" {
				return percentCell(a, l)
			}
			if kind == "score" {
				return Cell{Text: score(a, l), Value: sheet.NumberValue(a)}
			}
			return Cell{Text: a.In(l), Value: sheet.NumberValue(a)}
		}
	case "date":
		var d day.Day
		if json.Unmarshal(raw, &d) == nil {
			return dateCell(d, l)
		}
	case "month":
		var m day.Month
		if json.Unmarshal(raw, &m) == nil {
			return Cell{Text: m.In(l), Value: sheet.MonthValue(m)}
		}
	}
	return plainValue(raw, l)
}

// plainValue shows a word of a scale, a text, or the name of what is referred to.
func plainValue(raw json.RawMessage, l label.Lang) Cell {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		if c := scale(s, l); c.Text != "" {
			return c
		}
		return Cell{Text: s, Value: sheet.TextValue(s)}
	}
	var ref struct {
		Name  string `json:"name"`
		Label string `json:"label"`
	}
	if json.Unmarshal(raw, &ref) == nil && ref.Name+ref.Label != "" {
		return words(ref.Name + ref.Label)
	}
	return Cell{}
}

// moved writes a difference with its sign.
func moved(kind string, raw json.RawMessage, l label.Lang) string {
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return ""
	}
	if kind == "money" {
		var many sums
		if json.Unmarshal(raw, &many) == nil {
			return many.text(l, true)
		}
	}
	text := strings.Trim(string(raw), `"`)
	a, err := money.Parse(text)
	if err != nil || a == 0 {
		return ""
	}
	switch {
	case kind == "date":
		return wording.Shift(int64(a/money.Scale), l)
	case a < 0:
		return "−" + (-a).In(l)
	}
	return "+" + a.In(l)
}
