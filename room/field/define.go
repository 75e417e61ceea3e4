package field

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Create adds a custom attribute. f.Key may be empty: it is made from the label.
func Create(ctx context.Context, tx *db.Tx, who access.Who, f *Field) error {
	if err := access.Must(MayDefine(who)); err != nil {
		return err
	}
	c, err := change(ctx, tx, f.Object)
	if err != nil {
		return err
	}
	if f.Key == "" {
		f.Key = c.freeKey(f.Label)
	}
	if f.ID == 0 {
		f.Number(tx.NewID)
	}
	f.Version, f.Core, f.Retired = 1, false, false
	if f.Position == 0 && len(c.Fields) > 0 {
		f.Position = c.Fields[len(c.Fields)-1].Position + 10
	}
	if err := c.drawn(ctx, tx, f); err != nil {
		return err
	}
	if err := c.check(f); err != nil {
		return err
	}
	if err := carry(ctx, tx, who, &Field{}, f); err != nil {
		return err
	}
	if err := insert(ctx, tx, f); err != nil {
		return err
	}
	f.keepSaved(tx, false)
	if len(f.namedRoles()) == 0 {
		return nil
	}
	return settleReaders(ctx, tx, who, f)
}

// Number gives an attribute that is to be made its id, and its options theirs, so that
// its own conditions can name it before it is kept.
func (f *Field) Number(newID func() int64) {
	f.ID = newID()
	for i := range f.Choices {
		f.Choices[i].ID = newID()
	}
}

// Update changes an attribute: its labels, help, list, and whatever its values
// do not depend on. version is the one that was read.
func Update(ctx context.Context, tx *db.Tx, who access.Who, object, key string, version int64, edit func(*Field) error) (*Field, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return nil, err
	}
	f := c.Get(key)
	if f == nil || f.Retired {
		return nil, fault.NotFound()
	}
	if version != f.Version {
		return nil, fault.Outdated(f)
	}
	before := *f
	before.Choices = slices.Clone(f.Choices)
	if err := edit(f); err != nil {
		return nil, err
	}
	if f.Kind != before.Kind || f.PerMonth != before.PerMonth {
		return nil, fault.Conflict(label.T("The kind of an attribute cannot be changed once it exists; create another one", "La nature d’un attribut existant ne peut pas changer ; créez-en un autre"))
	}
	if f.Tree != before.Tree && (before.Hierarchy != 0 || len(before.Choices) > 0) {
		return nil, fault.Conflict(label.T("An attribute that has values keeps its list; make its list a hierarchy instead", "Un attribut qui a des valeurs garde sa liste ; faites plutôt de sa liste une hiérarchie"))
	}
	f.Choices = choicesOf(f, &before)
	if f.Tree != before.Tree {
		if err := c.drawn(ctx, tx, f); err != nil {
			return nil, err
		}
	}
	f.Retired = false
	f.ID, f.Key, f.Core, f.Object, f.Version = before.ID, before.Key, before.Core, before.Object, before.Version+1
	if err := c.check(f); err != nil {
		return nil, err
	}
	if err := keepsOptions(before.Choices, f.Choices); err != nil {
		return nil, err
	}
	if err := carry(ctx, tx, who, &before, f); err != nil {
		return nil, err
	}
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return nil, err
	}
	if !f.sameReaders(&before) {
		if err := settleReaders(ctx, tx, who, f); err != nil {
			return nil, err
		}
	}
	if err := saveChoices(ctx, tx, f); err != nil {
		return nil, err
	}
	f.keepSaved(tx, !f.sameReaders(&before))
	return f, nil
}

func keepsOptions(before, after []Option) error {
	for _, o := range before {
		if !slices.ContainsFunc(after, func(p Option) bool { return p.ID == o.ID }) {
			return fault.Invalid("choices", label.F("“%s” cannot be deleted, for past values use it; retire it instead", "« %s » ne peut pas être supprimé, des valeurs passées l’utilisent ; retirez-le plutôt de l’usage", o.Label))
		}
	}
	return nil
}

