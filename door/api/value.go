package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"strings"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/project"
)

// attributes is a JSON object of values by attribute key.
type attributes map[string]json.RawMessage

// valuesIn reads the attributes of a body. now is the project as it is, nil
// for a new one: its currency is the one that amounts must be in.
func valuesIn(c *field.Catalogue, names snapshot.Names, in attributes, now *project.Project) (field.Values, error) {
	vs := make(field.Values, len(in))
	var bad []fault.Detail
	currency := ""
	for key, raw := range in {
		f := c.Get(key)
		if f == nil {
			bad = append(bad, fault.Detail{Where: key, Text: label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key)})
			continue
		}
		v, cur, err := valueIn(f, names, raw)
		if err != nil {
			bad = append(bad, fault.Detail{Where: key, Text: wrongValue(f, err)})
			continue
		}
		if cur != "" && currency != "" && cur != currency {
			bad = append(bad, fault.Detail{Where: key, Text: oneCurrency(currency)})
		}
		if cur != "" {
			currency = cur
		}
		vs[key] = v
	}
	if err := fault.InvalidAll(bad); err != nil {
		return nil, err
	}
	return vs, settleCurrency(vs, currency, now)
}

func oneCurrency(c string) label.Text {
	return label.F("The amounts of a project are all in one currency, here %s", "Les montants d’un projet sont tous dans une même devise, ici %s", c)
}

// settleCurrency takes the currency of the amounts for a project that has none,
// and refuses another one than the project's.
func settleCurrency(vs field.Values, currency string, now *project.Project) error {
	if currency == "" {
		return nil
	}
	has := vs["currency"].S
	if has == "" && now != nil {
		has = now.Values["currency"].S
	}
	if has == "" {
		vs["currency"] = field.Str(currency)
		return nil
	}
	if has != currency {
		return fault.Invalid("currency", oneCurrency(has))
	}
	return nil
}

func wrongValue(f *field.Field, err error) label.Text {
	if e, ok := err.(*fault.Fault); ok {
		return e.Text
	}
	example, ok := examples[f.Kind]
	if !ok {
		example = "…"
	}
	return label.F("“%s” is not a value of this kind; it is written like %s", "« %s » n’est pas une valeur de cette nature ; elle s’écrit comme %s", f.Label, example)
}

var examples = map[field.Kind]string{
	field.Text: `"text"`, field.LongText: `"text"`, field.Link: `"https://…"`, field.Number: `"12.5"`, field.Percent: `"12.5"`,
	field.Money: `{"amount": "1234.50", "currency": "EUR"}`, field.Date: `"2026-11-22"`, field.Month: `"2026-11"`,
	field.YesNo: "true", field.Choice: `"key"`, field.Choices: `["key"]`, field.Light: `"amber_green"`, field.Weather: `"sunny"`,
	field.User: `"id"`, field.Unit: `"id"`, field.Project: `"id"`,
}

// valueIn reads one value; currency is the one given beside an amount.
func valueIn(f *field.Field, names snapshot.Names, raw json.RawMessage) (v field.Value, currency string, err error) {
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" || string(raw) == `""` {
		return field.Value{}, "", nil
	}
	switch f.Kind {
	case field.Money:
		return moneyIn(f, raw)
	case field.Number, field.Percent:
		if raw[0] != '"' {
			v, err = field.ParsePlain(f, string(raw))
			return v, "", err
		}
	case field.YesNo:
		v, err = field.ParsePlain(f, string(raw))
		return v, "", err
	case field.Choices:
		v, err = optionsIn(f, raw)
		return v, "", err
	case field.User, field.Unit, field.Project:
		v, err = refIn(f, names, raw)
		return v, "", err
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return v, "", err
	}
	v, err = field.ParsePlain(f, s)
	return v, "", err
}

func moneyIn(f *field.Field, raw json.RawMessage) (field.Value, string, error) {
	if raw[0] != '{' {
		v, err := field.ParsePlain(f, strings.Trim(string(raw), `"`))
		return v, "", err
	}
	var m struct {
		Amount   json.RawMessage `json:"amount"`
		Currency string          `json:"currency"`
	}
	if err := strict(raw, &m); err != nil || m.Amount == nil {
		return field.Value{}, "", cmp.Or(err, errNoAmount)
	}
	if m.Currency != "" && !money.IsCode(m.Currency) {
		return field.Value{}, "", fault.Invalid(f.Key, label.T("A currency is given by its three letters: EUR, GBP", "Une devise se donne par ses trois lettres : EUR, GBP"))
	}
	v, err := field.ParsePlain(f, strings.Trim(string(m.Amount), `"`))
	return v, m.Currency, err
}

var errNoAmount = errors.New("no amount")

func strict(raw json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

func optionsIn(f *field.Field, raw json.RawMessage) (field.Value, error) {
	var keys []string
	if err := json.Unmarshal(raw, &keys); err != nil {
		return field.Value{}, err
	}
	var ids []int64
	for _, k := range keys {
		o, ok := f.OptionByText(k)
		if !ok {
			return field.Value{}, fault.Invalid(f.Key, label.F("“%s” is not in the list “%s”", "« %s » n’est pas dans la liste « %s »", k, f.Label))
		}
		ids = append(ids, o.ID)
	}
	return field.List(ids), nil
}

// refIn reads an opaque id, or the object that carries it.
func refIn(f *field.Field, names snapshot.Names, raw json.RawMessage) (field.Value, error) {
	var id string
	if raw[0] == '{' {
		var o struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		}
		if err := strict(raw, &o); err != nil {
			return field.Value{}, err
		}
		id = o.ID
	} else if err := json.Unmarshal(raw, &id); err != nil {
		return field.Value{}, err
	}
	n, ok := names.ByID(f.Kind, id)
	if !ok {
		return field.Value{}, fault.Invalid(f.Key, label.T("There is no such entry, or your rights do not show it", "Cette entrée n’existe pas, ou vos droits ne la montrent pas"))
	}
	return field.Ref(n), nil
}

// dayIn reads a date of the query; empty is none.
func dayIn(where, s string) (day.Day, error) {
	if s == "" {
		return 0, nil
	}
	d, err := day.Parse(s)
	if err != nil {
		return 0, fault.Invalid(where, label.F("“%s” is not a date; write it like 2026-11-22", "« %s » n’est pas une date ; écrivez-la comme 2026-11-22", s))
	}
	return d, nil
}
