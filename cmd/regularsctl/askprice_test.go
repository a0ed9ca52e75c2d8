package main

import (
	"fmt"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/insighttest"
)

// teaShop sells tea once a week at three prices in turn, each for six weeks,
// with costs of every scope; it returns what it sold in the last twelve months.
func teaShop(t *testing.T) (p place, revenue, goods, fees crm.Amount, units, orders int64) {
	p = bare(t)
	p.ok("new", "--currency", "EUR")
	b, err := book.Open(p.path("shop.regulars"), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	_, err = b.Update("", func(tx *book.Tx) error {
		tea := &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea", ProductKind: crm.Good}
		for _, r := range []crm.Record{tea, &crm.Party{Meta: crm.Meta{ID: insighttest.PartyID(1)}, PartyKind: crm.Person, DisplayName: "Ada"},
			&crm.CostItem{Name: "Rent", CostKind: crm.FixedCost, Driver: "month", Amount: 62 * crm.PriceScale},
			&crm.CostItem{Name: "Card fees", CostKind: crm.VariableCost, Driver: "percent", Amount: 2 * crm.PriceScale},
			&crm.CostItem{Name: "Tin", CostKind: crm.VariableCost, Driver: "unit", Amount: crm.PriceScale / 4, Product: tea.ID},
			&crm.DemandEvent{Type: "own_promo", Title: "Tea week", From: insighttest.Day(7*47 + 1), To: insighttest.Day(7*47 + 5), Product: tea.ID},
		} {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		for w := range 66 {
			price := []int64{10, 11, 12}[w/6%3]
			n := 4000/(price*price) + int64(w%2)
			d := &crm.SalesDocument{DocType: crm.Order, Status: crm.Paid, Number: "1", Party: insighttest.PartyID(1), Date: insighttest.Day(7*w + 2), Currency: "EUR",
				Lines: []crm.Line{{Product: tea.ID, Quantity: crm.Quantity(n * crm.QuantityScale), Price: crm.Price(price) * crm.PriceScale, Net: crm.Amount(100 * n * price), UnitCost: 4 * crm.PriceScale, CostKnown: true}}}
			if err := d.Sum(); err != nil {
				return err
			}
			if d.Date >= crm.NewDate(2024, 5, 1) && d.Date <= crm.NewDate(2025, 4, 6) {
				revenue, goods, units, orders = revenue+d.Net, goods+crm.Amount(400*n), units+n, orders+1
			}
			if err := tx.Put(d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, revenue, goods, crm.Share(revenue, 2, 100), units, orders
}

// The answers from a book, to the byte, and the sums of costs worked out anew.
func TestAskCostsAndPrice_000_20_000_21(t *testing.T) {
	p, revenue, goods, fees, units, orders := teaShop(t)
	p.golden("ask-costs-book", p.ok("ask", "costs", "--as-of", "2025-04-06", "--bands", "--json"))
	p.golden("ask-price-book", p.ok("ask", "price", "--as-of", "2025-04-06", "--json"))
	var got struct {
		N              int
		Revenue, Units float64
		Goods          float64 `json:"cost_of_goods"`
		Items          float64 `json:"variable_items"`
		Total          float64 `json:"contribution_total"`
		Fixed          float64 `json:"fixed_cost"`
		Profit         float64
		Rows           []struct{ Name string }
	}
	p.read(&got, "ask", "costs", "--as-of", "2025-04-06")
	money := func(a crm.Amount) float64 { return float64(a) / 100 }
	tins := crm.Amount(25 * units)
	left := revenue - goods - fees - tins
	fixed := crm.Amount(11*6200 + 1240) // May to March, and six days of April
	expect(t, "orders", int64(got.N), orders)
	expect(t, "units", got.Units, float64(units))
	expect(t, "revenue", got.Revenue, money(revenue))
	expect(t, "goods", got.Goods, money(goods))
	expect(t, "items", got.Items, money(fees+tins))
	expect(t, "contribution", got.Total, money(left))
	expect(t, "fixed", got.Fixed, money(fixed))
	expect(t, "profit", got.Profit, money(left-fixed))
	expect(t, "rows", len(got.Rows), 1)
	var price struct {
		Rows []struct {
			State   string
			Changes []struct {
				Was, Is struct {
					Weeks int
					Units float64
				}
				Effect struct{ Value float64 }
			}
		}
	}
	p.read(&price, "ask", "price", "--as-of", "2025-04-06")
	// The week of the first sale is not whole: 41, 40, 41, 40, 41 units at 10,
	// then 33 and 34 in turn at 11.
	c := price.Rows[0].Changes[0]
	expect(t, "first change", fmt.Sprintf("%d weeks %.1f, %d weeks %.1f, %.6f", c.Was.Weeks, c.Was.Units, c.Is.Weeks, c.Is.Units, c.Effect.Value), "5 weeks 40.6, 6 weeks 33.5, -0.174877")
	expect(t, "state", price.Rows[0].State, "association")
	var causes struct {
		Responses []struct{ Type string }
	}
	p.read(&causes, "ask", "causes", "--as-of", "2025-04-06")
	expect(t, "promotion", len(causes.Responses) == 1 && causes.Responses[0].Type == "own_promo", true)
}
