package api

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"vigie/door/auth"
	"vigie/engine/grammar"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/vocabulary"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/term"
	"vigie/web"
)

func (s *Server) vocabularyRoutes(a *frame) {
	register(a, op(http.MethodGet, "/vocabulary", "The terms of the interface, and what the organisation calls them"), s.readVocabulary)
	register(a, op(http.MethodPatch, "/vocabulary", "Call terms otherwise, or word texts otherwise"), s.changeVocabulary)
	register(a, op(http.MethodGet, "/vocabulary/overlay", "The texts of the browser that are said otherwise, in one language"), s.readOverlay)
	register(a, op(http.MethodGet, "/vocabulary/texts", "The texts of the interface, by what they say"), s.findTexts)
	register(a, op(http.MethodPost, "/vocabulary/preview", "What texts would say in another vocabulary"), s.previewVocabulary)
	register(a, op(http.MethodGet, "/vocabulary/history", "The versions of the vocabulary, the latest first, with what each changed"), s.vocabularyHistory)
	register(a, op(http.MethodPost, "/vocabulary/revert", "Keep an earlier version of the vocabulary again"), s.revertVocabulary)
}

type nounOut struct {
	One      string `json:"one" maxLength:"200"`
	Many     string `json:"many" maxLength:"200"`
	Feminine bool   `json:"feminine,omitempty" doc:"In French"`
	Vowel    bool   `json:"vowel,omitempty" doc:"It is said with a vowel first: l’initiative, an initiative"`
}

type termOut struct {
	Key       string   `json:"key"`
	Room      string   `json:"room" enum:"portfolio,method,plan,steering,figures,catalogue" doc:"In which it is listed"`
	ShippedEN nounOut  `json:"shipped_en"`
	ShippedFR nounOut  `json:"shipped_fr"`
	EN        *nounOut `json:"en,omitempty" doc:"What the organisation calls it; as shipped when left out"`
	FR        *nounOut `json:"fr,omitempty"`
	Texts     int      `json:"texts" doc:"How many texts of the interface name it"`
}

type wordingOut struct {
	EN string `json:"en,omitempty" maxLength:"8000"`
	FR string `json:"fr,omitempty" maxLength:"8000"`
}

type vocabularyOut struct {
	Version int64     `json:"version"`
	CanEdit bool      `json:"can_edit"`
	Terms   []termOut `json:"terms"`
	Texts   int       `json:"texts" doc:"How many texts are worded otherwise by themselves"`
}

type vocabularyAnswer struct {
	ETag string `header:"ETag"`
	Body vocabularyOut
}

func nounOf(n *grammar.Noun) *nounOut {
	if n == nil {
		return nil
	}
	out := nounOut(*n)
	return &out
}

func (s *Server) showVocabulary(ctx context.Context, v term.Vocabulary) (vocabularyOut, error) {
	out := vocabularyOut{Version: v.Version, CanEdit: term.MayChange(auth.Who(ctx)), Terms: []termOut{}, Texts: len(v.Texts)}
	book, err := s.words().Book()
	if err != nil {
		return out, err
	}
	uses := book.Uses()
	for _, t := range term.Shipped {
		own := v.Terms[t.Key]
		out.Terms = append(out.Terms, termOut{t.Key, t.Room, nounOut(t.EN[0]), nounOut(t.FR[0]), nounOf(own.EN), nounOf(own.FR), uses[t.Key]})
	}
	return out, nil
}

func (s *Server) answerVocabulary(ctx context.Context, v term.Vocabulary) (*vocabularyAnswer, error) {
	out, err := s.showVocabulary(ctx, v)
	return &vocabularyAnswer{fmt.Sprintf(`"%d"`, v.Version), out}, err
}

func (s *Server) readVocabulary(ctx context.Context, _ *struct{}) (*vocabularyAnswer, error) {
	v, err := term.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	return s.answerVocabulary(ctx, v)
}

