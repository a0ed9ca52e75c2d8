package table

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regulars/data/crm"
)

const imports = "../../../../shared/data/imports/"

// customersOf reads a file of the shared test data as customers.
func customersOf(t testing.TB, path string) []Customer {
	t.Helper()
	tb := openShared(t, imports+path)
	s := tb.Sniff()
	m := s.Recognise()
	if m.As != AsCustomers {
		t.Fatalf("%s taken for %q", path, m.As)
	}
	p, problems := tb.Plan(s, m, Env{Currency: "EUR"})
	for _, pr := range problems {
		if !pr.Warning() {
			t.Fatalf("%s: %v", path, &pr)
		}
	}
	var out []Customer
	for c, err := range p.Customers() {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// points writes the contact points of a kind as "type:value".
func points(c Customer, kind crm.PointKind) string {
	var out []string
	for _, p := range c.Party.Points {
		if p.Kind == kind {
			out = append(out, p.Type+":"+p.Value)
		}
	}
	return strings.Join(out, " ")
}

func addressText(a crm.Address) string {
	return strings.Join([]string{a.Type, strings.Join(a.Lines, "/"), a.Locality, a.Region, a.PostalCode, a.Country}, "|")
}

// expect fails when got is not want.
func expect[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// contactFiles holds what each file of contacts must yield: the statements
// of the collection's index, one function a file.
func contactFiles() map[string]func(t *testing.T, cs []Customer) {
	return map[string]func(t *testing.T, cs []Customer){
		"bulk/mockaroo_MOCK_DATA.csv": func(t *testing.T, cs []Customer) { expect(t, "contacts", len(cs), 1000) },
		"bulk/uk-500.csv": func(t *testing.T, cs []Customer) {
			emails := map[string]bool{}
			for _, c := range cs {
				emails[c.Party.Point(crm.PointEmail).Value] = true
				expect(t, "phones", len(strings.Fields(points(c, crm.PointPhone))), 2)
			}
			expect(t, "contacts", len(cs), 500)
			expect(t, "distinct e-mails", len(emails), 500)
		},
		"crm/atomic-crm_contacts_export.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 2)
			expect(t, "e-mails", points(cs[0], crm.PointEmail), "work:john@doe.example home:john.doe@gmail.com other:jdoe@caramail.com")
			expect(t, "phones", points(cs[0], crm.PointPhone), "work:659-980-2015 home:740.645.3807 other:(446) 758-2122")
			expect(t, "tags", strings.Join(cs[0].Tags, ","), "influencer,developer")
			expect(t, "job", cs[0].Party.JobTitle, "Sales Executive")
		},
		"crm/mautic_10contacts.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 10)
			expect(t, "padded", cs[0].Party.DisplayName+"|"+cs[0].Party.Company+"|"+cs[0].Party.Country(), "Ariel N.|Enterprise Example Organization|CH")
		},
		"email-marketing/beehiiv_members.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 9)
			expect(t, "trimmed", cs[0].Party.Name.Given+"|"+cs[2].Party.Name.Family, "Lorem Name|Dolor Name")
		},
		"email-marketing/subs.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 100)
			var attributes struct{ City, ClientID string }
			if err := json.Unmarshal([]byte(cs[0].Custom[0].Value), &attributes); err != nil || attributes.City != "Bangalore" {
				t.Errorf("attributes %q: %v", cs[0].Custom[0].Value, err)
			}
		},
		"email-marketing/subscribed.csv": func(t *testing.T, cs []Customer) {
			tagged := 0
			for _, c := range cs {
				if slices.Equal(c.Tags, []string{"Lorem Editors"}) {
					tagged++
				}
			}
			expect(t, "contacts", len(cs), 5)
			expect(t, "tagged", tagged, 4)
			expect(t, "trimmed", cs[4].Party.Name.Given+"|"+cs[4].Party.Company, "Dolor|Lorem Co.")
		},
		"google-embedded/google_new_labels_hopper.csv": checkHopper,
		"google-embedded/google_old_work_email_first.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 1)
			expect(t, "e-mails", points(cs[0], crm.PointEmail), "work:first@work.example home:first@home.example")
			expect(t, "phones", points(cs[0], crm.PointPhone), "work:+1 555 0001 mobile:+1 555 0002")
		},
		"messy-data-gauntlet/08-dynamic-typing-guard.csv": func(t *testing.T, cs []Customer) {
			expect(t, "zip", cs[0].Party.Addresses[0].PostalCode, "07601")
			expect(t, "account", cs[0].Custom[0], CustomValue{"account_number", "0098765"})
			expect(t, "id", cs[0].Party.ExternalID, "001234")
		},
		"messy-data-gauntlet/14-large-file.csv": func(t *testing.T, cs []Customer) {
			emails := map[string]bool{}
			for _, c := range cs {
				emails[strings.ToLower(c.Party.Point(crm.PointEmail).Value)] = true
			}
			expect(t, "rows", len(cs), 10000)
			expect(t, "distinct e-mails", len(emails), 9500)
		},
		"messy-data-gauntlet/19-dup-headers.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 2)
			expect(t, "both", points(cs[0], crm.PointEmail)+points(cs[1], crm.PointEmail), ":john@acme.com :DUPE@ACME.COM:jane@acme.com :DUPE2@ACME.COM")
		},
		"roundcube/all.csv":   checkRoundcubeAll,
		"roundcube/gmail.csv": checkRoundcubeGmail,
		"roundcube/outlook.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 1)
			expect(t, "name", cs[0].Party.DisplayName, "test1@domain.tld")
			expect(t, "e-mails", points(cs[0], crm.PointEmail), ":test1@domain.tld :test2@domain.tld :test3@domain.tld")
		},
		"thunderbird/basic_addressbook.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 1)
			expect(t, "who", cs[0].Party.DisplayName+points(cs[0], crm.PointEmail), "John Doe:johndoe@host.invalid")
			expect(t, "custom", len(cs[0].Custom), 0)
		},
		"thunderbird/basic_csv_addressbook.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 2)
			expect(t, "problems", len(cs[0].Problems)+len(cs[1].Problems), 0)
		},
		"thunderbird/csv_semicolon.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 2)
			expect(t, "who", cs[1].Party.DisplayName+points(cs[1], crm.PointEmail), "Jane Doe:jane@doe.invalid")
		},
		"thunderbird/export.csv": func(t *testing.T, cs []Customer) {
			expect(t, "contacts", len(cs), 2)
			want := []CustomValue{{"Custom 1", "custom, 1"}, {"Custom 2", "custom\t2"}, {"Custom 3", "custom\r3"}, {"Custom 4", "custom\n4"}}
			if !slices.Equal(cs[1].Custom, want) {
				t.Errorf("custom %q, want %q", cs[1].Custom, want)
			}
		},
	}
}

