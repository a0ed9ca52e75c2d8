package importing

import (
	"context"
	"net/url"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

// outcome is what an import did; err may tell of trouble after it was saved.
type outcome struct {
	result *exchange.Result
	err    error
}

// importNow makes the import.
func (s *Screen) importNow() {
	if s.phase != reviewing || !s.allowed() {
		return
	}
	s.rehearsing.Cancel()
	src, rates, title := *s.source, s.plainRates(), s.importTitle()
	ctx, cancel := context.WithCancel(context.Background())
	s.phase, s.stop = saving, cancel
	free := ui.Escape.Push(cancel)
	s.render()
	ui.Ask(s.env.Runner, &s.importer, func(closing context.Context, progress func(float64)) (outcome, error) {
		defer context.AfterFunc(closing, cancel)()
		result, err := exchange.Import(ctx, s.env.Book, []*exchange.Source{&src}, exchange.Options{Title: title, Rates: rates, Progress: progress})
		return outcome{result, err}, nil
	}, func(o outcome, err error) {
		free()
		cancel()
		if err != nil {
			o.err = err
		}
		s.imported(o)
	})
}

func (s *Screen) importTitle() string {
	return i18n.T("importing.did_import", i18n.Args{"File": filepath.Base(s.path)})
}

// imported shows the outcome. Where nothing was saved the review comes back.
func (s *Screen) imported(o outcome) {
	s.stop = nil
	if o.result == nil {
		s.phase, s.focus = reviewing, "import"
		text, tone := i18n.T("importing.stopped"), ui.Neutral
		if !stopped(o.err) {
			text, tone = errorText(o.err), ui.Bad
		}
		s.tell(text, tone)
		s.render()
		return
	}
	s.phase, s.result, s.trouble, s.undone, s.focus = finished, o.result, o.err, false, "see"
	s.render()
}

// savingPage is shown while the import runs.
func (s *Screen) savingPage() fyne.CanvasObject {
	busy := ui.Loading(i18n.N("importing.saving", s.source.Sniff.Rows, i18n.Args{"File": filepath.Base(s.path)}), s.cancelImport)
	s.importer.OnProgress = busy.SetProgress
	return container.NewBorder(title(i18n.T("importing.title"), filepath.Base(s.path)), nil, nil, nil, busy)
}

// cancelImport asks the import to end; what was saved until then is taken
// back by the book, so that nothing is left half-written.
func (s *Screen) cancelImport() {
	if s.stop != nil {
		s.stop()
	}
}

// resultPage says what became of the file.
func (s *Screen) resultPage() fyne.CanvasObject {
	r := s.result
	again := ui.Quiet(i18n.T("importing.another"), theme.FolderOpenIcon(), s.leave)
	s.fields["again"] = again
	parts := []fyne.CanvasObject{s.verdict()}
	if !s.undone {
		parts = append(parts, s.tiles())
	}
	if r.RejectFile != "" && !s.undone {
		parts = append(parts, s.rejectStrip())
	}
	if s.trouble != nil {
		parts = append(parts, ui.Callout(ui.Warn, errorText(s.trouble)))
	}
	if len(r.Problems) > 0 && !s.undone {
		parts = append(parts, ui.Section(i18n.T("importing.problems"), problemList(r.Problems, 50)))
	}
	s.scroll = ui.NewScroll(ui.Stack(ui.SpaceM, parts...))
	return container.NewBorder(ui.Spaced(title(i18n.T("importing.title"), filepath.Base(s.path), again), 0, ui.SpaceM), nil, nil, nil, s.scroll.Frame)
}

// verdict is the outcome in a sentence with what can be done next.
func (s *Screen) verdict() fyne.CanvasObject {
	if s.undone {
		return ui.Callout(ui.Neutral, i18n.T("importing.undone_text", i18n.Args{"File": filepath.Base(s.path)}))
	}
	see, to := i18n.T("importing.see_customers"), screen.Route{Screen: screen.Customers}
	switch {
	case s.brought(table.AsSales):
		see, to = i18n.T("importing.see_sales"), screen.Route{Screen: screen.Sales}
	case s.brought(table.AsBookings):
		see, to = i18n.T("importing.see_bookings"), screen.Route{Screen: screen.Bookings, Part: "list"}
	case s.brought(table.AsWeather):
		see, to = i18n.T("importing.see_causes"), screen.Route{Screen: screen.Insight, Part: "causes"}
	}
	show := ui.Primary(see, theme.NavigateNextIcon(), func() { s.env.Go(to) })
	s.fields["see"] = show
	undo := ui.NewButton(i18n.T("importing.undo"), theme.ContentUndoIcon(), s.undo)
	s.fields["undo"] = undo
	head := i18n.T("importing.done", i18n.Args{"File": filepath.Base(s.path)})
	return ui.Callout(ui.Good, head, ui.Flow(ui.SpaceS, show, undo))
}

// brought reports what the rows of the file were.
func (s *Screen) brought(as table.As) bool {
	return len(s.result.Files) > 0 && s.result.Files[0].As == as
}

// tiles are the counts of the import.
func (s *Screen) tiles() fyne.CanvasObject {
	r := s.result
	number := func(n int) string { return i18n.Integer(int64(n)) }
	tile := func(kind crm.Kind) fyne.CanvasObject {
		k := kind.String()
		return ui.Stat(i18n.T("importing.tile_"+k), number(r.Created[k]), i18n.T("importing.tile_changed", i18n.Args{"Number": number(r.Updated[k])}))
	}
	cards := []fyne.CanvasObject{tile(crm.KindParty)}
	net := ui.Stat(i18n.T("importing.net_short"), i18n.Amount(r.Net, r.Currency), i18n.N("importing.n_walk_in", r.WalkIn))
	switch {
	case s.brought(table.AsSales):
		cards = append(cards, tile(crm.KindProduct), tile(crm.KindDocument), net)
	case s.brought(table.AsBookings):
		cards = append(cards, tile(crm.KindBooking), tile(crm.KindResource), net)
	case s.brought(table.AsWeather):
		cards = []fyne.CanvasObject{tile(crm.KindDemandEvent)}
	}
	cards = append(cards,
		ui.Stat(i18n.T("importing.tile_skipped"), number(r.Skipped), i18n.T("importing.tile_skipped_why")),
		ui.Stat(i18n.T("importing.tile_rejected"), number(r.Rejected), i18n.T("importing.tile_rejected_why")))
	return ui.Tiles(280, cards...)
}

// rejectStrip says where the rejected rows lie.
func (s *Screen) rejectStrip() fyne.CanvasObject {
	path := s.result.RejectFile
	open := ui.NewButton(i18n.T("importing.open_folder"), theme.FolderIcon(), func() { s.openFolder(filepath.Dir(path)) })
	mend := ui.NewButton(i18n.T("importing.bring_mended"), theme.FileIcon(), func() { s.Open(path) })
	text := i18n.N("importing.rejected_in", s.result.Rejected, i18n.Args{"Path": path})
	return ui.Callout(ui.Warn, text, ui.Flow(ui.SpaceS, open, mend))
}

func (s *Screen) openFolder(dir string) {
	err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)})
	if err != nil {
		s.tell(ui.ErrorText(err), ui.Bad)
	}
}

// undo takes the shown import back.
func (s *Screen) undo() {
	s.env.Undo(s.result.ChangeSet, s.importTitle())
	s.undone = s.wasUndone()
	s.focus = "again"
	s.render()
}

// wasUndone reports whether the shown import was taken back, here or in the
// history.
func (s *Screen) wasUndone() bool {
	sets, err := s.env.Book.History(0)
	if err != nil {
		return false
	}
	for _, set := range sets {
		if set.ID == s.result.ChangeSet {
			return !set.Undone.IsZero()
		}
	}
	return false
}
