package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/field"
	"vigie/room/resource"
)

func (s *Server) resourceRoutes(a *frame) {
	register(a, op(http.MethodGet, "/resources", "The resources of plans, by name: people, generic profiles, equipment, material and costs"), s.listResources)
	register(a, op(http.MethodPost, "/resources", "Make a resource", created), s.createResource)
	register(a, op(http.MethodGet, "/resources/{id}", "One resource"), s.getResource)
	register(a, op(http.MethodPatch, "/resources/{id}", "Change a resource"), s.changeResource)
	register(a, op(http.MethodDelete, "/resources/{id}", "Delete a resource that nothing is assigned to", noContent), s.deleteResource)
	register(a, op(http.MethodGet, "/resources/{id}/uses", "In whose plans a resource is assigned: the projects that the caller may see, and whether there are others"), s.resourceUses)
	register(a, op(http.MethodGet, "/resources/{id}/history", "The versions of a resource, the latest first, with what each changed"), s.resourceHistory)
	register(a, op(http.MethodPost, "/resources/{id}/revert", "Make a resource what an earlier version of it was"), s.revertResource)
}

type resourceOut struct {
	ID       string `json:"id"`
	Version  int64  `json:"version"`
	Name     string `json:"name"`
	Kind     string `json:"kind" enum:"person,generic,equipment,material,cost" doc:"The first three work, in time; material is counted"`
	Account  *named `json:"account" doc:"Of a person; null for none"`
	Unit     *named `json:"unit" doc:"In which it works; null for the whole organisation"`
	Calendar *named `json:"calendar" doc:"By which it works; null for that of each plan"`
	Units    int64  `json:"units" doc:"At most, in hundredths of a percent: 10000 is one person full time"`
	Email    string `json:"email,omitempty" doc:"For those who may change it"`
	Active   bool   `json:"active" doc:"What is not is offered no more"`
	CanEdit  bool   `json:"can_edit"`
	Projects int64  `json:"projects" doc:"In the plans of how many it is assigned, of those that the caller may see"`
	Items    int64  `json:"items" doc:"To how many lines of these plans it is assigned"`
	Others   bool   `json:"others" doc:"Whether it is assigned in other plans too, for those who may change it"`
}

type resourcesOut struct {
	list[resourceOut]
	CanCreate bool `json:"can_create" doc:"Whether the caller may make some, in the whole organisation or in a unit"`
}

type resourceAnswer struct {
	ETag string `header:"ETag"`
	Body resourceOut
}

// resourceShower shows resources to a caller.
type resourceShower struct {
	s         *Server
	who       access.Who
	names     snapshot.Names
	calendars calendar.Set
	uses      map[int64]*resourceUsed
}

type resourceUsed struct {
	seen   []resource.Use // in the projects that the caller may see
	others bool           // in others
}

// resourceShower reads what resources are shown with: the one named, or all with 0.
func (s *Server) resourceShower(ctx context.Context, id int64) (w resourceShower, err error) {
	w = resourceShower{s: s, who: auth.Who(ctx), uses: map[int64]*resourceUsed{}}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return w, err
	}
	w.names = live.Names(w.who)
	if w.calendars, err = calendar.Load(ctx, s.DB); err != nil {
		return w, err
	}
	sees := map[int64]bool{}
	return w, resource.Uses(ctx, s.DB, id, func(u resource.Use) {
		seen, known := sees[u.Project]
		if !known {
			seen = w.names.Sees(u.Project)
			sees[u.Project] = seen
		}
		if w.uses[u.Resource] == nil {
			w.uses[u.Resource] = &resourceUsed{}
		}
		if used := w.uses[u.Resource]; seen {
			used.seen = append(used.seen, u)
		} else {
			used.others = true
		}
	})
}

// used is what the caller may know of where a resource is assigned.
func (w resourceShower) used(r resource.Resource) (out resourceUsed) {
	if used := w.uses[r.ID]; used != nil {
		out = resourceUsed{used.seen, used.others && resource.MayEdit(w.who, r.Unit)}
	}
	return out
}

