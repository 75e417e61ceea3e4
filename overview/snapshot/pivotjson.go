package snapshot

import (
	"fmt"
	"math/big"
	"strconv"

	"vigie/engine/formula"
	"vigie/ground/money"
	"vigie/room/field"
)

// AppendPivot writes what is crossed: the levels, the measures, the heads of the
// columns, and the lines. Each head and line bears the condition that holds for its
// projects alone; a cell holds those of both.
func (p *Pivot) AppendPivot(b []byte) []byte {
	b = p.appendLevels(append(b, `"rows":`...), p.Rows)
	b = p.appendLevels(append(b, `,"columns":`...), p.Columns)
	b = append(b, `,"measures":[`...)
	for i, m := range p.Measures {
		b = comma(b, i)
		key, rule := "", string(field.Count)
		if m.Field != nil {
			key, rule = m.Field.Key, string(m.Field.Consolidation)
		}
		b = fmt.Appendf(b, `{"name":%q,"key":%q,"rule":%q}`, m.Name, key, rule)
	}
	partial := p.Partial()
	b = append(b, `],"heads":[`...)
	for i, h := range p.Heads {
		b = comma(b, i)
		b = p.appendHead(b, p.Columns[0], h.Value)
		sums := make([]Total, len(p.Measures))
		for j, m := range p.Measures {
			sums[j] = h.Totals[m.Name]
		}
		b = p.appendCell(b, Cell{h.Count, sums}, p.missing(p.Columns[0], h, partial), shareOf{all: p.Sums, column: sums, row: p.Sums})
		b = append(b, '}')
	}
	b = append(b, `],"lines":`...)
	b = p.appendLines(b, p.Lines, 0, partial, p.Sums)
	b = append(b, `,"all":{`...)
	b = append(p.appendCell(b, Cell{len(p.Items), p.Sums}, partial, shareOf{all: p.Sums, column: p.Sums, row: p.Sums}), '}')
	return b
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ',')
	}
	return b
}

func (p *Pivot) appendLevels(b []byte, levels []Level) []byte {
	b = append(b, '[')
	for i, l := range levels {
		b = comma(b, i)
		b = fmt.Appendf(b, `{"key":%q,"by":%q}`, l.Field.Key, l.By)
	}
	return append(b, ']')
}

// appendHead begins an object with a value, how it is read, and its condition.
func (p *Pivot) appendHead(b []byte, l Level, v field.Value) []byte {
	b = append(b, `{"value":`...)
	if l.dated() && v.Set {
		b = l.appendWithin(b, v.N)
	} else {
		b = p.Names.AppendValue(b, l.Field, v, "")
	}
	return append(field.AppendString(append(b, `,"filter":`...), p.Snapshot.condition(l, v)), ',')
}

func (p *Pivot) appendLines(b []byte, lines []Line, depth int, above bool, of []Total) []byte {
	b = append(b, '[')
	for i, l := range lines {
		b = comma(b, i)
		missing := p.missing(p.Rows[depth], Group{Value: l.Value}, above)
		b = p.appendHead(b, p.Rows[depth], l.Value)
		b = p.appendCell(b, l.Cell, missing, shareOf{all: p.Sums, column: p.Sums, row: l.Sums})
		b = append(b, `,"cells":[`...)
		first := 0
		for at, c := range l.Cells {
			if c.Count == 0 {
				continue
			}
			b = comma(b, first)
			first++
			b = strconv.AppendInt(append(b, `{"at":`...), int64(at), 10)
			part := missing && p.missing(p.Columns[0], p.Heads[at], above)
			b = append(p.appendCell(append(b, ','), c, part, shareOf{all: p.Sums, column: p.headSums(at), row: l.Sums}), '}')
		}
		b = append(b, ']')
		if l.Lines != nil {
			b = p.appendLines(append(b, `,"lines":`...), l.Lines, depth+1, missing, l.Sums)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

func (p *Pivot) headSums(at int) []Total {
	out := make([]Total, len(p.Measures))
	for i, m := range p.Measures {
		out[i] = p.Heads[at].Totals[m.Name]
	}
	return out
}

// shareOf are the totals of which a cell may be a part.
type shareOf struct{ all, column, row []Total }

// appendCell writes the members of a cell: how many projects, the totals by
// measure, and of each what part it is in tenths of a per cent, where that is asked.
func (p *Pivot) appendCell(b []byte, c Cell, partial bool, of shareOf) []byte {
	b = strconv.AppendInt(append(b, `"count":`...), int64(c.Count), 10)
	if partial {
		b = append(b, `,"partial":true`...)
	}
	b = append(b, `,"totals":[`...)
	for i, t := range c.Sums {
		b = comma(b, i)
		f := p.Measures[i].Field
		if f == nil {
			b = fmt.Appendf(b, `{"rule":"count","filled":%d,"unread":0,"value":"%d"}`, t.Filled, t.Filled)
			continue
		}
		b = p.Names.appendWhole(b, f, t)
	}
	b = append(b, ']')
	if p.Share == "" {
		return b
	}
	b = append(b, `,"shares":[`...)
	for i, t := range c.Sums {
		b = comma(b, i)
		if share, ok := p.share(i, t, of); ok {
			b = appendQuoted(b, share.String())
		} else {
			b = append(b, "null"...)
		}
	}
	return append(b, ']')
}

// share is what part of the whole a total is, in points with one decimal; there is
// none for what does not add up, such as means and dates, of nothing, and of
// amounts in several currencies whose rates lack.
func (p *Pivot) share(i int, t Total, of shareOf) (money.Amount, bool) {
	whole := of.all
	switch p.Share {
	case "row":
		whole = of.row
	case "column":
		whole = of.column
	}
	a, ok := p.figure(i, t)
	b, ok2 := p.figure(i, whole[i])
	if !ok || !ok2 || b.Sign() == 0 {
		return 0, false
	}
	tenths := roundedQuotient(new(big.Int).Mul(a, big.NewInt(1000)), b)
	if !tenths.IsInt64() {
		return 0, false
	}
	return money.Amount(tenths.Int64() * money.Scale / 10), true
}

// figure is a total that adds up, as one number.
func (p *Pivot) figure(i int, t Total) (*big.Int, bool) {
	f := p.Measures[i].Field
	switch {
	case t.Rule == field.Count:
		return big.NewInt(int64(t.Filled)), true
	case t.Rule != field.Sum:
		return nil, false
	}
	typ, _ := f.FormulaType()
	if typ != formula.Money {
		return big.NewInt(t.Value.N), t.Value.Set
	}
	into := ""
	if whole := p.Sums[i]; whole.Converted != nil {
		into = whole.Converted.Currency
	} else if len(whole.ByCurrency) > 1 {
		return nil, false
	}
	if t.Converted != nil && t.Converted.Amount != nil {
		return t.Converted.Amount, true
	}
	if into == "" {
		for _, n := range t.ByCurrency {
			return n, true
		}
		return nil, false
	}
	n := t.ByCurrency[into]
	return n, n != nil
}
