package field

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// idsIn reads ids with spaces between, as they are kept.
func idsIn(s string) []int64 {
	var out []int64
	for _, part := range strings.Fields(s) {
		if n, err := strconv.ParseInt(part, 10, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func idsOut(ids []int64) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, " ")
}

// sensitive is the condition of the rows of attributes that name roles.
const sensitive = "readers <> '' OR writers <> '' OR past_readers <> '' OR past_writers <> ''"

// nobody is what no role has: an attribute whose readers are all gone is for none.
const nobody = access.Marks(1) << 63

// mark takes up the marks of the roles that the attribute names.
func (f *Field) mark(marks map[int64]access.Marks) {
	f.reads, f.writes = marksOf(f.Readers, marks), marksOf(f.Writers, marks)
	f.readsPast, f.writesPast = marksOf(f.PastReaders, marks), marksOf(f.PastWriters, marks)
}

func marksOf(roles []int64, marks map[int64]access.Marks) (out access.Marks) {
	for _, id := range roles {
		out |= marks[id]
	}
	if len(roles) > 0 && out == 0 {
		return nobody
	}
	return out
}

// plain are the attributes that every project shows to whoever sees it: what it is
// called, where it belongs, when it is, and what its rights, its lifecycle and the
// reading of its amounts depend on.
var plain = []string{"code", "name", "unit", "manager", "type", "stage", "variant", "currency", "programme", "start", "end", "duration"}

// MayBeSecret reports whether the attribute may be kept from people who see its object.
func (f *Field) MayBeSecret() bool {
	if f.Object != "project" {
		return !f.Core && f.Key != "project" && f.Key != "name"
	}
	return !slices.Contains(plain, f.Key)
}

// checkReaders refuses readers and writers that do not fit the attribute.
func (c *Catalogue) checkReaders(f *Field) []fault.Detail {
	f.Readers, f.Writers, f.PastReaders, f.PastWriters = distinct(f.Readers), distinct(f.Writers), distinct(f.PastReaders), distinct(f.PastWriters)
	if len(f.namedRoles()) == 0 {
		return nil
	}
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if !f.MayBeSecret() && len(f.Readers) > 0 {
		say("readers", label.T("Everybody who sees the object reads this attribute: what it is called, where it belongs and when it is depend on it", "Quiconque voit l’objet lit cet attribut : son nom, son rattachement et ses dates en dépendent"))
	}
	if len(f.Readers) > 0 && f.UniqueIn != "" {
		say("readers", label.T("What must be unique cannot be hidden: whoever enters a value would learn of those of others", "Ce qui doit être unique ne peut pas être caché : qui saisit une valeur apprendrait celles des autres"))
	}
	if len(f.Writers) > 0 && (f.Kind == Computed || f.ReadOnly) {
		say("writers", label.T("Nobody writes this attribute by hand", "Personne ne saisit cet attribut à la main"))
	}
	for _, id := range f.Writers {
		if len(f.Readers) > 0 && !slices.Contains(f.Readers, id) {
			say("writers", label.T("Whoever writes an attribute must be able to read it", "Qui saisit un attribut doit pouvoir le lire"))
			break
		}
	}
	return append(bad, f.checkPast()...)
}

// checkPast refuses readers and writers of past months that do not fit the attribute.
func (f *Field) checkPast() []fault.Detail {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if !f.PerMonth && len(f.PastReaders) > 0 {
		say("past_readers", label.T("Only an attribute kept by month has past months", "Seul un attribut tenu par mois a des mois passés"))
	}
	if !f.PerMonth && len(f.PastWriters) > 0 {
		say("past_writers", label.T("Only an attribute kept by month has past months", "Seul un attribut tenu par mois a des mois passés"))
	}
	among := func(some, of []int64) bool {
		return len(of) == 0 || !slices.ContainsFunc(some, func(id int64) bool { return !slices.Contains(of, id) })
	}
	if !among(f.PastReaders, f.Readers) {
		say("past_readers", label.T("Whoever reads past months must be able to read the current one", "Qui lit les mois passés doit pouvoir lire le mois en cours"))
	}
	if !among(f.PastWriters, f.Readers) || !among(f.PastWriters, f.PastReaders) {
		say("past_writers", label.T("Whoever writes past months must be able to read them", "Qui saisit les mois passés doit pouvoir les lire"))
	}
	if len(f.PastWriters) > 0 && f.ReadOnly {
		say("past_writers", label.T("Nobody writes this attribute by hand", "Personne ne saisit cet attribut à la main"))
	}
	return bad
}

// namedRoles are the roles that the attribute names as readers or writers.
func (f *Field) namedRoles() []int64 {
	return distinct(slices.Concat(f.Readers, f.Writers, f.PastReaders, f.PastWriters))
}

func (f *Field) sameReaders(o *Field) bool {
	return slices.Equal(f.Readers, o.Readers) && slices.Equal(f.Writers, o.Writers) && slices.Equal(f.PastReaders, o.PastReaders) && slices.Equal(f.PastWriters, o.PastWriters)
}

func distinct(ids []int64) []int64 {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}

// settleReaders gives the roles that attributes name their marks, once the attribute
// is written, and refuses readers and writers of whom nobody is left.
func settleReaders(ctx context.Context, tx *db.Tx, who access.Who, f *Field) error {
	var named []int64
	err := db.Each(ctx, tx, func(r *readersRow) error {
		named = slices.Concat(named, idsIn(r.Readers), idsIn(r.Writers), idsIn(r.PastReaders), idsIn(r.PastWriters))
		return nil
	}, "SELECT "+db.Columns[readersRow]("")+" FROM field WHERE "+sensitive)
	if err != nil {
		return err
	}
	if err := access.MarkRoles(ctx, tx, who, distinct(named)); err != nil {
		return err
	}
	marks, err := access.MarksOfRoles(ctx, tx)
	if err != nil {
		return err
	}
	f.mark(marks)
	if anybody, err := access.AnybodySignsIn(ctx, tx); err != nil || !anybody {
		return err
	}
	for _, set := range []struct {
		where string
		roles []int64
		none  label.Text
	}{
		{"readers", f.Readers, label.T("Nobody would be left who can read this attribute: nobody who can sign in has one of these roles", "Plus personne ne pourrait lire cet attribut : personne pouvant se connecter n’a l’un de ces rôles")},
		{"past_readers", f.PastReaders, label.T("Nobody would be left who can read past months: nobody who can sign in has one of these roles", "Plus personne ne pourrait lire les mois passés\u202f: personne pouvant se connecter n’a l’un de ces rôles")},
		{"past_writers", f.PastWriters, label.T("Nobody would be left who can write past months: nobody who can sign in has one of these roles", "Plus personne ne pourrait saisir les mois passés\u202f: personne pouvant se connecter n’a l’un de ces rôles")},
		{"writers", f.Writers, label.T("Nobody would be left who can write this attribute: nobody who can sign in has one of these roles", "Plus personne ne pourrait saisir cet attribut : personne pouvant se connecter n’a l’un de ces rôles")},
	} {
		if len(set.roles) == 0 {
			continue
		}
		n, err := access.PeopleWith(ctx, tx, set.roles)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Invalid(set.where, set.none)
		}
	}
	return nil
}

