package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"vigie/door/api"
	"vigie/door/auth"
	"vigie/door/heavy"
	"vigie/door/mail"
	"vigie/door/vault"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/review"
	"vigie/overview/snapshot"
	"vigie/overview/summary"
	"vigie/overview/vocabulary"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/file"
	"vigie/room/intake"
	"vigie/room/master"
	"vigie/room/view"
	"vigie/web"
)

// parts is what the program is made of, above the database.
type parts struct {
	gate      *access.Gate
	heavy     *heavy.Gate // bounds the works that need much memory
	auth      *auth.Auth
	portfolio *snapshot.Keeper
	reviews   *review.Desk
	agenda    *agenda.Keeper // the key dates
	summaries *summary.Desk
	words     *vocabulary.Keeper
	imports   *intake.Desk
	post      *mail.Post // nil when no mail leaves
	api       http.Handler
	vault     *vault.Vault
	files     *file.Desk
	secret    string // of the first start; empty when someone has an account
}

// assemble makes the parts, after bringing the database to what every one has.
func (a *App) assemble(ctx context.Context) error {
	if err := renew(ctx, a.DB); err != nil {
		return err
	}
	p := &a.parts
	p.words = &vocabulary.Keeper{DB: a.DB, Messages: web.Messages}
	if err := p.words.Renew(ctx); err != nil {
		return err
	}
	p.gate = access.NewGate(a.DB)
	p.gate.Idle, p.gate.Life, p.gate.Log = a.config.SessionIdle, a.config.SessionLife, a.Log
	p.heavy = heavy.New(a.config.Memory.works())
	p.auth = &auth.Auth{Gate: p.gate, PublicURL: a.config.PublicURL, Proxies: a.config.TrustedProxies, Log: a.Log}
	p.portfolio = snapshot.NewKeeper(a.DB)
	p.agenda = agenda.NewKeeper(a.DB, p.portfolio)
	p.reviews = &review.Desk{DB: a.DB, Portfolio: p.portfolio, Agenda: p.agenda}
	p.summaries = &summary.Desk{DB: a.DB, Projects: p.portfolio, Agenda: p.agenda}
	p.imports = intake.NewDesk(a.DB)
	p.imports.Log = a.Log
	a.stop = append(a.stop, p.imports.Close)
	if a.sender != nil {
		p.post = &mail.Post{Sender: a.sender, DB: a.DB, PublicURL: a.config.PublicURL, Agenda: p.agenda, Reviews: p.reviews, Summaries: p.summaries}
	}
	var err error
	if p.files, err = newDesk(&a.config, a.DB); err != nil {
		return err
	}
	p.files.Log = a.Log
	setup, err := a.firstSecret(ctx)
	if err != nil {
		return err
	}
	p.vault = &vault.Vault{DB: a.DB, Folder: a.config.backups()}
	server := &api.Server{
		Words: p.words,
		Heavy: p.heavy,
		DB:    a.DB, Gate: p.gate, Auth: p.auth, Setup: setup, Post: p.post,
		Vault: p.vault, Disk: func() (free, total uint64) { return diskOf(a.config.Data) }, Started: time.Now(),
		Version: a.config.Version, Demo: a.config.Demo, Log: a.Log, Portfolio: p.portfolio, Agenda: p.agenda, Summaries: p.summaries, Reviews: p.reviews, Imports: p.imports, Files: p.files,
	}
	a.stop = append(a.stop, server.Close)
	p.api, err = api.New(server)
	if err != nil {
		return fmt.Errorf("building the API: %w", err)
	}
	return nil
}

// renew writes into a new database what every one has, and brings what the program
// shipped into an older one to what it ships now, as far as nobody changed it by
// hand. The first views come with the roles whose defaults they are, and those with
// the first administrator.
func renew(ctx context.Context, d *db.DB) error {
	who := access.System("system")
	_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		if err := field.Seed(ctx, tx, who); err != nil {
			return err
		}
		if err := access.Renew(ctx, tx, who); err != nil {
			return err
		}
		roles, err := access.Roles(ctx, tx, who)
		if err != nil || len(roles) == 0 {
			return err
		}
		if err := errors.Join(master.Renew(ctx, tx, who), intake.Renew(ctx, tx, who)); err != nil {
			return err
		}
		return view.Seed(ctx, tx, who)
	})
	if err != nil {
		return fmt.Errorf("renewing what the program ships: %w", err)
	}
	return nil
}

// firstSecret makes the one-time secret as long as nobody has an account.
func (a *App) firstSecret(ctx context.Context) (*auth.Secret, error) {
	n, err := db.Get[int64](ctx, a.DB, "SELECT count(*) FROM account")
	if err != nil || n > 0 {
		return nil, err
	}
	clear, secret := auth.NewSecret()
	a.parts.secret = clear
	return secret, nil
}

// newSender makes what sends mail, or nil when no mail server is set.
func newSender(c Config) (*mail.Sender, error) {
	if c.Mail.Host == "" {
		return nil, nil
	}
	if c.PublicURL == "" {
		return nil, misuse{label.T("--smtp needs --public-url, for the links in the letters", "--smtp demande aussi --public-url, pour les liens des courriels")}
	}
	sender, err := mail.NewSender(mail.Settings{Host: c.Mail.Host, User: c.Mail.User, Password: c.Mail.Password, From: c.Mail.From, TLS: c.Mail.TLS})
	if err != nil {
		return nil, fault.Conflict(label.T("The mail settings are not usable: look at --smtp, --smtp-from and --smtp-tls", "Les réglages du courriel ne sont pas utilisables : vérifiez --smtp, --smtp-from et --smtp-tls")).Because(err)
	}
	return sender, nil
}
