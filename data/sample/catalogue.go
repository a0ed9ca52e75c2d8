package sample

import (
	"slices"
	"strconv"

	"regulars/data/crm"
)

// ware is one line of the price list: pence a unit; cost 0 is not known.
type ware struct {
	sku, name, group, origin string
	price, cost              int
	service                  bool
}

// The groups of products, each a category under its parent.
var groups = [][2]string{
	{"Coffee", ""}, {"Tea", ""}, {"Things", ""}, {"Counter", ""},
	{"Espresso beans", "Coffee"}, {"Filter beans", "Coffee"},
	{"Black tea", "Tea"}, {"Green and white tea", "Tea"}, {"Herbs and fruit", "Tea"},
	{"Brewing", "Things"}, {"Gifts", "Things"},
	{"Drinks", "Counter"}, {"Cakes", "Counter"}, {"Tastings", ""},
}

var wares = []ware{
	{"ESP-01", "Lantern Espresso 250 g", "Espresso beans", "Brazil, India", 890, 385, false},
	{"ESP-02", "Lantern Espresso 1 kg", "Espresso beans", "Brazil, India", 2950, 1420, false},
	{"ESP-03", "Night Watch Dark 250 g", "Espresso beans", "Sumatra", 920, 410, false},
	{"ESP-04", "Quiet Hour Decaf 250 g", "Espresso beans", "Colombia", 960, 455, false},
	{"ESP-05", "House Blend 1 kg, for cafés", "Espresso beans", "Brazil, Honduras", 2350, 1290, false},
	{"FIL-01", "Yirga Morning 250 g", "Filter beans", "Ethiopia", 1090, 520, false},
	{"FIL-02", "Finca Alta 250 g", "Filter beans", "Guatemala", 1040, 490, false},
	{"FIL-03", "Lake Kivu 250 g", "Filter beans", "Rwanda", 1060, 505, false},
	{"FIL-04", "Office Filter 1 kg", "Filter beans", "Peru", 2490, 1310, false},
	{"BLK-01", "First Bell Breakfast 100 g", "Black tea", "Assam", 620, 190, false},
	{"BLK-02", "Bergamot Grey 100 g", "Black tea", "Ceylon", 680, 215, false},
	{"BLK-03", "Darjeeling Spring 50 g", "Black tea", "Darjeeling", 890, 340, false},
	{"BLK-04", "Smoked Pine 100 g", "Black tea", "Fujian", 780, 260, false},
	{"GRN-01", "Sencha 100 g", "Green and white tea", "Shizuoka", 990, 400, false},
	{"GRN-02", "Trà sen, lotus tea 50 g", "Green and white tea", "Hà Nội", 1150, 520, false},
	{"GRN-03", "White Peony 50 g", "Green and white tea", "福鼎", 1090, 480, false},
	{"GRN-04", "Jasmine Pearls 50 g", "Green and white tea", "福州", 1190, 530, false},
	{"HRB-01", "Mint and Fennel 60 g", "Herbs and fruit", "Kent", 560, 150, false},
	{"HRB-02", "Orchard Fruit 100 g", "Herbs and fruit", "Kent", 590, 170, false},
	{"HRB-03", "Thyme Tea, Lənkəran 60 g", "Herbs and fruit", "Azerbaijan", 640, 210, false},
	{"BRW-01", "Paper filters, 100", "Brewing", "", 450, 160, false},
	{"BRW-02", "Moka pot, three cups", "Brewing", "Italy", 3200, 1750, false},
	{"BRW-03", "Hand grinder", "Brewing", "", 5900, 3600, false},
	{"BRW-04", "Teapot, blue glaze", "Brewing", "", 3800, 0, false},
	{"GFT-01", "Gift box, three coffees", "Gifts", "", 2900, 1380, false},
	{"GFT-02", "Gift box, four teas", "Gifts", "", 2700, 1040, false},
	{"GFT-03", "Advent tin, 24 teas", "Gifts", "", 3400, 1490, false},
	{"GFT-04", "Cup by the potter next door", "Gifts", "", 1800, 0, false},
	{"CTR-01", "Espresso", "Drinks", "", 260, 45, false},
	{"CTR-02", "Flat white", "Drinks", "", 360, 85, false},
	{"CTR-03", "Pot of tea", "Drinks", "", 340, 50, false},
	{"CTR-04", "Iced coffee", "Drinks", "", 390, 90, false},
	{"CAK-01", "Lemon drizzle, slice", "Cakes", "", 380, 0, false},
	{"CAK-02", "Cardamom bun", "Cakes", "", 340, 0, false},
	{"TST-01", "Saturday tasting, a seat", "Tastings", "", 2800, 600, true},
}

