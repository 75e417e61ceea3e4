package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	configuration "vigie/overview/config"
	"vigie/room/access"
	"vigie/room/field"
)

func (s *Server) configRoutes(a *frame) {
	register(a, op(http.MethodGet, "/config", "The configuration as one document: settings, attributes, roles, lifecycles, forms, templates, views, mappings of imports, slide masters and the rest; no secret is in it"), s.readConfig)
	register(a, op(http.MethodGet, "/config/schema", "The form of that document, as a JSON Schema"), s.configSchema)
	register(a, op(http.MethodPost, "/config/diff", "What applying a document would do, in words; nothing is kept", upTo(configuration.Largest), a.takesConfig), s.diffConfig)
	register(a, op(http.MethodPost, "/config/apply", "Apply a document: all of it, or nothing", upTo(configuration.Largest), a.takesConfig), s.applyConfig)
	register(a, op(http.MethodGet, "/config/kits", "The starter kits that come with the program"), s.listKits)
	register(a, op(http.MethodGet, "/config/kits/{key}", "A starter kit as a document, to be compared and applied as any other", document), s.readKit)
	register(a, op(http.MethodGet, "/config/versions", "The changes of the configuration, the latest first"), s.configVersions)
	register(a, op(http.MethodPost, "/config/rollback", "Bring the configuration back to what it was when a change was the last"), s.rollbackConfig)
}

func (s *Server) configs() configuration.Desk {
	return configuration.Desk{DB: s.DB, Portfolio: s.Portfolio, Words: s.words()}
}

