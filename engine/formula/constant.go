package formula

// constant compiles an attribute that has one value for all rows: it costs what a
// literal costs. An amount in a currency stands beside no amounts of another.
func (c *compiler) constant(n *node, v Value, currency string) code {
	if n.typ == Text {
		return code{text: literalOf(v.S, v.Null || v.S == "")}
	}
	if n.typ != Money || currency == "" || v.Null {
		return code{num: literalOf(v.N, v.Null)}
	}
	return code{num: func(row int32) (int64, Code) {
		if of := c.src.Currency(row); of != "" && of != currency {
			return 0, MixedCurrencies
		}
		return v.N, fine
	}}
}