// LeaveRole takes a role that is going out of the readers and writers of every
// attribute, and puts another one in its place; without one, an attribute that names
// it keeps the role.
func LeaveRole(ctx context.Context, tx *db.Tx, who access.Who, role, by int64) error {
	for _, object := range Objects {
		c, err := change(ctx, tx, object)
		if err != nil {
			return err
		}
		for _, f := range c.Fields {
			if !slices.Contains(f.namedRoles(), role) {
				continue
			}
			if by == 0 {
				return fault.Conflict(label.F("“%s” is read or written by this role; name another one there, or say which role takes its place", "« %s » est lu ou saisi par ce rôle ; nommez-y-en un autre, ou dites quel rôle prend sa place", f.Label))
			}
			f.Readers, f.Writers, f.Version = swapped(f.Readers, role, by), swapped(f.Writers, role, by), f.Version+1
			f.PastReaders, f.PastWriters = swapped(f.PastReaders, role, by), swapped(f.PastWriters, role, by)
			if err := db.Put(ctx, tx, "field", f.row()); err != nil {
				return err
			}
			if err := settleReaders(ctx, tx, access.System(who.Via), f); err != nil {
				return err
			}
			if err := record(tx, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func swapped(ids []int64, from, to int64) []int64 {
	out := slices.Clone(ids)
	for i, id := range out {
		if id == from {
			out[i] = to
		}
	}
	return distinct(out)
}

// Sight returns the attributes of a kind of object, to ask what of them is for a
// person where; nil where all are for everybody, and nothing needs to be asked.
func Sight(ctx context.Context, q db.Querier, who access.Who, object string) (*Catalogue, error) {
	if who.IsSystem() {
		return nil, nil
	}
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM field WHERE object = $1 AND ("+sensitive+")", object)
	if err != nil || n == 0 {
		return nil, err
	}
	return Load(ctx, q, object)
}

// Holding is what a role lets somebody do with the values of an attribute, where it is
// held and a right opens the object.
type Holding struct {
	Limited               bool // the attribute names roles at all
	Reads, Writes         bool
	ReadsPast, WritesPast bool // of past months
}

// HeldBy returns what a role gives of an attribute.
func (f *Field) HeldBy(role int64) Holding {
	in := func(ids []int64) bool { return len(ids) == 0 || slices.Contains(ids, role) }
	h := Holding{Limited: len(f.namedRoles()) > 0, Reads: in(f.Readers)}
	h.Writes = h.Reads && in(f.Writers) && f.Kind != Computed && !f.ReadOnly
	h.ReadsPast = h.Reads && in(f.PastReaders)
	h.WritesPast = h.ReadsPast && h.Writes && in(f.PastWriters)
	return h
}
