package field

// Ship has the program ship other attributes of projects for the time of a test,
// and returns what puts them back.
func Ship(change func(fields []Field, options map[string][]Option) ([]Field, map[string][]Option)) (back func()) {
	was := cores[0]
	options := map[string][]Option{}
	for k, list := range was.options {
		options[k] = append([]Option{}, list...)
	}
	cores[0].fields, cores[0].options = change(append([]Field{}, was.fields...), options)
	return func() { cores[0] = was }
}