func (w resourceShower) show(r resource.Resource) resourceOut {
	c, _ := w.calendars.Get(r.Calendar)
	used, items := w.used(r), int64(0)
	for _, u := range used.seen {
		items += u.Items
	}
	out := resourceOut{
		ID: w.s.DB.Seal(r.ID), Version: r.Version, Name: r.Name, Kind: string(r.Kind), Account: w.s.named(r.Account, w.names.Name(field.User, r.Account)),
		Unit: w.s.named(r.Unit, w.names.Name(field.Unit, r.Unit)), Calendar: w.s.named(r.Calendar, c.Name.In(w.who.Lang)),
		Units: r.Units, Active: !r.Inactive, CanEdit: resource.MayEdit(w.who, r.Unit), Projects: int64(len(used.seen)), Items: items, Others: used.others,
	}
	if out.CanEdit {
		out.Email = r.Email
	}
	return out
}

func (w resourceShower) answer(r resource.Resource) *resourceAnswer {
	return &resourceAnswer{fmt.Sprintf(`"%d"`, r.Version), w.show(r)}
}

func (s *Server) listResources(ctx context.Context, _ *struct{}) (*body[resourcesOut], error) {
	w, err := s.resourceShower(ctx, 0)
	if err != nil {
		return nil, err
	}
	out := resourcesOut{list: list[resourceOut]{Items: []resourceOut{}}, CanCreate: w.who.CanSomewhere(access.EditResources)}
	if !resource.MayRead(w.who) {
		return &body[resourcesOut]{out}, nil
	}
	all, err := resource.Load(ctx, s.DB)
	for _, r := range all.All {
		out.Items = append(out.Items, w.show(r))
	}
	out.Total = len(out.Items)
	return answer(out, err)
}

func (s *Server) getResource(ctx context.Context, in *ByID) (*resourceAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	r, err := resource.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	w, err := s.resourceShower(ctx, id)
	return w.answer(r), err
}

// ResourceSays is what may be said of a resource; what is absent stays.
type ResourceSays struct {
	Name     *string `json:"name,omitempty" maxLength:"400" doc:"Unique, without [, ] and ;"`
	Kind     *string `json:"kind,omitempty" enum:"person,generic,equipment,material,cost"`
	Account  *string `json:"account,omitempty" maxLength:"20" doc:"Of a person; empty for none"`
	Unit     *string `json:"unit,omitempty" maxLength:"20" doc:"Empty for the whole organisation"`
	Calendar *string `json:"calendar,omitempty" maxLength:"20" doc:"Of the organisation or of a unit; empty for that of each plan"`
	Units    *int64  `json:"units,omitempty" doc:"At most, in hundredths of a percent"`
	Email    *string `json:"email,omitempty" maxLength:"200"`
	Active   *bool   `json:"active,omitempty"`
}

func (in ResourceSays) says(s *Server) (out resource.Says, err error) {
	out = resource.Says{Name: in.Name, Email: in.Email, Units: in.Units}
	if in.Kind != nil {
		kind := resource.Kind(*in.Kind)
		out.Kind = &kind
	}
	if in.Active != nil {
		inactive := !*in.Active
		out.Inactive = &inactive
	}
	for _, one := range []struct {
		text *string
		into **int64
	}{{in.Account, &out.Account}, {in.Unit, &out.Unit}, {in.Calendar, &out.Calendar}} {
		if one.text == nil {
			continue
		}
		id, err := s.unsealed(*one.text)
		if err != nil {
			return out, err
		}
		*one.into = &id
	}
	return out, nil
}

func (s *Server) createResource(ctx context.Context, in *struct{ Body ResourceSays }) (*resourceAnswer, error) {
	says, err := in.Body.says(s)
	if err != nil {
		return nil, err
	}
	return s.keepResource(ctx, func(tx *db.Tx, who access.Who) (resource.Resource, error) {
		return resource.Create(ctx, tx, who, says)
	})
}

type changeResourceIn struct {
	ByID
	Matching
	Body ResourceSays
}

func (s *Server) changeResource(ctx context.Context, in *changeResourceIn) (*resourceAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	says, err := in.Body.says(s)
	if err != nil {
		return nil, err
	}
	return s.keepResource(ctx, func(tx *db.Tx, who access.Who) (resource.Resource, error) {
		return resource.Change(ctx, tx, who, id, version, says)
	})
}

