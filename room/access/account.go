package access

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Account is a person who may sign in.
type Account struct {
	ID         int64  `db:"id"`
	Version    int64  `db:"version"`
	Login      string `db:"login"`
	Name       string `db:"name"`
	Email      string `db:"email"`
	Language   string `db:"language"` // "fr" or "en"
	Theme      string `db:"theme"`    // "system", "light", "dark" or "contrast"
	Density    string `db:"density"`  // "compact", "normal" or "comfortable"
	Disabled   bool   `db:"disabled"`
	Created    int64  `db:"created"`
	CreatedBy  db.ID  `db:"created_by"`
	LastSignIn int64  `db:"last_sign_in"`

	Groups []int64 // the groups it is a member of, in order of id
}

// accountColumns reads whether an account is disabled the same on both engines.
const accountColumns = "id, version, login, name, email, language, theme, density, disabled <> 0 AS disabled, created, created_by, last_sign_in"

// accountRow is an account as it is stored.
type accountRow struct {
	ID          int64  `db:"id"`
	Version     int64  `db:"version"`
	Login       string `db:"login"`
	LoginFolded string `db:"login_folded"`
	Name        string `db:"name"`
	NameFolded  string `db:"name_folded"`
	Email       string `db:"email"`
	Language    string `db:"language"`
	Theme       string `db:"theme"`
	Density     string `db:"density"`
	Disabled    bool   `db:"disabled"`
	Created     int64  `db:"created"`
	CreatedBy   db.ID  `db:"created_by"`
}

func (a Account) row() accountRow {
	return accountRow{a.ID, a.Version, a.Login, label.Fold(a.Login), a.Name, label.Fold(a.Name), a.Email, a.Language, a.Theme, a.Density, a.Disabled, a.Created, a.CreatedBy}
}

// remembered is what the history keeps of an account: nothing secret.
type rememberedAccount struct {
	Login    string  `json:"login"`
	Name     string  `json:"name"`
	Email    string  `json:"email"`
	Language string  `json:"language"`
	Disabled bool    `json:"disabled"`
	Groups   []int64 `json:"groups"`
}

func (a Account) record(tx *db.Tx) error {
	return record(tx, "account", a.ID, a.Version, rememberedAccount{a.Login, a.Name, a.Email, a.Language, a.Disabled, a.Groups})
}

func (a *Account) clean() error {
	var err error
	if a.Login, err = cleanLogin(a.Login); err != nil {
		return err
	}
	if a.Name, err = cleanName("name", a.Name, 200); err != nil {
		return err
	}
	if a.Email, err = cleanEmail(a.Email); err != nil {
		return err
	}
	defaults := func(s *string, d string) {
		if *s == "" {
			*s = d
		}
	}
	defaults(&a.Language, "fr")
	defaults(&a.Theme, "system")
	defaults(&a.Density, "normal")
	if _, err = oneOf("language", a.Language, "fr", "en"); err != nil {
		return err
	}
	if _, err = oneOf("theme", a.Theme, "system", "light", "dark", "contrast"); err != nil {
		return err
	}
	_, err = oneOf("density", a.Density, "compact", "normal", "comfortable")
	slices.Sort(a.Groups)
	a.Groups = slices.Compact(a.Groups)
	return err
}

// CreateAccount makes an account, which nobody can sign in to before it has a
// password: hash, or one chosen by a one-time link when hash is empty.
func CreateAccount(ctx context.Context, tx *db.Tx, who Who, a Account, hash Hash) (Account, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Account{}, err
	}
	if err := Must(who.CanSomewhere(ManageUsers)); err != nil {
		return Account{}, err
	}
	if a.Language == "" {
		stored, err := settings(ctx, tx)
		if err != nil {
			return Account{}, err
		}
		a.Language = stored["language"]
	}
	if err := a.clean(); err != nil {
		return Account{}, err
	}
	if a.ID == 0 || tx.Origin().Set == 0 {
		a.ID = tx.NewID()
	}
	a.Version, a.Created, a.CreatedBy = 1, tx.Millis(), db.ID(who.ID)
	type row struct {
		accountRow
		Password string `db:"password"`
	}
	if err := loginIsFree(ctx, tx, a); err != nil {
		return Account{}, err
	}
	if err := db.Insert(ctx, tx, "account", row{a.row(), string(hash)}); err != nil {
		return Account{}, err
	}
	if err := setGroups(ctx, tx, who, a.ID, nil, a.Groups); err != nil {
		return Account{}, err
	}
	return a, a.record(tx)
}

