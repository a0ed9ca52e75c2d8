package exchange

import (
	"fmt"
	"path/filepath"
	"strings"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
)

// words are texts as people and machines put them into files, each as it is
// stored: names without line breaks, nothing padded with blanks.
func words() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"Anna", "Đặng Thị Lan", "王小明", "O'Brien", `Bar "Da Gino"`, "a, b; c", "=1+1", "-5", "+39 06", "@home", "'quoted", "''=x",
		"007", "1,50", "03/04/2024", "Ələkbər", "İ", "ß", "𝒳", "a|b", "100%", "#1", "NUL", "Null", "true", "😀 smile", "x\u202Ey", "ｆｕｌｌ"})
}

func maybe(t *rapid.T, name string) string {
	if !rapid.Bool().Draw(t, name+"?") {
		return ""
	}
	return words().Draw(t, name)
}

// randomBook makes up customers, products and sales.
type randomBook struct {
	parties  []*crm.Party
	products []*crm.Product
	docs     []*crm.SalesDocument
	sites    []crm.ID
	others   []crm.Record // tags, fields, categories
}

func (r *randomBook) save(tx *book.Tx) error {
	for _, rec := range r.others {
		if err := tx.Put(rec); err != nil {
			return err
		}
	}
	for _, p := range r.parties {
		if err := tx.Put(p); err != nil {
			return err
		}
	}
	for _, p := range r.products {
		if err := tx.Put(p); err != nil {
			return err
		}
	}
	for _, d := range r.docs {
		if err := tx.Put(d); err != nil {
			return err
		}
	}
	return nil
}

func drawBook(t *rapid.T) *randomBook {
	r := &randomBook{}
	var tags []crm.ID
	for i, name := range []string{"vip", "a, b", `say "hi"`, "chậm", "x;y"} {
		tag := &crm.Tag{Name: name}
		tag.ID = idOf(1, i)
		tags = append(tags, tag.ID)
		r.others = append(r.others, tag)
	}
	for i, label := range []string{"Shoe size", "生日礼物", "Preferred chair"} {
		f := &crm.CustomField{Scope: crm.KindParty, Code: fmt.Sprint("f", i), Label: label, Type: crm.FieldText, Order: i + 1}
		f.ID = idOf(2, i)
		r.others = append(r.others, f)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "parties") {
		r.parties = append(r.parties, drawParty(t, i, tags))
	}
	r.drawProducts(t)
	r.drawSites(t)
	for i := range rapid.IntRange(0, 8).Draw(t, "documents") {
		r.docs = append(r.docs, r.drawDocument(t, i))
	}
	return r
}

// idOf makes ids that do not depend on the clock.
func idOf(kind, n int) crm.ID {
	id, err := crm.ParseID(fmt.Sprintf("01900000%04x7000800000000000%04x", kind, n+1))
	if err != nil {
		panic(err)
	}
	return id
}

func drawParty(t *rapid.T, i int, tags []crm.ID) *crm.Party {
	p := &crm.Party{PartyKind: crm.Person, DisplayName: words().Draw(t, "name") + fmt.Sprint(" ", i), Roles: []crm.Role{crm.RoleCustomer},
		Company: maybe(t, "company"), JobTitle: maybe(t, "job"), Group: maybe(t, "group"), TaxID: maybe(t, "tax id")}
	p.ID = idOf(3, i)
	p.Name = crm.PersonName{Given: maybe(t, "given"), Family: maybe(t, "family"), Prefix: maybe(t, "prefix"), Nickname: maybe(t, "nickname"), Phonetic: maybe(t, "phonetic")}
	if rapid.Bool().Draw(t, "organisation") {
		p.PartyKind, p.Name = crm.Organization, crm.PersonName{}
		p.Company = p.DisplayName
	}
	if rapid.Bool().Draw(t, "numbered") {
		p.ExternalID = fmt.Sprintf("%05d", i)
	}
	if rapid.Bool().Draw(t, "noted") {
		p.Note = words().Draw(t, "note") + "\nsecond line\r\n" + words().Draw(t, "note")
	}
	if rapid.Bool().Draw(t, "born?") {
		p.BirthDate = crm.NewDate(1970, 1, rapid.IntRange(1, 15000).Draw(t, "born"))
	}
	drawPoints(t, p, i)
	for _, id := range tags {
		if rapid.Bool().Draw(t, "tag") {
			p.Tags = append(p.Tags, id)
		}
	}
	p.Custom = map[string]string{"f0": maybe(t, "shoe"), "f2": maybe(t, "chair")}
	return p
}

func drawPoints(t *rapid.T, p *crm.Party, i int) {
	types := rapid.SampledFrom([]string{"", "home", "work", "other"})
	for n := range rapid.IntRange(0, 3).Draw(t, "points") {
		mail, phone := crm.NewEmail(fmt.Sprintf("p%d.%d@example.com", i, n)), crm.NewPhone(fmt.Sprintf("06 %04d %04d", i, n), "IT")
		mail.Type, phone.Type = types.Draw(t, "type"), rapid.SampledFrom([]string{"", "mobile", "work_fax", "home"}).Draw(t, "type")
		if n == 0 && rapid.Bool().Draw(t, "primary") {
			mail.Primary = true
		}
		if rapid.Bool().Draw(t, "label") {
			phone.Type, phone.Label = "other", "Grandma's"
		}
		p.Points = append(p.Points, mail, phone)
	}
	for range rapid.IntRange(0, 2).Draw(t, "addresses") {
		a := crm.Address{Type: rapid.SampledFrom([]string{"", "home", "work", "billing", "shipping"}).Draw(t, "type"), Locality: words().Draw(t, "city"),
			Country: rapid.SampledFrom([]string{"", "IT", "AZ", "Atlantis"}).Draw(t, "country"), PostalCode: rapid.SampledFrom([]string{"", "00184", "HP11 2AX"}).Draw(t, "zip")}
		if rapid.Bool().Draw(t, "lines") {
			a.Lines = []string{"Via Roma, 5", words().Draw(t, "line") + "."}
		}
		p.Addresses = append(p.Addresses, a)
	}
}

