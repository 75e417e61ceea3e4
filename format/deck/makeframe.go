package deck

import (
	"fmt"
	"strings"
)

// frame writes the theme, the master and the two layouts: cover and page.
func (m *maker) frame(int) {
	m.add("ppt/theme/theme1.xml", format+"theme+xml", theme)
	m.add("ppt/slideMasters/slideMaster1.xml", format+"presentationml.slideMaster+xml", head+`<p:sldMaster`+spaces+`>`+
		strings.Replace(tree(holder(2, "title", Box{40, 26, 880, 36}, "")+holder(3, "body", Box{40, 92, 880, 400}, "")), "<p:spTree>", `<p:bg><p:bgPr>`+solid("FFFFFF")+`<a:effectLst/></p:bgPr></p:bg><p:spTree>`, 1)+
		`<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>`+
		`<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/><p:sldLayoutId id="2147483650" r:id="rId2"/></p:sldLayoutIdLst>`+
		`<p:txStyles><p:titleStyle>`+level(22, true)+`</p:titleStyle><p:bodyStyle>`+level(14, false)+`</p:bodyStyle><p:otherStyle>`+level(12, false)+`</p:otherStyle></p:txStyles></p:sldMaster>`)
	m.relations("ppt/slideMasters/slideMaster1.xml", []relation{
		{id: "rId1", full: references + "/slideLayout", target: "ppt/slideLayouts/slideLayout1.xml"},
		{id: "rId2", full: references + "/slideLayout", target: "ppt/slideLayouts/slideLayout2.xml"},
		{id: "rId3", full: references + "/theme", target: "ppt/theme/theme1.xml"},
	})
	m.layout(1, "Cover", "title", holder(2, "ctrTitle", Box{72, 176, 760, 96}, ` anchor="b"`)+Rule{X: 72, Y: 288, W: 72, Colour: Accent}.xml(m, 3))
	m.layout(2, "Page", "titleOnly", holder(2, "title", Box{40, 26, 880, 36}, ` anchor="ctr"`)+Rule{X: 40, Y: 70, W: 880}.xml(m, 3)+
		Words{Box: Box{40, 512, 760, 14}, Name: "Footer", Lines: []Line{{Text: m.footer, Size: 9, Colour: ink3}}}.xml(m, 4)+m.number())
}

// number is the number of the slide, which PowerPoint keeps.
func (m *maker) number() string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="5" name="Slide number"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>`+
		`<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="%s" sz="900">%s</a:rPr><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>`,
		Box{840, 512, 80, 14}.frame("a"), m.lang, solid(ink3))
}

func (m *maker) layout(n int, name, kind, shapes string) {
	part := fmt.Sprintf("ppt/slideLayouts/slideLayout%d.xml", n)
	m.add(part, format+"presentationml.slideLayout+xml", head+`<p:sldLayout`+spaces+` type="`+kind+`" preserve="1">`+
		strings.Replace(tree(shapes), "<p:cSld>", `<p:cSld name="`+name+`">`, 1)+`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`)
	m.relations(part, []relation{{id: "rId1", full: references + "/slideMaster", target: "ppt/slideMasters/slideMaster1.xml"}})
}

// holder is a placeholder of the master or a layout.
func holder(id int, kind string, b Box, anchor string) string {
	big := ""
	if kind == "ctrTitle" {
		big = `<a:lvl1pPr><a:defRPr sz="3600" b="1"/></a:lvl1pPr>`
	}
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="%s"/></p:nvPr></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>`+
		`<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"%s><a:normAutofit/></a:bodyPr><a:lstStyle>%s</a:lstStyle><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>`, id, kind, kind, b.frame("a"), anchor, big)
}

func level(size int, bold bool) string {
	weight := ""
	if bold {
		weight = ` b="1"`
	}
	return fmt.Sprintf(`<a:lvl1pPr algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="%d00"%s kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>`, size, weight)
}

