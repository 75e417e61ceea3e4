// Package rate keeps exchange rates with the day from which each holds, and
// makes one amount of amounts in many currencies, exactly. A rate is effective
// from its day on: a reading of the past uses the rates of then, and a frozen
// one those that were known.
package rate

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

// Entity is the name under which the history and the events know rates.
const Entity = "rate"

// Scale is how many parts one unit has in which rates are counted: twelve places.
const Scale = 1_000_000_000_000

// places of a rate as it is written.
const places = 12

// Rate is what one unit of a currency is worth in another from a day on, until
// the next day with a rate of the two.
type Rate struct {
	ID       int64   `db:"id"`
	Version  int64   `db:"version"`
	Currency string  `db:"currency"` // ISO 4217
	Against  string  `db:"against"`
	Day      day.Day `db:"day"`
	Value    int64   `db:"value"`   // in 1/Scale: Against for one unit of Currency
	Inverse  Yes     `db:"inverse"` // then Value is Currency for one unit of Against
	Source   string  `db:"source"`  // where it was read, for people

	Created   int64 `db:"created"` // milliseconds since 1970 UTC
	Updated   int64 `db:"updated"`
	UpdatedBy db.ID `db:"updated_by"`
}

// Yes is a truth that the database holds as 0 or 1.
type Yes int64

// YesIf turns a truth into what the database holds.
func YesIf(b bool) Yes {
	if b {
		return 1
	}
	return 0
}

// Worth is what one unit of the currency is worth in the other, exactly.
func (r Rate) Worth() *big.Rat {
	w := big.NewRat(r.Value, Scale)
	if r.Inverse != 0 {
		w.Inv(w)
	}
	return w
}

// Text is the number as it was given: "1.0850".
func (r Rate) Text() string { return Format(r.Value) }

// Says is the rate as people say it: "1 EUR = 1.085 USD".
func (r Rate) Says(l label.Lang) string {
	one, other := r.Currency, r.Against
	if r.Inverse != 0 {
		one, other = other, one
	}
	return "1 " + one + " = " + money.Group(r.Text(), l) + " " + other
}

var errNumber = errors.New("not a rate")

// Parse reads a rate: a plain decimal above zero with at most twelve places.
func Parse(s string) (int64, error) {
	whole, frac, point := strings.Cut(s, ".")
	if whole == "" || point && frac == "" || len(whole) > 7 || len(frac) > 40 || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, errNumber
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > places {
		return 0, errNumber
	}
	n, ok := new(big.Int).SetString(whole+frac+strings.Repeat("0", places-len(frac)), 10)
	if !ok || !n.IsInt64() || n.Sign() <= 0 {
		return 0, errNumber
	}
	return n.Int64(), nil
}

// Format writes a rate with as many places as it has.
func Format(v int64) string {
	s := fmt.Sprintf("%013d", v)
	whole, frac := s[:len(s)-places], strings.TrimRight(s[len(s)-places:], "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

type remembered struct {
	Currency string  `json:"currency"`
	Against  string  `json:"against"`
	Day      day.Day `json:"day"`
	Rate     string  `json:"rate"`
	Inverse  bool    `json:"inverse,omitempty"`
	Source   string  `json:"source,omitempty"`
}

// data returns what the history keeps of the rate.
func (r Rate) data() string {
	text, _ := json.Marshal(remembered{r.Currency, r.Against, r.Day, r.Text(), r.Inverse != 0, r.Source})
	return string(text)
}

// FromHistory makes the rate that a version in the history describes.
func FromHistory(id, version int64, data string) (Rate, error) {
	var m remembered
	if err := json.Unmarshal([]byte(data), &m); err != nil {
		return Rate{}, fmt.Errorf("reading rate %d: %w", id, err)
	}
	v, err := Parse(m.Rate)
	return Rate{ID: id, Version: version, Currency: m.Currency, Against: m.Against, Day: m.Day, Value: v, Inverse: YesIf(m.Inverse), Source: m.Source}, err
}

// sourceAtMost is how long a note on where a rate comes from may be.
const sourceAtMost = 200

// clean refuses what is no rate, all at once.
func (r *Rate) clean() error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	code := label.T("A currency such as EUR or GBP is expected", "Une devise comme EUR ou GBP est attendue")
	if !money.IsCode(r.Currency) {
		say("currency", code)
	}
	if !money.IsCode(r.Against) {
		say("against", code)
	}
	if r.Currency == r.Against {
		say("currency", label.F("A rate of %s against itself says nothing", "Un taux de %s contre elle-même ne dit rien", r.Currency))
	}
	if r.Day < earliest || r.Day > latest {
		say("day", label.T("A date from 1900 to 2200 is expected", "Une date de 1900 à 2200 est attendue"))
	}
	if r.Value <= 0 {
		say("rate", label.T("A number above zero with at most twelve decimals is expected", "Un nombre supérieur à zéro, avec douze décimales au plus, est attendu"))
	}
	r.Source = strings.TrimSpace(r.Source)
	if utf8.RuneCountInString(r.Source) > sourceAtMost || strings.ContainsFunc(r.Source, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		say("source", label.F("At most %d characters, on one line", "Au plus %d caractères, sur une ligne", sourceAtMost))
	}
	return fault.InvalidAll(bad)
}

var (
	earliest = day.Of(1900, 1, 1)
	latest   = day.Of(2200, 12, 31)
)