// The day the green coffee price reached the shelf, and the day it reached
// the supplier's invoice.
var (
	priceChange = crm.NewDate(2026, 2, 2)
	costChange  = crm.NewDate(2026, 1, 12)
)

func (g *maker) catalogue() {
	ids := map[string]crm.ID{"": {}}
	for _, c := range groups {
		m := g.meta(firstDay, 0)
		ids[c[0]] = m.ID
		g.Categories = append(g.Categories, crm.Category{Meta: m, Name: c[0], Parent: ids[c[1]]})
	}
	g.goods = map[string][]int{}
	for i, w := range wares {
		g.goods[w.group] = append(g.goods[w.group], i)
		g.Products = append(g.Products, g.product(w, ids[w.group]))
	}
}

func (g *maker) product(w ware, category crm.ID) crm.Product {
	p := crm.Product{Meta: g.meta(firstDay, 0), SKU: w.sku, Name: w.name, ProductKind: crm.Good, Category: category, Unit: "C62"}
	if w.service {
		p.ProductKind = crm.Service
	}
	if w.origin != "" {
		p.Custom = map[string]string{"origin": w.origin}
	}
	p.Prices = []crm.DatedPrice{{Price: pence(w.price)}}
	if w.cost > 0 {
		p.Costs = []crm.DatedPrice{{Price: pence(w.cost)}}
	}
	if w.group == "Espresso beans" || w.group == "Filter beans" {
		dearer := (w.price*107/100 + 5) / 10 * 10
		p.Prices = append(p.Prices, crm.DatedPrice{From: priceChange, Price: pence(dearer), Reason: "Green coffee has become dearer"})
		p.Costs = append(p.Costs, crm.DatedPrice{From: costChange, Price: pence(w.cost * 113 / 100)})
	}
	return p
}

func pence(n int) crm.Price { return crm.AmountToPrice(crm.Amount(n), 2) }

// suppliers adds those the shop buys from and links their products.
func (g *maker) suppliers() {
	for _, s := range []struct {
		name   string
		groups []string
	}{
		{"Northgate Green Coffee Importers", []string{"Espresso beans", "Filter beans"}},
		{"Seven Hills Tea Merchants", []string{"Black tea", "Green and white tea"}},
		{"Orchard Lane Herb Garden", []string{"Herbs and fruit"}},
		{"Pellam Brewing Wares", []string{"Brewing"}},
	} {
		p := g.organization(s.name, firstDay)
		p.Roles = []crm.Role{crm.RoleSupplier}
		g.Parties = append(g.Parties, p)
		for i, w := range wares {
			if slices.Contains(s.groups, w.group) {
				g.Products[i].Supplier = p.ID
			}
		}
	}
}

func (g *maker) organization(name string, since crm.Date) crm.Party {
	p := crm.Party{Meta: g.meta(since, 0), PartyKind: crm.Organization, DisplayName: name, FirstSeen: since}
	mail := crm.NewEmail("hello." + latin(name) + "@example.com")
	p.Points = []crm.ContactPoint{g.phone(false), mail}
	p.Addresses = []crm.Address{g.address("billing")}
	return p
}

var streets = []string{"Lantern Row", "Ropewalk", "Chandler Street", "Miller's Yard", "Weir Lane", "Upper Cloister", "Pepper Alley", "Quay Street", "Bell Hill", "Orchard Terrace"}

func (g *maker) address(kind string) crm.Address {
	return crm.Address{
		Lines:    []string{strconv.Itoa(g.between(1, 140)) + " " + pick(g, streets)},
		Locality: pick(g, []string{"Marlow Quay", "Marlow Quay", "Marlow Quay", "Thornmere", "Wickcombe"}),
		Country:  "GB", Type: kind,
	}
}
