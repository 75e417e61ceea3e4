package app

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// userAdd makes an account from the command line: the way in for scripts, and
// the way back for an organisation that has locked itself out.
func userAdd(o *options) action {
	c := newConfig("")
	o.place(c)
	name := o.text("name", "", "NAME", label.T("the person's name; the login when absent", "le nom de la personne ; l’identifiant par défaut"))
	email := o.text("email", "", "ADDRESS", label.T("the person's e-mail address", "l’adresse électronique de la personne"))
	role := o.text("role", "", "ROLE", label.T("a role on the whole organisation: administrator, pmo, executive, project_manager, contributor, resource_manager, finance, reader",
		"un rôle sur toute l’organisation : administrator, pmo, executive, project_manager, contributor, resource_manager, finance, reader"))
	language := o.text("language", "fr", "LANGUAGE", label.T("fr or en", "fr ou en"))
	ask := o.yes("password", label.T("read the password from the standard input", "lire le mot de passe sur l’entrée standard"))
	return func(ctx context.Context, out *Console, args []string) error {
		if err := exactly(args, 1, label.T("give the login: vigie user add LOGIN", "indiquez l’identifiant : vigie user add IDENTIFIANT")); err != nil {
			return err
		}
		d, err := ready(ctx, c)
		if err != nil {
			return err
		}
		a := access.Account{Login: args[0], Name: cmp.Or(*name, args[0]), Email: *email, Language: *language}
		return errors.Join(addAccount(ctx, out, d, a, *role, *ask), d.Close())
	}
}

func addAccount(ctx context.Context, out *Console, d *db.DB, a access.Account, role string, ask bool) error {
	first, err := access.IsNew(ctx, d)
	if err == nil && first && role != "administrator" {
		err = fault.Conflict(label.T("The first account must be able to open the doors to others: add --role administrator", "Le premier compte doit pouvoir ouvrir aux autres : ajoutez --role administrator"))
	}
	if err != nil {
		return err
	}
	hash, err := passwordOf(ctx, d, out, a, ask)
	if err != nil {
		return err
	}
	made, err := addUser(ctx, d, a, hash, role)
	if err != nil {
		return err
	}
	out.print(label.F("%s can sign in", "%s peut se connecter", made.Login))
	if hash == "" {
		out.note(label.T("without a password yet: send an invitation from the administration, or use --password", "sans mot de passe pour l’instant : envoyez une invitation depuis l’administration, ou utilisez --password"))
	}
	return nil
}

func passwordOf(ctx context.Context, d *db.DB, out *Console, a access.Account, ask bool) (access.Hash, error) {
	if !ask {
		return "", nil
	}
	if out.Terminal {
		fmt.Fprint(out.Err, label.T("Password: ", "Mot de passe : ").In(out.Lang))
	}
	line, err := bufio.NewReader(out.In).ReadString('\n')
	if err != nil && line == "" {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	organisation, err := access.Organisation(ctx, d)
	if err != nil {
		return "", err
	}
	return access.NewGate(d).NewPassword(ctx, strings.TrimRight(line, "\r\n"), a, organisation)
}

func addUser(ctx context.Context, d *db.DB, a access.Account, hash access.Hash, role string) (access.Account, error) {
	who := access.System("command")
	_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, who, a, hash); err != nil || role == "" {
			return err
		}
		roles, err := db.Select[int64](ctx, tx, "SELECT id FROM role WHERE key = $1", role)
		if err != nil {
			return err
		}
		if len(roles) == 0 {
			return fault.Invalid("role", label.F("There is no role “%s”; set Vigie up first, or check the name", "Il n’y a pas de rôle « %s » ; installez d’abord Vigie, ou vérifiez le nom", role))
		}
		root, err := access.Root(ctx, tx)
		if err != nil {
			return err
		}
		_, err = access.AddGrant(ctx, tx, who, access.Grant{Account: db.ID(a.ID), Role: roles[0], Unit: db.ID(root.ID)})
		return err
	})
	return a, err
}

// userResetFactor takes the second factor of an account away, for whoever has
// lost the phone and cannot ask another administrator.
func userResetFactor(o *options) action {
	c := newConfig("")
	o.place(c)
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		if err := exactly(args, 1, label.T("give the login: vigie user reset-factor LOGIN", "indiquez l’identifiant : vigie user reset-factor IDENTIFIANT")); err != nil {
			return err
		}
		who := access.System("command")
		_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			ids, err := db.Select[int64](ctx, tx, "SELECT id FROM account WHERE login_folded = $1", label.Fold(args[0]))
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				return fault.Invalid("login", label.F("Nobody has the login %s", "Personne n’a l’identifiant %s", args[0]))
			}
			_, err = access.ResetFactor(ctx, tx, who, ids[0])
			return err
		})
		if err == nil {
			out.print(label.F("%s signs in without a second factor now", "%s se connecte désormais sans second facteur", args[0]))
		}
		return err
	})
}
