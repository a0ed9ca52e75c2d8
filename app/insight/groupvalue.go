package insight

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/segment"
)

// fieldTitle is what a field is called where it is chosen.
func (b *groupBuilder) fieldTitle(code string) string {
	f, _ := segment.FieldOf(code, b.with.in.Customs)
	return capital(screen.FieldName(f))
}

// opName is what an operation is called for a field.
func opName(f segment.Field, op segment.Op) string {
	if own := "op_" + f.Code + "_" + string(op); i18n.Has("insightgroups." + own) {
		return gt(own)
	}
	return gt("op_" + string(op))
}

// options lists what a choice offers: the field's own, or what the book holds.
func (b *groupBuilder) options(f segment.Field) []string {
	s := b.with.in.Facts
	switch {
	case len(f.Options) > 0:
		return f.Options
	case f.Code == segment.FieldCountry:
		return wordsOf(s, s.Party.Country)
	case f.Code == "group":
		return wordsOf(s, s.Party.Group)
	case f.Code == "source":
		return wordsOf(s, s.Party.Acquired)
	case f.Code == "language":
		var tags []string
		for _, l := range i18n.Languages() {
			tags = append(tags, l.Tag)
		}
		return tags
	case f.Form == segment.Tag:
		var ids []string
		for _, t := range b.with.in.Tags {
			ids = append(ids, t.ID.String())
		}
		return ids
	}
	return nil
}

// wordsOf lists the words of a column.
func wordsOf(s *facts.Snapshot, column []uint32) (out []string) {
	seen := map[uint32]bool{0: true}
	for _, w := range column {
		if !seen[w] {
			seen[w] = true
			out = append(out, s.Word(w))
		}
	}
	slices.Sort(out)
	return out
}

// value is the field for the value of a condition.
func (b *groupBuilder) value(f segment.Field, c *crm.Rule) fyne.CanvasObject {
	wide := func(o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.New(sized{width: width}, o)
	}
	set := func(text string) {
		if c.Value != text {
			c.Value = text
			b.changed()
		}
	}
	switch f.Form {
	case segment.Product, segment.Category:
		return wide(b.goodsField(f, c, set), 220)
	case segment.Money:
		return wide(b.moneyField(c, set), 110)
	case segment.Day:
		return wide(b.dayField(c, set), 140)
	case segment.Choice, segment.Tag:
		return wide(b.choiceField(f, c, set), 200)
	}
	e := ui.NewEntry()
	e.SetText(c.Value)
	width := float32(180)
	if f.Form == segment.Number {
		width = 80
		e.SetText(i18n.Decimal(c.Value))
		e.SetPlaceHolder(gt("value_hint"))
	}
	e.OnChanged = func(text string) {
		if f.Form == segment.Number {
			text = plainNumber(text)
		}
		set(text)
	}
	return wide(e, width)
}

// plainNumber is a number typed in the language's form as rules hold it.
func plainNumber(text string) string {
	v, err := ui.ParseNumber(text, 4)
	if err != nil {
		return text
	}
	plain := crm.FormatDecimal(v, 4)
	return strings.TrimSuffix(strings.TrimRight(plain, "0"), ".")
}

func (b *groupBuilder) moneyField(c *crm.Rule, set func(string)) fyne.CanvasObject {
	exp := b.with.in.Facts.Exp()
	m := ui.NewMoneyField(b.with.in.Facts.Currency)
	if v, err := crm.ParseDecimal(c.Value, exp); err == nil && c.Value != "" {
		m.SetAmount(crm.Amount(v))
	}
	m.OnChanged = func() {
		text := ""
		if a, isSet, ok := m.Amount(); isSet && ok {
			text = crm.FormatDecimal(int64(a), exp)
		}
		set(text)
	}
	return m
}

func (b *groupBuilder) dayField(c *crm.Rule, set func(string)) fyne.CanvasObject {
	d := ui.NewDateField(b.p.env.Today())
	if day, err := crm.ParseDate(c.Value); err == nil {
		d.SetDate(day)
	}
	d.OnChanged = func() {
		text := ""
		if day, ok := d.Date(); ok && day > 0 {
			text = day.String()
		}
		set(text)
	}
	return d
}

func (b *groupBuilder) choiceField(f segment.Field, c *crm.Rule, set func(string)) fyne.CanvasObject {
	options := b.options(f)
	if c.Value != "" && !slices.Contains(options, c.Value) {
		options = append(slices.Clone(options), c.Value)
	}
	name := func(code string) string { return screen.ValueName(f, crm.Rule{Field: f.Code, Value: code}, b.with.in) }
	s := ui.SelectOf(options, func(code string) string { return capital(name(code)) }, c.Value, set)
	s.PlaceHolder = gt("choose")
	return s
}

// goodsField picks a product or a category by part of its name.
func (b *groupBuilder) goodsField(f segment.Field, c *crm.Rule, set func(string)) fyne.CanvasObject {
	s := b.with.in.Facts
	ids, names := s.Product.ID, s.Product.Name
	if f.Form == segment.Category {
		ids, names = s.Category.ID, s.Category.Name
	}
	p := ui.NewPickField(gt("pick_hint"), func(query string) (found []ui.Choice) {
		for i, name := range names {
			if len(found) < ui.MaxChoices && name != "" && strings.Contains(strings.ToLower(name), strings.ToLower(query)) {
				found = append(found, ui.Choice{ID: ids[i], Title: name})
			}
		}
		return found
	})
	if name, ok := segment.Name(*c, b.with.in); ok {
		p.SetChosen(ui.Choice{Title: name})
	}
	p.OnPicked = func(chosen ui.Choice) {
		if chosen.ID.IsZero() {
			set("")
			return
		}
		set(chosen.ID.String())
	}
	return p
}

// daysField says how far a condition looks back.
func (b *groupBuilder) daysField(c *crm.Rule) fyne.CanvasObject {
	return ui.SelectOf(withValue([]int{0, 30, 90, 180, 365}, c.Days), func(days int) string {
		if days == 0 {
			return gt("ever")
		}
		return gn("last_days", days)
	}, c.Days, func(days int) {
		c.Days = days
		b.changed()
	})
}

// timesField says how often at least.
func (b *groupBuilder) timesField(c *crm.Rule) fyne.CanvasObject {
	return ui.SelectOf(withValue([]int{1, 2, 3, 5, 10}, max(1, c.Times)), func(times int) string { return gn("times", times) }, max(1, c.Times), func(times int) {
		c.Times = times
		if times == 1 {
			c.Times = 0
		}
		b.changed()
	})
}

// withValue is a list with a value in its place.
func withValue(list []int, v int) []int {
	if !slices.Contains(list, v) {
		list = append(list, v)
		slices.Sort(list)
	}
	return list
}
