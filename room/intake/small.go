package intake

import (
	"context"
	"errors"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// small is a kind of object of which there are hundreds and not ten thousands,
// kept by another room: units, users. Trying is writing and rolling back, so
// that the room's own rules are all there are.
type small struct {
	get    func(ctx context.Context, q db.Querier, who access.Who, id int64) (field.Values, error)
	save   func(ctx context.Context, tx *db.Tx, who access.Who, id int64, isNew bool, vs field.Values) error
	remove func(ctx context.Context, tx *db.Tx, who access.Who, id int64) error
}

var errTried = errors.New("tried")

func (s small) try(ctx context.Context, j *job, lines []*line) ([]error, error) {
	errs := make([]error, len(lines))
	_, err := j.k.DB.Update(ctx, db.Origin{Actor: j.who.ID, Via: "import", Set: max(j.m.ID, 1)}, func(tx *db.Tx) error {
		for i, l := range lines {
			l.Before, l.After, l.Changed, errs[i] = nil, nil, false, nil
			if !l.IsNew {
				var err error
				if l.Before, err = s.get(ctx, tx, j.who, l.Object); err != nil {
					errs[i] = err
					continue
				}
			}
			l.After = merged(l.Before, l.Values)
			if l.Changed = l.IsNew || !l.After.Equal(l.Before); !l.Changed {
				continue
			}
			err := s.save(ctx, tx, j.who, l.Object, l.IsNew, l.Values)
			if k := fault.KindOf(err); k == fault.Internal && err != nil || k == fault.Unavailable {
				return err
			}
			errs[i] = err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return errs, err
}

func merged(before, with field.Values) field.Values {
	out := maps.Clone(before)
	if out == nil {
		out = field.Values{}
	}
	for k, v := range with {
		if delete(out, k); v.Set {
			out[k] = v
		}
	}
	return out
}

func (s small) write(ctx context.Context, tx *db.Tx, who access.Who, b *batch) error {
	for _, r := range b.rows {
		if r.Action != IsNew && r.Action != IsChanged {
			continue
		}
		if err := s.save(ctx, tx, who, r.Object, r.Action == IsNew, r.values); err != nil {
			return stopped(r.Name, err)
		}
	}
	return nil
}

// takeBack gives the attributes that still are as imported what they were
// before, and removes what the import made.
func (s small) takeBack(ctx context.Context, tx *db.Tx, who access.Who, b *batch) ([]Kept, error) {
	var kept []Kept
	for _, r := range b.rows {
		var err error
		switch r.Action {
		case IsNew:
			err = s.remove(ctx, tx, who, r.Object)
		case IsChanged:
			var more []Kept
			more, err = s.restore(ctx, tx, who, r)
			kept = append(kept, more...)
		}
		switch fault.KindOf(err) {
		case fault.Clash, fault.BadInput:
			kept = append(kept, Kept{r.Object, r.Name, "", reasonOf(err)})
		case fault.Missing:
		default:
			if err != nil {
				return kept, err
			}
		}
	}
	return kept, nil
}

func (s small) restore(ctx context.Context, tx *db.Tx, who access.Who, r *staged) ([]Kept, error) {
	now, err := s.get(ctx, tx, who, r.Object)
	if err != nil {
		return nil, err
	}
	before, _, err := field.DecodeAll(string(r.Data.Before))
	if err != nil {
		return nil, err
	}
	var kept []Kept
	back := field.Values{}
	for _, k := range r.Data.Changed {
		if now[k].Equal(r.values[k]) {
			back[k] = before[k]
		} else if !now[k].Equal(before[k]) {
			kept = append(kept, Kept{r.Object, r.Name, k, label.T("The value was changed since; it stays", "La valeur a été modifiée depuis ; elle reste")})
		}
	}
	if len(back) == 0 {
		return kept, nil
	}
	return kept, s.save(ctx, tx, who, r.Object, false, back)
}

var units = target{
	object: "unit", place: 3, label: label.T("Units", "Entités"),
	help:  label.T("One unit per row: its name, its code, and the name or code of the unit it belongs to.", "Une entité par ligne : son nom, son code, et le nom ou le code de l’entité à laquelle elle appartient."),
	right: access.ManageUnits, parent: "parent", keeps: []string{"name", "parent"},
	rules: []rule{
		{key: "code", names: "code|id|sigle|acronyme|trigramme|reference|short name|abbreviation|code entite|unit code"},
		{key: "name", names: "nom|name|entite|unite|unit|libelle|intitule|direction|service|departement|department|nom complet|nom de l'entite|unit name|title|ministere|ministere nom complet"},
		{key: "parent", names: "parent|entite parente|entite mere|rattachement|rattache a|rattachee a|rattachement hierarchique|entite superieure|entite de niveau superieur|appartient a|depend de|code parent|code entite parente|parent code|parent name|parent unit|superieur|niveau superieur|reports to|belongs to|entite de rattachement|direction de rattachement"},
	},
	catalogue: func(context.Context, db.Querier) (*field.Catalogue, error) {
		return field.NewCatalogue("unit", []*field.Field{
			{ID: 1, Key: "code", Kind: field.Text, Label: label.T("Code", "Code"), Position: 1},
			{ID: 2, Key: "name", Kind: field.Text, Label: label.T("Name", "Nom"), Required: true, Position: 2},
			{ID: 3, Key: "parent", Kind: field.Unit, Label: label.T("Parent unit", "Entité parente"), Position: 3},
		}), nil
	},
}

var unitStore = small{
	get: func(ctx context.Context, q db.Querier, who access.Who, id int64) (field.Values, error) {
		u, err := access.UnitByID(ctx, q, who, id)
		return field.Values{"code": field.Str(u.Code), "name": field.Str(u.Name), "parent": field.Ref(int64(u.Parent))}, err
	},
	save: func(ctx context.Context, tx *db.Tx, who access.Who, id int64, isNew bool, vs field.Values) error {
		set := func(u *access.Unit) {
			for k, v := range vs {
				switch k {
				case "code":
					u.Code = v.S
				case "name":
					u.Name = v.S
				case "parent":
					u.Parent = db.ID(v.N)
				}
			}
		}
		if isNew {
			u := access.Unit{ID: id}
			set(&u)
			_, err := access.CreateUnit(ctx, tx, who, u)
			return err
		}
		now, err := access.UnitByID(ctx, tx, who, id)
		if err == nil {
			_, err = access.UpdateUnit(ctx, tx, who, id, now.Version, set)
		}
		return err
	},
	remove: func(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
		now, err := access.UnitByID(ctx, tx, who, id)
		if err == nil {
			err = access.DeleteUnit(ctx, tx, who, id, now.Version)
		}
		return err
	},
}

func unitEntries(ctx context.Context, j *job) ([]entry, error) {
	j.standing = standing{totals: map[string]*Total{}}
	all, err := everyone(func(p access.Page) (access.Found[access.Unit], error) { return access.Units(ctx, j.k.DB, j.who, p) })
	out := make([]entry, len(all))
	for i, u := range all {
		out[i] = entry{ID: u.ID, Name: u.Name, Code: u.Code, Unit: j.units.names[int64(u.Parent)], Member: true, folded: label.Fold(u.Name), like: likenessOf(u.Name, "", "", 0, 0)}
	}
	return out, err
}

func tryUnits(ctx context.Context, j *job, lines []*line) ([]error, error) {
	for _, l := range lines {
		if l.IsNew && !l.Values["parent"].Set {
			l.Values["parent"] = field.Ref(j.m.Unit)
		}
	}
	return unitStore.try(ctx, j, lines)
}

var (
	writeUnits    = unitStore.write
	takeBackUnits = unitStore.takeBack
)

var languages = []field.Option{{ID: 1, Key: "fr", Label: label.T("French", "Français")}, {ID: 2, Key: "en", Label: label.T("English", "Anglais")}}

var users = target{
	object: "user", place: 4, label: label.T("People", "Personnes"),
	help:  label.T("One person per row: login, name, e-mail, language. Nobody is written to; invite them afterwards.", "Une personne par ligne : identifiant, nom, courriel, langue. Personne ne reçoit de message ; invitez-les ensuite."),
	right: access.ManageUsers, keeps: []string{"login", "name", "email", "language"},
	rules: []rule{
		{key: "login", names: "login|identifiant|user|user name|username|account|compte|matricule|utilisateur|user id|uid|code"},
		{key: "name", names: "nom|name|nom complet|full name|nom et prenom|prenom et nom|nom prenom|prenom nom|prenom nom de famille|first name last name|first name surname|given name family name|first name name|display name|collaborateur|personne|person"},
		{key: "email", names: "email|e mail|mail|courriel|adresse electronique|adresse e mail|email address|mel", words: "email|courriel"},
		{key: "language", names: "langue|language|lang"},
	},
	catalogue: func(context.Context, db.Querier) (*field.Catalogue, error) {
		return field.NewCatalogue("user", []*field.Field{
			{ID: 1, Key: "login", Kind: field.Text, Label: label.T("Login", "Identifiant"), Required: true, Position: 1},
			{ID: 2, Key: "name", Kind: field.Text, Label: label.T("Name", "Nom"), Required: true, Position: 2},
			{ID: 3, Key: "email", Kind: field.Text, Label: label.T("E-mail", "Courriel"), Position: 3},
			{ID: 4, Key: "language", Kind: field.Choice, Label: label.T("Language", "Langue"), Choices: slices.Clone(languages), Position: 4},
		}), nil
	},
}

var userStore = small{
	get: func(ctx context.Context, q db.Querier, who access.Who, id int64) (field.Values, error) {
		a, err := access.AccountByID(ctx, q, who, id)
		language := int64(1)
		if a.Language == "en" {
			language = 2
		}
		return field.Values{"login": field.Str(a.Login), "name": field.Str(a.Name), "email": field.Str(a.Email), "language": field.Int(language)}, err
	},
	save: func(ctx context.Context, tx *db.Tx, who access.Who, id int64, isNew bool, vs field.Values) error {
		set := func(a *access.Account) {
			for k, v := range vs {
				switch k {
				case "login":
					a.Login = v.S
				case "name":
					a.Name = v.S
				case "email":
					a.Email = v.S
				case "language":
					a.Language = languages[max(v.N, 1)-1].Key
				}
			}
		}
		if isNew {
			a := access.Account{ID: id}
			set(&a)
			_, err := access.CreateAccount(ctx, tx, who, a, "")
			return err
		}
		now, err := access.AccountByID(ctx, tx, who, id)
		if err == nil {
			_, err = access.UpdateAccount(ctx, tx, who, id, now.Version, set)
		}
		return err
	},
	// An account that was made is shut, not removed: its login may be written somewhere.
	remove: func(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
		now, err := access.AccountByID(ctx, tx, who, id)
		if err == nil {
			_, err = access.UpdateAccount(ctx, tx, who, id, now.Version, func(a *access.Account) { a.Disabled = true })
		}
		return err
	},
}

func userEntries(ctx context.Context, j *job) ([]entry, error) {
	j.standing = standing{totals: map[string]*Total{}}
	all, err := everyone(func(p access.Page) (access.Found[access.Account], error) {
		return access.Accounts(ctx, j.k.DB, j.who, p)
	})
	out := make([]entry, len(all))
	for i, a := range all {
		out[i] = entry{ID: a.ID, Name: a.Name, Code: a.Login, Member: true, folded: label.Fold(a.Name), like: likenessOf(a.Name, "", "", 0, 0)}
	}
	return out, err
}

func tryUsers(ctx context.Context, j *job, lines []*line) ([]error, error) {
	return userStore.try(ctx, j, lines)
}

var (
	writeUsers    = userStore.write
	takeBackUsers = userStore.takeBack
)
