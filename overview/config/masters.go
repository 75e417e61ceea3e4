package config

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/master"
)

// slides is one slide master: a PowerPoint template of reports. A document names the
// presentation by its digest; it carries the bytes only where it was asked for them, or
// where somebody put them there.
type slides struct {
	Kind    string `json:"kind" enum:"summary,project,review" doc:"The report that it is for"`
	Key     string `json:"key"`
	Name    string `json:"name"`
	Digest  string `json:"digest" doc:"Of the presentation: SHA-256, in hexadecimal. One that the instance has need not travel"`
	Content string `json:"content,omitempty" doc:"The presentation itself (PPTX), in Base64"`
}

func (s *slides) nameInSection() string { return s.Kind + "\n" + s.Name }

// keepOptions leaves out bytes that are here already. Others than those of before are
// told by their own digest, also where the document says none.
func (s *slides) keepOptions(was any, _ bool) {
	content, err := s.bytes()
	if s.Content == "" || err != nil || s.Digest != was.(*slides).Digest {
		return
	}
	if digest := master.DigestOf(content); digest != s.Digest {
		s.Digest = digest
	} else {
		s.Content = ""
	}
}

func (s *slides) bytes() ([]byte, error) { return base64.StdEncoding.DecodeString(s.Content) }

var slideMasters = part{
	name: "slide_masters", title: label.T("Report templates", "Modèles de rapports"),
	may:     func(who access.Who) bool { return May(who) && master.MayEdit(who) },
	shape:   func() any { return &slides{} },
	address: func(b any) string { return b.(*slides).Kind + "." + b.(*slides).Key },
	called:  func(b any) label.Text { return label.T(b.(*slides).Name, b.(*slides).Name) },
	read:    readMasters, write: writeMasters,
}

func readMasters(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	now, err := master.List(ctx, q, st.who, "")
	if err != nil {
		return nil, err
	}
	slices.SortFunc(now, func(a, b master.Master) int { return cmp.Compare(a.ID, b.ID) })
	known, k := map[int64]string{}, newKeys(nil)
	for _, m := range now {
		known[m.ID] = k.of(m.ID, label.T(m.Name, m.Name))
	}
	all := now
	if st.change != 0 {
		if all, err = master.KnownAt(ctx, q, st.who, st.change); err != nil {
			return nil, err
		}
	}
	k = newKeys(known)
	var out []entry
	for _, m := range all {
		out = append(out, entry{m.ID, &slides{Kind: m.Kind, Key: k.of(m.ID, label.T(m.Name, m.Name)), Name: m.Name, Digest: m.Digest}})
	}
	slices.SortStableFunc(out, func(a, b entry) int {
		return cmp.Compare(slices.Index(master.Kinds, a.body.(*slides).Kind), slices.Index(master.Kinds, b.body.(*slides).Kind))
	})
	return out, nil
}

func writeMasters(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeMaster(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

func writeMaster(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	if s.Kind == Removed {
		m, err := master.Get(ctx, tx, st.who, s.id)
		if err != nil {
			return err
		}
		return master.Delete(ctx, tx, st.who, s.id, m.Version)
	}
	to := s.now.(*slides)
	content, err := st.presentation(ctx, tx, to)
	if err != nil {
		return err
	}
	return master.Bring(ctx, tx, st.who, cmp.Or(s.id, st.was[s.Section][s.Key]), master.Master{Kind: to.Kind, Name: to.Name}, content)
}

// presentation is what a slide master is made of: what the document carries or, by its
// digest, what is here.
func (st *state) presentation(ctx context.Context, q db.Querier, s *slides) ([]byte, error) {
	if s.Content != "" {
		content, err := s.bytes()
		if err != nil {
			return nil, fault.Invalid("content", label.T("This is not Base64: it was damaged on its way", "Ce n’est pas du Base64\u202f: le contenu a été abîmé en chemin"))
		}
		if s.Digest != "" && master.DigestOf(content) != s.Digest {
			return nil, fault.Invalid("content", label.T("The presentation is not the one that the digest names: leave out the digest, or the content", "La présentation n’est pas celle que désigne l’empreinte\u202f: retirez l’empreinte, ou le contenu"))
		}
		return content, nil
	}
	content, err := master.ByDigest(ctx, q, st.who, s.Digest)
	if err == nil && content == nil {
		err = fault.Invalid("content", label.F("The presentation “%s” is neither in this document nor on this instance: export the configuration with its presentations, or take this item out and add the file under Report templates",
			"La présentation «\u202f%s\u202f» n’est ni dans ce document ni sur cette instance\u202f: exportez la configuration avec ses présentations, ou retirez cet élément et ajoutez le fichier dans Modèles de rapports", s.Name))
	}
	return content, err
}

// Carry puts the presentations of the slide masters into a document that was read, so
// that it can be applied where they are not.
func (d Desk) Carry(ctx context.Context, q db.Querier, who access.Who, doc *Document) error {
	total := 0
	for _, item := range doc.Sections[slideMasters.name] {
		digest, _ := item["digest"].(string)
		content, err := master.ByDigest(ctx, q, who, digest)
		if err != nil {
			return err
		}
		text := base64.StdEncoding.EncodeToString(content)
		if total += len(text); total > mostCarried {
			return fault.Conflict(label.F("The report templates weigh more than the %d MB that a configuration can carry: export it without them, and add the files one by one", "Les modèles de rapports pèsent plus que les %d Mo qu’une configuration peut transporter\u202f: exportez-la sans eux, et ajoutez les fichiers un à un", mostCarried>>20))
		}
		item["content"] = text
	}
	return nil
}

// mostCarried is how many bytes of a document may be presentations.
const mostCarried = Largest * 3 / 4
