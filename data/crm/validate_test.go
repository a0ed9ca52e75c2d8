package crm_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"regulars/data/crm"
)

func goodParty() *crm.Party {
	return &crm.Party{PartyKind: crm.Person, DisplayName: "Lan", Roles: []crm.Role{crm.RoleCustomer}}
}

func goodDocument() *crm.SalesDocument {
	return &crm.SalesDocument{DocType: crm.Order, Status: crm.Confirmed, Date: crm.NewDate(2026, 3, 1), Currency: "EUR",
		Lines: []crm.Line{{Quantity: 10000, Price: 25000, Net: 250}, {Quantity: -10000, Net: -50}}, Net: 200, BaseNet: 200}
}

func goodTask() *crm.Task { return &crm.Task{Title: "Call Lan", Status: crm.TaskOpen} }

func goodInteraction() *crm.Interaction {
	return &crm.Interaction{InteractionKind: crm.Call, Parties: []crm.ID{{15: 9}}, Date: crm.NewDate(2026, 3, 1)}
}

func goodField() *crm.CustomField {
	return &crm.CustomField{Scope: crm.KindParty, Code: "size", Label: "Size", Type: crm.FieldText}
}

func goodEvent() *crm.DemandEvent {
	return &crm.DemandEvent{Type: "weather", Title: "Storm", From: crm.NewDate(2026, 3, 1)}
}

func goodRelationship() *crm.Relationship {
	return &crm.Relationship{From: crm.ID{1}, To: crm.ID{2}, Type: "knows"}
}

func goodProduct() *crm.Product { return &crm.Product{Name: "Oolong", ProductKind: crm.Good} }

func goodSettings() *crm.Settings {
	s := crm.DefaultSettings()
	return &s
}

// with changes a record before it is checked.
func with[T any](rec *T, change func(*T)) *T {
	change(rec)
	return rec
}

