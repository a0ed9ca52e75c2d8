package importing

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

// rehearsal is what an import of the file as it is read now would do.
type rehearsal struct {
	result  *exchange.Result
	foreign []string // currencies of the file that need a rate
	err     error
}

// ready reports whether the file can be imported as it is read now.
func (s *Screen) ready() bool {
	return s.source.Mapping.As != table.AsUnknown && len(s.fatal()) == 0
}

// rehearse counts what the import would do, in the background.
func (s *Screen) rehearse() {
	s.rehearsing.Cancel()
	s.rehearsal = nil
	if !s.ready() {
		s.drawFoot()
		return
	}
	src, plan, base := *s.source, s.plan, s.settings.BaseCurrency
	rates := s.plainRates()
	ui.Ask(s.env.Runner, &s.rehearsing, func(ctx context.Context, progress func(float64)) (*rehearsal, error) {
		foreign, err := foreignCurrencies(ctx, plan, base)
		if err != nil || lacksRate(foreign, rates) {
			return &rehearsal{foreign: foreign}, err
		}
		result, err := exchange.Import(ctx, s.env.Book, []*exchange.Source{&src}, exchange.Options{DryRun: true, Rates: rates, Progress: progress})
		return &rehearsal{result: result, foreign: foreign}, err
	}, func(r *rehearsal, err error) {
		if r == nil {
			r = &rehearsal{}
		}
		r.err, s.rehearsal = err, r
		s.rehearsed(r.foreign)
	})
	if s.rehearsing.Busy() {
		s.drawFoot()
	}
}

// rehearsed shows what was counted.
func (s *Screen) rehearsed(foreign []string) {
	if !slices.Equal(s.foreign, foreign) {
		s.foreign, s.step = foreign, stepUnderstood
		s.render() // the places for the rates appear
		return
	}
	s.drawStrip()
	s.drawFoot()
	if s.step == stepPreview {
		s.drawBody()
	}
}

// foreignCurrencies lists the currencies of a sales file other than the
// book's own, in order.
func foreignCurrencies(ctx context.Context, plan *table.Plan, base string) ([]string, error) {
	if plan.As != table.AsSales {
		return nil, nil
	}
	seen, rows := map[string]bool{}, 0
	for row, err := range plan.Sales() {
		if err != nil {
			return nil, err
		}
		if row.Currency != base && row.Currency != "" && row.Skip == "" {
			seen[row.Currency] = true
		}
		if rows++; rows%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

func lacksRate(foreign []string, rates map[string]string) bool {
	return slices.ContainsFunc(foreign, func(c string) bool { return rates[c] == "" })
}

// rateDecimals is how exactly an exchange rate may be typed.
const rateDecimals = 8

// plainRates reads the typed rates; those that are no positive number are
// left out.
func (s *Screen) plainRates() map[string]string {
	out := map[string]string{}
	for currency, text := range s.rates {
		if rate, ok := plainRate(text); ok {
			out[currency] = rate
		}
	}
	return out
}

func plainRate(text string) (string, bool) {
	v, err := ui.ParseNumber(text, rateDecimals)
	if err != nil || v <= 0 {
		return "", false
	}
	return strings.TrimRight(strings.TrimRight(crm.FormatDecimal(v, rateDecimals), "0"), "."), true
}

// forecast says what the rehearsed import would do. It begins with the rows,
// as the button does: two of them may bring three customers, one as who sent
// another.
func (s *Screen) forecast(r *exchange.Result) string {
	parts := []string{}
	if made := counted(r.Created); made != "" {
		parts = append(parts, i18n.N("importing.will_create", s.goodRows(), i18n.Args{"What": made}))
	}
	if changed := counted(r.Updated); changed != "" {
		parts = append(parts, i18n.N("importing.will_change", s.goodRows(), i18n.Args{"What": changed}))
	}
	if len(parts) == 0 {
		parts = append(parts, i18n.T("importing.will_nothing"))
	}
	if as := s.source.Mapping.As; as == table.AsSales || as == table.AsBookings {
		parts = append(parts, i18n.T("importing.net", i18n.Args{"Amount": i18n.Amount(r.Net, r.Currency)}))
	}
	return strings.Join(parts, " · ")
}

// counted lists counts of records by kind in words, the important ones first.
func counted(counts map[string]int) string {
	var parts []string
	for _, kind := range countedKinds() {
		if n := counts[kind.String()]; n > 0 {
			parts = append(parts, i18n.N("importing.n_"+kind.String(), n))
		}
	}
	return i18n.List(parts...)
}

func countedKinds() []crm.Kind {
	return []crm.Kind{crm.KindParty, crm.KindProduct, crm.KindDocument, crm.KindBooking, crm.KindResource, crm.KindDemandEvent, crm.KindCategory, crm.KindTag, crm.KindCustomField}
}

// leftOut says what of the file would not come in, "" when all does.
func leftOut(r *exchange.Result) string {
	var parts []string
	if r.Rejected > 0 {
		parts = append(parts, i18n.N("importing.n_rejected", r.Rejected))
	}
	if r.Skipped > 0 {
		parts = append(parts, i18n.N("importing.n_skipped", r.Skipped))
	}
	if r.WalkIn > 0 {
		parts = append(parts, i18n.N("importing.n_walk_in", r.WalkIn))
	}
	return strings.Join(parts, " · ")
}

// stopped reports whether work ended because it was asked to.
func stopped(err error) bool { return errors.Is(err, context.Canceled) }
