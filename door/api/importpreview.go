package api

import (
	"context"

	"vigie/door/auth"
	"vigie/room/intake"
)

type importObjectOut struct {
	Object     string `json:"object"`
	Label      string `json:"label"`
	Help       string `json:"help" doc:"What a file of them has"`
	Permission string `json:"permission" doc:"The right to import them"`
	Portfolio  bool   `json:"portfolio" doc:"Its rows go into a portfolio"`
	Dated      bool   `json:"dated" doc:"What the file says is true from a date"`
	Grows      bool   `json:"grows" doc:"New attributes can come with the file"`
}

// importObjects lists what the caller may import.
func (s *Server) importObjects(ctx context.Context, _ *struct{}) (*body[list[importObjectOut]], error) {
	who := auth.Who(ctx)
	out := list[importObjectOut]{Items: []importObjectOut{}}
	for _, o := range intake.Objects(who) {
		out.Items = append(out.Items, importObjectOut{o.Key, o.Label.In(who.Lang), o.Help.In(who.Lang), o.Right, o.Portfolio, o.Dated, o.Grows})
	}
	out.Total = len(out.Items)
	return &body[list[importObjectOut]]{out}, nil
}

type sheetPreviewIn struct {
	ID    string `path:"id" maxLength:"20"`
	Sheet string `query:"sheet" maxLength:"300" doc:"The sheet that the import reads when empty"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"30"`
}

type sheetPreviewOut struct {
	Sheet       string           `json:"sheet"`
	Columns     int              `json:"columns" doc:"How many are shown"`
	Width       int              `json:"width" doc:"How many the sheet has"`
	Height      int              `json:"height" doc:"The number of its last line"`
	FirstHeader int              `json:"first_header_row" doc:"As decided or, for another sheet, as guessed; a column where transposed"`
	HeaderRow   int              `json:"header_row"`
	Transposed  bool             `json:"transposed"`
	Lines       []sheetLineOut   `json:"lines" doc:"Those that hold something"`
	Merged      []sheetMergedOut `json:"merged" doc:"Cells that are merged over several"`
}

type sheetLineOut struct {
	Number int      `json:"number" doc:"As the spreadsheet program counts"`
	Hidden bool     `json:"hidden"`
	Cells  []string `json:"cells" doc:"Texts, up to the last filled cell"`
}

type sheetMergedOut struct {
	Row        int `json:"row"`
	Column     int `json:"column"`
	LastRow    int `json:"last_row"`
	LastColumn int `json:"last_column"`
}

// previewImport shows a sheet as it lies in the file, to find its headers.
func (s *Server) previewImport(ctx context.Context, in *sheetPreviewIn) (*body[sheetPreviewOut], error) {
	leave, err := s.heavy(ctx, "import")
	if err != nil {
		return nil, err
	}
	defer leave()
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	p, err := s.Imports.Preview(ctx, auth.Who(ctx), id, in.Sheet, in.Limit)
	if err != nil {
		return nil, err
	}
	out := sheetPreviewOut{Sheet: p.Sheet, Columns: p.Columns, Width: p.Width, Height: p.Height, FirstHeader: p.Layout.FirstHeader, HeaderRow: p.Layout.LastHeader, Transposed: p.Layout.Transposed, Lines: []sheetLineOut{}, Merged: []sheetMergedOut{}}
	for _, l := range p.Lines {
		if l.Cells == nil {
			l.Cells = []string{}
		}
		out.Lines = append(out.Lines, sheetLineOut(l))
	}
	for _, m := range p.Merged {
		out.Merged = append(out.Merged, sheetMergedOut{m.Row, m.Column, m.LastRow, m.LastColumn})
	}
	return &body[sheetPreviewOut]{out}, nil
}
