package importing

import (
	"context"
	"errors"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

// Open reads the file at path and shows what was understood. The window calls
// it when a file is dropped on it.
func (s *Screen) Open(path string) {
	if s.phase == saving {
		return // one file after the other
	}
	s.path, s.typed, s.opts = path, path, table.Options{}
	s.as, s.mapped, s.source, s.rates, s.saveAs, s.faults = table.AsUnknown, false, nil, map[string]string{}, "", false
	s.foreign = nil
	s.step, s.focus = stepUnderstood, "import"
	s.read()
}

// opened is what reading a file brings.
type opened struct {
	source   *exchange.Source
	maps     []*crm.ImportMap
	settings crm.Settings
}

// read reads the file with the present options.
func (s *Screen) read() {
	s.rehearsing.Cancel()
	s.rehearsal, s.refused, s.result, s.trouble = nil, nil, nil, nil
	if s.source == nil {
		s.phase = reading
		s.render()
	}
	path, opts, old := s.path, s.opts, s.source
	byHand := s.as
	keep := s.mapped
	ui.Ask(s.env.Runner, &s.reader, func(context.Context, func(float64)) (opened, error) {
		var o opened
		var err error
		if o.settings, err = s.env.Book.Settings(); err != nil {
			return o, err
		}
		opts.Locale = locale(o.settings.PhoneCountry)
		if o.source, err = exchange.Read(path, opts); err != nil {
			return o, err
		}
		if o.maps, err = exchange.SavedMaps(s.env.Book); err != nil {
			return o, err
		}
		err = recognise(o.source, old, s.env.Book, byHand, keep)
		return o, err
	}, s.wasRead)
}

// recognise settles the mapping: what the owner did by hand stays, then a
// saved mapping, then what the headings say.
func recognise(source, old *exchange.Source, b *book.Book, byHand table.As, keep bool) error {
	if old != nil {
		source.Env = old.Env
		if keep && len(old.Mapping.Columns) == len(source.Table.Header) {
			source.Mapping, source.Saved = old.Mapping, old.Saved
			return nil
		}
	}
	if byHand != table.AsUnknown {
		source.SetAs(byHand)
		return nil
	}
	return source.UseSaved(b)
}

// locale tells day-month from month-day countries where a file does not.
func locale(country string) string {
	tag := i18n.Current()
	if country == "" || strings.Contains(tag, "-") {
		return tag
	}
	return tag + "-" + country
}

func (s *Screen) wasRead(o opened, err error) {
	if err != nil {
		s.refused = refusalOf(s.path, err)
		s.phase, s.source, s.focus = choosing, nil, "path"
		s.loadPast()
		s.render()
		return
	}
	s.source, s.maps, s.settings, s.phase = o.source, o.maps, o.settings, reviewing
	s.understand()
	if len(s.missing()) > 0 && s.step == stepUnderstood && s.source.Mapping.As != table.AsUnknown && s.focus == "import" {
		s.step = stepColumns
	}
	s.render()
	s.rehearse()
}

func refusalOf(path string, err error) *refusal {
	var p *table.Problem
	var r *exchange.Refused
	switch {
	case errors.As(err, &r):
		return &refusal{path: path, problems: r.Problems}
	case errors.As(err, &p):
		return &refusal{path: path, problems: []table.Problem{*p}}
	}
	return &refusal{path: path, other: err}
}

// understand works out plan and preview of the present mapping.
func (s *Screen) understand() {
	if s.source == nil {
		return
	}
	s.plan, s.problems = s.source.Plan(s.settings)
	s.problems = append(slices.Clone(s.source.Sniff.Notices), s.problems...)
	s.problems = append(s.problems, s.source.Sniff.Refused[:min(3, len(s.source.Sniff.Refused))]...)
	s.rows = preview(s.plan, s.settings)
}

// missing lists the fields that the rows cannot do without.
func (s *Screen) missing() []table.Field { return s.source.Mapping.Missing }

// fatal lists what forbids the import as the file is read now.
func (s *Screen) fatal() (out []table.Problem) {
	_, problems := s.source.Plan(s.settings)
	for _, p := range problems {
		if !p.Warning() {
			out = append(out, p)
		}
	}
	return out
}

// changed is called when the owner corrected something that needs no new
// reading of the file.
func (s *Screen) changed() {
	s.understand()
	s.render()
	s.rehearse()
}

// remap is changed for one column: the list the owner stands in stays.
func (s *Screen) remap() {
	s.mapped = true
	s.understand()
	s.drawStrip()
	s.drawLack()
	s.rehearse()
}

// reloadMaps reads the saved mappings again.
func (s *Screen) reloadMaps() {
	if maps, err := exchange.SavedMaps(s.env.Book); err == nil {
		s.maps = maps
	}
}
