package mail

import (
	"bufio"
	"context"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/access"
)

// server is an SMTP server that takes letters and keeps them.
type server struct {
	address string
	mu      sync.Mutex
	letters []string
	refuse  bool
}

func listen(t *testing.T) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{address: l.Addr().String()}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.serve(c) })
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	return s
}

func (s *server) serve(c net.Conn) {
	defer c.Close()
	r := textproto.NewReader(bufio.NewReader(c))
	say := func(line string) { io.WriteString(c, line+"\r\n") }
	say("220 test")
	for {
		line, err := r.ReadLine()
		if err != nil {
			return
		}
		switch word, _, _ := strings.Cut(strings.ToUpper(line), " "); word {
		case "DATA":
			say("354 go on")
			lines, _ := r.ReadDotLines()
			s.mu.Lock()
			s.letters = append(s.letters, strings.Join(lines, "\r\n"))
			s.mu.Unlock()
			say("250 kept")
		case "QUIT":
			say("221 bye")
			return
		case "RCPT":
			if s.refuse {
				say("550 no such person")
				continue
			}
			say("250 fine")
		default:
			say("250 fine")
		}
	}
}

func (s *server) sender(t *testing.T) *Sender {
	t.Helper()
	out, err := NewSender(Settings{Host: s.address, From: "Vigie <vigie@example.org>", TLS: "none"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// parts returns the subject, the plain text and the HTML of a letter.
func parts(t *testing.T, letter string) (subject, plain, html string) {
	t.Helper()
	subject, texts, files := opened(t, letter)
	if len(texts) != 2 || len(files) != 0 {
		t.Fatalf("got %d parts and %d files", len(texts), len(files))
	}
	return subject, texts[0], texts[1]
}

// opened returns the subject of a letter, its plain text and its HTML, and the
// files that came with it by their names.
func opened(t *testing.T, letter string) (subject string, texts []string, files map[string]string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	return subject, unfold(t, textproto.MIMEHeader(m.Header), m.Body, files), files
}

// unfold returns the texts within a part of a letter, and puts its files aside.
func unfold(t *testing.T, head textproto.MIMEHeader, body io.Reader, files map[string]string) (texts []string) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		for read := multipart.NewReader(body, params["boundary"]); ; {
			p, err := read.NextRawPart()
			if err == io.EOF {
				return texts
			}
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, unfold(t, p.Header, p, files)...)
		}
	}
	if head.Get("Content-Transfer-Encoding") == "base64" {
		body = base64.NewDecoder(base64.StdEncoding, body)
	} else {
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	if where, given, err := mime.ParseMediaType(head.Get("Content-Disposition")); err == nil && where == "attachment" {
		name, err := new(mime.WordDecoder).DecodeHeader(given["filename"])
		if err != nil {
			t.Fatal(err)
		}
		files[name+" "+kind] = string(b)
		return nil
	}
	return []string{string(b)}
}

func seed(t *testing.T, d *db.DB, language string) access.Account {
	t.Helper()
	ctx, who := context.Background(), access.System("test")
	a := access.Account{Login: "anne", Name: `Anne <b>Élan</b>`, Email: "anne@example.org", Language: language}
	if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) (err error) {
		if err := access.Seed(ctx, tx, who, "Ministère"); err != nil {
			return err
		}
		a, err = access.CreateAccount(ctx, tx, who, a, "")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestALetterHoldsTheLinkOnTheConfiguredHostInTheLanguageOfThePerson(t *testing.T) {
	for language, want := range map[string]string{"fr": "Votre accès à Vigie", "en": "Your access to Vigie"} {
		d, s := dbtest.SQLite(t), listen(t)
		seed(t, d, language)
		post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org/pmo/"}
		if err := post.Handle(context.Background(), db.Job{Payload: `{"login":"ANNE"}`}); err != nil {
			t.Fatal(err)
		}
		if len(s.letters) != 1 {
			t.Fatalf("got %d letters", len(s.letters))
		}
		subject, plain, html := parts(t, s.letters[0])
		if subject != want {
			t.Errorf("got %q, want %q", subject, want)
		}
		const link = "https://vigie.example.org/pmo/reset?token="
		if !strings.Contains(plain, link) || !strings.Contains(html, `href="`+link) {
			t.Errorf("the link is missing in\n%s\n%s", plain, html)
		}
		if strings.Contains(html, "<b>Élan") || !strings.Contains(html, "&lt;b&gt;Élan") {
			t.Errorf("a name is read as HTML in %s", html)
		}
	}
}

func TestNobodyIsWrittenToForAnUnknownLoginOrTwiceInARow(t *testing.T) {
	d, s := dbtest.SQLite(t), listen(t)
	seed(t, d, "fr")
	post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org"}
	for _, login := range []string{"nobody", "anne", "anne", ""} {
		if err := post.Handle(context.Background(), db.Job{Payload: `{"login":"` + login + `"}`}); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.letters) != 1 {
		t.Errorf("got %d letters, want 1", len(s.letters))
	}
}

func TestALetterThatDidNotLeaveIsTriedAgain(t *testing.T) {
	d, s := dbtest.SQLite(t), listen(t)
	seed(t, d, "fr")
	post := &Post{Sender: s.sender(t), DB: d, PublicURL: "https://vigie.example.org"}
	s.refuse = true
	if err := post.Handle(context.Background(), db.Job{Payload: `{"login":"anne"}`}); err == nil {
		t.Error("a refusal of the mail server is lost")
	}
	s.refuse = false
	if err := post.Handle(context.Background(), db.Job{Payload: `{"login":"anne"}`}); err != nil || len(s.letters) != 1 {
		t.Errorf("got %d letters, %v", len(s.letters), err)
	}
}

func TestAskingForANewPasswordIsTheSameForEveryLogin(t *testing.T) {
	d := dbtest.SQLite(t)
	seed(t, d, "fr")
	for _, login := range []string{"anne", "nobody"} {
		if _, err := d.Update(context.Background(), db.Origin{}, func(tx *db.Tx) error {
			return AskReset(context.Background(), tx, access.Who{}, login)
		}); err != nil {
			t.Fatal(err)
		}
	}
	n, err := db.Get[int64](context.Background(), d, "SELECT count(*) FROM job WHERE kind = 'mail'")
	if err != nil || n != 2 {
		t.Errorf("got %d jobs, %v", n, err)
	}
	links, err := db.Get[int64](context.Background(), d, "SELECT count(*) FROM one_time_link")
	if err != nil || links != 0 {
		t.Errorf("got %d links before the letter is written, %v", links, err)
	}
}

func TestHeadersCannotBeAddedToALetter(t *testing.T) {
	s := listen(t)
	for _, l := range []Letter{
		{To: netmail.Address{Address: "a@example.org\r\nBcc: b@example.org"}, Subject: "x"},
		{To: netmail.Address{Name: "A\r\nBcc: b@example.org", Address: "a@example.org"}, Subject: "x"},
		{To: netmail.Address{Address: "a@example.org"}, Subject: "x\nBcc: b@example.org"},
		{To: netmail.Address{Address: "a@example.org, b@example.org"}, Subject: "x"},
	} {
		if err := s.sender(t).Send(context.Background(), l); err == nil {
			t.Errorf("%v was sent", l)
		}
	}
	if len(s.letters) != 0 {
		t.Errorf("got %d letters", len(s.letters))
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for _, s := range []Settings{{}, {Host: "mail"}, {Host: "mail:x", From: "a@b.c"}, {Host: "mail:25", From: "nobody"}, {Host: "mail:25", From: "a@b.c", TLS: "maybe"}} {
		if _, err := NewSender(s); err == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
}
