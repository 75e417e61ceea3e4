package formula

import (
	"math/big"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// rule is one line of the table of arithmetic: a op b = result, by calc.
type rule struct {
	op           op
	a, b, result Type
	calc         func(x, y int64) (int64, Code)
}

var rules = []rule{
	{opAdd, Number, Number, Number, plus},
	{opAdd, Money, Money, Money, plus},
	{opAdd, Percent, Percent, Percent, plus},
	{opAdd, Number, Percent, Percent, onePlus},
	{opAdd, Percent, Number, Percent, swap(onePlus)},
	{opAdd, Date, Number, Date, later},
	{opAdd, Number, Date, Date, swap(later)},
	{opAdd, Month, Number, Month, monthLater},
	{opAdd, Number, Month, Month, swap(monthLater)},
	{opSub, Number, Number, Number, minus},
	{opSub, Money, Money, Money, minus},
	{opSub, Percent, Percent, Percent, minus},
	{opSub, Number, Percent, Percent, oneMinus},
	{opSub, Percent, Number, Percent, minusOne},
	{opSub, Date, Date, Number, between},
	{opSub, Date, Number, Date, earlier},
	{opSub, Month, Month, Number, between},
	{opSub, Month, Number, Month, monthEarlier},
	{opMul, Number, Number, Number, times},
	{opMul, Money, Number, Money, times},
	{opMul, Number, Money, Money, times},
	{opMul, Money, Percent, Money, part},
	{opMul, Percent, Money, Money, part},
	{opMul, Percent, Percent, Percent, part},
	{opMul, Number, Percent, Number, part},
	{opMul, Percent, Number, Number, part},
	{opDiv, Number, Number, Number, over},
	{opDiv, Money, Number, Money, over},
	{opDiv, Percent, Number, Percent, over},
	{opDiv, Money, Money, Number, over},
	{opDiv, Percent, Percent, Number, over},
	{opDiv, Money, Percent, Money, whole},
	{opDiv, Number, Percent, Number, whole},
	{opPow, Number, Number, Number, power},
	{opPow, Percent, Number, Percent, percentPower},
}

func ruleFor(o op, a, b Type) (rule, bool) {
	for _, r := range rules {
		if r.op == o && r.a == a && r.b == b {
			return r, true
		}
	}
	return rule{}, false
}

// operands returns the types that the two sides count as: a plain number added
// to an amount is an amount.
func operands(n *node) (a, b Type) {
	x, y := n.args[0], n.args[1]
	a, b = x.typ, y.typ
	if n.op == opAdd || n.op == opSub {
		if a == Money && plain(y) {
			b = Money
		} else if b == Money && plain(x) {
			a = Money
		}
	}
	return a, b
}

func (c *checker) arithmetic(n *node) error {
	x, y := n.args[0], n.args[1]
	for _, s := range [][2]*node{{x, y}, {y, x}} { // "" and dates in quotes follow the other side
		if s[0].typ == None || s[0].literal(Text) && (s[1].typ == Date || s[1].typ == Month) {
			k := s[1].kind
			if k.typ == None || !k.typ.numeric() && k.typ != Date && k.typ != Month {
				k = kind{typ: Number}
			}
			if err := c.fit(s[0], k); err != nil {
				return err
			}
		}
	}
	a, b := operands(n)
	r, ok := ruleFor(n.op, a, b)
	if !ok {
		return impossible(n, a, b)
	}
	n.kind = kind{typ: r.result}
	return nil
}

var verbs = map[op]label.Text{
	opAdd: label.T("Addition", "L’addition"),
	opSub: label.T("Subtraction", "La soustraction"),
	opMul: label.T("Multiplication", "La multiplication"),
	opDiv: label.T("Division", "La division"),
	opPow: label.T("Raising to a power", "L’élévation à une puissance"),
}

func impossible(n *node, a, b Type) error {
	t := label.F("%s is not possible between %s and %s", "%s n’est pas possible entre %s et %s", verbs[n.op], a.Name(), b.Name())
	linear := n.op == opAdd || n.op == opSub
	switch {
	case linear && (a == Money && b == Number || a == Number && b == Money):
		t = label.F("%s: write MONEY(…) to make the number an amount", "%s : écrivez MONTANT(…) pour faire du nombre un montant", t)
	case linear && a == Money && b == Percent:
		t = label.F("%s: write total_cost * (1 + 10%%)", "%s : écrivez total_cost * (1 + 10%%)", t)
	case a == Text || b == Text:
		t = label.F("%s: texts are joined with &, and dates are written \"2026-11-22\"", "%s : les textes se joignent avec &, et les dates s’écrivent \"2026-11-22\"", t)
	}
	return wrong(n.pos, t)
}

const bound = int64(money.Max)

// within refuses what lies beyond the range of values. Two values within it can
// be added without wrapping, and one can be multiplied by 100.
func within(n int64) (int64, Code) {
	if n > bound || n < -bound {
		return 0, Overflow
	}
	return n, fine
}

func checked(n int64, ok bool) (int64, Code) {
	if !ok {
		return 0, Overflow
	}
	return within(n)
}

func swap(f func(x, y int64) (int64, Code)) func(x, y int64) (int64, Code) {
	return func(x, y int64) (int64, Code) { return f(y, x) }
}

const hundred = 100 * money.Scale

func plus(x, y int64) (int64, Code)     { return within(x + y) }
func minus(x, y int64) (int64, Code)    { return within(x - y) }
func times(x, y int64) (int64, Code)    { return checked(money.MulDiv(x, y, money.Scale)) }
func part(x, y int64) (int64, Code)     { return checked(money.MulDiv(x, y, hundred)) }
func onePlus(x, y int64) (int64, Code)  { return within(x*100 + y) }
func oneMinus(x, y int64) (int64, Code) { return within(x*100 - y) }
func minusOne(x, y int64) (int64, Code) { return within(x - y*100) }

func over(x, y int64) (int64, Code) { return divided(x, money.Scale, y) }

// whole is the amount of which x is y percent.
func whole(x, y int64) (int64, Code) { return divided(x, hundred, y) }

func divided(x, scale, y int64) (int64, Code) {
	if y == 0 {
		return 0, DivisionByZero
	}
	return checked(money.MulDiv(x, scale, y))
}

// between counts the days or months from y to x.
func between(x, y int64) (int64, Code) { return (x - y) * money.Scale, fine }

// later moves a date by whole days; a part of a day does not count.
func later(d, n int64) (int64, Code)   { return aDay(d + n/money.Scale) }
func earlier(d, n int64) (int64, Code) { return aDay(d - n/money.Scale) }

func monthLater(m, n int64) (int64, Code)   { return aMonth(m + n/money.Scale) }
func monthEarlier(m, n int64) (int64, Code) { return aMonth(m - n/money.Scale) }

func aDay(d int64) (int64, Code) {
	if d < 1 || d > int64(day.Last) {
		return 0, BadDate
	}
	return d, fine
}

// The months of years 1 to 9999.
const firstMonth, lastMonth = 12, 9999*12 + 11

func aMonth(m int64) (int64, Code) {
	if m < firstMonth || m > lastMonth {
		return 0, BadDate
	}
	return m, fine
}

// power raises to a whole exponent, exactly, and rounds once.
func power(x, y int64) (int64, Code) { return raise(x, money.Scale, y) }

func percentPower(x, y int64) (int64, Code) { return raise(x, hundred, y) }

// raise returns (x/scale)^y in parts of scale; y counts 1/10,000.
func raise(x, scale, y int64) (int64, Code) {
	e := y / money.Scale
	if y%money.Scale != 0 || e > maxExponent || e < -maxExponent {
		return 0, BadExponent
	}
	num := new(big.Int).Exp(big.NewInt(x), big.NewInt(max(e, -e)), nil)
	den := new(big.Int).Exp(big.NewInt(scale), big.NewInt(max(e, -e)), nil)
	if e < 0 {
		num, den = den, num
	}
	if den.Sign() == 0 {
		return 0, DivisionByZero
	}
	return rounded(num.Mul(num, big.NewInt(scale)), den)
}

// rounded divides, half away from zero.
func rounded(num, den *big.Int) (int64, Code) {
	negative := num.Sign()*den.Sign() < 0
	num.Abs(num)
	den.Abs(den)
	num.Lsh(num, 1).Add(num, den).Quo(num, den.Lsh(den, 1))
	if !num.IsInt64() {
		return 0, Overflow
	}
	n := num.Int64()
	if negative {
		n = -n
	}
	return within(n)
}