// drawSites adds places of different names.
func (r *randomBook) drawSites(t *rapid.T) {
	for i, name := range rapid.SliceOfNDistinct(words(), 0, 3, strings.ToLower).Draw(t, "sites") {
		p := &crm.Site{Meta: crm.Meta{ID: idOf(7, i)}, Name: name}
		r.others, r.sites = append(r.others, p), append(r.sites, p.ID)
	}
}

func (r *randomBook) drawProducts(t *rapid.T) {
	top := &crm.Category{Name: "Food"}
	top.ID = idOf(4, 0)
	sub := &crm.Category{Name: "Bread, fresh", Parent: top.ID}
	sub.ID = idOf(4, 1)
	r.others = append(r.others, top, sub)
	for i := range 4 {
		p := &crm.Product{Name: fmt.Sprint(words().Draw(t, "product"), " no ", i), ProductKind: crm.Good, Unit: "C62",
			Category: rapid.SampledFrom([]crm.ID{{}, top.ID, sub.ID}).Draw(t, "category")}
		p.ID = idOf(5, i)
		if rapid.Bool().Draw(t, "sku?") {
			p.SKU = fmt.Sprintf("00%d", i)
		}
		r.products = append(r.products, p)
	}
}

func (r *randomBook) drawDocument(t *rapid.T, i int) *crm.SalesDocument {
	d := &crm.SalesDocument{DocType: rapid.SampledFrom([]crm.DocType{crm.Quote, crm.Order, crm.Invoice, crm.CreditNote}).Draw(t, "type"),
		Status: rapid.SampledFrom(crm.DocStatuses()).Draw(t, "status"), Date: crm.NewDate(2024, 2, rapid.IntRange(27, 30).Draw(t, "date")), Currency: "EUR",
		Country: rapid.SampledFrom([]string{"", "IT", "VN"}).Draw(t, "country"), Channel: rapid.SampledFrom(append(crm.Channels(), "")).Draw(t, "channel"),
		PaymentMethod: maybe(t, "payment"), Note: maybe(t, "note")}
	d.ID = idOf(6, i)
	if len(r.sites) > 0 && rapid.Bool().Draw(t, "placed") {
		d.Site = rapid.SampledFrom(r.sites).Draw(t, "site")
	}
	if rapid.Bool().Draw(t, "timed") {
		d.Time = crm.NewClock(rapid.IntRange(0, 23).Draw(t, "hour"), 30)
	}
	if rapid.Bool().Draw(t, "numbered") {
		d.Number = fmt.Sprint("N-", i)
	}
	if len(r.parties) > 0 && rapid.Bool().Draw(t, "known") {
		d.Party = rapid.SampledFrom(r.parties).Draw(t, "party").ID
	}
	for range rapid.IntRange(1, 4).Draw(t, "lines") {
		l := crm.Line{Quantity: crm.Quantity(rapid.IntRange(-30000, 50000).Draw(t, "quantity")), Price: crm.Price(rapid.IntRange(0, 1000000).Draw(t, "price")),
			Product: rapid.SampledFrom(r.products).Draw(t, "product").ID, CostKnown: rapid.Bool().Draw(t, "cost known")}
		if l.CostKnown {
			l.UnitCost = crm.Price(rapid.IntRange(0, 500000).Draw(t, "cost"))
		}
		if rapid.Bool().Draw(t, "renamed") {
			l.Description = words().Draw(t, "description")
		}
		gross, _ := crm.LineNet(l.Quantity, l.Price, 2)
		l.Discount = crm.Amount(rapid.SampledFrom([]int{0, 0, 5, 100}).Draw(t, "discount"))
		l.Net = gross - l.Discount
		d.Lines = append(d.Lines, l)
	}
	if err := d.Sum(); err != nil {
		t.Fatal(err)
	}
	return d
}

// snapshot writes every record of a book but the traces of imports.
func snapshot(t testingT, b *book.Book) string {
	var s strings.Builder
	for _, k := range crm.Kinds() {
		if k == crm.KindImportBatch || k == crm.KindImportMap {
			continue
		}
		for _, text := range records(t, b, k) {
			s.WriteString(text + "\n")
		}
	}
	return s.String()
}

// testingT is what tests and properties have in common.
type testingT interface {
	Helper()
	Fatal(...any)
}

func tempBook(t *rapid.T, dir string) *book.Book {
	s := crm.DefaultSettings()
	s.BaseCurrency, s.PhoneCountry, s.TimeZone = "EUR", "IT", "UTC"
	b, err := book.Create(filepath.Join(dir, fmt.Sprint(crm.NewID(), ".regulars")), s, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
