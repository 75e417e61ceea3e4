package constant

import (
	"strings"

	"vigie/ground/label"
)

// Difference is what became of a constant.
type Difference struct{ What, Was, Now label.Text }

// Differences says what became of constants, in their order.
func Differences(was, now Set) []Difference {
	var out []Difference
	say := func(c Constant, was, now label.Text) {
		if was.EN != now.EN || was.FR != now.FR {
			out = append(out, Difference{c.Label, was, now})
		}
	}
	for _, c := range now.Items {
		old, known := was.ByID(c.ID)
		if !known {
			say(c, label.Text{}, c.says())
			continue
		}
		say(c, old.Label, c.Label)
		say(c, label.Exactly(old.Key, old.Key), label.Exactly(c.Key, c.Key))
		say(c, old.says(), c.says())
		say(c, old.Help, c.Help)
	}
	for _, c := range was.Items {
		if _, still := now.ByID(c.ID); !still {
			say(c, c.says(), label.Text{})
		}
	}
	return out
}

// says is all the values as people read them: "650 EUR; 680 EUR from 2027-01-01".
func (c Constant) says() label.Text {
	in := func(l label.Lang) string {
		var parts []string
		for _, v := range c.Values {
			text := label.Exactly(c.Says(v.Value, l), c.Says(v.Value, l))
			if v.From != 0 {
				text = label.F("%s from %s", "%s à partir du %s", text, v.From.String())
			}
			parts = append(parts, text.In(l))
		}
		return strings.Join(parts, " ; ")
	}
	return label.Exactly(in(label.EN), in(label.FR))
}
