package insight

import (
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/exchange/table"
)

// window is the parent of file dialogs; nil in tests and pictures.
func (p *page) window() fyne.Window {
	if p.env.Window == nil {
		return nil
	}
	return p.env.Window()
}

// exportAnswer writes the numbers of the chart into a file.
func (p *page) exportAnswer() {
	if p.answer == nil {
		return
	}
	p.save(p.exportTitle()+".csv", p.answer.csv)
}

// exportRecords writes the listed records into a file.
func (p *page) exportRecords() {
	if p.listing == nil {
		return
	}
	l := p.listing
	p.save(l.title+".csv", l.csv)
}

// csv writes the list with plain numbers and ISO dates.
func (l *listing) csv(w io.Writer) error {
	head, rows := l.cells()
	return table.Write(w, head, slices.Values(rows))
}

// The size of saved pictures in pixels.
const pictureWidth, pictureHeight = 1200, 720

// savePicture writes the chart, under its headline, as a picture.
func (p *page) savePicture() {
	if p.answer == nil {
		return
	}
	spec := p.answer.spec
	spec.Title = p.answer.headline
	p.save(p.exportTitle()+".png", func(w io.Writer) error { return chart.PNG(w, spec, pictureWidth, pictureHeight, false) })
}

// save asks for a file and writes into it.
func (p *page) save(name string, write func(io.Writer) error) {
	p.env.Save(name, write, func(file string) string { return t("saved", i18n.Args{"File": file}) })
}