func loginIsFree(ctx context.Context, tx *db.Tx, a Account) error {
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM account WHERE login_folded = $1 AND id <> $2", label.Fold(a.Login), a.ID)
	if err == nil && n > 0 {
		return fault.Invalid("login", label.T("This login is taken", "Cet identifiant est déjà pris"))
	}
	return err
}

// UpdateAccount changes an account that the person may manage: login, name,
// e-mail, language, groups, and whether it is disabled, which ends its sessions
// and tokens at once. version is the one that was read.
func UpdateAccount(ctx context.Context, tx *db.Tx, who Who, id, version int64, change func(*Account)) (Account, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Account{}, err
	}
	was, err := managed(ctx, tx, who, id)
	if err != nil {
		return Account{}, err
	}
	if was.Version != version {
		return Account{}, fault.Outdated(was)
	}
	a := was
	a.Groups = slices.Clone(was.Groups)
	change(&a)
	if err := a.clean(); err != nil {
		return Account{}, err
	}
	a.ID, a.Version = id, version+1
	err = keepingAdministrator(ctx, tx, func() error { return a.save(ctx, tx, who, was) })
	return a, err
}

func (a Account) save(ctx context.Context, tx *db.Tx, who Who, was Account) error {
	if err := loginIsFree(ctx, tx, a); err != nil {
		return err
	}
	if err := db.Put(ctx, tx, "account", a.row()); err != nil {
		return err
	}
	if err := setGroups(ctx, tx, who, a.ID, was.Groups, a.Groups); err != nil {
		return err
	}
	if a.Disabled && !was.Disabled {
		if err := shutOut(ctx, tx, a.ID); err != nil {
			return err
		}
	}
	return a.record(tx)
}

// shutOut ends at once everything by which an account is let in.
func shutOut(ctx context.Context, tx *db.Tx, account int64) error {
	for _, table := range []string{"session", "api_token", "one_time_link"} {
		if _, err := db.Exec(ctx, tx, "DELETE FROM "+table+" WHERE account_id = $1", account); err != nil {
			return err
		}
	}
	return nil
}

// UpdateMe changes what people set for themselves: name, language, theme and
// density. Other fields stay as they are.
func UpdateMe(ctx context.Context, tx *db.Tx, who Who, change func(*Account)) (Account, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Account{}, err
	}
	was, err := account(ctx, tx, who.ID)
	if err != nil {
		return Account{}, err
	}
	wish := was
	change(&wish)
	a := was
	a.Name, a.Language, a.Theme, a.Density = wish.Name, wish.Language, wish.Theme, wish.Density
	if err := a.clean(); err != nil {
		return Account{}, err
	}
	a.Version++
	if err := db.Put(ctx, tx, "account", a.row()); err != nil {
		return Account{}, err
	}
	return a, a.record(tx)
}

// Me returns the person's own account.
func Me(ctx context.Context, q db.Querier, who Who) (Account, error) {
	return account(ctx, q, who.ID)
}

// AccountByID returns an account that the person may manage, or fault.NotFound.
func AccountByID(ctx context.Context, q db.Querier, who Who, id int64) (Account, error) {
	return managed(ctx, q, who, id)
}

func account(ctx context.Context, q db.Querier, id int64) (Account, error) {
	a, err := db.Get[Account](ctx, q, "SELECT "+accountColumns+" FROM account WHERE id = $1", id)
	if err != nil {
		return Account{}, err
	}
	a.Groups, err = db.Select[int64](ctx, q, "SELECT group_id FROM group_member WHERE account_id = $1 ORDER BY group_id", id)
	return a, err
}

// managed returns an account if the person may manage it: he manages users
// wherever the account may do something, and holds there all that it holds; or
// the account may do nothing yet, and he made it or manages all users.
func managed(ctx context.Context, q db.Querier, who Who, id int64) (Account, error) {
	a, err := account(ctx, q, id)
	if err != nil {
		return Account{}, err
	}
	grants, err := granted(ctx, q, id)
	if err != nil {
		return Account{}, err
	}
	// What the account may do for others counts too: it could be used through it.
	forOthers, _, err := lent(ctx, q, id)
	if err != nil {
		return Account{}, err
	}
	for _, l := range forOthers {
		grants = append(grants, l.grants...)
	}
	ok, err := who.manages(ctx, q, grants, int64(a.CreatedBy))
	if err == nil && !ok {
		err = fault.NotFound()
	}
	return a, err
}

