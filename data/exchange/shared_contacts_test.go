package exchange

import (
	"path/filepath"
	"testing"

	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// contactFile is a file of the collection with what its index says a correct
// import yields, as far as stored records can show it.
type contactFile struct {
	path        string
	rows, count int    // count of stored parties
	first, last string // described
	// byHand names the column that a person has to call the name, -1 for none:
	// test files of parsers name nobody.
	byHand int
	header table.HeaderChoice
}

const named = -1

func contactFiles() []contactFile {
	const c, p = "01-contacts-csv/", "05-csv-parsers/"
	const text1, text2 = "row1-1|+|column2=row1-2|column3=row1-3", "row2-1|+|column2=row2-2|column3=row2-3"
	return []contactFile{
		{c + "bulk/mockaroo_MOCK_DATA.csv", 1000, 1000, "Bonnee Hucklesby|1|Bonnee+Hucklesby|:bhucklesby0@wix.com|gender=Female|ip_address=66.59.32.255",
			"Salomi Brickhill|1000|Salomi+Brickhill|:sbrickhillrr@tuttocitta.it|gender=Female|ip_address=111.4.88.155", named, 0},
		{c + "bulk/uk-500.csv", 500, 500, "Aleshia Tomkiewicz|Aleshia+Tomkiewicz|Alan D Rosenburg Cpa Pc|:01835-703597|:01944-369967|:atomkiewicz@hotmail.com|:http://www.alandrosenburgcpapc.co.uk|,14 Taylor St,St. Stephens Ward,Kent,CT2 7PP,",
			"Mi Richan|Mi+Richan|Nelson Wright Haworth Golf Crs|:01451-785624|:01202-738406|:mi@hotmail.com|:http://www.nelsonwrighthaworthgolfcrs.co.uk|,6 Norwood Grove,Tanworth-in-Arden,Warwickshire,B94 5RZ,", named, 0},
		{c + "crm/atomic-crm_contacts_export.csv", 2, 2, "John Doe|John+Doe|Acme|Sales Executive|linkedin:https://www.linkedin.com/in/johndoe|work:john@doe.example|home:john.doe@gmail.com|other:jdoe@caramail.com|work:659-980-2015|home:740.645.3807|other:(446) 758-2122|#influencer; developer|gender=male|first_seen=2024-07-01T00:00:00+00:00|last_seen=2024-07-01T11:54:49.95+00:00|has_newsletter=false|status=in-contract",
			"Jane Doe|Jane+Doe|Acme|Designer|linkedin:https://www.linkedin.com/in/janedoe|other:jane@doe.example|work:659-980-2020|home:740.647.3802|#UI; design|gender=female|first_seen=2024-07-01T00:00:00+00:00|last_seen=2024-07-01T11:54:49.95+00:00|has_newsletter=false|status=in-contract", named, 0},
		{c + "crm/mautic_10contacts.csv", 10, 10, "Ariel N.|Ariel+N.|Enterprise Example Organization|:ariel@example.com|,,,,,CH",
			"Andrew Flanagan|Andrew+Flanagan|William Wanamaker & Sons|:AndrewVFlanagan@dayrep.com|,,,,,GB", named, 0},
		{c + "email-marketing/beehiiv_members.csv", 9, 9, "Lorem Name|Lorem Name+|:lorem@example.com|status=active|tier=free|created_at=2023-03-24 10:23:10 UTC|Free Tier=Yes|Bronze Tier=No|Silver Tier=No|Gold Tier=No",
			"fromsubstack@example.com|+|:fromsubstack@example.com|status=active|tier=free|created_at=2023-04-11 14:02:46 UTC|Free Tier=Yes|Bronze Tier=No|Silver Tier=No|Gold Tier=No|Subscription Date (Substack)=2022-03-12 11:43:23 UTC", named, 0},
		{c + "email-marketing/subs.csv", 100, 100, `First0 Last0|+|:user0@mail.com|attributes={"age": 29, "city": "Bangalore", "clientId": "DAXX79"}`,
			`First99 Last99|+|:user99@mail.com|attributes={"age": 49, "city": "Bangalore", "clientId": "DAXX26"}`, named, 0},
		{c + "email-marketing/subscribed.csv", 5, 5, "s1@example.com|+|:s1@example.com|OPTIN_TIME=2023-04-21 11:16:57|CONFIRM_TIME=2023-04-21 11:16:57",
			"Dolor Simet|Dolor+Simet|Lorem Co.|:s5@example.com|#Lorem Editors|OPTIN_TIME=2018-02-05 19:28:22|CONFIRM_TIME=2018-02-05 19:28:22", named, 0},
		{c + "google-embedded/google_new_labels_hopper.csv", 1, 1, "", "Grace Brewster Hopper|Grace+Hopper|Amazing Grace|US Navy|Rear Admiral|1906-12-09|work:grace@navy.example|other:grace@example.com|mobile:+1 555 0199|other:https://example.com/grace|work,1 Main St/Suite 4,Arlington,VA,22201,US|#Navy", named, 0},
		{c + "google-embedded/google_old_work_email_first.csv", 1, 1, "", "Work First|+|work:first@work.example|home:first@home.example|work:+1 555 0001|mobile:+1 555 0002", named, 0},
		{c + "messy-data-gauntlet/08-dynamic-typing-guard.csv", 3, 3, "01234567890|001234|+|:01234567890|,,,,07601,|account_number=0098765",
			"12345678901|003456|+|:12345678901|,,,,90210,|account_number=0054321", named, 0},
		{c + "messy-data-gauntlet/14-large-file.csv", 10000, 9500, "User1 Test1|User1+Test1|:USER1@EXAMPLE.COM|:5550000001", "User9500 Test9500|User9500+Test9500|:user9500@example.com|:5550009500", named, 0},
		{c + "messy-data-gauntlet/19-dup-headers.csv", 2, 2, "John Smith|John+Smith|:john@acme.com|:DUPE@ACME.COM", "Jane Doe|Jane+Doe|:jane@acme.com|:DUPE2@ACME.COM", named, 0},
		{c + "roundcube/all.csv", 1, 1, "", "Display Name|First Name+Last Name|Nickname|Company|Job Title|1991-01-20|Notes|home:home@example.com|work:work@example.com|other:other@example.com|home:100|home:200|work:300|work:400|mobile:500|main:600|home_fax:700|work_fax:800|car:900|pager:111|video:222|assistant:333|other:444|aim:aim|icq:icq|jabber:jabber|msn:msn|skype:skype|yahoo:yahoo|blog:https://blog|home:https://home|other:https://other|profile:https://profile|work:https://work|home,Home Street,Home City,Home State,Home Zip,Home Country|work,Work Street,Work City,Work State,Work Zip,Work Country|other,Other Street,Other City,Other State,Other Zip,Other Country|#test|Department=Department|Gender=female|Maiden Name=Maiden Name|Anniversary=20/02/1992|Manager's Name=Manager|Assistant's Name=Assistant|Spouse=Spouse", named, 0},
		{c + "roundcube/gmail.csv", 1, 1, "", `Prefix Firstname Middle Lastname Suffix|Firstname+Lastname|nick|company|jobtitle|1975-12-12|note"note|home:home@aaa.pl|work:work@email.pl|other:unknown@email.com|other:other@email.com|pager:pager|main:mainphone|home:homephone|home_fax:homefax|mobile:mobile|work:workphone|work_fax:workfax|profile:test.com|home:home.page.com|home,home_street/home_pobox,home_city,home_state,home_zip,home_country|work,work_street,work_city,,work_zip,work_country|#My Contacts; Test|Relation 1 - Type=Spouse|Relation 1 - Value=spouse`, named, 0},
		{c + "roundcube/outlook.csv", 1, 1, "", "test1@domain.tld|+|:test1@domain.tld|:test2@domain.tld|:test3@domain.tld", named, 0},
		{c + "salesforce-dataloader/csvSeparator.csv", 2, 2, "col11|+|column2!some=col12!somev1|column3=col13", "col21|+|column2!some=col22!somev2|column3=col23", 0, 0},
		{c + "salesforce-dataloader/csvtext_BOM_UTF16BE.csv", 2, 2, text1, text2, 0, 0},
		{c + "salesforce-dataloader/csvtext_BOM_UTF16LE.csv", 2, 2, text1, text2, 0, 0},
		{c + "salesforce-dataloader/csvtext_BOM_UTF32BE.csv", 2, 2, text1, text2, 0, 0},
		{c + "salesforce-dataloader/csvtext_BOM_UTF32LE.csv", 2, 2, text1, text2, 0, 0},
		{c + "salesforce-dataloader/csvtext_BOM_UTF8.csv", 2, 2, text1, text2, 0, 0},
		{c + "salesforce-dataloader/timeZoneFormatTesting.csv", 12, 12, "A|+|Date=07/15/2009 02:14:45+0800", "FT|+|Date=2009-07-14T14:14:45+0200", named, 0},
		{c + "thunderbird/basic_addressbook.csv", 1, 1, "", "John Doe|John+Doe|:johndoe@host.invalid", named, 0},
		{c + "thunderbird/basic_csv_addressbook.csv", 2, 2, "John Doe|John+Doe|:john@doe.invalid", "Jane Doe|Jane+Doe|:jane@doe.invalid", named, 0},
		{c + "thunderbird/csv_semicolon.csv", 2, 2, "John Doe|John+Doe|:john@doe.invalid", "Jane Doe|Jane+Doe|:jane@doe.invalid", named, 0},
		{c + "thunderbird/export.csv", 2, 2, "contact number one|contact+one|:contact1@invalid", "contact number two|contact+two|\"worker\"|here's some unicode text…|:contact2@invalid|Custom 1=custom, 1|Custom 2=custom\t2|Custom 3=custom\r3|Custom 4=custom\n4", named, 0},
		{p + "csvkit/null_byte.csv", 1, 1, "", "2|+|c=3", 1, 0},
		{p + "openspout/csv_with_encoding_utf16le_no_bom.csv", 3, 3, "csv--11|+|B=csv--12|C=csv--13", "csv--31|+|B=csv--32|C=csv--33", 0, table.HeaderNo},
		// Two thousand rows that say two different things make two parties.
		{p + "papaparse/verylong-sample.csv", 2000, 2, "Lorem ipsum dolor sit|+|meaning of life=42|TLD=ABC", "Etiam a dolor vitae est vestibulum|+|meaning of life=84|TLD=DEF", 0, 0},
		{p + "phpspreadsheet/sep.csv", 2, 2, "A|+|B=1", "2|+|B=3", 0, 0},
		{"04-orders/shopify-woo-umbranova/customers_export.csv", 2, 2, "", "somenicknameemail@email.net|7491069280521|+|:somenicknameemail@email.net|#February 9 2023 at 6:37 PM GMT+2|Accepts Email Marketing=yes|Accepts SMS Marketing=nyes|Total Spent=0.00|Total Orders=0|Tax Exempt=no", named, 0},
	}
}

// Every file of contacts and of parser tests with a stated result, imported
// into a fresh book and read back from it.
func TestSharedContacts(t *testing.T) {
	pass := 0
	for _, f := range contactFiles() {
		if t.Run(filepath.Base(f.path), func(t *testing.T) { f.check(t) }) {
			pass++
		}
	}
	if t.Run("bad-missing-quote.csv", missingQuote) {
		pass++
	}
	t.Logf("%d of %d files of contacts and parser tests give what the index states", pass, len(contactFiles())+1)
}

func (f contactFile) check(t *testing.T) {
	b := newBook(t)
	s, err := Read(sharedFile(t, "imports/"+f.path), table.Options{Header: f.header})
	must(t, err)
	if f.byHand != named {
		s.SetAs(table.AsCustomers)
		s.SetTarget(f.byHand, table.Target{Field: table.DisplayName})
		if f.byHand > 0 {
			s.SetTarget(0, table.Target{})
		}
	}
	r := takeSource(t, b, s)
	parties := list[crm.Party](t, b)
	expect(t, "rows", r.Rows, f.rows)
	expect(t, "rejected", r.Rejected, 0)
	expect(t, "created", r.Created["party"], f.count)
	expect(t, "stored", len(parties), f.count)
	if f.first != "" {
		expect(t, "first", describe(t, b, parties[0]), f.first)
	}
	expect(t, "last", describe(t, b, parties[len(parties)-1]), f.last)
	again := takeSource(t, b, s)
	expect(t, "change set of the second import", again.ChangeSet, crm.ID{})
	expect(t, "skipped the second time", again.Skipped, f.rows)
}

// A quotation mark that is never closed is reported with its row.
func missingQuote(t *testing.T) {
	s := read(t, sharedFile(t, "imports/05-csv-parsers/sineemore/csv/bad-missing-quote.csv"))
	s.SetAs(table.AsCustomers)
	s.SetTarget(0, table.Target{Field: table.DisplayName})
	b := newBook(t)
	before := sequence(t, b)
	r := takeSource(t, b, s)
	expect(t, "rejected", r.Rejected, 1)
	expect(t, "code", r.Problems[0].Code, table.CodeUnterminatedQuote)
	expect(t, "row", r.Problems[0].Row, 2)
	expect(t, "history", sequence(t, b), before)
}