// MayDefine reports whether a person may add to the catalogue, which everybody
// shares: attributes, and the values of lists. The right on a part of the
// organisation is not enough.
func MayDefine(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// AddOptions adds options to a list, as an import does with values that it met
// for the first time, and returns the attribute as it is then. Whoever may not
// define attributes may not add to their lists either.
func AddOptions(ctx context.Context, tx *db.Tx, who access.Who, object, key string, labels []string) (*Field, error) {
	if err := access.Must(MayDefine(who)); err != nil {
		return nil, err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return nil, err
	}
	f := c.Get(key)
	if f == nil || f.Kind != Choice && f.Kind != Choices {
		return nil, fault.NotFound()
	}
	if f.Hierarchy != 0 {
		return nil, fault.Conflict(label.F("The values of “%s” are the nodes of a hierarchy: add them there", "Les valeurs de « %s » sont les nœuds d’une hiérarchie : ajoutez-les dans celle-ci", f.Label))
	}
	added := false
	for _, text := range labels {
		if o, ok := f.OptionByText(text); ok && o.Retired {
			i := slices.IndexFunc(f.Choices, func(c Option) bool { return c.ID == o.ID })
			f.Choices[i].Retired, added = false, true
		} else if !ok {
			f.Choices = append(f.Choices, Option{Key: f.freeOption(text), Label: label.T(text, text)})
			added = true
		}
	}
	if !added {
		return f, nil
	}
	f.Version++
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return nil, err
	}
	return f, saveChoices(ctx, tx, f)
}

func (f *Field) freeOption(text string) string {
	base := label.Key(text)
	if base == "" {
		base = "option"
	}
	key := base
	for n := 2; slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Key == key }); n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

func (c *Catalogue) freeKey(l label.Text) string {
	base := label.Key(l.In(label.EN))
	if base == "" {
		base = "attribute"
	}
	key := base
	for n := 2; c.byKey[key] != nil || reserved[key]; n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

// reserved are the words that mean something else in rows, filters and formulas.
var reserved = map[string]bool{
	"id": true, "version": true, "state": true, "created": true, "updated": true, "updated_by": true, "unread": true, "can_edit": true, "concealed": true, "was": true, "diff": true, "month": true, "children": true, "external": true, "constructor": true, "prototype": true,
	"weather_month": true, "comment_month": true, "and": true, "or": true, "not": true, "in": true, "is": true, "empty": true, "me": true, "today": true, "true": true, "false": true, "vrai": true, "faux": true, "et": true, "ou": true, "non": true, "est": true, "vide": true, "dans": true,
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// check refuses a definition that could not work.
func (c *Catalogue) check(f *Field) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if !keyShape.MatchString(f.Key) || reserved[f.Key] {
		say("key", label.T("A key is made of a to z, digits and _, begins with a letter, has at most 40 characters, and is not a reserved word", "Une clé est faite de a à z, de chiffres et de _, commence par une lettre, a au plus 40 caractères, et n’est pas un mot réservé"))
	}
	if other := c.byKey[f.Key]; other != nil && other.ID != f.ID {
		say("key", label.F("“%s” has this key, or had it before it was renamed", "«\u202f%s\u202f» a cette clé, ou l’avait avant d’être renommé", other.Label))
	}
	if k, taken := c.Constants.Get(f.Key); taken && !f.Core {
		say("key", label.F("The constant “%s” has this key", "La constante «\u202f%s\u202f» a cette clé", k.Label))
	}
	f.Label, f.Help, f.Measure = clean(f.Label), lines(f.Help), cleaned(f.Measure)
	if f.Position < -maxPosition || f.Position > maxPosition {
		say("position", label.T("This position is out of range", "Cette position dépasse les bornes"))
	}
	if _, known := c.Groups.Get(f.Section); f.Section != "" && !known {
		say("section", label.F("There is no group of attributes “%s”", "Il n’y a pas de groupe d’attributs «\u202f%s\u202f»", f.Section))
	}
	if f.Label.IsZero() {
		say("label", label.T("Give a label in at least one language", "Donnez un libellé dans au moins une langue"))
	}
	if !slices.Contains(Kinds, f.Kind) {
		say("kind", label.T("This is not a kind of attribute", "Ce n’est pas une nature d’attribut"))
	}
	if f.Object != "project" && (f.Kind == Computed || f.Kind == Money || f.PerMonth) {
		say("kind", label.T("Only projects have attributes that are computed, amounts, or kept per month", "Seuls les projets ont des attributs calculés, des montants, ou tenus par mois"))
	}
	if f.Consolidation == "" {
		f.Consolidation = None
	}
	if !slices.Contains(Consolidations(f.Kind), f.Consolidation) {
		say("consolidation", label.T("This rule does not fit the kind of the attribute", "Cette règle ne convient pas à la nature de l’attribut"))
	}
	if f.Consolidation == WeightedMean {
		if w := c.byKey[f.Weight]; w == nil || !w.Kind.IsNumeric() {
			say("weight", label.T("A weighted mean needs a numeric attribute that weighs", "Une moyenne pondérée demande un attribut numérique comme poids"))
		}
	}
	if f.Free && f.Kind != Choice && f.Kind != Choices {
		say("free", label.T("Only a list can be open to new values", "Seule une liste peut être ouverte à de nouvelles valeurs"))
	}
	if f.Kind == Computed {
		if err := c.checkFormula(f); err != nil {
			return err
		}
	}
	if f.Hierarchy == 0 {
		bad = append(bad, checkOptions(f)...)
	}
	bad = append(bad, f.checkSearchable()...)
	bad = append(bad, f.checkTree()...)
	bad = append(bad, f.checkPattern()...)
	bad = append(bad, f.checkUnique()...)
	bad = append(bad, c.checkConditions(f)...)
	bad = append(bad, c.checkReaders(f)...)
	if _, err := ParsePlain(f, f.Initial); err != nil {
		say("default", label.T("The default is not, or no longer, a value of this attribute", "La valeur par défaut n’est pas, ou plus, une valeur de cet attribut"))
	}
	return fault.InvalidAll(bad)
}

func checkOptions(f *Field) []fault.Detail {
	var bad []fault.Detail
	seen := map[string]bool{}
	for i := range f.Choices {
		o := &f.Choices[i]
		o.Key, o.Label = cleaned(o.Key), clean(o.Label)
		if o.Key == "" {
			o.Key = f.freeOption(o.Label.In(label.EN))
		}
		where := fmt.Sprintf("choices[%d]", i)
		if o.Label.IsZero() {
			bad = append(bad, fault.Detail{Where: where, Text: label.T("An option needs a label", "Une valeur de liste demande un libellé")})
		}
		if o.Meaning != "" && !slices.Contains(Meanings, o.Meaning) {
			bad = append(bad, fault.Detail{Where: where, Text: label.T("This is not what a stage can mean", "Une étape ne peut pas avoir ce sens")})
		}
		if o.From != 0 && o.Until != 0 && o.Until < o.From {
			bad = append(bad, fault.Detail{Where: where, Text: label.T("The last day lies before the first", "Le dernier jour précède le premier")})
		}
		if seen[o.Key] {
			bad = append(bad, fault.Detail{Where: where, Text: label.F("The key “%s” is there twice", "La clé « %s » est présente deux fois", o.Key)})
		}
		seen[o.Key] = true
	}
	return bad
}

// Retire takes a custom attribute out of use: it is no longer shown, entered or
// imported, and the history keeps what it held. One that a formula needs stays.
func Retire(ctx context.Context, tx *db.Tx, who access.Who, object, key string, version int64) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return err
	}
	f := c.Get(key)
	if f == nil || f.Retired {
		return fault.NotFound()
	}
	if f.Version != version {
		return fault.Outdated(f)
	}
	if f.Core {
		return fault.Conflict(label.T("A core attribute cannot be removed", "Un attribut de base ne peut pas être supprimé"))
	}
	for _, g := range c.Fields {
		if g.ID != f.ID && !g.Retired && slices.Contains(g.Uses(), f.ID) {
			return fault.Conflict(label.F("The formula or a rule of “%s” uses this attribute; change it first", "La formule ou une règle de « %s » utilise cet attribut ; changez-la d’abord", g.Label))
		}
	}
	if err := carry(ctx, tx, who, f, &Field{}); err != nil {
		return err
	}
	f.Retired, f.Version = true, f.Version+1
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return err
	}
	return record(tx, f)
}