// presentation writes the part that lists the slides, and what every file has.
func (m *maker) presentation(pages int) {
	rels := []relation{{id: "rId1", full: references + "/slideMaster", target: "ppt/slideMasters/slideMaster1.xml"}, {id: "rId2", full: references + "/theme", target: "ppt/theme/theme1.xml"}}
	var list strings.Builder
	notes := ""
	for n := range pages {
		id := fmt.Sprintf("rId%d", n+10)
		rels = append(rels, relation{id: id, full: references + "/slide", target: fmt.Sprintf("ppt/slides/slide%d.xml", n+1)})
		fmt.Fprintf(&list, `<p:sldId id="%d" r:id="%s"/>`, 256+n, id)
	}
	if strings.Contains(m.kinds.String(), "notesMaster") {
		rels = append(rels, relation{id: "rId3", full: references + "/notesMaster", target: "ppt/notesMasters/notesMaster1.xml"})
		notes = `<p:notesMasterIdLst><p:notesMasterId r:id="rId3"/></p:notesMasterIdLst>`
	}
	m.add("ppt/presentation.xml", format+"presentationml.presentation.main+xml", head+`<p:presentation`+spaces+` saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>`+notes+
		`<p:sldIdLst>`+list.String()+`</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`)
	m.relations("ppt/presentation.xml", rels)
	m.add(rootRels, "", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		relation{id: "rId1", full: references + "/officeDocument", target: "ppt/presentation.xml"}.xml()+"</Relationships>")
}

// notes writes the notes of a slide, and the master of notes with the first.
func (m *maker) notes(n int, slide, text string) {
	if !strings.Contains(m.kinds.String(), "notesMaster") {
		m.add("ppt/theme/theme2.xml", format+"theme+xml", theme)
		m.add("ppt/notesMasters/notesMaster1.xml", format+"presentationml.notesMaster+xml", head+`<p:notesMaster`+spaces+`>`+tree(holder(2, "body", Box{54, 340, 432, 324}, ""))+
			`<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:notesMaster>`)
		m.relations("ppt/notesMasters/notesMaster1.xml", []relation{{id: "rId1", full: references + "/theme", target: "ppt/theme/theme2.xml"}})
	}
	part := fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n)
	shape := fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="%s"/><a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>`, m.lang, escape(text))
	m.add(part, format+"presentationml.notesSlide+xml", head+`<p:notes`+spaces+`>`+tree(shape)+`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`)
	m.relations(part, []relation{
		{id: "rId1", full: references + "/notesMaster", target: "ppt/notesMasters/notesMaster1.xml"},
		{id: "rId2", full: references + "/slide", target: slide},
	})
}

// theme has the colours of the house, and a font that every computer has, with
// figures of one width.
var theme = head + `<a:theme xmlns:a="` + drawing + `" name="Vigie"><a:themeElements><a:clrScheme name="Vigie">` +
	`<a:dk1><a:srgbClr val="1B1E24"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="474D57"/></a:dk2><a:lt2><a:srgbClr val="F6F6F4"/></a:lt2>` +
	`<a:accent1><a:srgbClr val="2750B8"/></a:accent1><a:accent2><a:srgbClr val="8E949D"/></a:accent2><a:accent3><a:srgbClr val="0F7B80"/></a:accent3>` +
	`<a:accent4><a:srgbClr val="B4530A"/></a:accent4><a:accent5><a:srgbClr val="6A45B3"/></a:accent5><a:accent6><a:srgbClr val="5C7A10"/></a:accent6>` +
	`<a:hlink><a:srgbClr val="2349A9"/></a:hlink><a:folHlink><a:srgbClr val="5B3A91"/></a:folHlink></a:clrScheme>` +
	`<a:fontScheme name="Vigie"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>` +
	`<a:fmtScheme name="Vigie"><a:fillStyleLst>` + phFill + phFill + phFill + `</a:fillStyleLst><a:lnStyleLst>` + phLine + phLine + phLine + `</a:lnStyleLst>` +
	`<a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle></a:effectStyleLst>` +
	`<a:bgFillStyleLst>` + phFill + phFill + phFill + `</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`

const (
	phFill = `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	phLine = `<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`
)
