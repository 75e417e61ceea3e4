package access

import (
	"strings"
	"testing"

	"vigie/ground/fault"
)

func TestGuessablePasswordsAreRefused(t *testing.T) {
	words := []string{"anne.dupont", "Anne Dupont", "anne.dupont@example.org", "Ministère de la Santé"}
	for _, p := range []string{
		"", "short", "elevenchars", "passwordpassword", "Password123456", "motdepasse2026!", "MotDePasse1234", "azertyuiop123", "azertyuiopqsdfghjklm",
		"123456789012", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "qwertyuiopasdf", "vigievigievigie", "Vigie2026!!!!", "V1gie-2026-2027", "annedupont2026",
		"AnneDupont!!!", "Ministere2026!", "SanteMinistere1", "P@ssw0rd1234", "Soleil123456789", "iloveyouiloveyou", "drowssapdrowssap", "bonjour bonjour",
		"administrateur1", "jetaimemonamour", "footballfootball", "12345azerty12345", "1qaz2wsx3edc4rfv", "correcthorsebatterystaple", "abcdefghijklmnop",
	} {
		if err := CheckPassword(p, words...); fault.KindOf(err) != fault.BadInput {
			t.Errorf("%q is accepted", p)
		}
	}
}

func TestTheBlockListHoldsThousands(t *testing.T) {
	if n := len(commonPasswords()); n < 3000 {
		t.Errorf("got %d common passwords", n)
	}
	for p := range commonPasswords() {
		if len(p) >= shortestPassword && CheckPassword(p) == nil {
			t.Fatalf("%q is common and accepted", p)
		}
	}
}

func TestGoodPasswordsOfAnyCharactersAreAccepted(t *testing.T) {
	for _, p := range []string{
		"correct-Horse7 pelican lantern", "trois petits hérissons verts", "пароль из многих слов", "五つの言葉で作られた合言葉です", "🦔🌲🚲🎈🧭🪁🧩🥨🪶🫖🧶🪴",
		"xK9$mQ2!vL7#", "le chat dort sur la machine", strings.Repeat("Long phrase, ", 70), "tablier-cactus-ornière", "      deux espaces au bord      ",
	} {
		if err := CheckPassword(p, "anne", "Anne Dupont"); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
}

func TestThePasswordsOfTheProgramAreAsHardAsOWASPAsks(t *testing.T) {
	for _, h := range []*Hasher{NewHasher(), NewGate(nil).Hasher} {
		if stored := string(h.make("été indien et hiver")); !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("got %s", stored)
		}
	}
}

func TestAPasswordIsKeptWhole(t *testing.T) {
	h := HasherOf(64, 1, 1)
	long := strings.Repeat("x", 72) + strings.Repeat("y", 500)
	stored := h.make(long)
	if !h.matches(stored, long) {
		t.Error("the password itself does not match")
	}
	for _, other := range []string{long[:64], long[:72], long[:len(long)-1], long + "z", ""} {
		if h.matches(stored, other) {
			t.Errorf("%d characters of it match", len(other))
		}
	}
	if !h.matches(h.make("e\u0301te\u0301 indien et hiver"), "été indien et hiver") {
		t.Error("the same characters typed on another keyboard do not match")
	}
	if h.matches("", "") || h.matches("$argon2id$v=19$m=64,t=1,p=1$$", "") {
		t.Error("an account without password can be signed in to")
	}
}

func TestLoginsAndNamesThatOnlyLookTheSameAreRefused(t *testing.T) {
	for _, login := range []string{"a", "anne dupont", "аnne", "anne\u200b", "anne\u202e", "an\nne", strings.Repeat("a", 101), "anne<b>"} {
		if _, err := cleanLogin(login); err == nil {
			t.Errorf("login %q is accepted", login)
		}
	}
	for _, name := range []string{"", "   ", "Anne\x00", "Anne\u202eDupont", "Anne\r\nBcc: x"} {
		if _, err := cleanName("name", name, 200); err == nil {
			t.Errorf("name %q is accepted", name)
		}
	}
	for _, email := range []string{"anne", "anne@", "@x", "a@b@c", "a b@c", "a@b\r\nBcc: c@d", "Anne <a@b>", "a,b@c"} {
		if _, err := cleanEmail(email); err == nil {
			t.Errorf("e-mail %q is accepted", email)
		}
	}
}