// KeyFor makes an attribute key from a title; it is one that no reserved word is.
func KeyFor(title string) string {
	key := label.Key(title)
	if key == "" || reserved[key] {
		key = "attribute_" + key
	}
	return strings.Trim(key[:min(len(key), 40)], "_")
}

// Revive takes an attribute back into use that was retired, as an import does
// that meets it again.
func Revive(ctx context.Context, tx *db.Tx, who access.Who, object, key string) (*Field, error) {
	if err := access.Must(MayDefine(who)); err != nil {
		return nil, err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return nil, err
	}
	f := c.Get(key)
	if f == nil {
		return nil, fault.NotFound()
	}
	was := *f
	f.Retired, f.Version = false, f.Version+1
	if err := carry(ctx, tx, who, &was, f); err != nil {
		return nil, err
	}
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return nil, err
	}
	return f, record(tx, f)
}

// RetireOptions takes options of a list out of use, as undoing an import does.
func RetireOptions(ctx context.Context, tx *db.Tx, who access.Who, object, key string, ids []int64) error {
	if err := access.Must(who.IsSystem()); err != nil {
		return err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return err
	}
	f := c.Get(key)
	if f == nil || f.Hierarchy != 0 {
		return nil
	}
	for i := range f.Choices {
		if slices.Contains(ids, f.Choices[i].ID) {
			f.Choices[i].Retired = true
		}
	}
	f.Version++
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return err
	}
	return saveChoices(ctx, tx, f)
}