type configFile struct {
	Kind        string `header:"Content-Type"`
	ETag        string `header:"ETag"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (s *Server) readConfig(ctx context.Context, in *struct {
	AsOf   string `query:"as_of" maxLength:"10" doc:"The configuration as it was at the end of a day"`
	Format string `query:"format" enum:"json,yaml" default:"json"`
	Carry  bool   `query:"presentations" doc:"Put the slide masters themselves into it, in Base64, and not only their digests: for an instance that has not got them"`
},
) (*configFile, error) {
	on, err := dayIn("as_of", in.AsOf)
	if err != nil {
		return nil, err
	}
	change := int64(0)
	if on != 0 {
		if change, err = s.configs().ChangeOn(ctx, on); err != nil {
			return nil, err
		}
	}
	doc, err := s.configs().Read(ctx, s.DB, auth.Who(ctx), change)
	if err != nil {
		return nil, err
	}
	hash, err := doc.Hash()
	if err != nil {
		return nil, err
	}
	if in.Carry {
		if err := s.configs().Carry(ctx, s.DB, auth.Who(ctx), &doc); err != nil {
			return nil, err
		}
	}
	kind, encode := "application/json", doc.Encode
	if in.Format == "yaml" {
		kind, encode = "application/yaml", doc.EncodeYAML
	}
	text, err := encode()
	return &configFile{kind, `"` + hash + `"`, saveAs("vigie-config." + cmp.Or(in.Format, "json")), text}, err
}

func (s *Server) configSchema(context.Context, *struct{}) (*file, error) {
	text, err := configuration.JSONSchema()
	return &file{Kind: "application/schema+json", Body: text}, err
}

type configDocument struct {
	Schema   string                      `json:"$schema,omitempty" maxLength:"200"`
	Format   int                         `json:"format" doc:"1"`
	Sections map[string][]map[string]any `json:"sections" doc:"As /config/schema describes them"`
}

// takesConfig describes a body that is a document, in JSON or in YAML.
func (a *frame) takesConfig(o *huma.Operation) {
	schema := huma.SchemaFromType(a.OpenAPI().Components.Schemas, reflect.TypeFor[configDocument]())
	o.SkipValidateBody = true // Decode says what is wrong, with its line
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
}

// Given is a document as a file has it.
type Given struct {
	RawBody []byte `contentType:"application/yaml"`
}

type configStep struct {
	Section  string        `json:"section"`
	Key      string        `json:"key"`
	Name     string        `json:"name"`
	Kind     string        `json:"kind" enum:"added,changed,removed"`
	Changes  []auditChange `json:"changes" doc:"In the language of the caller"`
	Projects int           `json:"projects" doc:"How many it touches, whoever may see them"`
	People   int           `json:"people" doc:"How many it touches"`
	Rows     string        `json:"rows" doc:"The condition that lists the projects; empty where none does"`
	Some     []named       `json:"some" doc:"The first of the projects that the caller sees"`
	Persons  []named       `json:"persons" doc:"The first of the people that the caller sees"`
}

type configProblem struct {
	Section string `json:"section"`
	Key     string `json:"key"`
	Where   string `json:"where" doc:"The property; empty for the whole item"`
	Text    string `json:"text"`
}

type configOutcome struct {
	State    string          `json:"state" doc:"Of the configuration that it was compared with: send it as If-Match to apply"`
	Sections []configSection `json:"sections" doc:"What the sections are called, in their order"`
	Items    []configStep    `json:"items"`
	Problems []configProblem `json:"problems" doc:"For which nothing can be applied"`
	Kept     []configProblem `json:"kept" doc:"What stays although it was to go, and why"`
	Outside  []configOutside `json:"outside" doc:"Projects at stages that the lifecycle of their type would no longer have"`
}

type configOutside struct {
	Type  string       `json:"type"`
	Name  string       `json:"name" doc:"Of the type"`
	Stage string       `json:"stage" doc:"Its key; empty for projects without a stage"`
	Label string       `json:"label"`
	Count int          `json:"count"`
	Into  []configItem `json:"into" doc:"The stages that the lifecycle has"`
	By    string       `json:"by" doc:"Into which of them the document brings them; empty for none: they stay where they are"`
}

func showOutside(all []configuration.Outside, l label.Lang) []configOutside {
	out := make([]configOutside, len(all))
	for i, o := range all {
		out[i] = configOutside{o.Type, o.Called.In(l), o.Stage, o.Name.In(l), o.Count, []configItem{}, o.By}
		for _, s := range o.Into {
			out[i].Into = append(out[i].Into, configItem{"", s.Key, s.Name.In(l)})
		}
	}
	return out
}

// brought adds to a document where projects go that stand at stages that go.
func (p Pruning) brought(doc configuration.Document) configuration.Document {
	for _, said := range p.Bring {
		parts := strings.Split(said, ".")
		if len(parts) > 3 { // the type of a register is named after it: risk.security
			last := len(parts) - 2
			parts = append([]string{strings.Join(parts[:last], ".")}, parts[last:]...)
		}
		if len(parts) != 3 {
			continue
		}
		if doc.Bring == nil {
			doc.Bring = map[string]map[string]string{}
		}
		if doc.Bring[parts[0]] == nil {
			doc.Bring[parts[0]] = map[string]string{}
		}
		doc.Bring[parts[0]][parts[1]] = parts[2]
	}
	return doc
}

type configSection struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

func showOutcome(out configuration.Outcome, l label.Lang) configOutcome {
	o := configOutcome{State: out.Hash, Sections: []configSection{}, Items: []configStep{}, Problems: showProblems(out.Problems, l), Kept: showProblems(out.Kept, l), Outside: showOutside(out.Outside, l)}
	for _, key := range configuration.Sections() {
		o.Sections = append(o.Sections, configSection{key, configuration.Title(key).In(l)})
	}
	for _, st := range out.Steps {
		step := configStep{st.Section, st.Key, st.Name.In(l), st.Kind, []auditChange{}, st.Projects, st.People, st.Filter, namedOf(st.Some), namedOf(st.Persons)}
		for _, c := range st.Changes {
			step.Changes = append(step.Changes, auditChange{c.What.In(l), c.Was.In(l), c.Now.In(l)})
		}
		o.Items = append(o.Items, step)
	}
	return o
}

func namedOf(all []configuration.Named) []named {
	out := make([]named, len(all))
	for i, n := range all {
		out[i] = named(n)
	}
	return out
}

func showProblems(all []configuration.Problem, l label.Lang) []configProblem {
	out := make([]configProblem, len(all))
	for i, p := range all {
		out[i] = configProblem{p.Section, p.Key, p.Where, p.Text.In(l)}
	}
	return out
}

// Pruning says what becomes of what a document leaves out.
type Pruning struct {
	Prune bool     `query:"prune" doc:"What the sections of the document leave out goes: attributes out of use, the rest into the history"`
	Bring []string `query:"bring,explode" maxItems:"200" doc:"Where projects go that stand at stages that the lifecycle of their type would no longer have, beside what the document says: project.build.design brings those of the type project from the stage build to design"`
}

func (s *Server) diffConfig(ctx context.Context, in *struct {
	Pruning
	Given
},
) (*body[configOutcome], error) {
	doc, err := configuration.Decode(in.RawBody)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	out, err := s.configs().Diff(ctx, who, configuration.Ask{Document: in.brought(doc), Prune: in.Prune})
	return answer(showOutcome(out, who.Lang), err)
}

// State is the configuration that was compared.
type State struct {
	IfMatch string `header:"If-Match" maxLength:"80" doc:"The state that the document was compared with, so that nothing is overwritten unseen"`
}

func (m State) hash() (string, error) {
	text := strings.Trim(strings.TrimSpace(m.IfMatch), `"`)
	if text == "" {
		return "", statusError{fault.Invalid("If-Match", label.T("Compare first, and say by the header If-Match with which state", "Comparez d’abord, et indiquez par l’en-tête If-Match avec quel état")), http.StatusPreconditionRequired}
	}
	return text, nil
}