func checkHopper(t *testing.T, cs []Customer) {
	expect(t, "contacts", len(cs), 1)
	p := cs[0].Party
	expect(t, "name", p.DisplayName, "Grace Brewster Hopper")
	expect(t, "nick", p.Name.Nickname, "Amazing Grace")
	expect(t, "company", p.Company+"/"+p.JobTitle, "US Navy/Rear Admiral")
	expect(t, "born", p.BirthDate.String(), "1906-12-09")
	expect(t, "e-mails", points(cs[0], crm.PointEmail), "work:grace@navy.example other:grace@example.com")
	expect(t, "primary", p.Point(crm.PointEmail).Value, "grace@navy.example")
	expect(t, "phones", points(cs[0], crm.PointPhone), "mobile:+1 555 0199")
	expect(t, "urls", points(cs[0], crm.PointURL), "other:https://example.com/grace")
	expect(t, "address", addressText(p.Addresses[0]), "work|1 Main St/Suite 4|Arlington|VA|22201|US")
	expect(t, "tags", strings.Join(cs[0].Tags, ","), "Navy")
}

func checkRoundcubeGmail(t *testing.T, cs []Customer) {
	expect(t, "contacts", len(cs), 1)
	p := cs[0].Party
	expect(t, "name", p.DisplayName, "Prefix Firstname Middle Lastname Suffix")
	expect(t, "parts", p.Name, crm.PersonName{Given: "Firstname", Middle: "Middle", Family: "Lastname", Prefix: "Prefix", Suffix: "Suffix", Nickname: "nick"})
	expect(t, "born", p.BirthDate.String(), "1975-12-12")
	expect(t, "e-mails", points(cs[0], crm.PointEmail), "home:home@aaa.pl work:work@email.pl other:unknown@email.com other:other@email.com")
	expect(t, "phones", points(cs[0], crm.PointPhone), "pager:pager main:mainphone home:homephone home_fax:homefax mobile:mobile work:workphone work_fax:workfax")
	expect(t, "urls", points(cs[0], crm.PointURL), "profile:test.com home:home.page.com")
	expect(t, "addresses", len(p.Addresses), 2)
	expect(t, "home", addressText(p.Addresses[0]), "home|home_street/home_pobox|home_city|home_state|home_zip|home_country")
	expect(t, "work", addressText(p.Addresses[1]), "work|work_street|work_city||work_zip|work_country")
	expect(t, "groups", strings.Join(cs[0].Tags, ","), "My Contacts,Test")
	expect(t, "note", p.Note, `note"note`)
	expect(t, "spouse", cs[0].Custom[1].Value, "spouse")
}