// keepResource answers with the resource that a change left.
func (s *Server) keepResource(ctx context.Context, change func(*db.Tx, access.Who) (resource.Resource, error)) (*resourceAnswer, error) {
	var now resource.Resource
	failed := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		now, err = change(tx, who)
		return err
	})
	if failed != nil && fault.KindOf(failed) != fault.Stale {
		return nil, failed
	}
	w, err := s.resourceShower(ctx, now.ID)
	if err != nil {
		return nil, err
	}
	if failed != nil {
		return nil, showing(failed, w.show)
	}
	return w.answer(now), nil
}

func (s *Server) deleteResource(ctx context.Context, in *deleteInput) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	w, err := s.resourceShower(ctx, id)
	if err != nil {
		return nil, err
	}
	return nil, showing(s.remove(ctx, in, resource.Delete), w.show)
}

type resourceUse struct {
	Project refOut `json:"project"`
	Items   int64  `json:"items" doc:"To how many lines of its plan it is assigned"`
}

type resourceUsesOut struct {
	Items  []resourceUse `json:"items" doc:"The projects that the caller may see, by name"`
	Others bool          `json:"others" doc:"Whether there are others, for those who may change the resource"`
}

func (s *Server) resourceUses(ctx context.Context, in *ByID) (*body[resourceUsesOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	r, err := resource.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	w, err := s.resourceShower(ctx, id)
	used := w.used(r)
	out := resourceUsesOut{Items: []resourceUse{}, Others: used.others}
	for _, u := range used.seen {
		out.Items = append(out.Items, resourceUse{refOut{s.DB.Seal(u.Project), w.names.Name(field.Project, u.Project)}, u.Items})
	}
	slices.SortFunc(out.Items, func(a, b resourceUse) int {
		return cmp.Compare(label.Fold(a.Project.Name), label.Fold(b.Project.Name))
	})
	return answer(out, err)
}

type resourcePast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) resourceHistory(ctx context.Context, in *ByID) (*body[list[resourcePast]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	past, err := resource.History(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	w, err := s.resourceShower(ctx, id)
	out := list[resourcePast]{Items: []resourcePast{}, Total: len(past)}
	for i, p := range past {
		was := resource.Resource{}
		if i+1 < len(past) {
			was = past[i+1].Resource
		}
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, resourcePast{p.Version, instant(p.Change.At), s.named(actor, w.names.Name(field.User, actor)), saidOfResource(was, p.Resource, w.names, w.calendars, w.who.Lang)})
	}
	return answer(out, err)
}

func saidOfResource(was, now resource.Resource, names snapshot.Names, calendars calendar.Set, l label.Lang) []auditChange {
	out := []auditChange{}
	for _, d := range resource.Differences(was, now, resource.Names{
		Account:  func(id int64) string { return names.Name(field.User, id) },
		Unit:     func(id int64) string { return names.Name(field.Unit, id) },
		Calendar: func(id int64) label.Text { c, _ := calendars.Get(id); return c.Name },
	}) {
		out = append(out, auditChange{d.What.In(l), d.Was.In(l), d.Now.In(l)})
	}
	return out
}

func (s *Server) revertResource(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to keep again"`
	}
},
) (*resourceAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return s.keepResource(ctx, func(tx *db.Tx, who access.Who) (resource.Resource, error) {
		return resource.Revert(ctx, tx, who, id, version, in.Body.To)
	})
}

// resource says what became of one, for the audit.
func (w *auditWords) resource(e access.AuditEntry) (*named, []auditChange) {
	was, now := resource.Resource{}, resource.Resource{}
	if !e.Before.Null {
		was, _ = resource.Decode(e.Object, 0, e.Before.S)
	}
	if !e.Data.Null {
		now, _ = resource.Decode(e.Object, 0, e.Data.S)
	}
	return &named{w.s.DB.Seal(e.Object), cmp.Or(now.Name, was.Name)}, saidOfResource(was, now, w.names, w.calendars, w.lang)
}

// noResource is a fault of an assignment whose resource has no id that can be read.
func noResource(where string) error {
	return fault.Invalid(where, label.T("One of the resources is not there; read them again", "L’une des ressources n’existe pas\u202f; relisez-les"))
}
