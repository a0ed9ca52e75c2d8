package table

import (
	"strings"
	"testing"
	"time"

	"regulars/data/crm"
)

// salesOf reads a table as sales with no problem of the file itself but those allowed.
func salesOf(t testing.TB, tb *Table, env Env, allowed ...string) (m Mapping, rows []SaleRow) {
	t.Helper()
	s := tb.Sniff()
	m = s.Recognise()
	if m.As != AsSales {
		t.Fatalf("%s taken for %q", tb.Name, m.As)
	}
	p, problems := tb.Plan(s, m, env)
	for _, pr := range problems {
		if !pr.Warning() && !strings.Contains(strings.Join(allowed, " "), pr.Code) {
			t.Fatalf("%v", &pr)
		}
	}
	for r, err := range p.Sales() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return m, rows
}

// totals sums rows as an importer would.
type totals struct {
	lines, docs, credits, parties, products, walkIn, skipped, refused int
	net, knownNet, fine, profit                                       int64
}

func totalsOf(t testing.TB, rows []SaleRow, exp int) (sum totals) {
	t.Helper()
	docs, parties, products := map[string]crm.DocType{}, map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		switch {
		case r.Skip != "":
			sum.skipped++
			continue
		case len(r.Problems) > 0:
			sum.refused++
			continue
		}
		sum.lines++
		docs[r.Number] = r.DocType
		_, _, net, err := r.Amounts(exp)
		_, _, fine, err2 := r.Amounts(4)
		if err != nil || err2 != nil {
			t.Fatalf("row %d: %v %v", r.Row, err, err2)
		}
		sum.net, sum.fine, sum.profit = sum.net+int64(net), sum.fine+int64(fine), sum.profit+int64(r.Profit.Price)
		if r.SKU != "" {
			products[r.SKU] = true
		}
		if r.Buyer.IsZero() {
			sum.walkIn++
			continue
		}
		sum.knownNet += int64(net)
		key := r.Buyer.Ref
		if key == "" {
			key = strings.ToLower(r.Buyer.Email)
		}
		if key == "" {
			key = r.Buyer.Name
		}
		parties[key] = true
	}
	for _, d := range docs {
		if d == crm.CreditNote {
			sum.credits++
		}
	}
	sum.docs, sum.parties, sum.products = len(docs), len(parties), len(products)
	return sum
}

func TestShared_OnlineRetail541k(t *testing.T) {
	_, rows := salesOf(t, openShared(t, online541k), Env{Currency: "GBP"})
	got := totalsOf(t, rows, 2)
	want := totals{lines: 541909, docs: 25900, credits: 3836, parties: 4372, products: 4070, walkIn: 135080, net: 974774793, knownNet: 830006581, fine: 97477479340}
	expect(t, "totals", got, want)
}

func TestShared_OnlineRetailDay(t *testing.T) {
	_, rows := salesOf(t, openShared(t, imports+"04-orders/online-retail/2010-12-01.csv"), Env{Currency: "GBP"})
	got := totalsOf(t, rows, 2)
	negative, free := 0, 0
	for _, r := range rows {
		if r.Quantity < 0 {
			negative++
		}
		if r.UnitPrice.Price == 0 {
			free++
		}
	}
	expect(t, "lines", got.lines, 3108)
	expect(t, "invoices", got.docs, 143)
	expect(t, "cancellations", got.credits, 6)
	expect(t, "customers", got.parties, 98)
	expect(t, "lines without customer", got.walkIn, 1140)
	expect(t, "negative", negative, 27)
	expect(t, "free", free, 10)
	expect(t, "sum", got.net, 5863556)
	expect(t, "customer number", rows[0].Buyer.Ref, "17850") // stored as 17850.0
	expect(t, "first", rows[0].Date.String()+" "+rows[0].Time.String()+" "+rows[0].Country, "2010-12-01 08:26 GB")
}

func TestShared_Superstore(t *testing.T) {
	tb := openShared(t, imports+"04-orders/superstore/superstore_mdy4_first8000.csv")
	expect(t, "order", tb.Sniff().DateOrder, MDY)
	_, rows := salesOf(t, tb, Env{Currency: "USD"})
	got := totalsOf(t, rows, 2)
	expect(t, "lines", got.lines, 8000)
	expect(t, "orders", got.docs, 3962)
	expect(t, "customers", got.parties, 784)
	expect(t, "sales", got.fine, 18385876724) // 1,838,587.67
	expect(t, "sales, each line rounded", got.net, 183858760)
	expect(t, "profit", got.profit, 2250738626) // 225,073.86
	noZip, short := 0, 0
	for _, r := range rows {
		if r.PostalCode == "" {
			noZip++
		} else if len(r.PostalCode) == 4 {
			short++
		}
	}
	expect(t, "blank postal codes", noZip, 2)
	expect(t, "postal codes kept as they are", short, 337)
	expect(t, "first", rows[0].Date.String()+" "+rows[0].Buyer.Name+" "+rows[0].Buyer.Group+" "+rows[0].Subcategory, "2018-11-08 Claire Gute Consumer Bookcases")
	expect(t, "discount", rows[3].DiscountRate, 4500)
}