func (w Who) manages(ctx context.Context, q db.Querier, grants []given, maker int64) (bool, error) {
	if len(grants) == 0 {
		return w.CanEverywhere(ManageUsers) || w.CanSomewhere(ManageUsers) && maker == w.ID, nil
	}
	return w.covers(ctx, q, grants, ManageUsers)
}

// Accounts lists accounts by name: those the person may manage, whole; to those
// who may not manage any, the names of all who may sign in, as whoever fills in
// a field of kind user needs them.
func Accounts(ctx context.Context, q db.Querier, who Who, p Page) (Found[Account], error) {
	if !who.CanSomewhere(ManageUsers) {
		return names(ctx, q, who, p)
	}
	if who.CanEverywhere(All) {
		return accounts(ctx, q, p, "1 = 1", nil)
	}
	ids, err := manageable(ctx, q, who)
	if err != nil {
		return Found[Account]{}, err
	}
	in, args := db.List(nil, ids)
	return accounts(ctx, q, p, "id IN "+in, args)
}

func names(ctx context.Context, q db.Querier, who Who, p Page) (Found[Account], error) {
	const choosing = EditProject | EditOwnProject | CreateProject | Import | ManageRoles
	if who.Somewhere()&choosing == 0 {
		return Found[Account]{}, fault.Forbidden()
	}
	found, err := accounts(ctx, q, p, "disabled = 0", nil)
	for i, a := range found.Items {
		found.Items[i] = Account{ID: a.ID, Name: a.Name, Language: a.Language}
	}
	return found, err
}

// manageable returns the ids of the accounts that the person may manage.
func manageable(ctx context.Context, q db.Querier, who Who) ([]int64, error) {
	type row struct {
		Account int64 `db:"account_id"`
		given
	}
	grants := map[int64][]given{}
	err := db.Each(ctx, q, func(r *row) error {
		grants[r.Account] = append(grants[r.Account], r.given)
		return nil
	}, `SELECT COALESCE(g.account_id, m.account_id) AS account_id, g.unit_id, g.project_id, g.node_id, r.permissions, r.mark
		FROM role_grant g JOIN role r ON r.id = g.role_id LEFT JOIN group_member m ON m.group_id = g.group_id
		WHERE COALESCE(g.account_id, m.account_id) IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	acting, err := db.Select[int64](ctx, q, "SELECT DISTINCT to_id FROM delegation WHERE ended = 0 AND begins <= $1 AND ends > $1", clock(q))
	if err != nil {
		return nil, err
	}
	for _, id := range acting {
		forOthers, _, err := lent(ctx, q, id)
		if err != nil {
			return nil, err
		}
		for _, l := range forOthers {
			grants[id] = append(grants[id], l.grants...)
		}
	}
	type made struct {
		ID int64 `db:"id"`
		By int64 `db:"created_by"`
	}
	all, err := db.Select[made](ctx, q, "SELECT id, created_by FROM account ORDER BY id")
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, a := range all {
		ok, err := who.manages(ctx, q, grants[a.ID], a.By)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

func accounts(ctx context.Context, q db.Querier, p Page, where string, args []any) (Found[Account], error) {
	f, err := paged[Account](ctx, q, p, listing{
		table: "account", columns: accountColumns, order: "name_folded",
		find: []string{"name_folded", "login_folded"}, where: where, args: args,
	}, func(a Account) int64 { return a.ID })
	if err != nil || len(f.Items) == 0 {
		return f, err
	}
	at := map[int64]*Account{}
	var ids []int64
	for i := range f.Items {
		at[f.Items[i].ID] = &f.Items[i]
		ids = append(ids, f.Items[i].ID)
	}
	type member struct {
		Group   int64 `db:"group_id"`
		Account int64 `db:"account_id"`
	}
	in, args := db.List(nil, ids)
	return f, db.Each(ctx, q, func(m *member) error {
		at[m.Account].Groups = append(at[m.Account].Groups, m.Group)
		return nil
	}, "SELECT group_id, account_id FROM group_member WHERE account_id IN "+in+" ORDER BY account_id, group_id", args...)
}