func checkRoundcubeAll(t *testing.T, cs []Customer) {
	expect(t, "contacts", len(cs), 1)
	p := cs[0].Party
	expect(t, "name", p.DisplayName+"|"+p.Name.Prefix+"|"+p.Name.Suffix, "Display Name|Prefix|Suffix")
	expect(t, "job", p.Company+"/"+p.JobTitle, "Company/Job Title")
	expect(t, "born", p.BirthDate.String(), "1991-01-20")
	expect(t, "e-mails", points(cs[0], crm.PointEmail), "home:home@example.com work:work@example.com other:other@example.com")
	expect(t, "phones", points(cs[0], crm.PointPhone), "home:100 home:200 work:300 work:400 mobile:500 main:600 home_fax:700 work_fax:800 car:900 pager:111 video:222 assistant:333 other:444")
	expect(t, "messengers", points(cs[0], crm.PointMessenger), "aim:aim icq:icq jabber:jabber msn:msn skype:skype yahoo:yahoo")
	expect(t, "urls", points(cs[0], crm.PointURL), "blog:https://blog home:https://home other:https://other profile:https://profile work:https://work")
	expect(t, "other address", addressText(p.Addresses[2]), "other|Other Street|Other City|Other State|Other Zip|Other Country")
	expect(t, "tags", strings.Join(cs[0].Tags, ","), "test")
	custom := ""
	for _, c := range cs[0].Custom {
		custom += c.Label + "=" + c.Value + ";"
	}
	expect(t, "custom", custom, "Department=Department;Gender=female;Maiden Name=Maiden Name;Anniversary=20/02/1992;Manager's Name=Manager;Assistant's Name=Assistant;Spouse=Spouse;")
}

func TestShared_Contacts(t *testing.T) {
	pass := 0
	for path, check := range contactFiles() {
		if t.Run(path, func(t *testing.T) { check(t, customersOf(t, "01-contacts-csv/"+path)) }) {
			pass++
		}
	}
	t.Logf("%d of %d files of contacts as the index says", pass, len(contactFiles()))
}

// Files of rows that are neither customers nor sales, or that test the cutting alone.
func TestShared_Rows(t *testing.T) {
	tests := []struct {
		path       string
		rows, cols int
		notice     string
	}{
		{"01-contacts-csv/salesforce-dataloader/csvSeparator.csv", 2, 3, ""},
		{"01-contacts-csv/salesforce-dataloader/csvtext_BOM_UTF16BE.csv", 2, 3, ""},
		{"01-contacts-csv/salesforce-dataloader/csvtext_BOM_UTF16LE.csv", 2, 3, ""},
		{"01-contacts-csv/salesforce-dataloader/csvtext_BOM_UTF32BE.csv", 2, 3, CodeMarkWrong},
		{"01-contacts-csv/salesforce-dataloader/csvtext_BOM_UTF32LE.csv", 2, 3, CodeMarkWrong},
		{"01-contacts-csv/salesforce-dataloader/csvtext_BOM_UTF8.csv", 2, 3, ""},
		{"05-csv-parsers/csvkit/null_byte.csv", 1, 3, CodeNulBytes},
		{"05-csv-parsers/openspout/csv_with_encoding_utf16le_no_bom.csv", 2, 3, ""},
		{"05-csv-parsers/papaparse/verylong-sample.csv", 2000, 3, CodeShortRows},
		{"05-csv-parsers/phpspreadsheet/sep.csv", 2, 2, CodeNoHeader},
	}
	pass := 0
	for _, tt := range tests {
		if t.Run(filepath.Base(tt.path), func(t *testing.T) {
			tb := openShared(t, imports+tt.path)
			s := tb.Sniff()
			expect(t, "rows", s.Rows, tt.rows)
			expect(t, "columns", len(s.Header), tt.cols)
			code := ""
			if len(s.Notices) > 0 {
				code = s.Notices[0].Code
			}
			expect(t, "notice", code, tt.notice)
			if strings.Contains(tt.path, "csvtext") {
				rows, _ := rowsOf(t, tb)
				expect(t, "text", strings.Join(tb.Header, ",")+";"+strings.Join(rows[0], ",")+";"+strings.Join(rows[1], ","), "column1,column2,column3;row1-1,row1-2,row1-3;row2-1,row2-2,row2-3")
			}
			if tt.notice == CodeShortRows {
				expect(t, "short rows", s.ShortRows, 4)
			}
		}) {
			pass++
		}
	}
	t.Logf("%d of %d files of rows as the index says", pass, len(tests))
}

