package intake

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/rate"
)

// A file of rates gives them in one of two directions: so many units of the
// currency for one of consolidation ("units", as central banks do), or what one
// unit of the currency is worth ("worth"). The mapping says which, and so shows
// what was guessed.
const (
	rateUnits = "units"
	rateWorth = "worth"
)

var rates = target{
	object: rate.Entity, place: 8, label: label.T("Exchange rates", "Taux de change"),
	help:  label.T("One rate per row: day, currency, rate; or one day per row and a column per currency, as central banks publish them. The direction is guessed, shown, and can be changed.", "Un taux par ligne : jour, devise, taux ; ou un jour par ligne et une colonne par devise, comme les publient les banques centrales. Le sens est deviné, affiché, et peut être changé."),
	right: access.EditRates, keeps: []string{"name", "day", rateUnits, rateWorth, "source"},
	rules: []rule{
		{key: "name", names: "devise|currency|monnaie|ccy|code devise|currency code|code monnaie|code|devise iso|iso|unit|unite monetaire"},
		{key: "day", names: "date|jour|day|time period|periode|a partir du|date du taux|rate date|from|date de valeur|effective date", takes: "month"},
		{key: rateUnits, names: "taux|rate|cours|taux de change|exchange rate|obs value|valeur|value|reference rate|taux de reference|cours de reference|fx rate|parite"},
		{key: "source", names: "source|origine|origin|provider|fournisseur|note|commentaire"},
	},
	catalogue: func(ctx context.Context, q db.Querier) (*field.Catalogue, error) {
		into, err := access.Consolidates(ctx, q, 0)
		return field.NewCatalogue(rate.Entity, []*field.Field{
			{ID: 1, Key: "day", Kind: field.Date, Label: label.T("From", "À partir du"), Required: true, Position: 1},
			{ID: 2, Key: "name", Kind: field.Text, Label: label.T("Currency", "Devise"), Required: true, Position: 2},
			{ID: 3, Key: rateUnits, Kind: field.Text, Label: label.T("Rate: 1 "+into+" = … of the currency", "Taux\u202f: 1 "+into+" = … de la devise"), Position: 3},
			{ID: 4, Key: rateWorth, Kind: field.Text, Label: label.T("Rate: 1 of the currency = … "+into, "Taux : 1 de la devise = … "+into), Position: 4},
			{ID: 5, Key: "source", Kind: field.Text, Label: label.T("Source", "Source"), Position: 5},
		}), err
	},
}

var rateStore = small{
	get: func(ctx context.Context, q db.Querier, who access.Who, id int64) (field.Values, error) {
		r, err := rate.ByID(ctx, q, who, id)
		vs := field.Values{"day": field.Int(int64(r.Day)), "name": field.Str(r.Currency), rateWorth: field.Str(r.Text())}
		if r.Inverse != 0 {
			vs[rateUnits] = vs[rateWorth]
			delete(vs, rateWorth)
		}
		if r.Source != "" {
			vs["source"] = field.Str(r.Source)
		}
		return vs, err
	},
	save: saveRate,
	remove: func(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
		now, err := rate.ByID(ctx, tx, who, id)
		if err == nil {
			err = rate.Delete(ctx, tx, who, id, now.Version)
		}
		return err
	},
}

func saveRate(ctx context.Context, tx *db.Tx, who access.Who, id int64, isNew bool, vs field.Values) error {
	set, err := rateOf(vs)
	if err != nil {
		return err
	}
	if isNew {
		r := rate.Rate{ID: id}
		if r.Against, err = access.Consolidates(ctx, tx, 0); err != nil {
			return err
		}
		r.Currency, r.Day = money.Currency(vs["name"].S), day.Day(vs["day"].N)
		set(&r)
		_, err = rate.Create(ctx, tx, who, r)
		return err
	}
	now, err := rate.ByID(ctx, tx, who, id)
	if err == nil {
		_, err = rate.Update(ctx, tx, who, id, now.Version, set)
	}
	return err
}

// rateOf reads the number, its direction and its source.
func rateOf(vs field.Values) (func(*rate.Rate), error) {
	key := rateUnits
	if vs[rateWorth].S != "" {
		key = rateWorth
	}
	value := int64(0)
	if text := vs[key].S; text != "" {
		var err error
		if value, err = rate.Parse(plainRate(text)); err != nil {
			return nil, fault.Invalid(key, label.F("“%s” is no rate: a number above zero is expected", "« %s » n’est pas un taux : un nombre supérieur à zéro est attendu", text))
		}
	}
	return func(r *rate.Rate) {
		if value != 0 {
			r.Value, r.Inverse = value, rate.YesIf(key == rateUnits)
		}
		if s, said := vs["source"]; said {
			r.Source = s.S
		}
	}, nil
}

// plainRate writes a rate of either style of numbers as a plain decimal: the last
// of comma and point is that of the decimals.
func plainRate(text string) string {
	text = strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \u00a0\u202f'’", c) {
			return -1
		}
		return c
	}, text)
	comma, point := strings.LastIndex(text, ","), strings.LastIndex(text, ".")
	if comma > point {
		return strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	}
	return strings.ReplaceAll(text, ",", "")
}