type vocabularyIn struct {
	Terms map[string]struct {
		EN *nounOut `json:"en,omitempty"`
		FR *nounOut `json:"fr,omitempty"`
	} `json:"terms,omitempty" doc:"By key; an empty noun, or an empty object, goes back to what is shipped"`
	Texts map[string]wordingOut `json:"texts,omitempty" doc:"By key; an empty text goes back to what is shipped"`
}

func (in vocabularyIn) apply(v *term.Vocabulary) {
	for key, sent := range in.Terms {
		own := v.Terms[key]
		if sent.EN == nil && sent.FR == nil {
			own = term.Renamed{}
		}
		if sent.EN != nil {
			n := grammar.Noun(*sent.EN)
			own.EN = &n
		}
		if sent.FR != nil {
			n := grammar.Noun(*sent.FR)
			own.FR = &n
		}
		v.Terms[key] = own
	}
	for key, sent := range in.Texts {
		v.Texts[key] = term.Wording(sent)
	}
}

// checkTexts refuses texts that cannot stand for those that are shipped.
func (s *Server) checkTexts(in vocabularyIn) error {
	texts := map[string]term.Wording{}
	for key, sent := range in.Texts {
		if sent != (wordingOut{}) {
			texts[key] = term.Wording(sent)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	book, err := s.words().Book()
	if err != nil {
		return err
	}
	return book.Check(texts)
}

func (s *Server) changeVocabulary(ctx context.Context, in *struct {
	Matching
	Body vocabularyIn
},
) (*vocabularyAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	if err := s.checkTexts(in.Body); err != nil {
		return nil, err
	}
	return s.keepVocabulary(ctx, func(tx *db.Tx, who access.Who) (term.Vocabulary, error) {
		return term.Change(ctx, tx, who, version, in.Body.apply)
	})
}

// keepVocabulary answers with the vocabulary that a change left, which holds at once.
func (s *Server) keepVocabulary(ctx context.Context, change func(*db.Tx, access.Who) (term.Vocabulary, error)) (*vocabularyAnswer, error) {
	var out term.Vocabulary
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = change(tx, who)
		return err
	})
	if err != nil {
		return nil, showing(err, func(v term.Vocabulary) vocabularyOut {
			shown, _ := s.showVocabulary(ctx, v)
			return shown
		})
	}
	if err := s.words().Renew(ctx); err != nil {
		return nil, err
	}
	return s.answerVocabulary(ctx, out)
}

type overlayOut struct {
	Version  int64             `json:"version"`
	Messages map[string]string `json:"messages" doc:"By the key of the message"`
	Labels   map[string]string `json:"labels" doc:"What is said for a label of the program: by its English and French text, with a line break between"`
}