func TestValidateNamesTheFieldAndTheFault(t *testing.T) {
	for name, c := range map[string]struct {
		rec  crm.Record
		want []string // "field: code", none for a valid record
	}{
		"party":           {goodParty(), nil},
		"document":        {goodDocument(), nil},
		"task":            {goodTask(), nil},
		"interaction":     {goodInteraction(), nil},
		"custom field":    {goodField(), nil},
		"demand event":    {goodEvent(), nil},
		"relationship":    {goodRelationship(), nil},
		"product":         {goodProduct(), nil},
		"settings":        {goodSettings(), nil},
		"category":        {&crm.Category{Name: "Tea"}, nil},
		"tag":             {&crm.Tag{Name: "VIP"}, nil},
		"reason":          {&crm.Reason{Set: crm.ReasonLoss, Code: "price", Label: "Too dear"}, nil},
		"view":            {&crm.View{Screen: "customers", Name: "Mine"}, nil},
		"import batch":    {&crm.ImportBatch{Files: []crm.ImportedFile{{Name: "a.csv"}}}, nil},
		"import map":      {&crm.ImportMap{Name: "Till", Header: []string{"a"}, Fields: []string{""}}, nil},
		"product by code": {&crm.Product{SKU: "T1", ProductKind: crm.Service}, nil},

		"nobody":        {&crm.Party{}, []string{"party_kind: unknown", "display_name: required"}},
		"blank name":    {with(goodParty(), func(p *crm.Party) { p.DisplayName = " \t" }), []string{"display_name: required"}},
		"long name":     {with(goodParty(), func(p *crm.Party) { p.DisplayName = strings.Repeat("x", 501) }), []string{"display_name: too_long"}},
		"wrong role":    {with(goodParty(), func(p *crm.Party) { p.Roles = []crm.Role{"king"} }), []string{"roles: unknown"}},
		"wrong channel": {with(goodParty(), func(p *crm.Party) { p.PreferredChannel = "owl" }), []string{"preferred_channel: unknown"}},
		"mail addresses": {with(goodParty(), func(p *crm.Party) {
			for _, a := range []string{"lan@example.com", "lan", "@example.com", "lan@", "a b@c"} {
				p.Points = append(p.Points, crm.NewEmail(a))
			}
		}), []string{"points.1.value: format", "points.2.value: format", "points.3.value: format", "points.4.value: format"}},
		"point of no kind": {with(goodParty(), func(p *crm.Party) { p.Points = []crm.ContactPoint{{}} }), []string{"points.0.kind: unknown", "points.0.value: required"}},

		"empty document": {&crm.SalesDocument{}, []string{"doc_type: unknown", "status: unknown", "date: required", "currency: currency", "lines: required"}},
		"wrong total":    {with(goodDocument(), func(d *crm.SalesDocument) { d.Net = 201 }), []string{"net: total", "base_net: total"}},
		"wrong base":     {with(goodDocument(), func(d *crm.SalesDocument) { d.FxRate = "1.5" }), []string{"base_net: total"}},
		"right base":     {with(goodDocument(), func(d *crm.SalesDocument) { d.FxRate, d.BaseNet = "1.5", 300 }), nil},
		"rate of words":  {with(goodDocument(), func(d *crm.SalesDocument) { d.FxRate = "par" }), []string{"fx_rate: format"}},
		"rate too large": {with(goodDocument(), func(d *crm.SalesDocument) { d.FxRate = "1e999999999" }), []string{"fx_rate: format"}},
		"rate of zero":   {with(goodDocument(), func(d *crm.SalesDocument) { d.FxRate = "0.0" }), []string{"fx_rate: format"}},

		"untitled task":    {with(goodTask(), func(k *crm.Task) { k.Title = "" }), []string{"title: required"}},
		"task of no state": {with(goodTask(), func(k *crm.Task) { k.Status = "" }), []string{"status: unknown"}},
		"task back":        {with(goodTask(), func(k *crm.Task) { k.RepeatDays = -1 }), []string{"repeat_days: range"}},

		"call to nobody": {with(goodInteraction(), func(i *crm.Interaction) { i.Parties, i.Date = nil, 0 }), []string{"parties: required", "date: required"}},
		"endless call":   {with(goodInteraction(), func(i *crm.Interaction) { i.DurationMin = 7*24*60 + 1 }), []string{"duration_min: range"}},

		"choice without options": {with(goodField(), func(f *crm.CustomField) { f.Type = crm.FieldChoice }), []string{"options: required"}},
		"field of settings":      {with(goodField(), func(f *crm.CustomField) { f.Scope = crm.KindSettings }), []string{"scope: unknown"}},

		"event back in time": {with(goodEvent(), func(e *crm.DemandEvent) { e.To = e.From - 1 }), []string{"to: order"}},
		"self":               {with(goodRelationship(), func(r *crm.Relationship) { r.To = r.From }), []string{"to: self"}},
		"one end":            {with(goodRelationship(), func(r *crm.Relationship) { r.To = crm.ID{} }), []string{"to: required"}},
		"until before since": {with(goodRelationship(), func(r *crm.Relationship) { r.Since, r.Until = 5, 4 }), []string{"until: order"}},
		"prices unsorted":    {with(goodProduct(), func(p *crm.Product) { p.Prices = []crm.DatedPrice{{From: 2}, {From: 1}} }), []string{"prices: order"}},
		"costs unsorted":     {with(goodProduct(), func(p *crm.Product) { p.Costs = []crm.DatedPrice{{From: 2}, {From: 1}} }), []string{"costs: order"}},
		"own parent":         {&crm.Category{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Tea", Parent: crm.ID{1}}, []string{"parent: self"}},
		"no such money":      {with(goodSettings(), func(s *crm.Settings) { s.BaseCurrency = "EURO" }), []string{"base_currency: currency"}},
		"no such zone":       {with(goodSettings(), func(s *crm.Settings) { s.TimeZone = "Mars/Base" }), []string{"time_zone: unknown"}},
		"eighth day":         {with(goodSettings(), func(s *crm.Settings) { s.WeekStart = 7 }), []string{"week_start: range"}},
		"map too short":      {&crm.ImportMap{Name: "Till", Header: []string{"a"}}, []string{"fields: range"}},
		"batch of nothing":   {&crm.ImportBatch{}, []string{"files: required"}},
	} {
		if got := faults(t, c.rec.Validate()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func faults(t *testing.T, err error) (out []string) {
	t.Helper()
	var all crm.FieldErrors
	if err != nil && !errors.As(err, &all) {
		t.Fatalf("%T is not FieldErrors", err)
	}
	for _, e := range all {
		if len([]rune(e.Value)) > 61 {
			t.Errorf("%s carries %d characters", e.Field, len(e.Value))
		}
		out = append(out, e.Field+": "+e.Code)
	}
	return out
}

func TestCustomValues(t *testing.T) {
	for kind, c := range map[crm.FieldType]struct{ good, bad []string }{
		crm.FieldText:   {good: []string{"", "anything"}},
		crm.FieldNumber: {good: []string{"", "-1.25"}, bad: []string{"1,25", "much"}},
		crm.FieldDate:   {good: []string{"2024-02-29"}, bad: []string{"2023-02-29", "tomorrow"}},
		crm.FieldBool:   {good: []string{"yes", "no", ""}, bad: []string{"true"}},
		crm.FieldChoice: {good: []string{"S", ""}, bad: []string{"XXL"}},
	} {
		f := goodField()
		f.Type, f.Options = kind, []string{"S", "M"}
		for _, v := range c.good {
			if err := f.CheckValue(v); err != nil {
				t.Errorf("%s %q: %v", kind, v, err)
			}
		}
		for _, v := range c.bad {
			if got := faults(t, f.CheckValue(v)); len(got) != 1 {
				t.Errorf("%s %q: %q", kind, v, got)
			}
		}
	}
}

func TestSumMakesADocumentValid(t *testing.T) {
	d := goodDocument()
	d.FxRate, d.Net, d.BaseNet = "0.3333", 0, 0
	if err := d.Sum(); err != nil || d.Net != 200 || d.BaseNet != 67 || d.Validate() != nil {
		t.Errorf("%d %d %v", d.Net, d.BaseNet, err)
	}
	d.Lines = []crm.Line{{Net: -1}, {Net: -4}}
	d.FxRate = "0.5" // -2.5 is half way: the even neighbour is -2
	if err := d.Sum(); err != nil || d.BaseNet != -2 {
		t.Errorf("%d %v", d.BaseNet, err)
	}
}

func TestPricesByDay(t *testing.T) {
	var p crm.Product
	for _, d := range []crm.DatedPrice{{From: 10, Price: 2}, {From: 0, Price: 1}, {From: 10, Price: 3}} {
		p.Prices = crm.WithPrice(p.Prices, d)
	}
	for day, want := range map[crm.Date]crm.Price{1: 1, 9: 1, 10: 3, 11: 3} {
		if got, ok := p.PriceOn(day); !ok || got != want {
			t.Errorf("day %d: %d", day, got)
		}
	}
	if _, known := p.CostOn(5); known {
		t.Error("no cost is known")
	}
}

func TestKindNumbersNeverChange(t *testing.T) {
	names := []string{"party", "relationship", "interaction", "task", "product", "category", "document", "tag",
		"custom_field", "reason", "demand_event", "import_batch", "import_map", "settings", "view"}
	for i, k := range crm.Kinds() {
		if i < len(names) && (int(k) != i+1 || k.String() != names[i]) {
			t.Errorf("kind %d is %s", k, k)
		}
	}
}

func TestIDs(t *testing.T) {
	a, b := crm.NewID(), crm.NewID()
	if a.String() >= b.String() {
		t.Error("ids are in order of time")
	}
	back, err := crm.ParseID(a.String())
	if err != nil || back != a {
		t.Errorf("%s %v", back, err)
	}
	var zero crm.ID
	if err := zero.UnmarshalText(nil); err != nil || !zero.IsZero() || zero.String() != "" {
		t.Error("the zero id is empty text")
	}
	if _, err := crm.ParseID("x"); err == nil {
		t.Error("x is no id")
	}
}