func rateEntries(ctx context.Context, j *job) ([]entry, error) {
	j.standing = standing{totals: map[string]*Total{}}
	into, err := access.Consolidates(ctx, j.k.DB, 0)
	if err != nil {
		return nil, err
	}
	all, _, err := rate.List(ctx, j.k.DB, j.who, rate.Query{Limit: math.MaxInt32})
	var out []entry
	for _, r := range all {
		if r.Against == into {
			out = append(out, entry{ID: r.ID, Name: r.Currency, date: int64(r.Day)})
		} else if r.Currency == into {
			out = append(out, entry{ID: r.ID, Name: r.Against, date: int64(r.Day)})
		}
	}
	return out, err
}

// resolveRates gives every row the rate of its currency and day. A second row of
// both is refused.
func (j *job) resolveRates() {
	type place struct {
		currency string
		day      int64
	}
	there, said := map[place]int64{}, map[place]bool{}
	for _, e := range j.entries {
		there[place{e.Name, e.date}] = e.ID
	}
	for _, l := range j.lines {
		if l.isRefused() {
			continue
		}
		p := place{currency: money.Currency(l.Name)}
		if b := j.byKey["day"]; b != nil {
			v, _, _ := j.value(l, b, j.table.Rows[l.at].Cells[b.at])
			p.day = v.N
		}
		switch {
		case p.currency == "":
			l.refuse(label.F("“%s” is not a currency such as EUR or USD", "« %s » n’est pas une devise comme EUR ou USD", l.Name))
		case p.day == 0:
			l.refuse(label.T("The day of the rate is missing", "Le jour du taux manque"))
		case said[p]:
			l.refuse(label.T("Another row has the same currency and day", "Une autre ligne porte la même devise et le même jour"))
		default:
			said[p], l.Object = true, there[p]
		}
	}
}

func tryRates(ctx context.Context, j *job, lines []*line) ([]error, error) {
	for _, l := range lines {
		l.Values["name"] = field.Str(money.Currency(l.Name))
		for one, other := range map[string]string{rateUnits: rateWorth, rateWorth: rateUnits} {
			if v := l.Values[one]; v.S != "" {
				if n, err := rate.Parse(plainRate(v.S)); err == nil {
					l.Values[one], l.Values[other] = field.Str(rate.Format(n)), field.Value{}
				}
			}
		}
	}
	return rateStore.try(ctx, j, lines)
}

var (
	writeRates    = rateStore.write
	takeBackRates = rateStore.takeBack
)

// perEuro is about how many units of a currency one euro buys: enough to tell one
// direction from the other.
var perEuro = map[string]float64{
	"EUR": 1, "USD": 1.1, "GBP": 0.86, "JPY": 160, "CHF": 0.95, "SEK": 11.3, "NOK": 11.6, "DKK": 7.46, "PLN": 4.3, "CZK": 25, "HUF": 395, "RON": 5, "BGN": 1.956, "ISK": 150,
	"CAD": 1.5, "AUD": 1.65, "NZD": 1.8, "CNY": 7.8, "HKD": 8.5, "INR": 92, "KRW": 1480, "BRL": 6, "MXN": 20, "ZAR": 20, "TRY": 35, "SGD": 1.45, "THB": 38, "IDR": 17500, "PHP": 63, "MYR": 5, "ILS": 4,
	"XOF": 655.957, "XAF": 655.957, "XPF": 119.33, "MAD": 10.8, "TND": 3.4, "DZD": 146, "EGP": 53, "AED": 4, "SAR": 4.1,
}

// settleRates turns the direction of the column of rates where its numbers say so:
// each row of a well-known currency has a vote.
func (p *proposal) settleRates(ctx context.Context, q db.Querier) error {
	if p.t.object != rate.Entity {
		return nil
	}
	into, err := access.Consolidates(ctx, q, 0)
	if err == nil {
		p.turnRates(into)
	}
	return err
}

func (p *proposal) turnRates(into string) {
	of, named := p.used["name"]
	at, has := p.used[rateUnits]
	if !named || !has || perEuro[into] == 0 {
		return
	}
	votes := 0
	for i, c := range p.cells[at] {
		if i >= len(p.cells[of]) {
			break
		}
		known := perEuro[money.Currency(strings.TrimSpace(p.cells[of][i].Text))] / perEuro[into]
		given, err := strconv.ParseFloat(plainRate(strings.TrimSpace(c.Text)), 64)
		if err != nil || known == 0 || given <= 0 {
			continue
		}
		if math.Abs(math.Log(given/known)) <= math.Abs(math.Log(given*known)) {
			votes++
		} else {
			votes--
		}
	}
	col := &p.columns[at]
	if votes < 0 {
		delete(p.used, rateUnits)
		p.used[rateWorth] = at
		col.Attribute = rateWorth
	}
	col.Notes = append(col.Notes, directionNote(into, votes < 0))
}

func directionNote(into string, worth bool) label.Text {
	if worth {
		return label.T(fmt.Sprintf("Read as what one unit of the currency is worth in %s", into), fmt.Sprintf("Lu comme la valeur d’une unité de la devise en %s", into))
	}
	return label.T(fmt.Sprintf("Read as units of the currency for one %s", into), fmt.Sprintf("Lu comme le nombre d’unités de la devise pour un %s", into))
}
