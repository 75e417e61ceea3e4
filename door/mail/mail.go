// Package mail sends letters to people: invitations, and links to choose a new
// password. Each is plain text and HTML, in the language of who receives it.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Settings say how letters leave.
type Settings struct {
	Host     string // host:port of the SMTP server
	User     string // may be empty: no authentication
	Password string
	From     string // the sender, such as "Vigie <vigie@example.org>"
	TLS      string // "starttls" (the default), "tls" or "none"

	Timeout time.Duration // for one letter; 10 s when zero
}

// Sender sends letters by one SMTP server.
type Sender struct {
	settings Settings
	host     string
	port     int
	from     *netmail.Address
	policy   gomail.TLSPolicy
}

// NewSender checks the settings. It does not reach out to the server yet.
func NewSender(s Settings) (*Sender, error) {
	host, port, err := net.SplitHostPort(s.Host)
	if err != nil {
		return nil, fmt.Errorf("the mail server %q is not of the form host:port: %w", s.Host, err)
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 1 || n > 65535 {
		return nil, fmt.Errorf("the port of the mail server, %q, is no port", port)
	}
	from, err := netmail.ParseAddress(s.From)
	if err != nil {
		return nil, fmt.Errorf("the sender of letters, %q, is no address: %w", s.From, err)
	}
	out := &Sender{settings: s, host: host, port: n, from: from}
	if out.settings.Timeout == 0 {
		out.settings.Timeout = 10 * time.Second
	}
	switch s.TLS {
	case "", "starttls":
		out.policy = gomail.TLSMandatory
	case "tls", "none":
		out.policy = gomail.NoTLS
	default:
		return nil, fmt.Errorf("the encryption to the mail server is starttls, tls or none, not %q", s.TLS)
	}
	return out, nil
}

// Letter is one mail to one person.
type Letter struct {
	To      netmail.Address
	Subject string
	Text    string
	HTML    string
	Files   []File
}

// File is what goes with a letter.
type File struct {
	Name string
	Kind string // such as application/pdf
	Body []byte
}

// Send hands a letter to the server. A letter whose address, name or subject
// holds a line break, by which headers could be added, is refused.
func (s *Sender) Send(ctx context.Context, l Letter) error {
	msg, err := s.message(l)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, s.options()...)
	if err != nil {
		return fmt.Errorf("preparing to send mail: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, s.settings.Timeout)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("sending mail by %s: %w", s.settings.Host, err)
	}
	return nil
}

func (s *Sender) options() []gomail.Option {
	o := []gomail.Option{gomail.WithPort(s.port), gomail.WithTLSPolicy(s.policy), gomail.WithTimeout(s.settings.Timeout)}
	if s.settings.TLS == "tls" {
		o = append(o, gomail.WithSSL())
	}
	if s.settings.User != "" {
		o = append(o, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.settings.User), gomail.WithPassword(s.settings.Password))
	}
	return o
}

func (s *Sender) message(l Letter) (*gomail.Msg, error) {
	for _, header := range []string{l.To.Name, l.To.Address, l.Subject} {
		if strings.ContainsFunc(header, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return nil, errors.New("a header of the letter holds a control character")
		}
	}
	to, err := netmail.ParseAddress(l.To.Address)
	if err != nil || to.Address != l.To.Address {
		return nil, fmt.Errorf("%q is no e-mail address", l.To.Address)
	}
	msg := gomail.NewMsg()
	msg.FromMailAddress(s.from)
	msg.ToMailAddress(&l.To)
	msg.Subject(l.Subject)
	msg.SetDate()
	msg.SetMessageID()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, l.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	for _, f := range l.Files {
		if err := msg.AttachReader(f.Name, bytes.NewReader(f.Body), gomail.WithFileContentType(gomail.ContentType(f.Kind))); err != nil {
			return nil, fmt.Errorf("attaching %q to a letter: %w", f.Name, err)
		}
	}
	return msg, nil
}
