package api

import (
	"cmp"
	"context"
	"strconv"

	"vigie/door/auth"
	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/usage"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/project"
)

// reshape renames an attribute and gives it another kind, where that is asked for, and
// returns by which key and version it goes then.
func (s *Server) reshape(ctx context.Context, tx *db.Tx, who access.Who, in *changeFieldIn, version int64) (string, int64, error) {
	c, err := field.Hold(ctx, tx, who, in.object())
	if err != nil {
		return "", 0, err
	}
	f := c.Get(in.Key)
	if f == nil || f.Retired {
		return "", 0, fault.NotFound()
	}
	was := f.Key
	d, names, err := s.usageDesk(ctx, in.object())
	if err != nil {
		return "", 0, err
	}
	if in.Body.Key != nil && *in.Body.Key != was {
		if f, err = field.Rename(ctx, tx, who, in.object(), was, version, *in.Body.Key); err != nil {
			return "", 0, err
		}
		if err := usage.Rename(ctx, tx, who, names.All(), f, was); err != nil {
			return "", 0, err
		}
		version = f.Version
	}
	if in.Body.Kind == nil || *in.Body.Kind == f.Kind {
		return f.Key, version, nil
	}
	if err := lifecycle.FreeOfAttribute(ctx, tx, who, in.object(), f.Key); err != nil {
		return "", 0, err
	}
	to, err := s.become(d, names, who, f, in.Body)
	if err != nil {
		return "", 0, err
	}
	f, err = field.Reshape(ctx, tx, who, in.object(), f.Key, version, to, in.Body.options)
	if err != nil {
		return "", 0, err
	}
	if f.Hierarchy != 0 && f.Object == project.Entity {
		if err := project.Anchor(ctx, tx, who); err != nil {
			return "", 0, err
		}
	}
	return f.Key, f.Version, nil
}

// options gives an attribute the list that was said.
func (in fieldIn) options(f *field.Field) error {
	if in.Choices == nil || f.Hierarchy != 0 {
		return nil
	}
	var err error
	f.Choices, err = mergeOptions(f.Choices, *in.Choices)
	return err
}

// become is what an attribute is to become, as it was asked for.
func (s *Server) become(d *usage.Desk, names snapshot.Names, who access.Who, f *field.Field, in fieldIn) (field.Become, error) {
	into := map[string]string{}
	for text, value := range in.Into {
		if *in.Kind == field.User && value != "" {
			id, ok := names.Find(field.User, value)
			if !ok {
				return field.Become{}, fault.Invalid("into", label.F("“%s” is nobody who is known here", "«\u202f%s\u202f» n’est personne de connu ici", value))
			}
			value = strconv.FormatInt(id, 10)
		}
		into[text] = value
	}
	return d.Become(f, field.Become{Kind: *in.Kind, Lang: who.Lang, Into: into}), nil
}

// usageDesk finds the uses of the attributes of a kind of object.
func (s *Server) usageDesk(ctx context.Context, object string) (*usage.Desk, snapshot.Names, error) {
	live, err := s.Agenda.Of(cmp.Or(agenda.KindOf(object), milestone.Kind)).Live(ctx)
	if err != nil {
		return nil, snapshot.Names{}, err
	}
	who := auth.Who(ctx)
	d := &usage.Desk{DB: s.DB, Reading: live, Object: object, Who: who}
	if object == field.Task {
		d.Tasks, err = plan.Everywhere(ctx, s.DB, who)
	}
	return d, live.Projects.Names(who), err
}

type tryConversionIn struct {
	Key string `path:"key" maxLength:"60"`
	OfCatalogue
	Body struct {
		Kind    field.Kind        `json:"kind" maxLength:"20"`
		Choices *[]optionIn       `json:"choices,omitempty" maxItems:"2000"`
		Into    map[string]string `json:"into,omitempty"`
	}
}

type conversionOut struct {
	Filled   int         `json:"filled" doc:"How many objects have a value, those archived or in the bin included"`
	Converts int         `json:"converts"`
	Fails    int         `json:"fails" doc:"Those stay as they are, shown as not read, until somebody enters a value"`
	Samples  []sampleOut `json:"samples"`
	Failing  []sampleOut `json:"failing"`
	Others   int         `json:"others" doc:"How many different values do not convert beyond these"`
	Proposed []string    `json:"proposed" doc:"Of a list: texts that it could hold"`
	Blocked  []bilingual `json:"blocked" doc:"What must be changed first"`
	Breaks   []usedInOut `json:"breaks" doc:"What has a condition that would no longer hold"`
}

type sampleOut struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

func (s *Server) tryConversion(ctx context.Context, in *tryConversionIn) (*body[conversionOut], error) {
	c, _, err := s.catalogue(ctx, in.object())
	if err != nil {
		return nil, err
	}
	d, names, err := s.usageDesk(ctx, in.object())
	if err != nil {
		return nil, err
	}
	f := c.Get(in.Key)
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	if f == nil || f.Retired {
		return nil, fault.NotFound()
	}
	asked := fieldIn{Kind: &in.Body.Kind, Choices: in.Body.Choices, Into: in.Body.Into}
	to, err := s.become(d, names, d.Who, f, asked)
	if err != nil {
		return nil, err
	}
	found, err := d.Convert(ctx, f, to, asked.options)
	if err != nil {
		return nil, err
	}
	out := conversionOut{Filled: found.Filled, Converts: found.Converts, Fails: found.Fails, Others: found.Others, Samples: showSamples(found.Samples), Failing: showSamples(found.Failing), Proposed: append([]string{}, found.Proposed...), Blocked: []bilingual{}, Breaks: showPlaces(found.Breaks)}
	for _, t := range found.Blocked {
		out.Blocked = append(out.Blocked, inBoth(t))
	}
	return &body[conversionOut]{out}, nil
}

func showSamples(all []usage.Sample) []sampleOut {
	out := []sampleOut{}
	for _, s := range all {
		out = append(out, sampleOut{s.From, s.To, s.Count})
	}
	return out
}

type retireFieldIn struct {
	Key string `path:"key" maxLength:"60"`
	OfCatalogue
	Matching
}

func (s *Server) retireField(ctx context.Context, in *retireFieldIn) (*struct{}, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if err := lifecycle.FreeOfAttribute(ctx, tx, who, in.object(), in.Key); err != nil {
			return err
		}
		return field.Retire(ctx, tx, who, in.object(), in.Key, version)
	})
}

type restoreFieldIn struct {
	Key string `path:"key" maxLength:"60"`
	OfCatalogue
}

func (s *Server) restoreField(ctx context.Context, in *restoreFieldIn) (*body[fieldOut], error) {
	var f *field.Field
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		f, err = field.Restore(ctx, tx, who, in.object(), in.Key)
		return err
	})
	return s.fieldAnswer(ctx, f, err)
}

type functionOut struct {
	EN        string    `json:"en"`
	FR        string    `json:"fr"`
	Signature bilingual `json:"signature"`
	Help      bilingual `json:"help"`
	Example   bilingual `json:"example"`
}

func (s *Server) listFunctions(context.Context, *struct{}) (*body[list[functionOut]], error) {
	out := list[functionOut]{Items: []functionOut{}}
	for _, f := range formula.Functions() {
		out.Items = append(out.Items, functionOut{f.EN, f.FR, inBoth(f.Signature), inBoth(f.Help), inBoth(f.Example)})
	}
	out.Total = len(out.Items)
	return &body[list[functionOut]]{out}, nil
}
