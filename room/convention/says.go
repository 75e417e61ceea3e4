package convention

import (
	"fmt"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
)

// Difference is what became of one of the conventions.
type Difference struct{ What, Was, Now label.Text }

// Differences says what became of conventions, in their order.
func Differences(was, now Body) []Difference {
	var out []Difference
	add := func(what, a, b label.Text) { out = append(out, Difference{what, a, b}) }
	for _, p := range choices {
		if a, b := *p.at(&was), *p.at(&now); a != b {
			add(p.title, p.say(a), p.say(b))
		}
	}
	if was.FirstMonth != now.FirstMonth {
		add(label.T("First month of the fiscal year", "Premier mois de l’exercice"), month(was.FirstMonth), month(now.FirstMonth))
	}
	if was.DayMinutes != now.DayMinutes {
		add(label.T("Length of a day", "Durée d’une journée"), length(was.DayMinutes), length(now.DayMinutes))
	}
	return out
}

func (p part) say(value string) label.Text {
	for i, v := range p.values {
		if v == value {
			return p.said[i]
		}
	}
	return label.Exactly(value, value)
}

func month(n int) label.Text {
	if n < 1 || n > 12 {
		return label.Text{}
	}
	m := time.Month(n)
	return label.Exactly(day.MonthName(m, label.EN), day.MonthName(m, label.FR))
}

// length writes minutes: "7 h 30".
func length(minutes int) label.Text {
	text := fmt.Sprintf("%d\u00a0h", minutes/60)
	if rest := minutes % 60; rest > 0 {
		text += fmt.Sprintf("\u00a0%02d", rest)
	}
	return label.Exactly(text, text)
}
