package table

import (
	"reflect"
	"strings"
	"testing"

	"regulars/data/crm"
)

// mapped writes "heading=target" for each column.
func mapped(m Mapping) string { return strings.Join(m.Fields(), " ") }

func TestRecognise_Languages(t *testing.T) {
	tests := []struct {
		lang, header string
		as           As
		want         string
	}{
		{"en", "First Name,Last Name,Mobile Phone,E-mail Address,Home Street,Home City,Birthday", AsCustomers, "given family phone.1/mobile email.1 address_street.1/home address_city.1/home birth_date"},
		{"zh", "姓名,手机号,电子邮箱,地址,城市,邮编,生日,备注", AsCustomers, "display_name phone.1/mobile email.1 address_street.1 address_city.1 address_postal_code.1 birth_date note"},
		{"vi", "Mã khách hàng,Họ và tên,Số điện thoại,Địa chỉ,Tỉnh/Thành phố,Ngày sinh,Ghi chú", AsCustomers, "external_id display_name phone.1 address_street.1 address_region.1 birth_date note"},
		{"it", "Nome,Cognome,Azienda,Cellulare,Indirizzo,CAP,Città,Provincia,Partita IVA", AsCustomers, "given family company phone.1/mobile address_street.1 address_postal_code.1 address_city.1 address_region.1 tax_id"},
		{"az", "Ad,Soyad,Telefon nömrəsi,Ünvan,Şəhər,Doğum tarixi,Qeyd", AsCustomers, "given family phone.1 address_street.1 address_city.1 birth_date note"},
		{"de", "Anrede,Vorname,Nachname,Firma,Straße,PLZ,Ort,Land,Telefon,E-Mail,Geburtsdatum", AsCustomers, "prefix given family company address_street.1 address_postal_code.1 address_city.1 address_country.1 phone.1 email.1 birth_date"},
		{"fr", "Prénom,Nom,Société,Adresse,Code postal,Ville,Pays,Téléphone portable,Courriel", AsCustomers, "given family company address_street.1 address_postal_code.1 address_city.1 address_country.1 custom/Téléphone portable email.1"},
		{"es", "Nombre,Apellidos,Empresa,Dirección,Código postal,Ciudad,Teléfono,Correo electrónico", AsCustomers, "given family company address_street.1 address_postal_code.1 address_city.1 phone.1 email.1"},
		{"it whole name", "Nome,Email", AsCustomers, "display_name email.1"},
		{"vi whole name", "Tên,SĐT", AsCustomers, "display_name phone.1"},
		{"Outlook", "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Phone,Business Fax,Mobile Phone,E-mail Address,E-mail 2 Address,Web Page,Categories", AsCustomers,
			"prefix given middle family suffix company custom/Department job_title address_street.1/work address_city.1/work phone.1/work phone.2/work_fax phone.3/mobile email.1 email.2 url.1 tags"},
		{"HubSpot", "Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Company name", AsCustomers, "external_id given family email.1 phone.1 custom/Lifecycle Stage company"},
		{"our own reject file", "Name,Email,regulars_problem", AsCustomers, "display_name email.1 "},
		{"en sales", "Invoice No,Invoice Date,Customer,Product,Qty,Unit Price,Employee", AsSales, "doc_number date party_name product_name quantity unit_price "},
		{"zh sales", "订单号,日期,客户名称,商品名称,数量,单价,金额", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"vi sales", "Số hóa đơn,Ngày,Khách hàng,Sản phẩm,Số lượng,Đơn giá,Thành tiền", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"it sales", "Numero fattura,Data,Cliente,Descrizione,Quantità,Prezzo unitario,Importo", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"az sales", "Qaimə nömrəsi,Tarix,Müştəri,Məhsul,Miqdar,Qiymət,Məbləğ", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"de sales", "Rechnungsnummer,Datum,Kunde,Artikel,Menge,Einzelpreis,Betrag", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"fr sales", "Numéro de facture,Date,Client,Désignation,Quantité,Prix unitaire,Montant HT", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"es sales", "Número de factura,Fecha,Cliente,Descripción,Cantidad,Precio unitario,Importe", AsSales, "doc_number date party_name product_name quantity unit_price line_net"},
		{"products are neither", "productID,productName,unitPrice,unitsInStock", AsUnknown, "   "},
		{"lists of numbers are neither", "ID,frequency,recency,T", AsUnknown, "   "},
	}
	for _, tt := range tests {
		m := Recognise(strings.Split(tt.header, ","), nil)
		if m.As != tt.as || mapped(m) != tt.want {
			t.Errorf("%s: %s\n got %q\nwant %q", tt.lang, m.As, mapped(m), tt.want)
		}
	}
}

func TestRecognise_TitleByItsCells(t *testing.T) {
	header := []string{"Title", "Name"}
	for cell, want := range map[string]Field{"Mrs.": Prefix, "Sales manager": JobTitle} {
		if m := Recognise(header, [][]string{{cell, "Ann"}}); m.Columns[0].Field != want {
			t.Errorf("Title holding %q: %v", cell, m.Columns[0])
		}
	}
}

func TestRecognise_NothingTwice(t *testing.T) {
	m := Recognise([]string{"Name", "Full name", "Note", "Notes", "Shoe/size", "Shoe/size"}, nil)
	if got := mapped(m); got != "custom/Name display_name note note custom/Shoe-size custom/Shoe-size 2" {
		t.Errorf("%q", got)
	}
}

