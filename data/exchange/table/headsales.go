package table

import "strings"

// saleHeadings lists, per field, the headings that mean it, the surest
// first: when a file has several, the first one wins and the others stay free.
func saleHeadings() []struct {
	field Field
	keys  string
} {
	return []struct {
		field Field
		keys  string
	}{
		{DocNumber, "invoice number|invoice id|order id|order number|order name|receipt number|bill number|transaction id|sale id|document number|doc number|balance transaction id|invoice|order|number|" +
			"rechnungsnummer|bestellnummer|auftragsnummer|belegnummer|numero facture|numero de facture|numero commande|numero de commande|numero fattura|numero ordine|numero documento|n ordine|numero de factura|numero de pedido|" +
			"so hoa don|ma don hang|ma hoa don|so don hang|sifaris nomresi|qaime nomresi|faktura nomresi|sened nomresi|订单号|订单编号|发票号|发票号码|单号|销售单号|流水号"},
		{SaleDate, "invoice date|order date|sale date|created at|transaction date|date of sale|purchase date|created utc|paid date|paid at|date|datetime|date time|day|" +
			"datum|rechnungsdatum|bestelldatum|data|data fattura|data ordine|data documento|fecha|fecha factura|date facture|date commande|date de commande|" +
			"ngay|ngay hoa don|ngay ban|ngay dat hang|thoi gian|tarix|sifaris tarixi|satis tarixi|日期|订单日期|下单时间|下单日期|销售日期|开票日期|时间"},
		{SaleTime, "time|time of sale|order time|uhrzeit|ora|heure|hora|gio|saat|vaxt"},
		{DocType, "transaction type|document type|doc type|event type|reporting category|type|belegart|tipo documento|type de document|loai chung tu|sened novu|单据类型"},
		{Status, "financial status|order status|status|stato|statut|estado|trang thai|veziyyet|状态|订单状态"},
		{PartyRef, "customer id|customer number|client id|customer code|client code|account number|customer reference|buyer|buyer user id|customer user id|customer user|kundennummer|codice cliente|id cliente|numero client|code client|" +
			"ma khach hang|ma kh|musteri kodu|musteri nomresi|客户编号|客户代码|会员号|会员编号|id"},
		{PartyName, "customer name|customer|client name|client|buyer name|full name|billing name|bill to name|company name|sold to|ship name|shipping name|name|kunde|kundenname|cliente|nome cliente|ragione sociale|nom client|nom du client|nombre cliente|" +
			"khach hang|ten khach hang|ten kh|musteri|musteri adi|客户|客户名称|客户姓名|会员姓名|买家姓名"},
		{PartyGiven, "customer first name|billing first name|first name|vorname|prenom|ten|ad"},
		{PartyFamily, "customer last name|billing last name|last name|nachname|cognome|nom de famille|ho|soyad"},
		{PartyCompany, "customer company|billing company|company|firma|azienda|societe|empresa|cong ty|sirket|公司"},
		{PartyEmail, "billing email|customer email|buyer email|client email|from email address|email|email address|email cliente|电子邮件|邮箱"},
		{PartyPhone, "customer phone|billing phone|phone|phone number|mobile|telefon|telefono|so dien thoai|sdt|电话|手机|手机号"},
		{PartyGroup, "segment|customer type|customer group|customer segment|client type|kundengruppe|gruppo cliente|nhom khach hang|musteri qrupu|客户类型|客户分组|会员等级"},
		{ProductSKU, "stock code|sku|product id|product code|item code|item sku|line item sku|product sku|article number|item number|artikelnummer|codice articolo|codice prodotto|reference|ref article|codigo producto|" +
			"ma san pham|ma hang|mehsul kodu|商品编号|商品编码|产品编号|货号"},
		{ProductName, "product name|line item name|item name|item|product|article|description|product description|item description|product title|artikel|bezeichnung|prodotto|articolo|descrizione|produit|designation|producto|descripcion|" +
			"ten san pham|san pham|ten hang|mat hang|mehsul|mehsul adi|mal adi|商品名称|产品名称|商品|产品|品名"},
		{Category, "category|product category|product line|department|kategorie|categoria|categorie|danh muc|nhom hang|loai hang|kateqoriya|类别|分类|商品分类|品类"},
		{Subcategory, "subcategory|product subcategory|unterkategorie|sottocategoria|sous categorie|phan loai|alt kateqoriya|子类别|二级分类"},
		{Quantity, "quantity|line item quantity|qty sold|units|units sold|quantity sold|item quantity|number of items|menge|anzahl|stuck|quantita|qta|quantite|qte|cantidad|so luong|sl|miqdar|say|数量|销售数量"},
		{UnitPrice, "unit price|line item price|item price|price|price each|price per unit|sale price|einzelpreis|preis|stuckpreis|prezzo unitario|prezzo|prix unitaire|prix|precio unitario|precio|don gia|gia|gia ban|qiymet|vahid qiymeti|单价|价格|售价"},
		{LineNet, "net sales|line total|line net|item total|line amount|net amount|extended price|sales|sale amount|sales amount|revenue|amount|line revenue|betrag|umsatz|nettobetrag|summe|importo|totale riga|imponibile|montant|montant ht|importe|" +
			"thanh tien|doanh thu|so tien|mebleg|cem mebleg|金额|销售额|小计"},
		{Discount, "discount|line item discount|discount amount|discounts|item discount|rabatt|sconto|remise|descuento|giam gia|chiet khau|endirim|折扣|优惠"},
		{DiscountRate, "discount rate|discount percent|discount percentage|sconto percentuale"},
		{UnitCost, "unit cost|cost price|cost per unit|cost per item|einkaufspreis|costo unitario|prix achat|gia von|maya deyeri|成本价|单位成本"},
		{LineCost, "cost of goods sold|cogs|line cost|total cost|cost|kosten|costo|cout|tong gia von|成本"},
		{Profit, "profit|gross profit|gross income|margin|gewinn|utile|profitto|benefice|loi nhuan|menfeet|利润|毛利"},
		{OrderNet, "order net|adjusted net order amount|subtotal|order subtotal|net total"},
		{OrderTotal, "order total|total|grand total|gross|order value|total amount|total price|amount paid|gesamt|gesamtbetrag|totale|totale ordine|totale fattura|total ttc|total general|tong tien|tong cong|yekun|umumi mebleg|总金额|总价|订单金额|合计"},
		{OrderDiscount, "discount total|order discount|cart discount|total discount"},
		{Shipping, "shipping|shipping total|order shipping|shipping cost|freight|versandkosten|spedizione|frais de port|phi van chuyen|catdirilma|运费"},
		{Tax, "tax|taxes|tax total|sales tax|order sales tax|vat|mwst|iva|tva|thue|edv|税额"},
		{Refunded, "refunded amount|refunded|refund amount|amount refunded"},
		{Currency, "currency|order currency|currency code|wahrung|valuta|devise|moneda|tien te|loai tien|valyuta|币种|货币"},
		{Street, "billing address 1|billing street|ship address 1|street 1|shipping address 1|ship address|street|address"},
		{City, "city|ship city|billing city|shipping city|stadt|ort|citta|ville|ciudad|thanh pho|seher|城市"},
		{Region, "state|state province|ship state|billing state|billing province|ship region|shipping province|province|region|bundesland|provincia|regione|tinh|vung|rayon|省|省份|地区"},
		{PostalCode, "zip|ship zip|billing zip|shipping zip|plz|cap|code postal|codigo postal|codigo zip|ma buu chinh|poct indeksi|邮编|邮政编码"},
		{Country, "country|ship country|billing country|shipping country|land|paese|nazione|pays|pais|quoc gia|nuoc|olke|国家"},
		{Channel, "channel|sales channel|source|order type|kanal|canale|canal|kenh ban|kenh|渠道|销售渠道"},
		{Site, "place of sale|point of sale|site|store|store name|store location|shop|shop name|branch|outlet|location|location name|pos location|filiale|punto vendita|negozio|sede|magasin|point de vente|tienda|sucursal|" +
			"noi ban|cua hang|chi nhanh|dia diem|satis yeri|magaza|filial|mekan|销售地点|门店|店铺|分店|地点"},
		{PaymentMethod, "payment method|payment|payment type|tender|zahlungsart|metodo di pagamento|pagamento|mode de paiement|forma de pago|phuong thuc thanh toan|thanh toan|odenis usulu|odenis|支付方式|付款方式"},
		{SaleNote, "notes|note|customer note|memo|comment|comments|order notes|remarks|bemerkung|nota|remarque|ghi chu|qeyd|备注"},
	}
}

