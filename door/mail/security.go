package mail

import (
	"context"

	"vigie/ground/label"
	"vigie/room/access"
)

// Notice is a letter without a link: what happened to an account, or a test.
type Notice struct {
	Subject label.Text
	Lines   []label.Text
}

// The notices about what signs a person in.
var (
	FactorReset = Notice{
		label.T("Your second factor was reset", "Votre second facteur a été réinitialisé"),
		[]label.Text{
			label.T("An administrator has taken away the second factor of your account, and your sessions have ended. You set up a new one at your next sign-in, where your role asks for it.",
				"Un administrateur a retiré le second facteur de votre compte, et vos sessions ont pris fin. Vous en configurez un nouveau à votre prochaine connexion, si votre rôle l’exige."),
			label.T("If you did not ask for this, tell your administrator at once.", "Si vous n’avez rien demandé, prévenez immédiatement votre administrateur."),
		},
	}
	FactorOn = Notice{
		label.T("A second factor protects your account", "Un second facteur protège votre compte"),
		[]label.Text{
			label.T("From now on a code of your phone is asked for when you sign in. Keep the recovery codes in a safe place.",
				"Désormais un code de votre téléphone vous est demandé à la connexion. Conservez les codes de secours en lieu sûr."),
			label.T("If it was not you, tell your administrator at once.", "Si ce n’était pas vous, prévenez immédiatement votre administrateur."),
		},
	}
	FactorOff = Notice{
		label.T("Your account has no second factor any more", "Votre compte n’a plus de second facteur"),
		[]label.Text{
			label.T("The second factor of your account was turned off with your password and a code.", "Le second facteur de votre compte a été désactivé avec votre mot de passe et un code."),
			label.T("If it was not you, tell your administrator at once.", "Si ce n’était pas vous, prévenez immédiatement votre administrateur."),
		},
	}
	Trial = Notice{
		label.T("Test letter of Vigie", "Courriel d’essai de Vigie"),
		[]label.Text{label.T("This letter was sent from the administration of Vigie. It arrived: the mail settings are right.", "Ce courriel a été envoyé depuis l’administration de Vigie. Il est arrivé : les réglages du courriel sont bons.")},
	}
)

// SendNotice sends a notice to a person in that person's language; to somebody
// without an address, nothing.
func (p *Post) SendNotice(ctx context.Context, to access.Account, n Notice) error {
	if to.Email == "" {
		return nil
	}
	lang := label.Parse(to.Language)
	lines := make([]string, 0, len(n.Lines))
	for _, l := range n.Lines {
		lines = append(lines, l.In(lang))
	}
	letter, err := sheet{Subject: n.Subject.In(lang), Lead: lines}.letterTo(to)
	if err != nil {
		return err
	}
	return p.Sender.Send(ctx, letter)
}