func TestShared_Northwind(t *testing.T) {
	m, rows := salesOf(t, openShared(t, imports+"04-orders/northwind/order-details.csv"), Env{Currency: "USD"}, CodeColumnMissing)
	got := totalsOf(t, rows, 2)
	expect(t, "missing", len(m.Missing) == 1 && m.Missing[0] == SaleDate, true)
	expect(t, "lines", got.lines, 2155)
	expect(t, "orders", got.docs, 830)
	expect(t, "net", got.fine, 12657930395) // 1,265,793.04

	m, rows = salesOf(t, openShared(t, imports+"04-orders/northwind/orders.csv"), Env{Currency: "USD"}, CodeColumnMissing)
	got = totalsOf(t, rows, 2)
	expect(t, "prices are in the other file", m.Missing[0], UnitPrice)
	expect(t, "orders", len(rows), 830)
	expect(t, "refused, not shifted", got.refused, 176)
	expect(t, "first day", rows[0].Date.String()+rows[0].Time.String(), "1996-07-04") // midnight means nothing

	cs := customersOf(t, "04-orders/northwind/customers.csv")
	refused := 0
	for _, c := range cs {
		if len(c.Problems) > 0 {
			expect(t, "code", c.Problems[0].Code, CodeRowTooLong)
			refused++
		}
	}
	expect(t, "customers", len(cs), 91)
	expect(t, "refused, not shifted", refused, 24)
	expect(t, "NULL is empty", addressText(cs[0].Party.Addresses[0]), "|Obere Str. 57|Berlin||12209|DE")
}

func TestShared_Shopify(t *testing.T) {
	_, rows := salesOf(t, openShared(t, imports+"04-orders/shopify-embedded/shopify_orders_79col_multiline.csv"), Env{Currency: "USD"})
	expect(t, "lines", len(rows), 2)
	a, b := rows[0], rows[1]
	expect(t, "order", a.Number+" "+b.Number, "1001 1001")
	expect(t, "first line", a.SKU+" "+a.Quantity.String()+" "+a.UnitPrice.Price.String(), "TEE-BLK-S 2 9.99")
	expect(t, "second line", b.SKU+" "+b.Quantity.String()+" "+b.UnitPrice.Price.String(), "MUG 1 10")
	expect(t, "order level", a.OrderNet.Price.String()+" "+a.Shipping.Price.String()+" "+a.OrderTotal.Price.String(), "29.98 5 34.98")
	expect(t, "continues", b.Continues && b.Buyer == a.Buyer && b.Date == a.Date && !b.OrderTotal.Set, true)
	expect(t, "when", a.Date.String()+" "+a.Time.String(), "2024-05-01 09:58")
	expect(t, "who", a.Buyer.Name+" "+a.Buyer.Email, "Ann Example ann@example.com")
	expect(t, "status", a.Status, crm.Paid)
	expect(t, "net", totalsOf(t, rows, 2).net, 2998)

	_, rows = salesOf(t, openShared(t, imports+"04-orders/ltv-cohort-kit/samples/shopify_orders_sample.csv"), Env{Currency: "USD"})
	got, refunds := totalsOf(t, rows, 2), crm.Amount(0)
	for _, r := range rows {
		refunds += r.Refunded.Amount(2)
	}
	expect(t, "sample", [4]int{got.lines, got.docs, got.parties, int(got.net)}, [4]int{249, 127, 57, 1506300})
	expect(t, "refunds", refunds, 42375)

	_, rows = salesOf(t, openShared(t, imports+"04-orders/ltv-cohort-kit/tests/fixtures/shopify_orders.csv"), Env{Currency: "USD"})
	got = totalsOf(t, rows, 2)
	expect(t, "fixture", [6]int{got.lines, got.docs, got.parties, got.walkIn, int(got.net - got.knownNet), int(got.knownNet)}, [6]int{9, 8, 4, 1, 2500, 97000})
}

func TestShared_Square(t *testing.T) {
	m, rows := salesOf(t, openShared(t, imports+"04-orders/square-embedded/square_items_salon.csv"), Env{Currency: "USD"})
	got := totalsOf(t, rows, 2)
	expect(t, "staff are no customers", [4]int{got.lines, got.parties, got.walkIn, int(got.net)}, [4]int{4, 0, 4, 11200})
	expect(t, "employee is left out", m.Columns[len(m.Columns)-1], Target{})
}

