package table

import (
	"slices"
	"strconv"
	"strings"
)

// heading is a list of headings with one meaning.
type heading struct {
	field Field
	typ   string
	keys  string // folded by headKey, separated by |, the surest first
}

// customerHeadings lists headings that mean something as a whole; those of
// contact points and addresses in English and with types are read word by
// word instead (contactHead).
func customerHeadings() []heading {
	return []heading{
		{DisplayName, "", "display name|full name|name|contact name|customer name|client name|member name|contact|person|anzeigename|vollstandiger name|kundenname|kunde|nome completo|nominativo|nome cliente|cliente|nom complet|nom du client|nombre completo|nombre cliente|" +
			"ho va ten|ho ten|ten khach hang|ten kh|khach hang|ad soyad|adi soyadi|tam ad|musteri adi|musteri|姓名|客户姓名|客户名称|联系人|联系人姓名|会员姓名|名称"},
		{Given, "", "first name|given name|vorname|prenom|nome|nombre|ten|ad|adi|名|名字"},
		{Middle, "", "middle name|additional name|second name|zweiter vorname|secondo nome|deuxieme prenom|segundo nombre|ten dem|ten lot|ata adi"},
		{Family, "", "last name|family name|nachname|familienname|cognome|nom de famille|nom|apellidos|apellido|ho|soyad|soyadi|姓|姓氏"},
		{Prefix, "", "name prefix|prefix|salutation|honorific prefix|title of courtesy|anrede|titolo|civilite|tratamiento|danh xung|muraciet|称谓"},
		{Suffix, "", "name suffix|suffix|honorific suffix|namenszusatz|suffisso"},
		{Nickname, "", "nickname|screen name|alias|spitzname|soprannome|surnom|apodo|biet danh|leqeb|昵称"},
		{Phonetic, "", "yomi name|phonetic name|furigana|kana|phonetic last name|拼音"},
		{Company, "", "company|company name|companyname|organization name|organization 1 name|organization|default address company|business name|account name|employer|billing company|firma|firmenname|unternehmen|azienda|ragione sociale|societa|" +
			"societe|entreprise|empresa|compania|cong ty|ten cong ty|sirket|muessise|公司|公司名称|单位|单位名称"},
		{JobTitle, "", "job title|organization 1 title|organization title|contact title|position|role|jobtitle|berufsbezeichnung|funktion|qualifica|ruolo|professione|fonction|poste|cargo|puesto|chuc vu|chuc danh|vezife|职位|职务"},
		{BirthDate, "", "birthday|birth date|birthdate|date of birth|dob|born|geburtstag|geburtsdatum|data di nascita|compleanno|date de naissance|fecha de nacimiento|cumpleanos|ngay sinh|sinh nhat|dogum tarixi|dogum gunu|生日|出生日期"},
		{BirthYear, "", "birth year"}, {BirthMonth, "", "birth month"}, {BirthDay, "", "birth day"},
		{Note, "", "notes|note|comments|comment|background|remarks|memo|bemerkung|bemerkungen|notizen|notiz|osservazioni|remarques|commentaire|notas|observaciones|ghi chu|qeyd|qeydler|备注|说明"},
		{Tags, "", "tags|tag|categories|category|group membership|groups|kategorien|etichette|etichetta|etiquettes|etiquetas|the|nhan|etiketler|标签"},
		{Labels, "", "labels"},
		{Group, "", "customer group|customer type|segment|customer segment|client type|kundengruppe|gruppo cliente|gruppo clienti|nhom khach hang|musteri qrupu|客户类型|客户分组|会员等级"},
		{Language, "", "language|preferred language|sprache|lingua|langue|idioma|ngon ngu|dil|语言"},
		{Industry, "", "industry|companyindustry|company industry|branche|settore|secteur|sector|nganh nghe|sahe|行业"},
		{TaxID, "", "tax id|tax number|vat number|vat id|partita iva|p iva|codice fiscale|ust idnr|ust id|steuernummer|siret|nif|cif|ma so thue|mst|voen|税号"},
		{ExternalID, "", "customer id|contact id|client id|record id|id|customer number|client number|customer code|member id|member number|external id|kundennummer|codice cliente|numero client|code client|codigo cliente|ma khach hang|ma kh|musteri kodu|客户编号|会员号|会员编号|account number"},
		{ReferredBy, "", "referred by|referrer|recommended by|introduced by|brought by|empfohlen von|geworben von|segnalato da|presentato da|consigliato da|recommande par|parrain|recomendado por|referido por|" +
			"nguoi gioi thieu|gioi thieu boi|tovsiye eden|推荐人|介绍人"},
		{Email, "", "emailadresse|posta elettronica|indirizzo email|courriel|adresse email|correo electronico|correo|thu dien tu|dia chi email|elektron poct|e poct|poct|电子邮件|电子邮箱|邮箱|邮件"},
		{Phone, "", "telefon|telefonnummer|telefono|numero di telefono|numero de phone|numero telefono|dien thoai|so dien thoai|sdt|so dt|telefon nomresi|elaqe nomresi|电话|电话号码|联系电话|phone|phones|contact number"},
		{Phone, "mobile", "handy|mobiltelefon|mobilnummer|mobil|cellulare|numero cellulare|portable|movil|celular|di dong|so di dong|mobil nomre|手机|手机号|手机号码|移动电话"},
		{AddressStreet, "", "strasse|anschrift|adresse|indirizzo|via|rue|direccion|calle|dia chi|unvan|kuce|地址|街道|详细地址|联系地址"},
		{AddressCity, "", "stadt|ort|citta|comune|ville|ciudad|localidad|poblacion|thanh pho|seher|城市|companycity"},
		{AddressRegion, "", "bundesland|provincia|regione|departement|tinh|tinh thanh|tinh thanh pho|quan huyen|rayon|省|省份|companystate"},
		{AddressPostalCode, "", "plz|postleitzahl|cap|code postal|codigo postal|codigo zip|ma buu chinh|ma buu dien|poct indeksi|indeks|邮编|邮政编码"},
		{AddressCountry, "", "land|paese|nazione|pays|pais|quoc gia|olke|国家|companycountry"},
		{URL, "", "webseite|sito web|sito|site web|sitio web|trang web|veb sayt|网站|网址"},
	}
}

