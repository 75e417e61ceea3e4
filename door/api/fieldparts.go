package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

// roleWords are the keys and the names of the roles.
type roleWords struct {
	keys  map[int64]string
	names map[int64]label.Text
}

func (s *Server) roleWords(ctx context.Context) (w roleWords, err error) {
	w.keys, w.names, err = access.KnownRoles(ctx, s.DB)
	return w, err
}

func (w roleWords) keysOf(ids []int64) []string {
	var out []string
	for _, id := range ids {
		out = append(out, w.keys[id])
	}
	slices.Sort(out)
	return out
}

// ids reads keys of roles; where says which of the two lists they are.
func (w roleWords) ids(where string, keys []string) ([]int64, error) {
	out := []int64{}
	for _, key := range keys {
		found := int64(0)
		for id, k := range w.keys {
			if k == key {
				found = id
			}
		}
		if found == 0 {
			return nil, fault.Invalid(where, label.F("There is no role called “%s”", "Aucun rôle ne s’appelle « %s »", key))
		}
		out = append(out, found)
	}
	return out, nil
}

type whoReadsIn struct {
	Readers string `query:"readers" maxLength:"2000" doc:"The keys of the roles that are to read, separated by commas"`
	Writers string `query:"writers" maxLength:"2000" doc:"The keys of the roles that are to write"`
}

type whoReadsOut struct {
	Roles   []roleReaders `json:"roles" doc:"All roles, by name"`
	Readers int64         `json:"readers" doc:"How many people who can sign in have one of the roles that are to read"`
	Writers int64         `json:"writers" doc:"How many of them may write: those with one of the roles that are to write, or else to read"`
}

type roleReaders struct {
	Key    string    `json:"key"`
	Label  bilingual `json:"label"`
	People int64     `json:"people" doc:"How many who can sign in have it, anywhere"`
}

// whoReads says to whoever defines attributes how many people some roles are.
func (s *Server) whoReads(ctx context.Context, in *whoReadsIn) (*body[whoReadsOut], error) {
	w, err := s.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	out := whoReadsOut{Roles: []roleReaders{}}
	for id, key := range w.keys {
		n, err := access.PeopleWith(ctx, s.DB, []int64{id})
		if err != nil {
			return nil, err
		}
		out.Roles = append(out.Roles, roleReaders{key, inBoth(w.names[id]), n})
	}
	slices.SortFunc(out.Roles, func(a, b roleReaders) int { return strings.Compare(label.Fold(a.Label.FR), label.Fold(b.Label.FR)) })
	for _, of := range []struct {
		where, keys string
		into        *int64
	}{{"readers", in.Readers, &out.Readers}, {"writers", cmp.Or(in.Writers, in.Readers), &out.Writers}} {
		ids, err := w.ids(of.where, keysIn(of.keys))
		if err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			continue
		}
		if *of.into, err = access.PeopleWith(ctx, s.DB, ids); err != nil {
			return nil, err
		}
	}
	return &body[whoReadsOut]{out}, nil
}

// definitions returns the attributes as whoever defines them works on them: all of
// them, also those whose values he may not read.
func (s *Server) definitions(ctx context.Context, object string) (*field.Catalogue, snapshot.Names, error) {
	c, names, err := s.catalogue(ctx, object)
	if err == nil && field.MayDefine(auth.Who(ctx)) {
		c = c.Whole()
	}
	return c, names, err
}