func TestShared_Etsy(t *testing.T) {
	_, items := salesOf(t, openShared(t, imports+"04-orders/etsy-embedded/etsy_items_us.csv"), Env{Currency: "USD"})
	_, orders := salesOf(t, openShared(t, imports+"04-orders/etsy-embedded/etsy_orders_us.csv"), Env{Currency: "USD"})
	expect(t, "items", len(items), 3)
	expect(t, "join", items[0].Number+items[2].Number, orders[0].Number+orders[1].Number)
	expect(t, "buyer", items[0].Buyer.Ref+items[0].Buyer.Name, orders[0].Buyer.Ref+orders[0].Buyer.Name)
	expect(t, "pipe", items[0].Product, "Sunset Fox | Greeting Card")
	expect(t, "date", items[0].Date.String(), "2025-08-14")
	expect(t, "nets", orders[0].OrderNet.Price.String()+" "+orders[1].OrderNet.Price.String(), "16.3 8.25")
}

func TestShared_WooCommerce(t *testing.T) {
	_, rows := salesOf(t, openShared(t, imports+"04-orders/woocommerce/Sample_Order.csv"), Env{Currency: "EUR"})
	text := ""
	for _, r := range rows {
		total := "-"
		if r.OrderTotal.Set {
			total = r.OrderTotal.Price.String()
		}
		text += r.Number + " " + r.Buyer.Name + " " + total + "\n"
	}
	expect(t, "lines", text, "1001 Lilly Gordon 22.42\n1002 John Edward 33.04\n1003 Mark Xa 58.98\n1003 Mark Xa -\n1003 Mark Xa -\n")
	expect(t, "guest", rows[1].Buyer.Ref+rows[1].Buyer.Email, "john@example.com")
	expect(t, "first", rows[0].Date.String()+" "+rows[0].SKU+" "+rows[0].LineNet.Price.String()+" "+rows[0].Currency, "2018-05-16 A12 8 USD")
}

func TestShared_MoneyServices(t *testing.T) {
	count := func(path string) totals {
		_, rows := salesOf(t, openShared(t, imports+"04-orders/"+path), Env{Currency: "EUR"})
		kept := rows[:0]
		for _, r := range rows {
			if r.Status != crm.Draft {
				kept = append(kept, r)
			}
		}
		return totalsOf(t, kept, 2)
	}
	paypal := count("paypal-embedded/paypal_en_us.csv")
	expect(t, "PayPal", [3]int{paypal.lines, paypal.skipped, int(paypal.net)}, [3]int{1, 2, 125000})
	qbo := count("quickbooks-embedded/qbo_sales_iso.csv")
	expect(t, "QuickBooks", [2]int{qbo.lines, qbo.skipped}, [2]int{2, 2})
}

func TestShared_SemicolonDecimalCommas(t *testing.T) {
	_, rows := salesOf(t, openShared(t, imports+"04-orders/plotly/global_super_store_orders.tsv"), Env{Currency: "USD"})
	expect(t, "sales", rows[0].LineNet.Price.String(), "45.06")
	expect(t, "postal code", rows[1].PostalCode, "27217") // stored as 27217.0
}

func TestSales_RowProblems(t *testing.T) {
	text := "Order ID,Date,Item,Quantity,Unit Price,Currency\n" +
		"1,2026-01-02,Tea,2,1.50,EUR\n" +
		"2,,Tea,2,1.50,EUR\n" +
		"3,tomorrow,Tea,2,1.50,EUR\n" +
		"4,2026-01-02,Tea,two,1.50,EUR\n" +
		"5,2026-01-02,Tea,2,,EUR\n" +
		"6,2026-01-02,Tea,2,1e3,EUR\n" +
		"7,2026-01-02,Tea,2,1.50,shells\n" +
		"8,2026-01-02,Tea,2,99999999999999999999,EUR\n" +
		"9,2026-01-02,Tea,2,0,EUR\n" +
		"10,2026-01-02,Tea,2,1.50,EUR,x\n"
	_, rows := salesOf(t, read(t, text, Options{}), Env{})
	got := ""
	for _, r := range rows {
		for _, p := range r.Problems {
			got += p.Error() + "\n"
		}
	}
	expect(t, "problems", got, `file.csv row 3 column "Date": field missing
file.csv row 4 column "Date": bad date (tomorrow)
file.csv row 5 column "Quantity": bad number (two)
file.csv row 6 column "Unit Price": price missing (Tea)
file.csv row 7 column "Unit Price": bad number (1e3)
file.csv row 8 column "Currency": bad currency (shells)
file.csv row 9 column "Unit Price": number too large (99999999999999999999)
file.csv row 11: row too long (7)
`)
}

