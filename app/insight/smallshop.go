package insight

import (
	"math"
	"math/rand/v2"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// A bakery for pictures of what the sample business has no records for: it
// brought in new goods again and again, and sold its loaf at three prices.

// baked is one of its goods: launched so many weeks after the first sale, at
// a price in minor units, and how many a customer of each group buys a week.
type baked struct {
	name, category string
	week           int
	price          crm.Amount
	neighbours     float64
	cafes          float64
}

func bakery() []baked {
	return []baked{
		{"Sourdough loaf", "Bread", 0, 420, 1.6, 5}, {"Croissant", "Pastry", 0, 240, 1.2, 6},
		{"Small rye loaf", "Bread", 22, 310, 0.5, 1.2}, {"Almond croissant", "Pastry", 30, 340, 0.35, 1.6}, {"Seeded roll", "Bread", 41, 95, 1.1, 3},
		{"Cinnamon bun", "Pastry", 55, 290, 0.7, 2.4}, {"Olive focaccia", "Bread", 63, 360, 0.4, 0.8}, {"Oat biscuits", "Pastry", 74, 450, 0.3, 0.6},
	}
}

const (
	bakeryWeeks = 104
	neighbours  = 14 // the customers after them are cafés
	bakeryParty = 18
)

// openBakery fills an empty book with the bakery, up to today.
func openBakery(s screen.Screen) {
	p := s.(*page)
	day := p.env.Today() - 7*bakeryWeeks
	_, err := p.env.Book.Update("", func(tx *book.Tx) error {
		goods, err := putBaked(tx)
		if err != nil {
			return err
		}
		r := rand.New(rand.NewPCG(7, 11))
		for who := range bakeryParty {
			party := &crm.Party{PartyKind: crm.Person, DisplayName: []string{"Ada", "Bao", "Chiara", "Dilara", "Elena", "Farid"}[who%6] + " " + string(rune('A'+who)), Group: "Neighbours"}
			if who >= neighbours {
				party.PartyKind, party.Group, party.DisplayName = crm.Organization, "Cafés", "Café "+string(rune('A'+who-neighbours))
			}
			if err := tx.Put(party); err != nil {
				return err
			}
			first := who % 3 / 2 * 40 // every third came later
			for week := first; week < bakeryWeeks; week++ {
				d := &crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Party: party.ID, Date: day + crm.Date(7*week+who%6), Currency: "EUR", Lines: basketOf(r, goods, week, who >= neighbours)}
				if len(d.Lines) == 0 {
					continue
				}
				if err := d.Sum(); err != nil {
					return err
				}
				if err := tx.Put(d); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	}
	p.build()
	p.load()
}

// putBaked writes the goods with their categories.
func putBaked(tx *book.Tx) (ids []crm.ID, err error) {
	categories := map[string]crm.ID{}
	for _, g := range bakery() {
		if _, there := categories[g.category]; !there {
			c := &crm.Category{Name: g.category}
			if err := tx.Put(c); err != nil {
				return nil, err
			}
			categories[g.category] = c.ID
		}
		one := &crm.Product{Name: g.name, ProductKind: crm.Good, Category: categories[g.category]}
		if err := tx.Put(one); err != nil {
			return nil, err
		}
		ids = append(ids, one.ID)
	}
	return ids, nil
}

// basketOf is what a customer buys in a week. The loaf has another price every
// eight weeks, and less of it is sold the dearer it is.
func basketOf(r *rand.Rand, goods []crm.ID, week int, cafe bool) (lines []crm.Line) {
	for i, g := range bakery() {
		if week < g.week {
			continue
		}
		mean, price := g.neighbours, g.price
		if cafe {
			mean = g.cafes
		}
		if i == 0 {
			price = []crm.Amount{380, 420, 470}[week/8%3]
			mean *= math.Pow(float64(price)/420, -1.7)
		}
		if n := int64(mean*(0.7+0.6*r.Float64()) + r.Float64()); n > 0 {
			net := crm.Amount(n) * price
			lines = append(lines, crm.Line{Product: goods[i], Quantity: crm.Quantity(n) * crm.QuantityScale, Price: crm.Price(price) * crm.PriceScale / 100, Net: net})
		}
	}
	return lines
}