func TestMapping_SavedAndRead(t *testing.T) {
	m := Recognise([]string{"Name", "E-mail 1 - Type", "E-mail 1 - Value", "Shoe size", "Business Fax"}, nil)
	back, ok := SavedMapping(string(m.As), m.Fields())
	if !ok || !reflect.DeepEqual(back, m) {
		t.Errorf("%+v, want %+v", back, m)
	}
	for _, bad := range []string{"nonsense", "email.x", "email.0", "email.99999"} {
		if _, ok := ParseTarget(bad); ok {
			t.Errorf("target %q accepted", bad)
		}
	}
	if _, ok := SavedMapping("birds", nil); ok {
		t.Error("unknown kind accepted")
	}
}

func TestSniff_EmptyColumnsAreNoFields(t *testing.T) {
	s := read(t, "Name,Shoe size,Fax\nAnn,,\nBob,,\n", Options{}).Sniff()
	if got := mapped(s.Recognise()); got != "display_name  phone.1/fax" {
		t.Errorf("%q", got)
	}
}

// one drafts the only customer of a text.
func one(t *testing.T, text string, env Env) Customer {
	t.Helper()
	tb := read(t, text, Options{})
	s := tb.Sniff()
	p, _ := tb.Plan(s, s.Recognise(), env)
	for c, err := range p.Customers() {
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	t.Fatal("no customer")
	return Customer{}
}

func TestCustomer_Names(t *testing.T) {
	tests := []struct{ text, name, kind string }{
		{"First Name,Last Name,Company\n Ann , Roe ,Acme\n", "Ann Roe", "person"},
		{"First Name,Last Name,Company,Email\n,,Acme,a@x.org\n", "Acme", "organization"},
		{"Name,Email\n,a@x.org\n", "a@x.org", "person"},
		{"Name,Phone\n,055 1234\n", "055 1234", "person"},
		{"Prefix,First Name,Email\nMrs.,,a@x.org\n", "a@x.org", "person"},
		{"Nickname,Email\nAnnie,a@x.org\n", "Annie", "person"},
	}
	for _, tt := range tests {
		c := one(t, tt.text, Env{})
		if c.Party.DisplayName != tt.name || string(c.Party.PartyKind) != tt.kind || c.Party.Validate() != nil {
			t.Errorf("%q: %q %s %v", tt.text, c.Party.DisplayName, c.Party.PartyKind, c.Party.Validate())
		}
	}
	c := one(t, "Họ,Tên\nNguyễn,Hà\n", Env{FamilyFirst: true})
	expect(t, "family first", c.Party.DisplayName, "Nguyễn Hà")
	c = one(t, "Name,Email,Shoe size\n,,42\n", Env{})
	expect(t, "nobody", c.Problems[0].Code, CodeNameMissing)
}

func TestCustomer_Points(t *testing.T) {
	c := one(t, "Name,Email,Phone,Mobile\nAnn,\"a@x.org; b@x.org\",055 1234 ::: 055 99,+39 333 1234567\n", Env{PhoneRegion: "IT"})
	expect(t, "e-mails", points(c, crm.PointEmail), ":a@x.org :b@x.org")
	expect(t, "phones", points(c, crm.PointPhone), ":055 1234 :055 99 mobile:+39 333 1234567")
	expect(t, "read as a number", c.Party.Points[4].E164, "+393331234567")

	c = one(t, "Name,Email\nAnn,call me\n", Env{})
	expect(t, "no address", points(c, crm.PointEmail), "")
	expect(t, "kept", c.Custom[0], CustomValue{"Email", "call me"})
	expect(t, "told", c.Problems[0].Code+c.Problems[0].Column, CodeBadEmail+"Email")
	expect(t, "not refused", c.Problems[0].Warning(), true)
}

func TestCustomer_BirthDates(t *testing.T) {
	expect(t, "in parts", one(t, "Name,Birth Year,Birth Month,Birth Day\nAnn,1970,11,15\n", Env{}).Party.BirthDate.String(), "1970-11-15")
	c := one(t, "Name,Birth Year,Birth Month,Birth Day\nAnn,,11,15\n", Env{})
	expect(t, "without year", c.Custom[0].Value+"/"+c.Custom[1].Value, "11/15")
	c = one(t, "Name,Birthday\nAnn,soon\n", Env{})
	expect(t, "no date", c.Problems[0].Code, CodeBadDate)
}

func TestSplitTags(t *testing.T) {
	for cell, want := range map[string]string{
		"a ::: b": "a|b", "a; b;": "a|b", "a, b": "a|b", `"Lorem Editors"`: "Lorem Editors", `"A, B","C"`: "A, B|C", "x | y z": "x|y z", "one": "one", "": "", "老客户，会员": "老客户|会员",
	} {
		if got := strings.Join(SplitTags(cell), "|"); got != want {
			t.Errorf("SplitTags(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestCountryCode(t *testing.T) {
	for name, want := range map[string]string{
		"United Kingdom": "GB", "UK": "GB", "EIRE": "IE", "Germany": "DE", "Deutschland": "DE", "Việt Nam": "VN", "Italia": "IT", "Azərbaycan": "AZ", "中国": "CN",
		"USA": "US", "U.S.A.": "US", "us": "US", "The Netherlands": "NL", "Atlantis": "Atlantis", "": "", "Unspecified": "Unspecified", "XX": "XX",
	} {
		if got := CountryCode(name); got != want {
			t.Errorf("CountryCode(%q) = %q, want %q", name, got, want)
		}
	}
}
