package insight

import (
	"context"
	"errors"
	"io"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/paper"
	"regulars/app/screen/planning"
	"regulars/app/ui"
	"regulars/data/insight/outlook"
	"regulars/data/insight/plan"
)

func plant(key string, args ...i18n.Args) string { return i18n.T("planning."+key, args...) }

// plan answers with the planning sheet: the next period by product, by kind
// of customer and by capacity.
func (k *asker) plan(o outlook.Options) (*answer, error) {
	r, err := plan.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{plan: r}
	x := r.Products
	k.aheadHeadline(a, x)
	if len(x.Total.Points) == 0 {
		a.spec.Empty = a.headline
	}
	for i, table := range planning.Tables(r) {
		s := k.planSheet(x, table)
		if i == 0 {
			a.sheet = s
		} else {
			a.more = append(a.more, s)
		}
	}
	a.about = k.aheadAbout(x)
	if slices.ContainsFunc(r.Rows, func(row plan.Row) bool { return row.Room != nil }) {
		a.about = append(a.about, plant("rule_rooms"))
	}
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.behindStep(ctx, x, key) }
	return a, nil
}

// planSheet shows a table of the plan. Its products open their sales of the
// last period, capacity the desk.
func (k *asker) planSheet(x *outlook.Outlook, t planning.Table) *sheet {
	s := &sheet{title: t.Title, wide: true, columns: []column{{title: t.Head[0], width: 170}}}
	for _, title := range t.Head[1:] {
		s.columns = append(s.columns, right(title))
	}
	for _, r := range t.Rows {
		row := sheetRow{}
		for _, c := range r.Cells {
			one := cell{text: c.Text, plain: c.Plain, value: c.Value}
			if c.Off {
				one.tone = ui.Warn
			}
			row.cells = append(row.cells, one)
		}
		switch {
		case r.Of == plan.Capacity:
			row.route = screen.Route{Screen: screen.Bookings}
		case len(x.Steps) > 0 && r.Of != plan.Segment:
			row.key = planKey(x, r.Row)
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// planKey names the sales of the last period of a product, or of all.
func planKey(x *outlook.Outlook, r plan.Row) string {
	last := x.Steps[len(x.Steps)-1].From
	if r.Of == plan.Total {
		return stepKey(last, nil)
	}
	return keyOf("step", last.String(), "group", r.Code)
}

// printPlan is the button that saves the sheet as a page of paper.
func (p *page) printPlan() fyne.CanvasObject {
	return ui.FormRow("", ui.NewButton(plant("print"), theme.DocumentPrintIcon(), func() {
		if p.answer == nil || p.answer.plan == nil {
			return
		}
		settings, err := p.env.Book.Settings()
		var file []byte
		if err == nil {
			file, err = planning.PDF(p.answer.plan, settings.BusinessName)
		}
		if err != nil {
			p.env.Notify(ui.Notice{Text: planError(err), Tone: ui.Bad})
			return
		}
		r := p.answer.plan
		p.save(plant("title", i18n.Args{"Period": planning.Period(r, r.From)})+".pdf", func(w io.Writer) error {
			_, err := w.Write(file)
			return err
		})
	}), "")
}

func planError(err error) string {
	if errors.Is(err, paper.ErrGlyphs) {
		return i18n.T("brief.no_font")
	}
	return ui.ErrorText(err)
}