// recogniseSales maps the columns of sales. Headings of staff (Employee,
// Cashier, Salesperson) are in no list: staff must not become customers.
func recogniseSales(keys []string) []Target {
	cols := make([]Target, len(keys))
	lineItems := 0
	for i, k := range keys {
		if n, ok := strings.CutPrefix(k, "line item "); ok && digits(n) > 0 {
			lineItems++
			cols[i] = Target{Field: LineItem, Slot: digits(n)}
		}
	}
	hasLines := lineItems > 0 || indexOf(keys, "line item name") >= 0
	for _, h := range saleHeadings() {
		for _, k := range strings.Split(h.keys, "|") {
			i := freeColumn(keys, cols, k)
			if i < 0 || k == "id" && !hasAny(keys, "date") {
				continue
			}
			cols[i] = Target{Field: h.field}
			break
		}
	}
	// In Shopify's orders "Name" is the number of the order and "Discount
	// Amount" that of the order.
	if i := indexOf(keys, "name"); i >= 0 && hasLines && targetAt(cols, DocNumber) != i {
		if j := targetAt(cols, DocNumber); j >= 0 {
			cols[j] = Target{}
		}
		cols[i] = Target{Field: DocNumber}
	}
	if i := indexOf(keys, "discount amount"); i >= 0 && hasLines && (cols[i].Field == Discount || cols[i].Field == "") {
		cols[i] = Target{Field: OrderDiscount}
	}
	return cols
}

func hasAny(keys []string, wanted ...string) bool {
	for _, w := range wanted {
		if indexOf(keys, w) >= 0 {
			return true
		}
	}
	return false
}

func indexOf(keys []string, key string) int {
	for i, k := range keys {
		if k == key {
			return i
		}
	}
	return -1
}

func freeColumn(keys []string, cols []Target, key string) int {
	for i, k := range keys {
		if k == key && cols[i].Field == "" {
			return i
		}
	}
	return -1
}

func targetAt(cols []Target, f Field) int {
	for i, t := range cols {
		if t.Field == f {
			return i
		}
	}
	return -1
}