// slots hands out one number per group of columns, in the order they come.
type slots map[string]int

func (s slots) of(kind, group string) int {
	if n := s[kind+"\x00"+group]; n > 0 {
		return n
	}
	s[kind]++
	s[kind+"\x00"+group] = s[kind]
	return s[kind]
}

// recogniseCustomers maps the columns of customers; what no list knows
// becomes a custom field under its own heading.
func recogniseCustomers(header, keys []string, sample [][]string) []Target {
	cols, groups := make([]Target, len(keys)), slots{}
	for i, k := range keys {
		cols[i] = contactHead(k, groups)
	}
	for _, h := range customerHeadings() {
		for _, k := range strings.Split(h.keys, "|") {
			for i := freeColumn(keys, cols, k); i >= 0; i = freeColumn(keys, cols, k) {
				if !h.field.Repeats() && targetAt(cols, h.field) >= 0 {
					break
				}
				cols[i] = Target{Field: h.field, Type: h.typ, Slot: groups.slotFor(h, i)}
			}
		}
	}
	settleTitle(keys, cols, sample)
	settleNames(keys, cols)
	nameCustom(header, keys, cols)
	return cols
}

// slotFor numbers a column of a listed heading. The parts of the untyped
// address share a slot.
func (s slots) slotFor(h heading, column int) int {
	switch kind := kindOf(h.field); kind {
	case "":
		return 0
	case "address":
		return s.of(kind, "/")
	default:
		return s.of(kind, "listed "+strconv.Itoa(column))
	}
}

func kindOf(f Field) string {
	switch f {
	case Email, EmailType:
		return "email"
	case Phone, PhoneType:
		return "phone"
	case URL, URLType:
		return "url"
	case Messenger:
		return "messenger"
	case AddressType, AddressFull, AddressStreet, AddressExtra, AddressBox, AddressCity, AddressRegion, AddressPostalCode, AddressCountry:
		return "address"
	}
	return ""
}

// settleTitle decides what "Title" is: Mr and Mrs, or the job.
func settleTitle(keys []string, cols []Target, sample [][]string) {
	i := indexOf(keys, "title")
	if i < 0 || cols[i].Field != "" {
		return
	}
	field := JobTitle
	if targetAt(cols, JobTitle) >= 0 {
		field = Prefix
	}
	for _, row := range sample {
		if i < len(row) && honorific(row[i]) {
			field = Prefix
		}
	}
	if targetAt(cols, field) < 0 {
		cols[i] = Target{Field: field}
	}
}

func honorific(s string) bool {
	switch strings.TrimRight(fold(strings.TrimSpace(s)), ".") {
	case "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "sig", "sig.ra", "dott", "m", "mme", "mlle", "sr", "sra", "ong", "ba", "anh", "chi", "cenab", "xanim", "先生", "女士", "小姐":
		return true
	}
	return false
}

// settleNames repairs headings that mean the whole name or a part of it
// depending on their neighbours: Name + Surname, Nome without Cognome.
func settleNames(keys []string, cols []Target) {
	given, family, display := targetAt(cols, Given), targetAt(cols, Family), targetAt(cols, DisplayName)
	if display >= 0 && family >= 0 && given < 0 && keys[display] == "name" {
		cols[display].Field = Given
		return
	}
	short := func(i int, words ...string) bool { return i >= 0 && slices.Contains(words, keys[i]) }
	if display < 0 && family < 0 && short(given, "nome", "nombre", "ten", "ad", "adi", "名", "名字") {
		cols[given].Field = DisplayName
	}
	if display < 0 && given < 0 && short(family, "nom", "ho") {
		cols[family].Field = DisplayName
	}
}

// nameCustom keeps the other columns under their headings, made distinct.
func nameCustom(header, keys []string, cols []Target) {
	used := map[string]int{}
	for i := range cols {
		if cols[i].Field != "" || keys[i] == headKey(ProblemColumn) {
			continue
		}
		label := strings.ReplaceAll(header[i], "/", "-") // a slash separates the parts of a saved target
		if label == "" {
			label = columnLetters(i)
		}
		if used[label]++; used[label] > 1 {
			label += " " + strconv.Itoa(used[label])
		}
		cols[i] = Target{Field: Custom, Type: label}
	}
}

// columnLetters names a column as spreadsheets do: A, Z, AA.
func columnLetters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}