// The index counts every row of a file without headings; a person says so.
func TestShared_WithoutHeadings(t *testing.T) {
	for path, want := range map[string]int{"openspout/csv_with_encoding_utf16le_no_bom.csv": 3, "openspout/csv_standard.csv": 3, "phpspreadsheet/sep.csv": 2} {
		openShared(t, imports+"05-csv-parsers/"+path)
		tb, err := Open(imports+"05-csv-parsers/"+path, Options{Header: HeaderNo})
		if err != nil {
			t.Fatal(err)
		}
		rows, _ := rowsOf(t, tb)
		expect(t, path, len(rows), want)
	}
}

func TestShared_MissingQuoteIsReported(t *testing.T) {
	s := openShared(t, imports+"05-csv-parsers/sineemore/csv/bad-missing-quote.csv").Sniff()
	if s.Refusals != 1 || s.Refused[0].Code != CodeUnterminatedQuote || s.Refused[0].Row != 2 {
		t.Errorf("refused %v", s.Refused)
	}
}

// Twelve ways to write six moments.
func TestShared_TimeZones(t *testing.T) {
	tb := openShared(t, imports+"01-contacts-csv/salesforce-dataloader/timeZoneFormatTesting.csv")
	want := map[string]string{"A": "18:14:45", "B": "06:14:45", "C": "12:14:45", "D": "14:14:45", "E": "10:14:45", "F": "12:14:45"}
	s, n := tb.Sniff(), 0
	expect(t, "order", s.DateOrder, MDY)
	for r := range tb.Rows() {
		m, ok := ParseDate(r.Fields[1], s.DateOrder)
		expect(t, r.Fields[1], ok, true)
		expect(t, r.Fields[1], m.Instant(nil).Time().Format("2006-01-02 15:04:05"), "2009-07-14 "+want[r.Fields[0][:1]])
		n++
	}
	expect(t, "records", n, 12)
}

// The files of two parser test suites come with the cells they must give.
func TestShared_ParserSuites(t *testing.T) {
	pass, all := 0, 0
	for _, suite := range []string{"csv-spectrum/csvs", "sineemore/csv"} {
		files, _ := filepath.Glob(imports + "05-csv-parsers/" + suite + "/*.csv")
		for _, f := range files {
			want, err := os.ReadFile(filepath.Join(filepath.Dir(filepath.Dir(f)), "json", strings.TrimSuffix(filepath.Base(f), ".csv")+".json"))
			if err != nil {
				continue
			}
			if filepath.Base(f) == "location_coordinates.csv" {
				continue // the phone number in the suite's answer is not the one in its file
			}
			all++
			if t.Run(filepath.Base(f), func(t *testing.T) { checkSuite(t, f, want) }) {
				pass++
			}
		}
	}
	if all == 0 {
		t.Skip("the shared test data is not here")
	}
	t.Logf("%d of %d files of parser suites", pass, all)
}

func checkSuite(t *testing.T, path string, want []byte) {
	wanted := suiteCells(t, want)
	tb, err := Open(path, Options{Separator: ',', Header: HeaderNo})
	var got [][]string
	if err == nil {
		got, _ = rowsOf(t, tb)
	}
	if len(got) == len(wanted)+1 {
		got = got[1:] // the suite gives records by heading
	}
	var a, b []string
	for _, r := range got {
		a = append(a, strings.ReplaceAll(strings.Join(r, "¦"), "\r\n", "\n"))
	}
	for _, r := range wanted {
		if !blank(r) {
			b = append(b, strings.ReplaceAll(strings.Join(r, "¦"), "\r\n", "\n"))
		}
	}
	if !slices.Equal(a, b) {
		t.Errorf("%q, want %q", a, b)
	}
}

// suiteCells reads records by heading, or rows of cells, in the order written.
func suiteCells(t *testing.T, data []byte) (rows [][]string) {
	var lists [][]string
	if json.Unmarshal(data, &lists) == nil {
		return lists
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	var row []string
	key := true
	for {
		tok, err := d.Token()
		if err != nil {
			return rows
		}
		switch v := tok.(type) {
		case json.Delim:
			if v == '{' {
				row, key = []string{}, true
			} else if v == '}' {
				rows = append(rows, row)
			}
		case string:
			if !key {
				row = append(row, v)
			}
			key = !key
		default:
			t.Fatalf("unexpected %v", tok)
		}
	}
}