func (s *Server) applyConfig(ctx context.Context, in *struct {
	Pruning
	State
	Given
},
) (*body[configOutcome], error) {
	hash, err := in.hash()
	if err != nil {
		return nil, err
	}
	doc, err := configuration.Decode(in.RawBody)
	if err != nil {
		return nil, err
	}
	return s.applyAsked(ctx, configuration.Ask{Document: in.brought(doc), Prune: in.Prune, Match: hash})
}

func (s *Server) applyAsked(ctx context.Context, ask configuration.Ask) (*body[configOutcome], error) {
	var out configuration.Outcome
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = s.configs().Apply(ctx, tx, who, ask)
		return err
	})
	return answer(showOutcome(out, auth.Who(ctx).Lang), err)
}

type rollbackIn struct {
	State
	Body struct {
		To     string `json:"to" maxLength:"20" doc:"The change after which it was so, as /config/versions names it"`
		DryRun bool   `json:"dry_run,omitempty" doc:"Only say what it would do"`
	}
}

func (s *Server) rollbackConfig(ctx context.Context, in *rollbackIn) (*body[configOutcome], error) {
	var to int64
	if _, err := fmt.Sscan(in.Body.To, &to); err != nil {
		return nil, fault.Invalid("to", label.T("There is no such change", "Cette modification n’existe pas"))
	}
	who := auth.Who(ctx)
	ask, err := s.configs().Back(ctx, who, to)
	if err != nil {
		return nil, err
	}
	if in.Body.DryRun {
		out, err := s.configs().Diff(ctx, who, ask)
		return answer(showOutcome(out, who.Lang), err)
	}
	if ask.Match, err = in.hash(); err != nil {
		return nil, err
	}
	return s.applyAsked(ctx, ask)
}

type configVersion struct {
	Change   string          `json:"change" doc:"Its number in the order of all changes"`
	At       string          `json:"at"`
	By       *named          `json:"by"`
	Note     string          `json:"note"`
	Sections []configTouched `json:"sections"`
}

type configTouched struct {
	Key   string   `json:"key"`
	Title string   `json:"title"`
	Items int      `json:"items"`
	Some  []string `json:"some" doc:"What a few of them were called"`
}

func (s *Server) configVersions(ctx context.Context, _ *struct{}) (*body[list[configVersion]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	all, err := s.configs().Versions(ctx, who)
	out, names := list[configVersion]{Items: []configVersion{}, Total: len(all)}, live.Names(who)
	for _, v := range all {
		item := configVersion{Change: fmt.Sprint(v.Change.Number), At: instant(v.Change.At), By: s.named(int64(v.Change.Actor), names.Name(field.User, int64(v.Change.Actor))), Note: v.Change.Note, Sections: []configTouched{}}
		for _, t := range v.Sections {
			touched := configTouched{t.Section, t.Title.In(who.Lang), t.Items, []string{}}
			for _, name := range t.Some {
				touched.Some = append(touched.Some, name.In(who.Lang))
			}
			item.Sections = append(item.Sections, touched)
		}
		out.Items = append(out.Items, item)
	}
	return answer(out, err)
}
