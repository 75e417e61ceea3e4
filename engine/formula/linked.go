package formula

import "vigie/ground/label"

// A filter may ask about what is linked to a row, in a condition of its own over the
// attributes of that:
//
//	HAS.MILESTONE(late = true and date in next quarter)
//	not HAS.RISK(criticality >= 12 and status = "open")
//	HAS.CHILD(light = "red")
//
// It holds when there is at least one for which the condition holds; without a
// condition, when there is any. A row without any has none, whatever is asked of
// them: not HAS.RISK(…) then holds. A condition that is empty or an error for a
// linked object does not hold for it.

// LinkCatalogue is a Catalogue that knows what may be linked to its rows.
type LinkCatalogue interface {
	// Linked returns the catalogue of a kind of linked objects.
	Linked(kind string) (Catalogue, bool)
}

// LinkSource is a Source that knows what is linked to its rows. Without it nothing is.
type LinkSource interface {
	// Linked returns the test whether a row has a linked object of a kind for which a
	// condition holds; any, when the condition is nil.
	Linked(kind string, condition *Expr) func(row int32) bool
}

// linked are the functions over linked objects.
var linked = []*function{
	has("HAS.MILESTONE", "A.DATE.CLE", "milestone", label.T("key date", "date clé"), "late = true"),
	has("HAS.RISK", "A.RISQUE", "risk", label.T("risk", "risque"), "criticality >= 12"),
	has("HAS.ACTION", "A.ACTION", "action", label.T("action", "action"), "owner = me"),
	has("HAS.DECISION", "A.DECISION", "decision", label.T("decision", "décision"), "late = true"),
	has("HAS.CHILD", "A.ENFANT", "child", label.T("child", "enfant"), `light = "red"`),
}

func has(en, fr, kind string, name label.Text, example string) *function {
	return &function{
		key: en, fr: fr, least: 0, most: 1, args: label.T("[condition]", "[condition]"), link: kind, inFilters: true,
		help:    label.F("Whether there is a %s for which the condition holds; only in filters", "S’il existe un élément (%s) qui remplit la condition ; seulement dans les filtres", name),
		example: label.T(en+"("+example+")", fr+"("+example+")"),
		check: func(c *checker, n *node) error {
			if err := c.conditions(n.args...); err != nil {
				return err
			}
			n.kind = kindOf(Bool)
			return nil
		},
		build: func(c *compiler, n *node) code {
			src, ok := c.src.(LinkSource)
			if !ok {
				return code{num: always[int64](0)}
			}
			var condition *Expr
			if len(n.args) > 0 {
				condition = &Expr{n.args[0]}
			}
			holds := src.Linked(n.fn.link, condition)
			return code{num: func(row int32) (int64, Code) { return truthOf(holds(row)), fine }}
		},
	}
}

func kindOf(t Type) kind { return kind{typ: t} }

// linked reads the condition of a function over linked objects, in the words of
// their catalogue.
func (p *parser) linked(t token, f *function) (*node, error) {
	if !p.filter {
		return nil, wrong(t.pos, label.F("%s belongs to filters", "%s est réservé aux filtres", f.name()))
	}
	outer := p.cat
	cat, ok := outer.(LinkCatalogue)
	var inner Catalogue
	if ok {
		inner, ok = cat.Linked(f.link)
	}
	if !ok || p.inLink {
		return nil, wrong(t.pos, label.F("%s cannot be asked here", "%s ne peut être demandé ici", f.name()))
	}
	p.cat, p.inLink = inner, true
	defer func() { p.cat, p.inLink = outer, false }()
	args, err := p.list(p.toks[p.at-1].pos)
	if err != nil {
		return nil, err
	}
	n, err := p.make(&node{op: opCall, fn: f, pos: t.pos, args: args})
	if err != nil {
		return nil, err
	}
	for _, a := range args {
		if err := p.check(a); err != nil {
			return nil, err
		}
	}
	return n, p.checker.call(n)
}