func TestSaleRow_Amounts(t *testing.T) {
	m := func(p crm.Price) Money { return Money{p, true} }
	tests := []struct {
		name          string
		row           SaleRow
		price         crm.Price
		discount, net crm.Amount
	}{
		{"price", SaleRow{Quantity: 30000, UnitPrice: m(25500)}, 25500, 0, 765},
		{"discount in money", SaleRow{Quantity: 30000, UnitPrice: m(25500), Discount: m(6500)}, 25500, 65, 700},
		{"discount written as negative", SaleRow{Quantity: 30000, UnitPrice: m(25500), Discount: m(-6500)}, 25500, 65, 700},
		{"discount in per cent", SaleRow{Quantity: 20000, UnitPrice: m(100000), DiscountRate: 1500}, 100000, 300, 1700},
		{"net", SaleRow{Quantity: 40000, LineNet: m(100000)}, 25000, 0, 1000},
		{"net after discount", SaleRow{Quantity: 20000, LineNet: m(170000), DiscountRate: 1500}, 100000, 300, 1700},
		{"return", SaleRow{Quantity: -10000, UnitPrice: m(25500)}, 25500, 0, -255},
		{"whole order", SaleRow{Quantity: 10000, OrderTotal: m(125000)}, 125000, 0, 1250},
		{"half a cent to even", SaleRow{Quantity: 10000, UnitPrice: m(1250)}, 1250, 0, 12},
	}
	for _, tt := range tests {
		price, discount, net, err := tt.row.Amounts(2)
		if err != nil || price != tt.price || discount != tt.discount || net != tt.net {
			t.Errorf("%s: %v %v %v %v, want %v %v %v", tt.name, price, discount, net, err, tt.price, tt.discount, tt.net)
		}
	}
	cost := func(r SaleRow, net crm.Amount) string {
		c, known := r.CostOfUnit(net, 2)
		if !known {
			return "unknown"
		}
		return c.String()
	}
	expect(t, "no cost is not zero", cost(SaleRow{Quantity: 10000}, 500), "unknown")
	expect(t, "unit cost", cost(SaleRow{Quantity: 20000, UnitCost: m(15000)}, 500), "1.5")
	expect(t, "line cost", cost(SaleRow{Quantity: 20000, LineCost: m(30000)}, 500), "1.5")
	expect(t, "profit", cost(SaleRow{Quantity: 20000, Profit: m(20000)}, 500), "1.5")
}

func TestSales_UTCTimesShowOnTheShopsClock(t *testing.T) {
	tb := read(t, "order id,date,total\n1,2026-03-01T20:00:00Z,5.00\n2,2026-03-01T21:00:00+07:00,5.00\n", Options{})
	_, rows := salesOf(t, tb, Env{Location: time.FixedZone("", 7*3600)})
	expect(t, "UTC", rows[0].Date.String()+" "+rows[0].Time.String(), "2026-03-02 03:00")
	expect(t, "own offset", rows[1].Date.String()+" "+rows[1].Time.String(), "2026-03-01 21:00")
}

func TestSales_LinesUnderOneNumber(t *testing.T) {
	text := "Invoice No,Date,Customer,Item,Qty,Price\nA1,2026-01-02,Ann,Tea,1,2.00\n,,,Jam,2,3.00\nA2,2026-01-03,,Tea,1,2.00\nA2,2026-01-03,Bob,Jam,1,3.00\n"
	_, rows := salesOf(t, read(t, text, Options{}), Env{})
	got := ""
	for _, r := range rows {
		got += r.Number + ":" + r.Buyer.Name + ":" + r.Product + ":" + r.Date.String() + " "
	}
	// A row with its own date is complete: without a customer it is a walk-in sale.
	expect(t, "rows", got, "A1:Ann:Tea:2026-01-02 A1:Ann:Jam:2026-01-02 A2::Tea:2026-01-03 A2:Bob:Jam:2026-01-03 ")
}

func TestSales_DollarsOfTheShopsOwnCountry(t *testing.T) {
	for _, tt := range []struct{ cell, base, want string }{
		{"$5.00", "AUD", "AUD"}, {"$5.00", "EUR", "USD"}, {"US$5.00", "AUD", "USD"}, {"¥5", "CNY", "CNY"}, {"¥5", "EUR", "JPY"}, {"5.00", "VND", "VND"}, {"5 kr", "DKK", "DKK"},
	} {
		_, rows := salesOf(t, read(t, "order id,date,total\n1,2026-03-01,"+tt.cell+"\n", Options{}), Env{Currency: tt.base})
		expect(t, tt.cell+" in "+tt.base, rows[0].Currency, tt.want)
	}
}
