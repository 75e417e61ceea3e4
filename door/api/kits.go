package api

import (
	"context"

	"vigie/door/auth"
	configuration "vigie/overview/config"
)

type kitOut struct {
	Key      string       `json:"key"`
	Name     string       `json:"name"`
	About    string       `json:"about"`
	Sections []kitSection `json:"sections"`
}

type kitSection struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Items int    `json:"items" doc:"How many the kit brings"`
}

func (s *Server) listKits(ctx context.Context, _ *struct{}) (*body[list[kitOut]], error) {
	kits, err := configuration.Kits()
	if err != nil {
		return nil, err
	}
	l := auth.Who(ctx).Lang
	out := list[kitOut]{Items: []kitOut{}, Total: len(kits)}
	for _, k := range kits {
		item := kitOut{k.Key, k.Document.Name.Text().In(l), k.Document.About.Text().In(l), []kitSection{}}
		for _, key := range configuration.Sections() {
			if n := len(k.Document.Sections[key]); n > 0 {
				item.Sections = append(item.Sections, kitSection{key, configuration.Title(key).In(l), n})
			}
		}
		out.Items = append(out.Items, item)
	}
	return answer(out, nil)
}

func (s *Server) readKit(_ context.Context, in *struct {
	Key string `path:"key" maxLength:"60"`
},
) (*attachment, error) {
	k, err := configuration.KitOf(in.Key)
	return &attachment{"application/yaml", saveAs("vigie-" + in.Key + ".yaml"), k.Text}, err
}
