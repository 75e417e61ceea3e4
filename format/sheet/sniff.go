package sheet

import (
	"bytes"
	"io"
	"unicode/utf16"
)

// sniff refuses, each with its own sentence, the files that are no table.
func sniff(head []byte, r io.ReaderAt, size int64) error {
	has := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case size == 0:
		return refuse("The file is empty", "Le fichier est vide")
	case has("\xd0\xcf\x11\xe0"):
		return refuseOLE(r, size)
	case has("PK\x03\x04"):
		return nil
	case has("PK"):
		return refuse("The file is an empty or split ZIP archive, not a workbook; save the workbook again as .xlsx",
			"Le fichier est une archive ZIP vide ou découpée, pas un classeur\u202f; enregistrez à nouveau le classeur au format .xlsx")
	case has("%PDF"):
		return refuse("The file is a PDF document; export the table itself as .xlsx or .csv",
			"Le fichier est un document PDF\u202f; exportez le tableau lui-même au format .xlsx ou .csv")
	case has("\x1f\x8b"), has("7z\xbc\xaf"), has("Rar!"), has("BZh"), has("\xfd7zXZ"), has("\x28\xb5\x2f\xfd"):
		return refuse("The file is a compressed archive; extract it and import the .xlsx or .csv inside",
			"Le fichier est une archive compressée\u202f; extrayez-la puis importez le fichier .xlsx ou .csv qu’elle contient")
	case has("\x89PNG"), has("\xff\xd8\xff"), has("GIF8"), has("RIFF"), has("II*\x00"), has("MM\x00*"):
		return refuse("The file is a picture; import the table itself as .xlsx or .csv",
			"Le fichier est une image\u202f; importez le tableau lui-même au format .xlsx ou .csv")
	case has("{\\rtf"):
		return refuse("The file is a text document; save the table as .xlsx or .csv",
			"Le fichier est un document texte\u202f; enregistrez le tableau au format .xlsx ou .csv")
	case has("SQLite format 3"):
		return refuse("The file is a database, not a table; export the table as .csv",
			"Le fichier est une base de données, pas un tableau\u202f; exportez le tableau au format .csv")
	}
	return sniffMarkup(head)
}

// sniffMarkup recognises web pages, XML and JSON that carry another name.
func sniffMarkup(head []byte) error {
	s := bytes.ToLower(bytes.TrimLeft(plainASCII(head), " \t\r\n"))
	begins := func(words ...string) bool {
		for _, w := range words {
			if bytes.HasPrefix(s, []byte(w)) {
				return true
			}
		}
		return false
	}
	switch {
	case begins("<?xml", "<workbook", "<ss:workbook") && bytes.Contains(s, []byte("urn:schemas-microsoft-com:office:spreadsheet")):
		return refuse("The file is an “XML Spreadsheet 2003”; open it in Excel and save it as .xlsx",
			"Le fichier est une «\u202ffeuille de calcul XML 2003\u202f»\u202f; ouvrez-le dans Excel puis enregistrez-le au format .xlsx")
	case begins("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div"):
		return refuse("The file is a web page under another name, as some programs export it; open it in Excel and save it as .xlsx",
			"Le fichier est une page web sous un autre nom, comme l’exportent certains logiciels\u202f; ouvrez-le dans Excel puis enregistrez-le au format .xlsx")
	case begins("<?xml", "<!--", "<svg", "<project"):
		return refuse("The file is an XML document, not a table; save the table as .xlsx or .csv",
			"Le fichier est un document XML, pas un tableau\u202f; enregistrez le tableau au format .xlsx ou .csv")
	case begins(`{"`, "[{", "{\n", "{\r\n"):
		return refuse("The file is JSON, not a table; save the table as .xlsx or .csv",
			"Le fichier est du JSON, pas un tableau\u202f; enregistrez le tableau au format .xlsx ou .csv")
	}
	return nil
}

// plainASCII drops byte order marks and the zeros of UTF-16, enough to recognise markup.
func plainASCII(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return bytes.ReplaceAll(b[2:], []byte{0}, nil)
	}
	return b
}

// refuseOLE tells apart what the old Office container may hold.
func refuseOLE(r io.ReaderAt, size int64) error {
	all := make([]byte, min(size, 16<<20))
	n, _ := r.ReadAt(all, 0)
	holds := func(stream string) bool {
		var name []byte
		for _, u := range utf16.Encode([]rune(stream)) {
			name = append(name, byte(u), byte(u>>8))
		}
		return bytes.Contains(all[:n], name)
	}
	switch {
	case holds("EncryptedPackage"):
		return refuse("The workbook is protected by a password; open it, remove the password (File, Info, Protect), save it, and import it again",
			"Le classeur est protégé par un mot de passe\u202f; ouvrez-le, retirez le mot de passe (Fichier, Informations, Protéger), enregistrez-le puis importez-le à nouveau")
	case holds("Workbook"), holds("Book"):
		return refuse("The workbook is in the old .xls format; open it and save it as .xlsx",
			"Le classeur est à l’ancien format .xls\u202f; ouvrez-le puis enregistrez-le au format .xlsx")
	}
	return refuse("The file is an old Office document, not a table; save the table as .xlsx",
		"Le fichier est un ancien document Office, pas un tableau\u202f; enregistrez le tableau au format .xlsx")
}
