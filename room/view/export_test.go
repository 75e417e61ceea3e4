package view

import "vigie/ground/label"

// Ship has the program ship other views for the time of a test, and returns what
// puts them back. turn gets each view with its columns, filter and the roles whose
// default it is.
func Ship(turn func(origin string, name *label.Text, filter *string, roles *[]string), more ...string) (back func()) {
	was := standard
	standard = append([]starter{}, was...)
	for i := range standard {
		turn(standard[i].origin, &standard[i].name, &standard[i].state.Filter, &standard[i].roles)
	}
	for _, origin := range more {
		standard = append(standard, starter{origin: origin, name: label.T(origin, origin)})
		turn(origin, &standard[len(standard)-1].name, &standard[len(standard)-1].state.Filter, &standard[len(standard)-1].roles)
	}
	return func() { standard = was }
}