// readOverlay goes to everyone who is signed in: it says what the screens say.
func (s *Server) readOverlay(ctx context.Context, in *struct {
	Language string `query:"language" enum:"fr,en" required:"true"`
},
) (*body[overlayOut], error) {
	version, err := term.Version(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	o, err := s.words().Overlay(ctx)
	if err != nil {
		return nil, err
	}
	l := label.Parse(in.Language)
	out := overlayOut{version, o.Messages[l], map[string]string{}}
	if out.Messages == nil {
		out.Messages = map[string]string{}
	}
	for texts, own := range o.Words {
		if own[l] != "" && !strings.Contains(texts[label.EN], "%") {
			out.Labels[texts[label.EN]+"\n"+texts[label.FR]] = own[l]
		}
	}
	return &body[overlayOut]{out}, nil
}

type textOut struct {
	Key       string     `json:"key"`
	Server    bool       `json:"server" doc:"Said by the server: in problems, letters, reports"`
	ShippedEN string     `json:"shipped_en"`
	ShippedFR string     `json:"shipped_fr"`
	SaidEN    string     `json:"said_en" doc:"As it is said now"`
	SaidFR    string     `json:"said_fr"`
	Own       wordingOut `json:"own" doc:"As it was worded by itself"`
	Terms     []string   `json:"terms" doc:"Those that it names"`
}

func textsOf(found []vocabulary.Said) []textOut {
	out := make([]textOut, len(found))
	for i, f := range found {
		out[i] = textOut{f.Line.Key, f.Line.Server, f.Line.Texts[label.EN], f.Line.Texts[label.FR], f.Now[label.EN], f.Now[label.FR], wordingOut(f.Own), append([]string{}, f.Line.Names()...)}
	}
	return out
}

func (s *Server) findTexts(ctx context.Context, in *struct {
	Find  string `query:"find" maxLength:"200" doc:"Words of a text, in either language, or of its key"`
	Term  string `query:"term" maxLength:"40" doc:"Only those that name a term"`
	Own   bool   `query:"own" doc:"Only those worded otherwise by themselves"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"60"`
},
) (*body[list[textOut]], error) {
	v, err := term.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	book, err := s.words().Book()
	if err != nil {
		return nil, err
	}
	found, total := book.Find(v, vocabulary.Ask{Find: in.Find, Term: in.Term, Own: in.Own, Limit: in.Limit})
	return &body[list[textOut]]{list[textOut]{Items: textsOf(found), Total: total}}, nil
}

type vocabularyPreview struct {
	Changed int       `json:"changed" doc:"How many texts it would change, in either language"`
	Texts   []textOut `json:"texts" doc:"Some of them, the most telling first, as they would be said"`
}

func (s *Server) previewVocabulary(ctx context.Context, in *body[vocabularyIn]) (*body[vocabularyPreview], error) {
	if err := s.checkTexts(in.Body); err != nil {
		return nil, err
	}
	was, err := term.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	now, err := term.Foresee(was, in.Body.apply)
	if err != nil {
		return nil, err
	}
	book, err := s.words().Book()
	if err != nil {
		return nil, err
	}
	only := slices.Sorted(maps.Keys(in.Body.Terms))
	some, changed := book.Foresee(was, now, only, 14)
	return &body[vocabularyPreview]{vocabularyPreview{changed, textsOf(some)}}, nil
}

type vocabularyPast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) vocabularyHistory(ctx context.Context, _ *struct{}) (*body[list[vocabularyPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := term.History(ctx, s.DB, who)
	out, names := list[vocabularyPast]{Items: []vocabularyPast{}, Total: len(past)}, live.Names(who)
	for i, p := range past {
		was := term.Vocabulary{}
		if i+1 < len(past) {
			was = past[i+1].Vocabulary
		}
		out.Items = append(out.Items, vocabularyPast{
			Version: p.Version, At: instant(p.Change.At), By: s.named(int64(p.Change.Actor), names.Name(field.User, int64(p.Change.Actor))),
			Changes: saidDifferences(term.Differences(was, p.Vocabulary), who.Lang),
		})
	}
	return answer(out, err)
}

func saidDifferences(all []term.Difference, l label.Lang) []auditChange {
	out := []auditChange{}
	for _, d := range all {
		out = append(out, auditChange{d.What.In(l), d.Was.In(l), d.Now.In(l)})
	}
	return out
}

func (s *Server) revertVocabulary(ctx context.Context, in *struct {
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version to keep again; 0 for the words that came with the program"`
	}
},
) (*vocabularyAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	return s.keepVocabulary(ctx, func(tx *db.Tx, who access.Who) (term.Vocabulary, error) {
		return term.Revert(ctx, tx, who, version, in.Body.To)
	})
}

// words are the texts of the interface, and the vocabulary that holds.
func (s *Server) words() *vocabulary.Keeper {
	s.wordsOnce.Do(func() {
		if s.Words == nil {
			s.Words = &vocabulary.Keeper{DB: s.DB, Messages: web.Messages}
		}
	})
	return s.Words
}

// inWords has what is answered said in the vocabulary that holds. Without one, as
// when the database cannot be read, things are said as they were said last.
func (s *Server) inWords(next http.Handler) http.Handler {
	if s.DB == nil {
		return next // only the description of the API is asked for
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.words().Look(r.Context()); err != nil && fault.KindOf(err) == fault.Internal && r.Context().Err() == nil {
			logOf(r.Context()).Warn("the vocabulary could not be read", "error", err.Error())
		}
		next.ServeHTTP(w, r)
	})
}
