package grammar

import (
	"slices"
	"strings"
)

// Arguments returns the names that are filled into a message, each once and in
// order; whole is false when a brace does not close, or a choice has no case "other".
func Arguments(text string) (names []string, whole bool) {
	a := arguments{text: text}
	whole = a.parts(0) && a.at == len(text)
	slices.Sort(a.names)
	return slices.Compact(a.names), whole
}

type arguments struct {
	text  string
	at    int
	names []string
}

// parts reads up to the brace that closes what it is in.
func (a *arguments) parts(depth int) bool {
	for a.at < len(a.text) {
		switch a.text[a.at] {
		case '}':
			return depth > 0
		case '{':
			if !a.one() {
				return false
			}
		default:
			a.at++
		}
	}
	return depth == 0
}

// until moves behind one of the marks, and returns what stood before it.
func (a *arguments) until(marks string) (before string, mark byte) {
	n := strings.IndexAny(a.text[a.at:], marks)
	if n < 0 {
		return "", 0
	}
	before, mark = strings.TrimSpace(a.text[a.at:a.at+n]), a.text[a.at+n]
	a.at += n + 1
	return before, mark
}

// one reads {name}, or a choice with its cases.
func (a *arguments) one() bool {
	a.at++
	name, mark := a.until(",{}")
	a.names = append(a.names, "{"+name+"}")
	if mark == '}' {
		return name != ""
	}
	if kind, m := a.until(",{}"); mark != ',' || m != ',' || kind != "plural" && kind != "select" {
		return false
	}
	for other := false; ; {
		key, m := a.until("{}")
		if m == '}' {
			return other
		}
		if m == 0 || !a.parts(1) {
			return false
		}
		a.at++
		other = other || key == "other"
	}
}
